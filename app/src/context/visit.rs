//! This visit: language, whether somebody is signed in, whether it is a demonstration.

use crate::i18n::Locale;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The same on the server and in the browser, which reads it from `<meta name="mikata-visit">`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub locale: Locale,
    pub demo: bool,
    pub signed_in: bool,
    /// The address of the catalogue of words in use.
    pub catalogue: String,
}

pub fn use_visit() -> Visit {
    use_context::<Visit>().unwrap_or_default()
}

/// The route table is listed outside any request; pages then render for nobody.
pub fn provide_if_missing() {
    if use_context::<Visit>().is_none() {
        provide_context(Visit::default());
    }
}
