//! Records that are open to the member of staff who is signed in.

use crate::components::as_sent::as_sent;
use crate::{format, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// One that is open for a while.
#[derive(Clone, Debug)]
pub struct Running {
    /// `/desk/emergency/{access}`
    pub address: String,
    /// Name of the patient, which the member of staff who opened it knows.
    pub name: String,
    pub until: DateTime<Utc>,
}

/// The way back to each of them; nothing where none is open.
pub fn running(running: Vec<Running>) -> impl IntoView {
    (!running.is_empty()).then(|| {
        let items = running
            .into_iter()
            .map(|one| {
                let until = t!("desk-emergency-running-until", until = format::instant(one.until));
                view! { <li><a href=one.address><bdi>{as_sent(one.name)}</bdi></a>" "<span class="muted">{until}</span></li> }
            })
            .collect_view();
        view! {
            <section class="panel desk-form" aria-labelledby="running-title">
                <h2 id="running-title">{t!("desk-emergency-running")}</h2>
                <ul>{items}</ul>
            </section>
        }
    })
}
