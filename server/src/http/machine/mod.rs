//! Routes for facilities' systems: `/fhir` and `/cds-services`, opened by a facility's key.

pub mod arriving;
pub mod cds_hooks;
pub mod fhir;
pub mod fhir_metadata;
