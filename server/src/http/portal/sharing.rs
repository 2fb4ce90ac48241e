//! Sharing: the patient's decisions as plain forms, as JSON for the page in the browser, and as FHIR Consent.

use crate::{
    auth::Actor,
    http::{
        AppState,
        plumbing::{
            form::Form,
            pace, page_error,
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
        sign_in::step_up,
    },
    sharing::{self, Fulfilled, Unfulfilled, Wish},
    store::account::session::{Method, Session},
};
use app::{
    error::PageError,
    pages::consent::{Chosen, Problem},
};
use axum::{
    Extension, Json,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::Duration;
use serde::Deserialize;
use shared::{
    category::{Categories, Category},
    consent::{Preset, Purpose, Sharing, Term, Whom},
    fhir,
    ids::{ConsentId, FacilityCode, ItemId, PatientId},
    set::Member as _,
};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// How old a proof of who it is may be when more is to be shown.
const FRESH: Duration = Duration::minutes(10);

/// Only the person themself decides, and only they see what was decided.
fn whose(actor: &Actor) -> Result<PatientId, PageError> {
    match actor {
        Actor::Patient(own) => Ok(*own),
        Actor::Caregiver(_) => Err(PageError::OnlyThemself),
        Actor::Person(_) | Actor::Staff(_) | Actor::Waiting(_) | Actor::Frozen(_) => Err(PageError::NotOpen),
        Actor::Visitor | Actor::Facility(_) | Actor::Operator => Err(PageError::SignInFirst),
    }
}

/// For the page: also about a facility that never treated the patient.
pub async fn read(
    state: &AppState,
    actor: &Actor,
    also: Option<FacilityCode>,
) -> Result<Arc<Sharing>, PageError> {
    let patient = whose(actor)?;
    sharing::of(&state.store, &state.clock, patient, also).await.map(Arc::new).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "reading what is shared failed");
        PageError::Unavailable
    })
}

#[derive(Deserialize)]
pub struct Also {
    also: Option<FacilityCode>,
}

/// `GET /api/sharing`
pub async fn as_json(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(Also { also }): Query<Also>,
) -> Response {
    match read(&state, &visitor.actor, also).await {
        Ok(sharing) => Json(&*sharing).into_response(),
        Err(error) => page_error::refusal(error),
    }
}

/// `GET /consent/fhir`: everything that was decided, as FHIR Consent, to keep; after a fresh proof.
pub async fn as_fhir(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    if let Some(to_verify) = step_up::before_export(&visitor, state.clock.now(), "/consent") {
        return to_verify;
    }
    if let Err(too_soon) = pace::take_files(&state, &visitor.actor) {
        return too_soon.refuse(visitor.visit.locale, "refused-too-often-files");
    }
    let answer = match whose(&visitor.actor) {
        Err(error) => Err(error),
        Ok(patient) => read(&state, &visitor.actor, None).await.map(|sharing| (patient, sharing)),
    };
    match answer {
        Ok((patient, sharing)) => {
            let bundle = fhir::consent::bundle(&sharing.consents, patient);
            // Not the link says that it is kept: what leads to the proof instead would be, too.
            let headers = [
                (header::CONTENT_TYPE, "application/fhir+json"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"mikata-consent.json\""),
            ];
            (headers, bundle.to_string()).into_response()
        }
        Err(error) => page_error::refusal(error),
    }
}

/// The parts of a form, by name.
type Parts = Form<BTreeMap<String, String>>;

/// `POST /consent/preset`
pub async fn choose_preset(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(parts): Parts,
) -> Response {
    let preset = parts.get("preset").and_then(|name| Preset::from_name(name));
    let wish = preset.map(Wish::Preset).ok_or(Unclear::WISH);
    carry_out(&state, &visitor, wish, "/consent#presets").await
}

/// `POST /consent/switches`
pub async fn put_switches(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(parts): Parts,
) -> Response {
    let Some(chosen) = parts.get("to").and_then(|to| Chosen::parse(to)) else {
        return carry_out(&state, &visitor, Err(Unclear::WHOM), "/consent#switches").await;
    };
    let back = format!("/consent?to={chosen}#switches");
    let Some(term) = term(&parts) else {
        return carry_out(&state, &visitor, Err(Unclear::DAYS), &back).await;
    };
    let kinds =
        Category::ALL.into_iter().filter(|kind| parts.contains_key(kind.as_str())).collect::<Categories>();
    let Chosen { whom, purpose } = chosen;
    carry_out(&state, &visitor, Ok(Wish::Switches { whom, purpose, kinds, term }), &back).await
}

/// Days only where they were asked for; nothing is guessed.
fn term(parts: &BTreeMap<String, String>) -> Option<Term> {
    match parts.get("term").map(String::as_str) {
        None => Some(Term::Standing),
        Some("days") => Term::parse(&format!("{}/{}", parts.get("from")?, parts.get("until")?)).ok(),
        Some(name @ ("visit" | "home-care" | "standing")) => Term::parse(name).ok(),
        Some(_) => None,
    }
}

/// `POST /consent/item`
pub async fn choose_item(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(parts): Parts,
) -> Response {
    let part = |name: &str| parts.get(name).cloned().unwrap_or_default();
    let hidden_in = match part("hide").as_str() {
        "care" => Some(vec![Purpose::Care]),
        "always" => Some(Purpose::ALL.to_vec()),
        "never" => Some(Vec::new()),
        _ => None,
    };
    let wish = ItemId::try_from(part("item")).ok().zip(hidden_in);
    let wish = wish.map(|(item, hidden_in)| Wish::Item { item, hidden_in }).ok_or(Unclear::WISH);
    let to = Chosen::parse(&part("to")).unwrap_or(Chosen::EVERYBODY);
    let kind = Category::from_name(&part("items")).map_or("", Category::as_str);
    let page: usize = part("page").parse().unwrap_or(0);
    carry_out(&state, &visitor, wish, &format!("/consent?to={to}&items={kind}&page={page}#items")).await
}

#[derive(Deserialize)]
pub struct Named {
    id: Uuid,
}

/// `POST /consent/withdraw`
pub async fn withdraw(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(Named { id }): Form<Named>,
) -> Response {
    carry_out(&state, &visitor, Ok(Wish::Withdraw(ConsentId(id))), "/consent#decided").await
}

/// `POST /consent/undo`
pub async fn undo(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(Named { id }): Form<Named>,
) -> Response {
    carry_out(&state, &visitor, Ok(Wish::Undo(id)), "/consent#history").await
}

/// What a form says cannot be wished for: the key of the words for which part of it.
struct Unclear(&'static str);

impl Unclear {
    const WISH: Self = Self("form-consent-unknown");
    const WHOM: Self = Self("form-consent-whom");
    const DAYS: Self = Self("form-consent-days");
}

/// Does what was wished for and leads back.
async fn carry_out(state: &AppState, visitor: &Visitor, wish: Result<Wish, Unclear>, back: &str) -> Response {
    let (patient, session) = match (whose(&visitor.actor), &visitor.session) {
        (Ok(patient), Some(session)) => (patient, session),
        (Err(PageError::NotOpen | PageError::OnlyThemself), _) => {
            let because = FormRefusal::of("form-consent-oneself").back("/");
            return because.refuse(visitor, StatusCode::FORBIDDEN);
        }
        _ => return Redirect::to("/signin").into_response(),
    };
    let wish = match wish {
        Ok(wish) => wish,
        Err(Unclear(why)) => return FormRefusal::of(why).back(back).refuse(visitor, StatusCode::BAD_REQUEST),
    };
    // What waited may show less, and never more.
    let is_proved = !visitor.waited && proved(state, session);
    let who = (patient, session.account, is_proved);
    match sharing::change(&state.store, &state.clock, &state.entropy, who, &wish).await {
        Ok(Fulfilled::AsWished) => Redirect::to(&with_saved(back)).into_response(),
        Ok(Fulfilled::LongerByMore) => {
            Redirect::to(&with_problem(back, Problem::LongerByMore)).into_response()
        }
        Err(Unfulfilled::ProveFirst) => step_up::to_verify(back),
        Err(Unfulfilled::Blocked(_)) => Redirect::to(&with_problem(back, Problem::Blocked)).into_response(),
        Err(Unfulfilled::NothingThere) => {
            let unknown = matches!(&wish, Wish::Switches { whom: Whom::Facility(_), .. });
            let problem = if unknown { Problem::UnknownFacility } else { Problem::NothingThere };
            Redirect::to(&with_problem("/consent", problem)).into_response()
        }
        Err(Unfulfilled::Store(error)) => refused::unavailable(visitor, &error),
    }
}

/// A demonstration has nothing to prove it with.
pub(in crate::http) fn proved(state: &AppState, session: &Session) -> bool {
    session.method == Method::Demo || step_up::is_fresh(session, state.clock.now(), FRESH)
}

/// Where a page says that it was done, and from which of its sections.
fn with_saved(back: &str) -> String {
    let (path, section) = back.split_once('#').unwrap_or((back, ""));
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}saved={section}#saved")
}

fn with_problem(back: &str, problem: Problem) -> String {
    let path = back.split('#').next().unwrap_or(back);
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}problem={}", problem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_need_both_their_ends() {
        let parts = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let days = [("term", "days"), ("from", "2026-11-20"), ("until", "2026-11-25")];
        assert!(matches!(term(&parts(&days)), Some(Term::Days { .. })));
        assert_eq!(term(&parts(&days[..2])), None);
        assert_eq!(term(&parts(&[("term", "2026-11-20/2026-11-25")])), None);
        assert_eq!(term(&parts(&[("term", "for ever")])), None);
        assert_eq!(term(&parts(&[])), Some(Term::Standing));
    }

    #[test]
    fn what_was_done_is_said_and_where() {
        assert_eq!(with_saved("/consent?to=anyone#switches"), "/consent?to=anyone&saved=switches#saved");
        assert_eq!(with_saved("/consent#presets"), "/consent?saved=presets#saved");
    }

    #[test]
    fn a_problem_is_said_where_it_happened() {
        assert_eq!(
            with_problem("/consent?to=anyone#switches", Problem::Blocked),
            "/consent?to=anyone&problem=blocked"
        );
        assert_eq!(with_problem("/consent#presets", Problem::Blocked), "/consent?problem=blocked");
    }
}
