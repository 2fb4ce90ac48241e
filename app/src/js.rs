//! The browser's objects, by the names of their properties.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::document;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Document, HtmlInputElement};

pub fn get(of: &JsValue, key: &str) -> JsValue {
    Reflect::get(of, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

pub fn set(of: &JsValue, key: &str, value: &JsValue) {
    // A fresh object, or an event handler: both take it.
    let _ = Reflect::set(of, &key.into(), value);
}

pub fn global(key: &str) -> JsValue {
    get(&js_sys::global(), key)
}

pub fn call(on: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(on, method).dyn_into()?;
    let arguments: Array = arguments.iter().copied().collect();
    Reflect::apply(&function, on, &arguments)
}

pub fn object(pairs: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new().into();
    for (key, value) in pairs {
        set(&object, key, value);
    }
    object
}

pub async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}

pub fn construct(name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let class: Function = global(name).dyn_into()?;
    Reflect::construct(&class, &arguments.iter().copied().collect())
}

/// Does this while no other tab of this site does anything under the same name; without a lock where a browser has none.
/// `None`: it was broken off.
pub async fn alone<T: 'static>(name: &str, what: impl Future<Output = T> + 'static) -> Option<T> {
    let done = Rc::new(RefCell::new(None));
    let result = done.clone();
    let what = async move {
        *result.borrow_mut() = Some(what.await);
        Ok(JsValue::UNDEFINED)
    };
    let mut what = Some(what);
    let begin =
        Closure::once(move || what.take().map_or(JsValue::UNDEFINED, |what| future_to_promise(what).into()));
    let begin: Function = begin.into_js_value().unchecked_into();
    let locks = get(&global("navigator"), "locks");
    let promise = match call(&locks, "request", &[&name.into(), &begin]) {
        Ok(promise) => promise,
        Err(_) => begin.call0(&JsValue::NULL).ok()?,
    };
    let _ = settled(promise).await;
    done.take()
}

/// A text as it may stand in a query.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Bytes that nobody can foretell; `None`: this browser gives none.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let drawn = Uint8Array::new_with_length(N as u32);
    call(&global("crypto"), "getRandomValues", &[&drawn]).ok()?;
    let mut bytes = [0; N];
    drawn.copy_to(&mut bytes);
    Some(bytes)
}

/// The fields of a form as it sends them with this button.
pub fn fields(form: &JsValue, button: Option<&JsValue>) -> Option<String> {
    let fields = construct("FormData", &[form, button.unwrap_or(&JsValue::NULL)]).ok()?;
    let fields = construct("URLSearchParams", &[&fields]).ok()?;
    call(&fields, "toString", &[]).ok()?.as_string()
}

/// A page from its text. Nothing in it runs.
pub fn document_of(text: &str) -> Option<Document> {
    let parser = construct("DOMParser", &[]).ok()?;
    call(&parser, "parseFromString", &[&text.into(), &"text/html".into()]).ok()?.dyn_into().ok()
}

/// Whether a box is ticked; not where the page has none.
pub fn is_ticked(id: &str) -> bool {
    document().get_element_by_id(id).is_some_and(|found| get(&found, "checked").is_truthy())
}

/// What stands in a field; nothing where the page has none.
pub fn text_of(id: &str) -> String {
    let field = document().get_element_by_id(id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// Milliseconds since the document was opened.
pub fn milliseconds() -> f64 {
    let said = call(&global("performance"), "now", &[]).ok().and_then(|said| said.as_f64());
    said.unwrap_or_else(js_sys::Date::now)
}

/// Notes in the browser's timeline that this came to pass now.
pub fn mark_time(name: &str) {
    let _ = call(&global("performance"), "mark", &[&name.into()]);
}

/// Notes in the browser's timeline what took from then until now.
pub fn mark_span(name: &str, began: f64) {
    let span = object(&[("start", &began.into()), ("end", &milliseconds().into())]);
    let _ = call(&global("performance"), "measure", &[&name.into(), &span]);
}

/// The name of an error or of a `DOMException`.
pub fn name(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}
