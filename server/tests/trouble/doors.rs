//! Doors: packed bytes, questions before prescribing, streams, documents with nothing in a section on purpose, and two
//! people in one browser.

use super::{Sent, file, json_of};
use crate::{
    bundles,
    common::{
        CLINIC, HOSPITAL,
        bundle::{diagnosis, hanako, taro},
    },
    portal::{Answer, Portal, Who},
    told::{has, lacks, world},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};

#[tokio::test]
async fn t26_a_packed_request_is_taken() {
    let (Some(packed), Some(_)) = (file("T26.json.gz"), file("T06.json")) else { return };
    let sent = Sent::files(&["T06.json"]).await.unwrap();
    let request = Request::post("/fhir")
        .header(header::AUTHORIZATION, format!("Bearer {}", sent.portal.key()))
        .header(header::CONTENT_TYPE, "application/fhir+json")
        .header(header::CONTENT_ENCODING, "gzip");
    let answer = sent.portal.send(request.body(Body::from(packed)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(sent.world.people().await.len(), 2);
}

/// A question before prescribing, asked by the clinic.
async fn asked(question: &Value) -> Answer {
    let sent = Sent::ours(&[hanako().conditions(CLINIC, "1", &[diagnosis("a", "腰痛症")])]).await;
    let service = format!("mikata-{}", question["hook"].as_str().unwrap());
    sent.portal.consult(sent.portal.key(), &service, question.to_string()).await
}

async fn cards(question: &Value) -> String {
    let answer = asked(question).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.text()
}

/// What is said of クラリス and ベルソムラ: not to be taken together (package insert of ベルソムラ, 10.1).
const BOTH: &str = "\"indicator\":\"critical\"";

#[tokio::test]
async fn t30_contained_medicines_nulls_and_orders_to_leave_out_are_understood() {
    if let Some(question) = json_of("T30-contained.json") {
        has("by a contained medicine", &cards(&question).await, &[BOTH, "クラリス"]);
    }
    if let Some(question) = json_of("T30-nulls.json") {
        has("null is absent", &cards(&question).await, &[BOTH]);
    }
    if let Some(question) = json_of("T30-donot.json") {
        lacks("what is left out", &cards(&question).await, BOTH);
    }
    if let Some(question) = json_of("T30-absolute.json") {
        let answer = asked(&question).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        has("an absolute address", &answer.text(), &["userId"]);
    }
}

/// A second case of T30: another pair, both contained; null where a list may stand; both to be left out.
#[tokio::test]
async fn t30_another_question_of_each_kind() {
    let order = |id: &str, name: &str| {
        json!({"resource": {"resourceType": "MedicationRequest", "id": id, "status": "draft", "intent": "order",
            "subject": {"reference": "Patient/77"}, "medicationReference": {"reference": "#m"},
            "contained": [{"resourceType": "Medication", "id": "m", "code": {"text": name}}],
            "dispenseRequest": {"expectedSupplyDuration": {"value": 7, "code": "d"}}}})
    };
    let question = |orders: Vec<Value>, user: &str| {
        json!({"hook": "order-sign", "hookInstance": "5f0c6c3e-3f0f-4d0a-9a55-7d0b6b6f0002", "fhirAuthorization": null,
            "context": {"userId": user, "patientId": "77", "encounterId": null,
                "draftOrders": {"resourceType": "Bundle", "type": "collection", "entry": orders}}})
    };
    let pair = || vec![order("a", "エフピーＯＤ錠２．５"), order("b", "トラマールＯＤ錠２５ｍｇ")];
    has("both contained", &cards(&question(pair(), "Practitioner/9")).await, &[BOTH, "エフピー"]);
    let mut left_out = pair();
    left_out[0]["resource"]["doNotPerform"] = json!(true);
    lacks("what is left out", &cards(&question(left_out, "Practitioner/9")).await, BOTH);
    let mut meant = pair();
    meant[0]["resource"]["doNotPerform"] = json!(false);
    has("what is not left out", &cards(&question(meant, "Practitioner/9")).await, &[BOTH]);
    for user in ["http://ehr.example.jp/Practitioner/9", "urn:uuid:5f0c6c3e-3f0f-4d0a-9a55-7d0b6b6f0003"] {
        let answer = asked(&question(pair(), user)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{user}");
        has("who asks", &answer.text(), &["userId"]);
    }
}

/// No redirect to a page that a stream cannot read and asks for again and again.
#[tokio::test]
async fn t48_without_a_session_data_are_refused_and_nobody_is_led_away() {
    let portal = Portal::new().await;
    for address in ["/api/access-history/live", "/api/access-history", "/api/record"] {
        let answer = portal.ask(Who::Nobody, Method::GET, address, "").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::UNAUTHORIZED, ""), "{address}");
        has(address, answer.header("content-type"), &["application/json"]);
    }
}

/// Two tabs of one browser have one session: what is read from then on says whose it is, and is nobody else's.
#[tokio::test]
async fn t46_after_another_person_signed_in_nothing_of_the_first_is_served() {
    let (world, _folder) = world().await;
    world.send(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "花子の病名")])).await;
    world.send(HOSPITAL, &taro().conditions(HOSPITAL, "2", &[diagnosis("b", "太郎の病名")])).await;
    let people = world.people().await;
    let portal = Portal::over(world.store.clone(), world.clock.clone(), people[0], HOSPITAL).await;
    let now = world.clock.now();
    let mut seen = Vec::new();
    for person in people {
        let session = world.sign_in(person, now).await;
        let ask = async |address: &str| {
            portal.ask_in_session(Some(&session), Method::GET, address, "").await.text()
        };
        let record: Value = serde_json::from_str(&ask("/api/record").await).unwrap();
        // By this a tab that was written for another record knows, and goes to where it says whose is open.
        assert_eq!(record["whose"], json!(person.to_string()));
        let version = record["version"].as_str().unwrap().to_owned();
        for address in ["/", "/record", "/summary"] {
            let page = ask(address).await;
            has(address, &page, &[&format!("data-record=\"{version}\"")]);
            let (own, other) = match record["record"]["person"]["name"] == "見本 花子" {
                true => ("見本 花子", ["例示 太郎", "太郎の病名"]),
                false => ("例示 太郎", ["見本 花子", "花子の病名"]),
            };
            has(address, &page, &[own]);
            let main = page.split("<header").nth(1).unwrap_or(&page);
            other.iter().for_each(|word| lacks(address, main, word));
        }
        seen.push(version);
    }
    assert_ne!(seen[0], seen[1]);
}

/// The page of the only document, in both languages.
async fn check_reason(sent: &Sent, title: &str, reason: &str) {
    for language in ["ja", "en"] {
        let list = sent.page(language, "/documents").await;
        let address = crate::told::part(&list, "href=\"/documents/", &["\""]);
        let page = sent.page(language, &format!("/documents/{address}")).await;
        let section = crate::told::part(&page, title, &["<h2"]);
        has("the section", section, &[reason]);
    }
}

#[tokio::test]
async fn t55_a_section_that_is_empty_on_purpose_says_why() {
    if let Some(sent) = Sent::files(&["T55.json"]).await {
        check_reason(&sent, "アレルギー・不耐性反応", "確認していない").await;
    }
    let mut letter = bundles::letter(&hanako(), CLINIC, "1", "腰が痛いとのことです。", &[]);
    let sections = letter["entry"][0]["resource"]["section"].as_array_mut().unwrap();
    sections.push(json!({"title": "感染症情報", "code": {"coding": [{
        "system": "http://jpfhir.jp/fhir/clins/CodeSystem/document-section", "code": "520"}]},
        "emptyReason": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/list-empty-reason",
            "code": "unavailable", "display": "結果がまだ届いていない"}]}}));
    let sent = Sent::ours(&[letter]).await;
    check_reason(&sent, "感染症情報", "結果がまだ届いていない").await;
}
