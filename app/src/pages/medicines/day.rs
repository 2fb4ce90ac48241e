//! A day's medicines, by the time they are taken.

use crate::{format, t};
use leptos::prelude::*;
use shared::{
    medication::{DayPlan, Dose, Meal, MedicineLine, Slot, TimeOfDay, Timing, Usage},
    record::Facility,
};

/// One block per time of day, in the day's order: name, amount of a dose, before or after the meal.
pub fn plan(lines: &[MedicineLine], facilities: &[Facility]) -> impl IntoView + use<> {
    let slots = DayPlan::of(lines)
        .slots
        .into_iter()
        .map(|(slot, doses)| {
            let count = doses.len();
            let items = doses.iter().map(|dose| one(slot, dose, &lines[dose.line], facilities)).collect_view();
            view! {
                <section class="day-slot">
                    <h3 class="day-slot-title">
                        {title(slot)}" "<span class="day-slot-count">{t!("medicines-count", count = count as i64)}</span>
                    </h3>
                    <ul class="day-slot-list">{items}</ul>
                </section>
            }
        })
        .collect_view();
    view! { <div class="day-plan">{slots}</div> }
}

fn one(slot: Slot, dose: &Dose, line: &MedicineLine, facilities: &[Facility]) -> impl IntoView + use<> {
    let dosage = line.prescription.dosage.get(dose.dosage);
    let amount = dosage.and_then(|dosage| dosage.per_dose.as_ref()).map(format::amount);
    let meal = match (slot, dose.meal) {
        (Slot::At(TimeOfDay::Bedtime | TimeOfDay::Waking), _) | (_, Meal::NotSaid) => None,
        (_, Meal::Before) => Some(t!("meal-before")),
        (_, Meal::After) => Some(t!("meal-after")),
    };
    let how = match slot {
        Slot::At(_) => None,
        _ => dosage.and_then(super::usage_in_words),
    };
    let facility = format::facility(facilities, &line.prescription.origin.facility);
    view! {
        <li>
            <span class="dose-name" lang=format::written_lang(&line.prescription.name)>{line.prescription.name.clone()}</span>
            <span class="dose-amount">
                {amount.unwrap_or_else(|| t!("medicines-amount-not-sent"))}
                {meal.map(|said| view! { " · "{said} })}
                {how.map(|said| view! { " · "{said} })}
            </span>
            <span class="dose-source">{facility}</span>
        </li>
    }
}

fn title(slot: Slot) -> String {
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

/// When a medicine is taken, in a word each: `朝` `夕`. Empty where only the printed words tell.
pub fn chips(line: &MedicineLine) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for dosage in &line.prescription.dosage {
        let words = match Usage::of(dosage).timing {
            Timing::AtTimes(times) => times.into_iter().map(|(time, _)| time_of_day(time)).collect(),
            Timing::AsNeeded(_) => vec![t!("slot-as-needed")],
            Timing::PerDay(count) => vec![t!("usage-per-day", count = i64::from(count))],
            Timing::SeveralTimesADay => vec![t!("usage-several-times")],
            Timing::AsPrinted => vec![],
        };
        for word in words {
            if !said.contains(&word) {
                said.push(word);
            }
        }
    }
    said
}
