//! The browser's database: one snapshot, written and taken away whole. Each step is given up after a while: databases
//! that never answer have been seen.

use super::Problem;
use crate::js;
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

const DATABASE: &str = "mikata-kept";
const STORE: &str = "snapshot";

/// The snapshot.
pub const SNAPSHOT: &str = "current";
/// What waits beside it for a network.
pub const QUEUE: &str = "queue";

/// Longer than any of it takes on a phone that is busy.
const GIVEN_UP_AFTER: i32 = 5_000;

/// What lies there under this name.
pub async fn read(name: &str) -> Result<Option<Vec<u8>>, Problem> {
    let database = open().await?;
    let read = async {
        let (_, store) = begin(&database, "readonly")?;
        let request = js::call(&store, "get", &[&name.into()]).map_err(|_| Problem::Cannot)?;
        within_time(asked(&request, "onsuccess", "onerror")).await?.map_err(|_| Problem::Damaged)?;
        let found = js::get(&request, "result");
        Ok(found.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
    };
    let read = read.await;
    close(&database);
    read
}

/// Puts this in the place of what lies there: in one transaction, so that a phone that dies meanwhile has the one or the
/// other.
pub async fn write(name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let bytes = Uint8Array::from(bytes);
    change(&|store| js::call(store, "put", &[&bytes, &name.into()])).await
}

pub async fn delete(name: &str) -> Result<(), Problem> {
    change(&|store| js::call(store, "delete", &[&name.into()])).await
}

/// Also a database that another program laid out.
pub async fn clear() -> Result<(), Problem> {
    match change(&|store| js::call(store, "clear", &[])).await {
        Ok(()) => Ok(()),
        Err(Problem::Hangs) => Err(Problem::Hangs),
        Err(_) => delete_database().await,
    }
}

async fn delete_database() -> Result<(), Problem> {
    let factory = js::global("indexedDB");
    let request = js::call(&factory, "deleteDatabase", &[&DATABASE.into()]).map_err(|_| Problem::Cannot)?;
    within_time(asked(&request, "onsuccess", "onerror")).await?.map_err(|()| Problem::Cannot)
}

async fn change(put: &dyn Fn(&JsValue) -> Result<JsValue, JsValue>) -> Result<(), Problem> {
    let database = open().await?;
    let changed = async {
        let (transaction, store) = begin(&database, "readwrite")?;
        let over = asked(&transaction, "oncomplete", "onabort");
        put(&store).map_err(|error| problem(&error))?;
        let over = within_time(over).await;
        if over.is_err() {
            // What was said not to have been done is not done later.
            let _ = js::call(&transaction, "abort", &[]);
        }
        let over = over?;
        over.map(|_| ()).map_err(|_| problem(&js::get(&transaction, "error")))
    };
    let changed = changed.await;
    close(&database);
    changed
}

fn problem(error: &JsValue) -> Problem {
    if js::name(error) == "QuotaExceededError" { Problem::Full } else { Problem::Cannot }
}

async fn open() -> Result<JsValue, Problem> {
    let factory = js::global("indexedDB");
    let request = js::call(&factory, "open", &[&DATABASE.into(), &1.into()]).map_err(|_| Problem::Cannot)?;
    let made = request.clone();
    let make = Closure::once_into_js(move || {
        let _ = js::call(&js::get(&made, "result"), "createObjectStore", &[&STORE.into()]);
    });
    js::set(&request, "onupgradeneeded", &make);
    if within_time(asked(&request, "onsuccess", "onerror")).await?.is_err() {
        let newer = js::name(&js::get(&request, "error")) == "VersionError";
        return Err(if newer { Problem::OtherProgram } else { Problem::Cannot });
    }
    let database = js::get(&request, "result");
    let known = js::call(&js::get(&database, "objectStoreNames"), "contains", &[&STORE.into()]);
    if known.is_ok_and(|known| known.is_truthy()) {
        return Ok(database);
    }
    close(&database);
    Err(Problem::OtherProgram)
}

fn begin(database: &JsValue, mode: &str) -> Result<(JsValue, JsValue), Problem> {
    let stores = Array::of1(&STORE.into());
    let options = js::object(&[("durability", &"strict".into())]);
    let transaction = js::call(database, "transaction", &[&stores, &mode.into(), &options]);
    let transaction = transaction.map_err(|_| Problem::Cannot)?;
    let store = js::call(&transaction, "objectStore", &[&STORE.into()]).map_err(|_| Problem::Cannot)?;
    Ok((transaction, store))
}

fn close(database: &JsValue) {
    let _ = js::call(database, "close", &[]);
}

/// What a request comes to, by the names of its events. Listened for at once, before anything can have happened.
fn asked(request: &JsValue, done: &str, failed: &str) -> Promise {
    Promise::new(&mut |resolve, reject| {
        js::set(request, done, &resolve);
        js::set(request, failed, &reject);
        if failed == "onabort" {
            js::set(request, "onerror", &reject);
        }
    })
}

/// The outer error: it never came.
async fn within_time(asked: Promise) -> Result<Result<(), ()>, Problem> {
    let given_up = Promise::new(&mut |resolve: Function, _| {
        let wait: [&JsValue; 2] = [&resolve, &GIVEN_UP_AFTER.into()];
        let _ = js::call(&js_sys::global(), "setTimeout", &wait);
    });
    let first = Promise::race(&Array::of2(&asked, &given_up));
    match js::settled(first.into()).await {
        // A timer brings nothing along, an event itself.
        Ok(nothing) if nothing.is_undefined() => Err(Problem::Hangs),
        Ok(_) => Ok(Ok(())),
        Err(_) => Ok(Err(())),
    }
}
