//! Duplicates: the same ingredient twice by the same route, and, in the full check, the same effect twice.

use super::{
    finder::{Finder, Taken, known_and_equal, same_sheet},
    findings::FindingKind,
    period::Meeting,
    situation::{Profile, Source},
};
use crate::{
    medication::{
        knowledge::{IngredientIx, Rule, RuleKind},
        supplies::same_prescriber,
    },
    medicine_code::Route,
};
use std::collections::BTreeMap;

pub(crate) fn find(finder: &mut Finder<'_>) {
    if let Some(rule) = finder.knowledge.duplicate_rule() {
        same_ingredient(finder, rule);
    }
    if finder.situation.profile == Profile::Full {
        same_effect(finder);
    }
}

fn same_ingredient(finder: &mut Finder<'_>, rule: &Rule) {
    let present = finder.present.clone();
    for group in present.chunk_by(|a, b| a.0 == b.0) {
        for (place, (ingredient, a)) in group.iter().enumerate() {
            for (_, b) in &group[place + 1..] {
                duplicate(finder, rule, *ingredient, *a, *b);
            }
        }
    }
}

fn duplicate(finder: &mut Finder<'_>, rule: &Rule, ingredient: IngredientIx, a: usize, b: usize) {
    let (one, other) = (&finder.taken[a], &finder.taken[b]);
    if !finder.are_compared(a, b)
        || is_continuation(one, other)
        || !may_be_same_route(one, other)
        || finder.meeting(a, b, (0, 0)) == Meeting::Never
    {
        return;
    }
    let doubts = finder.doubts_about(&[a, b]);
    finder.add(FindingKind::Duplicate, &[a, b], None, |finder| {
        let path = finder.path(&[(ingredient, a, &[]), (ingredient, b, &[])]);
        finder.ground(rule, rule.severity, doubts, false, path)
    });
}

/// The same medicine from the same prescriber again is a continuing prescription, and on one sheet it is a step of
/// tapering or a dose made of two strengths. Neither is a duplicate.
fn is_continuation(a: &Taken<'_>, b: &Taken<'_>) -> bool {
    let (one, other) = (a.medicine, b.medicine);
    let same_place = (known_and_equal(one.facility.as_ref(), other.facility.as_ref())
        && same_prescriber(
            (one.department.as_deref(), one.prescriber.as_deref()),
            (other.department.as_deref(), other.prescriber.as_deref()),
        ) != Some(false))
        || same_sheet(a.medicine, b.medicine)
        || (a.medicine.source == Source::OverTheCounter
            && b.medicine.source == Source::OverTheCounter
            && a.medicine.name == b.medicine.name);
    same_place && a.known.ingredients == b.known.ingredients
}

fn route(taken: &Taken<'_>) -> Option<Route> {
    taken.medicine.route.or(taken.known.route)
}

/// An unknown route may be the same one.
fn may_be_same_route(a: &Taken<'_>, b: &Taken<'_>) -> bool {
    route(a).is_none() || route(b).is_none() || route(a) == route(b)
}

/// Members of each rule: the medicines that take part, through which ingredient.
type Members = BTreeMap<u16, Vec<(IngredientIx, usize)>>;

fn same_effect(finder: &mut Finder<'_>) {
    let mut members = Members::new();
    for (ingredient, at) in &finder.present {
        for link in finder.knowledge.links(*ingredient) {
            if finder.knowledge.rules[usize::from(link.rule)].kind == RuleKind::DuplicateClass {
                members.entry(link.rule).or_default().push((*ingredient, *at));
            }
        }
    }
    for (rule, members) in members {
        for (place, a) in members.iter().enumerate() {
            for b in &members[place + 1..] {
                if a.0 != b.0 && a.1 != b.1 {
                    equivalent(finder, rule, *a, *b);
                }
            }
        }
    }
}

fn equivalent(finder: &mut Finder<'_>, rule: u16, a: (IngredientIx, usize), b: (IngredientIx, usize)) {
    let rule = &finder.knowledge.rules[usize::from(rule)];
    let medicines = [a.1, b.1];
    if finder.meeting(a.1, b.1, (0, 0)) == Meeting::Never {
        return;
    }
    let Some((severity, mut doubts)) = finder.weigh(rule, &medicines, None) else { return };
    doubts.extend(finder.doubts_about(&medicines));
    finder.add(FindingKind::DuplicateClass, &medicines, None, |finder| {
        let path = finder.path(&[(a.0, a.1, &rule.a), (b.0, b.1, &rule.a)]);
        finder.ground(rule, severity, doubts, false, path)
    });
}
