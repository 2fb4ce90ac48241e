//! Names that are no plain facts: suspicions, modifiers that the text lacks, and statements that there is none. Each is
//! sent through the real door and looked for in every place that names a diagnosis or an allergy.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Someone, diagnosis, hanako, medicine},
};
use crate::portal::Portal;
use crate::told::{self, HANAKO, has, lacks, letters, letters_of_pdf, part};
use serde_json::{Value, json};
use server::auth::Role;
use shared::{
    category::{Categories, Category},
    english::EnglishNames,
};

const SUSPECTED: [(&str, &str); 2] =
    [("ja", "疑い（まだ決まった病名ではありません）"), ("en", "Suspected (not a diagnosis yet)")];

/// 見本 花子 with what a clinic registered, looked at from everywhere.
struct Looked {
    world: World,
    portal: Portal,
    doctor: String,
    emergency: (String, String),
    warnings: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Looked {
    async fn at(bundles: &[Value]) -> Self {
        let (world, folder) = told::world().await;
        let numbered = Someone { local: Some("A-1".into()), ..hanako() };
        world.send(HOSPITAL, &numbered.conditions(HOSPITAL, "1", &[diagnosis("a", "本態性高血圧症")])).await;
        let mut warnings = Vec::new();
        for bundle in bundles {
            let receipt = world.send(CLINIC, bundle).await;
            warnings.extend(receipt.warnings.iter().map(ToString::to_string));
        }
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        told::shows_everything(&world, patient, HOSPITAL).await;
        let doctor = world.member(HOSPITAL, "内科 一", &[Role::Doctor]).await.cookie;
        let emergency = told::in_an_emergency(&world, &portal, HOSPITAL, &HANAKO).await;
        Self { world, portal, doctor, emergency, warnings, _folder: folder }
    }

    /// A page of the patient's.
    async fn page(&self, language: &str, address: &str) -> String {
        told::page(&self.portal, language, address).await
    }

    async fn desk(&self, cookie: &str, address: &str) -> Vec<u8> {
        told::desk(&self.portal, cookie, address).await
    }

    async fn doctors_page(&self) -> String {
        let patient = self.world.only_person().await;
        let page = self.desk(&self.doctor, &format!("/desk/patients/{patient}/record")).await;
        String::from_utf8(page).unwrap().replace("<!>", "")
    }

    async fn emergency(&self, file: &str) -> String {
        let (physician, address) = &self.emergency;
        let bytes = self.desk(physician, &format!("{address}{file}")).await;
        String::from_utf8(bytes).unwrap().replace("<!>", "")
    }

    /// The words of the emergency PDF; `None`, said loudly: nothing here reads one.
    async fn pdf(&self) -> Option<String> {
        let (physician, address) = &self.emergency;
        let bytes = self.desk(physician, &format!("{address}/summary.pdf")).await;
        letters_of_pdf(&bytes)
    }
}

type Change<'a> = &'a dyn Fn(&mut Value);

/// The clinic's list of diagnoses: what each is called, and what is changed of it.
fn conditions(lines: &[(&str, Change<'_>)]) -> Value {
    let named: Vec<_> = (0..).zip(lines).map(|(at, (name, _))| diagnosis(&format!("c{at}"), name)).collect();
    let mut bundle = hanako().conditions(CLINIC, "names", &named);
    let entries = bundle["entry"].as_array_mut().unwrap().iter_mut().skip(1);
    for (entry, (_, change)) in entries.zip(lines) {
        change(&mut entry["resource"]);
    }
    bundle
}

/// The clinic's list of allergies: each a text, codes, and what else is said.
fn allergies(lines: &[(&str, Value, Value)]) -> Value {
    let named: Vec<_> = (0..).zip(lines).map(|(at, (name, ..))| diagnosis(&format!("a{at}"), name)).collect();
    let mut bundle = hanako().collection(CLINIC, "allergies", "AllergyIntolerance", &named);
    let entries = bundle["entry"].as_array_mut().unwrap().iter_mut().skip(1);
    for (entry, (text, codings, more)) in entries.zip(lines) {
        let resource = entry["resource"].as_object_mut().unwrap();
        let subject = resource.remove("subject").unwrap();
        for name in ["category", "onsetDateTime", "recorder", "verificationStatus"] {
            resource.remove(name);
        }
        resource.insert("resourceType".into(), json!("AllergyIntolerance"));
        resource.insert("patient".into(), subject);
        resource.insert("code".into(), json!({"text": text, "coding": codings}));
        resource.insert("clinicalStatus".into(), json!({"coding": [
            {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}]}));
        resource["meta"]["profile"] =
            json!(["http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_AllergyIntolerance_eCS"]);
        resource.extend(more.as_object().unwrap().clone());
    }
    bundle
}

fn modifier(place: &str, code: &str, display: &str) -> Value {
    json!({"url": format!("http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Condition_Disease{place}Modifier"),
        "valueCodeableConcept": {"coding": [{"system": "http://medis.or.jp/CodeSystem/master-disease-modKeyNumber",
            "code": code, "display": display}]}})
}

fn uncoded(display: &str) -> Value {
    json!([{"system": "http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyFoodAllergen_CS", "code": "J9FZ99999999",
        "display": display}])
}

fn snomed(code: &str, display: &str) -> Value {
    json!([{"system": "http://snomed.info/sct", "code": code, "display": display}, uncoded("未コード化")[0]])
}

/// A suspicion, in every place apart from diagnoses and called one.
async fn check_suspicion(looked: &Looked, name: &str) {
    for (language, said) in SUSPECTED {
        let record = looked.page(language, "/record").await;
        let diagnoses = part(&record, "id=\"diagnoses\"", &["id=\"infections\""]);
        let (stated, suspected) = diagnoses.split_once("class=\"suspected\"").unwrap();
        lacks("among the diagnoses", stated, name);
        has("among the suspicions", suspected, &[name, said]);
        let card = part(suspected, name, &["</li>"]);
        lacks("its card", card, if language == "ja" { "治療中" } else { "treatment" });
        lacks("the counter", &looked.page(language, "/medicines/show").await, name);
    }
    let ja = SUSPECTED[0].1;
    let doctors = looked.doctors_page().await;
    let (stated, suspected) =
        part(&doctors, "id=\"diagnoses\"", &["id=\"medicines\""]).split_once(ja).unwrap();
    lacks("the doctor's diagnoses", stated, name);
    has("the doctor's suspicions", suspected, &[name]);
    let emergency = looked.emergency("").await;
    lacks("the emergency diagnoses", part(&emergency, "いまの傷病名", &["</section>"]), name);
    has("the emergency suspicions", part(&emergency, ja, &["</section>"]), &[name]);
    let xml = looked.emergency("/summary.xml").await;
    lacks("the XML's diagnoses", part(&xml, "<diagnoses>", &["</diagnoses>"]), name);
    has("the XML's suspicions", part(&xml, "<suspected>", &["</suspected>"]), &[name]);
    if let Some(text) = looked.pdf().await {
        has("the emergency PDF", &text, &[&letters(ja), name]);
    }
}

/// A whole name, wherever diagnoses are listed.
async fn check_name(looked: &Looked, name: &str) {
    for language in ["ja", "en"] {
        has("the record", &looked.page(language, "/record").await, &[name]);
    }
    has("the doctor's page", &looked.doctors_page().await, &[name]);
    has("the emergency page", part(&looked.emergency("").await, "いまの傷病名", &["</section>"]), &[name]);
    let xml = looked.emergency("/summary.xml").await;
    has("the XML", part(&xml, "<diagnoses>", &["</diagnoses>"]), &[name]);
    if let Some(text) = looked.pdf().await {
        has("the emergency PDF", &text, &[name]);
    }
}

/// T14: the text lacks its modifiers, which stand in extensions alone.
#[tokio::test]
async fn modifiers_beside_the_text_are_part_of_the_name_and_a_suspicion_is_no_diagnosis() {
    let lung = |condition: &mut Value| {
        condition["code"]["extension"] = json!([modifier("Postfix", "00008002", "の疑い")]);
    };
    let left = |condition: &mut Value| {
        condition["code"]["extension"] = json!([modifier("Prefix", "00002056", "左")]);
    };
    let looked = Looked::at(&[conditions(&[("肺癌", &lung), ("橈骨遠位端骨折", &left)])]).await;
    check_suspicion(&looked, "肺癌の疑い").await;
    check_name(&looked, "左橈骨遠位端骨折").await;
    // Both are shown, and the sender is told.
    has(
        "the record",
        &looked.page("ja", "/record").await,
        &["もとの文字は「肺癌」", "もとの文字は「橈骨遠位端骨折」"],
    );
    has("the doctor's page", &looked.doctors_page().await, &["もとの文字は「肺癌」"]);
    has("the XML", &looked.emergency("/summary.xml").await, &["<written>肺癌</written>"]);
    let warned = looked.warnings.join("\n");
    has(
        "the answer",
        &warned,
        &[
            "entry[1].resource.code.text",
            "肺癌の疑い",
            "entry[1].resource.verificationStatus",
            "entry[2].resource.code.text",
            "左橈骨遠位端骨折",
        ],
    );
    let news = looked.page("ja", "/").await;
    has("home", &news, &["疑いのある病気 1件"]);
}

/// T14 again: by the text alone, by the verification alone, by a word of no code, and a side as a site.
#[tokio::test]
async fn a_suspicion_is_one_however_it_was_sent_and_a_side_stays() {
    let as_sent = |_: &mut Value| {};
    let provisional = |condition: &mut Value| {
        condition["verificationStatus"]["coding"][0]["code"] = json!("provisional");
    };
    let unlisted = |condition: &mut Value| {
        let mut suffix = modifier("Postfix", "99999999", "の可能性");
        suffix["valueCodeableConcept"]["coding"][0]["system"] = json!("http://example.jp/modifiers");
        condition["code"]["extension"] = json!([suffix]);
    };
    let knee = |condition: &mut Value| condition["bodySite"] = json!([{"text": "右"}]);
    let looked = Looked::at(&[conditions(&[
        ("乳癌の疑い", &as_sent),
        ("くも膜下出血", &provisional),
        ("膵癌", &unlisted),
        ("変形性膝関節症", &knee),
    ])])
    .await;
    for name in ["乳癌の疑い", "くも膜下出血（疑い）", "膵癌［の可能性］"] {
        check_suspicion(&looked, name).await;
    }
    check_name(&looked, "変形性膝関節症（右）").await;
    let warned = looked.warnings.join("\n");
    has("the answer", &warned, &["膵癌［の可能性］", "変形性膝関節症（右）"]);
    lacks("the answer to a name that is whole", &warned, "entry[1].resource.code.text");
}

#[tokio::test]
async fn in_a_check_a_suspicion_is_possible_and_its_doubt_is_named() {
    let ulcer = |condition: &mut Value| {
        condition["code"]["coding"].as_array_mut().unwrap().push(json!({
            "system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full", "code": "K25.9",
            "display": "胃潰瘍"}));
    };
    let iguratimod =
        || hanako().prescriptions(CLINIC, "rx", &[medicine("m", "ケアラム錠２５ｍｇ", "2024-07-01", 14)]);
    for (name, doubtful) in [("胃潰瘍", false), ("胃潰瘍の疑い", true)] {
        let looked = Looked::at(&[conditions(&[(name, &ulcer)]), iguratimod()]).await;
        for (language, said) in [("ja", "ほんとうにその病気である（まだ疑いです）"), ("en", "only suspected")]
        {
            let check = looked.page(language, "/medicines").await;
            has("the check", &check, &[name]);
            assert_eq!(check.contains(said), doubtful, "{name}: {said}");
        }
        let xml = looked.emergency("/summary.xml").await;
        assert_eq!(xml.contains("kind=\"suspected-disease\""), doubtful, "{name}");
    }
}

/// T20: a statement of a facility, of its own scope, and no entry.
#[tokio::test]
async fn that_there_is_no_allergy_is_a_statement_and_no_allergy() {
    let looked =
        Looked::at(&[allergies(&[("アレルギーなし", snomed("716186003", "No known allergy"), json!({}))])])
            .await;
    for (language, said, counter) in [
        ("ja", "アレルギーなし、と架空", "アレルギー：登録なし（「ない」という意味ではありません）"),
        ("en", "No known allergies, registered by 架空", "Allergies: none registered"),
    ] {
        let record = looked.page(language, "/record").await;
        let allergies = part(&record, "id=\"allergies\"", &["id=\"diagnoses\""]);
        has("the record", allergies, &[said, "2024", "class=\"empty\""]);
        lacks("the record", allergies, "card-list");
        lacks(
            "the record",
            allergies,
            if language == "ja" { "いまも注意が必要" } else { "still to be watched" },
        );
        has("the summary", &looked.page(language, "/summary").await, &[said]);
        has("the counter", &looked.page(language, "/medicines/show").await, &[counter, said]);
        lacks(
            "home",
            &looked.page(language, "/").await,
            if language == "ja" { "アレルギー 1件" } else { "Allergies: 1" },
        );
    }
    let doctors = looked.doctors_page().await;
    let part_of = part(&doctors, "id=\"allergies\"", &["id=\"diagnoses\""]);
    has("the doctor's page", part_of, &["アレルギーなし、と架空"]);
    lacks("the doctor's page", part_of, "いまも注意が必要");
    let emergency = looked.emergency("").await;
    has("the emergency page", &emergency, &["「なし」という登録", "アレルギーなし"]);
    lacks("the emergency page", &emergency, "いまも注意が必要");
    let xml = looked.emergency("/summary.xml").await;
    has("the XML", &xml, &["<noneKnown>", "about=\"allergies\" said=\"none-known\""]);
    lacks("the XML", part(&xml, "<allergies>", &["</allergies>"]), "アレルギーなし");
    if let Some(text) = looked.pdf().await {
        has("the emergency PDF", &text, &["「なし」という登録", "アレルギーなし"]);
        lacks("the emergency PDF", &text, "いまも注意が必要");
    }
}

/// T20 again: food is not medicines, what contradicts a statement is said, and a pear is no "none".
#[tokio::test]
async fn a_statement_has_its_scope_and_what_contradicts_it_is_said() {
    let looked = Looked::at(&[allergies(&[
        (
            "食べ物のアレルギーなし",
            snomed("429625007", "No known food allergy"),
            json!({"category": ["food"]}),
        ),
        ("さば", uncoded("さば"), json!({"category": ["food"], "criticality": "low"})),
        ("ナシ", uncoded("ナシ"), json!({"category": ["food"], "criticality": "low"})),
        ("アスピリン", uncoded("アスピリン"), json!({"category": ["medication"], "criticality": "high"})),
        ("卵以外アレルギーなし", uncoded("未コード化"), json!({"category": ["food"]})),
    ])])
    .await;
    for (language, said, against) in [
        ("ja", "食べ物のアレルギーなし、と架空", "ただし、登録されているものがあります："),
        ("en", "No known food allergies, registered by 架空", "But something is registered: "),
    ] {
        let record = looked.page(language, "/record").await;
        let allergies = part(&record, "id=\"allergies\"", &["id=\"diagnoses\""]);
        let (cards, none) = allergies.split_once("none-known").unwrap();
        has("the cards", cards, &["さば", "ナシ", "卵以外アレルギーなし"]);
        lacks("the cards", cards, "食べ物のアレルギーなし");
        let named = part(none, against, &["</p>"]);
        has("what contradicts it", named, &["さば", "ナシ"]);
        lacks("food is not medicines", named, "アスピリン");
        has("the record", none, &[said]);
        has("the counter", &looked.page(language, "/medicines/show").await, &[said, against, "さば"]);
    }
    let xml = looked.emergency("/summary.xml").await;
    has("the XML", &xml, &["about=\"food-allergies\"", "<contradictedBy>さば</contradictedBy>"]);
    lacks("the XML", &xml, "<contradictedBy>アスピリン");
    let doctors = looked.doctors_page().await;
    has(
        "the doctor's page",
        &doctors,
        &["食べ物のアレルギーなし、と架空", "ただし、登録されているものがあります"],
    );
}

/// A suspicion that the patient has not been told: nothing of it for them, and a suspicion for whom they chose.
#[tokio::test]
async fn an_untold_suspicion_is_told_to_staff_as_one_and_leaves_the_patient_no_trace() {
    let untold = |condition: &mut Value| {
        condition["code"]["extension"] = json!([modifier("Postfix", "00008002", "の疑い")]);
        condition["meta"]["tag"] = json!([{"code": "UNINFORMED",
            "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication"}]);
    };
    let looked = Looked::at(&[conditions(&[("膵癌", &untold)])]).await;
    for (address, language) in
        ["/", "/record", "/summary", "/medicines/show"].into_iter().zip(["ja", "en", "ja", "en"])
    {
        let page = looked.page(language, address).await;
        lacks(address, &page, "膵癌");
        lacks(address, &page, "class=\"suspected\"");
    }
    let doctors = looked.doctors_page().await;
    has(
        "the doctor's page",
        part(&doctors, "id=\"untold\"", &["</section>"]),
        &["膵癌の疑い", SUSPECTED[0].1],
    );
    for file in ["", "/summary.xml"] {
        lacks("the emergency summary", &looked.emergency(file).await, "膵癌");
    }
}

/// "None" speaks of every kind in its scope: who may not see one of them learns nothing of it.
#[tokio::test]
async fn that_there_is_none_is_shown_only_with_all_that_it_speaks_of() {
    let looked = Looked::at(&[
        allergies(&[
            ("アレルギーなし", snomed("716186003", "No known allergy"), json!({})),
            ("薬剤アレルギーなし", snomed("409137002", "No known drug allergy"), json!({})),
            ("食物アレルギーなし", snomed("429625007", "No known food allergy"), json!({})),
        ]),
        conditions(&[("傷病名なし", &|_: &mut Value| {})]),
    ])
    .await;
    let record = looked.world.record(looked.world.only_person().await).await;
    let names = |shown: Categories| {
        let limited = record.clone().limited_to(shown);
        let mut names: Vec<String> = limited.none_known.into_iter().map(|one| one.name).collect();
        names.sort();
        names
    };
    assert_eq!(names(Categories::ALL).len(), 4);
    let without = |kind| names(Categories::ALL.without(kind));
    assert_eq!(without(Category::Contraindications), ["傷病名なし", "食物アレルギーなし"]);
    assert_eq!(without(Category::Allergies), ["傷病名なし"]);
    assert_eq!(without(Category::Diagnoses).len(), 3);
    assert_eq!(names(Category::Contraindications.into()), [""; 0]);
}

fn verified(code: &str, more: Value) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
    let mut all = json!({"verificationStatus": {"coding": [{"system": system, "code": code}]}});
    all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    all
}

/// One that nobody is sure of may be one: it stands wherever allergies do, with that word.
#[tokio::test]
async fn an_allergy_that_is_not_confirmed_is_told_as_such_in_every_place() {
    let medicine = || json!({"category": ["medication"], "criticality": "high"});
    let food = || json!({"category": ["food"], "criticality": "high"});
    let looked = Looked::at(&[allergies(&[
        ("ペニシリン", uncoded("ペニシリン"), verified("unconfirmed", medicine())),
        ("そば", uncoded("そば"), verified("presumed", food())),
        ("さば", uncoded("さば"), verified("unconfirmed", json!({"category": ["food"]}))),
        ("えび", uncoded("えび"), verified("confirmed", food())),
    ])])
    .await;
    for (language, said) in [("ja", "確認されていない"), ("en", "not confirmed")] {
        let named = |name: &str| match language {
            "ja" => format!("{name}（{said}）"),
            _ => format!("{} ({name}) ({said})", EnglishNames::built_in().word(name).unwrap()),
        };
        let home = looked.page(language, "/").await;
        has("home", &home, &[&named("ペニシリン"), &named("そば")]);
        lacks("home", &home, &named("えび"));
        let counter = looked.page(language, "/medicines/show").await;
        has("the counter", &counter, &[&named("ペニシリン"), &named("そば"), &named("さば")]);
        lacks("the counter", &counter, &named("えび"));
        for address in ["/record", "/summary"] {
            let page = looked.page(language, address).await;
            for name in ["ペニシリン", "そば", "さば"] {
                // On English pages the mark of its language is read over.
                let title = [format!(">{name}<"), format!(">{name} <"), format!("({name})<")];
                let from = title.iter().min_by_key(|from| page.find(from.as_str()).unwrap_or(page.len()));
                let card = part(&page, from.unwrap(), &["<li class=\"card", "</section>"]);
                has(&format!("{name} on {address}"), card, &[said]);
            }
            let title = if language == "ja" { ">えび<" } else { "(えび)<" };
            let card = part(&page, title, &["<li class=\"card", "</section>"]);
            lacks(address, card, said);
            assert!(!card.is_empty(), "えび has no card on {address}");
        }
    }
    let doctors = looked.doctors_page().await;
    for name in ["ペニシリン", "そば", "さば"] {
        has(name, part(&doctors, &format!(">{name}<"), &["</tr>"]), &["確認されていない"]);
    }
    let emergency = looked.emergency("").await;
    assert_eq!(emergency.matches("確認されていない／").count(), 3, "{emergency}");
    has("what the check could not look at", &emergency, &["さば（確認されていない）"]);
    let xml = looked.emergency("/summary.xml").await;
    assert_eq!(xml.matches("verification=\"unconfirmed\"").count(), 3, "{xml}");
    assert_eq!(xml.matches("verification=\"stated\"").count(), 1, "{xml}");
    if let Some(text) = looked.pdf().await {
        assert_eq!(text.matches("確認されていない／").count(), 3, "{text}");
    }
    lacks("the answer", &looked.warnings.join("\n"), "verificationStatus");
}

#[tokio::test]
async fn in_a_check_an_allergy_that_is_not_confirmed_is_possible_and_its_doubt_is_named() {
    let taken =
        || hanako().prescriptions(CLINIC, "rx", &[medicine("m", "ロキソニン錠６０ｍｇ", "2024-07-01", 14)]);
    let high = || json!({"category": ["medication"], "criticality": "high"});
    for (status, doubtful) in [("confirmed", false), ("unconfirmed", true)] {
        let name = "ロキソプロフェン";
        let stated = allergies(&[(name, uncoded(name), verified(status, high()))]);
        let looked = Looked::at(&[stated, taken()]).await;
        for (language, title, doubt) in [
            ("ja", "ロキソプロフェン（確認されていない）", "ほんとうにある（まだ確認されていません）"),
            ("en", "ロキソプロフェン (not confirmed)", "which is not confirmed, turns out to be one"),
        ] {
            let check = looked.page(language, "/medicines").await;
            has("the check", &check, &[name]);
            assert_eq!(check.contains(title), doubtful, "{status}: {title}");
            assert_eq!(check.contains(doubt), doubtful, "{status}: {doubt}");
        }
        let xml = looked.emergency("/summary.xml").await;
        has("the XML", &xml, &["<finding kind=\"allergy\""]);
        assert_eq!(xml.contains("kind=\"unconfirmed-allergy\""), doubtful, "{status}");
    }
}

/// What is not shown is not passed over in silence.
#[tokio::test]
async fn a_refuted_allergy_is_shown_nowhere_and_its_sender_hears_so() {
    let looked = Looked::at(&[allergies(&[
        ("さば", uncoded("さば"), verified("refuted", json!({}))),
        ("いか", uncoded("いか"), verified("entered-in-error", json!({}))),
    ])])
    .await;
    has("the answer", &looked.warnings.join("\n"), &["verificationStatus", "shown nowhere as an allergy"]);
    for address in ["/", "/record", "/summary", "/medicines/show", "/medicines"] {
        let page = looked.page("ja", address).await;
        lacks(address, &page, "さば");
        lacks(address, &page, "いか");
    }
    lacks("the doctor's page", &looked.doctors_page().await, "さば");
    lacks("the XML", &looked.emergency("/summary.xml").await, "さば");
}

/// That nobody is sure that there is none is no "none", and no allergy of that name.
#[tokio::test]
async fn that_there_is_none_is_not_known_while_it_is_not_confirmed() {
    let none = snomed("716186003", "No known allergy");
    let looked =
        Looked::at(&[allergies(&[("アレルギーなし", none, verified("unconfirmed", json!({})))])]).await;
    let record = looked.page("ja", "/record").await;
    let allergies = part(&record, "id=\"allergies\"", &["id=\"diagnoses\""]);
    lacks("the record", allergies, "card-list");
    lacks("the record", allergies, "アレルギーなし、と架空");
    has("the XML", &looked.emergency("/summary.xml").await, &["said=\"no-information\""]);
}

/// T20 once more, of diagnoses.
#[tokio::test]
async fn that_there_is_no_disease_is_no_diagnosis() {
    let none = |condition: &mut Value| {
        condition["code"]["coding"].as_array_mut().unwrap().push(json!({
            "system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "code": "no-known-problems",
            "display": "No known problems"}));
    };
    let looked = Looked::at(&[conditions(&[("病名なし", &none)])]).await;
    let record = looked.page("ja", "/record").await;
    let diagnoses = part(&record, "id=\"diagnoses\"", &["id=\"infections\""]);
    let (cards, said) = diagnoses.split_once("none-known").unwrap();
    lacks("the cards", cards, "病名なし");
    // The hospital registered one.
    has("the statement", said, &["病名なし、と架空", "ただし、登録されているものがあります：本態性高血圧症"]);
    let xml = looked.emergency("/summary.xml").await;
    lacks("the XML", part(&xml, "<diagnoses>", &["</diagnoses>"]), "病名なし");
    has("the XML", &xml, &["about=\"diagnoses\"", "<contradictedBy>本態性高血圧症</contradictedBy>"]);
}

/// By criticality, by what happened, and by how severe it was: at home and at the counter, with the reaction.
#[tokio::test]
async fn a_grave_allergy_is_said_at_home_and_at_the_counter_with_its_reaction() {
    let reaction = |said: &str, severity: Option<&str>| {
        let mut one = json!({"manifestation": [{"text": said}]});
        if let Some(severity) = severity {
            one["severity"] = json!(severity);
        }
        json!([one])
    };
    let grave = [
        ("high", reaction("息苦しさ", None)),
        ("unable-to-assess", reaction("アナフィラキシー", None)),
        ("low", reaction("意識消失", Some("severe"))),
    ];
    for (criticality, reactions) in grave {
        let happened = reactions[0]["manifestation"][0]["text"].as_str().unwrap().to_owned();
        let more = json!({"category": ["food"], "criticality": criticality, "reaction": reactions});
        let looked = Looked::at(&[allergies(&[("そば", uncoded("そば"), more)])]).await;
        for (language, said) in [
            ("ja", "重い症状のおそれがあるアレルギー：そば"),
            ("en", "Allergies that may become severe: buckwheat (そば)"),
        ] {
            let happened = match language {
                "en" => EnglishNames::built_in().word(&happened).unwrap().to_owned(),
                _ => happened.clone(),
            };
            let home = looked.page(language, "/").await;
            has("the red box", part(&home, "notice-danger", &["</section>"]), &[said, &happened]);
            let counter = looked.page(language, "/medicines/show").await;
            has("the counter", &counter, &[said, &happened]);
        }
        has("the XML", &looked.emergency("/summary.xml").await, &["gravity=\"grave\""]);
    }
    let mild =
        json!({"category": ["food"], "criticality": "low", "reaction": reaction("じんましん", Some("mild"))});
    let looked = Looked::at(&[allergies(&[("さば", uncoded("さば"), mild)])]).await;
    lacks("home", &looked.page("ja", "/").await, "重い症状のおそれがあるアレルギー");
    has("the counter", &looked.page("ja", "/medicines/show").await, &["アレルギー：さば（じんましん）"]);
}
