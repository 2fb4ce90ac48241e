//! Making a link: what was chosen is fetched, shown as the other will see it, encrypted here, and handed to the server
//! without its key.

use super::{
    browser::{Ask, ask, copy_button, field, focus, on, put, show, within},
    content::shown,
    sent::{LinkRefusal, MadeLink, SentFile, SentLink},
};
use crate::{
    components::qr_code::{QrCode, modules},
    context::visit::form_token,
    format,
    js::random,
    ports::qr_code::Modules,
    t,
};
use leptos::prelude::*;
use shared::{
    health_link::{ContentType, Flag, Flags, Key, Label, LinkUrl, Loopback, Passcode, Payload, jwe},
    own_json,
};
use std::rc::Rc;
use web_sys::Element;

/// Bytes of a document.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Why no link was made.
#[derive(Clone, Debug)]
enum Problem {
    /// The proof is too old.
    Proof,
    /// Nobody is signed in any more.
    SignedOut,
    /// A field is wrong.
    Field(String),
    /// Nothing was made.
    NoAnswer,
    /// It was sent, and nobody knows what became of it.
    Uncertain,
    /// As many are open as may be.
    Full,
    /// In the server's words.
    TooSoon(String),
    Failed,
    /// This browser cannot.
    Cannot,
}

impl Problem {
    fn of(status: u16, text: &str) -> Self {
        let refused: Option<LinkRefusal> = own_json::read(text).ok();
        match (status, refused) {
            (401, _) => Self::SignedOut,
            (_, Some(refused)) if refused.error == "proof" => Self::Proof,
            (_, Some(refused)) if refused.error == "full" => Self::Full,
            (422, Some(refused)) => Self::Field(refused.error),
            (429, Some(refused)) => Self::TooSoon(refused.message),
            _ => Self::Failed,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Proof => t!("viewer-make-proof"),
            Self::SignedOut => t!("viewer-make-signed-out"),
            Self::Field(field) => match field.as_str() {
                "label" => t!("viewer-make-wrong-label"),
                "until" => t!("viewer-make-wrong-until"),
                "passcode" => t!("viewer-make-wrong-passcode"),
                _ => t!("viewer-make-wrong-file"),
            },
            Self::NoAnswer => t!("viewer-make-offline"),
            Self::Uncertain => t!("viewer-make-uncertain"),
            Self::Full => t!("viewer-make-full"),
            Self::TooSoon(words) => words.clone(),
            Self::Failed => t!("viewer-make-failed"),
            Self::Cannot => t!("viewer-make-cannot"),
        }
    }

    /// Where it goes on.
    fn way(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Proof => Some(("/verify?return_to=/show/link/new", t!("viewer-make-prove"))),
            Self::SignedOut => Some(("/signin?return_to=/show/link/new", t!("viewer-make-sign-in"))),
            Self::Uncertain | Self::Full => Some(("/show/link", t!("viewer-made-list"))),
            _ => None,
        }
    }
}

/// The page's parts.
#[derive(Clone)]
struct Page {
    form: Element,
    shown: Element,
}

/// Brings the form to life.
pub fn attach(block: &Element) {
    let (Some(form), Some(place)) = (within(block, "form"), within(block, "[data-shown]")) else { return };
    if let Some(waits) = within(block, "[data-waits]") {
        show(&waits, false);
    }
    show(&form, true);
    let page = Rc::new(Page { form, shown: place });
    let form = page.form.clone();
    // What a browser keeps of the page, and shows again, has no link in it.
    let left = page.clone();
    on(&window(), "pagehide", move |_| left.say(String::new()));
    if let (Some(date), Some(choice)) = (within(&form, "[name=date]"), within(&form, "[value=date]")) {
        on(&date, "input", move |_| crate::js::set(&choice, "checked", &true.into()));
    }
    on(&form, "submit", move |event| {
        event.prevent_default();
        let page = page.clone();
        wasm_bindgen_futures::spawn_local(async move { preview(&page).await });
    });
}

impl Page {
    /// What stands in the form.
    fn chosen(&self) -> SentLink {
        let of = |name| field(&self.form, name).unwrap_or_default();
        let until = match of("until") {
            date if date == "date" => of("date"),
            until => until,
        };
        let passcode = of("passcode");
        SentLink {
            id: String::new(),
            label: of("label").trim().to_owned(),
            contents: of("contents"),
            infections: of("infections") == "yes",
            until,
            once: of("once") == "yes",
            passcode: Some(passcode).filter(|passcode| !passcode.trim().is_empty()),
            files: Vec::new(),
        }
    }

    /// With the form as it was filled in.
    fn tell(&self, problem: Problem) {
        show(&self.form, true);
        put(&self.shown, move || {
            let way = problem
                .way()
                .map(|(address, words)| view! { <p><a class="button" href=address>{words}</a></p> });
            view! { <p class="notice notice-caution" role="alert" tabindex="-1">{problem.words()}</p>{way} }
        });
        focus("[data-shown] [role=alert]");
    }

    fn say(&self, words: String) {
        put(&self.shown, move || view! { <p role="status">{words}</p> });
    }
}

/// What is wrong with it that can be told before anything is asked.
fn wrong(chosen: &SentLink) -> Option<Problem> {
    let passcode = chosen.passcode.as_deref().map(Passcode::read);
    match passcode {
        _ if !matches!(Label::read(&chosen.label), Ok(Some(_))) => Some(Problem::Field("label".to_owned())),
        _ if chosen.until.is_empty() => Some(Problem::Field("until".to_owned())),
        Some(Ok(passcode)) if !passcode.is_long_enough() => Some(Problem::Field("passcode".to_owned())),
        Some(Err(_)) => Some(Problem::Field("passcode".to_owned())),
        _ => None,
    }
}

/// Shows exactly what the other will see.
async fn preview(page: &Rc<Page>) {
    let chosen = page.chosen();
    if let Some(problem) = wrong(&chosen) {
        return page.tell(problem);
    }
    // One at a time: what is looked at is what is shared.
    show(&page.form, false);
    page.say(t!("viewer-make-fetching"));
    let infections = if chosen.infections { "yes" } else { "no" };
    let lang = field(&page.form, "lang").unwrap_or_default();
    let address =
        format!("/show/link/document?contents={}&infections={infections}&lang={lang}", chosen.contents);
    let token = form_token();
    let asked = Ask { address: &address, body: None, token: Some(&token), most_bytes: MOST_BYTES };
    let document = match ask(asked).await {
        Ok(answer) if answer.status == 200 => answer.text,
        Ok(answer) => return page.tell(Problem::of(answer.status, &answer.text)),
        Err(_) => return page.tell(Problem::NoAnswer),
    };
    let Ok(read) = shared::ips::document::Document::read(&document) else {
        return page.tell(Problem::Failed);
    };
    let terms = terms(&chosen);
    let (back, share) = (page.clone(), page.clone());
    put(&page.shown, move || {
        let share = move |_| {
            let (page, chosen, document) = (share.clone(), chosen.clone(), document.clone());
            wasm_bindgen_futures::spawn_local(async move { make(&page, chosen, &document).await });
        };
        let back = move |_| {
            show(&back.form, true);
            back.say(String::new());
        };
        view! {
            <section class="section" aria-labelledby="preview">
                <h2 id="preview" tabindex="-1">{t!("viewer-make-preview")}</h2>
                <p>{t!("viewer-make-preview-what")}</p>
                <p><strong>{terms}</strong></p>
                <div class="cluster">
                    <button class="button" type="button" on:click=share>{t!("viewer-make-share")}</button>
                    <button class="button button-secondary" type="button" on:click=back>{t!("viewer-make-back")}</button>
                </div>
                <div class="card">{shown(&read, 3)}</div>
            </section>
        }
    });
    focus("#preview");
}

/// Until when, how often and with what it can be opened.
fn terms(chosen: &SentLink) -> String {
    let until = match chosen.until.as_str() {
        "hour" => t!("viewer-make-hour"),
        "day" => t!("viewer-make-day"),
        "week" => t!("viewer-make-week"),
        date => match date.parse() {
            Ok(day) => t!("viewer-make-date", date = format::date(day)),
            Err(_) => date.to_owned(),
        },
    };
    let once = if chosen.once { t!("viewer-make-once") } else { t!("viewer-make-often") };
    let passcode =
        if chosen.passcode.is_some() { t!("viewer-make-passcode") } else { t!("viewer-make-no-passcode") };
    [until, once, passcode].join(" · ")
}

/// Encrypts, hands over, and shows the link.
async fn make(page: &Rc<Page>, chosen: SentLink, document: &str) {
    page.say(t!("viewer-make-making"));
    match made(chosen, document).await {
        Ok((link, made)) => {
            let picture = modules(&link);
            let until = crate::format::instant(made.expires);
            put(&page.shown, move || result(link, picture, until));
            focus("#made");
        }
        Err(problem) => page.tell(problem),
    }
}

async fn made(chosen: SentLink, document: &str) -> Result<(String, MadeLink), Problem> {
    let key = Key::new(random().ok_or(Problem::Cannot)?);
    let iv = random().ok_or(Problem::Cannot)?;
    let content_type = ContentType::FhirJson.as_str();
    let sealed = jwe::seal(content_type, document.as_bytes(), &key, iv);
    let asks_passcode = chosen.passcode.is_some();
    let files = vec![SentFile { content_type: content_type.to_owned(), jwe: sealed }];
    // Each that is sent is another link: nobody has the key of one whose answer was lost.
    let id = uuid::Builder::from_random_bytes(random().ok_or(Problem::Cannot)?).into_uuid().to_string();
    let body = serde_json::to_string(&SentLink { id, files, ..chosen }).map_err(|_| Problem::Cannot)?;
    let token = form_token();
    let asked = Ask { address: "/show/link", body: Some(&body), token: Some(&token), most_bytes: MOST_BYTES };
    let answer = ask(asked).await.map_err(|_| Problem::Uncertain)?;
    if answer.status != 201 {
        return Err(Problem::of(answer.status, &answer.text));
    }
    let made: MadeLink = own_json::read(&answer.text).map_err(|_| Problem::Uncertain)?;
    let flags = asks_passcode.then_some(Flag::Passcode);
    let payload = Payload {
        url: LinkUrl::read(&made.url, Loopback::Permitted).map_err(|_| Problem::Uncertain)?,
        key,
        expires: Some(made.expires),
        flags: Flags::new(flags).map_err(|_| Problem::Cannot)?,
        // For whom it is, is said to nobody else; and each letter makes the picture denser.
        label: None,
    };
    Ok((payload.to_link_at(&made.viewer), made))
}

fn result(link: String, picture: Option<Modules>, until: String) -> impl IntoView {
    let to_copy = link.clone();
    view! {
        <section class="section" aria-labelledby="made">
            <h2 id="made" tabindex="-1">{t!("viewer-made-title")}</h2>
            <p>{t!("viewer-made-until", at = until)}</p>
            <p>{t!("viewer-made-how")}</p>
            {picture.map(|modules| view! { <div class="link-picture"><QrCode modules/></div> })}
            <p class="link-text">{link}</p>
            <div class="cluster">{copy_button(t!("viewer-made-copy"), to_copy)}</div>
            <p class="notice notice-caution">{t!("viewer-made-once-shown")}</p>
            <p><a href="/show/link">{t!("viewer-made-list")}</a></p>
        </section>
    }
}
