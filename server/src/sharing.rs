//! What is decided about sharing, by a patient or in their place: read for the page, and changed.

use crate::{
    clock::Clock,
    entropy::Entropy,
    gate::DecidingPermit,
    store::{
        Store, StoreError, Tx, account, facility,
        sharing::{
            consent::{self, Changing, Made, Written},
            mandate, relationship, sharing_notice,
        },
    },
};
use chrono::{DateTime, Utc};
use shared::{
    category::Categories,
    consent::{
        Blocked, Board, Change, ChangeKind, ClosedByAnother, Consent, Excluded, Found, Others, Preset,
        Purpose, Relationships, Rule, Scope, Sharing, Step, SubjectsChange, Term, Terms, Unnamed, Whom,
        closings, item_steps, keep_closed, undo_steps,
    },
    ids::{AccountId, ConsentId, FacilityCode, ItemId, PatientId},
    time::tokyo_day,
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
        subjects: SubjectsChange,
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

impl Wish {
    /// Exactly these kinds are shown for care, and nothing changes about subjects.
    pub fn shown_for_care(whom: Whom, kinds: Categories, term: Term) -> Self {
        Self::Switches { whom, purpose: Purpose::Care, kinds, subjects: SubjectsChange::default(), term }
    }
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
    #[error(transparent)]
    ClosedByAnother(#[from] ClosedByAnother),
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
    read(&mut store.read().await?, clock.now(), (patient, None), also).await
}

/// The same for somebody who decides in the person's place: without the facilities that only another one in their place
/// named. `None`: they do not decide.
pub async fn of_in_their_place(
    store: &Store,
    clock: &Clock,
    (patient, by): (PatientId, AccountId),
    also: Option<FacilityCode>,
) -> Result<Option<Sharing>, StoreError> {
    let mut tx = store.read().await?;
    let now = clock.now();
    match mandate::decides_for(&mut tx, by, patient, tokyo_day(now)).await? {
        true => read(&mut tx, now, (patient, Some(by)), also).await.map(Some),
        false => Ok(None),
    }
}

async fn read(
    tx: &mut Tx,
    now: DateTime<Utc>,
    (patient, reader): (PatientId, Option<AccountId>),
    also: Option<FacilityCode>,
) -> Result<Sharing, StoreError> {
    let written = consent::all_of(tx, patient, now).await?;
    let history = consent::history(tx, patient).await?;
    // Whoever ended what others decided, one facility or all of them, has not named a facility by it.
    let told = |one: &Written| {
        let named_it = one.change.1 == ChangeKind::Switches;
        reader.is_none_or(|by| !one.in_their_place || (one.by == by && named_it))
    };
    let named = named(written.iter().filter(|one| told(one)).map(|one| &one.consent));
    let named = named.into_iter().chain(also).collect();
    let (relationships, names) = relationship::all(tx, patient, &named, reader).await?;
    let sent = |code: &FacilityCode| relationships.0.get(code).is_some_and(|one| one.sent);
    let is_known = |one: &Written| match &one.consent.terms.whom {
        Whom::Facility(code) => told(one) || sent(code),
        Whom::Anyone | Whom::Kind(_) => true,
    };
    let (known, unknown): (Vec<Written>, Vec<Written>) = written.into_iter().partition(is_known);
    let consents = known.into_iter().map(|one| one.consent).collect();
    let unnamed = unnamed(&unknown, reader, now);
    Ok(Sharing { now, consents, relationships, names, history, unnamed, found: None })
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

/// What stands of decisions about facilities that the reader is not told, by what was decided at once about one.
fn unnamed(written: &[Written], reader: Option<AccountId>, now: DateTime<Utc>) -> Vec<Unnamed> {
    let mut together: Vec<((Uuid, &Whom, bool), Unnamed)> = Vec::new();
    // What another one keeps back only they open again: there is nothing to end.
    let ends = |one: &&Written| Some(one.by) == reader || matches!(one.consent.terms.rule, Rule::Permit(_));
    let standing = written.iter().filter(|one| one.consent.stands(now) && !one.consent.is_over(now));
    for one in standing.filter(ends) {
        let given =
            (one.change.0, &one.consent.terms.whom, matches!(one.consent.terms.rule, Rule::Permit(_)));
        match together.iter_mut().find(|(known, _)| *known == given) {
            Some((_, unnamed)) => unnamed.ids.push(one.consent.id),
            None => {
                let closed = Some(one.by) == reader && !matches!(one.consent.terms.rule, Rule::Permit(_));
                let (ids, given_at) = (vec![one.consent.id], one.consent.given_at);
                together.push((given, Unnamed { ids, given_at, closed }));
            }
        }
    }
    together.into_iter().map(|(_, unnamed)| unnamed).collect()
}

/// Carries out a patient's own wish. `proved`: whoever asks has just proved who they are; showing less never needs it.
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
    let relationships = relationships(store, patient, wish).await?;
    let mut tx = store.write().await?;
    let who = Who { patient, by, proved, in_their_place: false };
    let fulfilled = carry_out(&mut tx, clock.now(), entropy, who, (&relationships, wish)).await?;
    tx.commit().await?;
    Ok(fulfilled)
}

/// Carries out the wish of somebody who decides in the patient's place, and tells the patient and the others who do.
///
/// # Errors
/// [`Unfulfilled`]; then nothing is changed, and the patient's access log says nothing of it.
pub async fn change_in_their_place(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    (permit, proved): (DecidingPermit, bool),
    wish: &Wish,
) -> Result<Fulfilled, Unfulfilled> {
    let (patient, by) = (permit.patient(), permit.by());
    let relationships = relationships(store, patient, wish).await?;
    let who = Who { patient, by, proved, in_their_place: true };
    let mut tx = permit.tx().await;
    let fulfilled = carry_out(&mut tx, clock.now(), entropy, who, (&relationships, wish)).await?;
    drop(tx);
    permit.done().await?;
    Ok(fulfilled)
}

/// Whose sharing is changed, and by whom.
#[derive(Clone, Copy)]
struct Who {
    patient: PatientId,
    by: AccountId,
    proved: bool,
    in_their_place: bool,
}

async fn relationships(store: &Store, patient: PatientId, wish: &Wish) -> Result<Relationships, StoreError> {
    let facility = match wish {
        Wish::Switches { whom: Whom::Facility(code), .. } => BTreeSet::from([code.clone()]),
        _ => BTreeSet::new(),
    };
    Ok(relationship::all(&mut store.read().await?, patient, &facility, None).await?.0)
}

async fn carry_out(
    tx: &mut Tx,
    now: DateTime<Utc>,
    entropy: &Entropy,
    who: Who,
    (relationships, wish): (&Relationships, &Wish),
) -> Result<Fulfilled, Unfulfilled> {
    let changing = Changing::begin(tx, who.patient, now).await?;
    let consents: Vec<Consent> = changing.written.iter().map(|one| one.consent.clone()).collect();
    let mut steps = steps(wish, &consents, &changing.history, relationships, now)?;
    if !who.proved && shows_more(&steps, &consents, now) {
        return Err(Unfulfilled::ProveFirst);
    }
    let deciding = mandate::who_decide(tx, who.patient, tokyo_day(now)).await?;
    let own = account::own_of(tx, who.patient).await?;
    let others = others(&changing.written, &deciding, &own, who.by);
    keep_closed(&steps, &consents, &others, now)?;
    for code in opened_by_name(&steps) {
        if relationship::denied_by_another(tx, (who.patient, who.by), &code, tokyo_day(now)).await? {
            return Err(ClosedByAnother.into());
        }
    }
    let all_of_it = all_of_one_facility(wish).filter(|_| who.in_their_place);
    match all_of_it {
        Some(terms) => {
            let mut theirs = changing.written.iter().filter(|one| one.by == who.by).map(|one| &one.consent);
            if !theirs.any(|one| one.terms == terms && one.withdrawn_at.is_none()) {
                steps.push(Step::Give { terms, begun: None });
            }
        }
        None if who.in_their_place || deciding.iter().any(|account| *account != who.by) => {
            steps.extend(closings(&steps, &consents, now));
        }
        None => {}
    }
    let longer_by_more = match wish {
        Wish::Switches { whom, purpose: Purpose::Care, kinds, term, .. } if *term != Term::Standing => {
            let board = Board { consents: &consents, relationships, whom, purpose: Purpose::Care, now };
            !board.shown_by_more(*kinds).is_empty()
        }
        _ => false,
    };
    let made = Made { by: who.by, kind: kind(wish), at: now };
    let change = changing.write(tx, made, &steps, entropy).await?;
    if change.is_some() && who.in_their_place {
        account::tell_patient(tx, who.patient, SHARING_CHANGED, "", now).await?;
        let told = deciding.into_iter().filter(|account| *account != who.by);
        sharing_notice::tell(tx, who.patient, told, now, entropy).await?;
    }
    Ok(Fulfilled { change, longer_by_more })
}

/// What the person reads among what happened to their sign-in.
const SHARING_CHANGED: &str = "sharing-changed-in-place";

/// What the others decided who decide for the same person today, the person themself (`own`) among them.
fn others(
    written: &[Written],
    deciding: &BTreeSet<AccountId>,
    own: &BTreeSet<AccountId>,
    by: AccountId,
) -> Others {
    let decides = |account: AccountId| deciding.contains(&account) || own.contains(&account);
    let gave = written.iter().filter(|one| one.by != by && (!one.in_their_place || decides(one.by)));
    let took_back = written.iter().filter_map(|one| {
        let another = one.withdrawn_by.filter(|another| *another != by && decides(*another))?;
        Some((one.consent.id, another))
    });
    Others { gave: gave.map(|one| (one.consent.id, one.by)).collect(), took_back: took_back.collect() }
}

/// The facilities to which these steps permit something by name.
fn opened_by_name(steps: &[Step]) -> BTreeSet<FacilityCode> {
    let opened = steps.iter().filter_map(|step| match step {
        Step::Give { terms: Terms { rule: Rule::Permit(_), whom: Whom::Facility(code), .. }, .. } => {
            Some(code)
        }
        _ => None,
    });
    opened.cloned().collect()
}

/// What keeps everything from a facility to which nothing is to be shown, whether anything was shown to it or not: the answer
/// is the same in both cases. `None`: something is to be shown, or it is about more than one.
fn all_of_one_facility(wish: &Wish) -> Option<Terms> {
    let Wish::Switches { whom: whom @ Whom::Facility(_), purpose, kinds, .. } = wish else { return None };
    let rule = Rule::Exclude(Excluded::Scope(Scope::Everything), *purpose);
    kinds.is_empty().then(|| Terms { rule, whom: whom.clone(), term: Term::Standing })
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
        Wish::Switches { whom, purpose, kinds, subjects, term } => {
            if let Whom::Facility(code) = whom
                && !relationships.0.contains_key(code)
            {
                return Err(Unfulfilled::NothingThere);
            }
            let board = Board { consents, relationships, whom, purpose: *purpose, now };
            let mut steps = board.steps_to(*kinds, *term)?;
            steps.extend(board.steps_to_keep_back(*subjects));
            steps
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
fn named<'a>(consents: impl Iterator<Item = &'a Consent>) -> BTreeSet<FacilityCode> {
    let codes = consents.filter_map(|one| match &one.terms.whom {
        Whom::Facility(code) => Some(code.clone()),
        Whom::Anyone | Whom::Kind(_) => None,
    });
    codes.collect()
}
