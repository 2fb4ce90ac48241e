//! Brings the page of this document to life: its code is a part of its own, which nobody else fetches.

use super::{making, viewing};
use crate::context::words;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::Element;

/// Fetches words and code, and begins. Without them the page says after a while what to do.
pub async fn begin() {
    let Ok(Some(block)) = document().query_selector("[data-health-link]") else { return };
    if !words::arrive().await {
        return;
    }
    // The page goes on saying that it loads.
    let _ = match block.get_attribute("data-health-link").as_deref() {
        Some("make") => make(block).await,
        Some("view-other") => view(block, true).await,
        _ => view(block, false).await,
    };
}

#[wasm_split(make_link, fallible)]
fn make(block: Element) -> Result<(), SplitLoaderError> {
    making::attach(&block);
    Ok(())
}

#[wasm_split(link, fallible)]
fn view(block: Element, others: bool) -> Result<(), SplitLoaderError> {
    viewing::attach(&block, others);
    Ok(())
}
