//! One folder or file per place; the address says the place.

pub mod consent;
pub mod documents;
pub mod glossary;
pub mod home;
pub mod labs;
pub mod medicines;
pub mod not_found;
pub mod record;
pub mod settings;
pub mod signin;
pub mod summary;
