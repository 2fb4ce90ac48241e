//! From what is written on a prescription or a package to what it contains.

mod name;

pub use name::{NameParts, name_parts, spelled_plainly, without_salt};
