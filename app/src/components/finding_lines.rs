//! Findings of a check of medicines in a line each: which medicines, and what of the person they meet.

use super::findings::{kind, matter};
use crate::{context::checked::Names, format, t};
use shared::medication::{
    check::{Certainty, Concerned, Finding, FindingKind, Findings, Ground},
    knowledge::Severity,
};

/// One line; findings about the same medicines and of the same kind share it.
pub struct FindingLine {
    pub severity: Severity,
    kind: FindingKind,
    medicines: Vec<Concerned>,
    matters: Vec<String>,
    /// All that stands behind it depends on something that is not known.
    is_possible: bool,
}

pub fn finding_lines(findings: &Findings, names: &Names) -> Vec<FindingLine> {
    let mut lines: Vec<FindingLine> = Vec::new();
    for finding in &findings.findings {
        let one = of(finding, names);
        let known = lines
            .iter_mut()
            .find(|line| (line.kind, line.severity, line.places()) == (one.kind, one.severity, one.places()));
        match known {
            Some(line) => {
                line.is_possible &= one.is_possible;
                for said in one.matters {
                    if !line.matters.contains(&said) {
                        line.matters.push(said);
                    }
                }
            }
            None => lines.push(one),
        }
    }
    lines
}

fn of(finding: &Finding, names: &Names) -> FindingLine {
    let is_certain = |ground: &Ground| ground.certainty == Certainty::Certain;
    FindingLine {
        severity: finding.severity,
        kind: finding.kind,
        medicines: finding.medicines.clone(),
        matters: finding.matter.iter().map(|one| matter(one, names)).collect(),
        is_possible: !finding.grounds.iter().any(is_certain),
    }
}

impl FindingLine {
    /// Places of its medicines in what was checked.
    fn places(&self) -> Vec<usize> {
        self.medicines.iter().map(|medicine| medicine.index).collect()
    }

    /// `いっしょに使う組み合わせ：ベルソムラ と クラリスロマイシン`
    pub fn in_words(&self) -> String {
        let mut concerned: Vec<String> = self.medicines.iter().map(|one| one.name.clone()).collect();
        if !self.matters.is_empty() {
            concerned.push(format::list(&self.matters));
        }
        let said = t!("check-line", kind = kind(self.kind), what = concerned.join(&t!("check-and")));
        match self.is_possible {
            true => format::with_remarks(&said, &[t!("check-line-possible")]),
            false => said,
        }
    }
}
