//! One folder or file per place; the address says the place.

pub mod account;
pub mod consent;
pub mod documents;
pub mod glossary;
pub mod history;
pub mod home;
pub mod labs;
pub mod medicines;
pub mod not_found;
pub mod oidc_problem;
pub mod people;
pub mod record;
pub mod settings;
pub mod show;
pub mod signin;
pub mod summary;
