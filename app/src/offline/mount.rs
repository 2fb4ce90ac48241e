//! From the document without data to the pages of a snapshot: nothing is taken over, everything is made here.

use super::{Content, stays, unlock::Unlock};
use crate::{
    App,
    context::{
        kept::KeptRecord,
        record::FirstRecord,
        visit::{self, TextSize, Visit},
    },
    format,
    i18n::{Locale, Words},
    kept,
};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Element, Event},
};
use shared::{record::RecordView, snapshot::Header};
use std::sync::Arc;

/// A snapshot that was opened.
#[derive(Clone)]
pub struct Opened {
    header: Header,
    visit: Visit,
    view: Arc<RecordView>,
}

const SHELL: &str = "[data-kept-shell]";

pub fn shell_is_here() -> bool {
    document().query_selector(SHELL).is_ok_and(|found| found.is_some())
}

/// In the place of the document's own words, which stay where the reader's cannot be had.
pub async fn mount() {
    let Ok(Some(shell)) = document().query_selector(SHELL) else { return };
    let Some(visit) = visit::of_this_page().and_then(|visit| in_the_readers_language(visit, &shell)) else {
        return;
    };
    let Some(words) = visit::words_of(&visit).await else { return };
    if let Some(root) = document().document_element() {
        let said = [("lang", visit.locale.tag()), ("data-text-size", visit.text_size.tag())];
        for (name, value) in said {
            let _ = root.set_attribute(name, value);
        }
    }
    describe(&visit);
    let Some(body) = document().body() else { return };
    shell.remove();
    leptos::mount::mount_to_renderer(&body, move || view! { <KeptApp visit words/> }.into_any()).forget();
}

/// As it was when the snapshot was kept; where there is none, as the browser says.
fn in_the_readers_language(visit: Visit, shell: &Element) -> Option<Visit> {
    let catalogues: Vec<(Locale, String)> =
        serde_json::from_str(&shell.get_attribute("data-kept-shell")?).ok()?;
    let mark = kept::mark();
    let asked = || window().navigator().language().map(|asked| Locale::from_accept_language(&asked));
    let locale = mark.as_ref().and_then(|mark| Locale::from_tag(&mark.language)).or_else(asked)?;
    let text_size = mark.and_then(|mark| TextSize::from_tag(&mark.text_size)).unwrap_or_default();
    let (_, catalogue) = catalogues.into_iter().find(|(of, _)| *of == locale)?;
    Some(Visit { locale, text_size, catalogue, ..visit })
}

#[component]
fn KeptApp(visit: Visit, words: Words) -> impl IntoView {
    provide_context(visit.clone());
    provide_context(words.clone());
    let opened: RwSignal<Option<Opened>> = RwSignal::new(None);
    view! {
        {move || match opened.get() {
            None => view! { <Unlock opened/> }.into_any(),
            Some(opened) => view! { <Pages opened words=words.clone()/> }.into_any(),
        }}
    }
}

impl Opened {
    /// What was kept, on the document at hand: its language, its words and its knowledge go with this program.
    pub fn of(header: Header, content: &[u8]) -> Option<Self> {
        let Content { visit: then, view } = serde_json::from_slice(content).ok()?;
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
        Some(Self { header, visit, view: Arc::new(view) })
    }
}

/// The portal's own pages, of the snapshot.
#[component]
fn Pages(opened: Opened, words: Words) -> impl IntoView {
    let Opened { header, visit, view } = opened;
    let kept = KeptRecord {
        as_of: header.as_of,
        expires_at: header.expires_at,
        needs_network: RwSignal::new(false),
    };
    describe(&visit);
    leave_the_shells_address();
    ask_when_there_is_a_network(header);
    stay_on_these_pages(kept.needs_network);
    provide_context(visit);
    // The date is written in the words themselves.
    provide_context(words.as_of(format::date(kept.as_of)));
    provide_context(FirstRecord::kept(view));
    provide_context(kept);
    view! { <App/> }
}

/// What is read from the page's head outside of components. It is in memory alone.
fn describe(visit: &Visit) {
    let head = document().query_selector("meta[name='mikata-visit']").ok().flatten();
    if let (Some(meta), Ok(text)) = (head, serde_json::to_string(visit)) {
        let _ = meta.set_attribute("content", &text);
    }
}

/// Home, where the snapshot was opened at an address of its own; any other page is the one that was asked for.
fn leave_the_shells_address() {
    let location = window().location();
    if location.pathname().is_ok_and(|path| path == super::PAGE) {
        let history = js_sys::Reflect::get(&window(), &"history".into()).unwrap_or_default();
        let replace = js_sys::Reflect::get(&history, &"replaceState".into()).unwrap_or_default();
        if let Ok(replace) = replace.dyn_into::<js_sys::Function>() {
            let _ = replace.call3(&history, &JsValue::NULL, &"".into(), &"/".into());
        }
    }
}

fn ask_when_there_is_a_network(header: Header) {
    window_event_listener(ev::online, move |_| {
        let header = header.clone();
        leptos::task::spawn_local(async move {
            if !stays::or_removed(&header).await {
                let _ = window().location().assign(super::PAGE);
            }
        });
    });
}

/// Links that ask the portal lead within the snapshot where it has the page; with no network the others are said to
/// need one.
fn stay_on_these_pages(needs_network: RwSignal<bool>) {
    window_event_listener(ev::click, move |event| {
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
        if is_kept(path) {
            let _ = link.remove_attribute("rel");
            needs_network.set(false);
        } else if !window().navigator().on_line() {
            event.prevent_default();
            needs_network.set(true);
        }
    });
    window_event_listener(ev::submit, move |event| {
        let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let posts = form.and_then(|form| form.get_attribute("method")).is_some_and(|how| how == "post");
        if posts {
            event.prevent_default();
            needs_network.set(true);
        }
    });
}

fn link_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()?
}

/// Pages that are derived from the record alone.
fn is_kept(path: &str) -> bool {
    let places = ["/medicines", "/labs", "/record", "/summary", "/documents", "/glossary"];
    let of_the_server = ["/record/infections", "/record/sent"];
    path == "/"
        || (places.iter().any(|place| {
            path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }) && !of_the_server.iter().any(|place| path.starts_with(place)))
}

/// Opens what is kept.
pub async fn open(opens: &kept::Opens) -> Result<Opened, kept::Problem> {
    let (header, content) = kept::open(opens).await?;
    match Opened::of(header, &content) {
        Some(opened) => Ok(opened),
        None => {
            kept::remove().await?;
            Err(kept::Problem::Damaged)
        }
    }
}
