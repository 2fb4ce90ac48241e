//! Where people live, as facilities wrote it: compared in an emergency, shown to nobody.

use crate::store::{StoreError, Tx};
use chrono::{DateTime, Utc};
use shared::{
    address::Address,
    identity::Claim,
    ids::{FacilityCode, PatientId},
};

/// Notes where a facility says that somebody lives; what it said before is forgotten. A claim without an address
/// changes nothing.
pub(crate) async fn note(
    tx: &mut Tx,
    home: PatientId,
    claim: &Claim,
    facility: &FacilityCode,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO person_address (home_id, facility, address, noted_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (home_id, facility) DO UPDATE SET address = excluded.address, noted_at = excluded.noted_at";
    let Some(address) = claim.address.as_ref().map(Address::as_str) else { return Ok(()) };
    on!(tx, |c| sqlx::query(SQL)
        .bind(home.0)
        .bind(facility.as_str())
        .bind(address)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
