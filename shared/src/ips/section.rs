//! Sections of a summary: their codes, and which entries of a record stand in each.

use super::{
    Chosen, Words,
    facts::{self, Facts},
    narrative::Line,
};
use crate::{
    category::{Categories, Category},
    ids::ItemId,
    labs::TestKey,
    medication::{MedicineLine, Taking},
    record::{
        About, Absence, Document, Entry, ItemKind, Observation, Record, RecordView, Unreadable, Unwritten,
        write,
    },
    source::Source,
    summary::{self, PatientSummary, StatedNone},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A section, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionCode {
    Problems,
    Allergies,
    Medications,
    Results,
    Immunizations,
    Procedures,
    PastProblems,
    PlanOfCare,
}

impl SectionCode {
    pub const ALL: [Self; 8] = [
        Self::Problems,
        Self::Allergies,
        Self::Medications,
        Self::Results,
        Self::Immunizations,
        Self::Procedures,
        Self::PastProblems,
        Self::PlanOfCare,
    ];

    /// Its code in LOINC.
    pub fn loinc(self) -> &'static str {
        match self {
            Self::Problems => "11450-4",
            Self::Allergies => "48765-2",
            Self::Medications => "10160-0",
            Self::Results => "30954-2",
            Self::Immunizations => "11369-6",
            Self::Procedures => "47519-4",
            Self::PastProblems => "11348-0",
            Self::PlanOfCare => "18776-5",
        }
    }

    /// Whether a summary has it even where there is nothing to say.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Problems | Self::Allergies | Self::Medications)
    }

    /// The kinds of information that it is of: any of them.
    pub(super) fn kinds(self) -> Categories {
        match self {
            Self::Problems | Self::PastProblems => Category::Diagnoses.into(),
            Self::Allergies => Categories::from_iter([Category::Allergies, Category::Contraindications]),
            Self::Medications => Category::Medicines.into(),
            Self::Results => Categories::from_iter([Category::Tests, Category::Infections]),
            Self::Immunizations => Category::Immunizations.into(),
            Self::Procedures => Category::Procedures.into(),
            Self::PlanOfCare => Category::Documents.into(),
        }
    }

    /// The kind of entry whose unreadable ones are told in it.
    fn item_kind(self) -> Option<ItemKind> {
        match self {
            Self::Problems => Some(ItemKind::Condition),
            Self::Allergies => Some(ItemKind::AllergyIntolerance),
            Self::Medications => Some(ItemKind::MedicationRequest),
            Self::Results => Some(ItemKind::Observation),
            Self::Immunizations => Some(ItemKind::Immunization),
            Self::Procedures => Some(ItemKind::Procedure),
            Self::PastProblems => None,
            Self::PlanOfCare => Some(ItemKind::Document),
        }
    }
}

/// A resource of a section.
pub(super) struct Written {
    /// What its id is derived from.
    pub(super) of: String,
    pub(super) resource: Value,
    /// The person says it of themself.
    pub(super) by_the_person: bool,
}

/// One section before it is written.
pub(super) struct Section {
    pub(super) code: SectionCode,
    /// What is told, whether or not a resource says it.
    pub(super) lines: Vec<Line>,
    pub(super) resources: Vec<Written>,
    pub(super) unwritten: Vec<(ItemId, Unwritten)>,
    /// Only some of what was chosen to go in is looked at: nothing in here is not nothing in the record.
    pub(super) is_limited: bool,
    /// Entries of the record that are not in it: older, former, or of tests that are not representative.
    pub(super) left_out: usize,
    /// Besides, above its lines.
    pub(super) remarks: Vec<String>,
    /// Whether a line says what no resource says.
    pub(super) says_more: bool,
}

impl Section {
    fn new(code: SectionCode) -> Self {
        Self {
            code,
            lines: Vec::new(),
            resources: Vec::new(),
            unwritten: Vec::new(),
            is_limited: false,
            left_out: 0,
            remarks: Vec::new(),
            says_more: false,
        }
    }

    /// Adds an entry as its resource and in words; where it is not written, in words alone, with a remark.
    fn add(&mut self, entry: &Entry, mut line: Line, words: &Words) {
        let origin = entry.kind().origin();
        let item = origin.item.clone();
        // A resource has no element for it: what its sender may have withdrawn would stand there as plain as the rest.
        let resource = if origin.doubted { Err(Unwritten::PartsNotRead) } else { write(entry) };
        match resource {
            Ok(resource) => {
                let by_the_person = origin.source == Source::Person;
                self.resources.push(Written { of: item.as_str().to_owned(), resource, by_the_person });
            }
            Err(why) => {
                line.remark(&words.remarks.not_as_resource);
                self.says_more = true;
                self.unwritten.push((item, why));
            }
        }
        self.lines.push(line);
    }

    fn add_in_words(&mut self, line: Line) {
        self.says_more = true;
        self.lines.push(line);
    }
}

/// Every section, empty ones among them.
pub(super) fn sections(record: &Record, view: &RecordView, chosen: &Chosen, words: &Words) -> Vec<Section> {
    let facts = Facts::new(record, view, words);
    let told = PatientSummary::of(record, view.as_of, view.refill);
    let none_known = summary::none_known(record, view.as_of);
    let all = SectionCode::ALL.into_iter().map(|code| {
        let mut section = Section::new(code);
        match code {
            SectionCode::Problems => problems(&mut section, &facts, view),
            SectionCode::Allergies => allergies(&mut section, &facts),
            SectionCode::Medications => {
                told.medicines.iter().flat_map(|month| &month.lines).for_each(|one| {
                    medication(&mut section, &facts, one);
                });
                section.left_out = record.prescriptions.len().saturating_sub(section.lines.len());
            }
            SectionCode::Results => {
                for one in results(record, chosen, &told) {
                    section.add(&one.clone().into(), facts.observation(one), words);
                }
                section.is_limited = chosen.tests.is_some();
                if chosen.tests.is_none() && !record.observations.is_empty() {
                    section.remarks.push(words.remarks.newest_of_each_test.clone());
                    section.left_out = record.observations.len().saturating_sub(section.lines.len());
                }
            }
            SectionCode::Immunizations => {
                for one in &record.immunizations {
                    section.add(&one.clone().into(), facts.immunization(one), words);
                }
            }
            SectionCode::Procedures => {
                for one in &record.procedures {
                    section.add(&one.clone().into(), facts.procedure(one), words);
                }
            }
            SectionCode::PastProblems => {
                for one in record.diagnoses.iter().filter(|one| one.is_over(view.as_of)) {
                    section.add(&one.clone().into(), facts.diagnosis(one, None), words);
                }
            }
            SectionCode::PlanOfCare => plans(&mut section, &facts, &told),
        }
        for one in unreadable(record).filter(|one| is_told_in(one, code)) {
            section.add(&one.clone().into(), facts.unreadable(one), words);
        }
        let of_this = || none_known.iter().filter(|stated| section_of(stated) == code);
        let is_asked = of_this().all(|stated| stated.none.said == Absence::NoneKnown);
        let is_whole = section.lines.is_empty() && section.left_out == 0 && !is_ended(record, view, code);
        let is_empty = is_whole && is_asked && !unreadable(record).any(|one| may_be_of(one, code));
        for stated in of_this() {
            state_none(&mut section, &facts, stated, is_empty);
        }
        section
    });
    all.collect()
}

/// Entries that could not be read: registered, and inside documents, whose other entries are told, too.
fn unreadable(record: &Record) -> impl Iterator<Item = &Unreadable> {
    record.unreadable.iter().chain(record.documents.iter().flat_map(Document::unreadable))
}

/// What is not over: as registered, and as documents say besides; what is only suspected comes last.
fn problems(section: &mut Section, facts: &Facts<'_>, view: &RecordView) {
    for stated in summary::stated_diagnoses(facts.record, view.as_of) {
        let line = facts.diagnosis(&stated.diagnosis, stated.written_in.as_ref());
        section.add(&stated.diagnosis.into(), line, facts.words);
    }
    // Those that are registered stand among the past ones.
    let Facts { record, .. } = facts;
    let registered: BTreeSet<&str> = record.diagnoses.iter().map(|one| one.name.as_str()).collect();
    let written = record.documents.iter().flat_map(Document::diagnoses);
    let over = written.filter(|one| one.is_over(view.as_of) && !registered.contains(one.name.as_str()));
    section.left_out = over.map(|one| one.name.as_str()).collect::<BTreeSet<_>>().len();
    section.is_limited = is_ended(record, view, section.code);
}

/// Whether the record holds problems that are over: a statement of none was not of them, or is not true.
fn is_ended(record: &Record, view: &RecordView, code: SectionCode) -> bool {
    code == SectionCode::Problems && record.diagnoses.iter().any(|one| one.is_over(view.as_of))
}

fn allergies(section: &mut Section, facts: &Facts<'_>) {
    for stated in summary::stated_allergies(facts.record) {
        let line = facts.allergy(&stated.allergy, stated.written_in.as_ref());
        section.add(&stated.allergy.into(), line, facts.words);
    }
}

/// A medicine whose days are over, or which a later supply goes on from, is no active request; of one that is not known
/// to be taken today, a note says so.
fn medication(section: &mut Section, facts: &Facts<'_>, one: &MedicineLine) {
    let is_over = matches!(one.taking, Taking::Past | Taking::Continued | Taking::Changed);
    section.add(&one.prescription.clone().into(), facts.medicine(one, is_over), facts.words);
    let item = one.prescription.origin.item.as_str();
    let Some(Written { resource, .. }) = section.resources.last_mut().filter(|last| last.of == item) else {
        return;
    };
    if is_over && resource["status"] == "active" {
        resource["status"] = "completed".into();
    }
    if let Some(words) = facts.standing_of(one.taking) {
        let note = json!({"text": words});
        match resource["note"].as_array_mut() {
            Some(notes) => notes.push(note),
            None => resource["note"] = json!([note]),
        }
    }
}

/// The newest results of a summary, or each result of the tests that were chosen.
fn results<'a>(record: &'a Record, chosen: &Chosen, told: &'a PatientSummary) -> Vec<&'a Observation> {
    match &chosen.tests {
        Some(keys) => record.observations.iter().filter(|one| keys.contains(&TestKey::of(one))).collect(),
        None => {
            let tests = told.tests.iter().flat_map(|group| &group.tests).map(|test| &test.result);
            tests.chain(&told.infections).collect()
        }
    }
}

/// 患者サマリー of each clinic, as it is shown.
fn plans(section: &mut Section, facts: &Facts<'_>, told: &PatientSummary) {
    for clinic in &told.clinics {
        let document = facts.record.document(&clinic.document);
        let written = clinic.plans.iter().filter(|plan| !plan.description.trim().is_empty());
        for (place, plan) in written.enumerate() {
            section.lines.push(facts.plan(plan, clinic, document));
            let of = format!("{}/{place}", clinic.document.as_str());
            section.resources.push(Written { of, resource: care_plan(plan), by_the_person: false });
        }
    }
}

/// A record does not say what became of a plan.
fn care_plan(plan: &crate::record::CarePlan) -> Value {
    let mut written = json!({
        "resourceType": "CarePlan", "status": "unknown", "intent": "plan", "description": plan.description,
    });
    if let Some(title) = &plan.title {
        written["title"] = title.as_str().into();
    }
    for (name, end) in [("start", &plan.start), ("end", &plan.end)] {
        if let Some(moment) = end {
            written["period"][name] = facts::moment(moment).into();
        }
    }
    written
}

fn section_of(stated: &StatedNone) -> SectionCode {
    match stated.none.about {
        About::Diagnoses => SectionCode::Problems,
        About::Medicines => SectionCode::Medications,
        _ => SectionCode::Allergies,
    }
}

/// A statement that there is none is an entry of its section where it is of all that the section holds, and nothing at
/// all speaks against it; else it is told in words alone. Of medicines it always is: what it is written as has no place
/// among them.
fn state_none(section: &mut Section, facts: &Facts<'_>, stated: &StatedNone, is_empty: bool) {
    let StatedNone { none, against, .. } = stated;
    let is_broad =
        matches!(none.about, About::Allergies | About::Diagnoses) && none.said == Absence::NoneKnown;
    let line = facts.none_known(stated);
    if is_empty && is_broad && against.is_empty() && !none.is_withdrawn() {
        section.add(&none.clone().into(), line, facts.words);
    } else {
        section.add_in_words(line);
    }
}

/// Whether an entry that could not be read may be one of this section, wherever it is told.
fn may_be_of(one: &Unreadable, code: SectionCode) -> bool {
    is_told_in(one, code) || !one.may_be().and(code.kinds()).is_empty()
}

fn is_told_in(one: &Unreadable, code: SectionCode) -> bool {
    let kind = match one.resource_type.as_str() {
        "MedicationStatement" => Some(ItemKind::MedicationRequest),
        "CarePlan" => Some(ItemKind::Document),
        sent => ItemKind::that_reads(sent),
    };
    // What no section is of is told in the first.
    match kind {
        Some(kind) => code.item_kind() == Some(kind),
        None => code == SectionCode::Problems,
    }
}
