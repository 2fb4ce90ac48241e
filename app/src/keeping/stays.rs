//! Asks the portal whether the snapshot may stay, whenever it can be asked: a session that was ended elsewhere, a changed
//! passkey, a death and a lost device take it along. It is not asked who is signed in, and a captive portal's answer
//! says nothing.

use super::SNAPSHOT_HEADER;
use crate::{
    context::{
        idle::idle,
        visit::{OpenRecord, Visit},
    },
    kept,
};
use gloo_net::http::Request;
use shared::{ids::PatientId, snapshot::Header};
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

/// On a page that somebody is signed in on, once the browser is idle: a snapshot that is another person's goes, and so does
/// one that may not stay.
pub fn after_sign_in(visit: &Visit) {
    if visit.signed_in && kept::is_marked() {
        let own = if visit.record == OpenRecord::Own { visit.whose } else { None };
        wasm_bindgen_futures::spawn_local(async move {
            idle().await;
            // Without its code it is looked at on the next page.
            let _ = look(own).await;
        });
    }
}

/// `own`: whose record is open, where it is their own.
#[wasm_split(pages, fallible)]
fn look(own: Option<PatientId>) -> Result<(), SplitLoaderError> {
    let Some(mark) = kept::mark() else { return Ok(()) };
    let anothers = own.is_some_and(|own| own != mark.record);
    wasm_bindgen_futures::spawn_local(async move {
        if anothers {
            let _ = kept::remove().await;
        } else if let Ok(header) = kept::look().await {
            or_removed(&header).await;
        }
    });
    Ok(())
}
