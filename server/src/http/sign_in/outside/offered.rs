use crate::{
    auth::outside::Provider,
    http::{AppState, plumbing::visitor::Visitor},
};
use app::ports::outside::OutsideProvider;

/// Where else people may sign in, as far as they are `wanted`, labelled in the visitor's language.
pub fn offered_providers(
    state: &AppState,
    visitor: &Visitor,
    wanted: impl Fn(&Provider) -> bool,
) -> Vec<OutsideProvider> {
    let labelled = |provider: &Provider| OutsideProvider {
        name: provider.settings.name.clone(),
        label: provider.settings.label(visitor.visit.locale).to_owned(),
    };
    state.outside.iter().filter(|provider| wanted(provider)).map(labelled).collect()
}
