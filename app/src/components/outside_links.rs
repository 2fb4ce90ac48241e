//! Links to where else people may sign in: plain links, which need no script.

use crate::{ports::outside::OutsideProvider, t};
use leptos::prelude::*;

/// Nothing where this portal has no other place to sign in.
#[component]
pub fn OutsideLinks(providers: Vec<OutsideProvider>) -> impl IntoView {
    (!providers.is_empty()).then(|| {
        let links = providers
            .into_iter()
            .map(|provider| {
                let address = format!("/signin/outside/{}", provider.name);
                let words = t!("outside-sign-in-with", label = provider.label);
                view! {
                    <li>
                        <a class="button button-secondary" href=address rel="external">{words}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" aria-labelledby="outside-title">
                <h2 id="outside-title">{t!("outside-title")}</h2>
                <p>{t!("outside-explained")}</p>
                <ul class="card-list">{links}</ul>
            </section>
        }
    })
}
