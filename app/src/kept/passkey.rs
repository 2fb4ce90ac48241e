//! A secret that a passkey computes in its device (the PRF extension of WebAuthn). The portal is neither asked nor told.

use super::{Problem, cipher::random};
use crate::js;
use js_sys::{Array, Uint8Array};
use shared::snapshot::Evaluation;
use wasm_bindgen::JsValue;

/// Longer than it takes to find one's glasses.
const MILLISECONDS: i32 = 120_000;

/// With whichever passkey its owner chooses.
pub async fn new() -> Result<([u8; 32], Evaluation), Problem> {
    let salt = random()?;
    let (computed, credential) = ask(None, &salt).await?;
    Ok((Evaluation::key(&computed), Evaluation { credential, salt }))
}

pub async fn again(how: &Evaluation) -> Result<[u8; 32], Problem> {
    ask(Some(&how.credential), &how.salt).await.map(|(computed, _)| Evaluation::key(&computed))
}

async fn ask(credential: Option<&[u8]>, salt: &[u8; 32]) -> Result<([u8; 32], Vec<u8>), Problem> {
    let allowed = Array::new();
    if let Some(id) = credential {
        allowed.push(&js::object(&[("type", &"public-key".into()), ("id", &Uint8Array::from(id))]));
    }
    let first = js::object(&[("first", &Uint8Array::from(salt.as_slice()))]);
    let extensions = js::object(&[("prf", &js::object(&[("eval", &first)]))]);
    let options = js::object(&[
        // Nobody verifies the signature: what is computed is all that is wanted.
        ("challenge", &Uint8Array::from(random::<32>()?.as_slice())),
        ("timeout", &MILLISECONDS.into()),
        ("userVerification", &"required".into()),
        ("allowCredentials", &allowed),
        ("extensions", &extensions),
    ]);
    let credentials = js::get(&js::global("navigator"), "credentials");
    let asked = js::call(&credentials, "get", &[&js::object(&[("publicKey", &options)])]);
    let answer =
        js::settled(asked.map_err(|_| Problem::NoPrf)?).await.map_err(|_| Problem::PasskeyNotUsed)?;
    let results = js::call(&answer, "getClientExtensionResults", &[]).unwrap_or(JsValue::UNDEFINED);
    let computed = js::get(&js::get(&js::get(&results, "prf"), "results"), "first");
    if !computed.is_object() {
        return Err(Problem::NoPrf);
    }
    let computed = Uint8Array::new(&computed).to_vec().try_into().map_err(|_| Problem::NoPrf)?;
    Ok((computed, Uint8Array::new(&js::get(&answer, "rawId")).to_vec()))
}
