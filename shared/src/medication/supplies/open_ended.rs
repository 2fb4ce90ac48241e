//! What lasts as long as it lasts: over once the same is issued again, and not otherwise.

use super::{Product, by, is_copy, is_later, issued, same_prescriber, same_usage, same_way};
use crate::{
    medication::course::{MedicineLine, Taking},
    nfkc::nfkc,
    record::Dosage,
    source::Source,
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Ends what has no computable end once the same prescriber issues the same again, on a later day and begun by now: the
/// later line says what is taken. With another amount the later one holds. Whatever is to be used otherwise (at another
/// time, in another place, when needed) is taken beside it, as far as anybody knows. `lines` are a whole record's.
pub(in crate::medication) fn end_open(lines: &mut [MedicineLine]) {
    let mut of_one_name: HashMap<(&Source, &str), Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.prescription.standing.is_issued()) {
        of_one_name.entry((&line.prescription.origin.source, &line.prescription.name)).or_default().push(at);
    }
    let mut ended: Vec<(usize, Taking, Option<NaiveDate>)> = Vec::new();
    for of_one in of_one_name.values().filter(|of_one| of_one.len() > 1) {
        for old in of_one.iter().filter(|at| lines[**at].taking == Taking::PossiblyStill) {
            let before = &lines[*old];
            let later: Vec<&MedicineLine> =
                of_one.iter().map(|at| &lines[*at]).filter(|new| takes_its_place(new, before)).collect();
            let same = |new: &&&MedicineLine| same_usage(&new.prescription, &before.prescription);
            if later.iter().any(|new| same(&new)) {
                ended.push((*old, Taking::Past, None));
                continue;
            }
            // A few days of another amount, and over: what was taken before is taken again.
            let holding = later.iter().filter(|new| new.taking != Taking::Past);
            if let Some(since) = holding.filter_map(|new| new.course.start).min() {
                ended.push((*old, Taking::Changed, Some(since)));
            } else if let Some(of) = of_one.iter().find(|of| is_copy(lines, *old, **of)) {
                ended.push((*old, Taking::Continued, lines[*of].course.start));
            }
        }
    }
    for (at, taking, since) in ended {
        lines[at].taking = taking;
        lines[at].since = since;
    }
}

/// Whether it was issued later by the same prescriber, has begun, and is used in the same way.
/// What was issued on a day that nobody knows is older than nothing.
fn takes_its_place(new: &MedicineLine, old: &MedicineLine) -> bool {
    let (a, b) = (&new.prescription, &old.prescription);
    // An amount stands in the words, too, and is compared as one.
    let plain = |text: &str| nfkc(text).replace(|one: char| one.is_ascii_digit() || one == '.', "");
    let same_words = |a: &Dosage, b: &Dosage| match (&a.text, &b.text) {
        (Some(a), Some(b)) => plain(a) == plain(b),
        _ => true,
    };
    new.taking != Taking::NotYet
        && issued(old).is_some()
        && is_later(new, old)
        && Product::of(a) == Product::of(b)
        && !a.dosage.is_empty()
        && !a.origin.doubted
        && !a.origin.is_in_doubt()
        // A remark may say for which place, or for when.
        && a.notes == b.notes
        && same_prescriber(by(a), by(b)) == Some(true)
        && a.dosage.len() == b.dosage.len()
        && a.dosage.iter().zip(&b.dosage).all(|(a, b)| {
            a.as_needed == b.as_needed && a.route == b.route && same_way(a, b) && same_words(a, b)
        })
}
