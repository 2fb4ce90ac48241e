//! Sharing: what the patient decides, or somebody in their place, as plain forms, as JSON for the page in the browser, and
//! as FHIR Consent.

use crate::{
    auth::{Actor, Caregiver},
    gate::{self, Refused},
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

/// Only the person themself takes their decisions along.
fn whose(actor: &Actor) -> Result<PatientId, PageError> {
    match actor {
        Actor::Patient(own) => Ok(*own),
        Actor::Caregiver(_) => Err(PageError::OnlyThemself),
        Actor::Person(_) | Actor::Staff(_) | Actor::Waiting(_) | Actor::Frozen(_) => Err(PageError::NotOpen),
        Actor::Visitor | Actor::Facility(_) | Actor::Operator => Err(PageError::SignInFirst),
    }
}

/// For the page of the person themself, or of whoever decides in their place: also about a facility that never treated the
/// patient.
pub async fn read(
    state: &AppState,
    actor: &Actor,
    also: Option<FacilityCode>,
) -> Result<Arc<Sharing>, PageError> {
    let (store, clock) = (&state.store, &state.clock);
    let sharing = match actor {
        Actor::Caregiver(Caregiver { account, patient }) => {
            sharing::of_in_their_place(store, clock, (*patient, *account), also).await
        }
        _ => sharing::of(store, clock, whose(actor)?, also).await.map(Some),
    };
    let sharing = sharing.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "reading what is shared failed");
        PageError::Unavailable
    })?;
    sharing.map(Arc::new).ok_or(PageError::OnlyThemself)
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
    carry_out(&state, &visitor, (wish, written_for(&parts)), "/consent#presets").await
}

/// `POST /consent/switches`
pub async fn put_switches(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(parts): Parts,
) -> Response {
    let Some(chosen) = parts.get("to").and_then(|to| Chosen::parse(to)) else {
        let unclear = (Err(Unclear::WHOM), written_for(&parts));
        return carry_out(&state, &visitor, unclear, "/consent#switches").await;
    };
    let back = format!("/consent?to={chosen}#switches");
    let Some(term) = term(&parts) else {
        return carry_out(&state, &visitor, (Err(Unclear::DAYS), written_for(&parts)), &back).await;
    };
    let kinds =
        Category::ALL.into_iter().filter(|kind| parts.contains_key(kind.as_str())).collect::<Categories>();
    let Chosen { whom, purpose } = chosen;
    let wish = Ok(Wish::Switches { whom, purpose, kinds, term });
    carry_out(&state, &visitor, (wish, written_for(&parts)), &back).await
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
    let back = format!("/consent?to={to}&items={kind}&page={page}#items");
    carry_out(&state, &visitor, (wish, written_for(&parts)), &back).await
}

#[derive(Deserialize)]
pub struct Named {
    id: Uuid,
    #[serde(default)]
    patient: String,
}

/// `POST /consent/withdraw`
pub async fn withdraw(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(Named { id, patient }): Form<Named>,
) -> Response {
    carry_out(&state, &visitor, (Ok(Wish::Withdraw(ConsentId(id))), &patient), "/consent#decided").await
}

/// `POST /consent/undo`
pub async fn undo(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(Named { id, patient }): Form<Named>,
) -> Response {
    carry_out(&state, &visitor, (Ok(Wish::Undo(id)), &patient), "/consent#history").await
}

/// The record that a form was written for, as it says.
fn written_for(parts: &BTreeMap<String, String>) -> &str {
    parts.get("patient").map_or("", String::as_str)
}

/// What a form says cannot be wished for: the key of the words for which part of it.
struct Unclear(&'static str);

impl Unclear {
    const WISH: Self = Self("form-consent-unknown");
    const WHOM: Self = Self("form-consent-whom");
    const DAYS: Self = Self("form-consent-days");
}

/// Does what was wished for and leads back. `written_for`: the record that the form says it was written for.
async fn carry_out(
    state: &AppState,
    visitor: &Visitor,
    (wish, written_for): (Result<Wish, Unclear>, &str),
    back: &str,
) -> Response {
    let Some(session) = &visitor.session else { return Redirect::to("/signin").into_response() };
    let in_their_place = match (&visitor.actor, whose(&visitor.actor)) {
        (Actor::Caregiver(caregiver), _) => Some(caregiver),
        (_, Ok(_)) => None,
        (_, Err(PageError::NotOpen)) => return only_themself(visitor),
        _ => return Redirect::to("/signin").into_response(),
    };
    let open = visitor.actor.open_record().map(|patient| patient.to_string());
    let elsewhere = open.is_none_or(|open| written_for != open);
    // A tab that was written for one child decides nothing about another.
    if elsewhere && (in_their_place.is_some() || !written_for.is_empty()) {
        return match in_their_place {
            Some(caregiver) if !decides(state, caregiver).await => only_themself(visitor),
            _ => FormRefusal::of("people-other-record").back(back).refuse(visitor, StatusCode::BAD_REQUEST),
        };
    }
    let wish = match wish {
        Ok(wish) => wish,
        Err(Unclear(why)) => return FormRefusal::of(why).back(back).refuse(visitor, StatusCode::BAD_REQUEST),
    };
    // What waited may show less, and never more.
    let is_proved = !visitor.waited && proved(state, session);
    let (store, clock, entropy) = (&state.store, &state.clock, &state.entropy);
    let done = match in_their_place {
        Some(caregiver) => match gate::open_deciding(store, clock, caregiver).await {
            Ok(permit) => {
                sharing::change_in_their_place(store, clock, entropy, (permit, is_proved), &wish).await
            }
            Err(Refused::NotPermitted) => return only_themself(visitor),
            Err(Refused::Store(error)) => Err(error.into()),
        },
        None => match whose(&visitor.actor) {
            Ok(patient) => {
                let who = (patient, session.account, is_proved);
                sharing::change(store, clock, entropy, who, &wish).await
            }
            Err(_) => return only_themself(visitor),
        },
    };
    match done {
        Ok(Fulfilled::AsWished) => Redirect::to(&with_saved(back)).into_response(),
        Ok(Fulfilled::LongerByMore) => {
            Redirect::to(&with_problem(back, Problem::LongerByMore)).into_response()
        }
        Err(Unfulfilled::ProveFirst) => step_up::to_verify(back),
        Err(Unfulfilled::Blocked(_)) => Redirect::to(&with_problem(back, Problem::Blocked)).into_response(),
        Err(Unfulfilled::ClosedByAnother(_)) => {
            Redirect::to(&with_problem(back, Problem::ClosedByAnother)).into_response()
        }
        Err(Unfulfilled::NothingThere) => {
            let unknown = matches!(&wish, Wish::Switches { whom: Whom::Facility(_), .. });
            let problem = if unknown { Problem::UnknownFacility } else { Problem::NothingThere };
            Redirect::to(&with_problem("/consent", problem)).into_response()
        }
        Err(Unfulfilled::Store(error)) => refused::unavailable(visitor, &error),
    }
}

/// Whether a caregiver decides today; where it cannot be read, they do not.
async fn decides(state: &AppState, caregiver: &Caregiver) -> bool {
    read(state, &Actor::Caregiver(caregiver.clone()), None).await.is_ok()
}

fn only_themself(visitor: &Visitor) -> Response {
    FormRefusal::of("form-consent-oneself").back("/").refuse(visitor, StatusCode::FORBIDDEN)
}

/// A demonstration has nothing to prove it with.
pub(in crate::http) fn proved(state: &AppState, session: &Session) -> bool {
    session.method == Method::Demo || step_up::is_fresh(session, state.clock.now(), FRESH)
}

/// Where a page says that another one who decides for the same person closed it.
pub(in crate::http) const CLOSED_BY_ANOTHER: &str = "/consent?problem=closed-by-another";

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
