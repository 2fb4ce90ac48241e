//! The frame of every page: header, places, main, footer, each once. A page of somebody's record
//! also says whose it is, as of when and from whom.

pub use super::{failed::Failed, heading::PageHeading};

use super::{
    connection::ConnectionNotice, footer::PageFooter, header::Header, loading::Loading, navigation::Places,
    sources::Sources,
};
use crate::{
    context::{
        record::{Page, use_checked_page, use_page},
        visit::use_visit,
    },
    error::PageError,
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    medication::knowledge::KnowledgeBase,
    record::{Facility, Person, RecordView},
};

/// Whose record is open, as of when, from whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Whose {
    pub person: Person,
    pub as_of: NaiveDate,
    pub facilities: Vec<Facility>,
}

impl Whose {
    fn of<T>(page: &Page<T>) -> Self {
        Self { person: page.person.clone(), as_of: page.as_of, facilities: page.facilities.clone() }
    }
}

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
    framed(use_page(derive), title, render)
}

/// The same for a page that checks medicines: `derive` also gets what is known about them, if anything.
pub fn checked_page<T, F, V>(
    title: impl Fn(&T) -> String + Send + Sync + Clone + 'static,
    derive: F,
    render: impl Fn(Page<T>) -> V + Send + Sync + Clone + 'static,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + PartialEq + 'static,
    F: Fn(&RecordView, Option<&KnowledgeBase>) -> Result<T, PageError> + Send + Sync + Clone + 'static,
    V: IntoView + 'static,
{
    framed(use_checked_page(derive), title, render)
}

/// A page of the record whose projection is already being waited for.
pub fn framed<T, V>(
    page: Resource<Result<Page<T>, PageError>>,
    title: impl Fn(&T) -> String + Send + Sync + Clone + 'static,
    render: impl Fn(Page<T>) -> V + Send + Sync + Clone + 'static,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + PartialEq + 'static,
    V: IntoView + 'static,
{
    view! {
        <Suspense fallback=|| view! { <Loading/> }>
            {move || {
                let (title, render) = (title.clone(), render.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => {
                            let heading = title(&page.content);
                            let whose = Whose::of(&page);
                            view! {
                                <Frame whose>
                                    <PageHeading text=heading/>
                                    {render(page)}
                                </Frame>
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

/// The landmarks around a page's own content. `children` begin with the [`PageHeading`].
#[component]
pub fn Frame(#[prop(optional)] whose: Option<Whose>, children: Children) -> impl IntoView {
    let with_places = use_visit().record_is_open();
    let as_of = whose.as_ref().map(|whose| whose.as_of);
    let sources = whose.clone().map(|whose| {
        view! { <Sources facilities=whose.facilities as_of=whose.as_of/> }
    });
    view! {
        <div class="frame" class:frame-with-places=with_places>
            // The browser itself moves focus; the router would only scroll.
            <a class="skip-link" href="#main" rel="external">{t!("skip-to-content")}</a>
            <Header whose/>
            {with_places.then(|| view! { <Places/> })}
            <main id="main" class="main" tabindex="-1">
                <ConnectionNotice as_of/>
                {children().into_any()}
                {sources}
            </main>
            <PageFooter/>
        </div>
    }
}
