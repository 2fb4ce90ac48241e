//! The one way a record leaves the store, already filtered for who looks.
//!
//! Nothing a viewer receives may depend on what is hidden from them: no count, no time, no order,
//! no version, no id. So hidden rows are parted from the others before anything else looks at them.

mod cache;
pub mod contact;
pub(crate) mod correction;
pub mod item;
mod medicines;
mod own_view;
mod parsed;
mod rows;
mod sent;
pub mod transmission;
pub(super) mod unsettled;

pub(super) use cache::RecordCache;
use contact::NamedContact;
pub(crate) use medicines::medicines;
pub(super) use own_view::adopt;
pub(crate) use own_view::decide as decide_own_view;
use own_view::{Assembled, OwnView};
use parsed::ParsedItems;
use rows::{OwnRows, Rows};

use super::{
    StoreError, Tx, facility,
    grant::{Grant, Sealed, Shown},
    identity::person,
    log::access,
};
use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use shared::{
    category::Categories,
    consent::{KeptBack, passed_on_without, with_stand_ins},
    disclosure::{self, Disclosure},
    english::EnglishNames,
    identity::Demographics,
    ids::{AccountId, FacilityCode, ItemId, PatientId},
    private_use::private_use_letters,
    record::{Diagnosis, Entry, Person, Record, RecordView, SCHEMA, Untold, assemble},
    refill::RefillDays,
    retention::{self, Windows},
    time::midnight,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError},
};

/// What the operator decided about views of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewSettings {
    /// Which retention windows limit it.
    pub windows: Windows,
    pub refill: RefillDays,
}

/// A person's rows, taken in the transaction of the log entry and not read yet: reading takes longer than
/// fetching, and nobody else should wait for it.
#[must_use = "rows are no record until they are read"]
pub struct Taken {
    patient: PatientId,
    shown: Shown,
    today: NaiveDate,
    settings: ViewSettings,
    about: Demographics,
    rows: OwnRows,
    /// Also what the patient has not been told: for a facility that may be passed it.
    untold: Option<(Rows, Names)>,
    names: Names,
}

/// Names of facilities.
type Names = BTreeMap<FacilityCode, String>;

fn as_person(about: Demographics) -> Person {
    Person { name: about.name, kana: about.kana, sex: about.sex, birth_date: about.birth_date }
}

/// Demographics of the person a record is about.
async fn about(tx: &mut Tx, patient: PatientId) -> Result<Demographics, StoreError> {
    let home = person::find_in(tx, patient).await?;
    Ok(home.ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?.demographics)
}

/// Takes what is needed to read the record as the person it is about may see it.
pub async fn view(
    grant: &Grant,
    today: NaiveDate,
    settings: ViewSettings,
) -> Result<Sealed<Taken>, StoreError> {
    Ok(grant.seal(take(grant, today, settings).await?))
}

/// The same, and beside it one item as it was sent ([`sent::find`]).
pub async fn view_with_sent(
    grant: &Grant,
    today: NaiveDate,
    settings: ViewSettings,
    item: &ItemId,
) -> Result<Sealed<(Taken, Option<String>)>, StoreError> {
    let taken = take(grant, today, settings).await?;
    let sent = sent::find(&mut *grant.tx().await, grant.patient(), item).await?;
    Ok(grant.seal((taken, sent)))
}

/// The same, and beside it whom to ring about the person in an emergency.
pub async fn view_with_contacts(
    grant: &Grant,
    today: NaiveDate,
    settings: ViewSettings,
) -> Result<Sealed<(Taken, Vec<NamedContact>)>, StoreError> {
    let taken = take(grant, today, settings).await?;
    let contacts = contact::all(&mut *grant.tx().await, grant.patient()).await?;
    Ok(grant.seal((taken, contacts)))
}

/// The same, and beside it when this member of staff last looked for care on a day before `today`: looks of one day are
/// one, so that nothing ceases to be new because its reader read on.
pub async fn view_with_last_look(
    grant: &Grant,
    today: NaiveDate,
    settings: ViewSettings,
    account: AccountId,
) -> Result<Sealed<(Taken, Option<DateTime<Utc>>)>, StoreError> {
    let taken = take(grant, today, settings).await?;
    let before = midnight(today);
    let looked = access::last_look_for_care(&mut *grant.tx().await, grant.patient(), account, before).await?;
    Ok(grant.seal((taken, looked)))
}

async fn take(grant: &Grant, today: NaiveDate, settings: ViewSettings) -> Result<Taken, StoreError> {
    let patient = grant.patient();
    let mut tx = grant.tx().await;
    let about = about(&mut tx, patient).await?;
    let rows = OwnRows::of(&mut tx, patient).await?;
    let names = facility::names(&mut tx, &rows.senders()?).await?;
    let untold = match grant.shown() {
        Shown::Passed(passed) if passed.decision.untold => {
            let all = Rows::of(&mut tx, patient).await?;
            let names = facility::names(&mut tx, &all.senders()?).await?;
            Some((all, names))
        }
        Shown::Passed(_) | Shown::Kinds { .. } | Shown::Compared(_) => None,
    };
    drop(tx);
    Ok(Taken { patient, shown: grant.shown().clone(), today, settings, about, rows, untold, names })
}

impl Taken {
    /// The record, as the browser holds it: with the day its rules go by and a version that is a hash of
    /// what is visible and of nothing else. What was put together for the last look is taken, where it is the same.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] for a row that no version of the program can have written.
    pub fn read(self) -> Result<Arc<RecordView>, StoreError> {
        Ok(self.assembled()?.0.view)
    }

    /// The same as a page holds it: of infection tests it says that there are some, and what they are and what came of
    /// them only after a fresh proof (docs/sign-in.md).
    ///
    /// # Errors
    /// As [`Taken::read`].
    pub fn read_for_a_page(self) -> Result<Arc<RecordView>, StoreError> {
        Ok(self.assembled()?.0.held)
    }

    /// The same with the diagnoses that the patient has not been told: empty unless a facility looks, for care,
    /// with consent to diagnoses. They stand apart, so that nothing that is made for patients can carry them.
    ///
    /// # Errors
    /// As [`Taken::read`].
    pub fn read_with_untold(self) -> Result<(RecordView, Vec<Untold>), StoreError> {
        let (assembled, untold) = self.assembled()?;
        Ok((Arc::unwrap_or_clone(assembled.view), untold))
    }

    fn assembled(self) -> Result<(Assembled, Vec<Untold>), StoreError> {
        let Self { patient, shown, today, settings, about, rows, untold: hidden, names } = self;
        let own_view = rows.read()?;
        let (mut untold, all_names) = match hidden {
            Some((rows, names)) => (untold(&*rows.read()?, today), names),
            None => (Vec::new(), Names::new()),
        };
        if let (Shown::Passed(passed), false) = (&shown, untold.is_empty()) {
            // What the patient keeps back stays back, told or not.
            let own = assembled(about.clone(), &own_view, names.clone(), today);
            let kept_back = KeptBack::of_senders(&own, all_names, &passed.decision);
            untold.retain(|one| !kept_back.has_diagnosis(&one.diagnosis));
        }
        let mut assembled = own_view.assembled.lock().unwrap_or_else(PoisonError::into_inner);
        let same = assembled.as_ref().filter(|last| {
            (&last.about, &last.names, last.today, last.settings, &last.shown)
                == (&about, &names, today, settings, &shown)
        });
        if let Some(same) = same {
            return Ok((same.clone(), untold));
        }
        let record = assemble_for(&shown, &own_view, about.clone(), names.clone(), today, settings.windows);
        // Staff read no page that stays: what they are shown is shown in full.
        let held = match shown {
            Shown::Kinds { .. } => with_stand_ins(&record),
            Shown::Passed(_) | Shown::Compared(_) => None,
        };
        let held = held.map(|record| Arc::new(versioned(patient, &shown, today, settings.refill, record)));
        let view = Arc::new(versioned(patient, &shown, today, settings.refill, record));
        let held = held.unwrap_or_else(|| Arc::clone(&view));
        let put_together = Assembled { about, names, today, settings, shown, view, held };
        *assembled = Some(put_together.clone());
        Ok((put_together, untold))
    }
}

/// The record that somebody is shown.
fn assemble_for(
    shown: &Shown,
    own_view: &OwnView,
    about: Demographics,
    names: Names,
    today: NaiveDate,
    windows: Windows,
) -> Record {
    let own = assembled(about, own_view, names, today);
    match shown {
        Shown::Kinds { seen, .. } => retention::apply(own, windows, today).limited_to(*seen),
        Shown::Passed(passed) => {
            // By what the windows leave out, too: an old prescription names what is kept back today.
            let kept_back = KeptBack::of(&own, &passed.decision);
            let own = retention::apply(own, windows, today);
            passed_on_without(own, &passed.decision, &kept_back, today)
        }
        // A comparison opens no record.
        Shown::Compared(_) => own.limited_to(Categories::NONE),
    }
}

fn versioned(
    whose: PatientId,
    shown: &Shown,
    today: NaiveDate,
    refill: RefillDays,
    record: Record,
) -> RecordView {
    let (kinds, checked) = (shown.kinds(), shown.checked());
    // A record is texts, numbers and dates under text keys: writing it as JSON cannot fail.
    let text = serde_json::to_string(&(today, whose, kinds, checked, refill, &record)).unwrap_or_default();
    let private_use = private_use_letters(&text);
    let version = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    RecordView {
        schema: SCHEMA,
        whose,
        as_of: today,
        version,
        shown: kinds,
        checked,
        refill,
        private_use,
        english: EnglishNames::built_in().of(&record),
        record,
    }
}

/// What the patient may see, as facts.
fn assembled(about: Demographics, own_view: &OwnView, mut names: Names, today: NaiveDate) -> Record {
    let senders: BTreeSet<&FacilityCode> =
        own_view.items.iter().filter_map(|one| one.source.facility()).collect();
    // A facility of which only hidden things stand is not named.
    names.retain(|code, _| senders.contains(code));
    let items = own_view.items.iter().map(|one| one.item.clone()).collect();
    assemble(as_person(about), items, &names, today)
}

/// Diagnoses that the patient has not been told, marked with the flag's date. Column and content must agree that
/// this is all that is said about them: what is, or names, something UNDELIVERED goes to nobody.
fn untold(parsed: &ParsedItems, today: NaiveDate) -> Vec<Untold> {
    let undelivered = parsed
        .all
        .iter()
        .filter(|one| one.place.disclosure > 1 || one.strictest == Disclosure::Undelivered)
        .map(|one| &one.json);
    let left_the_list = parsed
        .never_told
        .iter()
        .map(|one| &one.json)
        .filter(|json| disclosure::strictest(json) == Disclosure::Undelivered);
    let for_nobody = disclosure::hidden_terms_of(undelivered.chain(left_the_list).map(String::as_str));
    let mut found = Vec::new();
    for one in &parsed.all {
        let uninformed = one.place.disclosure == 1 && one.strictest == Disclosure::Uninformed;
        if let Entry::Diagnosis(diagnosis) = &one.item
            && uninformed
            && !disclosure::refers_to(&one.json, &for_nobody)
            && diagnosis.verification.is_told()
        {
            found.push(Untold::of(Diagnosis::clone(diagnosis)));
        }
    }
    found.retain(|one| retention::diagnosis_is_passed_on(&one.diagnosis, today));
    found
}

/// From which facilities that may treat something came that stands and that the patient may know of, and when.
pub(super) async fn arrivals(
    tx: &mut Tx,
    patient: PatientId,
) -> Result<Vec<(FacilityCode, DateTime<Utc>)>, StoreError> {
    let own_view = OwnRows::of(tx, patient).await?.read()?;
    let treating = own_view.items.iter().filter(|one| one.source.may_treat());
    Ok(treating.filter_map(|one| Some((one.source.facility()?.clone(), one.received))).collect())
}

#[cfg(test)]
mod tests {
    use super::{
        own_view::VISIBLE,
        rows::{CURRENT, NEVER_TOLD},
        *,
    };
    use crate::store::{DatabaseUrl, Store};

    #[tokio::test]
    async fn what_is_not_on_disk_yet_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept.db").to_str().unwrap().to_owned();
        let store = Store::open(&DatabaseUrl(file)).await.unwrap();
        let patient = PatientId(uuid::Uuid::nil());
        let mut changing = store.write().await.unwrap();
        changing.items_changed = true;
        let was_kept = async |tx: &mut Tx| {
            let rows = Rows::of(tx, patient).await.unwrap();
            let was_kept = matches!(rows, Rows::Read(_));
            rows.read().unwrap();
            was_kept
        };
        assert!(!was_kept(&mut changing).await && !was_kept(&mut changing).await);
        drop(changing);
        let mut reading = store.read().await.unwrap();
        assert!(!was_kept(&mut reading).await && was_kept(&mut reading).await);
    }

    #[tokio::test]
    async fn a_record_is_one_index_range() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("plan.db").to_str().unwrap().to_owned();
        let store = Store::open(&DatabaseUrl(file)).await.unwrap();
        let mut tx = store.read().await.unwrap();
        for query in [CURRENT, NEVER_TOLD, VISIBLE] {
            let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}"));
            let steps: Vec<(i64, i64, i64, String)> =
                on!(tx, |c| sqlx::query_as(explain).bind(uuid::Uuid::nil()).fetch_all(c).await).unwrap();
            let plan: Vec<&str> = steps.iter().map(|step| step.3.as_str()).collect();
            assert!(plan.iter().any(|step| step.contains("USING INDEX item_")), "{plan:?}");
            assert!(!plan.iter().any(|step| step.contains("SCAN")), "{plan:?}");
        }
    }
}
