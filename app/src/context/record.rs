//! One record, held in the browser: a page hydrates from its own projection; one
//! `GET /api/record` then brings the whole, from which every further page is derived.

use super::knowledge::PendingKnowledge;
use crate::error::PageError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::{
    medication::knowledge::KnowledgeBase,
    record::{Facility, Person, RecordView},
};
#[cfg(not(feature = "ssr"))]
use std::sync::Arc;

/// What every page of a record says beside its own content: whose, as of when, from whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub person: Person,
    pub as_of: chrono::NaiveDate,
    pub facilities: Vec<Facility>,
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
    }
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
                    content: derive(&view, knowledge.as_deref())?,
                })
            }
        },
    )
}

/// The whole record, for a page that computes with it. Taken while the page is being set up.
#[derive(Clone)]
pub struct PendingRecord {
    #[cfg(feature = "ssr")]
    portal: Option<crate::ports::PortalContext>,
    #[cfg(not(feature = "ssr"))]
    held: HeldRecord,
}

impl PendingRecord {
    pub fn take() -> Self {
        Self {
            #[cfg(feature = "ssr")]
            portal: use_context::<crate::ports::PortalContext>(),
            #[cfg(not(feature = "ssr"))]
            held: expect_context::<HeldRecord>(),
        }
    }

    /// # Errors
    /// [`PageError`] as the port or the network gives it.
    pub async fn wait(self) -> Result<std::sync::Arc<RecordView>, PageError> {
        #[cfg(feature = "ssr")]
        let view = self.portal.ok_or(PageError::Unavailable)?.record().await;
        #[cfg(not(feature = "ssr"))]
        let view = the_record(self.held).await;
        view
    }
}

#[cfg(not(feature = "ssr"))]
async fn the_record(held: HeldRecord) -> Result<Arc<RecordView>, PageError> {
    match held.0.get_untracked() {
        Some(view) => {
            #[cfg(feature = "hydrate")]
            leptos::task::spawn_local(browser::revalidate(held, view.version.clone()));
            Ok(view)
        }
        None => fetch_and_hold(held).await,
    }
}

#[cfg(feature = "hydrate")]
async fn fetch_and_hold(held: HeldRecord) -> Result<Arc<RecordView>, PageError> {
    let view = send_wrapper::SendWrapper::new(browser::fetch()).await?;
    held.0.set(Some(view.clone()));
    Ok(view)
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

    /// Asks behind the page whether the record is still the one held. A newer one is there for the
    /// next page; a session that has ended takes the record with it.
    pub async fn revalidate(held: HeldRecord, version: String) {
        let request = Request::get("/api/record").header("If-None-Match", &format!("\"{version}\""));
        let Ok(answer) = request.send().await else { return };
        if answer.status() == 304 {
            return;
        }
        match read(answer).await {
            Ok(view) => held.0.set(Some(view)),
            Err(PageError::SignInFirst) => {
                held.0.set(None);
                leave_for("/signin");
            }
            Err(_) => {}
        }
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
            _ => return Err(PageError::Unavailable),
        }
        let text = answer.text().await.map_err(|_| PageError::Unavailable)?;
        let layout: Layout = serde_json::from_str(&text).map_err(|_| PageError::Unavailable)?;
        if layout.schema != shared::record::SCHEMA {
            reload_once_for(layout.schema);
            return Err(PageError::Outdated);
        }
        serde_json::from_str(&text).map(Arc::new).map_err(|_| PageError::Unavailable)
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
