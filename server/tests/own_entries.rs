//! What a person enters of themself: shown as their own, checked, passed on by kind, corrected and deleted by them alone,
//! kept as it was typed, entered in their access log, and nobody's reason to treat.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine, taro},
    databases::{on_each, on_each_url, run},
    facility,
    looking::{doctor, look},
};
use server::{
    auth::{Actor, Caregiver},
    gate::Purpose,
    ingest::{Entered, TypedError, readers::typed::NotTyped, receive_typed, version_of},
    sharing::{self, Wish},
    store::Store,
};
use shared::{
    category::{Categories, Category},
    consent::{Preset, Purpose as SharedFor, Term, Whom},
    fhir::{own::content, submission::Content},
    ids::PatientId,
    log::history::Purpose as LoggedFor,
    medication::{Taking, check::Situation, lines},
    own::{Change, Field, HomeBloodPressure, OwnEntry, OwnKind, OwnMedicine, Shown, TypedEntry, Wrong},
    record::{Measured, Observation, Prescription, Record, RecordView, Standing},
    source::Source,
    time::Moment,
};
use uuid::Uuid;

const ASPIRIN: &str = "バファリンＡ";

fn pressure(systolic: u16, diastolic: u16) -> OwnEntry {
    let measured = Moment::try_from("2024-07-06T07:30:00+09:00").unwrap();
    OwnEntry::BloodPressure(HomeBloodPressure { systolic, diastolic, pulse: Some(68), measured })
}

fn bought(name: &str, how: &str, still_taking: bool) -> OwnEntry {
    let since = Some(Moment::try_from("2024-07-01").unwrap());
    OwnEntry::Medicine(OwnMedicine {
        name: name.into(),
        code: None,
        since,
        how: Some(how.into()),
        still_taking,
    })
}

fn write(number: u128, entry: OwnEntry) -> TypedEntry {
    TypedEntry { id: Uuid::from_u128(number), change: Change::Enter(entry) }
}

fn correct(number: u128, entry: OwnEntry) -> TypedEntry {
    TypedEntry { id: Uuid::from_u128(number), change: Change::Correct(entry) }
}

fn delete(number: u128, kind: OwnKind) -> TypedEntry {
    TypedEntry { id: Uuid::from_u128(number), change: Change::Delete(kind) }
}

/// A second passes before everything that is typed.
async fn typed(
    world: &World,
    actor: &Actor,
    patient: PatientId,
    entry: &TypedEntry,
) -> Result<Entered, TypedError> {
    world.clock.advance(chrono::Duration::seconds(1));
    receive_typed(&world.store, &world.clock, &world.entropy, actor, patient, entry, None).await
}

async fn enter(world: &World, patient: PatientId, entry: &TypedEntry) {
    assert_eq!(typed(world, &Actor::Patient(patient), patient, entry).await.unwrap(), Entered::Written);
}

/// Somebody of whom the hospital sent a medicine.
async fn somebody(world: &World) -> PatientId {
    let drugs = [medicine("m", "アムロジピン錠５ｍｇ", "2024-07-01", 28)];
    world.send_new(HOSPITAL, &hanako().prescriptions(HOSPITAL, "1", &drugs)).await;
    world.only_person().await
}

fn own_results(record: &Record) -> Vec<&Observation> {
    record.observations.iter().filter(|one| one.origin.source == Source::Person).collect()
}

fn own_medicines(record: &Record) -> Vec<&Prescription> {
    record.prescriptions.iter().filter(|one| one.origin.source == Source::Person).collect()
}

/// The values of a blood pressure's parts, as they are shown.
fn values(result: &Observation) -> Vec<String> {
    let value = |measured: &Measured| match measured {
        Measured::Quantity(quantity) => quantity.value.to_string(),
        other => format!("{other:?}"),
    };
    result.components.iter().map(|part| format!("{} {}", part.name, value(&part.value))).collect()
}

#[tokio::test]
async fn what_a_person_enters_stands_in_their_record_as_their_own() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        enter(&world, patient, &write(1, pressure(128, 76))).await;
        enter(&world, patient, &write(2, bought(ASPIRIN, "頭が痛いときに１錠", true))).await;
        let record = world.record(patient).await;

        let results = own_results(&record);
        assert_eq!(results.len(), 1, "{:?}", record.unreadable);
        assert_eq!(values(results[0]), ["最高血圧（上） 128", "最低血圧（下） 76", "脈拍 68"]);
        assert_eq!(results[0].effective, Some(Moment::try_from("2024-07-06T07:30:00+09:00").unwrap()));
        let medicines = own_medicines(&record);
        assert_eq!(medicines.len(), 1);
        assert_eq!(medicines[0].name, ASPIRIN);
        assert_eq!(medicines[0].dosage[0].text.as_deref(), Some("頭が痛いときに１錠"));
        assert!(medicines[0].standing == Standing::SaidTaken && medicines[0].is_read());
        for origin in [&results[0].origin, &medicines[0].origin] {
            assert_eq!(origin.unread_parts, [], "everything that is written is read");
            assert_eq!(origin.source.facility(), None);
        }
        // Nobody is named for it, and nothing else changed.
        assert_eq!(record.facilities.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), [HOSPITAL]);
        assert_eq!((record.prescriptions.len(), record.unreadable.len()), (2, 0));
    })
    .await;
}

#[tokio::test]
async fn what_is_corrected_replaces_what_stood_and_what_is_deleted_is_gone() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        enter(&world, patient, &write(1, pressure(182, 76))).await;
        enter(&world, patient, &write(2, bought(ASPIRIN, "１錠", true))).await;
        enter(&world, patient, &write(3, pressure(130, 80))).await;
        enter(&world, patient, &correct(1, pressure(128, 76))).await;
        enter(&world, patient, &correct(2, bought("バファリンプレミアム", "２錠", false))).await;

        let record = world.record(patient).await;
        let mut first: Vec<String> = own_results(&record).iter().map(|one| values(one)[0].clone()).collect();
        first.sort();
        assert_eq!(first, ["最高血圧（上） 128", "最高血圧（上） 130"]);
        let names: Vec<&str> = own_medicines(&record).iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["バファリンプレミアム"]);
        assert_eq!(own_medicines(&record)[0].standing, Standing::SaidStopped, "it is not taken any more");

        // The same form again changes nothing.
        for again in [correct(1, pressure(128, 76)), write(1, pressure(128, 76)), write(3, pressure(130, 80))]
        {
            let answer = typed(&world, &Actor::Patient(patient), patient, &again).await.unwrap();
            assert_eq!(answer, Entered::Unchanged, "{again:?}");
        }

        enter(&world, patient, &delete(1, OwnKind::BloodPressure)).await;
        enter(&world, patient, &delete(2, OwnKind::Medicine)).await;
        let record = world.record(patient).await;
        assert_eq!((own_results(&record).len(), own_medicines(&record).len()), (1, 0));
        assert_eq!(record.prescriptions.len(), 1, "what the hospital sent stands");
        let again =
            typed(&world, &Actor::Patient(patient), patient, &delete(1, OwnKind::BloodPressure)).await;
        assert!(matches!(again, Err(TypedError::Gone)), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_again_overwrites_nothing_and_brings_nothing_back() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        let me = Actor::Patient(patient);
        enter(&world, patient, &write(1, pressure(182, 76))).await;
        // What was changed in a form that was sent already is another measurement.
        let changed = typed(&world, &me, patient, &write(1, pressure(128, 76))).await;
        assert!(matches!(changed, Err(TypedError::EnteredBefore)), "{changed:?}");
        let never = typed(&world, &me, patient, &correct(2, pressure(128, 76))).await;
        assert!(matches!(never, Err(TypedError::NoSuchEntry)), "{never:?}");
        enter(&world, patient, &correct(1, pressure(128, 76))).await;
        let before = world.record(patient).await;
        let first = typed(&world, &me, patient, &write(1, pressure(182, 76))).await;
        assert!(matches!(first, Err(TypedError::EnteredBefore)), "{first:?}");
        assert_eq!(world.record(patient).await, before);

        enter(&world, patient, &delete(1, OwnKind::BloodPressure)).await;
        for again in [write(1, pressure(182, 76)), write(1, pressure(90, 60)), correct(1, pressure(128, 76))]
        {
            let answer = typed(&world, &me, patient, &again).await;
            assert!(matches!(answer, Err(TypedError::Gone)), "{answer:?}");
        }
        assert_eq!(own_results(&world.record(patient).await).len(), 0);
    })
    .await;
}

/// As on another server, whose clock is behind.
#[tokio::test]
async fn a_correction_that_does_not_stand_is_not_said_to() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        let me = Actor::Patient(patient);
        enter(&world, patient, &write(1, pressure(182, 76))).await;
        world.clock.advance(chrono::Duration::seconds(-10));
        let late = typed(&world, &me, patient, &correct(1, pressure(128, 76))).await;
        assert!(matches!(late, Err(TypedError::Late)), "{late:?}");
        assert_eq!(values(own_results(&world.record(patient).await)[0])[0], "最高血圧（上） 182");
        world.clock.advance(chrono::Duration::seconds(20));
        enter(&world, patient, &correct(1, pressure(128, 76))).await;
        assert_eq!(values(own_results(&world.record(patient).await)[0])[0], "最高血圧（上） 128");
    })
    .await;
}

/// Whoever changes an entry changes what they saw, and no other one.
#[tokio::test]
async fn what_is_not_as_it_was_shown_is_neither_corrected_nor_deleted() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        for (number, systolic) in [(1, 182), (2, 150)] {
            enter(&world, patient, &write(number, pressure(systolic, 76))).await;
        }
        let shown = |number: u128| {
            let world = &world;
            async move {
                let record = world.record(patient).await;
                let value = format!("最高血圧（上） {}", if number == 1 { 182 } else { 150 });
                let item = own_results(&record).into_iter().find(|one| values(one)[0] == value);
                let item = item.unwrap().origin.item.clone();
                let Content::Report { items } =
                    content(&write(number, pressure(if number == 1 { 182 } else { 150 }, 76)))
                else {
                    panic!("one entry is written")
                };
                Shown { item, version: version_of(&items[0].json) }
            }
        };
        let (first, second) = (shown(1).await, shown(2).await);
        let change = |entry: TypedEntry, shown: Shown| {
            let (world, me) = (&world, Actor::Patient(patient));
            async move {
                let World { store, clock, entropy } = world;
                receive_typed(store, clock, entropy, &me, patient, &entry, Some(&shown)).await
            }
        };
        // Another's item, or another kind, with this one's id: neither of them is changed.
        for (entry, shown) in [
            (delete(1, OwnKind::BloodPressure), second.clone()),
            (correct(1, pressure(90, 60)), second.clone()),
            (delete(1, OwnKind::Medicine), first.clone()),
        ] {
            let answer = change(entry, shown).await;
            assert!(matches!(answer, Err(TypedError::NoSuchEntry)), "{answer:?}");
        }
        assert_eq!(change(correct(1, pressure(135, 76)), first.clone()).await.unwrap(), Entered::Written);
        // The same form once more is the same correction; another form of before is none.
        assert_eq!(change(correct(1, pressure(135, 76)), first.clone()).await.unwrap(), Entered::Unchanged);
        for stale in [correct(1, pressure(145, 85)), delete(1, OwnKind::BloodPressure)] {
            let answer = change(stale, first.clone()).await;
            assert!(matches!(answer, Err(TypedError::Changed)), "{answer:?}");
        }
        let mut stand: Vec<String> =
            own_results(&world.record(patient).await).iter().map(|one| values(one)[0].clone()).collect();
        stand.sort();
        assert_eq!(stand, ["最高血圧（上） 135", "最高血圧（上） 150"]);
        // Deleted twice from one page, it is gone; from another's page, it never was there.
        assert_eq!(
            change(delete(2, OwnKind::BloodPressure), second.clone()).await.unwrap(),
            Entered::Written
        );
        let again = change(delete(2, OwnKind::BloodPressure), second).await;
        assert!(matches!(again, Err(TypedError::Gone)), "{again:?}");
        let other = change(delete(2, OwnKind::BloodPressure), first).await;
        assert!(matches!(other, Err(TypedError::NoSuchEntry)), "{other:?}");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_entered_of_the_time_before_birth() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        let born = world.record(patient).await.person.birth_date;
        let measured = |day: chrono::NaiveDate| {
            let measured = Moment::Day(day);
            write(
                1,
                OwnEntry::BloodPressure(HomeBloodPressure {
                    systolic: 120,
                    diastolic: 80,
                    pulse: None,
                    measured,
                }),
            )
        };
        let me = Actor::Patient(patient);
        let refused = typed(&world, &me, patient, &measured(born.pred_opt().unwrap())).await;
        let Err(TypedError::NotTyped(NotTyped::Wrong(wrong))) = refused else { panic!("{refused:?}") };
        assert_eq!(wrong, [Wrong::BeforeBirth(Field::Measured)]);
        assert_eq!(own_results(&world.record(patient).await).len(), 0);
        enter(&world, patient, &measured(born)).await;
    })
    .await;
}

#[tokio::test]
async fn every_version_is_kept_as_it_was_typed() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        let patient = somebody(&world).await;
        let said =
            [write(1, pressure(182, 76)), correct(1, pressure(128, 76)), delete(1, OwnKind::BloodPressure)];
        for entry in &said {
            enter(&world, patient, entry).await;
        }
        assert_eq!(own_results(&world.record(patient).await).len(), 0);
        // Nothing of what was received, whoever it came from, can be changed or taken away behind the program's back.
        for statement in
            ["DELETE FROM item", "UPDATE item SET json = '{}'", "UPDATE item SET source = 'person'"]
        {
            assert!(run(&url, statement).await.is_err(), "{statement}");
        }
        // Nothing comes from a facility that is not here.
        let row_of = |source: &str| {
            format!(
                "INSERT INTO item (patient_id, item_id, version, home_id, source, kind, identifier_system,
                    identifier_value, code_key, disclosure, json, json_sha256, transmission_id, received_at, superseded_at)
                SELECT patient_id, item_id, version + 99, home_id, '{source}', kind, identifier_system,
                    identifier_value, code_key, disclosure, json, json_sha256, transmission_id, received_at, received_at
                FROM item WHERE source = 'person'"
            )
        };
        assert!(run(&url, &row_of("1310000099")).await.is_err());
        run(&url, &row_of(HOSPITAL)).await.unwrap();
        world.store.close().await;
        let kept = kept(&url).await;
        let bodies: Vec<TypedEntry> = kept.iter().map(|body| serde_json::from_slice(body).unwrap()).collect();
        assert_eq!(bodies, said);
    })
    .await;
}

/// The bodies that a person typed, as they are kept.
async fn kept(url: &server::store::DatabaseUrl) -> Vec<Vec<u8>> {
    use sqlx::{Connection, PgConnection, SqliteConnection};
    const SQL: &str = "SELECT body FROM transmission WHERE source = 'person'
        AND media_type = 'application/vnd.mikata.own-entry+json' AND claim IS NULL ORDER BY received_at";
    let rows: Vec<(Vec<u8>,)> = if url.is_postgres() {
        let mut connection = PgConnection::connect(&url.0).await.unwrap();
        sqlx::query_as(SQL).fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = SqliteConnection::connect(&url.0).await.unwrap();
        sqlx::query_as(SQL).fetch_all(&mut connection).await.unwrap()
    };
    rows.into_iter().map(|(body,)| body).collect()
}

#[tokio::test]
async fn what_is_wrong_is_named_by_field_and_range_and_nothing_is_entered() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        let before = world.record(patient).await;
        let refused = typed(&world, &Actor::Patient(patient), patient, &write(1, pressure(301, 19))).await;
        let Err(TypedError::NotTyped(NotTyped::Wrong(wrong))) = refused else { panic!("{refused:?}") };
        let outside = |field, found| Wrong::OutOfRange { field, least: 20, most: 300, found };
        assert_eq!(wrong, [outside(Field::Systolic, 301), outside(Field::Diastolic, 19)]);
        let tomorrow = Moment::try_from("2024-07-08").unwrap();
        let entry = HomeBloodPressure { systolic: 120, diastolic: 80, pulse: None, measured: tomorrow };
        let entry = write(1, OwnEntry::BloodPressure(entry));
        let refused = typed(&world, &Actor::Patient(patient), patient, &entry).await;
        let Err(TypedError::NotTyped(NotTyped::Wrong(wrong))) = refused else { panic!("{refused:?}") };
        assert_eq!(wrong, [Wrong::InTheFuture(Field::Measured)]);
        assert_eq!(world.record(patient).await, before);
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_in_anothers_name() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        world.send_new(CLINIC, &taro().conditions(CLINIC, "2", &[diagnosis("d", "胃炎")])).await;
        let people = world.people().await;
        let other = *people.iter().find(|one| **one != patient).unwrap();
        enter(&world, patient, &write(1, pressure(128, 76))).await;
        let caregiver = Caregiver { account: world.account(other).await, patient };
        let others = [
            Actor::Patient(other),
            doctor(HOSPITAL),
            Actor::Facility(facility(HOSPITAL)),
            Actor::Caregiver(caregiver),
            Actor::Operator,
        ];
        for actor in &others {
            for entry in [
                write(1, pressure(200, 100)),
                write(9, pressure(200, 100)),
                correct(1, pressure(200, 100)),
                delete(1, OwnKind::BloodPressure),
            ] {
                let refused = typed(&world, actor, patient, &entry).await;
                assert!(matches!(refused, Err(TypedError::NotPermitted)), "{actor:?}: {refused:?}");
            }
        }
        // Nor does anybody reach another's entry by its id.
        let refused = typed(&world, &Actor::Patient(other), other, &delete(1, OwnKind::BloodPressure)).await;
        assert!(matches!(refused, Err(TypedError::NoSuchEntry)), "{refused:?}");
        enter(&world, other, &write(1, pressure(128, 76))).await;
        for one in [patient, other] {
            let record = world.record(one).await;
            assert_eq!(values(own_results(&record)[0])[0], "最高血圧（上） 128");
            assert_eq!(own_results(&record).len(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_person_bought_is_in_the_check_and_no_prescription_of_one_place() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        enter(&world, patient, &write(1, bought(ASPIRIN, "１錠", true))).await;
        enter(&world, patient, &write(2, bought("ロキソニンＳ", "１錠", true))).await;
        let view: RecordView = world.view(patient).await;
        let situation = Situation::of_view(&view).unwrap();
        let own: Vec<_> = situation.medicines.iter().filter(|one| one.facility.is_none()).collect();
        assert_eq!(own.len(), 2, "{:?}", situation.medicines);
        assert!(own.iter().all(|one| one.sheet.is_none()), "nothing says that the two belong together");
        let lines = lines(&view.record, view.as_of, view.refill);
        let line = lines.iter().find(|one| one.prescription.name == ASPIRIN).unwrap();
        assert_eq!((line.taking, line.since), (Taking::SaidTaken, None));

        enter(&world, patient, &delete(1, OwnKind::Medicine)).await;
        let situation = Situation::of_view(&world.view(patient).await).unwrap();
        assert!(situation.medicines.iter().all(|one| one.name != ASPIRIN), "what was deleted is not checked");
    })
    .await;
}

#[tokio::test]
async fn an_own_entry_is_no_reason_to_treat_and_follows_its_kind() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        let who = (patient, world.account(patient).await, true);
        let World { store, clock, entropy } = &world;
        // Everybody who treats them may see their medicines.
        sharing::change(store, clock, entropy, who, &Wish::Preset(Preset::Everyone)).await.unwrap();
        enter(&world, patient, &write(1, pressure(128, 76))).await;
        enter(&world, patient, &write(2, bought(ASPIRIN, "１錠", true))).await;
        // The clinic sent nothing: what the patient entered is not from there, and makes nobody treat.
        for code in [HOSPITAL, CLINIC] {
            assert!(look(&world, &doctor(code), patient, Purpose::Care).await.is_err(), "{code}");
        }
        let sharing = sharing::of(store, clock, patient, None).await.unwrap();
        let asked: Vec<_> = sharing.relationships.asked(clock.now()).map(ToString::to_string).collect();
        assert_eq!(asked, [HOSPITAL], "only who sent something is asked about");

        world.confirms(patient, &[HOSPITAL]).await;
        let wish = |kinds: Categories| Wish::Switches {
            whom: Whom::Facility(facility(HOSPITAL)),
            purpose: SharedFor::Care,
            kinds,
            term: Term::Standing,
            subjects: Default::default(),
        };
        for (kinds, results, medicines) in [
            (Categories::from_iter([Category::Medicines]), 0, 1),
            (Categories::from_iter([Category::Tests]), 1, 0),
            (Categories::from_iter([Category::Medicines, Category::Tests]), 1, 1),
        ] {
            sharing::change(store, clock, entropy, who, &wish(kinds)).await.unwrap();
            let (view, _) = look(&world, &doctor(HOSPITAL), patient, Purpose::Care).await.unwrap();
            let found = (own_results(&view.record).len(), own_medicines(&view.record).len());
            assert_eq!(found, (results, medicines), "{kinds}");
        }
        enter(&world, patient, &delete(2, OwnKind::Medicine)).await;
        let (view, _) = look(&world, &doctor(HOSPITAL), patient, Purpose::Care).await.unwrap();
        assert_eq!(own_medicines(&view.record).len(), 0, "what was deleted is passed on to nobody");
    })
    .await;
}

/// Were they taken out, their absence would say what is hidden.
#[tokio::test]
async fn a_persons_own_words_stay_whatever_is_hidden_from_them() {
    on_each(|world| async move {
        let patient = somebody(&world).await;
        let how = "胃の悪性腫瘍ではないかと心配で";
        enter(&world, patient, &write(1, bought(ASPIRIN, how, true))).await;
        let before = world.record(patient).await;
        let hidden = diagnosis("u", "胃の悪性腫瘍").flagged("UNINFORMED");
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "2", &[hidden])).await;
        assert_eq!(world.record(patient).await, before);
        enter(&world, patient, &write(2, bought("胃の悪性腫瘍の薬", how, true))).await;
        let record = world.record(patient).await;
        let mut said: Vec<_> = own_medicines(&record).iter().map(|one| one.dosage[0].text.clone()).collect();
        said.dedup();
        assert_eq!((own_medicines(&record).len(), said), (2, vec![Some(how.to_owned())]));
    })
    .await;
}

#[tokio::test]
async fn the_log_says_that_it_was_the_person() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        let patient = somebody(&world).await;
        enter(&world, patient, &write(1, pressure(128, 76))).await;
        enter(&world, patient, &delete(1, OwnKind::BloodPressure)).await;
        let _ = typed(&world, &Actor::Patient(patient), patient, &write(2, pressure(301, 76))).await;
        let _ = typed(&world, &Actor::Patient(patient), patient, &delete(3, OwnKind::Medicine)).await;
        world.store.close().await;
        let found = logged(&url).await;
        let expected = ["patient own-entry granted", "patient own-entry granted"];
        assert_eq!(found, expected, "one entry for each thing that was done, and none for what was not");
        assert_eq!(LoggedFor::from_name("own-entry"), LoggedFor::OwnEntry);
    })
    .await;
}

async fn logged(url: &server::store::DatabaseUrl) -> Vec<String> {
    use sqlx::{Connection, PgConnection, SqliteConnection};
    const SQL: &str = "SELECT actor_kind || ' ' || purpose || ' ' || outcome FROM access_entry ORDER BY seq";
    let rows: Vec<(String,)> = if url.is_postgres() {
        let mut connection = PgConnection::connect(&url.0).await.unwrap();
        sqlx::query_as(SQL).fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = SqliteConnection::connect(&url.0).await.unwrap();
        sqlx::query_as(SQL).fetch_all(&mut connection).await.unwrap()
    };
    rows.into_iter().map(|(line,)| line).collect()
}
