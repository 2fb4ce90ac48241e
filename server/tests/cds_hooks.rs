//! CDS Hooks through HTTP: what is answered, what is never said, and what is refused.

use crate::bundles::{self, document};
use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Line, Someone, diagnosis, hanako, medicine, taro},
    facility,
};
use crate::portal::{Answer, Portal};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::{
    gate::{self, Actor, Purpose, Refused},
    sharing::{self, Wish},
    store::{
        DatabaseUrl, Store,
        account::session,
        facility::{self as facilities, ListUnit},
        log::access,
    },
};
use shared::{
    category::{Categories, Category},
    consent::{Purpose as For, Subject, SubjectsChange, Term, Whom},
};

const SELEGILINE: &str = "エフピーＯＤ錠２．５";
const TRAMADOL: &str = "トラマールＯＤ錠２５ｍｇ";
const ACETAMINOPHEN: &str = "カロナール錠５００";
const SIGN: &str = "mikata-order-sign";
const SELECT: &str = "mikata-order-select";
/// A standing clock says that it is this day in Tokyo.
const TODAY: &str = "2024-07-07";

/// A clinic that prescribes, and a person of whom a hospital has sent something.
struct Clinic {
    portal: Portal,
    world: World,
    _folder: tempfile::TempDir,
}

impl Clinic {
    async fn after(bundles: &[(&str, Value)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl(folder.path().join("cds.db").to_str().unwrap().to_owned());
        let world = World::new(Store::open(&url).await.unwrap()).await;
        for (sender, bundle) in bundles {
            world.send(sender, bundle).await;
        }
        let patient = world.people().await[0];
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, CLINIC).await;
        Self { portal, world, _folder: folder }
    }

    /// The hospital prescribes this to 花子.
    async fn with(name: &str) -> Self {
        Self::after(&[(HOSPITAL, prescribed(&[name]))]).await
    }

    async fn ask(&self, service: &str, request: &Value) -> Answer {
        self.portal.consult(self.portal.key(), service, request.to_string()).await
    }

    async fn cards(&self, request: &Value) -> Vec<Value> {
        let answer = self.ask(SIGN, request).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let cards: Value = serde_json::from_slice(&answer.body).unwrap();
        let cards = cards["cards"].as_array().unwrap().clone();
        for card in &cards {
            let summary = card["summary"].as_str().unwrap();
            assert!(summary.encode_utf16().count() < 140, "{summary}");
            assert!(["info", "warning", "critical"].contains(&card["indicator"].as_str().unwrap()));
            assert!(!card["source"]["label"].as_str().unwrap().is_empty());
            assert!(uuid::Uuid::parse_str(card["uuid"].as_str().unwrap()).is_ok());
            assert!(card.get("suggestions").is_none());
        }
        cards
    }
}

fn prescribed(names: &[&str]) -> Value {
    let lines: Vec<Line> = names.iter().map(|name| medicine(name, name, TODAY, 28)).collect();
    hanako().prescriptions(HOSPITAL, "rx", &lines)
}

fn patient(who: &Someone) -> Value {
    let mut patient = who.conditions(HOSPITAL, "x", &[])["entry"][0]["resource"].clone();
    patient["id"] = json!("1288992");
    patient
}

fn request(who: Option<&Someone>, names: &[&str]) -> Value {
    let drafts: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(number, name)| {
            json!({"resource": {"resourceType": "MedicationRequest", "id": format!("draft-{number}"),
                "status": "draft", "intent": "order", "subject": {"reference": "Patient/1288992"},
                "medicationCodeableConcept": {"text": name},
                "dispenseRequest": {"expectedSupplyDuration": {"value": 7, "code": "d"}}}})
        })
        .collect();
    let mut request = json!({
        "hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/example", "patientId": "1288992",
            "draftOrders": {"resourceType": "Bundle", "type": "collection", "entry": drafts}},
    });
    if let Some(who) = who {
        request["prefetch"] = json!({"patient": patient(who)});
    }
    request
}

fn indicators(cards: &[Value]) -> Vec<&str> {
    cards.iter().map(|card| card["indicator"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn discovery_is_to_the_letter() {
    let clinic = Clinic::with(SELEGILINE).await;
    let answer = clinic.portal.fetch("", "/cds-services").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let found: Value = serde_json::from_slice(&answer.body).unwrap();
    let services = found["services"].as_array().unwrap();
    let ids: Vec<(&str, &str)> =
        services.iter().map(|one| (one["hook"].as_str().unwrap(), one["id"].as_str().unwrap())).collect();
    assert_eq!(ids, [("order-select", SELECT), ("order-sign", SIGN)]);
    for service in services {
        assert_eq!(service["prefetch"]["patient"], "Patient/{{context.patientId}}");
        for words in ["title", "description", "usageRequirements"] {
            assert!(!service[words].as_str().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn a_contraindication_with_the_record_is_told_and_nothing_else_of_it() {
    let clinic = Clinic::with(SELEGILINE).await;
    let cards = clinic.cards(&request(Some(&hanako()), &[TRAMADOL])).await;
    assert_eq!(indicators(&cards), ["critical", "info"]);
    assert!(cards[1]["summary"].as_str().unwrap().starts_with("1件中1件の薬を識別 / 1 of 1 medicines"));
    let said = serde_json::to_string(&cards).unwrap();
    for secret in ["エフピー", "セレギリン", "selegiline", HOSPITAL, "架空", "2024", "モノアミン", "MAO"]
    {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
    let nothing = clinic.cards(&request(Some(&hanako()), &[ACETAMINOPHEN])).await;
    assert_eq!(indicators(&nothing), ["info"]);
    let same = clinic.cards(&request(Some(&hanako()), &[SELEGILINE])).await;
    assert_eq!(indicators(&same), ["warning", "info"]);
}

#[tokio::test]
async fn order_select_is_answered_like_order_sign() {
    let clinic = Clinic::with(SELEGILINE).await;
    let mut asked = request(Some(&hanako()), &[TRAMADOL]);
    asked["hook"] = json!("order-select");
    asked["context"]["selections"] = json!(["MedicationRequest/draft-0"]);
    let answer = clinic.ask(SELECT, &asked).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.text().contains("critical"));
}

#[tokio::test]
async fn drafts_are_told_in_full() {
    let clinic = Clinic::with(ACETAMINOPHEN).await;
    let cards = clinic.cards(&request(Some(&hanako()), &[SELEGILINE, TRAMADOL, "だれも知らない薬"])).await;
    assert_eq!(indicators(&cards), ["critical", "info"]);
    let summary = cards[0]["summary"].as_str().unwrap();
    assert!(summary.contains(SELEGILINE) && summary.contains(TRAMADOL), "{summary}");
    assert!(cards[0]["detail"].as_str().unwrap().contains("出典 / Source"));
    let looked_at = &cards[1];
    assert!(looked_at["summary"].as_str().unwrap().contains("2 of 3 medicines recognised"));
    assert!(looked_at["summary"].as_str().unwrap().contains("incomplete"));
    assert!(looked_at["detail"].as_str().unwrap().contains("だれも知らない薬"));
}

#[tokio::test]
async fn whoever_is_not_certain_is_not_looked_up() {
    let clinic = Clinic::with(SELEGILINE).await;
    let another = hanako().born_on("1950-02-04");
    let kanaless = Someone { kana: None, ..hanako() };
    for who in [None, Some(taro()), Some(another), Some(kanaless)] {
        let cards = clinic.cards(&request(who.as_ref(), &[TRAMADOL])).await;
        assert_eq!(indicators(&cards), ["info", "info"]);
        assert!(cards[0]["summary"].as_str().unwrap().contains("could not be matched"));
        assert!(cards[1]["summary"].as_str().unwrap().contains("incomplete"));
    }
    // Nobody became known by being asked about, and no record was opened.
    assert_eq!(clinic.world.people().await.len(), 1);
    let log = access::log(&clinic.world.store, clinic.portal.patient()).await.unwrap();
    assert_eq!(log.len(), 0);
}

#[tokio::test]
async fn every_question_is_in_the_persons_log() {
    let clinic = Clinic::with(SELEGILINE).await;
    clinic.cards(&request(Some(&hanako()), &[TRAMADOL])).await;
    let log = access::log(&clinic.world.store, clinic.portal.patient()).await.unwrap();
    let said: Vec<(&str, &str, &str, &str)> =
        log.iter().map(|one| (&*one.actor_kind, &*one.actor_id, &*one.purpose, &*one.outcome)).collect();
    assert_eq!(said, [("facility", CLINIC, "safety-check", "granted")]);
    // Without a medicine there is nothing to ask, and nothing is opened.
    assert_eq!(indicators(&clinic.cards(&request(Some(&hanako()), &[])).await), ["info"]);
    assert_eq!(access::log(&clinic.world.store, clinic.portal.patient()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_check_opens_no_record() {
    let clinic = Clinic::with(SELEGILINE).await;
    let (store, patient) = (&clinic.world.store, clinic.portal.patient());
    let actor = Actor::Facility(facility(CLINIC));
    let clock = &clinic.world.clock;
    for purpose in [Purpose::SafetyCheck, Purpose::Care, Purpose::OwnRecord] {
        let opened = gate::open(store, clock, &actor, patient, purpose).await;
        assert!(matches!(opened, Err(Refused::NotPermitted)), "{purpose:?}");
    }
    for actor in [Actor::Visitor, Actor::Operator, Actor::Patient(patient)] {
        let opened = gate::open_for_check(store, clock, &actor, patient, false).await;
        assert!(matches!(opened, Err(Refused::NotPermitted)), "{actor:?}");
    }
}

/// The answer for a world with this Bundle more.
async fn answer_with(more: Option<Value>, draft: &str) -> (Vec<String>, Vec<u8>) {
    let letter = |lines: &[Line]| {
        let entries = lines.iter().map(|line| bundles::resource(HOSPITAL, line)).collect();
        document(&hanako(), HOSPITAL, "letter", "57133-1", "いつもお世話になります。", "430", entries)
    };
    let open = letter(&[medicine("m", SELEGILINE, TODAY, 28)]);
    let clinic = Clinic::after(&[(HOSPITAL, more.unwrap_or(open))]).await;
    let answer = clinic.ask(SIGN, &request(Some(&hanako()), &[draft])).await;
    let headers = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    (headers, answer.body.to_vec())
}

#[tokio::test]
async fn a_hidden_diagnosis_changes_no_byte() {
    for draft in [TRAMADOL, ACETAMINOPHEN] {
        let plain = answer_with(None, draft).await;
        assert_eq!(String::from_utf8_lossy(&plain.1).contains("critical"), draft == TRAMADOL);
        for flag in ["UNINFORMED", "UNDELIVERED"] {
            // In the very letter that brings the medicine.
            let entries =
                [medicine("m", SELEGILINE, TODAY, 28), diagnosis("hidden", "膵頭部癌").flagged(flag)];
            let entries = entries.iter().map(|line| bundles::resource(HOSPITAL, line)).collect();
            let letter = document(
                &hanako(),
                HOSPITAL,
                "letter",
                "57133-1",
                "いつもお世話になります。",
                "430",
                entries,
            );
            assert_eq!(answer_with(Some(letter), draft).await, plain, "{flag} {draft}");
        }
    }
    // In the hospital's list, under a name that the prescription's remarks would give away.
    for flag in ["UNINFORMED", "UNDELIVERED"] {
        let hidden = diagnosis("hidden", "パーキンソン病").flagged(flag);
        let list = hanako().conditions(HOSPITAL, "list", &[hidden]);
        let without = Clinic::with(SELEGILINE).await;
        let with = Clinic::after(&[(HOSPITAL, prescribed(&[SELEGILINE])), (HOSPITAL, list)]).await;
        let asked = request(Some(&hanako()), &[TRAMADOL]);
        assert_eq!(with.ask(SIGN, &asked).await.body, without.ask(SIGN, &asked).await.body);
    }
}

#[tokio::test]
async fn a_medicine_that_is_hidden_itself_is_not_told() {
    for flag in ["UNINFORMED", "UNDELIVERED"] {
        let hidden = hanako().prescriptions(
            HOSPITAL,
            "rx",
            &[medicine("m", SELEGILINE, TODAY, 28).flagged(flag), medicine("n", ACETAMINOPHEN, TODAY, 28)],
        );
        let clinic = Clinic::after(&[(HOSPITAL, hidden)]).await;
        let cards = clinic.cards(&request(Some(&hanako()), &[TRAMADOL])).await;
        assert_eq!(indicators(&cards), ["info"], "{flag}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_and_where() {
    let clinic = Clinic::with(SELEGILINE).await;
    let good = request(Some(&hanako()), &[TRAMADOL]);
    let check = async |change: fn(&mut Value), status: StatusCode, expected: &str| {
        let mut asked = good.clone();
        change(&mut asked);
        let answer = clinic.ask(SIGN, &asked).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "application/json"),
            "{expected}"
        );
        assert!(answer.text().contains(expected), "{expected}: {}", answer.text());
        assert!(answer.text().contains("OperationOutcome"));
    };
    let bad = StatusCode::BAD_REQUEST;
    check(|one| one["hook"] = json!("order-select"), bad, "$.hook").await;
    check(|one| one["hookInstance"] = json!("1"), bad, "$.hookInstance").await;
    check(|one| one["context"]["draftOrders"] = json!(null), bad, "$.context.draftOrders").await;
    check(|one| one["prefetch"]["patient"]["id"] = json!("other"), bad, "$.prefetch.patient.id").await;
    for body in ["", "{", "[]", "null", "\"x\""] {
        let answer = clinic.portal.consult(clinic.portal.key(), SIGN, body).await;
        assert_eq!(answer.status, bad, "{body}: {}", answer.text());
    }
    let unknown = clinic.ask("nothing", &good).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let large = clinic.portal.consult(clinic.portal.key(), SIGN, " ".repeat(1_000_001)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let stranger = clinic.portal.consult("mk_nobody", SIGN, good.to_string()).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stranger.header("content-type"), "application/json");
}

/// Who cannot read its own Patient says so in the Patient's place: the drafts are compared all the same, and that the
/// record was not is said.
#[tokio::test]
async fn without_its_patient_the_drafts_are_still_compared() {
    let clinic = Clinic::with(SELEGILINE).await;
    let without = clinic.ask(SIGN, &request(None, &[TRAMADOL, SELEGILINE])).await;
    let outcome = json!({"resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "not-found"}]});
    for said in [outcome, Value::Null] {
        let mut asked = request(None, &[TRAMADOL, SELEGILINE]);
        asked["prefetch"] = json!({"patient": said});
        let answer = clinic.ask(SIGN, &asked).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let summaries = |text: &str| {
            let cards: Value = serde_json::from_str(text).unwrap();
            let cards = cards["cards"].as_array().unwrap().clone();
            cards.iter().map(|card| card["summary"].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(summaries(&answer.text()), summaries(&without.text()));
        assert!(summaries(&answer.text()).iter().any(|summary| summary.contains("併用禁忌")));
    }
}

#[tokio::test]
async fn five_hundred_drafts_are_answered() {
    let clinic = Clinic::with(SELEGILINE).await;
    let names = [TRAMADOL, ACETAMINOPHEN, "ワーファリン錠１ｍｇ", "だれも知らない薬"];
    let many: Vec<&str> = (0..500).map(|number| names[number % names.len()]).collect();
    let cards = clinic.cards(&request(Some(&hanako()), &many)).await;
    assert_eq!(indicators(&cards), ["critical", "info"]);
    assert!(cards[1]["summary"].as_str().unwrap().contains("375 of 500"));
}

/// The details of the card about what is contraindicated with the record.
fn told(cards: &[Value]) -> String {
    let card = cards.iter().find(|card| card["summary"].as_str().unwrap().starts_with("併用禁忌: 登録"));
    card.expect("the combination is found").get("detail").and_then(Value::as_str).unwrap().to_owned()
}

impl Clinic {
    async fn wish(&self, wish: Wish) {
        let World { store, clock, entropy } = &self.world;
        let patient = self.world.people().await[0];
        let secret = self.world.sign_in(patient, clock.now()).await;
        let by = session::find(store, &secret, clock.now()).await.unwrap().unwrap().account;
        sharing::change(store, clock, entropy, (patient, by, true), &wish).await.unwrap();
    }

    /// The patient shows the clinic their medicines, or nothing.
    async fn show_medicines(&self, show: bool) {
        let kinds = if show { Category::Medicines.into() } else { Categories::NONE };
        let whom = Whom::Facility(facility(CLINIC));
        self.wish(Wish::shown_for_care(whom, kinds, Term::Standing)).await;
    }

    async fn last_entry(&self) -> access::Written {
        let patient = self.world.people().await[0];
        access::log(&self.world.store, patient).await.unwrap().pop().unwrap()
    }
}

#[tokio::test]
async fn whoever_shows_their_medicines_has_the_one_behind_a_warning_named() {
    let clinic = Clinic::with(SELEGILINE).await;
    let question = request(Some(&hanako()), &[TRAMADOL]);
    let masked = clinic.cards(&question).await;
    assert!(told(&masked).contains("どの薬かは表示しません") && !told(&masked).contains(SELEGILINE));

    clinic.show_medicines(true).await;
    let named = told(&clinic.cards(&question).await);
    assert!(named.contains(&format!("{TRAMADOL} × {SELEGILINE}")), "{named}");
    let entry = clinic.last_entry().await;
    assert_eq!((entry.purpose.as_str(), entry.outcome.as_str()), ("safety-check", "granted"));
    assert!(entry.details.contains("medicines") && entry.details.contains("consent"), "{}", entry.details);

    // Taken back, the very next question is answered as before.
    clinic.show_medicines(false).await;
    assert_eq!(told(&clinic.cards(&question).await), told(&masked));
}

#[tokio::test]
async fn an_oral_consent_names_the_medicine_once_and_stands_in_the_log() {
    let clinic = Clinic::after(&[(HOSPITAL, prescribed(&[SELEGILINE, "アムロジン錠５ｍｇ"]))]).await;
    let silent = request(Some(&hanako()), &[TRAMADOL]);
    let mut orally = silent.clone();
    orally["extension"] = json!({"mikata-oral-consent": true});
    let cards = clinic.cards(&orally).await;
    assert!(told(&cards).contains(SELEGILINE));
    // What is not behind a warning is told nobody.
    assert!(!json!(cards).to_string().contains("アムロジン"));
    let entry = clinic.last_entry().await;
    assert!(entry.details.contains(r#"["oral-consent","recorded"]"#), "{}", entry.details);
    assert!(!told(&clinic.cards(&silent).await).contains(SELEGILINE), "it is asked for each time");
    assert!(!clinic.last_entry().await.details.contains("oral"));

    orally["extension"] = json!({"mikata-oral-consent": "yes"});
    let refused = clinic.ask(SIGN, &orally).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text().contains("$.extension.mikata-oral-consent"), "{}", refused.text());
}

#[tokio::test]
async fn what_the_patient_keeps_back_is_not_named_whatever_was_agreed_to() {
    let clinic = Clinic::with(SELEGILINE).await;
    let patient = clinic.world.people().await[0];
    let view = clinic.world.view(patient).await;
    let item = view.record.prescriptions[0].origin.item.clone();
    clinic.wish(Wish::Item { item, hidden_in: vec![For::Care] }).await;
    clinic.show_medicines(true).await;
    let mut question = request(Some(&hanako()), &[TRAMADOL]);
    question["extension"] = json!({"mikata-oral-consent": true});
    let detail = told(&clinic.cards(&question).await);
    assert!(detail.contains("どの薬かは表示しません") && !detail.contains(SELEGILINE), "{detail}");
}

/// A clinic says in its name what it is for: what it prescribed is kept back with its subject, whatever the medicine is.
#[tokio::test]
async fn what_belongs_to_a_subject_by_who_sent_it_is_not_named() {
    let mut sent = prescribed(&[SELEGILINE]);
    let coding =
        json!([{"system": "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", "code": "1169010F1023"}]);
    let entries = sent["entry"].as_array_mut().unwrap().iter_mut();
    for entry in entries.filter(|entry| entry["resource"]["resourceType"] == "MedicationRequest") {
        entry["resource"]["medicationCodeableConcept"]["coding"] = coding.clone();
    }
    let clinic = Clinic::after(&[(HOSPITAL, sent)]).await;
    clinic.show_medicines(true).await;
    let question = request(Some(&hanako()), &[TRAMADOL]);
    let whom = Whom::Facility(facility(CLINIC));
    clinic
        .wish(Wish::Switches {
            whom,
            purpose: For::Care,
            kinds: Category::Medicines.into(),
            subjects: SubjectsChange { keep: Subject::Psychiatry.into(), ..SubjectsChange::default() },
            term: Term::Standing,
        })
        .await;
    let detail = told(&clinic.cards(&question).await);
    assert!(detail.contains(SELEGILINE), "its class is another: {detail}");

    let World { store, clock, .. } = &clinic.world;
    let name = "みなとメンタルクリニック";
    facilities::add(store, &facility(HOSPITAL), name, ListUnit::Department, clock.now()).await.unwrap();
    let detail = told(&clinic.cards(&question).await);
    assert!(detail.contains("どの薬かは表示しません"), "{detail}");
    assert!(!detail.contains(SELEGILINE) && !detail.contains(name), "{detail}");
}
