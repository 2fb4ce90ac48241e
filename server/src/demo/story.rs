//! What facilities get to know about one invented person, and the transmissions that makes.

use super::{
    laboratory::Test,
    medicine::Medicine,
    place::{Department, Desk},
    wire::{self, Invented},
};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use serde_json::Value;
use shared::{ids::FacilityCode, time::tokyo};
use std::collections::BTreeMap;

/// An invented person with everything that is ever sent about them.
#[derive(Clone, Debug)]
pub struct Person {
    /// Family and given name with a space between.
    pub name: String,
    pub born: NaiveDate,
    /// In the order in which they are sent.
    pub transmissions: Vec<Transmission>,
}

/// One JP-CLINS Bundle on its way.
#[derive(Clone, Debug)]
pub struct Transmission {
    pub sender: FacilityCode,
    /// When it reaches the server.
    pub sent: DateTime<Utc>,
    pub bundle: Value,
}

/// 傷病名.
#[derive(Clone, Copy, Debug)]
pub struct Diagnosis {
    pub name: &'static str,
    /// 病名管理番号, where it is known.
    pub number: Option<&'static str>,
    pub icd10: &'static str,
    pub onset: NaiveDate,
    pub ended: Option<NaiveDate>,
    /// 主病名.
    pub main: bool,
    /// 疑い, which stands in its modifier.
    pub suspected: bool,
    pub disclosed: Disclosed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosed {
    ToEverybody,
    /// 未告知: the patient has not been told.
    NotToThePatient,
}

impl Diagnosis {
    pub fn new(name: &'static str, icd10: &'static str, onset: NaiveDate) -> Self {
        Self {
            name,
            number: None,
            icd10,
            onset,
            ended: None,
            main: false,
            suspected: false,
            disclosed: Disclosed::ToEverybody,
        }
    }

    pub fn main(self) -> Self {
        Self { main: true, ..self }
    }

    pub fn suspected(self) -> Self {
        Self { suspected: true, ..self }
    }
}

/// アレルギー, and 薬剤禁忌 where it is to a medicine.
#[derive(Clone, Copy, Debug)]
pub struct Allergy {
    pub name: &'static str,
    pub allergen: Allergen,
    pub severe: bool,
    pub reaction: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub enum Allergen {
    /// The product's YJ code.
    Medicine(&'static str),
    /// J-FAGY code with its meta code.
    Food(&'static str),
    Other(&'static str),
}

/// One result.
#[derive(Clone, Debug)]
pub struct Reading {
    pub test: Test,
    pub finding: Finding,
    pub preliminary: bool,
    /// What the laboratory says of it beyond high and low: `HH`.
    pub flag: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub enum Finding {
    /// As printed by the laboratory, in its unit; `<0.10` where it is below what can be told apart.
    Number(String),
    Words(&'static str),
}

impl Reading {
    pub fn number(test: Test, text: impl Into<String>) -> Self {
        Self { test, finding: Finding::Number(text.into()), preliminary: false, flag: None }
    }

    pub fn words(test: Test, words: &'static str) -> Self {
        Self { test, finding: Finding::Words(words), preliminary: false, flag: None }
    }

    pub fn preliminary(self) -> Self {
        Self { preliminary: true, ..self }
    }

    pub fn flagged(self, flag: &'static str) -> Self {
        Self { flag: Some(flag), ..self }
    }
}

/// A medicine that was prescribed, for so many days; `None` where the supply counts no days.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    pub medicine: Medicine,
    pub days: Option<u32>,
}

impl Medicine {
    pub fn days(self, days: u32) -> Given {
        Given { medicine: self, days: Some(days) }
    }

    /// 頓用, or an amount that lasts as long as it lasts.
    pub fn as_needed(self) -> Given {
        Given { medicine: self, days: None }
    }
}

/// The order in which a facility's system sends what one day brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Conditions,
    Allergies,
    Results,
    Prescriptions,
    Summary,
}

impl Kind {
    /// Of Bundle identifiers, which have little room.
    fn letter(self) -> char {
        match self {
            Self::Conditions => 'c',
            Self::Allergies => 'a',
            Self::Results => 'l',
            Self::Prescriptions => 'm',
            Self::Summary => 's',
        }
    }
}

enum Fact {
    Diagnosis(Diagnosis),
    Allergy(Allergy),
    Results(Vec<Reading>),
    Prescriptions(Vec<Given>),
    Summary(String),
}

impl Fact {
    fn kind(&self) -> Kind {
        match self {
            Self::Diagnosis(_) => Kind::Conditions,
            Self::Allergy(_) => Kind::Allergies,
            Self::Results(_) => Kind::Results,
            Self::Prescriptions(_) => Kind::Prescriptions,
            Self::Summary(_) => Kind::Summary,
        }
    }
}

/// One life, told fact by fact in any order.
pub struct Story {
    who: Invented,
    /// Begins every identifier; at most 24 letters, digits and hyphens, another one for each person.
    key: String,
    told: Vec<(Desk, Fact)>,
}

impl Story {
    pub fn new(who: Invented, key: impl Into<String>) -> Self {
        Self { who, key: key.into(), told: Vec::new() }
    }

    pub fn who(&self) -> &Invented {
        &self.who
    }

    pub fn diagnosis(&mut self, desk: Desk, diagnosis: Diagnosis) {
        self.told.push((desk, Fact::Diagnosis(diagnosis)));
    }

    pub fn allergy(&mut self, desk: Desk, allergy: Allergy) {
        self.told.push((desk, Fact::Allergy(allergy)));
    }

    pub fn results(&mut self, desk: Desk, readings: Vec<Reading>) {
        self.told.push((desk, Fact::Results(readings)));
    }

    pub fn prescriptions(&mut self, desk: Desk, given: Vec<Given>) {
        self.told.push((desk, Fact::Prescriptions(given)));
    }

    /// 患者サマリー, about every diagnosis of that department that the patient knows of by then.
    pub fn summary(&mut self, desk: Desk, advice: impl Into<String>) {
        self.told.push((desk, Fact::Summary(advice.into())));
    }

    /// Writes the Bundles: of each facility and day one for each kind of fact. A list of diagnoses or
    /// allergies is always the facility's whole list.
    pub fn into_person(self) -> Person {
        let mut days: BTreeMap<Heap, Vec<(Desk, Fact)>> = BTreeMap::new();
        for (desk, fact) in self.told {
            days.entry((desk.day, desk.facility.code, fact.kind())).or_default().push((desk, fact));
        }
        let mut pen = Pen::new(self.who, self.key);
        let mut minutes: BTreeMap<NaiveDate, i64> = BTreeMap::new();
        let transmissions = days
            .into_iter()
            .map(|((day, facility, kind), facts)| {
                let minute = minutes.entry(day).or_default();
                *minute += 1;
                Transmission {
                    sender: FacilityCode::try_from(facility).expect("the invented codes are well-formed"),
                    sent: evening(day) + Duration::minutes(*minute),
                    bundle: pen.bundle(kind, facts),
                }
            })
            .collect();
        Person { name: pen.who.name.join(" "), born: pen.who.born, transmissions }
    }
}

/// What goes into one Bundle: a day, a facility, a kind of fact.
type Heap = (NaiveDate, &'static str, Kind);

/// When the day's entries are sent: from six in the evening in Tokyo on.
fn evening(day: NaiveDate) -> DateTime<Utc> {
    let six = NaiveTime::from_hms_opt(18, 0, 0).unwrap_or_default();
    day.and_time(six).and_local_timezone(tokyo()).earliest().map_or_else(DateTime::default, |at| at.to_utc())
}

/// Writes one person's Bundles in order of time, numbering what it writes.
struct Pen {
    who: Invented,
    key: String,
    written: usize,
    /// The lists as they stand, by facility.
    conditions: BTreeMap<&'static str, Vec<Listed>>,
    allergies: BTreeMap<&'static str, Vec<Value>>,
}

/// A diagnosis on a facility's list.
struct Listed {
    department: Department,
    main: bool,
    told: bool,
    resource: Value,
}

impl Pen {
    fn new(who: Invented, key: String) -> Self {
        Self { who, key, written: 0, conditions: BTreeMap::new(), allergies: BTreeMap::new() }
    }

    fn serial(&mut self, kind: Kind) -> String {
        self.written += 1;
        format!("{}-{}{}", self.key, kind.letter(), self.written)
    }

    /// `facts` are of one facility, day and kind, and not none.
    fn bundle(&mut self, kind: Kind, facts: Vec<(Desk, Fact)>) -> Value {
        let desk = facts[0].0;
        let serial = format!("{}-{}{}", self.key, kind.letter(), desk.day.format("%Y%m%d"));
        if kind == Kind::Summary {
            return self.document(&serial, facts);
        }
        let mut written = Vec::new();
        for (desk, fact) in facts {
            self.write(&desk, fact, &mut written);
        }
        let facility = desk.facility.code;
        let (tag, resources) = match kind {
            Kind::Conditions => {
                let list = self.conditions.entry(facility).or_default();
                ("Condition", list.iter().map(|listed| listed.resource.clone()).collect())
            }
            Kind::Allergies => ("AllergyIntolerance", self.allergies.entry(facility).or_default().clone()),
            Kind::Results => ("Observation", written),
            Kind::Prescriptions | Kind::Summary => ("MedicationRequest", written),
        };
        wire::collection(&self.who, &desk, tag, &serial, resources)
    }

    fn write(&mut self, desk: &Desk, fact: Fact, written: &mut Vec<Value>) {
        let kind = fact.kind();
        match fact {
            Fact::Diagnosis(diagnosis) => {
                let resource = wire::condition(desk, &self.serial(kind), &diagnosis);
                self.conditions.entry(desk.facility.code).or_default().push(Listed {
                    department: desk.department,
                    main: diagnosis.main,
                    told: diagnosis.disclosed == Disclosed::ToEverybody,
                    resource,
                });
            }
            Fact::Allergy(allergy) => {
                let resource = wire::allergy(desk, &self.serial(kind), &allergy);
                self.allergies.entry(desk.facility.code).or_default().push(resource);
            }
            Fact::Results(readings) => {
                for reading in &readings {
                    let serial = self.serial(kind);
                    written.push(wire::result(desk, &serial, reading, self.who.sex));
                }
            }
            Fact::Prescriptions(given) => {
                for given in &given {
                    let serial = self.serial(kind);
                    written.push(wire::prescription(desk, &serial, written.len() + 1, given));
                }
            }
            Fact::Summary(_) => {}
        }
    }

    /// One summary for a facility and day; several departments write into one.
    fn document(&mut self, serial: &str, facts: Vec<(Desk, Fact)>) -> Value {
        let desk = facts[0].0;
        let mut advice = Vec::new();
        let mut departments = Vec::new();
        for (desk, fact) in facts {
            departments.push(desk.department);
            if let Fact::Summary(text) = fact {
                advice.push(text);
            }
        }
        let list = self.conditions.entry(desk.facility.code).or_default();
        let mut about: Vec<&Listed> =
            list.iter().filter(|one| one.told && departments.contains(&one.department)).collect();
        about.sort_by_key(|listed| !listed.main);
        let diagnoses = about.into_iter().map(|listed| listed.resource.clone()).collect();
        wire::patient_summary(&self.who, &desk, serial, &advice.join("\r\n"), diagnoses)
    }
}
