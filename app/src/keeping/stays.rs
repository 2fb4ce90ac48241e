//! Asks the portal whether the snapshot may stay, whenever it can be asked: a session that was ended elsewhere, a changed
//! passkey, a death, an ended mandate and a lost device take it along, and so does somebody else who signed in here. A
//! captive portal's answer says nothing.

use super::SNAPSHOT_HEADER;
use crate::{
    context::{idle::idle, visit::Visit},
    kept,
};
use gloo_net::http::Request;
use shared::snapshot::Header;
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

pub async fn ask(header: &Header) -> Answer {
    let asked = Request::get("/kept/stays").header(SNAPSHOT_HEADER, &header.token).send().await;
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

/// False: it had to go, and is gone.
pub async fn or_removed(header: &Header) -> bool {
    ask(header).await != Answer::Removed
}

/// On a page that somebody is signed in on, once the browser is idle: a snapshot that another person kept here goes, and so
/// does one that may not stay.
pub fn after_sign_in(visit: &Visit) {
    if visit.signed_in && kept::is_marked() {
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
        if let Ok(header) = kept::look().await {
            or_removed(&header).await;
        }
    });
    Ok(())
}
