//! State of the service that every handler is given.

use super::limits::Limits;
use crate::{
    auth::{DemoMode, Passkeys, oidc::Providers},
    clock::Clock,
    entropy::Entropy,
    http::{FrontEnd, Paces, TrustedProxies},
    ingest::intake::Intake,
    knowledge::Knowledge,
    live::{Live, PollInterval},
    public_url::{AlsoHost, PublicUrl},
    push::Push,
    store::Store,
};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use shared::{refill::RefillDays, retention::Windows, snapshot::lifetime::OWN_DAYS};
use std::{net::IpAddr, sync::Arc};
use tokio::sync::Semaphore;

/// Unless the operator says otherwise: over a weekend, somebody who is told can object.
pub const RECOVERY_WAIT: chrono::Duration = chrono::Duration::hours(72);

/// What every handler may use.
#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub clock: Clock,
    pub entropy: Entropy,
    pub demo: Option<DemoMode>,
    pub front_end: Arc<FrontEnd>,
    /// Under which address browsers reach the portal.
    pub public_url: PublicUrl,
    /// Other names under which facilities' systems reach it.
    pub also_hosts: Arc<[AlsoHost]>,
    /// Bound to that address.
    pub passkeys: Passkeys,
    /// How often one address may begin something.
    pub limits: Arc<Limits>,
    /// Proxies whose forwarded addresses count, instead of the connection's.
    pub trusted_proxies: TrustedProxies,
    /// Where people may sign in instead of here.
    pub oidc: Providers,
    /// Which retention windows limit the patient's own view.
    pub windows: Windows,
    /// How early a supply may begin that goes on from another.
    pub refill: RefillDays,
    /// What is being received.
    pub intake: Intake,
    /// Records that are read for somebody who looks.
    pub looks: Arc<Semaphore>,
    /// What is known about medicines.
    pub knowledge: Knowledge,
    /// Whether patients are shown what the check finds, where it is in use (docs/intended-use.md).
    pub patients_check: bool,
    /// Whether browsers keep the program's files, and a document for when there is no network.
    pub service_worker: bool,
    /// Days for which a record may be read on a device after it was last kept there; 0: it is not offered.
    pub keep_days: u16,
    /// How long a new way in waits where nobody says anything about it.
    pub recovery_wait: chrono::Duration,
    /// How often each of the staff, each key and each person may do what is entered in somebody's log.
    pub paces: Paces,
    /// The access log's public key. Without one no history is shown: it could not be verified.
    pub log_key: Option<Arc<str>>,
    /// Event streams about access logs.
    pub live: Live,
    /// What it takes to tell people's devices; `None`: none is told.
    pub push: Option<Push>,
}

impl AppState {
    pub fn new(
        store: Store,
        clock: Clock,
        entropy: Entropy,
        demo: Option<DemoMode>,
        front_end: FrontEnd,
    ) -> Self {
        let public_url = PublicUrl::on_this_machine(3000);
        Self {
            live: Live::new(store.clone(), PollInterval::default()),
            intake: Intake::new(store.takes_at_once()),
            store,
            clock,
            entropy,
            demo,
            front_end: Arc::new(front_end),
            passkeys: Passkeys::of(&public_url),
            limits: Arc::default(),
            public_url,
            also_hosts: Arc::default(),
            trusted_proxies: TrustedProxies::default(),
            oidc: Providers::default(),
            windows: Windows::default(),
            refill: RefillDays::default(),
            looks: Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from))),
            knowledge: Knowledge::built_in(),
            patients_check: true,
            service_worker: true,
            keep_days: OWN_DAYS,
            recovery_wait: RECOVERY_WAIT,
            paces: Paces::counted(),
            log_key: None,
            push: None,
        }
    }

    /// The same for one request, which came from this address ([`Store::asked_from`]).
    pub fn asked_from(&self, address: Option<IpAddr>) -> Self {
        Self { store: self.store.asked_from(address), ..self.clone() }
    }

    /// The same, reached under another address than port 3000 of this machine.
    pub fn with_public_url(self, public_url: PublicUrl) -> Self {
        Self { passkeys: Passkeys::of(&public_url), public_url, ..self }
    }

    /// The same, reached by facilities' systems under these names too.
    pub fn with_also_hosts(self, also_hosts: Vec<AlsoHost>) -> Self {
        Self { also_hosts: also_hosts.into(), ..self }
    }

    /// The same, behind these proxies.
    pub fn with_trusted_proxies(self, trusted_proxies: TrustedProxies) -> Self {
        Self { trusted_proxies, ..self }
    }

    /// The same, with other places to sign in.
    pub fn with_oidc(self, oidc: Providers) -> Self {
        Self { oidc, ..self }
    }

    /// The same, where nobody is told to come again later: for measuring how much there could be.
    pub fn without_paces(self) -> Self {
        Self { paces: Paces::unlimited(), ..self }
    }

    /// The same, with the public key of the access log.
    pub fn with_log_key(self, verifier: &str) -> Self {
        Self { log_key: Some(verifier.into()), ..self }
    }

    /// The same, where devices are told.
    pub fn with_push(self, push: Push) -> Self {
        Self { push: Some(push), ..self }
    }

    /// The same, looking at another pace for news of access logs.
    pub fn with_poll_interval(self, interval: PollInterval) -> Self {
        Self { live: Live::new(self.store.clone(), interval), ..self }
    }

    /// The same, with the check of medicines that patients see switched on or off.
    pub fn with_patients_check(self, patients_check: bool) -> Self {
        Self { patients_check, ..self }
    }

    /// The same, with the service worker of browsers switched on or off.
    pub fn with_service_worker(self, service_worker: bool) -> Self {
        Self { service_worker, ..self }
    }

    /// The same, where a record may be read on a device for so many days; 0: it is not offered.
    pub fn with_keep_days(self, keep_days: u16) -> Self {
        Self { keep_days, ..self }
    }

    /// The same, where new ways in wait this long.
    pub fn with_recovery_wait(self, recovery_wait: chrono::Duration) -> Self {
        Self { recovery_wait, ..self }
    }

    /// The same, with other knowledge about medicines than the built-in one.
    pub fn with_knowledge(self, knowledge: Knowledge) -> Self {
        Self { knowledge, ..self }
    }

    /// The same, with other retention windows for the patient's own view.
    pub fn with_windows(self, windows: Windows) -> Self {
        Self { windows, ..self }
    }

    /// The same, with another limit of how early a supply may begin that goes on from another.
    pub fn with_refill(self, refill: RefillDays) -> Self {
        Self { refill, ..self }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.front_end.options.clone()
    }
}
