//! The page that asks for the passphrase.

use super::mount::{self, Step};
use crate::{
    components::demo_banner::DemoBanner,
    format, js,
    keeping::problem,
    kept::{self, Opens, Problem},
    t,
};
use leptos::prelude::*;
use shared::{
    snapshot::{Header, Lock, Passphrase},
    time::tokyo_day,
};
use std::time::Duration;

/// The field for the passphrase, by its id.
const FIELD: &str = "kept-passphrase";

/// Finds out what is here to be opened.
pub fn look(step: RwSignal<Step>) {
    leptos::task::spawn_local(async move {
        let found = match kept::or_removed().await {
            true => kept::look().await.map_or_else(Step::None, Step::Closed),
            false => Step::None(Problem::Gone),
        };
        let _ = step.try_set(found);
    });
}

/// The page, until it is open.
#[component]
pub fn Unlock(closed: Step, step: RwSignal<Step>) -> impl IntoView {
    let inside = match closed {
        Step::Looking | Step::Open(_) => view! { <p role="status">{t!("kept-loading")}</p> }.into_any(),
        Step::None(problem) => view! {
            <p class="notice" role="status">{problem::said(problem)}</p>
            <Lost/>
            <p><a class="button" href="/" rel="external">{t!("kept-to-portal")}</a></p>
        }
        .into_any(),
        Step::Closed(header) => view! { <Ask header step/> }.into_any(),
    };
    view! {
        <div class="frame">
            <header class="banner">
                <DemoBanner/>
                <div class="masthead"><a class="app-name" href="/" rel="external">{t!("app-name")}</a></div>
            </header>
            <main id="main" class="main" tabindex="-1">
                <h1>{t!("kept-title")}</h1>
                {inside}
            </main>
        </div>
    }
}

/// That forms which waited went along unsent; told until somebody presses that they read it.
#[component]
fn Lost() -> impl IntoView {
    let lost = RwSignal::new(kept::lost().map(|(_, many)| many as i64));
    move || {
        lost.get().map(|many| {
            let known = move |_| {
                kept::lost_is_known();
                lost.set(None);
            };
            view! {
                <div class="notice notice-caution">
                    <p>{t!("queue-was-lost", count = many)}</p>
                    <p><button class="button button-secondary" type="button" on:click=known>{t!("queue-known")}</button></p>
                </div>
            }
        })
    }
}

#[component]
fn Ask(header: Header, step: RwSignal<Step>) -> impl IntoView {
    let busy = RwSignal::new(false);
    // Why it was not opened; empty: it was not tried.
    let wrong = RwSignal::new(String::new());
    let by_passkey = matches!(header.lock, Lock::Passkey(_));
    set_timeout(|| js::mark_time("mikata-asks"), Duration::ZERO);
    let open = move || {
        let passphrase = Passphrase::typed(&js::text_of(FIELD));
        if busy.get_untracked() || (!by_passkey && passphrase.is_empty()) {
            return;
        }
        let opens = if by_passkey { Opens::Passkey } else { Opens::Passphrase(passphrase) };
        busy.set(true);
        wrong.set(String::new());
        // Once it is on screen that it is at it: the page stands still while the key is derived.
        set_timeout(
            move || {
                leptos::task::spawn_local(async move {
                    match mount::open(&opens).await {
                        Ok(opened) => step.set(Step::Open(Box::new(opened))),
                        Err(
                            problem @ (Problem::WrongPassphrase | Problem::PasskeyNotUsed | Problem::NoPrf),
                        ) => wrong.set(problem::said(problem)),
                        Err(problem) => step.set(Step::None(problem)),
                    }
                    let _ = busy.try_set(false);
                });
            },
            Duration::from_millis(50),
        );
    };
    view! {
        <p class="lead">{t!("kept-as-of", date = format::date(header.as_of))}</p>
        <p>{t!("kept-until", date = format::date(tokyo_day(header.expires_at)))}</p>
        <div role="alert">
            <p class="notice notice-caution" hidden=move || wrong.with(String::is_empty)>{move || wrong.get()}</p>
        </div>
        {(!by_passkey).then(|| view! {
            <p>
                <label for=FIELD>{t!("keep-passphrase")}</label>
                <input
                    class="text-field"
                    id=FIELD
                    type="password"
                    autocomplete="off"
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            open();
                        }
                    }
                />
            </p>
        })}
        <p>
            <button class="button" type="button" disabled=move || busy.get() on:click=move |_| open()>
                {if by_passkey { t!("kept-open-by-passkey") } else { t!("kept-open") }}
            </button>
        </p>
        <p role="status">{move || if busy.get() { t!("kept-opening") } else { String::new() }}</p>
        {(!by_passkey).then(|| view! { <p class="muted">{t!("kept-forgotten")}</p> })}
    }
}
