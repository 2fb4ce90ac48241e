//! A day's medicines, by the time they are taken.

use crate::components::as_sent::as_sent;
use crate::{
    context::kept::use_kept,
    format,
    kinds::prescription::{self, beside_the_plan, usage_in_words},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    medication::{DayPlan, Dose, Meal, MedicineLine, Slot, TimeOfDay, Timing, Usage},
    record::{Days, Facility},
};

/// One block per time of day, in the day's order: name, amount of a dose, before or after the meal. Right under them
/// what is not for every day, what was not read completely, and what a later prescription took the place of.
pub fn plan(lines: &[MedicineLine], facilities: &[Facility], today: NaiveDate) -> impl IntoView + use<> {
    let DayPlan { slots, certain_days, not_read } = DayPlan::of(lines, today);
    let on_days = |doses: &[Dose]| {
        doses.iter().map(|dose| on_certain_days(dose, &lines[dose.line], facilities)).collect_view()
    };
    let beside: Vec<&MedicineLine> = lines.iter().filter(|line| line.taking.is_beside()).collect();
    let replaced = beside.iter().map(|line| one_beside(line, facilities)).collect_view();
    let under = [
        block(t!("plan-certain-days"), certain_days.len(), on_days(&certain_days).into_any()),
        block(t!("plan-not-read"), not_read.len(), on_days(&not_read).into_any()),
        block(t!("plan-replaced"), beside.len(), replaced.into_any()),
    ];
    let slots = slots
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
    let under: Vec<_> = under.into_iter().flatten().collect();
    let has_under = !under.is_empty();
    view! {
        <div class="day-plan">{slots}</div>
        {has_under.then(|| view! { <div class="day-plan day-plan-under">{under}</div> })}
    }
}

fn block(title: String, count: usize, items: AnyView) -> Option<impl IntoView + use<>> {
    (count > 0).then(|| {
        view! {
            <section class="day-slot">
                <h3 class="day-slot-title">
                    {title}" "<span class="day-slot-count">{t!("medicines-count", count = count as i64)}</span>
                </h3>
                <ul class="day-slot-list">{items}</ul>
            </section>
        }
    })
}

/// A dose with the words of the prescription, and whether today is one of its days where that is certain.
fn on_certain_days(dose: &Dose, line: &MedicineLine, facilities: &[Facility]) -> impl IntoView + use<> {
    let name = line.prescription.name.clone();
    let facility = format::source(facilities, &line.prescription.origin.source);
    let dosage = line.prescription.dosage.get(dose.dosage);
    let amount = dosage
        .filter(|dosage| dosage.unread.is_empty())
        .and_then(|dosage| dosage.per_dose.as_ref())
        .map(|amount| t!("medicines-amount-per-dose", amount = format::amount(amount)));
    let said: Vec<String> = dosage.and_then(usage_in_words).into_iter().chain(amount).collect();
    // Of a snapshot nothing is said of today: which days are a medicine's, its own words say.
    let is_today = dose.today.filter(|_| use_kept().is_none()).map(|today| {
        match (today.is, today.counted_from.map(format::day)) {
            (true, None) => t!("plan-today"),
            (false, None) => t!("plan-not-today"),
            (true, Some(date)) => t!("plan-today-counted", date = date),
            (false, Some(date)) => t!("plan-not-today-counted", date = date),
        }
    });
    view! {
        <li>
            <span class="dose-name" lang=format::written_lang(&name)>{name.clone()}</span>
            {is_today.map(|said| view! { <span class="tag">{said}</span> })}
            <span class="dose-amount">{as_sent(format::list(&said))}</span>
            <span class="dose-source">{as_sent(facility)}</span>
        </li>
    }
}

fn one_beside(line: &MedicineLine, facilities: &[Facility]) -> impl IntoView + use<> {
    let name = line.prescription.name.clone();
    let facility = format::source(facilities, &line.prescription.origin.source);
    let mut said: Vec<String> = prescription::stated(line.taking, line.since).into_iter().collect();
    said.extend(line.prescription.dosage.iter().filter_map(usage_in_words));
    view! {
        <li>
            <span class="dose-name" lang=format::written_lang(&name)>{name.clone()}</span>
            <span class="dose-amount">{as_sent(format::list(&said))}</span>
            <span class="dose-source">{as_sent(facility)}</span>
        </li>
    }
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
        _ => dosage.and_then(usage_in_words),
    };
    let facility = format::source(facilities, &line.prescription.origin.source);
    view! {
        <li>
            <span class="dose-name" lang=format::written_lang(&line.prescription.name)>{line.prescription.name.clone()}</span>
            <span class="dose-amount">
                {as_sent(amount.unwrap_or_else(|| t!("medicines-amount-not-sent")))}
                {meal.map(|said| view! { " · "{said} })}
                {how.map(|said| view! { " · "{as_sent(said)} })}
            </span>
            <span class="dose-source">{as_sent(facility)}</span>
        </li>
    }
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
