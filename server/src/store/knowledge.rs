//! What was learnt about medicines from imported masters, and what the operator decided about rules.

use super::{Store, StoreError, Tx};
use chrono::{DateTime, Utc};
use shared::medicine_code::{MedicineCode, Prefix};

/// A code without structure and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearntCode {
    pub code: MedicineCode,
    pub prefix: Prefix,
}

/// The ingredients of a prefix that the built-in table does not have, as the price list names them (成分名).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearntPrefix {
    pub prefix: Prefix,
    pub ingredient: String,
}

/// Writes what a master teaches; what it teaches anew replaces what was learnt before. One transaction:
/// begun by [`Lesson::begin`], and nothing was learnt until [`Lesson::end`].
pub struct Lesson {
    tx: Tx,
    master: String,
    now: DateTime<Utc>,
}

impl Lesson {
    /// `master` says where it comes from, for whoever asks later.
    pub async fn begin(store: &Store, master: &str, now: DateTime<Utc>) -> Result<Self, StoreError> {
        Ok(Self { tx: store.write().await?, master: master.to_owned(), now })
    }

    pub async fn code(&mut self, code: &MedicineCode, prefix: Prefix) -> Result<(), StoreError> {
        const SQL: &str =
            "INSERT INTO medicine_code (code, prefix, master, learnt_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (code) DO UPDATE SET prefix = excluded.prefix, master = excluded.master,
                learnt_at = excluded.learnt_at";
        self.write(SQL, &code.to_string(), &prefix.to_string()).await
    }

    pub async fn prefix(&mut self, prefix: Prefix, ingredient: &str) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO medicine_prefix (prefix, ingredient, master, learnt_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (prefix) DO UPDATE SET ingredient = excluded.ingredient, master = excluded.master,
                learnt_at = excluded.learnt_at";
        self.write(SQL, &prefix.to_string(), ingredient).await
    }

    async fn write(&mut self, sql: &'static str, key: &str, value: &str) -> Result<(), StoreError> {
        let (master, now) = (self.master.as_str(), self.now);
        on!(self.tx, |c| sqlx::query(sql)
            .bind(key)
            .bind(value)
            .bind(master)
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
        Ok(())
    }

    pub async fn end(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }
}

/// Every code that was learnt, sorted.
pub async fn codes(store: &Store) -> Result<Vec<LearntCode>, StoreError> {
    const SQL: &str = "SELECT code, prefix FROM medicine_code ORDER BY code";
    let mut tx = store.read().await?;
    let rows: Vec<(String, String)> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(code, prefix)| {
            let known = Prefix::try_from(prefix.as_str())
                .map_err(|_| StoreError::bad_row("medicine_code", "prefix", &code))?;
            let read = MedicineCode::try_from(code.clone())
                .map_err(|_| StoreError::bad_row("medicine_code", "code", &code))?;
            Ok(LearntCode { code: read, prefix: known })
        })
        .collect()
}

/// Every prefix that was learnt, sorted.
pub async fn prefixes(store: &Store) -> Result<Vec<LearntPrefix>, StoreError> {
    const SQL: &str = "SELECT prefix, ingredient FROM medicine_prefix ORDER BY prefix";
    let mut tx = store.read().await?;
    let rows: Vec<(String, String)> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(prefix, ingredient)| {
            let known = Prefix::try_from(prefix.as_str())
                .map_err(|_| StoreError::bad_row("medicine_prefix", "prefix", &prefix))?;
            Ok(LearntPrefix { prefix: known, ingredient })
        })
        .collect()
}

/// What an operator says about a rule. The newest decision about a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleDecision {
    Off,
    /// As built in again.
    On,
    /// The operator's pharmacist confirmed it.
    Confirm,
}

impl RuleDecision {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
            Self::Confirm => "confirm",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Off, Self::On, Self::Confirm].into_iter().find(|one| one.as_str() == name)
    }
}

/// A decision on the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub rule: String,
    /// From 1, for each rule by itself.
    pub number: i64,
    pub decision: RuleDecision,
    pub by: String,
    pub note: String,
    pub at: DateTime<Utc>,
}

/// Records one decision about each of these rules: all of them, or none.
pub async fn decide(
    store: &Store,
    rules: &[String],
    decision: RuleDecision,
    by: &str,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO rule_decision (rule, number, decision, decided_by, note, decided_at)
        SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5 FROM rule_decision WHERE rule = $1";
    let mut tx = store.write().await?;
    for rule in rules {
        on!(tx, |c| sqlx::query(SQL)
            .bind(rule.as_str())
            .bind(decision.as_str())
            .bind(by)
            .bind(note)
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    tx.commit().await
}

#[derive(sqlx::FromRow)]
struct DecidedRow {
    rule: String,
    number: i64,
    decision: String,
    decided_by: String,
    note: String,
    decided_at: DateTime<Utc>,
}

/// Every decision about rules, by rule, oldest first.
pub async fn decisions(store: &Store) -> Result<Vec<Decided>, StoreError> {
    const SQL: &str = "SELECT rule, number, decision, decided_by, note, decided_at FROM rule_decision
        ORDER BY rule, number";
    let mut tx = store.read().await?;
    let rows: Vec<DecidedRow> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            let decision = RuleDecision::from_name(&row.decision)
                .ok_or_else(|| StoreError::bad_row("rule_decision", "decision", &row.rule))?;
            Ok(Decided {
                rule: row.rule,
                number: row.number,
                decision,
                by: row.decided_by,
                note: row.note,
                at: row.decided_at,
            })
        })
        .collect()
}
