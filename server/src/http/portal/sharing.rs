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
    store::{
        StoreError,
        account::session::{Method, Session},
    },
};
use app::{
    error::PageError,
    pages::consent::{self, Chosen, Problem, Until, What},
};
use axum::{
    Extension, Json,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::Duration;
use serde::{Deserialize, Deserializer};
use shared::{
    category::Category,
    consent::{Preset, Purpose, Sharing, SharingQuery, SubjectsChange, Whom},
    fhir,
    ids::{AccountId, ConsentId, ItemId, PatientId},
    set::Member as _,
    time::tokyo_day,
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

/// Who decides about the record that is open: the person themself, or a caregiver where the gate lets them.
enum Decider<'a> {
    Themself(PatientId),
    InTheirPlace(&'a Caregiver),
}

fn decider(actor: &Actor) -> Result<Decider<'_>, PageError> {
    match actor {
        Actor::Caregiver(caregiver) => Ok(Decider::InTheirPlace(caregiver)),
        _ => whose(actor).map(Decider::Themself),
    }
}

/// For the page of the person themself, or of whoever decides in their place, with what it asks for beside what was decided.
pub async fn read(state: &AppState, actor: &Actor, query: SharingQuery) -> Result<Arc<Sharing>, PageError> {
    let who = match decider(actor)? {
        Decider::Themself(patient) => (patient, None),
        Decider::InTheirPlace(caregiver) => (caregiver.patient, Some(caregiver.account)),
    };
    let sharing = read_of(state, who, query).await;
    let sharing = sharing.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "reading what is shared failed");
        PageError::Unavailable
    })?;
    sharing.map(Arc::new).ok_or(PageError::OnlyThemself)
}

/// `None`: `by` does not decide in the patient's place.
async fn read_of(
    state: &AppState,
    (patient, by): (PatientId, Option<AccountId>),
    query: SharingQuery,
) -> Result<Option<Sharing>, StoreError> {
    let (store, clock) = (&state.store, &state.clock);
    let sharing = match by {
        Some(by) => sharing::of_in_their_place(store, clock, (patient, by), query.also).await?,
        None => Some(sharing::of(store, clock, patient, query.also).await?),
    };
    match (sharing, query.find) {
        (Some(sharing), Some(part)) => {
            let found = Some(sharing::find(store, &part).await?);
            Ok(Some(Sharing { found, ..sharing }))
        }
        (sharing, _) => Ok(sharing),
    }
}

/// `GET /api/sharing`
pub async fn as_json(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(query): Query<SharingQuery>,
) -> Response {
    match read(&state, &visitor.actor, query).await {
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
        Ok(patient) => {
            let decided = read(&state, &visitor.actor, SharingQuery::default());
            decided.await.map(|sharing| (patient, sharing))
        }
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

/// `POST /consent/switches`: the three steps; with `look`, what would be seen is shown and nothing is decided.
pub async fn put_switches(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(parts): Parts,
) -> Response {
    let part = |name: &str| parts.get(name).cloned();
    let Some(chosen) = part("to").and_then(|to| Chosen::parse(&to)) else {
        let unclear = (Err(Unclear::WHOM), written_for(&parts));
        return carry_out(&state, &visitor, unclear, "/consent#switches").await;
    };
    let back = format!("/consent?to={chosen}#switches");
    let read = || {
        let (what, until) = (What::read(part)?, Until::read(part)?);
        match parts.keys().any(|field| consent::is_an_unknown_subject(field)) {
            true => Err(consent::Unclear::Subject),
            false => Ok((what, until, consent::subjects_changed(part)?)),
        }
    };
    let (what, until, subjects) = match read() {
        Ok(read) => read,
        Err(unclear) => {
            let unclear = (Err(unclear.into()), written_for(&parts));
            return carry_out(&state, &visitor, unclear, &back).await;
        }
    };
    if parts.contains_key("look") {
        return Redirect::to(&with_draft(&chosen, what, subjects, until)).into_response();
    }
    let term = until.term(tokyo_day(state.clock.now()));
    let Chosen { whom, purpose } = chosen;
    let wish = Wish::Switches { whom, purpose, kinds: what.kinds(), subjects, term };
    carry_out(&state, &visitor, (Ok(wish), written_for(&parts)), &back).await
}

/// The form as it was set, and not decided: its page shows what would be seen.
fn with_draft(chosen: &Chosen, what: What, subjects: SubjectsChange, until: Until) -> String {
    let ticked = match what {
        What::Kinds(kinds) => kinds.iter().map(|kind| format!("&{}=on", kind.as_str())).collect(),
        What::Ordinary | What::Everything => String::new(),
    };
    let days = match until {
        Until::Days { from, until } => format!("&from={from}&until={until}"),
        _ => String::new(),
    };
    // What was ticked newly stands as ticked, and what was unticked as ticked before.
    let keep = subjects.keep.iter().map(|one| format!("&{}=on", consent::subject_field(one)));
    let open = subjects.open.iter().map(|one| one.as_str()).collect::<Vec<_>>().join("+");
    let open = (!open.is_empty()).then(|| format!("&{}={open}", consent::SUBJECTS_BEFORE));
    let kept: String = keep.chain(open).collect();
    let (what, term) = (what.as_str(), until.as_str());
    format!("/consent?to={chosen}&what={what}{ticked}{kept}&term={term}{days}#preview-title")
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

/// What was decided at once: its numbers, with spaces between them.
#[derive(Deserialize)]
pub struct Together {
    #[serde(deserialize_with = "numbers")]
    id: Vec<ConsentId>,
    #[serde(default)]
    patient: String,
}

fn numbers<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<ConsentId>, D::Error> {
    let text = String::deserialize(reader)?;
    let ids: Result<Vec<ConsentId>, _> =
        text.split_whitespace().map(|id| id.parse().map(ConsentId)).collect();
    let ids = ids.map_err(serde::de::Error::custom)?;
    if ids.is_empty() { Err(serde::de::Error::custom("no number of a decision")) } else { Ok(ids) }
}

/// `POST /consent/withdraw`
pub async fn withdraw(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(Together { id, patient }): Form<Together>,
) -> Response {
    carry_out(&state, &visitor, (Ok(Wish::Withdraw(id)), &patient), "/consent#decided").await
}

#[derive(Deserialize)]
pub struct Named {
    id: Uuid,
    #[serde(default)]
    patient: String,
}

/// `POST /consent/undo`
pub async fn undo(
    state: State<AppState>,
    visitor: Extension<Visitor>,
    Form(Named { id, patient }): Form<Named>,
) -> Response {
    carry_out(&state, &visitor, (Ok(Wish::Undo(id)), &patient), "/consent#history").await
}

/// What a form says cannot be wished for: the key of the words for which part of it.
struct Unclear(&'static str);

impl Unclear {
    const WISH: Self = Self("form-consent-unknown");
    const WHOM: Self = Self("form-consent-whom");
    const DAYS: Self = Self("form-consent-days");
    const WHAT: Self = Self("form-consent-what");
    const SUBJECT: Self = Self("form-consent-subject");
}

impl From<consent::Unclear> for Unclear {
    fn from(unclear: consent::Unclear) -> Self {
        match unclear {
            consent::Unclear::What => Self::WHAT,
            consent::Unclear::Days => Self::DAYS,
            consent::Unclear::Subject => Self::SUBJECT,
        }
    }
}

/// The record that a form was written for, as it says.
fn written_for(parts: &BTreeMap<String, String>) -> &str {
    parts.get("patient").map_or("", String::as_str)
}

/// Does what was wished for and leads back. `written_for`: the record that the form says it was written for.
async fn carry_out(
    state: &AppState,
    visitor: &Visitor,
    (wish, written_for): (Result<Wish, Unclear>, &str),
    back: &str,
) -> Response {
    let Some(session) = &visitor.session else { return Redirect::to("/signin").into_response() };
    let decider = match decider(&visitor.actor) {
        Ok(decider) => decider,
        Err(PageError::NotOpen) => return only_themself(visitor),
        Err(_) => return Redirect::to("/signin").into_response(),
    };
    // A tab that was written for one child decides nothing about another.
    let elsewhere = match &decider {
        Decider::Themself(own) => !written_for.is_empty() && written_for != own.to_string(),
        Decider::InTheirPlace(caregiver) if !decides(state, caregiver).await => {
            return only_themself(visitor);
        }
        Decider::InTheirPlace(caregiver) => written_for != caregiver.patient.to_string(),
    };
    if elsewhere {
        return FormRefusal::of("people-other-record").back(back).refuse(visitor, StatusCode::BAD_REQUEST);
    }
    let wish = match wish {
        Ok(wish) => wish,
        Err(Unclear(why)) => return FormRefusal::of(why).back(back).refuse(visitor, StatusCode::BAD_REQUEST),
    };
    // What waited may show less, and never more.
    let is_proved = !visitor.waited && proved(state, session);
    let (store, clock, entropy) = (&state.store, &state.clock, &state.entropy);
    let done = match decider {
        Decider::InTheirPlace(caregiver) => match gate::open_deciding(store, clock, caregiver).await {
            Ok(permit) => {
                sharing::change_in_their_place(store, clock, entropy, (permit, is_proved), &wish).await
            }
            Err(Refused::NotPermitted) => return only_themself(visitor),
            Err(Refused::Store(error)) => Err(error.into()),
        },
        Decider::Themself(patient) => {
            sharing::change(store, clock, entropy, (patient, session.account, is_proved), &wish).await
        }
    };
    match done {
        Ok(fulfilled) => Redirect::to(&with_saved(back, fulfilled)).into_response(),
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
    read(state, &Actor::Caregiver(*caregiver), SharingQuery::default()).await.is_ok()
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

/// Where a page says what was done, and from which of its sections.
fn with_saved(back: &str, done: Fulfilled) -> String {
    let (path, section) = back.split_once('#').unwrap_or((back, ""));
    let joint = if path.contains('?') { '&' } else { '?' };
    let change = done.change.map_or_else(String::new, |id| format!("&change={id}"));
    let problem = Problem::LongerByMore.as_str();
    let problem = if done.longer_by_more { format!("&problem={problem}") } else { String::new() };
    format!("{path}{joint}saved={section}{change}{problem}#saved")
}

fn with_problem(back: &str, problem: Problem) -> String {
    let path = back.split('#').next().unwrap_or(back);
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}problem={}", problem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::category::Categories;

    #[test]
    fn what_was_done_is_said_and_where() {
        let done = Fulfilled { change: None, longer_by_more: false };
        assert_eq!(
            with_saved("/consent?to=anyone#switches", done),
            "/consent?to=anyone&saved=switches#saved"
        );
        assert_eq!(with_saved("/consent#presets", done), "/consent?saved=presets#saved");
        let change = Uuid::from_u128(1);
        let longer = Fulfilled { change: Some(change), longer_by_more: true };
        let said = format!("/consent?saved=presets&change={change}&problem=longer-by-more#saved");
        assert_eq!(with_saved("/consent#presets", longer), said);
    }

    #[test]
    fn several_numbers_are_read_all_or_none() {
        let read = |text: &str| serde_json::from_value::<Together>(serde_json::json!({ "id": text }));
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(read(&format!("{one} {other}")).unwrap().id, [ConsentId(one), ConsentId(other)]);
        for garbled in ["", " ", "1", &format!("{one} 1")] {
            assert!(read(garbled).is_err(), "{garbled}");
        }
    }

    #[test]
    fn what_is_looked_at_stands_in_the_address() {
        let kinds = What::Kinds(Categories::NONE.with(Category::Tests));
        let chosen = Chosen::EVERYBODY;
        assert_eq!(
            with_draft(&chosen, kinds, SubjectsChange::default(), Until::Month),
            "/consent?to=anyone&what=kinds&tests=on&term=month#preview-title"
        );
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
