//! A newest result in words: how far from the range, which way since the one before, since when.

use crate::{format, t};
use shared::{
    labs::{Context, Direction, Side, SincePrevious, Standing},
    record::Quantity,
};

/// `基準値より高い（＋1.4 %）。前回（2026年7月31日 7.1 %）より 0.3 高くなりました。…`: sentences, the
/// one that matters first. Empty where nothing can be compared.
pub fn in_context(context: &Context, unit: Option<&str>) -> Vec<String> {
    let mut said = Vec::new();
    let by = context.beyond.as_ref().map(|by| {
        format::quantity(&Quantity { value: by.clone(), comparator: None, unit: unit.map(str::to_owned) })
    });
    said.extend(match context.standing {
        Standing::CriticallyLow => Some(t!("labs-context-critically-low")),
        Standing::CriticallyHigh => Some(t!("labs-context-critically-high")),
        Standing::Critical => Some(t!("labs-context-critical")),
        _ => None,
    });
    said.extend(match (context.standing, by) {
        (Standing::NotJudged | Standing::Critical, _) => None,
        (Standing::High | Standing::CriticallyHigh, Some(by)) => Some(t!("labs-context-above", by = by)),
        (Standing::Low | Standing::CriticallyLow, Some(by)) => Some(t!("labs-context-below", by = by)),
        (Standing::CriticallyHigh | Standing::CriticallyLow, None) => None,
        (Standing::High, None) => Some(t!("labs-context-high")),
        (Standing::Low, None) => Some(t!("labs-context-low")),
        (Standing::Within, _) => Some(t!("labs-context-within")),
        (Standing::Outside, _) => Some(t!("labs-context-outside")),
    });
    if let Some(since) = &context.since_previous {
        said.push(since_previous(since));
    }
    if let (Some(since), true) = (&context.outside_since, context.in_a_row > 1) {
        let (since, count) = (format::month_of(since), context.in_a_row as i64);
        said.extend(context.standing.side().map(|side| match side {
            Side::Above => t!("labs-context-in-a-row-above", since = since, count = count),
            Side::Below => t!("labs-context-in-a-row-below", since = since, count = count),
            Side::Outside => t!("labs-context-in-a-row-outside", since = since, count = count),
        }));
    }
    said
}

fn since_previous(since: &SincePrevious) -> String {
    let date =
        since.previous_at.as_ref().map_or_else(|| t!("labs-undated"), |at| format::day(at.first_day()));
    let (value, by) = (format::quantity(&since.previous), since.by.in_digits().into_owned());
    match since.direction {
        Direction::Up => t!("labs-context-up", date = date, value = value, by = by),
        Direction::Down => t!("labs-context-down", date = date, value = value, by = by),
        Direction::AboutTheSame => t!("labs-context-about-the-same", date = date, value = value),
        Direction::Same => t!("labs-context-the-same", date = date, value = value),
    }
}
