//! Shared state of a check's parts: the recognised medicines, their periods, and the findings so far.

use super::{
    conditions::{self, Held},
    findings::{
        Certainty, Concerned, Doubt, Finding, FindingKind, Findings, Ground, Matter, NotChecked, PathStep,
        Unchecked,
    },
    period::{Meeting, Period},
    recognise::{Known, contradiction, recognise},
    situation::{Category, Medicine, Pregnancy, Profile, Questioned, Situation, Source},
};
use crate::medication::knowledge::{IngredientIx, KnowledgeBase, Member, Rule, Severity};
use chrono::NaiveDate;
use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

/// A medicine that takes part in the check.
pub(crate) struct Taken<'a> {
    pub index: usize,
    pub medicine: &'a Medicine,
    pub known: Known,
    pub period: Period,
}

/// Beyond every place in `present`.
const NOT_TAKEN: u32 = u32::MAX;

type Key = (FindingKind, usize, Option<usize>, Option<Matter>);

pub(crate) struct Finder<'a> {
    pub situation: &'a Situation,
    pub knowledge: &'a KnowledgeBase,
    pub taken: Vec<Taken<'a>>,
    /// Every ingredient that is taken and by which of `taken`, sorted.
    pub present: Vec<(IngredientIx, usize)>,
    /// Start of each ingredient's part of `present`.
    first: Vec<u32>,
    not_checked: Vec<NotChecked>,
    recognised: usize,
    found: BTreeMap<Key, Vec<Ground>>,
    pub allergies_not_understood: Vec<usize>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(situation: &'a Situation, knowledge: &'a KnowledgeBase) -> Self {
        let mut finder = Self {
            situation,
            knowledge,
            taken: Vec::with_capacity(situation.medicines.len()),
            present: Vec::new(),
            first: vec![NOT_TAKEN; knowledge.ingredients.len()],
            not_checked: Vec::new(),
            recognised: 0,
            found: BTreeMap::new(),
            allergies_not_understood: Vec::new(),
        };
        for (index, medicine) in situation.medicines.iter().enumerate() {
            if let Err(why) = finder.take(index, medicine) {
                finder.not_checked.push(NotChecked { index, why });
            }
        }
        let each = finder.taken.iter().enumerate();
        let mut present: Vec<(IngredientIx, usize)> =
            each.flat_map(|(at, taken)| taken.known.ingredients.iter().map(move |one| (*one, at))).collect();
        present.sort_unstable();
        present.dedup();
        for (place, (ingredient, _)) in (0_u32..).zip(&present) {
            let first = &mut finder.first[usize::from(*ingredient)];
            *first = (*first).min(place);
        }
        finder.present = present;
        finder
    }

    fn take(&mut self, index: usize, medicine: &'a Medicine) -> Result<(), Unchecked> {
        let known = recognise(medicine, self.knowledge)?;
        match contradiction(&known, self.knowledge) {
            None => self.recognised += 1,
            Some(why) => self.not_checked.push(NotChecked { index, why }),
        }
        let profile = self.situation.profile;
        if profile != Profile::Full && medicine.source == Source::OverTheCounter {
            return Err(Unchecked::OutsideProfile);
        }
        let route = medicine.route.or(known.route);
        let period = Period::of(medicine, route, profile).ok_or(Unchecked::NoPeriod)?;
        self.taken.push(Taken { index, medicine, known, period });
        Ok(())
    }

    /// Where in `present` the medicines that hold this ingredient stand.
    pub(crate) fn holding(&self, ingredient: IngredientIx) -> Range<usize> {
        let first = self.first.get(usize::from(ingredient)).copied().unwrap_or(NOT_TAKEN) as usize;
        let rest = self.present.get(first..).unwrap_or_default();
        first..first + rest.iter().take_while(|(one, _)| *one == ingredient).count()
    }

    /// Whether the profile compares these two at all.
    pub(crate) fn are_compared(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.taken[a].medicine, self.taken[b].medicine);
        match self.situation.profile {
            Profile::Full => true,
            Profile::National { own_facility } => {
                !same_sheet(a, b)
                    && (own_facility || !known_and_equal(a.facility.as_ref(), b.facility.as_ref()))
            }
        }
    }

    pub(crate) fn meeting(&self, a: usize, b: usize, washout: (u16, u16)) -> Meeting {
        let washout = if self.situation.profile == Profile::Full { washout } else { (0, 0) };
        self.taken[a].period.meets(&self.taken[b].period, washout, self.situation.as_of)
    }

    /// Doubts that come from periods without an end, from medicines that may be another one, and from what the
    /// sender said of a prescription.
    pub(crate) fn doubts_about(&self, medicines: &[usize]) -> Vec<Doubt> {
        let taken = medicines.iter().map(|at| &self.taken[*at]);
        let mut doubts = Vec::new();
        for one in taken {
            // That it was stopped is said of it below.
            if !one.period.known && one.medicine.questioned != Some(Questioned::Stopped) {
                doubts.push(Doubt::StillTaken(one.index));
            }
            if one.known.contradictory {
                doubts.push(Doubt::ThatProduct(one.index));
            }
            doubts.extend(one.medicine.questioned.map(|why| match why {
                Questioned::OnHold => Doubt::HeldIsTaken(one.index),
                Questioned::Issued => Doubt::WasIssued(one.index),
                Questioned::ReadCompletely => Doubt::TakenAsRead(one.index),
                Questioned::Stopped => Doubt::StoppedLately(one.index),
            }));
        }
        doubts
    }

    /// Weighs a rule's conditions: the severity that remains, and what could not be evaluated.
    pub(crate) fn weigh(
        &self,
        rule: &Rule,
        medicines: &[usize],
        disease: Option<usize>,
    ) -> Option<(Severity, Vec<Doubt>)> {
        let as_of = self.situation.as_of;
        if rule.valid_from.is_some_and(|from| as_of < from)
            || rule.valid_until.is_some_and(|until| until < as_of)
        {
            return None;
        }
        let mut doubts = Vec::new();
        for condition in &rule.conditions {
            match conditions::holds(self, condition, medicines, disease) {
                Held::Yes => {}
                Held::No => return rule.otherwise.map(|severity| (severity, Vec::new())),
                Held::Unknown(mut why) => doubts.append(&mut why),
            }
        }
        for (at, local_counts) in medicines.iter().zip([rule.local.0, rule.local.1]) {
            match self.taken[*at].known.local {
                _ if local_counts => {}
                Some(false) => {}
                Some(true) => return None,
                None => doubts.push(Doubt::ActsInWholeBody(self.taken[*at].index)),
            }
        }
        let severity = if doubts.is_empty() { rule.severity } else { rule.while_unknown };
        Some((severity, doubts))
    }

    pub(crate) fn add(
        &mut self,
        kind: FindingKind,
        medicines: &[usize],
        matter: Option<Matter>,
        ground: impl FnOnce(&Self) -> Ground,
    ) {
        let ground = ground(self);
        let mut indices = medicines.iter().map(|at| self.taken[*at].index);
        let first = indices.next().unwrap_or_default();
        let (first, second) = match indices.next() {
            Some(second) => (first.min(second), Some(first.max(second))),
            None => (first, None),
        };
        // Most findings have one ground.
        let grounds = self.found.entry((kind, first, second, matter));
        grounds.or_insert_with(|| Vec::with_capacity(1)).push(ground);
    }

    pub(crate) fn ground(
        &self,
        rule: &Rule,
        severity: Severity,
        mut doubts: Vec<Doubt>,
        within_washout: bool,
        path: Vec<PathStep>,
    ) -> Ground {
        doubts.sort_unstable();
        doubts.dedup();
        let words = |at: u16| self.knowledge.words[usize::from(at)].clone();
        Ground {
            rule: rule.id.clone(),
            severity,
            certainty: if doubts.is_empty() { Certainty::Certain } else { Certainty::OnlyWhen(doubts) },
            within_washout,
            mechanism: words(rule.why),
            consequence: words(rule.may),
            advice: self.knowledge.advice[usize::from(rule.advice)].clone(),
            source: self.knowledge.sources[usize::from(rule.source)].clone(),
            verification: rule.verification,
            seen_on: rule.seen_on.map(|month| format!("{}-{:02}", month / 100, month % 100)),
            path,
        }
    }

    /// Product → ingredient → role, for each of the medicines and the side of the rule that speaks of it.
    pub(crate) fn path(&self, sides: &[(IngredientIx, usize, &[Member])]) -> Vec<PathStep> {
        let mut path = Vec::with_capacity(3 * sides.len());
        for (ingredient, at, members) in sides {
            let taken = &self.taken[*at];
            path.push(PathStep::Product { index: taken.index, recognised_by: taken.known.by.clone() });
            path.push(self.ingredient_step(*ingredient));
            let member =
                members.binary_search_by_key(ingredient, |member| member.ingredient).map(|at| members[at]);
            if let Some(class) = member.ok().and_then(|member| member.class) {
                let class = &self.knowledge.classes[usize::from(class)];
                path.push(PathStep::Role { id: class.id.clone(), names: class.names.clone() });
            }
        }
        path
    }

    pub(crate) fn ingredient_step(&self, ingredient: IngredientIx) -> PathStep {
        let ingredient = &self.knowledge.ingredients[usize::from(ingredient)];
        PathStep::Ingredient { id: ingredient.id.clone(), names: ingredient.names.clone() }
    }

    pub(crate) fn finish(self) -> Findings {
        let situation = self.situation;
        let concerned = |index: usize| {
            let medicine = &situation.medicines[index];
            let (name, facility) = (medicine.name.clone(), medicine.facility.clone());
            Concerned { index, name, facility, start: medicine.start }
        };
        let mut findings: Vec<Finding> = Vec::with_capacity(self.found.len());
        for ((kind, first, second, matter), mut grounds) in self.found {
            if grounds.len() > 1 {
                crate::order::sort_by(&mut grounds, |a, b| rank(a).cmp(&rank(b)));
                grounds.dedup_by(|a, b| a.rule == b.rule && a.path == b.path);
            }
            let severity = grounds.first().map_or(Severity::Caution, |ground| ground.severity);
            let mut medicines = Vec::with_capacity(2);
            medicines.extend(std::iter::once(first).chain(second).map(concerned));
            findings.push(Finding { kind, severity, medicines, matter, grounds });
        }
        crate::order::sort_by(&mut findings, |a, b| weight(a).cmp(&weight(b)));
        Findings {
            findings,
            medicines: situation.medicines.len(),
            recognised: self.recognised,
            not_checked: self.not_checked,
            allergies_not_understood: self.allergies_not_understood,
            conditions_without_code: conditions_without_code(situation),
            not_considered: not_considered(situation),
        }
    }
}

/// First day and name of one of the medicines.
type Named<'a> = (Option<NaiveDate>, &'a str);

/// The order of findings. It depends on what they say, and on no place in a list.
fn weight(finding: &Finding) -> (Reverse<Severity>, bool, FindingKind, &str, [Option<Named<'_>>; 2]) {
    let ground = &finding.grounds[0];
    let mut medicines = finding.medicines.iter().map(|medicine| (medicine.start, medicine.name.as_str()));
    let mut names = [medicines.next(), medicines.next()];
    names.sort_unstable();
    let doubtful = ground.certainty != Certainty::Certain;
    (Reverse(finding.severity), doubtful, finding.kind, &ground.rule, names)
}

/// Severe before mild, certain before doubtful, seen before recollected.
fn rank(
    ground: &Ground,
) -> (Reverse<Severity>, bool, bool, Reverse<crate::medication::knowledge::Verification>, &str) {
    let doubtful = ground.certainty != Certainty::Certain;
    (Reverse(ground.severity), doubtful, ground.within_washout, Reverse(ground.verification), &ground.rule)
}

fn conditions_without_code(situation: &Situation) -> Vec<usize> {
    if situation.profile != Profile::Full {
        return Vec::new();
    }
    let conditions = situation.conditions.iter().enumerate();
    conditions.filter(|(_, condition)| condition.icd10.is_none()).map(|(index, _)| index).collect()
}

fn not_considered(situation: &Situation) -> Vec<Category> {
    if situation.profile != Profile::Full {
        return Vec::new();
    }
    let mut missing = situation.not_available.clone();
    let unknown = [
        (situation.birth_date.is_none(), Category::Age),
        (situation.sex.is_none(), Category::Sex),
        (situation.kidney.is_none(), Category::Kidney),
        (situation.pregnancy == Pregnancy::Unknown && may_be_pregnant(situation), Category::Pregnancy),
    ];
    missing.extend(unknown.iter().filter(|(unknown, _)| *unknown).map(|(_, category)| *category));
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// Whether the question of a pregnancy is raised: from 10 to 59 years, unless the person is known to be male.
fn may_be_pregnant(situation: &Situation) -> bool {
    let age = situation.birth_date.and_then(|born| crate::time::age_in_years(born, situation.as_of));
    situation.sex != Some(crate::record::Sex::Male) && age.is_none_or(|age| (10..60).contains(&age))
}

pub(crate) fn same_sheet(a: &Medicine, b: &Medicine) -> bool {
    known_and_equal(a.sheet.as_ref(), b.sheet.as_ref()) && a.facility == b.facility
}

pub(crate) fn known_and_equal<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_some() && a == b
}
