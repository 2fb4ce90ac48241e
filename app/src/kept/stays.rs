//! Asks the portal whether the snapshot may stay, whenever it can be asked: a session that was ended elsewhere, a changed
//! passkey, a death, an ended mandate and a lost device take it along, and so does somebody else who signed in here. A
//! captive portal's answer says nothing.

use super::{SNAPSHOT_HEADER, mark};
use gloo_net::http::Request;

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
            let _ = super::remove().await;
            Answer::Removed
        }
        Ok(_) | Err(_) => Answer::Unreachable,
    }
}

/// Asks about what this device remembers, also where it cannot be read now. False: it had to go, and is gone.
pub async fn or_removed() -> bool {
    match mark::mark() {
        Some(mark) => ask(&mark.token).await != Answer::Removed,
        None => true,
    }
}
