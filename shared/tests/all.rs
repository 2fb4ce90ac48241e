//! The tests of the rules in one program: `cargo test --workspace --test all medication_laws::` runs those of one file.
#![cfg(not(target_arch = "wasm32"))]

mod access_log;
mod delegation_laws;
mod documents;
mod fates;
mod kinds;
mod medication_cases;
mod medication_coverage;
mod medication_laws;
mod notebook_files;
mod official_examples;
mod reading_never_panics;
mod registration_rules;
mod signed_log;
mod told_elements;
