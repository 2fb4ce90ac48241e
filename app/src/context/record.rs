//! One record, held in the browser, fetched by one `GET /api/record`: every page that the browser makes is derived from it.
//! A first page that comes alive is taken over only with the record that the server wrote it from; one that stays as it
//! was written needs none.

use super::{
    answer::{Answer, answer},
    checked::Checked,
    knowledge::PendingKnowledge,
};
#[cfg(not(feature = "ssr"))]
use super::{
    kept::use_kept,
    visit::{OpenRecord, use_visit},
};
use crate::{error::PageError, format::hold_names};
use leptos::prelude::*;
use shared::{
    category::Categories,
    medication::knowledge::KnowledgeBase,
    record::{Facility, Person, RecordView},
};
use std::sync::Arc;

/// A page of a record: its own content, and whose, as of when, from whom.
#[derive(Clone, Debug, PartialEq)]
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

/// The record that the page on screen was written from, fetched before the page is taken over; `None` where the
/// page is not of a record.
#[cfg(feature = "hydrate")]
#[derive(Clone)]
pub struct FirstRecord(Option<Arc<RecordView>>);

#[cfg(feature = "hydrate")]
impl FirstRecord {
    /// Of a snapshot that was opened: no page was written from it, and the portal is not asked about it.
    pub fn kept(view: Arc<RecordView>) -> Self {
        Self(Some(view))
    }
}

pub fn provide_held_record() {
    #[cfg(feature = "hydrate")]
    let first = use_context::<FirstRecord>().and_then(|first| first.0);
    #[cfg(not(any(feature = "ssr", feature = "hydrate")))]
    let first = None;
    #[cfg(not(feature = "ssr"))]
    let held = HeldRecord(RwSignal::new(first));
    #[cfg(not(feature = "ssr"))]
    provide_context(held);
    #[cfg(feature = "hydrate")]
    if crate::context::visit::use_visit().record_is_open() && use_kept().is_none() {
        browser::look_again_on_return(held);
    }
}

#[cfg(feature = "hydrate")]
impl HeldRecord {
    /// Has the record at hand for the next page.
    pub async fn fetch_if_missing(self) {
        if self.0.with_untracked(Option::is_none) {
            // A failure here costs nothing yet: the next page asks again and says what is wrong.
            let _ = fetch_and_hold(self).await;
        }
    }
}

/// The record that this browser tab holds, for what is computed from it beside a page: nothing on the server, and
/// nothing before the page that the server wrote has been taken over as it is.
pub fn use_held_record() -> Signal<Option<Arc<RecordView>>> {
    let shown = RwSignal::new(None);
    #[cfg(not(feature = "ssr"))]
    {
        let held = expect_context::<HeldRecord>().0;
        Effect::new(move |_| shown.set(held.get()));
    }
    shown.into()
}

/// A check of a record's medicines.
pub type Check = dyn Fn(&RecordView, &KnowledgeBase) -> Option<Checked> + Send + Sync;

/// A record on its way to a page, and beside it what the server alone has said: what its check found, or why
/// there is no page. That much is written into the page; the record is not.
#[derive(Clone)]
pub struct PageRecord {
    said: Answer<Option<Checked>>,
    /// Read for this very page; stays empty where a page is taken over, whose record is the one held.
    view: ArcStoredValue<Option<Arc<RecordView>>>,
    #[cfg(not(feature = "ssr"))]
    held: HeldRecord,
}

impl PageRecord {
    /// # Errors
    /// [`PageError`] as the port or the network gives it.
    pub async fn read(self) -> Result<(Arc<RecordView>, Option<Checked>), PageError> {
        let checked = self.said.await?;
        let view = self.view.get_value();
        #[cfg(not(feature = "ssr"))]
        let view = view.or_else(|| self.held.0.get_untracked());
        let view = as_shown(view.ok_or(PageError::Unavailable)?);
        hold_names(&view);
        Ok((view, checked))
    }
}

#[cfg(not(feature = "hydrate"))]
fn as_shown(view: Arc<RecordView>) -> Arc<RecordView> {
    view.as_shown()
}

#[cfg(feature = "hydrate")]
thread_local! {
    /// The newest records that have letters of no typeface, as pages show them, the newest first: one on screen may be older
    /// than one that was fetched.
    static WITH_STAND_INS: std::cell::RefCell<Vec<Arc<RecordView>>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// As [`RecordView::as_shown`] says it, without code that writes a record.
#[cfg(feature = "hydrate")]
fn as_shown(view: Arc<RecordView>) -> Arc<RecordView> {
    if view.private_use.is_empty() {
        return view;
    }
    let is_it = |shown: &&Arc<RecordView>| shown.version == view.version;
    WITH_STAND_INS.with_borrow(|held| held.iter().find(is_it).cloned()).unwrap_or(view)
}

/// The record for a page: on the server from the store; in the browser the one held here. With a `check`, also
/// what that finds; nothing where checks are off or what is known about medicines could not be fetched.
pub fn use_page(check: Option<Arc<Check>>) -> PageRecord {
    #[cfg(feature = "ssr")]
    let portal = use_context::<crate::ports::PortalContext>();
    #[cfg(not(feature = "ssr"))]
    let held = expect_context::<HeldRecord>();
    let check = check.map(|check| (check, PendingKnowledge::take()));
    let view = ArcStoredValue::new(None);
    let read = view.clone();
    #[cfg(not(feature = "ssr"))]
    let asked = match use_visit().record {
        _ if use_kept().is_some() => Asked::Never,
        OpenRecord::Others => Asked::First,
        OpenRecord::Own | OpenRecord::None => Asked::Beside,
    };

    let said = answer(move || {
        let (check, read) = (check.clone(), read.clone());
        #[cfg(feature = "ssr")]
        let portal = portal.clone();
        async move {
            #[cfg(feature = "ssr")]
            let view = portal.ok_or(PageError::Unavailable)?.record().await?;
            #[cfg(not(feature = "ssr"))]
            let view = the_record(held, asked).await?;
            read.set_value(Some(view.clone()));
            let Some((check, knowledge)) = check else { return Ok(None) };
            Ok(knowledge.wait().await.and_then(|knowledge| check(&view, &knowledge)))
        }
    });
    PageRecord {
        said,
        view,
        #[cfg(not(feature = "ssr"))]
        held,
    }
}

#[cfg(feature = "hydrate")]
impl FirstRecord {
    /// For a page that stays as it was written.
    pub const NONE: Self = Self(None);
}

/// The record that this page was written from. `None`: it cannot be had now, or is another one by now; the page
/// then stays as the server wrote it, or is asked for anew.
#[cfg(feature = "hydrate")]
pub async fn of_this_page() -> Option<FirstRecord> {
    let Ok(Some(frame)) = document().query_selector("[data-record]") else { return Some(FirstRecord(None)) };
    let written_from = frame.get_attribute("data-record")?;
    let view = browser::fetch().await.ok()?;
    if view.version != written_from {
        browser::reload_once_for(&view.version);
        return None;
    }
    Some(FirstRecord(Some(view)))
}

/// Whether the portal is asked for a record that is held already.
#[cfg(not(feature = "ssr"))]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Another person's is shown again only once the portal says that it still may be.
    First,
    Beside,
    /// It is a snapshot.
    Never,
}

#[cfg(not(feature = "ssr"))]
async fn the_record(held: HeldRecord, asked: Asked) -> Result<Arc<RecordView>, PageError> {
    match held.0.get_untracked() {
        Some(view) if asked == Asked::Never => Ok(view),
        Some(view) => {
            #[cfg(feature = "hydrate")]
            {
                let answer = browser::revalidate(held, view.version.clone());
                if asked == Asked::First {
                    send_wrapper::SendWrapper::new(answer).await?;
                    return held.0.get_untracked().ok_or(PageError::NotOpen);
                }
                leptos::task::spawn_local(async move {
                    let _ = answer.await;
                });
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

#[cfg(feature = "hydrate")]
pub use browser::{fetch_with_text, view_then};

/// Talking to `/api/record`.
#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use crate::context::{idle::pause, leaving::while_here, waking::on_waking};
    use gloo_net::http::{Request, Response};
    use serde::Deserialize;
    use shared::{own_json, private_use::with_stand_ins};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// Remembers, for this tab, what a reload was tried for: one reload, no loop.
    const RELOADED_FOR: &str = "mikata-reloaded-for";

    pub async fn fetch() -> Result<Arc<RecordView>, PageError> {
        read(ask().await?).await
    }

    /// The record, and its text as the portal wrote it.
    pub async fn fetch_with_text() -> Result<(Arc<RecordView>, String), PageError> {
        let text = text_of(ask().await?).await?;
        // What is on screen stays where another program writes the record by now.
        let view = view_then(text.clone()).await.ok_or(PageError::Unavailable)?;
        Ok((view, text))
    }

    async fn ask() -> Result<Response, PageError> {
        while_here(Request::get("/api/record")).send().await.map_err(|_| PageError::Unavailable)
    }

    /// Asks whether the record is still the one held. A newer one is there for the next page; a session that has
    /// ended, a permission taken back and a switch to another record in another tab take the record with them.
    pub async fn revalidate(held: HeldRecord, version: String) -> Result<(), PageError> {
        let request =
            while_here(Request::get("/api/record")).header("If-None-Match", &format!("\"{version}\""));
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

    /// Asks again for the record when its reader comes back to this tab: they may have switched, or been signed out, in
    /// another one, and a phone may have slept for days.
    pub fn look_again_on_return(held: HeldRecord) {
        on_waking(move || {
            let Some(version) = held.0.with_untracked(|view| view.as_ref().map(|view| view.version.clone()))
            else {
                return;
            };
            leptos::task::spawn_local(async move {
                let _ = revalidate(held, version).await;
            });
        });
    }

    /// Lets go of a record that may not be shown any more.
    pub fn drop_what_is_closed(held: HeldRecord, error: PageError) {
        if error == PageError::NotOpen && crate::kept::is_marked() {
            leptos::task::spawn_local(async {
                // Whether it is what may not be shown any more, the portal says: another tab may have another record open.
                crate::kept::or_removed().await;
            });
        }
        let leads_to = match error {
            PageError::SignInFirst => "/signin",
            PageError::NotOpen => "/records",
            PageError::OnlyThemself
            | PageError::NotFound
            | PageError::TooOften { .. }
            | PageError::Unavailable
            | PageError::Outdated => {
                return;
            }
        };
        held.0.set(None);
        leave_for(leads_to);
    }

    async fn read(answer: Response) -> Result<Arc<RecordView>, PageError> {
        view_of(text_of(answer).await?).await
    }

    async fn text_of(answer: Response) -> Result<String, PageError> {
        match answer.status() {
            200 => {}
            401 => return Err(PageError::SignInFirst),
            403 => return Err(PageError::NotOpen),
            _ => return Err(PageError::Unavailable),
        }
        answer.text().await.map_err(|_| PageError::Unavailable)
    }

    async fn view_of(text: String) -> Result<Arc<RecordView>, PageError> {
        let view = match parse(text).await? {
            Parsed::Record(view) => view,
            Parsed::OtherSchema(schema) => {
                reload_once_for(&schema.to_string());
                return Err(PageError::Outdated);
            }
            Parsed::Unreadable => return Err(PageError::Unavailable),
        };
        // This tab was written for one record and shows no other.
        if Some(view.whose) != crate::context::visit::of_this_page().and_then(|visit| visit.whose) {
            return Err(PageError::NotOpen);
        }
        Ok(view)
    }

    /// The record that such an answer was; `None`: another program wrote it, or it is damaged.
    pub async fn view_then(text: String) -> Option<Arc<RecordView>> {
        match parse(text).await {
            Ok(Parsed::Record(view)) => Some(view),
            Ok(Parsed::OtherSchema(_) | Parsed::Unreadable) | Err(_) => None,
        }
    }

    /// Its code comes first, and what is pressed meanwhile is answered before it is read.
    async fn parse(text: String) -> Result<Parsed, PageError> {
        let here = parsed(String::new()).await;
        here.map_err(|_| PageError::Unavailable)?;
        pause().await;
        parsed(text).await.map_err(|_| PageError::Unavailable)
    }

    /// An answer of `/api/record`, read.
    enum Parsed {
        Record(Arc<RecordView>),
        OtherSchema(u32),
        Unreadable,
    }

    #[wasm_split(reading, fallible)]
    fn parsed(text: String) -> Result<Parsed, SplitLoaderError> {
        /// Enough to decide whether the rest can be read at all.
        #[derive(Deserialize)]
        struct Layout {
            schema: u32,
        }
        Ok(match own_json::read::<Layout>(&text) {
            Ok(Layout { schema }) if schema != shared::record::SCHEMA => Parsed::OtherSchema(schema),
            Ok(_) => read_both(&text).map_or(Parsed::Unreadable, Parsed::Record),
            Err(_) => Parsed::Unreadable,
        })
    }

    /// Beside the record it has the same at hand as pages show it.
    fn read_both(text: &str) -> Result<Arc<RecordView>, serde_json::Error> {
        let view: RecordView = own_json::read(text)?;
        if !view.private_use.is_empty() {
            let shown = own_json::read(&with_stand_ins(text))?;
            let shown = RecordView { private_use: view.private_use.clone(), ..shown };
            WITH_STAND_INS.with_borrow_mut(|held| {
                held.truncate(1);
                held.insert(0, Arc::new(shown));
            });
        }
        Ok(Arc::new(view))
    }

    /// The server has a newer program or a newer record: a reload brings the page that goes with it.
    pub fn reload_once_for(newer: &str) {
        let Ok(Some(storage)) = window().session_storage() else { return };
        if storage.get_item(RELOADED_FOR).ok().flatten().as_deref() != Some(newer)
            && storage.set_item(RELOADED_FOR, newer).is_ok()
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
