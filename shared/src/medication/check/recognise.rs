//! Recognises a written or coded medicine by its ingredients: exactly, or unsurely, or not at all.

use super::{
    findings::Unchecked,
    situation::{Medicine, Source},
};
use crate::{
    medication::{
        ingredient::{name_parts, without_salt},
        knowledge::{IngredientIx, KnowledgeBase, Target, Words},
    },
    medicine_code::{Form, MedicineCode, Prefix, Route},
};
use std::sync::Arc;

/// A medicine that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    /// Never empty; each once, sorted.
    pub ingredients: Vec<IngredientIx>,
    pub route: Option<Route>,
    /// Whether it acts only where it is applied; `None` where nothing says.
    pub local: Option<bool>,
    pub prefix: Option<Prefix>,
    /// Code or name.
    pub by: Arc<str>,
    /// Whether another code or the name means another medicine: `ingredients` are then those of all.
    pub contradictory: bool,
}

pub(crate) fn recognise(medicine: &Medicine, knowledge: &KnowledgeBase) -> Result<Known, Unchecked> {
    let mut coded = medicine.codes.iter().filter_map(|code| known_by(code, knowledge));
    let Some(mut known) = coded.next() else { return by_name(medicine, knowledge) };
    let first = known.ingredients.clone();
    // A name that is not exactly one medicine contradicts nothing.
    let named = if knowledge.has_names() { by_name(medicine, knowledge).ok() } else { None };
    for other in coded.chain(named).filter(|other| other.ingredients != first) {
        known.add(other);
    }
    Ok(known)
}

impl Known {
    /// Adds another reading. Which of the two it is cannot be told here: it is taken for both, and said to be
    /// uncertain.
    fn add(&mut self, other: Self) {
        self.ingredients.extend(other.ingredients);
        self.ingredients.sort_unstable();
        self.ingredients.dedup();
        self.route = self.route.filter(|route| other.route == Some(*route));
        self.local = self.local.filter(|local| other.local == Some(*local));
        self.prefix = None;
        self.contradictory = true;
    }
}

/// Why a recognised medicine is uncertain all the same.
pub(crate) fn contradiction(known: &Known, knowledge: &KnowledgeBase) -> Option<Unchecked> {
    known.contradictory.then(|| Unchecked::Contradictory(names_of(&known.ingredients, knowledge)))
}

pub(crate) fn known_by(code: &MedicineCode, knowledge: &KnowledgeBase) -> Option<Known> {
    let prefix = code.prefix().or_else(|| learnt(code, knowledge))?;
    let mut ingredients = knowledge.listed(prefix)?.to_vec();
    ingredients.sort_unstable();
    Some(Known {
        ingredients,
        route: Some(prefix.route()),
        local: Some(is_local(prefix, code.form())),
        prefix: Some(prefix),
        by: code.to_string().into(),
        contradictory: false,
    })
}

fn learnt(code: &MedicineCode, knowledge: &KnowledgeBase) -> Option<Prefix> {
    knowledge.learnt(&code.to_string()).or_else(|| match code {
        MedicineCode::Hot(hot) => knowledge.learnt(&format!("hot:{}", hot.hot7())),
        _ => None,
    })
}

/// Buccal miconazole stands among the external codes and acts in the whole body.
const EXTERNAL_YET_SYSTEMIC: [u32; 1] = [6_290_704];

/// External medicines for eye, ear, nose, skin, mouth and the like act where they are applied; patches and
/// suppositories of other therapeutic classes, and what is inhaled, act in the whole body.
fn is_local(prefix: Prefix, form: Option<Form>) -> bool {
    if prefix.route() != Route::External || EXTERNAL_YET_SYSTEMIC.contains(&prefix.number()) {
        return false;
    }
    let local_class =
        matches!(prefix.class(3), 121 | 131 | 132 | 239 | 252 | 255 | 260..=279 | 331 | 332 | 600..=699);
    let suppository = form == Some(Form::Suppository) && !matches!(prefix.class(3), 252 | 255);
    local_class && !suppository
}

/// One thing that a name may mean.
struct Candidate {
    ingredients: Vec<IngredientIx>,
    route: Option<Route>,
    local: Option<bool>,
    prefix: Option<Prefix>,
}

fn by_name(medicine: &Medicine, knowledge: &KnowledgeBase) -> Result<Known, Unchecked> {
    let parts = name_parts(&medicine.name);
    let route = medicine.route.or(parts.route);
    let mut candidates = candidates(&parts.with_form, knowledge);
    if candidates.is_empty() {
        let shorter = without_salt(&parts.stem).map(|name| self::candidates(name, knowledge));
        candidates = shorter.filter(|found| !found.is_empty()).take(1).flatten().collect();
    }
    if candidates.is_empty() {
        candidates.extend(combination(&parts.stem, knowledge));
    }
    if candidates.is_empty() {
        candidates = bare_brand(&parts.stem, parts.route, knowledge);
    }
    prefer_by_source(&mut candidates, medicine.source);
    if let Some(route) = route {
        prefer(&mut candidates, |one| one.route == Some(route));
    }
    let Some(first) = candidates.first() else { return Err(Unchecked::NotRecognised) };
    if candidates.iter().any(|other| other.ingredients != first.ingredients) {
        return Err(Unchecked::Unsure(all_names(&candidates, knowledge)));
    }
    let agreed = |one: fn(&Candidate) -> Option<bool>| {
        let value = one(first);
        value.filter(|_| candidates.iter().all(|other| one(other) == value))
    };
    let coded: Vec<&Candidate> = candidates.iter().filter(|one| one.route.is_some()).collect();
    let same_route =
        coded.first().and_then(|one| one.route).filter(|r| coded.iter().all(|o| o.route == Some(*r)));
    // A form that no listed product of this name has: then the route is not known.
    let odd = route.is_some() && !coded.is_empty() && coded.iter().all(|one| one.route != route);
    let route = if odd { medicine.route } else { route.or(same_route) };
    let whole_body = matches!(route, Some(Route::Oral | Route::Injection)).then_some(false);
    Ok(Known {
        route,
        local: whole_body.or_else(|| agreed(|one| one.local).filter(|_| !odd)),
        prefix: match coded.as_slice() {
            [only] if !odd => only.prefix,
            _ => None,
        },
        by: medicine.name.as_str().into(),
        contradictory: false,
        ingredients: candidates.swap_remove(0).ingredients,
    })
}

fn candidates(name: &str, knowledge: &KnowledgeBase) -> Vec<Candidate> {
    let mut found: Vec<Candidate> =
        knowledge.named(name).filter_map(|target| candidate(target, knowledge)).collect();
    // Where the price list knows products of this name, the bare ingredient says nothing more.
    prefer(&mut found, |one| one.route.is_some());
    found
}

fn candidate(target: Target, knowledge: &KnowledgeBase) -> Option<Candidate> {
    Some(match target {
        Target::Ingredient(ingredient) => {
            Candidate { ingredients: vec![ingredient], route: None, local: None, prefix: None }
        }
        Target::Listed(prefix) => {
            let mut ingredients = knowledge.listed(prefix)?.to_vec();
            ingredients.sort_unstable();
            let (route, local) = (Some(prefix.route()), Some(is_local(prefix, None)));
            Candidate { ingredients, route, local, prefix: Some(prefix) }
        }
        Target::Product(at) => {
            let product = knowledge.products.get(usize::from(at))?;
            let mut ingredients = product.ingredients.clone();
            ingredients.sort_unstable();
            Candidate { ingredients, route: Some(product.route), local: Some(product.local), prefix: None }
        }
    })
}

/// `アムロジピン・バルサルタン`: every part must be an ingredient.
fn combination(name: &str, knowledge: &KnowledgeBase) -> Option<Candidate> {
    if !name.contains(['・', '/']) {
        return None;
    }
    let parts = name.split(['・', '/']);
    let mut ingredients: Vec<IngredientIx> =
        parts.map(|part| knowledge.ingredient_named(part)).collect::<Option<_>>()?;
    ingredients.sort_unstable();
    ingredients.dedup();
    Some(Candidate { ingredients, route: None, local: None, prefix: None })
}

/// Fewer letters than this name nothing.
const SHORTEST_BRAND: usize = 3;

/// パキシル, where the price list knows パキシルCR錠 and nothing else that begins like it. A form that the listed ones do
/// not have is another product.
fn bare_brand(stem: &str, said: Option<Route>, knowledge: &KnowledgeBase) -> Vec<Candidate> {
    if stem.chars().count() < SHORTEST_BRAND {
        return Vec::new();
    }
    let prefixes = knowledge.listed_as_bare(stem).into_iter();
    let found = prefixes.filter_map(|prefix| candidate(Target::Listed(prefix), knowledge));
    found.filter(|one| said.is_none() || one.route == said).collect()
}

/// A name bought at the counter means the product there; one on a prescription means the listed medicine.
fn prefer_by_source(candidates: &mut Vec<Candidate>, source: Source) {
    let counter = source == Source::OverTheCounter;
    prefer(candidates, |one| (one.prefix.is_none() && one.route.is_some()) == counter);
}

/// Keeps those that fit, where any does.
fn prefer(candidates: &mut Vec<Candidate>, fits: impl Fn(&Candidate) -> bool) {
    if candidates.iter().any(&fits) {
        candidates.retain(fits);
    }
}

fn all_names(candidates: &[Candidate], knowledge: &KnowledgeBase) -> Vec<Arc<Words>> {
    let all: Vec<IngredientIx> = candidates.iter().flat_map(|one| &one.ingredients).copied().collect();
    names_of(&all, knowledge)
}

fn names_of(ingredients: &[IngredientIx], knowledge: &KnowledgeBase) -> Vec<Arc<Words>> {
    let mut names: Vec<Arc<Words>> = ingredients
        .iter()
        .filter_map(|one| knowledge.ingredients.get(usize::from(*one)))
        .map(|one| one.names.clone())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Identity that a medicine was recognised by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// Ids of the ingredients, sorted.
    pub ingredients: Vec<Arc<str>>,
    pub route: Option<Route>,
}

/// Recognises a medicine, without checking anything.
pub fn recognition(medicine: &Medicine, knowledge: &KnowledgeBase) -> Result<Recognition, Unchecked> {
    let known = recognise(medicine, knowledge)?;
    if let Some(why) = contradiction(&known, knowledge) {
        return Err(why);
    }
    let id = |one: &IngredientIx| knowledge.ingredients[usize::from(*one)].id.clone();
    let mut ingredients: Vec<Arc<str>> = known.ingredients.iter().map(id).collect();
    ingredients.sort_unstable();
    Ok(Recognition { ingredients, route: known.route })
}

/// Names of the ingredients of a medicine that is recognised for certain: its generic name.
///
/// # Errors
/// Why it is not: then it has the name that it was sent with, and no other.
pub fn generic_name(medicine: &Medicine, knowledge: &KnowledgeBase) -> Result<Words, Unchecked> {
    let names = ingredient_names(medicine, knowledge)?;
    let joined = |name: fn(&Words) -> &str, between: &str| {
        let names: Vec<&str> = names.iter().map(|one| name(one)).collect();
        names.join(between).into()
    };
    Ok(Words { ja: joined(|one| &one.ja, "・"), en: joined(|one| &one.en, " / ") })
}

/// Names of each ingredient of a medicine that is recognised for certain.
///
/// # Errors
/// Why it is not.
pub fn ingredient_names(
    medicine: &Medicine,
    knowledge: &KnowledgeBase,
) -> Result<Vec<Arc<Words>>, Unchecked> {
    let known = recognise(medicine, knowledge)?;
    match contradiction(&known, knowledge) {
        Some(why) => Err(why),
        None => Ok(names_of(&known.ingredients, knowledge)),
    }
}

#[cfg(all(test, feature = "knowledge"))]
mod tests {
    use super::*;
    use crate::{medication::knowledge::embedded::built_in, medicine_code::YjCode};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(medicine: &Medicine, expected: Option<(&str, &str)>) {
        let knowledge = built_in().unwrap();
        let found = generic_name(medicine, &knowledge).ok();
        let found = found.as_ref().map(|words| (&*words.ja, &*words.en));
        assert_eq!(found, expected, "{medicine:?}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_generic_name_is_said_where_the_medicine_is_certain() {
        check(&Medicine::named("ワーファリン錠１ｍｇ"), Some(("ワルファリンカリウム", "warfarin")));
        check(&Medicine::named("だれも知らない薬"), None);
        let clarith = MedicineCode::Yj(YjCode::try_from("6149003F2038").unwrap());
        let coded = |name| Medicine { codes: vec![clarith.clone()], ..Medicine::named(name) };
        check(&coded("クラリス錠２００"), Some(("クラリスロマイシン", "clarithromycin")));
        // Its code and its name mean different medicines.
        check(&coded("ワーファリン錠１ｍｇ"), None);
    }
}
