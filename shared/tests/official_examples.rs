//! The official examples and third-party cases, read from the reference folder that stands beside
//! the checkout (or where `MIKATA_REFERENCE` points). None of them is copied into the project.

use shared::{
    disclosure::{Disclosure, hidden_terms, refers_to, strictest},
    fhir::{
        Refused,
        item::{Json, Stored, read as read_item},
        resource::{Resource, ResourceReading, read_resource},
        submission::{Content, Submission, read as read_submission},
    },
    ids::{FacilityCode, ItemId, PatientId},
    record::{Document, DocumentKind, Entry, ItemKind, Measured, ObservationKind, SectionEntry, Severity},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The facility of every official example.
const SENDER: &str = "1318814790";

struct File {
    name: String,
    bytes: Vec<u8>,
}

/// The files of `folder`, or nothing, loudly, where the reference folder is absent.
fn files(folder: &str) -> Option<Vec<File>> {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = reference.join("data").join(folder);
    if !path.is_dir() {
        println!("SKIPPED: no reference folder at {}; nothing of {folder} was checked", path.display());
        return None;
    }
    let mut files: Vec<File> = fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| File {
            name: entry.file_name().to_string_lossy().into_owned(),
            bytes: fs::read(entry.path()).unwrap(),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    println!("{folder}: checking {} files", files.len());
    Some(files)
}

fn sender() -> FacilityCode {
    FacilityCode::try_from(SENDER).unwrap()
}

fn submit(file: &File) -> Result<Submission, Refused> {
    read_submission(&file.bytes, &sender())
}

fn accepted(file: &File) -> Submission {
    let submission = submit(file).unwrap_or_else(|refused| panic!("{}: {:#?}", file.name, refused.issues));
    println!("{}: accepted with {} warnings", file.name, submission.warnings.len());
    for warning in &submission.warnings {
        println!("    {:?} {warning}", warning.severity);
    }
    submission
}

fn stored(kind: ItemKind, json: &str) -> Entry {
    let patient = PatientId(uuid::Uuid::from_u128(1));
    read_item(&Stored {
        patient,
        item: ItemId::derive(patient, &["test"]),
        source: sender().into(),
        kind,
        received: "2026-11-20T00:00:00Z".parse().unwrap(),
        doubted: false,
        json: &Json::of(json),
    })
}

fn document(submission: &Submission) -> Document {
    let Content::Document { item, .. } = &submission.content else { panic!("a document") };
    match stored(ItemKind::Document, &item.json) {
        Entry::Document(document) => *document,
        other => panic!("{other:#?}"),
    }
}

fn find<'a>(files: &'a [File], part: &str) -> &'a File {
    files.iter().find(|file| file.name.contains(part)).unwrap_or_else(|| panic!("no file {part}"))
}

fn is_typed_or_explained(file: &File, reading: &ResourceReading) {
    let explained = reading.issues.iter().any(|issue| issue.severity == Severity::Error);
    assert!(reading.resource.is_some() || explained, "{}: neither value nor reason", file.name);
}

#[test]
fn every_official_example_is_read() {
    let Some(files) = files("jp-clins") else { return };
    assert!(files.len() >= 55, "{}", files.len());
    for file in &files {
        let reading = read_resource(&file.bytes);
        is_typed_or_explained(file, &reading);
        // Only the Patient without a name, which is meant to be contained, is not a value.
        let unreadable = reading.resource.is_none();
        assert_eq!(unreadable, file.name.contains("Patient-minimun"), "{}: {:#?}", file.name, reading.issues);
    }
}

#[test]
fn complete_bundles_are_accepted_and_fragments_told_what_they_lack() {
    let Some(files) = files("jp-clins") else { return };
    let (bundles, fragments): (Vec<_>, Vec<_>) =
        files.iter().partition(|file| file.name.starts_with("Bundle-"));
    assert_eq!(bundles.len(), 3);
    for bundle in bundles {
        accepted(bundle);
    }
    for fragment in fragments {
        let refused = submit(fragment).expect_err(&fragment.name);
        let issue = &refused.issues[0];
        assert!(issue.path.ends_with(".resourceType"), "{issue}");
        assert!(issue.expected.starts_with("Bundle"), "{issue}");
        let is_patient = fragment.name.starts_with("Patient-");
        assert_eq!(issue.found.contains("no Patient"), !is_patient, "{issue}");
    }
}

#[test]
fn the_report_keeps_four_results_of_one_identifier() {
    let Some(files) = files("jp-clins") else { return };
    let submission = accepted(find(&files, "Observations-Example"));
    let Content::Report { items } = &submission.content else { panic!("{:?}", submission.content) };
    assert_eq!(items.len(), 4);
    assert!(items.iter().all(|item| item.identifier == items[0].identifier && item.department.is_some()));
    for item in items {
        let Entry::Observation(observation) = stored(item.kind, &item.json) else { panic!("{}", item.json) };
        assert_eq!(observation.kind, ObservationKind::Laboratory);
        // Albumin, potassium and the like are numbers; the urine test is a word.
        assert!(
            matches!(observation.value, Measured::Quantity(_) | Measured::Text(_)),
            "{:?}",
            observation.value
        );
        assert_eq!(observation.doctor.as_deref(), Some("田中 宏"));
        assert!(observation.specimen.is_some());
        assert_eq!(observation.origin.unread_parts, []);
    }
    assert_eq!(submission.claim.demographics.kana.as_deref(), Some("マキノ ランマン"));
}

#[test]
fn the_letter_and_the_summary_are_read_in_order() {
    let Some(files) = files("jp-clins") else { return };
    let letter = document(&accepted(find(&files, "Referral-Example")));
    assert_eq!(letter.kind, DocumentKind::Referral);
    assert_eq!(letter.title, "診療情報提供書");
    assert_eq!(letter.diagnoses().count(), 5);
    assert_eq!(letter.allergies().count(), 3);
    assert_eq!(letter.doctor.as_deref(), Some("大河内 勘三郎"));
    assert!(letter.addressee.as_deref().is_some_and(|to| to.starts_with("東京第一テスト病院")));
    let structured =
        letter.sections.iter().find(|section| section.title.as_deref() == Some("構造情報")).unwrap();
    assert_eq!(structured.sections[0].paragraphs, ["腹痛精査お願いします。"]);
    assert!(letter.entries().iter().any(|entry| matches!(entry, SectionEntry::Attachment(_))));
    assert!(!letter.entries().iter().any(|entry| matches!(entry, SectionEntry::Entry(Entry::Unreadable(_)))));

    let summary = document(&accepted(find(&files, "PCS-Example")));
    assert_eq!(summary.kind, DocumentKind::PatientSummary);
    assert_eq!(summary.diagnoses().filter(|diagnosis| diagnosis.main).count(), 1);
    let plan = summary.plans().next().unwrap();
    assert_eq!(plan.description.lines().count(), 2);
    assert_eq!(summary.organization.as_deref(), Some("みなと診療所"));
    assert_eq!(summary.department.as_deref(), Some("循環器科"));
}

#[test]
fn announced_errors_are_found() {
    let Some(files) = files("jp-clins") else { return };
    let check = |name: &str, severity: Severity, path: &str, expected: &str| {
        let reading = read_resource(&find(&files, name).bytes);
        let found = reading.issues.iter().any(|issue| {
            issue.severity == severity && issue.path.contains(path) && issue.expected.contains(expected)
        });
        assert!(found, "{name}: {:#?}", reading.issues);
    };
    let medicine = "medicationCodeableConcept.coding";
    check("ErrorExample-JP-MedReq-ExtEye-Total1", Severity::Error, medicine, "YJ code");
    check("ErrorExample-JP-MedReq-PO-SID-28days", Severity::Warning, medicine, "price list");
    check("ErrorExample-ObsLabo-eGFR", Severity::Error, "code.coding", "own code");
    // The right twins have none of these.
    for twin in
        ["MedicationRequest-Example-JP-MedReq-PO-SID-28days", "Observation-Example-JP-Obs-LabResult-eCS-eGFR"]
    {
        let reading = read_resource(&find(&files, twin).bytes);
        assert!(!reading.issues.iter().any(|issue| issue.path.contains("coding")), "{:#?}", reading.issues);
    }
}

#[test]
fn the_undisclosed_example_is_flagged_and_found_in_a_letter() {
    let Some(files) = files("jp-clins") else { return };
    let text = |name: &str| String::from_utf8(find(&files, name).bytes.clone()).unwrap();
    let flagged = text("Condition-Example-JP-Condition-eCS-02");
    assert_eq!(strictest(&flagged), Disclosure::Uninformed);
    assert_eq!(strictest(&text("Referral-Example")), Disclosure::Open);
    // The letter's family history names 胃がん, so it is held back; the summary is not.
    assert!(refers_to(&text("Referral-Example"), &hidden_terms(&flagged)));
    assert!(!refers_to(&text("PCS-Example"), &hidden_terms(&flagged)));
    assert!(refers_to(&text("PCS-Example"), &hidden_terms(&text("Condition-eCS-ANGINA"))));
}

#[test]
fn prescriptions_know_when_and_how_long() {
    let Some(files) = files("jp-clins") else { return };
    let dosage = |name: &str| match read_resource(&find(&files, name).bytes).resource {
        Some(Resource::Entry(Entry::Prescription(prescription))) => prescription.dosage[0].clone(),
        other => panic!("{other:?}"),
    };
    let fixed = dosage("MedReq-PO-TID-2days.json");
    assert_eq!((fixed.days, fixed.as_needed), (Some(2), false), "{fixed:#?}");
    assert_eq!(fixed.start.map(|day| day.to_string()).as_deref(), Some("2021-07-09"));
    assert_eq!(fixed.per_day.map(|amount| amount.value.to_string()).as_deref(), Some("6"));
    for name in ["ExtAnus-AsNeeded", "PO-AsNeeded-LimitMax", "PO-Fumin-AsNeeded"] {
        assert!(dosage(name).as_needed, "{name}");
    }
}

#[test]
fn the_checkup_report_is_accepted_and_readable() {
    let Some(files) = files("checkup") else { return };
    let submission = accepted(&files[0]);
    let report = document(&submission);
    assert_eq!(report.kind, DocumentKind::Checkup);
    let results: Vec<_> = report
        .entries()
        .into_iter()
        .filter_map(|entry| match entry {
            SectionEntry::Entry(Entry::Observation(observation)) => Some(observation),
            _ => None,
        })
        .collect();
    println!("checkup: {} results", results.len());
    assert!(results.len() >= 45, "{}", results.len());
    assert!(results.iter().all(|result| !result.name.is_empty()));
    assert!(results.iter().any(|result| !result.components.is_empty()));
    assert!(!report.entries().iter().any(|entry| matches!(entry, SectionEntry::Entry(Entry::Unreadable(_)))));
}

#[test]
fn prescriptions_and_foreign_summaries_are_typed_or_explained() {
    for folder in ["e-prescription", "ips"] {
        let Some(files) = files(folder) else { continue };
        assert!(files.len() >= 3);
        for file in &files {
            let reading = read_resource(&file.bytes);
            is_typed_or_explained(file, &reading);
            assert!(reading.resource.is_some(), "{}: {:#?}", file.name, reading.issues);
            assert!(submit(file).is_err(), "{} has no insured id of ours", file.name);
            let text = String::from_utf8_lossy(&file.bytes);
            stored(ItemKind::Document, &text);
            stored(ItemKind::MedicationRequest, &text);
        }
    }
}

/// Third-party cases: what is wrong with each, as the path (and a word of the expectation) of an
/// issue we must find; an empty path where only the other validator's taste objects.
const FAULTY: &[(&str, &str)] = &[
    ("allergyintolerance-ecs-identifier-slice", "AllergyIntolerance.identifier"),
    ("allergyintolerance-ecs-no-required", "AllergyIntolerance.meta.lastUpdated"),
    ("careplan-ecs-category-missing", "CarePlan.category"),
    ("careplan-ecs-identifier-fields-missing", "CarePlan.identifier[0].system"),
    ("careplan-ecs-no-required", "CarePlan.description"),
    ("careplan-ecs-period-start-missing", "CarePlan.period.start"),
    ("composition-edischargesummary-category-missing", "Composition.category"),
    ("composition-edischargesummary-no-required", "Composition.meta.lastUpdated"),
    ("composition-ereferral-identifier-system-missing", "Composition.identifier.system"),
    ("composition-ereferral-no-required", "Composition.extension"),
    ("composition-ereferral-type-code-missing", "Composition.type.coding.code"),
    ("condition-ecs-code-text-missing", "Condition.code.text"),
    ("condition-ecs-missing-category", "Condition.category"),
    ("condition-ecs-missing-display", ""),
    ("condition-ecs-missing-medis-slice", "Condition.code.coding"),
    ("condition-ecs-missing-required", "Condition.identifier"),
    ("consent-ecs-basic", "Consent"),
    ("coverage-ecs-insurance-basic", "Coverage"),
    ("diagnosticreport-category-first-slice-missing", "DiagnosticReport"),
    ("diagnosticreport-lab-fixed-code-mismatch", "DiagnosticReport"),
    ("documentreference-ecs-with-jp-profile", "DocumentReference.content"),
    ("encounter-ecs-class-fields-missing", ""),
    ("encounter-ecs-class-system-missing", "Encounter"),
    ("encounter-ecs-identifier-system-missing", ""),
    ("encounter-ecs-no-required", ""),
    ("familymemberhistory-ecs-no-required", "FamilyMemberHistory"),
    ("fmh-ecs-relationship-code-missing", "FamilyMemberHistory"),
    ("fmh-ecs-sex-coding-missing", "FamilyMemberHistory"),
    ("immunization-ecs-with-jp-profile", "Immunization.vaccineCode"),
    ("immunization-ecs-with-profile", "Immunization.occurrenceDateTime"),
    ("medadmin-ecs-no-required", "MedicationAdministration"),
    (
        "medreq-ecs-dosage-periodofuse-missing",
        "MedicationRequest.dosageInstruction[0].extension('JP_MedicationDosage_PeriodOfUse')",
    ),
    ("medreq-ecs-missing-required", "MedicationRequest.identifier"),
    ("medreq-ecs-r5020-invalid-usage", "MedicationRequest.dosageInstruction[0].timing.code.coding"),
    ("observation-lab-category-dual", ""),
    ("observation-lab-category-slice-mismatch", "Observation.category"),
    ("observation-lab-descendent-of-parent-code", "Observation.code.coding"),
    ("observation-lab-missing-code-text", "Observation.code.text"),
    ("observation-lab-missing-effective", "Observation.effectiveDateTime"),
    ("observation-lab-missing-identifier", "Observation.identifier"),
    ("observation-lab-missing-specimen", "Observation.specimen"),
    ("observation-lab-value-type-restriction", ""),
    ("observation-lab-wrong-codesystem-for-slice", "Observation.code.coding"),
    ("observation-labresult-tier2-violation-code-slice-unmatched", "Observation.code.coding"),
    ("organization-ecs-medical-institution-slice-missing", ""),
    ("organization-ecs-no-required", "Organization"),
    ("organization-ecs-type-coding-missing", ""),
    ("patient-ecs-address-text-missing", "Patient.address.text"),
    ("patient-ecs-name-given-missing", ""),
    ("patient-ecs-name-text-missing", "Patient.name[0].text"),
    ("patient-ecs-no-required", "Patient.gender"),
    ("practitioner-ecs-no-required", "Practitioner"),
    ("practitioner-ecs-qualification-coding-missing", "Practitioner"),
    ("procedure-ecs-with-jp-profile", "Procedure.status"),
    ("procedure-ecs-with-profile", "Procedure.subject"),
];

#[test]
fn faulty_cases_have_their_verdicts() {
    let Some(files) = files("faulty") else { return };
    let mut unexpected = Vec::new();
    for file in &files {
        let refused = submit(file).expect_err(&file.name);
        assert!(!refused.issues.is_empty());
        let reading = read_resource(&file.bytes);
        is_typed_or_explained(file, &reading);
        let paths: Vec<&str> = reading.issues.iter().map(|issue| issue.path.as_str()).collect();
        let name = file.name.trim_end_matches(".ndjson");
        match FAULTY.iter().find(|(known, _)| *known == name) {
            Some((_, path)) if path.is_empty() || paths.contains(path) => {}
            verdict => unexpected.push(format!("{name}: {verdict:?} against {paths:?}")),
        }
    }
    assert!(files.len() >= 55 && FAULTY.len() == files.len(), "{} files", files.len());
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}
