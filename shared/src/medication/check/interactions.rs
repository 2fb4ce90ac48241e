//! Two ingredients that should not meet, or only with care.

use super::{finder::Finder, findings::FindingKind, period::Meeting, situation::Profile};
use crate::medication::knowledge::{RuleKind, Severity, Side};

pub(crate) fn find(finder: &mut Finder<'_>) {
    let knowledge = finder.knowledge;
    for place in 0..finder.present.len() {
        let (ingredient, at) = finder.present[place];
        for link in knowledge.links(ingredient) {
            // Each rule links both of its ingredients; one direction is enough.
            let (Some(other), Side::A) = (link.other, link.side) else { continue };
            for other_place in finder.holding(other) {
                let other_at = finder.present[other_place].1;
                if other_at != at {
                    pair(finder, link.rule, (ingredient, at), (other, other_at));
                }
            }
        }
    }
}

fn pair(finder: &mut Finder<'_>, rule: u16, a: (u16, usize), b: (u16, usize)) {
    let rule = &finder.knowledge.rules[usize::from(rule)];
    let national = finder.situation.profile != Profile::Full;
    if rule.kind != RuleKind::Interaction || !finder.are_compared(a.1, b.1) {
        return;
    }
    let meeting = finder.meeting(a.1, b.1, rule.washout);
    if meeting == Meeting::Never {
        return;
    }
    let medicines = [a.1, b.1];
    let Some((severity, mut doubts)) = finder.weigh(rule, &medicines, None) else { return };
    if national && severity != Severity::Contraindicated {
        return;
    }
    doubts.extend(finder.doubts_about(&medicines));
    finder.add(FindingKind::Interaction, &medicines, None, |finder| {
        let path = finder.path(&[(a.0, a.1, &rule.a), (b.0, b.1, &rule.b)]);
        finder.ground(rule, severity, doubts, meeting == Meeting::WithinWashout, path)
    });
}
