use super::asked::Asked;
use serde::{Deserialize, Serialize};
use shared::log::{
    Hash, History,
    history::Named,
    question::Question,
    visits::{Line, Matter, Visit, visits},
};

/// Visits on one page.
const A_PAGE: usize = 50;

/// Entries listed of one visit; the table to take away has all of them.
const LINES: usize = 30;

/// Content of the page: one page of a history's entries as visits, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryContent {
    /// Name of the person whose history it is.
    pub person: String,
    pub asked: Asked,
    /// Those of this page.
    pub visits: Vec<Visit>,
    /// Number of pages; at least one.
    pub pages: usize,
    /// Number of entries that were found, and of all: what is not looked for is there all the same.
    pub found: usize,
    pub entries: usize,
    pub facilities: Vec<Named>,
    pub questions: Vec<Question>,
    /// Pseudonym of the person in the log; `None`: nothing was entered yet.
    pub pseudonym: Option<Hash>,
}

/// One entry, and what was asked about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntryContent {
    pub person: String,
    pub line: Line,
    pub facilities: Vec<Named>,
    /// The newest first.
    pub questions: Vec<Question>,
}

impl HistoryContent {
    pub fn of(history: &History, asked: &Asked) -> Self {
        let lines = history.entries.iter().map(|entry| Line::of(entry, history));
        let lines: Vec<Line> = lines.filter(|line| asked.filter.admits(&line.access)).collect();
        let found = lines.len();
        let all = visits(lines);
        let pages = all.len().div_ceil(A_PAGE).max(1);
        let begin = asked.page.saturating_sub(1).saturating_mul(A_PAGE);
        let visits = all.into_iter().skip(begin).take(A_PAGE).map(shortened).collect();
        Self {
            person: history.person.clone(),
            asked: asked.clone(),
            visits,
            pages,
            found,
            entries: history.entries.len(),
            facilities: history.facilities.clone(),
            questions: history.questions.clone(),
            pseudonym: history.pseudonym(),
        }
    }
}

impl EntryContent {
    /// `None`: there is no such entry.
    pub fn of(history: &History, seq: u64) -> Option<Self> {
        let entry = history.entries.iter().find(|entry| entry.leaf.seq == seq)?;
        let asked = history.questions.iter().filter(|question| question.seq == seq);
        Some(Self {
            person: history.person.clone(),
            line: Line::of(entry, history),
            facilities: history.facilities.clone(),
            questions: asked.cloned().collect(),
        })
    }

    /// A facility asked for it, and no question waits.
    pub fn may_ask(&self) -> bool {
        self.line.access.facility.is_some() && self.questions.iter().all(|question| question.answer.is_some())
    }
}

/// The newest entries of a visit; of an emergency all.
fn shortened(mut visit: Visit) -> Visit {
    let more = visit.lines.len().saturating_sub(LINES);
    if visit.matter != Matter::Emergency {
        visit.lines.drain(..more);
    }
    visit
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::log::{Entry, leaf::Leaf};

    /// `days` days with `a_day` of her own looks each, and one refusal of a hospital on the first.
    fn history(days: i64, a_day: i64) -> History {
        let fields = |actor: &str, outcome: &str| {
            let said =
                [("actor", actor), ("facility", "1310000011"), ("purpose", "care"), ("outcome", outcome)];
            said.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
        };
        let looks = (0..days * a_day)
            .map(|number| (number / a_day * 1440 + number % a_day, fields("self", "granted")));
        let all = std::iter::once((0, fields("staff", "refused"))).chain(looks);
        let entries = all.zip(1..).map(|((minute, fields), seq)| Entry {
            leaf: Leaf {
                pseudonym: Hash::NONE,
                seq,
                previous: Hash::NONE,
                commitment: Hash::NONE,
                at_millis: minute * 60_000,
            },
            fields,
            salt: Hash::NONE,
            sealed: None,
        });
        History { entries: entries.collect(), ..History::default() }
    }

    fn page(page: usize) -> Asked {
        Asked { page, ..Asked::default() }
    }

    #[test]
    fn pages_hold_each_visit_once() {
        let history = history(120, 2);
        let pages: Vec<HistoryContent> =
            (1..=4).map(|one| HistoryContent::of(&history, &page(one))).collect();
        let sizes: Vec<usize> = pages.iter().map(|page| page.visits.len()).collect();
        assert_eq!((sizes, pages[0].pages), (vec![50, 50, 21, 0], 3));
        let entries: u64 = pages.iter().flat_map(|page| &page.visits).map(|visit| visit.count).sum();
        assert_eq!((entries, pages[0].found, pages[0].entries), (241, 241, 241));
        assert_eq!(HistoryContent::of(&history, &page(usize::MAX)).visits, []);
    }

    #[test]
    fn a_day_of_many_looks_is_counted_whole_and_listed_in_part() {
        let content = HistoryContent::of(&history(1, 400), &Asked::default());
        let own = content.visits.iter().find(|visit| visit.matter == Matter::Own).unwrap();
        assert_eq!((own.count, own.lines.len(), own.lines[LINES - 1].seq), (400, LINES, 401));
    }

    #[test]
    fn a_filter_finds_what_it_names_and_says_of_how_many() {
        let asked = Asked::of(|name| (name == "refused").then(|| "1".to_owned()));
        let content = HistoryContent::of(&history(3, 2), &asked);
        assert_eq!((content.found, content.entries, content.visits.len()), (1, 7, 1));
        assert_eq!(EntryContent::of(&history(3, 2), 1).unwrap().line, content.visits[0].lines[0]);
        assert_eq!(EntryContent::of(&history(3, 2), 8), None);
    }
}
