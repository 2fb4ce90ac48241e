//! The compact form: what a browser fetches. Numbers of variable length and texts, in one fixed order; read back
//! with every length and place checked, so that damaged bytes are an error and nothing worse.

use super::{
    Advice, Allergen, Class, Condition, Ingredient, KnowledgeBase, Listed, Member, Product, Rule, RuleKind,
    Severity, Side, Target, Verification, Words, icd::IcdRange, index::Index, names::Names,
};
use crate::medicine_code::{Prefix, Route};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

/// First bytes of the form, with its version; another layout is another number.
const MARK: &[u8] = b"mikata-knowledge-3\n";
const NAMES_MARK: &[u8] = b"mikata-names-1\n";

/// The bytes are not a compact knowledge base of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a compact knowledge base of this version (at byte {at})")]
pub struct NotCompact {
    pub at: usize,
}

impl KnowledgeBase {
    /// Everything but names: what is needed to check medicines that have codes.
    pub fn to_compact(&self) -> Vec<u8> {
        let mut out = Writer { bytes: MARK.to_vec() };
        out.list(&self.ingredients, |out, one| {
            // Most ingredients without rules are their own Japanese name.
            let same = one.id == one.names.ja;
            out.text(&one.id);
            out.text(if same { "" } else { &one.names.ja });
            out.text(if same || spelled(&one.id) == *one.names.en { "" } else { &one.names.en });
        });
        out.list(&self.classes, |out, one| {
            out.text(&one.id);
            out.words(&one.names);
            out.places(one.members.iter().copied());
        });
        out.list(&self.allergens, |out, one| {
            out.text(&one.id);
            out.list(&one.names, |out, name| out.text(name));
            out.places(one.members.iter().copied());
        });
        out.list(&self.products, |out, one| {
            out.text(&one.name);
            out.byte(one.route as u8 * 2 + u8::from(one.local));
            out.places(one.ingredients.iter().copied());
        });
        out.list(&self.words, |out, one| out.words(one));
        out.list(&self.advice, |out, one| {
            out.words(&one.person);
            out.words(&one.clinician);
        });
        out.list(&self.sources, |out, one| {
            out.text(&one.en);
            out.text(if one.ja == one.en { "" } else { &one.ja });
        });
        out.list(&self.rules, |out, rule| out.rule(rule, &self.classes));
        out.listed(self);
        out.bytes
    }

    /// Names of ingredients, brands and over-the-counter products, which a browser fetches when the first medicine or
    /// allergy without a code is looked up.
    pub fn names_to_compact(&self) -> Vec<u8> {
        let mut out = Writer { bytes: NAMES_MARK.to_vec() };
        out.names(&self.names);
        out.bytes
    }

    /// Until [`Self::add_names`] was called, what has no code is not recognised, and said to be.
    pub fn from_compact(bytes: &[u8]) -> Result<Self, NotCompact> {
        let mut from = Reader { bytes, at: 0 };
        from.mark(MARK)?;
        let mut base = Self {
            ingredients: from.list(|from| {
                let id: Arc<str> = from.text()?.into();
                let (ja, en) = (from.text()?, from.text()?);
                let ja: Arc<str> = if ja.is_empty() { id.clone() } else { ja.into() };
                let en: Arc<str> = match en {
                    "" if ja == id => id.clone(),
                    "" => spelled(&id).into(),
                    en => en.into(),
                };
                Ok(Ingredient { id, names: Words { ja, en }.into() })
            })?,
            ..Self::default()
        };
        let ingredients = base.ingredients.len();
        base.classes = from.list(|from| {
            let (id, names) = (from.text()?.into(), from.words()?.into());
            Ok(Class { id, names, members: from.places(ingredients)? })
        })?;
        base.allergens = from.list(|from| {
            let id = from.text()?.into();
            let names = from.list(|from| Ok(from.text()?.into()))?;
            Ok(Allergen { id, names, members: from.places(ingredients)? })
        })?;
        base.products = from.list(|from| {
            let name = from.text()?.into();
            let how = from.byte()?;
            let route = from.route(how / 2)?;
            Ok(Product { name, route, local: how % 2 == 1, ingredients: from.places(ingredients)? })
        })?;
        base.words = from.list(|from| Ok(from.words()?.into()))?;
        base.advice =
            from.list(|from| Ok(Advice { person: from.words()?, clinician: from.words()? }.into()))?;
        base.sources = from.list(|from| {
            let en: Arc<str> = from.text()?.into();
            let ja = from.text()?;
            let ja = if ja.is_empty() { en.clone() } else { ja.into() };
            Ok(Words { ja, en }.into())
        })?;
        let sizes = Sizes {
            ingredients,
            allergens: base.allergens.len(),
            words: base.words.len(),
            advice: base.advice.len(),
            sources: base.sources.len(),
        };
        base.rules = from.list(|from| from.rule(&sizes, &base.classes))?;
        from.listed(&mut base)?;
        from.end()?;
        base.index = Index::of(&base.rules, ingredients);
        Ok(base)
    }

    /// Adds the names of [`Self::names_to_compact`].
    pub fn add_names(&mut self, bytes: &[u8]) -> Result<(), NotCompact> {
        let mut from = Reader { bytes, at: 0 };
        from.mark(NAMES_MARK)?;
        let names = from.names(self)?;
        from.end()?;
        self.names = names;
        Ok(())
    }
}

/// The English name that most ids spell: `cefcapene-pivoxil` is cefcapene pivoxil.
fn spelled(id: &str) -> String {
    id.replace('-', " ")
}

fn len<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("lists of knowledge are short")
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.byte(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.byte(number.to_le_bytes()[0]);
    }

    fn text(&mut self, text: &str) {
        self.number(len(text.as_bytes()));
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn words(&mut self, words: &Words) {
        self.text(&words.ja);
        self.text(&words.en);
    }

    fn list<T>(&mut self, list: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(len(list));
        for one in list {
            write(self, one);
        }
    }

    /// Sorted places, each as its distance from the one before.
    fn places(&mut self, places: impl ExactSizeIterator<Item = u16>) {
        self.number(u32::try_from(places.len()).expect("lists of knowledge are short"));
        let mut last = 0;
        for place in places {
            self.number(u32::from(place.wrapping_sub(last)));
            last = place;
        }
    }

    fn day(&mut self, day: Option<NaiveDate>) {
        self.number(day.map_or(0, |day| u32::try_from(day.num_days_from_ce()).unwrap_or(0)));
    }

    fn strings(&mut self, list: &[Box<str>]) {
        self.list(list, |out, one| out.text(one));
    }

    fn icd(&mut self, ranges: &[IcdRange]) {
        self.list(ranges, |out, range| out.bytes.extend_from_slice(&range.bytes()));
    }

    fn option(&mut self, number: Option<u16>) {
        self.number(number.map_or(0, |number| u32::from(number) + 1));
    }

    /// A class whose members all stand here is written as the class.
    fn members(&mut self, members: &[Member], classes: &[Class]) {
        let mut used: Vec<u16> = members.iter().filter_map(|member| member.class).collect();
        used.sort_unstable();
        used.dedup();
        // By name wins over a class, and an earlier class over a later one: only what follows from that is short.
        let whole = |class: &u16| {
            classes[usize::from(*class)].members.iter().all(|one| {
                let at = members.binary_search_by_key(one, |member| member.ingredient);
                at.is_ok_and(|at| members[at].class == Some(*class))
            })
        };
        let whole: Vec<u16> = used.into_iter().filter(whole).collect();
        let rest: Vec<&Member> = members
            .iter()
            .filter(|member| !member.class.is_some_and(|class| whole.contains(&class)))
            .collect();
        self.list(&whole, |out, class| out.number(u32::from(*class)));
        self.list(&rest, |out, member| {
            out.number(u32::from(member.ingredient));
            out.option(member.class);
        });
    }

    fn rule(&mut self, rule: &Rule, classes: &[Class]) {
        self.text(&rule.id);
        self.byte(rule.kind as u8);
        self.byte(
            severity_byte(rule.severity) * 16
                + severity_byte(rule.while_unknown) * 4
                + option_severity(rule.otherwise),
        );
        self.members(&rule.a, classes);
        self.members(&rule.b, classes);
        self.places(rule.allergens.iter().copied());
        for place in [rule.why, rule.may, rule.advice, rule.source, rule.washout.0, rule.washout.1] {
            self.number(u32::from(place));
        }
        self.byte(rule.verification as u8 * 4 + u8::from(rule.local.0) * 2 + u8::from(rule.local.1));
        self.number(rule.seen_on.unwrap_or(0));
        self.day(rule.valid_from);
        self.day(rule.valid_until);
        self.list(&rule.conditions, Self::condition);
        self.icd(&rule.icd);
        self.option(rule.egfr_below);
        self.option(rule.age.0);
        self.option(rule.age.1);
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Route(side, route) => {
                self.byte(0);
                self.byte(*side as u8 * 4 + *route as u8);
            }
            Condition::Product(side, prefixes, wanted) => {
                self.byte(1);
                self.byte(*side as u8 * 2 + u8::from(*wanted));
                self.list(prefixes, |out, prefix| out.number(prefix.number()));
            }
            Condition::Name(side, names, wanted) => {
                self.byte(2);
                self.byte(*side as u8 * 2 + u8::from(*wanted));
                self.strings(names);
            }
            Condition::Disease(ranges, egfr) => {
                self.byte(3);
                self.icd(ranges);
                self.option(*egfr);
            }
            Condition::DiseaseNamed(names, wanted) => {
                self.byte(4);
                self.byte(u8::from(*wanted));
                self.strings(names);
            }
            Condition::AgeBelow(years) => {
                self.byte(5);
                self.number(u32::from(*years));
            }
            Condition::Female => self.byte(6),
            Condition::DifferentProducts => self.byte(7),
            Condition::Said(words) => {
                self.byte(8);
                self.number(u32::from(*words));
            }
            Condition::AlsoTaken(ingredients) => {
                self.byte(9);
                self.places(ingredients.iter().copied());
            }
        }
    }

    /// In three columns, which compress better than rows. An ingredient that no line named before is a 0: most
    /// ingredients without rules have one line only, and stand in the order of their lines.
    fn listed(&mut self, base: &KnowledgeBase) {
        let mut last = 0;
        self.list(&base.listed, |out, one| {
            out.number(one.prefix.number() - last);
            last = one.prefix.number();
        });
        for one in &base.listed {
            self.byte(one.count);
        }
        let mut next = 0;
        for place in base.listed.iter().filter_map(|one| base.listed(one.prefix)).flatten() {
            let is_next = *place == next;
            next = next.max(place + 1);
            self.number(if is_next { 0 } else { u32::from(*place) + 1 });
        }
    }

    fn names(&mut self, names: &Names) {
        self.number(u32::try_from(names.len()).expect("lists of knowledge are short"));
        let mut last = String::new();
        for (name, targets) in names.all() {
            // How much of the name before it this one repeats, then the rest.
            let same = last
                .char_indices()
                .zip(name.chars())
                .take_while(|((_, a), b)| a == b)
                .map(|((at, a), _)| at + a.len_utf8())
                .last()
                .unwrap_or(0);
            self.number(u32::try_from(same).expect("names are short"));
            self.text(&name[same..]);
            name.clone_into(&mut last);
            self.list(targets, |out, target| match target {
                Target::Ingredient(place) => out.number(u32::from(*place) * 3),
                Target::Product(place) => out.number(u32::from(*place) * 3 + 1),
                Target::Listed(prefix) => out.number(prefix.number() * 3 + 2),
            });
        }
    }
}

fn severity_byte(severity: Severity) -> u8 {
    match severity {
        Severity::Caution => 1,
        Severity::Contraindicated => 2,
        Severity::Serious => 3,
    }
}

fn option_severity(severity: Option<Severity>) -> u8 {
    severity.map_or(0, severity_byte)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Sizes of the lists: no place may lie beyond.
struct Sizes {
    ingredients: usize,
    allergens: usize,
    words: usize,
    advice: usize,
    sources: usize,
}

const ROUTES: [Route; 3] = [Route::Oral, Route::Injection, Route::External];
const SIDES: [Side; 2] = [Side::A, Side::B];
const KINDS: [RuleKind; 10] = [
    RuleKind::Interaction,
    RuleKind::Duplicate,
    RuleKind::DuplicateClass,
    RuleKind::Allergy,
    RuleKind::SameAllergy,
    RuleKind::Disease,
    RuleKind::Pregnancy,
    RuleKind::Age,
    RuleKind::Renal,
    RuleKind::Sex,
];
const VERIFICATIONS: [Verification; 3] =
    [Verification::Unverified, Verification::Seen, Verification::Confirmed];

impl<'a> Reader<'a> {
    fn wrong<T>(&self) -> Result<T, NotCompact> {
        Err(NotCompact { at: self.at })
    }

    fn mark(&mut self, mark: &[u8]) -> Result<(), NotCompact> {
        if self.take(mark.len())? == mark { Ok(()) } else { Err(NotCompact { at: 0 }) }
    }

    fn end(&self) -> Result<(), NotCompact> {
        if self.at == self.bytes.len() { Ok(()) } else { self.wrong() }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], NotCompact> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.bytes.len());
        let Some(end) = end else { return self.wrong() };
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, NotCompact> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<u32, NotCompact> {
        let mut number = 0_u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        self.wrong()
    }

    fn small(&mut self) -> Result<u16, NotCompact> {
        let number = self.number()?;
        u16::try_from(number).or_else(|_| self.wrong())
    }

    fn below(&mut self, size: usize) -> Result<u16, NotCompact> {
        let number = self.small()?;
        if usize::from(number) < size { Ok(number) } else { self.wrong() }
    }

    fn one_of<T: Copy>(&self, all: &[T], at: u8) -> Result<T, NotCompact> {
        all.get(usize::from(at)).copied().map_or_else(|| self.wrong(), Ok)
    }

    fn route(&self, at: u8) -> Result<Route, NotCompact> {
        self.one_of(&ROUTES, at)
    }

    fn text(&mut self) -> Result<&'a str, NotCompact> {
        let length = self.number()? as usize;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).or_else(|_| self.wrong())
    }

    fn words(&mut self) -> Result<Words, NotCompact> {
        Ok(Words { ja: self.text()?.into(), en: self.text()?.into() })
    }

    fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, NotCompact>,
    ) -> Result<Vec<T>, NotCompact> {
        let length = self.number()? as usize;
        // Every entry takes a byte at least: a length beyond the bytes is damage, not a reason to reserve memory.
        if length > self.bytes.len() - self.at {
            return self.wrong();
        }
        let mut list = Vec::with_capacity(length);
        for _ in 0..length {
            list.push(read(self)?);
        }
        Ok(list)
    }

    fn places(&mut self, size: usize) -> Result<Vec<u16>, NotCompact> {
        let mut last = 0_u16;
        self.list(|from| {
            last = last.wrapping_add(from.small()?);
            if usize::from(last) < size { Ok(last) } else { from.wrong() }
        })
    }

    fn day(&mut self) -> Result<Option<NaiveDate>, NotCompact> {
        match self.number()? {
            0 => Ok(None),
            days => {
                let day = i32::try_from(days).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
                day.map_or_else(|| self.wrong(), |day| Ok(Some(day)))
            }
        }
    }

    fn icd(&mut self) -> Result<Vec<IcdRange>, NotCompact> {
        self.list(|from| Ok(IcdRange::of_bytes(from.take(10)?.try_into().expect("ten bytes were taken"))))
    }

    fn option(&mut self) -> Result<Option<u16>, NotCompact> {
        match self.number()? {
            0 => Ok(None),
            number => u16::try_from(number - 1).map(Some).or_else(|_| self.wrong()),
        }
    }

    fn strings(&mut self) -> Result<Vec<Box<str>>, NotCompact> {
        self.list(|from| Ok(from.text()?.into()))
    }

    fn severity(&self, number: u8) -> Result<Severity, NotCompact> {
        match number {
            1 => Ok(Severity::Caution),
            2 => Ok(Severity::Contraindicated),
            3 => Ok(Severity::Serious),
            _ => self.wrong(),
        }
    }

    fn members(&mut self, size: usize, classes: &[Class]) -> Result<Vec<Member>, NotCompact> {
        let whole = self.list(|from| from.below(classes.len()))?;
        let mut members = self.list(|from| {
            let ingredient = from.below(size)?;
            let class = from.option()?.filter(|class| usize::from(*class) < classes.len());
            Ok(Member { ingredient, class })
        })?;
        for class in whole {
            let of_class = classes[usize::from(class)].members.iter();
            members.extend(of_class.map(|one| Member { ingredient: *one, class: Some(class) }));
        }
        members.sort_unstable();
        Ok(members)
    }

    fn rule(&mut self, sizes: &Sizes, classes: &[Class]) -> Result<Rule, NotCompact> {
        let id = self.text()?.into();
        let kind = self.byte()?;
        let kind = self.one_of(&KINDS, kind)?;
        let severities = self.byte()?;
        let (a, b) = (self.members(sizes.ingredients, classes)?, self.members(sizes.ingredients, classes)?);
        let allergens = self.places(sizes.allergens)?;
        let (why, may) = (self.below(sizes.words)?, self.below(sizes.words)?);
        let (advice, source) = (self.below(sizes.advice)?, self.below(sizes.sources)?);
        let washout = (self.small()?, self.small()?);
        let flags = self.byte()?;
        let seen_on = Some(self.number()?).filter(|month| *month != 0);
        Ok(Rule {
            id,
            kind,
            severity: self.severity(severities / 16)?,
            while_unknown: self.severity(severities / 4 % 4)?,
            otherwise: match severities % 4 {
                0 => None,
                number => Some(self.severity(number)?),
            },
            a,
            b,
            allergens,
            why,
            may,
            advice,
            source,
            verification: self.one_of(&VERIFICATIONS, flags / 4)?,
            seen_on,
            valid_from: self.day()?,
            valid_until: self.day()?,
            washout,
            local: (flags & 2 != 0, flags & 1 != 0),
            conditions: self.list(|from| from.condition(sizes))?,
            icd: self.icd()?,
            egfr_below: self.option()?,
            age: (self.option()?, self.option()?),
        })
    }

    fn condition(&mut self, sizes: &Sizes) -> Result<Condition, NotCompact> {
        Ok(match self.byte()? {
            0 => {
                let both = self.byte()?;
                Condition::Route(self.one_of(&SIDES, both / 4)?, self.route(both % 4)?)
            }
            1 => {
                let both = self.byte()?;
                let prefixes = self.list(|from| {
                    let number = from.number()?;
                    Prefix::of_number(number).map_or_else(|| from.wrong(), Ok)
                })?;
                Condition::Product(self.one_of(&SIDES, both / 2)?, prefixes, both % 2 == 1)
            }
            2 => {
                let both = self.byte()?;
                let names = self.strings()?;
                Condition::Name(self.one_of(&SIDES, both / 2)?, names, both % 2 == 1)
            }
            3 => Condition::Disease(self.icd()?, self.option()?),
            4 => {
                let wanted = self.byte()? == 1;
                Condition::DiseaseNamed(self.strings()?, wanted)
            }
            5 => Condition::AgeBelow(self.small()?),
            6 => Condition::Female,
            7 => Condition::DifferentProducts,
            8 => Condition::Said(self.below(sizes.words)?),
            9 => Condition::AlsoTaken(self.places(sizes.ingredients)?),
            _ => return self.wrong(),
        })
    }

    fn listed(&mut self, base: &mut KnowledgeBase) -> Result<(), NotCompact> {
        let size = base.ingredients.len();
        let mut last = 0_u32;
        let prefixes = self.list(|from| {
            last = last.saturating_add(from.number()?);
            Prefix::of_number(last).map_or_else(|| from.wrong(), Ok)
        })?;
        let mut start = 0;
        for prefix in prefixes {
            let count = self.byte()?;
            base.listed.push(Listed { prefix, start, count });
            start += u32::from(count);
        }
        let mut next = 0;
        for _ in 0..start {
            let place = match self.number()? {
                0 => next,
                number => u16::try_from(number - 1).or_else(|_| self.wrong())?,
            };
            if usize::from(place) >= size {
                return self.wrong();
            }
            next = next.max(place + 1);
            base.listed_ingredients.push(place);
        }
        Ok(())
    }

    fn names(&mut self, base: &KnowledgeBase) -> Result<Names, NotCompact> {
        let count = self.number()? as usize;
        let mut names = Names::default();
        let mut last = String::new();
        for _ in 0..count {
            let same = self.number()? as usize;
            if !last.is_char_boundary(same) {
                return self.wrong();
            }
            let before = last.clone();
            last.truncate(same);
            last.push_str(self.text()?);
            if last <= before && names.len() > 0 {
                return self.wrong();
            }
            for target in self.list(|from| from.target(base))? {
                names.push(&last, target);
            }
        }
        Ok(names)
    }

    fn target(&mut self, base: &KnowledgeBase) -> Result<Target, NotCompact> {
        let number = self.number()?;
        let place = || u16::try_from(number / 3).or_else(|_| self.wrong());
        match number % 3 {
            0 => Some(place()?)
                .filter(|place| usize::from(*place) < base.ingredients.len())
                .map(Target::Ingredient),
            1 => {
                Some(place()?).filter(|place| usize::from(*place) < base.products.len()).map(Target::Product)
            }
            _ => Prefix::of_number(number / 3).map(Target::Listed),
        }
        .map_or_else(|| self.wrong(), Ok)
    }
}
