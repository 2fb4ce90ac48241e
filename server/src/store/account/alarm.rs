//! Alarms: facilities and members of staff with many recoveries, freezes and ended sign-ins in a day. Ids only.

use crate::store::{Store, StoreError, Tx, facility};
use chrono::{DateTime, Duration, Utc};
use shared::ids::{AccountId, FacilityCode};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Recoveries, freezes and sign-ins ended within a day, for which the operator is alarmed: of one facility, and by one
/// member of its staff.
pub const MANY_OF_A_FACILITY: i64 = 5;
pub const MANY_BY_ONE: i64 = 3;

/// Subject of an alarm.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Facility(FacilityCode),
    /// One of its staff: who printed the invitation, who froze, who ended.
    Member(FacilityCode, AccountId),
}

/// What was done within a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lately {
    pub recoveries: i64,
    pub freezes: i64,
    /// People whose sign-ins were ended.
    pub sign_outs: i64,
}

impl Lately {
    fn is_much(self, of: &Who) -> bool {
        let many = match of {
            Who::Facility(_) => MANY_OF_A_FACILITY,
            Who::Member(..) => MANY_BY_ONE,
        };
        self.recoveries + self.freezes + self.sign_outs >= many
    }
}

/// Says in the log that a facility, or one of its staff, does this often. `member`: `None` where the operator did it.
pub(in crate::store) async fn look(
    tx: &mut Tx,
    facility: &FacilityCode,
    member: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let since = now - Duration::days(1);
    let of = Who::Facility(facility.clone());
    let Lately { recoveries, freezes, sign_outs } = of_facility(tx, facility, since).await?;
    if (Lately { recoveries, freezes, sign_outs }).is_much(&of) {
        tracing::warn!(%facility, recoveries, freezes, sign_outs, "many sign-ins were recovered, frozen or ended within a day");
    }
    let Some(member) = member else { return Ok(()) };
    let of = Who::Member(facility.clone(), member);
    let Lately { recoveries, freezes, sign_outs } = by_member(tx, member, since).await?;
    if (Lately { recoveries, freezes, sign_outs }).is_much(&of) {
        tracing::warn!(%facility, %member, recoveries, freezes, sign_outs,
            "one member of staff recovered, froze or ended many sign-ins within a day");
    }
    Ok(())
}

async fn of_facility(
    tx: &mut Tx,
    facility: &FacilityCode,
    since: DateTime<Utc>,
) -> Result<Lately, StoreError> {
    const COUNTS: [&str; 3] = [
        "SELECT COUNT(*) FROM recovery WHERE facility = $1 AND began_at > $2 AND kind = 'recovery'",
        "SELECT COUNT(*) FROM frozen_account WHERE facility = $1 AND at > $2",
        "SELECT COUNT(*) FROM sign_out WHERE facility = $1 AND at > $2",
    ];
    let mut counts = [0; 3];
    for (count, sql) in counts.iter_mut().zip(COUNTS) {
        let row: (i64,) =
            on!(tx, |c| sqlx::query_as(sql).bind(facility.as_str()).bind(since).fetch_one(c).await)?;
        *count = row.0;
    }
    Ok(Lately::from(counts))
}

async fn by_member(tx: &mut Tx, member: AccountId, since: DateTime<Utc>) -> Result<Lately, StoreError> {
    const COUNTS: [&str; 3] = [
        "SELECT COUNT(*) FROM recovery WHERE printed_by = $1 AND began_at > $2 AND kind = 'recovery'",
        "SELECT COUNT(*) FROM frozen_account WHERE frozen_by = $1 AND at > $2",
        "SELECT COUNT(*) FROM sign_out WHERE ended_by = $1 AND at > $2",
    ];
    let mut counts = [0; 3];
    for (count, sql) in counts.iter_mut().zip(COUNTS) {
        let row: (i64,) = on!(tx, |c| sqlx::query_as(sql).bind(member.0).bind(since).fetch_one(c).await)?;
        *count = row.0;
    }
    Ok(Lately::from(counts))
}

impl From<[i64; 3]> for Lately {
    fn from([recoveries, freezes, sign_outs]: [i64; 3]) -> Self {
        Self { recoveries, freezes, sign_outs }
    }
}

/// Everybody who did this often within a day: for an operator.
pub async fn all(store: &Store, now: DateTime<Utc>) -> Result<Vec<(Who, Lately)>, StoreError> {
    const RECOVERIES: &str =
        "SELECT facility, printed_by FROM recovery WHERE began_at > $1 AND kind = 'recovery'";
    const FREEZES: &str =
        "SELECT facility, frozen_by FROM frozen_account WHERE at > $1 AND facility IS NOT NULL";
    const SIGN_OUTS: &str = "SELECT facility, ended_by FROM sign_out WHERE at > $1 AND facility IS NOT NULL";
    type Count = fn(&mut Lately) -> &mut i64;
    let kinds: [(&str, Count); 3] = [
        (RECOVERIES, |lately| &mut lately.recoveries),
        (FREEZES, |lately| &mut lately.freezes),
        (SIGN_OUTS, |lately| &mut lately.sign_outs),
    ];
    let since = now - Duration::days(1);
    let mut tx = store.read().await?;
    let mut found: BTreeMap<Who, Lately> = BTreeMap::new();
    for (sql, count) in kinds {
        let rows: Vec<(String, Option<Uuid>)> =
            on!(tx, |c| sqlx::query_as(sql).bind(since).fetch_all(c).await)?;
        for (code, member) in rows {
            let code = facility::code("recovery, frozen_account, sign_out", "facility", &code)?;
            let member = member.map(|member| Who::Member(code.clone(), AccountId(member)));
            for whose in member.into_iter().chain([Who::Facility(code.clone())]) {
                *count(found.entry(whose).or_default()) += 1;
            }
        }
    }
    Ok(found.into_iter().filter(|(whose, lately)| lately.is_much(whose)).collect())
}
