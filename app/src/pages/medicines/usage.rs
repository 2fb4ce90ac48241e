//! 用法 in words: the code's meaning in the reader's language where a code says all of it, else what was
//! printed.

use crate::{format, t};
use shared::{
    medication::{Meal, Occasion, TimeOfDay, Timing, Usage, Way},
    record::Dosage,
};

/// How and when, in the reader's language as far as the code tells; otherwise as printed. `None`: neither
/// was sent.
pub fn usage_in_words(dosage: &Dosage) -> Option<String> {
    let usage = Usage::of(dosage);
    let coded = usage.from_code.then(|| coded_in_words(&usage)).flatten();
    coded.or_else(|| printed(dosage))
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
            let times: Vec<String> = times.iter().map(|(time, meal)| at(*time, *meal)).collect();
            t!("usage-times-a-day", count = times.len() as i64, times = format::list(&times))
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
    Some(t!("usage-when-and-how", when = when, how = how))
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
