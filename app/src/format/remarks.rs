//! A name with what it alone does not say.

use super::list;
use crate::t;

/// The name with its remarks, for a list of names.
pub fn with_remarks(name: &str, remarks: &[String]) -> String {
    match remarks.is_empty() {
        true => name.to_owned(),
        false => t!("name-with-remarks", name = name.to_owned(), remarks = list(remarks)),
    }
}
