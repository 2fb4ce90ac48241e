//! Notice on every page of a snapshot: that it is one, of which day, and what is not in it.

use crate::{
    context::kept::{KeptRecord, QueueState, use_kept},
    format,
    kept::queue::Waiting,
    t,
};
use leptos::prelude::*;
use shared::time::tokyo_day;

/// Nothing where the record comes from the portal.
#[component]
pub fn KeptNotice() -> impl IntoView {
    use_kept().map(|kept| {
        let KeptRecord { as_of, expires_at, infections, reachable, needs_network, queue, .. } = kept;
        let KeptRecord { take_back, send_again, renewed, show_renewed, .. } = kept;
        let until = format::date(tokyo_day(expires_at));
        view! {
            <div class="notice notice-caution kept-notice">
                <p class="notice-title">{t!("kept-as-of", date = format::date(as_of))}</p>
                <p>{t!("kept-not-in-it")}" "{if infections { t!("kept-has-infections") } else { t!("kept-no-infections") }}</p>
                <p class="muted">{t!("kept-until", date = until)}</p>
                <p role="status" data-needs-network><span hidden=move || !needs_network.get()>{t!("kept-needs-network")}</span></p>
                <p role="status"><span hidden=move || !reachable.get()>{t!("kept-reachable")}</span></p>
                <div role="status" data-queue>{move || queue.with(|state| view! { <Queue state=state.clone() take_back send_again/> })}</div>
                <div role="status" data-renewed>{move || renewed.get().map(|day| view! {
                    <p>{t!("kept-renewed", date = format::date(day))}</p>
                    <p><button class="button" type="button" on:click=move |_| show_renewed.run(())>{t!("kept-show-renewed")}</button></p>
                })}</div>
                <p class="cluster screen-only">
                    <span hidden=move || !reachable.get()>
                        <a class="button" href="/" rel="external" data-portal>{t!("kept-to-portal")}</a>
                    </span>
                    <button class="button button-secondary" type="button" on:click=|_| close()>{t!("kept-close")}</button>
                    <button class="button button-quiet" type="button" on:click=move |_| remove(queue)>{t!("kept-remove")}</button>
                </p>
            </div>
        }
    })
}

/// What is not in effect yet, and what became of what was sent.
#[component]
fn Queue(state: QueueState, take_back: Callback<Waiting>, send_again: Callback<Waiting>) -> impl IntoView {
    let QueueState { waiting, sent, sign_in_first, problem } = state;
    let sent = sent.into_iter().map(|said| view! { <p>{t!("queue-sent", what = said)}</p> }).collect_view();
    let waits = !waiting.is_empty();
    let waiting = waiting.into_iter().map(|one| view! { <Waits one take_back send_again/> }).collect_view();
    view! {
        {sent}
        {(!problem.is_empty()).then(|| view! { <p>{problem}</p> })}
        {waits.then(|| view! {
            <p class="notice-title">{t!("queue-title")}</p>
            <p>{t!("queue-means")}</p>
            {sign_in_first.then(|| view! {
                <p><a class="button" href="/signin?return_to=/kept" rel="external" data-portal>{t!("queue-sign-in")}</a></p>
            })}
            <ul class="card-list">{waiting}</ul>
        })}
    }
}

#[component]
fn Waits(one: Waiting, take_back: Callback<Waiting>, send_again: Callback<Waiting>) -> impl IntoView {
    let Waiting { said, typed, why_not, .. } = one.clone();
    let label = format!("{said}: {}", t!("queue-remove"));
    let again = (!why_not.is_empty()).then(|| {
        let (label, one) = (format!("{said}: {}", t!("queue-again")), one.clone());
        view! {
            <button class="button button-secondary" type="button" aria-label=label on:click=move |_| send_again.run(one.clone())>
                {t!("queue-again")}
            </button>
        }
    });
    view! {
        <li class="card">
            <p><strong>{said}</strong></p>
            {(!typed.is_empty()).then(|| view! { <p class="prose"><bdi>{typed}</bdi></p> })}
            {(!why_not.is_empty()).then(|| view! { <p>{t!("queue-why-not", why = why_not)}</p> })}
            <p class="cluster">
                {again}
                <button class="button button-quiet" type="button" aria-label=label on:click=move |_| take_back.run(one.clone())>
                    {t!("queue-remove")}
                </button>
            </p>
        </li>
    }
}

/// Asks for the passphrase again: what is open is in this page's memory alone, and goes with it.
#[cfg(feature = "hydrate")]
fn close() {
    let _ = window().location().assign("/kept");
}

/// Names what was not sent, which goes along.
#[cfg(feature = "hydrate")]
fn remove(queue: RwSignal<QueueState>) {
    let waiting: Vec<String> =
        queue.with_untracked(|state| state.waiting.iter().map(|one| one.said.clone()).collect());
    if !waiting.is_empty() {
        let asked = t!("queue-removed-too", what = format::list(&waiting));
        if !window().confirm_with_message(&asked).unwrap_or(false) {
            return;
        }
    }
    crate::kept::let_go();
    leptos::task::spawn_local(async {
        // What could not be removed is found by the next page, which says so.
        let _ = crate::kept::remove().await;
        close();
    });
}

#[cfg(not(feature = "hydrate"))]
fn close() {}

#[cfg(not(feature = "hydrate"))]
fn remove(_: RwSignal<QueueState>) {}
