use super::{Consent, FacilityKind, Preset, Relationships, Rule, Said, State, Statement, Whom};
use crate::{
    element::text::comparable,
    ids::{ConsentId, FacilityCode, PatientId},
};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that a patient's page about sharing is derived from, beside the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sharing {
    /// The server's instant: previews go by it, not by a browser's clock.
    pub now: DateTime<Utc>,
    /// All that were ever given.
    pub consents: Vec<Consent>,
    /// Facilities that treat the patient and those that a consent names.
    pub relationships: Relationships,
    pub names: BTreeMap<FacilityCode, String>,
    /// The newest first.
    pub history: Vec<Change>,
    /// What others who decide for the same person decided about facilities that whoever reads is not told.
    #[serde(default)]
    pub unnamed: Vec<Unnamed>,
    /// Facilities of this installation whose names were searched for; `None`: none were.
    #[serde(default)]
    pub found: Option<Vec<Found>>,
}

/// What was decided at once about a facility that whoever reads is not told: they can end it all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unnamed {
    pub ids: Vec<ConsentId>,
    pub given_at: DateTime<Utc>,
    /// They closed it themself, by ending what another one had decided.
    pub closed: bool,
}

/// What the page about sharing asks for beside what was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingQuery {
    /// A facility that is asked about though it never treated the patient.
    pub also: Option<FacilityCode>,
    /// Part of a facility's name, to be searched for among all that the operator registered.
    pub find: Option<String>,
}

/// A facility that was found by its name, whether the patient was ever there or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub code: FacilityCode,
    pub name: String,
    pub kind: Option<FacilityKind>,
}

impl Found {
    /// How many are named at once: whoever finds more types more of the name.
    pub const MOST: usize = 10;

    /// Whether the name has this in it, whatever the width, the case and the kana.
    pub fn is_named(&self, part: &str) -> bool {
        let part = comparable(part);
        !part.is_empty() && comparable(&self.name).contains(&part)
    }
}

/// What somebody is asked about who treats them, and told of visits that were stated. Nothing in it comes from what is
/// hidden from them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Treating {
    /// Sent back by every form; `None`: whoever reads is asked nothing.
    pub whose: Option<PatientId>,
    /// "… says that it treats you: is that so?"
    pub asked: Vec<FacilityCode>,
    /// Visits that staff stated and that are not over, and until when they hold.
    pub visits: Vec<(FacilityCode, DateTime<Utc>)>,
    /// What was answered last, where that was a moment ago: yes or no.
    pub answered: Option<(FacilityCode, bool)>,
    pub names: BTreeMap<FacilityCode, String>,
}

/// How long home offers to take an answer back; the page about sharing always does.
const JUST_ANSWERED: Duration = Duration::hours(1);

impl Treating {
    pub fn of(
        whose: PatientId,
        relationships: &Relationships,
        names: BTreeMap<FacilityCode, String>,
        now: DateTime<Utc>,
    ) -> Self {
        let visit = |(code, state)| match state {
            State::Visit { until } => Some((code, until)),
            _ => None,
        };
        let states = relationships.0.iter().map(|(code, one)| (code.clone(), one.state(now)));
        let answers = relationships.0.iter().filter_map(|(code, one)| {
            let newest = one.statements.iter().rev().find(|one| !matches!(one.said, Said::Visit(_)))?;
            answer(newest).filter(|_| now < newest.at + JUST_ANSWERED).map(|yes| (newest.at, code, yes))
        });
        Self {
            whose: Some(whose),
            asked: relationships.asked(now).cloned().collect(),
            visits: states.filter_map(visit).collect(),
            answered: answers.max_by_key(|(at, ..)| *at).map(|(_, code, yes)| (code.clone(), yes)),
            names,
        }
    }

    /// How a facility is called.
    pub fn name(&self, code: &FacilityCode) -> String {
        self.names.get(code).cloned().unwrap_or_else(|| code.to_string())
    }
}

fn answer(statement: &Statement) -> Option<bool> {
    match statement.said {
        Said::Yes => Some(true),
        Said::No | Said::NotMe => Some(false),
        Said::Code | Said::Unsaid | Said::Visit(_) | Said::Kept => None,
    }
}

/// What was given and withdrawn at one instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub kind: ChangeKind,
    pub given: Vec<ConsentId>,
    pub withdrawn: Vec<ConsentId>,
}

/// How it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    Preset(Preset),
    Switches,
    Item,
    Withdrawal,
    Undo,
}

impl ChangeKind {
    pub const ALL: [Self; 7] = [
        Self::Preset(Preset::Everyone),
        Self::Preset(Preset::AskEachTime),
        Self::Preset(Preset::EmergenciesOnly),
        Self::Switches,
        Self::Item,
        Self::Withdrawal,
        Self::Undo,
    ];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preset(preset) => preset.as_str(),
            Self::Switches => "switches",
            Self::Item => "item",
            Self::Withdrawal => "withdrawal",
            Self::Undo => "undo",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl Sharing {
    pub fn consent(&self, id: ConsentId) -> Option<&Consent> {
        self.consents.iter().find(|one| one.id == id)
    }

    /// What is in force now, or would be as soon as its day comes.
    pub fn current(&self) -> impl Iterator<Item = &Consent> {
        self.consents.iter().filter(|one| one.stands(self.now) && !one.is_over(self.now))
    }

    /// The same by what was decided at once towards somebody: what is told in one line and ended at once. What permits and
    /// what keeps back are two: whoever ends the one has not ended the other.
    pub fn decisions(&self) -> Vec<Vec<&Consent>> {
        let mut decisions: Vec<(Given<'_>, Vec<&Consent>)> = Vec::new();
        for consent in self.current() {
            let given = self.given(consent);
            match decisions.iter_mut().find(|(one, _)| *one == given) {
                Some((_, together)) => together.push(consent),
                None => decisions.push((given, vec![consent])),
            }
        }
        decisions.into_iter().map(|(_, together)| together).collect()
    }

    fn given<'a>(&self, consent: &'a Consent) -> Given<'a> {
        let change = self.history.iter().find(|change| change.given.contains(&consent.id));
        let permits = matches!(consent.terms.rule, Rule::Permit(_));
        (change.map_or(consent.id.0, |change| change.id), &consent.terms.whom, permits)
    }
}

/// In which change, towards whom, and whether it permits. What was given longer ago than the history tells stands for
/// itself.
type Given<'a> = (Uuid, &'a Whom, bool);
