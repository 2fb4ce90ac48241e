//! A day's medicines, by the time they are taken.

use super::content::Medicines;
use crate::{
    context::kept::use_kept,
    format,
    kinds::prescription::{self, Line, beside_the_plan, usage_in_words},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    medication::{DayPlan, Dose, Meal, MedicineLine, Slot, Taking, TimeOfDay, Timing, Usage},
    record::{Days, Dosage, Facility},
};

/// One block per time of day, in the day's order: name, amount of a dose, before or after the meal. Right under them
/// what is not for every day, what was not read completely, and what a later prescription took the place of.
pub fn plan(medicines: &Medicines, facilities: &[Facility], today: NaiveDate) -> impl IntoView + use<> {
    let DayPlan { slots, certain_days, not_read } = DayPlan::of(&medicines.lines, today);
    let line = |dose: &Dose, said: Line| medicines.at(dose.line).as_line(said, facilities).into_any();
    let on_days = |doses: &[Dose]| {
        let lines = doses.iter().map(|dose| line(dose, on_certain_days(dose, dosage_of(dose, medicines))));
        lines.collect::<Vec<_>>()
    };
    let beside = medicines.all().filter(|one| one.line.taking.is_beside());
    let beside: Vec<AnyView> = beside
        .map(|one| {
            let usage = one.line.prescription.dosage.iter().filter_map(usage_in_words).collect();
            one.as_line(Line { dose: usage, ..Line::default() }, facilities).into_any()
        })
        .collect();
    let is_asked = medicines.all().any(|one| one.line.taking == Taking::ToBeAsked);
    let under = [
        block(t!("plan-certain-days"), None, on_days(&certain_days)),
        block(t!("plan-not-read"), None, on_days(&not_read)),
        block(t!("plan-replaced"), is_asked.then(|| t!("medicines-to-be-asked-explained")), beside),
    ];
    let mut told = Vec::new();
    let slots = slots
        .into_iter()
        .filter_map(|(slot, doses)| {
            let mut lines = Vec::new();
            for dose in &doses {
                let again = told.contains(&dose.line);
                told.push(dose.line);
                lines.push(line(dose, Line { again, ..at_its_time(slot, dose, dosage_of(dose, medicines)) }));
            }
            block(title(slot), None, lines)
        })
        .collect_view();
    let under: Vec<_> = under.into_iter().flatten().collect();
    let has_under = !under.is_empty();
    view! {
        <div class="day-plan">{slots}</div>
        {has_under.then(|| view! { <div class="day-plan day-plan-under">{under}</div> })}
    }
}

fn dosage_of<'a>(dose: &Dose, medicines: &'a Medicines) -> Option<&'a Dosage> {
    medicines.lines[dose.line].prescription.dosage.get(dose.dosage)
}

/// A heading with the number of its medicines; `None`: it has none.
fn block(title: String, explained: Option<String>, lines: Vec<AnyView>) -> Option<impl IntoView + use<>> {
    let count = lines.len();
    (count > 0).then(|| {
        view! {
            <section class="day-slot">
                <h3 class="day-slot-title">
                    {title}" "<span class="day-slot-count">{t!("medicines-count", count = count as i64)}</span>
                </h3>
                {explained.map(|said| view! { <p>{said}</p> })}
                <ul class="line-list">{lines}</ul>
            </section>
        }
    })
}

/// A dose with the words of the prescription, and whether today is one of its days where that is certain.
fn on_certain_days(dose: &Dose, dosage: Option<&Dosage>) -> Line {
    let amount = dosage
        .filter(|dosage| dosage.unread.is_empty())
        .and_then(|dosage| dosage.per_dose.as_ref())
        .map(|amount| t!("medicines-amount-per-dose", amount = format::amount(amount)));
    // Of a snapshot nothing is said of today: which days are a medicine's, its own words say.
    let is_today = dose.today.filter(|_| use_kept().is_none()).map(|today| {
        match (today.is, today.counted_from.map(format::day)) {
            (true, None) => t!("plan-today"),
            (false, None) => t!("plan-not-today"),
            (true, Some(date)) => t!("plan-today-counted", date = date),
            (false, Some(date)) => t!("plan-not-today-counted", date = date),
        }
    });
    let dose = dosage.and_then(usage_in_words).into_iter().chain(amount).collect();
    Line { mark: is_today, dose, again: false }
}

fn at_its_time(slot: Slot, dose: &Dose, dosage: Option<&Dosage>) -> Line {
    let amount = dosage.and_then(|dosage| dosage.per_dose.as_ref()).map(format::amount);
    let meal = match (slot, dose.meal) {
        (Slot::At(TimeOfDay::Bedtime | TimeOfDay::Waking), _) | (_, Meal::NotSaid) => None,
        (_, Meal::Before) => Some(t!("meal-before")),
        (_, Meal::After) => Some(t!("meal-after")),
    };
    let how = match slot {
        Slot::At(_) => None,
        _ => dosage.and_then(usage_in_words),
    };
    let amount = amount.unwrap_or_else(|| t!("medicines-amount-not-sent"));
    Line { dose: [amount].into_iter().chain(meal).chain(how).collect(), ..Line::default() }
}

/// Name of a place in the plan.
pub fn title(slot: Slot) -> String {
    match slot {
        Slot::At(time) => time_of_day(time),
        Slot::SometimeInTheDay => t!("slot-sometime"),
        Slot::Outside => t!("slot-outside"),
        Slot::AsNeeded => t!("slot-as-needed"),
        Slot::AsPrinted => t!("slot-as-printed"),
    }
}

fn time_of_day(time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Waking => t!("time-waking"),
        TimeOfDay::Morning => t!("time-morning"),
        TimeOfDay::Noon => t!("time-noon"),
        TimeOfDay::Evening => t!("time-evening"),
        TimeOfDay::Bedtime => t!("time-bedtime"),
    }
}

/// Times at which a medicine is taken, in a word each: `朝` `夕`. Empty where only the printed words tell.
pub fn chips(line: &MedicineLine) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for dosage in &line.prescription.dosage {
        // Medicines of certain days stand under that heading: which days is what a chip adds.
        let certain_days = |words: Vec<String>| match &dosage.which_days {
            Days::Certain(days) if dosage.unread.is_empty() => vec![prescription::certain_days(days)],
            _ => words,
        };
        let words =
            beside_the_plan(dosage).map(certain_days).unwrap_or_else(|| match Usage::of(dosage).timing {
                Timing::AtTimes(times) => times.into_iter().map(|(time, _)| time_of_day(time)).collect(),
                Timing::AsNeeded(_) => vec![t!("slot-as-needed")],
                Timing::PerDay(count) => vec![t!("usage-per-day", count = i64::from(count))],
                Timing::SeveralTimesADay => vec![t!("usage-several-times")],
                Timing::AsPrinted => vec![],
            });
        for word in words {
            if !said.contains(&word) {
                said.push(word);
            }
        }
    }
    said
}
