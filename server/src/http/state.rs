use super::FrontEnd;
use crate::{clock::Clock, config::DemoMode, entropy::Entropy, store::Store};
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
}

impl AppState {
    pub fn new(
        store: Store,
        clock: Clock,
        entropy: Entropy,
        demo: Option<DemoMode>,
        front_end: FrontEnd,
    ) -> Self {
        Self { store, clock, entropy, demo, front_end: Arc::new(front_end), windows: Windows::default() }
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
