//! Passkeys in the browser: a button that asks the device and hands its answer to the server.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod bytes;

use crate::{markup::WithoutScripts, t};
use leptos::{html, prelude::*};

/// A step that is taken with a passkey.
#[derive(Clone)]
pub enum Step {
    /// Leads to `return_to`, or where they begin if that is empty.
    SignIn { return_to: String },
    /// Proves that it is still they, and leads to `return_to`.
    Verify { return_to: String },
    /// Makes the first passkey after an invitation was opened, and signs its holder in.
    Join { key_name: Field, own_name: Option<Field> },
    /// Makes another one.
    Add { key_name: Field },
}

/// A field whose text goes with a new passkey.
pub type Field = NodeRef<html::Input>;

/// Failure of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Cancelled, not answered in time, or no passkey on this device: browsers do not tell which.
    NotDone,
    /// This browser or device has no passkeys.
    Unsupported,
    /// The device holds one of this account already.
    AlreadyThere,
    Offline,
    /// In the server's words.
    Refused(String),
    /// Ended by ourselves: nothing to say.
    Aborted,
}

/// The button, and what went wrong. It works once scripts do; without, it says so.
#[component]
pub fn PasskeyButton(step: Step, label: String) -> impl IntoView {
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    // What is pressed before the program lives would be lost.
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let run = {
        let step = step.clone();
        move || start(step.clone(), busy, problem)
    };
    view! {
        <button class="button" type="button" disabled=move || !alive.get() || busy.get() on:click=move |_| run()>
            {label}
        </button>
        <Trouble busy problem/>
        // Shown where the program is awaited for long, and gone once it lives.
        {move || (!alive.get()).then(|| view! { <p class="notice notice-late">{t!("passkey-not-loaded")}</p> })}
        <WithoutScripts text=t!("passkey-needs-scripts").into()/>
        {match step {
            Step::SignIn { return_to } => Some(view! { <Autofill return_to problem/> }),
            _ => None,
        }}
    }
}

/// Progress and failure of a step, said aloud as well.
#[component]
fn Trouble(busy: RwSignal<bool>, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    view! {
        <div role="status">
            {move || busy.get().then(|| view! { <p>{t!("passkey-asking")}</p> })}
        </div>
        <div role="alert">
            {move || {
                problem
                    .get()
                    .and_then(words)
                    .map(|words| view! { <p class="notice notice-caution">{words}</p> })
            }}
        </div>
    }
}

fn words(problem: Problem) -> Option<String> {
    match problem {
        Problem::NotDone => Some(t!("passkey-not-done")),
        Problem::Unsupported => Some(t!("passkey-unsupported")),
        Problem::AlreadyThere => Some(t!("passkey-already-there")),
        Problem::Offline => Some(t!("passkey-offline")),
        Problem::Refused(words) => Some(words),
        Problem::Aborted => None,
    }
}

/// A field from which browsers that can do so offer the passkeys they have; nothing is typed into it.
#[component]
fn Autofill(return_to: String, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let offered = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::offer(return_to.clone(), offered, problem));
    #[cfg(not(feature = "hydrate"))]
    let _ = (return_to, problem);
    view! {
        {move || offered.get().then(|| view! {
            <p>
                <label for="passkey-choice">{t!("passkey-choose")}</label>
                <input
                    class="text-field"
                    id="passkey-choice"
                    type="text"
                    autocomplete="username webauthn"
                    placeholder=t!("passkey-choose-here")
                />
            </p>
        })}
    }
}

#[cfg(feature = "hydrate")]
fn start(step: Step, busy: RwSignal<bool>, problem: RwSignal<Option<Problem>>) {
    busy.set(true);
    problem.set(None);
    leptos::task::spawn_local(async move {
        match browser::run(&step).await {
            Ok(to) => browser::go(&to),
            Err(found) => {
                busy.set(false);
                problem.set(Some(found));
            }
        }
    });
}

#[cfg(not(feature = "hydrate"))]
fn start(_: Step, _: RwSignal<bool>, _: RwSignal<Option<Problem>>) {}
