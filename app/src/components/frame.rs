//! The frame of a page of somebody's record: whose it is, the way to the other places, the heading.

use crate::{
    context::{
        record::{Page, use_page},
        title::use_announced,
    },
    error::PageError,
    t,
};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use serde::{Serialize, de::DeserializeOwned};
use shared::record::RecordView;

/// A page of the record: derives its projection, frames it, and shows what went wrong otherwise.
pub fn record_page<T, F, V>(
    title: impl Fn(&T) -> String + Send + Sync + Clone + 'static,
    derive: F,
    render: impl Fn(Page<T>) -> V + Send + Sync + Clone + 'static,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + PartialEq + 'static,
    F: Fn(&RecordView) -> Result<T, PageError> + Send + Sync + Clone + 'static,
    V: IntoView + 'static,
{
    let page = use_page(derive);
    view! {
        <Suspense fallback=|| ()>
            {move || {
                let (title, render) = (title.clone(), render.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => {
                            let heading = title(&page.content);
                            view! {
                                <main id="main">
                                    <PageHeading text=heading/>
                                    {render(page)}
                                </main>
                            }
                            .into_any()
                        }
                        Err(error) => view! { <Failed error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

/// The page's `h1`, the tab's title, and after navigation the place where focus goes.
#[component]
pub fn PageHeading(text: String) -> impl IntoView {
    let announced = use_announced();
    let heading = NodeRef::<html::H1>::new();
    let said = text.clone();
    Effect::new(move || {
        if let Some(element) = heading.get() {
            let first = announced.pages_shown.with_value(|shown| *shown == 0);
            announced.pages_shown.update_value(|shown| *shown += 1);
            if !first {
                announced.title.set(said.clone());
                let _ = element.focus();
            }
        }
    });
    view! {
        <Title text=format!("{text} · {}", t!("app-name"))/>
        <h1 node_ref=heading tabindex="-1">{text}</h1>
    }
}

/// A page that cannot be shown: what happened and what to do, with the right HTTP status.
#[component]
pub fn Failed(error: PageError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    answer_with_status(error);
    let (title, advice) = match error {
        PageError::SignInFirst => ("failed-signin-title", "failed-signin-advice"),
        PageError::NotFound => ("failed-notfound-title", "failed-notfound-advice"),
        PageError::Unavailable => ("failed-unavailable-title", "failed-unavailable-advice"),
        PageError::Outdated => ("failed-outdated-title", "failed-outdated-advice"),
    };
    view! {
        <main id="main">
            <PageHeading text=t!(title)/>
            <p>{t!(advice)}</p>
            <p><a href="/" rel="external">{t!("failed-back-home")}</a></p>
        </main>
    }
}

#[cfg(feature = "ssr")]
fn answer_with_status(error: PageError) {
    use leptos_axum::ResponseOptions;
    let status = match error {
        PageError::SignInFirst => return leptos_axum::redirect("/signin"),
        PageError::NotFound => 404,
        PageError::Unavailable | PageError::Outdated => 503,
    };
    if let (Some(response), Ok(status)) =
        (use_context::<ResponseOptions>(), axum_status(status))
    {
        response.set_status(status);
    }
}

#[cfg(feature = "ssr")]
fn axum_status(code: u16) -> Result<http::StatusCode, http::status::InvalidStatusCode> {
    http::StatusCode::from_u16(code)
}
