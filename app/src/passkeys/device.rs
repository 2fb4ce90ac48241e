//! Between the server's JSON and `navigator.credentials`: byte strings become text and text byte strings; all
//! else is handed on as it is.

use super::{KEY_NAME, OWN_NAME, Step, browser::Problem, bytes};
use crate::{
    components::form::TOKEN_HEADER,
    context::visit,
    js::{call, get, global, name, object, set, settled, text_of},
};
use gloo_net::http::Request;
use js_sys::{Array, Function, JSON, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

thread_local! {
    /// Ends the question that waits in the field; a browser answers one at a time.
    static WAITING: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Does it, and says where it leads.
pub async fn run(step: &Step) -> Result<String, Problem> {
    end_waiting();
    match step {
        Step::SignIn { return_to } => prove("/auth/sign-in", return_to, None).await,
        Step::Verify { return_to } => prove("/auth/verify", return_to, None).await,
        Step::Join => make(true, &text_of(OWN_NAME), &text_of(KEY_NAME)).await,
        Step::Add => make(false, "", &text_of(KEY_NAME)).await,
    }
}

/// Waits until a passkey is chosen in the field, and says where it leads.
pub async fn wait_in_field(return_to: &str) -> Result<String, Problem> {
    let controller = controller().ok_or(Problem::Aborted)?;
    end_waiting();
    WAITING.with_borrow_mut(|waiting| *waiting = Some(controller.clone()));
    prove("/auth/sign-in", return_to, Some(&controller)).await
}

/// Ends what waits in the field.
pub fn end_waiting() {
    if let Some(controller) = WAITING.with_borrow_mut(Option::take) {
        let _ = call(&controller, "abort", &[]);
    }
}

fn controller() -> Option<JsValue> {
    let class: Function = global("AbortController").dyn_into().ok()?;
    Reflect::construct(&class, &Array::new()).ok()
}

pub async fn offers_in_fields() -> bool {
    let class = global("PublicKeyCredential");
    match call(&class, "isConditionalMediationAvailable", &[]) {
        Ok(promise) => matches!(settled(promise).await, Ok(answer) if answer.is_truthy()),
        Err(_) => false,
    }
}

/// Signs a challenge; with a `waiting` controller in the field, once a passkey is chosen there.
async fn prove(path: &str, return_to: &str, waiting: Option<&JsValue>) -> Result<String, Problem> {
    let signal = waiting.map(|controller| get(controller, "signal"));
    let asked = send(&format!("{path}/options"), &object(&[]), signal.clone()).await;
    if signal.as_ref().is_some_and(|signal| get(signal, "aborted").is_truthy()) {
        return Err(Problem::Aborted);
    }
    let options = get(&asked?, "publicKey");
    to_bytes(&options, "challenge");
    for known in Array::from(&get(&options, "allowCredentials")).iter() {
        to_bytes(&known, "id");
    }
    let request = object(&[("publicKey", &options)]);
    if let Some(signal) = signal {
        set(&request, "mediation", &"conditional".into());
        set(&request, "signal", &signal);
    }
    let credential = ask("get", &request).await?;
    let fields = ["authenticatorData", "clientDataJSON", "signature", "userHandle"];
    let sent = object(&[("credential", &written(&credential, &fields)), ("return_to", &return_to.into())]);
    led_to(&post(path, &sent).await?)
}

async fn make(invitation: bool, own_name: &str, key_name: &str) -> Result<String, Problem> {
    let wanted = object(&[("invitation", &invitation.into()), ("own_name", &own_name.into())]);
    let options = get(&post("/auth/passkeys/options", &wanted).await?, "publicKey");
    to_bytes(&options, "challenge");
    to_bytes(&get(&options, "user"), "id");
    let known = get(&options, "excludeCredentials");
    if known.is_object() {
        for one in Array::from(&known).iter() {
            to_bytes(&one, "id");
        }
    }
    // A device that can compute a secret for a snapshot says so when it makes the passkey, or never. Nothing of it is sent.
    let extensions = get(&options, "extensions");
    let extensions = if extensions.is_object() { extensions } else { object(&[]) };
    set(&extensions, "prf", &object(&[]));
    set(&options, "extensions", &extensions);
    let credential = ask("create", &object(&[("publicKey", &options)])).await?;
    let sent = object(&[
        ("credential", &written(&credential, &["attestationObject", "clientDataJSON"])),
        ("name", &key_name.into()),
    ]);
    led_to(&post("/auth/passkeys", &sent).await?)
}

/// Asks the device.
async fn ask(what: &str, request: &JsValue) -> Result<JsValue, Problem> {
    let credentials = get(&global("navigator"), "credentials");
    if global("PublicKeyCredential").is_undefined() || credentials.is_undefined() {
        return Err(Problem::Unsupported);
    }
    let asked = call(&credentials, what, &[request]).map_err(|error| problem(&error))?;
    let credential = settled(asked).await.map_err(|error| problem(&error))?;
    if credential.is_object() { Ok(credential) } else { Err(Problem::NotDone) }
}

fn problem(error: &JsValue) -> Problem {
    match name(error).as_str() {
        "AbortError" => Problem::Aborted,
        "InvalidStateError" => Problem::AlreadyThere,
        "NotSupportedError" | "SecurityError" | "TypeError" => Problem::Unsupported,
        _ => Problem::NotDone,
    }
}

/// A credential as JSON carries it.
fn written(credential: &JsValue, fields: &[&str]) -> JsValue {
    let answer = get(credential, "response");
    let response = object(&[]);
    for field in fields {
        set(&response, field, &to_text(&get(&answer, field)));
    }
    if let Ok(transports) = call(&answer, "getTransports", &[]) {
        set(&response, "transports", &transports);
    }
    object(&[
        ("id", &get(credential, "id")),
        ("rawId", &to_text(&get(credential, "rawId"))),
        ("type", &get(credential, "type")),
        ("response", &response),
        ("extensions", &object(&[])),
    ])
}

/// Sends JSON and reads the answer; a refusal comes with the server's words for it.
async fn post(path: &str, body: &JsValue) -> Result<JsValue, Problem> {
    send(path, body, None).await
}

/// Sends until `signal` ends it: then no answer of the server's sets a cookie either, and a challenge that nobody wants
/// any more does not take the place of the one that is being signed.
async fn send(path: &str, body: &JsValue, signal: Option<JsValue>) -> Result<JsValue, Problem> {
    let body = JSON::stringify(body).map(String::from).map_err(|_| Problem::NotDone)?;
    let signal: Option<AbortSignal> = signal.map(JsCast::unchecked_into);
    let request = Request::post(path)
        .header("content-type", "application/json")
        .header(TOKEN_HEADER, &visit::form_token())
        .abort_signal(signal.as_ref())
        .body(body);
    let answer = request.map_err(|_| Problem::Offline)?.send().await.map_err(|_| Problem::Offline)?;
    let text = answer.text().await.map_err(|_| Problem::Offline)?;
    let read = JSON::parse(&text).unwrap_or(JsValue::UNDEFINED);
    if answer.ok() {
        return Ok(read);
    }
    Err(get(&read, "message").as_string().map_or(Problem::NotDone, Problem::Refused))
}

fn led_to(answer: &JsValue) -> Result<String, Problem> {
    get(answer, "to").as_string().ok_or(Problem::NotDone)
}

fn to_bytes(of: &JsValue, key: &str) {
    let bytes = get(of, key).as_string().and_then(|text| bytes::decode(&text));
    if let Some(bytes) = bytes {
        set(of, key, &Uint8Array::from(bytes.as_slice()));
    }
}

/// Empty where the device gave nothing.
fn to_text(buffer: &JsValue) -> JsValue {
    if buffer.is_object() { bytes::encode(&Uint8Array::new(buffer).to_vec()).into() } else { JsValue::NULL }
}
