//! Each line of an emergency summary in words.

use super::Line;
use crate::{
    format,
    kinds::{
        allergy::{self, severity},
        diagnosis, document, none_known, observation,
        prescription::{self, course_in_days, dose_per_day, usage_in_full},
        procedure,
    },
    t,
};
use shared::{
    labs::NotCompared,
    medication::{CriticalKind, MedicineLine, Taking},
    record::{
        ClinicalStatus, Criticality, Facility, Gravity, Interpretation, Measured, Observation, Origin,
        ResultStatus,
    },
    source::Source,
    summary::{
        CriticalMedicine, Device, DeviceKind, LastResult, StatedAllergy, StatedAs, StatedDiagnosis,
        StatedNone, WrittenIn,
    },
    time::Moment,
};

pub fn allergy(stated: &StatedAllergy, facilities: &[Facility]) -> Line {
    let one = &stated.allergy;
    let reactions = (!one.reactions.is_empty()).then(|| format::told_words(&one.reactions));
    let written = stated.written_in.as_ref().map(written_in);
    let status = Some(allergy::status(one.status));
    let facts = [allergy::not_confirmed(one), reactions, status, since(one.onset.as_ref()), written];
    let not_stated_as_grave = one.criticality != Criticality::High;
    Line {
        name: format::told_name(&one.name),
        mark: match not_stated_as_grave {
            true if one.was_anaphylaxis() => Some(t!("emergency-summary-anaphylaxis")),
            true if one.severe_reaction => Some(t!("emergency-summary-severe-reaction")),
            _ => severity(one.criticality),
        },
        grave: one.gravity() == Gravity::Grave,
        facts: in_a_row(facts.into_iter().flatten().chain(one.notes.iter().cloned()), &one.origin),
        source: source(&one.origin, facilities),
    }
}

pub fn critical(medicine: &CriticalMedicine, facilities: &[Facility]) -> Line {
    let kinds: Vec<String> = medicine.kinds.iter().map(|kind| critical_kind(*kind)).collect();
    Line { mark: Some(format::list(&kinds)), ..self::medicine(&medicine.line, facilities) }
}

pub fn not_recognised(line: &MedicineLine, facilities: &[Facility]) -> Line {
    let mark = Some(t!("emergency-summary-not-recognised"));
    Line { mark, ..medicine(line, facilities) }
}

pub fn medicine(line: &MedicineLine, facilities: &[Facility]) -> Line {
    let MedicineLine { prescription, course, taking, since, .. } = line;
    let mut facts = vec![prescription::stated(*taking, *since).unwrap_or_else(|| self::taking(*taking))];
    facts.extend(prescription.standing_reason.clone());
    for dosage in &prescription.dosage {
        facts.extend(usage_in_full(dosage));
        facts.extend(dose_per_day(dosage));
    }
    let sent = prescription.origin.source != Source::Person;
    facts.extend((prescription.dosage.is_empty() && sent).then(|| t!("paper-usage-not-sent")));
    facts.push(course_in_days(prescription, course));
    facts.extend(prescription.notes.iter().cloned());
    Line {
        name: format::told_name(&prescription.name),
        mark: None,
        grave: false,
        facts: in_a_row(facts.into_iter(), &prescription.origin),
        source: source(&prescription.origin, facilities),
    }
}

pub fn device(device: &Device, facilities: &[Facility]) -> Line {
    let kinds: Vec<String> = device.kinds.iter().map(|kind| device_kind(*kind)).collect();
    let stated = match device.stated_as {
        StatedAs::Diagnosis(status) => {
            t!("emergency-summary-as-diagnosis", status = diagnosis::status(status))
        }
        StatedAs::Procedure(_) => t!("emergency-summary-as-procedure"),
    };
    let performed = match device.stated_as {
        StatedAs::Diagnosis(_) => None,
        StatedAs::Procedure(performed) => procedure::performed(performed),
    };
    let ended = device.ended.as_ref().map(|day| t!("paper-ended", date = format::moment_day(day)));
    let when = match device.stated_as {
        StatedAs::Diagnosis(_) => since(device.since.as_ref()),
        StatedAs::Procedure(_) => device.since.as_ref().map(format::moment_day),
    };
    Line {
        name: device.name.clone(),
        mark: Some(format::list(&kinds)),
        grave: false,
        facts: in_a_row([Some(stated), performed, when, ended].into_iter().flatten(), &device.origin),
        source: source(&device.origin, facilities),
    }
}

/// Line for the diagnoses that one facility stated on one day, one after another.
pub fn diagnoses(list: &[StatedDiagnosis], facilities: &[Facility]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for stated in list {
        let (said, source) = (diagnosis(stated), source(&stated.diagnosis.origin, facilities));
        match lines.last_mut().filter(|line| line.source == source) {
            Some(line) => line.name = [&*line.name, &*said].join(&t!("emergency-summary-separator")),
            None => lines.push(Line { name: said, mark: None, grave: false, facts: String::new(), source }),
        }
    }
    lines
}

/// A diagnosis with all that qualifies it.
pub(super) fn diagnosis(stated: &StatedDiagnosis) -> String {
    let one = &stated.diagnosis;
    let unusual = one.status != ClinicalStatus::Active && !one.is_suspected();
    let facts = [
        diagnosis::name_as_written(one),
        one.main.then(|| t!("paper-main")),
        one.origin.doubted.then(|| t!("emergency-summary-doubted")),
        (!one.origin.unread_parts.is_empty()).then(|| t!("emergency-summary-part-unread")),
        unusual.then(|| diagnosis::status(one.status)),
        one.onset.as_ref().map(|day| t!("paper-since", date = format::moment_day(day))),
        one.ended.as_ref().map(|day| t!("paper-ended", date = format::moment_day(day))),
        stated.written_in.as_ref().map(written_in),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().chain(one.notes.iter().cloned()).collect();
    match facts.is_empty() {
        true => format::told_name(&one.name),
        false => t!(
            "emergency-summary-diagnosis",
            name = format::told_name(&one.name),
            more = format::list(&facts)
        ),
    }
}

/// Line for a statement that there is none, and what is registered all the same.
pub fn none_known(stated: &StatedNone, facilities: &[Facility]) -> Line {
    let none = &stated.none;
    let facts = none_known::remarks(stated).into_iter();
    Line {
        name: none_known::name(none),
        mark: None,
        grave: false,
        facts: in_a_row(facts.chain(stated.written_in.as_ref().map(written_in)), &none.origin),
        source: source(&none.origin, facilities),
    }
}

pub fn infection(result: &Observation, facilities: &[Facility]) -> Line {
    let limit = result.limit.map(format::measuring_limit);
    let facts = measured(result).chain(limit).chain([measured_on(result)]).chain(besides(result));
    Line {
        name: result.name.clone(),
        mark: said(result.interpretation).filter(|_| result.counts()),
        grave: false,
        facts: in_a_row(facts, &result.origin),
        source: source(&result.origin, facilities),
    }
}

pub fn result(last: &LastResult, facilities: &[Facility]) -> Line {
    let result = &last.result;
    let unread = last.newer_unreadable.then(|| t!("emergency-summary-newer-unread"));
    let range = format::range(&result.ranges).map(|range| t!("emergency-summary-range", range = range));
    let not_compared = NotCompared::of_result(result).map(format::not_compared);
    let converted = format::converted(result);
    let said = said(result.interpretation).filter(|_| result.counts());
    let limit = result.limit.map(format::measuring_limit);
    let facts = measured(result).chain(converted).chain(said).chain(limit).chain([measured_on(result)]);
    let facts = facts.chain(range).chain(not_compared).chain(besides(result)).chain(unread);
    Line {
        name: last
            .core
            .as_deref()
            .map_or_else(|| result.name.clone(), |core| format::core_item_of(core, result)),
        mark: last.standing.is_outside().then(|| format::standing(last.standing)),
        grave: false,
        facts: in_a_row(facts, &result.origin),
        source: source(&result.origin, facilities),
    }
}

/// The value with its unit, the parts of it, and the stage of the report where it is not the last.
fn measured(result: &Observation) -> impl Iterator<Item = String> + use<> {
    let whole = (result.value != Measured::NotSent || result.components.is_empty())
        .then(|| format::measured(&result.value));
    let parts: Vec<String> = result
        .components
        .iter()
        .map(|part| {
            t!("emergency-summary-component", name = part.name.clone(), value = format::measured(&part.value))
        })
        .collect();
    let stage = (result.status != ResultStatus::Final).then(|| observation::result_status(result.status));
    whole.into_iter().chain(parts).chain(stage)
}

/// Specimen unless it is blood, and what the laboratory added in words.
fn besides(result: &Observation) -> impl Iterator<Item = String> + use<> {
    let specimen = result.specimen.clone().filter(|_| !result.is_of_blood());
    let specimen = specimen.map(|name| t!("labs-specimen", name = name));
    specimen.into_iter().chain(result.notes.clone())
}

fn measured_on(result: &Observation) -> String {
    result.effective.as_ref().map_or_else(|| t!("paper-undated"), format::moment_day)
}

fn said(interpretation: Option<Interpretation>) -> Option<String> {
    match interpretation? {
        Interpretation::Positive => Some(t!("labs-positive")),
        Interpretation::Negative => Some(t!("labs-negative")),
        Interpretation::Indeterminate => Some(t!("labs-indeterminate")),
        _ => None,
    }
}

fn written_in(document: &WrittenIn) -> String {
    let (kind, date) = (document::kind(document.kind), format::moment_day(&document.date));
    t!("emergency-summary-written-in", document = kind, date = date)
}

fn since(onset: Option<&Moment>) -> Option<String> {
    onset.map(|day| t!("paper-since", date = format::moment_day(day)))
}

/// Facility, and the day of the registration.
fn source(origin: &Origin, facilities: &[Facility]) -> String {
    let on = match &origin.updated {
        Some(updated) => format::moment_day(updated),
        None => format::day(origin.registered_on()),
    };
    t!("emergency-summary-from", from = format::source(facilities, &origin.source), date = on)
}

/// Facts in one row; where words were written in lines, what stood in two stays two.
pub(super) fn one_after_another(facts: &[String]) -> String {
    let lines: Vec<&str> =
        facts.iter().flat_map(|fact| fact.lines()).map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(&t!("emergency-summary-separator"))
}

fn in_a_row(facts: impl Iterator<Item = String>, origin: &Origin) -> String {
    let unread = (!origin.unread_parts.is_empty()).then(|| t!("emergency-summary-part-unread"));
    let doubted = origin.doubted.then(|| t!("emergency-summary-doubted"));
    let facts: Vec<String> = doubted.into_iter().chain(unread).chain(facts).collect();
    one_after_another(&facts)
}

/// Words for the dates of a prescription: whether it is taken is not known here.
fn taking(taking: Taking) -> String {
    match taking {
        Taking::Now => t!("emergency-summary-taking-now"),
        Taking::PossiblyStill => t!("emergency-summary-taking-possibly-still"),
        Taking::NotYet => t!("emergency-summary-taking-not-yet"),
        Taking::Past => t!("emergency-summary-taking-past"),
        Taking::Continued
        | Taking::Changed
        | Taking::ToBeAsked
        | Taking::Stated(_)
        | Taking::SaidTaken
        | Taking::SaidStopped => prescription::taking(taking),
    }
}

fn critical_kind(kind: CriticalKind) -> String {
    match kind {
        CriticalKind::Anticoagulant => t!("critical-anticoagulant"),
        CriticalKind::Antiplatelet => t!("critical-antiplatelet"),
        CriticalKind::Insulin => t!("critical-insulin"),
        CriticalKind::InsulinSecretagogue => t!("critical-insulin-secretagogue"),
        CriticalKind::Sglt2Inhibitor => t!("critical-sglt2-inhibitor"),
        CriticalKind::Steroid => t!("critical-steroid"),
        CriticalKind::Immunosuppressant => t!("critical-immunosuppressant"),
        CriticalKind::Antiepileptic => t!("critical-antiepileptic"),
        CriticalKind::Antiarrhythmic => t!("critical-antiarrhythmic"),
        CriticalKind::Digitalis => t!("critical-digitalis"),
        CriticalKind::Lithium => t!("critical-lithium"),
        CriticalKind::Theophylline => t!("critical-theophylline"),
        CriticalKind::Opioid => t!("critical-opioid"),
    }
}

fn device_kind(kind: DeviceKind) -> String {
    match kind {
        DeviceKind::CardiacDevice => t!("device-cardiac"),
        DeviceKind::HeartValve => t!("device-heart-valve"),
        DeviceKind::Stent => t!("device-stent"),
        DeviceKind::VascularGraft => t!("device-vascular-graft"),
        DeviceKind::Joint => t!("device-joint"),
        DeviceKind::Dialysis => t!("device-dialysis"),
        DeviceKind::Shunt => t!("device-shunt"),
        DeviceKind::Transplant => t!("device-transplant"),
        DeviceKind::Airway => t!("device-airway"),
        DeviceKind::OtherImplant => t!("device-other"),
    }
}
