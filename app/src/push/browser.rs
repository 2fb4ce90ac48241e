//! Between the browser's push messages and the server.

use super::Device;
use crate::{components::form::TOKEN_HEADER, context::visit};
use gloo_net::http::Request;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Notification, NotificationPermission, PushManager, PushSubscription, PushSubscriptionOptionsInit,
    ServiceWorkerContainer, ServiceWorkerRegistration,
};

/// What pages register for themselves takes its place, and holds the same.
const WORKER: &str = "/push-worker.js";

/// Finds out what is so. What the browser remembers counts only where the server does, too.
pub fn look(device: RwSignal<Device>) {
    leptos::task::spawn_local(async move {
        let found = match worker_container() {
            None => Device::Cannot,
            Some(_) if Notification::permission() == NotificationPermission::Denied => Device::Denied,
            Some(container) => found(&container).await,
        };
        let _ = device.try_set(found);
    });
}

pub fn switch(device: RwSignal<Device>, on: bool) {
    device.set(Device::Unknown);
    leptos::task::spawn_local(async move {
        let done = match (worker_container(), on) {
            (None, _) => Some(Device::Cannot),
            (Some(container), true) => switch_on(&container).await,
            (Some(container), false) => switch_off(&container).await,
        };
        let _ = device.try_set(done.unwrap_or(Device::Failed));
    });
}

/// Where the browser has all that it takes.
fn worker_container() -> Option<ServiceWorkerContainer> {
    let has = |object: &JsValue, name: &str| Reflect::has(object, &name.into()).unwrap_or(false);
    let (window, navigator) = (window(), window().navigator());
    let all = has(&navigator, "serviceWorker") && has(&window, "PushManager") && has(&window, "Notification");
    all.then(|| navigator.service_worker())
}

async fn found(container: &ServiceWorkerContainer) -> Device {
    match key().await {
        Ok(_) => {}
        Err(problem) => return problem,
    }
    let Some(subscription) = subscription(container).await else { return Device::Off };
    match post("/push/known", named(&subscription)).await {
        Some(204) => Device::On,
        Some(404) => Device::Off,
        _ => Device::Failed,
    }
}

/// The portal's public key.
async fn key() -> Result<String, Device> {
    let answer = Request::get("/push/key").send().await.map_err(|_| Device::Failed)?;
    match answer.status() {
        200 => answer.text().await.map_err(|_| Device::Failed),
        404 => Err(Device::NotHere),
        _ => Err(Device::Failed),
    }
}

async fn switch_on(container: &ServiceWorkerContainer) -> Option<Device> {
    let key = match key().await {
        Ok(key) => key,
        Err(problem) => return Some(problem),
    };
    let asked = JsFuture::from(Notification::request_permission().ok()?).await.ok()?;
    match asked.as_string().as_deref() {
        Some("granted") => {}
        Some("denied") => return Some(Device::Denied),
        _ => return Some(Device::Off),
    }
    // Not the one that keeps the program's files: what this takes must not wait for all of them.
    if !is_active(container).await {
        JsFuture::from(container.register(WORKER)).await.ok()?;
    }
    let registered = JsFuture::from(container.ready().ok()?).await.ok()?;
    let manager = registered.unchecked_into::<ServiceWorkerRegistration>().push_manager().ok()?;
    let subscription = subscribe(&manager, &key).await?;
    let described = JSON::stringify(&subscription).ok()?.as_string()?;
    (post("/push/subscribe", described).await? == 204).then_some(Device::On)
}

async fn is_active(container: &ServiceWorkerContainer) -> bool {
    registration(container).await.is_some_and(|registered| registered.active().is_some())
}

async fn registration(container: &ServiceWorkerContainer) -> Option<ServiceWorkerRegistration> {
    JsFuture::from(container.get_registration()).await.ok()?.dyn_into().ok()
}

async fn subscribe(manager: &PushManager, key: &str) -> Option<PushSubscription> {
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&JsValue::from_str(key));
    let subscription = JsFuture::from(manager.subscribe_with_options(&options).ok()?).await.ok()?;
    Some(subscription.unchecked_into())
}

/// The server forgets first: it is the one who tells.
async fn switch_off(container: &ServiceWorkerContainer) -> Option<Device> {
    let subscription = subscription(container).await?;
    if post("/push/unsubscribe", named(&subscription)).await? != 204 {
        return None;
    }
    if let Ok(ending) = subscription.unsubscribe() {
        // A browser that keeps it is told nothing any more all the same.
        let _ = JsFuture::from(ending).await;
    }
    Some(Device::Off)
}

async fn subscription(container: &ServiceWorkerContainer) -> Option<PushSubscription> {
    let known = JsFuture::from(registration(container).await?.push_manager().ok()?.get_subscription().ok()?)
        .await
        .ok()?;
    known.dyn_into().ok()
}

fn named(subscription: &PushSubscription) -> String {
    let named = Object::new();
    // A fresh object takes any property.
    let _ = Reflect::set(&named, &"endpoint".into(), &subscription.endpoint().into());
    JSON::stringify(&named).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The answer's status; `None`: there was none.
async fn post(address: &str, body: String) -> Option<u16> {
    let request = Request::post(address)
        .header("content-type", "application/json")
        .header(TOKEN_HEADER, &visit::form_token())
        .body(body)
        .ok()?;
    Some(request.send().await.ok()?.status())
}
