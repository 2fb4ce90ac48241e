//! Builds a situation from a viewer's record. Nothing but what the record holds, and all of it: windows of display
//! never limit what is checked.

use super::{
    kidney::estimated_gfr,
    situation::{
        AllergyFact, Category, ConditionFact, Kidney, Medicine, Pregnancy, Profile, Questioned, Situation,
        Source, Supply,
    },
};
use crate::{
    category::{Categories, Category as Kind},
    labs::{CoreItem, Unit, bound},
    medication::course::{Course, CourseEnd, MedicineLine, Taking, WhyOpen, lines},
    medicine_code::{GeneralNameCode, HotCode, MedicineCode, Route, YjCode},
    nfkc::nfkc,
    record::{
        ClinicalStatus, Coding, Diagnosis, InCheck, Measured, Observation, Prescription, Record, RecordView,
        ResultStatus, Sex, Standing,
    },
    refill::RefillDays,
    time::age_in_years,
};
use chrono::{Days, NaiveDate};

impl Situation {
    /// Situation that the viewer of `view` may have checked; `None`: nothing. Kinds of information that are kept from
    /// them are left out and named as not considered.
    pub fn of_view(view: &RecordView) -> Option<Self> {
        if !view.may_be_checked() {
            return None;
        }
        let checked = view.checked.and(view.shown);
        let not_available = not_available(checked);
        if checked == view.shown {
            return Some(Self::of_record(view, &not_available));
        }
        let record = view.record.clone().limited_to(checked);
        let limited = RecordView {
            record,
            version: view.version.clone(),
            private_use: view.private_use.clone(),
            english: Default::default(),
            ..*view
        };
        Some(Self::of_record(&limited, &not_available))
    }

    /// The situation that this record describes on its day, for the full check. `not_available` are the categories
    /// that this viewer may not see and may know of.
    pub fn of_record(view: &RecordView, not_available: &[Category]) -> Self {
        let (record, as_of) = (&view.record, view.as_of);
        let inside = record.documents.iter().flat_map(|document| document.diagnoses());
        let diagnoses: Vec<&Diagnosis> =
            record.diagnoses.iter().chain(inside).filter(|diagnosis| is_present(diagnosis, as_of)).collect();
        Self {
            as_of,
            profile: Profile::Full,
            birth_date: Some(record.person.birth_date),
            sex: Some(record.person.sex),
            pregnancy: match record.person.sex {
                Sex::Male => Pregnancy::NotPregnant,
                _ if diagnoses.iter().any(|one| !one.is_suspected() && is_pregnancy(one, as_of)) => {
                    Pregnancy::Pregnant
                }
                Sex::Female | Sex::Other | Sex::Unknown => Pregnancy::Unknown,
            },
            kidney: kidney(record),
            medicines: medicines(record, as_of, view.refill),
            allergies: record
                .allergies
                .iter()
                .filter(|allergy| allergy.status != ClinicalStatus::Resolved)
                .map(|allergy| AllergyFact {
                    name: allergy.name.clone(),
                    codes: codes(&allergy.codes),
                    in_doubt: allergy.origin.is_in_doubt(),
                    unconfirmed: allergy.is_unconfirmed(),
                    own: allergy.is_the_persons_own(),
                })
                .collect(),
            conditions: diagnoses.into_iter().map(condition).collect(),
            not_available: not_available.to_vec(),
        }
    }
}

/// Kinds that a check lacks when only these kinds of information may be looked at.
fn not_available(checked: Categories) -> Vec<Category> {
    let kept_back = |kinds: &[Kind]| kinds.iter().any(|kind| !checked.contains(*kind));
    // Documents state diagnoses too, and a pregnancy is known from diagnoses alone.
    let missing = [
        (kept_back(&[Kind::Allergies, Kind::Contraindications]), Category::Allergies),
        (kept_back(&[Kind::Diagnoses, Kind::Documents]), Category::Conditions),
        (kept_back(&[Kind::Tests]), Category::Kidney),
    ];
    missing.into_iter().filter(|(missing, _)| *missing).map(|(_, category)| category).collect()
}

impl Medicine {
    /// Every medicine that a record holds, newest first: what of it is over, the periods say.
    pub fn all_of(record: &Record, as_of: NaiveDate, refill: RefillDays) -> Vec<Self> {
        medicines(record, as_of, refill)
    }

    /// A medicine of a record, by what was computed for it.
    pub fn of_line(line: &MedicineLine) -> Self {
        let supply = match line.course.end {
            _ if line.taking == Taking::SaidTaken => Supply::StillTaken,
            CourseEnd::On(end) => Supply::Until(end),
            // A newer line of the same place replaced it: its last day is not known, but it is over.
            CourseEnd::Open(_) if line.taking == Taking::Past => {
                Supply::Until(line.course.start.unwrap_or(NaiveDate::MIN))
            }
            CourseEnd::Open(_) => Supply::Unknown,
        };
        let mut medicine = medicine(&line.prescription, &line.course, supply);
        medicine.start = line.supplied_since.or(medicine.start);
        medicine.questioned = questioned(&line.prescription);
        let standing = line.prescription.standing;
        match (standing.in_check(), line.since) {
            // It was taken until the day before at most: only what it leaves behind counts.
            (InCheck::Washout, Some(since)) => {
                let last = since.pred_opt().unwrap_or(since);
                let last = match line.course.end {
                    CourseEnd::On(end) => end.min(last),
                    CourseEnd::Open(_) => last,
                };
                medicine.start = Some(medicine.start.map_or(last, |start| start.min(last)));
                medicine.supply = Supply::Until(last);
                medicine.as_needed = false;
            }
            // Tablets of what is held are left over after its days.
            (InCheck::Possible, Some(since)) => {
                if let Supply::Until(end) = medicine.supply {
                    let kept = since.checked_add_days(Days::new(HELD_DAYS)).unwrap_or(end);
                    medicine.supply = Supply::Until(end.max(kept));
                }
            }
            _ => {}
        }
        medicine
    }

    /// A medicine that somebody thinks of prescribing from `today` on, by its name or one of its codes. Until when is not
    /// said: it is held against all that is taken from then on.
    pub fn tried(typed: &str, today: NaiveDate) -> Self {
        let text = nfkc(typed.trim()).to_uppercase();
        let yj = YjCode::try_from(text.as_str()).map(MedicineCode::Yj).ok();
        let general = || GeneralNameCode::try_from(text.as_str()).map(MedicineCode::GeneralName).ok();
        let hot = || HotCode::try_from(text.as_str()).map(MedicineCode::Hot).ok();
        Self {
            codes: yj.or_else(general).or_else(hot).into_iter().collect(),
            start: Some(today),
            source: Source::Draft,
            ..Self::named(typed.trim())
        }
    }

    /// A prescription that is being written: it begins on `today` where it states no other day.
    pub fn of_draft(prescription: &Prescription, today: NaiveDate) -> Self {
        let mut course = Course::of(prescription);
        course.start = course.start.or(Some(today));
        let days = prescription.dosage.iter().filter_map(|dosage| dosage.days).max();
        let supply = match (course.end, days) {
            (CourseEnd::On(end), _) => Supply::Until(end),
            (CourseEnd::Open(WhyOpen::NoStart), Some(days)) => Supply::Days(days),
            (CourseEnd::Open(_), _) => Supply::Unknown,
        };
        Self { source: Source::Draft, ..medicine(prescription, &course, supply) }
    }
}

/// Days for which a held medicine may be taken again: the window in which prescriptions are looked at (spec/jp-clins.md
/// §11).
const HELD_DAYS: u64 = 100;

/// Why it is in doubt whether, or how, this is taken.
fn questioned(prescription: &Prescription) -> Option<Questioned> {
    match prescription.standing {
        Standing::OnHold => Some(Questioned::OnHold),
        Standing::Draft | Standing::NotOrdered | Standing::NotKnown => Some(Questioned::Issued),
        Standing::SaidStopped => Some(Questioned::Stopped),
        Standing::Issued
        | Standing::SaidTaken
        | Standing::Stopped
        | Standing::Cancelled
        | Standing::Mistake => prescription
            .dosage
            .iter()
            .any(|dosage| !dosage.unread.is_empty())
            .then_some(Questioned::ReadCompletely),
    }
}

fn is_present(diagnosis: &Diagnosis, as_of: NaiveDate) -> bool {
    let over = diagnosis.ended.as_ref().is_some_and(|ended| ended.last_day() < as_of);
    // What is in remission or inactive is still a history that many rules mean.
    !over && diagnosis.status != ClinicalStatus::Resolved && diagnosis.verification.is_told()
}

/// Days longer than any pregnancy: an older entry that was never closed says nothing about today.
const PREGNANCY_DAYS: i64 = 300;

/// A pregnancy registered as a diagnosis (ICD-10 Z33–Z35, O00–O48) that can still last.
fn is_pregnancy(diagnosis: &Diagnosis, as_of: NaiveDate) -> bool {
    let code = diagnosis.icd10.as_ref().map_or("", |coding| coding.code.as_str());
    let class = code.get(..3).unwrap_or_default();
    let said = matches!(class, "Z33" | "Z34" | "Z35") || ("O00"..="O48").contains(&class);
    let began = diagnosis.onset.as_ref().map(|onset| onset.first_day());
    said && began.is_some_and(|began| (as_of - began).num_days() <= PREGNANCY_DAYS)
}

fn condition(diagnosis: &Diagnosis) -> ConditionFact {
    ConditionFact {
        name: diagnosis.name.clone(),
        icd10: diagnosis.icd10.as_ref().map(|coding| coding.code.clone()),
        in_doubt: diagnosis.origin.is_in_doubt(),
        suspected: diagnosis.is_suspected(),
    }
}

fn codes(codings: &[Coding]) -> Vec<MedicineCode> {
    // A code of the wrong shape is no code: the name remains.
    codings.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok).collect()
}

fn medicines(record: &Record, as_of: NaiveDate, refill: RefillDays) -> Vec<Medicine> {
    let mut all: Vec<Medicine> = Vec::new();
    // A supply that goes on in a later one is that one, from its own first day.
    let counts = |line: &MedicineLine| {
        line.taking != Taking::Continued && line.prescription.standing.in_check() != InCheck::Not
    };
    for line in lines(record, as_of, refill).into_iter().filter(counts) {
        let medicine = Medicine::of_line(&line);
        // The same line sent by itself and inside a document is one medicine.
        if !all.contains(&medicine) {
            all.push(medicine);
        }
    }
    all
}

fn medicine(prescription: &Prescription, course: &Course, supply: Supply) -> Medicine {
    let facility = prescription.origin.source.facility();
    let dispensed = prescription.authored.as_ref().map(|moment| moment.first_day());
    Medicine {
        name: prescription.name.clone(),
        codes: codes(&prescription.codes),
        route: prescription.dosage.iter().find_map(|dosage| {
            let words = dosage.route.as_deref().or(dosage.route_code.as_deref())?;
            stated_route(words)
        }),
        start: course.start,
        supply,
        as_needed: supply == Supply::Unknown && prescription.dosage.iter().any(|dosage| dosage.as_needed),
        facility: facility.map(ToString::to_string),
        sheet: prescription
            .origin
            .document
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| dispensed.map(|day| day.to_string()))
            // Nothing says that two that somebody bought belong together.
            .filter(|_| facility.is_some()),
        source: if facility.is_some() { Source::Prescription } else { Source::OverTheCounter },
        department: prescription.origin.department.clone(),
        prescriber: prescription.prescriber.clone(),
        questioned: None,
    }
}

/// Only words that cannot mean another route.
fn stated_route(words: &str) -> Option<Route> {
    match words {
        "経口" | "内服" | "PO" => Some(Route::Oral),
        "静脈内" | "筋肉内" | "皮下" | "IV" | "IM" | "SC" => Some(Route::Injection),
        "外用" | "点眼" | "点鼻" | "貼付" | "塗布" => Some(Route::External),
        _ => None,
    }
}

/// The newest creatinine in serum, as an estimate of kidney function on its own day; `None`: there is none, or it cannot
/// be said of this person.
pub fn kidney(record: &Record) -> Option<Kidney> {
    let newest = record
        .laboratory()
        .filter(|result| result.status.is_reported())
        .filter(|result| CoreItem::of(&result.codes).is_some_and(|item| item.code == "Cre"))
        .filter_map(|result| Some((result.effective.as_ref()?.first_day(), creatinine(result)?, result)))
        .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))?;
    let (on, creatinine, result) = newest;
    // An older one says less about today than this one does, and this one may mean something else.
    if result.origin.is_in_doubt() {
        return None;
    }
    let age = age_in_years(record.person.birth_date, on)?;
    let female = match record.person.sex {
        Sex::Female => true,
        Sex::Male => false,
        Sex::Other | Sex::Unknown => return None,
    };
    estimated_gfr(creatinine, age, female).map(|egfr| Kidney {
        egfr,
        on: Some(on),
        preliminary: result.status == ResultStatus::Preliminary,
    })
}

fn creatinine(result: &Observation) -> Option<f64> {
    let Measured::Quantity(quantity) = &result.value else { return None };
    let milligrams = quantity.unit.as_deref().and_then(Unit::read) == Unit::read("mg/dL");
    if !milligrams || bound(quantity, result.limit).is_some() {
        return None;
    }
    quantity.value.as_str().parse().ok()
}
