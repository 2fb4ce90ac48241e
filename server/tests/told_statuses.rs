//! What each status of an entry is told as, one row for each: sent through the real door and looked for in every place
//! that shows the kind. Medicines have a table of their own (`told_medicines.rs`).

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Someone, diagnosis, hanako, result},
};
use crate::portal::Portal;
use crate::told::{self, HANAKO, has, lacks, letters, letters_of_pdf, part};
use serde_json::{Value, json};
use server::{auth::Role, ingest::ReceiveError};
use shared::record::{Performed, Vaccination};

/// 見本 花子 with what a clinic registered, looked at from everywhere.
struct Looked {
    world: World,
    portal: Portal,
    doctor: String,
    emergency: (String, String),
    warnings: String,
    _folder: tempfile::TempDir,
}

impl Looked {
    async fn at(bundle: &Value) -> Self {
        let (world, folder) = told::world().await;
        let numbered = Someone { local: Some("A-1".into()), ..hanako() };
        world.send(HOSPITAL, &numbered.conditions(HOSPITAL, "1", &[diagnosis("a", "本態性高血圧症")])).await;
        let receipt = world.send(CLINIC, bundle).await;
        let warnings: Vec<String> = receipt.warnings.iter().map(ToString::to_string).collect();
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        told::shows_everything(&world, patient, HOSPITAL).await;
        let doctor = world.member(HOSPITAL, "内科 一", &[Role::Doctor]).await.cookie;
        let emergency = told::in_an_emergency(&world, &portal, HOSPITAL, &HANAKO).await;
        Self { world, portal, doctor, emergency, warnings: warnings.join("\n"), _folder: folder }
    }

    async fn page(&self, language: &str, address: &str) -> String {
        told::page(&self.portal, language, address).await
    }

    async fn desk(&self, cookie: &str, address: &str) -> Vec<u8> {
        told::desk(&self.portal, cookie, address).await
    }

    /// Every place by its name, for one language of the patient's; the desk speaks Japanese.
    async fn places(&self, language: &str) -> Vec<(&'static str, String)> {
        let mut places = Vec::new();
        for (place, address) in [
            ("home", "/"),
            ("record", "/record"),
            ("summary", "/summary"),
            ("counter", "/medicines/show"),
            ("check", "/medicines"),
            ("labs", "/labs"),
        ] {
            places.push((place, without_scripts(&self.page(language, address).await)));
        }
        let patient = self.world.only_person().await;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("<!>", "");
        let record = self.desk(&self.doctor, &format!("/desk/patients/{patient}/record")).await;
        places.push(("doctor", text(record)));
        let (physician, address) = &self.emergency;
        places.push(("emergency", text(self.desk(physician, address).await)));
        places.push(("xml", text(self.desk(physician, &format!("{address}/summary.xml")).await)));
        let pdf = self.desk(physician, &format!("{address}/summary.pdf")).await;
        places.extend(letters_of_pdf(&pdf).map(|text| ("pdf", text)));
        places
    }
}

/// What somebody reads: the lists by which a page's program knows names are none of it.
fn without_scripts(page: &str) -> String {
    let mut parts = page.split("<script");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once("</script>").map_or("", |(_, rest)| rest))
}

/// What a status is told as.
struct Row {
    name: &'static str,
    status: Value,
    /// Where it stands, with which words in Japanese and English (the desk and its papers: Japanese). In every other
    /// place its name is missing.
    told: &'static [(&'static str, &'static str, &'static str)],
}

const DESK: [&str; 4] = ["doctor", "emergency", "xml", "pdf"];

/// From a name to the end of its line.
fn line<'a>(place: &str, page: &'a str, name: &str) -> Vec<&'a str> {
    let ends: &[&str] = match place {
        "doctor" => &["</tr>", "</ul></div>"],
        "emergency" | "labs" => &["</tr>", "</li>", "</section>"],
        "xml" => &["</allergy>", "</diagnosis>", "</device>", "</result>", "</statement>"],
        "pdf" => &["（2024年7月7日）", "］"],
        "home" | "counter" | "check" => &["）、なぞ", "、なぞ", "), なぞ", ", なぞ", "</p>", "</li>"],
        _ => &["<li class=\"card", "</li>", "</section>"],
    };
    page.match_indices(name)
        .map(|(at, _)| {
            // Attributes of an element of XML stand before its name.
            let from = if place == "xml" { page[..at].rfind("\n  <").unwrap_or(at) } else { at };
            let end = ends.iter().filter_map(|end| page[at..].find(end)).min().unwrap_or(page.len() - at);
            &page[from..at + end]
        })
        .collect()
}

async fn check(looked: &Looked, rows: &[Row]) {
    let mut looks = 0;
    for language in ["ja", "en"] {
        for (place, page) in looked.places(language).await {
            for Row { name, status, told } in rows {
                looks += 1;
                let name = if place == "pdf" { letters(name) } else { (*name).to_owned() };
                let found = line(place, &page, &name);
                let expected: Vec<&str> = told
                    .iter()
                    .filter(|(there, ..)| *there == place)
                    .map(|(_, ja, en)| if language == "ja" || DESK.contains(&place) { *ja } else { *en })
                    .collect();
                if expected.is_empty() {
                    assert!(found.is_empty(), "{name} ({status}) stands on {place}: {found:?}");
                    continue;
                }
                for words in expected {
                    let words = if place == "pdf" { letters(words) } else { words.to_owned() };
                    assert!(
                        found.iter().any(|line| line.contains(&words)),
                        "{name} ({status}) on {place} in {language} should say {words:?}: {found:?}"
                    );
                }
            }
        }
    }
    println!("{looks} looks for {} statuses", rows.len());
}

/// A list of the clinic: what each is called, and what replaces or completes a Condition's elements.
fn list(kind: &str, rows: &[(&str, Value)]) -> Value {
    let named: Vec<_> = (0..).zip(rows).map(|(at, (name, _))| diagnosis(&format!("s{at}"), name)).collect();
    let mut bundle = hanako().collection(CLINIC, "statuses", kind, &named);
    let entries = bundle["entry"].as_array_mut().unwrap().iter_mut().skip(1);
    for (entry, (_, more)) in entries.zip(rows) {
        let resource = entry["resource"].as_object_mut().unwrap();
        if kind != "Condition" {
            for name in ["category", "onsetDateTime", "recorder", "verificationStatus", "clinicalStatus"] {
                resource.remove(name);
            }
            resource.insert("resourceType".into(), json!(kind));
        }
        if ["AllergyIntolerance", "Immunization"].contains(&kind) {
            let subject = resource.remove("subject").unwrap();
            resource.insert("patient".into(), subject);
        }
        if kind == "Immunization" {
            resource.remove("code");
        }
        resource.extend(more.as_object().unwrap().clone());
    }
    bundle
}

fn coded(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code}]})
}

fn condition(clinical: &str, verification: &str) -> Value {
    let verified = coded("condition-ver-status", verification);
    match clinical {
        "" => json!({"verificationStatus": verified}),
        _ => json!({"clinicalStatus": coded("condition-clinical", clinical), "verificationStatus": verified}),
    }
}

const SUSPECTED: (&str, &str) = ("疑い（まだ決まった病名ではありません）", "Suspected (not a diagnosis yet)");

#[tokio::test]
async fn each_status_of_a_diagnosis_is_told_in_every_place() {
    let row =
        |name, clinical, verification, told| Row { name, status: condition(clinical, verification), told };
    let rows = [
        row(
            "胃潰瘍甲",
            "active",
            "confirmed",
            &[
                ("record", "続いている", "Ongoing"),
                ("summary", "続いている", "Ongoing"),
                ("doctor", "続いている", ""),
                ("emergency", "胃潰瘍甲", ""),
                ("xml", "status=\"active\"", ""),
                ("pdf", "胃潰瘍甲", ""),
            ],
        ),
        row(
            "胃潰瘍乙",
            "remission",
            "confirmed",
            &[
                ("record", "寛解", "In remission"),
                ("summary", "寛解", "In remission"),
                ("doctor", "寛解", ""),
                ("emergency", "寛解", ""),
                ("xml", "status=\"remission\"", ""),
                ("pdf", "寛解", ""),
            ],
        ),
        row(
            "胃潰瘍丙",
            "inactive",
            "confirmed",
            &[
                ("record", "落ち着いている", "Settled"),
                ("summary", "落ち着いている", "Settled"),
                ("doctor", "落ち着いている", ""),
                ("emergency", "落ち着いている", ""),
                ("xml", "status=\"inactive\"", ""),
                ("pdf", "落ち着いている", ""),
            ],
        ),
        row(
            "胃潰瘍丁",
            "resolved",
            "confirmed",
            &[("record", "治った", "Resolved"), ("doctor", "治った", "")],
        ),
        row(
            "胃潰瘍戊",
            "active",
            "differential",
            &[
                ("record", SUSPECTED.0, SUSPECTED.1),
                ("summary", SUSPECTED.0, SUSPECTED.1),
                ("doctor", SUSPECTED.0, ""),
                ("emergency", "胃潰瘍戊（疑い）", ""),
                ("xml", "胃潰瘍戊（疑い）", ""),
                ("pdf", "胃潰瘍戊（疑い）", ""),
            ],
        ),
        row("胃潰瘍己", "active", "refuted", &[]),
        row("胃潰瘍庚", "", "entered-in-error", &[]),
    ];
    let lines: Vec<_> = rows.iter().map(|row| (row.name, row.status.clone())).collect();
    let looked = Looked::at(&list("Condition", &lines)).await;
    check(&looked, &rows).await;
    has("the answer", &looked.warnings, &["stored and never shown as a diagnosis"]);
}

#[tokio::test]
async fn each_status_of_an_allergy_is_told_in_every_place() {
    let allergy = |name: &str, clinical: &str, verification: &str, kind: &str| {
        let mut more = json!({"category": [kind], "criticality": "high",
            "code": {"text": name, "coding": [{"code": "J9FZ99999999", "display": name,
                "system": "http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyFoodAllergen_CS"}]},
            "verificationStatus": coded("allergyintolerance-verification", verification)});
        if !clinical.is_empty() {
            more["clinicalStatus"] = coded("allergyintolerance-clinical", clinical);
        }
        more
    };
    let row = |name, clinical, verification, kind, told| Row {
        name,
        status: allergy(name, clinical, verification, kind),
        told,
    };
    let rows = [
        row(
            "なぞ薬甲",
            "active",
            "confirmed",
            "medication",
            &[
                ("home", "なぞ薬甲", "なぞ薬甲"),
                ("record", "いまも注意が必要", "still to be watched"),
                ("summary", "なぞ薬甲", "なぞ薬甲"),
                ("counter", "なぞ薬甲", "なぞ薬甲"),
                ("doctor", "なぞ薬甲", ""),
                ("emergency", "いまも注意が必要", ""),
                ("xml", "status=\"active\"", ""),
                ("pdf", "いまも注意が必要", ""),
            ],
        ),
        row(
            "なぞ薬乙",
            "resolved",
            "confirmed",
            "medication",
            &[
                ("home", "なくなったと書かれています", "recorded as gone"),
                ("record", "なくなったと書かれています", "recorded as gone"),
                ("summary", "なくなったと書かれています", "recorded as gone"),
                ("counter", "なくなったと書かれています", "recorded as gone"),
                ("doctor", "なくなったと書かれています", ""),
                ("emergency", "なくなったと書かれています", ""),
                ("xml", "status=\"resolved\"", ""),
                ("pdf", "なくなったと書かれています", ""),
            ],
        ),
        row(
            "なぞ薬丙",
            "inactive",
            "confirmed",
            "medication",
            &[
                ("home", "いまは注意の対象でない、と登録", "recorded as inactive"),
                ("record", "いまは注意の対象でない、と登録", "recorded as inactive"),
                ("summary", "いまは注意の対象でない、と登録", "recorded as inactive"),
                ("counter", "いまは注意の対象でない、と登録", "recorded as inactive"),
                ("doctor", "いまは注意の対象でない、と登録", ""),
                ("emergency", "いまは注意の対象でない、と登録", ""),
                ("xml", "status=\"inactive\"", ""),
                ("pdf", "いまは注意の対象でない、と登録", ""),
            ],
        ),
        row(
            "なぞ薬丁",
            "active",
            "unconfirmed",
            "medication",
            &[
                ("home", "確認されていない", "not confirmed"),
                ("record", "確認されていない", "not confirmed"),
                ("summary", "確認されていない", "not confirmed"),
                ("counter", "確認されていない", "not confirmed"),
                ("doctor", "確認されていない", ""),
                ("emergency", "確認されていない", ""),
                ("xml", "verification=\"unconfirmed\"", ""),
                ("pdf", "確認されていない", ""),
            ],
        ),
        row("なぞ薬戊", "active", "refuted", "medication", &[]),
        row("なぞ薬己", "", "entered-in-error", "medication", &[]),
    ];
    let lines: Vec<_> = rows.iter().map(|row| (row.name, row.status.clone())).collect();
    check(&Looked::at(&list("AllergyIntolerance", &lines)).await, &rows).await;
}

#[tokio::test]
async fn each_status_of_a_procedure_is_told_in_every_place() {
    const NAMES: [(&str, &str); 8] = [
        ("completed", "ペースメーカー移植術甲"),
        ("in-progress", "ペースメーカー移植術乙"),
        ("stopped", "ペースメーカー移植術丙"),
        ("unknown", "ペースメーカー移植術丁"),
        ("preparation", "ペースメーカー移植術己"),
        ("on-hold", "ペースメーカー移植術庚"),
        ("not-done", "ペースメーカー移植術辛"),
        ("entered-in-error", "ペースメーカー移植術壬"),
    ];
    let told = |status: &str| -> &'static [(&'static str, &'static str, &'static str)] {
        match status {
            "completed" => &[
                ("record", "2024年6月1日", "2024"),
                ("doctor", "2024年6月1日", ""),
                ("emergency", "2024年6月1日", ""),
                ("xml", "performed=\"completed\"", ""),
                ("pdf", "2024年6月1日", ""),
            ],
            "in-progress" => &[
                ("record", "行われている途中", "Under way"),
                ("doctor", "行われている途中", ""),
                ("emergency", "行われている途中", ""),
                ("xml", "performed=\"in-progress\"", ""),
                ("pdf", "行われている途中", ""),
            ],
            "stopped" => &[
                ("record", "途中で中止", "Stopped before it was finished"),
                ("doctor", "途中で中止", ""),
                ("emergency", "途中で中止", ""),
                ("xml", "performed=\"stopped\"", ""),
                ("pdf", "途中で中止", ""),
            ],
            "unknown" => &[
                ("record", "行われたかどうか不明", "Not known whether it was done"),
                ("doctor", "行われたかどうか不明", ""),
                ("emergency", "行われたかどうか不明", ""),
                ("xml", "performed=\"unknown\"", ""),
                ("pdf", "行われたかどうか不明", ""),
            ],
            "preparation" => &[
                ("record", "準備中（まだ行われていません）", "Being prepared (not done yet)"),
                ("doctor", "準備中（まだ行われていません）", ""),
            ],
            "on-hold" => &[
                ("record", "見合わせ中（まだ終わっていません）", "On hold (not finished)"),
                ("doctor", "見合わせ中（まだ終わっていません）", ""),
            ],
            "not-done" => {
                &[("record", "行われませんでした", "Not done"), ("doctor", "行われませんでした", "")]
            }
            _ => &[],
        }
    };
    let rows: Vec<Row> = NAMES
        .iter()
        .map(|(status, name)| Row {
            name,
            status: json!({"status": status, "performedDateTime": "2024-06-01",
                "code": {"text": name, "coding": [{"code": "K597", "display": name,
                    "system": "http://example.jp/fee-schedule"}]}}),
            told: told(status),
        })
        .collect();
    let all = Performed::STATUSES.map(|(status, _)| status);
    assert!(all.iter().all(|status| NAMES.iter().any(|(named, _)| named == status)), "a status has no row");
    let lines: Vec<_> = rows.iter().map(|row| (row.name, row.status.clone())).collect();
    let looked = Looked::at(&list("Procedure", &lines)).await;
    check(&looked, &rows).await;
    let record = looked.page("ja", "/record").await;
    let not_done = part(&record, ">ペースメーカー移植術辛", &["</li>"]);
    lacks("what was not done", not_done, "行われた日");
    // A word that FHIR does not have does not come in.
    let mut other = list("Procedure", &lines[..1]);
    other["entry"][1]["resource"]["status"] = json!("perhaps");
    assert!(matches!(looked.world.try_send(CLINIC, &other).await, Err(ReceiveError::Refused(_))));
}

#[tokio::test]
async fn each_status_of_a_vaccination_is_told_in_every_place() {
    const NAMES: [(&str, &str); 3] = [
        ("completed", "肺炎球菌ワクチン甲"),
        ("not-done", "肺炎球菌ワクチン乙"),
        ("entered-in-error", "肺炎球菌ワクチン丙"),
    ];
    let told = |status: &str| -> &'static [(&'static str, &'static str, &'static str)] {
        match status {
            "completed" => &[("record", "2024年6月1日", "2024"), ("doctor", "2024年6月1日", "")],
            "not-done" => &[
                ("record", "接種していません", "not given"),
                ("record", "書かれている日", "Date stated"),
                ("doctor", "未接種", ""),
            ],
            _ => &[],
        }
    };
    let rows: Vec<Row> = NAMES
        .iter()
        .map(|(status, name)| Row {
            name,
            status: json!({"status": status, "occurrenceDateTime": "2024-06-01",
                "vaccineCode": {"text": name, "coding": [{"code": "1", "display": name,
                    "system": "http://hl7.org/fhir/sid/cvx"}]}}),
            told: told(status),
        })
        .collect();
    let all = Vaccination::STATUSES.map(|(status, _)| status);
    assert!(all.iter().all(|status| NAMES.iter().any(|(named, _)| named == status)), "a status has no row");
    let lines: Vec<_> = rows.iter().map(|row| (row.name, row.status.clone())).collect();
    let looked = Looked::at(&list("Immunization", &lines)).await;
    check(&looked, &rows).await;
    let record = looked.page("ja", "/record").await;
    lacks("what was not given", part(&record, ">肺炎球菌ワクチン乙", &["</li>"]), "接種した日");
    has("what was given", part(&record, ">肺炎球菌ワクチン甲", &["</li>"]), &["接種した日"]);
    // Of any other word nothing may be claimed: it does not come in.
    let mut other = list("Immunization", &lines[..1]);
    other["entry"][1]["resource"]["status"] = json!("perhaps");
    let Err(ReceiveError::Refused(refused)) = looked.world.try_send(CLINIC, &other).await else {
        panic!("it was taken")
    };
    assert!(
        refused.issues.iter().any(|issue| issue.path.ends_with("resource.status")),
        "{:?}",
        refused.issues
    );
}

#[tokio::test]
async fn each_status_of_a_result_is_told_in_every_place() {
    const NAMES: [(&str, &str, &str, &str); 8] = [
        ("final", "なぞ検査甲", "value flag-high", "value flag-high"),
        ("preliminary", "なぞ検査乙", "中間報告", "Preliminary report"),
        ("amended", "なぞ検査丙", "最終報告（変更あり）", "Final report (amended)"),
        ("corrected", "なぞ検査丁", "最終報告（訂正あり）", "Final report (corrected)"),
        ("registered", "なぞ検査戊", "検査中", "In progress"),
        ("cancelled", "なぞ検査己", "検査中止", "Test cancelled"),
        ("unknown", "なぞ検査庚", "報告の段階は不明", "Stage of report not known"),
        ("entered-in-error", "なぞ検査辛", "", ""),
    ];
    let lines: Vec<_> = NAMES.iter().map(|(status, name, ..)| result(status, name, "x")).collect();
    let mut bundle = hanako().results(CLINIC, "statuses", &lines);
    let entries = bundle["entry"].as_array_mut().unwrap().iter_mut().skip(1);
    for (entry, (status, ..)) in entries.zip(NAMES) {
        let resource = entry["resource"].as_object_mut().unwrap();
        resource.remove("valueString");
        resource["code"]["coding"][1] = json!({"code": "99999999999999999", "display": "未標準化コード項目(JLAC)",
            "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_Uncoded_CS"});
        resource.insert("status".into(), json!(status));
        resource.insert("valueQuantity".into(), json!({"value": 9.9, "unit": "mg/dL"}));
        resource.insert("interpretation".into(), json!([coded("v3-ObservationInterpretation", "H")]));
    }
    let looked = Looked::at(&bundle).await;
    let mut rows = 0;
    for language in ["ja", "en"] {
        for (place, page) in looked.places(language).await {
            for (status, name, ja, en) in NAMES {
                let found = line(place, &page, name);
                if !["labs", "doctor"].contains(&place) || status == "entered-in-error" {
                    assert!(found.is_empty(), "{name} ({status}) stands on {place}: {found:?}");
                    continue;
                }
                rows += 1;
                let said = if language == "ja" || place == "doctor" { ja } else { en };
                let found = found.join("");
                has(&format!("{status} on {place}"), &found, &["9.9 mg/dL", said]);
                let counts = ["final", "preliminary", "amended", "corrected"].contains(&status);
                assert_eq!(found.contains("↑H"), counts, "{status} on {place}: {found}");
            }
        }
    }
    assert_eq!(rows, 28, "seven statuses on two pages in two languages");
}

/// A document is final, or it does not come in; a report as a resource of its own is none of what is registered.
#[tokio::test]
async fn a_document_that_is_not_final_is_refused_and_so_is_a_report_by_itself() {
    let (world, _folder) = told::world().await;
    let refused = |tried: Result<_, ReceiveError>| match tried {
        Err(ReceiveError::Refused(refused)) => {
            refused.issues.iter().map(|issue| issue.path.clone()).collect::<Vec<_>>().join("\n")
        }
        _ => panic!("it was taken"),
    };
    for status in ["preliminary", "amended", "entered-in-error"] {
        let mut document = hanako().summary(CLINIC, "letter", "水分をとる", &[diagnosis("d", "胃潰瘍")]);
        document["entry"][0]["resource"]["status"] = json!(status);
        has(status, &refused(world.try_send(CLINIC, &document).await.map(drop)), &["status"]);
    }
    let mut report = hanako().results(CLINIC, "report", &[result("r", "なぞ検査", "x")]);
    report["entry"][1]["resource"]["resourceType"] = json!("DiagnosticReport");
    has("a report", &refused(world.try_send(CLINIC, &report).await.map(drop)), &["resourceType"]);
}
