//! What the operator decides when starting the server.

use crate::{clock::Clock, knowledge::Knowledge, log::Witness};
use shared::retention::Windows;
use std::{net::SocketAddr, path::PathBuf};

#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// A SQLite file or a `postgres://` URL. It may carry a password: never log it.
    pub database: DatabaseUrl,
    pub demo: Option<DemoMode>,
    pub clock: Clock,
    /// Which retention windows limit the patient's own view.
    pub windows: Windows,
    /// Whether patients are shown what the check of their medicines finds.
    pub patients_check: bool,
    /// What is known about medicines, before what this database has learnt and decided.
    pub knowledge: Knowledge,
    /// The file with the key that signs the access log.
    pub log_key: PathBuf,
    /// Where each signed head of the access log goes too.
    pub witness: Option<Witness>,
    /// The folder with the built front end.
    pub assets: PathBuf,
}

/// Where the records are kept; redacted in `Debug`, because a URL may carry a password.
#[derive(Clone)]
pub struct DatabaseUrl(pub String);

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_postgres() { "postgres://…" } else { &self.0 })
    }
}

impl DatabaseUrl {
    /// A file beside a SQLite database's, its name with `ending`. `None` where there is no such place.
    pub fn beside(&self, ending: &str) -> Option<PathBuf> {
        if self.is_postgres() {
            return None;
        }
        let file = self.0.strip_prefix("sqlite:").unwrap_or(&self.0);
        let file = file.strip_prefix("//").unwrap_or(file);
        let file = file.split('?').next().unwrap_or(file);
        (!file.is_empty() && file != ":memory:").then(|| PathBuf::from(format!("{file}{ending}")))
    }

    pub fn is_postgres(&self) -> bool {
        self.0.starts_with("postgres://") || self.0.starts_with("postgresql://")
    }
}

/// Proof that demo mode is on, where anybody may become any of the invented people. It exists only
/// for an address that no other machine can reach.
///
/// ```
/// use server::config::DemoMode;
/// assert!(DemoMode::for_loopback("127.0.0.1:3000".parse().unwrap()).is_some());
/// assert!(DemoMode::for_loopback("0.0.0.0:3000".parse().unwrap()).is_none());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DemoMode(());

impl DemoMode {
    pub fn for_loopback(listen: SocketAddr) -> Option<Self> {
        listen.ip().is_loopback().then_some(Self(()))
    }
}
