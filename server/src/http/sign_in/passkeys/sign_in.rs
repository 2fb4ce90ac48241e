//! Signs in with a passkey.

use super::{Challenge, Proof, Refusal, Sent, SentJson, Signed, begin, finish, lead_to, refusal::answered};
use crate::{
    auth::passkeys::NotAccepted,
    http::{
        AppState,
        plumbing::{cookies, local_path::local_path, visitor::Visitor},
        sign_in::{
            device::{self, device},
            held,
        },
    },
    store::account::{
        self, Account, Kind as AccountKind,
        ceremony::Kind,
        freeze,
        session::{self, Method, SignIn},
    },
};
use axum::{Extension, extract::State, http::HeaderMap, response::Response};

/// `POST /auth/sign-in/options`: a challenge for whoever holds a passkey. The same for everybody.
pub async fn sign_in_options(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
) -> Response {
    answered(&visitor, challenge(&state).await)
}

async fn challenge(state: &AppState) -> Result<Challenge, Refusal> {
    let (options, kept) = state.passkeys.start_authentication(&[])?;
    begin(state, Kind::SignIn, options, &kept).await
}

/// `POST /auth/sign-in`: `{credential, return_to}` → `{to}` and a new session; the one before ends.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    sent: Sent<Signed>,
) -> Response {
    answered(&visitor, enter(&state, &visitor, &headers, sent).await)
}

async fn enter(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    sent: Sent<Signed>,
) -> Result<Response, Refusal> {
    let SentJson(Signed { credential, return_to }) = sent?;
    let challenge = finish(state, Kind::SignIn, headers).await?;
    // Nobody typed a name: the device must say whose key it used.
    credential.get_user_unique_id().ok_or(NotAccepted::Unknown)?;
    let proof = Proof::of(state, &credential, challenge).await?;
    let now = state.clock.now();
    let mut tx = state.store.write().await?;
    proof.count(&mut tx, now).await?;
    let account = account::find_in(&mut tx, proof.known.account).await?.ok_or(NotAccepted::Unknown)?;
    if account::is_stopped(&mut tx, account.id).await? {
        return Err(Refusal::Stopped);
    }
    let recovery = proof.known.recovery;
    let frozen = freeze::in_force(&mut tx, account.id).await?.filter(|_| recovery.is_none());
    if frozen.as_ref().is_some_and(freeze::Freeze::is_hidden) {
        // Whoever uses somebody else's passkey is told what is told of one that is not known.
        return Err(NotAccepted::Unknown.into());
    }
    if let Some(old) = &visitor.session {
        session::end_in(&mut tx, old.id).await?;
    }
    let seen = device::sign_in(&mut tx, &account, headers, recovery, state).await?;
    let device = device(headers);
    let passkey = Some(proof.known.id);
    let sign_in = SignIn { method: Method::Passkey, device: &device, passkey, recovery };
    let secret = session::create(&mut tx, &account, sign_in, now, &state.entropy).await?;
    account::note(&mut tx, account.id, "signed-in", &device, now).await?;
    tx.commit().await?;
    let to = match recovery.is_some() || frozen.is_some() {
        true => held::PAGE,
        false if return_to.is_empty() => home(&account),
        false => local_path(&return_to),
    };
    let answer = cookies::with_cookie(lead_to(to), &cookies::no_ceremony(Kind::SignIn));
    Ok(cookies::with_cookie(seen.on(answer), &cookies::session(&secret)))
}

/// Where somebody begins.
pub fn home(account: &Account) -> &'static str {
    match account.kind {
        AccountKind::Staff(_) => "/desk",
        AccountKind::Person(Some(_)) => "/",
        AccountKind::Person(None) => "/records",
    }
}
