//! Sheet of an emergency summary: its words in order, however it is drawn.

use super::{EmergencyPaper, checked, lines};
use crate::{format, kinds::unreadable::kind, t};
use shared::{
    contact::Contact,
    summary::{EmergencyMedicines, EmergencySummary},
};

/// Everything on it. Whoever draws it adds nothing and leaves nothing out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub title: String,
    /// Identity of the patient: the name of each fact, and the fact.
    pub who: Vec<(String, String)>,
    /// As of when, for whom and why it was made.
    pub made: Vec<(String, String)>,
    /// Warning of what the sheet is not. Always said.
    pub warning: Vec<String>,
    pub parts: Vec<SheetPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    /// For addresses within a page.
    pub id: &'static str,
    pub title: String,
    pub notes: Vec<String>,
    pub lines: Vec<Line>,
    /// Whether its lines are all name and source and stand one behind another: the short form of a long list.
    pub run_in: bool,
    /// Words where there is no line: never "none".
    pub nothing: String,
}

/// One fact: what, more about it, and from whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    /// A word that stands out beside the name.
    pub mark: Option<String>,
    /// Whether the mark is red: what must not be given or combined, and what may kill by an allergy. Nothing else.
    pub grave: bool,
    pub facts: String,
    pub source: String,
}

impl Sheet {
    /// In the language of the words at hand.
    pub fn of(paper: &EmergencyPaper) -> Self {
        let summary = &paper.summary;
        let parts = parts(summary).into_iter().chain([contacts(&paper.contacts)]);
        Self {
            title: t!("emergency-summary-title"),
            who: who(summary),
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

fn who(summary: &EmergencySummary) -> Vec<(String, String)> {
    let person = &summary.person;
    let born = t!("desk-born", date = format::date(person.birth_date), age = format::age(summary.age));
    vec![
        (t!("emergency-summary-name"), person.name.clone()),
        (t!("emergency-summary-kana"), person.kana.clone().unwrap_or_else(|| t!("not-stated"))),
        (t!("emergency-summary-born"), born),
        (t!("emergency-summary-sex"), format::sex(person.sex)),
    ]
}

fn warning(summary: &EmergencySummary) -> Vec<String> {
    let mut said = vec![t!("emergency-summary-warning"), t!("emergency-summary-ask")];
    if summary.unread() > 0 {
        let kinds: Vec<String> = summary
            .unreadable
            .iter()
            .map(|one| {
                t!("emergency-summary-unread-kind", kind = kind(&one.resource_type), count = one.count as i64)
            })
            .collect();
        let count = summary.unread() as i64;
        said.push(t!("emergency-summary-unread", count = count, kinds = format::list(&kinds)));
    }
    said
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
        (!summary.none_known.is_empty()).then(|| {
            let lines = summary.none_known.iter().map(|one| lines::none_known(one, places)).collect();
            let part = part("none-known", t!("none-known-title"), lines);
            SheetPart { notes: vec![t!("none-known-explained")], ..part }
        }),
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

/// As it stands among others of its kind.
pub fn with_source(name: &str, source: &str) -> String {
    t!("emergency-summary-with-source", name = name.to_owned(), source = source.to_owned())
}

pub fn part(id: &'static str, title: String, lines: Vec<Line>) -> SheetPart {
    let nothing = t!("emergency-summary-nothing");
    SheetPart { id, title, notes: Vec::new(), lines, run_in: false, nothing }
}
