//! Index from an ingredient to the rules that speak of it: a check looks at these and at nothing else.

use super::rule::{IngredientIx, Rule, RuleKind, Side};

/// One rule that speaks of an ingredient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub rule: u16,
    pub side: Side,
    /// Of an interaction: the other ingredient.
    pub other: Option<IngredientIx>,
}

/// All links, those of one ingredient side by side.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Index {
    starts: Vec<u32>,
    links: Vec<Link>,
    /// The rules that hold for every ingredient: the same one twice, and the one the person reacted to.
    duplicate: Option<u16>,
    same_allergy: Option<u16>,
}

impl Index {
    pub(crate) fn of(rules: &[Rule], ingredients: usize) -> Self {
        let mut counts = vec![0_u32; ingredients + 1];
        each(rules, |ingredient, _| counts[usize::from(ingredient) + 1] += 1);
        let mut total = 0;
        for count in &mut counts {
            total += *count;
            *count = total;
        }
        let starts = counts.clone();
        let empty = Link { rule: 0, side: Side::A, other: None };
        let mut links = vec![empty; total as usize];
        let mut next = counts;
        each(rules, |ingredient, link| {
            let place = &mut next[usize::from(ingredient)];
            links[*place as usize] = link;
            *place += 1;
        });
        let first_of =
            |kind: RuleKind| rules.iter().zip(0_u16..).find(|(rule, _)| rule.kind == kind).map(|(_, at)| at);
        let (duplicate, same_allergy) = (first_of(RuleKind::Duplicate), first_of(RuleKind::SameAllergy));
        Self { starts, links, duplicate, same_allergy }
    }

    pub(crate) fn duplicate(&self) -> Option<u16> {
        self.duplicate
    }

    pub(crate) fn same_allergy(&self) -> Option<u16> {
        self.same_allergy
    }

    pub(crate) fn links(&self, ingredient: IngredientIx) -> &[Link] {
        let at = usize::from(ingredient);
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.links[*start as usize..*end as usize],
            _ => &[],
        }
    }
}

fn each(rules: &[Rule], mut take: impl FnMut(IngredientIx, Link)) {
    for (number, rule) in rules.iter().enumerate() {
        let number = u16::try_from(number).expect("a file with more than 65,535 rules is refused");
        if rule.kind != RuleKind::Interaction {
            for member in &rule.a {
                take(member.ingredient, Link { rule: number, side: Side::A, other: None });
            }
            continue;
        }
        for a in &rule.a {
            for b in rule.b.iter().filter(|b| b.ingredient != a.ingredient) {
                take(a.ingredient, Link { rule: number, side: Side::A, other: Some(b.ingredient) });
                take(b.ingredient, Link { rule: number, side: Side::B, other: Some(a.ingredient) });
            }
        }
    }
}
