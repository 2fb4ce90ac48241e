//! What benchmarks print, by name.

use std::collections::BTreeMap;
use std::process::Command;

use crate::process::{show, timed};
use crate::{Outcome, target};

/// What the benchmarks said, by name.
#[derive(Default)]
pub struct Figures(BTreeMap<String, f64>);

impl Figures {
    /// Runs a benchmark and takes what it says.
    pub fn run(&mut self, command: &mut Command, attempt: &str) -> Outcome {
        let shown = timed(attempt, || show(command, attempt))?;
        if !shown.success {
            return Err(format!("Could not {attempt}: the words above say why."));
        }
        self.read(&shown.text);
        Ok(())
    }

    /// Lines such as `measured ssr-per-second 812.5`; a test runner may have put something before them.
    fn read(&mut self, text: &str) {
        for line in text.lines() {
            let Some((_, said)) = line.split_once("measured ") else { continue };
            let mut words = said.split_whitespace();
            if let (Some(name), Some(Ok(figure))) = (words.next(), words.next().map(str::parse)) {
                self.0.insert(name.to_owned(), figure);
            }
        }
    }

    /// The median that Criterion kept, in nanoseconds.
    pub fn add_criterion(&mut self, name: &str) -> Outcome {
        let file = target().join("criterion/reading").join(name).join("new/estimates.json");
        let text = std::fs::read_to_string(&file)
            .map_err(|cause| format!("Could not read Criterion's figures for {name}: {cause}."))?;
        let median = criterion_median(&text).ok_or("Criterion's figures have no median.")?;
        self.0.insert(format!("native-{name}-ns"), median);
        Ok(())
    }

    pub fn get(&self, name: &str) -> Outcome<f64> {
        self.0.get(name).copied().ok_or_else(|| format!("The benchmarks did not say “{name}”."))
    }

    pub fn ratio(&self, name: &str, to: &str) -> Outcome<f64> {
        Ok(self.get(name)? / self.get(to)?)
    }
}

fn criterion_median(json: &str) -> Option<f64> {
    let median = &json[json.find("\"median\"")?..];
    let after = median.split_once("\"point_estimate\":")?.1;
    let end = after.find(|c: char| !matches!(c, '0'..='9' | '.' | 'e' | '-' | '+' | ' '))?;
    after[..end].trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_whatever_stands_before_them() {
        let mut figures = Figures::default();
        figures.read("noise\nmeasured a-b 12.5\n    console.log: measured c 3\nmeasured nothing\n");
        assert_eq!((figures.get("a-b"), figures.get("c")), (Ok(12.5), Ok(3.0)));
        assert!(figures.get("nothing").is_err());
    }

    #[test]
    fn the_median_is_told_from_the_mean() {
        let json = r#"{"mean":{"confidence_interval":{"upper_bound":9.0},"point_estimate":1.5,"standard_error":0.1},
            "median":{"confidence_interval":{"lower_bound":1.0},"point_estimate":250.75,"standard_error":0.2}}"#;
        assert_eq!(criterion_median(json), Some(250.75));
        assert_eq!(criterion_median("{}"), None);
    }
}
