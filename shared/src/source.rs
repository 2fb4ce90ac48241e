//! Sources of facts, and what follows from each: stated here and nowhere else.

use crate::ids::{FacilityCode, InsurerNumber, InvalidId, MunicipalityCode, ProgramId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Source of a fact (情報の提供元).
///
/// One text names it, in the database and in JSON: a facility's is its ten digits, every other begins with a letter.
///
/// ```
/// use shared::source::Source;
/// let hospital = Source::try_from("1318814790").unwrap();
/// assert!(hospital.may_treat() && !Source::Person.may_treat());
/// assert_eq!(Source::try_from("person").unwrap(), Source::Person);
/// assert_eq!(hospital.to_string(), "1318814790");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Source {
    /// A hospital, clinic, dentist, pharmacy, visiting nurses or a care provider: [`FacilityCode::class`] tells which.
    Facility(FacilityCode),
    /// 保険者
    Insurer(InsurerNumber),
    /// 市町村
    Municipality(MunicipalityCode),
    /// The person whose record it is, by their own account.
    Person,
    /// An app or a device of the person whose record it is.
    Program(ProgramId),
}

/// Party that may correct or take back what came from a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrector {
    /// The sender, by sending it again: nobody else, not even the person it is about.
    Sender,
    /// The person whose record it is.
    Person,
}

impl Source {
    /// The facility, where it is one: it has a name and staff, and may be asked about.
    pub fn facility(&self) -> Option<&FacilityCode> {
        match self {
            Self::Facility(code) => Some(code),
            Self::Insurer(_) | Self::Municipality(_) | Self::Person | Self::Program(_) => None,
        }
    }

    /// Whether something that came from it is a reason to ask the person whether it treats them. What a person wrote at
    /// home, a device measured or an insurer paid for was no visit.
    pub fn may_treat(&self) -> bool {
        match self {
            Self::Facility(_) => true,
            Self::Insurer(_) | Self::Municipality(_) | Self::Person | Self::Program(_) => false,
        }
    }

    /// Party that may correct or take back what came from it.
    pub fn corrector(&self) -> Corrector {
        match self {
            Self::Facility(_) | Self::Insurer(_) | Self::Municipality(_) => Corrector::Sender,
            Self::Person | Self::Program(_) => Corrector::Person,
        }
    }

    /// Whether a consent to a kind of information passes on what came from it. What a device measured is no part of what
    /// anybody agreed to so far.
    pub fn is_passed_on_with_its_kind(&self) -> bool {
        match self {
            Self::Facility(_) | Self::Insurer(_) | Self::Municipality(_) | Self::Person => true,
            Self::Program(_) => false,
        }
    }

    /// Whether the retention windows limit it. A person's own entries stay until they delete them.
    pub fn is_limited_by_retention(&self) -> bool {
        match self {
            Self::Facility(_) | Self::Insurer(_) | Self::Municipality(_) => true,
            Self::Person | Self::Program(_) => false,
        }
    }

    /// Whether what it says is the person's own words: it tells them nothing that they did not know, so nothing of it is
    /// withheld from them, or its absence would tell them what is hidden.
    pub fn is_the_persons_own(&self) -> bool {
        match self {
            Self::Person | Self::Program(_) => true,
            Self::Facility(_) | Self::Insurer(_) | Self::Municipality(_) => false,
        }
    }

    /// Whether it is news to the person when something came from it.
    pub fn brings_news(&self) -> bool {
        match self {
            Self::Facility(_) | Self::Insurer(_) | Self::Municipality(_) | Self::Program(_) => true,
            Self::Person => false,
        }
    }
}

impl From<FacilityCode> for Source {
    fn from(code: FacilityCode) -> Self {
        Self::Facility(code)
    }
}

const PERSON: &str = "person";
const INSURER: &str = "insurer";
const MUNICIPALITY: &str = "municipality";
const PROGRAM: &str = "program";

impl TryFrom<&str> for Source {
    type Error = InvalidId;

    fn try_from(text: &str) -> Result<Self, InvalidId> {
        match text.split_once(':') {
            None if text == PERSON => Ok(Self::Person),
            None => FacilityCode::try_from(text).map(Self::Facility),
            Some((INSURER, number)) => InsurerNumber::try_from(number).map(Self::Insurer),
            Some((MUNICIPALITY, code)) => MunicipalityCode::try_from(code).map(Self::Municipality),
            Some((PROGRAM, id)) => ProgramId::try_from(id).map(Self::Program),
            Some(_) => Err(InvalidId {
                kind: "a source",
                expected: "a facility's ten digits, person, insurer:…, municipality:… or program:…",
                found: text.chars().take(40).collect(),
            }),
        }
    }
}

impl TryFrom<String> for Source {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::try_from(text.as_str())
    }
}

impl From<Source> for String {
    fn from(source: Source) -> Self {
        source.to_string()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Facility(code) => code.fmt(f),
            Self::Insurer(number) => write!(f, "{INSURER}:{number}"),
            Self::Municipality(code) => write!(f, "{MUNICIPALITY}:{code}"),
            Self::Person => f.write_str(PERSON),
            Self::Program(id) => write!(f, "{PROGRAM}:{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::FacilityClass;

    const PROGRAM_ID: &str = "program:0190a0b0-0000-7000-8000-000000000001";

    fn source(text: &str) -> Source {
        Source::try_from(text).unwrap()
    }

    #[test]
    fn every_source_is_read_as_it_was_written() {
        for text in
            ["1318814790", "1341234567", "person", "insurer:06131234", "municipality:131016", PROGRAM_ID]
        {
            assert_eq!(source(text).to_string(), text);
            let json = format!("{text:?}");
            assert_eq!(serde_json::to_string(&source(text)).unwrap(), json);
            assert_eq!(serde_json::from_str::<Source>(&json).unwrap(), source(text));
        }
    }

    #[test]
    fn nothing_else_is_a_source() {
        for text in [
            "",
            "persons",
            "Person",
            "person:",
            "131881479",
            "5318814790",
            "insurer:",
            "insurer:1234567",
            "x:1",
        ] {
            assert!(Source::try_from(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn only_a_facility_may_treat_and_a_home_log_never_does() {
        for (text, may) in [
            ("1318814790", true),
            ("1341234567", true),
            ("person", false),
            (PROGRAM_ID, false),
            ("insurer:06131234", false),
            ("municipality:131016", false),
        ] {
            assert_eq!(source(text).may_treat(), may, "{text}");
            assert_eq!(source(text).facility().is_some(), may, "{text}");
        }
    }

    #[test]
    fn a_person_corrects_their_own_entries_and_nobody_elses() {
        for text in ["1318814790", "insurer:06131234", "municipality:131016"] {
            assert_eq!(source(text).corrector(), Corrector::Sender, "{text}");
        }
        for text in ["person", PROGRAM_ID] {
            assert_eq!(source(text).corrector(), Corrector::Person, "{text}");
        }
    }

    #[test]
    fn the_third_digit_of_a_facility_says_its_class() {
        use FacilityClass::*;
        for (code, class) in [
            ("1310000001", Medical),
            ("1330000001", Dental),
            ("1340000001", Pharmacy),
            ("1360000001", VisitingNursing),
            ("1370000001", Other),
        ] {
            assert_eq!(FacilityCode::try_from(code).unwrap().class(), class, "{code}");
        }
    }
}
