//! Routes of the patient's portal, and the app's ports, answered for one request.

pub mod agenda;
pub mod api;
pub mod contacts;
pub mod history;
pub mod infections;
pub mod kept;
pub mod links;
pub mod live;
pub mod own;
pub mod people;
pub mod ports;
pub mod push;
pub mod questions;
pub mod sent_entry;
pub mod settings;
pub mod sharing;
pub mod show;
pub mod treating;
