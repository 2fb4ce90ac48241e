//! The visit: language, text size, whether it is signed in, whether it is a demonstration.

use crate::{
    i18n::Locale,
    ports::{
        account::SignedOut,
        people::{OthersEmergency, OthersSharing},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{functions::Functions, ids::PatientId, log::news::SoFar};
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsCast;

/// The visit, the same on the server and in the browser, which reads it from `<meta name="mikata-visit">`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Visit {
    pub locale: Locale,
    pub demo: bool,
    /// Whether the visitor is signed in.
    pub signed_in: bool,
    /// Token that a post in this session carries, so that it comes from one of its pages, masked anew in each answer;
    /// nothing where nobody is signed in.
    pub form_token: Option<String>,
    /// They are of a facility's staff, and their place is the desk.
    pub desk: bool,
    /// The open record: one's own, another person's, or none.
    pub record: OpenRecord,
    /// The person whose record that is, also where it does not open any more. A tab shows this one or none.
    pub whose: Option<PatientId>,
    /// Name of the reader, where it is another person's record.
    pub reader: Option<String>,
    /// Name of whoever reads their own record, for pages that are not of it.
    pub own_name: Option<String>,
    /// Whether they decide in that person's place who may see it.
    pub decides: bool,
    /// Time at which this person last read their record before they signed in now; `None` on a first visit.
    pub previous_visit: Option<DateTime<Utc>>,
    /// Position of their own access log; nothing where it is not their own record.
    pub log: SoFar,
    /// Changes to their own ways in that they have not looked at.
    pub sign_ins: SignInNews,
    /// Emergencies of people whom they act for, which they have not read of.
    pub others: Vec<OthersEmergency>,
    /// Changes of what is shared, by others who decide for the same people, which they have not read of.
    pub others_sharing: Vec<OthersSharing>,
    /// Representatives who accepted an invitation and wait for confirmation, as the person calls them.
    pub waiting: Vec<String>,
    pub text_size: TextSize,
    /// Functions that judge and are in use here; none where nobody is signed in.
    pub functions: Functions,
    /// Where the browser fetches what is known about medicines; `None` where patients are shown no check.
    pub knowledge: Option<KnowledgeAddresses>,
    /// The day, in Asia/Tokyo, on which the server wrote this page.
    pub written_on: NaiveDate,
    /// Days for which a record may be read on a device after it was last kept there; 0: it is not offered.
    pub keep_days: u16,
    /// The address of the catalogue of words in use.
    pub catalogue: String,
}

/// The record that is open in this session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenRecord {
    /// Nobody's: a visitor, one of a facility's staff, a caregiver who has not chosen, or one who may not see the
    /// record any more.
    #[default]
    None,
    Own,
    /// Another person's, for whom they act.
    Others,
}

/// News of one's own ways in, which are told on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInNews {
    #[default]
    None,
    /// Something changed, and they have not seen what.
    Changed,
    /// An invitation made another way in, which opens nothing until then.
    Waits { facility: String, until: DateTime<Utc> },
    /// One was stopped: two people decide.
    Stopped { facility: String },
    /// Others signed them out everywhere.
    SignedOut(SignedOut),
}

/// Files that carry their hash in their address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeAddresses {
    /// Rules, classes and codes.
    pub rules: String,
    /// Names, for what has no code.
    pub names: String,
}

/// Size of letters, beside what the browser itself is set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextSize {
    #[default]
    Normal,
    Large,
    Largest,
}

impl TextSize {
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Largest];

    /// The name in the cookie, in the form and in `<html data-text-size>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.tag() == tag)
    }
}

impl Visit {
    pub fn record_is_open(&self) -> bool {
        self.record != OpenRecord::None
    }
}

pub fn use_visit() -> Visit {
    use_context::<Visit>().unwrap_or_default()
}

#[cfg(feature = "hydrate")]
thread_local! {
    /// The visit that a snapshot was kept in, in the place of the document's.
    static OF_A_SNAPSHOT: std::cell::RefCell<Option<Visit>> = const { std::cell::RefCell::new(None) };
}

/// From here on this document is of another visit.
#[cfg(feature = "hydrate")]
pub fn hold(visit: Visit) {
    OF_A_SNAPSHOT.replace(Some(visit));
}

/// The visit that the server wrote into this page's head.
#[cfg(feature = "hydrate")]
pub fn of_this_page() -> Option<Visit> {
    OF_A_SNAPSHOT.with_borrow(Clone::clone).or_else(|| read(&text_of_this_page()?))
}

/// That as text.
#[cfg(feature = "hydrate")]
pub fn text_of_this_page() -> Option<String> {
    text_of(&document())
}

/// The visit of a page, as text.
#[cfg(feature = "hydrate")]
pub fn text_of(page: &leptos::web_sys::Document) -> Option<String> {
    page.query_selector("meta[name='mikata-visit']").ok()??.get_attribute("content")
}

/// A visit as text, without what a session knows: that stays with it.
#[cfg(feature = "hydrate")]
pub fn without_session(text: &str) -> Option<String> {
    let visit = js_sys::JSON::parse(text).ok()?;
    for key in ["signed_in", "form_token", "log", "sign_ins", "others", "others_sharing", "waiting"] {
        js_sys::Reflect::delete_property(visit.unchecked_ref::<js_sys::Object>(), &key.into()).ok()?;
    }
    js_sys::JSON::stringify(&visit).ok()?.as_string()
}

/// A visit as a page's head has it; `None`: another program wrote it.
#[cfg(feature = "hydrate")]
pub fn read(text: &str) -> Option<Visit> {
    shared::own_json::read(text).ok()
}

/// The token of the session that this page was written in; empty where nobody is signed in.
#[cfg(feature = "hydrate")]
pub fn form_token() -> String {
    of_this_page().and_then(|visit| visit.form_token).unwrap_or_default()
}

/// Provides a visit of nobody where there is none: the route table is listed outside any request.
pub fn provide_if_missing() {
    if use_context::<Visit>().is_none() {
        provide_context(Visit::default());
    }
}
