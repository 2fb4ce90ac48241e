//! Findings of a check of medicines, one for each thing to ask about.

use super::findings::{kind, matter};
use crate::{context::checked::Names, format, t};
use shared::medication::{
    check::{Certainty, Concerned, Finding, FindingKind, Ground, Matter},
    knowledge::Severity,
};

/// Findings about the same medicines and of the same kind: three diseases that speak against one medicine are one thing to
/// ask about.
pub struct FindingCard {
    pub kind: FindingKind,
    pub severity: Severity,
    pub medicines: Vec<Concerned>,
    pub matters: Vec<Matter>,
    pub grounds: Vec<Ground>,
    /// All that stands behind it depends on something that is not known.
    is_possible: bool,
}

pub fn finding_cards(findings: &[Finding]) -> Vec<FindingCard> {
    let mut cards: Vec<FindingCard> = Vec::new();
    for finding in findings {
        let places = |medicines: &[Concerned]| medicines.iter().map(|one| one.index).collect::<Vec<_>>();
        let is_possible = !finding.grounds.iter().any(|ground| ground.certainty == Certainty::Certain);
        let known = cards.iter_mut().find(|card| {
            card.kind == finding.kind
                && card.severity == finding.severity
                && places(&card.medicines) == places(&finding.medicines)
        });
        match known {
            Some(card) => {
                card.is_possible &= is_possible;
                card.matters.extend(finding.matter.clone());
                for ground in &finding.grounds {
                    if !card.grounds.iter().any(|one| one.rule == ground.rule) {
                        card.grounds.push(ground.clone());
                    }
                }
            }
            None => cards.push(FindingCard {
                kind: finding.kind,
                severity: finding.severity,
                medicines: finding.medicines.clone(),
                matters: finding.matter.clone().into_iter().collect(),
                grounds: finding.grounds.clone(),
                is_possible,
            }),
        }
    }
    cards
}

impl FindingCard {
    /// The medicines and the facts that meet; `said`: how a fact is said.
    pub fn concerned(&self, names: &Names, said: fn(&Matter, &Names) -> String) -> String {
        let mut concerned: Vec<String> =
            self.medicines.iter().map(|medicine| format::told_name(&medicine.name)).collect();
        let mut matters: Vec<String> = Vec::new();
        for said in self.matters.iter().map(|one| said(one, names)) {
            if !matters.contains(&said) {
                matters.push(said);
            }
        }
        if !matters.is_empty() {
            concerned.push(format::list(&matters));
        }
        concerned.join(&t!("check-and"))
    }

    /// `いっしょに使う組み合わせ：ベルソムラ と クラリスロマイシン`, in a line that is read alone.
    pub fn in_a_line(&self, names: &Names) -> String {
        let said = t!("check-line", kind = kind(self.kind), what = self.concerned(names, matter));
        match self.is_possible {
            true => format::with_remarks(&said, &[t!("check-line-possible")]),
            false => said,
        }
    }
}
