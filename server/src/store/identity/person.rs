//! People, and the dated names (insured ids, facilities' patient numbers) they go by.

use crate::{
    auth::DemoMode,
    store::{Store, StoreError, Tx},
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    delegation::Subject,
    fhir::own_number_system,
    identity::{Claim, Demographics, InsuredId, comparable_kana},
    ids::{FacilityCode, PatientId},
    record::Sex,
};
use uuid::Uuid;

/// One home: a person as one insured id first brought them, and whom they are read as.
#[derive(Clone, Debug)]
pub struct Home {
    pub id: PatientId,
    /// The person this home is read as; itself unless an operator linked it.
    pub root: PatientId,
    pub demographics: Demographics,
    /// When they died, where that is known.
    pub died_on: Option<NaiveDate>,
    pub salt: Vec<u8>,
}

#[derive(sqlx::FromRow)]
pub(in crate::store) struct Row {
    patient_id: Uuid,
    root_id: Uuid,
    name: String,
    kana: Option<String>,
    sex: String,
    birth_date: NaiveDate,
    died_on: Option<NaiveDate>,
    salt: Vec<u8>,
}

impl TryFrom<Row> for Home {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let sex =
            sex_from_name(&row.sex).ok_or_else(|| StoreError::bad_row("person", "sex", row.patient_id))?;
        let demographics = Demographics { name: row.name, kana: row.kana, sex, birth_date: row.birth_date };
        let (id, root) = (PatientId(row.patient_id), PatientId(row.root_id));
        Ok(Self { id, root, demographics, died_on: row.died_on, salt: row.salt })
    }
}

impl Home {
    /// The person as far as it matters for who may act for them.
    pub fn as_subject(&self) -> Subject {
        Subject { birth_date: self.demographics.birth_date, died_on: self.died_on }
    }
}

impl From<Home> for KnownPerson {
    fn from(home: Home) -> Self {
        Self { patient: home.id, demographics: home.demographics }
    }
}

pub(in crate::store) fn sex_name(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}

fn sex_from_name(name: &str) -> Option<Sex> {
    [Sex::Male, Sex::Female, Sex::Other, Sex::Unknown].into_iter().find(|sex| sex_name(*sex) == name)
}

pub(crate) async fn find_in(tx: &mut Tx, id: PatientId) -> Result<Option<Home>, StoreError> {
    // Homes that are one human being die together, whichever of them a death was noted for.
    const SQL: &str = "SELECT p.patient_id, p.root_id, p.name, p.kana, p.sex, p.birth_date,
            (SELECT MIN(h.died_on) FROM person h WHERE h.root_id = p.root_id) AS died_on, p.salt
        FROM person p WHERE p.patient_id = $1";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await)?;
    row.map(Home::try_from).transpose()
}

/// The homes of a person, the first known first.
pub(crate) async fn homes_of(tx: &mut Tx, root: PatientId) -> Result<Vec<PatientId>, StoreError> {
    const SQL: &str = "SELECT patient_id FROM person WHERE root_id = $1 ORDER BY created_at, patient_id";
    let rows: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).bind(root.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(home,)| PatientId(home)).collect())
}

/// Everybody who ever had this insured id.
pub(crate) async fn holders(tx: &mut Tx, insured: &InsuredId) -> Result<Vec<Home>, StoreError> {
    const SQL: &str = "SELECT p.patient_id, p.root_id, p.name, p.kana, p.sex, p.birth_date, p.died_on, p.salt
        FROM person_alias a JOIN person p ON p.patient_id = a.home_id
        WHERE a.kind = 'insured' AND a.system = $1 AND a.value = $2 AND a.facility = ''
        ORDER BY p.created_at, p.patient_id";
    let rows: Vec<Row> =
        on!(tx, |c| sqlx::query_as(SQL).bind(&insured.system).bind(&insured.value).fetch_all(c).await)?;
    rows.into_iter().map(Home::try_from).collect()
}

/// Every home of that day of birth and that sex.
pub(in crate::store) async fn born_on(
    tx: &mut Tx,
    birth_date: NaiveDate,
    sex: Sex,
) -> Result<Vec<Home>, StoreError> {
    const SQL: &str = "SELECT patient_id, root_id, name, kana, sex, birth_date, died_on, salt FROM person
        WHERE birth_date = $1 AND sex = $2";
    let rows: Vec<Row> =
        on!(tx, |c| sqlx::query_as(SQL).bind(birth_date).bind(sex_name(sex)).fetch_all(c).await)?;
    rows.into_iter().map(Home::try_from).collect()
}

/// Everybody whom a facility's own patient number, exactly as it is, means.
pub async fn by_own_number(
    store: &Store,
    facility: &FacilityCode,
    number: &str,
) -> Result<Vec<PatientId>, StoreError> {
    const SQL: &str =
        "SELECT DISTINCT p.root_id FROM person_alias a JOIN person p ON p.patient_id = a.home_id
        WHERE a.kind = 'local' AND a.system = $1 AND a.value = $2 AND a.facility = $3";
    let mut tx = store.read().await?;
    let rows: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(own_number_system(facility))
        .bind(number)
        .bind(facility.as_str())
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|(root,)| PatientId(root)).collect())
}

/// Makes everybody else who claims this insured id wait until the transaction ends: two first
/// transmissions at once must not both find that nobody has it.
pub(crate) async fn claim_insured_id(
    tx: &mut Tx,
    insured: &InsuredId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO insured_id (system, value, last_claimed_at) VALUES ($1, $2, $3)
        ON CONFLICT (system, value) DO UPDATE SET last_claimed_at = excluded.last_claimed_at";
    on!(tx, |c| sqlx::query(SQL)
        .bind(&insured.system)
        .bind(&insured.value)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The person a home is read as, held until the transaction ends, so that neither another
/// transmission nor an operator's link changes the record meanwhile.
pub(crate) async fn lock_root(tx: &mut Tx, home: PatientId) -> Result<Option<PatientId>, StoreError> {
    // An update that changes nothing takes the row's lock on both databases.
    const LOCK: &str = "UPDATE person SET root_id = root_id WHERE patient_id = $1";
    let mut root = match find_in(tx, home).await? {
        Some(found) => found.root,
        None => return Ok(None),
    };
    loop {
        on!(tx, |c| sqlx::query(LOCK).bind(root.0).execute(c).await.map(|_| ()))?;
        match find_in(tx, home).await? {
            Some(found) if found.root == root => return Ok(Some(root)),
            Some(found) => root = found.root,
            None => return Ok(None),
        }
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: PatientId,
    demographics: &Demographics,
    salt: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO person (patient_id, root_id, name, kana, kana_key, sex, birth_date, salt, created_at)
        VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(&demographics.name)
        .bind(&demographics.kana)
        .bind(comparable_kana(demographics.kana.as_deref().unwrap_or_default()))
        .bind(sex_name(demographics.sex))
        .bind(demographics.birth_date)
        .bind(salt)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Notes the insured id and the local number a home was sent under; the first date stays.
pub(crate) async fn add_aliases(
    tx: &mut Tx,
    home: PatientId,
    claim: &Claim,
    facility: &FacilityCode,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO person_alias (kind, system, value, facility, home_id, valid_from)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let insured = ("insured", claim.insured_id.system.as_str(), claim.insured_id.value.as_str(), "");
    let local = claim
        .local_number
        .as_ref()
        .map(|(system, value)| ("local", system.as_str(), value.as_str(), facility.as_str()));
    for (kind, system, value, facility) in [Some(insured), local].into_iter().flatten() {
        on!(tx, |c| sqlx::query(SQL)
            .bind(kind)
            .bind(system)
            .bind(value)
            .bind(facility)
            .bind(home.0)
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Whether anybody, also in a transmission that waits for an operator, is insured by another insurer
/// (its eight digits) or by none.
pub async fn has_insured_elsewhere(store: &Store, insurer: &str) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT value FROM insured_id WHERE value NOT LIKE $1 LIMIT 1";
    let mut tx = store.read().await?;
    let row: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(format!("{insurer}:%")).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// A person this installation knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    pub patient: PatientId,
    pub demographics: Demographics,
}

/// Everybody, to choose from. Only demo mode may ask, where everybody is invented.
pub async fn all_for_demo(store: &Store, _: DemoMode) -> Result<Vec<KnownPerson>, StoreError> {
    const SQL: &str = "SELECT patient_id, root_id, name, kana, sex, birth_date, died_on, salt FROM person
        WHERE root_id = patient_id ORDER BY created_at, patient_id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(|row| Home::try_from(row).map(KnownPerson::from)).collect()
}
