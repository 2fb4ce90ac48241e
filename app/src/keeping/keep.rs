//! What the setting does.

use super::{
    KeptTerms,
    content::Content,
    problem,
    section::{Device, FIRST, RENEW, SECOND},
};
use crate::{
    components::form::TOKEN_HEADER,
    context::{
        history, record, sharing,
        visit::{self, OpenRecord},
    },
    error::PageError,
    js,
    kept::{self, Kept, Opens, Problem},
    t,
};
use gloo_net::http::Request;
use js_sys::JSON;
use leptos::prelude::*;
use shared::{
    ids::PatientId,
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
    work(device, complaint, async move { keep(&Opens::Passphrase(passphrase), None).await });
}

pub fn by_passkey(device: RwSignal<Device>, complaint: RwSignal<String>) {
    work(device, complaint, async move { keep(&Opens::Passkey, None).await });
}

/// Keeps it anew, under what opens what is kept.
pub fn renew(by_passkey: bool, device: RwSignal<Device>, complaint: RwSignal<String>) {
    let opens = match by_passkey {
        false => Opens::Passphrase(Passphrase::typed(&js::text_of(RENEW))),
        true => Opens::Passkey,
    };
    work(device, complaint, async move {
        let token = match &opens {
            // A slip of the finger would be the passphrase from now on.
            Opens::Passphrase(_) => kept::open(&opens).await?.0.token,
            Opens::Passkey => kept::look().await?.token,
        };
        keep(&opens, Some(token)).await
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

async fn keep(opens: &Opens, token: Option<String>) -> Result<(), Problem> {
    let visit = visit::of_this_page().ok_or(Problem::Refused)?;
    // First: some browsers let a passkey be asked for only shortly after a press.
    let wrapping = kept::begin(opens).await?;
    let asked_at = kept::now();
    let KeptTerms { token, viewer, seconds, whose, shown } = terms(token).await.ok_or(Problem::Refused)?;
    // What is kept is what was noted: another tab may open another record, and a mandate may change meanwhile.
    let (view, text) = record::fetch_with_text().await.map_err(|_| Problem::Refused)?;
    if view.whose != whose || (!shown.is_empty() && view.shown.to_string() != shown) {
        return Err(Problem::Refused);
    }
    let (record, version, as_of) = (view.whose, view.version.clone(), view.as_of);
    let (language, text_size) = (visit.locale.tag(), visit.text_size.tag());
    let text_of_visit = visit::text_without_session().ok_or(Problem::Refused)?;
    let mut content = Content { visit: text_of_visit, record: text, ..Content::default() };
    // Decisions and who looked are for the person alone.
    if visit.record == OpenRecord::Own {
        content.sharing = had(sharing::fetch_text(None).await)?;
        content.history = had(history::fetch_texts().await)?;
    }
    let content = &content.to_bytes();
    let kept =
        Kept { viewer, record, version, as_of, asked_at, seconds, token, language, text_size, content };
    kept::keep(wrapping, kept).await
}

/// What could not be had is missing, but nothing is kept for whoever signed out meanwhile.
fn had<T: Default>(answer: Result<T, PageError>) -> Result<T, Problem> {
    match answer {
        Err(PageError::SignInFirst | PageError::NotOpen) => Err(Problem::Refused),
        answer => Ok(answer.unwrap_or_default()),
    }
}

/// Entered in the person's log before anything is kept.
async fn terms(token: Option<String>) -> Option<KeptTerms> {
    let token = token.map_or(JsValue::NULL, Into::into);
    let known = JSON::stringify(&js::object(&[("token", &token)])).ok()?;
    let request = Request::post("/kept/terms")
        .header("content-type", "application/json")
        .header(TOKEN_HEADER, &visit::form_token())
        .body(known)
        .ok()?;
    let answer = request.send().await.ok()?;
    let text = if answer.status() == 200 { answer.text().await.ok()? } else { return None };
    let said = JSON::parse(&text).ok()?;
    Some(KeptTerms {
        token: js::get(&said, "token").as_string()?,
        viewer: js::get(&said, "viewer").as_string()?,
        seconds: js::get(&said, "seconds").as_f64()? as i64,
        whose: PatientId(js::get(&said, "whose").as_string()?.parse().ok()?),
        shown: js::get(&said, "shown").as_string()?,
    })
}
