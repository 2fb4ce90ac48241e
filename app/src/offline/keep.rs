//! What the setting does.

use super::{
    Content, KeptTerms,
    section::{Complaint, Device, Field, Held},
    stays,
};
use crate::{
    components::form::TOKEN_HEADER,
    context::{
        sharing,
        visit::{self, SignInNews, Visit},
    },
    kept::{self, Kept, Opens, Problem},
    pages::history,
};
use gloo_net::http::Request;
use leptos::prelude::*;
use shared::{
    log::{History, news::SoFar},
    snapshot::{Header, Lock, Passphrase},
    time::tokyo_day,
};
use std::{sync::Arc, time::Duration};

/// Finds out what is so.
pub fn look(device: RwSignal<Device>) {
    leptos::task::spawn_local(async move {
        let found = found().await;
        let _ = device.try_set(found);
    });
}

async fn found() -> Device {
    match kept::look().await {
        Ok(header) => match stays::or_removed(&header).await {
            true if Some(header.record) == visit::of_this_page().and_then(|visit| visit.whose) => on(&header),
            true => {
                // Another person's, who signed in here before.
                let _ = kept::remove().await;
                Device::Off
            }
            false => Device::Off,
        },
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
pub fn make((first, second): (Field, Field), made: RwSignal<Option<String>>) {
    let Ok(words) = kept::made_words() else { return };
    for field in [first, second] {
        if let Some(field) = field.get_untracked() {
            field.set_value(&words);
        }
    }
    made.set(Some(words));
}

pub fn begin(
    (first, second): (Field, Field),
    view: Held,
    device: RwSignal<Device>,
    complaint: RwSignal<Option<Complaint>>,
) {
    let typed = |field: Field| field.get_untracked().map(|field| field.value()).unwrap_or_default();
    let (first, second) = (typed(first), typed(second));
    let passphrase = match Passphrase::chosen(&first) {
        Err(weak) => return complaint.set(Some(Complaint::Weak(weak))),
        Ok(one) if one != Passphrase::typed(&second) => return complaint.set(Some(Complaint::Differ)),
        Ok(passphrase) => passphrase,
    };
    work(device, complaint, async move { keep(&Opens::Passphrase(passphrase), view, None).await });
}

pub fn by_passkey(view: Held, device: RwSignal<Device>, complaint: RwSignal<Option<Complaint>>) {
    work(device, complaint, async move { keep(&Opens::Passkey, view, None).await });
}

/// Keeps it anew, under what opens what is kept.
pub fn renew(
    field: Option<Field>,
    view: Held,
    device: RwSignal<Device>,
    complaint: RwSignal<Option<Complaint>>,
) {
    let opens = match field {
        Some(field) => {
            let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
            Opens::Passphrase(Passphrase::typed(&typed))
        }
        None => Opens::Passkey,
    };
    work(device, complaint, async move {
        let token = match &opens {
            // A slip of the finger would be the passphrase from now on.
            Opens::Passphrase(_) => kept::open(&opens).await?.0.token,
            Opens::Passkey => kept::look().await?.token,
        };
        keep(&opens, view, Some(token)).await
    });
}

pub fn remove(device: RwSignal<Device>, complaint: RwSignal<Option<Complaint>>) {
    work(device, complaint, async move { kept::remove().await });
}

fn work(
    device: RwSignal<Device>,
    complaint: RwSignal<Option<Complaint>>,
    what: impl Future<Output = Result<(), Problem>> + 'static,
) {
    complaint.set(None);
    device.set(Device::Working);
    // Once it is on screen that it is at it.
    set_timeout(
        move || {
            leptos::task::spawn_local(async move {
                if let Err(problem) = what.await {
                    let _ = complaint.try_set(Some(Complaint::Problem(problem)));
                }
                let found = found().await;
                let _ = device.try_set(found);
            });
        },
        Duration::from_millis(50),
    );
}

async fn keep(opens: &Opens, view: Held, token: Option<String>) -> Result<(), Problem> {
    let view = view.get_untracked().ok_or(Problem::Refused)?;
    let visit = visit::of_this_page().ok_or(Problem::Refused)?;
    if visit.whose != Some(view.whose) {
        return Err(Problem::Refused);
    }
    let KeptTerms { token, viewer, days } = terms(token).await.ok_or(Problem::Refused)?;
    let (record, version, as_of) = (view.whose, view.version.clone(), view.as_of);
    let (language, text_size) = (visit.locale.tag(), visit.text_size.tag());
    let sharing = sharing::fetch(None).await.ok().map(Arc::unwrap_or_clone);
    let history = history::fetch(0).await.ok().map(without_proofs);
    let content =
        Content { visit: without_session(visit), view: Arc::unwrap_or_clone(view), sharing, history };
    let content = serde_json::to_vec(&content).map_err(|_| Problem::Refused)?;
    let content = &content;
    let kept = Kept { viewer, record, version, as_of, days, token, language, text_size, content };
    kept::keep(opens, kept).await.map(|_| ())
}

/// Entered in the person's log before anything is kept.
async fn terms(token: Option<String>) -> Option<KeptTerms> {
    let known = serde_json::json!({ "token": token }).to_string();
    let request = Request::post("/kept/terms")
        .header("content-type", "application/json")
        .header(TOKEN_HEADER, &visit::form_token())
        .body(known)
        .ok()?;
    let answer = request.send().await.ok()?;
    let text = if answer.status() == 200 { answer.text().await.ok()? } else { return None };
    serde_json::from_str(&text).ok()
}

/// What was verified then is not verified again.
fn without_proofs(mut history: History) -> History {
    history.checkpoint = None;
    history.consistency = None;
    for entry in &mut history.entries {
        entry.sealed = None;
    }
    history
}

/// What a session knows stays with it.
fn without_session(visit: Visit) -> Visit {
    Visit {
        signed_in: false,
        form_token: None,
        log: SoFar::default(),
        sign_ins: SignInNews::None,
        others: Vec::new(),
        waiting: Vec::new(),
        ..visit
    }
}
