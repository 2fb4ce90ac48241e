use super::{
    Coding, Origin,
    status::{Performed, Vaccination},
};
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
