//! One sender cannot stop everybody, nor drown one entry in thousands: whoever reads, looks, asks or takes away more
//! than anybody at work does is told when to come again, at once, and nothing more is entered in the log.

use crate::common::{
    CLINIC, HOSPITAL, Member, World,
    bundle::{diagnosis, hanako, taro},
    databases::on_each,
    facility,
};
use crate::portal::{Answer, NOTHING, Portal, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};
use server::{
    auth::Role,
    sharing::{self, Wish},
    store::{facility as facilities, facility::key, log::access},
};
use shared::{
    consent::{FacilityKind, Preset},
    ids::PatientId,
};
use std::collections::BTreeMap;

const OK: StatusCode = StatusCode::OK;
const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;

/// 見本 花子, who shows everything to everybody who treats her, and the hospital that does.
struct Ward {
    world: World,
    portal: Portal,
    patient: PatientId,
}

impl Ward {
    async fn open(world: World) -> Self {
        let hospital = facility(HOSPITAL);
        assert!(facilities::set_kind(&world.store, &hospital, Some(FacilityKind::Hospital)).await.unwrap());
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let who = (patient, world.account(patient).await, true);
        let everyone = Wish::Preset(Preset::Everyone);
        sharing::change(&world.store, &world.clock, &world.entropy, who, &everyone).await.unwrap();
        world.confirms(patient, &[HOSPITAL]).await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        Self { world, portal, patient }
    }

    async fn get(&self, who: &Member, address: &str) -> Answer {
        self.portal.ask_in_session(Some(&who.cookie), Method::GET, address, "").await
    }

    /// How often each status was answered.
    async fn often(&self, who: &Member, address: &str, times: usize) -> BTreeMap<u16, usize> {
        let mut answers = BTreeMap::new();
        for _ in 0..times {
            *answers.entry(self.get(who, address).await.status.as_u16()).or_default() += 1;
        }
        answers
    }

    fn record(&self) -> String {
        format!("/desk/patients/{}/record", self.patient)
    }

    /// How many entries of her log are for this.
    async fn entered(&self, purpose: &str) -> usize {
        let log = access::log(&self.world.store, self.patient).await.unwrap();
        log.iter().filter(|entry| entry.purpose == purpose).count()
    }

    fn wait(&self, seconds: i64) {
        self.world.clock.advance(chrono::Duration::seconds(seconds));
    }
}

fn counts<const N: usize>(counts: [(StatusCode, usize); N]) -> BTreeMap<u16, usize> {
    counts.into_iter().map(|(status, count)| (status.as_u16(), count)).collect()
}

/// Seconds until it may be tried again.
fn after(answer: &Answer) -> i64 {
    answer.header("retry-after").parse().unwrap()
}

#[tokio::test]
async fn who_reads_one_record_again_and_again_is_told_when_to_come_again() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let doctor = ward.world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await;
        assert_eq!(ward.often(&doctor, &ward.record(), 50).await, counts([(OK, 20), (TOO_MANY, 30)]));
        assert_eq!((ward.entered("care").await, ward.entered("desk").await), (20, 20), "and no entry more");
        let refused = ward.get(&doctor, &ward.record()).await;
        assert_eq!(after(&refused), 60);
        let page = refused.text();
        assert!(page.contains("続けて調べた回数が多すぎます"), "why");
        assert!(page.contains("あと") && page.contains("分ほど待って"), "and how long");
        // Nobody else is kept from it, and it opens again when it said.
        let other = ward.world.member(HOSPITAL, "医師 二", &[Role::Doctor]).await;
        assert_eq!(ward.get(&other, &ward.record()).await.status, OK);
        ward.wait(60);
        assert_eq!(ward.get(&doctor, &ward.record()).await.status, OK);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_makes_no_keys_at_a_programs_pace() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let make = async |who: &Member, label: &str| {
            let body = format!("label={label}&scope=send");
            ward.portal.ask_in_session(Some(&who.cookie), Method::POST, "/desk/keys/new", &body).await
        };
        let before = key::of_facility(&ward.world.store, &facility(HOSPITAL)).await.unwrap().len();
        let mut made = 0;
        let mut refused = 0;
        for number in 0..3 {
            let name = format!("管理 {}", ["一", "二", "三"][number]);
            let administrator = ward.world.member(HOSPITAL, &name, &[Role::Administrator]).await;
            // What is not filled in is not counted.
            assert_eq!(make(&administrator, "").await.status, StatusCode::BAD_REQUEST);
            for _ in 0..5 {
                match make(&administrator, "検査").await.status {
                    OK => made += 1,
                    status => {
                        assert_eq!(status, TOO_MANY);
                        refused += 1;
                    }
                }
            }
        }
        assert_eq!((made, refused), (6, 9), "three each, and six of one facility");
        let keys = key::of_facility(&ward.world.store, &facility(HOSPITAL)).await.unwrap();
        assert_eq!(keys.len() - before, 6, "no key was made beside");
        ward.wait(60);
        let later = ward.world.member(HOSPITAL, "管理 四", &[Role::Administrator]).await;
        assert_eq!(make(&later, "検査").await.status, OK);
    })
    .await;
}

#[tokio::test]
async fn a_program_that_walks_through_addresses_comes_no_further_than_a_minutes_worth() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let doctor = ward.world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await;
        let mut answers = BTreeMap::<u16, usize>::new();
        for number in 0..200_u32 {
            let somebody = format!("/desk/patients/{}/record", uuid::Uuid::from_u128(u128::from(number)));
            *answers.entry(ward.get(&doctor, &somebody).await.status.as_u16()).or_default() += 1;
        }
        assert_eq!(answers, counts([(NOT_FOUND, 60), (TOO_MANY, 140)]));
        // The reception goes on meanwhile.
        let clerk = ward.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        assert_eq!(ward.get(&clerk, &format!("/desk/patients/{}", ward.patient)).await.status, OK);
    })
    .await;
}

#[tokio::test]
async fn the_refusal_is_the_same_for_somebody_and_for_nobody() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let clerk = ward.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let (somebody, nobody) =
            (format!("/desk/patients/{}", ward.patient), format!("/desk/patients/{NOTHING}"));
        assert_eq!(ward.often(&clerk, &somebody, 30).await, counts([(OK, 30)]));
        let of_somebody = ward.get(&clerk, &somebody).await;
        ward.wait(60);
        assert_eq!(ward.often(&clerk, &nobody, 30).await, counts([(NOT_FOUND, 30)]));
        let of_nobody = ward.get(&clerk, &nobody).await;
        assert_eq!((of_somebody.status, of_nobody.status), (TOO_MANY, TOO_MANY));
        assert_eq!(of_somebody.without_chance(), of_nobody.without_chance());
        assert_eq!(of_somebody.headers, of_nobody.headers);
    })
    .await;
}

/// About whom a Bundle names first.
fn question(bundle: &Value) -> String {
    let mut patient = bundle["entry"][0]["resource"].clone();
    patient["id"] = json!("1");
    let draft = json!({"resource": {"resourceType": "MedicationRequest", "id": "draft", "status": "draft",
        "intent": "order", "subject": {"reference": "Patient/1"},
        "medicationCodeableConcept": {"text": "カロナール錠５００"}}});
    json!({
        "hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/example", "patientId": "1",
            "draftOrders": {"resourceType": "Bundle", "type": "collection", "entry": [draft]}},
        "prefetch": {"patient": patient},
    })
    .to_string()
}

#[tokio::test]
async fn a_key_that_asks_about_one_person_without_end_enters_a_minutes_worth() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let known = question(&hanako().conditions(CLINIC, "x", &[]));
        let unknown = question(&taro().conditions(CLINIC, "x", &[]));
        let keys = [ward.portal.key_of(CLINIC).await, ward.portal.key_of(CLINIC).await];
        let mut answers = [BTreeMap::<u16, usize>::new(), BTreeMap::new()];
        for number in 0..100 {
            for (body, answers) in [&known, &unknown].into_iter().zip(&mut answers) {
                let answer = ward.portal.consult(&keys[number % 2], "mikata-order-sign", body.clone()).await;
                *answers.entry(answer.status.as_u16()).or_default() += 1;
            }
        }
        let expected = counts([(OK, 60), (TOO_MANY, 40)]);
        assert_eq!(answers, [expected.clone(), expected], "whether or not there is such a person");
        assert_eq!(ward.entered("safety-check").await, 60);
        let refused = ward.portal.consult(&keys[0], "mikata-order-sign", known.clone()).await;
        let outcome: Value = serde_json::from_slice(&refused.body).unwrap();
        assert_eq!((refused.status, after(&refused)), (TOO_MANY, 60));
        assert_eq!(
            (&outcome["resourceType"], &outcome["issue"][0]["code"]),
            (&json!("OperationOutcome"), &json!("throttled"))
        );
        assert!(outcome["issue"][0]["diagnostics"].as_str().unwrap().contains("60 s"), "{outcome}");
        // Another facility asks on, and so does this one about others.
        let other = ward.portal.key_of(HOSPITAL).await;
        assert_eq!(ward.portal.consult(&other, "mikata-order-sign", known).await.status, OK);
    })
    .await;
}

#[tokio::test]
async fn a_key_has_a_pace_whatever_it_asks() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let key = ward.portal.key_of(CLINIC).await;
        let mut answers = BTreeMap::<u16, usize>::new();
        for _ in 0..650 {
            let answer = ward.portal.consult(&key, "mikata-order-sign", "{}").await;
            *answers.entry(answer.status.as_u16()).or_default() += 1;
        }
        assert_eq!(answers, counts([(StatusCode::BAD_REQUEST, 600), (TOO_MANY, 50)]));
        let original = format!("/fhir/Bundle/{NOTHING}");
        assert_eq!(ward.portal.fetch(&key, &original).await.status, NOT_FOUND, "each by itself");
    })
    .await;
}

#[tokio::test]
async fn files_are_taken_away_at_a_pace_and_a_browser_is_told_on_a_page() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let files = [
            "/api/access-history/history.csv",
            "/api/access-history/history.json",
            "/api/access-history/audit-events.json",
            "/consent/fhir",
        ];
        for number in 0..20 {
            let answer = ward.portal.ask(Who::Patient, Method::GET, files[number % 4], "").await;
            assert_eq!(answer.status, OK, "{}", files[number % 4]);
        }
        for file in files {
            let program = ward.portal.ask(Who::Patient, Method::GET, file, "").await;
            assert_eq!((program.status, after(&program)), (TOO_MANY, 60), "{file}");
            let said: Value = serde_json::from_slice(&program.body).unwrap();
            assert_eq!(said["error"], "too-often");
            assert!(said["message"].as_str().unwrap().contains("1分ほど"), "{said}");
            let browser = Request::builder()
                .uri(file)
                .header(header::ACCEPT, "text/html")
                .header(header::ACCEPT_LANGUAGE, "ja")
                .header(header::COOKIE, ward.portal.cookie());
            let page = ward.portal.send(browser.body(Body::empty()).unwrap()).await;
            assert_eq!((page.status, after(&page)), (TOO_MANY, 60));
            assert!(page.header("content-type").starts_with("text/html"));
            let text = page.text();
            for words in
                ["少し待ってください", "短い時間に何度も取り出しました", "1分ほど待って", "前の画面に戻る"]
            {
                assert!(text.contains(words), "{file}: {words}");
            }
        }
        // What is shown is no file.
        assert_eq!(ward.portal.ask(Who::Patient, Method::GET, "/history", "").await.status, OK);
        ward.wait(60);
        assert_eq!(ward.portal.ask(Who::Patient, Method::GET, files[0], "").await.status, OK);
    })
    .await;
}

#[tokio::test]
async fn an_emergency_is_open_to_who_used_up_everything_else() {
    on_each(|world| async move {
        let ward = Ward::open(world).await;
        let physician = ward.world.member(HOSPITAL, "救急 一", &[Role::Doctor, Role::Emergency]).await;
        let begun = format!("/desk/patients/{}/emergency", ward.patient);
        let stated = "reason=unconscious&note=&emergency=yes";
        let begun = ward.portal.ask_in_session(Some(&physician.cookie), Method::POST, &begun, stated).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
        let access = begun.header("location").to_owned();
        ward.often(&physician, &ward.record(), 50).await;
        assert_eq!(ward.get(&physician, &ward.record()).await.status, TOO_MANY);
        let paper = format!("{access}/summary.xml");
        assert_eq!(ward.often(&physician, &paper, 15).await, counts([(OK, 12), (TOO_MANY, 3)]));
        assert_eq!(ward.often(&physician, &access, 30).await, counts([(OK, 18), (TOO_MANY, 12)]));
        assert_eq!(ward.entered("emergency").await, 1 + 30);
        ward.wait(60);
        assert_eq!(ward.get(&physician, &access).await.status, OK);
    })
    .await;
}
