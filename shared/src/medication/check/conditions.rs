//! Whether a rule's condition holds in this situation: yes, no, or it cannot be told.

use super::{
    finder::{Finder, Taken},
    findings::Doubt,
    period::Meeting,
    situation::{Category, ConditionFact},
};
use crate::{
    medication::{
        ingredient::spelled_plainly,
        knowledge::{Condition, IcdRange, IngredientIx, Side, any_holds},
    },
    record::Sex,
    time::age_in_years,
};

pub(crate) enum Held {
    Yes,
    No,
    Unknown(Vec<Doubt>),
}

impl Held {
    fn known(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

pub(crate) fn holds(
    finder: &Finder<'_>,
    condition: &Condition,
    medicines: &[usize],
    disease: Option<usize>,
) -> Held {
    let of = |side: Side| {
        let at = match side {
            Side::A => 0,
            Side::B => 1,
        };
        medicines.get(at).map(|taken| &finder.taken[*taken])
    };
    match condition {
        Condition::Route(side, wanted) => {
            with(of(*side), |taken| match taken.medicine.route.or(taken.known.route) {
                Some(route) => Held::known(route == *wanted),
                None => Held::Unknown(vec![Doubt::ByRoute(taken.index, *wanted)]),
            })
        }
        Condition::Product(side, prefixes, wanted) => with(of(*side), |taken| match taken.known.prefix {
            Some(prefix) => Held::known(prefixes.contains(&prefix) == *wanted),
            None => Held::Unknown(vec![Doubt::ThatProduct(taken.index)]),
        }),
        Condition::Name(side, names, wanted) => with(of(*side), |taken| named(taken, names, *wanted)),
        Condition::Disease(ranges, egfr) => has_disease(finder, ranges, *egfr),
        Condition::DiseaseNamed(names, wanted) => disease_named(finder, names, *wanted, disease),
        Condition::AgeBelow(years) => match age(finder) {
            Some(age) => Held::known(age < u32::from(*years)),
            None => Held::Unknown(vec![Doubt::YoungerThan(*years)]),
        },
        Condition::Female => match finder.situation.sex {
            Some(Sex::Female) => Held::Yes,
            Some(Sex::Male) => Held::No,
            Some(Sex::Other | Sex::Unknown) | None => Held::Unknown(vec![Doubt::Female]),
        },
        Condition::AlsoTaken(ingredients) => Held::known(also_taken(finder, ingredients, medicines)),
        Condition::DifferentProducts => Held::known(are_different(of(Side::A), of(Side::B))),
        Condition::Said(words) => {
            Held::Unknown(vec![Doubt::Said(finder.knowledge.words[usize::from(*words)].clone())])
        }
    }
}

/// A rule that speaks of a medicine which is not there cannot be told.
fn with(taken: Option<&Taken<'_>>, hold: impl FnOnce(&Taken<'_>) -> Held) -> Held {
    taken.map_or(Held::Unknown(Vec::new()), hold)
}

/// The written name, strength included. A name without any number says nothing about a strength that is asked for.
fn named(taken: &Taken<'_>, names: &[Box<str>], wanted: bool) -> Held {
    let written = spelled_plainly(&taken.medicine.name);
    let has_number = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let strength_asked = names.iter().any(|name| has_number(name));
    if written.is_empty() || (strength_asked && !has_number(&written)) {
        return Held::Unknown(vec![Doubt::ThatProduct(taken.index)]);
    }
    Held::known(names.iter().any(|name| holds_whole(&written, name)) == wanted)
}

/// `25μg` stands in `ミニリンメルトod錠25μg` and not in `125μg`.
fn holds_whole(written: &str, name: &str) -> bool {
    written.match_indices(name).any(|(at, _)| {
        let before = written[..at].chars().next_back();
        !(name.starts_with(|c: char| c.is_ascii_digit())
            && before.is_some_and(|c| c.is_ascii_digit() || c == '.'))
    })
}

pub(crate) fn age(finder: &Finder<'_>) -> Option<u32> {
    age_in_years(finder.situation.birth_date?, finder.situation.as_of)
}

fn has_disease(finder: &Finder<'_>, ranges: &[IcdRange], egfr: Option<u16>) -> Held {
    let situation = finder.situation;
    let is_one =
        |condition: &ConditionFact| condition.icd10.as_deref().is_some_and(|code| any_holds(ranges, code));
    if situation.conditions.iter().any(|one| !one.suspected && is_one(one)) {
        return Held::Yes;
    }
    let mut doubts = Vec::new();
    if let Some(limit) = egfr {
        match situation.kidney {
            Some(kidney) if kidney.egfr.is_below(limit) => return Held::Yes,
            Some(_) => {}
            None => doubts.push(Doubt::EgfrBelow(limit)),
        }
    }
    let suspected = situation.conditions.iter().position(is_one);
    doubts.extend(suspected.map(Doubt::IsTheDisease));
    let told = |condition: &ConditionFact| condition.icd10.is_some();
    let all_known =
        !situation.not_available.contains(&Category::Conditions) && situation.conditions.iter().all(told);
    if !all_known {
        doubts.push(Doubt::Disease(ranges.iter().map(IcdRange::to_string).collect()));
    }
    if doubts.is_empty() { Held::No } else { Held::Unknown(doubts) }
}

/// A name that does not say it leaves open whether the disease is of that kind; one that says the contrary does not.
fn disease_named(finder: &Finder<'_>, names: &[Box<str>], wanted: bool, disease: Option<usize>) -> Held {
    let Some(index) = disease else { return Held::Unknown(Vec::new()) };
    let written = spelled_plainly(&finder.situation.conditions[index].name);
    // 「アスピリン喘息ではない」 names the disease in order to say the opposite.
    let denied = ["デハナイ", "ナシ", "否定"].iter().any(|word| written.contains(word));
    let named = !denied && names.iter().any(|name| written.contains(&**name));
    match (named, wanted) {
        (true, wanted) => Held::known(wanted),
        (false, true) => Held::Unknown(vec![Doubt::DiseaseOfThatKind(index)]),
        (false, false) => Held::Yes,
    }
}

/// Whether one of these ingredients is taken while the first of the medicines is.
fn also_taken(finder: &Finder<'_>, ingredients: &[IngredientIx], medicines: &[usize]) -> bool {
    let Some(first) = medicines.first() else { return false };
    finder.present.iter().any(|(ingredient, at)| {
        ingredients.binary_search(ingredient).is_ok()
            && finder.taken[*at].known.local != Some(true)
            && (at == first || finder.meeting(*first, *at, (0, 0)) != Meeting::Never)
    })
}

/// Whether neither product holds all that the other holds of the pair: Entresto beside Entresto is no interaction.
fn are_different(a: Option<&Taken<'_>>, b: Option<&Taken<'_>>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let same = |one: &Taken<'_>, other: &Taken<'_>| {
        one.known.ingredients.len() > 1
            && one.known.ingredients.iter().all(|ingredient| other.known.ingredients.contains(ingredient))
    };
    !same(a, b) && !same(b, a)
}
