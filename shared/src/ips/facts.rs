//! Entries as lines of a narrative, in the words that the record holds.

mod days;
mod measured;

use super::{Words, narrative::Line};
use crate::{
    element::written::code_of,
    medication::{MedicineLine, Taking},
    record::{
        Allergy, Amount, CarePlan, Coding, Diagnosis, Document, Dosage, Immunization, LimitPer, NoneKnown,
        Observation, Origin, Prescription, Procedure, Record, RecordView, Standing, Unreadable, Vaccination,
        kinds::{allergy, diagnosis, observation},
    },
    source::Source,
    summary::{ClinicBlock, StatedNone, WrittenIn},
    time::Moment,
};
use std::collections::BTreeMap;

/// What lines are made of.
pub(super) struct Facts<'a> {
    pub(super) record: &'a Record,
    pub(super) words: &'a Words,
    /// By the names that were sent; none where the summary is in the language of the record.
    english: BTreeMap<&'a str, &'a str>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(record: &'a Record, view: &'a RecordView, words: &'a Words) -> Self {
        let known = view.english.iter().filter(|_| words.language != "ja");
        let english = known.map(|name| (name.sent.as_str(), name.english.as_str())).collect();
        Self { record, words, english }
    }

    /// A line by what something is called, in English where that is known and the summary is not in Japanese.
    fn named(&self, sent: &str) -> Line {
        match self.english.get(sent) {
            Some(english) => Line::in_english(english, sent),
            None => Line::new(sent),
        }
    }
    pub(super) fn diagnosis(&self, one: &Diagnosis, written_in: Option<&WrittenIn>) -> Line {
        let labels = &self.words.labels;
        let mut line = self.named(&one.name);
        line.remark_if(one.main, &self.words.remarks.main_diagnosis);
        self.code(&mut line, &labels.status, code_of(&diagnosis::fhir::CLINICAL_STATUS, &one.status));
        self.code(&mut line, &labels.certainty, code_of(&diagnosis::fhir::VERIFICATION, &one.verification));
        at(&mut line, &labels.onset, one.onset.as_ref());
        at(&mut line, &labels.ended, one.ended.as_ref());
        at(&mut line, &labels.recorded, one.recorded.as_ref());
        line.say_some(&labels.doctor, one.doctor.as_deref());
        self.notes(&mut line, &one.notes);
        self.origin(&mut line, &one.origin, written_in);
        line
    }

    pub(super) fn allergy(&self, one: &Allergy, written_in: Option<&WrittenIn>) -> Line {
        let labels = &self.words.labels;
        let mut line = self.named(&one.name);
        for category in &one.categories {
            self.code(&mut line, &labels.category, code_of(&allergy::fhir::CATEGORY, category));
        }
        let criticality = code_of(&allergy::fhir::CRITICALITY, &one.criticality);
        self.code(&mut line, &labels.criticality, criticality);
        self.code(&mut line, &labels.status, code_of(&diagnosis::fhir::CLINICAL_STATUS, &one.status));
        self.code(&mut line, &labels.certainty, code_of(&allergy::fhir::VERIFICATION, &one.verification));
        at(&mut line, &labels.onset, one.onset.as_ref());
        at(&mut line, &labels.recorded, one.recorded.as_ref());
        for reaction in &one.reactions {
            line.say(&labels.reaction, reaction);
        }
        line.remark_if(one.severe_reaction, &self.words.remarks.severe_reaction);
        self.notes(&mut line, &one.notes);
        self.origin(&mut line, &one.origin, written_in);
        line
    }

    /// By what it is about, as its name alone may say less: 「なし」 of food is no "none" of allergies.
    pub(super) fn none_known(&self, stated: &StatedNone) -> Line {
        let StatedNone { none, against, written_in } = stated;
        let NoneKnown { origin, name, about, said, status, recorded, notes, .. } = none;
        let labels = &self.words.labels;
        let mut line = Line::new(self.words.of_none(*about, *said));
        line.say(&labels.written, name);
        self.code(&mut line, &labels.status, code_of(&diagnosis::fhir::CLINICAL_STATUS, status));
        at(&mut line, &labels.recorded, recorded.as_ref());
        for one in against {
            line.say(&labels.against, one);
        }
        self.notes(&mut line, notes);
        self.origin(&mut line, origin, written_in.as_ref());
        line
    }

    pub(super) fn observation(&self, one: &Observation) -> Line {
        let labels = &self.words.labels;
        let mut line = Line::new(&one.name);
        let result = (&one.value, one.interpretation, one.limit, one.ranges.as_slice());
        self.result(&mut line, None, result);
        for part in &one.components {
            let result = (&part.value, part.interpretation, part.limit, part.ranges.as_slice());
            self.result(&mut line, Some(&part.name), result);
        }
        self.code(&mut line, &labels.status, code_of(&observation::fhir::STATUS, &one.status));
        at(&mut line, &labels.measured, one.effective.as_ref());
        line.say_some(&labels.specimen, one.specimen.as_deref());
        line.say_some(&labels.doctor, one.doctor.as_deref());
        self.notes(&mut line, &one.notes);
        self.origin(&mut line, &one.origin, None);
        line
    }

    /// `is_over`: its days are, or a later supply took its place.
    pub(super) fn medicine(&self, of: &MedicineLine, is_over: bool) -> Line {
        let labels = &self.words.labels;
        let one: &Prescription = &of.prescription;
        let mut line = self.named(&one.name);
        let status = match one.standing {
            Standing::Issued if is_over => "completed",
            standing => standing.as_str(),
        };
        self.code(&mut line, &labels.status, Some(status));
        line.say_some(&labels.reason, one.standing_reason.as_deref());
        if let Some(words) = self.standing_of(of.taking) {
            line.remark(words);
        }
        for dosage in &one.dosage {
            self.dosage(&mut line, dosage);
        }
        line.say_some(&labels.amount, one.quantity.as_ref().map(amount).as_deref());
        at(&mut line, &labels.prescribed, one.authored.as_ref());
        at(&mut line, &labels.since, one.said_since.as_ref());
        line.say_some(&labels.doctor, one.prescriber.as_deref());
        line.say_some(&labels.category, one.category.as_deref());
        self.notes(&mut line, &one.notes);
        self.origin(&mut line, &one.origin, None);
        line
    }

    /// What its resource would not tell: that it is not known to be taken today.
    pub(super) fn standing_of(&self, taking: Taking) -> Option<&str> {
        let remarks = &self.words.remarks;
        match taking {
            Taking::PossiblyStill => Some(&remarks.end_not_known),
            Taking::ToBeAsked => Some(&remarks.to_be_asked),
            Taking::NotYet => Some(&remarks.not_yet),
            _ => None,
        }
    }

    fn dosage(&self, line: &mut Line, one: &Dosage) {
        let (labels, remarks) = (&self.words.labels, &self.words.remarks);
        line.say_some(&labels.dosage, one.text.as_deref());
        let displays = one.usage_codes.iter().find_map(|coding: &Coding| coding.display.as_deref());
        let usage = one.usage.as_deref().or(displays).filter(|usage| one.text.as_deref() != Some(*usage));
        line.say_some(&labels.dosage, usage);
        line.say_some(&labels.per_dose, one.per_dose.as_ref().map(amount).as_deref());
        line.say_some(&labels.per_day, one.per_day.as_ref().map(amount).as_deref());
        for limit in &one.limits {
            let per = match limit.per {
                LimitPer::Dose => self.words.of_code("dose").to_owned(),
                LimitPer::Hours(hours) => format!("{hours} {}", self.words.of_code("h")),
                LimitPer::Days(days) => format!("{days} {}", self.words.of_code("d")),
                LimitPer::Lifetime => self.words.of_code("lifetime").to_owned(),
            };
            line.say(&labels.at_most, &format!("{} / {per}", amount(&limit.most)));
        }
        for words in &one.additional {
            line.say(&labels.dosage, words);
        }
        line.remark_if(one.as_needed, &remarks.as_needed);
        self.which_days(line, &one.which_days);
        line.remark_if(one.uneven, &remarks.uneven);
        line.say_some(&labels.route, one.route.as_deref().or(one.route_code.as_deref()));
        line.say_some(&labels.since, one.start.map(|day| day.to_string()).as_deref());
        line.say_some(&labels.ended, one.stated_end.map(|day| day.to_string()).as_deref());
        line.say_some(&labels.days, one.days.map(|days| days.to_string()).as_deref());
        line.remark_if(!one.unread.is_empty(), &remarks.not_read_completely);
    }

    pub(super) fn immunization(&self, one: &Immunization) -> Line {
        let labels = &self.words.labels;
        let mut line = self.named(&one.vaccine);
        self.code(&mut line, &labels.status, code_of(&Vaccination::STATUSES, &one.status));
        at(&mut line, &labels.given, one.occurred.as_ref());
        self.notes(&mut line, &one.notes);
        self.origin(&mut line, &one.origin, None);
        line
    }

    pub(super) fn procedure(&self, one: &Procedure) -> Line {
        let labels = &self.words.labels;
        let mut line = Line::new(&one.name);
        self.code(&mut line, &labels.status, Some(one.status.as_str()));
        at(&mut line, &labels.performed, one.performed.as_ref());
        self.notes(&mut line, &one.notes);
        self.origin(&mut line, &one.origin, None);
        line
    }

    pub(super) fn plan(&self, plan: &CarePlan, clinic: &ClinicBlock, document: Option<&Document>) -> Line {
        let labels = &self.words.labels;
        let mut line = Line::new(plan.title.as_deref().unwrap_or(&self.words.sections.plan_of_care));
        line.remark(&plan.description);
        if plan.start.is_some() || plan.end.is_some() {
            let end = |moment: &Option<Moment>| moment.as_ref().map(self::moment).unwrap_or_default();
            line.say(&labels.period, &format!("{} – {}", end(&plan.start), end(&plan.end)));
        }
        at(&mut line, &labels.last_visit, Some(&clinic.last_visit));
        line.say_some(&labels.doctor, clinic.doctor.as_deref());
        line.say_some(&labels.department, clinic.department.as_deref());
        line.say_some(&labels.source, clinic.clinic.as_deref());
        if let Some(document) = document {
            self.origin(&mut line, &document.origin, None);
        }
        line
    }

    pub(super) fn unreadable(&self, one: &Unreadable) -> Line {
        let mut line = Line::new(&self.words.remarks.unreadable);
        line.say(&self.words.labels.sent_as, &one.resource_type);
        at(&mut line, &self.words.labels.recorded, one.origin.updated.as_ref());
        self.origin(&mut line, &one.origin, None);
        line
    }

    /// Who says it, and whether it may be told plainly.
    fn origin(&self, line: &mut Line, origin: &Origin, written_in: Option<&WrittenIn>) {
        let (labels, remarks) = (&self.words.labels, &self.words.remarks);
        if let Some(WrittenIn { kind, date }) = written_in {
            let words = format!("{} {}", self.words.of_code(kind.as_str()), moment(date));
            line.say(&labels.written_in, &words);
        }
        match &origin.source {
            Source::Person => line.remark(&remarks.told_by_the_person),
            Source::Facility(code) => {
                let name = self.record.facility(code).and_then(|facility| facility.name.as_deref());
                line.say(&labels.source, name.unwrap_or(code.as_str()));
            }
            other => line.say(&labels.source, &other.to_string()),
        }
        line.say_some(&labels.department, origin.department.as_deref());
        line.remark_if(!origin.unread_parts.is_empty(), &remarks.not_read_completely);
        line.remark_if(origin.is_in_doubt(), &remarks.in_doubt);
        line.remark_if(origin.doubted, &remarks.doubted);
    }

    fn notes(&self, line: &mut Line, notes: &[String]) {
        for note in notes {
            line.say(&self.words.labels.note, note);
        }
    }

    fn code(&self, line: &mut Line, label: &str, code: Option<&str>) {
        line.say_some(label, code.map(|code| self.words.of_code(code)));
    }
}

fn at(line: &mut Line, label: &str, at: Option<&Moment>) {
    line.say_some(label, at.map(moment).as_deref());
}

/// As precisely as it was sent.
pub(super) fn moment(moment: &Moment) -> String {
    String::from(moment.clone())
}

fn amount(amount: &Amount) -> String {
    format!("{} {}", amount.value.as_str(), amount.unit.as_deref().unwrap_or_default()).trim().to_owned()
}
