//! Brings the page of this document to life: its code is a part of its own, which nobody else fetches.

use super::{making, viewing};
use crate::context::words;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::Element;

/// Fetches words and code, and begins. Without them the page says after a while what to do.
pub async fn begin() {
    let Ok(Some(block)) = document().query_selector("[data-health-link]") else { return };
    if words::arrive().await {
        // The page goes on saying that it loads.
        let _ = attach(block).await;
    }
}

#[wasm_split(link, fallible)]
fn attach(block: Element) -> Result<(), SplitLoaderError> {
    match block.get_attribute("data-health-link").as_deref() {
        Some("make") => making::attach(&block),
        Some("view") => viewing::attach(&block, false),
        Some("view-other") => viewing::attach(&block, true),
        _ => {}
    }
    Ok(())
}
