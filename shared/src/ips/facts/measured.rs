//! Results in words: a value, how it was judged, and the range it was judged by.

use super::{Facts, moment};
use crate::{
    element::written::code_of,
    ips::narrative::Line,
    record::{
        Interpretation, Measured, MeasuringLimit, Quantity, ReferenceRange,
        kinds::observation::measured::{COMPARATOR, INTERPRETATION, LIMIT},
    },
};

type Judged<'a> = (&'a Measured, Option<Interpretation>, Option<MeasuringLimit>, &'a [ReferenceRange]);

impl Facts<'_> {
    /// `part`: the name of the part of which it is the result.
    pub(super) fn result(&self, line: &mut Line, part: Option<&str>, of: Judged<'_>) {
        let (value, interpretation, limit, ranges) = of;
        let labels = &self.words.labels;
        let value = self.value(value);
        match part {
            Some(part) => line.say(part, value.as_deref().unwrap_or("–")),
            None => line.say_some(&labels.value, value.as_deref()),
        }
        let judged = interpretation.and_then(|said| code_of(&INTERPRETATION, &said));
        self.code(line, &labels.judgement, judged);
        self.code(line, &labels.judgement, limit.and_then(|limit| code_of(&LIMIT, &limit)));
        for range in ranges {
            let bounds = (range.low.is_some() || range.high.is_some())
                .then(|| between(range.low.as_ref(), range.high.as_ref()));
            let words: Vec<&str> = bounds.as_deref().into_iter().chain(range.text.as_deref()).collect();
            line.say(&labels.reference_range, &words.join(" "));
            line.remark_if(range.unread, &self.words.remarks.not_read_completely);
        }
    }

    fn value(&self, value: &Measured) -> Option<String> {
        let remarks = &self.words.remarks;
        Some(match value {
            Measured::Quantity(value) => quantity(value),
            Measured::Text(words) => words.clone(),
            Measured::Range { low, high } => between(low.as_ref(), high.as_ref()),
            Measured::Ratio { numerator, denominator } => {
                format!("{} : {}", quantity(numerator), quantity(denominator))
            }
            Measured::Flag(flag) => self.words.of_code(if *flag { "true" } else { "false" }).to_owned(),
            Measured::Instant(at) => moment(at),
            Measured::Absent { reason } => {
                format!("{} {}", remarks.not_measured, reason.as_deref().unwrap_or_default())
            }
            Measured::NotSent => return None,
            Measured::Unreadable(sent) => format!("{}: {sent}", remarks.not_read_completely),
        })
    }
}

fn quantity(value: &Quantity) -> String {
    let comparator = value.comparator.as_ref().and_then(|comparator| code_of(&COMPARATOR, comparator));
    let unit = value.unit.as_deref().unwrap_or_default();
    format!("{}{} {unit}", comparator.unwrap_or_default(), value.value.as_str()).trim().to_owned()
}

fn between(low: Option<&Quantity>, high: Option<&Quantity>) -> String {
    let end = |end: Option<&Quantity>| end.map(quantity).unwrap_or_default();
    format!("{} – {}", end(low), end(high)).trim().to_owned()
}
