//! What the page about sharing foretells is what facilities are served, for a thousand random sets of decisions. The
//! same sets are left for `shared/tests/foretold_in_webassembly.rs`, where a browser's code decides about them.

mod random_terms;

use crate::common::{
    World,
    databases::on_each,
    looking::{look, staff},
};
use chrono::Duration;
use random_terms::{pick, terms};
use serde_json::Value;
use server::{
    auth::Role,
    demo,
    entropy::Entropy,
    gate::{Purpose, Refused},
    sharing,
    store::{
        facility as facilities,
        sharing::{consent, relationship},
    },
};
use sha2::{Digest, Sha256};
use shared::{
    category::Category,
    consent::{
        ChangeKind, Consent, Line, Purpose as For, Request, Said, Sharing, Shown, State, Statement, Step,
        Who, decide, passed_on,
    },
    ids::{AccountId, FacilityCode, ItemId, PatientId},
    record::{Record, RecordView},
};
use std::{collections::BTreeSet, fs, path::Path};

/// Of the demonstration's people: 見本 花子, one who has not been told a diagnosis, one on dialysis, one who expects.
const WHOSE: [usize; 4] = [0, 2, 4, 5];
const SETS_OF_EACH: usize = 250;

/// Withdrawn consents that a set is left with for the browser's code; of a thousand sets all would be too many.
const WITHDRAWN: usize = 5;

/// One set of decisions, who asks, and the digest of what they were served; `None`: they were refused.
type Foretold = (Sharing, Request, Option<String>);

#[tokio::test]
async fn what_is_foretold_is_what_is_served() {
    on_each(|world| async move {
        let today = world.clock.today();
        demo::register_facilities(&world.store, today).await.unwrap();
        let codes: Vec<_> =
            facilities::list(&world.store).await.unwrap().into_iter().map(|one| one.code).collect();
        let chance = Entropy::seeded(2026);
        let (mut left, mut seen) = (Vec::new(), Seen::default());
        for place in WHOSE {
            let person = demo::named(today).nth(place).unwrap();
            let patient = Deciding::begin(&world, &person).await;
            let mut sets = Vec::with_capacity(SETS_OF_EACH);
            for _ in 0..SETS_OF_EACH {
                sets.push(patient.decides_and_somebody_looks(&chance, &codes, &mut seen).await);
            }
            left.push((patient.own, sets));
        }
        let sets = WHOSE.len() * SETS_OF_EACH;
        assert!(seen.less_than_all * 3 >= sets, "only {} of {sets} showed something", seen.less_than_all);
        assert!(seen.outcomes.len() >= 20, "only {} different outcomes", seen.outcomes.len());
        assert!(seen.untold >= 20, "only {} were shown what the patient has not been told", seen.untold);
        assert_eq!(seen.states, BTreeSet::from(["asked", "confirmed", "denied", "kept", "none", "visit"]));
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("foretold.json");
        fs::write(file, serde_json::to_vec::<Vec<(RecordView, Vec<Foretold>)>>(&left).unwrap()).unwrap();
    })
    .await;
}

/// What the sets came to.
#[derive(Default)]
struct Seen {
    less_than_all: usize,
    outcomes: BTreeSet<String>,
    untold: usize,
    /// What those were to the patient who were shown something.
    states: BTreeSet<&'static str>,
}

/// A patient who decides again and again.
struct Deciding<'a> {
    world: &'a World,
    patient: PatientId,
    by: AccountId,
    own: RecordView,
    items: Vec<ItemId>,
    /// Diagnoses that they have not been told.
    untold: Vec<String>,
}

impl<'a> Deciding<'a> {
    async fn begin(world: &'a World, person: &demo::Person) -> Self {
        let before = world.people().await;
        demo::Sender::new(&world.store, &world.entropy).send(person).await.unwrap();
        let known = world.people().await;
        let patient = *known.iter().find(|one| !before.contains(one)).unwrap();
        let own = world.view(patient).await;
        let items = Line::all_of(&own.record).into_iter().map(|line| line.item).collect();
        let by = world.account(patient).await;
        let untold = person.transmissions.iter().flat_map(|sent| untold_in(&sent.bundle)).collect();
        Self { world, patient, by, own, items, untold }
    }

    /// Takes back whatever stands, gives something else, and lets somebody look.
    async fn decides_and_somebody_looks(
        &self,
        chance: &Entropy,
        codes: &[FacilityCode],
        seen: &mut Seen,
    ) -> Foretold {
        let Self { world, patient, .. } = self;
        self.decide_anew(chance, codes).await;
        self.say_something(chance, codes).await;
        world.clock.advance(Duration::seconds(1));
        let sharing = sharing::of(&world.store, &world.clock, *patient, None).await.unwrap();
        let treating: Vec<_> = sharing.relationships.senders().cloned().collect();
        // Mostly somebody who treats them; strangers have little to see.
        let among = if pick(chance, 5) == 0 { codes } else { &treating };
        let code = among[pick(chance, among.len())].clone();
        let (purpose, asked) = match pick(chance, 4) {
            0 => (For::Emergency, Purpose::Emergency),
            _ => (For::Care, Purpose::Care),
        };
        let request = Request { who: Who::Facility(code.clone()), purpose };
        let decision = decide(&request, &sharing.consents, &sharing.relationships, sharing.now);
        let sharing = with_few_withdrawn(sharing);
        let again = decide(&request, &sharing.consents, &sharing.relationships, sharing.now);
        assert_eq!(decision, again, "consents that were withdrawn long ago matter");
        let foretold = passed_on(self.own.record.clone(), &decision, self.own.as_of);
        let actor = staff(code.as_str(), &[Role::Doctor, Role::Emergency]);
        let served = match look(world, &actor, *patient, asked).await {
            Ok((view, untold)) => {
                assert_eq!(view.record, foretold, "{request:?}, {:?}", sharing.consents);
                assert_eq!(view.shown, decision.shown());
                let names: Vec<&str> = untold.iter().map(|one| one.diagnosis.name.as_str()).collect();
                assert!(
                    !decision.untold
                        || purpose == For::Care && decision.shown().contains(Category::Diagnoses)
                );
                assert_eq!(names, if decision.untold { &self.untold[..] } else { &[] });
                seen.states.insert(state_name(sharing.relationships.0[&code].state(sharing.now)));
                seen.note(&view, &self.own.record, !names.is_empty());
                Some(digest(&view.record))
            }
            Err(Refused::NotPermitted) => {
                assert!(decision.shown().is_empty(), "{request:?}, {:?}", sharing.consents);
                None
            }
            Err(Refused::Store(error)) => panic!("{error}"),
        };
        (sharing, request, served)
    }

    /// Says something about one facility in twelve.
    async fn say_something(&self, chance: &Entropy, codes: &[FacilityCode]) {
        let World { store, clock, .. } = self.world;
        for code in codes {
            if pick(chance, 12) == 0 {
                let statement = Statement { said: SAID[pick(chance, SAID.len())], at: clock.now() };
                relationship::write(store, self.patient, code, statement, self.by).await.unwrap();
            }
        }
    }

    async fn decide_anew(&self, chance: &Entropy, codes: &[FacilityCode]) {
        let World { store, clock, entropy } = self.world;
        let sharing = sharing::of(store, clock, self.patient, None).await.unwrap();
        let standing = sharing.consents.iter().filter(|one| one.withdrawn_at.is_none());
        let mut steps: Vec<Step> = standing.map(|one| Step::Withdraw(one.id)).collect();
        let given = terms(chance, codes, &self.items).into_iter();
        steps.extend(given.map(|terms| Step::Give { terms, begun: None }));
        let made = consent::Made { by: self.by, kind: ChangeKind::Switches, at: clock.now() };
        consent::write(store, self.patient, made, &steps, entropy).await.unwrap();
    }
}

/// What is said about a facility, the likelier the oftener it stands here.
const SAID: [Said; 11] = [
    Said::Yes,
    Said::Yes,
    Said::Yes,
    Said::Yes,
    Said::Code,
    Said::No,
    Said::NotMe,
    Said::Unsaid,
    Said::Visit(Shown::Card),
    Said::Visit(Shown::PaperWithPhotograph),
    Said::Kept,
];

fn state_name(state: State) -> &'static str {
    match state {
        State::None => "none",
        State::Asked => "asked",
        State::Confirmed => "confirmed",
        State::Kept => "kept",
        State::Visit { .. } => "visit",
        State::Denied { .. } => "denied",
    }
}

impl Seen {
    fn note(&mut self, served: &RecordView, own: &Record, untold: bool) {
        self.less_than_all += usize::from(served.record != *own);
        self.outcomes.insert(served.shown.to_string());
        self.untold += usize::from(untold);
    }
}

/// The diagnoses in a Bundle that are marked as not told.
fn untold_in(bundle: &Value) -> Vec<String> {
    let resources = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let untold = resources.filter(|resource| resource["meta"]["tag"][0]["code"] == "UNINFORMED");
    untold.map(|diagnosis| diagnosis["code"]["text"].as_str().unwrap().to_owned()).collect()
}

fn with_few_withdrawn(mut sharing: Sharing) -> Sharing {
    let (standing, mut withdrawn): (Vec<Consent>, Vec<Consent>) =
        sharing.consents.into_iter().partition(|one| one.withdrawn_at.is_none());
    withdrawn.sort_by_key(|one| one.withdrawn_at);
    let few = withdrawn.len().saturating_sub(WITHDRAWN);
    sharing.consents = standing.into_iter().chain(withdrawn.drain(few..)).collect();
    sharing.history.clear();
    sharing
}

fn digest(record: &Record) -> String {
    Sha256::digest(serde_json::to_vec(record).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect()
}
