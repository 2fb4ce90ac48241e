use shared::time::Moment;
use std::cmp::Ordering;

/// The newest first; what has no date comes last.
pub fn newest(a: Option<&Moment>, b: Option<&Moment>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.compare(a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::order::sort_by;

    #[test]
    fn the_newest_comes_first_and_the_undated_last() {
        let moment = |text: &str| Moment::try_from(text).unwrap();
        let mut dates = [None, Some(moment("2020")), Some(moment("2024-05-01"))];
        sort_by(&mut dates, |a, b| newest(a.as_ref(), b.as_ref()));
        assert_eq!(dates, [Some(moment("2024-05-01")), Some(moment("2020")), None]);
    }
}
