//! Words of a summary that are not the record's: they come from whoever asks, in one language.

use crate::record::{About, Absence};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// BCP 47, of these words (`ja`).
    pub language: String,
    pub title: String,
    /// The program that composes it: nobody curated it.
    pub author: String,
    pub sections: SectionTitles,
    pub labels: Labels,
    pub remarks: Remarks,
    /// What a statement that there is none says (「食べ物のアレルギーなし」).
    pub none_known: NoneStated,
    /// What a statement says that nobody asked, or nobody knows: not "none".
    pub no_information: NoneStated,
    /// From Monday on.
    pub weekdays: [String; 7],
    /// Words for codes of FHIR (`active`, `not-done`) and for names of kinds of information (`infections`); a code stands as it is where none is in here.
    pub codes: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionTitles {
    pub problems: String,
    pub allergies: String,
    pub medications: String,
    pub results: String,
    pub immunizations: String,
    pub procedures: String,
    pub past_problems: String,
    pub plan_of_care: String,
}

/// Statements by what they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoneStated {
    pub allergies: String,
    pub medicine_allergies: String,
    pub food_allergies: String,
    pub environment_allergies: String,
    /// Of one kind: which, only the name that was written says.
    pub named_allergies: String,
    pub diagnoses: String,
    pub medicines: String,
}

/// Before a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    pub against: String,
    pub amount: String,
    pub at_most: String,
    pub category: String,
    pub certainty: String,
    pub criticality: String,
    /// How many.
    pub days: String,
    /// Which.
    pub days_of_use: String,
    /// Before a number: so many days with a medicine, then so many without it.
    pub days_with: String,
    pub days_without: String,
    pub department: String,
    pub doctor: String,
    pub dosage: String,
    pub ended: String,
    /// Before a number: once in so many months, or weeks.
    pub every_months: String,
    pub every_weeks: String,
    pub given: String,
    pub judgement: String,
    pub last_visit: String,
    pub measured: String,
    pub note: String,
    pub onset: String,
    pub performed: String,
    pub per_day: String,
    pub per_dose: String,
    pub period: String,
    pub prescribed: String,
    pub reaction: String,
    pub reason: String,
    pub recorded: String,
    pub reference_range: String,
    pub route: String,
    pub sent_as: String,
    pub since: String,
    pub source: String,
    pub specimen: String,
    pub status: String,
    /// Before a number.
    pub times_a_week: String,
    pub value: String,
    /// The name as it was written, beside what it means.
    pub written: String,
    pub written_in: String,
}

/// Of a whole line, or of a whole section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remarks {
    pub as_needed: String,
    /// The code for the days of a medicine and the words beside it differ.
    pub days_contradict: String,
    /// Its sender withdrew an older version: whether it holds, only the sender can say.
    pub doubted: String,
    /// The end cannot be computed, and nothing newer replaces it.
    pub end_not_known: String,
    pub every_day: String,
    pub every_other_day: String,
    /// Something that was sent along may change what it means.
    pub in_doubt: String,
    /// Before names of kinds of information: of them the section has nothing, which is not "none".
    pub kinds_not_included: String,
    pub main_diagnosis: String,
    pub newest_of_each_test: String,
    pub not_as_resource: String,
    pub not_every_day: String,
    /// The section was not chosen, or is not shown to the viewer.
    pub not_included: String,
    pub not_measured: String,
    pub not_read_completely: String,
    /// A medicine that is for later.
    pub not_yet: String,
    /// Of a section that is limited to what is current or newest: nothing within that limit, which is not "none".
    pub nothing_current: String,
    /// The record holds nothing of it, which is not "none".
    pub nothing_recorded: String,
    /// Before a number: entries of the record that are not in the section, as they are older, former, or of other tests.
    pub older_left_out: String,
    pub severe_reaction: String,
    /// A medicine and a later one of the same place overlap: whether both are meant has to be asked.
    pub to_be_asked: String,
    /// As the person says it themself.
    pub told_by_the_person: String,
    pub uneven: String,
    /// An entry that could not be read at all.
    pub unreadable: String,
}

impl Words {
    /// Words for a code, or the code.
    pub(super) fn of_code<'a>(&'a self, code: &'a str) -> &'a str {
        self.codes.get(code).map_or(code, String::as_str)
    }

    /// What a statement that there is none says.
    pub(super) fn of_none(&self, about: About, said: Absence) -> &str {
        let stated = match said {
            Absence::NoneKnown => &self.none_known,
            Absence::NoInformation => &self.no_information,
        };
        match about {
            About::Allergies => &stated.allergies,
            About::MedicineAllergies => &stated.medicine_allergies,
            About::FoodAllergies => &stated.food_allergies,
            About::EnvironmentAllergies => &stated.environment_allergies,
            About::NamedAllergies => &stated.named_allergies,
            About::Diagnoses => &stated.diagnoses,
            About::Medicines => &stated.medicines,
        }
    }
}
