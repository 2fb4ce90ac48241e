//! Who may see and act: consents, treatment, mandates, representatives, emergencies.

pub mod consent;
pub mod emergency;
pub mod emergency_notice;
pub mod health_link;
pub mod mandate;
pub mod relationship;
pub mod representation;
pub mod sharing_notice;
pub(crate) mod visit_code;
