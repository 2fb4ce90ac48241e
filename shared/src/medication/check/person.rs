//! Medicines against the person: allergies, diseases, pregnancy, age, kidney function, sex.

use super::{
    conditions::age,
    finder::Finder,
    findings::{Doubt, FindingKind, Matter},
    recognise::known_by,
    situation::{AllergyFact, Medicine, Pregnancy},
};
use crate::{
    medication::{
        ingredient::name_parts,
        knowledge::{IcdRange, IngredientIx, KnowledgeBase, Rule, RuleKind, Severity, any_holds},
    },
    record::Sex,
};
use std::sync::LazyLock;

pub(crate) fn find(finder: &mut Finder<'_>) {
    let allergies = understood(finder);
    let present = finder.present.clone();
    for (ingredient, at) in present {
        // What is over concerns nobody any more; what has not begun will.
        if finder.taken[at].period.end < finder.situation.as_of {
            continue;
        }
        same_allergy(finder, &allergies, ingredient, at);
        for link in finder.knowledge.links(ingredient) {
            let rule = &finder.knowledge.rules[usize::from(link.rule)];
            match rule.kind {
                RuleKind::Allergy => allergy(finder, rule, &allergies, ingredient, at),
                RuleKind::Disease => disease(finder, rule, ingredient, at),
                RuleKind::Pregnancy => pregnancy(finder, rule, ingredient, at),
                RuleKind::Age => by_age(finder, rule, ingredient, at),
                RuleKind::Renal => renal(finder, rule, ingredient, at),
                RuleKind::Sex => by_sex(finder, rule, ingredient, at),
                RuleKind::Interaction
                | RuleKind::Duplicate
                | RuleKind::DuplicateClass
                | RuleKind::SameAllergy => {}
            }
        }
    }
}

/// An allergy as far as its words are understood.
struct Understood {
    index: usize,
    /// Named by itself or by a product.
    ingredients: Vec<IngredientIx>,
    /// Named as groups (ペニシリン系).
    groups: Vec<u16>,
}

fn understood(finder: &mut Finder<'_>) -> Vec<Understood> {
    let mut all = Vec::new();
    for (index, fact) in finder.situation.allergies.iter().enumerate() {
        let ingredients = named_ingredients(fact, finder.knowledge);
        let groups = groups(fact, finder.knowledge);
        if ingredients.is_empty() && groups.is_empty() {
            finder.allergies_not_understood.push(index);
        } else {
            all.push(Understood { index, ingredients, groups });
        }
    }
    all
}

fn named_ingredients(fact: &AllergyFact, knowledge: &KnowledgeBase) -> Vec<IngredientIx> {
    let mut found: Vec<IngredientIx> = fact
        .codes
        .iter()
        .filter_map(|code| known_by(code, knowledge))
        .flat_map(|known| known.ingredients)
        .collect();
    if found.is_empty() {
        for name in spellings(&fact.name) {
            let asked = Medicine::named(name);
            if let Ok(known) = super::recognise::recognise(&asked, knowledge) {
                found = known.ingredients;
                break;
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Words that people put after what they react to, and what joins them to it.
const AFTER: [&str; 37] = [
    "の既往歴",
    "の既往",
    "既往歴",
    "既往",
    "の疑い",
    "疑い",
    "あり",
    "歴",
    "アレルギー",
    "過敏症",
    "過敏",
    "不耐",
    "アナフィラキシーショック",
    "アナフィラキシー",
    "ショック",
    "薬疹",
    "発疹",
    "皮疹",
    "湿疹",
    "じんましん",
    "じん麻疹",
    "ジンマシン",
    "蕁麻疹",
    "かゆみ",
    "呼吸困難",
    "血管浮腫",
    "が出た",
    "出現",
    "による",
    "にて",
    "で",
    "に",
    "の",
    "が",
    "・",
    "、",
    " ",
];

/// The name as written, and without such words, one after the other: ペニシリンショックの既往, ペニシリンショック, ペニシリン.
fn spellings(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    let mut rest = name.trim();
    while let Some(shorter) = AFTER.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter.trim();
        if rest.is_empty() {
            break;
        }
        all.push(rest.to_owned());
    }
    all
}

fn groups(fact: &AllergyFact, knowledge: &KnowledgeBase) -> Vec<u16> {
    let written: Vec<String> = spellings(&fact.name).iter().map(|name| name_parts(name).with_form).collect();
    let allergens = knowledge.allergens.iter().zip(0_u16..);
    allergens
        .filter(|(allergen, _)| {
            written.iter().any(|name| allergen.names.iter().any(|known| **known == **name))
        })
        .map(|(_, place)| place)
        .collect()
}

fn same_allergy(finder: &mut Finder<'_>, allergies: &[Understood], ingredient: IngredientIx, at: usize) {
    let Some(rule) = finder.knowledge.same_allergy_rule() else { return };
    for one in allergies.iter().filter(|one| one.ingredients.contains(&ingredient)) {
        // A product of several ingredients does not say which of them it was.
        let doubts =
            if one.ingredients.len() > 1 { vec![Doubt::ReactedToThat(one.index)] } else { Vec::new() };
        told(
            finder,
            FindingKind::Allergy,
            rule,
            (rule.severity, doubts),
            Matter::Allergy(one.index),
            ingredient,
            at,
        );
    }
}

fn allergy(
    finder: &mut Finder<'_>,
    rule: &Rule,
    allergies: &[Understood],
    ingredient: IngredientIx,
    at: usize,
) {
    for one in allergies {
        let Some(covered) = covers(finder.knowledge, rule, one) else { continue };
        let Some((mut severity, mut doubts)) = finder.weigh(rule, &[at], None) else { continue };
        if !covered {
            doubts.push(Doubt::ReactedToThat(one.index));
            severity = Severity::Caution;
        }
        told(
            finder,
            FindingKind::Allergy,
            rule,
            (severity, doubts),
            Matter::Allergy(one.index),
            ingredient,
            at,
        );
    }
}

/// Whether the rule speaks of what the person reacted to: of all of it, or only of a part of the named group.
fn covers(knowledge: &KnowledgeBase, rule: &Rule, one: &Understood) -> Option<bool> {
    let speaks_of = |ingredient: &IngredientIx| {
        rule.b.binary_search_by_key(ingredient, |member| member.ingredient).is_ok()
    };
    if one.ingredients.iter().any(speaks_of) || one.groups.iter().any(|group| rule.allergens.contains(group))
    {
        return Some(true);
    }
    let members = one.groups.iter().map(|group| &knowledge.allergens[usize::from(*group)].members);
    let mut part = None;
    for members in members.filter(|members| members.iter().any(speaks_of)) {
        part = Some(part == Some(true) || members.iter().all(speaks_of));
    }
    part
}

fn disease(finder: &mut Finder<'_>, rule: &Rule, ingredient: IngredientIx, at: usize) {
    for index in 0..finder.situation.conditions.len() {
        let code = finder.situation.conditions[index].icd10.as_deref();
        if !code.is_some_and(|code| any_holds(&rule.icd, code)) {
            continue;
        }
        let Some((mut severity, mut doubts)) = finder.weigh(rule, &[at], Some(index)) else { continue };
        if finder.situation.conditions[index].suspected {
            severity = severity.min(rule.while_unknown);
            doubts.push(Doubt::IsTheDisease(index));
        }
        told(
            finder,
            FindingKind::Disease,
            rule,
            (severity, doubts),
            Matter::Condition(index),
            ingredient,
            at,
        );
    }
}

/// Pregnancy as a diagnosis. Postnatal states (O85–O92) and births that are over (O80–O84) do not count.
static PREGNANT: LazyLock<Vec<IcdRange>> = LazyLock::new(|| {
    let ranges = ["O10-O16", "O20-O48", "O98-O99", "Z33", "Z34", "Z35"];
    ranges.iter().filter_map(|range| IcdRange::try_from(*range).ok()).collect()
});

fn pregnancy(finder: &mut Finder<'_>, rule: &Rule, ingredient: IngredientIx, at: usize) {
    let coded = |suspected: bool| {
        finder.situation.conditions.iter().position(|one| {
            one.suspected == suspected && one.icd10.as_deref().is_some_and(|code| any_holds(&PREGNANT, code))
        })
    };
    // The place of a pregnancy that is only suspected.
    let suspected = match finder.situation.pregnancy {
        Pregnancy::Pregnant => None,
        Pregnancy::NotPregnant => return,
        Pregnancy::Unknown if coded(false).is_some() => None,
        Pregnancy::Unknown => match coded(true) {
            Some(place) => Some(place),
            None => return,
        },
    };
    let Some((mut severity, mut doubts)) = finder.weigh(rule, &[at], None) else { return };
    if let Some(place) = suspected {
        severity = severity.min(rule.while_unknown);
        doubts.push(Doubt::IsTheDisease(place));
    }
    told(finder, FindingKind::Pregnancy, rule, (severity, doubts), Matter::Pregnancy, ingredient, at);
}

fn by_age(finder: &mut Finder<'_>, rule: &Rule, ingredient: IngredientIx, at: usize) {
    let Some(age) = age(finder) else { return };
    let (from, below) = rule.age;
    if from.is_some_and(|from| age < u32::from(from)) || below.is_some_and(|below| u32::from(below) <= age) {
        return;
    }
    let Some(weighed) = finder.weigh(rule, &[at], None) else { return };
    told(finder, FindingKind::Age, rule, weighed, Matter::Age(age), ingredient, at);
}

fn renal(finder: &mut Finder<'_>, rule: &Rule, ingredient: IngredientIx, at: usize) {
    let (Some(kidney), Some(limit)) = (finder.situation.kidney, rule.egfr_below) else { return };
    if !kidney.egfr.is_below(limit) {
        return;
    }
    let Some(weighed) = finder.weigh(rule, &[at], None) else { return };
    told(finder, FindingKind::Renal, rule, weighed, Matter::Kidney(kidney.egfr), ingredient, at);
}

fn by_sex(finder: &mut Finder<'_>, rule: &Rule, ingredient: IngredientIx, at: usize) {
    if finder.situation.sex != Some(Sex::Female) {
        return;
    }
    let Some(weighed) = finder.weigh(rule, &[at], None) else { return };
    told(finder, FindingKind::Sex, rule, weighed, Matter::Sex, ingredient, at);
}

fn told(
    finder: &mut Finder<'_>,
    kind: FindingKind,
    rule: &Rule,
    (mut severity, mut doubts): (Severity, Vec<Doubt>),
    matter: Matter,
    ingredient: IngredientIx,
    at: usize,
) {
    let situation = finder.situation;
    if let Matter::Allergy(index) = matter
        && situation.allergies[index].unconfirmed
    {
        severity = severity.min(rule.while_unknown);
        doubts.push(Doubt::IsAllergic(index));
    }
    let in_doubt = match &matter {
        Matter::Allergy(index) => situation.allergies[*index].in_doubt,
        Matter::Condition(index) => situation.conditions[*index].in_doubt,
        _ => false,
    };
    doubts.extend(in_doubt.then_some(Doubt::StatedAsRead));
    doubts.extend(finder.doubts_about(&[at]));
    finder.add(kind, &[at], Some(matter), |finder| {
        let path = finder.path(&[(ingredient, at, &rule.a)]);
        finder.ground(rule, severity, doubts, false, path)
    });
}
