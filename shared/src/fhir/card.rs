//! What somebody reads off a card at a desk, as the identifiers that facilities send.

use crate::element::systems;
use crate::{identity::InsuredId, ids::FacilityCode};

/// The identifier system of a facility's own patient numbers.
///
/// ```
/// use shared::{fhir::own_number_system, ids::FacilityCode};
/// let facility = FacilityCode::try_from("1310000011").unwrap();
/// assert_eq!(own_number_system(&facility), "urn:oid:1.2.392.100495.20.3.51.11310000011");
/// ```
pub fn own_number_system(facility: &FacilityCode) -> String {
    format!("{}{facility}", systems::LOCAL_PATIENT_PREFIX)
}

/// The insured id of a card: insurer (eight digits), symbol, number, branch (two digits or nothing). `None`:
/// no card reads like that. Full and half width compare equal, as in what is sent.
///
/// ```
/// use shared::fhir::insured_id_of_card;
/// let typed = insured_id_of_card(["９９００００１１", "見本", "１", "01"]).unwrap();
/// assert_eq!(typed.value, "99000011:見本:1:01");
/// assert_eq!(insured_id_of_card(["99000011", "見 本", "1", ""]), None);
/// ```
pub fn insured_id_of_card([insurer, symbol, number, branch]: [&str; 4]) -> Option<InsuredId> {
    let whole = [insurer, symbol, number, branch];
    if number.is_empty() || whole.iter().any(|part| part.contains([':', '：'])) {
        return None;
    }
    let id = InsuredId::new(systems::INSURED, &whole.join(":"));
    super::submission::is_insured_id(&id.value).then_some(id)
}
