//! Sends invented people through the real door, each Bundle at its own instant.

use super::{Person, SeedError, Transmission};
use crate::{
    clock::Clock,
    entropy::Entropy,
    ingest::{self, EntryStatus, Outcome, ReceiveError},
    store::{Store, record::transmission},
};
use sha2::{Digest, Sha256};

/// What became of what was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub people: u32,
    /// Bundles that were taken, and the items that they brought.
    pub bundles: u64,
    pub items: u64,
    /// Bundles that had been taken before.
    pub unchanged: u64,
}

/// Stands for the invented facilities.
pub struct Sender<'a> {
    store: &'a Store,
    entropy: &'a Entropy,
    pub tally: Tally,
}

impl<'a> Sender<'a> {
    pub fn new(store: &'a Store, entropy: &'a Entropy) -> Self {
        Self { store, entropy, tally: Tally::default() }
    }

    /// Sends everything about a person, oldest first. What was received before is not sent again, so
    /// an interrupted demonstration goes on where it stopped.
    pub async fn send(&mut self, person: &Person) -> Result<(), SeedError> {
        for transmission in &person.transmissions {
            self.deliver(&person.name, transmission).await?;
        }
        self.tally.people += 1;
        Ok(())
    }

    async fn deliver(&mut self, whose: &str, transmission: &Transmission) -> Result<(), SeedError> {
        let Transmission { sender, sent, bundle } = transmission;
        let bytes = bundle.to_string();
        let identifier = bundle["identifier"]["value"].as_str().unwrap_or_default();
        let sha256 = Sha256::digest(&bytes);
        if transmission::was_received(self.store, sender, identifier, &sha256).await? {
            self.tally.unchanged += 1;
            return Ok(());
        }
        let clock = Clock::standing_at(*sent);
        let receipt = ingest::receive(self.store, &clock, self.entropy, sender, bytes.as_bytes())
            .await
            .map_err(|error| match error {
                ReceiveError::Refused(refused) => SeedError::Refused(refused),
                error => SeedError::Receive(error),
            })?;
        if receipt.outcome == Outcome::Held {
            return Err(SeedError::Held(whose.to_owned()));
        }
        let stored = receipt.entries.iter().filter(|entry| entry.status == EntryStatus::Stored);
        self.tally.items += stored.count() as u64;
        self.tally.bundles += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        demo::{self, generate},
        store::DatabaseUrl,
    };
    use chrono::NaiveDate;

    struct World {
        store: Store,
        entropy: Entropy,
        _folder: tempfile::TempDir,
    }

    async fn world() -> World {
        let folder = tempfile::TempDir::new().unwrap();
        let url = DatabaseUrl(format!("sqlite://{}", folder.path().join("demo.db").display()));
        World { store: Store::open(&url).await.unwrap(), entropy: Entropy::seeded(1), _folder: folder }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 8, 1).unwrap()
    }

    #[tokio::test]
    async fn the_second_time_everything_is_there() {
        let world = world().await;
        demo::register_facilities(&world.store, today()).await.unwrap();
        assert_eq!(demo::begun_on(&world.store).await.unwrap(), Some(today()));
        let people: Vec<Person> = (0..3).map(|index| generate(4, index, today())).collect();
        let mut first = Sender::new(&world.store, &world.entropy);
        for person in &people {
            first.send(person).await.unwrap();
        }
        assert_eq!((first.tally.people, first.tally.unchanged), (3, 0));
        assert!(first.tally.items > first.tally.bundles);
        let mut second = Sender::new(&world.store, &world.entropy);
        for person in &people {
            second.send(person).await.unwrap();
        }
        let unchanged = first.tally.bundles;
        assert_eq!(second.tally, Tally { people: 3, bundles: 0, items: 0, unchanged });
        assert!(!demo::has_others(&world.store).await.unwrap());
    }

    /// Whoever visits a demonstration may be anybody in it: so it never begins where somebody real is.
    #[tokio::test]
    async fn a_demonstration_begins_in_no_database_that_knows_others() {
        let world = world().await;
        let Transmission { sender, sent, bundle } = generate(4, 0, today()).transmissions.swap_remove(0);
        let clock = Clock::standing_at(sent);
        let known = crate::store::facility::ListUnit::Department;
        // An installation of its own, without the demonstration's first facility.
        let elsewhere: shared::ids::FacilityCode = "1319999999".try_into().unwrap();
        crate::store::facility::add(&world.store, &elsewhere, "病院", known, sent).await.unwrap();
        let bytes =
            bundle.to_string().replace("99000011:", "00000001:").replace(sender.as_str(), elsewhere.as_str());
        ingest::receive(&world.store, &clock, &world.entropy, &elsewhere, bytes.as_bytes()).await.unwrap();
        let refused = demo::seed(&world.store, &clock, &world.entropy).await.unwrap_err();
        assert!(matches!(refused, demo::SeedError::OthersAreHere), "{refused}");
    }

    #[tokio::test]
    async fn somebody_else_is_noticed() {
        let world = world().await;
        demo::register_facilities(&world.store, today()).await.unwrap();
        let Transmission { sender, sent, bundle } = generate(4, 0, today()).transmissions.swap_remove(0);
        let bytes = bundle.to_string().replace("99000011:", "00000001:");
        let clock = Clock::standing_at(sent);
        ingest::receive(&world.store, &clock, &world.entropy, &sender, bytes.as_bytes()).await.unwrap();
        assert!(demo::has_others(&world.store).await.unwrap());
    }

    /// On another day everybody would be born on another day, too.
    #[tokio::test]
    async fn a_person_with_other_particulars_is_not_mixed_in() {
        let world = world().await;
        demo::register_facilities(&world.store, today()).await.unwrap();
        let mut sender = Sender::new(&world.store, &world.entropy);
        sender.send(&generate(4, 0, today())).await.unwrap();
        let later = generate(4, 0, today().succ_opt().unwrap());
        assert!(matches!(sender.send(&later).await, Err(SeedError::Held(_))));
    }
}
