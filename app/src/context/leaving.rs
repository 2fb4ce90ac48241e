//! Calls off what a page still asks for once a form was sent and another page is on its way. Otherwise a question about
//! the record could reach the server after the form has signed its sender out, or has opened another record.

use gloo_net::http::RequestBuilder;
use leptos::{
    ev,
    prelude::window_event_listener,
    wasm_bindgen::JsCast,
    web_sys::{AbortController, Element},
};
use std::cell::RefCell;

thread_local! {
    static QUESTIONS: RefCell<Option<AbortController>> = RefCell::new(AbortController::new().ok());
}

/// Watches for forms from here on; called once, before anything is asked.
pub fn watch() {
    window_event_listener(ev::submit, |sent| {
        let form = sent.target().and_then(|target| target.dyn_into::<Element>().ok());
        let posts = form.and_then(|form| form.get_attribute("method")).is_some_and(|how| how == "post");
        if posts && !sent.default_prevented() {
            QUESTIONS.with_borrow(|questions| questions.iter().for_each(AbortController::abort));
        }
    });
    // Back on this very page, it may ask again.
    window_event_listener(ev::Custom::<leptos::web_sys::PageTransitionEvent>::new("pageshow"), |shown| {
        if shown.persisted() {
            QUESTIONS.set(AbortController::new().ok());
        }
    });
}

/// A question that is called off when the page goes away.
pub fn while_here(request: RequestBuilder) -> RequestBuilder {
    QUESTIONS.with_borrow(|questions| {
        let signal = questions.as_ref().map(AbortController::signal);
        request.abort_signal(signal.as_ref())
    })
}
