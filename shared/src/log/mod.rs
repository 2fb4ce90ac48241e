//! The verifiable access log: an append-only Merkle tree (RFC 6962) of leaves that say nothing by
//! themselves, and what a person needs to see that none of their own entries is missing or altered.
//!
//! The server writes and signs ([`leaf`], [`merkle`], [`checkpoint`]); the browser, the command
//! `mikata log verify` and the tests verify with [`verify_history`]. Formats: docs/access-log.md.

pub mod audit_event;
pub mod checkpoint;
pub mod export;
pub mod filter;
mod hash;
pub mod history;
pub mod leaf;
pub mod merkle;
pub mod news;
pub mod page;
pub mod proof_file;
pub mod question;
mod verify;
pub mod visits;

pub use hash::Hash;
pub use history::{Consistency, Entry, History, Sealed};
pub use news::News;
pub use verify::{Alteration, Remembered, Verdict, verify_history};
