//! Period: from when to when something was.

use crate::element::{issues::Issues, node::Node};
use crate::{issue::Severity, time::Moment};

/// The first and the last moment of a Period. Where it ends before it begins neither is told: one of them is wrong, and
/// nobody can tell which.
pub(crate) fn ends(period: &Node<'_>, issues: &mut Issues) -> (Option<Moment>, Option<Moment>) {
    let ends = (period.moment("start", issues), period.moment("end", issues));
    match &ends {
        (Some(start), Some(end)) if is_before(end, start) => {
            period.complain(issues, Severity::Part, "an end that is not before the start");
            (None, None)
        }
        _ => ends,
    }
}

/// Whether `one` lies before `other`, whatever they mean within their precision.
pub(crate) fn is_before(one: &Moment, other: &Moment) -> bool {
    match (one, other) {
        (Moment::Instant(one), Moment::Instant(other)) => one < other,
        _ => one.last_day() < other.first_day(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_period_that_ends_before_it_begins_has_no_ends() {
        let check = |start: &str, end: &str, is_told: bool| {
            let value = json!({"start": start, "end": end});
            let mut issues = Issues::default();
            let (first, last) = ends(&Node::resource(&value), &mut issues);
            assert_eq!((first.is_some(), last.is_some()), (is_told, is_told), "{start} to {end}");
            assert_eq!(issues.unread_parts().is_empty(), is_told, "{start} to {end}");
        };
        check("2026-11-02", "2026-11-01", false);
        check("2026-11-01", "2026-11-01", true);
        check("2026-11-01T10:00:00+09:00", "2026-11-01T09:00:00+09:00", false);
        check("2026-11-01T10:00:00+09:00", "2026-11-01", true);
        check("2026-11-30", "2026-11", true);
        check("2026-12-01", "2026-11", false);
        check("2026-11", "2026", true);
    }
}
