//! The screen of a device, which stays on while a page is held out to somebody.

#[cfg(feature = "hydrate")]
use crate::js;
#[cfg(feature = "hydrate")]
use leptos::{ev, prelude::*};
#[cfg(feature = "hydrate")]
use std::{cell::RefCell, rc::Rc, time::Duration};
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsValue;

/// Keeps the screen on as long as the page is there, where the browser can. On the server nothing.
pub fn stay_awake() {
    #[cfg(feature = "hydrate")]
    Effect::new(|_| hold());
}

/// Minutes after which a screen that nobody touches goes dark all the same.
#[cfg(feature = "hydrate")]
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// From here on, until the owner at hand is gone, or somebody forgot the page. A browser lets go of it whenever nobody sees
/// the page.
#[cfg(feature = "hydrate")]
pub fn hold() {
    let held = Rc::new(RefCell::new(Some(JsValue::NULL)));
    let begun = js_sys::Date::now();
    let asked = held.clone();
    let ask = move || {
        // Whoever comes back to it later looks at it: that screen goes dark as any other.
        if js_sys::Date::now() - begun > LONGEST.as_millis() as f64 {
            return;
        }
        let held = asked.clone();
        leptos::task::spawn_local(async move {
            if document().hidden() {
                return;
            }
            let lock = js::get(&window().navigator(), "wakeLock");
            let Ok(asked) = js::call(&lock, "request", &[&"screen".into()]) else { return };
            // Refused where the battery is low: the page reads all the same.
            let Ok(lock) = js::settled(asked).await else { return };
            let gone = held.borrow().is_none();
            let before = if gone { Some(lock) } else { held.replace(Some(lock)) };
            before.iter().for_each(release);
        });
    };
    ask();
    let seen_again = window_event_listener(ev::visibilitychange, move |_| ask());
    let forgotten = held.clone();
    let forgotten = set_timeout_with_handle(
        move || {
            if let Some(lock) = &*forgotten.borrow() {
                release(lock);
            }
        },
        LONGEST,
    );
    let held = send_wrapper::SendWrapper::new(held);
    on_cleanup(move || {
        seen_again.remove();
        if let Ok(forgotten) = forgotten {
            forgotten.clear();
        }
        if let Some(lock) = held.borrow_mut().take() {
            release(&lock);
        }
    });
}

#[cfg(feature = "hydrate")]
fn release(lock: &JsValue) {
    let _ = js::call(lock, "release", &[]);
}
