//! What a browser fetches once the page is alive and it has nothing better to do: words, the record, and the code of
//! the pages that are likely to be opened next.

use super::{alive, written};
use crate::context::{
    idle::{idle, pause},
    kept::use_kept,
    live::use_live,
    record::HeldRecord,
    title::use_announced,
    typed_before,
    visit::{OpenRecord, use_visit},
    words,
};
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Begins, for a tab that has just come alive. Called within the router. A snapshot has all that it needs.
pub fn begin() {
    if use_kept().is_some() {
        return;
    }
    let (held, live, announced) = (expect_context::<HeldRecord>(), use_live(), use_announced());
    let record_is_open = use_visit().record_is_open();
    let own = use_visit().record == OpenRecord::Own;
    let stays = written::stays();
    if stays {
        announced.pages_shown.set_value(1);
        written_page::keep_saying_whether_there_is_a_network();
    }
    let owner = Owner::current().unwrap_or_default();
    leptos::task::spawn_local(async move {
        typed_before::bring_back();
        idle().await;
        typed_before::bring_back();
        if !words::arrive().await {
            return;
        }
        pause().await;
        if record_is_open {
            held.fetch_if_missing().await;
            pause().await;
        }
        // Without the code the history still says everything, when it is opened.
        let _ = alive::begin(owner, live, announced, own, stays).await;
        if !saves_data() {
            pause().await;
            super::fetch_pages().await;
        }
    });
}

/// Whether the reader's browser is set to save data.
fn saves_data() -> bool {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    of(&window().navigator(), "connection")
        .filter(|connection| connection.is_object())
        .and_then(|connection| of(&connection, "saveData"))
        .is_some_and(|saves| saves.is_truthy())
}

/// What stays alive by hand in a page that is as the server wrote it.
mod written_page {
    use super::*;

    pub fn keep_saying_whether_there_is_a_network() {
        let say = || {
            let gone = !window().navigator().on_line();
            if let Ok(Some(notice)) = document().query_selector(".offline") {
                // Removed with the page that it stands in.
                let _ = notice.toggle_attribute_with_force("hidden", !gone);
            }
        };
        say();
        for event in ["offline", "online"] {
            window_event_listener_untyped(event, move |_| say());
        }
    }
}
