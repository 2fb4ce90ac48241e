//! Port for providers at which people may sign in, too.

use serde::{Deserialize, Serialize};

/// A provider, as a link to it is labelled in the visitor's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OidcProvider {
    /// Its place in addresses: `/signin/outside/{name}`.
    pub name: String,
    pub label: String,
}

/// The context type under which `server` says which providers there are.
#[derive(Clone, Debug, Default)]
pub struct OidcProviders(pub Vec<OidcProvider>);
