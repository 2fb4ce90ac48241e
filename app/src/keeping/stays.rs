//! Asks the portal whether the snapshot may stay, whenever it can be asked: a session that was ended elsewhere, a changed
//! passkey, a death, an ended mandate and a lost device take it along, and so does somebody else who signed in here. A
//! captive portal's answer says nothing.

use super::SNAPSHOT_HEADER;
use crate::{
    context::{idle::idle, visit::Visit},
    kept,
};
use gloo_net::http::Request;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// What the portal says of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Stays,
    /// It had to go, and is gone.
    Removed,
    /// It could not be asked, or somebody else answered.
    Unreachable,
}

/// `token`: of the snapshot's header, or as the device remembers it.
pub async fn ask(token: &str) -> Answer {
    let asked = Request::get("/kept/stays").header(SNAPSHOT_HEADER, token).send().await;
    match asked.map(|answer| answer.status()) {
        Ok(204) => Answer::Stays,
        Ok(410) => {
            // What could not be removed is asked about again.
            let _ = kept::remove().await;
            Answer::Removed
        }
        Ok(_) | Err(_) => Answer::Unreachable,
    }
}

/// Asks about what this device remembers, also where it cannot be read now. False: it had to go, and is gone.
pub async fn or_removed() -> bool {
    match kept::mark() {
        Some(mark) => ask(&mark.token).await != Answer::Removed,
        None => true,
    }
}

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
            or_removed().await;
        }
    });
    Ok(())
}
