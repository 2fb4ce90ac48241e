//! What becomes of a snapshot on pages of the portal.

use crate::{
    context::{idle::idle, visit::Visit},
    kept,
};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// On a page that somebody is signed in on, once the browser is idle: a snapshot that another person kept here goes, and so
/// does one that may not stay.
pub fn after_sign_in(visit: &Visit) {
    if visit.signed_in && (kept::is_marked() || kept::is_being_removed()) {
        wasm_bindgen_futures::spawn_local(async move {
            idle().await;
            // Without its code it is looked at on the next page.
            let _ = look().await;
        });
    }
}

#[wasm_split(pages, fallible)]
fn look() -> Result<(), SplitLoaderError> {
    wasm_bindgen_futures::spawn_local(async {
        if kept::is_being_removed() {
            let _ = kept::remove().await;
        } else {
            kept::or_removed().await;
        }
    });
    Ok(())
}
