//! The server: receives what facilities send, keeps it, and serves the portal.
//!
//! A library beside the `mikata` binary, so that tests reach every part. Records leave the store
//! only through [`gate`]; all SQL is in [`store`].
// Pages are one deeply nested type until they are rendered here.
#![recursion_limit = "512"]

pub mod auth;
pub mod background;
pub mod clock;
pub mod commands;
pub mod config;
pub mod contacts;
pub mod demo;
pub mod encoded;
pub mod enrolment;
pub mod entropy;
pub mod gate;
pub mod http;
pub mod ingest;
pub mod knowledge;
pub mod links;
pub mod live;
pub mod log;
pub mod paper;
mod private_file;
pub mod public_url;
pub mod push;
pub mod serve;
pub mod sharing;
pub mod store;
pub mod treating;
