//! The page that asks for the passphrase.

use super::{
    mount::{self, Opened},
    problem, stays,
};
use crate::{
    components::demo_banner::DemoBanner,
    format,
    kept::{self, Opens, Problem},
    t,
};
use leptos::{html, prelude::*};
use shared::{
    snapshot::{Header, Lock, Passphrase},
    time::tokyo_day,
};
use std::time::Duration;

/// What is here to be opened.
#[derive(Clone, PartialEq)]
enum Found {
    Looking,
    Closed(Header),
    None(Problem),
}

#[component]
pub fn Unlock(opened: RwSignal<Option<Opened>>) -> impl IntoView {
    let found = RwSignal::new(Found::Looking);
    let busy = RwSignal::new(false);
    let wrong: RwSignal<Option<Problem>> = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let looked = match kept::look().await {
            Ok(header) => match stays::or_removed(&header).await {
                true => Found::Closed(header),
                false => Found::None(Problem::Gone),
            },
            Err(problem) => Found::None(problem),
        };
        let _ = found.try_set(looked);
    });
    view! {
        <div class="frame">
            <header class="banner">
                <DemoBanner/>
                <div class="masthead"><a class="app-name" href="/" rel="external">{t!("app-name")}</a></div>
            </header>
            <main id="main" class="main" tabindex="-1">
                <h1>{t!("kept-title")}</h1>
                {move || match found.get() {
                    Found::Looking => view! { <p role="status">{t!("kept-loading")}</p> }.into_any(),
                    Found::None(problem) => view! {
                        <p class="notice" role="status">{problem::said(problem)}</p>
                        <p><a class="button" href="/" rel="external">{t!("kept-to-portal")}</a></p>
                    }
                    .into_any(),
                    Found::Closed(header) => view! { <Ask header opened busy wrong found/> }.into_any(),
                }}
            </main>
        </div>
    }
}

#[component]
fn Ask(
    header: Header,
    opened: RwSignal<Option<Opened>>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<Problem>>,
    found: RwSignal<Found>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let by_passkey = matches!(header.lock, Lock::Passkey(_));
    let open = move || {
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let passphrase = Passphrase::typed(&typed);
        if busy.get_untracked() || (!by_passkey && passphrase.is_empty()) {
            return;
        }
        let opens = if by_passkey { Opens::Passkey } else { Opens::Passphrase(passphrase) };
        busy.set(true);
        wrong.set(None);
        // Once it is on screen that it is at it: the page stands still while the key is derived.
        set_timeout(
            move || {
                leptos::task::spawn_local(async move {
                    match mount::open(&opens).await {
                        Ok(one) => opened.set(Some(one)),
                        Err(
                            problem @ (Problem::WrongPassphrase | Problem::PasskeyNotUsed | Problem::NoPrf),
                        ) => wrong.set(Some(problem)),
                        Err(problem) => found.set(Found::None(problem)),
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
            {move || wrong.get().map(|problem| view! { <p class="notice notice-caution">{problem::said(problem)}</p> })}
        </div>
        {(!by_passkey).then(|| view! {
            <p>
                <label for="kept-passphrase">{t!("keep-passphrase")}</label>
                <input
                    class="text-field"
                    id="kept-passphrase"
                    type="password"
                    autocomplete="off"
                    node_ref=field
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
        <p role="status">{move || busy.get().then(|| t!("kept-opening"))}</p>
        {(!by_passkey).then(|| view! { <p class="muted">{t!("kept-forgotten")}</p> })}
    }
}
