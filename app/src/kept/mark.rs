//! What this device remembers in clear beside the snapshot, readable at once: of whose record it keeps one, since when,
//! and that somebody signed out without a network.

use super::js;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::ids::PatientId;
use wasm_bindgen::JsValue;

const KEPT: &str = "mikata-kept";
const SIGN_OUT: &str = "mikata-sign-out";

/// That there is a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub record: PatientId,
    /// When the newest was kept: an older one was put back.
    pub written_at: DateTime<Utc>,
    /// In which its reader is asked for the passphrase.
    pub language: String,
    pub text_size: String,
}

/// Whether a snapshot was kept here, as far as this device remembers.
pub fn is_marked() -> bool {
    item(KEPT).is_some()
}

pub fn mark() -> Option<Mark> {
    serde_json::from_str(&item(KEPT)?).ok()
}

pub fn put(mark: &Mark) {
    if let Ok(text) = serde_json::to_string(mark) {
        keep(KEPT, &text);
    }
}

pub fn erase() {
    forget(KEPT);
}

/// The session is to be ended once there is a network.
pub fn note_sign_out() {
    keep(SIGN_OUT, "1");
}

pub fn sign_out_is_due() -> bool {
    item(SIGN_OUT).is_some()
}

pub fn sign_out_is_done() {
    forget(SIGN_OUT);
}

fn storage() -> JsValue {
    js::global("localStorage")
}

fn item(key: &str) -> Option<String> {
    js::call(&storage(), "getItem", &[&key.into()]).ok()?.as_string()
}

fn keep(key: &str, value: &str) {
    // Without it the snapshot is found by opening the database.
    let _ = js::call(&storage(), "setItem", &[&key.into(), &value.into()]);
}

fn forget(key: &str) {
    let _ = js::call(&storage(), "removeItem", &[&key.into()]);
}
