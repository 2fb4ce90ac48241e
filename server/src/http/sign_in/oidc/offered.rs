//! The OpenID Connect providers that a page offers.

use crate::{
    auth::oidc::Provider,
    http::{AppState, plumbing::visitor::Visitor},
};
use app::ports::oidc::OidcProvider;

/// Where else people may sign in, as far as they are `wanted`, labelled in the visitor's language.
pub fn offered_providers(
    state: &AppState,
    visitor: &Visitor,
    wanted: impl Fn(&Provider) -> bool,
) -> Vec<OidcProvider> {
    let labelled = |provider: &Provider| OidcProvider {
        name: provider.settings.name.clone(),
        label: provider.settings.label(visitor.visit.locale).to_owned(),
    };
    state.oidc.iter().filter(|provider| wanted(provider)).map(labelled).collect()
}
