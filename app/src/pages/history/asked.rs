//! Question in the address of the page: plain parameters, so that it works without scripts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::log::filter::{Filter, Who};

/// Entries that are asked for, and how far back in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub filter: Filter,
    /// Number of the page, from 1, the newest.
    pub page: usize,
    /// Parameters that could not be read, and are not filtered by.
    pub problems: Vec<Problem>,
}

/// Fault of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    Who,
    From,
    Until,
    /// The last day lies before the first.
    Order,
}

impl Asked {
    /// Reads the parameters of an address. An empty one is as none.
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        let mut problems = Vec::new();
        let mut day = |name: &str, problem: Problem| -> Option<NaiveDate> {
            let text = get(name)?;
            // Four digits of the year: chrono alone would read more, and signs.
            let day = text.parse().ok().filter(|_| text.len() == 10);
            if day.is_none() {
                problems.push(problem);
            }
            day
        };
        let (from, until) = (day("from", Problem::From), day("until", Problem::Until));
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            problems.push(Problem::Order);
        }
        let named = get("who");
        let who = named.as_deref().and_then(Who::from_name);
        if named.is_some() && who.is_none() {
            problems.push(Problem::Who);
        }
        let (emergency, refused) = (get("emergency").is_some(), get("refused").is_some());
        let page = get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
        Self { filter: Filter { who, emergency, refused, from, until }, page, problems }
    }

    /// The address of another page of the same list.
    pub fn address(&self, page: usize) -> String {
        let Filter { who, emergency, refused, from, until } = self.filter;
        let parts = [
            who.map(|who| format!("who={}", who.as_str())),
            emergency.then(|| "emergency=1".to_owned()),
            refused.then(|| "refused=1".to_owned()),
            from.map(|day| format!("from={day}")),
            until.map(|day| format!("until={day}")),
            (page > 1).then(|| format!("page={page}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "/history".to_owned() } else { format!("/history?{}", parts.join("&")) }
    }
}

impl Default for Asked {
    fn default() -> Self {
        Self::of(|_| None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Asked::of(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_address_leads_back_to_itself() {
        for query in [
            "/history",
            "/history?page=3",
            "/history?who=machines&refused=1&from=2024-07-01&until=2024-07-31&page=2",
            "/history?emergency=1",
        ] {
            let read = asked(query.trim_start_matches("/history").trim_start_matches('?'));
            assert_eq!(read.problems, []);
            assert_eq!(read.address(read.page), query);
        }
        assert_eq!(asked("who=&from=&until=&page=0"), Asked::default(), "an empty form asks for everything");
    }

    #[test]
    fn what_cannot_be_read_is_said_and_hides_nothing() {
        for (query, problem) in [
            ("who=everybody", Problem::Who),
            ("from=yesterday", Problem::From),
            ("until=2024-02-30", Problem::Until),
            ("from=%2B2024-07-01", Problem::From),
        ] {
            let read = asked(query);
            assert_eq!((read.problems, read.filter.is_open()), (vec![problem], true), "{query}");
        }
        assert_eq!(asked("from=2024-07-02&until=2024-07-01").problems, [Problem::Order]);
        assert_eq!(asked("page=x").page, 1);
    }
}
