//! The one way a record leaves the store, already filtered for who looks.
//!
//! Nothing a viewer receives may depend on what is hidden from them: no count, no time, no order,
//! no version, no id. So hidden rows are parted from the others before anything else looks at them.

use super::{StoreError, Tx, facility, person};
use crate::gate::{Grant, Sealed, Shown};
use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use shared::{
    category::Categories,
    consent::{Decision, passed_on},
    fhir::{
        disclosure::{self, Disclosure, HiddenTerms},
        item::{self, Item, Json, Stored},
        submission::ItemKind,
    },
    identity::Demographics,
    ids::{FacilityCode, ItemId, PatientId},
    medication::check::Medicine,
    record::{Document, Person, Record, RecordView, SCHEMA, SectionEntry, Untold, assemble},
    retention::{self, Windows},
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(sqlx::FromRow)]
struct Row {
    item_id: String,
    facility: String,
    kind: String,
    disclosure: i16,
    json: String,
    received_at: DateTime<Utc>,
}

/// One statement, so that what is hidden and what is shown are of the same moment.
const CURRENT: &str = "SELECT item_id, facility, kind, disclosure, json, received_at FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY item_id";

/// Diagnoses that left a list while still hidden: leaving is not being told. One that stands openly
/// now under the same identifier was told.
const NEVER_TOLD: &str = "SELECT past.json FROM item past
    WHERE past.patient_id = $1 AND past.disclosure <> 0 AND past.superseded_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM item told
        WHERE told.patient_id = past.patient_id AND told.facility = past.facility AND told.kind = past.kind
        AND told.identifier_system = past.identifier_system AND told.identifier_value = past.identifier_value
        AND told.superseded_at IS NULL AND told.disclosure = 0)";

/// A person's rows, taken in the transaction of the log entry and not read yet: reading takes longer than
/// fetching, and nobody else should wait for it.
#[must_use = "rows are no record until they are read"]
pub struct Taken {
    patient: PatientId,
    shown: Shown,
    today: NaiveDate,
    windows: Windows,
    about: Demographics,
    rows: Vec<Row>,
    never_told: Vec<(String,)>,
    names: BTreeMap<FacilityCode, String>,
}

/// The medicines of a record, to be compared with.
pub(crate) struct Medicines {
    pub medicines: Vec<Medicine>,
    /// Those that may be named to whoever asks.
    pub shown: Vec<Medicine>,
    /// Something that may be a medicine could not be read.
    pub some_unread: bool,
}

/// What a comparison looks at: medicines, whatever the windows of display. A medicine that is flagged
/// itself stays out; a hidden diagnosis beside it neither adds nor takes away anything.
pub(crate) async fn medicines(grant: &Grant, today: NaiveDate) -> Result<Sealed<Medicines>, StoreError> {
    let patient = grant.patient();
    let mut tx = grant.tx().await;
    let about = person::find_in(&mut tx, patient)
        .await?
        .ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?
        .demographics;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
    let never_told: Vec<(String,)> =
        on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
    drop(tx);
    let mut record = Record::empty(as_person(about.clone()));
    let mut some_unread = false;
    for row in rows.iter().filter(|row| may_be_compared(row)) {
        match read_item(row, patient, &Json::of(&row.json))? {
            Item::Prescription(prescription) => record.prescriptions.push(prescription),
            Item::Document(document) => take_medicines(&document, &mut record, &mut some_unread),
            Item::Unreadable(_) => some_unread = true,
            Item::Diagnosis(_)
            | Item::Allergy(_)
            | Item::Observation(_)
            | Item::Procedure(_)
            | Item::Immunization(_) => {}
        }
    }
    let shown = match grant.shown() {
        Shown::Compared(Some(decision)) => {
            let prescriptions =
                prescriptions(withhold(rows.into_iter().map(Weighed::of).collect(), &never_told));
            named(about, prescriptions, patient, decision, today)?
        }
        _ => Vec::new(),
    };
    Ok(grant.seal(Medicines { medicines: Medicine::all_of(&record, today), shown, some_unread }))
}

/// Prescriptions that stand by themselves: one in a document is passed on with that document or not at all.
fn prescriptions(rows: Vec<Weighed>) -> impl Iterator<Item = Row> {
    let rows = rows.into_iter().map(|one| one.row);
    rows.filter(|row| ItemKind::from_name(&row.kind) == Some(ItemKind::MedicationRequest))
}

/// The medicines of prescriptions as a decision passes them on.
fn named(
    about: Demographics,
    rows: impl Iterator<Item = Row>,
    patient: PatientId,
    decision: &Decision,
    today: NaiveDate,
) -> Result<Vec<Medicine>, StoreError> {
    let mut record = Record::empty(as_person(about));
    for row in rows {
        if let Item::Prescription(prescription) = read_item(&row, patient, &Json::of(&row.json))? {
            record.prescriptions.push(prescription);
        }
    }
    Ok(Medicine::all_of(&passed_on(record, decision, today), today))
}

fn may_be_compared(row: &Row) -> bool {
    match ItemKind::from_name(&row.kind) {
        Some(ItemKind::MedicationRequest) => {
            row.disclosure == 0 && disclosure::strictest(&row.json) == Disclosure::Open
        }
        // The column counts a document's diagnoses too.
        Some(ItemKind::Document) => disclosure::strictest_of_medicines(&row.json) == Disclosure::Open,
        _ => false,
    }
}

fn take_medicines(document: &Document, record: &mut Record, some_unread: &mut bool) {
    for entry in document.entries() {
        match entry {
            SectionEntry::Prescription(prescription) => {
                let mut prescription = prescription.clone();
                prescription.origin.document.get_or_insert(document.origin.item.clone());
                record.prescriptions.push(prescription);
            }
            SectionEntry::Unreadable(unread) if unread.resource_type == "MedicationRequest" => {
                *some_unread = true;
            }
            _ => {}
        }
    }
}

fn as_person(about: Demographics) -> Person {
    Person { name: about.name, kana: about.kana, sex: about.sex, birth_date: about.birth_date }
}

/// Takes what is needed to read the record as the person it is about may see it.
pub async fn view(grant: &Grant, today: NaiveDate, windows: Windows) -> Result<Sealed<Taken>, StoreError> {
    let patient = grant.patient();
    let mut tx = grant.tx().await;
    let about = person::find_in(&mut tx, patient)
        .await?
        .ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?
        .demographics;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
    let never_told: Vec<(String,)> =
        on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
    let mut senders = BTreeSet::new();
    for row in &rows {
        senders.insert(facility::code("item", "facility", &row.facility)?);
    }
    let names = facility::names(&mut tx, &senders).await?;
    drop(tx);
    Ok(grant.seal(Taken {
        patient,
        shown: grant.shown().clone(),
        today,
        windows,
        about,
        rows,
        never_told,
        names,
    }))
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
        let Self { about, rows, never_told, names, .. } = self;
        let rows: Vec<Weighed> =
            rows.into_iter().map(|row| Weighed::with_item(row, whose)).collect::<Result<_, _>>()?;
        let untold = match &shown {
            Shown::Passed(passed) if passed.untold => untold(&rows, &never_told, whose, today)?,
            Shown::Passed(_) | Shown::Kinds { .. } | Shown::Compared(_) => Vec::new(),
        };
        let own = assembled(about, withhold(rows, &never_told), names, whose, today)?;
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
    rows: Vec<Weighed>,
    mut names: BTreeMap<FacilityCode, String>,
    patient: PatientId,
    today: NaiveDate,
) -> Result<Record, StoreError> {
    let mut items = Vec::with_capacity(rows.len());
    let mut senders = BTreeSet::new();
    for Weighed { row, item, .. } in rows {
        senders.insert(facility::code("item", "facility", &row.facility)?);
        items.push(match item {
            Some(item) => item,
            None => read_item(&row, patient, &Json::of(&row.json))?,
        });
    }
    // A facility of which only hidden things stand is not named.
    names.retain(|code, _| senders.contains(code));
    Ok(assemble(as_person(about), items, &names, today))
}

/// A row, and what its content says about who may see it: to parse it is most of what a page costs.
struct Weighed {
    row: Row,
    /// By the content; the column has a say of its own.
    strictest: Disclosure,
    /// Of a row that stays as it is, when it was asked for.
    item: Option<Item>,
}

impl Weighed {
    fn of(row: Row) -> Self {
        let strictest = disclosure::strictest(&row.json);
        Self { row, strictest, item: None }
    }

    /// The same with the item, if it is open.
    fn with_item(row: Row, patient: PatientId) -> Result<Self, StoreError> {
        let json = Json::of(&row.json);
        let strictest = json.strictest();
        let mut weighed = Self { row, strictest, item: None };
        if weighed.is_open() {
            weighed.item = Some(read_item(&weighed.row, patient, &json)?);
        }
        Ok(weighed)
    }

    /// Hidden is what the column or the content says is hidden.
    fn is_open(&self) -> bool {
        self.row.disclosure == 0 && self.strictest == Disclosure::Open
    }
}

/// Leaves what the person themself may see. Rows flagged UNINFORMED or UNDELIVERED go, whatever
/// says so, the column or the content (an unreadable content counts as flagged); and with them go
/// the documents that refer to one, and the remarks of other items that do. An item whose very
/// name says it goes whole.
fn withhold(rows: Vec<Weighed>, never_told: &[(String,)]) -> Vec<Weighed> {
    let (open, hidden): (Vec<Weighed>, Vec<Weighed>) = rows.into_iter().partition(Weighed::is_open);
    let terms: Vec<HiddenTerms> = hidden
        .iter()
        .map(|hidden| hidden.row.json.as_str())
        .chain(never_told.iter().map(|(json,)| json.as_str()))
        .map(disclosure::hidden_terms)
        .collect();
    if terms.is_empty() {
        return open;
    }
    open.into_iter().filter_map(|open| without_traces(open, &terms)).collect()
}

/// Diagnoses that the patient has not been told, marked with the flag's date. Column and content must agree that
/// this is all that is said about them: what is, or names, something UNDELIVERED goes to nobody.
fn untold(
    rows: &[Weighed],
    never_told: &[(String,)],
    patient: PatientId,
    today: NaiveDate,
) -> Result<Vec<Untold>, StoreError> {
    let undelivered = |one: &&Weighed| one.row.disclosure > 1 || one.strictest == Disclosure::Undelivered;
    let left_the_list = never_told.iter().map(|(json,)| json.as_str());
    let for_nobody: Vec<HiddenTerms> = rows
        .iter()
        .filter(undelivered)
        .map(|one| one.row.json.as_str())
        .chain(left_the_list.filter(|json| disclosure::strictest(json) == Disclosure::Undelivered))
        .map(disclosure::hidden_terms)
        .collect();
    let mut found = Vec::new();
    for Weighed { row, strictest, .. } in rows {
        let uninformed = row.disclosure == 1 && *strictest == Disclosure::Uninformed;
        let named = for_nobody.iter().any(|terms| disclosure::refers_to(&row.json, terms));
        if !uninformed || named || ItemKind::from_name(&row.kind) != Some(ItemKind::Condition) {
            continue;
        }
        if let Item::Diagnosis(diagnosis) = read_item(row, patient, &Json::of(&row.json))?
            && diagnosis.verification.is_stated_fact()
        {
            found.push(Untold::of(diagnosis));
        }
    }
    found.retain(|one| retention::diagnosis_is_passed_on(&one.diagnosis, today));
    Ok(found)
}

/// From which facilities something came that stands and that the patient may know of, and when.
pub(super) async fn arrivals(
    tx: &mut Tx,
    patient: PatientId,
) -> Result<Vec<(FacilityCode, DateTime<Utc>)>, StoreError> {
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
    let never_told: Vec<(String,)> =
        on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
    let open = withhold(rows.into_iter().map(Weighed::of).collect(), &never_told);
    open.iter()
        .map(|Weighed { row, .. }| Ok((facility::code("item", "facility", &row.facility)?, row.received_at)))
        .collect()
}

fn without_traces(mut open: Weighed, terms: &[HiddenTerms]) -> Option<Weighed> {
    let refers = |json: &str| terms.iter().any(|terms| disclosure::refers_to(json, terms));
    if !refers(&open.row.json) {
        return Some(open);
    }
    match ItemKind::from_name(&open.row.kind)? {
        ItemKind::Document => None,
        kind => {
            open.item = None;
            open.row.json = disclosure::without_remarks(&open.row.json)?;
            // A diagnosis somebody registered openly was told, whoever else keeps it hidden.
            (kind == ItemKind::Condition || !refers(&open.row.json)).then_some(open)
        }
    }
}

fn read_item(row: &Row, patient: PatientId, json: &Json) -> Result<Item, StoreError> {
    Ok(item::read(&Stored {
        patient,
        item: ItemId::try_from(row.item_id.clone())
            .map_err(|_| StoreError::bad_row("item", "item_id", &row.item_id))?,
        facility: facility::code("item", "facility", &row.facility)?,
        kind: ItemKind::from_name(&row.kind)
            .ok_or_else(|| StoreError::bad_row("item", "kind", &row.item_id))?,
        received: row.received_at,
        json,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::DatabaseUrl, store::Store};

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

    #[test]
    fn the_content_hides_what_the_column_forgot() {
        let row = |disclosure, json: &str| Row {
            item_id: "0".repeat(32),
            facility: "1310000001".into(),
            kind: "Condition".into(),
            disclosure,
            json: json.into(),
            received_at: DateTime::UNIX_EPOCH,
        };
        let flagged = r#"{"meta":{"tag":[{"code":"UNINFORMED"}]}}"#;
        let rows = vec![row(0, "{}"), row(1, "{}"), row(0, flagged), row(0, "not JSON")];
        assert_eq!(withhold(rows.into_iter().map(Weighed::of).collect(), &[]).len(), 1);
    }
}
