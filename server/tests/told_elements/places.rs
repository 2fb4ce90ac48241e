//! In which places each told element is to be seen: what its kind has, and by name where it is otherwise, and why.

use super::{
    cases::Case,
    looked::Place::{self, *},
};
use shared::record::ItemKind;

/// How it is sent, and where a change must be seen.
#[derive(Clone, Copy)]
pub struct Seen {
    pub sent: Sent,
    pub places: &'static [Place],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    ByItself,
    /// By itself the form check refuses one of its values.
    InALetter,
}

/// Elements that are seen elsewhere than the others of their kind.
struct Exception {
    elements: &'static [&'static str],
    sent: Sent,
    places: &'static [Place],
    _why: &'static str,
}

const fn but(elements: &'static [&'static str], places: &'static [Place], why: &'static str) -> Exception {
    Exception { elements, sent: Sent::ByItself, places, _why: why }
}

const fn in_a_letter(
    elements: &'static [&'static str],
    places: &'static [Place],
    why: &'static str,
) -> Exception {
    Exception { elements, sent: Sent::InALetter, places, _why: why }
}

pub fn seen(case: &Case) -> Seen {
    let exception = EXCEPTIONS.iter().find(|one| one.elements.contains(&case.element));
    exception.map_or(Seen { sent: Sent::ByItself, places: of_kind(case.kind) }, |one| Seen {
        sent: one.sent,
        places: one.places,
    })
}

/// Every element that an exception names.
pub fn excepted() -> impl Iterator<Item = &'static str> {
    EXCEPTIONS.iter().flat_map(|one| one.elements.iter().copied())
}

fn of_kind(kind: ItemKind) -> &'static [Place] {
    match kind {
        ItemKind::Condition => &[Record, Summary, Doctor, Emergency, Paper],
        ItemKind::AllergyIntolerance => &[Record, Shown, Summary, Doctor, Emergency, Paper],
        ItemKind::Observation => &[Sheet, Test, Doctor, Emergency, Paper],
        ItemKind::MedicationRequest => &[Medicines, Shown, Summary, Doctor, Emergency, Paper],
        ItemKind::Procedure | ItemKind::Immunization => &[Record, Doctor],
        ItemKind::Document => &[Letter],
    }
}

const EXCEPTIONS: &[Exception] = &[
    but(
        &[
            "Condition.code",
            "Condition.clinicalStatus",
            "Condition.verificationStatus",
            "CodeableConcept.text",
        ],
        &[Record, Check, Doctor, Emergency, Paper],
        "what the check compares",
    ),
    but(
        &["Condition.abatementDateTime", "Condition.abatementPeriod", "Period.end"],
        &[Record, Doctor],
        "what is over stands in no emergency summary",
    ),
    but(
        &["Condition.recordedDate", "Condition.recorder", "Condition.asserter", "Reference.display"],
        &[Record],
        "who wrote it down, and when, stands with the entry itself",
    ),
    but(&["Coding.system"], &[Record, Doctor, Paper], "the class (ICD-10) is for professionals and programs"),
    but(&["CodeableConcept.coding", "Coding.code"], &[Record, Paper], "a code without a name"),
    but(&["Coding.display"], &[Record], "the name that was written goes before the code's"),
    but(&["JP_eCS_Department"], &[Record, Paper], "the department stands with the source"),
    but(
        &["AllergyIntolerance.code", "AllergyIntolerance.verificationStatus"],
        &[Record, Shown, Check, Summary, Doctor, Emergency, Paper],
        "what the check compares",
    ),
    but(
        &["AllergyIntolerance.category", "AllergyIntolerance.recordedDate"],
        &[Record],
        "the name says of what it is; when it was written down stands with the entry itself",
    ),
    but(
        &["AllergyIntolerance.clinicalStatus", "AllergyIntolerance.note"],
        &[Record, Summary, Doctor, Emergency, Paper],
        "a counter is told what it is and how grave, in one line",
    ),
    but(
        &["AllergyIntolerance.onsetDateTime", "AllergyIntolerance.onsetPeriod"],
        &[Record, Doctor, Emergency, Paper],
        "a counter is told what it is; the summary names the month",
    ),
    in_a_letter(
        &["Observation.category"],
        &[Emergency, Paper],
        "by itself a registration has laboratory results alone; a vital sign is none of the recent tests",
    ),
    but(&["Observation.performer"], &[Test], "who measured it stands with the result itself"),
    but(
        &["Observation.note", "Observation.specimen", "Specimen.type", "Reference.reference"],
        &[Test, Doctor, Emergency, Paper],
        "the sheet has the numbers",
    ),
    but(
        &["Observation.code", "Observation.dataAbsentReason"],
        &[Sheet, Test, Doctor],
        "the recent tests are those with a known code and a value",
    ),
    but(
        &["Observation.component.interpretation", "Observation.component.referenceRange"],
        &[Sheet, Test, Doctor],
        "none of the recent tests has parts with limits of their own",
    ),
    but(
        &[
            "MedicationRequest.identifier",
            "Identifier.system",
            "Identifier.value",
            "MedicationRequest.category",
            "MedicationRequest.requester",
            "MedicationRequest.recorder",
            "MedicationRequest.dispenseRequest",
            "MedicationRequest.dispenseRequest.quantity",
        ],
        &[Medicines],
        "what is of the prescription and not of taking it stands with the entry itself",
    ),
    but(
        &[
            "MedicationRequest.medicationCodeableConcept",
            "MedicationRequest.medicationReference",
            "Medication.code",
            "Dosage.sequence",
            "Dosage.doseAndRate.type",
        ],
        &[Medicines, Shown, Check, Summary, Doctor, Emergency, Paper],
        "what the check compares, and whether it was read in full",
    ),
    but(
        &[
            "MedicationRequest.status",
            "MedicationRequest.intent",
            "MedicationRequest.authoredOn",
            "MedicationRequest.dispenseRequest.expectedSupplyDuration",
        ],
        &[Medicines, Check, Summary, Doctor, Emergency, Paper, Cards],
        "whether it is taken decides what is found; what is over is not shown at a counter",
    ),
    in_a_letter(
        &["MedicationRequest.doNotPerform"],
        &[Medicines, Check, Summary, Doctor, Emergency, Paper, Cards],
        "by itself an instruction to leave a medicine out is refused",
    ),
    but(
        &["MedicationRequest.statusReason", "MedicationRequest.note"],
        &[Medicines, Doctor, Emergency, Paper],
        "words of the sender for who treats",
    ),
    in_a_letter(
        &["Timing.event"],
        &[Medicines, Shown, Summary, Doctor, Emergency, Paper],
        "a registration states the first day otherwise",
    ),
    in_a_letter(&["Procedure.status"], &[Letter], "by itself what was not done is refused"),
    but(
        &["Composition.title", "Composition.date", "Composition.type"],
        &[Documents, Letter, Doctor],
        "by which a document is found",
    ),
    but(
        &["Composition.author", "Composition.custodian"],
        &[Documents, Letter],
        "by which a document is found",
    ),
];
