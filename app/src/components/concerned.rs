//! A medicine of a finding, for those who treat the person.

use crate::{format, t};
use shared::{medication::check::Concerned, record::Facility};

/// The medicine, since when, and who prescribed it.
pub fn concerned(medicine: &Concerned, facilities: &[Facility]) -> String {
    let code = medicine.facility.as_deref().and_then(|code| code.try_into().ok());
    let parts = [medicine.start.map(format::day), code.map(|code| format::facility(facilities, &code))];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => medicine.name.clone(),
        false => t!("paper-medicine-of", name = medicine.name.clone(), whence = format::list(&parts)),
    }
}
