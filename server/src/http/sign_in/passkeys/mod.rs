//! Signing in, proving it is still they, and adding a passkey: JSON between our own pages and us.
//!
//! Each is two requests: one for a challenge, whose state the database keeps under a secret in a cookie, and one
//! with what the device signed, which uses the challenge up whether it fits or not.

mod refusal;
mod register;
mod sign_in;
mod verify;

pub use refusal::Refusal;
pub use register::{new_passkey, new_passkey_options};
pub use sign_in::{home, sign_in, sign_in_options};
pub use verify::{verify, verify_options};

use crate::{
    auth::passkeys::{DiscoverableAuthentication, NotAccepted, Passkey, PublicKeyCredential},
    http::{
        AppState,
        plumbing::{
            cookies,
            sent_json::{NotRead, SentJson},
        },
    },
    store::{
        Tx,
        account::{
            self,
            ceremony::{self, Kind},
            passkey::{self, Known},
            recovery,
        },
    },
};
use axum::{
    Json,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// What came in a body, or why it cannot be read.
type Sent<T> = Result<SentJson<T>, NotRead>;

/// What a device signed, and where its owner was going.
#[derive(Deserialize)]
pub struct Signed {
    credential: PublicKeyCredential,
    #[serde(default)]
    return_to: String,
}

/// A challenge, and the secret that its answer must come with.
struct Challenge {
    kind: Kind,
    options: Value,
    secret: String,
}

impl IntoResponse for Challenge {
    fn into_response(self) -> Response {
        cookies::with_cookie(Json(self.options).into_response(), &cookies::ceremony(self.kind, &self.secret))
    }
}

async fn begin<S: Serialize>(
    state: &AppState,
    kind: Kind,
    options: Value,
    kept: &S,
) -> Result<Challenge, Refusal> {
    let mut tx = state.store.write().await?;
    let secret = ceremony::begin(&mut tx, kind, kept, state.clock.now(), &state.entropy).await?;
    tx.commit().await?;
    Ok(Challenge { kind, options, secret })
}

/// What was begun in this browser; it is used up from here on.
async fn finish<S: DeserializeOwned>(
    state: &AppState,
    kind: Kind,
    headers: &HeaderMap,
) -> Result<S, Refusal> {
    let secret = cookies::begun(headers, kind).ok_or(Refusal::Over)?;
    ceremony::finish(&state.store, kind, &secret, state.clock.now()).await?.ok_or(Refusal::Over)
}

/// Leads the page on: `{"to": "/labs"}`.
fn lead_to(path: &str) -> Response {
    Json(json!({ "to": path })).into_response()
}

/// A passkey that just signed what it was asked to.
struct Proof {
    known: Known,
    after: Passkey,
}

impl Proof {
    /// Checks what was signed. A counter that went back is written down where the key's owner reads it.
    async fn of(
        state: &AppState,
        credential: &PublicKeyCredential,
        challenge: DiscoverableAuthentication,
    ) -> Result<Self, Refusal> {
        let find = || passkey::find(&state.store, credential.get_credential_id());
        let mut known = find().await?.ok_or(NotAccepted::Unknown)?;
        // What has waited long enough opens, and ends what was before.
        if recovery::settle_due(&state.store, known.account, state.clock.now()).await? {
            known = find().await?.ok_or(NotAccepted::Unknown)?;
        }
        let handle = credential.get_user_unique_id();
        if handle.is_some_and(|handle| handle != known.account.0.as_bytes()) {
            return Err(NotAccepted::Unknown.into());
        }
        let mut after = known.passkey.clone();
        let checked = state.passkeys.finish_authentication(credential, challenge, &mut after);
        if let Err(NotAccepted::Counter) = checked {
            let mut tx = state.store.write().await?;
            account::note(&mut tx, known.account, "counter", &known.name, state.clock.now()).await?;
            tx.commit().await?;
            tracing::warn!(account = %known.account, "a passkey's counter went back");
        }
        checked?;
        Ok(Self { known, after })
    }

    /// Counts the use, together with what it is for.
    async fn count(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), Refusal> {
        if passkey::used(tx, &self.known, &self.after, now).await? { Ok(()) } else { Err(Refusal::Over) }
    }
}
