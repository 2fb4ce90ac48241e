//! Non-interference: nothing that reaches a patient tells that something is hidden from them.
//!
//! For made-up records, a store with flagged diagnoses and one without are asked everything a
//! patient can ask. Status, headers and body must be the same bytes.

mod bundles;
mod common;
mod portal;

use axum::http::{Method, StatusCode};
use bundles::{addressed, document, letter, letter_with_file, letter_with_summary, mark, resource};
use common::{
    CLINIC, HOSPITAL, World,
    bundle::{Line, diagnosis, hanako, medicine, result},
    facility,
};
use portal::{Answer, Portal, Who};
use serde_json::{Value, json};
use server::{
    entropy::Entropy,
    store::{DatabaseUrl, Store, facility::ListUnit},
};
use shared::{labs::LabSheet, record::Record};
use sqlx::{Connection, SqliteConnection};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, OnceLock},
};

/// Facilities from which nothing comes but what is hidden: another one for every happening, because
/// a facility's next list replaces the one before.
const SPECIALISTS: [&str; 6] =
    ["1310000003", "1310000004", "1310000005", "1310000006", "1310000007", "1310000008"];
const SPECIALIST: &str = SPECIALISTS[5];
/// So many pairs of worlds: each of the happenings comes first in two of them. `MIKATA_WORLDS` asks for more.
const WORLDS: u64 = 32;

const TOLD: [&str; 5] = ["高血圧症", "逆流性食道炎", "変形性膝関節症", "季節性鼻炎", "片頭痛"];
const UNTOLD: [&str; 5] =
    ["膵頭部癌", "多系統萎縮症", "急性骨髄性白血病", "筋萎縮性側索硬化症", "ハンチントン病"];

/// One moment in both histories: what arrives where there is something to hide, and what arrives
/// where there is not.
struct Step {
    sender: &'static str,
    with: Option<Value>,
    without: Option<Value>,
}

/// Two histories that must look the same, and the words that must stand nowhere.
struct History {
    chance: Entropy,
    steps: Vec<Step>,
    untold: BTreeSet<String>,
    /// The hospital's current list.
    list: Vec<Line>,
    departments: bool,
    unit: ListUnit,
    specialists: std::slice::Iter<'static, &'static str>,
    number: u32,
}

impl History {
    fn new(seed: u64) -> Self {
        let chance = Entropy::seeded(seed);
        let [departments, unit] = chance.bytes();
        let mut history = Self {
            chance,
            steps: Vec::new(),
            untold: BTreeSet::new(),
            list: Vec::new(),
            departments: departments % 4 != 0,
            unit: if unit % 3 == 0 { ListUnit::Facility } else { ListUnit::Department },
            specialists: SPECIALISTS.iter(),
            number: 0,
        };
        history.begin();
        history
    }

    /// What both worlds know from the beginning.
    fn begin(&mut self) {
        for (number, name) in TOLD.iter().enumerate().take(2 + self.pick(3)) {
            let line = self.told(&format!("told-{number}"), name);
            self.list.push(line);
        }
        if self.pick(3) == 0 {
            self.in_the_middle();
        } else {
            let list = self.list.clone();
            self.both(HOSPITAL, |history, serial| history.conditions(serial, &list));
        }
        self.both(CLINIC, |_, serial| {
            hanako().results(CLINIC, serial, &[result("r1", "ALT", "21"), result("r2", "AST", "20")])
        });
        self.both(CLINIC, |_, serial| {
            hanako().summary(CLINIC, serial, "よく歩きましょう。", &[diagnosis("told-clinic", "２型糖尿病")])
        });
        self.both(CLINIC, |_, serial| {
            letter(
                &hanako(),
                CLINIC,
                serial,
                "いつもお世話になります。",
                &[diagnosis("told-letter", "腰痛症")],
            )
        });
    }

    fn pick(&self, below: usize) -> usize {
        let [byte] = self.chance.bytes();
        usize::from(byte) % below
    }

    fn told(&self, serial: &str, name: &str) -> Line {
        let line = diagnosis(serial, name);
        if self.departments { line.of("01") } else { line }
    }

    /// A diagnosis under a name and an identifier that no answer may contain.
    fn secret(&mut self) -> (Line, &'static str) {
        let name = UNTOLD[self.pick(UNTOLD.len())];
        self.number += 1;
        let serial = format!("hidden-{}", self.number);
        self.untold.extend([name.to_owned(), "hidden-".to_owned()]);
        (self.told(&serial, name), name)
    }

    /// One of the ways to write the flags.
    fn flag(&self) -> Value {
        let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication";
        let tag = |code: &str| json!({"system": system, "code": code});
        match self.pick(8) {
            0 | 1 => json!({"tag": [tag("UNINFORMED")]}),
            2 => json!({"tag": [tag("UNDELIVERED")]}),
            3 => json!({"tag": [tag("UNINFORMED"), tag("UNDELIVERED")]}),
            4 => json!({"tag": [tag("LTS"), tag("UNINFORMED")]}),
            5 => json!({"tag": [{"system": "http://example.org/flags", "code": "uninformed"}]}),
            6 => json!({"tag": [{"code": "ＵＮＤＥＬＩＶＥＲＥＤ"}]}),
            _ => json!({"security": [{"code": "Uninformed"}]}),
        }
    }

    fn conditions(&self, serial: &str, lines: &[Line]) -> Value {
        hanako().conditions(HOSPITAL, serial, lines)
    }

    fn specialist(&mut self) -> &'static str {
        self.specialists.next().expect("a history has fewer happenings than there are specialists")
    }

    fn serial(&mut self) -> String {
        self.number += 1;
        format!("s{}", self.number)
    }

    fn both(&mut self, sender: &'static str, bundle: impl Fn(&Self, &str) -> Value) {
        let serial = self.serial();
        let bundle = addressed(bundle(self, &serial), self.number);
        self.steps.push(Step { sender, with: Some(bundle.clone()), without: Some(bundle) });
    }

    /// Something in the one world, and perhaps something else in the other.
    fn one(&mut self, sender: &'static str, with: Value, without: Option<Value>) {
        let number = self.number;
        let own = |bundle| addressed(bundle, number);
        self.steps.push(Step { sender, with: Some(own(with)), without: without.map(own) });
    }

    fn happen(&mut self, what: usize) {
        match what % HAPPENINGS {
            0 => self.in_the_middle(),
            1 => self.list_of_its_own(),
            2 => self.facility_of_its_own(),
            3 => self.beside_long_term(),
            4 => self.inside_a_summary(),
            5 => self.inside_a_letter(),
            6 => self.inside_an_attached_summary(),
            7 => self.named_in_a_letter(),
            8 => self.told_later(),
            9 => self.hidden_later(),
            10 => self.hidden_later_and_alone(),
            11 => self.under_a_shared_identifier(),
            12 => self.in_a_transaction(),
            13 => self.in_an_attached_file(),
            14 => self.document_replaced_by_a_flagged_one(),
            _ => self.beside_a_told_one_in_a_letter(),
        }
    }

    fn list_with(&mut self, secret: &Line) -> Vec<Line> {
        let mut list = self.list.clone();
        list.insert(self.pick(list.len() + 1), secret.clone());
        list
    }

    fn in_the_middle(&mut self) {
        let (secret, name) = self.secret();
        let (serial, flag) = (self.serial(), self.flag());
        let list = self.list_with(&secret);
        let mut with = self.conditions(&serial, &list);
        mark(&mut with, name, &flag);
        let without = self.conditions(&serial, &self.list);
        self.one(HOSPITAL, with, Some(without));
    }

    /// From a department that has nothing else.
    fn list_of_its_own(&mut self) {
        if !self.departments || self.unit == ListUnit::Facility {
            return self.facility_of_its_own();
        }
        let (secret, name) = self.secret();
        let (serial, flag) = (self.serial(), self.flag());
        let mut with = self.conditions(&serial, &[secret.of("09")]);
        mark(&mut with, name, &flag);
        self.one(HOSPITAL, with, None);
    }

    fn facility_of_its_own(&mut self) {
        let (secret, name) = self.secret();
        let own = self.specialist();
        let (serial, flag) = (self.serial(), self.flag());
        let mut with = hanako().conditions(own, &serial, &[secret]);
        mark(&mut with, name, &flag);
        self.one(own, with, None);
    }

    fn beside_long_term(&mut self) {
        let name = TOLD[0];
        self.list[0] = self.told("told-0", name).flagged("LTS");
        self.in_the_middle();
    }

    fn inside_a_summary(&mut self) {
        let (secret, name) = self.secret();
        let (serial, flag) = (self.serial(), self.flag());
        let told = diagnosis("told-in-summary", "胃潰瘍");
        let mut with = hanako().summary(HOSPITAL, &serial, "秘密の助言です。", &[told, secret]);
        self.untold.insert("秘密の助言".to_owned());
        mark(&mut with, name, &flag);
        self.one(HOSPITAL, with, None);
    }

    fn inside_a_letter(&mut self) {
        let (secret, name) = self.secret();
        let own = self.specialist();
        let (serial, flag) = (self.serial(), self.flag());
        let mut with = letter(&hanako(), own, &serial, "秘密の手紙です。", &[secret]);
        self.untold.insert("秘密の手紙".to_owned());
        mark(&mut with, name, &flag);
        self.one(own, with, None);
    }

    fn inside_an_attached_summary(&mut self) {
        let (secret, name) = self.secret();
        let (serial, flag) = (self.serial(), self.flag());
        let told = diagnosis("told-in-attachment", "気管支炎");
        let mut with = letter_with_summary(&hanako(), HOSPITAL, &serial, &[told, secret]);
        mark(&mut with, name, &flag);
        self.one(HOSPITAL, with, None);
    }

    /// The letter has no flag: it only says the name, before or after the diagnosis is registered.
    fn named_in_a_letter(&mut self) {
        let (secret, name) = self.secret();
        let own = self.specialist();
        let (serial, flag) = (self.serial(), self.flag());
        let mut hidden = hanako().conditions(own, &serial, &[secret]);
        mark(&mut hidden, name, &flag);
        let written =
            ["{}の治療を続けています。", "<p>{}</p>の疑い", "<b>{}</b>"][self.pick(3)].replace("{}", name);
        let serial = self.serial();
        let naming = letter(&hanako(), CLINIC, &serial, &written, &[diagnosis("told-there", "不眠症")]);
        let mut steps = vec![(own, hidden), (CLINIC, naming)];
        if self.pick(2) == 0 {
            steps.reverse();
        }
        for (sender, with) in steps {
            self.number += 1;
            self.one(sender, with, None);
        }
    }

    /// The flag is taken away: from then on both worlds know it.
    fn told_later(&mut self) {
        let name = "胆石症";
        let line = self.told(&format!("now-told-{}", self.number), name);
        let (serial, flag) = (self.serial(), self.flag());
        let list = self.list_with(&line);
        let mut with = self.conditions(&serial, &list);
        mark(&mut with, name, &flag);
        let without = self.conditions(&serial, &self.list);
        self.one(HOSPITAL, with, Some(without));
        self.both(HOSPITAL, |history, serial| history.conditions(serial, &list));
        self.list = list;
    }

    /// What was visible becomes flagged: the same as if it had been withdrawn.
    fn hidden_later(&mut self) {
        let (secret, name) = self.secret();
        let list = self.list_with(&secret);
        self.both(HOSPITAL, |history, serial| history.conditions(serial, &list));
        let (serial, flag) = (self.serial(), self.flag());
        let mut with = self.conditions(&serial, &list);
        mark(&mut with, name, &flag);
        let without = self.conditions(&serial, &self.list);
        self.one(HOSPITAL, with, Some(without));
    }

    /// The same where nothing else was visible: the list is as empty as after a withdrawal.
    fn hidden_later_and_alone(&mut self) {
        let (secret, name) = self.secret();
        let own = self.specialist();
        let list = [secret];
        self.both(own, |_, serial| hanako().conditions(own, serial, &list));
        let (serial, flag) = (self.serial(), self.flag());
        let mut with = hanako().conditions(own, &serial, &list);
        mark(&mut with, name, &flag);
        self.one(own, with, Some(hanako().conditions(own, &serial, &[])));
    }

    /// The official examples give one identifier to two diagnoses.
    fn under_a_shared_identifier(&mut self) {
        let name = UNTOLD[self.pick(UNTOLD.len())];
        self.untold.insert(name.to_owned());
        let secret = self.told("told-0", name);
        let (serial, flag) = (self.serial(), self.flag());
        let list = self.list_with(&secret);
        let mut with = self.conditions(&serial, &list);
        mark(&mut with, name, &flag);
        let without = self.conditions(&serial, &self.list);
        self.one(HOSPITAL, with, Some(without));
    }

    fn in_a_transaction(&mut self) {
        let (secret, name) = self.secret();
        let own = self.specialist();
        let (serial, flag) = (self.serial(), self.flag());
        let mut with = hanako().conditions(own, &serial, &[secret]);
        with["type"] = json!("transaction");
        for entry in with["entry"].as_array_mut().unwrap() {
            entry["request"] = json!({"method": "POST", "url": "x"});
        }
        mark(&mut with, name, &flag);
        self.one(own, with, None);
    }

    /// A structured twin inside an attachment carries the flag.
    fn in_an_attached_file(&mut self) {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let (secret, name) = self.secret();
        let (serial, flag) = (self.serial(), json!({"tag": [{"code": "UNINFORMED"}]}));
        let mut twin =
            json!({"resourceType": "Bundle", "entry": [{"resource": resource(HOSPITAL, &secret)}]});
        mark(&mut twin, name, &flag);
        let with = letter_with_file(&hanako(), HOSPITAL, &serial, &STANDARD.encode(twin.to_string()));
        self.one(HOSPITAL, with, None);
    }

    /// Its newer version carries something hidden: nobody can withdraw a letter, so the other world
    /// never had it.
    fn document_replaced_by_a_flagged_one(&mut self) {
        let (secret, name) = self.secret();
        let (serial, flag) = (self.serial(), self.flag());
        let first = letter(&hanako(), HOSPITAL, &serial, "はじめの手紙。", &[]);
        let mut second = letter(&hanako(), HOSPITAL, &serial, "あとの手紙。", &[secret]);
        mark(&mut second, name, &flag);
        self.one(HOSPITAL, first, None);
        self.number += 1;
        self.one(HOSPITAL, second, None);
    }

    /// A withheld letter also names what the patient knows: other documents about that stay.
    fn beside_a_told_one_in_a_letter(&mut self) {
        let (secret, name) = self.secret();
        let own = self.specialist();
        let (serial, flag) = (self.serial(), self.flag());
        let told = diagnosis("told-clinic", "２型糖尿病");
        let mut with = letter(&hanako(), own, &serial, "お願いします。", &[told, secret]);
        mark(&mut with, name, &flag);
        self.one(own, with, None);
    }
}

const HAPPENINGS: usize = 16;

/// A store after one side of a history, and the portal over it.
struct Played {
    portal: Portal,
    record: Record,
    documents: BTreeSet<String>,
    _folder: tempfile::TempDir,
}

async fn play(history: &History, side: fn(&Step) -> &Option<Value>) -> Played {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mikata.db").to_str().unwrap().to_owned();
    let world = World::new(Store::open(&DatabaseUrl(file.clone())).await.unwrap()).await;
    for code in [HOSPITAL, CLINIC].into_iter().chain(SPECIALISTS) {
        let name = format!("架空{code}");
        let (code, now) = (facility(code), world.clock.now());
        server::store::facility::add(&world.store, &code, &name, history.unit, now).await.unwrap();
    }
    for step in &history.steps {
        match side(step) {
            Some(bundle) => drop(world.send(step.sender, bundle).await),
            None => world.clock.advance(chrono::Duration::seconds(1)),
        }
    }
    let patient = world.only_person().await;
    let record = world.record(patient).await;
    let portal = Portal::over(world.store, world.clock, patient, HOSPITAL).await;
    // She answers about a facility that both worlds show her; about the others she is asked, or not.
    let yes = format!("patient={patient}&facility={CLINIC}&answer=yes");
    let answered = portal.ask(Who::Patient, Method::POST, "/consent/treating", &yes).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER);
    let mut connection = SqliteConnection::connect(&file).await.unwrap();
    let ids: Vec<(String,)> = sqlx::query_as("SELECT DISTINCT item_id FROM item WHERE kind = 'Document'")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    Played { portal, record, documents: ids.into_iter().map(|(id,)| id).collect(), _folder: folder }
}

/// What a person takes along of their access history.
const FILES: [&str; 3] = ["history.json", "history.csv", "audit-events.json"];

/// What they hand to somebody who treats.
const HANDED_OUT: [&str; 4] = ["emergency.pdf", "summary.pdf", "summary.json", "summary.txt"];

/// Pages about one test, one document, one look, and what is taken along: each must have opened.
const OF_ONE_THING: [&str; 6] =
    ["/labs/", "/documents/", "/record/sent/", "/history/", "/api/access-history/", "/show/"];

/// Routes whose addresses name something else than what belongs to a person.
const OF_NOBODY: [&str; 8] =
    ["/desk", "/signin/", "/link/", "/fhir/", "/pkg/", "/i18n/", "/knowledge/", "/install/"];

/// Everything a patient can ask for: pages of the route table, of everything in either world.
fn addresses(one: &Played, other: &Played) -> Vec<String> {
    let mut tests = BTreeSet::from(["nothing".to_owned()]);
    for record in [&one.record, &other.record] {
        let sheet = LabSheet::of_results(record.observations.iter());
        tests.extend(sheet.tests().map(|series| series.key.as_str().to_owned()));
    }
    let documents: BTreeSet<&String> = one.documents.union(&other.documents).collect();
    let mut all = Vec::new();
    for (path, method) in one.portal.addresses() {
        match path.as_str() {
            _ if method != "GET" || path == "/healthz" => {}
            "/labs/{test}" => all.extend(tests.iter().map(|key| format!("/labs/{key}"))),
            "/record/sent/{item}" => {
                let items = items(&one.record).union(&items(&other.record)).cloned().collect::<Vec<_>>();
                all.extend(items.iter().map(|id| format!("/record/sent/{id}")));
            }
            // She wrote nothing down.
            "/own/{item}" | "/own/{item}/delete" => {
                all.push(portal::example(&path, &one.portal.patient().to_string()).0);
            }
            "/documents/{id}" => all.extend(documents.iter().map(|id| format!("/documents/{id}"))),
            // Both have looked at their own record by then.
            "/history/{entry}" => all.extend(["/history/1".to_owned(), "/history/2".to_owned()]),
            "/api/access-history/{file}" => {
                all.extend(FILES.iter().map(|name| format!("/api/access-history/{name}")));
            }
            "/show/{file}" => {
                let files = HANDED_OUT.map(|name| format!("/show/{name}"));
                all.extend(
                    files.iter().cloned().chain(files.iter().map(|file| format!("{file}?infections=yes"))),
                );
            }
            "/show/link/document" => {
                let chosen = ["summary", "summary&infections=yes", "medicines"];
                all.extend(chosen.map(|chosen| format!("/show/link/document?contents={chosen}")));
            }
            // Where nothing of the person is named.
            _ if OF_NOBODY.iter().any(|start| path.starts_with(start)) => {
                all.push(portal::example(&path, &one.portal.patient().to_string()).0);
            }
            _ => {
                assert!(!path.contains('{'), "say here what {path} is asked with");
                all.push(path);
            }
        }
    }
    // A medicine that many diseases speak against: what nobody was told must not answer here.
    all.push("/medicines/check?q=%E3%83%AD%E3%82%AD%E3%82%BD%E3%83%8B%E3%83%B3".to_owned());
    // What an emergency, or the very facility that keeps the secret, would be shown.
    for question in ["to=emergency&items=diagnoses", "to=anyone&items=documents"] {
        all.push(format!("/consent?{question}"));
    }
    for code in [HOSPITAL, SPECIALIST] {
        all.extend([format!("/consent?code={code}"), format!("/api/sharing?also={code}")]);
    }
    all.extend(["/nowhere".to_owned(), "/documents/x".to_owned(), "/fhir/Bundle/x".to_owned()]);
    all
}

/// The ids of whatever stands in a record.
fn items(record: &Record) -> BTreeSet<String> {
    fn collect(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                into.extend(fields.get("item").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|inner| collect(inner, into));
            }
            Value::Array(items) => items.iter().for_each(|inner| collect(inner, into)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    collect(&serde_json::to_value(record).unwrap(), &mut found);
    found
}

/// An answer as it goes over the wire.
fn wire(answer: &Answer) -> Vec<u8> {
    let mut bytes = format!("{}\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\n"].concat());
    }
    bytes.extend(&answer.body);
    bytes
}

/// Asks both everything, in the same order, and returns how the first different answers differ.
async fn compare(one: &Played, other: &Played, untold: &BTreeSet<String>) -> Result<usize, String> {
    let mut asked = 0;
    let mut tags = BTreeSet::new();
    for played in [one, other] {
        tags.insert(played.portal.read("ja", "/api/record", None).await.header("etag").to_owned());
    }
    let mut questions: Vec<(String, &str, Option<String>)> = Vec::new();
    for address in addresses(one, other) {
        questions.push((address.clone(), "ja", None));
        questions.push((address, "en", None));
    }
    questions.extend(tags.into_iter().map(|tag| ("/api/record".to_owned(), "ja", Some(tag))));
    let mut opened = BTreeSet::new();
    let mut compressed = 0;
    for (address, language, tag) in &questions {
        let first = one.portal.read(language, address, tag.as_deref()).await;
        let second = other.portal.read(language, address, tag.as_deref()).await;
        if first.status == StatusCode::OK {
            opened.extend(OF_ONE_THING.into_iter().filter(|start| address.starts_with(start)));
        }
        differ(&format!("{address} in {language}"), &first, &second, untold)?;
        asked += 1;
        if tag.is_none() {
            // As browsers ask: nonce and mask are drawn alike in both worlds, so that also the size is the same.
            let codings = if *language == "ja" { "gzip, br" } else { "gzip" };
            let first = one.portal.read_in(codings, language, address).await;
            let second = other.portal.read_in(codings, language, address).await;
            compressed += usize::from(!first.header("content-encoding").is_empty());
            differ(&format!("{address} in {language} as {codings}"), &first, &second, untold)?;
            asked += 1;
        }
    }
    assert!(compressed > 40, "only {compressed} answers were compressed");
    assert!(opened.len() == OF_ONE_THING.len(), "of pages about one thing only {opened:?} opened");
    let person = format!("person={}", one.portal.patient());
    let about =
        |code: &str, answer| format!("patient={}&facility={code}&answer={answer}", one.portal.patient());
    let undo = about(SPECIALIST, "undo");
    let no = about(SPECIALIST, "no");
    let forms = [
        ("/consent/treating", undo.as_str()),
        ("/consent/treating", &no),
        ("/settings/language", "language=en&return_to=%2Fdocuments"),
        ("/signin/demo", &person),
        ("/signout", ""),
    ];
    for (address, body) in forms {
        let first = one.portal.ask(Who::Patient, Method::POST, address, body).await;
        let second = other.portal.ask(Who::Patient, Method::POST, address, body).await;
        differ(address, &first, &second, untold)?;
        asked += 1;
    }
    Ok(asked)
}

fn differ(address: &str, first: &Answer, second: &Answer, untold: &BTreeSet<String>) -> Result<(), String> {
    let (one, other) = (wire(first), wire(second));
    for word in untold {
        if one.windows(word.len()).any(|bytes| bytes == word.as_bytes()) {
            return Err(format!("{address} says {word}"));
        }
    }
    let Some(at) = (0..one.len().max(other.len())).find(|at| one.get(*at) != other.get(*at)) else {
        return Ok(());
    };
    let around = |bytes: &[u8]| {
        let (from, to) = (at.saturating_sub(150).min(bytes.len()), (at + 150).min(bytes.len()));
        String::from_utf8_lossy(&bytes[from..to]).into_owned()
    };
    Err(format!("{address} differs at byte {at}:\nwith: {}\nwithout: {}", around(&one), around(&other)))
}

/// What the program logged so far, from every thread of this test binary.
fn log() -> &'static Arc<Mutex<Vec<u8>>> {
    static LOG: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Arc::new(Mutex::new(Vec::new()));
        let sink = log.clone();
        tracing_subscriber::fmt()
            .with_env_filter("debug")
            .with_writer(move || Sink(sink.clone()))
            .with_ansi(false)
            .init();
        log
    })
}

struct Sink(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn check_world(seed: u64, happenings: &[usize]) -> Result<usize, String> {
    let mut history = History::new(seed);
    for what in happenings {
        history.happen(*what);
    }
    let with = play(&history, |step| &step.with).await;
    let without = play(&history, |step| &step.without).await;
    compare(&with, &without, &history.untold)
        .await
        .map_err(|how| format!("world {seed} with happenings {happenings:?}: {how}"))
}

#[tokio::test]
async fn what_is_hidden_changes_no_byte() {
    hidden_changes_no_byte(0).await;
}

/// Beside the other half, on another core.
#[tokio::test]
async fn what_is_hidden_changes_no_byte_of_the_other_half() {
    hidden_changes_no_byte(1).await;
}

/// In every second world, from this one on.
async fn hidden_changes_no_byte(first: u64) {
    let log = log();
    let worlds = std::env::var("MIKATA_WORLDS").map_or(WORLDS, |number| number.parse().expect("a number"));
    let (mut worlds_checked, mut asked) = (0, 0);
    let mut failures = Vec::new();
    for seed in (first..worlds).step_by(2) {
        worlds_checked += 1;
        let [second, third, how_many] = Entropy::seeded(seed + 1_000).bytes();
        let all = [seed as usize, usize::from(second) % HAPPENINGS, usize::from(third) % HAPPENINGS];
        match check_world(seed, &all[..1 + usize::from(how_many) % 3]).await {
            Ok(answers) => asked += answers,
            Err(how) => failures.push(how),
        }
    }
    assert!(failures.is_empty(), "{} of {worlds_checked} worlds:\n{}", failures.len(), failures.join("\n\n"));
    assert!(worlds_checked > 0, "no world was checked");
    println!("{worlds_checked} pairs of worlds, {asked} answers each the same");
    let log = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    assert!(!log.is_empty(), "nothing was logged, so nothing was checked");
    for word in UNTOLD.iter().chain(&TOLD).chain(&["見本 花子", "hidden-"]) {
        assert!(!log.contains(word), "the log says {word}");
    }
}

/// Whoever sent something hidden alone is no sender: neither announced, nor asked about, nor named.
#[tokio::test]
async fn a_sender_of_hidden_things_alone_is_neither_announced_nor_asked() {
    let mut history = History::new(6);
    let mut hidden = hanako().conditions(SPECIALIST, "hidden", &[diagnosis("h", "多系統萎縮症")]);
    mark(&mut hidden, "多系統萎縮症", &json!({"tag": [{"code": "UNINFORMED"}]}));
    history.one(SPECIALIST, hidden, None);
    let played = play(&history, |step| &step.with).await;
    for address in ["/", "/consent", "/api/treating", "/api/sharing"] {
        let answer = played.portal.read("ja", address, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.text().contains(HOSPITAL), "{address} asks about what she sees");
        assert!(!answer.text().contains(SPECIALIST), "{address} names who sent hidden things alone");
    }
    let with_more = diagnosis("more", "痛風");
    let told = addressed(hanako().conditions(SPECIALIST, "told", &[with_more]), 900);
    let key = played.portal.key_of(SPECIALIST).await;
    assert_eq!(played.portal.transmit(&key, told.to_string()).await.status, StatusCode::CREATED);
    assert!(played.portal.read("ja", "/", None).await.text().contains(SPECIALIST), "now she is asked");
}

/// The comparison sees what it should see: one more visible diagnosis is another record.
#[tokio::test]
async fn what_is_not_hidden_changes_bytes() {
    let mut history = History::new(1);
    let list = [history.list.clone(), vec![history.told("more", "痛風")]].concat();
    let (with, without) = (history.conditions("more", &list), history.conditions("more", &history.list));
    history.one(HOSPITAL, with, Some(without));
    let with = play(&history, |step| &step.with).await;
    let without = play(&history, |step| &step.without).await;
    let how = compare(&with, &without, &BTreeSet::new()).await.unwrap_err();
    assert!(how.contains("differs"), "{how}");
    let (one, other) = (play(&history, |step| &step.with).await, play(&history, |step| &step.with).await);
    let how = compare(&one, &other, &BTreeSet::from(["痛風".to_owned()])).await.unwrap_err();
    assert!(how.contains("says 痛風"), "{how}");
}

/// A letter alone is visible: it is the registered flag that takes it away.
#[tokio::test]
async fn a_letter_is_withheld_for_what_it_names() {
    let mut history = History::new(2);
    let naming = letter(&hanako(), CLINIC, "naming", "多系統萎縮症の治療を続けています。", &[]);
    history.one(CLINIC, naming.clone(), Some(naming));
    let mut hidden = hanako().conditions(SPECIALIST, "hidden", &[diagnosis("h", "多系統萎縮症")]);
    mark(&mut hidden, "多系統萎縮症", &json!({"tag": [{"code": "UNINFORMED"}]}));
    history.one(SPECIALIST, hidden, None);
    let with = play(&history, |step| &step.with).await;
    let without = play(&history, |step| &step.without).await;
    assert_eq!(with.record.documents.len() + 1, without.record.documents.len());
}

#[tokio::test]
async fn what_is_undelivered_goes_back_to_its_sender_alone() {
    let mut history = History::new(3);
    history.happen(0);
    let played = play(&history, |step| &step.with).await;
    let portal = &played.portal;
    let clinic = portal.key_of(CLINIC).await;
    let mut bundle = hanako().conditions(HOSPITAL, "undelivered", &[diagnosis("u", "多系統萎縮症")]);
    mark(&mut bundle, "多系統萎縮症", &json!({"tag": [{"code": "UNDELIVERED"}]}));
    let sent = serde_json::to_vec_pretty(&bundle).unwrap();
    let answer = portal.transmit(portal.key(), sent.clone()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let location = answer.header("location").to_owned();
    let back = portal.fetch(portal.key(), &location).await;
    assert_eq!((back.status, back.body.to_vec()), (StatusCode::OK, sent));
    let to_another = portal.fetch(&clinic, &location).await;
    assert_eq!(to_another.status, StatusCode::NOT_FOUND);
    let to_nothing = portal.fetch(&clinic, "/fhir/Bundle/00000000-0000-4000-8000-000000000000").await;
    assert_eq!(wire(&to_another), wire(&to_nothing), "another sender may not learn that it exists");
    for who in [Who::Patient, Who::Nobody] {
        assert_eq!(portal.ask(who, Method::GET, &location, "").await.status, StatusCode::UNAUTHORIZED);
    }
    for address in ["/record", "/api/record", "/documents", "/summary"] {
        assert!(!portal.read("ja", address, None).await.text().contains("多系統萎縮症"), "{address}");
    }
}

/// Leaving the list is not being told: the letter that names it stays withheld.
#[tokio::test]
async fn a_letter_stays_withheld_when_the_diagnosis_leaves_the_list() {
    let mut history = History::new(5);
    let naming = letter(&hanako(), CLINIC, "naming", "多系統萎縮症の治療を続けています。", &[]);
    let mut hidden = hanako().conditions(SPECIALIST, "hidden", &[diagnosis("h", "多系統萎縮症")]);
    mark(&mut hidden, "多系統萎縮症", &json!({"tag": [{"code": "UNINFORMED"}]}));
    let gone = hanako().conditions(SPECIALIST, "gone", &[]);
    for (sender, bundle) in [(CLINIC, naming), (SPECIALIST, hidden), (SPECIALIST, gone)] {
        history.number += 1;
        history.one(sender, bundle, None);
    }
    let played = play(&history, |step| &step.with).await;
    let record = played.portal.read("ja", "/api/record", None).await.text();
    assert!(!record.contains("多系統萎縮症"));
}

/// A prescription, a result or a plan may say why: such words must not tell either.
#[tokio::test]
async fn other_items_do_not_say_what_is_hidden() {
    let mut hidden = hanako().conditions(SPECIALIST, "hidden", &[diagnosis("h", "多系統萎縮症")]);
    mark(&mut hidden, "多系統萎縮症", &json!({"tag": [{"code": "UNINFORMED"}]}));
    let mut noted = hanako().results(CLINIC, "noted", &[result("n", "CRP", "0.1")]);
    noted["entry"][1]["resource"]["note"] = json!([{"text": "多系統萎縮症の経過観察"}]);
    let plan = json!({"resourceType": "CarePlan", "status": "active", "intent": "plan",
        "description": "多系統萎縮症のリハビリ", "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-000000000001"}});
    let with_plan = document(&hanako(), CLINIC, "plan", "57133-1", "お願いします。", "420", vec![plan]);
    let mut history = History::new(4);
    for (sender, bundle) in [(SPECIALIST, hidden), (CLINIC, noted), (CLINIC, with_plan)] {
        history.number += 1;
        history.one(sender, bundle, None);
    }
    let played = play(&history, |step| &step.with).await;
    for address in addresses(&played, &played) {
        let answer = played.portal.read("ja", &address, None).await;
        assert!(!answer.text().contains("多系統萎縮症"), "{address} says it");
    }
}

/// Somebody's hidden diagnosis of the same name takes no medicine away that another facility registered openly.
#[tokio::test]
async fn what_is_hidden_takes_no_medicine_off_anybodys_page() {
    let mut history = History::new(6);
    let taken = medicine("w", "ワーファリン錠１ｍｇ", "2024-07-01", 14);
    let taken = hanako().prescriptions(CLINIC, "taken", &[taken]);
    history.one(CLINIC, taken.clone(), Some(taken));
    let mut hidden = hanako().conditions(SPECIALIST, "hidden", &[diagnosis("h", "ワーファリン")]);
    mark(&mut hidden, "ワーファリン", &json!({"tag": [{"code": "UNDELIVERED"}]}));
    history.one(SPECIALIST, hidden, None);
    let with = play(&history, |step| &step.with).await;
    let without = play(&history, |step| &step.without).await;
    assert_eq!(with.record.prescriptions.len(), 1);
    assert_eq!(with.record.prescriptions, without.record.prescriptions);
}

/// What another facility found stays where it stands; the facility that hides keeps back its own.
#[tokio::test]
async fn what_is_hidden_takes_no_other_facilitys_finding_off_anybodys_page() {
    let found = |facility| hanako().results(facility, "found", &[result("k", "カリウム", "7.1")]);
    for (sender, expected) in [(CLINIC, 1), (SPECIALIST, 0)] {
        for flag in ["UNDELIVERED", "UNINFORMED"] {
            let mut history = History::new(8);
            history.one(sender, found(sender), Some(found(sender)));
            let mut hidden = hanako().conditions(SPECIALIST, "hidden", &[diagnosis("h", "カリウム")]);
            mark(&mut hidden, "カリウム", &json!({"tag": [{"code": flag}]}));
            history.one(SPECIALIST, hidden, None);
            let with = play(&history, |step| &step.with).await;
            let seen = with.record.observations.iter().filter(|one| one.name == "カリウム");
            assert_eq!(seen.count(), expected, "{sender} {flag}");
        }
    }
}

/// Only items are stored: what a flag on the whole says of them is noted beside each.
#[tokio::test]
async fn a_flag_on_the_bundle_or_its_patient_hides_everything_in_it() {
    for (place, code) in [("", "UNINFORMED"), ("/entry/0/resource", "UNINFORMED"), ("", "UNIMFORMED")] {
        let mut bundle = hanako().conditions(SPECIALIST, "whole", &[diagnosis("h", "多系統萎縮症")]);
        let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication";
        let flagged = bundle.pointer_mut(place).unwrap();
        if flagged.pointer("/meta/tag").is_none() {
            flagged["meta"]["tag"] = json!([]);
        }
        flagged["meta"]["tag"].as_array_mut().unwrap().push(json!({"system": system, "code": code}));
        let mut history = History::new(7);
        history.one(SPECIALIST, bundle, None);
        let played = play(&history, |step| &step.with).await;
        let record = played.portal.read("ja", "/api/record", None).await.text();
        assert!(!record.contains("多系統萎縮症"), "{place} {code}");
    }
}
