//! Invented people for a demonstration, sent through the same door as every hospital's Bundles.
//!
//! They are visibly invented (見本, 架空, 例示, 仮名), and so are their facilities.

mod bundle;
mod people;

use crate::{
    clock::Clock,
    entropy::Entropy,
    ingest::{self, ReceiveError},
    store::{
        Store, StoreError,
        facility::{self, ListUnit},
    },
};
use shared::{fhir::Refused, ids::FacilityCode};

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Our own Bundle did not pass our own form check.
    #[error("a demonstration Bundle was refused: {}", first_reason(.0))]
    Refused(Refused),
    #[error("a demonstration Bundle could not be received")]
    Receive(#[source] ReceiveError),
}

fn first_reason(refused: &Refused) -> String {
    refused.issues.first().map_or_else(String::new, ToString::to_string)
}

/// Writes the demonstration people once; a database that has them is left alone.
pub async fn seed(store: &Store, clock: &Clock, entropy: &Entropy) -> Result<(), SeedError> {
    if is_complete(store).await? {
        return Ok(());
    }
    register(store, clock, |_| UNFINISHED).await?;
    for (facility, bundle) in people::bundles(clock.today()) {
        match ingest::receive(store, clock, entropy, &code(facility), bundle.to_string().as_bytes()).await {
            Ok(_) => {}
            Err(ReceiveError::Refused(refused)) => return Err(SeedError::Refused(refused)),
            Err(error) => return Err(SeedError::Receive(error)),
        }
    }
    // Last, because the names say that everything before them is there.
    register(store, clock, |name| name).await
}

/// The facilities' name until all of their people are written.
const UNFINISHED: &str = "（準備中）";

async fn is_complete(store: &Store) -> Result<bool, StoreError> {
    let (first, name) = people::FACILITIES[0];
    Ok(facility::find(store, &code(first)).await?.is_some_and(|facility| facility.name == name))
}

async fn register(
    store: &Store,
    clock: &Clock,
    named: impl Fn(&'static str) -> &'static str,
) -> Result<(), SeedError> {
    for (number, name) in people::FACILITIES.into_iter().rev() {
        facility::add(store, &code(number), named(name), ListUnit::Department, clock.now()).await?;
    }
    Ok(())
}

fn code(facility: &str) -> FacilityCode {
    FacilityCode::try_from(facility).expect("the demonstration's codes are well-formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demonstration_bundle_passes_the_form_check() {
        let today = chrono::NaiveDate::from_ymd_opt(2024, 8, 1).unwrap();
        for (facility, bundle) in people::bundles(today) {
            let read = shared::fhir::submission::read(bundle.to_string().as_bytes(), &code(facility));
            if let Err(refused) = read {
                let reasons: Vec<String> = refused.issues.iter().map(ToString::to_string).collect();
                panic!("{}\n{bundle:#}", reasons.join("\n"));
            }
        }
    }
}
