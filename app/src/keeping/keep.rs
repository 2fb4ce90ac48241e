//! What the setting does.

use super::{
    gather::{Infections, Session, gather},
    problem,
    section::{Device, FIRST, INFECTIONS, RENEW, SECOND},
};
use crate::{
    context::visit,
    js,
    kept::{self, Opens, Problem},
    t,
};
use leptos::prelude::*;
use shared::{
    snapshot::{Header, Lock, Passphrase},
    time::tokyo_day,
};
use std::time::Duration;
use wasm_bindgen::JsValue;

/// Finds out what is so.
pub fn look(device: RwSignal<Device>) {
    leptos::task::spawn_local(async move {
        let found = found().await;
        let _ = device.try_set(found);
    });
}

async fn found() -> Device {
    if !kept::or_removed().await {
        return Device::Off;
    }
    match kept::look().await {
        Ok(header) if Some(header.record) == visit::of_this_page().and_then(|visit| visit.whose) => {
            on(&header)
        }
        Ok(_) => Device::Another,
        Err(Problem::Gone | Problem::Expired | Problem::Damaged) => Device::Off,
        Err(problem @ (Problem::ClockBehind(_) | Problem::OtherProgram)) => Device::Other(problem),
        Err(problem) => Device::Cannot(problem),
    }
}

fn on(header: &Header) -> Device {
    let by_passkey = matches!(header.lock, Lock::Passkey(_));
    Device::On { as_of: header.as_of, until: tokyo_day(header.expires_at), by_passkey }
}

/// Makes words, and types them in both fields.
pub fn make(made: RwSignal<String>) {
    let Ok(words) = kept::made_words() else { return };
    for id in [FIRST, SECOND] {
        if let Some(field) = document().get_element_by_id(id) {
            js::set(&field, "value", &JsValue::from_str(&words));
        }
    }
    made.set(words);
}

pub fn begin(device: RwSignal<Device>, complaint: RwSignal<String>) {
    let passphrase = match Passphrase::chosen(&js::text_of(FIRST)) {
        Err(weak) => return complaint.set(problem::too_weak(weak)),
        Ok(one) if one != Passphrase::typed(&js::text_of(SECOND)) => return complaint.set(t!("keep-differ")),
        Ok(passphrase) => passphrase,
    };
    let infections = ticked();
    work(device, complaint, async move { keep(&Opens::Passphrase(passphrase), None, infections).await });
}

pub fn by_passkey(device: RwSignal<Device>, complaint: RwSignal<String>) {
    let infections = ticked();
    work(device, complaint, async move { keep(&Opens::Passkey, None, infections).await });
}

/// Keeps it anew, under what opens what is kept.
pub fn renew(by_passkey: bool, device: RwSignal<Device>, complaint: RwSignal<String>) {
    let opens = match by_passkey {
        false => Opens::Passphrase(Passphrase::typed(&js::text_of(RENEW))),
        true => Opens::Passkey,
    };
    let infections = ticked();
    work(device, complaint, async move {
        let token = match &opens {
            // A slip of the finger would be the passphrase from now on.
            Opens::Passphrase(_) => kept::open(&opens).await?.0.token,
            Opens::Passkey => kept::look().await?.token,
        };
        keep(&opens, Some(token), infections).await
    });
}

pub fn remove(device: RwSignal<Device>, complaint: RwSignal<String>) {
    let waiting = kept::waiting();
    if waiting > 0
        && !window().confirm_with_message(&t!("queue-gone", count = waiting as i64)).unwrap_or(false)
    {
        return;
    }
    kept::let_go();
    work(device, complaint, async move { kept::remove().await });
}

fn work(
    device: RwSignal<Device>,
    complaint: RwSignal<String>,
    what: impl Future<Output = Result<(), Problem>> + 'static,
) {
    complaint.set(String::new());
    device.set(Device::Working);
    // Once it is on screen that it is at it.
    set_timeout(
        move || {
            leptos::task::spawn_local(async move {
                if let Err(problem) = what.await {
                    kept::give_up();
                    let _ = complaint.try_set(problem::said(problem));
                }
                let found = found().await;
                let _ = device.try_set(found);
            });
        },
        Duration::from_millis(50),
    );
}

/// What is ticked. Asked before the page says that it is at it: the box goes meanwhile.
fn ticked() -> Infections {
    if js::is_ticked(INFECTIONS) { Infections::Now } else { Infections::Without }
}

async fn keep(opens: &Opens, token: Option<String>, infections: Infections) -> Result<(), Problem> {
    let session = Session::of_this_page().ok_or(Problem::Refused)?;
    // First: some browsers let a passkey be asked for only shortly after a press.
    let wrapping = kept::begin(opens).await?;
    gather(&session, token, infections).await?.keep(wrapping, &session.visit, None).await.map(drop)
}
