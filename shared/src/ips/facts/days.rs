//! Days of a dosage in words: those that are certain by name, all others as they were written.

use super::Facts;
use crate::{
    ips::narrative::Line,
    record::{CertainDays, Days},
};
use chrono::Weekday;

impl Facts<'_> {
    pub(super) fn which_days(&self, line: &mut Line, days: &Days) {
        let (labels, remarks) = (&self.words.labels, &self.words.remarks);
        line.remark_if(!days.is_every_day(), &remarks.not_every_day);
        match days {
            Days::EveryDay => {}
            Days::Certain(days) => self.certain_days(line, days),
            Days::AsWritten(written) => line.say(&labels.days_of_use, written),
            Days::Contradicting { coded, written } => {
                line.remark(&remarks.days_contradict);
                match coded {
                    Some(days) => self.certain_days(line, days),
                    None => line.say(&labels.days_of_use, &remarks.every_day),
                }
                line.say(&labels.written, written);
            }
        }
    }

    fn certain_days(&self, line: &mut Line, days: &CertainDays) {
        let (labels, remarks) = (&self.words.labels, &self.words.remarks);
        match days {
            CertainDays::Weekdays(days) => {
                let named: Vec<&str> = days.iter().map(|day| self.weekday(*day)).collect();
                line.say(&labels.days_of_use, &named.join(", "));
            }
            CertainDays::Alternating { with: 1, without: 1 } => {
                line.say(&labels.days_of_use, &remarks.every_other_day);
            }
            CertainDays::Alternating { with, without } => {
                line.say(&labels.days_with, &with.to_string());
                line.say(&labels.days_without, &without.to_string());
            }
            CertainDays::TimesAWeek(times) => line.say(&labels.times_a_week, &times.to_string()),
            CertainDays::EveryWeeks(1) => line.say(&labels.times_a_week, "1"),
            CertainDays::EveryWeeks(weeks) => line.say(&labels.every_weeks, &weeks.to_string()),
            CertainDays::EveryMonths(months) => line.say(&labels.every_months, &months.to_string()),
        }
    }

    fn weekday(&self, day: Weekday) -> &str {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = &self.words.weekdays;
        match day {
            Weekday::Mon => monday,
            Weekday::Tue => tuesday,
            Weekday::Wed => wednesday,
            Weekday::Thu => thursday,
            Weekday::Fri => friday,
            Weekday::Sat => saturday,
            Weekday::Sun => sunday,
        }
    }
}
