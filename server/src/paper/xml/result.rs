//! Results of tests as XML. A number keeps the text it came with.

use super::{Out, element, moment, names, source, text, words};
use shared::{
    labs::Standing,
    record::{Measured, Observation, Quantity, ReferenceRange},
    summary::LastResult,
};
use std::io;

pub fn infection(out: &mut Out, result: &Observation) -> io::Result<()> {
    observation(out, result, Vec::new())
}

pub fn last(out: &mut Out, last: &LastResult) -> io::Result<()> {
    let mut about = vec![("newerUnreadable", last.newer_unreadable.to_string())];
    about.extend(last.core.clone().map(|code| ("core", code)));
    observation(out, &last.result, about)
}

fn observation(out: &mut Out, result: &Observation, mut about: Vec<(&str, String)>) -> io::Result<()> {
    about.push(("status", names::result_status(result.status).to_owned()));
    about.push(("standing", names::standing(Standing::of(result)).to_owned()));
    // Of what is no result, the laboratory's verdict is none.
    let said = result.interpretation.filter(|_| result.counts());
    about.extend(said.map(|said| ("interpretation", names::interpretation(said).to_owned())));
    about.extend(result.limit.map(|side| ("beyondMeasurable", names::measuring_limit(side).to_owned())));
    element(out, "result", &about, |out| {
        text(out, "name", &result.name)?;
        moment(out, "measured", result.effective.as_ref())?;
        result.specimen.iter().try_for_each(|name| text(out, "specimen", name))?;
        value(out, &result.value)?;
        for part in &result.components {
            element(out, "component", &[], |out| {
                text(out, "name", &part.name)?;
                value(out, &part.value)
            })?;
        }
        result.ranges.iter().try_for_each(|one| range(out, one))?;
        result.notes.iter().try_for_each(|said| text(out, "note", said))?;
        source(out, &result.origin)
    })
}

fn value(out: &mut Out, value: &Measured) -> io::Result<()> {
    match value {
        Measured::Quantity(sent) => quantity(out, "quantity", sent),
        Measured::Text(said) => text(out, "text", said),
        Measured::Range { low, high } => {
            element(out, "between", &[], |out| limits(out, low.as_ref(), high.as_ref()))
        }
        Measured::Ratio { numerator, denominator } => element(out, "ratio", &[], |out| {
            quantity(out, "numerator", numerator)?;
            quantity(out, "denominator", denominator)
        }),
        Measured::Flag(flag) => text(out, "flag", &flag.to_string()),
        Measured::Instant(at) => moment(out, "instant", Some(at)),
        Measured::Absent { reason } => text(out, "absent", reason.as_deref().unwrap_or_default()),
        Measured::NotSent => text(out, "notSent", ""),
        Measured::Unreadable(said) => text(out, "unreadableValue", said),
    }
}

fn range(out: &mut Out, range: &ReferenceRange) -> io::Result<()> {
    let about = range.unread.then(|| ("unread", "true".to_owned()));
    element(out, "range", about.as_slice(), |out| {
        limits(out, range.low.as_ref(), range.high.as_ref())?;
        range.text.iter().try_for_each(|said| text(out, "text", said))
    })
}

fn limits(out: &mut Out, low: Option<&Quantity>, high: Option<&Quantity>) -> io::Result<()> {
    low.iter().try_for_each(|one| quantity(out, "low", one))?;
    high.iter().try_for_each(|one| quantity(out, "high", one))
}

fn quantity(out: &mut Out, name: &str, sent: &Quantity) -> io::Result<()> {
    let mut about: Vec<(&str, String)> = Vec::new();
    about.extend(sent.comparator.map(|one| ("comparator", names::comparator(one).to_owned())));
    about.extend(sent.unit.clone().map(|unit| ("unit", unit)));
    element(out, name, &about, |out| words(out, sent.value.as_str()))
}
