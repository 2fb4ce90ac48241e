pub(crate) mod fates;
pub(crate) mod fhir;

use crate::record::{Coding, Origin, status::Vaccination};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// 予防接種.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Immunization {
    pub origin: Origin,
    pub vaccine: String,
    pub codes: Vec<Coding>,
    pub occurred: Option<Moment>,
    pub status: Vaccination,
    pub notes: Vec<String>,
}
