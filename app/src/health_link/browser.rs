//! What the pages need of the browser: answers of a bounded size, elements of the page, files.

use crate::{js, markup::TextToCopy, t};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// No network, no such host, or it lets no page ask.
    Unreachable,
    /// More bytes than are read.
    TooLarge,
    /// No text in UTF-8.
    NotText,
}

/// An answer, with at most so many bytes.
pub struct Answer {
    pub status: u16,
    pub text: String,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
}

/// What is asked of whom.
pub struct Ask<'a> {
    pub address: &'a str,
    /// JSON that is posted; without one it is a GET.
    pub body: Option<&'a str>,
    /// Of the session that this page was written in; nothing of it goes along without one.
    pub token: Option<&'a str>,
    pub most_bytes: usize,
}

/// Asks, and follows no redirect.
pub async fn ask(ask: Ask<'_>) -> Result<Answer, NoAnswer> {
    let headers = js::object(&[("accept", &"application/json, application/jose, */*".into())]);
    if ask.body.is_some() {
        js::set(&headers, "content-type", &"application/json".into());
    }
    if let Some(token) = ask.token {
        js::set(&headers, crate::components::form::TOKEN_HEADER, &token.into());
    }
    let credentials = if ask.token.is_some() { "same-origin" } else { "omit" };
    let how = js::object(&[
        ("method", &(if ask.body.is_some() { "POST" } else { "GET" }).into()),
        ("headers", &headers),
        ("credentials", &credentials.into()),
        ("redirect", &"error".into()),
        ("referrerPolicy", &"no-referrer".into()),
        ("cache", &"no-store".into()),
        (
            "signal",
            &js::call(&js::global("AbortSignal"), "timeout", &[&60_000.into()]).unwrap_or(JsValue::UNDEFINED),
        ),
    ]);
    if let Some(body) = ask.body {
        js::set(&how, "body", &body.into());
    }
    let answer = js::call(&js::global("globalThis"), "fetch", &[&ask.address.into(), &how]);
    let answer = js::settled(answer.map_err(|_| NoAnswer::Unreachable)?).await;
    let answer = answer.map_err(|_| NoAnswer::Unreachable)?;
    let status = js::get(&answer, "status").as_f64().unwrap_or_default() as u16;
    let after = js::call(&js::get(&answer, "headers"), "get", &[&"retry-after".into()]);
    let retry_after = after.ok().and_then(|seconds| seconds.as_string()).and_then(|text| text.parse().ok());
    let bytes = body_of(&answer, ask.most_bytes).await?;
    let text = String::from_utf8(bytes).map_err(|_| NoAnswer::NotText)?;
    Ok(Answer { status, text, retry_after })
}

/// Reads a body piece by piece, and no more of it than that.
async fn body_of(answer: &JsValue, most_bytes: usize) -> Result<Vec<u8>, NoAnswer> {
    let body = js::get(answer, "body");
    if body.is_null() {
        return Ok(Vec::new());
    }
    let reader = js::call(&body, "getReader", &[]).map_err(|_| NoAnswer::Unreachable)?;
    let mut bytes = Vec::new();
    loop {
        let piece = js::call(&reader, "read", &[]).map_err(|_| NoAnswer::Unreachable)?;
        let piece = js::settled(piece).await.map_err(|_| NoAnswer::Unreachable)?;
        if js::get(&piece, "done").is_truthy() {
            return Ok(bytes);
        }
        let Ok(read) = js::get(&piece, "value").dyn_into::<Uint8Array>() else { continue };
        if bytes.len() + read.length() as usize > most_bytes {
            let _ = js::call(&reader, "cancel", &[]);
            return Err(NoAnswer::TooLarge);
        }
        bytes.extend(read.to_vec());
    }
}

/// An element within a block.
pub fn within(block: &Element, selector: &str) -> Option<Element> {
    block.query_selector(selector).ok().flatten()
}

pub fn show(element: &Element, shown: bool) {
    let _ = element.toggle_attribute_with_force("hidden", !shown);
}

/// Does this whenever that happens to the element, for as long as it is there.
pub fn on(element: &JsValue, event: &str, what: impl FnMut(web_sys::Event) + 'static) {
    let what = Closure::<dyn FnMut(web_sys::Event)>::new(what).into_js_value();
    let _ = js::call(element, "addEventListener", &[&event.into(), &what]);
}

/// Shows a view in an element, in place of what was there.
pub fn put<V: IntoView + 'static>(place: &Element, view: impl FnOnce() -> V + 'static) {
    let _ = js::call(place, "replaceChildren", &[]);
    if let Ok(place) = place.clone().dyn_into::<HtmlElement>() {
        leptos::mount::mount_to(place, view).forget();
    }
}

/// Hands a text to the reader's clipboard. Whether it is there.
pub async fn copy(text: &str) -> bool {
    let clipboard = js::get(&js::global("navigator"), "clipboard");
    match js::call(&clipboard, "writeText", &[&text.into()]) {
        Ok(written) => js::settled(written).await.is_ok(),
        Err(_) => false,
    }
}

/// A button that copies a text, and says whether it did. Where it cannot, the text stands there to be copied by hand.
pub fn copy_button(words: String, text: String) -> impl IntoView {
    let outcome = RwSignal::new(None::<bool>);
    let to_copy = text.clone();
    let press = move |_: leptos::ev::MouseEvent| {
        let text = to_copy.clone();
        wasm_bindgen_futures::spawn_local(async move { outcome.set(Some(copy(&text).await)) });
    };
    view! {
        <button class="button button-secondary" type="button" on:click=press>{words}</button>
        <span role="status">{move || outcome.get().map(|copied| match copied {
            true => t!("viewer-copied"),
            false => t!("viewer-not-copied"),
        })}</span>
        {move || (outcome.get() == Some(false)).then(|| view! {
            <label class="field">
                <span>{t!("viewer-copy-by-hand")}</span>
                <TextToCopy rows=8 text=text.clone().into()/>
            </label>
        })}
    }
}

/// Moves the reader, and whoever hears the page, to an element.
pub fn focus(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        let _ = js::call(&element, "focus", &[]);
    }
}

/// Asks the reader, who waits for the answer.
pub fn confirm(words: &str) -> bool {
    js::call(&window(), "confirm", &[&words.into()]).is_ok_and(|answer| answer.is_truthy())
}

/// Hands a text to the reader as a file.
pub fn save(name: &str, content_type: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let Ok(blob) = js::construct("Blob", &[&parts, &js::object(&[("type", &content_type.into())])]) else {
        return;
    };
    let Some(address) = js::call(&js::global("URL"), "createObjectURL", &[&blob])
        .ok()
        .and_then(|address| address.as_string())
    else {
        return;
    };
    if let Ok(link) = document().create_element("a") {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        let _ = js::call(&link, "click", &[]);
    }
    // Some browsers are still reading it when this returns.
    let revoke = move || {
        let _ = js::call(&js::global("URL"), "revokeObjectURL", &[&address.as_str().into()]);
    };
    set_timeout(revoke, std::time::Duration::from_secs(60));
}

/// The value of a form's field; of several of one name the chosen one.
pub fn field(form: &Element, name: &str) -> Option<String> {
    let fields = js::construct("FormData", &[form]).ok()?;
    js::call(&fields, "get", &[&name.into()]).ok()?.as_string()
}
