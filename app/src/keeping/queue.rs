//! Sending what waits for a network: with a form's own fields, one after another, in a session of whose record it is.

use super::{
    WAITED_HEADER,
    gather::{Session, page_of},
    led::Led,
    problem,
};
use crate::{
    components::form::TOKEN_HEADER,
    context::{kept::QueueState, visit::OpenRecord},
    js,
    kept::{
        self, Problem,
        queue::{self, Waiting},
    },
    t,
};
use gloo_net::http::Request;
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::Element,
};
use shared::ids::PatientId;

/// Only what takes something back, keeps something from somebody, or asks something waits: showing more needs a network and
/// a fresh proof.
const MAY_WAIT: &str = "data-may-wait";

/// The form that was sent, where its button lets it wait.
pub fn of(event: &JsValue) -> Option<Waiting> {
    let button: Element = js::get(event, "submitter").dyn_into().ok()?;
    if !button.has_attribute(MAY_WAIT) {
        return None;
    }
    let form = js::get(event, "target");
    let typed = form.dyn_ref::<Element>()?.query_selector("textarea").ok()?;
    let id = String::from(
        js::call(&js::global("crypto"), "randomUUID", &[]).ok()?.dyn_into::<js_sys::JsString>().ok()?,
    );
    Some(Waiting {
        id,
        said: button.get_attribute("aria-label").or_else(|| button.text_content())?,
        typed: typed.and_then(|typed| js::get(&typed, "value").as_string()).unwrap_or_default(),
        action: form.dyn_ref::<Element>()?.get_attribute("action")?,
        fields: js::fields(&form, Some(&button))?,
        why_not: String::new(),
    })
}

/// Reads what waits.
pub async fn look(state: RwSignal<QueueState>) {
    show(state, queue::read().await);
}

pub async fn put(one: Waiting, state: RwSignal<QueueState>) {
    let pushed = |one: Waiting| queue::change(move |waiting| waiting.push(one));
    let mut done = pushed(one.clone()).await;
    // Kept anew in another tab meanwhile: it waits beside that one.
    if matches!(done, Err(Problem::Gone)) && kept::open_again().await.is_some() {
        done = pushed(one).await;
    }
    show(state, done);
}

pub async fn take_back(one: Waiting, state: RwSignal<QueueState>) {
    show(state, without(one.id).await);
}

/// Sends what waits, and this although it was refused before.
pub async fn send_again(one: Waiting, whose: PatientId, state: RwSignal<QueueState>) {
    show(state, refused(one.id, String::new()).await);
    send(whose, state).await;
}

async fn without(id: String) -> Result<Vec<Waiting>, Problem> {
    queue::change(move |waiting| waiting.retain(|one| one.id != id)).await
}

/// It stays, and says why it was not taken; nothing: it is sent with the others.
async fn refused(id: String, why_not: String) -> Result<Vec<Waiting>, Problem> {
    let say = move |waiting: &mut Vec<Waiting>| {
        if let Some(one) = waiting.iter_mut().find(|one| one.id == id) {
            one.why_not = why_not;
        }
    };
    queue::change(say).await
}

fn show(state: RwSignal<QueueState>, waiting: Result<Vec<Waiting>, Problem>) {
    let _ = state.try_update(|state| match waiting {
        Ok(waiting) => *state = QueueState { waiting, problem: String::new(), ..std::mem::take(state) },
        Err(problem) => state.problem = problem::said(problem),
    });
}

/// What became of one.
enum Sent {
    Taken,
    /// With what the portal's page says.
    Refused(String),
    /// The session has ended meanwhile: all that is left waits on.
    SignInFirst,
    /// It could not be reached: the same.
    Unreachable,
}

/// Sends what waits, and was not refused before; one tab at a time.
pub async fn send(whose: PatientId, state: RwSignal<QueueState>) {
    let _ = js::alone("mikata-queue-send", send_all(whose, state)).await;
}

async fn send_all(whose: PatientId, state: RwSignal<QueueState>) {
    look(state).await;
    let open =
        |state: &QueueState| state.waiting.iter().filter(|one| one.why_not.is_empty()).cloned().collect();
    let waiting: Vec<Waiting> = state.try_with_untracked(open).unwrap_or_default();
    if waiting.is_empty() {
        return;
    }
    let token = token_of(whose).await;
    let _ = state.try_update(|state| state.sign_in_first = token.is_none());
    let Some(token) = token else { return };
    for one in waiting {
        match sent(&one, &token).await {
            Sent::Taken => {
                let left = without(one.id).await;
                let _ = state.try_update(|state| state.sent.push(one.said));
                show(state, left);
            }
            Sent::Refused(why_not) => show(state, refused(one.id, why_not).await),
            Sent::SignInFirst => {
                let _ = state.try_update(|state| state.sign_in_first = true);
                return;
            }
            Sent::Unreachable => return,
        }
    }
}

/// The token of a session in which this record is its reader's own; `None`: there is none here.
async fn token_of(whose: PatientId) -> Option<String> {
    let Session { visit, .. } = Session::asked().await?;
    let is_theirs = visit.record == OpenRecord::Own && visit.whose == Some(whose);
    visit.form_token.filter(|_| is_theirs)
}

async fn sent(one: &Waiting, token: &str) -> Sent {
    let request = Request::post(&one.action)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html")
        .header(TOKEN_HEADER, token)
        .header(WAITED_HEADER, "1")
        .body(one.fields.clone());
    let Ok(request) = request else { return Sent::Unreachable };
    let Ok(answer) = request.send().await else { return Sent::Unreachable };
    let (status, led_to) = (answer.status(), answer.url());
    match Led::to(&led_to, &one.action) {
        // Somebody else's page, as a captive portal's, leads nowhere.
        Led::ToWhereItStands if answer.redirected() => Sent::Taken,
        Led::ToSignIn => Sent::SignInFirst,
        Led::ToAProof => Sent::Refused(t!("queue-shows-more")),
        Led::ToAProblem => Sent::Refused(why_not(answer).await),
        // Another session by now, another record open in it, or too much at once: it is tried again.
        _ if [401, 403, 408, 425, 429].contains(&status) => Sent::Unreachable,
        _ if (400..500).contains(&status) => Sent::Refused(why_not(answer).await),
        _ => Sent::Unreachable,
    }
}

/// What the page says is in the way, or else its heading.
async fn why_not(answer: gloo_net::http::Response) -> String {
    let status = answer.status().to_string();
    let Some(page) = page_of(answer).await else { return status };
    let said = |place: &str| page.query_selector(place).ok()?.and_then(|said| said.text_content());
    let said = said("main [role='alert']").filter(|said| !said.trim().is_empty()).or_else(|| said("main h1"));
    said.unwrap_or(status)
}
