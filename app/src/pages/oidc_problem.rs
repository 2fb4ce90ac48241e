//! `/signin/elsewhere/{problem}`: failure of a sign-in at another provider. The address carries nothing of what the
//! provider sent, so that it can be opened again.

use crate::{
    components::{
        failed::Failed,
        frame::{Frame, PageHeading},
    },
    error::PageError,
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Reason for which a sign-in at a provider failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No such provider belongs to this portal.
    UnknownProvider,
    /// Nothing was begun in this browser, or it took too long, or it was finished before.
    BeginAgain,
    /// They, or the provider, said no.
    Denied,
    /// The sign-in over there opens no account here.
    NotLinked,
    /// They are signed in here with another account.
    SomebodyElse,
    /// The sign-in over there opens another person's account.
    Taken,
    /// A facility noted that the person it belongs to has died.
    Stopped,
    /// The provider does not answer.
    Unreachable,
    /// The provider's answer cannot be trusted.
    NotTrusted,
}

impl Problem {
    pub const ALL: [Self; 9] = [
        Self::UnknownProvider,
        Self::BeginAgain,
        Self::Denied,
        Self::NotLinked,
        Self::SomebodyElse,
        Self::Taken,
        Self::Stopped,
        Self::Unreachable,
        Self::NotTrusted,
    ];

    /// Its place in the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::UnknownProvider => "unknown-provider",
            Self::BeginAgain => "begin-again",
            Self::Denied => "denied",
            Self::NotLinked => "not-linked",
            Self::SomebodyElse => "somebody-else",
            Self::Taken => "taken",
            Self::Stopped => "stopped",
            Self::Unreachable => "unreachable",
            Self::NotTrusted => "not-trusted",
        }
    }

    pub fn address(self) -> String {
        format!("/signin/elsewhere/{}", self.slug())
    }

    /// Address of the problem after an invitation was opened: the page leads back to it.
    pub fn address_with_invitation(self) -> String {
        format!("{}?invitation", self.address())
    }

    fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.slug() == slug)
    }

    fn title(self) -> String {
        match self {
            Self::UnknownProvider => t!("outside-unknown-provider-title"),
            Self::BeginAgain => t!("outside-begin-again-title"),
            Self::Denied => t!("outside-denied-title"),
            Self::NotLinked => t!("outside-not-linked-title"),
            Self::SomebodyElse => t!("outside-somebody-else-title"),
            Self::Taken => t!("outside-taken-title"),
            Self::Stopped => t!("outside-stopped-title"),
            Self::Unreachable => t!("outside-unreachable-title"),
            Self::NotTrusted => t!("outside-not-trusted-title"),
        }
    }

    fn advice(self) -> String {
        match self {
            Self::UnknownProvider => t!("outside-unknown-provider-advice"),
            Self::BeginAgain => t!("outside-begin-again-advice"),
            Self::Denied => t!("outside-denied-advice"),
            Self::NotLinked => t!("outside-not-linked-advice"),
            Self::SomebodyElse => t!("outside-somebody-else-advice"),
            Self::Taken => t!("outside-taken-advice"),
            Self::Stopped => t!("auth-error-stopped"),
            Self::Unreachable => t!("outside-unreachable-advice"),
            Self::NotTrusted => t!("outside-not-trusted-advice"),
        }
    }

    #[cfg(feature = "ssr")]
    fn status(self) -> http::StatusCode {
        use http::StatusCode;
        match self {
            Self::UnknownProvider => StatusCode::NOT_FOUND,
            Self::BeginAgain => StatusCode::BAD_REQUEST,
            Self::Denied | Self::NotLinked | Self::SomebodyElse | Self::Taken | Self::Stopped => {
                StatusCode::FORBIDDEN
            }
            Self::Unreachable | Self::NotTrusted => StatusCode::BAD_GATEWAY,
        }
    }
}

#[component]
pub fn OidcProblemPage() -> impl IntoView {
    let problem = use_params_map().read_untracked().get("problem");
    let Some(problem) = problem.as_deref().and_then(Problem::from_slug) else {
        return view! { <Failed error=PageError::NotFound/> }.into_any();
    };
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(problem.status());
    }
    let invited = use_query_map().with_untracked(|query| query.get("invitation").is_some());
    view! {
        <Frame>
            <PageHeading text=problem.title()/>
            <p>{problem.advice()}</p>
            <p class="cluster">
                {invited.then(|| view! {
                    <a class="button" href="/invitation/passkey" rel="external">{t!("outside-back-to-invitation")}</a>
                })}
                <a class="button" href="/signin" rel="external">{t!("outside-back-to-sign-in")}</a>
            </p>
        </Frame>
    }
    .into_any()
}
