//! A day's medicines as people think of them: what in the morning, what at bedtime, what only when
//! needed, what on the skin.

use super::{Meal, MedicineLine, Taking, TimeOfDay, Timing, Usage, Way, course::of_dosage, supplies};
use crate::record::Dosage;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One place in the plan of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slot {
    At(TimeOfDay),
    /// So often a day; when is not said.
    SometimeInTheDay,
    /// 外用 without a time of day.
    Outside,
    AsNeeded,
    /// Words that only a person can read, and amounts that differ within a day.
    AsPrinted,
}

/// One medicine in one slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dose {
    /// The place of the line in the list that the plan was made of.
    pub line: usize,
    /// The place of the dosage in its prescription.
    pub dosage: usize,
    pub meal: Meal,
    /// Of what is not for every day, whether it is for today; `None`: that cannot be told.
    pub today: Option<Today>,
}

/// Whether something is for today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    pub is: bool,
    /// Of alternating days, the day from which they are counted.
    pub counted_from: Option<NaiveDate>,
}

/// The plan of a day for everything that is being taken now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DayPlan {
    /// In the day's order; no empty slots. Nothing stands here but what is for every day and was read in full.
    pub slots: Vec<(Slot, Vec<Dose>)>,
    /// Doses for certain days, or not certainly for every day.
    pub certain_days: Vec<Dose>,
    /// Not all of the instruction could be read.
    pub not_read: Vec<Dose>,
}

impl DayPlan {
    /// Lines that are [`Taking::Now`]; what is only possibly still taken has no place in a plan.
    pub fn of(lines: &[MedicineLine], today: NaiveDate) -> Self {
        let mut plan = Self::default();
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.taking == Taking::Now) {
            if line.prescription.dosage.is_empty() {
                plan.add(Slot::AsPrinted, Dose { line: number, dosage: 0, meal: Meal::NotSaid, today: None });
            }
            // Of a medicine that is tapered, only what is for today; between two steps, all of it as printed.
            let is_for_today =
                |one: &Dosage| !matches!(of_dosage(one).taking(today), Taking::NotYet | Taking::Past);
            let between = !line.prescription.dosage.iter().any(is_for_today);
            for (dosage, sent) in line.prescription.dosage.iter().enumerate() {
                let usage = Usage::of(sent);
                let dose = |meal| Dose { line: number, dosage, meal, today: None };
                if !sent.unread.is_empty() {
                    plan.not_read.push(dose(Meal::NotSaid));
                    continue;
                }
                if !sent.which_days.is_every_day() {
                    let today = for_today(lines, number, sent, today);
                    plan.certain_days.push(Dose { today, ..dose(Meal::NotSaid) });
                    continue;
                }
                if between {
                    plan.add(Slot::AsPrinted, dose(Meal::NotSaid));
                    continue;
                }
                if !is_for_today(sent) {
                    continue;
                }
                match &usage.timing {
                    Timing::AtTimes(times) => {
                        for (time, meal) in times {
                            plan.add(Slot::At(*time), dose(*meal));
                        }
                    }
                    other => plan.add(slot(other, usage.way), dose(Meal::NotSaid)),
                }
            }
        }
        crate::order::sort_by(&mut plan.slots, |(one, _), (other, _)| one.cmp(other));
        plan
    }

    fn add(&mut self, slot: Slot, dose: Dose) {
        match self.slots.iter_mut().find(|(known, _)| *known == slot) {
            Some((_, doses)) => doses.push(dose),
            None => self.slots.push((slot, vec![dose])),
        }
    }
}

/// Alternating days are certain where the sender stated the first day, the instruction is the only one, and no earlier
/// supply is known: who goes on from another keeps its rhythm, which a prescription does not tell.
fn for_today(lines: &[MedicineLine], at: usize, dosage: &Dosage, today: NaiveDate) -> Option<Today> {
    if let Some(is) = dosage.which_days.falls_on(today) {
        return Some(Today { is, counted_from: None });
    }
    let only = lines[at].prescription.dosage.len() == 1;
    let first = dosage.start.filter(|_| dosage.start_is_stated && only && supplies::is_first(lines, at))?;
    let is = dosage.which_days.falls_on_since(first, today)?;
    Some(Today { is, counted_from: Some(first) })
}

fn slot(timing: &Timing, way: Option<Way>) -> Slot {
    let inside = matches!(way, None | Some(Way::Swallowed));
    match timing {
        Timing::AsNeeded(_) => Slot::AsNeeded,
        Timing::PerDay(_) | Timing::SeveralTimesADay if inside => Slot::SometimeInTheDay,
        Timing::PerDay(_) | Timing::SeveralTimesADay => Slot::Outside,
        Timing::AtTimes(_) | Timing::AsPrinted => Slot::AsPrinted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        medication::{Course, CourseEnd, WhyOpen},
        record::{CertainDays, Coding, Days, Dosage, Origin, Prescription},
    };
    use wasm_bindgen_test::wasm_bindgen_test;

    fn line(code: &str, words: &str, taking: Taking) -> MedicineLine {
        let coding = Coding {
            system: "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription".into(),
            code: code.into(),
            display: None,
        };
        let dosage = Dosage {
            text: None,
            usage: Some(words.into()),
            usage_codes: vec![coding],
            additional: vec![],
            as_needed: false,
            route: None,
            route_code: None,
            start: None,
            stated_end: None,
            days: None,
            per_dose: None,
            per_day: None,
            ..Dosage::default()
        };
        MedicineLine {
            prescription: Prescription {
                origin: Origin {
                    item: "0".repeat(32).try_into().unwrap(),
                    source: "1310000011".try_into().unwrap(),
                    department: None,
                    updated: None,
                    received: Default::default(),
                    document: None,
                    long_term: false,
                    unread_parts: vec![],
                    doubted: false,
                },
                name: words.into(),
                codes: vec![],
                rp: None,
                dosage: vec![dosage],
                authored: None,
                said_since: None,
                quantity: None,
                prescriber: None,
                category: None,
                standing: Default::default(),
                standing_reason: None,
                notes: vec![],
            },
            course: Course { start: None, end: CourseEnd::Open(WhyOpen::NoDays) },
            taking,
            since: None,
            supplied_since: None,
        }
    }

    /// On 28 November, every other day from the 22nd on.
    #[wasm_bindgen_test(unsupported = test)]
    fn alternating_days_are_certain_from_a_stated_first_day_alone() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let alternating = |from: &str, stated: bool| {
            let mut line = line("1011000400000000", "朝食後", Taking::Now);
            line.prescription.dosage[0] = Dosage {
                which_days: Days::Certain(CertainDays::Alternating { with: 1, without: 1 }),
                start: Some(day(from)),
                start_is_stated: stated,
                ..Dosage::default()
            };
            line.course = Course { start: Some(day(from)), end: CourseEnd::On(day("2026-12-31")) };
            line
        };
        let today = |lines: &[MedicineLine]| DayPlan::of(lines, day("2026-11-28")).certain_days[0].today;
        let counted = |is, from| Some(Today { is, counted_from: Some(day(from)) });
        assert_eq!(today(&[alternating("2026-11-22", true)]), counted(true, "2026-11-22"));
        assert_eq!(today(&[alternating("2026-11-23", true)]), counted(false, "2026-11-23"));
        assert_eq!(today(&[alternating("2026-11-22", false)]), None);
        // Another supply before it, over by now or of unknown days, has a rhythm of its own.
        let mut before = alternating("2026-10-01", true);
        before.taking = Taking::Past;
        assert_eq!(today(&[alternating("2026-11-22", true), before.clone()]), None);
        before.course.start = None;
        assert_eq!(today(&[alternating("2026-11-22", true), before.clone()]), None);
        before.prescription.name = "べつの薬".into();
        assert_eq!(today(&[alternating("2026-11-22", true), before]), counted(true, "2026-11-22"));
        // Two instructions may be for the days of each other.
        let mut two = alternating("2026-11-22", true);
        two.prescription.dosage.push(two.prescription.dosage[0].clone());
        assert_eq!(today(&[two]), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_medicine_taken_now_stands_in_every_slot_it_is_taken_in() {
        let plan = DayPlan::of(
            &[
                line("1011100000000000", "就寝前", Taking::Now),
                line("1013044400000000", "毎食後", Taking::Now),
                line("2B7N000000000000", "塗布", Taking::Now),
                line("0X0XXXXXXXXX0000", "毎週月曜日の起床時", Taking::Now),
                line("1011000400000000", "朝食後", Taking::Past),
                line("1050710000000000", "発熱時", Taking::Now),
            ],
            "2026-11-28".parse().unwrap(),
        );
        let seen: Vec<(Slot, Vec<usize>)> = plan
            .slots
            .iter()
            .map(|(slot, doses)| (*slot, doses.iter().map(|dose| dose.line).collect()))
            .collect();
        let expected = [
            (Slot::At(TimeOfDay::Morning), vec![1]),
            (Slot::At(TimeOfDay::Noon), vec![1]),
            (Slot::At(TimeOfDay::Evening), vec![1]),
            (Slot::At(TimeOfDay::Bedtime), vec![0]),
            (Slot::Outside, vec![2]),
            (Slot::AsNeeded, vec![5]),
            (Slot::AsPrinted, vec![3]),
        ];
        assert_eq!(seen, expected);
    }
}
