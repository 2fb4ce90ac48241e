//! The patient summary (患者サマリー) on a sheet, for any doctor: what the page has, with nothing folded.

use super::{
    Line, Sheet, SheetPart,
    emergency::{none_known, unread, who},
    lines,
    sheet::part,
};
use crate::{format, i18n::Locale, plain::in_words_of, t};
use chrono::{DateTime, Utc};
use shared::{
    category::Category,
    medication::Taking,
    record::{Diagnosis, Facility, RecordView},
    summary::{
        ClinicBlock, LastResult, PatientSummary, StatedAllergy, StatedDiagnosis, SummaryTest,
        newest_infections, older_medicines, stated_allergies, stated_diagnoses, unreadable,
    },
};

/// What of a person's own view goes on paper.
#[derive(Clone, Debug)]
pub struct SummaryPaper<'a> {
    /// Limited to the kinds that go on it.
    pub view: &'a RecordView,
    pub printed_at: DateTime<Utc>,
}

impl SummaryPaper<'_> {
    /// The sheet in `locale`.
    pub fn sheet(&self, locale: Locale) -> Sheet {
        in_words_of(locale, || {
            format::hold_names(self.view);
            self.in_these_words()
        })
    }

    fn in_these_words(&self) -> Sheet {
        let RecordView { record, as_of, refill, shown, .. } = self.view;
        let summary = PatientSummary::of(record, *as_of, *refill);
        let (suspected, stated): (Vec<StatedDiagnosis>, Vec<StatedDiagnosis>) =
            stated_diagnoses(record, *as_of).into_iter().partition(|one| one.diagnosis.is_suspected());
        let with_infections = shown.contains(Category::Infections);
        let mut warning = vec![t!("paper-summary-warning")];
        warning.extend(unread(&unreadable(record)));
        warning.push(left_out(self.view));
        warning.extend((!with_infections).then(|| t!("paper-without-infections")));
        let places = summary.facilities.as_slice();
        let (contraindications, others): (Vec<StatedAllergy>, Vec<StatedAllergy>) =
            stated_allergies(record).into_iter().partition(|one| one.allergy.is_contraindication());
        let allergies = |list: &[StatedAllergy]| list.iter().map(|one| lines::allergy(one, places)).collect();
        let infections: Vec<Line> =
            newest_infections(record).iter().map(|one| lines::infection(one, places)).collect();
        let diagnoses = lines::diagnoses(&stated, places);
        let of = |sort| medicines(&summary, sort, places);
        let is_told = |part: &SheetPart| !part.lines.is_empty();
        let parts = [
            Some(part(
                "contraindications",
                t!("emergency-summary-contraindications"),
                allergies(&contraindications),
            )),
            Some(part("allergies", t!("emergency-summary-allergies"), allergies(&others))),
            none_known(&summary.none_known, places),
            with_infections.then(|| part("infections", t!("emergency-summary-infections"), infections)),
            Some(SheetPart {
                run_in: true,
                nothing: t!("paper-no-diagnoses"),
                ..part("diagnoses", t!("emergency-summary-diagnoses"), diagnoses)
            }),
            (!suspected.is_empty()).then(|| {
                let lines = lines::diagnoses(&suspected, places);
                SheetPart { run_in: true, ..part("suspected", t!("diagnosis-suspected"), lines) }
            }),
            Some(SheetPart {
                notes: vec![t!("paper-medicines-note")],
                nothing: t!("paper-no-medicines"),
                ..part("medicines", t!("paper-medicines"), of(Use::Possible))
            }),
            Some(part("medicines-stated", t!("taking-stated"), of(Use::Stated))).filter(is_told),
            Some(part("medicines-over", t!("paper-medicines-over"), of(Use::Over))).filter(is_told),
            Some(SheetPart {
                nothing: t!("paper-no-tests"),
                ..part("tests", t!("summary-tests"), tests(&summary, places))
            }),
            Some(SheetPart {
                nothing: t!("paper-no-plans"),
                ..part("clinics", t!("summary-clinics"), clinics(&summary.clinics, places))
            }),
        ];
        Sheet {
            title: t!("summary-title"),
            who: who(&summary.person, summary.age),
            made: vec![
                (t!("emergency-summary-as-of"), format::date(summary.as_of)),
                (t!("emergency-summary-printed-at"), format::instant(self.printed_at)),
            ],
            warning,
            parts: parts.into_iter().flatten().collect(),
        }
    }
}

/// What the record holds and this paper does not.
fn left_out(view: &RecordView) -> String {
    let RecordView { record, as_of, refill, .. } = view;
    let medicines = older_medicines(record, *as_of, *refill) as i64;
    let over = record.stated_diagnoses().filter(|one| one.is_over(*as_of)).count() as i64;
    let counted = [
        (medicines > 0).then(|| t!("paper-left-out-medicines", count = medicines)),
        (over > 0).then(|| t!("paper-left-out-diagnoses", count = over)),
    ];
    let what = counted.into_iter().flatten().chain([t!("paper-left-out-kinds")]).collect::<Vec<_>>();
    t!("paper-left-out", what = format::list(&what))
}

/// Medicines of one sort of use; the newest first.
fn medicines(summary: &PatientSummary, sort: Use, places: &[Facility]) -> Vec<Line> {
    let all = summary.medicines.iter().flat_map(|month| &month.lines);
    all.filter(|line| Use::of(line.taking) == sort).map(|line| lines::medicine(line, places)).collect()
}

/// Whether a medicine is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Now, later, or nobody knows.
    Possible,
    /// The sender said what became of it: stopped, on hold, being written.
    Stated,
    /// It ended, a later supply or prescription took its place, or the person says that they stopped.
    Over,
}

impl Use {
    fn of(taking: Taking) -> Self {
        match taking {
            Taking::Now | Taking::SaidTaken | Taking::PossiblyStill | Taking::ToBeAsked | Taking::NotYet => {
                Self::Possible
            }
            Taking::Stated(_) => Self::Stated,
            Taking::Continued | Taking::Changed | Taking::SaidStopped | Taking::Past => Self::Over,
        }
    }
}

fn tests(summary: &PatientSummary, places: &[Facility]) -> Vec<Line> {
    let all = summary.tests.iter().flat_map(|group| &group.tests);
    all.map(|SummaryTest { core, result, standing, .. }| {
        let last = LastResult {
            core: Some(core.clone()),
            result: result.clone(),
            standing: *standing,
            newer_unreadable: false,
        };
        lines::result(&last, places)
    })
    .collect()
}

/// What each clinic advises, and which illnesses it names for that.
fn clinics(blocks: &[ClinicBlock], places: &[Facility]) -> Vec<Line> {
    blocks.iter().map(|block| clinic(block, places)).collect()
}

fn clinic(block: &ClinicBlock, places: &[Facility]) -> Line {
    let plans = block.plans.iter().flat_map(|plan| {
        let day = |at: &Option<_>| at.as_ref().map(format::moment_day);
        let period = match (day(&plan.start), day(&plan.end)) {
            (Some(start), Some(end)) => Some(t!("summary-plan-from-to", start = start, end = end)),
            (Some(start), None) => Some(t!("summary-plan-from", start = start)),
            (None, Some(end)) => Some(t!("summary-plan-to", end = end)),
            (None, None) => None,
        };
        [plan.title.clone(), Some(plan.description.clone()), period].into_iter().flatten()
    });
    let named = |title: String, list: &[Diagnosis]| {
        let stated = list.iter().map(|one| StatedDiagnosis { diagnosis: one.clone(), written_in: None });
        let names: Vec<String> = stated.map(|one| lines::diagnosis(&one)).collect();
        (!names.is_empty())
            .then(|| t!("emergency-summary-component", name = title, value = format::list(&names)))
    };
    let diagnoses = named(t!("paper-plan-diagnoses"), &block.diagnoses);
    let suspected = named(t!("diagnosis-suspected"), &block.suspected);
    let until = t!("summary-shown-until", date = format::date(block.shown_until));
    let facts: Vec<String> = plans.chain(diagnoses).chain(suspected).chain([until]).collect();
    let sender = format::source(places, &block.source);
    let doctor = [block.department.clone(), block.doctor.clone()].into_iter().flatten();
    let from: Vec<String> = std::iter::once(sender.clone()).chain(doctor).collect();
    Line {
        name: block.clinic.clone().unwrap_or(sender),
        mark: None,
        grave: false,
        facts: lines::one_after_another(&facts),
        source: t!(
            "emergency-summary-from",
            from = format::list(&from),
            date = format::moment_day(&block.last_visit)
        ),
    }
}
