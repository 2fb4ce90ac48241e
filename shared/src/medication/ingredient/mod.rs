//! Ingredients by what is written on a prescription or a package.

mod name;

pub(crate) use name::is_form_or_mark;
pub use name::{NameParts, name_parts, spelled_plainly, without_salt};
