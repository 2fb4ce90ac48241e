//! Who is this, and for whom do they act: ways in, and the one type that says so.

mod actor;
mod code;
mod demo_mode;
mod duty;
pub mod oidc;
pub mod passkeys;
pub mod recovery;
pub mod sign_out;
mod visit_code;

pub use actor::{Actor, Caregiver, Role, Roles, Staff};
pub use code::{Code, NotACode};
pub use demo_mode::DemoMode;
pub use duty::Duty;
pub use passkeys::Passkeys;
pub use visit_code::VisitCode;
