//! What a reader found wrong, in the order it was found.

use crate::record::{Issue, Severity};
use serde_json::Value;

/// The longest piece of what was sent that an issue repeats.
const SHOWN_CHARACTERS: usize = 80;

/// What was found wrong while reading one thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issues(Vec<Issue>);

impl Issues {
    pub(crate) fn add(
        &mut self,
        severity: Severity,
        path: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let issue = Issue { severity, path: path.into(), found: found.into(), expected: expected.into() };
        if !self.0.contains(&issue) {
            self.0.push(issue);
        }
    }

    pub(crate) fn append(&mut self, other: Self) {
        for issue in other.0 {
            self.add(issue.severity, issue.path, issue.found, issue.expected);
        }
    }

    /// What kept a part or the whole from being read; warnings are for the sender alone.
    pub(crate) fn unread_parts(&self) -> Vec<Issue> {
        self.0.iter().filter(|issue| issue.severity >= Severity::Part).cloned().collect()
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.0.iter().any(|issue| issue.severity == Severity::Error)
    }

    /// Everything found; where one element was complained about twice, the graver one stays.
    pub(crate) fn into_vec(self) -> Vec<Issue> {
        let graver: Vec<(String, String, Severity)> =
            self.0.iter().map(|issue| (issue.path.clone(), issue.found.clone(), issue.severity)).collect();
        let outdone = |issue: &Issue| {
            graver.iter().any(|(path, found, severity)| {
                *path == issue.path && *found == issue.found && *severity > issue.severity
            })
        };
        // Quadratic, so only where the list is one a person could read.
        if graver.len() > 2_000 {
            return self.0;
        }
        self.0.into_iter().filter(|issue| !outdone(issue)).collect()
    }
}

/// What was found, short enough to be read in a line.
pub(crate) fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("{text:?}"),
        other => other.to_string(),
    };
    shortened(&text)
}

/// At most [`SHOWN_CHARACTERS`] of `text`.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN_CHARACTERS {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(SHOWN_CHARACTERS).collect();
    short.push('…');
    short
}
