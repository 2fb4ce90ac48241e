//! What a patient decides about sharing: read for their own page, and changed.

use crate::{
    clock::Clock,
    entropy::Entropy,
    store::{
        Store, StoreError, facility,
        sharing::{
            consent::{self, Changing, Made},
            relationship,
        },
    },
};
use chrono::{DateTime, Utc};
use shared::{
    category::Categories,
    consent::{
        Blocked, Board, Change, ChangeKind, Consent, Found, Preset, Purpose, Relationships, Rule, Sharing,
        Step, Term, Terms, Whom, item_steps, undo_steps,
    },
    ids::{AccountId, ConsentId, FacilityCode, ItemId, PatientId},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What somebody wants to be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    Preset(Preset),
    /// Exactly these kinds are to be shown; what is newly permitted holds for the term.
    Switches {
        whom: Whom,
        purpose: Purpose,
        kinds: Categories,
        term: Term,
    },
    /// An item is to stay out of exactly these purposes.
    Item {
        item: ItemId,
        hidden_in: Vec<Purpose>,
    },
    /// What was decided at once is ended at once.
    Withdraw(Vec<ConsentId>),
    Undo(Uuid),
}

/// Why a wish was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Unfulfilled {
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// It is about something that this patient never decided.
    #[error("there is nothing like that to change")]
    NothingThere,
    /// More would be shown than before, and whoever asks has not proved lately that it is still they.
    #[error("showing more asks for a fresh proof of who it is")]
    ProveFirst,
    #[error("what is shared could not be changed")]
    Store(#[from] StoreError),
}

/// Everything that the page about sharing is derived from, beside the record.
///
/// `also`: a facility that is asked about though it never treated the patient.
pub async fn of(
    store: &Store,
    clock: &Clock,
    patient: PatientId,
    also: Option<FacilityCode>,
) -> Result<Sharing, StoreError> {
    let mut tx = store.read().await?;
    let consents = consent::all_of(&mut tx, patient).await?;
    let history = consent::history(&mut tx, patient).await?;
    let named = named(&consents).into_iter().chain(also).collect();
    let (relationships, names) = relationship::all(&mut tx, patient, &named).await?;
    Ok(Sharing { now: clock.now(), consents, relationships, names, history, found: None })
}

/// Facilities with this in their names, among all of this installation: it says nothing about any patient.
pub async fn find(store: &Store, part: &str) -> Result<Vec<Found>, StoreError> {
    let mut found = facility::directory(store).await?;
    found.retain(|one| one.is_named(part));
    found.truncate(Found::MOST + 1);
    Ok(found)
}

/// What came of a wish that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fulfilled {
    /// The change that was written down; `None`: all of it was so before.
    pub change: Option<Uuid>,
    /// Something that was to be shown for a shorter time is shown for longer by a decision about more facilities.
    pub longer_by_more: bool,
}

/// Carries out a wish. `proved`: whoever asks has just proved who they are; showing less never needs it.
///
/// # Errors
/// [`Unfulfilled`]; then nothing is changed.
pub async fn change(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    (patient, by, proved): (PatientId, AccountId, bool),
    wish: &Wish,
) -> Result<Fulfilled, Unfulfilled> {
    let facility = match wish {
        Wish::Switches { whom: Whom::Facility(code), .. } => BTreeSet::from([code.clone()]),
        _ => BTreeSet::new(),
    };
    let (relationships, _) = relationship::all(&mut store.read().await?, patient, &facility).await?;
    let changing = Changing::begin(store, patient).await?;
    let now = clock.now();
    let steps = steps(wish, &changing.consents, &changing.history, &relationships, now)?;
    if !proved && shows_more(&steps, &changing.consents, now) {
        return Err(Unfulfilled::ProveFirst);
    }
    let longer_by_more = match wish {
        Wish::Switches { whom, purpose: Purpose::Care, kinds, term } if *term != Term::Standing => {
            let board = Board {
                consents: &changing.consents,
                relationships: &relationships,
                whom,
                purpose: Purpose::Care,
                now,
            };
            !board.shown_by_more(*kinds).is_empty()
        }
        _ => false,
    };
    let made = Made { by, kind: kind(wish), at: now };
    let change = changing.write(made, &steps, entropy).await?;
    Ok(Fulfilled { change, longer_by_more })
}

fn steps(
    wish: &Wish,
    consents: &[Consent],
    history: &[Change],
    relationships: &Relationships,
    now: DateTime<Utc>,
) -> Result<Vec<Step>, Unfulfilled> {
    Ok(match wish {
        Wish::Preset(preset) => preset.steps(consents, now),
        Wish::Switches { whom, purpose, kinds, term } => {
            if let Whom::Facility(code) = whom
                && !relationships.0.contains_key(code)
            {
                return Err(Unfulfilled::NothingThere);
            }
            let board = Board { consents, relationships, whom, purpose: *purpose, now };
            board.steps_to(*kinds, *term)?
        }
        Wish::Item { item, hidden_in } => item_steps(consents, item, hidden_in, now),
        Wish::Withdraw(ids) => {
            let find = |id: &ConsentId| consents.iter().find(|one| one.id == *id);
            let found: Option<Vec<&Consent>> = ids.iter().map(find).collect();
            let found = found.ok_or(Unfulfilled::NothingThere)?;
            let standing = found.into_iter().filter(|one| one.withdrawn_at.is_none());
            standing.map(|one| Step::Withdraw(one.id)).collect()
        }
        Wish::Undo(id) => {
            let change = history.iter().find(|one| one.id == *id).ok_or(Unfulfilled::NothingThere)?;
            undo_steps(change, consents, now)
        }
    })
}

fn kind(wish: &Wish) -> ChangeKind {
    match wish {
        Wish::Preset(preset) => ChangeKind::Preset(*preset),
        Wish::Switches { .. } => ChangeKind::Switches,
        Wish::Item { .. } => ChangeKind::Item,
        Wish::Withdraw(_) => ChangeKind::Withdrawal,
        Wish::Undo(_) => ChangeKind::Undo,
    }
}

/// Whether anybody could see more afterwards: something is permitted that was not, or what excluded (or may have) is
/// gone.
fn shows_more(steps: &[Step], consents: &[Consent], now: DateTime<Utc>) -> bool {
    let was_permitted = |terms: &Terms| {
        let withdrawn = consents.iter().filter(|one| steps.contains(&Step::Withdraw(one.id)));
        let mut same =
            withdrawn.filter(|one| (&one.terms.rule, &one.terms.whom) == (&terms.rule, &terms.whom));
        same.any(|one| terms.term.is_within(now, one.terms.term, one.begun_at))
    };
    steps.iter().any(|step| match step {
        Step::Give { terms, begun } => {
            matches!(terms.rule, Rule::Permit(_)) && (begun.is_some() || !was_permitted(terms))
        }
        Step::Withdraw(id) => {
            let found = consents.iter().find(|one| one.id == *id);
            found.is_none_or(|one| !matches!(one.terms.rule, Rule::Permit(_)))
        }
    })
}

/// The facilities that somebody decided about by name.
fn named(consents: &[Consent]) -> BTreeSet<FacilityCode> {
    let codes = consents.iter().filter_map(|one| match &one.terms.whom {
        Whom::Facility(code) => Some(code.clone()),
        Whom::Anyone | Whom::Kind(_) => None,
    });
    codes.collect()
}
