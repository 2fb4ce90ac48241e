//! Situations written by hand (shared/tests/consent_cases.txt): identical code always agrees with itself.

use crate::{
    category::{Categories, Category},
    consent::{
        Consent, Decision, Excluded, FacilityKind, Purpose, Reason, Relationships, Request, Rule, Said,
        Scope, Shown, Statement, Subject, Subjects, Term, Terms, Who, Whom, decide,
    },
    ids::{ConsentId, FacilityCode, ItemId, PatientId},
    set::Member as _,
    time::tokyo,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const TEXT: &str = include_str!("../../../tests/consent_cases.txt");

/// One situation as it was written down.
#[derive(Default)]
pub(super) struct Situation {
    title: String,
    codes: BTreeMap<String, FacilityCode>,
    relationships: Relationships,
    consents: Vec<Consent>,
    asked: Option<(Request, DateTime<Utc>)>,
    shows: Option<Categories>,
    without: BTreeSet<ItemId>,
    without_subjects: Subjects,
    because: Vec<(Category, String)>,
    untold: Option<bool>,
}

#[test]
fn every_situation_is_as_it_was_written() {
    let situations = all();
    assert!(situations.len() >= 30, "only {} situations", situations.len());
    for situation in &situations {
        if let Err(wrong) = situation.check() {
            panic!("{}: {wrong}", situation.title);
        }
    }
}

/// The same with every order of each situation's consents turned around.
#[test]
fn the_order_of_consents_does_not_matter() {
    for mut situation in all() {
        situation.consents.reverse();
        situation.check().unwrap_or_else(|wrong| panic!("{}: {wrong}", situation.title));
    }
}

pub(super) fn all() -> Vec<Situation> {
    let mut found: Vec<Situation> = Vec::new();
    for line in TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(": ") {
            Some(("situation", title)) => {
                found.push(Situation { title: title.to_owned(), ..Situation::default() });
            }
            _ => found.last_mut().expect("a situation comes first").read(line),
        }
    }
    found
}

impl Situation {
    /// `Err`: what is different from what was written.
    pub(super) fn check(&self) -> Result<(), String> {
        let (request, now) = self.asked.as_ref().expect("somebody asks");
        let decision = decide(request, &self.consents, &self.relationships, *now);
        let shows = self.shows.expect("something is said to be shown");
        if decision.shown() != shows {
            return Err(format!("shows {:?}, not {shows:?}", decision.shown()));
        }
        let withheld = if shows.is_empty() { &self.without } else { &decision.withheld };
        if !shows.is_empty() && decision.subjects != self.without_subjects {
            return Err(format!("keeps back {:?}, not {:?}", decision.subjects, self.without_subjects));
        }
        if *withheld != self.without {
            return Err(format!("withholds {:?}, not {:?}", decision.withheld, self.without));
        }
        for (category, reason) in &self.because {
            let found = name(decision.reason(*category));
            if found != reason {
                return Err(format!("{} because {found}, not {reason}", category.as_str()));
            }
        }
        if self.untold.is_some_and(|expected| expected != decision.untold) {
            return Err(format!("untold {}", decision.untold));
        }
        self.check_basis(request.purpose, &decision)
    }

    /// Whatever is shown for care names the consent by which it is, and nothing else names any.
    fn check_basis(&self, purpose: Purpose, decision: &Decision) -> Result<(), String> {
        let named = decision.basis();
        if !named.iter().all(|id| self.consents.iter().any(|one| one.id == *id)) {
            return Err("a consent is named that nobody gave".to_owned());
        }
        for category in decision.shown().iter() {
            let by_consent = match decision.reason(category) {
                Reason::Permitted(id) => named.contains(&id),
                _ => false,
            };
            if by_consent != (purpose == Purpose::Care) {
                return Err(format!("{} is shown, and {named:?} named", category.as_str()));
            }
        }
        let shows_by_consent = purpose == Purpose::Care && !decision.shown().is_empty();
        if named.is_empty() == shows_by_consent { Err(format!("{named:?} is named")) } else { Ok(()) }
    }

    fn read(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[0] {
            "facility" => self.read_facility(&words),
            "consent" => self.read_consent(&words),
            "asks" => {
                let who = match words[1] {
                    "somebody" => Who::Somebody(None),
                    "a-hospital" => Who::Somebody(Some(FacilityKind::Hospital)),
                    name => Who::Facility(self.code(name)),
                };
                let purpose = Purpose::parse(words[2]).unwrap();
                self.asked = Some((Request { who, purpose }, instant(words[4])));
            }
            "shows" => self.shows = Some(kinds(&words[1..])),
            "without" => match words[1].split_once(':') {
                Some(("subject", name)) => {
                    self.without_subjects = self.without_subjects.with(Subject::read(name).unwrap());
                }
                _ => drop(self.without.insert(item(words[1]))),
            },
            "because" => {
                self.because.push((Category::from_name(words[1]).unwrap(), words[2].to_owned()));
            }
            "untold" => self.untold = Some(words[1] == "shown"),
            other => panic!("{}: {other:?} is no line of a situation", self.title),
        }
    }

    fn code(&mut self, name: &str) -> FacilityCode {
        let next = self.codes.len();
        let make = || FacilityCode::try_from(format!("13100000{next:02}")).unwrap();
        self.codes.entry(name.to_owned()).or_insert_with(make).clone()
    }

    fn read_facility(&mut self, words: &[&str]) {
        let code = self.code(words[1]);
        let kind = (words[2] != "unknown").then(|| FacilityKind::parse(words[2]).unwrap());
        self.relationships.knows(code.clone(), kind);
        let one = self.relationships.0.get_mut(&code).unwrap();
        for word in &words[3..] {
            match word.split_once('=') {
                None if *word == "sent" => one.sent = true,
                // Something of it stands, and the patient said yes long ago.
                None if *word == "treats" => {
                    one.sent = true;
                    one.statements.push(Statement { said: Said::Yes, at: instant("2026-01-01T09:00") });
                }
                Some(("months", months)) => {
                    let days = months.split(',').map(|month| format!("{month}-01").parse().unwrap());
                    one.visits = days.collect::<BTreeSet<NaiveDate>>();
                }
                Some((said, at)) => {
                    let said = match said {
                        "visit" => Said::Visit(Shown::Card),
                        said => Said::parse(said).unwrap(),
                    };
                    one.statements.push(Statement { said, at: instant(at) });
                }
                None => panic!("{}: {word:?} says nothing about a facility", self.title),
            }
        }
    }

    fn read_consent(&mut self, words: &[&str]) {
        let at = |key: &str| {
            let found = words.iter().position(|word| *word == key);
            found.map(|place| instant(words[place + 1]))
        };
        let after = |key: &str| {
            let place = words.iter().position(|word| *word == key).unwrap();
            words[place + 1]
        };
        let name = words[1].trim_end_matches(':');
        let rule = match words[2] {
            "garbled" => Rule::Unreadable,
            "permit" => Rule::Permit(Scope::parse(words[3]).unwrap()),
            "exclude" => {
                let what = match words[3].starts_with("item:") {
                    true => Excluded::Item(item(words[3])),
                    false => Excluded::parse(words[3]).unwrap(),
                };
                Rule::Exclude(what, Purpose::parse(after("in")).unwrap())
            }
            other => panic!("{}: {other:?} is neither permit nor exclude", self.title),
        };
        let (whom, term) = match rule {
            Rule::Unreadable => (Whom::Anyone, Term::Standing),
            _ => {
                let place = words.iter().position(|word| *word == "to").unwrap();
                let whom = match words[place + 1].strip_prefix("facility:") {
                    Some(name) => Whom::Facility(self.code(name)),
                    None => Whom::parse(words[place + 1]).unwrap(),
                };
                (whom, Term::parse(words[place + 2]).unwrap())
            }
        };
        let given_at = at("from").unwrap();
        self.consents.push(Consent {
            id: ConsentId(Uuid::from_slice(&name.repeat(16).as_bytes()[..16]).unwrap()),
            terms: Terms { rule, whom, term },
            begun_at: at("begun").unwrap_or(given_at),
            given_at,
            withdrawn_at: at("withdrawn"),
        });
    }
}

fn name(reason: Reason) -> &'static str {
    match reason {
        Reason::Permitted(_) => "permitted",
        Reason::Emergency => "emergency",
        Reason::NoConsent => "no-consent",
        Reason::NeedsOwnConsent => "needs-own-consent",
        Reason::Excluded(_) => "excluded",
        Reason::DoesNotTreat => "does-not-treat",
        Reason::Denied => "denied",
        Reason::OnlyStated => "only-stated",
        Reason::NotAHospital => "not-a-hospital",
        Reason::UnknownFacility => "unknown-facility",
        Reason::Unreadable(_) => "unreadable",
    }
}

fn kinds(words: &[&str]) -> Categories {
    let but = words.iter().position(|word| *word == "but").unwrap_or(words.len());
    let named: Categories = words[..but].iter().fold(Categories::NONE, |so_far, word| match *word {
        "nothing" => so_far,
        "everything" => Categories::ALL,
        "ordinary" => so_far.or(Category::with_own_consent().missing()),
        kind => so_far.with(Category::from_name(kind).unwrap()),
    });
    words[but..].iter().skip(1).fold(named, |so_far, kind| so_far.without(Category::from_name(kind).unwrap()))
}

fn item(word: &str) -> ItemId {
    ItemId::derive(PatientId(Uuid::nil()), &[word])
}

/// In Asia/Tokyo.
fn instant(text: &str) -> DateTime<Utc> {
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let read = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let local = read.unwrap_or_else(|| panic!("{text:?} is no instant"));
    tokyo().from_local_datetime(&local).unwrap().with_timezone(&Utc)
}
