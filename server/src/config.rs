//! What the operator decides when starting the server.

use crate::{
    auth::{DemoMode, oidc::Providers},
    clock::Clock,
    http::TrustedProxies,
    knowledge::Knowledge,
    log::Witness,
    public_url::{AlsoHost, PublicUrl},
    store::DatabaseUrl,
};
use shared::{refill::RefillDays, retention::Windows};
use std::{net::SocketAddr, path::PathBuf};

#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Under which address browsers reach the portal; unless said, this machine's.
    pub public_url: Option<PublicUrl>,
    /// Other names under which facilities' systems reach it.
    pub also_hosts: Vec<AlsoHost>,
    /// A SQLite file or a `postgres://` URL. It may carry a password: never log it.
    pub database: DatabaseUrl,
    pub demo: Option<DemoMode>,
    pub clock: Clock,
    /// Which retention windows limit the patient's own view.
    pub windows: Windows,
    /// How early a supply may begin that goes on from another.
    pub refill: RefillDays,
    /// Whether patients are shown what the check of their medicines finds.
    pub patients_check: bool,
    /// Whether browsers keep the program's files; off: those that do are freed.
    pub service_worker: bool,
    /// Days for which a record may be read on a device after it was last kept there; 0: it is not offered.
    pub keep_days: u16,
    /// How long a new way in waits where nobody says anything about it.
    pub recovery_wait: chrono::Duration,
    /// Who says from where requests come, instead of the connection.
    pub trusted_proxies: TrustedProxies,
    /// Where people may sign in instead of here.
    pub oidc: Providers,
    /// What is known about medicines, before what this database has learnt and decided.
    pub knowledge: Knowledge,
    /// The file with the key that signs the access log.
    pub log_key: PathBuf,
    /// The file with the key by which push services know this portal; `None`: no device is told anything.
    pub push_key: Option<PathBuf>,
    /// Where each signed head of the access log goes too.
    pub witness: Option<Witness>,
    /// The folder with the built front end.
    pub assets: PathBuf,
    /// The folder with the one before, for browsers that still show its pages.
    pub assets_before: Option<PathBuf>,
}
