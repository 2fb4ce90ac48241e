//! Links to sign-in at other providers: plain links, which need no script.

use crate::{format, ports::oidc::OidcProvider, t};
use leptos::prelude::*;

/// Purpose of a sign-in at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhatFor {
    SignIn,
    /// Joins with the invitation that was opened in this browser.
    Join,
    /// To prove that it is still they, and go on to `return_to`.
    Verify {
        return_to: String,
    },
}

impl WhatFor {
    fn title(&self) -> String {
        match self {
            Self::SignIn => t!("outside-title"),
            Self::Join => t!("outside-join-title"),
            Self::Verify { .. } => t!("outside-verify-title"),
        }
    }

    fn explained(&self) -> String {
        match self {
            Self::SignIn => t!("outside-explained"),
            Self::Join => t!("outside-join-explained"),
            Self::Verify { .. } => t!("outside-verify-explained"),
        }
    }

    fn action(&self, label: String) -> String {
        match self {
            Self::SignIn | Self::Join => t!("outside-sign-in-with", label = label),
            Self::Verify { .. } => t!("outside-verify-with", label = label),
        }
    }

    fn address(&self, name: &str) -> String {
        match self {
            Self::SignIn => format!("/signin/outside/{name}"),
            Self::Join => format!("/signin/outside/{name}?enrol"),
            Self::Verify { return_to } => {
                format!("/signin/outside/{name}?verify&return_to={}", format::in_query(return_to))
            }
        }
    }
}

/// Nothing where this portal has no other place for it.
#[component]
pub fn OidcLinks(providers: Vec<OidcProvider>, what_for: WhatFor) -> impl IntoView {
    (!providers.is_empty()).then(|| {
        let links = providers
            .into_iter()
            .map(|provider| {
                let address = what_for.address(&provider.name);
                let words = what_for.action(provider.label);
                view! {
                    <li>
                        <a class="button button-secondary" href=address rel="external">{words}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" aria-labelledby="outside-title">
                <h2 id="outside-title">{what_for.title()}</h2>
                <p>{what_for.explained()}</p>
                <ul class="card-list">{links}</ul>
            </section>
        }
    })
}
