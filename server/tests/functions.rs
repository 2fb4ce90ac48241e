//! Functions that judge: off until an operator cleared them, in every place, and each place says so.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Someone, hanako, medicine, result},
    databases::{on_each_url, run},
    facility, noon,
};
use crate::portal::Portal;
use crate::told::{self, HANAKO, has, lacks, letters, letters_of_pdf, part};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::{
    auth::Role,
    clock::Clock,
    http::AppState,
    store::{
        DatabaseUrl, Store, facility as facilities,
        function::{decisions, in_use},
        log::access,
    },
};
use shared::{
    consent::FacilityKind,
    functions::{Clearance, Function, Functions},
    ids::PatientId,
};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

const SELEGILINE: &str = "エフピーＯＤ錠２．５";
const TRAMADOL: &str = "トラマールＯＤ錠２５ｍｇ";
const POTASSIUM: &str = "3H015000002326101";

/// What pages say where the check is off, and what only a check says.
const CHECK_IS_OFF: [(&str, &str); 2] = [
    ("ja", "運営者が使えるようにしていません。何も調べていない"),
    ("en", "has not cleared the check of medicines for use"),
];
const CHECKED: [(&str, &str); 2] = [("ja", "使わない（禁忌）"), ("en", "contraindicated")];
/// The same of a flag of a laboratory.
const CRITICAL_IS_OFF: [(&str, &str); 2] = [
    ("ja", "この印についての案内は、このポータルの運営者が使えるようにしていません"),
    ("en", "has not cleared what it would say about such a flag"),
];
const CALL_TODAY: [(&str, &str); 2] = [("ja", "今日中に電話"), ("en", "call it today")];

/// 見本 花子 with two medicines that exclude each other and a potassium that was flagged HH, where no demonstration is.
struct Everywhere {
    world: World,
    portal: Portal,
    patient: PatientId,
    doctor: String,
    emergency: (String, String),
}

impl Everywhere {
    async fn over(store: Store, demo: bool) -> Self {
        let world = World::uncleared(store, Clock::standing_at(noon())).await;
        for (code, kind) in [(HOSPITAL, FacilityKind::Hospital), (CLINIC, FacilityKind::Clinic)] {
            assert!(facilities::set_kind(&world.store, &facility(code), Some(kind)).await.unwrap());
        }
        let numbered = Someone { local: Some("A-1".into()), ..hanako() };
        let both = [medicine("a", SELEGILINE, "2024-07-05", 28), medicine("b", TRAMADOL, "2024-07-05", 28)];
        world.send(HOSPITAL, &numbered.prescriptions(HOSPITAL, "rx", &both)).await;
        world.send(CLINIC, &flagged()).await;
        let patient = world.only_person().await;
        let portal = Portal::over_with(world.store.clone(), world.clock.clone(), patient, CLINIC, |state| {
            AppState { demo: state.demo.filter(|_| demo), ..state }
        })
        .await;
        told::shows_everything(&world, patient, HOSPITAL).await;
        let doctor = world.member(HOSPITAL, "内科 一", &[Role::Doctor]).await.cookie;
        let emergency = told::in_an_emergency(&world, &portal, HOSPITAL, &HANAKO).await;
        Self { world, portal, patient, doctor, emergency }
    }

    async fn page(&self, language: &str, address: &str) -> String {
        told::page(&self.portal, language, address).await
    }

    async fn desk(&self, cookie: &str, address: &str) -> Vec<u8> {
        told::desk(&self.portal, cookie, address).await
    }

    async fn desk_page(&self, cookie: &str, address: &str) -> String {
        String::from_utf8(self.desk(cookie, address).await).unwrap().replace("<!>", "")
    }

    async fn cards(&self) -> Vec<Value> {
        let answer = self.portal.consult(self.portal.key(), "mikata-order-sign", order().to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        body["cards"].as_array().unwrap().clone()
    }

    async fn questions_in_the_log(&self) -> usize {
        let log = access::log(&self.world.store, self.patient).await.unwrap();
        log.iter().filter(|entry| entry.purpose == "safety-check").count()
    }

    /// Every place where the check is shown or answered.
    async fn checks(&self, on: bool) {
        for ((language, off), (_, checked)) in CHECK_IS_OFF.into_iter().zip(CHECKED) {
            let home = self.page(language, "/").await;
            assert_eq!(home.contains(off), !on, "home, {language}: {home}");
            assert_eq!(home.contains("notice-danger"), on, "home, {language}: {home}");
            let visit = part(&home, "name=\"mikata-visit\"", &[">"]);
            assert_eq!(visit.contains("/knowledge/rules-"), on, "what the browser fetches: {visit}");
            let list = self.page(language, "/medicines").await;
            let section = part(&list, "id=\"check\"", &["</section>"]);
            assert_eq!(section.contains(off), !on, "the list, {language}: {section}");
            assert_eq!(section.to_lowercase().contains(checked), on, "the list, {language}: {section}");
            let asked =
                self.page(language, "/medicines/check?q=%E3%83%AD%E3%82%AD%E3%82%BD%E3%83%8B%E3%83%B3").await;
            assert_eq!(asked.contains(off), !on, "the question, {language}: {asked}");
            assert_eq!(asked.contains("id=\"check-name\""), on, "the question, {language}: {asked}");
        }
        let (off, found) = ("運営者が使えるようにしていません", "使わない（禁忌）");
        let care = self.desk_page(&self.doctor, &format!("/desk/patients/{}/record", self.patient)).await;
        let (physician, address) = &self.emergency;
        let record = self.desk_page(physician, &format!("{address}/record")).await;
        let sheet = self.desk_page(physician, address).await;
        for (place, page) in [("the doctor's page", &care), ("the record in an emergency", &record)] {
            let section = part(page, "id=\"check\"", &["</section>"]);
            // In a clinician's words.
            let found = "<span class=\"tag tag-danger\">禁忌</span>";
            assert_eq!((section.contains(off), section.contains(found)), (!on, on), "{place}: {page}");
        }
        let section = part(&sheet, "id=\"emergency-findings\"", &["</section>"]);
        let said = "使えるようにしていないため、行っていません";
        assert_eq!((section.contains(said), section.contains(found)), (!on, on), "the sheet: {sheet}");
        let pdf = self.desk(physician, &format!("{address}/summary.pdf")).await;
        if let Some(text) = letters_of_pdf(&pdf) {
            let found = [text.contains(&letters(said)), text.contains(&letters(found))];
            assert_eq!(found, [!on, on], "the PDF: {text}");
        }
        let xml = self.desk_page(physician, &format!("{address}/summary.xml")).await;
        assert_eq!([xml.contains("<checkNotInUse/>"), xml.contains("<finding ")], [!on, on], "{xml}");
        self.answers_systems(on).await;
    }

    /// CDS Hooks. What is not compared is entered in nobody's log.
    async fn answers_systems(&self, on: bool) {
        let before = self.questions_in_the_log().await;
        let cards = self.cards().await;
        assert_eq!(self.questions_in_the_log().await, before + usize::from(on));
        if on {
            assert_eq!(cards[0]["indicator"], "critical", "{cards:#?}");
            return;
        }
        let [card] = &cards[..] else { panic!("one card: {cards:#?}") };
        assert_eq!(card["indicator"], "info");
        for said in ["何も調べていません", "nothing was compared"] {
            has("the card", card["summary"].as_str().unwrap(), &[said]);
        }
        // A question that nobody could have answered is refused all the same.
        let garbled = self.portal.consult(self.portal.key(), "mikata-order-sign", "{}").await;
        assert_eq!(garbled.status, StatusCode::BAD_REQUEST);
    }

    /// Every place that says what to do about a flag. The flag itself is the laboratory's, and stands either way.
    async fn says_what_to_do(&self, on: bool) {
        for ((language, off), (_, call)) in CRITICAL_IS_OFF.into_iter().zip(CALL_TODAY) {
            for place in ["/", "/labs", "/labs/core-k"] {
                let page = self.page(language, place).await;
                assert_eq!(
                    (page.contains(off), page.contains(call)),
                    (!on, on),
                    "{place}, {language}: {page}"
                );
                has(place, &page, &["↑↑HH", "6.9 mEq/L"]);
            }
        }
    }
}

/// A potassium of today that the laboratory flagged.
fn flagged() -> Value {
    let mut bundle = hanako().results(CLINIC, "k", &[result("k", "カリウム", "x")]);
    let resource = bundle["entry"][1]["resource"].as_object_mut().unwrap();
    resource.remove("valueString");
    resource["code"]["coding"][1]["code"] = json!(POTASSIUM);
    resource.insert("valueQuantity".into(), json!({"value": 6.9, "unit": "mEq/L"}));
    resource.insert(
        "interpretation".into(),
        json!([{"coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "code": "HH"}]}]),
    );
    bundle
}

/// A clinic is about to prescribe her what excludes a medicine on record.
fn order() -> Value {
    let mut patient = hanako().conditions(CLINIC, "x", &[])["entry"][0]["resource"].clone();
    patient["id"] = json!("1288992");
    let draft = json!({"resource": {"resourceType": "MedicationRequest", "id": "a", "status": "draft",
        "intent": "order", "subject": {"reference": "Patient/1288992"},
        "medicationCodeableConcept": {"text": TRAMADOL},
        "dispenseRequest": {"expectedSupplyDuration": {"value": 7, "code": "d"}}}});
    json!({
        "hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/example", "patientId": "1288992",
            "draftOrders": {"resourceType": "Bundle", "type": "collection", "entry": [draft]}},
        "prefetch": {"patient": patient},
    })
}

#[tokio::test]
async fn what_nobody_cleared_is_off_in_every_place_and_each_says_so() {
    on_each_url(|url| async move {
        let looked = Everywhere::over(Store::migrate(&url, None).await.unwrap(), false).await;
        looked.checks(false).await;
        looked.says_what_to_do(false).await;

        // Each by itself, and the next page follows.
        looked.world.decide(Function::MedicationCheck.into(), Clearance::Cleared).await;
        looked.checks(true).await;
        looked.says_what_to_do(false).await;
        looked.world.decide(Functions::ALL, Clearance::Cleared).await;
        looked.says_what_to_do(true).await;

        looked.world.decide(Function::MedicationCheck.into(), Clearance::Withdrawn).await;
        looked.checks(false).await;
        looked.says_what_to_do(true).await;
        looked.world.decide(Functions::ALL, Clearance::Withdrawn).await;
        looked.says_what_to_do(false).await;
        looked.world.store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_demonstration_uses_what_nobody_decided_about_and_nothing_that_was_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("demo.db").to_str().unwrap().to_owned());
    let looked = Everywhere::over(Store::open(&url).await.unwrap(), true).await;
    looked.checks(true).await;
    looked.says_what_to_do(true).await;
    // It clears nothing: the same database served otherwise has everything off.
    assert_eq!(decisions(&looked.world.store).await.unwrap(), []);
    assert_eq!(in_use(&looked.world.store, false).await.unwrap(), Functions::NONE);
    looked.world.decide(Functions::ALL, Clearance::Withdrawn).await;
    looked.checks(false).await;
    looked.says_what_to_do(false).await;
}

/// What the database's owner does to it, as before there were switches.
async fn without_switches(url: &DatabaseUrl) {
    let statements = "DROP TABLE function_decision; DELETE FROM _sqlx_migrations WHERE version = 23";
    run(url, statements).await.unwrap();
}

#[tokio::test]
async fn an_update_takes_nothing_from_a_database_that_is_used_and_clears_nothing_in_an_empty_one() {
    for used in [true, false] {
        on_each_url(|url| async move {
            let store = Store::migrate(&url, None).await.unwrap();
            if used {
                World::uncleared(store.clone(), Clock::standing_at(noon())).await;
            }
            store.close().await;
            without_switches(&url).await;
            let store = Store::migrate(&url, None).await.unwrap();
            let expected = if used { Functions::ALL } else { Functions::NONE };
            assert_eq!(in_use(&store, false).await.unwrap(), expected);
            let decided = decisions(&store).await.unwrap();
            assert_eq!(decided.len(), if used { 2 } else { 0 });
            for one in decided {
                assert_eq!((one.number, one.by.as_str()), (1, "migration 0023"));
                has("the record", &one.reason, &["nobody cleared it"]);
            }
            store.close().await;
        })
        .await;
    }
}

#[tokio::test]
async fn an_operator_clears_and_withdraws_by_name_and_it_stands_on_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("operator.db").to_str().unwrap().to_owned();
    let ask = |arguments: &[&str]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mikata"));
        command.arg("functions").args(arguments).args(["--database", &database]).output().unwrap()
    };
    let said = |output: &Output| String::from_utf8(output.stdout.clone()).unwrap();
    let list = || said(&ask(&["list"]));
    has("a new database", &list(), &["medication-check\toff", "critical-values\toff", "0 decisions"]);

    // Nobody decides without a name and a reason, and a misspelt name looks like no decision.
    let by = ["--by", "運営 一"];
    for refused in [
        &["clear", "medication-check"][..],
        &["clear", "medication-check", "--by", "運営 一"],
        &["clear", "medication-check", "--by", " ", "--reason", "x"],
        &["clear", "medication-check", "--by", "運営 一", "--reason", " "],
        &["clear", "medication-check", "medication-checks", "--by", "運営 一", "--reason", "x"],
        &["clear", "--by", "運営 一", "--reason", "x"],
    ] {
        assert!(!ask(refused).status.success(), "{refused:?}");
    }
    has("after refusals", &list(), &["0 decisions"]);

    let clear = [&["clear", "medication-check"][..], &by, &["--reason", "薬剤師が規則を確認した"]].concat();
    assert!(ask(&clear).status.success());
    has(
        "cleared",
        &list(),
        &["medication-check\ton", "critical-values\toff", "1\tcleared\t運営 一", "薬剤師が規則を確認した"],
    );
    let withdraw = [&["withdraw", "medication-check"][..], &by, &["--reason", "規則が古い"]].concat();
    assert!(ask(&withdraw).status.success());
    let listed = list();
    has(
        "withdrawn",
        &listed,
        &["medication-check\toff", "1\tcleared\t運営 一", "2\twithdrawn\t運営 一", "規則が古い"],
    );
    lacks("withdrawn", &listed, "medication-check\ton");
}

/// What a service logs until it is ready.
fn logged_at_start(folder: &Path, database: &str) -> String {
    fs::write(folder.join("index.html"), "<script src=\"/pkg/app-0123456789abcdef.js\"></script>").unwrap();
    let log = folder.join("log");
    let mut process = Command::new(env!("CARGO_BIN_EXE_mikata"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database", database, "--push", "off", "--assets"])
        .arg(folder)
        .env("RUST_LOG", "info")
        .stdout(Stdio::piped())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut ready = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    has("the first line", &ready, &["ready"]);
    fs::read_to_string(log).unwrap()
}

#[tokio::test]
async fn a_service_logs_at_its_start_what_is_off() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("start.db").to_str().unwrap().to_owned();
    let said = "functions are off until an operator clears them";
    has(
        "a new database",
        &logged_at_start(folder.path(), &database),
        &[said, "medication-check critical-values"],
    );
    let world = World::new(Store::open(&DatabaseUrl(database.clone())).await.unwrap()).await;
    lacks("all cleared", &logged_at_start(folder.path(), &database), said);
    world.decide(Function::CriticalValues.into(), Clearance::Withdrawn).await;
    let log = logged_at_start(folder.path(), &database);
    has("one withdrawn", &log, &[said, "critical-values"]);
    lacks("one withdrawn", &log, "medication-check");
}

/// The documents and the words on screen: whether it is one is for whoever clears it to say.
#[test]
fn every_function_has_its_row_and_nowhere_it_is_said_that_this_is_no_medical_device() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let intended = fs::read_to_string(root.join("docs/intended-use.md")).unwrap();
    for function in Function::ALL {
        let row = format!("`{}` |", function.as_str());
        assert!(intended.lines().any(|line| line.starts_with('|') && line.contains(&row)), "{row}");
    }
    let mut open = vec![root.join("docs"), root.join("app/i18n")];
    let mut files: Vec<_> =
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(|name| root.join(name)).into();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.retain(|file| file.extension().is_some_and(|end| end == "md" || end == "ftl"));
    assert!(files.len() > 60, "only {} files were read", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap().to_lowercase();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in [
            "no medical device",
            "not a medical device",
            "non-medical device",
            "医療機器ではあり",
            "医療機器に該当しま",
        ] {
            assert!(!text.contains(said), "{} says {said:?}", file.display());
        }
    }
}
