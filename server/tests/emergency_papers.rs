//! The emergency summary on paper: what stands in the PDF and in the XML, asked of programs that are not ours.

use app::{
    context::visit::Visit,
    desk::{self, Desk, emergency_summary},
    i18n::Locale,
    paper::{Line, Sheet},
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use quick_xml::{Reader, escape, events::Event};
use serde_json::{Value, json};
use server::{
    demo::{Person, named},
    paper::emergency::{Printed, pdf, xml},
};
use shared::{
    category::{Categories, Category},
    contact::ContactForm,
    fhir::{
        item::{Json, Stored, read as read_item},
        submission::{Content, read},
    },
    functions::{Function, Functions},
    ids::{FacilityCode, ItemId, PatientId},
    medication::knowledge::{KnowledgeBase, embedded},
    record::{self, Record, RecordView, assemble},
    summary::{EmergencyCheck, EmergencySummary},
};
use std::{
    collections::BTreeMap,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    sync::LazyLock,
};

pub static KNOWLEDGE: LazyLock<KnowledgeBase> = LazyLock::new(|| embedded::built_in().unwrap());

pub const TODAY: &str = "2026-11-21";

pub fn now() -> DateTime<Utc> {
    "2026-11-21T05:06:07Z".parse().unwrap()
}

/// What an invented person's facilities sent, as it would be read on the desk.
pub fn record_of(person: &Person) -> Record {
    let patient = PatientId(uuid::Uuid::nil());
    let mut items = BTreeMap::new();
    let mut names: BTreeMap<FacilityCode, String> = BTreeMap::new();
    for sent in &person.transmissions {
        let number = names.len() + 1;
        names.entry(sent.sender.clone()).or_insert_with(|| format!("例示内科クリニック{number}（架空）"));
        let submission = read(sent.bundle.to_string().as_bytes(), &sent.sender).unwrap();
        let incoming = match submission.content {
            Content::List { items, .. } | Content::Report { items } => items,
            Content::Document { item, .. } => vec![item],
            Content::Withdrawal { .. } | Content::Removal { .. } => panic!("nothing is withdrawn"),
        };
        for item in incoming {
            let read = read_item(&Stored {
                patient,
                item: ItemId::derive(patient, &[&item.identifier.value]),
                source: sent.sender.clone().into(),
                kind: item.kind,
                received: sent.sent,
                doubted: false,
                json: &Json::of(&item.json),
            });
            items.insert(item.identifier.value.clone(), read);
        }
    }
    let whose = record::Person {
        name: person.name.clone(),
        kana: Some("ミホン ハナコ".into()),
        sex: record::Sex::Female,
        birth_date: person.born,
    };
    assemble(whose, items.into_values().collect(), &names, TODAY.parse().unwrap())
}

fn printed(record: Record, shown: Categories) -> Printed {
    printed_by(record, shown, Functions::ALL)
}

/// What a viewer of these kinds sees.
pub fn view_of(record: Record, shown: Categories) -> RecordView {
    RecordView {
        schema: record::SCHEMA,
        whose: PatientId(uuid::Uuid::nil()),
        as_of: TODAY.parse().unwrap(),
        version: String::new(),
        shown,
        checked: shown,
        refill: Default::default(),
        private_use: Vec::new(),
        english: Default::default(),
        record: record.limited_to(shown),
    }
}

/// Where these functions are in use.
fn printed_by(record: Record, shown: Categories, functions: Functions) -> Printed {
    let view = view_of(record, shown);
    Printed {
        summary: EmergencySummary::of(&view, &KNOWLEDGE, functions),
        facility: "例示救命病院（架空）".into(),
        printed_at: now(),
        reason: "意識障害で搬送。本人からも家族からも聞き取れない。".into(),
        contacts: Vec::new(),
    }
}

/// With somebody to ring, who has a relation and with one who has none.
fn with_contacts() -> Printed {
    let contact = |name: &str, relation: &str| {
        let [name, relation, telephone] = [name, relation, "090-0000-0000"].map(str::to_owned);
        ContactForm { name, relation, telephone }.read().unwrap()
    };
    Printed { contacts: vec![contact("見本 太郎", "長男"), contact("Mihon Taro", "")], ..hanako() }
}

pub static EVERYBODY: LazyLock<Vec<Record>> =
    LazyLock::new(|| named(TODAY.parse().unwrap()).map(|person| record_of(&person)).collect());

fn everybody() -> impl Iterator<Item = Printed> {
    EVERYBODY.iter().map(|record| printed(record.clone(), Categories::ALL))
}

/// 見本 花子, 82.
fn hanako() -> Printed {
    printed(EVERYBODY[0].clone(), Categories::ALL)
}

/// A record that JSON describes; whatever is not in it is empty.
fn described(parts: Value) -> Printed {
    let mut whole = json!({"person": {"name": "見本 花子", "sex": "Female", "birth_date": "1944-07-24"},
        "facilities": [{"code": "1310000011", "name": "例示病院", "last_received": now()}],
        "diagnoses": [], "allergies": [], "observations": [], "prescriptions": [], "procedures": [],
        "immunizations": [], "documents": [], "unreadable": []});
    for (part, list) in parts.as_object().unwrap() {
        whole[part] = list.clone();
    }
    printed(serde_json::from_value(whole).unwrap(), Categories::ALL)
}

fn origin(number: usize) -> Value {
    json!({"item": format!("{number:032x}"), "source": "1310000011", "received": now(), "long_term": false,
        "unread_parts": []})
}

fn medicine(number: usize, name: &str) -> Value {
    let dosage = json!({"usage_codes": [], "additional": [], "as_needed": false, "start": "2026-11-10", "days": 28,
        "text": "1日1回朝食後に服用"});
    json!({"origin": origin(number), "name": name, "codes": [], "dosage": [dosage], "entered_in_error": false,
        "notes": []})
}

/// What a program makes of `input`; `None`, and said loudly: it is not installed.
pub fn asked(program: &str, arguments: &[&str], input: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(input).unwrap();
    let arguments = arguments.iter().map(|one| one.replace("{file}", &file.path().to_string_lossy()));
    let ran = Command::new(program).args(arguments).stderr(Stdio::piped()).output();
    let Ok(ran) = ran else {
        eprintln!("SKIPPED: {program} is not installed, so no other program looked at the paper");
        return None;
    };
    let complaints = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{program}: {complaints}");
    // Poppler prints titles of headings as the UTF-16 that they are.
    Some(String::from_utf8_lossy(&ran.stdout).into_owned())
}

pub fn text_of(pdf: &[u8]) -> Option<String> {
    asked("pdftotext", &["-raw", "-enc", "UTF-8", "{file}", "-"], pdf)
}

/// Lines break anywhere: only the letters count.
pub fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

pub fn said_by(sheet: &Sheet) -> Vec<String> {
    let facts = sheet.who.iter().chain(&sheet.made).flat_map(|(name, value)| [name.clone(), value.clone()]);
    let mut said: Vec<String> = facts.chain(sheet.warning.iter().cloned()).collect();
    for part in &sheet.parts {
        said.push(part.title.clone());
        said.extend(part.notes.clone());
        if part.lines.is_empty() {
            said.push(part.nothing.clone());
        }
        for line in &part.lines {
            said.extend([line.name.clone(), line.facts.clone(), line.source.clone()]);
            said.extend(line.mark.clone());
        }
    }
    said
}

#[test]
fn another_reader_finds_every_word_of_the_sheet_in_the_pdf() {
    for paper in everybody() {
        for locale in [Locale::Ja, Locale::En] {
            let Some(text) = text_of(&pdf(&paper, locale).unwrap()) else { return };
            let text = letters(&text);
            let wanted =
                said_by(&paper.sheet(locale)).into_iter().map(|said| letters(&said).replace(LACKING, "〓"));
            let lost: Vec<String> = wanted.filter(|said| !text.contains(said)).collect();
            let name = &paper.summary.person.name;
            assert!(lost.is_empty(), "{name}: {lost:#?}");
            // One of them has a letter that the typeface lacks: it is shown as lacking, and named.
            assert_eq!(text.contains('〓'), name.contains(LACKING), "{name}");
            assert_eq!(text.contains("U+20BB7"), name.contains(LACKING), "{name}");
        }
    }
}

/// つちよし: not in the typeface.
pub const LACKING: char = '𠮷';

/// The summary on a page of the desk.
fn page(paper: &Printed, stylesheets: Vec<String>) -> String {
    let seat = Desk {
        visit: Visit::default(),
        stylesheets,
        facility: paper.facility.clone(),
        person: "救急 担当".into(),
        roles: vec!["emergency"],
        places: vec![],
        place: None,
        here: "/desk".into(),
        unseen: 0,
        open_questions: 0,
    };
    let body = || desk::Content { title: "救急".into(), body: emergency_summary(paper).into_any() };
    seat.render(body)
}

#[test]
fn the_page_says_what_the_sheet_says() {
    for paper in everybody() {
        let page = page(&paper, vec![]);
        for said in said_by(&paper.sheet(Locale::Ja)) {
            assert!(page.contains(&said), "{said}:\n{page}");
        }
    }
    let hostile = self::page(&hostile_paper(), vec![]);
    assert!(!hostile.contains("<script") && hostile.contains("&lt;script&gt;"));
}

#[test]
fn a_usual_patient_fits_one_sheet() {
    let Some(about) = asked("pdfinfo", &["{file}"], &pdf(&hanako(), Locale::Ja).unwrap()) else { return };
    assert!(about.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 1")), "{about}");
    assert!(about.contains("(A4)"), "{about}");
}

#[test]
fn the_pdf_is_tagged_and_says_its_title_and_language() {
    let made = pdf(&hanako(), Locale::Ja).unwrap();
    let Some(about) = asked("pdfinfo", &["{file}"], &made) else { return };
    assert!(about.contains("救急サマリー"), "{about}");
    let says = |name: &str, value: &str| {
        about.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.trim() == value))
    };
    assert!(says("Tagged:", "yes"), "{about}");
    let plain = String::from_utf8_lossy(&made);
    for key in
        ["/StructTreeRoot", "/MarkInfo", "/Lang", "(ja)", "/Outlines", "<pdfuaid:part>1</pdfuaid:part>"]
    {
        assert!(plain.contains(key), "{key}");
    }
    let Some(tree) = asked("pdfinfo", &["-struct-text", "{file}"], &made) else { return };
    for element in ["H1", "H2", "P (block)", "Table", "TR", "TH", "TD"] {
        assert!(tree.lines().any(|line| line.trim().starts_with(element)), "{element}:\n{tree}");
    }
    // In the order in which it is to be read.
    let sheet = hanako().sheet(Locale::Ja);
    let tree = letters(&tree.replace('"', ""));
    let places: Vec<usize> =
        sheet.parts.iter().map(|part| tree.find(&letters(&part.title)).expect("the part is there")).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn two_hundred_medicines_flow_over_pages_and_none_is_lost() {
    let name = |number: usize| format!("例示薬品その{number:03}錠５ｍｇ「架空製薬株式会社」");
    let all: Vec<Value> = (0..200).map(|number| medicine(number, &name(number))).collect();
    let made = pdf(&described(json!({"prescriptions": all})), Locale::Ja).unwrap();
    let Some(text) = text_of(&made) else { return };
    let pages: Vec<String> = text.split('\u{c}').map(letters).filter(|page| !page.is_empty()).collect();
    assert!(pages.len() > 4, "{} pages", pages.len());
    // Whose it is stands on every sheet, and which of how many.
    for (place, page) in pages.iter().enumerate() {
        let number = format!("{}／{}ページ", place + 1, pages.len());
        assert!(page.contains("見本花子") && page.contains(&number), "{number}");
    }
    let whole: String = pages.concat();
    let lost: Vec<usize> = (0..200).filter(|number| !whole.contains(&letters(&name(*number)))).collect();
    assert_eq!(lost, Vec::<usize>::new());
}

/// Longer than a page, with whatever might break out of a string, a tag or a line.
fn hostile() -> String {
    let mut said =
        "</name><script>alert(1)</script> &amp; ]]> \" ' \\) Tj ET \u{0}\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}"
            .to_owned();
    said.push_str(
        "\u{202e}desrever\u{202c}\u{2066}x\u{2069}\u{200f}\u{feff}\u{fffe}\u{ffff}\u{e0001}\u{10ffff}",
    );
    said.push_str("𰻞葛\u{e0100}か\u{3099}العربية😀");
    said.push_str(&"長い名前".repeat(3_000));
    said
}

fn hostile_paper() -> Printed {
    let allergy = json!({"origin": origin(1), "name": hostile(), "codes": [], "categories": ["Food"],
        "criticality": "High", "status": "Active", "verification": "Confirmed", "reactions": [hostile()],
        "notes": [hostile()]});
    let result = json!({"origin": origin(2), "kind": "Infection", "name": hostile(), "codes": [], "status": "Final",
        "value": {"Text": hostile()}, "ranges": [], "components": [], "notes": []});
    let mut paper = described(json!({"allergies": [allergy], "observations": [result],
        "prescriptions": [medicine(3, &hostile())],
        "unreadable": [{"origin": origin(4), "resource_type": hostile(), "issues": []}]}));
    paper.summary.person.name = hostile();
    (paper.facility, paper.reason) = (hostile(), hostile());
    paper
}

#[test]
fn whatever_was_sent_is_text_in_the_pdf_and_what_cannot_be_drawn_is_named() {
    let made = pdf(&hostile_paper(), Locale::Ja).unwrap();
    let Some(text) = text_of(&made) else { return };
    assert!(text.contains("<script>alert(1)</script>"));
    for letter in ['\u{202e}', '\u{2066}', '\u{200f}', '\u{feff}', '\u{0}', '\u{8}'] {
        assert!(!text.contains(letter), "{letter:?}");
    }
    let text = letters(&text);
    for named in ["〓", "U+202E", "U+30EDE", "U+0000", "U+1F600"] {
        assert!(text.contains(named), "{named}");
    }
}

fn schema() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/emergency-summary.xsd").to_string_lossy().into_owned()
}

/// `None`: nobody could look.
fn is_valid(xml: &[u8]) -> Option<String> {
    let schema = schema();
    asked("xmllint", &["--nonet", "--schema", &schema, "{file}"], xml)
}

#[test]
fn the_xml_is_of_the_form_that_its_schema_describes() {
    let nothing = printed(EVERYBODY[0].clone(), Categories::NONE);
    let papers = everybody().chain([nothing, described(json!({})), hostile_paper(), with_contacts()]);
    for paper in papers {
        if is_valid(&xml(&paper).unwrap()).is_none() {
            return;
        }
    }
    let broken = String::from_utf8(xml(&hanako()).unwrap()).unwrap().replace("<contacts", "<contact");
    let refused =
        Command::new("xmllint").args(["--noout", "--schema", &schema(), "-"]).stdin(Stdio::piped()).spawn();
    let mut refused = refused.unwrap();
    refused.stdin.take().unwrap().write_all(broken.as_bytes()).unwrap();
    assert!(!refused.wait().unwrap().success(), "the schema refuses what is not of its form");
}

#[test]
fn whom_to_ring_stands_on_every_paper() {
    let paper = with_contacts();
    let lines = part_of(&paper.sheet(Locale::Ja), "contacts");
    let said: Vec<_> =
        lines.iter().map(|line| (line.name.as_str(), line.mark.as_deref(), line.facts.as_str())).collect();
    assert_eq!(said, [("見本 太郎", Some("長男"), "090-0000-0000"), ("Mihon Taro", None, "090-0000-0000")]);
    let made = String::from_utf8(xml(&paper).unwrap()).unwrap();
    assert_eq!(names_in(&made, "contacts"), ["見本 太郎", "Mihon Taro"]);
    assert!(made.contains("<contacts received=\"true\">"), "{made}");
}

#[test]
fn whatever_was_sent_is_text_in_the_xml() {
    let made = String::from_utf8(xml(&hostile_paper()).unwrap()).unwrap();
    assert!(!made.contains("<script>") && made.contains("&lt;script&gt;"));
    assert!(!made.contains(['\u{0}', '\u{8}', '\u{fffe}']));
    let first_name = "string((//*[local-name()='name'])[1])";
    let Some(read) = asked("xmllint", &["--nonet", "--xpath", first_name, "{file}"], made.as_bytes()) else {
        return;
    };
    let forbidden = |letter: char| {
        letter < ' ' && !matches!(letter, '\t' | '\n' | '\r') || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    assert_eq!(read.trim_end_matches('\n'), hostile().replace(forbidden, "\u{fffd}"));
}

/// The names that stand in a part of the XML, in order: each the first `name` of an entry.
fn names_in(xml: &str, part: &str) -> Vec<String> {
    let (mut path, mut names) = (Vec::<String>::new(), Vec::new());
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => path.push(element.name().0.to_owned()),
            Event::End(_) => drop(path.pop()),
            Event::Text(text) if matches!(&path[..], [_, of, _, name] if of == part && name == "name") => {
                names.push((*text).to_owned());
            }
            Event::Eof => return names,
            _ => {}
        }
    }
}

pub fn part_of(sheet: &Sheet, id: &str) -> Vec<Line> {
    let part = sheet.parts.iter().find(|part| part.id == id);
    part.map(|part| part.lines.clone()).unwrap_or_default()
}

pub fn names_of(sheet: &Sheet, id: &str) -> Vec<String> {
    part_of(sheet, id).into_iter().map(|line| line.name).collect()
}

/// Whether these words stand in the text one after another.
fn in_this_order(text: &str, words: &[String]) -> bool {
    let mut rest = text;
    words.iter().all(|word| match rest.split_once(&**word) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[test]
fn the_xml_has_the_entries_of_the_sheet_in_their_order() {
    let mut diagnosed = 0;
    for paper in everybody() {
        let sheet = paper.sheet(Locale::Ja);
        let made = String::from_utf8(xml(&paper).unwrap()).unwrap();
        for part in ["contraindications", "allergies", "devices", "infections"] {
            assert_eq!(names_in(&made, part), names_of(&sheet, part), "{part}");
        }
        let medicines = [names_of(&sheet, "critical"), names_of(&sheet, "medicines")].concat();
        assert_eq!(names_in(&made, "medicines"), medicines);
        assert_eq!(names_in(&made, "results").len(), names_of(&sheet, "results").len());
        let diagnoses = names_in(&made, "diagnoses");
        let run_in = names_of(&sheet, "diagnoses").join("／");
        assert!(in_this_order(&run_in, &diagnoses), "{diagnoses:?} in {run_in}");
        assert_eq!(diagnoses.len(), if run_in.is_empty() { 0 } else { run_in.split('／').count() });
        diagnosed += diagnoses.len();
        let order =
            sheet.parts.iter().map(|part| part.id).filter(|id| !["critical", "contacts"].contains(id));
        let places: Vec<_> =
            order.filter(|id| *id != "medicines").map(|id| made.find(&format!("<{id}"))).collect();
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
    }
    assert!(diagnosed > 10, "{diagnosed}");
}

#[test]
fn what_the_check_finds_stands_on_every_paper_with_its_source() {
    let mut found = 0;
    for paper in everybody() {
        let Some(EmergencyCheck::Made(check)) = paper.summary.check.clone() else {
            panic!("no check was made")
        };
        let made = String::from_utf8(xml(&paper).unwrap()).unwrap();
        let lines = part_of(&paper.sheet(Locale::Ja), "findings");
        assert_eq!(lines.len(), check.findings.findings.len());
        assert_eq!(made.matches("<finding ").count(), lines.len());
        found += lines.len();
        for (finding, line) in check.findings.findings.iter().zip(&lines) {
            for medicine in &finding.medicines {
                assert!(line.name.contains(&medicine.name) && made.contains(&medicine.name));
            }
            for ground in &finding.grounds {
                assert!(line.facts.contains(&*ground.consequence.ja), "{}", line.facts);
                assert!(line.source.contains(&*ground.source.ja), "{}", line.source);
                for words in [&*ground.consequence, &ground.advice.clinician, &*ground.source] {
                    let [ja, en] = [&words.ja, &words.en].map(|said| escape::escape(&**said));
                    assert!(made.contains(&*ja) && made.contains(&*en), "{ja} {en}:\n{made}");
                }
            }
        }
    }
    assert!(found > 0);
    let sheet = hanako().sheet(Locale::Ja);
    let [clash] = &part_of(&sheet, "findings")[..] else { panic!("one") };
    assert!(clash.name.contains("クラリスロマイシン") && clash.name.contains("ベルソムラ"), "{}", clash.name);
    assert_eq!((clash.mark.as_deref(), clash.grave), (Some("使わない（禁忌）"), true));
    let part = sheet.parts.iter().find(|part| part.id == "findings").unwrap();
    let notes = part.notes.concat();
    for said in ["薬剤師の確認を受けていない", "「注意」3件", "さば"] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
}

/// What is critical to know is not urgent by itself, and a positive test is none either.
#[test]
fn red_stands_for_what_must_not_be_given_alone() {
    let positive = json!({"origin": origin(2), "kind": "Infection", "name": "HBs抗原", "codes": [], "status": "Final",
        "value": {"Text": "(＋)"}, "interpretation": "Positive", "ranges": [], "components": [], "notes": []});
    let made = described(json!({"observations": [positive],
        "prescriptions": [medicine(3, "ワーファリン錠1mg"), medicine(4, "院内製剤３号")]}));
    let (mut red, mut marked) = (0, Vec::new());
    for paper in everybody().chain([made]) {
        for part in paper.sheet(Locale::Ja).parts {
            for line in part.lines {
                if line.grave {
                    assert!(["contraindications", "allergies", "findings"].contains(&part.id), "{line:?}");
                    red += 1;
                } else if line.mark.is_some() {
                    marked.push(part.id);
                }
            }
        }
    }
    assert!(red > 0);
    for id in ["critical", "infections", "results"] {
        assert!(marked.contains(&id), "{id} has marks");
    }
}

#[test]
fn a_check_that_is_not_in_use_says_so_on_every_paper() {
    let off = Functions::ALL.without(Function::MedicationCheck);
    let paper = printed_by(EVERYBODY[0].clone(), Categories::ALL, off);
    for (locale, words) in [(Locale::Ja, "行っていません"), (Locale::En, "has not cleared the check")]
    {
        let sheet = paper.sheet(locale);
        let part = sheet.parts.iter().find(|part| part.id == "findings").unwrap();
        assert!(part.lines.is_empty() && part.notes.is_empty() && part.nothing.contains(words), "{part:?}");
        if let Some(text) = text_of(&pdf(&paper, locale).unwrap()) {
            assert!(letters(&text).contains(&letters(&part.nothing)), "{text}");
        }
    }
    let made = xml(&paper).unwrap();
    is_valid(&made);
    let made = String::from_utf8(made).unwrap();
    assert!(made.contains("<checkNotInUse/>") && !made.contains("<finding"), "{made}");
    // Who may not have medicines checked is told neither.
    let paper = printed_by(EVERYBODY[0].clone(), Category::Tests.into(), off);
    assert!(!String::from_utf8(xml(&paper).unwrap()).unwrap().contains("checkNotInUse"));
}

#[test]
fn what_the_check_could_not_look_at_is_said() {
    let written = json!({"origin": origin(4), "name": "ペニシリン", "codes": [], "categories": ["Medication"],
        "criticality": "High", "status": "Active", "verification": "Confirmed", "reactions": [], "notes": []});
    let letter = json!({"origin": origin(5), "kind": "Referral", "title": "紹介状", "date": "2026-10-01",
        "sections": [{"paragraphs": [], "sections": [], "entries": [{"Entry": {"Allergy": written}}]}]});
    let paper = described(json!({"prescriptions": [medicine(1, "院内製剤３号")], "documents": [letter],
        "unreadable": [{"origin": origin(6), "resource_type": "MedicationRequest", "issues": []}]}));
    let sheet = paper.sheet(Locale::Ja);
    let part = sheet.parts.iter().find(|part| part.id == "findings").unwrap();
    assert!(
        part.lines.is_empty() && part.nothing.contains("飲んでよいという意味ではありません"),
        "{}",
        part.nothing
    );
    let notes = part.notes.concat();
    for said in [
        "院内製剤３号：何の薬か分からない",
        "文書だけにあるアレルギー（ペニシリン）",
        "読み取れなかった情報1件",
    ] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
    let made = String::from_utf8(xml(&paper).unwrap()).unwrap();
    assert!(made.contains("<medicineNotChecked why=\"not-recognised\">"), "{made}");
    assert!(made.contains("<notConsidered>kidney</notConsidered>"), "{made}");
}

#[test]
fn the_xml_says_what_the_sheet_says() {
    let paper = hanako();
    let made = String::from_utf8(xml(&paper).unwrap()).unwrap();
    for said in [
        "サワシリン細粒１０％",
        "アナフィラキシー",
        "<birthDate>1944-",
        "アムロジンＯＤ錠５ｍｇ",
        "<quantity unit=\"mmol/L\">4.3</quantity>",
        "<diagnosis status=\"active\" main=\"true\">",
        "<finding kind=\"interaction\" severity=\"contraindicated\">",
    ] {
        assert!(made.contains(said), "{said}:\n{made}");
    }
}

#[test]
fn what_a_person_says_of_a_medicine_stands_in_their_words_on_every_paper() {
    let own = |number, name, standing: &str, since: Option<&str>| {
        json!({"origin": {"item": format!("{number:032x}"), "source": "person", "received": now(), "long_term": false,
            "unread_parts": []}, "name": name, "codes": [], "dosage": [], "standing": standing, "said_since": since,
            "notes": []})
    };
    let paper = described(json!({"prescriptions": [
        own(1, "ワーファリン錠１ｍｇ", "SaidTaken", Some("2020")),
        own(2, "プレドニン錠５ｍｇ", "SaidStopped", None),
    ]}));
    let made = String::from_utf8(xml(&paper).unwrap()).unwrap();
    let medicines = made.split("<medicines>").nth(1).unwrap().split("</medicines>").next().unwrap();
    for said in [
        "taking=\"said-taken\"",
        "<saidSince>2020</saidSince>",
        "taking=\"said-stopped\"",
        "enteredBy=\"person\"",
    ] {
        assert!(medicines.contains(said), "{said}:\n{medicines}");
    }
    for invented in ["<start>", "<end>", " since=", "possibly-still"] {
        assert!(!medicines.contains(invented), "{invented}:\n{medicines}");
    }
    is_valid(made.as_bytes());
    let lines = part_of(&paper.sheet(Locale::Ja), "critical");
    let said = |name: &str| lines.iter().find(|line| line.name == name).unwrap().facts.clone();
    let taken = said("ワーファリン錠１ｍｇ");
    assert!(taken.contains("ご本人によると使っています") && taken.contains("2020年"), "{taken}");
    assert!(!taken.contains("1月"), "{taken}");
    let stopped = said("プレドニン錠５ｍｇ");
    assert!(stopped.contains("もう使っていません") && !stopped.contains("に中止"), "{stopped}");
}

#[test]
fn an_empty_record_never_reads_as_none() {
    for (locale, said) in [(Locale::Ja, "示すものではありません"), (Locale::En, "does not mean")] {
        let sheet = described(json!({})).sheet(locale);
        assert_eq!(sheet.parts.len(), 10);
        for part in &sheet.parts {
            assert!(part.lines.is_empty(), "{}", part.title);
            assert!(part.id == "contacts" || part.nothing.contains(said), "{}: {}", part.title, part.nothing);
        }
        assert!(!sheet.warning.is_empty());
    }
}

#[test]
fn what_could_not_be_read_is_said_on_top() {
    let unread =
        |number: usize, of: &str| json!({"origin": origin(number), "resource_type": of, "issues": []});
    let paper = described(json!({"unreadable": [unread(1, "AllergyIntolerance"), unread(2, "Observation")]}));
    let said = paper.sheet(Locale::Ja).warning.concat();
    assert!(said.contains("2件") && said.contains("アレルギーまたは薬剤禁忌の記録"), "{said}");
}

#[test]
fn of_a_kind_that_is_not_shown_no_byte_stands_on_any_paper() {
    let record = &EVERYBODY[0];
    for (kinds, said) in [
        (&[Category::Contraindications][..], "サワシリン"),
        (&[Category::Allergies][..], "さば"),
        (&[Category::Medicines][..], "アムロジン"),
        (&[Category::Medicines][..], "ベルソムラ"),
        // Letters state diagnoses, too.
        (&[Category::Diagnoses, Category::Documents], "不眠症"),
        (&[Category::Infections][..], "HBs"),
    ] {
        let told = |shown| {
            let paper = printed(record.clone(), shown);
            let words = said_by(&paper.sheet(Locale::Ja)).concat();
            words + &String::from_utf8(xml(&paper).unwrap()).unwrap()
        };
        assert!(told(Categories::ALL).contains(said), "{kinds:?}: {said} is in the record");
        let without = kinds.iter().fold(Categories::ALL, |shown, kind| shown.without(*kind));
        assert!(!told(without).contains(said), "{kinds:?}");
    }
}
