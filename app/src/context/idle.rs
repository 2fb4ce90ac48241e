//! Idle time of the browser.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Browsers without idle time (Safari) get to it after this long.
const SOON: Duration = Duration::from_millis(300);

/// Waits until the browser has nothing better to do.
pub async fn idle() {
    let can = Reflect::has(&window(), &JsValue::from_str("requestIdleCallback")).unwrap_or(false);
    until(&|resolve| {
        if !can || window().request_idle_callback(&resolve).is_err() {
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
