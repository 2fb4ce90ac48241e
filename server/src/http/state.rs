use super::FrontEnd;
use crate::{clock::Clock, config::DemoMode, entropy::Entropy, knowledge::Knowledge, store::Store};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use shared::retention::Windows;
use std::sync::Arc;

/// What every handler may use.
#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub clock: Clock,
    pub entropy: Entropy,
    pub demo: Option<DemoMode>,
    pub front_end: Arc<FrontEnd>,
    /// Which retention windows limit the patient's own view.
    pub windows: Windows,
    /// What is known about medicines.
    pub knowledge: Knowledge,
    /// Whether patients are shown what the check finds (docs/intended-use.md).
    pub patients_check: bool,
    /// The access log's public key. Without one no history is shown: it could not be verified.
    pub log_key: Option<Arc<str>>,
}

impl AppState {
    pub fn new(
        store: Store,
        clock: Clock,
        entropy: Entropy,
        demo: Option<DemoMode>,
        front_end: FrontEnd,
    ) -> Self {
        Self {
            store,
            clock,
            entropy,
            demo,
            front_end: Arc::new(front_end),
            windows: Windows::default(),
            knowledge: Knowledge::built_in(),
            patients_check: true,
            log_key: None,
        }
    }

    /// The same, with the public key of the access log.
    pub fn with_log_key(self, verifier: &str) -> Self {
        Self { log_key: Some(verifier.into()), ..self }
    }

    /// The same, with the check of medicines that patients see switched on or off.
    pub fn with_patients_check(self, patients_check: bool) -> Self {
        Self { patients_check, ..self }
    }

    /// The same, with other knowledge about medicines than the built-in one.
    pub fn with_knowledge(self, knowledge: Knowledge) -> Self {
        Self { knowledge, ..self }
    }

    /// The same, with other retention windows for the patient's own view.
    pub fn with_windows(self, windows: Windows) -> Self {
        Self { windows, ..self }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.front_end.options.clone()
    }
}
