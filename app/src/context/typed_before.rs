//! What was typed and ticked before the page came alive: it stays, and the page is told of it as if it were typed now.

use crate::js;
use js_sys::Array;
use leptos::{
    ev,
    prelude::{document, window_event_listener},
    wasm_bindgen::{JsCast, JsValue},
    web_sys::HtmlInputElement,
};
use std::cell::RefCell;

/// A field that is not as the server wrote it.
struct Changed {
    field: HtmlInputElement,
    value: String,
    checked: bool,
}

thread_local! {
    static CHANGED: RefCell<Vec<Changed>> = const { RefCell::new(Vec::new()) };
}

/// Remembers it, just before the page is taken over.
pub fn remember() {
    let Ok(fields) = js::call(&document(), "querySelectorAll", &[&"main input".into()]) else { return };
    let fields =
        Array::from(&fields).into_iter().filter_map(|field| field.dyn_into::<HtmlInputElement>().ok());
    let changed = fields.filter(|field| !is_as_written(field)).map(|field| Changed {
        value: field.value(),
        checked: field.checked(),
        field,
    });
    CHANGED.set(changed.collect());
    // Whoever goes on typing meanwhile is not corrected.
    window_event_listener(ev::input, |event| {
        if event.is_trusted() {
            CHANGED
                .with_borrow_mut(|changed| changed.retain(|one| event.target().as_ref() != Some(&one.field)));
        }
    });
}

fn is_as_written(field: &HtmlInputElement) -> bool {
    field.value() == field.default_value() && field.checked() == field.default_checked()
}

/// Puts it back where the program wrote what it knew, and says so to the program: as soon as it is alive, and once more when
/// all of it is.
pub fn bring_back() {
    CHANGED.with_borrow(|changed| {
        for Changed { field, value, checked } in changed {
            if is_as_written(field) {
                field.set_value(value);
                field.set_checked(*checked);
            }
            for name in ["input", "change"] {
                let bubbles = js::object(&[("bubbles", &JsValue::TRUE)]);
                if let Ok(event) = js::construct("Event", &[&name.into(), &bubbles]) {
                    let _ = js::call(field, "dispatchEvent", &[&event]);
                }
            }
        }
    });
}
