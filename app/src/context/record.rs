//! One record, held in the browser: a page hydrates from its own projection; one
//! `GET /api/record` then brings the whole, from which every further page is derived.

use super::knowledge::PendingKnowledge;
use crate::error::PageError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::{
    category::Categories,
    medication::knowledge::KnowledgeBase,
    record::{Facility, Person, RecordView},
};
use std::sync::Arc;

/// What every page of a record says beside its own content: whose, as of when, from whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub person: Person,
    pub as_of: chrono::NaiveDate,
    pub facilities: Vec<Facility>,
    /// The kinds of information that this viewer is shown.
    pub shown: Categories,
    pub content: T,
}

/// The record in this browser tab, once it has arrived. The server holds none.
#[cfg(not(feature = "ssr"))]
#[derive(Clone, Copy)]
pub struct HeldRecord(RwSignal<Option<Arc<RecordView>>>);

pub fn provide_held_record() {
    #[cfg(not(feature = "ssr"))]
    let held = HeldRecord(RwSignal::new(None));
    #[cfg(not(feature = "ssr"))]
    provide_context(held);
    #[cfg(feature = "hydrate")]
    if crate::context::visit::use_visit().record_is_open() {
        leptos::task::spawn_local(async move {
            // A failure here costs nothing yet: the next page asks again and says what is wrong.
            let _ = fetch_and_hold(held).await;
        });
        browser::look_again_on_return(held);
    }
}

/// The record that this browser tab holds, for what is computed from it beside a page; on the server always none.
pub fn use_held_record() -> Signal<Option<Arc<RecordView>>> {
    #[cfg(feature = "ssr")]
    return Signal::derive(|| None);
    #[cfg(not(feature = "ssr"))]
    expect_context::<HeldRecord>().0.into()
}

/// A page's own projection of the record: on the server from the store; in the browser from what
/// the server embedded, and on later pages from the record held here.
///
/// # Errors
/// [`PageError`] as the port, the network or `derive` gives it.
pub fn use_page<T, F>(derive: F) -> Resource<Result<Page<T>, PageError>>
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + PartialEq + 'static,
    F: Fn(&RecordView) -> Result<T, PageError> + Send + Sync + Clone + 'static,
{
    page_of(None, move |view, _| derive(view))
}

/// The same for a page that checks medicines: `derive` also gets what is known about them, or nothing
/// where the check is off or the knowledge could not be fetched.
///
/// # Errors
/// As [`use_page`].
pub fn use_checked_page<T, F>(derive: F) -> Resource<Result<Page<T>, PageError>>
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + PartialEq + 'static,
    F: Fn(&RecordView, Option<&KnowledgeBase>) -> Result<T, PageError> + Send + Sync + Clone + 'static,
{
    page_of(Some(PendingKnowledge::take()), derive)
}

fn page_of<T, F>(knowledge: Option<PendingKnowledge>, derive: F) -> Resource<Result<Page<T>, PageError>>
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + PartialEq + 'static,
    F: Fn(&RecordView, Option<&KnowledgeBase>) -> Result<T, PageError> + Send + Sync + Clone + 'static,
{
    #[cfg(feature = "ssr")]
    let portal = use_context::<crate::ports::PortalContext>();
    #[cfg(not(feature = "ssr"))]
    let held = expect_context::<HeldRecord>();

    Resource::new(
        || (),
        move |()| {
            let (derive, knowledge) = (derive.clone(), knowledge.clone());
            #[cfg(feature = "ssr")]
            let portal = portal.clone();
            async move {
                #[cfg(feature = "ssr")]
                let view = portal.ok_or(PageError::Unavailable)?.record().await?;
                #[cfg(not(feature = "ssr"))]
                let view = the_record(held).await?;
                let knowledge = match knowledge {
                    Some(pending) => pending.wait().await,
                    None => None,
                };
                Ok(Page {
                    person: view.record.person.clone(),
                    as_of: view.as_of,
                    facilities: view.record.facilities.clone(),
                    shown: view.shown,
                    content: derive(&view, knowledge.as_deref())?,
                })
            }
        },
    )
}

#[cfg(not(feature = "ssr"))]
async fn the_record(held: HeldRecord) -> Result<Arc<RecordView>, PageError> {
    match held.0.get_untracked() {
        Some(view) => {
            #[cfg(feature = "hydrate")]
            {
                use crate::context::visit::{OpenRecord, use_visit};
                let asked = browser::revalidate(held, view.version.clone());
                // Somebody else's record is shown again only once the server says that it still may be.
                if use_visit().record == OpenRecord::Others {
                    send_wrapper::SendWrapper::new(asked).await?;
                    return held.0.get_untracked().ok_or(PageError::NotOpen);
                }
                leptos::task::spawn_local(async move { drop(asked.await) });
            }
            Ok(view)
        }
        None => fetch_and_hold(held).await,
    }
}

#[cfg(feature = "hydrate")]
async fn fetch_and_hold(held: HeldRecord) -> Result<Arc<RecordView>, PageError> {
    let view = send_wrapper::SendWrapper::new(browser::fetch()).await;
    match view {
        Ok(view) => {
            held.0.set(Some(view.clone()));
            Ok(view)
        }
        Err(error) => {
            browser::drop_what_is_closed(held, error);
            Err(error)
        }
    }
}

/// Neither server nor browser: the crate still compiles for documentation.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
async fn fetch_and_hold(_held: HeldRecord) -> Result<Arc<RecordView>, PageError> {
    Err(PageError::Unavailable)
}

/// Talking to `/api/record`.
#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use gloo_net::http::{Request, Response};

    /// Remembers, for this tab, the schema that a reload was tried for: one reload, no loop.
    const RELOADED_FOR: &str = "mikata-reloaded-for-schema";

    pub async fn fetch() -> Result<Arc<RecordView>, PageError> {
        let answer = Request::get("/api/record").send().await.map_err(|_| PageError::Unavailable)?;
        read(answer).await
    }

    /// Asks whether the record is still the one held. A newer one is there for the next page; a session that has
    /// ended, a permission taken back and a switch to another record in another tab take the record with them.
    pub async fn revalidate(held: HeldRecord, version: String) -> Result<(), PageError> {
        let request = Request::get("/api/record").header("If-None-Match", &format!("\"{version}\""));
        let answer = request.send().await.map_err(|_| PageError::Unavailable)?;
        if answer.status() == 304 {
            return Ok(());
        }
        match read(answer).await {
            Ok(view) => held.0.set(Some(view)),
            Err(error) => {
                drop_what_is_closed(held, error);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Whoever comes back to this tab may have switched, or been signed out, in another one.
    pub fn look_again_on_return(held: HeldRecord) {
        let looking = window_event_listener(leptos::ev::focus, move |_| {
            let Some(version) = held.0.with_untracked(|view| view.as_ref().map(|view| view.version.clone()))
            else {
                return;
            };
            leptos::task::spawn_local(async move { drop(revalidate(held, version).await) });
        });
        on_cleanup(move || looking.remove());
    }

    /// Lets go of a record that may not be shown any more.
    pub fn drop_what_is_closed(held: HeldRecord, error: PageError) {
        let leads_to = match error {
            PageError::SignInFirst => "/signin",
            PageError::NotOpen => "/records",
            PageError::NotFound | PageError::Unavailable | PageError::Outdated => return,
        };
        held.0.set(None);
        leave_for(leads_to);
    }

    async fn read(answer: Response) -> Result<Arc<RecordView>, PageError> {
        /// Enough to decide whether the rest can be read at all.
        #[derive(Deserialize)]
        struct Layout {
            schema: u32,
        }
        match answer.status() {
            200 => {}
            401 => return Err(PageError::SignInFirst),
            403 => return Err(PageError::NotOpen),
            _ => return Err(PageError::Unavailable),
        }
        let text = answer.text().await.map_err(|_| PageError::Unavailable)?;
        let layout: Layout = serde_json::from_str(&text).map_err(|_| PageError::Unavailable)?;
        if layout.schema != shared::record::SCHEMA {
            reload_once_for(layout.schema);
            return Err(PageError::Outdated);
        }
        let view: RecordView = serde_json::from_str(&text).map_err(|_| PageError::Unavailable)?;
        // This tab was written for one record and shows no other.
        if Some(view.whose) != crate::context::visit::of_this_page().and_then(|visit| visit.whose) {
            return Err(PageError::NotOpen);
        }
        Ok(Arc::new(view))
    }

    /// The server is newer than this program: a reload brings the matching one.
    fn reload_once_for(schema: u32) {
        let Ok(Some(storage)) = window().session_storage() else { return };
        let schema = schema.to_string();
        if storage.get_item(RELOADED_FOR).ok().flatten().as_deref() != Some(schema.as_str())
            && storage.set_item(RELOADED_FOR, &schema).is_ok()
        {
            // If the browser refuses, the page says that it is outdated.
            let _ = window().location().reload();
        }
    }

    fn leave_for(address: &str) {
        // If the browser refuses, the next page will say that nobody is signed in.
        let _ = window().location().set_href(address);
    }
}
