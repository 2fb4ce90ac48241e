//! A sheet of paper: its words in order, however it is drawn.

use crate::t;

/// Everything on it. Whoever draws it adds nothing and leaves nothing out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub title: String,
    /// Identity of the patient: the name of each fact, and the fact.
    pub who: Vec<(String, String)>,
    /// As of when, for whom and why it was made.
    pub made: Vec<(String, String)>,
    /// Warning of what the sheet is not. Always said.
    pub warning: Vec<String>,
    pub parts: Vec<SheetPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    /// For addresses within a page.
    pub id: &'static str,
    pub title: String,
    pub notes: Vec<String>,
    pub lines: Vec<Line>,
    /// Whether its lines are all name and source and stand one behind another: the short form of a long list.
    pub run_in: bool,
    /// Words where there is no line: never "none".
    pub nothing: String,
}

/// One fact: what, more about it, and from whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    /// A word that stands out beside the name.
    pub mark: Option<String>,
    /// Whether the mark is red: what must not be given or combined, and what may kill by an allergy. Nothing else.
    pub grave: bool,
    pub facts: String,
    pub source: String,
}

/// As it stands among others of its kind.
pub fn with_source(name: &str, source: &str) -> String {
    t!("emergency-summary-with-source", name = name.to_owned(), source = source.to_owned())
}

pub fn part(id: &'static str, title: String, lines: Vec<Line>) -> SheetPart {
    let nothing = t!("emergency-summary-nothing");
    SheetPart { id, title, notes: Vec::new(), lines, run_in: false, nothing }
}
