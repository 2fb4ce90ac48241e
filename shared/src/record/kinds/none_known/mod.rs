//! Statements that there is none (「なし」), of allergies and of diagnoses.

pub(crate) mod fhir;
mod write;

use crate::record::kinds::{AsResource, News, RecordKind, Subject, Window};
use crate::record::{Allergy, AllergyCategory, ClinicalStatus, Coding, Diagnosis, Origin};
use crate::{
    category::{Categories, Category},
    medicine_code::MedicineCode,
    time::Moment,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 「なし」の登録: a facility's statement that it knows of none, or that it has no information (FHIR's "absent or
/// unknown"; an exclusion statement in openEHR). It is that facility's, of that day, and never an entry of the list
/// that it speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoneKnown {
    pub origin: Origin,
    /// As written (`code.text`).
    pub name: String,
    pub codes: Vec<Coding>,
    pub about: About,
    pub said: Absence,
    pub status: ClinicalStatus,
    pub recorded: Option<Moment>,
    pub notes: Vec<String>,
}

/// What none is known of. Food is not medicines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    Allergies,
    MedicineAllergies,
    FoodAllergies,
    EnvironmentAllergies,
    /// One kind of allergy (latex, insects): which, only its name says.
    NamedAllergies,
    Diagnoses,
    Medicines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absence {
    NoneKnown,
    /// Nobody asked, or nobody knows: not "none".
    NoInformation,
}

impl NoneKnown {
    /// The kinds of information that it speaks of: who may not see all of them does not see it.
    pub fn kinds(&self) -> Categories {
        use Category::{Allergies, Contraindications, Diagnoses, Medicines};
        match self.about {
            About::Allergies | About::MedicineAllergies => {
                Categories::from_iter([Allergies, Contraindications])
            }
            About::FoodAllergies | About::EnvironmentAllergies | About::NamedAllergies => Allergies.into(),
            About::Diagnoses => Diagnoses.into(),
            About::Medicines => Medicines.into(),
        }
    }

    pub fn is_about_allergies(&self) -> bool {
        !matches!(self.about, About::Diagnoses | About::Medicines)
    }

    /// Whether the sender ended it: it is told, and says nothing of today.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.status, ClinicalStatus::Resolved | ClinicalStatus::Inactive | ClinicalStatus::Remission)
    }

    /// The names of what is registered all the same, and that it therefore contradicts.
    pub fn contradicted_by<'a>(
        &self,
        allergies: impl IntoIterator<Item = &'a Allergy>,
        diagnoses: impl IntoIterator<Item = &'a Diagnosis>,
        as_of: NaiveDate,
    ) -> Vec<String> {
        if self.said == Absence::NoInformation || self.is_withdrawn() {
            return Vec::new();
        }
        let mut names: Vec<String> = match self.about {
            About::Diagnoses => diagnoses
                .into_iter()
                .filter(|one| one.verification.is_stated_fact() && !one.is_over(as_of))
                .map(|one| one.name.clone())
                .collect(),
            _ => allergies
                .into_iter()
                .filter(|one| one.verification.is_told() && one.status != ClinicalStatus::Resolved)
                .filter(|one| self.speaks_of(one))
                .map(|one| one.name.clone())
                .collect(),
        };
        names.sort_unstable();
        names.dedup();
        names
    }

    fn speaks_of(&self, allergy: &Allergy) -> bool {
        let is_of = |category| allergy.categories.contains(&category);
        match self.about {
            About::Allergies => true,
            About::MedicineAllergies => {
                let coded = allergy.codes.iter().any(|coding| MedicineCode::of_coding(coding).is_some());
                is_of(AllergyCategory::Medication) || (allergy.categories.is_empty() && coded)
            }
            About::FoodAllergies => is_of(AllergyCategory::Food),
            About::EnvironmentAllergies => is_of(AllergyCategory::Environment),
            About::NamedAllergies | About::Diagnoses | About::Medicines => false,
        }
    }
}

impl RecordKind for NoneKnown {
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn date(&self) -> Option<&Moment> {
        self.recorded.as_ref()
    }

    fn counts(&self) -> bool {
        false
    }

    fn may_come(&self) -> bool {
        false
    }

    fn categories(&self) -> Categories {
        self.kinds()
    }

    fn is_told(&self, _today: NaiveDate) -> bool {
        true
    }

    fn window(&self) -> Window {
        Window::FiveYears
    }

    fn news(&self) -> Option<News> {
        Some(News::Others)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        None
    }
}

impl AsResource for NoneKnown {
    fn resource(&self) -> Option<serde_json::Value> {
        Some(write::write(self))
    }
}
