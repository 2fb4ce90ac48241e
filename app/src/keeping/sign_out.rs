//! Signing out where a snapshot is kept: it goes before the form does, also with no network. The end of the session is noted
//! before it is sent, and comes with the first request that reaches the portal (public/kept.js; here, where there is no
//! service worker).

use crate::{context::words, js, kept, t};
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::Element};
use std::cell::Cell;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

const FORM: &str = "form[action='/signout']";

thread_local! {
    /// This document is signing out.
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// Listens for the form from here on.
pub fn watch_sign_out() {
    window_event_listener(ev::submit, |sent| {
        let form = sent.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(form) = form.filter(|form| form.matches(FORM).unwrap_or(false)) else { return };
        if !kept::is_marked() && window().navigator().on_line() {
            return;
        }
        sent.prevent_default();
        wasm_bindgen_futures::spawn_local(async move {
            if kept::waiting() > 0
                && words::arrive().await
                && matches!(is_held_back(kept::waiting()).await, Ok(true))
            {
                return;
            }
            SENDING.set(true);
            // Noted before it is sent: a network may swallow it. The portal's answer takes the note along.
            kept::note_sign_out().await;
            // Signing out does not wait for a database that hangs longer than that takes to notice.
            let _ = kept::remove().await;
            if window().navigator().on_line() {
                submit(&form);
            } else {
                let _ = window().location().assign(super::PAGE);
            }
        });
    });
    // Signed out in another tab, with no network: nothing of the record stays on screen here.
    window_event_listener(ev::storage, |_| {
        // That the portal's answer clears this browser is such an event, too.
        if !SENDING.get() && kept::sign_out_is_due() {
            let _ = window().location().assign(super::PAGE);
        }
    });
}

/// Whether its reader signs out only once what waits was sent. The question travels with the pages, as words do.
#[wasm_split(pages, fallible)]
fn is_held_back(many: usize) -> Result<bool, SplitLoaderError> {
    let asked = t!("queue-lost", count = many as i64);
    let signs_out = window().confirm_with_message(&asked).unwrap_or(true);
    if signs_out {
        kept::let_go();
    }
    Ok(!signs_out)
}

/// Ends the session that somebody ended without a network. True: this page is left for that.
pub fn finish_sign_out() -> bool {
    if !kept::sign_out_is_due() {
        return false;
    }
    match document().query_selector(FORM) {
        Ok(Some(form)) => {
            submit(&form);
            true
        }
        _ => {
            kept::sign_out_is_done();
            false
        }
    }
}

/// Without asking the page's listeners again.
fn submit(form: &Element) {
    let _ = js::call(form, "submit", &[]);
}
