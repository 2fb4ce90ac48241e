//! What the operator decided about functions that judge: never changed, only added to.

use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use shared::{
    functions::{Clearance, Function, Functions},
    set::Member,
};

/// A decision on the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub function: Function,
    /// From 1, for each function by itself.
    pub number: i64,
    pub decision: Clearance,
    pub by: String,
    pub reason: String,
    pub at: DateTime<Utc>,
}

/// Grounds of a decision: by whom, and why.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    pub by: &'a str,
    pub reason: &'a str,
}

/// Which are in use now: what another process decided counts from the next question on.
pub async fn in_use(store: &Store, demo: bool) -> Result<Functions, StoreError> {
    const SQL: &str =
        "SELECT decision FROM function_decision WHERE function = $1 ORDER BY number DESC LIMIT 1";
    let mut tx = store.read().await?;
    let mut used = Functions::NONE;
    for function in Function::ALL {
        let name = function.as_str();
        let row: Option<(String,)> = on!(tx, |c| sqlx::query_as(SQL).bind(name).fetch_optional(c).await)?;
        let newest = row.map(|(decision,)| clearance(&decision, name)).transpose()?;
        if Clearance::is_in_use(newest, demo) {
            used = used.with(function);
        }
    }
    Ok(used)
}

/// Records one decision about each of these functions: all of them, or none.
pub async fn decide(
    store: &Store,
    functions: Functions,
    decision: Clearance,
    Grounds { by, reason }: Grounds<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO function_decision (function, number, decision, decided_by, reason, decided_at)
        SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5 FROM function_decision WHERE function = $1";
    let mut tx = store.write().await?;
    for function in functions.iter() {
        on!(tx, |c| sqlx::query(SQL)
            .bind(function.as_str())
            .bind(decision.as_str())
            .bind(by)
            .bind(reason)
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    tx.commit().await
}

#[derive(sqlx::FromRow)]
struct DecidedRow {
    function: String,
    number: i64,
    decision: String,
    decided_by: String,
    reason: String,
    decided_at: DateTime<Utc>,
}

/// Every decision, by function, oldest first.
pub async fn decisions(store: &Store) -> Result<Vec<Decided>, StoreError> {
    const SQL: &str =
        "SELECT function, number, decision, decided_by, reason, decided_at FROM function_decision
        ORDER BY function, number";
    let mut tx = store.read().await?;
    let rows: Vec<DecidedRow> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            let function = Function::from_name(&row.function)
                .ok_or_else(|| StoreError::bad_row("function_decision", "function", &row.function))?;
            Ok(Decided {
                function,
                number: row.number,
                decision: clearance(&row.decision, &row.function)?,
                by: row.decided_by,
                reason: row.reason,
                at: row.decided_at,
            })
        })
        .collect()
}

fn clearance(decision: &str, function: &str) -> Result<Clearance, StoreError> {
    Clearance::from_name(decision)
        .ok_or_else(|| StoreError::bad_row("function_decision", "decision", function))
}
