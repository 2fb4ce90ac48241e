//! A history in pages, oldest first: what `/api/access-history` answers, and how its reader puts them together.

use super::{Hash, History};
use serde::{Deserialize, Serialize};

/// Most entries of one page.
pub const MOST: u64 = 500;

/// One page. All pages of one reading are of one moment: entries up to the number that was the last when it began,
/// with proofs under the head that was the newest then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// A part of the history. What is not about single entries stands on the first page alone.
    pub history: History,
    /// The number of the last entry of all pages; 0 where there is none.
    pub until: u64,
    /// The address of the next page; `None`: this is the last.
    pub next: Option<String>,
}

/// Pages as they come.
///
/// ```
/// use shared::log::{History, page::{Page, Pages}};
/// let mut pages = Pages::default();
/// assert_eq!(pages.add(Page { history: History::default(), until: 0, next: None }), None);
/// assert!(!pages.are_torn());
/// assert_eq!(pages.into_history(), History::default());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pages {
    history: History,
    until: u64,
    some: bool,
    torn: bool,
}

impl Pages {
    /// Takes the next one, and says where the one after it is.
    pub fn add(&mut self, page: Page) -> Option<String> {
        let Page { history, until, next } = page;
        if !self.some {
            *self = Self { history, until, some: true, torn: false };
            return next;
        }
        let so_far = &mut self.history;
        let same = |one: Option<Hash>, other: Option<Hash>| one == other || one.is_none() || other.is_none();
        self.torn |= so_far.key != history.key
            || so_far.checkpoint != history.checkpoint
            || self.until != until
            || !same(so_far.pseudonym(), history.pseudonym());
        so_far.entries.extend(history.entries);
        for named in history.facilities {
            if !so_far.facilities.contains(&named) {
                so_far.facilities.push(named);
            }
        }
        for acting in history.caregivers {
            match so_far.caregivers.iter_mut().find(|one| one.caregiver == acting.caregiver) {
                Some(known) => known.entries.extend(acting.entries),
                None => so_far.caregivers.push(acting),
            }
        }
        next
    }

    /// Whether what came is not of one moment: something was erased by law meanwhile. Then all of it is to be fetched
    /// once more; what is torn again is verified as it is, and found to be altered.
    pub fn are_torn(&self) -> bool {
        self.torn || self.history.entries.last().map_or(0, |entry| entry.leaf.seq) != self.until
    }

    /// All of them as one.
    pub fn into_history(self) -> History {
        self.history
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::FacilityCode;
    use crate::log::{
        Entry,
        history::{Acting, Caregiver, Named},
        leaf::Leaf,
    };
    use wasm_bindgen_test::wasm_bindgen_test;

    fn part(seqs: std::ops::RangeInclusive<u64>, log: u8) -> History {
        let entries = seqs.map(|seq| Entry {
            leaf: Leaf {
                pseudonym: Hash([log; 32]),
                seq,
                previous: Hash::NONE,
                commitment: Hash::NONE,
                at_millis: 0,
            },
            fields: Vec::new(),
            salt: Hash::NONE,
            sealed: None,
        });
        let code = FacilityCode::try_from("1310000011").unwrap();
        let facilities = vec![Named { code, name: "架空病院".to_owned() }];
        History {
            entries: entries.collect(),
            facilities,
            checkpoint: Some("head".to_owned()),
            ..History::default()
        }
    }

    /// Which caregiver it was is known of the entries of every page.
    #[wasm_bindgen_test(unsupported = test)]
    fn who_acted_is_put_together() {
        let acting = |label: &str, entries: &[u64]| Acting {
            caregiver: Caregiver { label: label.to_owned(), name: None },
            entries: entries.iter().copied().collect(),
        };
        let first = History { caregivers: vec![acting("娘", &[1, 3])], ..part(1..=3, 1) };
        let second =
            History { caregivers: vec![acting("息子", &[4]), acting("娘", &[5])], ..part(4..=5, 1) };
        let whole = pages(vec![(first, 5), (second, 5)]).into_history();
        assert_eq!(whole.caregivers, [acting("娘", &[1, 3, 5]), acting("息子", &[4])]);
        assert_eq!(whole.caregiver_of(5).map(|one| one.label.as_str()), Some("娘"));
        assert_eq!(whole.caregiver_of(2), None);
    }

    fn pages(all: Vec<(History, u64)>) -> Pages {
        let mut pages = Pages::default();
        for (history, until) in all {
            pages.add(Page { history, until, next: None });
        }
        pages
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn pages_of_one_moment_are_the_history() {
        let whole = pages(vec![(part(1..=3, 1), 5), (part(4..=5, 1), 5)]);
        assert!(!whole.are_torn());
        assert_eq!(whole.into_history(), part(1..=5, 1));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn pages_of_two_moments_are_torn() {
        let other_head = History { checkpoint: Some("newer".to_owned()), ..part(4..=5, 1) };
        let other_key = History { key: "another".to_owned(), ..part(4..=5, 1) };
        for (second, until, why) in [
            (other_head, 5, "another head"),
            (other_key, 5, "another key"),
            (part(4..=5, 2), 5, "another log: erased meanwhile"),
            (part(4..=6, 1), 6, "another end"),
            (part(4..=4, 1), 5, "the last is missing"),
            (History { entries: Vec::new(), ..part(4..=4, 1) }, 5, "nothing more"),
        ] {
            assert!(pages(vec![(part(1..=3, 1), 5), (second, until)]).are_torn(), "{why}");
        }
    }
}
