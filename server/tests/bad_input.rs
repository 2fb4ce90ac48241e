//! Bad input through HTTP: each has a clear answer, nothing is half stored, and the server answers
//! the next one.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, result, taro},
};
use crate::portal::{Answer, Portal, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};
use server::store::{DatabaseUrl, Store};
use shared::element::MAX_TRANSMISSION_BYTES;
use sqlx::{Connection, SqliteConnection};
use std::path::PathBuf;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A portal with one diagnosis of one person, and its database file.
struct Service {
    portal: Portal,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Service {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mikata.db");
        Self::at(folder, file).await
    }

    async fn at(folder: tempfile::TempDir, file: PathBuf) -> Self {
        let url = DatabaseUrl(file.to_str().unwrap().to_owned());
        let world = World::new(Store::open(&url).await.unwrap()).await;
        world
            .send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "first", &[diagnosis("a", "高血圧症")]))
            .await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store, world.clock, patient, HOSPITAL).await;
        Self { portal, file, _folder: folder }
    }

    async fn record(&self) -> Vec<u8> {
        let answer = self.portal.read("ja", "/api/record", None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.body.to_vec()
    }

    /// Numbers of rows that a transmission writes.
    async fn rows(&self) -> Vec<i64> {
        let mut connection = SqliteConnection::connect(self.file.to_str().unwrap()).await.unwrap();
        let counts = "SELECT (SELECT count(*) FROM transmission), (SELECT count(*) FROM item),
            (SELECT count(*) FROM person), (SELECT count(*) FROM person_alias), (SELECT count(*) FROM insured_id)";
        let row: (i64, i64, i64, i64, i64) = sqlx::query_as(counts).fetch_one(&mut connection).await.unwrap();
        vec![row.0, row.1, row.2, row.3, row.4]
    }

    async fn send(&self, body: impl Into<Body>) -> Answer {
        self.portal.transmit(self.portal.key(), body).await
    }

    /// The answer has this status and an OperationOutcome that says all of `words`; nothing was
    /// stored; a good Bundle is taken afterwards.
    async fn check_refused(&self, what: &str, body: impl Into<Body>, status: StatusCode, words: &[&str]) {
        let before = (self.record().await, self.rows().await);
        let answer = self.send(body).await;
        check_outcome(what, &answer, status, words);
        assert!(before == (self.record().await, self.rows().await), "{what}: something was stored");
        self.check_alive().await;
    }

    async fn check_alive(&self) {
        let again = hanako().conditions(HOSPITAL, "first", &[diagnosis("a", "高血圧症")]).to_string();
        assert_eq!(self.send(again).await.status, StatusCode::OK);
        assert_eq!(self.portal.ask(Who::Nobody, Method::GET, "/healthz", "").await.status, StatusCode::OK);
    }

    async fn check_bad(&self, what: &str, body: impl Into<Body>, words: &[&str]) {
        self.check_refused(what, body, StatusCode::BAD_REQUEST, words).await;
    }
}

fn check_outcome(what: &str, answer: &Answer, status: StatusCode, words: &[&str]) {
    let text = answer.text();
    assert_eq!(answer.status, status, "{what}: {text}");
    assert!(answer.header("content-type").starts_with("application/fhir+json"), "{what}");
    let outcome: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(outcome["resourceType"], "OperationOutcome", "{what}: {text}");
    let errors: Vec<&str> = outcome["issue"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|issue| issue["severity"] == "error")
        .filter_map(|issue| issue["diagnostics"].as_str())
        .collect();
    let fits = errors.iter().any(|issue| words.iter().all(|word| issue.contains(word)));
    assert!(fits, "{what}: no error says {words:?}: {errors:#?}");
}

fn good(serial: &str) -> Value {
    hanako().conditions(HOSPITAL, serial, &[diagnosis("b", "胃炎")])
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let service = Service::new().await;
    let text = good("x").to_string();
    service.check_bad("nothing", "", &["ends too early", "expected one complete JSON object"]).await;
    service.check_bad("malformed", "{\"resourceType\": nonsense}", &["not JSON", "line 1"]).await;
    service.check_bad("truncated", text[..text.len() / 2].to_owned(), &["ends too early"]).await;
    service.check_bad("Shift_JIS", &b"{\"name\": \"\x8e\x52\x93\x63\"}"[..], &["Shift_JIS", "UTF-8"]).await;
    service.check_bad("an array bomb", "[".repeat(100_000), &["deeper than 64"]).await;
    service.check_bad("an object bomb", "{\"a\":".repeat(100_000), &["deeper than 64"]).await;
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    service.check_bad("a closed bomb", closed, &["deeper than 64"]).await;
    let twice = text.replacen("\"type\":", "\"type\":\"document\",\"type\":", 1);
    service.check_bad("a name twice", twice, &["\"type\" twice"]).await;
}

/// serde_json turns an object of its own names into the JSON that stands in it as text, which nobody has looked at.
fn as_text(inner: &str) -> String {
    json!({"$serde_json::private::RawValue": inner}).to_string()
}

#[tokio::test]
async fn json_inside_text_is_never_read_as_json() {
    let service = Service::new().await;
    let bundle = good("x");
    let condition = bundle["entry"][1]["resource"].to_string();
    let whole = bundle.to_string().replace(&condition, &as_text(&condition));
    service.check_bad("a Condition as text", whole, &["$serde_json::private", "at byte"]).await;
    let twice = bundle.to_string().replacen("\"meta\":", "\"meta\":{},\"meta\":", 1);
    service.check_bad("meta twice", twice.clone(), &["\"meta\" twice"]).await;
    // One name more in the tree than in the text, for the one that is lost.
    let evened_out = twice.replacen('{', &format!("{{\"x\":{},", as_text(r#"{"a":1,"b":2}"#)), 1);
    service.check_bad("meta twice, evened out", evened_out, &["$serde_json::private"]).await;
    let deep = format!("{}{}", "[".repeat(11_000), "]".repeat(11_000));
    service.check_bad("22 kB deep", as_text(&deep), &["$serde_json::private"]).await;
    let number = bundle.to_string().replacen('{', "{\"x\":{\"$serde_json::private::Number\":\"1\"},", 1);
    service.check_bad("a number as text", number, &["$serde_json::private"]).await;
    let nul = bundle.to_string().replace("胃炎", "胃\\u0000炎");
    service.check_bad("a nul", nul, &["$.entry[1].resource.code", "U+0000"]).await;
}

#[tokio::test]
async fn whoever_takes_json_checks_it_first() {
    let service = Service::new().await;
    let portal = &service.portal;
    let deep = as_text(&format!("{}{}", "[".repeat(11_000), "]".repeat(11_000)));
    let wrong = [deep, r#"{"a":1,"a":2}"#.to_owned(), "[".repeat(65), format!("[{}1]", "{},".repeat(2_000))];
    for body in &wrong {
        let answer = portal.consult(portal.key(), "mikata-order-sign", body.clone()).await;
        check_json_refused("/cds-services", &answer, body);
        for address in ["/auth/sign-in", "/auth/passkeys/options", "/auth/passkeys"] {
            let answer = portal.ask(Who::Nobody, Method::POST, address, body).await;
            check_json_refused(address, &answer, body);
            assert!(answer.text().contains("\"unreadable\""), "{address}: {}", answer.text());
        }
    }
    service.check_alive().await;
}

fn check_json_refused(what: &str, answer: &Answer, body: &str) {
    let body = &body[..body.len().min(40)];
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what} with {body}: {}", answer.text());
}

#[tokio::test]
async fn what_is_no_bundle_is_refused_naming_what_is_missing() {
    let service = Service::new().await;
    let bundle = good("x");
    for (what, value) in [
        ("a Condition", bundle["entry"][1]["resource"].clone()),
        ("a Patient", bundle["entry"][0]["resource"].clone()),
        ("a string", json!("Bundle")),
        ("a number", json!(1)),
        ("null", Value::Null),
        ("a list", json!([bundle])),
        ("an empty object", json!({})),
    ] {
        service.check_bad(what, value.to_string(), &["resourceType", "expected Bundle", "found"]).await;
    }
    let mut without = good("x");
    without["entry"] = json!([bundle["entry"][1]]);
    service.check_bad("no Patient", without.to_string(), &["Bundle.entry", "no Patient"]).await;
    without["entry"] = json!([]);
    service.check_bad("no entries", without.to_string(), &["Bundle.entry", "no Patient"]).await;
    let mut wrong = good("x");
    wrong["entry"][1]["resource"]["resourceType"] = json!("Device");
    service
        .check_bad("only a Device", wrong.to_string(), &["Bundle.entry", "no Condition", "withdraw"])
        .await;
    wrong["entry"][1]["resource"]["resourceType"] = json!("Observation");
    service.check_bad("a wrong type", wrong.to_string(), &["resourceType", "Observation", "Condition"]).await;
    wrong["meta"]["tag"][0]["code"] = json!("Device");
    service.check_bad("a wrong tag", wrong.to_string(), &["Bundle.meta.tag", "Device", "Observation"]).await;
}

#[tokio::test]
async fn one_bad_element_refuses_all_of_it() {
    let service = Service::new().await;
    let change = |path: &str, value: Value| {
        let two = [diagnosis("b", "胃炎"), diagnosis("c", "片頭痛")];
        let mut bundle = hanako().conditions(HOSPITAL, "x", &two);
        *bundle.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
        bundle.to_string()
    };
    let date = json!("2024-13-40");
    for (path, named) in [
        ("/entry/2/resource/onsetDateTime", "onsetDateTime"),
        ("/entry/0/resource/birthDate", "birthDate"),
        ("/timestamp", "Bundle.timestamp"),
        ("/entry/1/resource/meta/lastUpdated", "lastUpdated"),
    ] {
        service.check_bad(named, change(path, date.clone()), &[named, "2024-13-40", "expected"]).await;
    }
    let other = json!({"reference": "urn:uuid:somebody-else"});
    let body = change("/entry/2/resource/subject", other);
    service.check_bad("another subject", body, &["entry[2]", "subject", "the Bundle's Patient"]).await;
    let number = "/entry/2/resource/extension/0/valueIdentifier/value";
    let words = ["entry[2]", "valueIdentifier.value", CLINIC, HOSPITAL];
    service.check_bad("another facility", change(number, json!(CLINIC)), &words).await;
    let body = change("/identifier/value", json!(format!("{CLINIC}^2024^x")));
    service
        .check_bad("another facility's Bundle", body, &["Bundle.identifier.value", CLINIC, HOSPITAL])
        .await;
    let same = hanako().conditions(HOSPITAL, "x", &[diagnosis("b", "胃炎"), diagnosis("b", "胃炎")]);
    let words = ["identifier", "\"b\"", "second time", "each identifier and code once"];
    service.check_bad("duplicate identifiers", same.to_string(), &words).await;
    let crowd: Vec<_> = (0..1_001).map(|number| diagnosis("b", &format!("病名{number}"))).collect();
    let crowd = hanako().conditions(HOSPITAL, "x", &crowd);
    let words = ["identifier", "\"b\"", "more than 1000 entries", "an identifier of its own"];
    service.check_bad("one identifier for a thousand and one", crowd.to_string(), &words).await;
    let mut patients = good("x");
    let second = taro().conditions(HOSPITAL, "x", &[])["entry"][0].clone();
    patients["entry"].as_array_mut().unwrap().push(second);
    service.check_bad("two Patients", patients.to_string(), &["Patient", "one Patient"]).await;
}

#[tokio::test]
async fn an_unknown_code_system_is_taken_with_a_warning_that_names_it() {
    let service = Service::new().await;
    let mut bundle = good("x");
    let codes = &mut bundle["entry"][1]["resource"]["code"]["coding"];
    codes
        .as_array_mut()
        .unwrap()
        .push(json!({"system": "http://example.org/our-own", "code": "X1", "display": "x"}));
    let answer = service.send(bundle.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert!(answer.text().contains("http://example.org/our-own"), "{}", answer.text());
    // Without a code of the diagnosis master nothing says what it is.
    bundle["entry"][1]["resource"]["code"]["coding"] =
        json!([{"system": "http://example.org/our-own", "code": "X1"}]);
    service.send(bundle.to_string()).await;
    let answer = service.send(bundle.to_string()).await;
    check_outcome(
        "no known system",
        &answer,
        StatusCode::BAD_REQUEST,
        &["code.coding", "master-disease-keyNumber"],
    );
}

#[tokio::test]
async fn too_long_is_refused_naming_the_limit() {
    let service = Service::new().await;
    let long = |bytes: usize| {
        let text = good("x").to_string();
        format!("{text}{}", " ".repeat(bytes - text.len()))
    };
    let status = StatusCode::PAYLOAD_TOO_LARGE;
    let limit = MAX_TRANSMISSION_BYTES.to_string();
    service.check_refused("unannounced", long(MAX_TRANSMISSION_BYTES + 1), status, &[&limit, "10 MB"]).await;
    service.check_refused("50 MB", long(50_000_000), status, &[&limit]).await;
    let announced = Request::post("/fhir")
        .header(header::AUTHORIZATION, format!("Bearer {}", service.portal.key()))
        .header(header::CONTENT_TYPE, "application/fhir+json")
        .header(header::CONTENT_LENGTH, MAX_TRANSMISSION_BYTES + 1);
    // Refused before a byte of it is read.
    let answer = service.portal.send(announced.body(Body::empty()).unwrap()).await;
    check_outcome("announced", &answer, status, &[&limit]);
    assert_eq!(service.send(long(MAX_TRANSMISSION_BYTES)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn only_fhir_json_with_a_key_is_read() {
    let service = Service::new().await;
    let before = (service.record().await, service.rows().await);
    let request = |key: Option<&str>, kind: Option<&str>| {
        let mut request = Request::post("/fhir");
        if let Some(key) = key {
            request = request.header(header::AUTHORIZATION, key);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        request.body(Body::from(good("x").to_string())).unwrap()
    };
    let key = format!("Bearer {}", service.portal.key());
    for kind in
        [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/fhir+xml")]
    {
        let answer = service.portal.send(request(Some(&key), kind)).await;
        let words = ["application/fhir+json expected", kind.unwrap_or("\"\"")];
        check_outcome("content type", &answer, StatusCode::UNSUPPORTED_MEDIA_TYPE, &words);
    }
    let almost = format!("{}x", &key[..key.len() - 1]);
    for wrong in [None, Some("Bearer "), Some("Bearer mk_wrong"), Some("Basic eDp5"), Some(almost.as_str())] {
        let answer = service.portal.send(request(wrong, Some("application/fhir+json"))).await;
        check_outcome("key", &answer, StatusCode::UNAUTHORIZED, &["facility key"]);
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{wrong:?}");
    }
    assert!(before == (service.record().await, service.rows().await));
    let answer = service.portal.send(request(Some(&key), Some("application/json; charset=utf-8"))).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn two_facilities_sending_one_person_make_one_record_with_two_sources() {
    let service = Service::new().await;
    let clinic = service.portal.key_of(CLINIC).await;
    let bundle = hanako().conditions(CLINIC, "x", &[diagnosis("a", "胃炎")]);
    assert_eq!(service.portal.transmit(&clinic, bundle.to_string()).await.status, StatusCode::CREATED);
    let record: Value = serde_json::from_slice(&service.record().await).unwrap();
    assert_eq!(record["record"]["facilities"].as_array().unwrap().len(), 2);
    assert_eq!(record["record"]["diagnoses"].as_array().unwrap().len(), 2);
    assert_eq!(service.rows().await[2], 1, "one person");
    // Under one identifier, and yet neither replaces the other's.
    let withdrawal = hanako().conditions(CLINIC, "y", &[]);
    assert_eq!(service.portal.transmit(&clinic, withdrawal.to_string()).await.status, StatusCode::CREATED);
    let text = String::from_utf8(service.record().await).unwrap();
    assert!(text.contains("高血圧症") && !text.contains("胃炎"));
}

/// A sender whose clock is wrong is believed about the order of its own words, and nothing is lost.
#[tokio::test]
async fn a_bundle_from_the_future_is_shown() {
    let service = Service::new().await;
    let text = good("x").to_string().replace("2024-07-07", "2031-07-07").replace("2024-06-01", "2031-06-01");
    let answer = service.send(text).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let later = hanako().results(HOSPITAL, "y", &[result("r", "ALT", "21")]).to_string();
    let answer = service.send(later.replace("2024-07-07", "2031-07-07")).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    for (address, word) in [("/record", "胃炎"), ("/api/record", "胃炎"), ("/labs", "血糖")] {
        let page = service.portal.read("ja", address, None).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.text().contains(word), "{address} lost {word}");
    }
}

#[tokio::test]
async fn markup_and_direction_marks_in_names_do_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("mikata.db").to_str().unwrap().to_owned());
    let world = World::new(Store::open(&url).await.unwrap()).await;
    let name = "</script><script>alert(1)</script>\u{202e}<b>見本</b>";
    let illness = "<img src=x onerror=alert(2)>\u{202e}胃\u{2066}炎";
    let who = hanako().called(name, "ミホン\u{202e}<i>ハナコ</i>");
    world.send_new(HOSPITAL, &who.conditions(HOSPITAL, "x", &[diagnosis("a", illness)])).await;
    world.send_new(HOSPITAL, &who.results(HOSPITAL, "y", &[result("r", "<u>ALT</u>", "<s>1</s>")])).await;
    world
        .send_new(
            HOSPITAL,
            &who.summary(HOSPITAL, "z", "<h1 id=x>歩く</h1>\u{202e}", &[diagnosis("a", illness)]),
        )
        .await;
    let patient = world.only_person().await;
    let portal = Portal::over(world.store, world.clock, patient, HOSPITAL).await;
    for address in ["/", "/record", "/summary", "/labs", "/documents", "/medicines", "/settings", "/signin"] {
        for language in ["ja", "en"] {
            let page = portal.read(language, address, None).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            let html = page.text();
            for alive in [
                "<script>alert",
                "</script><script>",
                "<img src=x",
                "<i>ハナコ",
                "<u>ALT",
                "<s>1<",
                "<h1 id=x",
            ] {
                assert!(!html.contains(alive), "{address} has {alive}");
            }
            for mark in ['\u{202e}', '\u{2066}'] {
                assert!(!html.contains(mark), "{address} has {mark:?}");
            }
        }
    }
}

/// Without kana nobody is recognised again, so what comes next waits for an operator.
#[tokio::test]
async fn a_patient_without_kana_is_never_mixed_up() {
    let service = Service::new().await;
    let mut somebody = taro();
    somebody.kana = None;
    let first = somebody.conditions(HOSPITAL, "x", &[diagnosis("a", "痛風")]);
    let answer = service.send(first.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert!(answer.text().contains("kana"), "a warning says what is missing: {}", answer.text());
    let before = service.rows().await;
    let second = somebody.results(HOSPITAL, "y", &[result("r", "ALT", "21")]);
    let answer = service.send(second.to_string()).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    assert!(answer.text().contains("operator"), "{}", answer.text());
    let after = service.rows().await;
    assert_eq!((after[0], after[1], after[2]), (before[0] + 1, before[1], before[2]), "kept, and not shown");
}

/// Against a real listener: a sender that hangs up, and one that never says how much is to come.
#[tokio::test]
async fn uploads_that_break_off_or_never_end_are_answered() {
    let service = Service::new().await;
    let before = (service.record().await, service.rows().await);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = service.portal.router();
    let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let head = format!(
        "POST /fhir HTTP/1.1\r\nHost: localhost:3000\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/fhir+json\r\nConnection: close\r\n",
        service.portal.key()
    );
    let body = good("x").to_string();

    let mut halfway = TcpStream::connect(address).await.unwrap();
    let request = format!("{head}Content-Length: {}\r\n\r\n", body.len());
    halfway.write_all(request.as_bytes()).await.unwrap();
    halfway.write_all(&body.as_bytes()[..body.len() / 2]).await.unwrap();
    halfway.shutdown().await.unwrap();
    let mut answer = Vec::new();
    // Whether the answer still reaches who hung up is the connection's matter; what it says, and what is kept, ours.
    let _ = halfway.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(
        before == (service.record().await, service.rows().await),
        "something of half a Bundle was stored"
    );

    let endless = TcpStream::connect(address).await.unwrap();
    let (mut reading, mut writing) = endless.into_split();
    let head = format!("{head}Transfer-Encoding: chunked\r\n\r\n");
    let sender = tokio::spawn(async move {
        writing.write_all(head.as_bytes()).await.unwrap();
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        for _ in 0..200 {
            if writing.write_all(chunk.as_bytes()).await.is_err() {
                break;
            }
        }
    });
    let mut answer = vec![0; 4096];
    let length = reading.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    sender.await.unwrap();

    assert!(before == (service.record().await, service.rows().await));
    service.check_alive().await;
    server.abort();
}

#[tokio::test]
async fn a_database_that_goes_away_is_answered() {
    let service = Service::new().await;
    service.portal.state.store.close().await;
    let answer = service.send(good("x").to_string()).await;
    check_outcome("closed", &answer, StatusCode::SERVICE_UNAVAILABLE, &["Nothing was stored", "again"]);
    assert!(!answer.header("retry-after").is_empty());
    for address in ["/", "/record", "/summary", "/labs", "/documents", "/api/record", "/healthz"] {
        let answer = service.portal.read("ja", address, None).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{address}: {}", answer.text());
    }
    for address in ["/signin/demo", "/signout"] {
        let body = format!("person={}", service.portal.patient());
        let answer = service.portal.ask(Who::Patient, Method::POST, address, &body).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{address}");
    }
}

#[tokio::test]
async fn a_full_disk_is_answered_and_works_again() {
    let service = Service::new().await;
    let (before, rows) = (service.record().await, service.rows().await);
    let store = service.portal.state.store.clone();
    let long = "長".repeat(300_000);
    let bundle = hanako().results(HOSPITAL, "full", &[result("r", "ALT", &long)]).to_string();
    for _ in 0..3 {
        // Again each time: a connection that met the limit is replaced, and the limit goes with it.
        store.limit_pages(1).await;
        let answer = service.send(bundle.clone()).await;
        check_outcome("full", &answer, StatusCode::SERVICE_UNAVAILABLE, &["Nothing was stored"]);
    }
    assert_eq!(service.rows().await, rows);
    store.limit_pages(1_000_000).await;
    assert!(service.record().await == before);
    let answer = service.send(bundle).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    service.check_alive().await;
}

/// A file system that is really full. Only root may mount one.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_system_without_space_is_answered_and_works_again() {
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small");
    std::fs::create_dir(&small).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        std::process::Command::new(program).args(arguments).output().is_ok_and(|out| out.status.success())
    };
    let place = small.to_str().unwrap().to_owned();
    if !run("mount", &["-t", "tmpfs", "-o", "size=4m", "tmpfs", &place]) {
        println!("SKIPPED: only root may mount a small file system; the page limit was tested instead");
        return;
    }
    let unmount = Unmount(place);
    let service = Service::at(folder, small.join("mikata.db")).await;
    let before = service.record().await;
    let rows = service.rows().await;
    let filler = small.join("filler");
    let mut full = std::fs::File::create(&filler).unwrap();
    while std::io::Write::write_all(&mut full, &[0; 4096]).is_ok() {}
    let long = "長".repeat(100_000);
    let bundle = hanako().results(HOSPITAL, "full", &[result("r", "ALT", &long)]).to_string();
    for _ in 0..2 {
        let answer = service.send(bundle.clone()).await;
        check_outcome("no space", &answer, StatusCode::SERVICE_UNAVAILABLE, &["Nothing was stored"]);
    }
    drop(full);
    std::fs::remove_file(&filler).unwrap();
    assert!(service.record().await == before);
    assert_eq!(service.rows().await, rows);
    let answer = service.send(bundle).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    service.check_alive().await;
    service.portal.state.store.close().await;
    drop(unmount);
}

struct Unmount(String);

impl Drop for Unmount {
    fn drop(&mut self) {
        // Lazily: a test that failed may still hold files open.
        let _ = std::process::Command::new("umount").args(["-l", &self.0]).output();
    }
}
