//! What a result says besides its number: its unit, its range, its sign, and how grave the laboratory calls it.
//! Each is sent through the real door and looked for in every place that shows it.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Someone, diagnosis, hanako, result},
    facility,
};
use crate::portal::Portal;
use crate::told::{self, FoundBy, HANAKO, has, part};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::{auth::Role, clock::Clock, store::facility as facilities};
use shared::consent::FacilityKind;
use std::path::{Path, PathBuf};

/// Somebody with results, looked at from everywhere.
struct Looked {
    world: World,
    portal: Portal,
    /// At the hospital that sent something, too.
    doctor: Option<String>,
    emergency: (String, String),
    _folder: tempfile::TempDir,
}

const KENSA: FoundBy =
    FoundBy { name: "試験検査", born: "1970-05-06", address: "架空区試験町９－８－７" };

impl Looked {
    /// 見本 花子 with what a clinic measured, on 7 July 2024.
    async fn at(bundles: &[Value]) -> Self {
        let (world, folder) = told::world().await;
        let numbered = Someone { local: Some("A-1".into()), ..hanako() };
        world.send(HOSPITAL, &numbered.conditions(HOSPITAL, "1", &[diagnosis("a", "本態性高血圧症")])).await;
        for bundle in bundles {
            world.send(CLINIC, bundle).await;
        }
        Self::found_by(world, folder, HOSPITAL, HANAKO).await
    }

    /// 試験 検査 with the bundles of the reference folder, on 29 November 2026; `None`, said loudly, without it.
    async fn at_trouble(names: &[&str]) -> Option<Self> {
        let texts: Option<Vec<String>> = names.iter().map(|name| trouble(name)).collect();
        let texts = texts?;
        let (mut world, folder) = told::world().await;
        world.clock = Clock::standing_at("2026-11-29T03:00:00Z".parse().unwrap());
        let (code, now) = (facility(SENDER), world.clock.now());
        facilities::add(&world.store, &code, "試験病院", facilities::ListUnit::Department, now)
            .await
            .unwrap();
        assert!(facilities::set_kind(&world.store, &code, Some(FacilityKind::Hospital)).await.unwrap());
        for text in &texts {
            world.send(SENDER, &serde_json::from_str(text).unwrap()).await;
        }
        println!("{} files of the reference folder were sent", texts.len());
        Some(Self::found_by(world, folder, SENDER, KENSA).await)
    }

    async fn found_by(world: World, folder: tempfile::TempDir, hospital: &str, who: FoundBy) -> Self {
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, hospital).await;
        told::shows_everything(&world, patient, hospital).await;
        let doctor = match hospital {
            HOSPITAL => Some(world.member(hospital, "内科 一", &[Role::Doctor]).await.cookie),
            _ => None,
        };
        let emergency = told::in_an_emergency(&world, &portal, hospital, &who).await;
        Self { world, portal, doctor, emergency, _folder: folder }
    }

    async fn page(&self, language: &str, address: &str) -> String {
        told::page(&self.portal, language, address).await
    }

    /// The page of one test.
    async fn test(&self, language: &str, core: &str) -> String {
        self.page(language, &format!("/labs/{core}")).await
    }

    /// The line of a test on the sheet, by its address or its name.
    async fn row(&self, language: &str, test: &str) -> String {
        let sheet = self.page(language, "/labs").await;
        let tables = sheet.find("lab-sheet").map_or("", |at| &sheet[at..]);
        let found = part(tables, test, &["</tr>"]);
        assert!(!found.is_empty(), "{test} is not on the sheet:\n{tables}");
        found.to_owned()
    }

    async fn desk(&self, cookie: &str, address: &str) -> String {
        let answer = self.portal.ask_in_session(Some(cookie), Method::GET, address, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        answer.text().replace("<!>", "")
    }

    /// The results on the emergency page.
    async fn in_an_emergency(&self) -> String {
        let (physician, address) = &self.emergency;
        let page = self.desk(physician, address).await;
        part(&page, "id=\"emergency-results\"", &["</section>"]).to_owned()
    }

    async fn xml(&self) -> String {
        let (physician, address) = &self.emergency;
        self.desk(physician, &format!("{address}/summary.xml")).await
    }

    async fn doctors_page(&self) -> String {
        let patient = self.world.only_person().await;
        let doctor = self.doctor.as_deref().expect("of hanako");
        self.desk(doctor, &format!("/desk/patients/{patient}/record")).await
    }
}

const SENDER: &str = "1310099990";

/// The wide drawing of a test.
fn drawing(page: &str) -> &str {
    let found = page.split("<svg").find(|svg| svg.contains("trend-wide")).unwrap_or_default();
    found.split("</svg>").next().unwrap_or_default()
}

/// What is heard of it.
fn heard(page: &str) -> &str {
    part(drawing(page), "aria-label=\"", &["\""])
}

/// A file of the reference folder; `None`, said loudly, where it is absent.
fn trouble(name: &str) -> Option<String> {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let file = reference.join("data/trouble").join(name);
    let read = std::fs::read_to_string(&file).ok();
    if read.is_none() {
        println!("SKIPPED: no {}; this case was not checked", file.display());
    }
    read
}

fn lacks(place: &str, text: &str, words: &[&str]) {
    for word in words {
        assert!(!text.contains(word), "{place} should not say {word:?}:\n{text}");
    }
}

/// One result: its test by the code of a core item, or a house code alone, the day, and the rest of it.
fn measured(name: &str, code: &str, at: &str, more: Value) -> (String, String, String, Value) {
    (name.to_owned(), code.to_owned(), at.to_owned(), more)
}

/// The number as it is written, to the last zero.
fn quantity(value: &str, unit: &str) -> Value {
    json!({"value": serde_json::from_str::<Value>(value).unwrap(), "unit": unit})
}

fn judged(code: &str) -> Value {
    json!([{"coding": [{
        "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "code": code}]}])
}

/// A Bundle of the clinic with these results.
fn bundle(results: &[(String, String, String, Value)]) -> Value {
    let lines: Vec<_> = results
        .iter()
        .enumerate()
        .map(|(number, (name, ..))| result(&format!("n{number}"), name, "x"))
        .collect();
    let mut bundle = hanako().results(CLINIC, "numbers", &lines);
    let entries = bundle["entry"].as_array_mut().unwrap().iter_mut();
    let observations = entries.filter(|entry| entry["resource"]["resourceType"] == "Observation");
    for (entry, (_, code, at, more)) in observations.zip(results) {
        let resource = entry["resource"].as_object_mut().unwrap();
        resource.remove("valueString");
        resource["effectiveDateTime"] = json!(format!("{at}T09:00:00+09:00"));
        if code.is_empty() {
            resource["code"]["coding"][1] = json!({
                "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_Uncoded_CS",
                "code": "99999999999999999", "display": "未標準化コード項目(JLAC)"});
        } else {
            resource["code"]["coding"][1]["code"] = json!(code);
        }
        resource.extend(more.as_object().unwrap().clone());
    }
    bundle
}

const NA: &str = "3H010000002327101";
const PLT: &str = "2A050000001930901";
const CRE: &str = "3C015000002327101";
const WBC: &str = "2A990000001930952";
const HDL: &str = "3F070000002327101";
const LDL: &str = "3F077000002327101";
const BG: &str = "3D010000002327101";
const BNP: &str = "4Z271000002205101";
const CRP: &str = "5C070000002306201";
const ALP: &str = "3B070000002327101";

/// T02: one unit in four spellings is one line on one scale, and 5.9 and 6.1 are high wherever they stand.
#[tokio::test]
async fn t02_a_unit_in_another_spelling_keeps_its_mark_everywhere() {
    let Some(looked) = Looked::at_trouble(&["T02.json"]).await else { return };
    for (language, high) in [("ja", "基準値より高い"), ("en", "above the reference range")] {
        let row = looked.row(language, "/labs/core-k").await;
        assert_eq!(row.matches("↑H").count(), 2, "{row}");
        let page = looked.test(language, "core-k").await;
        assert_eq!(page.matches("<figure class=\"trend\"").count(), 1, "one scale");
        has("the newest result", part(&page, "id=\"newest\"", &["</section>"]), &["6.1 mEq/L", "↑H", "1.3"]);
        let table = part(&page, "id=\"results\"", &["</section>"]);
        // In each row once, for eyes and for ears.
        assert_eq!(table.matches(high).count(), 2, "{table}");
        let home = looked.page(language, "/").await;
        has("home", part(&home, "id=\"tests-title\"", &["</section>"]), &["6.1 mEq/L", "↑H"]);
        has("the summary", &looked.page(language, "/summary").await, &["6.1 mEq/L", "↑H"]);
    }
    let emergency = looked.in_an_emergency().await;
    has("the emergency page", &emergency, &["6.1 mEq/L", "基準値より高い", "3.6–4.8 mEq/L"]);
    lacks("the emergency page", &emergency, &["tag-danger", "基準値と比べていません"]);
    has("the XML", &looked.xml().await, &["standing=\"high\""]);
}

/// A second case of T02, and what the range leaves out: equivalents of sodium, powers of ten, ranges without a unit.
#[tokio::test]
async fn t02_units_are_read_by_what_they_mean_and_ranges_without_one_take_it() {
    let looked = Looked::at(&[bundle(&[
        measured(
            "Na",
            NA,
            "2024-07-05",
            json!({"valueQuantity": quantity("128", "mEq/l"),
            "referenceRange": [{"low": quantity("138", "ｍｍｏｌ／Ｌ"), "high": quantity("145", "mmol/L")}]}),
        ),
        measured(
            "PLT",
            PLT,
            "2024-07-05",
            json!({"valueQuantity": quantity("9.8", "×10⁴/µL"),
            "referenceRange": [{"low": quantity("13.1", "10^4/μL"), "high": quantity("36.2", "10^4/μL")}]}),
        ),
        measured(
            "PLT",
            PLT,
            "2024-06-05",
            json!({"valueQuantity": quantity("12.1", "10^4/μl"),
            "referenceRange": [{"low": quantity("13.1", "10^4/μL"), "high": quantity("36.2", "10^4/μL")}]}),
        ),
        measured(
            "Cre",
            CRE,
            "2024-07-05",
            json!({"valueQuantity": quantity("2.1", "mg/dL"),
            "referenceRange": [{"low": {"value": 0.46}, "high": {"value": 1.04}}]}),
        ),
        measured(
            "WBC",
            WBC,
            "2024-07-05",
            json!({"valueQuantity": quantity("62", "×10²/μL"),
            "referenceRange": [{"low": {"value": 3300}, "high": {"value": 8600}}]}),
        ),
    ])])
    .await;
    for (language, unit) in [("ja", "単位が書かれていないため"), ("en", "a unit is missing")] {
        has("Na", &looked.row(language, "/labs/core-na").await, &["128 mEq/l", "↓L"]);
        let platelets = looked.row(language, "/labs/core-plt").await;
        assert_eq!(platelets.matches("↓L").count(), 2, "{platelets}");
        has("Cre", &looked.row(language, "/labs/core-cre").await, &["2.1 mg/dL", "↑H"]);
        let cells = looked.row(language, "/labs/core-wbc").await;
        has("WBC", &cells, &["62 ×10²/μL", unit]);
        lacks("WBC", &cells, &["↑H", "↓L"]);
        let page = looked.test(language, "core-plt").await;
        assert_eq!(page.matches("<figure class=\"trend\"").count(), 1, "one scale");
        // How far below, with its sign of multiplication.
        has("the newest platelets", part(&page, "id=\"newest\"", &["</section>"]), &["3.3 ×10⁴/µL"]);
    }
    let emergency = looked.in_an_emergency().await;
    for line in ["128 mEq/l", "9.8 ×10⁴/µL", "2.1 mg/dL"] {
        has("the emergency page", &emergency, &[line]);
    }
    assert_eq!(emergency.matches("基準値より").count(), 3, "{emergency}");
    has("the doctor's page", &looked.doctors_page().await, &["↓L", "↑H", "単位が書かれていないため"]);
    // Unjudged is not fine: home says so beside what it counted.
    let home = looked.page("ja", "/").await;
    has(
        "home",
        part(&home, "id=\"tests-title\"", &["</section>"]),
        &["3 項目のうち、3 項目", "1 項目は基準値と比べていません"],
    );
}

/// T12: a range that stands as text is judged by, or said not to be; on the sheet, where the result stands.
#[tokio::test]
async fn t12_a_range_in_words_is_judged_by_or_said_not_to_be_on_the_sheet() {
    if let Some(looked) = Looked::at_trouble(&["T12.json"]).await {
        for language in ["ja", "en"] {
            has("TG", &looked.row(language, "/labs/core-tg").await, &["231 mg/dL", "↑H", "&lt;150"]);
        }
    }
    let looked = Looked::at(&[bundle(&[
        measured(
            "HDL-C",
            HDL,
            "2024-07-05",
            json!({"valueQuantity": quantity("31", "mg/dL"),
            "referenceRange": [{"text": "40 mg/dL 以上"}]}),
        ),
        measured(
            "LDL-C",
            LDL,
            "2024-07-05",
            json!({"valueQuantity": quantity("150", "mg/dL"),
            "referenceRange": [{"high": quantity("163", "mg/dL"), "text": "<120"}]}),
        ),
        measured(
            "CRP",
            CRP,
            "2024-07-05",
            json!({"valueQuantity": quantity("2.4", "mg/dL"),
            "referenceRange": [{"text": "男性 <0.3、女性 <0.2"}]}),
        ),
    ])])
    .await;
    for (language, contradicting, words) in [
        ("ja", "基準値の数字と文が合わないため", "基準値が文で書かれているため"),
        ("en", "numbers and its text disagree", "the range is written in words"),
    ] {
        has("HDL", &looked.row(language, "/labs/core-hdl-c").await, &["↓L"]);
        has("LDL", &looked.row(language, "/labs/core-ldl-c").await, &[contradicting]);
        let crp = looked.row(language, "/labs/core-crp").await;
        has("CRP", &crp, &[words]);
        lacks("CRP", &crp, &["↑H"]);
        has("one test", &looked.test(language, "core-crp").await, &[words]);
        has("the summary", &looked.page(language, "/summary").await, &[contradicting, words]);
    }
}

/// A second case of T12: a range without a unit is not in a unit that nobody here reports the test in.
#[tokio::test]
async fn t12_a_value_in_an_unusual_unit_is_not_held_against_a_range_without_one() {
    const TG: &str = "3F015000002327101";
    for (unit, judged) in [("mmol/L", false), ("mg/dL", true)] {
        let looked = Looked::at(&[bundle(&[measured(
            "TG",
            TG,
            "2024-07-05",
            json!({"valueQuantity": quantity("231", unit), "referenceRange": [{"text": "<150"}]}),
        )])])
        .await;
        for (language, why) in [("ja", "単位が書かれていないため"), ("en", "a unit is missing")] {
            let row = looked.row(language, "/labs/core-tg").await;
            has("the sheet", &row, &[&format!("231 {unit}")]);
            assert_eq!((row.contains("↑H"), row.contains(why)), (judged, !judged), "{row}");
            let home = looked.page(language, "/").await;
            assert_eq!(home.contains("↑H"), judged, "{home}");
        }
        let doctors = looked.doctors_page().await;
        assert_eq!(doctors.contains("↑H"), judged, "{doctors}");
        assert_eq!(doctors.contains("単位が書かれていないため"), !judged, "{doctors}");
    }
}

/// T36: HH is told apart from H in words, with what to do, on top of home; `H*` falls back to the range.
#[tokio::test]
async fn t36_a_critical_sign_is_a_level_of_its_own_with_what_to_do() {
    let Some(looked) = Looked::at_trouble(&["T36.json"]).await else { return };
    for (language, hh, call) in [
        ("ja", "緊急の印 HH：とくに高い", ["今日中に電話", "#7119", "119 に電話"]),
        ("en", "flagged HH, critically high", ["call it today", "#7119", "call 119"]),
    ] {
        let row = looked.row(language, ">危険値検査2<").await;
        has("the sheet", &row, &["↑↑HH", hh]);
        let fallen_back = looked.row(language, ">危険値検査<").await;
        has("H*", &fallen_back, &["↑H"]);
        lacks("H*", &fallen_back, &["HH"]);
        for place in ["/", "/labs"] {
            let page = looked.page(language, place).await;
            let notice = part(&page, "critical-results", &["</section>"]);
            has(place, notice, &["危険値検査2", "6.9 mEq/L", hh]);
            has(place, notice, &call);
            lacks(place, notice, &[">危険値検査<"]);
            let before = page.find("critical-results").unwrap();
            assert!(before < page.find("<table").or_else(|| page.find("home-grid")).unwrap(), "on top");
        }
    }
}

/// A second case of T36: LL, a sign that is older than fourteen days, and what is no critical sign at all.
#[tokio::test]
async fn t36_an_older_sign_asks_without_today_and_measuring_limits_are_none() {
    let range = json!([{"low": quantity("73", "mg/dL"), "high": quantity("109", "mg/dL")}]);
    let looked = Looked::at(&[bundle(&[
        measured(
            "BG",
            BG,
            "2024-07-05",
            json!({"valueQuantity": quantity("38", "mg/dL"),
            "interpretation": judged("LL"), "referenceRange": range}),
        ),
        measured(
            "BNP",
            BNP,
            "2024-06-20",
            json!({"valueQuantity": quantity("900", "pg/mL"),
            "interpretation": judged("HH")}),
        ),
        measured(
            "フェリチン",
            "",
            "2024-07-05",
            json!({"valueQuantity": quantity("5000", "ng/mL"),
            "interpretation": judged("HX")}),
        ),
    ])])
    .await;
    for (language, today, later, limit) in [
        ("ja", "今日中に", "まだ聞いていなければ", "測れる限界より高い"),
        ("en", "call it today", "have not heard about it", "above what can be measured"),
    ] {
        let home = looked.page(language, "/").await;
        let notice = part(&home, "critical-results", &["</section>"]);
        has("home", notice, &["/labs/core-bg", "38 mg/dL", "LL", today]);
        lacks("home", notice, &["core-bnp", "フェリチン"]);
        let bg = looked.test(language, "core-bg").await;
        has("glucose", part(&bg, "id=\"newest\"", &["<figure"]), &[today, "↓↓LL"]);
        let bnp = looked.test(language, "core-bnp").await;
        let newest = part(&bnp, "id=\"newest\"", &["<figure"]);
        has("BNP", newest, &[later, "↑↑HH"]);
        lacks("BNP", newest, &[today]);
        let ferritin = looked.row(language, ">フェリチン<").await;
        has("ferritin", &ferritin, &["5000 ng/mL", limit]);
        lacks("ferritin", &ferritin, &["HH", "↑H"]);
    }
    has("the emergency page", &looked.in_an_emergency().await, &["38 mg/dL", "緊急の印 LL"]);
    has("the XML", &looked.xml().await, &["interpretation=\"critically-low\"", "standing=\"low\""]);
    has("the doctor's page", &looked.doctors_page().await, &["↓↓LL", "↑↑HH"]);
}

/// A third case of T36: what a document says of a result is as urgent as what a report says, and a newer report ends it.
#[tokio::test]
async fn t36_a_critical_sign_in_a_document_stands_on_top_of_home_too() {
    let document = || {
        let mut document = hanako().summary(CLINIC, "letter", "水分をとる", &[result("p", "カリウム", "x")]);
        let entries = document["entry"].as_array_mut().unwrap().iter_mut();
        for entry in entries.filter(|entry| entry["resource"]["resourceType"] == "Observation") {
            let resource = entry["resource"].as_object_mut().unwrap();
            resource.remove("valueString");
            resource["effectiveDateTime"] = json!("2024-07-05T09:00:00+09:00");
            resource["code"]["coding"][1]["code"] = json!("3H015000002327101");
            resource.insert("valueQuantity".into(), quantity("6.8", "mEq/L"));
            resource.insert("interpretation".into(), judged("HH"));
        }
        document
    };
    let newer =
        measured("K", "3H015000002327101", "2024-07-06", json!({"valueQuantity": quantity("4.1", "mEq/L")}));
    let (alone, ended) = (vec![document()], vec![document(), bundle(&[newer])]);
    for (bundles, urgent) in [(alone, true), (ended, false)] {
        let looked = Looked::at(&bundles).await;
        for (language, hh, call) in [
            ("ja", "緊急の印 HH：とくに高い", "今日中に電話"),
            ("en", "flagged HH, critically high", "call it today"),
        ] {
            for place in ["/", "/labs"] {
                let page = looked.page(language, place).await;
                let notice = part(&page, "critical-results", &["</section>"]);
                if !urgent {
                    assert_eq!(notice, "", "{place}");
                    continue;
                }
                has(place, notice, &["6.8 mEq/L", hh, call]);
                let address = part(notice, "href=\"", &["\""]);
                assert!(address.starts_with("/documents/"), "{address}");
                has("the document", &looked.page(language, address).await, &["6.8 mEq/L", "↑↑HH"]);
            }
        }
    }
}

/// `HX` beside `H`: it is high, and may be any more than the number says.
#[tokio::test]
async fn what_could_be_measured_is_said_beside_the_judgement() {
    let both = |first: &str, second: &str| json!([judged(first)[0], judged(second)[0]]);
    let looked = Looked::at(&[bundle(&[
        measured(
            "BNP",
            BNP,
            "2024-07-05",
            json!({"valueQuantity": quantity("2000", "pg/mL"), "interpretation": both("HX", "H")}),
        ),
        measured(
            "Cre",
            CRE,
            "2024-07-05",
            json!({"valueQuantity": quantity("20", "mg/dL"), "interpretation": both("HH", "HX"),
                "referenceRange": [{"low": quantity("0.46", "mg/dL"), "high": quantity("0.79", "mg/dL")}]}),
        ),
    ])])
    .await;
    for (language, limit, distance) in
        [("ja", "測れる限界より高い", "19.21"), ("en", "above what can be measured", "19.21")]
    {
        has("the sheet", &looked.row(language, "/labs/core-bnp").await, &["2000 pg/mL", "↑H", limit]);
        has("the sheet", &looked.row(language, "/labs/core-cre").await, &["20 mg/dL", "↑↑HH", limit]);
        let page = looked.test(language, "core-cre").await;
        has("the newest", part(&page, "id=\"newest\"", &["</section>"]), &["↑↑HH", limit]);
        lacks("the newest: nobody knows how far", &page, &[distance]);
        has("the summary", &looked.page(language, "/summary").await, &["↑H", "↑↑HH", limit]);
        // In the line that is read alone, of each.
        let home = looked.page(language, "/").await;
        let line = part(part(&home, "id=\"tests-title\"", &["</section>"]), "<summary>", &["</summary>"]);
        has("home", line, &["2000 pg/mL", "20 mg/dL"]);
        assert_eq!(line.matches(limit).count(), 2, "{line}");
    }
    has("the doctor's page", &looked.doctors_page().await, &["↑H", "↑↑HH", "測れる限界より高い"]);
    has("the emergency page", &looked.in_an_emergency().await, &["緊急の印 HH", "測れる限界より高い"]);
    let xml = looked.xml().await;
    has("the XML", &xml, &["interpretation=\"critically-high\" beyondMeasurable=\"above\""]);
    lacks("the check", &xml, &["kind=\"egfr\""]);
}

/// T40, T57: a bound stays one in every word, for eyes and for ears.
#[tokio::test]
async fn t40_t57_a_bound_stays_one_for_eyes_and_for_ears() {
    let Some(looked) = Looked::at_trouble(&["T40.json", "T07.json", "T04.json"]).await else { return };
    for (language, below, above, single, words) in [
        ("ja", "0.008 ng/mL 未満", "5000 ng/mL より大きい", "10 IU/mL 未満", "0.02 未満(-)"),
        ("en", "less than 0.008 ng/mL", "more than 5000 ng/mL", "less than 10 IU/mL", "less than 0.02(-)"),
    ] {
        let address = |row: &str| part(row, "/labs/", &["\""]).to_owned();
        let sheet = looked.page(language, "/labs").await;
        let psa = sheet.split("<a href=").find(|link| link.contains(">前立腺特異抗原<")).unwrap();
        let page = looked.test(language, &address(psa)).await;
        let caption = part(&page, "<figcaption>", &["</figcaption>"]);
        has("the sentence", caption, &["&lt;0.008 ng/mL", "&gt;5000 ng/mL", below, above]);
        let drawn = heard(&page);
        has("what is heard of the drawing", drawn, &[below, above]);
        lacks("what is heard of the drawing", drawn, &["&lt;"]);
        let row = looked.row(language, ">リウマトイド因子<").await;
        let in_words = format!("<span class=\"visually-hidden\">{single}</span>");
        has("the sheet", &row, &["<span aria-hidden=\"true\">&lt;10 IU/mL</span>", &in_words]);
        let rf = sheet.split("<a href=").find(|link| link.contains(">リウマトイド因子<")).unwrap();
        let page = looked.test(language, &address(rf)).await;
        has("a single result", part(&page, "<figcaption>", &["</figcaption>"]), &["&lt;10 IU/mL", single]);
        // Words of a laboratory, letter by letter, and heard.
        has("words", &looked.row(language, ">文字の結果2<").await, &["＜0.02(-)", words]);
    }
}

/// A second case of T40 and T57: below and above what can be measured, in the table, the emergency summary, a range.
#[tokio::test]
async fn t40_t57_a_second_test_keeps_its_signs() {
    let below = |value: &str, sign: &str| {
        let mut sent = quantity(value, "mg/dL");
        sent["comparator"] = json!(sign);
        sent
    };
    let looked = Looked::at(&[bundle(&[
        measured(
            "Cre",
            CRE,
            "2024-07-05",
            json!({"valueQuantity": below("0.2", "<"),
            "referenceRange": [{"low": quantity("0.46", "mg/dL"), "high": quantity("0.79", "mg/dL")}]}),
        ),
        measured(
            "Cre",
            CRE,
            "2024-06-05",
            json!({"valueQuantity": below("7", ">="),
            "referenceRange": [{"text": "<0.80"}]}),
        ),
    ])])
    .await;
    for (language, less, at_least, range) in [
        ("ja", "0.2 mg/dL 未満", "7 mg/dL 以上", "0.80 未満"),
        ("en", "less than 0.2 mg/dL", "at least 7 mg/dL", "less than 0.80"),
    ] {
        let page = looked.test(language, "core-cre").await;
        let table = part(&page, "id=\"results\"", &["</section>"]);
        has("the table", table, &["&lt;0.2 mg/dL", less, "≥7 mg/dL", at_least, range, "↓L", "↑H"]);
        has("the drawing", heard(&page), &[less, at_least]);
    }
    let emergency = looked.in_an_emergency().await;
    has("the emergency page", &emergency, &["&lt;0.2 mg/dL", "0.2 mg/dL 未満", "基準値より低い"]);
}

/// Cancelled, under way, of no known status, or in doubt: shown as sent with the words for it, and neither marked nor
/// counted, drawn, calculated with, nor the newest.
#[tokio::test]
async fn what_is_no_result_is_shown_with_its_words_and_counts_for_nothing() {
    let odd_ways = [
        (json!({"status": "cancelled"}), ["検査中止", "Test cancelled"], false),
        (json!({"status": "registered"}), ["検査中", "In progress"], false),
        (json!({"status": "unknown"}), ["報告の段階は不明", "not known"], false),
        (
            json!({"modifierExtension": [{"url": "http://example.org/not-this-person", "valueBoolean": true}]}),
            ["一部を読み取れませんでした", "could not be read"],
            true,
        ),
    ];
    for (odd, words, in_doubt) in odd_ways {
        let with = |mut more: Value| {
            more.as_object_mut().unwrap().extend(odd.as_object().unwrap().clone());
            more
        };
        let range = json!([{"low": quantity("73", "mg/dL"), "high": quantity("109", "mg/dL")}]);
        let looked = Looked::at(&[bundle(&[
            measured(
                "BG",
                BG,
                "2024-07-06",
                with(json!({"valueQuantity": quantity("301", "mg/dL"),
                "interpretation": judged("HH"), "referenceRange": range})),
            ),
            measured(
                "BG",
                BG,
                "2024-06-05",
                json!({"valueQuantity": quantity("92", "mg/dL"), "referenceRange": range}),
            ),
            measured(
                "Cre",
                CRE,
                "2024-07-06",
                with(json!({"valueQuantity": quantity("2.1", "mg/dL"), "interpretation": judged("H")})),
            ),
        ])])
        .await;
        let told = odd.to_string();
        let marks =
            ["↑H", "↑↑HH", "基準値より高い", "とくに高い", "critically high", "above the reference range"];
        for (language, words) in ["ja", "en"].into_iter().zip(words) {
            for (test, value) in [("core-bg", "301 mg/dL"), ("core-cre", "2.1 mg/dL")] {
                let row = looked.row(language, &format!("/labs/{test}")).await;
                has(&format!("the sheet, {told}"), &row, &[value, words]);
                lacks(&format!("the sheet, {told}"), &row, &marks);
                let page = looked.test(language, test).await;
                has(
                    &format!("the test, {told}"),
                    part(&page, "id=\"results\"", &["</section>"]),
                    &[value, words],
                );
                lacks(&format!("the test, {told}"), part(&page, "id=\"newest\"", &["</main>"]), &marks);
                lacks(&format!("the drawing, {told}"), part(&page, "<figure", &["</figure>"]), &[value]);
            }
            let newest = looked.test(language, "core-bg").await;
            has(
                &format!("the newest, {told}"),
                part(&newest, "id=\"newest\"", &["</section>"]),
                &["92 mg/dL"],
            );
            let sheet = looked.page(language, "/labs").await;
            lacks(&format!("/labs, {told}"), &sheet, &["critical-results"]);
            let home = looked.page(language, "/").await;
            lacks(&format!("home, {told}"), &home, &["301 mg/dL", "2.1 mg/dL", "critical-results"]);
            lacks(&format!("home, {told}"), &home, &marks);
            let summary = looked.page(language, "/summary").await;
            has(&format!("the summary, {told}"), &summary, &["92 mg/dL"]);
            lacks(&format!("the summary, {told}"), &summary, &["301 mg/dL"]);
            lacks(&format!("the summary, {told}"), &summary, &marks);
        }
        let doctors = looked.doctors_page().await;
        has(&format!("the doctor's page, {told}"), &doctors, &["301 mg/dL", "92 mg/dL", words[0]]);
        lacks(&format!("the doctor's page, {told}"), &doctors, &marks);
        let emergency = looked.in_an_emergency().await;
        has(&format!("the emergency page, {told}"), &emergency, &["92 mg/dL"]);
        lacks(&format!("the emergency page, {told}"), &emergency, &["301 mg/dL"]);
        lacks(&format!("the emergency page, {told}"), &emergency, &marks);
        assert_eq!(emergency.contains("これより新しい結果"), in_doubt, "{told}: {emergency}");
        let xml = looked.xml().await;
        lacks(&format!("the XML, {told}"), &xml, &["standing=\"high\"", "standing=\"critically-high\""]);
        let (physician, address) = &looked.emergency;
        let page = looked.desk(physician, address).await;
        has(&format!("the check, {told}"), &page, &["腎臓の働き（クレアチニンの検査）は、結果がないため"]);
    }
}

#[tokio::test]
async fn alp_across_the_change_of_method_is_not_one_line_and_did_not_fall() {
    let looked = Looked::at(&[bundle(&[
        measured("ALP", ALP, "2024-07-05", json!({"valueQuantity": quantity("82", "U/L")})),
        measured("ALP", ALP, "2019-07-05", json!({"valueQuantity": quantity("245", "U/L")})),
    ])])
    .await;
    for (language, said, fell) in [
        ("ja", "測り方が変わりました", "低くなりました"),
        ("en", "method of this test changed", "lower than"),
    ] {
        let page = looked.test(language, "core-alp").await;
        assert_eq!(page.matches("<figure class=\"trend\"").count(), 2, "{page}");
        has("the drawings", part(&page, "id=\"trend\"", &["</section>"]), &[said]);
        lacks("the newest result", part(&page, "id=\"newest\"", &["</section>"]), &[fell]);
    }
}

#[tokio::test]
async fn readers_of_english_have_their_own_unit_beside_what_was_sent() {
    let range = json!([{"low": quantity("73", "mg/dL"), "high": quantity("109", "mg/dL")}]);
    let results = [
        measured(
            "BG",
            BG,
            "2024-07-05",
            json!({"valueQuantity": quantity("126", "mg/dL"), "referenceRange": range}),
        ),
        measured(
            "BG",
            BG,
            "2024-06-05",
            json!({"valueQuantity": quantity("90", "mg/dL"), "referenceRange": range}),
        ),
        measured("尿糖", "", "2024-07-05", json!({"valueQuantity": quantity("126", "mg/dL")})),
    ];
    let looked = Looked::at(&[bundle(&results)]).await;
    let row = looked.row("en", "/labs/core-bg").await;
    let (sent, converted) = (row.find("126 mg/dL"), row.find("converted: 7.0 mmol/L (range 4.1–6.1 mmol/L)"));
    assert!(sent.is_some() && sent < converted, "what was sent comes first:\n{row}");
    lacks("in Japanese", &looked.row("ja", "/labs/core-bg").await, &["mmol/L"]);
    lacks("no code", &looked.row("en", ">尿糖<").await, &["mmol/L"]);
    let page = looked.test("en", "core-bg").await;
    let drawn = drawing(&page);
    lacks("no drawing joins it", drawn, &["mmol/L"]);
    has("the drawing", drawn, &["mg/dL"]);
}

/// The kidney function that is held out at a counter, and that the check goes by, is told with what qualifies the test it
/// is estimated from, or not at all.
#[tokio::test]
async fn an_estimate_is_told_with_what_qualifies_its_test() {
    let at_the_counter = async |status: &str, mut value: Value, comparator: Option<&str>| {
        if let Some(sign) = comparator {
            value["comparator"] = json!(sign);
        }
        let sent = measured("Cre", CRE, "2024-07-05", json!({ "valueQuantity": value, "status": status }));
        let looked = Looked::at(&[bundle(&[sent])]).await;
        (looked.page("ja", "/medicines/show").await, looked.page("en", "/medicines/show").await)
    };
    let milligrams = || quantity("2.1", "mg/dL");
    let (final_report, _) = at_the_counter("final", milligrams(), None).await;
    has("the counter", &final_report, &["eGFR ", "2024年7月5日の検査"]);
    let (japanese, english) = at_the_counter("preliminary", milligrams(), None).await;
    has("the counter", &japanese, &["2024年7月5日（中間報告）の検査"]);
    has("the counter", &english, &["5 Jul 2024 (Preliminary report)"]);
    for (status, value, comparator) in [
        ("final", milligrams(), Some("<")),
        ("final", quantity("2.1", "g/L"), None),
        ("cancelled", milligrams(), None),
        ("entered-in-error", milligrams(), None),
    ] {
        let (page, _) = at_the_counter(status, value, comparator).await;
        has(status, &page, &["eGFR：計算できません"]);
        lacks(status, &page, &["ミカタの目安"]);
    }
}
