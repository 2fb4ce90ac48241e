//! What this device remembers in clear beside the snapshot, readable at once: of whose record it keeps one, since when,
//! and that somebody signed out without a network.

use crate::js;
use chrono::{DateTime, Utc};
use shared::ids::PatientId;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

const KEPT: &str = "mikata-kept";
const SIGN_OUT: &str = "mikata-sign-out";
const KEEPING: &str = "mikata-keeping";
const WAITING: &str = "mikata-waiting";
const LOST: &str = "mikata-lost";
const SIGNED_OUT: &str = "signed-out";

/// That there is a snapshot. As text its parts stand one after another, with spaces between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub record: PatientId,
    /// When the newest was kept: an older one was put back.
    pub written_at: DateTime<Utc>,
    /// In which its reader is asked for the passphrase.
    pub language: String,
    pub text_size: String,
    /// By what the portal is asked whether it may stay, also where the snapshot itself cannot be read.
    pub token: String,
}

/// In the place of a mark: the snapshot is being removed. A page that is left meanwhile leaves it to the next.
const REMOVING: &str = "removing";

/// Whether a snapshot was kept here, as far as this device remembers.
pub fn is_marked() -> bool {
    item(KEPT).is_some_and(|text| text != REMOVING)
}

pub fn is_being_removed() -> bool {
    item(KEPT).is_some_and(|text| text == REMOVING)
}

pub fn mark() -> Option<Mark> {
    let text = item(KEPT)?;
    let mut parts = text.split(' ');
    Some(Mark {
        record: PatientId(parts.next()?.parse().ok()?),
        written_at: DateTime::from_timestamp_millis(parts.next()?.parse().ok()?)?,
        language: parts.next()?.to_owned(),
        text_size: parts.next()?.to_owned(),
        token: parts.next()?.to_owned(),
    })
}

pub fn put(Mark { record, written_at, language, text_size, token }: &Mark) {
    let written_at = written_at.timestamp_millis();
    keep(KEPT, &format!("{} {written_at} {language} {text_size} {token}", record.0));
}

/// Also what is only being kept, in whichever tab.
///
/// What waits goes along: that it does is remembered, unless its reader let go of it.
pub fn begin_removal() {
    if let Some(Mark { record, .. }) = mark().filter(|_| waiting() > 0) {
        keep(LOST, &format!("{} {}", record.0, waiting()));
    }
    if item(KEPT).is_some() {
        keep(KEPT, REMOVING);
    }
    forget(KEEPING);
    forget(WAITING);
}

/// It lies here no more.
pub fn end_removal() {
    if is_being_removed() {
        forget(KEPT);
    }
}

/// How many forms wait for a network.
pub fn waiting() -> usize {
    item(WAITING).and_then(|many| many.parse().ok()).unwrap_or(0)
}

pub fn put_waiting(many: usize) {
    match many {
        0 => forget(WAITING),
        many => keep(WAITING, &many.to_string()),
    }
}

/// Of whose record forms that waited went unsent, and how many.
pub fn lost() -> Option<(PatientId, usize)> {
    let text = item(LOST)?;
    let (record, many) = text.split_once(' ')?;
    Some((PatientId(record.parse().ok()?), many.parse().ok()?))
}

/// It was told.
pub fn lost_is_known() {
    forget(LOST);
}

/// Its reader lets go of what waits.
pub fn let_go() {
    forget(WAITING);
}

thread_local! {
    /// Name of the snapshot that this document is making.
    static MAKING: RefCell<String> = const { RefCell::new(String::new()) };
}

/// That this document is making a snapshot. False: this browser remembers nothing.
pub fn begin() -> bool {
    let name = js_sys::Math::random().to_string();
    keep(KEEPING, &name);
    MAKING.replace(name);
    goes_on()
}

/// Whether nobody removed it, or signed out, since this document began it; nor another one began another.
pub fn goes_on() -> bool {
    item(KEEPING).is_some_and(|name| MAKING.with_borrow(|making| *making == name))
}

/// Whether one is being made in any tab.
pub fn is_being_made() -> bool {
    item(KEEPING).is_some()
}

/// This document has made it, or is not going to.
pub fn end() {
    if goes_on() {
        forget(KEEPING);
    }
}

/// The session is to be ended once there is a network. The service worker, which reads no storage, sees it by an empty
/// cache of this name, and shows no page until then (public/kept.js).
pub async fn note_sign_out() {
    keep(SIGN_OUT, "1");
    if let Ok(opening) = js::call(&js::global("caches"), "open", &[&SIGNED_OUT.into()]) {
        let _ = js::settled(opening).await;
    }
}

pub fn sign_out_is_due() -> bool {
    item(SIGN_OUT).is_some()
}

pub fn sign_out_is_done() {
    forget(SIGN_OUT);
    let _ = js::call(&js::global("caches"), "delete", &[&SIGNED_OUT.into()]);
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
