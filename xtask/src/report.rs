//! Counting tests in what their runners print, and the table and closing line at the end.

use std::time::Duration;

use crate::process::duration;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Counts {
    /// Adds up every `test result:` line of Cargo's test harness, doctests and the WebAssembly runner
    /// included. Doctests are why this reads lines instead of asking for JSON, which stable Rust lacks.
    pub fn of_cargo(output: &str) -> Counts {
        let mut counts = Counts::default();
        for line in output.lines().filter_map(|line| line.trim_start().strip_prefix("test result: ")) {
            counts.passed += number_before(line, " passed");
            counts.failed += number_before(line, " failed");
            counts.skipped += number_before(line, " ignored");
        }
        counts
    }

    /// Reads the `stats` object of Playwright's JSON report. A flaky test passed at its second try, on a machine
    /// that was busy at the first: it counts as passed, and Playwright's own list above names it.
    pub fn of_playwright(report: &str) -> Option<Counts> {
        let stats = &report[report.rfind("\"stats\"")?..];
        let stats = &stats[..stats.find('}')?];
        let number = |key: &str| {
            let after = &stats[stats.find(key)? + key.len()..];
            leading_number(after.trim_start_matches([':', ' ']))
        };
        Some(Counts {
            passed: number("\"expected\"")? + number("\"flaky\"")?,
            failed: number("\"unexpected\"")?,
            skipped: number("\"skipped\"")?,
        })
    }

    fn is_empty(self) -> bool {
        self == Counts::default()
    }
}

/// One row of the table.
struct Step {
    name: &'static str,
    counts: Counts,
    time: Duration,
    note: String,
}

#[derive(Default)]
pub struct Report {
    steps: Vec<Step>,
    left_out: Vec<String>,
}

impl Report {
    /// A step that has no tests of its own, such as lints: it shows in the sum only when it fails.
    pub fn check(&mut self, name: &'static str, time: Duration, outcome: Result<(), String>) {
        let failed = u32::from(outcome.is_err());
        self.push(name, Counts { failed, ..Counts::default() }, time, outcome.err().unwrap_or_default());
    }

    /// A step made of tests. One that ended badly without naming a failed test counts as one failure, and so
    /// does one in which no test ran: silence is not success.
    pub fn tests(&mut self, name: &'static str, time: Duration, mut counts: Counts, success: bool) {
        let mut note = String::new();
        if counts.is_empty() {
            note = "no test ran".to_owned();
            counts.failed = 1;
        } else if !success && counts.failed == 0 {
            note = "ended badly without naming a failed test".to_owned();
            counts.failed = 1;
        }
        self.push(name, counts, time, note);
    }

    pub fn left_out(&mut self, what: &str) {
        self.left_out.push(what.to_owned());
    }

    fn push(&mut self, name: &'static str, counts: Counts, time: Duration, note: String) {
        self.steps.push(Step { name, counts, time, note });
    }

    pub fn total(&self) -> Counts {
        self.steps.iter().fold(Counts::default(), |sum, step| Counts {
            passed: sum.passed + step.counts.passed,
            failed: sum.failed + step.counts.failed,
            skipped: sum.skipped + step.counts.skipped,
        })
    }

    /// Each step with its time; at the end `whole`, what all of them took together.
    pub fn table(&self, whole: Duration) -> String {
        let mut table =
            format!("\n{:<34}{:>8}{:>8}{:>9}   {}\n", "step", "passed", "failed", "skipped", "time");
        for Step { name, counts, time, note } in &self.steps {
            let cell = |count: u32| if count == 0 { "·".to_owned() } else { count.to_string() };
            table += &format!(
                "{name:<34}{:>8}{:>8}{:>9}   {}\n",
                cell(counts.passed),
                cell(counts.failed),
                cell(counts.skipped),
                duration(*time),
            );
            for line in note.lines() {
                table += &format!("    {line}\n");
            }
        }
        table += &format!("{:<59}   {}\n", "everything", duration(whole));
        for what in &self.left_out {
            table += &format!("left out: {what}\n");
        }
        table
    }

    /// The last line, read by people and by scripts.
    pub fn closing_line(&self) -> String {
        match self.total() {
            Counts { passed, failed, skipped: 0 } => format!("{passed} passed, {failed} failed"),
            Counts { passed, failed, skipped } => {
                format!("{passed} passed, {failed} failed, {skipped} skipped")
            }
        }
    }
}

/// The number that stands directly before `word`; 0 where the word is missing.
fn number_before(line: &str, word: &str) -> u32 {
    let Some(end) = line.find(word) else { return 0 };
    let start = line[..end].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    line[start..end].parse().unwrap_or(0)
}

fn leading_number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u32, failed: u32, skipped: u32) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn every_result_line_of_cargo_is_added() {
        let output = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            said in a test: “test result: none”\n    \
            test result: ok. 4 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s\n";
        assert_eq!(Counts::of_cargo(output), counts(17, 2, 1));
    }

    #[test]
    fn playwright_counts_come_from_the_stats_at_the_end() {
        let report = r#"{"suites": [{"title": "\"stats\""}], "stats": {
            "startTime": "2024-08-01T00:00:00.000Z", "duration": 12.5,
            "expected": 41, "skipped": 2, "unexpected": 3, "flaky": 1 }}"#;
        assert_eq!(Counts::of_playwright(report), Some(counts(42, 3, 2)));
        assert_eq!(Counts::of_playwright("{}"), None);
    }

    #[test]
    fn a_crash_and_an_empty_run_are_failures() {
        let mut report = Report::default();
        report.tests("crashed", Duration::ZERO, counts(5, 0, 0), false);
        report.tests("empty", Duration::ZERO, counts(0, 0, 0), true);
        assert_eq!(report.closing_line(), "5 passed, 2 failed");
    }

    #[test]
    fn the_closing_line_names_skips_only_where_there_are_any() {
        let mut report = Report::default();
        report.check("lints", Duration::ZERO, Ok(()));
        report.tests("native", Duration::ZERO, counts(7, 0, 0), true);
        assert_eq!(report.closing_line(), "7 passed, 0 failed");
        report.tests("browser", Duration::ZERO, counts(1, 0, 2), true);
        assert_eq!(report.closing_line(), "8 passed, 0 failed, 2 skipped");
    }
}
