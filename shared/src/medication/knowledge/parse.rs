//! The text files, read strictly: everything that is wrong is said, with file and line.

use super::{
    Advice, Allergen, Class, Condition, Ingredient, IngredientIx, KnowledgeBase, Listed, Member, Product,
    Rule, RuleKind, Severity, Side, Target, Verification, Words, icd::IcdRange, names::Names,
};
use crate::{
    medication::ingredient::{name_parts, spelled_plainly, without_salt},
    medicine_code::{Prefix, Route},
};
use chrono::NaiveDate;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fmt,
    sync::Arc,
};

/// A text file of the knowledge base. Its name says what it holds: `substances`, `ingredients`, `classes`,
/// `allergens`, `words`, `otc`, `brands`, or `rules-…`, with the ending `.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnowledgeFile<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

/// Error in a text of the knowledge base, and its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct KnowledgeError {
    pub file: String,
    /// Number of the line, from 1.
    pub line: usize,
    pub what: String,
}

impl fmt::Display for KnowledgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

impl KnowledgeBase {
    /// Reads the files, in whatever order they come. Several files of one kind add up, so that an operator's own
    /// rules can stand next to the built-in ones, or replace them.
    pub fn parse(files: &[KnowledgeFile<'_>]) -> Result<Self, Vec<KnowledgeError>> {
        let mut reader = Reader::default();
        for (kind, read) in STAGES {
            for file in files.iter().filter(|file| kind_of(file.name) == Some(kind)) {
                for (number, line) in file.text.lines().enumerate() {
                    let line = line.split_once(" #").map_or(line, |(before, _)| before).trim();
                    if line.is_empty() || line.starts_with('#') {
                        continue;
                    }
                    if let Err(what) = read(&mut reader, line) {
                        reader.errors.push(KnowledgeError {
                            file: file.name.to_owned(),
                            line: number + 1,
                            what,
                        });
                    }
                }
            }
        }
        for file in files.iter().filter(|file| kind_of(file.name).is_none()) {
            let what = "the file's name does not say what it holds".to_owned();
            reader.errors.push(KnowledgeError { file: file.name.to_owned(), line: 1, what });
        }
        if reader.errors.is_empty() { Ok(reader.finish()) } else { Err(reader.errors) }
    }
}

type ReadLine = fn(&mut Reader, &str) -> Result<(), String>;

/// In the order in which one stage needs what the one before it read.
const STAGES: [(&str, ReadLine); 8] = [
    ("substances", Reader::substance),
    ("ingredients", Reader::listed),
    ("words", Reader::words),
    ("classes", Reader::class),
    ("allergens", Reader::allergen),
    ("otc", Reader::product),
    ("brands", Reader::brand),
    ("rules", Reader::rule),
];

fn kind_of(name: &str) -> Option<&'static str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let kind = file.strip_suffix(".txt")?.split('-').next()?;
    STAGES.iter().find(|(known, _)| *known == kind).map(|(known, _)| *known)
}

#[derive(Default)]
struct Reader {
    base: KnowledgeBase,
    ingredients: HashMap<Arc<str>, IngredientIx>,
    classes: HashMap<Box<str>, u16>,
    allergens: HashMap<Box<str>, u16>,
    /// Words by kind and key (`why bleeding`).
    words: HashMap<String, u16>,
    rules: HashSet<Arc<str>>,
    names: Vec<(String, Target)>,
    listed: Vec<(Prefix, Vec<IngredientIx>)>,
    errors: Vec<KnowledgeError>,
}

/// `a | b | c`, trimmed, at least `wanted` of them.
fn columns(line: &str, wanted: usize) -> Result<Vec<&str>, String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    if columns.len() < wanted || columns[..wanted].iter().any(|column| column.is_empty()) {
        return Err(format!("{wanted} columns expected, separated by |"));
    }
    Ok(columns)
}

fn place(length: usize, of: &str) -> Result<u16, String> {
    u16::try_from(length).map_err(|_| format!("more than 65,535 {of}"))
}

impl Reader {
    fn substance(&mut self, line: &str) -> Result<(), String> {
        let columns = columns(line, 3)?;
        let id: Arc<str> = columns[0].into();
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !id.bytes().all(known) {
            return Err(format!("an id of lower-case letters, digits and hyphens expected, found {id:?}"));
        }
        if self.ingredients.contains_key(&id) {
            return Err(format!("the ingredient {id} stands here a second time"));
        }
        let at = self.add_ingredient(id, Words { ja: columns[1].into(), en: columns[2].into() })?;
        let others = columns.get(3).into_iter().flat_map(|names| names.split(','));
        for name in [columns[1], columns[2]].into_iter().chain(others).map(str::trim) {
            self.name_ingredient(name, at);
        }
        Ok(())
    }

    fn add_ingredient(&mut self, id: Arc<str>, names: Words) -> Result<IngredientIx, String> {
        let at = place(self.base.ingredients.len(), "ingredients")?;
        self.ingredients.insert(id.clone(), at);
        self.base.ingredients.push(Ingredient { id, names: names.into() });
        Ok(at)
    }

    fn name_ingredient(&mut self, name: &str, at: IngredientIx) {
        let plain = name_parts(name).stem;
        for name in without_salt(&plain).filter(|name| !name.is_empty()) {
            self.names.push((name.to_owned(), Target::Ingredient(at)));
        }
    }

    fn listed(&mut self, line: &str) -> Result<(), String> {
        let (head, printed) =
            line.split_once('|').map_or((line, None), |(head, name)| (head, Some(name.trim())));
        let (prefix, ingredients) =
            head.trim().split_once(' ').ok_or("a prefix and its ingredients expected")?;
        let prefix = Prefix::try_from(prefix).map_err(|error| error.to_string())?;
        if self.listed.last().is_some_and(|(last, _)| *last >= prefix) {
            return Err(format!("prefixes are sorted, each once; {prefix} is not above the one before it"));
        }
        let mut found = Vec::new();
        for name in ingredients.split(" + ").map(str::trim) {
            let at = match self.ingredients.get(name) {
                Some(at) => *at,
                None if name.is_ascii() && name.bytes().any(|byte| byte.is_ascii_lowercase()) => {
                    return Err(format!("the ingredient {name} is not in substances.txt"));
                }
                None => {
                    let at = self.add_ingredient(name.into(), Words { ja: name.into(), en: name.into() })?;
                    self.name_ingredient(name, at);
                    at
                }
            };
            found.push(at);
        }
        let parts = name_parts(printed.unwrap_or(ingredients));
        let names = without_salt(&parts.stem).filter(|name| !name.is_empty());
        self.names.extend(names.map(|name| (name.to_owned(), Target::Listed(prefix))));
        self.listed.push((prefix, found));
        Ok(())
    }

    fn words(&mut self, line: &str) -> Result<(), String> {
        let (kind, _) = line.split_once(' ').ok_or("why, may, when, do or source expected")?;
        let wanted = match kind {
            "why" | "may" | "when" => 3,
            "do" => 5,
            "source" => 2,
            _ => return Err(format!("why, may, when, do or source expected, found {kind:?}")),
        };
        let columns = columns(line, wanted)?;
        let words = |ja: &str, en: &str| Words { ja: ja.into(), en: en.into() };
        let at = match kind {
            "do" => {
                let person = words(columns[1], columns[2]);
                let clinician = words(columns[3], columns[4]);
                self.base.advice.push(Advice { person, clinician }.into());
                place(self.base.advice.len() - 1, "pieces of advice")?
            }
            "source" => {
                // In Japanese where that is not the language it is in.
                let ja = columns.get(2).filter(|ja| !ja.is_empty()).unwrap_or(&columns[1]);
                self.base.sources.push(words(ja, columns[1]).into());
                place(self.base.sources.len() - 1, "sources")?
            }
            _ => {
                self.base.words.push(words(columns[1], columns[2]).into());
                place(self.base.words.len() - 1, "words")?
            }
        };
        if self.words.insert(columns[0].to_owned(), at).is_some() {
            return Err(format!("{} stands here a second time", columns[0]));
        }
        Ok(())
    }

    fn class(&mut self, line: &str) -> Result<(), String> {
        let columns = columns(line, 4)?;
        if self.classes.contains_key(columns[0]) {
            return Err(format!("the class {} stands here a second time", columns[0]));
        }
        let members = self.members(columns[3].split_whitespace())?;
        let members: BTreeSet<IngredientIx> = members.into_iter().map(|member| member.ingredient).collect();
        let at = place(self.base.classes.len(), "classes")?;
        self.classes.insert(columns[0].into(), at);
        self.base.classes.push(Class {
            id: columns[0].into(),
            names: Words { ja: columns[1].into(), en: columns[2].into() }.into(),
            members: members.into_iter().collect(),
        });
        Ok(())
    }

    /// Ingredients by id, and classes as `@id`.
    fn members<'a>(&self, terms: impl Iterator<Item = &'a str>) -> Result<Vec<Member>, String> {
        let mut members = Vec::new();
        for term in terms.filter(|term| !term.is_empty()) {
            if let Some(class) = term.strip_prefix('@') {
                let at =
                    *self.classes.get(class).ok_or_else(|| format!("the class {class} is not known here"))?;
                let of_class = &self.base.classes[usize::from(at)].members;
                members.extend(of_class.iter().map(|one| Member { ingredient: *one, class: Some(at) }));
            } else {
                let at = *self
                    .ingredients
                    .get(term)
                    .ok_or_else(|| format!("the ingredient {term} is not known"))?;
                members.push(Member { ingredient: at, class: None });
            }
        }
        if members.is_empty() {
            return Err("no ingredient".to_owned());
        }
        // By name rather than through a class, where both.
        members.sort_unstable();
        members.dedup_by_key(|member| member.ingredient);
        Ok(members)
    }

    fn allergen(&mut self, line: &str) -> Result<(), String> {
        let columns = columns(line, 2)?;
        let at = place(self.base.allergens.len(), "allergens")?;
        if self.allergens.insert(columns[0].into(), at).is_some() {
            return Err(format!("the allergen {} stands here a second time", columns[0]));
        }
        let members = match columns.get(2).copied().filter(|terms| !terms.is_empty()) {
            Some(terms) => self.members(terms.split_whitespace())?,
            None => Vec::new(),
        };
        let names = columns[1].split(',').map(|name| name_parts(name).with_form.into_boxed_str()).collect();
        let members = members.into_iter().map(|member| member.ingredient).collect();
        self.base.allergens.push(Allergen { id: columns[0].into(), names, members });
        Ok(())
    }

    fn product(&mut self, line: &str) -> Result<(), String> {
        let columns = columns(line, 3)?;
        let (route, local) = match columns[1] {
            "oral" => (Route::Oral, false),
            "external" => (Route::External, false),
            "local" => (Route::External, true),
            other => return Err(format!("oral, external or local expected, found {other:?}")),
        };
        let members = self.members(columns[2].split(" + ").map(str::trim))?;
        let ingredients = members.into_iter().map(|member| member.ingredient).collect();
        let at = place(self.base.products.len(), "products")?;
        let mut names = columns[0].split(',').map(str::trim);
        let name: Arc<str> = names.next().unwrap_or_default().into();
        for spelling in std::iter::once(&*name).chain(names) {
            let parts = name_parts(spelling);
            self.names.push((parts.stem, Target::Product(at)));
            self.names.push((parts.with_form, Target::Product(at)));
        }
        self.base.products.push(Product { name, route, local, ingredients });
        Ok(())
    }

    fn brand(&mut self, line: &str) -> Result<(), String> {
        let mut columns = line.split_whitespace();
        let name = columns.next().unwrap_or_default();
        for prefix in columns {
            let prefix = Prefix::try_from(prefix).map_err(|error| error.to_string())?;
            if self.listed.binary_search_by_key(&prefix, |(listed, _)| *listed).is_err() {
                return Err(format!("the prefix {prefix} is not in ingredients.txt"));
            }
            self.names.push((name.to_owned(), Target::Listed(prefix)));
        }
        Ok(())
    }

    fn rule(&mut self, line: &str) -> Result<(), String> {
        let mut tokens = line.split_whitespace();
        let mut next = |what: &str| tokens.next().ok_or_else(|| format!("{what} expected"));
        let id: Arc<str> = next("a rule's id")?.into();
        let severity = severity(next("contraindicated, serious or caution")?)?;
        let kind = kind(next("the kind of rule")?)?;
        let whichever = matches!(kind, RuleKind::Duplicate | RuleKind::SameAllergy);
        let a = match next("ingredients")? {
            "*" if whichever => Vec::new(),
            _ if whichever => return Err("* expected: such a rule holds for every ingredient".to_owned()),
            terms => self.members(terms.split(','))?,
        };
        let mut rule = Rule {
            id: id.clone(),
            kind,
            severity,
            a,
            b: Vec::new(),
            allergens: Vec::new(),
            why: 0,
            may: 0,
            advice: 0,
            source: 0,
            verification: Verification::Unverified,
            seen_on: None,
            valid_from: None,
            valid_until: None,
            washout: (0, 0),
            local: (kind == RuleKind::Allergy, kind == RuleKind::Allergy),
            conditions: Vec::new(),
            otherwise: None,
            while_unknown: severity,
            icd: Vec::new(),
            egfr_below: None,
            age: (None, None),
        };
        let mut given: HashSet<&str> = HashSet::new();
        while let Some(token) = tokens.next() {
            if token == "x" {
                let terms = tokens.next().ok_or("ingredients expected after x")?;
                self.other_side(&mut rule, terms)?;
                continue;
            }
            let (key, value) = token.split_once('=').unwrap_or((token, ""));
            if !given.insert(key) {
                return Err(format!("{key} stands here twice"));
            }
            self.detail(&mut rule, key, value)?;
        }
        complete(&rule, &given)?;
        place(self.base.rules.len(), "rules")?;
        if !self.rules.insert(id.clone()) {
            return Err(format!("a rule {id} exists already"));
        }
        self.base.rules.push(rule);
        Ok(())
    }

    fn other_side(&self, rule: &mut Rule, terms: &str) -> Result<(), String> {
        if rule.kind != RuleKind::Allergy {
            rule.b = self.members(terms.split(','))?;
            return Ok(());
        }
        let (groups, ingredients): (Vec<&str>, Vec<&str>) =
            terms.split(',').partition(|term| term.starts_with('!'));
        for group in groups {
            let group = &group[1..];
            let at = self.allergens.get(group).ok_or_else(|| format!("the allergen {group} is not known"))?;
            rule.allergens.push(*at);
        }
        if !ingredients.is_empty() {
            rule.b = self.members(ingredients.into_iter())?;
        }
        Ok(())
    }

    fn detail(&self, rule: &mut Rule, key: &str, value: &str) -> Result<(), String> {
        match key {
            "why" => rule.why = self.word("why", value)?,
            "may" => rule.may = self.word("may", value)?,
            "do" => rule.advice = self.word("do", value)?,
            "source" => rule.source = self.word("source", value)?,
            "seen" => {
                rule.verification = Verification::Seen;
                rule.seen_on = Some(value).filter(|value| !value.is_empty()).map(month).transpose()?;
            }
            "unverified" => rule.verification = Verification::Unverified,
            "from" => rule.valid_from = Some(day(value)?),
            "until" => rule.valid_until = Some(day(value)?),
            "after" => {
                let (a, b) = value.split_once('/').unwrap_or((value, value));
                rule.washout = (number(a)?, number(b)?);
            }
            "local" => {
                rule.local = match value {
                    "a" => (true, false),
                    "b" => (false, true),
                    "both" => (true, true),
                    _ => return Err(format!("local=a, local=b or local=both expected, found {value:?}")),
                };
            }
            "else" => rule.otherwise = Some(severity(value)?),
            "unknown" => rule.while_unknown = severity(value)?,
            "icd" => rule.icd = icd(value)?,
            "egfr" => rule.egfr_below = Some(number(value)?),
            "under" => rule.age.1 = Some(number(value)?),
            "over" => rule.age.0 = Some(number(value)?),
            "when" => {
                for condition in value.split(',') {
                    rule.conditions.push(self.condition(condition)?);
                }
            }
            _ => return Err(format!("{key:?} is nothing that a rule can say")),
        }
        Ok(())
    }

    fn word(&self, kind: &str, key: &str) -> Result<u16, String> {
        let wanted = format!("{kind} {key}");
        self.words.get(&wanted).copied().ok_or_else(|| format!("words.txt has no {wanted:?}"))
    }

    fn condition(&self, text: &str) -> Result<Condition, String> {
        let names = |list: &str| -> Vec<Box<str>> {
            list.split('/').map(|name| spelled_plainly(name).into_boxed_str()).collect()
        };
        let (subject, value) =
            text.split_once(':').ok_or_else(|| format!("a condition expected, found {text:?}"))?;
        let side = match subject {
            "a" => Some(Side::A),
            "b" => Some(Side::B),
            _ => None,
        };
        let condition = match (side, subject) {
            (Some(side), _) => match value.split_once('=') {
                None => Condition::Route(side, route(value)?),
                Some(("product" | "not-product", prefixes)) => {
                    let all: Result<Vec<Prefix>, _> = prefixes.split('/').map(Prefix::try_from).collect();
                    Condition::Product(
                        side,
                        all.map_err(|error| error.to_string())?,
                        !value.starts_with("not"),
                    )
                }
                Some(("name" | "not-name", list)) => {
                    Condition::Name(side, names(list), !value.starts_with("not"))
                }
                Some(_) => return Err(format!("a route, product= or name= expected, found {value:?}")),
            },
            (None, "disease") => {
                let (ranges, egfr) = value.split_once("/egfr<").map_or((value, None), |(r, e)| (r, Some(e)));
                Condition::Disease(icd(&ranges.replace('/', ","))?, egfr.map(number).transpose()?)
            }
            (None, "disease-named" | "disease-not-named") => {
                Condition::DiseaseNamed(names(value), subject == "disease-named")
            }
            (None, "age") => Condition::AgeBelow(number(value.trim_start_matches('<'))?),
            (None, "sex") if value == "female" => Condition::Female,
            (None, "also") => {
                let members = self.members(value.split('/'))?;
                Condition::AlsoTaken(members.into_iter().map(|member| member.ingredient).collect())
            }
            (None, "products") if value == "different" => Condition::DifferentProducts,
            (None, "said") => Condition::Said(self.word("when", value)?),
            _ => return Err(format!("a condition expected, found {text:?}")),
        };
        Ok(condition)
    }

    fn finish(mut self) -> KnowledgeBase {
        for (prefix, ingredients) in self.listed {
            let start = u32::try_from(self.base.listed_ingredients.len()).unwrap_or(u32::MAX);
            let count = u8::try_from(ingredients.len()).unwrap_or(u8::MAX);
            self.base.listed_ingredients.extend(ingredients);
            self.base.listed.push(Listed { prefix, start, count });
        }
        self.base.names = Names::of(self.names);
        self.base.reindex();
        self.base
    }
}

/// Checks that a rule says all that its kind must say.
fn complete(rule: &Rule, given: &HashSet<&str>) -> Result<(), String> {
    for key in ["why", "may", "do", "source"] {
        if !given.contains(key) {
            return Err(format!("{key}= is missing"));
        }
    }
    if given.contains("seen") == given.contains("unverified") {
        return Err("either seen=YYYY-MM or unverified expected".to_owned());
    }
    if rule.valid_until.is_some() && rule.valid_from > rule.valid_until {
        return Err("from= is after until=".to_owned());
    }
    let missing = match rule.kind {
        RuleKind::Interaction if rule.b.is_empty() => "x and the other ingredients",
        RuleKind::Allergy if rule.b.is_empty() && rule.allergens.is_empty() => {
            "x and what the person reacts to"
        }
        RuleKind::Disease if rule.icd.is_empty() => "icd=",
        RuleKind::Renal if rule.egfr_below.is_none() => "egfr=",
        RuleKind::Age if rule.age == (None, None) => "under= or over=",
        _ => return Ok(()),
    };
    Err(format!("{missing} is missing"))
}

fn severity(text: &str) -> Result<Severity, String> {
    match text {
        "contraindicated" => Ok(Severity::Contraindicated),
        "serious" => Ok(Severity::Serious),
        "caution" => Ok(Severity::Caution),
        _ => Err(format!("contraindicated, serious or caution expected, found {text:?}")),
    }
}

fn kind(text: &str) -> Result<RuleKind, String> {
    Ok(match text {
        "interaction" => RuleKind::Interaction,
        "duplicate" => RuleKind::Duplicate,
        "same-allergy" => RuleKind::SameAllergy,
        "duplicate-class" => RuleKind::DuplicateClass,
        "allergy" => RuleKind::Allergy,
        "disease" => RuleKind::Disease,
        "pregnancy" => RuleKind::Pregnancy,
        "age" => RuleKind::Age,
        "renal" => RuleKind::Renal,
        "sex" => RuleKind::Sex,
        _ => return Err(format!("a kind of rule expected, found {text:?}")),
    })
}

fn route(text: &str) -> Result<Route, String> {
    match text {
        "oral" => Ok(Route::Oral),
        "injection" => Ok(Route::Injection),
        "external" => Ok(Route::External),
        _ => Err(format!("oral, injection or external expected, found {text:?}")),
    }
}

fn icd(text: &str) -> Result<Vec<IcdRange>, String> {
    text.split(',').map(|range| IcdRange::try_from(range).map_err(|error| error.to_string())).collect()
}

fn number(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| format!("a number expected, found {text:?}"))
}

fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| format!("a date YYYY-MM-DD expected, found {text:?}"))
}

/// `2024-04` as 202404.
fn month(text: &str) -> Result<u32, String> {
    let refuse = || format!("a month YYYY-MM expected, found {text:?}");
    let (year, month) = text.split_once('-').ok_or_else(refuse)?;
    let (year, month): (u32, u32) =
        (year.parse().map_err(|_| refuse())?, month.parse().map_err(|_| refuse())?);
    if (1990..=2999).contains(&year) && (1..=12).contains(&month) {
        Ok(year * 100 + month)
    } else {
        Err(refuse())
    }
}
