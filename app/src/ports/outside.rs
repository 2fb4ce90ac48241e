//! Where else people may sign in.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A provider, as a link to it is labelled in the visitor's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideProvider {
    /// Its place in addresses: `/signin/outside/{name}`.
    pub name: String,
    pub label: String,
}

/// The context type under which `server` says which providers there are.
#[derive(Clone, Debug, Default)]
pub struct OutsideProviders(pub Vec<OutsideProvider>);

/// The providers of this portal. In the browser they come with the page; links to a page that lists them ask
/// the server.
pub fn use_outside_providers() -> Resource<Vec<OutsideProvider>> {
    let providers = use_context::<OutsideProviders>().unwrap_or_default();
    Resource::new(
        || (),
        move |()| {
            let OutsideProviders(providers) = providers.clone();
            async move { providers }
        },
    )
}
