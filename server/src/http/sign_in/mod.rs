//! Routes of sign-in: passkeys, OpenID Connect, invitations, and what people change about their own sign-ins.

pub mod account;
pub mod demo_person;
pub mod demo_staff;
pub mod device;
pub mod held;
pub mod invitation;
pub mod oidc;
pub mod passkeys;
pub mod sign_ins;
pub mod sign_out;
pub mod step_up;
