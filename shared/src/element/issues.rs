//! Issues that a reader found, in the order in which it found them.

use crate::issue::{Issue, Severity};
use serde_json::Value;

/// The longest piece of what was sent that an issue repeats.
const SHOWN_CHARACTERS: usize = 80;

/// Most issues that one reading keeps; beyond that only their number and gravity are known. Far more than a person
/// reads, few enough that comparing each with each costs nothing.
const KEPT_ISSUES: usize = 1_000;

/// Issues found while reading one thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issues {
    kept: Vec<Issue>,
    left_out: usize,
    has_errors: bool,
}

impl Issues {
    pub(crate) fn add(
        &mut self,
        severity: Severity,
        path: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.has_errors |= severity == Severity::Error;
        if self.kept.len() >= KEPT_ISSUES {
            self.left_out += 1;
            return;
        }
        let issue = Issue { severity, path: path.into(), found: found.into(), expected: expected.into() };
        if !self.kept.contains(&issue) {
            self.kept.push(issue);
        }
    }

    /// Takes over what was found in reading a part, each issue with the severity that it has for the whole.
    pub(crate) fn take(&mut self, part: Self, severity: impl Fn(Severity) -> Severity) {
        for issue in part.into_vec() {
            self.add(severity(issue.severity), issue.path, issue.found, issue.expected);
        }
    }

    /// Issues that kept a part or the whole from being read; warnings are for the sender alone.
    pub(crate) fn unread_parts(&self) -> Vec<Issue> {
        self.kept.iter().filter(|issue| issue.severity >= Severity::Part).cloned().collect()
    }

    /// Whether something leaves in doubt what the rest means.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.kept.iter().any(|issue| issue.severity == Severity::Doubt)
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// Everything kept; where one element was complained about twice, the graver complaint stays.
    pub(crate) fn into_vec(self) -> Vec<Issue> {
        // Reading and checking complain about the same element in different words: the first stays.
        let outdone = |at: usize| {
            let issue = &self.kept[at];
            self.kept.iter().enumerate().any(|(other_at, other)| {
                other.path == issue.path
                    && other.found == issue.found
                    && (other.severity > issue.severity
                        || (other.severity == issue.severity && other_at < at))
            })
        };
        let keep: Vec<bool> = (0..self.kept.len()).map(|at| !outdone(at)).collect();
        self.kept.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(issue, _)| issue).collect()
    }

    /// At most `limit` issues and how many more there are, gravest first where some are left out.
    pub(crate) fn limited_to(self, limit: usize) -> Vec<Issue> {
        let left_out = self.left_out;
        let mut issues = self.into_vec();
        let more = issues.len().saturating_sub(limit) + left_out;
        if more == 0 {
            return issues;
        }
        issues.sort_by_key(|issue| std::cmp::Reverse(issue.severity));
        issues.truncate(limit);
        let severity = issues.last().map_or(Severity::Warning, |last| last.severity);
        issues.push(Issue {
            severity,
            path: "Bundle".to_owned(),
            found: format!("and {more} more"),
            expected: "a transmission without issues".to_owned(),
        });
        issues
    }
}

/// A found value, short enough to be read in a line.
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
