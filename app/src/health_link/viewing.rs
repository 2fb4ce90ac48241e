//! Opening a link: its key leaves the address at once, whoever opens it says who they are, and what comes is decrypted here.
//! Another link in the same tab takes away first what the one before showed.

use super::{
    browser::{NoAnswer, copy_button, focus, on, put, save, show, within},
    content::{plain_text, shown},
    opening::{MOST_BYTES, Opened, Problem, opened},
};
use crate::{format, js, markup::TextToRead, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    health_link::{FileStatus, Flag, Loopback, ManifestRequest, Passcode, Payload, Recipient},
    ips::document::Document,
};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The page's part that changes, and which link it is about.
#[derive(Clone)]
struct Page {
    place: Element,
    /// Counts links: what comes late for one before is shown to nobody.
    link: Rc<Cell<u64>>,
    /// Whoever opens links here, as they typed it last.
    name: Rc<RefCell<String>>,
    /// Links of other issuers and files may be opened here.
    others: bool,
}

pub fn attach(block: &Element, others: bool) {
    let Some(place) = within(block, "[data-shown]") else { return };
    if let Some(waits) = within(block, "[data-waits]") {
        show(&waits, false);
    }
    let page = Page { place, link: Rc::default(), name: Rc::default(), others };
    let (again, back) = (page.clone(), page.clone());
    on(&window(), "hashchange", move |_| again.begin());
    // A page that a browser kept and shows again shows nothing of before.
    on(&window(), "pagehide", move |_| back.clear());
    let shown_again = page.clone();
    on(&window(), "pageshow", move |event| {
        if js::get(&event, "persisted").is_truthy() {
            shown_again.begin();
        }
    });
    page.begin();
}

impl Page {
    fn clear(&self) {
        self.link.set(self.link.get() + 1);
        let _ = js::call(&self.place, "replaceChildren", &[]);
    }

    /// Begins with the link that the page was opened with, or that its address holds now. What else the address may name is a
    /// place on this page.
    fn begin(&self) {
        let given = js::get(&window(), "mikataLink").as_string();
        js::set(&window(), "mikataLink", &JsValue::UNDEFINED);
        let fragment = window().location().hash().unwrap_or_default();
        let in_address = Some(fragment).filter(|fragment| fragment.to_ascii_lowercase().contains("shlink"));
        if in_address.is_some() {
            let history = js::get(&window(), "history");
            let location = window().location();
            let address = [location.pathname(), location.search()].map(Result::unwrap_or_default).concat();
            let _ = js::call(&history, "replaceState", &[&JsValue::NULL, &"".into(), &address.into()]);
        }
        match given.or(in_address) {
            Some(link) => {
                self.clear();
                self.read(&link);
            }
            None if self.place.has_child_nodes() => {}
            None => self.ask_for_a_link(None),
        }
    }

    fn read(&self, text: &str) {
        match Payload::read(text, Loopback::Permitted) {
            Ok(payload) => self.ask_who(Rc::new(payload), None),
            Err(why) => self.ask_for_a_link(Some(Problem::Link(why))),
        }
    }

    /// Without a link: where one is to be had, and a field to paste one into.
    fn ask_for_a_link(&self, problem: Option<Problem>) {
        let (page, others) = (self.clone(), self.others);
        put(&self.place, move || {
            let typed = NodeRef::<leptos::html::Textarea>::new();
            let (open, file) = (page.clone(), page.clone());
            let open = move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                if let Some(field) = typed.get() {
                    open.clear();
                    open.open_text(&field.value());
                }
            };
            let choose = move |event: web_sys::Event| {
                let page = file.clone();
                wasm_bindgen_futures::spawn_local(async move { page.open_file(&event).await });
            };
            view! {
                {problem.as_ref().map(told)}
                <p>{if others { t!("viewer-other-what") } else { t!("viewer-what") }}</p>
                <form class="check-form" on:submit=open>
                    <label class="field">
                        <span>{if others { t!("viewer-paste-any") } else { t!("viewer-paste") }}</span>
                        <TextToRead rows=4 field=typed text=String::new().into()/>
                    </label>
                    <button class="button" type="submit">{t!("viewer-go-on")}</button>
                </form>
                {others.then(|| view! {
                    <label class="field">
                        <span>{t!("viewer-choose-file")}</span>
                        <input type="file" accept=".json,application/json,application/fhir+json" on:change=choose/>
                    </label>
                })}
            }
        });
    }

    /// A link, or at the page of others a document itself.
    fn open_text(&self, text: &str) {
        match self.others && text.trim_start().starts_with('{') {
            true => {
                let opened = Opened { text: text.to_owned(), status: None, updated: None };
                self.show_documents(vec![Ok(opened)], None);
            }
            false => self.read(text),
        }
    }

    async fn open_file(&self, event: &web_sys::Event) {
        let Some(target) = event.target() else { return };
        let file = js::get(&js::get(&target, "files"), "0");
        let Some(size) = js::get(&file, "size").as_f64() else { return };
        let number = self.link.get();
        if size > MOST_BYTES as f64 {
            return self.ask_for_a_link(Some(Problem::NoAnswer(NoAnswer::TooLarge)));
        }
        let text = match js::call(&file, "text", &[]) {
            Ok(text) => js::settled(text).await.ok().and_then(|text| text.as_string()),
            Err(_) => None,
        };
        if number != self.link.get() {
            return;
        }
        match text {
            Some(text) => {
                self.clear();
                self.open_text(&text);
            }
            None => self.ask_for_a_link(Some(Problem::NoAnswer(NoAnswer::NotText))),
        }
    }

    /// What the link is, who opens it, and with which passcode. Nothing is asked of anybody before that.
    fn ask_who(&self, payload: Rc<Payload>, problem: Option<Problem>) {
        let origin = payload.url.origin().to_owned();
        let is_ours = window().location().origin().is_ok_and(|ours| ours == origin);
        let (page, others) = (self.clone(), self.others);
        let said_before = self.name.borrow().clone();
        let again = problem.is_some();
        self.carry_link(Some(&payload));
        put(&self.place, move || {
            if !is_ours && !others {
                let address = format!("{}#{}", super::OTHER_PAGE, payload.to_link());
                return view! {
                    <p>{t!("viewer-of-others", host = origin)}</p>
                    <p><a class="button" href=address>{t!("viewer-go-to-others")}</a></p>
                }
                .into_any();
            }
            let guessed = matches!(problem, Some(Problem::WrongPasscode(_)));
            let asks = payload.flags.contains(Flag::Passcode) || guessed;
            let (name, passcode) =
                (NodeRef::<leptos::html::Input>::new(), NodeRef::<leptos::html::Input>::new());
            let until = payload.expires.map(|at| t!("viewer-until", at = format::instant(at)));
            let label =
                payload.label.as_ref().map(|label| t!("viewer-label", label = label.as_str().to_owned()));
            let open = {
                let payload = payload.clone();
                move |event: leptos::ev::SubmitEvent| {
                    event.prevent_default();
                    let value = |field: NodeRef<leptos::html::Input>| field.get().map(|field| field.value());
                    let (page, payload) = (page.clone(), payload.clone());
                    let (name, passcode) = (value(name).unwrap_or_default(), value(passcode));
                    page.name.replace(name.clone());
                    wasm_bindgen_futures::spawn_local(
                        async move { page.open(payload, &name, passcode).await },
                    );
                }
            };
            view! {
                {problem.as_ref().map(told)}
                {label.map(|said| view! { <p>{said}</p> })}
                {(!is_ours).then(|| view! { <p><strong>{t!("viewer-will-contact", host = origin)}</strong></p> })}
                {until.map(|said| view! { <p class="muted">{said}</p> })}
                <form class="check-form" on:submit=open>
                    <label class="field">
                        <span>{t!("viewer-who")}</span>
                        <span class="muted">{t!("viewer-who-hint")}</span>
                        <input class="text-field" type="text" required maxlength="100" autocomplete="organization" value=said_before node_ref=name/>
                    </label>
                    {asks.then(|| view! {
                        <label class="field">
                            <span>{t!("viewer-passcode")}</span>
                            <input
                                class="text-field"
                                type="text"
                                required
                                autocomplete="off"
                                autocapitalize="none"
                                spellcheck="false"
                                node_ref=passcode
                            />
                        </label>
                    })}
                    <button class="button" type="submit">{t!("viewer-open")}</button>
                </form>
            }
            .into_any()
        });
        if again {
            focus("[data-shown] [role=alert]");
        }
    }

    /// Lets the other languages of this page have the link along, or none where something is shown.
    fn carry_link(&self, payload: Option<&Payload>) {
        let Ok(Some(link)) = document().query_selector("[data-language]") else { return };
        show(&link, payload.is_some());
        let address = link.get_attribute("href").unwrap_or_default();
        let bare = address.split('#').next().unwrap_or_default();
        if let Some(payload) = payload {
            let _ = link.set_attribute("href", &format!("{bare}#{}", payload.to_link()));
        }
    }

    async fn open(&self, payload: Rc<Payload>, name: &str, passcode: Option<String>) {
        let Ok(recipient) = Recipient::read(name) else {
            return self.ask_who(payload, Some(Problem::NoName));
        };
        let passcode = passcode.as_deref().map(Passcode::read).and_then(Result::ok);
        let number = self.link.get();
        put(&self.place, || view! { <p role="status">{t!("viewer-opening")}</p> });
        let request = ManifestRequest { recipient, passcode, embedded_length_max: Some(1024 * 1024) };
        let opened = opened(&payload, &request).await;
        if number != self.link.get() {
            return;
        }
        match opened {
            Ok(opened) => self.show_documents(opened, payload.expires),
            Err(problem @ (Problem::WrongPasscode(_) | Problem::NoAnswer(_) | Problem::TooSoon(_))) => {
                self.ask_who(payload, Some(problem));
            }
            Err(problem) => self.tell(problem),
        }
    }

    fn tell(&self, problem: Problem) {
        self.carry_link(None);
        put(&self.place, move || {
            let next = matches!(problem, Problem::NotActive).then(|| t!("viewer-what-next"));
            view! {
                {told(&problem)}
                {next.map(|said| view! { <p>{said}</p> })}
            }
        });
        focus("[data-shown] [role=alert]");
    }

    /// Each document by itself; what cannot be read says why, in its place.
    fn show_documents(&self, opened: Vec<Result<Opened, Problem>>, until: Option<DateTime<Utc>>) {
        self.carry_link(None);
        let read = opened.into_iter().map(|one| {
            let one = one?;
            let document = Document::read(&one.text).map_err(|why| Problem::Document(why.to_string()))?;
            Ok((document, one))
        });
        let read: Vec<Result<(Document, Opened), Problem>> = read.collect();
        let several = read.len() > 1;
        let subjects = read.iter().flatten().map(|(document, _)| whose(document));
        let differ = subjects.collect::<BTreeSet<_>>().len() > 1;
        put(&self.place, move || {
            let print = move |_| {
                let _ = js::call(&window(), "print", &[]);
            };
            let shown = (1_i64..).zip(read).map(|(number, one)| {
                let title = several.then(|| view! { <h2>{t!("viewer-document-of", number = number)}</h2> });
                let shown = match one {
                    Ok((document, opened)) => one_document(&document, opened).into_any(),
                    Err(problem) => told(&problem).into_any(),
                };
                view! { {title}{shown} }
            });
            view! {
                <div class="cluster screen-only" data-documents tabindex="-1">
                    <button class="button button-secondary" type="button" on:click=print>{t!("viewer-print")}</button>
                    {until.map(|at| view! { <span class="muted">{t!("viewer-until", at = format::instant(at))}</span> })}
                </div>
                {differ.then(|| view! { <p class="notice notice-caution" role="alert">{t!("viewer-several-people")}</p> })}
                {shown.collect_view()}
            }
        });
        focus("[data-documents]");
    }
}

/// Whom a document is about, for comparing.
fn whose(document: &Document) -> (Vec<String>, Option<String>) {
    let subject = document.subject.as_ref();
    let names = subject.map(|subject| subject.names.iter().map(|name| name.text.clone()).collect());
    (names.unwrap_or_default(), subject.and_then(|subject| subject.birth_date.clone()))
}

fn told(problem: &Problem) -> impl IntoView + use<> {
    view! { <p class="notice notice-caution" role="alert" tabindex="-1">{problem.words()}</p> }
}

fn one_document(document: &Document, opened: Opened) -> impl IntoView + use<> {
    let Opened { text, status, updated } = opened;
    let chart = plain_text(document);
    let download = move |_| save("summary.json", "application/fhir+json", &text);
    let withdrawn = (status == Some(FileStatus::NoLongerValid)).then(|| t!("viewer-no-longer-valid"));
    let changes = (status == Some(FileStatus::CanChange)).then(|| t!("viewer-can-change"));
    view! {
        {withdrawn.map(|said| view! { <p class="notice notice-caution" role="alert">{said}</p> })}
        <div class="cluster screen-only">
            {copy_button(t!("viewer-copy"), chart)}
            <button class="button button-secondary" type="button" on:click=download>{t!("viewer-download")}</button>
        </div>
        {changes.map(|said| view! { <p class="muted">{said}</p> })}
        {updated.map(|at| view! { <p class="muted">{t!("viewer-updated", at = at)}</p> })}
        {shown(document, 2)}
    }
}
