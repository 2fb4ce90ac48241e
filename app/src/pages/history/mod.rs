//! `/history`: who looked (アクセス履歴). The server renders the list; the browser verifies it.

mod content;
mod list;
pub mod table;
mod verified;
mod words;

use crate::{
    components::{
        frame::{Failed, Frame, PageHeading},
        loading::Loading,
    },
    error::PageError,
    t,
};
use content::HistoryContent;
use leptos::prelude::*;
use list::Visits;
use verified::{Limits, VerifiedNotice, use_verification};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let history = use_history();
    view! {
        <Suspense fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                match history.await {
                    Ok(content) => view! {
                        <Frame>
                            <PageHeading text=t!("history-title")/>
                            <Shown content/>
                        </Frame>
                    }
                    .into_any(),
                    Err(error) => view! { <Failed error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// What the server wrote, until the browser has verified its own: then that is what is shown.
#[component]
fn Shown(content: HistoryContent) -> impl IntoView {
    let whose = t!("whose-record", name = content.person.clone());
    let shown = RwSignal::new(content);
    let verification = use_verification(shown);
    view! {
        <p><bdi>{whose}</bdi></p>
        <p class="lead">{t!("history-lead")}</p>
        <VerifiedNotice verification/>
        {move || view! { <Visits content=shown.get()/> }}
        <Downloads/>
        <Limits/>
    }
}

/// Plain links: they work without scripts.
#[component]
fn Downloads() -> impl IntoView {
    view! {
        <section class="section screen-only" aria-labelledby="keep-title">
            <h2 id="keep-title">{t!("history-keep-title")}</h2>
            <p>{t!("history-keep-explained")}</p>
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
        </section>
    }
}

/// On the server from its port; in the browser from what the server embedded, or by asking.
fn use_history() -> Resource<Result<HistoryContent, PageError>> {
    #[cfg(feature = "ssr")]
    let port = use_context::<crate::ports::AccessHistoryContext>();
    Resource::new(
        || (),
        move |()| {
            #[cfg(feature = "ssr")]
            let port = port.clone();
            async move {
                #[cfg(feature = "ssr")]
                let history = port.ok_or(PageError::Unavailable)?.access_history().await?;
                #[cfg(not(feature = "ssr"))]
                let history = verified::fetch(0).await?;
                Ok(HistoryContent::of(&history))
            }
        },
    )
}
