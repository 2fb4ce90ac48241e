//! Own entries, as they stand in a record.

use super::{HomeBloodPressure, OwnAllergy, OwnEntry, OwnMedicine};
use crate::{
    ids::ItemId,
    record::{Allergy, Measured, Observation, Prescription, Record, Standing},
    source::Source,
};
use std::cmp::Ordering;

/// What a person measured of themself, newest first.
pub fn results(record: &Record) -> Vec<&Observation> {
    let mut own: Vec<&Observation> =
        record.observations.iter().filter(|one| one.origin.source == Source::Person).collect();
    own.sort_by(|a, b| match (&a.effective, &b.effective) {
        (Some(a), Some(b)) => b.compare(a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    own
}

/// What a person takes that nobody prescribed, in the order of the record.
pub fn medicines(record: &Record) -> Vec<&Prescription> {
    record.prescriptions.iter().filter(|one| one.origin.source == Source::Person).collect()
}

/// What a person says that they react to, in the order of the record.
pub fn allergies(record: &Record) -> Vec<&Allergy> {
    record.allergies.iter().filter(|one| one.is_the_persons_own()).collect()
}

/// The own entry that stands as this item.
pub fn entry(record: &Record, item: &ItemId) -> Option<OwnEntry> {
    let result = results(record).into_iter().find(|one| one.origin.item == *item);
    if let Some(result) = result {
        return HomeBloodPressure::of(result).map(OwnEntry::BloodPressure);
    }
    let medicine = medicines(record).into_iter().find(|one| one.origin.item == *item);
    if let Some(medicine) = medicine {
        return OwnMedicine::of(medicine).map(OwnEntry::Medicine);
    }
    let allergy = allergies(record).into_iter().find(|one| one.origin.item == *item)?;
    OwnAllergy::of(allergy).map(OwnEntry::Allergy)
}

impl HomeBloodPressure {
    /// What stands there, if it is a blood pressure that a person entered.
    pub fn of(result: &Observation) -> Option<Self> {
        if result.origin.source != Source::Person {
            return None;
        }
        let number = |place: usize| match &result.components.get(place)?.value {
            Measured::Quantity(quantity) => quantity.value.to_string().parse().ok(),
            _ => None,
        };
        let measured = result.effective.clone()?;
        Some(Self { systolic: number(0)?, diastolic: number(1)?, pulse: number(2), measured })
    }
}

impl OwnMedicine {
    /// What stands there, if a person entered it.
    pub fn of(medicine: &Prescription) -> Option<Self> {
        (medicine.origin.source == Source::Person).then(|| Self {
            name: medicine.name.clone(),
            code: None,
            since: medicine.said_since.clone(),
            how: medicine.dosage.first().and_then(|dosage| dosage.text.clone()),
            still_taking: medicine.standing == Standing::SaidTaken,
        })
    }
}

impl OwnAllergy {
    /// What stands there, if a person entered it.
    pub fn of(allergy: &Allergy) -> Option<Self> {
        allergy.is_the_persons_own().then(|| Self {
            name: allergy.name.clone(),
            category: allergy.categories.first().copied(),
            reaction: allergy.reactions.first().cloned(),
            severe: allergy.severe_reaction,
            since: allergy.onset.clone(),
        })
    }
}
