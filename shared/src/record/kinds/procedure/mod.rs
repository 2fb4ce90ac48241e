pub(crate) mod fates;
pub(crate) mod fhir;

use crate::record::{Coding, Origin, status::Performed};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// 手術・処置.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Procedure {
    pub origin: Origin,
    pub name: String,
    pub codes: Vec<Coding>,
    #[serde(default)]
    pub status: Performed,
    pub performed: Option<Moment>,
    pub notes: Vec<String>,
}
