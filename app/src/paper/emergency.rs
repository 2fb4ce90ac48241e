//! The emergency summary on a sheet: as a hospital opened it to save a life, and as the person carries it with them.

use super::{Line, Sheet, SheetPart, checked, lines, sheet::part};
use crate::{format, i18n::Locale, kinds::unreadable::kind, plain::in_words_of, t};
use chrono::{DateTime, Utc};
use shared::{
    contact::Contact,
    record::{Facility, Person, RecordView},
    summary::{EmergencyMedicines, EmergencySummary, StatedNone, Unread},
};

/// A summary that a facility opened, and for whom and why it is made.
#[derive(Clone, Debug)]
pub struct EmergencyPaper {
    pub summary: EmergencySummary,
    /// The name of the facility that looks.
    pub facility: String,
    pub printed_at: DateTime<Utc>,
    /// Reason for opening it, in the words of the member of staff who did.
    pub reason: String,
    /// Whom the person named to be rung, in their order.
    pub contacts: Vec<Contact>,
}

/// The same for the person themself, to carry with them.
#[derive(Clone, Debug)]
pub struct CarriedPaper<'a> {
    /// What it is made of, limited to the kinds that go on it.
    pub view: &'a RecordView,
    pub summary: EmergencySummary,
    pub printed_at: DateTime<Utc>,
    pub contacts: Vec<Contact>,
}

impl EmergencyPaper {
    /// The sheet in `locale`, to be drawn elsewhere than on a page of the desk.
    pub fn sheet(&self, locale: Locale) -> Sheet {
        in_words_of(locale, || Sheet::of(self))
    }
}

impl CarriedPaper<'_> {
    /// The sheet in `locale`.
    pub fn sheet(&self, locale: Locale) -> Sheet {
        in_words_of(locale, || {
            format::hold_names(self.view);
            let mut warning = vec![t!("paper-carry-warning"), t!("paper-carry-card")];
            warning.extend(unread(&self.summary.unreadable));
            warning.extend(self.summary.infections.is_none().then(|| t!("paper-without-infections")));
            Sheet {
                title: t!("paper-carry-title"),
                who: who(&self.summary.person, self.summary.age),
                made: vec![
                    (t!("emergency-summary-as-of"), format::date(self.summary.as_of)),
                    (t!("emergency-summary-printed-at"), format::instant(self.printed_at)),
                ],
                warning,
                parts: std::iter::once(contacts(&self.contacts)).chain(parts(&self.summary)).collect(),
            }
        })
    }
}

impl Sheet {
    /// In the language of the words at hand.
    pub fn of(paper: &EmergencyPaper) -> Self {
        let summary = &paper.summary;
        let parts = parts(summary).into_iter().chain([contacts(&paper.contacts)]);
        Self {
            title: t!("emergency-summary-title"),
            who: who(&summary.person, summary.age),
            made: vec![
                (t!("emergency-summary-as-of"), format::date(summary.as_of)),
                (t!("emergency-summary-for"), paper.facility.clone()),
                (t!("emergency-summary-printed-at"), format::instant(paper.printed_at)),
                (t!("emergency-summary-reason"), paper.reason.clone()),
            ],
            warning: warning(summary),
            parts: parts.collect(),
        }
    }
}

/// Whose it is.
pub(super) fn who(person: &Person, age: Option<u32>) -> Vec<(String, String)> {
    let born = t!("paper-born", date = format::date(person.birth_date), age = format::age(age));
    vec![
        (t!("emergency-summary-name"), person.name.clone()),
        (t!("emergency-summary-kana"), person.kana.clone().unwrap_or_else(|| t!("not-stated"))),
        (t!("emergency-summary-born"), born),
        (t!("emergency-summary-sex"), format::sex(person.sex)),
    ]
}

fn warning(summary: &EmergencySummary) -> Vec<String> {
    let always = [t!("emergency-summary-warning"), t!("emergency-summary-ask")];
    always.into_iter().chain(unread(&summary.unreadable)).collect()
}

/// That something could not be read, where that is so.
pub(super) fn unread(unreadable: &[Unread]) -> Option<String> {
    let kinds: Vec<String> = unreadable
        .iter()
        .map(|one| {
            t!("emergency-summary-unread-kind", kind = kind(&one.resource_type), count = one.count as i64)
        })
        .collect();
    let count = unreadable.iter().map(|one| one.count).sum::<usize>() as i64;
    (count > 0).then(|| t!("emergency-summary-unread", count = count, kinds = format::list(&kinds)))
}

/// The parts of the kinds that are shown, in the order in which they matter.
fn parts(summary: &EmergencySummary) -> Vec<SheetPart> {
    let places = summary.facilities.as_slice();
    let allergies = |list: &Vec<_>| list.iter().map(|one| lines::allergy(one, places)).collect();
    let medicines = summary.medicines.as_ref();
    let parts = [
        summary.contraindications.as_ref().map(|list| {
            part("contraindications", t!("emergency-summary-contraindications"), allergies(list))
        }),
        summary
            .allergies
            .as_ref()
            .map(|list| part("allergies", t!("emergency-summary-allergies"), allergies(list))),
        medicines.map(|list| critical(list, summary)),
        summary.devices.as_ref().map(|list| {
            let lines = list.iter().map(|one| lines::device(one, places)).collect();
            part("devices", t!("emergency-summary-devices"), lines)
        }),
        summary.infections.as_ref().map(|list| {
            let lines = list.iter().map(|one| lines::infection(one, places)).collect();
            part("infections", t!("emergency-summary-infections"), lines)
        }),
        summary.diagnoses.as_ref().map(|list| {
            let lines = lines::diagnoses(list, places);
            SheetPart { run_in: true, ..part("diagnoses", t!("emergency-summary-diagnoses"), lines) }
        }),
        // Only where something is suspected, or somebody said that there is none: nothing is missing otherwise.
        summary.suspected.as_ref().filter(|list| !list.is_empty()).map(|list| {
            let lines = lines::diagnoses(list, places);
            SheetPart { run_in: true, ..part("suspected", t!("diagnosis-suspected"), lines) }
        }),
        none_known(&summary.none_known, places),
        summary.check.as_ref().map(|check| checked::findings(check, summary)),
        summary.results.as_ref().map(|list| {
            let lines = list.iter().map(|one| lines::result(one, places)).collect();
            part("results", t!("emergency-summary-results"), lines)
        }),
        medicines.map(|list| {
            let lines = list.others.iter().map(|one| lines::medicine(one, places)).collect();
            part("medicines", t!("emergency-summary-medicines"), lines)
        }),
    ];
    parts.into_iter().flatten().collect()
}

/// Statements that there is none of something, with what they do not say; nothing where there are none.
pub(super) fn none_known(stated: &[StatedNone], places: &[Facility]) -> Option<SheetPart> {
    let lines = stated.iter().map(|one| lines::none_known(one, places)).collect();
    let part = part("none-known", t!("none-known-title"), lines);
    (!stated.is_empty()).then(|| SheetPart { notes: vec![t!("none-known-explained")], ..part })
}

/// Whom to ring: the person names them, as facilities send nobody.
fn contacts(named: &[Contact]) -> SheetPart {
    let line = |one: &Contact| Line {
        name: one.name.clone(),
        mark: one.relation.clone(),
        grave: false,
        facts: one.telephone.as_str().to_owned(),
        source: t!("source-person"),
    };
    SheetPart {
        nothing: t!("emergency-summary-contacts-none"),
        ..part("contacts", t!("emergency-summary-contacts"), named.iter().map(line).collect())
    }
}

/// Part of the critical medicines, and of those that cannot be told to be.
fn critical(medicines: &EmergencyMedicines, summary: &EmergencySummary) -> SheetPart {
    let places = summary.facilities.as_slice();
    let known = medicines.critical.iter().map(|one| lines::critical(one, places));
    let unknown = medicines.not_recognised.iter().map(|one| lines::not_recognised(one, places));
    let lines: Vec<Line> = known.chain(unknown).collect();
    let note = (!lines.is_empty()).then(|| t!("emergency-summary-critical-note"));
    let part = part("critical", t!("emergency-summary-critical"), lines);
    SheetPart { notes: note.into_iter().collect(), ..part }
}
