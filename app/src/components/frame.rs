//! The frame of every page: header, places, main, footer, each once. A page of a record also says whose it is, as of
//! when and from whom.

pub use super::{failed::Failed, heading::PageHeading};

use super::{
    connection::ConnectionNotice,
    demo_banner::DemoBanner,
    footer::PageFooter,
    header::{BareHeader, Header, Since},
    kept_notice::KeptNotice,
    loading::Loading,
    navigation::Places,
    news::NewsNotice,
    not_shown::{NotShown, provide_shown},
    others_news::OthersNotice,
    sign_in_news::SignInNotice,
    sources::Sources,
    stand_ins::StandIns,
};
use crate::{
    context::{
        answer::Answer,
        checked::Checked,
        record::{Page, PageRecord, use_page},
        title::StaysAsWritten,
        visit::use_visit,
    },
    error::PageError,
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Categories,
    medication::knowledge::KnowledgeBase,
    record::{Facility, Person, RecordView},
};
use std::sync::Arc;

/// Identity of the open record: whose, as of when, from whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Whose {
    pub person: Person,
    pub as_of: NaiveDate,
    pub facilities: Vec<Facility>,
    /// Of which kinds it is shown.
    pub shown: Categories,
}

impl Whose {
    fn of(view: &RecordView) -> Self {
        Self {
            person: view.record.person.clone(),
            as_of: view.as_of,
            facilities: view.record.facilities.clone(),
            shown: view.shown,
        }
    }
}

/// A page of the record: derives its projection, frames it, and shows what went wrong otherwise.
pub fn record_page<T: 'static, V: IntoView + 'static>(
    title: impl Fn(&T) -> String + Send + Sync + 'static,
    derive: impl Fn(&RecordView) -> Result<T, PageError> + Send + Sync + 'static,
    render: impl Fn(Page<T>) -> V + Send + Sync + 'static,
) -> AnyView {
    let write = move |view: &RecordView, _| written(view, derive(view)?, &title, &render);
    framed(use_page(None), Arc::new(write), Around::Places)
}

/// The same with nothing around it but whose record it is: held out to be read by somebody else.
pub fn bare_record_page<T: 'static, V: IntoView + 'static>(
    title: impl Fn(&T) -> String + Send + Sync + 'static,
    derive: impl Fn(&RecordView) -> Result<T, PageError> + Send + Sync + 'static,
    render: impl Fn(Page<T>) -> V + Send + Sync + 'static,
) -> AnyView {
    let write = move |view: &RecordView, _| written(view, derive(view)?, &title, &render);
    framed(use_page(None), Arc::new(write), Around::Nothing)
}

/// A page of the record that is written from the record as it is.
pub fn whole_record_page<V: IntoView + 'static>(
    title: impl Fn() -> String + Send + Sync + 'static,
    render: impl Fn(&RecordView) -> V + Send + Sync + 'static,
) -> AnyView {
    let write = move |view: &RecordView, _| {
        provide_shown(view.shown);
        Ok::<Written, PageError>((title(), render(view).into_any()))
    };
    framed(use_page(None), Arc::new(write), Around::Places)
}

/// A page of the record that checks medicines: `check` says what is found, and `derive` gets that; or nothing, where
/// the check is off, there is nothing to check, or what is known about medicines could not be fetched.
pub fn checked_page<T: 'static, V: IntoView + 'static>(
    title: impl Fn(&T) -> String + Send + Sync + 'static,
    check: impl Fn(&RecordView, &KnowledgeBase) -> Option<Checked> + Send + Sync + 'static,
    derive: impl Fn(&RecordView, Option<Checked>) -> Result<T, PageError> + Send + Sync + 'static,
    render: impl Fn(Page<T>) -> V + Send + Sync + 'static,
) -> AnyView {
    let write = move |view: &RecordView, checked| written(view, derive(view, checked)?, &title, &render);
    framed(use_page(Some(Arc::new(check))), Arc::new(write), Around::Places)
}

/// A page of the record that checks medicines and needs something beside the record: both are waited for.
pub fn checked_page_beside<S, T, V>(
    beside: Answer<S>,
    title: impl Fn(&T) -> String + Send + Sync + Clone + 'static,
    check: impl Fn(&RecordView, &KnowledgeBase) -> Option<Checked> + Send + Sync + 'static,
    derive: impl Fn(&RecordView, Option<Checked>, S) -> T + Send + Sync + Clone + 'static,
    render: impl Fn(Page<T>) -> V + Send + Sync + Clone + 'static,
) -> AnyView
where
    S: Clone + Send + Sync + 'static,
    T: 'static,
    V: IntoView + 'static,
{
    let page = use_page(Some(Arc::new(check)));
    view! {
        <Suspense fallback=|| view! { <Loading/> }>
            {move || {
                let (page, title, derive, render) =
                    (page.clone(), title.clone(), derive.clone(), render.clone());
                Suspend::new(async move {
                    let read = async { Ok::<_, PageError>((page.read().await?, beside.await?)) };
                    match read.await {
                        Ok(((view, checked), beside)) => {
                            let content = derive(&view, checked, beside);
                            around(&view, written(&view, content, &title, &render), Around::Places)
                        }
                        Err(error) => view! { <Failed error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// A page's heading and content.
type Written = (String, AnyView);

/// Writes a page from the record, and from what a check found in it. Erased: what frames a page is compiled once,
/// not once for each page.
type Write = dyn Fn(&RecordView, Option<Checked>) -> Result<Written, PageError> + Send + Sync;

fn written<T, V: IntoView + 'static>(
    view: &RecordView,
    content: T,
    title: &impl Fn(&T) -> String,
    render: &impl Fn(Page<T>) -> V,
) -> Result<Written, PageError> {
    provide_shown(view.shown);
    let heading = title(&content);
    let page = Page {
        person: view.record.person.clone(),
        as_of: view.as_of,
        facilities: view.record.facilities.clone(),
        shown: view.shown,
        content,
    };
    Ok((heading, render(page).into_any()))
}

fn framed(page: PageRecord, write: Arc<Write>, what: Around) -> AnyView {
    view! {
        <Suspense fallback=|| view! { <Loading/> }>
            {move || {
                let (page, write) = (page.clone(), write.clone());
                Suspend::new(async move {
                    match page.read().await {
                        Ok((view, checked)) => around(&view, write(&view, checked), what),
                        Err(error) => view! { <Failed error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// A page of the record that also needs what the record does not say: both are waited for.
pub fn page_beside<S, T, V>(
    beside: Answer<S>,
    title: impl Fn(&T) -> String + Send + Sync + Clone + 'static,
    derive: impl Fn(&RecordView, S) -> T + Send + Sync + Clone + 'static,
    render: impl Fn(Page<T>) -> V + Send + Sync + Clone + 'static,
) -> AnyView
where
    S: Clone + Send + Sync + 'static,
    T: 'static,
    V: IntoView + 'static,
{
    let page = use_page(None);
    view! {
        <Suspense fallback=|| view! { <Loading/> }>
            {move || {
                let (page, title, derive, render) =
                    (page.clone(), title.clone(), derive.clone(), render.clone());
                Suspend::new(async move {
                    let view = match page.read().await {
                        Ok((view, _)) => view,
                        Err(error) => return view! { <Failed error/> }.into_any(),
                    };
                    // What is refused beside a record was read with it, and is taken over with it.
                    let page = beside.await.and_then(|beside| written(&view, derive(&view, beside), &title, &render));
                    around(&view, page, Around::Places)
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// What stands around a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// All that every page has.
    Places,
    /// Whose record it is, and the way back.
    Nothing,
}

/// Frames a page, or says why there is none: that too is said by the record.
fn around(view: &RecordView, page: Result<Written, PageError>, what: Around) -> AnyView {
    let written_from = Some(view.version.clone());
    let shown = view.shown;
    let private_use = view.private_use.clone();
    let since = (what == Around::Places).then(|| Whose::of(view));
    match page {
        Ok((heading, content)) => view! {
            <Frame whose=Whose::of(view) written_from bare=what == Around::Nothing>
                <PageHeading text=heading/>
                {since.map(|whose| view! { <Since whose/> })}
                <NotShown shown/>
                <StandIns letters=private_use/>
                {content}
            </Frame>
        }
        .into_any(),
        Err(error) => view! { <Failed error written_from/> }.into_any(),
    }
}

/// Says to a browser that opens this page that nothing in it needs code of its own.
fn stays_as_written() -> Option<&'static str> {
    use_context::<StaysAsWritten>().map(|_| "")
}

/// The landmarks around a page's own content. `children` begin with the [`PageHeading`].
#[component]
pub fn Frame(
    #[prop(optional)] whose: Option<Whose>,
    /// [`RecordView::version`]: a browser takes the page over only with the record that it was written from.
    #[prop(optional_no_strip)]
    written_from: Option<String>,
    /// Held out to be read by somebody else: with whose record it is on top, and all else below.
    #[prop(optional)]
    bare: bool,
    children: Children,
) -> impl IntoView {
    let with_places = use_visit().record_is_open() && !bare;
    let as_of = whose.as_ref().map(|whose| whose.as_of);
    let demo = whose.is_some().then(|| view! { <div class="screen-only"><DemoBanner/></div> });
    let notices = view! {
        {demo}
        <KeptNotice/>
        <NewsNotice/>
        <SignInNotice/>
        <OthersNotice/>
    }
    .into_any();
    let (before, after) = if bare { (None, Some(notices)) } else { (Some(notices), None) };
    let sources = whose.clone().map(|whose| {
        view! { <Sources facilities=whose.facilities as_of=whose.as_of shown=whose.shown/> }
    });
    view! {
        <div
            class="frame"
            class:frame-with-places=with_places
            class:frame-bare=bare
            data-record=written_from
            data-as-written=stays_as_written()
        >
            // The browser itself moves focus; the router would only scroll.
            <a class="skip-link" href="#main" rel="external">{t!("skip-to-content")}</a>
            {match whose {
                Some(whose) if bare => view! { <BareHeader whose/> }.into_any(),
                whose => view! { <Header whose/> }.into_any(),
            }}
            {with_places.then(|| view! { <Places/> })}
            <main id="main" class="main" tabindex="-1">
                <ConnectionNotice as_of/>
                {before}
                {children().into_any()}
                {after}
                {sources}
            </main>
            <PageFooter/>
        </div>
    }
}
