//! Mixing two people up is the worst thing this program could do: tested as such.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Someone, diagnosis, hanako, result, taro},
    databases::on_each,
};
use server::{
    gate::{self, Actor, Purpose},
    ingest::{
        Outcome,
        identities::{DecideError, Desk, KeptAccounts, Target},
    },
    store::{DatabaseUrl, Store, account::session, identity, record::transmission},
};
use shared::{identity::HoldReason, ids::PatientId};
use sqlx::{Connection, SqliteConnection};
use std::process::Command;
use uuid::Uuid;

/// One insured id with an empty branch number: the whole family has it.
const FAMILY: &str = "00000001:見本:1001:";

fn desk(world: &World) -> Desk<'_> {
    Desk { store: &world.store, clock: &world.clock, entropy: &world.entropy, by: "試験" }
}

fn mother() -> Someone {
    hanako().insured_as(FAMILY)
}

fn daughter() -> Someone {
    mother().called("見本 彩", "ミホン アヤ").born_on("1985-05-05")
}

fn list(who: &Someone, sender: &str, serial: &str, names: &[&str]) -> serde_json::Value {
    let lines: Vec<_> = names.iter().map(|name| diagnosis(&format!("{sender}-{name}"), name)).collect();
    who.conditions(sender, serial, &lines)
}

async fn held(world: &World) -> Vec<transmission::Held> {
    transmission::held(&world.store).await.unwrap()
}

#[tokio::test]
async fn a_family_that_shares_an_insured_id_is_never_mixed() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &list(&mother(), HOSPITAL, "1", &["高血圧症"])).await;
        let first = world.only_person().await;
        let before = world.view(first).await;

        let receipt = world.send(HOSPITAL, &list(&daughter(), HOSPITAL, "2", &["喘息"])).await;
        assert_eq!(receipt.outcome, Outcome::Held);
        assert_eq!(world.only_person().await, first, "nobody new, nobody guessed");
        assert_eq!(world.view(first).await, before);
        assert_eq!(held(&world).await[0].reason, Some(HoldReason::DemographicsDiffer));

        let made = desk(&world).assign(receipt.transmission_id, Target::New).await.unwrap();
        assert_eq!(world.diagnoses(made.patient).await, ["喘息"]);
        assert_eq!(world.view(first).await, before);

        // From now on both are recognised.
        world.send_new(HOSPITAL, &list(&daughter(), HOSPITAL, "3", &["鼻炎"])).await;
        world.send_new(CLINIC, &list(&mother(), CLINIC, "4", &["胃炎"])).await;
        assert_eq!(world.diagnoses(made.patient).await, ["鼻炎"]);
        assert_eq!(world.diagnoses(first).await, ["胃炎", "高血圧症"]);
        assert_eq!(world.record(made.patient).await.person.name, "見本 彩");
    })
    .await;
}

#[tokio::test]
async fn twins_are_told_apart_by_kana_or_not_at_all() {
    on_each(|world| async move {
        let one = mother();
        let other = mother().called("見本 花枝", "ミホン ハナエ");
        world.send_new(HOSPITAL, &list(&one, HOSPITAL, "1", &["高血圧症"])).await;
        let receipt = world.send(HOSPITAL, &list(&other, HOSPITAL, "2", &["喘息"])).await;
        assert_eq!(receipt.outcome, Outcome::Held);
        // Somebody who agrees in everything with a person, and whom an operator declares another.
        world.send_new(CLINIC, &list(&one, CLINIC, "3", &["胃炎"])).await;
        let twin = world.send(HOSPITAL, &list(&other, HOSPITAL, "4", &["痛風"])).await;
        for id in [receipt.transmission_id, twin.transmission_id] {
            desk(&world).assign(id, Target::New).await.unwrap();
        }
        let next = world.send(HOSPITAL, &list(&other, HOSPITAL, "5", &["骨折"])).await;
        assert_eq!(next.outcome, Outcome::Held);
        assert_eq!(held(&world).await[0].reason, Some(HoldReason::SeveralAgree));
    })
    .await;
}

#[tokio::test]
async fn kana_agree_in_any_width_and_differ_in_any_letter() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &list(&mother(), HOSPITAL, "1", &["高血圧症"])).await;
        let patient = world.only_person().await;
        let narrow = mother().called("見本　花子", "ﾐﾎﾝ　ﾊﾅｺ");
        world.send_new(CLINIC, &list(&narrow, CLINIC, "2", &["胃炎"])).await;
        assert_eq!(world.diagnoses(patient).await, ["胃炎", "高血圧症"]);
        let before = world.view(patient).await;
        let without = Someone { kana: None, ..mother() };
        let unknown = Someone { gender: "unknown".into(), ..mother() };
        let others = [
            mother().called("見本 花子", "ミモト ハナコ"),
            mother().born_on("1950-02-04"),
            Someone { gender: "male".into(), ..mother() },
            without,
            unknown,
        ];
        for (number, other) in others.iter().enumerate() {
            let bundle = list(other, CLINIC, &format!("x{number}"), &["喘息"]);
            assert_eq!(world.send(CLINIC, &bundle).await.outcome, Outcome::Held, "{other:?}");
        }
        assert_eq!(world.view(patient).await, before);
        assert_eq!(held(&world).await.len(), others.len());
    })
    .await;
}

#[tokio::test]
async fn somebody_without_kana_is_known_by_the_same_bytes_only() {
    on_each(|world| async move {
        let nameless = Someone { kana: None, ..mother() };
        let bundle = list(&nameless, HOSPITAL, "1", &["高血圧症"]);
        let first = world.send_new(HOSPITAL, &bundle).await;
        let again = world.send(HOSPITAL, &bundle).await;
        assert_eq!((again.outcome, again.transmission_id), (Outcome::Unchanged, first.transmission_id));
        let next = world.send(HOSPITAL, &list(&nameless, HOSPITAL, "2", &["胃炎"])).await;
        assert_eq!(next.outcome, Outcome::Held);
        let same = world.send(HOSPITAL, &list(&nameless, HOSPITAL, "2", &["胃炎"])).await;
        assert_eq!((same.outcome, same.transmission_id), (Outcome::Held, next.transmission_id));
        assert_eq!(held(&world).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_change_of_insurer_is_linked_and_unlinked_without_a_trace() {
    on_each(|world| async move {
        let (old, new) = (hanako(), hanako().insured_as("00000009:新:77:00"));
        world.send_new(HOSPITAL, &list(&old, HOSPITAL, "1", &["高血圧症", "胃炎"])).await;
        world.send_new(HOSPITAL, &old.results(HOSPITAL, "2", &[result("r1", "ALT", "21")])).await;
        world.send_new(HOSPITAL, &list(&new, HOSPITAL, "3", &["高血圧症"])).await;
        world.send_new(CLINIC, &list(&new, CLINIC, "4", &["喘息"])).await;
        let people = world.people().await;
        let [a, b] = people[..] else { panic!("two insured ids, two people until somebody decides") };
        let (groups, alike) = identity::look_alikes(&world.store, 9, 9).await.unwrap();
        assert_eq!((groups, alike.len(), alike[0].size), (1, 1, 2));
        let (groups, alike) = identity::look_alikes(&world.store, 9, 1).await.unwrap();
        assert_eq!((groups, alike[0].people.len(), alike[0].size), (1, 1, 2), "no more than were asked for");
        let before = (world.view(a).await, world.view(b).await);

        let made = desk(&world).link(a, b, KeptAccounts::Known).await.unwrap();
        assert_eq!(world.diagnoses(a).await, ["喘息", "胃炎", "高血圧症", "高血圧症"]);
        assert_refused(&world, b).await;

        desk(&world).unlink(made.decision).await.unwrap();
        assert_eq!((world.view(a).await, world.view(b).await), before);

        // Linked again, a list under the new id replaces the facility's list under the old one.
        let made = desk(&world).link(a, b, KeptAccounts::Known).await.unwrap();
        world.send_new(HOSPITAL, &list(&new, HOSPITAL, "5", &["骨折"])).await;
        assert_eq!(world.diagnoses(a).await, ["喘息", "骨折"]);
        desk(&world).unlink(made.decision).await.unwrap();
        assert_eq!(world.view(a).await, before.0, "as if it had never been linked");
        assert_eq!(world.diagnoses(b).await, ["喘息", "骨折"]);
        assert!(matches!(desk(&world).unlink(made.decision).await, Err(DecideError::NoSuchLink(_))));
    })
    .await;
}

#[tokio::test]
async fn links_are_undone_in_reverse_order() {
    on_each(|world| async move {
        for (number, insured) in
            ["00000001:a:1:01", "00000002:b:2:01", "00000003:c:3:01"].into_iter().enumerate()
        {
            let bundle = list(&hanako().insured_as(insured), HOSPITAL, &number.to_string(), &[insured]);
            world.send_new(HOSPITAL, &bundle).await;
        }
        let people = world.people().await;
        let before = [world.view(people[0]).await, world.view(people[1]).await, world.view(people[2]).await];
        let first = desk(&world).link(people[1], people[2], KeptAccounts::Known).await.unwrap();
        let second = desk(&world).link(people[0], people[1], KeptAccounts::Known).await.unwrap();
        assert_eq!(world.diagnoses(people[0]).await.len(), 3);
        assert!(matches!(desk(&world).unlink(first.decision).await, Err(DecideError::LinkedSince)));
        assert!(matches!(
            desk(&world).link(people[0], people[2], KeptAccounts::Known).await,
            Err(DecideError::LinkedAway(..))
        ));
        desk(&world).unlink(second.decision).await.unwrap();
        assert_eq!(world.diagnoses(people[1]).await.len(), 2);
        desk(&world).unlink(first.decision).await.unwrap();
        for (person, before) in people.iter().zip(before) {
            assert_eq!(world.view(*person).await, before);
        }
    })
    .await;
}

#[tokio::test]
async fn two_people_are_not_linked_by_mistake() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &list(&hanako(), HOSPITAL, "1", &["高血圧症"])).await;
        world.send_new(HOSPITAL, &list(&taro(), HOSPITAL, "2", &["痛風"])).await;
        let people = world.people().await;
        let nobody = PatientId(Uuid::nil());
        let desk = desk(&world);
        assert!(matches!(
            desk.link(people[0], people[1], KeptAccounts::Known).await,
            Err(DecideError::TwoPeople(..))
        ));
        assert!(matches!(desk.link(people[0], people[0], KeptAccounts::Known).await, Err(DecideError::Same)));
        assert!(matches!(
            desk.link(people[0], nobody, KeptAccounts::Known).await,
            Err(DecideError::NoSuchPerson(_))
        ));
        assert!(matches!(desk.assign(Uuid::nil(), Target::New).await, Err(DecideError::NotHeld(_))));
        assert!(identity::decisions(&world.store).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_wrong_assignment_can_be_undone() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &list(&mother(), HOSPITAL, "1", &["高血圧症"])).await;
        let first = world.only_person().await;
        let before = world.view(first).await;
        let receipt = world.send(HOSPITAL, &list(&daughter(), HOSPITAL, "2", &["喘息"])).await;
        let suggested = identity::suggestions(&world.store, &held(&world).await[0]).await.unwrap();
        assert_eq!(suggested[0].patient, first);
        let made = desk(&world).assign(receipt.transmission_id, Target::Person(first)).await.unwrap();
        assert_eq!(world.diagnoses(first).await, ["喘息"]);
        assert!(matches!(
            desk(&world).assign(receipt.transmission_id, Target::New).await,
            Err(DecideError::NotHeld(_))
        ));
        let undone = desk(&world).unlink(made.decision).await.unwrap();
        assert_eq!(world.view(first).await, before);
        assert_eq!(world.diagnoses(undone.patient).await, ["喘息"]);
    })
    .await;
}

#[tokio::test]
async fn a_list_decided_late_does_not_undo_a_newer_one() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &list(&mother(), HOSPITAL, "1", &["高血圧症"])).await;
        let patient = world.only_person().await;
        let misspelt = mother().called("見本 花子", "ミモト ハナコ");
        let late = world.send(HOSPITAL, &list(&misspelt, HOSPITAL, "2", &["喘息"])).await;
        world.send_new(HOSPITAL, &list(&mother(), HOSPITAL, "3", &["胃炎"])).await;
        desk(&world).assign(late.transmission_id, Target::Person(patient)).await.unwrap();
        assert_eq!(world.diagnoses(patient).await, ["胃炎"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_signed_in_as_a_linked_person_is_signed_out() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &list(&hanako(), HOSPITAL, "1", &["高血圧症"])).await;
        let new = hanako().insured_as("00000009:新:77:00");
        world.send_new(HOSPITAL, &list(&new, HOSPITAL, "2", &["胃炎"])).await;
        let people = world.people().await;
        let now = world.clock.now();
        let secret = world.sign_in(people[1], now).await;
        desk(&world).link(people[0], people[1], KeptAccounts::Known).await.unwrap();
        assert_eq!(session::find(&world.store, &secret, now).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_familys_first_transmissions_at_once_are_not_mixed() {
    on_each(|world| async move {
        let sent: Vec<_> = [(mother(), "1", "高血圧症"), (daughter(), "2", "喘息")]
            .map(|(who, serial, name)| {
                let world = world.clone();
                tokio::spawn(async move {
                    world.send(HOSPITAL, &list(&who, HOSPITAL, serial, &[name])).await.outcome
                })
            })
            .into();
        let mut outcomes = Vec::new();
        for one in sent {
            outcomes.push(one.await.unwrap());
        }
        assert!(outcomes.contains(&Outcome::Created) && outcomes.contains(&Outcome::Held), "{outcomes:?}");
        let record = world.record(world.only_person().await).await;
        let expected = if record.person.name == "見本 彩" { "喘息" } else { "高血圧症" };
        assert_eq!(record.diagnoses.len(), 1);
        assert_eq!(record.diagnoses[0].name, expected);
    })
    .await;
}

/// A village of people who share insured ids, birth dates and names in every combination: whatever
/// is visible in a record was sent about somebody with that very name, birth date and sex.
#[tokio::test]
async fn no_line_ever_stands_in_another_persons_record() {
    on_each(|world| async move {
        let mut dice = Dice(20_240_707);
        for serial in 0..80 {
            let who = Someone {
                insured: ["00000001:a:1:", "00000001:a:2:", "00000002:b:1:"][dice.roll(3)].into(),
                name: String::new(),
                kana: [Some("ミホン ハナコ"), Some("ミホン アヤ"), None][dice.roll(3)].map(str::to_owned),
                gender: ["female", "male"][dice.roll(2)].into(),
                born: ["1950-02-03", "1950-02-04"][dice.roll(2)].into(),
                ..hanako()
            };
            let tag = format!("{:?} {} {} {}", who.kana, who.gender, who.born, who.insured);
            let who = Someone { name: tag.clone(), ..who };
            let sender = [HOSPITAL, CLINIC][dice.roll(2)];
            let line = diagnosis(&serial.to_string(), &tag);
            let receipt = world.send(sender, &who.conditions(sender, &serial.to_string(), &[line])).await;
            if receipt.outcome == Outcome::Held && dice.roll(3) == 0 {
                desk(&world).assign(receipt.transmission_id, Target::New).await.unwrap();
            }
        }
        let people = world.people().await;
        assert!(people.len() > 5);
        for person in people {
            let record = world.record(person).await;
            assert!(record.diagnoses.iter().all(|one| one.name == record.person.name), "{record:?}");
        }
    })
    .await;
}

/// A small repeatable randomness.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

async fn assert_refused(world: &World, patient: PatientId) {
    let actor = Actor::Patient(patient);
    let refused = gate::open(&world.store, &world.clock, &actor, patient, Purpose::OwnRecord).await;
    assert!(matches!(refused, Err(gate::Refused::NotPermitted)));
}

/// Whatever a facility calls somebody, `mikata identities list` prints it as one field of one line; and many who are
/// invented alike hide nobody and fill no screen.
#[tokio::test]
async fn what_was_sent_forges_no_line_of_the_operators_list_and_many_alike_are_one_group() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mikata.db").to_str().unwrap().to_owned();
    let world = World::new(Store::open(&DatabaseUrl(file.clone())).await.unwrap()).await;
    let name = "見本 九\n11111111-1111-4111-8111-111111111111\t1319000011";
    for number in 0..30 {
        let one = hanako().insured_as(&format!("0000{number:04}:x:1:01")).called(name, "ミホン ハナコ");
        world.send_new(HOSPITAL, &list(&one, HOSPITAL, &format!("a{number}"), &["高血圧症"])).await;
    }
    for number in 0..2 {
        let one = taro().insured_as(&format!("1000{number:04}:x:1:01"));
        world.send_new(HOSPITAL, &list(&one, HOSPITAL, &format!("b{number}"), &["痛風"])).await;
    }
    let said = |more: &[&str]| {
        let mikata = Command::new(env!("CARGO_BIN_EXE_mikata"))
            .args(["identities", "list", "--database", &file])
            .args(more)
            .output()
            .unwrap();
        assert!(mikata.status.success(), "{}", String::from_utf8_lossy(&mikata.stderr));
        String::from_utf8(mikata.stdout).unwrap()
    };
    let all = said(&["--limit", "5"]);
    let unseen = |letter: char| letter != '\n' && letter != '\t' && letter.is_control();
    assert!(!all.contains(unseen) && !all.lines().any(|line| line.starts_with("11111111-")), "{all}");
    assert!(all.contains("見本 九\\u{a}11111111-1111-4111-8111-111111111111\\u{9}1319000011"), "{all}");
    assert!(all.contains("2 groups who agree under different insured ids, 2 listed"), "{all}");
    let (two, thirty) = (all.find("2 people, 2 listed"), all.find("30 people, 5 listed"));
    assert!(two.is_some() && two < thirty, "the smallest first: {all}");
    assert_eq!(all.matches("見本 九").count(), 5);
    let one = said(&["--limit", "1"]);
    assert!(one.contains("2 groups who agree under different insured ids, 1 listed"), "{one}");
    assert!(one.contains("2 people, 1 listed") && !one.contains("見本 九"), "{one}");
}

#[tokio::test]
async fn before_a_link_an_operator_reads_which_accounts_there_are_and_what_becomes_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mikata.db").to_str().unwrap().to_owned();
    let world = World::new(Store::open(&DatabaseUrl(file.clone())).await.unwrap()).await;
    world.send_new(HOSPITAL, &list(&hanako(), HOSPITAL, "1", &["高血圧症"])).await;
    let patient = world.only_person().await;
    let other = hanako().insured_as("00000009:新:77:00");
    world.send_new(HOSPITAL, &list(&other, HOSPITAL, "2", &["喘息"])).await;
    let other = world.people().await.into_iter().find(|one| *one != patient).unwrap();
    let (kept, moved) = (world.account(patient).await.0, world.account(other).await.0);
    let said = |more: &[&str]| {
        let mikata = Command::new(env!("CARGO_BIN_EXE_mikata"))
            .args(["identities", "link", &patient.to_string(), &other.to_string(), "--database", &file])
            .args(more)
            .output()
            .unwrap();
        assert!(mikata.status.success(), "{}", String::from_utf8_lossy(&mikata.stderr));
        String::from_utf8(mikata.stdout).unwrap()
    };
    let line = |all: &str, account: Uuid| {
        all.lines().find(|line| line.contains(&account.to_string())).unwrap_or_default().to_owned()
    };
    let held = "it opens nothing until the person agrees in another account, or two people saw them";
    let preview = said(&["--preview"]);
    assert!(line(&preview, kept).ends_with(held) && line(&preview, moved).ends_with(held), "{preview}");
    let preview = said(&["--preview", "--accounts-known"]);
    assert!(line(&preview, kept).ends_with("it reads both records at once"), "{preview}");
    assert!(line(&preview, moved).ends_with(held) && preview.contains("Nothing was changed."), "{preview}");
    assert!(identity::decisions(&world.store).await.unwrap().is_empty());

    let linked = said(&["--accounts-known"]);
    assert!(line(&linked, kept).ends_with("it reads both records at once"), "{linked}");
    assert!(linked.contains(&format!("{other} is read as {patient}.")), "{linked}");
    assert_eq!(identity::decisions(&world.store).await.unwrap().len(), 1);
    let now = world.clock.now();
    let opens = async |secret: String| session::find(&world.store, &secret, now).await.unwrap().is_some();
    assert!(opens(world.sign_in(patient, now).await).await);
    assert!(!opens(world.sign_in(other, now).await).await);
}

/// What an operator is shown about somebody stands in the log that this person reads.
#[tokio::test]
async fn an_operators_look_at_somebody_is_entered() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mikata.db").to_str().unwrap().to_owned();
    let world = World::new(Store::open(&DatabaseUrl(file.clone())).await.unwrap()).await;
    world.send_new(HOSPITAL, &list(&mother(), HOSPITAL, "1", &["高血圧症"])).await;
    let known = world.only_person().await;
    let receipt = world.send(HOSPITAL, &list(&daughter(), HOSPITAL, "2", &["喘息"])).await;
    assert_eq!(receipt.outcome, Outcome::Held);
    let looked = || async {
        let mut connection = SqliteConnection::connect(&file).await.unwrap();
        let statement = "SELECT count(*) FROM access_entry WHERE patient_id = $1 AND actor_kind = 'operator' \
            AND purpose = 'desk' AND outcome = 'granted'";
        let (entries,): (i64,) =
            sqlx::query_as(statement).bind(known.0).fetch_one(&mut connection).await.unwrap();
        entries
    };
    assert_eq!(looked().await, 0);
    let mikata = Command::new(env!("CARGO_BIN_EXE_mikata"))
        .args(["identities", "list", "--database", &file])
        .output()
        .unwrap();
    let said = String::from_utf8(mikata.stdout).unwrap();
    assert!(mikata.status.success() && said.contains(&format!("perhaps\t{known}\t見本 花子")), "{said}");
    assert_eq!(looked().await, 1, "one look, one entry");
}
