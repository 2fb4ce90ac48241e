//! Invented people, the Bundles a facility would send about them, and stores to send them to.
//! Every test file uses another part of it.
#![allow(dead_code, reason = "each test binary uses its own part of this file")]

pub mod bundle;
pub mod databases;
pub mod looking;
pub mod words;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use server::{
    auth::{DemoMode, Role, Roles},
    clock::Clock,
    entropy::Entropy,
    gate::{self, Actor, Purpose},
    ingest::{self, Outcome, Receipt, ReceiveError},
    store::{
        Store, StoreError,
        account::session,
        facility::{self, staff},
        function::{self, Grounds},
        record,
    },
    treating::{self, Answer},
};
use shared::{
    functions::{Clearance, Functions},
    ids::{AccountId, FacilityCode, PatientId},
    record::{Record, RecordView},
};
use std::sync::Arc;

/// An invented hospital and an invented clinic.
pub const HOSPITAL: &str = "1310000001";
pub const CLINIC: &str = "1310000002";

pub fn facility(code: &str) -> FacilityCode {
    FacilityCode::try_from(code).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn demo() -> DemoMode {
    DemoMode::for_loopback("127.0.0.1:1".parse().unwrap()).unwrap()
}

pub fn noon() -> DateTime<Utc> {
    "2024-07-07T03:00:00.123Z".parse().unwrap()
}

/// Somebody at a facility's desk, and the secret of their cookie.
pub struct Member {
    pub account: AccountId,
    pub cookie: String,
}

/// A store with both facilities, a clock that stands and randomness that repeats.
#[derive(Clone)]
pub struct World {
    pub store: Store,
    pub clock: Clock,
    pub entropy: Entropy,
}

impl World {
    pub async fn new(store: Store) -> Self {
        Self::over(store, Clock::standing_at(noon())).await
    }

    /// The same, by another clock.
    pub async fn over(store: Store, clock: Clock) -> Self {
        let world = Self::uncleared(store, clock).await;
        world.decide(Functions::ALL, Clearance::Cleared).await;
        world
    }

    /// The same, where no function that judges was cleared.
    pub async fn uncleared(store: Store, clock: Clock) -> Self {
        let world = Self { store, clock, entropy: Entropy::seeded(7) };
        let now = world.clock.now();
        for code in [HOSPITAL, CLINIC] {
            let name = format!("架空{code}");
            facility::add(&world.store, &facility(code), &name, facility::ListUnit::Department, now)
                .await
                .unwrap();
        }
        world
    }

    /// The operator decides about functions that judge.
    pub async fn decide(&self, functions: Functions, decision: Clearance) {
        let grounds = Grounds { by: "試験", reason: "tests" };
        function::decide(&self.store, functions, decision, grounds, self.clock.now()).await.unwrap();
    }

    /// Sends a Bundle; a second passes before every transmission.
    pub async fn try_send(&self, sender: &str, bundle: &Value) -> Result<Receipt, ReceiveError> {
        self.clock.advance(chrono::Duration::seconds(1));
        let bytes = bundle.to_string();
        ingest::receive(&self.store, &self.clock, &self.entropy, &facility(sender), bytes.as_bytes()).await
    }

    /// Sends a Bundle that passes the form check.
    pub async fn send(&self, sender: &str, bundle: &Value) -> Receipt {
        match self.try_send(sender, bundle).await {
            Ok(receipt) => receipt,
            Err(ReceiveError::Refused(refused)) => {
                let issues: Vec<String> = refused.issues.iter().map(ToString::to_string).collect();
                panic!("refused: {}", issues.join("\n"))
            }
            Err(error) => panic!("{error:?}"),
        }
    }

    pub async fn send_new(&self, sender: &str, bundle: &Value) -> Receipt {
        let receipt = self.send(sender, bundle).await;
        assert_eq!(receipt.outcome, Outcome::Created, "{:?}", receipt.warnings);
        receipt
    }

    /// The account by which a person signs in, made if they have none.
    pub async fn account(&self, patient: PatientId) -> AccountId {
        let secret = self.sign_in(patient, self.clock.now()).await;
        session::find(&self.store, &secret, self.clock.now()).await.unwrap().unwrap().account
    }

    pub async fn view(&self, patient: PatientId) -> RecordView {
        let actor = Actor::Patient(patient);
        let grant = gate::open(&self.store, &self.clock, &actor, patient, Purpose::OwnRecord).await.unwrap();
        let sealed = record::view(&grant, self.clock.today(), Default::default()).await.unwrap();
        Arc::unwrap_or_clone(grant.release(sealed).await.unwrap().read().unwrap())
    }

    pub async fn record(&self, patient: PatientId) -> Record {
        self.view(patient).await.record
    }

    /// The names of the diagnoses that a person sees, sorted.
    pub async fn diagnoses(&self, patient: PatientId) -> Vec<String> {
        let mut names: Vec<String> =
            self.record(patient).await.diagnoses.into_iter().map(|one| one.name).collect();
        names.sort();
        names
    }

    /// The person says that these facilities treat them.
    pub async fn confirms(&self, patient: PatientId, codes: &[&str]) {
        for code in codes {
            self.answers(patient, code, Answer::Yes).await;
        }
    }

    /// The person answers whether a facility treats them.
    pub async fn answers(&self, patient: PatientId, code: &str, answer: Answer) {
        let who = (patient, self.account(patient).await, true);
        treating::answer(&self.store, &self.clock, who, (&facility(code), answer)).await.unwrap();
    }

    /// Signs a person in, as a demonstration does, and returns the cookie's secret.
    pub async fn sign_in(&self, patient: PatientId, at: DateTime<Utc>) -> String {
        session::create_for_demo(&self.store, demo(), patient, at, &self.entropy).await.unwrap()
    }

    /// Somebody who works at a facility from now on, signed in at its desk.
    pub async fn member(&self, code: &str, name: &str, roles: &[Role]) -> Member {
        let facility = facility(code);
        let decision = staff::Decision { facility: &facility, by: None, now: self.clock.now() };
        let roles = Roles::from_iter(roles.iter().copied());
        let invited = staff::invite(&self.store, decision, name, roles, &self.entropy).await.unwrap();
        Member { account: invited.account, cookie: self.sign_in_staff(invited.account).await }
    }

    /// Signs somebody who works somewhere in, as a demonstration does, and returns the cookie's secret.
    pub async fn sign_in_staff(&self, account: AccountId) -> String {
        let at = self.clock.now();
        session::create_for_demo_staff(&self.store, demo(), account, at, &self.entropy)
            .await
            .unwrap()
            .unwrap()
    }

    /// Everybody, in the order they became known.
    pub async fn people(&self) -> Vec<PatientId> {
        let people = server::store::identity::person::all_for_demo(&self.store, demo()).await.unwrap();
        people.into_iter().map(|person| person.patient).collect()
    }

    /// The only person there is.
    pub async fn only_person(&self) -> PatientId {
        let people = self.people().await;
        assert_eq!(people.len(), 1);
        people[0]
    }
}

pub fn is_unavailable(error: &StoreError) -> bool {
    matches!(error, StoreError::Unavailable(_))
}
