//! 用法 in words: the code's meaning in the reader's language where a code says all of it, else what was
//! printed.

use crate::{format, t};
use chrono::Weekday;
use shared::{
    medication::{Meal, Occasion, TimeOfDay, Timing, Usage, Way},
    record::{CertainDays, Days, Dosage, Limit, LimitPer},
};

/// How, when and on which days, in the reader's language as far as the codes tell; otherwise as printed. What is not
/// for every day, or was not read completely, is told with the words of the prescription. `None`: nothing was sent.
pub fn usage_in_words(dosage: &Dosage) -> Option<String> {
    let said = as_written(dosage);
    if !dosage.unread.is_empty() {
        return Some(match said.is_empty() {
            true => t!("usage-not-read"),
            false => t!("usage-not-read-as-written", written = said),
        });
    }
    let usage = every_day_in_words(dosage);
    Some(match &dosage.which_days {
        Days::EveryDay => {
            let limits = dosage.limits.iter().map(limit);
            let all: Vec<String> = usage.into_iter().chain(limits).collect();
            return (!all.is_empty()).then(|| format::list(&all));
        }
        Days::Certain(days) => {
            let days = certain_days(days);
            match usage.filter(|usage| *usage != said && Usage::of(dosage).from_code) {
                Some(usage) => t!("usage-certain-days", days = days, usage = usage, written = said),
                None => t!("usage-certain-days-written", days = days, written = said),
            }
        }
        Days::AsWritten(_) => t!("usage-days-as-written", written = said),
        Days::Contradicting { coded, .. } => {
            let coded = coded.as_ref().map_or_else(|| t!("usage-every-day"), certain_days);
            t!("usage-days-contradict", coded = coded, written = said)
        }
    })
}

/// The same with what the prescription says besides: for what, where, and how. By mouth is not said.
pub fn usage_in_full(dosage: &Dosage) -> Option<String> {
    let mut said: Vec<String> = usage_in_words(dosage).into_iter().collect();
    let route = dosage.route.as_ref().filter(|_| !dosage.is_by_mouth());
    for words in dosage.additional.iter().chain(route) {
        if !said.iter().any(|one| one.contains(words.as_str())) {
            said.push(words.clone());
        }
    }
    (!said.is_empty()).then(|| format::list(&said))
}

/// Why a dosage stands under no time of the day, in a few words each; `None`: it does.
pub fn beside_the_plan(dosage: &Dosage) -> Option<Vec<String>> {
    if !dosage.unread.is_empty() {
        return Some(vec![t!("plan-not-read")]);
    }
    match &dosage.which_days {
        Days::EveryDay => None,
        Days::Certain(days) => Some(vec![t!("plan-certain-days"), certain_days(days)]),
        Days::AsWritten(_) => Some(vec![t!("usage-not-every-day")]),
        Days::Contradicting { .. } => Some(vec![t!("usage-days-contradict-short")]),
    }
}

fn every_day_in_words(dosage: &Dosage) -> Option<String> {
    let usage = Usage::of(dosage);
    let coded = usage.from_code.then(|| coded_in_words(&usage)).flatten();
    match dosage.uneven {
        true => dosage.text.clone().or_else(|| dosage.usage.clone()),
        false => coded.or_else(|| printed(dosage)),
    }
}

/// Everything that the prescription says of it in words, each once.
fn as_written(dosage: &Dosage) -> String {
    let days = match &dosage.which_days {
        Days::AsWritten(written) | Days::Contradicting { written, .. } => Some(written),
        Days::EveryDay | Days::Certain(_) => None,
    };
    let mut said: Vec<String> = Vec::new();
    for words in dosage.text.iter().chain(&dosage.usage).chain(&dosage.additional).chain(days) {
        let known = said.iter().any(|one| one.contains(words.as_str()));
        // Words about days are put together from the others, with a slash between.
        if !known && !words.split(" / ").all(|part| said.iter().any(|one| one.contains(part))) {
            said.push(words.clone());
        }
    }
    format::list(&said)
}

pub fn certain_days(days: &CertainDays) -> String {
    match days {
        CertainDays::Weekdays(named) => {
            let named: Vec<String> = named.iter().map(|day| weekday(*day)).collect();
            format::list(&named)
        }
        CertainDays::Alternating { with: 1, without: 1 } => t!("usage-every-other-day"),
        CertainDays::Alternating { with, without } => {
            t!("usage-alternating", with = i64::from(*with), without = i64::from(*without))
        }
        CertainDays::TimesAWeek(times) => t!("usage-times-a-week", count = i64::from(*times)),
        CertainDays::EveryWeeks(1) => t!("usage-times-a-week", count = 1),
        CertainDays::EveryWeeks(weeks) => t!("usage-every-weeks", count = i64::from(*weeks)),
        CertainDays::EveryMonths(months) => t!("usage-every-months", count = i64::from(*months)),
    }
}

fn weekday(day: Weekday) -> String {
    match day {
        Weekday::Mon => t!("weekday-monday"),
        Weekday::Tue => t!("weekday-tuesday"),
        Weekday::Wed => t!("weekday-wednesday"),
        Weekday::Thu => t!("weekday-thursday"),
        Weekday::Fri => t!("weekday-friday"),
        Weekday::Sat => t!("weekday-saturday"),
        Weekday::Sun => t!("weekday-sunday"),
    }
}

/// 最大量, in words.
fn limit(limit: &Limit) -> String {
    let most = format::amount(&limit.most);
    match limit.per {
        LimitPer::Dose => t!("limit-per-dose", most = most),
        LimitPer::Hours(hours) => t!("limit-per-hours", most = most, count = i64::from(hours)),
        LimitPer::Days(days) => t!("limit-per-days", most = most, count = i64::from(days)),
        LimitPer::Lifetime => t!("limit-ever", most = most),
    }
}

/// What the facility wrote, where the words shown are the code's.
pub fn printed_beside(dosage: &Dosage) -> Option<String> {
    printed(dosage).filter(|printed| usage_in_words(dosage).as_ref() != Some(printed))
}

fn printed(dosage: &Dosage) -> Option<String> {
    dosage.usage.clone().or_else(|| dosage.text.clone())
}

fn coded_in_words(usage: &Usage) -> Option<String> {
    let when = match &usage.timing {
        Timing::AtTimes(times) => {
            let said: Vec<String> = times.chunk_by(is_said_in_one).map(together).collect();
            t!("usage-times-a-day", count = times.len() as i64, times = format::list(&said))
        }
        Timing::AsNeeded(Occasion::Sleepless) => t!("usage-when-sleepless"),
        Timing::AsNeeded(Occasion::Fever) => t!("usage-when-feverish"),
        Timing::AsNeeded(Occasion::Constipation) => t!("usage-when-constipated"),
        Timing::PerDay(count) => t!("usage-per-day", count = i64::from(*count)),
        Timing::SeveralTimesADay => t!("usage-several-times"),
        Timing::AsNeeded(Occasion::Other) | Timing::AsPrinted => return None,
    };
    let how = match usage.way? {
        Way::Swallowed => t!("usage-swallow"),
        Way::Applied => t!("usage-apply"),
        Way::EyeDrops => t!("usage-eye-drops"),
        Way::Suppository => t!("usage-suppository"),
        Way::Outside => return None,
    };
    Some(match usage.timing {
        Timing::PerDay(_) | Timing::SeveralTimesADay => t!("usage-so-often-and-how", when = when, how = how),
        _ => t!("usage-when-and-how", when = when, how = how),
    })
}

/// `朝・昼・夕の食後`: meals that follow each other and are named alike.
fn is_said_in_one((time, meal): &(TimeOfDay, Meal), (next, then): &(TimeOfDay, Meal)) -> bool {
    meal == then && *meal != Meal::NotSaid && the_meal(*time).is_some() && the_meal(*next).is_some()
}

fn together(times: &[(TimeOfDay, Meal)]) -> String {
    let meals: Vec<String> = times.iter().filter_map(|(time, _)| the_meal(*time)).collect();
    let meals = meals.join(&t!("usage-meals-separator"));
    match times {
        [(time, meal)] => at(*time, *meal),
        [(_, Meal::Before), ..] => t!("usage-before-meals", times = meals),
        _ => t!("usage-after-meals", times = meals),
    }
}

fn the_meal(time: TimeOfDay) -> Option<String> {
    match time {
        TimeOfDay::Morning => Some(t!("usage-breakfast")),
        TimeOfDay::Noon => Some(t!("usage-lunch")),
        TimeOfDay::Evening => Some(t!("usage-dinner")),
        TimeOfDay::Waking | TimeOfDay::Bedtime => None,
    }
}

fn at(time: TimeOfDay, meal: Meal) -> String {
    match (time, meal) {
        (TimeOfDay::Waking, _) => t!("usage-waking"),
        (TimeOfDay::Bedtime, _) => t!("usage-bedtime"),
        (TimeOfDay::Morning, Meal::Before) => t!("usage-before-breakfast"),
        (TimeOfDay::Morning, Meal::After) => t!("usage-after-breakfast"),
        (TimeOfDay::Morning, Meal::NotSaid) => t!("time-morning"),
        (TimeOfDay::Noon, Meal::Before) => t!("usage-before-lunch"),
        (TimeOfDay::Noon, Meal::After) => t!("usage-after-lunch"),
        (TimeOfDay::Noon, Meal::NotSaid) => t!("time-noon"),
        (TimeOfDay::Evening, Meal::Before) => t!("usage-before-dinner"),
        (TimeOfDay::Evening, Meal::After) => t!("usage-after-dinner"),
        (TimeOfDay::Evening, Meal::NotSaid) => t!("time-evening"),
    }
}
