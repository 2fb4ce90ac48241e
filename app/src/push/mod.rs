//! Switch for being told on this device that somebody looked, where the browser can do it, and else why not.

#[cfg(feature = "hydrate")]
mod browser;

use crate::t;
use leptos::prelude::*;

/// State of this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser knows"))]
enum Device {
    /// The program is not here yet, or is at it.
    Unknown,
    Off,
    On,
    /// The browser has no push messages.
    Cannot,
    /// The person said no, in the browser.
    Denied,
    /// This portal tells no devices.
    NotHere,
    /// It did not work; nothing has changed.
    Failed,
}

/// Switch in the settings of a person who signs in for themself or for others.
#[component]
pub fn PushSwitch() -> impl IntoView {
    let device = RwSignal::new(Device::Unknown);
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::look(device));
    view! {
        <section class="section" aria-labelledby="push-title" data-waits=move || (device.get() == Device::Unknown).then_some("")>
            <h2 id="push-title">{t!("push-title")}</h2>
            <p>{t!("push-explained")}</p>
            <p role="status" data-alive>{move || said(device.get())}</p>
            {move || matches!(device.get(), Device::Off | Device::On | Device::Failed).then(|| button(device))}
        </section>
    }
}

fn said(device: Device) -> String {
    match device {
        Device::Unknown => t!("push-needs-scripts"),
        Device::Off => t!("push-is-off"),
        Device::On => t!("push-is-on"),
        Device::Cannot => t!("push-cannot"),
        Device::Denied => t!("push-denied"),
        Device::NotHere => t!("push-not-here"),
        Device::Failed => t!("push-failed"),
    }
}

fn button(device: RwSignal<Device>) -> AnyView {
    let is_on = device.get_untracked() == Device::On;
    let words = if is_on { t!("push-switch-off") } else { t!("push-switch-on") };
    let press = move |_| {
        #[cfg(feature = "hydrate")]
        browser::switch(device, !is_on);
    };
    view! {
        <p data-alive><button class="button button-secondary" type="button" on:click=press>{words}</button></p>
    }
    .into_any()
}
