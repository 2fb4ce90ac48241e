//! Step-up authentication with a passkey.

use super::{Challenge, Proof, Refusal, Sent, SentJson, Signed, begin, finish, lead_to, refusal::answered};
use crate::{
    auth::passkeys::NotAccepted,
    http::{
        AppState,
        plumbing::{cookies, local_path::local_path, visitor::Visitor},
    },
    store::account::{ceremony::Kind, passkey, session},
};
use axum::{Extension, extract::State, http::HeaderMap, response::Response};

/// `POST /auth/verify/options`: a challenge for the passkeys of whoever is signed in.
pub async fn verify_options(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
) -> Response {
    answered(&visitor, challenge(&state, &visitor).await)
}

async fn challenge(state: &AppState, visitor: &Visitor) -> Result<Challenge, Refusal> {
    let session = visitor.session.as_ref().ok_or(Refusal::NotSignedIn)?;
    let own = passkey::of(&mut state.store.read().await?, session.account).await?;
    if own.is_empty() {
        return Err(Refusal::NoPasskey);
    }
    let own: Vec<_> = own.into_iter().map(|known| known.passkey).collect();
    let (options, kept) = state.passkeys.start_authentication(&own)?;
    begin(state, Kind::Verify, options, &kept).await
}

/// `POST /auth/verify`: `{credential, return_to}` → `{to}`; the session is as good as new for what is grave.
pub async fn verify(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    sent: Sent<Signed>,
) -> Response {
    answered(&visitor, prove(&state, &visitor, &headers, sent).await)
}

async fn prove(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    sent: Sent<Signed>,
) -> Result<Response, Refusal> {
    let session = visitor.session.as_ref().ok_or(Refusal::NotSignedIn)?;
    let SentJson(Signed { credential, return_to }) = sent?;
    let challenge = finish(state, Kind::Verify, headers).await?;
    let proof = Proof::of(state, &credential, challenge).await?;
    if proof.known.account != session.account {
        return Err(Refusal::OtherAccount);
    }
    // One that opens nothing yet proves nothing either.
    if proof.known.recovery.is_some() {
        return Err(NotAccepted::Unknown.into());
    }
    let now = state.clock.now();
    let mut tx = state.store.write().await?;
    proof.count(&mut tx, now).await?;
    session::verified(&mut tx, session.id, Some(proof.known.id), now).await?;
    tx.commit().await?;
    Ok(cookies::with_cookie(lead_to(local_path(&return_to)), &cookies::no_ceremony(Kind::Verify)))
}
