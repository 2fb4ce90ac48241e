//! Idle time of the browser.

use crate::js;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Browsers without idle time (Safari) get to it after this long.
const SOON: Duration = Duration::from_millis(300);

/// A browser that draws nothing may never say that it is idle: Chromium was seen to wait for the next key.
const AT_LAST: f64 = 1_000.0;

/// Waits until the browser has nothing better to do, and not for ever.
pub async fn idle() {
    until(&|resolve| {
        let at_last = js::object(&[("timeout", &AT_LAST.into())]);
        if js::call(&window(), "requestIdleCallback", &[&resolve, &at_last]).is_err() {
            set_timeout(move || drop(resolve.call0(&JsValue::NULL)), SOON);
        }
    })
    .await;
}

/// Lets the browser answer what was pressed meanwhile, between two parts of long work.
pub async fn pause() {
    until(&|resolve| set_timeout(move || drop(resolve.call0(&JsValue::NULL)), Duration::ZERO)).await;
}

/// Waits until what is handed over is called.
async fn until(calls: &dyn Fn(Function)) {
    let waited = Promise::new(&mut |resolve, _| calls(resolve));
    // It is never refused.
    let _ = JsFuture::from(waited).await;
}
