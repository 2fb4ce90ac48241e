//! AES-256-GCM, as the browser does it.

use super::Problem;
use crate::js;
use js_sys::{Array, Uint8Array};
use shared::snapshot::{Sealed, envelope::NONCE};
use wasm_bindgen::JsValue;

/// A key that the browser holds and does not give back.
#[derive(Clone)]
pub struct Key(JsValue);

fn subtle() -> JsValue {
    js::get(&js::global("crypto"), "subtle")
}

/// Bytes that nobody can foretell.
pub fn random<const N: usize>() -> Result<[u8; N], Problem> {
    js::random().ok_or(Problem::Cannot)
}

impl Key {
    pub async fn of(bytes: &[u8; 32]) -> Result<Self, Problem> {
        let uses: Array = ["encrypt", "decrypt"].into_iter().map(JsValue::from_str).collect();
        let raw = Uint8Array::from(bytes.as_slice());
        let arguments: [&JsValue; 5] = [&"raw".into(), &raw, &"AES-GCM".into(), &JsValue::FALSE, &uses];
        let key = js::call(&subtle(), "importKey", &arguments).map_err(|_| Problem::Cannot)?;
        // The copy that was handed over.
        raw.fill(0, 0, 32);
        js::settled(key).await.map(Self).map_err(|_| Problem::Cannot)
    }

    /// Under a nonce of its own.
    pub async fn seal(&self, plain: &[u8], bound: &[u8]) -> Result<Sealed, Problem> {
        let nonce = random::<NONCE>()?;
        let bytes = self.apply("encrypt", &nonce, plain, bound).await.map_err(|_| Problem::Cannot)?;
        Ok(Sealed { nonce, bytes })
    }

    /// `None`: another key sealed it, or a byte of it or of what is bound to it is another.
    pub async fn open(&self, sealed: &Sealed, bound: &[u8]) -> Option<Vec<u8>> {
        self.apply("decrypt", &sealed.nonce, &sealed.bytes, bound).await.ok()
    }

    async fn apply(
        &self,
        what: &str,
        nonce: &[u8; NONCE],
        bytes: &[u8],
        bound: &[u8],
    ) -> Result<Vec<u8>, JsValue> {
        let how = js::object(&[
            ("name", &"AES-GCM".into()),
            ("iv", &Uint8Array::from(nonce.as_slice())),
            ("additionalData", &Uint8Array::from(bound)),
        ]);
        let done = js::call(&subtle(), what, &[&how, &self.0, &Uint8Array::from(bytes)])?;
        Ok(Uint8Array::new(&js::settled(done).await?).to_vec())
    }
}
