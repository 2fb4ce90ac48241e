//! Invented people for a demonstration, sent through the same door as every hospital's Bundles.
//!
//! They are visibly invented (見本, 架空, 例示, 仮名), and so are their facilities. One [`story`] writes
//! both kinds: the [`named`] people, of whom each shows one thing that a portal has to get right, and
//! any number of random ones, whom [`generate`] repeats to the byte for the same seed, number and day.
//!
//! Everything they have was sent at the instant it was written, over years, so that it was received
//! when a facility would have sent it.

mod body;
pub mod caregivers;
mod chance;
mod disease;
mod laboratory;
mod medicine;
mod named;
mod names;
mod place;
mod random;
pub mod relationships;
mod send;
pub mod staff;
mod story;
#[cfg(test)]
mod tests;
mod wire;

pub use named::named;
pub use random::generate;
pub use send::{Sender, Tally};
pub use story::{Person, Transmission};

use crate::{
    clock::Clock,
    entropy::Entropy,
    ingest::ReceiveError,
    store::{
        Store, StoreError,
        facility::{self, ListUnit, staff::StaffError},
        identity::person,
    },
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use shared::{
    fhir::Refused,
    ids::FacilityCode,
    time::{tokyo, tokyo_day},
};

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Our own Bundle did not pass our own form check.
    #[error("a demonstration Bundle was refused: {}", first_reason(.0))]
    Refused(Refused),
    #[error("{0} is known to this database with other particulars: use another database")]
    Held(String),
    /// Every visitor of a demonstration may be anybody in it.
    #[error(
        "this database knows people who are not the demonstration's, and nobody may become them: use another database"
    )]
    OthersAreHere,
    #[error("the demonstration's staff could not be written")]
    Staff(#[from] StaffError),
    #[error("a demonstration Bundle could not be received")]
    Receive(#[source] ReceiveError),
}

fn first_reason(refused: &Refused) -> String {
    refused.issues.first().map_or_else(String::new, ToString::to_string)
}

/// Writes the named people once; a database that has them is left alone, and one that held others before
/// any demonstration began in it is refused.
pub async fn seed(store: &Store, clock: &Clock, entropy: &Entropy) -> Result<(), SeedError> {
    let begun = begun_on(store).await?;
    if is_complete(store).await? {
        let day = begun.unwrap_or_else(|| clock.today());
        caregivers::seed(store, day, entropy).await?;
        relationships::seed(store, day, entropy).await?;
        return staff::seed(store, day, entropy).await;
    }
    if begun.is_none() && has_others(store).await? {
        return Err(SeedError::OthersAreHere);
    }
    let day = begun.unwrap_or_else(|| clock.today());
    register(store, day, |_| UNFINISHED).await?;
    let mut sender = Sender::new(store, entropy);
    for person in named(day) {
        sender.send(&person).await?;
    }
    caregivers::seed(store, day, entropy).await?;
    relationships::seed(store, day, entropy).await?;
    staff::seed(store, day, entropy).await?;
    // Last, because the names say that everything before them is there.
    register_facilities(store, day).await
}

/// The invented facilities, as of `day`, under their names.
pub async fn register_facilities(store: &Store, day: NaiveDate) -> Result<(), SeedError> {
    register(store, day, |name| name).await
}

/// The day by which the demonstration in this database was begun. It goes on by that day: on another
/// one everybody would be born later.
pub async fn begun_on(store: &Store) -> Result<Option<NaiveDate>, StoreError> {
    Ok(facility::added_at(store, &code(place::FACILITIES[0].code)).await?.map(tokyo_day))
}

/// Whether the database knows somebody who is not invented here.
pub async fn has_others(store: &Store) -> Result<bool, StoreError> {
    person::has_insured_elsewhere(store, names::INSURER).await
}

/// What 見本 花子's number is at every facility that knows her: for whoever tries the desk.
pub const HANAKO_NUMBER: &str = "00000001";

/// The facilities' name until all of the named people are written.
const UNFINISHED: &str = "（準備中）";

async fn is_complete(store: &Store) -> Result<bool, StoreError> {
    let first = place::FACILITIES[0];
    Ok(facility::find(store, &code(first.code)).await?.is_some_and(|facility| facility.name == first.name))
}

async fn register(
    store: &Store,
    day: NaiveDate,
    named: impl Fn(&'static str) -> &'static str,
) -> Result<(), SeedError> {
    for facility in place::FACILITIES.into_iter().rev() {
        let name = named(facility.name);
        facility::add(store, &code(facility.code), name, ListUnit::Department, morning(day)).await?;
        facility::set_kind(store, &code(facility.code), Some(facility.kind)).await?;
    }
    Ok(())
}

/// The first instant of a day in Tokyo.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_local_timezone(tokyo()).earliest();
    midnight.map_or_else(DateTime::default, |at| at.to_utc())
}

fn code(facility: &str) -> FacilityCode {
    FacilityCode::try_from(facility).expect("the demonstration's codes are well-formed")
}
