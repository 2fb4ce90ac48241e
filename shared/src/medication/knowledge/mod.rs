//! Knowledge base of medicines: ingredients, classes, words and rules, from reviewable text files
//! (docs/knowledge-base.md) or from the compact form that a browser fetches as an asset of its own.
//!
//! None of it is linked into the browser's program: the texts stand behind the feature `knowledge`.

mod compact;
mod icd;
mod index;
mod names;
mod overrides;
mod parse;
mod rule;

#[cfg(feature = "knowledge")]
pub mod embedded;

pub use compact::NotCompact;
pub use icd::{IcdRange, NotAnIcdRange};
pub use overrides::{Overrides, UnknownRules};
pub use parse::{KnowledgeError, KnowledgeFile};
pub use rule::{RuleKind, Severity, Side, Verification};

pub(crate) use icd::any_holds;
pub(crate) use index::Link;
pub(crate) use names::Target;
pub(crate) use rule::{Condition, IngredientIx, Member, Rule};

use index::Index;
use names::Names;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use {
    super::ingredient::name_parts,
    crate::medicine_code::{Prefix, Route},
};

/// A short text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Words {
    pub ja: Arc<str>,
    pub en: Arc<str>,
}

/// Advice, for the person and for the clinician.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    pub person: Words,
    pub clinician: Words,
}

/// An ingredient: our id (or its Japanese name, where no rule speaks of it) and its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ingredient {
    pub id: Arc<str>,
    pub names: Arc<Words>,
}

/// A class or role (NSAIDs, strong CYP3A4 inhibitors).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub id: Arc<str>,
    pub names: Arc<Words>,
    /// Sorted.
    pub members: Vec<IngredientIx>,
}

/// Something that people react to, by the names they use for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allergen {
    pub id: Box<str>,
    /// Brought to one spelling.
    pub names: Vec<Box<str>>,
    /// Sorted; empty for what is no medicine (卵).
    pub members: Vec<IngredientIx>,
}

/// An over-the-counter product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Product {
    pub name: Arc<str>,
    pub route: Route,
    /// Whether it acts where it is applied and not in the whole body.
    pub local: bool,
    pub ingredients: Vec<IngredientIx>,
}

/// Everything a check needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct KnowledgeBase {
    pub(crate) ingredients: Vec<Ingredient>,
    pub(crate) classes: Vec<Class>,
    pub(crate) allergens: Vec<Allergen>,
    pub(crate) products: Vec<Product>,
    pub(crate) words: Vec<Arc<Words>>,
    pub(crate) advice: Vec<Arc<Advice>>,
    pub(crate) sources: Vec<Arc<Words>>,
    pub(crate) rules: Vec<Rule>,
    /// Prefix, then where its ingredients stand in `listed_ingredients`. Sorted by prefix.
    listed: Vec<Listed>,
    listed_ingredients: Vec<IngredientIx>,
    /// Of ingredients, brands and over-the-counter products; a browser fetches them apart.
    names: Names,
    /// Codes without structure (HOT, receipt), learnt from imported masters.
    learnt: std::collections::BTreeMap<String, Prefix>,
    index: Index,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Listed {
    prefix: Prefix,
    start: u32,
    count: u8,
}

/// Numbers of rules, for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RuleCounts {
    pub contraindicated_seen: usize,
    pub contraindicated_unverified: usize,
    pub serious_seen: usize,
    pub serious_unverified: usize,
    pub caution_seen: usize,
    pub caution_unverified: usize,
}

impl KnowledgeBase {
    /// The ingredients of every medicine whose code begins like this.
    pub(crate) fn listed(&self, prefix: Prefix) -> Option<&[IngredientIx]> {
        let at = self.listed.binary_search_by_key(&prefix, |listed| listed.prefix).ok()?;
        let listed = self.listed[at];
        self.listed_ingredients.get(listed.start as usize..listed.start as usize + usize::from(listed.count))
    }

    /// Whether the price list knows codes that begin like this.
    pub fn is_listed(&self, prefix: Prefix) -> bool {
        self.listed(prefix).is_some()
    }

    /// Whether names have come; a browser fetches them apart.
    pub(crate) fn has_names(&self) -> bool {
        self.names.len() > 0
    }

    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = Target> + '_ {
        self.names.find(name)
    }

    /// Codes that a bare brand may mean (パキシル, where only パキシルCR錠 is listed): those of all products whose name begins
    /// with it. Empty where any name that begins like this goes on as another name (クラリスロマイシン), is sold without
    /// prescription, or belongs to other ingredients or another route: lines of products differ by letters.
    pub(crate) fn listed_as_bare(&self, stem: &str) -> Vec<Prefix> {
        let mut found: Vec<Prefix> = Vec::new();
        for (more, targets) in self.names.beginning_with(stem) {
            if !super::ingredient::is_form_or_mark(more) {
                return Vec::new();
            }
            for target in targets {
                let Target::Listed(prefix) = target else { return Vec::new() };
                let agrees = found.first().is_none_or(|first| {
                    first.route() == prefix.route() && self.listed(*first) == self.listed(*prefix)
                });
                if !agrees {
                    return Vec::new();
                }
                if !found.contains(prefix) {
                    found.push(*prefix);
                }
            }
        }
        found
    }

    pub(crate) fn links(&self, ingredient: IngredientIx) -> &[Link] {
        self.index.links(ingredient)
    }

    /// The rule about the same ingredient twice.
    pub(crate) fn duplicate_rule(&self) -> Option<&Rule> {
        self.index.duplicate().map(|at| &self.rules[usize::from(at)])
    }

    /// The rule about the very ingredient that a person reacted to.
    pub(crate) fn same_allergy_rule(&self) -> Option<&Rule> {
        self.index.same_allergy().map(|at| &self.rules[usize::from(at)])
    }

    pub(crate) fn learnt(&self, code: &str) -> Option<Prefix> {
        self.learnt.get(code).copied()
    }

    /// Learns from a master which medicine a code without structure (HOT7, HOT9, receipt) stands for.
    pub fn learn_code(&mut self, code: &crate::medicine_code::MedicineCode, prefix: Prefix) {
        self.learnt.insert(code.to_string(), prefix);
    }

    /// Learns from a newer price list a prefix that the built-in table does not have, by its 成分名. Rules speak of it
    /// only where the name, without its salt, is that of a known ingredient.
    pub fn learn_listed(&mut self, prefix: Prefix, ingredient_name: &str) {
        let Err(at) = self.listed.binary_search_by_key(&prefix, |listed| listed.prefix) else { return };
        let start = u32::try_from(self.listed_ingredients.len()).unwrap_or(u32::MAX);
        let parts: Vec<&str> =
            ingredient_name.split(['・', '、']).filter(|part| !part.trim().is_empty()).collect();
        let mut found = Vec::new();
        for part in parts {
            let place =
                self.ingredient_named(part).unwrap_or_else(|| self.add_unknown_ingredient(part.trim()));
            if !found.contains(&place) {
                found.push(place);
            }
        }
        let count = u8::try_from(found.len()).unwrap_or(u8::MAX);
        self.listed_ingredients.extend(found);
        self.listed.insert(at, Listed { prefix, start, count });
    }

    /// The one ingredient of this name, salts set aside.
    pub(crate) fn ingredient_named(&self, name: &str) -> Option<IngredientIx> {
        let plain = name_parts(name).stem;
        super::ingredient::without_salt(&plain).find_map(|candidate| {
            let mut found = self.names.find(candidate).filter_map(|target| match target {
                Target::Ingredient(place) => Some(place),
                _ => None,
            });
            let first = found.next()?;
            found.all(|other| other == first).then_some(first)
        })
    }

    fn add_unknown_ingredient(&mut self, name: &str) -> IngredientIx {
        let name: Arc<str> = name.into();
        if let Some(known) = self.ingredients.iter().position(|ingredient| ingredient.id == name) {
            return u16::try_from(known).expect("counted when it was added");
        }
        let place = u16::try_from(self.ingredients.len()).expect("fewer than 65,536 ingredients exist");
        let names = Words { ja: name.clone(), en: name.clone() }.into();
        self.ingredients.push(Ingredient { id: name, names });
        self.index = Index::of(&self.rules, self.ingredients.len());
        place
    }

    pub fn counts(&self) -> RuleCounts {
        let mut counts = RuleCounts::default();
        for rule in &self.rules {
            let seen = rule.verification != Verification::Unverified;
            let place = match (rule.severity, seen) {
                (Severity::Contraindicated, true) => &mut counts.contraindicated_seen,
                (Severity::Contraindicated, false) => &mut counts.contraindicated_unverified,
                (Severity::Serious, true) => &mut counts.serious_seen,
                (Severity::Serious, false) => &mut counts.serious_unverified,
                (Severity::Caution, true) => &mut counts.caution_seen,
                (Severity::Caution, false) => &mut counts.caution_unverified,
            };
            *place += 1;
        }
        counts
    }

    /// Pairs of different ingredients, by their ids, that a rule of interaction speaks of: for a report, and to give
    /// another check the same pairs. Each once, in one order.
    pub fn pairs(&self, severity: Severity) -> std::collections::BTreeSet<(&str, &str)> {
        let id = |member: &Member| &*self.ingredients[usize::from(member.ingredient)].id;
        let rules = self.rules.iter();
        rules
            .filter(|rule| rule.kind == RuleKind::Interaction && rule.severity == severity)
            .flat_map(|rule| rule.a.iter().flat_map(move |a| rule.b.iter().map(move |b| (id(a), id(b)))))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| if a < b { (a, b) } else { (b, a) })
            .collect()
    }

    /// Whether any rule speaks of any ingredient of medicines whose code begins like this.
    pub fn has_rules(&self, prefix: Prefix) -> bool {
        self.listed(prefix).is_some_and(|all| all.iter().any(|one| !self.links(*one).is_empty()))
    }

    /// Names that begin with what was typed, then names that contain it: over-the-counter products first, as
    /// they are sold, then medicines and ingredients in one spelling. At most `limit`, each once.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<String> {
        let wanted = super::ingredient::spelled_plainly(typed);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(bool, bool, String)> = Vec::new();
        for (name, targets) in self.names.all().filter(|(name, _)| name.contains(&*wanted)) {
            let product = targets.iter().find_map(|target| match target {
                Target::Product(place) => self.products.get(usize::from(*place)),
                _ => None,
            });
            // Keys of the matcher that nobody would say are not offered.
            let fragment = name.ends_with(['用', '番']) || name.contains('/');
            if product.is_none() && fragment {
                continue;
            }
            let shown = product.map_or_else(|| name.to_uppercase(), |product| product.name.to_string());
            found.push((!name.starts_with(&*wanted), product.is_none(), shown));
        }
        found.sort();
        let mut names: Vec<String> = Vec::new();
        for (_, _, name) in found {
            if names.len() == limit {
                break;
            }
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Ids of all rules, sorted as in the files.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| &*rule.id)
    }

    fn reindex(&mut self) {
        self.index = Index::of(&self.rules, self.ingredients.len());
    }
}

#[cfg(all(test, feature = "knowledge"))]
mod tests;
