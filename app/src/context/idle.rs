//! Idle time of the browser.

use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Browsers without idle time (Safari) get to it after this long.
const SOON: std::time::Duration = std::time::Duration::from_millis(300);

/// Waits until the browser has nothing better to do.
pub async fn idle() {
    let can = Reflect::has(&window(), &JsValue::from_str("requestIdleCallback")).unwrap_or(false);
    let waited = Promise::new(&mut |resolve, _| {
        if !can || window().request_idle_callback(&resolve).is_err() {
            set_timeout(move || drop(resolve.call0(&JsValue::NULL)), SOON);
        }
    });
    // It is never refused.
    let _ = JsFuture::from(waited).await;
}
