//! `/history`: who looked (アクセス履歴). The server renders the list; the browser verifies it. `/history/{entry}`:
//! one of them, and what the person asks about it.

mod asked;
mod content;
mod entry;
mod facts;
mod filter;
mod list;
mod questions;
pub mod table;
mod verified;
mod words;

pub use entry::{AskProblem, EntryPage, Returned};

use crate::components::as_sent::as_sent;
use crate::context::answer::{Answer, answer};
use crate::{components::awaited::awaited_page, error::PageError, t};
use asked::Asked;
use content::HistoryContent;
use filter::Looking;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use list::Visits;
use questions::Questions;
use serde::{Serialize, de::DeserializeOwned};
use shared::log::History;
#[cfg(not(feature = "ssr"))]
use std::sync::Arc;
use verified::{Limits, VerifiedNotice, use_verification};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| Asked::of(|name| query.get(name)));
    let history = use_history(None, move |history| Ok(HistoryContent::of(history, &asked)));
    awaited_page(history, |_| t!("history-title"), |content| view! { <Shown content/> })
}

/// The history as the server wrote it, until the browser has verified its own: then that is what is shown.
#[component]
fn Shown(content: HistoryContent) -> impl IntoView {
    let whose = t!("whose-record", name = content.person.clone());
    let shown = RwSignal::new(content);
    let verification = use_verification(shown);
    view! {
        <p><bdi>{as_sent(whose)}</bdi></p>
        <p class="lead">{t!("history-lead")}</p>
        <VerifiedNotice verification/>
        {move || view! { <Questions questions=shown.with(|content| content.questions.clone())/> }}
        <Looking shown/>
        <Visits shown/>
        <Downloads/>
        <Limits/>
    }
}

/// Plain links: they work without scripts.
#[component]
fn Downloads() -> impl IntoView {
    view! {
        <details class="details screen-only" id="keep">
            <summary>{t!("history-keep-title")}</summary>
            <p>{t!("history-keep-explained")}</p>
            <p>{t!("history-keep-verify")}</p>
            <p class="cluster">
                <a class="button button-secondary" href="/api/access-history/history.csv" rel="external">
                    {t!("history-keep-csv")}
                </a>
                <a class="button button-secondary" href="/api/access-history/history.json" rel="external">
                    {t!("history-keep-proof")}
                </a>
                <a class="button button-secondary" href="/api/access-history/audit-events.json" rel="external">
                    {t!("history-keep-fhir")}
                </a>
            </p>
        </details>
    }
}

/// The history as a page uses it: on the server from its port; in the browser from what the server embedded, or by
/// asking. The one place where a page gets a history. `entry`: the one that the page is about, if it is.
fn use_history<T>(
    entry: Option<u64>,
    make: impl Fn(&History) -> Result<T, PageError> + Clone + Send + Sync + 'static,
) -> Answer<T>
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    #[cfg(feature = "ssr")]
    let port = use_context::<crate::ports::AccessHistoryContext>();
    // Links to an entry always ask the server.
    #[cfg(not(feature = "ssr"))]
    let _ = entry;
    #[cfg(not(feature = "ssr"))]
    let kept = crate::context::kept::use_kept_beside();
    answer(move || {
        let make = make.clone();
        #[cfg(feature = "ssr")]
        let port = port.clone();
        #[cfg(not(feature = "ssr"))]
        let kept = kept.clone();
        async move {
            #[cfg(feature = "ssr")]
            let port = port.ok_or(PageError::Unavailable)?;
            #[cfg(feature = "ssr")]
            let history = port.access_history().await?;
            #[cfg(not(feature = "ssr"))]
            let history = match kept {
                Some(kept) => kept.history.ok_or(PageError::Unavailable)?,
                None => Arc::new(crate::context::history::fetch(0).await?),
            };
            let made = make(&history)?;
            #[cfg(feature = "ssr")]
            if let Some(seq) = entry {
                port.opened(seq).await;
            }
            Ok(made)
        }
    })
}
