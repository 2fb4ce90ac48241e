//! What a person hands to somebody who treats: the papers and the FHIR document say the same, item by item, and infections
//! stand in them only where that was asked for.

use crate::emergency_papers::{
    EVERYBODY, KNOWLEDGE, LACKING, TODAY, asked, letters, names_of, now, said_by, text_of, view_of,
};
use crate::{
    common::{
        HOSPITAL,
        bundle::{diagnosis, hanako, medicine, result},
        databases::on_each,
    },
    portal::{Portal, Who},
};
use app::{
    health_link::{chart_text, viewer_article},
    i18n::Locale,
    ips_words::ips_words,
    paper::{CarriedPaper, Sheet, SummaryPaper},
};
use axum::http::{Method, StatusCode};
use serde_json::Value;
use server::paper::draw;
use shared::{
    category::{Categories, Category},
    functions::Functions,
    ips::{
        Chosen, Ips, Made,
        document::{Block, Document},
    },
    record::RecordView,
    summary::EmergencySummary,
};
use std::collections::BTreeSet;

fn everybody(shown: Categories) -> impl Iterator<Item = RecordView> {
    EVERYBODY.iter().map(move |record| view_of(record.clone(), shown))
}

fn summary(view: &RecordView, locale: Locale) -> Sheet {
    SummaryPaper { view, printed_at: now() }.sheet(locale)
}

fn carried(view: &RecordView, locale: Locale) -> Sheet {
    let summary = EmergencySummary::of(view, &KNOWLEDGE, Functions::ALL);
    CarriedPaper { view, summary, printed_at: now(), contacts: Vec::new() }.sheet(locale)
}

fn document(view: &RecordView, locale: Locale) -> Value {
    Ips::of(view, &Chosen::whole(), &ips_words(locale), &Made { at: now(), salt: [7; 32] }).bundle
}

/// The words of a section's narrative.
fn narrative(document: &Value, loinc: &str) -> String {
    let sections = document["entry"][0]["resource"]["section"].as_array().unwrap();
    let is_it = |one: &&Value| one["code"]["coding"][0]["code"] == loinc;
    let div = sections.iter().find(is_it).map(|one| one["text"]["div"].as_str().unwrap().to_owned());
    let div = div.unwrap_or_default();
    let unescaped =
        div.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    letters(&unescaped)
}

#[test]
fn another_reader_finds_every_word_of_both_papers_in_their_pdf() {
    let mut drawn = 0;
    for view in everybody(Categories::ALL) {
        for locale in [Locale::Ja, Locale::En] {
            for sheet in [summary(&view, locale), carried(&view, locale)] {
                let made = draw(&sheet, now(), locale).unwrap();
                let Some(text) = text_of(&made) else { return };
                let text = letters(&text);
                let wanted = said_by(&sheet).into_iter().map(|said| letters(&said).replace(LACKING, "〓"));
                let lost: Vec<String> = wanted.filter(|said| !text.contains(said)).collect();
                assert!(lost.is_empty(), "{} {}: {lost:#?}", view.record.person.name, sheet.title);
                drawn += 1;
            }
        }
    }
    assert!(drawn >= 40, "{drawn} papers");
}

#[test]
fn both_papers_are_tagged_and_their_typeface_is_in_them() {
    let view = everybody(Categories::ALL).next().unwrap();
    for sheet in [summary(&view, Locale::Ja), carried(&view, Locale::Ja)] {
        let made = draw(&sheet, now(), Locale::Ja).unwrap();
        let Some(about) = asked("pdfinfo", &["{file}"], &made) else { return };
        assert!(about.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{about}");
        let Some(fonts) = asked("pdffonts", &["{file}"], &made) else { return };
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!fonts.is_empty() && fonts.iter().all(|line| line.contains(" yes yes ")), "{fonts:?}");
    }
}

/// What stands on the summary's paper, and what in the FHIR document of the same person.
#[test]
fn paper_and_document_name_the_same_things() {
    let mut compared = 0;
    for view in everybody(Categories::ALL) {
        let (sheet, document) = (summary(&view, Locale::Ja), document(&view, Locale::Ja));
        let name = &view.record.person.name;
        for (parts, loinc) in [
            (&["contraindications", "allergies"][..], "48765-2"),
            (&["medicines", "medicines-stated", "medicines-over"][..], "10160-0"),
            (&["infections", "tests"][..], "30954-2"),
        ] {
            let told = narrative(&document, loinc);
            for said in parts.iter().flat_map(|part| names_of(&sheet, part)) {
                // A core item is called by its name on paper, and by the laboratory's in the narrative.
                let is_there = loinc == "30954-2" || told.contains(&letters(&said));
                assert!(is_there, "{name}: {said} is not in {loinc}: {told}");
                compared += 1;
            }
        }
        // And nothing stands in the document alone.
        let named = ["contraindications", "allergies", "medicines", "medicines-stated", "medicines-over"]
            .map(|part| names_of(&sheet, part))
            .concat();
        let entries = || document["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
        for resource in entries() {
            let concept = match resource["resourceType"].as_str().unwrap() {
                "AllergyIntolerance" => &resource["code"],
                "MedicationRequest" | "MedicationStatement" => &resource["medicationCodeableConcept"],
                _ => continue,
            };
            let words = concept["text"].as_str().unwrap();
            let is_none = names_of(&sheet, "none-known").iter().any(|said| said.contains(words));
            assert!(
                is_none || named.iter().any(|said| said == words),
                "{name}: {words} is not on paper: {named:?}"
            );
            compared += 1;
        }
        let lists = sheet.parts.iter().filter(|part| ["diagnoses", "suspected"].contains(&part.id));
        let on_paper =
            letters(&lists.flat_map(|part| &part.lines).map(|line| line.name.clone()).collect::<String>());
        let told = narrative(&document, "11450-4");
        for condition in entries().filter(|one| one["resourceType"] == "Condition") {
            let words = letters(condition["code"]["text"].as_str().unwrap());
            let is_past = !told.contains(&words);
            assert!(is_past || on_paper.contains(&words), "{name}: {words} is not on paper: {on_paper}");
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared} were compared");
}

/// What is read out of the document again, on the viewer's page and as text for a chart: every line of every section, and on
/// the page every entry as well.
#[test]
fn viewer_and_text_say_every_line_of_the_document() {
    let mut compared = 0;
    for view in everybody(Categories::ALL) {
        for locale in [Locale::Ja, Locale::En] {
            let json = document(&view, locale).to_string();
            let read = Document::read(&json).unwrap();
            let text = letters(&chart_text(&read, locale));
            let page = letters(&unescaped(&viewer_article(&read, locale)));
            let name = &view.record.person.name;
            for section in &read.sections {
                let title = letters(section.title.as_deref().unwrap());
                assert!(text.contains(&title) && page.contains(&title), "{name}: {title}");
                for block in &section.narrative {
                    let (Block::Paragraph(said) | Block::Item { text: said, .. }) = block else {
                        panic!("{name}: ours has paragraphs and items alone: {block:?}")
                    };
                    for line in said.lines().map(letters) {
                        assert!(text.contains(&line), "{name}: {line} is not in the text: {text}");
                        assert!(page.contains(&line), "{name}: {line} is not on the page");
                        compared += 1;
                    }
                }
                for entry in &section.entries {
                    let called = letters(&entry.name.as_ref().unwrap().text);
                    assert!(page.contains(&called), "{name}: {called} is not on the page");
                    compared += 1;
                }
            }
            // The program that composed it, and what the Bundle says of itself.
            let beside: Vec<&str> = read.beside.iter().map(|entry| entry.resource_type.as_str()).collect();
            assert_eq!(beside, ["Device"], "{name}");
            let of_the_bundle: Vec<&str> = read.rest.iter().map(|leaf| leaf.path.as_str()).collect();
            assert_eq!(of_the_bundle, ["identifier.system", "identifier.value", "timestamp"], "{name}");
        }
    }
    assert!(compared > 1000, "{compared} were compared");
}

fn unescaped(html: &str) -> String {
    // Leptos marks where a text begins and ends.
    let html = html
        .replace("<!>", "")
        .replace("<span lang=\"ja\">", "")
        .replace("</span>", "")
        .replace("<span>", "");
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn every_reference_of_the_document_is_in_it_and_its_required_sections_are_never_empty_in_silence() {
    for view in everybody(Categories::ALL).chain(everybody(Categories::NONE)) {
        let document = document(&view, Locale::En);
        let entries = document["entry"].as_array().unwrap();
        let ids: BTreeSet<&str> = entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), entries.len(), "each has an id of its own");
        let sections = entries[0]["resource"]["section"].as_array().unwrap();
        for section in sections {
            let listed = section["entry"].as_array().map_or(&[][..], Vec::as_slice);
            for entry in listed {
                assert!(ids.contains(entry["reference"].as_str().unwrap()), "{section}");
            }
            assert!(listed.is_empty() == section["emptyReason"].is_object(), "{section}");
        }
        let codes: Vec<&Value> =
            sections.iter().map(|section| &section["code"]["coding"][0]["code"]).collect();
        for required in ["11450-4", "48765-2", "10160-0"] {
            assert!(codes.iter().any(|code| *code == required), "{required}: {codes:?}");
        }
    }
}

#[test]
fn without_infections_no_byte_of_them_stands_in_any_of_the_three() {
    let mut left_out = 0;
    for (whole, view) in
        everybody(Categories::ALL).zip(everybody(Categories::ALL.without(Category::Infections)))
    {
        let results: Vec<&str> = whole.record.infections().map(|one| one.name.as_str()).collect();
        for locale in [Locale::Ja, Locale::En] {
            let (paper, carried) = (summary(&view, locale), carried(&view, locale));
            let document = document(&view, locale).to_string();
            for name in &results {
                let words = [said_by(&paper), said_by(&carried)].concat();
                assert!(!words.iter().any(|said| said.contains(name)), "{name} on paper");
                assert!(!document.contains(name), "{name} in the document");
                left_out += 1;
            }
            let said = [&paper, &carried].map(|sheet| sheet.warning.join(" "));
            let told = if locale == Locale::Ja { "感染症の検査は" } else { "Infection tests are not" };
            assert!(said.iter().all(|said| said.contains(told)), "{said:?}");
        }
    }
    assert!(left_out > 0, "somebody has infection tests on {TODAY}");
}

/// The three files, as the person gets them.
#[tokio::test]
async fn each_file_is_made_of_the_persons_own_view() {
    on_each(|world| async move {
        let list = [diagnosis("a", "高血圧症"), diagnosis("u", "膵頭部癌").flagged("UNINFORMED")];
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &list)).await;
        let drugs = [medicine("m", "アムロジピン錠５ｍｇ", "2024-07-01", 28)];
        world.send(HOSPITAL, &hanako().prescriptions(HOSPITAL, "2", &drugs)).await;
        world.send(HOSPITAL, &hanako().results(HOSPITAL, "3", &[result("b", "血清カリウム", "4.1")])).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        for (file, content_type) in [
            ("emergency.pdf", "application/pdf"),
            ("summary.pdf", "application/pdf"),
            ("summary.json", "application/fhir+json"),
            ("summary.txt", "text/plain; charset=utf-8"),
        ] {
            for asked in ["", "?infections=yes"] {
                let answer = portal.ask(Who::Patient, Method::GET, &format!("/show/{file}{asked}"), "").await;
                assert_eq!(answer.status, StatusCode::OK, "{file}");
                assert_eq!(answer.header("content-type"), content_type);
                assert_eq!(answer.header("cache-control"), "no-store");
                let named = format!("attachment; filename=\"mikata-{file}\"");
                assert_eq!(answer.header("content-disposition"), named);
                let text = match file.ends_with(".pdf") {
                    true => text_of(&answer.body).map(|text| letters(&text)),
                    false => Some(answer.text()),
                };
                let Some(text) = text else { continue };
                for words in ["高血圧症", "アムロジピン錠５ｍｇ", "見本"] {
                    assert!(text.contains(words), "{file} {words}: {text}");
                }
                assert!(!text.contains("膵頭部癌"), "{file}");
            }
        }
        let nothing = portal.ask(Who::Patient, Method::GET, "/show/record.pdf", "").await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
        let nobody = portal.ask(Who::Nobody, Method::GET, "/show/summary.pdf", "").await;
        assert_eq!(nobody.header("location"), "/signin?return_to=/show");
    })
    .await;
}
