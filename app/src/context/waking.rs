//! Noticing that a page is looked at again: a phone slept, another tab was in front, or there was no network.

use leptos::prelude::*;
use std::{cell::Cell, rc::Rc, time::Duration};

/// Waking comes as several events at once.
const ONE: Duration = Duration::from_millis(500);

/// Calls `then` once for each waking from here on, until its owner is gone.
pub fn on_waking(then: impl Fn() + 'static) {
    let (then, last) = (Rc::new(then), Rc::new(Cell::new(f64::NEG_INFINITY)));
    let listening = ["focus", "visibilitychange", "online"].map(|event| {
        let (then, last) = (then.clone(), last.clone());
        window_event_listener_untyped(event, move |_| {
            let now = js_sys::Date::now();
            let again = (now - last.get()).abs() < ONE.as_millis() as f64;
            if again || document().hidden() || !window().navigator().on_line() {
                return;
            }
            last.set(now);
            then();
        })
    });
    on_cleanup(move || listening.into_iter().for_each(WindowListenerHandle::remove));
}
