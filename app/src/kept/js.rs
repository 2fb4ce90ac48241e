//! The browser's objects, by the names of their properties.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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

/// The name of an error or of a `DOMException`.
pub fn name(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}
