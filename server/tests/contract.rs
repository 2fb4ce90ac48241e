//! The store's contract, the same on SQLite and on PostgreSQL.

use crate::common::{
    self, CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, result, taro},
    databases::{on_each, on_each_url, run},
    facility, noon,
};
use server::{
    clock::Clock,
    gate::{self, Actor, Purpose},
    ingest::{EntryStatus, Outcome},
    knowledge::Knowledge,
    store::{
        DatabaseUrl, Store, StoreError,
        account::session,
        facility as facilities,
        facility::key,
        knowledge,
        log::access,
        record::{self, transmission},
    },
};
use shared::ids::PatientId;
use uuid::Uuid;

#[tokio::test]
async fn the_same_bundle_twice_changes_nothing() {
    on_each(|world| async move {
        let bundle =
            hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症"), diagnosis("b", "胃炎")]);
        let first = world.send_new(HOSPITAL, &bundle).await;
        let patient = world.only_person().await;
        let before = world.view(patient).await;
        let second = world.send(HOSPITAL, &bundle).await;
        assert_eq!((second.outcome, second.transmission_id), (Outcome::Unchanged, first.transmission_id));
        assert!(second.entries.iter().all(|entry| entry.status == EntryStatus::Unchanged));
        assert_eq!(world.view(patient).await, before);
        assert_eq!(world.diagnoses(patient).await, ["胃炎", "高血圧症"]);
    })
    .await;
}

#[tokio::test]
async fn a_bundle_that_was_replaced_applies_again() {
    on_each(|world| async move {
        let old = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        let new = hanako().conditions(HOSPITAL, "2", &[diagnosis("b", "胃炎")]);
        let first = world.send_new(HOSPITAL, &old).await;
        world.send_new(HOSPITAL, &new).await;
        let patient = world.only_person().await;
        assert_eq!(world.diagnoses(patient).await, ["胃炎"]);
        let third = world.send_new(HOSPITAL, &old).await;
        assert_ne!(third.transmission_id, first.transmission_id);
        assert_eq!(world.diagnoses(patient).await, ["高血圧症"]);
    })
    .await;
}

#[tokio::test]
async fn what_did_not_change_keeps_when_it_came() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let before = world.record(patient).await.diagnoses.remove(0);
        let both = [diagnosis("a", "高血圧症"), diagnosis("b", "胃炎")];
        let receipt = world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "2", &both)).await;
        let statuses: Vec<_> = receipt.entries.iter().map(|entry| entry.status).collect();
        assert_eq!(statuses, [EntryStatus::Unchanged, EntryStatus::Stored]);
        assert!(world.record(patient).await.diagnoses.contains(&before));
    })
    .await;
}

#[tokio::test]
async fn a_list_replaces_its_departments_only() {
    on_each(|world| async move {
        let (inner, eyes) = (diagnosis("a", "高血圧症").of("01"), diagnosis("b", "白内障").of("26"));
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[inner])).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "2", &[eyes])).await;
        let patient = world.only_person().await;
        assert_eq!(world.diagnoses(patient).await, ["白内障", "高血圧症"]);
        let later = [diagnosis("c", "胃炎").of("01")];
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "3", &later)).await;
        assert_eq!(world.diagnoses(patient).await, ["白内障", "胃炎"]);
        // Without any department it is the list of the facility as a whole.
        let whole = [diagnosis("d", "腰痛症")];
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "4", &whole)).await;
        assert_eq!(world.diagnoses(patient).await, ["腰痛症"]);
    })
    .await;
}

#[tokio::test]
async fn a_facility_may_keep_one_list_for_all_departments() {
    on_each(|world| async move {
        let (code, unit) = (facility(HOSPITAL), facilities::ListUnit::Facility);
        facilities::add(&world.store, &code, "架空病院", unit, noon()).await.unwrap();
        let (inner, eyes) = (diagnosis("a", "高血圧症").of("01"), diagnosis("b", "白内障").of("26"));
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[inner])).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "2", &[eyes])).await;
        assert_eq!(world.diagnoses(world.only_person().await).await, ["白内障"]);
    })
    .await;
}

#[tokio::test]
async fn a_report_adds_and_replaces_its_identifiers() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "1", &[result("r1", "ALT", "中間")])).await;
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "2", &[result("r2", "AST", "20")])).await;
        let patient = world.only_person().await;
        assert_eq!(world.record(patient).await.observations.len(), 2);
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "3", &[result("r1", "ALT", "21")])).await;
        let results = world.record(patient).await.observations;
        assert_eq!(results.len(), 2);
        assert!(!format!("{results:?}").contains("中間"));
    })
    .await;
}

#[tokio::test]
async fn one_identifier_may_carry_several_results() {
    on_each(|world| async move {
        let lines = [result("r1", "ALT", "21"), result("r1", "AST", "20")];
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "1", &lines)).await;
        let patient = world.only_person().await;
        assert_eq!(world.record(patient).await.observations.len(), 2);
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "2", &lines[..1])).await;
        assert_eq!(world.record(patient).await.observations.len(), 1, "the identifier's former rows all go");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_hides_this_facilitys_type_and_nothing_else() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "2", &[result("r1", "ALT", "21")])).await;
        world.send_new(CLINIC, &hanako().conditions(CLINIC, "1", &[diagnosis("a", "胃炎")])).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "3", &[])).await;
        let patient = world.only_person().await;
        assert_eq!(world.diagnoses(patient).await, ["胃炎"]);
        assert_eq!(world.record(patient).await.observations.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_facilities_never_touch_each_other() {
    on_each(|world| async move {
        // The same identifier, system and value, from both.
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        world.send_new(CLINIC, &hanako().conditions(CLINIC, "1", &[diagnosis("a", "胃炎")])).await;
        let patient = world.only_person().await;
        assert_eq!(world.diagnoses(patient).await, ["胃炎", "高血圧症"]);
        let ids: Vec<_> =
            world.record(patient).await.diagnoses.into_iter().map(|one| one.origin.item).collect();
        assert_ne!(ids[0], ids[1]);
        let senders: Vec<_> =
            world.record(patient).await.facilities.into_iter().map(|one| one.code).collect();
        assert_eq!(senders, [facility(HOSPITAL), facility(CLINIC)]);
    })
    .await;
}

#[tokio::test]
async fn a_document_keeps_two_diagnoses_of_one_identifier() {
    on_each(|world| async move {
        let lines = [diagnosis("same", "高血圧症"), diagnosis("same", "胃炎")];
        world.send_new(HOSPITAL, &hanako().summary(HOSPITAL, "1", "減塩しましょう", &lines)).await;
        let patient = world.only_person().await;
        let record = world.record(patient).await;
        assert_eq!(record.documents.len(), 1);
        let names: Vec<_> = record.documents[0].diagnoses().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["高血圧症", "胃炎"]);
        assert!(record.diagnoses.is_empty(), "a document's entries stay inside it");
        // Sent again with other words, it replaces itself.
        world.send_new(HOSPITAL, &hanako().summary(HOSPITAL, "1", "歩きましょう", &lines)).await;
        assert_eq!(world.record(patient).await.documents.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_patient_summary_is_shown_for_six_months_to_the_day() {
    on_each(|world| async move {
        world
            .send_new(HOSPITAL, &hanako().summary(HOSPITAL, "1", "減塩", &[diagnosis("a", "高血圧症")]))
            .await;
        let patient = world.only_person().await;
        for (today, shown) in [("2025-01-07", 1), ("2025-01-08", 0)] {
            let world = World { clock: world.clock.clone().with_today(common::day(today)), ..world.clone() };
            assert_eq!(world.record(patient).await.documents.len(), shown, "{today}");
        }
    })
    .await;
}

#[tokio::test]
async fn refuted_diagnoses_are_not_shown_and_suspicions_say_that_they_are() {
    on_each(|world| async move {
        let lines = [
            diagnosis("a", "高血圧症"),
            diagnosis("b", "胃癌").verified_as("refuted"),
            diagnosis("c", "膵癌").verified_as("unconfirmed"),
        ];
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &lines)).await;
        assert_eq!(world.diagnoses(world.only_person().await).await, ["膵癌（疑い）", "高血圧症"]);
    })
    .await;
}

#[tokio::test]
async fn a_hidden_diagnosis_leaves_no_trace() {
    for flag in ["UNINFORMED", "UNDELIVERED"] {
        on_each_pair(|with, without| async move {
            let secret = diagnosis("s", "膵癌").flagged(flag).of("02");
            let open = [diagnosis("a", "高血圧症").of("01")];
            let both = [secret.clone(), open[0].clone()];
            let old = [diagnosis("o", "胃炎").of("02")];
            for (world, lines) in [(&with, &both[..]), (&without, &open[..])] {
                world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &old)).await;
                world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "2", lines)).await;
                world
                    .send_new(HOSPITAL, &hanako().results(HOSPITAL, "3", &[result("r1", "ALT", "21")]))
                    .await;
            }
            let letter = hanako().summary(CLINIC, "4", "膵癌の療養について", &open);
            with.send_new(CLINIC, &letter).await;
            let patient = with.only_person().await;
            assert_eq!(patient, without.only_person().await);
            assert_eq!(with.diagnoses(patient).await, ["胃炎", "高血圧症"]);
            let (seen, plain) = (with.view(patient).await, without.view(patient).await);
            assert_eq!(serde_json::to_string(&seen).unwrap(), serde_json::to_string(&plain).unwrap());
        })
        .await;
    }
}

/// Two worlds of the same seed on each database.
async fn on_each_pair<F: Future<Output = ()>>(test: impl Fn(World, World) -> F) {
    on_each_url(|url| {
        let test = &test;
        async move {
            let one = World::new(Store::migrate(&url, None).await.unwrap()).await;
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("other.db").to_str().unwrap().to_owned();
            let other = World::new(Store::open(&DatabaseUrl(file)).await.unwrap()).await;
            let stores = [one.store.clone(), other.store.clone()];
            test(one, other).await;
            for store in stores {
                store.close().await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_original_returns_byte_for_byte_to_its_sender_only() {
    on_each(|world| async move {
        let bundle = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        let receipt = world.send_new(HOSPITAL, &bundle).await;
        let fetch = |sender: &'static str, id| {
            let world = world.clone();
            async move { transmission::original(&world.store, &facility(sender), id).await.unwrap() }
        };
        assert_eq!(fetch(HOSPITAL, receipt.transmission_id).await.unwrap(), bundle.to_string().into_bytes());
        assert_eq!(fetch(CLINIC, receipt.transmission_id).await, None);
        assert_eq!(fetch(HOSPITAL, Uuid::nil()).await, None);
    })
    .await;
}

#[tokio::test]
async fn times_keep_their_milliseconds_and_order() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let received = world.record(patient).await.diagnoses[0].origin.received;
        assert_eq!(received, world.clock.now());
        assert_eq!(received.timestamp_subsec_millis(), 123);
    })
    .await;
}

#[tokio::test]
async fn letters_case_counts() {
    on_each(|world| async move {
        let lines = [result("r1", "ALT", "21"), result("R1", "ALT", "22")];
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "1", &lines)).await;
        let patient = world.only_person().await;
        assert_eq!(world.record(patient).await.observations.len(), 2);
        let lower = hanako().insured_as("00000001:a:1:01");
        let upper = taro().insured_as("00000001:A:1:01");
        world.send_new(HOSPITAL, &lower.conditions(HOSPITAL, "2", &[diagnosis("x", "胃炎")])).await;
        world.send_new(HOSPITAL, &upper.conditions(HOSPITAL, "3", &[diagnosis("y", "痛風")])).await;
        assert_eq!(world.people().await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn keys_are_shown_once_and_revoked_for_good() {
    on_each(|world| async move {
        let (store, code) = (&world.store, facility(HOSPITAL));
        let secret = key::create(store, &code, "窓口", noon(), &world.entropy).await.unwrap().unwrap();
        assert!(secret.starts_with("mk_") && secret.len() == 46);
        let presented = key::authenticate(store, &secret).await.unwrap().unwrap();
        assert_eq!(presented.facility, code);
        assert_eq!(key::authenticate(store, &secret.to_uppercase()).await.unwrap(), None);
        assert_eq!(key::authenticate(store, "").await.unwrap(), None);
        let id = key::all(store).await.unwrap()[0].id;
        assert!(key::revoke(store, id, noon()).await.unwrap());
        assert!(!key::revoke(store, id, noon()).await.unwrap());
        assert_eq!(key::authenticate(store, &secret).await.unwrap(), None);
        let unknown = facility("1319999999");
        assert_eq!(key::create(store, &unknown, "窓口", noon(), &world.entropy).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_session_lives_its_hours_and_ends_when_asked() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let store = &world.store;
        let secret = world.sign_in(patient, noon()).await;
        let found = async |at| session::find(store, &secret, at).await.unwrap();
        let session = found(noon()).await.expect("it has just begun");
        assert_eq!((session.actor, session.previous_visit), (Actor::Patient(patient), None));
        let minute = chrono::Duration::minutes(1);
        let mut at = noon();
        // Somebody is there all day: what ends it is the day.
        while at + minute * 29 < noon() + session::OF_PERSONS.absolute {
            at += minute * 29;
            assert!(found(at).await.is_some(), "{at}");
        }
        assert_eq!(found(noon() + session::OF_PERSONS.absolute).await, None);
        let secret = world.sign_in(patient, noon()).await;
        let last = noon() + session::OF_PERSONS.idle - chrono::Duration::milliseconds(1);
        assert!(
            session::find(store, &secret, last).await.unwrap().is_some(),
            "nobody was there for half an hour"
        );
        let later = last + session::OF_PERSONS.idle;
        assert_eq!(session::find(store, &secret, later).await.unwrap(), None);
        assert_eq!(session::find(store, &secret, last).await.unwrap(), None, "it has ended for good");
        let secret = world.sign_in(patient, noon()).await;
        let session = session::find(store, &secret, noon()).await.unwrap().unwrap();
        session::end(store, session.id).await.unwrap();
        assert_eq!(session::find(store, &secret, noon()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_session_knows_when_the_person_read_before_it() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        world.view(patient).await;
        let read_at = access::log(&world.store, patient).await.unwrap().last().unwrap().at;
        let later = read_at + chrono::Duration::days(3);
        let secret = world.sign_in(patient, later).await;
        world.view(patient).await;
        let session = session::find(&world.store, &secret, later).await.unwrap().unwrap();
        assert_eq!(session.previous_visit, Some(read_at), "reading in this session is not a visit before it");
    })
    .await;
}

#[tokio::test]
async fn fifty_readers_at_once_are_numbered_without_gaps() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let readers: Vec<_> = (0..50)
            .map(|_| {
                let world = world.clone();
                tokio::spawn(async move { world.view(patient).await })
            })
            .collect();
        for reader in readers {
            reader.await.unwrap();
        }
        let log = access::log(&world.store, patient).await.unwrap();
        assert_eq!(log.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=50).collect::<Vec<i64>>());
        for pair in log.windows(2) {
            assert_eq!(pair[1].previous_hash, pair[0].hash);
        }
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_recorded_and_tells_nothing() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let nobody = PatientId(Uuid::nil());
        let actors =
            [Actor::Visitor, Actor::Patient(nobody), Actor::Facility(facility(HOSPITAL)), Actor::Operator];
        for actor in &actors {
            for (whom, purpose) in
                [(patient, Purpose::OwnRecord), (patient, Purpose::Care), (nobody, Purpose::OwnRecord)]
            {
                let refused = gate::open(&world.store, &world.clock, actor, whom, purpose).await;
                assert!(matches!(refused, Err(gate::Refused::NotPermitted)));
            }
        }
        let log = access::log(&world.store, patient).await.unwrap();
        assert_eq!(log.len(), 2 * actors.len());
        assert!(log.iter().all(|entry| entry.outcome == "refused"));
        assert!(access::log(&world.store, nobody).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_not_released_was_never_read() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let actor = Actor::Patient(patient);
        let open = || gate::open(&world.store, &world.clock, &actor, patient, Purpose::OwnRecord);
        let grant = open().await.unwrap();
        let sealed = record::view(&grant, world.clock.today(), Default::default()).await.unwrap();
        drop((grant, sealed));
        assert!(access::log(&world.store, patient).await.unwrap().is_empty());
        let grant = open().await.unwrap();
        let sealed = record::view(&grant, world.clock.today(), Default::default()).await.unwrap();
        drop(grant.release(sealed).await.unwrap());
        assert_eq!(access::log(&world.store, patient).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_kept_from_an_unknown_facility() {
    on_each(|world| async move {
        let unknown = "1319999999";
        let bundle = hanako().conditions(unknown, "1", &[diagnosis("a", "高血圧症")]);
        let error = world.try_send(unknown, &bundle).await.unwrap_err();
        assert!(format!("{error:?}").contains("UnknownFacility"));
        assert!(world.people().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_first_transmissions_at_once_make_one_person() {
    on_each(|world| async move {
        let both: Vec<_> = [("1", "高血圧症"), ("2", "胃炎")]
            .map(|(serial, name)| {
                let world = world.clone();
                tokio::spawn(async move {
                    let bundle = hanako().results(HOSPITAL, serial, &[result(serial, name, "1")]);
                    world.send_new(HOSPITAL, &bundle).await
                })
            })
            .into();
        for sent in both {
            sent.await.unwrap();
        }
        assert_eq!(world.record(world.only_person().await).await.observations.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_service_says_who_must_migrate() {
    on_each_url(|url| async move {
        if !url.is_postgres() {
            return;
        }
        let error = Store::open(&url).await.unwrap_err();
        assert!(matches!(error, StoreError::SchemaVersion { found: 0, .. }));
        assert!(error.to_string().contains("mikata migrate"));
        Store::migrate(&url, None).await.unwrap().close().await;
        Store::open(&url).await.unwrap().close().await;
    })
    .await;
}

#[tokio::test]
async fn the_services_role_changes_no_table() {
    on_each_url(|url| async move {
        if !url.is_postgres() {
            return;
        }
        let role = format!("service_{}", server::entropy::Entropy::system().uuid().simple());
        let owner = sqlx::PgPool::connect(&url.0).await.unwrap();
        let run = |sql: String| sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&owner);
        run(format!("CREATE ROLE {role} LOGIN")).await.unwrap();
        Store::migrate(&url, Some(&role)).await.unwrap().close().await;
        let (_, place) = url.0.split_once('@').unwrap();
        let service = DatabaseUrl(format!("postgres://{role}@{place}"));
        let world = World::new(Store::open(&service).await.unwrap()).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "2", &[diagnosis("b", "胃炎")])).await;
        let patient = world.only_person().await;
        assert_eq!(world.diagnoses(patient).await, ["胃炎"]);
        let secret = world.sign_in(patient, noon()).await;
        let session = session::find(&world.store, &secret, noon()).await.unwrap().unwrap();
        session::end(&world.store, session.id).await.unwrap();
        let pool = sqlx::PgPool::connect(&service.0).await.unwrap();
        for forbidden in [
            "CREATE TABLE x (y INT)",
            "DELETE FROM item",
            "UPDATE access_entry SET seq = 2",
            "DELETE FROM access_entry",
            "UPDATE log_leaf SET seq = 2",
            "DELETE FROM log_leaf",
            "DELETE FROM log_node",
            "DELETE FROM log_checkpoint",
            "DROP TRIGGER log_leaf_stays ON log_leaf",
            "DROP TABLE item",
        ] {
            assert!(sqlx::raw_sql(forbidden).execute(&pool).await.is_err(), "{forbidden}");
        }
        pool.close().await;
        world.store.close().await;
        run(format!("DROP OWNED BY {role}; DROP ROLE {role}")).await.unwrap();
        owner.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_database_that_went_away_is_unavailable_and_no_panic() {
    on_each(|world| async move {
        world.store.close().await;
        let error = facilities::list(&world.store).await.unwrap_err();
        assert!(common::is_unavailable(&error), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn what_masters_taught_is_used_from_the_next_start() {
    use shared::{
        medication::check::{Medicine, Source, Supply, recognition},
        medicine_code::{MedicineCode, Prefix},
    };
    on_each(|world| async move {
        let store = &world.store;
        let code = |text: &str| MedicineCode::try_from(text.to_owned()).unwrap();
        let prefix = |text: &str| Prefix::try_from(text).unwrap();
        let medicine = |one: &str| Medicine {
            name: String::new(),
            codes: vec![code(one)],
            route: None,
            start: None,
            supply: Supply::Unknown,
            as_needed: false,
            facility: None,
            sheet: None,
            source: Source::Prescription,
            department: None,
            prescriber: None,
            questioned: None,
        };
        let mut lesson = knowledge::Lesson::begin(store, "架空の表", noon()).await.unwrap();
        lesson.code(&code("receipt:620000001"), prefix("1149038")).await.unwrap();
        lesson.code(&code("receipt:620000001"), prefix("6149003")).await.unwrap();
        lesson.code(&code("hot:1234567"), prefix("9999001")).await.unwrap();
        lesson.prefix(prefix("9999001"), "トラマドール塩酸塩").await.unwrap();
        lesson.prefix(prefix("9999001"), "トラマドール塩酸塩・架空マイシン").await.unwrap();
        lesson.end().await.unwrap();
        // Half a lesson is none.
        let mut dropped = knowledge::Lesson::begin(store, "架空の表", noon()).await.unwrap();
        dropped.code(&code("receipt:620000002"), prefix("6149003")).await.unwrap();
        drop(dropped);
        assert_eq!(knowledge::codes(store).await.unwrap().len(), 2);
        assert_eq!(knowledge::prefixes(store).await.unwrap().len(), 1);
        let loaded = Knowledge::load(store).await.unwrap();
        let of = |one: &str| {
            let found = recognition(&medicine(one), loaded.base());
            found.map(|found| found.ingredients.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(of("receipt:620000001").unwrap(), ["clarithromycin"]);
        assert_eq!(of("hot:123456701").unwrap(), ["tramadol", "架空マイシン"]);
        assert!(of("receipt:620000002").is_err());
        assert!(recognition(&medicine("hot:1234567"), Knowledge::built_in().base()).is_err());
    })
    .await;
}

#[tokio::test]
async fn decisions_about_rules_stay_on_the_record_and_the_newest_holds() {
    use knowledge::RuleDecision::{Confirm, Off, On};
    on_each(|world| async move {
        let store = &world.store;
        let all = Knowledge::built_in().base().rule_ids().count();
        let rules = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let (one, other) = ("rasagiline+tapentadol", "rasagiline+pethidine");
        assert_eq!(Knowledge::load(store).await.unwrap().base().rule_ids().count(), all);
        knowledge::decide(store, &rules(&[one, other]), Off, "薬剤師", "理由", noon()).await.unwrap();
        assert_eq!(Knowledge::load(store).await.unwrap().base().rule_ids().count(), all - 2);
        knowledge::decide(store, &rules(&[one]), On, "薬剤師", "", noon()).await.unwrap();
        knowledge::decide(store, &rules(&[other, "gone-since"]), Confirm, "薬剤師", "", noon())
            .await
            .unwrap();
        let loaded = Knowledge::load(store).await.unwrap();
        assert_eq!(loaded.base().rule_ids().count(), all);
        // The mark of the confirmation travels with the rules.
        assert_ne!(loaded.rules.address, Knowledge::built_in().rules.address);
        let said: Vec<_> = knowledge::decisions(store)
            .await
            .unwrap()
            .into_iter()
            .map(|made| (made.rule, made.number, made.decision, made.by, made.note))
            .collect();
        let line = |rule: &str, number, decision, note: &str| {
            (rule.to_owned(), number, decision, "薬剤師".to_owned(), note.to_owned())
        };
        assert_eq!(
            said,
            [
                line("gone-since", 1, Confirm, ""),
                line(other, 1, Off, "理由"),
                line(other, 2, Confirm, ""),
                line(one, 1, Off, "理由"),
                line(one, 2, On, ""),
            ]
        );
    })
    .await;
}

#[test]
fn the_clock_cuts_to_milliseconds() {
    assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000_000, 0);
}

/// What the database itself holds to, whoever writes.
#[tokio::test]
async fn what_was_received_is_never_changed() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        assert_eq!(world.diagnoses(patient).await, ["高血圧症"]);
        for change in [
            "UPDATE item SET json = '{}'",
            "UPDATE item SET json_sha256 = json_sha256",
            "UPDATE item SET disclosure = 0",
            "UPDATE item SET source = '1310000002'",
            "DELETE FROM item",
        ] {
            let refused = run(&url, change).await.unwrap_err().to_string();
            assert!(refused.contains("an item is never"), "{change}: {refused}");
        }
        // Read again by a process that kept nothing.
        let again = World { store: Store::open(&url).await.unwrap(), ..world.clone() };
        assert_eq!(again.record(patient).await, world.record(patient).await);
        again.store.close().await;
        world.store.close().await;
    })
    .await;
}

/// What was read of somebody is kept until the database counts a change, whoever made it.
#[tokio::test]
async fn every_change_of_an_item_is_counted() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        assert_eq!(world.diagnoses(patient).await, ["高血圧症"]);
        world.send(HOSPITAL, &hanako().conditions(HOSPITAL, "2", &[diagnosis("b", "胃炎")])).await;
        assert_eq!(world.diagnoses(patient).await, ["胃炎"]);
        let gone = "UPDATE item SET superseded_at = received_at WHERE superseded_at IS NULL";
        run(&url, gone).await.unwrap();
        assert!(world.diagnoses(patient).await.is_empty());
        run(&url, "UPDATE item SET superseded_at = superseded_own_at").await.unwrap();
        assert_eq!(world.diagnoses(patient).await, ["胃炎"]);
        let hidden = [diagnosis("b", "胃炎").flagged("UNINFORMED")];
        world.send(HOSPITAL, &hanako().conditions(HOSPITAL, "3", &hidden)).await;
        assert!(world.diagnoses(patient).await.is_empty());
        world.store.close().await;
    })
    .await;
}
