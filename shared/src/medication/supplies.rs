//! Supplies that follow each other. A refill that begins before the old supply ends does not double the dose.
//!
//! A supply goes on from another where facility and department (or prescriber), medicine, strength, form, amount and
//! usage are the same, it was issued later, and it begins at most [`RefillDays`] before the other ends. With another
//! amount or usage the later one holds. What overlaps for longer, has another strength, or may be another
//! prescriber's, is asked about. Lines that were issued together are all taken, and so is what another department
//! prescribed: the check calls it a duplicate.

mod open_ended;

pub(super) use open_ended::end_open;

use crate::{
    nfkc::nfkc,
    record::{Amount, Dosage, Prescription},
    refill::RefillDays,
    source::Source,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use {
    super::course::{CourseEnd, MedicineLine, Taking},
    crate::medicine_code::MedicineCode,
};

/// Marks what a later supply took the place of. `lines` are a whole record's.
pub(super) fn join(lines: &mut [MedicineLine], refill: RefillDays) {
    let mut of_one_medicine: BTreeMap<(Source, String), Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_supply(line)) {
        let medicine = Product::of(&line.prescription).medicine;
        let key = (line.prescription.origin.source.clone(), medicine);
        of_one_medicine.entry(key).or_default().push(at);
    }
    let mut marked: Vec<(usize, Taking, NaiveDate)> = Vec::new();
    let mut goes_on: Vec<(usize, usize)> = Vec::new();
    for now in of_one_medicine.values().filter(|now| now.len() > 1) {
        for old in now {
            if let Some(of) = now.iter().copied().find(|of| is_copy(lines, *old, *of)) {
                marked.extend(lines[of].course.start.map(|since| (*old, Taking::Continued, since)));
                continue;
            }
            let later = now.iter().copied().filter(|new| is_later(&lines[*new], &lines[*old]));
            let later: Vec<usize> = later.collect();
            let Some(newest) = later.iter().filter_map(|at| issued(&lines[*at])).max() else { continue };
            let newest: Vec<usize> =
                later.into_iter().filter(|at| issued(&lines[*at]) == Some(newest)).collect();
            let (taking, by) = replaced(lines, *old, &newest, refill);
            let Some(since) = lines[by].course.start else { continue };
            if taking == Taking::Continued {
                goes_on.push((*old, by));
            }
            marked.push((*old, taking, since));
        }
    }
    for (at, taking, since) in marked {
        lines[at].taking = taking;
        lines[at].since = Some(since);
    }
    // The oldest first, so that a chain of supplies keeps its first day.
    goes_on.sort_by_key(|(old, _)| lines[*old].course.start);
    for (old, by) in goes_on {
        let first = lines[old].supplied_since.or(lines[old].course.start);
        let known = lines[by].supplied_since.or(lines[by].course.start);
        lines[by].supplied_since = first.into_iter().chain(known).min();
    }
}

/// Taken now, with both ends known. What is taken when needed is left over as long as it is left over.
fn is_supply(line: &MedicineLine) -> bool {
    line.taking == Taking::Now
        && line.course.start.is_some()
        && matches!(line.course.end, CourseEnd::On(_))
        && line.prescription.dosage.iter().all(|dosage| !dosage.as_needed)
}

/// Issued later, begun later, and not by another prescriber.
fn is_later(new: &MedicineLine, old: &MedicineLine) -> bool {
    issued(new) > issued(old)
        && new.course.start >= old.course.start
        && same_prescriber(by(&new.prescription), by(&old.prescription)) != Some(false)
}

/// Whether it is a copy of another line, inside a document.
fn is_copy(lines: &[MedicineLine], at: usize, of: usize) -> bool {
    let (copy, line) = (&lines[at], &lines[of]);
    let (a, b) = (&copy.prescription, &line.prescription);
    let inside = a.origin.document.is_some() && (b.origin.document.is_none() || of < at);
    at != of
        && inside
        && a.origin.document != b.origin.document
        && a.name == b.name
        && a.dosage == b.dosage
        && copy.course == line.course
}

/// The day on which it was issued; what was issued on one day was issued together.
fn issued(line: &MedicineLine) -> Option<NaiveDate> {
    let authored = line.prescription.authored.as_ref().map(|moment| moment.first_day());
    authored.or(line.course.start)
}

/// The supply that replaces `old`, and how it does.
fn replaced(lines: &[MedicineLine], old: usize, newest: &[usize], refill: RefillDays) -> (Taking, usize) {
    let before = &lines[old];
    let strength = |at: usize| Product::of(&lines[at].prescription).strength;
    let same_strength: Vec<usize> =
        newest.iter().copied().filter(|new| strength(*new) == strength(old)).collect();
    let Some(first) = same_strength.first().copied() else {
        return (Taking::ToBeAsked, newest[0]);
    };
    let is_one =
        |new: usize| same_prescriber(by(&lines[new].prescription), by(&before.prescription)).is_some();
    let same =
        same_strength.into_iter().find(|new| same_usage(&lines[*new].prescription, &before.prescription));
    match same {
        Some(by) if overlap(before, &lines[by]) <= i64::from(refill.days()) && is_one(by) => {
            (Taking::Continued, by)
        }
        Some(by) => (Taking::ToBeAsked, by),
        None if is_one(first) => (Taking::Changed, first),
        None => (Taking::ToBeAsked, first),
    }
}

/// Days from the beginning of the new supply to the end of the old one.
fn overlap(old: &MedicineLine, new: &MedicineLine) -> i64 {
    match (old.course.end, new.course.start) {
        (CourseEnd::On(end), Some(start)) => (end - start).num_days(),
        _ => i64::MAX,
    }
}

/// Whether this is the first supply of its medicine that is known: no other began earlier, by any prescriber.
pub(super) fn is_first(lines: &[MedicineLine], at: usize) -> bool {
    let medicine = |line: &MedicineLine| Product::of(&line.prescription).medicine;
    let this = medicine(&lines[at]);
    lines.iter().enumerate().all(|(other, line)| {
        other == at
            || line.course.start >= lines[at].course.start && line.course.start.is_some()
            || medicine(line) != this
    })
}

/// Department and prescriber, as far as they are known.
pub(super) type By<'a> = (Option<&'a str>, Option<&'a str>);

fn by(prescription: &Prescription) -> By<'_> {
    (prescription.origin.department.as_deref(), prescription.prescriber.as_deref())
}

/// Whether two prescriptions of one facility come from one prescriber: by the department, or by the person where a
/// department is not known. Where nothing is known of either, the facility is one prescriber. `None`: nobody can tell.
pub(super) fn same_prescriber(a: By<'_>, b: By<'_>) -> Option<bool> {
    match ((a.0, b.0), (a.1, b.1)) {
        ((Some(one), Some(other)), _) | (_, (Some(one), Some(other))) => Some(nfkc(one) == nfkc(other)),
        ((None, None), (None, None)) => Some(true),
        _ => None,
    }
}

/// Amount and usage, whatever words surround them.
fn same_usage(a: &Prescription, b: &Prescription) -> bool {
    a.dosage.len() == b.dosage.len() && a.dosage.iter().zip(&b.dosage).all(|(a, b)| same_dosage(a, b))
}

fn same_dosage(a: &Dosage, b: &Dosage) -> bool {
    same_way(a, b)
        && same_amount(a.per_dose.as_ref(), b.per_dose.as_ref())
        && same_amount(a.per_day.as_ref(), b.per_day.as_ref())
}

/// How it is used, apart from how much.
fn same_way(a: &Dosage, b: &Dosage) -> bool {
    let codes = |one: &Dosage| -> Vec<(String, String)> {
        one.usage_codes.iter().map(|coding| (coding.system.clone(), coding.code.clone())).collect()
    };
    let words =
        |one: &Dosage| one.usage.as_deref().or(one.text.as_deref()).map(|said| nfkc(said).into_owned());
    let usage = match codes(a).is_empty() || codes(b).is_empty() {
        true => words(a) == words(b),
        false => codes(a) == codes(b),
    };
    usage
        && a.which_days == b.which_days
        && a.uneven == b.uneven
        && a.additional == b.additional
        && a.limits == b.limits
        && a.unread.is_empty()
        && b.unread.is_empty()
}

/// `1 錠` and `1.0 錠` are one amount.
fn same_amount(a: Option<&Amount>, b: Option<&Amount>) -> bool {
    let plain = |one: &Amount| {
        let text = one.value.as_str();
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
        (text.to_owned(), one.unit.as_deref().map(|unit| nfkc(unit).into_owned()))
    };
    a.map(plain) == b.map(plain)
}

/// A medicine in one strength: by its codes, else by its name as written.
#[derive(PartialEq, Eq)]
struct Product {
    medicine: String,
    strength: String,
}

impl Product {
    fn of(prescription: &Prescription) -> Self {
        let codes = prescription.codes.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok);
        let nine = codes.into_iter().find_map(|code| match &code {
            MedicineCode::Yj(yj) => Some((yj.as_str()[..9].to_owned(), code.form())),
            MedicineCode::GeneralName(name) => Some((name.as_str()[..9].to_owned(), code.form())),
            MedicineCode::Hot(_) | MedicineCode::Receipt(_) => None,
        });
        match nine {
            Some((nine, form)) => Self { medicine: format!("{} {form:?}", &nine[..7]), strength: nine },
            None => {
                let name = nfkc(&prescription.name).into_owned();
                Self { medicine: name.clone(), strength: name }
            }
        }
    }
}

#[cfg(test)]
mod tests;
