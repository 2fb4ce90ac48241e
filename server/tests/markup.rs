//! No text is ever markup: whatever facilities, patients, caregivers and staff write, the answers have exactly the
//! elements and attributes that they have with harmless words; and in which language it is. They are read by the parser
//! of a browser.

mod crawl;
mod shape;

use crate::bundles::{addressed, letter, letter_with_file, letter_with_summary};
use crate::common::{
    self, CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine, result},
    facility,
};
use crate::portal::Portal;
use axum::http::StatusCode;
use crawl::{Browser, crawl};
use serde_json::{Value, json};
use server::{
    auth::Role,
    demo,
    store::{
        DatabaseUrl, Store, account::session, facility as facilities, facility::ListUnit, log::question,
    },
};
use shape::{Shape, shape};
use shared::{consent::FacilityKind, ids::PatientId, record::RecordView};
use sqlx::{Connection, SqliteConnection};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Each as long as a name may be: all go into every field.
const BREAKING: [&str; 5] = [
    "</title><meta http-equiv=refresh content=0>",
    "</textarea></noscript><img src=x onerror=a()>",
    "\"><img src=x onerror=a()>'><svg onload=a()>",
    "]]>--></script><script>a()</script><!--",
    "javascript:a()&lt;b&gt;</style></main><plaintext>",
];
const HARMLESS: &str = "無害な言葉です";

/// Everybody and everything, with `words` in every text.
struct Place {
    words: &'static str,
    world: World,
    portal: Portal,
    patient: PatientId,
    own: String,
    file: String,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn new(words: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mikata.db").to_str().unwrap().to_owned();
        let world = World::new(Store::open(&DatabaseUrl(file.clone())).await.unwrap()).await;
        let today = world.clock.today();
        let person = demo::named(today).next().unwrap();
        for code in person
            .transmissions
            .iter()
            .map(|sent| sent.sender.to_string())
            .chain([HOSPITAL.into(), CLINIC.into()])
        {
            let (code, name) = (facility(&code), format!("架空{code}{words}"));
            let now = world.clock.now();
            facilities::add(&world.store, &code, &name, ListUnit::Department, now).await.unwrap();
            facilities::set_kind(&world.store, &code, Some(FacilityKind::Hospital)).await.unwrap();
        }
        let whose = person.transmissions[0].bundle["entry"][0]["resource"].clone();
        for sent in &person.transmissions {
            send(&world, sent.sender.as_str(), sent.bundle.clone(), words).await;
        }
        for (number, (sender, mut bundle)) in more().into_iter().enumerate() {
            replace_patient(&mut bundle, &whose);
            let number = u32::try_from(number).unwrap() + 7_000;
            send(&world, sender, addressed(bundle, number), words).await;
        }
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        let own = world.sign_in(patient, world.clock.now()).await;
        Self { words, world, portal, patient, own, file, _folder: folder }
    }

    fn browser<'a>(&'a self, session: Option<&'a str>) -> Browser<'a> {
        Browser { portal: &self.portal, session, language: "ja" }
    }

    fn text(&self, before: &str) -> String {
        format!("{before}{}", self.words)
    }

    async fn member(&self, name: &str, roles: &[Role]) -> String {
        self.world.member(HOSPITAL, &self.text(name), roles).await.cookie
    }

    /// Somebody who acts for the patient, and whose name breaks things as well.
    async fn caregiver(&self) -> String {
        let (id, now) = (self.world.entropy.uuid(), self.world.clock.now());
        let mut database = SqliteConnection::connect(&self.file).await.unwrap();
        sqlx::query("INSERT INTO account (id, kind, name, created_at) VALUES ($1, 'person', $2, $3)")
            .bind(id)
            .bind(self.text("世話"))
            .bind(now)
            .execute(&mut database)
            .await
            .unwrap();
        sqlx::query(
            "INSERT INTO mandate (id, patient_id, account_id, basis, label, categories, actions, valid_from,
                 created_at, created_by, accepted_at, confirmed_at)
             VALUES ($1, $2, $3, 'granted', $4, $5, $6, '2020-01-01', $7, $3, $7, $7)",
        )
        .bind(self.world.entropy.uuid())
        .bind(self.patient.0)
        .bind(id)
        .bind(self.text("娘"))
        .bind(shared::category::Categories::ALL.to_string())
        .bind(shared::delegation::Actions::ALL.to_string())
        .bind(now)
        .execute(&mut database)
        .await
        .unwrap();
        let account = server::store::account::Account {
            id: shared::ids::AccountId(id),
            name: self.text("世話"),
            kind: server::store::account::Kind::Person(None),
        };
        let store = &self.world.store;
        let secret =
            session::create_for_demo_account(store, common::demo(), &account, now, &self.world.entropy)
                .await
                .unwrap();
        let begun = session::find(store, &secret, now).await.unwrap().unwrap();
        session::act_for(store, begun.id, Some(self.patient)).await.unwrap();
        secret
    }

    /// The patient's own sign-in gets a name, and so does the device it is used on.
    async fn name_a_passkey(&self) {
        let account = self.world.account(self.patient).await;
        let mut database = SqliteConnection::connect(&self.file).await.unwrap();
        sqlx::query(
            "INSERT INTO passkey (id, credential_id, account_id, name, credential, created_at)
             VALUES ($1, $2, $3, $4, '{}', $5)",
        )
        .bind(self.world.entropy.uuid())
        .bind([7_u8; 16].as_slice())
        .bind(account.0)
        .bind(self.text("電話"))
        .bind(self.world.clock.now())
        .execute(&mut database)
        .await
        .unwrap();
        sqlx::query("UPDATE session SET device = $1")
            .bind(self.text("端末"))
            .execute(&mut database)
            .await
            .unwrap();
    }

    async fn waiting_question(&self) -> Uuid {
        question::to_facility(&self.world.store, &facility(HOSPITAL)).await.unwrap()[0].id
    }
}

/// Letters of all kinds, and one line of each kind from the smallest Bundles.
fn more() -> Vec<(&'static str, Value)> {
    let who = hanako();
    let lines = [diagnosis("m1", "腰痛症")];
    // Its name is the sender's: no core item gives it another.
    let mut own = who.results(CLINIC, "m-9", &[result("m7", "独自検査", "(±)")]);
    own["entry"][1]["resource"]["code"]["coding"][1] = json!({
        "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_Uncoded_CS",
        "code": "99999999999999999",
        "display": "独自検査",
    });
    let file = "eyJyZXNvdXJjZVR5cGUiOiJCdW5kbGUifQ==";
    vec![
        (HOSPITAL, who.conditions(HOSPITAL, "m-1", &[diagnosis("m2", "胃炎").flagged("LTS")])),
        (
            HOSPITAL,
            who.conditions(HOSPITAL, "m-2", &[diagnosis("m3", "膵頭部癌").of("09").flagged("UNINFORMED")]),
        ),
        (CLINIC, who.results(CLINIC, "m-3", &[result("m4", "ALT", "21")])),
        (CLINIC, own),
        (CLINIC, who.prescriptions(CLINIC, "m-4", &[medicine("m6", "アムロジピン錠", "2024-07-01", 28)])),
        (HOSPITAL, letter(&who, HOSPITAL, "m-5", "いつもお世話になります。", &lines)),
        (HOSPITAL, letter_with_summary(&who, HOSPITAL, "m-6", &lines)),
        (CLINIC, letter_with_file(&who, CLINIC, "m-7", file)),
        (CLINIC, who.summary(CLINIC, "m-8", "よく歩きましょう。", &lines)),
    ]
}

fn replace_patient(value: &mut Value, whose: &Value) {
    match value {
        Value::Object(fields) if fields.get("resourceType").is_some_and(|kind| kind == "Patient") => {
            *value = whose.clone();
        }
        Value::Object(fields) => fields.values_mut().for_each(|inner| replace_patient(inner, whose)),
        Value::Array(items) => items.iter_mut().for_each(|inner| replace_patient(inner, whose)),
        _ => {}
    }
}

async fn send(world: &World, sender: &str, mut bundle: Value, words: &str) {
    let before = bundle.to_string();
    write_everywhere(&mut bundle, words);
    assert_ne!(before, bundle.to_string());
    world.send(sender, &bundle).await;
}

/// The elements that FHIR gives to people's words.
const TEXTS: [&str; 9] = [
    "text",
    "display",
    "title",
    "description",
    "name",
    "unit",
    "valueString",
    "patientInstruction",
    "comment",
];

fn write_everywhere(value: &mut Value, words: &str) {
    match value {
        Value::Object(fields) => {
            let local = fields
                .get("system")
                .and_then(Value::as_str)
                .is_some_and(|system| system.contains("LocalCode") || system.contains("resourceInstance"));
            for (name, inner) in fields.iter_mut() {
                match inner {
                    Value::String(text) if TEXTS.contains(&name.as_str()) => text.push_str(words),
                    // Narrative is XHTML; the words are text in it.
                    Value::String(text) if name == "div" => {
                        let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                        *text = text.replace("</div>", &format!("{escaped}</div>"));
                    }
                    Value::String(text) if local && name == "code" => text.push_str(words),
                    _ => write_everywhere(inner, words),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| write_everywhere(inner, words)),
        _ => {}
    }
}

/// In whose session, where to, and the form.
type Post<'a> = (Option<&'a str>, String, Vec<(&'a str, String)>);

/// What is sent by forms, by whom, and what is said to each; with what is handed back where it is refused. The session
/// of the one who opened the record in an emergency.
async fn say_everything(place: &Place, said: &mut Vec<(String, Shape)>) -> String {
    let clerk = place.member("受付", &[Role::Clerk]).await;
    let doctor = place.member("医師", &[Role::Doctor]).await;
    let administrator = place.member("管理", &[Role::Administrator]).await;
    let emergency = place.member("救急", &[Role::Doctor, Role::Emergency]).await;
    let patient = place.patient.to_string();
    let desk = format!("/desk/patients/{patient}");
    let text = |before: &str| place.text(before);
    let long = text("長").repeat(200);
    let mut posts: Vec<Post<'_>> = vec![
        (Some(&place.own), "/consent/preset".into(), vec![("preset", "everyone".into())]),
        (
            Some(&place.own),
            "/people/new".into(),
            vec![
                ("patient", patient.clone()),
                ("id", place.world.entropy.uuid().to_string()),
                ("label", text("娘")),
                ("kind", "medicines".into()),
            ],
        ),
        (
            Some(&place.own),
            "/people/new".into(),
            vec![
                ("patient", patient.clone()),
                ("id", place.world.entropy.uuid().to_string()),
                ("label", long.clone()),
            ],
        ),
        (Some(&clerk), "/desk/find".into(), vec![("by", "own-number".into()), ("number", text("A"))]),
        (
            Some(&clerk),
            format!("{desk}/invitation"),
            vec![("seen", "two-papers".into()), ("same", "yes".into())],
        ),
        (
            Some(&administrator),
            "/desk/staff/new".into(),
            vec![("name", text("新人")), ("role", "clerk".into())],
        ),
        (
            Some(&administrator),
            "/desk/staff/new".into(),
            vec![("name", long.clone()), ("role", "clerk".into())],
        ),
        (
            Some(&administrator),
            "/desk/keys/new".into(),
            vec![("label", text("検査")), ("scope", "send".into())],
        ),
        (
            Some(&administrator),
            "/desk/keys/new".into(),
            vec![("label", long.clone()), ("scope", "send".into())],
        ),
        (
            Some(&administrator),
            "/desk/sign-outs".into(),
            vec![
                ("number", text("1")),
                ("birth_date", "1950-02-03".into()),
                ("reason", "other".into()),
                ("note", text("窓口の端末")),
            ],
        ),
        (
            Some(&emergency),
            "/desk/emergency".into(),
            vec![
                ("name", text("見本")),
                ("birth_date", text("1950")),
                ("sex", text("female")),
                ("prefecture", text("13")),
                ("address", text("架空区")),
                ("reason", "other".into()),
                ("note", text("反応なし")),
            ],
        ),
        (
            Some(&emergency),
            format!("{desk}/emergency"),
            vec![("reason", "other".into()), ("note", text("反応なし")), ("emergency", "yes".into())],
        ),
    ];
    for who in [&clerk, &doctor] {
        posts.push((
            Some(who),
            format!("{desk}/representatives"),
            vec![
                ("basis", "authorised-kin".into()),
                ("label", text("代理")),
                ("until", "2025-01-01".into()),
                ("kinds", "medicines".into()),
                ("checked", "yes".into()),
            ],
        ));
    }
    for (number, (who, address, fields)) in posts.into_iter().enumerate() {
        let answer = place.browser(who).post(&address, &fields).await;
        said.push((format!("POST {address} ({number})"), shape(&answer)));
    }
    // Somebody looked: there is something to ask about, and to answer.
    for who in [&clerk, &doctor] {
        place.browser(Some(who)).get(&desk).await;
        place.browser(Some(who)).get(&format!("{desk}/record")).await;
    }
    for entry in 1..4 {
        for typed in [text("なぜ見た"), long.clone()] {
            let address = format!("/history/{entry}/question");
            let answer = place.browser(Some(&place.own)).post(&address, &[("text", typed)]).await;
            said.push((format!("POST {address}"), shape(&answer)));
        }
    }
    let address = format!("/desk/questions/{}", place.waiting_question().await);
    for typed in [long, text("受付です"), text("もう一度")] {
        let answer = place.browser(Some(&administrator)).post(&address, &[("answer", typed)]).await;
        said.push((format!("POST {address}"), shape(&answer)));
    }
    place.name_a_passkey().await;
    emergency
}

/// Everybody who reads, by what they are called here.
async fn readers(place: &Place, emergency: String) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("patient", Some(place.own.clone())),
        ("caregiver", Some(place.caregiver().await)),
        ("clerk", Some(place.member("受付二", &[Role::Clerk]).await)),
        ("doctor", Some(place.member("医師二", &[Role::Doctor]).await)),
        ("administrator", Some(place.member("管理二", &[Role::Administrator]).await)),
        ("emergency", Some(emergency)),
        ("nobody", None),
    ]
}

/// Where reading begins: links lead to the rest.
fn beginnings(place: &Place) -> Vec<String> {
    let typed: String = place.words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let mut all: Vec<String> = place
        .portal
        .addresses()
        .into_iter()
        .filter(|(path, method)| *method == "GET" && !path.contains(['{', ':']))
        .filter(|(path, _)| path != "/healthz" && path != "/api/access-history/live")
        .map(|(path, _)| path)
        .collect();
    for file in ["history.csv", "history.json", "audit-events.json"] {
        all.push(format!("/api/access-history/{file}"));
    }
    let desk = format!("/desk/patients/{}", place.patient);
    all.extend(
        ["", "/record", "/invitation", "/death", "/representatives", "/emergency"]
            .map(|rest| format!("{desk}{rest}")),
    );
    for asked in [
        "/medicines/check?q=",
        "/consent?to=",
        "/consent?code=",
        "/consent?problem=",
        "/history?who=",
        "/history?from=",
        "/signin?return_to=/",
        "/signin?problem=",
        "/verify?return_to=/",
        "/labs/",
        "/documents/",
        "/history/",
        "/people/new?kinds=",
        "/nowhere/",
        "/glossary?",
        "/desk/patients/",
        "/fhir/Bundle/",
        "/api/access-history/",
    ] {
        all.push(format!("{asked}{typed}"));
    }
    all
}

/// All that is answered in a place with these words.
async fn everything(words: &'static str) -> (Place, Vec<(String, Shape)>, String) {
    let place = Place::new(words).await;
    let mut said = Vec::new();
    let emergency = say_everything(&place, &mut said).await;
    (place, said, emergency)
}

/// Answers in which the words must stand: who reads, where, and what kind of answer it is.
const SAYING: [&str; 15] = [
    "patient /?{} text/html",
    "patient /documents/*?{} text/html",
    "patient /labs/*?{} text/html",
    "patient /medicines?{} text/html",
    "patient /history/*?{} text/html",
    "patient /signins?{} text/html",
    "patient /people?{} text/html",
    "patient /api/record?{} application/json",
    "patient /api/access-history/history.csv?{} text/csv",
    "caregiver /documents/*?{} text/html",
    "doctor /desk/patients/*/record?{} text/html",
    "emergency /desk/emergency/*?{} text/html",
    "administrator /desk/questions?{} text/html",
    "administrator /desk/staff/*?{} text/html",
    "administrator /desk/keys/*/revoke?{} text/html",
];

async fn check(words: &'static str) {
    let (plain, expected, physician) = everything(HARMLESS).await;
    let (broken, found, other) = everything(words).await;
    let mut wrong = Vec::new();
    for ((what, expected), (_, found)) in expected.iter().zip(&found) {
        wrong.extend(expected.differs(found).map(|how| format!("{what}: {how}")));
    }
    assert_eq!(expected.len(), found.len());
    let (mut read, mut told) = (0, 0);
    let mut places = BTreeSet::new();
    for ((who, session), (_, theirs)) in
        readers(&plain, physician).await.iter().zip(&readers(&broken, other).await)
    {
        let begin = beginnings(&plain).into_iter().zip(beginnings(&broken)).collect();
        let sides = (plain.browser(session.as_deref()), broken.browser(theirs.as_deref()));
        for page in crawl(sides, begin).await {
            wrong.extend(
                page.expected.differs(&page.found).map(|how| format!("{who} at {}: {how}", page.address)),
            );
            if page.found.says(words) {
                told += 1;
                places.insert(format!("{who} {} {}", crawl::form(&page.address), page.found.kind()));
            }
            read += 1;
        }
    }
    println!("{words}: {read} answers, {told} with these words");
    assert!(read > 150 && told > 60, "{read} answers, {told} with these words");
    for place in SAYING {
        assert!(places.contains(place), "{place} does not say {words}: {places:#?}");
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {read}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whoever reads English hears and sees Japanese words as Japanese, wherever they come from, and those around them not.
#[tokio::test]
async fn japanese_words_on_english_pages_say_their_language() {
    let (place, said, physician) = everything(HARMLESS).await;
    assert!(!said.is_empty());
    let (mut read, mut with_words) = (0, 0);
    let mut wrong = BTreeSet::new();
    for (who, session) in readers(&place, physician).await {
        let browser = Browser { language: "en", ..place.browser(session.as_deref()) };
        let begin = beginnings(&place).into_iter().map(|address| (address.clone(), address)).collect();
        for page in crawl((browser, browser), begin).await.into_iter().filter(|page| page.found.is_a_page()) {
            read += 1;
            with_words += usize::from(page.found.says(HARMLESS));
            let elsewhere = page.found.in_no_language();
            wrong.extend(elsewhere.map(|text| format!("{who} {}: {text}", crawl::form(&page.address))));
        }
    }
    println!("{read} English pages, {with_words} with words that were sent");
    assert!(read > 100 && with_words > 50, "{read} pages, {with_words} with words that were sent");
    let listed: Vec<&str> = wrong.iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), listed.join("\n"));
}

/// Places of a record, as whoever reads English opens them.
const PLACES: [&str; 14] = [
    "/",
    "/medicines",
    "/medicines?by=clinic",
    "/medicines?by=period",
    "/medicines/show",
    "/medicines/check",
    "/labs",
    "/record",
    "/summary",
    "/documents",
    "/consent",
    "/history",
    "/people",
    "/signins",
];

/// Whoever of the demonstration reads English reads English, and has every medicine, illness and allergy named in it.
#[tokio::test]
async fn an_english_page_of_everybody_in_the_demonstration_is_english() {
    let folder = tempfile::tempdir().unwrap();
    let empty = async |number: usize| {
        let file = folder.path().join(format!("{number}.db"));
        let url = DatabaseUrl(file.to_str().unwrap().to_owned());
        World::new(Store::open(&url).await.unwrap()).await
    };
    let day = empty(0).await.clock.today();
    let (mut people, mut pages, mut named) = (0, 0, 0);
    let mut wrong = BTreeSet::new();
    for person in demo::named(day) {
        let world = empty(people + 1).await;
        for code in person.transmissions.iter().map(|sent| sent.sender.to_string()).collect::<BTreeSet<_>>() {
            let (code, now) = (facility(&code), world.clock.now());
            facilities::add(&world.store, &code, "架空病院", ListUnit::Department, now).await.unwrap();
        }
        for sent in &person.transmissions {
            world.send(sent.sender.as_str(), &sent.bundle).await;
        }
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        let own = world.sign_in(patient, world.clock.now()).await;
        let browser = Browser { portal: &portal, session: Some(&own), language: "en" };
        for place in PLACES {
            let found = shape(&browser.get(place).await);
            assert!(found.is_a_page(), "{place}");
            pages += 1;
            wrong.extend(found.in_no_language().map(|text| format!("{place}: {text}")));
        }
        let answer = browser.get("/api/record").await;
        let view: RecordView = serde_json::from_slice(&answer.body).unwrap();
        let record = &view.record;
        let medicines = record.prescriptions.iter().map(|one| &one.name);
        let illnesses = record.diagnoses.iter().map(|one| &one.name);
        let allergies = record.allergies.iter().flat_map(|one| one.reactions.iter().chain([&one.name]));
        let names: BTreeSet<&String> = medicines.chain(illnesses).chain(allergies).collect();
        named += names.len();
        let nameless =
            names.into_iter().filter(|name| !view.english.iter().any(|known| known.sent == **name));
        wrong.extend(nameless.map(|name| format!("no English name: {name}")));
        people += 1;
    }
    println!("{people} people, {pages} pages, {named} names");
    assert!(people >= 12 && named > 50, "{people} people, {named} names");
    let listed: Vec<&str> = wrong.iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), listed.join("\n"));
}

#[tokio::test]
async fn what_ends_a_title_is_text() {
    check(BREAKING[0]).await;
}

#[tokio::test]
async fn what_ends_a_field_is_text() {
    check(BREAKING[1]).await;
}

#[tokio::test]
async fn what_ends_an_attribute_is_text() {
    check(BREAKING[2]).await;
}

#[tokio::test]
async fn what_ends_a_script_is_text() {
    check(BREAKING[3]).await;
}

#[tokio::test]
async fn what_leads_elsewhere_is_text() {
    check(BREAKING[4]).await;
}

/// The comparison sees what it should see.
#[test]
fn markup_that_stands_in_a_page_is_found() {
    let page = |title: &str, href: &str| {
        shape::of_html(
            StatusCode::OK,
            &format!("<!DOCTYPE html><title>{title}</title><a href=\"{href}\">x</a>"),
        )
    };
    let plain = page("x", "/x");
    assert_eq!(plain.differs(&page("&lt;/title&gt;&lt;b&gt;", "/y")), None);
    for breaking in BREAKING.into_iter().filter(|words| words.contains("</title>")) {
        assert!(plain.differs(&page(breaking, "/x")).is_some(), "{breaking}");
    }
    assert!(plain.differs(&page("x", "x\" onclick=\"a()")).is_some());
    assert!(plain.differs(&page("x", " JAVA\nscript:a()")).is_some());
    let json = |text: &str| shape::of_json(StatusCode::OK, text.as_bytes());
    let plain = json(&json!({"a": [1, "x"]}).to_string());
    assert_eq!(plain.differs(&json(&json!({"a": [1, "</script>"]}).to_string())), None);
    assert!(plain.differs(&json(&json!({"a": [1, "x"], "b": 1}).to_string())).is_some());
}
