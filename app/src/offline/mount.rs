//! From the document without data to the pages of a snapshot: nothing is taken over, everything is made here.

use super::{
    renewal::{Newest, keep_up},
    unlock::{Unlock, look},
};
use crate::{
    App,
    context::{
        history::read_texts,
        kept::{KeptBeside, KeptRecord},
        record::{FirstRecord, view_then},
        sharing,
        visit::{self, Visit},
    },
    format,
    i18n::held,
    js,
    keeping::{content::Content, queue},
    kept,
    kinds::observation::INFECTIONS,
};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Element, Event},
};
use shared::{ids::PatientId, record::RecordView, snapshot::Header};
use std::sync::Arc;

/// A snapshot that was opened.
#[derive(Clone)]
pub struct Opened {
    pub header: Header,
    pub visit: Visit,
    pub view: Arc<RecordView>,
    pub beside: KeptBeside,
    /// The decisions, as the portal wrote them.
    pub sharing: Arc<str>,
    /// It was kept just now: the portal can be reached.
    pub reachable: bool,
}

/// How far it is opened.
#[derive(Clone)]
pub enum Step {
    Looking,
    Closed(Header),
    None(kept::Problem),
    Open(Box<Opened>),
}

/// Asks for what opens the snapshot, and then shows its pages.
pub fn mount() {
    let Some(visit) = visit::of_this_page() else { return };
    let Some(body) = document().body() else { return };
    leptos::mount::mount_to(body, move || view! { <KeptApp visit/> }).forget();
}

#[component]
fn KeptApp(visit: Visit) -> impl IntoView {
    provide_context(visit);
    let step = RwSignal::new(Step::Looking);
    look(step);
    move || match step.get() {
        Step::Open(opened) => view! { <Pages opened=*opened step/> }.into_any(),
        closed => view! { <Unlock closed step/> }.into_any(),
    }
}

impl Opened {
    /// What was kept, on the document at hand: its language, its words and its knowledge go with this program.
    pub async fn of(header: Header, content: Content) -> Option<Self> {
        let Content { visit: then, record, sharing, infections, history } = content;
        let then = visit::read(&then)?;
        let view = view_then(record).await?;
        let beside = KeptBeside {
            sharing: sharing::read(&sharing),
            history: read_texts(&history).map(Arc::new),
            infections: Some(infections.into()).filter(|said: &Arc<str>| !said.is_empty()),
        };
        let now = visit::of_this_page()?;
        if view.whose != header.record || view.version != header.version {
            return None;
        }
        let visit = Visit {
            locale: now.locale,
            text_size: now.text_size,
            catalogue: now.catalogue,
            // Where they are now; whether there is a check, what was kept says.
            knowledge: now.knowledge.filter(|_| then.knowledge.is_some()),
            written_on: view.as_of,
            ..then
        };
        Some(Self { header, visit, view, beside, sharing: sharing.into(), reachable: false })
    }
}

/// The portal's own pages, of the snapshot.
#[component]
fn Pages(opened: Opened, step: RwSignal<Step>) -> impl IntoView {
    let newest = Newest { shown: StoredValue::new(opened.clone()), last: StoredValue::new(opened.clone()) };
    let Opened { header, visit, view, beside, reachable, .. } = opened;
    let waiting = RwSignal::default();
    let kept = KeptRecord {
        as_of: header.as_of,
        expires_at: header.expires_at,
        infections: beside.infections.is_some(),
        reachable: RwSignal::new(reachable),
        needs_network: RwSignal::new(false),
        queue: waiting,
        take_back: Callback::new(move |one| leptos::task::spawn_local(queue::take_back(one, waiting))),
        send_again: Callback::new(move |one| {
            leptos::task::spawn_local(queue::send_again(one, header.record, waiting));
        }),
        renewed: RwSignal::new(None),
        show_renewed: Callback::new(move |()| {
            step.set(Step::Open(Box::new(newest.last.get_value())));
            request_animation_frame(focus_the_heading);
        }),
    };
    visit::hold(visit.clone());
    leave_the_shells_address();
    leptos::task::spawn_local(queue::look(kept.queue));
    stay_on_these_pages(header.record, kept);
    keep_up(newest, kept);
    provide_context(visit);
    // The date is written in the words themselves.
    held::hold_as_of(format::date(kept.as_of));
    provide_context(FirstRecord::kept(view));
    provide_context(kept);
    provide_context(beside);
    view! { <App/> }
}

/// Home, where the snapshot has no page at the address it was opened at; any other page is the one that was asked for.
fn leave_the_shells_address() {
    let location = window().location();
    if !location.pathname().is_ok_and(|path| is_kept(&path)) {
        let _ = js::call(&js::global("history"), "replaceState", &[&JsValue::NULL, &"".into(), &"/".into()]);
    }
}

/// What was pressed is gone: reading goes on at the top.
fn focus_the_heading() {
    if let Ok(Some(heading)) = document().query_selector("main h1") {
        let _ = js::call(&heading, "focus", &[]);
    }
}

/// Listens as long as these pages are on screen.
pub fn listen<E: ev::EventDescriptor + 'static>(event: E, then: impl Fn(E::EventType) + 'static)
where
    E::EventType: JsCast,
{
    let listening = window_event_listener(event, then);
    on_cleanup(move || listening.remove());
}

/// Links that ask the portal lead within the snapshot where it has the page; with no network the others are said to
/// need one.
fn stay_on_these_pages(
    whose: PatientId,
    KeptRecord { reachable, needs_network, queue, infections, .. }: KeptRecord,
) {
    listen(ev::click, move |event| {
        let Some(link) = link_of(&event) else { return };
        if !link.get_attribute("rel").is_some_and(|rel| rel.contains("external")) {
            needs_network.set(false);
            return;
        }
        let href = link.get_attribute("href").unwrap_or_default();
        let path = href.split(['?', '#']).next().unwrap_or_default();
        let here = window().location().pathname().unwrap_or_default();
        let within_this_page = href.contains('#') && (path.is_empty() || path == here);
        if within_this_page {
            return;
        }
        if link.has_attribute("data-portal") {
            return;
        }
        if infections && path == INFECTIONS {
            let _ = link.set_attribute("href", KEPT_INFECTIONS);
            let _ = link.remove_attribute("rel");
            return;
        }
        // Another part of the page that is open is made by the portal.
        if is_kept(path) && (path != here || path == MADE_IN_PARTS) {
            let _ = link.remove_attribute("rel");
            needs_network.set(false);
        } else if !reachable.get_untracked() {
            event.prevent_default();
            say_that_it_needs_a_network(needs_network);
        }
    });
    listen(ev::submit, move |event| {
        // What a page answers itself it has kept from being sent.
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        if let Some(address) = part_asked_for(&event) {
            follow(&address);
            return;
        }
        match queue::of(&event) {
            Some(waiting) => leptos::task::spawn_local(async move {
                queue::put(waiting, queue).await;
                scroll_to("[data-queue]");
                if reachable.try_get_untracked() == Some(true) {
                    queue::send(whose, queue).await;
                }
            }),
            None => say_that_it_needs_a_network(needs_network),
        }
    });
}

/// The address of another part of a page, as a form asks for it.
fn part_asked_for(event: &Event) -> Option<String> {
    let form = event.target()?.dyn_into::<Element>().ok()?;
    let asks = form.get_attribute("method").as_deref() == Some("get");
    let action = form.get_attribute("action").filter(|_| asks)?;
    let (path, anchor) = action.split_once('#').unwrap_or((&action, ""));
    let fields = js::fields(&form, None).filter(|_| path == MADE_IN_PARTS)?;
    Some(format!("{path}?{fields}#{anchor}"))
}

/// As a link does it.
fn follow(address: &str) {
    let Ok(link) = document().create_element("a") else { return };
    let _ = link.set_attribute("href", address);
    if let Some(body) = document().body() {
        let _ = body.append_child(&link);
    }
    let _ = js::call(&link, "click", &[]);
    link.remove();
}

/// At the top of the page, wherever it was pressed.
fn say_that_it_needs_a_network(needs_network: RwSignal<bool>) {
    needs_network.set(true);
    scroll_to("[data-needs-network]");
}

fn scroll_to(selector: &str) {
    if let Ok(Some(said)) = document().query_selector(selector) {
        said.scroll_into_view();
    }
}

fn link_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()?
}

/// The page of which a copy shows other parts, too.
const MADE_IN_PARTS: &str = "/consent";

/// Where a snapshot that has them shows infection tests.
const KEPT_INFECTIONS: &str = "/record#infections";

/// Pages that are derived from what is kept.
fn is_kept(path: &str) -> bool {
    let places =
        ["/medicines", "/labs", "/record", "/summary", "/documents", "/glossary", "/history", "/consent"];
    let of_the_server = [INFECTIONS, "/record/sent", "/consent/"];
    path == "/"
        || (places.iter().any(|place| {
            path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }) && !of_the_server.iter().any(|place| path.starts_with(place)))
}

/// Opens what is kept. What was opened and cannot be read is of another program: it is whole.
pub async fn open(opens: &kept::Opens) -> Result<Opened, kept::Problem> {
    let (header, content) = kept::open(opens).await?;
    js::mark_time("mikata-unlocked");
    let content = Content::from_bytes(&content).ok_or(kept::Problem::OtherProgram)?;
    Opened::of(header, content).await.ok_or(kept::Problem::OtherProgram)
}
