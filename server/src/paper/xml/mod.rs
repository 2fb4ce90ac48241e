//! The emergency summary as XML (docs/emergency-summary.md, server/schemas/emergency-summary.xsd). A part that may not
//! be shown is absent; one with nothing in it is an empty element, which does not mean "none".

mod checked;
mod names;
mod result;
mod usage;

use super::{PaperError, emergency::Printed};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
    writer::ElementWriter,
};
use shared::{
    contact::Contact,
    medication::{CourseEnd, MedicineLine},
    record::{Coding, Origin, Person},
    source::Source,
    summary::{
        Device, EmergencyMedicines, EmergencySummary, StatedAllergy, StatedAs, StatedDiagnosis, StatedNone,
        WrittenIn,
    },
    time::Moment,
};
use std::io;

/// Names the form. Whatever changes the meaning of an element gets another number.
pub const NAMESPACE: &str = "urn:mikata:emergency-summary:3";

type Out = Writer<Vec<u8>>;

pub fn write(printed: &Printed) -> Result<Vec<u8>, PaperError> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let summary = &printed.summary;
    let about = [
        ("xmlns", NAMESPACE.to_owned()),
        ("asOf", summary.as_of.to_string()),
        ("madeAt", printed.printed_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
    ];
    element(&mut out, "emergencySummary", &about, |out| {
        text(out, "openedBy", &printed.facility)?;
        text(out, "reason", &printed.reason)?;
        person(out, &summary.person)?;
        facilities(out, summary)?;
        parts(out, summary)?;
        let named = [("received", (!printed.contacts.is_empty()).to_string())];
        element(out, "contacts", &named, |out| {
            printed.contacts.iter().try_for_each(|one| contact(out, one))
        })?;
        unreadable(out, summary)
    })?;
    Ok(out.into_inner())
}

fn parts(out: &mut Out, summary: &EmergencySummary) -> io::Result<()> {
    let allergies = [("contraindications", &summary.contraindications), ("allergies", &summary.allergies)];
    for (name, list) in allergies {
        list_of(out, name, list.as_ref(), allergy)?;
    }
    if let Some(list) = &summary.medicines {
        element(out, "medicines", &[], |out| medicines(out, list))?;
    }
    list_of(out, "devices", summary.devices.as_ref(), device)?;
    list_of(out, "infections", summary.infections.as_ref(), result::infection)?;
    list_of(out, "diagnoses", summary.diagnoses.as_ref(), diagnosis)?;
    list_of(out, "suspected", summary.suspected.as_ref(), diagnosis)?;
    if !summary.none_known.is_empty() {
        list_of(out, "noneKnown", Some(&summary.none_known), none_known)?;
    }
    summary.check.iter().try_for_each(|check| checked::check(out, check))?;
    list_of(out, "results", summary.results.as_ref(), result::last)
}

/// Nothing at all where the list may not be shown.
fn list_of<T>(
    out: &mut Out,
    name: &str,
    list: Option<&Vec<T>>,
    one: impl Fn(&mut Out, &T) -> io::Result<()>,
) -> io::Result<()> {
    let Some(list) = list else { return Ok(()) };
    element(out, name, &[], |out| list.iter().try_for_each(|item| one(out, item)))
}

/// As the person names them.
fn contact(out: &mut Out, one: &Contact) -> io::Result<()> {
    element(out, "contact", &[], |out| {
        text(out, "name", &one.name)?;
        one.relation.iter().try_for_each(|said| text(out, "relation", said))?;
        text(out, "telephone", one.telephone.as_str())
    })
}

fn person(out: &mut Out, person: &Person) -> io::Result<()> {
    element(out, "person", &[], |out| {
        text(out, "name", &person.name)?;
        person.kana.iter().try_for_each(|kana| text(out, "kana", kana))?;
        text(out, "birthDate", &person.birth_date.to_string())?;
        text(out, "sex", names::sex(person.sex))
    })
}

fn facilities(out: &mut Out, summary: &EmergencySummary) -> io::Result<()> {
    element(out, "facilities", &[], |out| {
        summary.facilities.iter().try_for_each(|one| {
            let code = [("code", one.code.to_string())];
            element(out, "facility", &code, |out| words(out, one.name.as_deref().unwrap_or_default()))
        })
    })
}

fn allergy(out: &mut Out, stated: &StatedAllergy) -> io::Result<()> {
    let one = &stated.allergy;
    let about = [
        ("gravity", names::gravity(one.gravity()).to_owned()),
        ("criticality", names::criticality(one.criticality).to_owned()),
        ("status", names::status(one.status).to_owned()),
        ("verification", names::verified(one).to_owned()),
    ];
    element(out, "allergy", &about, |out| {
        text(out, "name", &one.name)?;
        one.reactions.iter().try_for_each(|said| text(out, "reaction", said))?;
        moment(out, "onset", one.onset.as_ref())?;
        written_in(out, stated.written_in.as_ref())?;
        one.notes.iter().try_for_each(|said| text(out, "note", said))?;
        source(out, &one.origin)
    })
}

fn written_in(out: &mut Out, document: Option<&WrittenIn>) -> io::Result<()> {
    document.iter().try_for_each(|document| {
        let about = [("kind", document.kind.as_str().to_owned()), ("date", document.date.clone().into())];
        empty(out, "writtenIn", &about)
    })
}

fn diagnosis(out: &mut Out, stated: &StatedDiagnosis) -> io::Result<()> {
    let one = &stated.diagnosis;
    let about = [("status", names::status(one.status).to_owned()), ("main", one.main.to_string())];
    element(out, "diagnosis", &about, |out| {
        text(out, "name", &one.name)?;
        one.written.iter().try_for_each(|said| text(out, "written", said))?;
        one.codes.iter().try_for_each(|coding| code(out, coding))?;
        one.icd10.iter().try_for_each(|coding| text(out, "icd10", &coding.code))?;
        moment(out, "since", one.onset.as_ref())?;
        moment(out, "ended", one.ended.as_ref())?;
        written_in(out, stated.written_in.as_ref())?;
        one.notes.iter().try_for_each(|said| text(out, "note", said))?;
        source(out, &one.origin)
    })
}

fn none_known(out: &mut Out, stated: &StatedNone) -> io::Result<()> {
    let none = &stated.none;
    let mut about = vec![
        ("about", names::none_about(none.about).to_owned()),
        ("said", names::absence(none.said).to_owned()),
        ("status", names::status(none.status).to_owned()),
    ];
    about.extend(none.recorded.clone().map(|at| ("recorded", at.into())));
    element(out, "statement", &about, |out| {
        text(out, "name", &none.name)?;
        stated.against.iter().try_for_each(|name| text(out, "contradictedBy", name))?;
        written_in(out, stated.written_in.as_ref())?;
        none.notes.iter().try_for_each(|said| text(out, "note", said))?;
        source(out, &none.origin)
    })
}

fn code(out: &mut Out, coding: &Coding) -> io::Result<()> {
    element(out, "code", &[("system", coding.system.clone())], |out| words(out, &coding.code))
}

fn medicines(out: &mut Out, list: &EmergencyMedicines) -> io::Result<()> {
    for one in &list.critical {
        let kinds: Vec<&str> = one.kinds.iter().map(|kind| kind.as_str()).collect();
        medicine(out, "critical", &kinds, &one.line)?;
    }
    list.not_recognised.iter().try_for_each(|line| medicine(out, "not-recognised", &[], line))?;
    list.others.iter().try_for_each(|line| medicine(out, "other", &[], line))
}

fn medicine(out: &mut Out, weight: &str, kinds: &[&str], line: &MedicineLine) -> io::Result<()> {
    let MedicineLine { prescription, course, taking, since, .. } = line;
    let mut about = vec![("weight", weight.to_owned()), ("taking", names::taking(*taking).to_owned())];
    about.extend(since.map(|day| ("since", day.to_string())));
    if !prescription.is_read() {
        about.push(("usageUnread", true.to_string()));
    }
    if prescription.dosage.iter().any(|one| one.as_needed) {
        about.push(("asNeeded", true.to_string()));
    }
    element(out, "medicine", &about, |out| {
        text(out, "name", &prescription.name)?;
        kinds.iter().try_for_each(|kind| text(out, "kind", kind))?;
        prescription.codes.iter().try_for_each(|coding| code(out, coding))?;
        let supplied = course.start.filter(|_| !prescription.standing.is_said());
        supplied.iter().try_for_each(|day| text(out, "start", &day.to_string()))?;
        if let CourseEnd::On(day) = course.end {
            text(out, "end", &day.to_string())?;
        }
        moment(out, "saidSince", prescription.said_since.as_ref())?;
        prescription.standing_reason.iter().try_for_each(|said| text(out, "statusReason", said))?;
        usage::write(out, &prescription.dosage)?;
        prescription.notes.iter().try_for_each(|said| text(out, "note", said))?;
        source(out, &prescription.origin)
    })
}

fn device(out: &mut Out, device: &Device) -> io::Result<()> {
    let about = match device.stated_as {
        StatedAs::Diagnosis(status) => {
            vec![("statedAs", "diagnosis".to_owned()), ("status", names::status(status).to_owned())]
        }
        StatedAs::Procedure(performed) => {
            vec![("statedAs", "procedure".to_owned()), ("performed", performed.as_str().to_owned())]
        }
    };
    element(out, "device", &about, |out| {
        text(out, "name", &device.name)?;
        device.kinds.iter().try_for_each(|kind| text(out, "kind", kind.as_str()))?;
        moment(out, "since", device.since.as_ref())?;
        moment(out, "ended", device.ended.as_ref())?;
        source(out, &device.origin)
    })
}

fn unreadable(out: &mut Out, summary: &EmergencySummary) -> io::Result<()> {
    let about = [("count", summary.unread().to_string())];
    element(out, "unreadable", &about, |out| {
        summary.unreadable.iter().try_for_each(|one| {
            let about = [("type", one.resource_type.clone()), ("count", one.count.to_string())];
            empty(out, "entries", &about)
        })
    })
}

/// From whom it is, since when, and whether part of it could not be read.
fn source(out: &mut Out, origin: &Origin) -> io::Result<()> {
    let mut about = vec![
        match &origin.source {
            Source::Facility(code) => ("facility", code.to_string()),
            other => ("enteredBy", other.to_string()),
        },
        ("registered", origin.registered_on().to_string()),
        ("partUnread", (!origin.unread_parts.is_empty()).to_string()),
    ];
    about.extend(origin.doubted.then(|| ("doubted", true.to_string())));
    about.extend(origin.updated.clone().map(|at| ("updated", at.into())));
    about.extend(origin.department.clone().map(|said| ("department", said)));
    empty(out, "source", &about)
}

fn moment(out: &mut Out, name: &str, at: Option<&Moment>) -> io::Result<()> {
    at.iter().try_for_each(|at| text(out, name, &String::from((*at).clone())))
}

/// An element that says all in its attributes.
fn empty(out: &mut Out, name: &str, attributes: &[(&str, String)]) -> io::Result<()> {
    with_attributes(out, name, attributes).write_empty().map(drop)
}

fn text(out: &mut Out, name: &str, said: &str) -> io::Result<()> {
    element(out, name, &[], |out| words(out, said))
}

fn words(out: &mut Out, said: &str) -> io::Result<()> {
    out.write_event(Event::Text(BytesText::new(&allowed(said))))
}

fn element(
    out: &mut Out,
    name: &str,
    attributes: &[(&str, String)],
    inside: impl FnOnce(&mut Out) -> io::Result<()>,
) -> io::Result<()> {
    with_attributes(out, name, attributes).write_inner_content(inside).map(drop)
}

fn with_attributes<'a>(
    out: &'a mut Out,
    name: &'a str,
    attributes: &[(&str, String)],
) -> ElementWriter<'a, Vec<u8>> {
    attributes.iter().fold(out.create_element(name), |element, (name, value)| {
        element.with_attribute((*name, &*allowed(value)))
    })
}

/// Letters that XML 1.0 forbids even as references become U+FFFD, one for one; the library escapes the rest.
fn allowed(said: &str) -> String {
    let is_allowed = |letter: char| matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    said.chars().map(|letter| if is_allowed(letter) { letter } else { '\u{fffd}' }).collect()
}
