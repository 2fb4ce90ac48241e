//! The one way a record leaves the store, already filtered for who looks.
//!
//! Nothing a viewer receives may depend on what is hidden from them: no count, no time, no order,
//! no version, no id. So hidden rows are parted from the others before anything else looks at them.

mod kept;
mod medicines;
mod rows;
mod weighed;

pub(super) use kept::Kept;
pub(crate) use medicines::medicines;
use rows::Rows;
use weighed::Everything;

use super::{StoreError, Tx, facility, person};
use crate::gate::{Grant, Sealed, Shown};
use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use shared::{
    category::Categories,
    consent::passed_on,
    fhir::{
        disclosure::{self, Disclosure, HiddenTerms},
        item::Item,
    },
    identity::Demographics,
    ids::{FacilityCode, PatientId},
    record::{Person, Record, RecordView, SCHEMA, Untold, assemble},
    retention::{self, Windows},
};
use std::collections::{BTreeMap, BTreeSet};

/// A person's rows, taken in the transaction of the log entry and not read yet: reading takes longer than
/// fetching, and nobody else should wait for it.
#[must_use = "rows are no record until they are read"]
pub struct Taken {
    patient: PatientId,
    shown: Shown,
    today: NaiveDate,
    windows: Windows,
    about: Demographics,
    rows: Rows,
    names: BTreeMap<FacilityCode, String>,
}

fn as_person(about: Demographics) -> Person {
    Person { name: about.name, kana: about.kana, sex: about.sex, birth_date: about.birth_date }
}

/// Whom a record is about.
async fn about(tx: &mut Tx, patient: PatientId) -> Result<Demographics, StoreError> {
    let home = person::find_in(tx, patient).await?;
    Ok(home.ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?.demographics)
}

/// Takes what is needed to read the record as the person it is about may see it.
pub async fn view(grant: &Grant, today: NaiveDate, windows: Windows) -> Result<Sealed<Taken>, StoreError> {
    let patient = grant.patient();
    let mut tx = grant.tx().await;
    let about = about(&mut tx, patient).await?;
    let rows = Rows::of(&mut tx, patient).await?;
    let names = facility::names(&mut tx, &rows.senders()?).await?;
    drop(tx);
    Ok(grant.seal(Taken { patient, shown: grant.shown().clone(), today, windows, about, rows, names }))
}

impl Taken {
    /// The record, as the browser holds it: with the day its rules go by and a version that is a hash of
    /// what is visible and of nothing else.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] for a row that no version of the program can have written.
    pub fn read(self) -> Result<RecordView, StoreError> {
        Ok(self.read_with_untold()?.0)
    }

    /// The same with the diagnoses that the patient has not been told: empty unless a facility looks, for care,
    /// with consent to diagnoses. They stand apart, so that nothing that is made for patients can carry them.
    ///
    /// # Errors
    /// As [`Taken::read`].
    pub fn read_with_untold(self) -> Result<(RecordView, Vec<Untold>), StoreError> {
        let (today, windows) = (self.today, self.windows);
        let (whose, shown) = (self.patient, self.shown.clone());
        let Self { about, rows, names, .. } = self;
        let everything = rows.read()?;
        let untold = match &shown {
            Shown::Passed(passed) if passed.decision.untold => untold(&everything, today),
            Shown::Passed(_) | Shown::Kinds { .. } | Shown::Compared(_) => Vec::new(),
        };
        let own = assembled(about, &everything, names, today);
        let own = retention::apply(own, windows, today);
        let record = match &shown {
            Shown::Kinds { seen, .. } => own.limited_to(*seen),
            Shown::Passed(passed) => passed_on(own, &passed.decision, today),
            // A comparison opens no record.
            Shown::Compared(_) => own.limited_to(Categories::NONE),
        };
        let (kinds, checked) = (shown.kinds(), shown.checked());
        // A record is texts, numbers and dates under text keys: writing it as JSON cannot fail.
        let bytes = serde_json::to_vec(&(today, whose, kinds, checked, &record)).unwrap_or_default();
        let version = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let view = RecordView { schema: SCHEMA, whose, as_of: today, version, shown: kinds, checked, record };
        Ok((view, untold))
    }
}

/// What the patient may see, as facts.
fn assembled(
    about: Demographics,
    everything: &Everything,
    mut names: BTreeMap<FacilityCode, String>,
    today: NaiveDate,
) -> Record {
    let senders: BTreeSet<&FacilityCode> = everything.open.iter().map(|one| &one.place.facility).collect();
    // A facility of which only hidden things stand is not named.
    names.retain(|code, _| senders.contains(code));
    let items = everything.open.iter().map(|one| one.item.clone()).collect();
    assemble(as_person(about), items, &names, today)
}

/// Diagnoses that the patient has not been told, marked with the flag's date. Column and content must agree that
/// this is all that is said about them: what is, or names, something UNDELIVERED goes to nobody.
fn untold(everything: &Everything, today: NaiveDate) -> Vec<Untold> {
    let undelivered = everything
        .all
        .iter()
        .filter(|one| one.place.disclosure > 1 || one.strictest == Disclosure::Undelivered)
        .map(|one| &one.json);
    let left_the_list =
        everything.never_told.iter().filter(|json| disclosure::strictest(json) == Disclosure::Undelivered);
    let for_nobody: Vec<HiddenTerms> =
        undelivered.chain(left_the_list).map(|json| disclosure::hidden_terms(json)).collect();
    let mut found = Vec::new();
    for one in &everything.all {
        let uninformed = one.place.disclosure == 1 && one.strictest == Disclosure::Uninformed;
        if let Item::Diagnosis(diagnosis) = &one.item
            && uninformed
            && !for_nobody.iter().any(|terms| disclosure::refers_to(&one.json, terms))
            && diagnosis.verification.is_stated_fact()
        {
            found.push(Untold::of(diagnosis.clone()));
        }
    }
    found.retain(|one| retention::diagnosis_is_passed_on(&one.diagnosis, today));
    found
}

/// From which facilities something came that stands and that the patient may know of, and when.
pub(super) async fn arrivals(
    tx: &mut Tx,
    patient: PatientId,
) -> Result<Vec<(FacilityCode, DateTime<Utc>)>, StoreError> {
    let everything = Rows::of(tx, patient).await?.read()?;
    Ok(everything.open.iter().map(|one| (one.place.facility.clone(), one.place.received)).collect())
}

#[cfg(test)]
mod tests {
    use super::{
        rows::{CURRENT, NEVER_TOLD},
        *,
    };
    use crate::{config::DatabaseUrl, store::Store};

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
        for query in [CURRENT, NEVER_TOLD] {
            let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}"));
            let steps: Vec<(i64, i64, i64, String)> =
                on!(tx, |c| sqlx::query_as(explain).bind(uuid::Uuid::nil()).fetch_all(c).await).unwrap();
            let plan: Vec<&str> = steps.iter().map(|step| step.3.as_str()).collect();
            assert!(plan.iter().any(|step| step.contains("USING INDEX item_")), "{plan:?}");
            assert!(!plan.iter().any(|step| step.contains("SCAN")), "{plan:?}");
        }
    }
}
