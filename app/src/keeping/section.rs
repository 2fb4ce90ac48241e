//! The setting: to keep the record on this device. Off until somebody chooses a passphrase.

use super::{QueueNotice, problem};
use crate::{format, kept::Problem, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::snapshot::lifetime::OTHERS_DAYS;

/// What this device keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser knows"))]
pub(super) enum Device {
    /// The program is not here yet, or is at it.
    Unknown,
    Working,
    Off,
    /// The same reader's, of another person's record: keeping this one takes its place.
    Another,
    /// Somebody else's, or what cannot be read: it can be removed.
    Other(Problem),
    On {
        as_of: NaiveDate,
        until: NaiveDate,
        by_passkey: bool,
    },
    Cannot(Problem),
}

/// Fields for a passphrase, by their ids.
pub(super) const FIRST: &str = "keep-first";
pub(super) const SECOND: &str = "keep-second";
pub(super) const RENEW: &str = "keep-renew";

/// The box that says that infection tests are kept, too, by its id.
pub(super) const INFECTIONS: &str = "keep-infections";

/// Setting of whoever has a record open, their own or another's.
#[component]
pub fn KeepSection(
    /// For how many it may be read, where it is their own.
    days: u16,
    is_own: bool,
) -> impl IntoView {
    let means = match is_own {
        true => t!("keep-means", days = i64::from(days)),
        false => t!("keep-means-others", days = i64::from(days.min(OTHERS_DAYS))),
    };
    let device = RwSignal::new(Device::Unknown);
    // What is wrong with what was typed; empty: nothing.
    let complaint = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    Effect::new(move || super::keep::look(device));
    view! {
        <section class="section" id="keep" aria-labelledby="keep-title" data-waits=move || (device.get() == Device::Unknown).then_some("")>
            <h2 id="keep-title">{t!("keep-title")}</h2>
            <p>{if is_own { t!("keep-question") } else { t!("keep-question-others") }}</p>
            <p>{means}</p>
            <QueueNotice/>
            <p role="status" data-alive>{move || state(device.get())}</p>
            <div role="alert" data-alive>
                <p class="notice notice-caution" hidden=move || complaint.with(String::is_empty)>{move || complaint.get()}</p>
            </div>
            <div class="form stack" data-alive>
            {move || match device.get() {
                Device::Off | Device::Another => view! { <Choose is_own device complaint/> }.into_any(),
                Device::On { by_passkey, .. } => view! { <Renew is_own by_passkey device complaint/> }.into_any(),
                Device::Other(_) => view! { <Remove device complaint/> }.into_any(),
                Device::Unknown | Device::Working | Device::Cannot(_) => ().into_any(),
            }}
            </div>
        </section>
    }
}

fn state(device: Device) -> String {
    match device {
        Device::Unknown => t!("keep-needs-scripts"),
        Device::Working => t!("keep-working"),
        Device::Off => t!("keep-is-off"),
        Device::Another => t!("keep-is-anothers"),
        Device::On { as_of, until, .. } => {
            t!("keep-is-on", date = format::date(as_of), until = format::date(until))
        }
        Device::Other(problem) | Device::Cannot(problem) => problem::said(problem),
    }
}

#[component]
fn Choose(is_own: bool, device: RwSignal<Device>, complaint: RwSignal<String>) -> impl IntoView {
    let made = RwSignal::new(String::new());
    let keep = move |_| {
        #[cfg(feature = "hydrate")]
        super::keep::begin(device, complaint);
        #[cfg(not(feature = "hydrate"))]
        let _ = (device, complaint);
    };
    let by_passkey = move |_| {
        #[cfg(feature = "hydrate")]
        super::keep::by_passkey(device, complaint);
    };
    let make = move |_| {
        #[cfg(feature = "hydrate")]
        super::keep::make(made);
    };
    view! {
        <p class="muted" id="keep-hint">{t!("keep-hint")}</p>
        <p><button class="button button-quiet" type="button" on:click=make>{t!("keep-make")}</button></p>
        <p class="notice" hidden=move || made.with(String::is_empty)>
            {t!("keep-made")}<br/><strong class="kept-words" lang="ja-Latn">{move || made.get()}</strong>
        </p>
        <p>
            <label for="keep-first">{t!("keep-passphrase")}</label>
            <input class="text-field" id=FIRST type="password" autocomplete="off" aria-describedby="keep-hint"/>
        </p>
        <p>
            <label for="keep-second">{t!("keep-again")}</label>
            <input class="text-field" id=SECOND type="password" autocomplete="off"/>
        </p>
        {is_own.then_some(view! { <WithInfections/> })}
        <p><button class="button button-secondary" type="button" on:click=keep>{t!("keep-do")}</button></p>
        <p class="muted">{t!("keep-passkey-means")}</p>
        <p><button class="button button-quiet" type="button" on:click=by_passkey>{t!("keep-by-passkey")}</button></p>
    }
}

/// Off each time: what is kept of them is asked for, and proved.
#[component]
fn WithInfections() -> impl IntoView {
    view! {
        <p>
            <label class="check-box">
                <input id=INFECTIONS type="checkbox" aria-describedby="keep-infections-means"/>
                <span>{t!("keep-infections")}</span>
            </label>
        </p>
        <p class="muted" id="keep-infections-means">
            {t!("keep-infections-means")}" "
            <a href="/verify?return_to=/settings" rel="external">{t!("keep-infections-prove")}</a>
        </p>
    }
}

#[component]
fn Renew(
    is_own: bool,
    by_passkey: bool,
    device: RwSignal<Device>,
    complaint: RwSignal<String>,
) -> impl IntoView {
    let renew = move |_| {
        #[cfg(feature = "hydrate")]
        super::keep::renew(by_passkey, device, complaint);
        #[cfg(not(feature = "hydrate"))]
        let _ = (by_passkey, device, complaint);
    };
    view! {
        {(!by_passkey).then(|| view! {
            <p>
                <label for="keep-renew">{t!("keep-renew-passphrase")}</label>
                <input class="text-field" id=RENEW type="password" autocomplete="off"/>
            </p>
        })}
        {is_own.then_some(view! { <WithInfections/> })}
        <p class="cluster">
            <button class="button button-secondary" type="button" on:click=renew>{t!("keep-renew")}</button>
            <a class="button button-quiet" href=super::PAGE rel="external">{t!("keep-open")}</a>
        </p>
        <Remove device complaint/>
    }
}

#[component]
fn Remove(device: RwSignal<Device>, complaint: RwSignal<String>) -> impl IntoView {
    let remove = move |_| {
        #[cfg(feature = "hydrate")]
        super::keep::remove(device, complaint);
        #[cfg(not(feature = "hydrate"))]
        let _ = (device, complaint);
    };
    view! {
        <p><button class="button button-quiet" type="button" on:click=remove>{t!("kept-remove")}</button></p>
    }
}
