//! The desk: pages for a facility's staff. Rendered on the server alone, plain HTML without scripts; the
//! browser never gets a program for it, and the words of it never travel.
//!
//! Each page is a function from what it shows to its title and content; [`Desk::render`] puts the frame
//! around it.

mod emergency;
mod fields;
mod find;
mod frame;
mod keys;
mod paper;
mod patient;
mod questions;
mod record;
mod refused;
mod representatives;
mod sign_outs;
mod staff;
mod visit;
mod way_in;
mod words;

pub use emergency::{
    Form as EmergencyForm, Line as EmergencyLine, Outcome as EmergencyOutcome, Running as EmergencyRunning,
    Said as EmergencySaid, Wanting, emergency_closed_page, emergency_reason, emergency_summary_page,
    find_page as emergency_find_page, log_page as emergency_log_page, open_page as emergency_open_page,
};
pub use find::{Corrected, Said as FindSaid, Typed as FindTyped, find_page, home_page, several_page};
pub use keys::{Key, NewKey, Said as KeySaid, keys_page, made_page, new_key_page, revoke_page};
pub use paper::{Paper, Whom, paper_page};
pub use patient::{
    DeathForm, DeathSaid, InviteSaid, May, Patient, Said as SaidToHaveDied, SignIn, death_page,
    invitation_page, patient_page,
};
pub use questions::{NotKept, Question, Reply, questions_page};
pub use record::{
    CareRecord, InEmergency, LONGEST_TRIAL, LastLook, TRIAL_FIELD, Trial, Tried, care_page,
    emergency_summary, withheld_page,
};
pub use refused::{Refusal, refused_page};
pub use representatives::{
    AttestForm, Representative, Said as AttestSaid, State, attest_page, suspension_page,
};
pub use sign_outs::{Said as SignOutSaid, SignOutForm, sign_outs_page};
pub use staff::{
    Member, Said as StaffSaid, StaffForm, member_page, new_member_page, remove_page, staff_page,
};
pub use visit::{Said as VisitSaid, visit_page};

pub use way_in::{FrozenHere, Said as WayInSaid, WaitsHere, WayIn, way_in_page};

use crate::{components::stand_ins, context::visit::Visit, plain::speaking};
use leptos::prelude::*;

/// A place of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Patients,
    /// Opening a record in an emergency.
    Emergency,
    Staff,
    Keys,
    /// Records that were opened in emergencies.
    EmergencyLog,
    /// Patients' questions about entries of their access log.
    Questions,
    /// Signing a patient out everywhere.
    SignOuts,
}

/// The desk of one member of staff, as the frame around a page needs it.
#[derive(Clone, Debug)]
pub struct Desk {
    pub visit: Visit,
    pub stylesheets: Vec<String>,
    /// The facility's name.
    pub facility: String,
    /// The name of who is signed in.
    pub person: String,
    /// Names of roles, as the server knows them.
    pub roles: Vec<&'static str>,
    /// The places that their roles open.
    pub places: Vec<Place>,
    /// Number of patients' questions that wait for an answer; said with their place.
    pub open_questions: u64,
    /// The place this page belongs to.
    pub place: Option<Place>,
    /// The address of this page, to come back to.
    pub here: String,
    /// Number of events in emergencies that they have not seen yet.
    pub unseen: i64,
}

/// A page before its frame is around it.
pub struct Content {
    pub title: String,
    pub body: AnyView,
}

impl Desk {
    /// The whole document. `content` speaks the language of the visit.
    pub fn render(self, content: impl FnOnce() -> Content) -> String {
        speaking(&self.visit.clone(), || {
            let content = content();
            stand_ins::in_document(frame::document(self, content).to_html())
        })
    }
}

/// Page for a visitor who is signed in and is nobody's staff.
pub fn outside(visit: &Visit, stylesheets: Vec<String>) -> String {
    speaking(visit, || frame::outside(visit, stylesheets).to_html())
}

/// A mistake in what was filled in, said on top of the form.
fn problem(said: Option<String>) -> impl IntoView {
    said.map(|said| view! { <p class="notice notice-caution" role="alert">{said}</p> })
}
