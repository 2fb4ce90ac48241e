use super::{Challenge, Proof, Refusal, Sent, SentJson, Signed, begin, finish, lead_to, refusal::answered};
use crate::{
    auth::passkeys::NotAccepted,
    http::{AppState, cookies, device::device, forms::local_path, visitor::Visitor},
    store::{
        account::{self, Account, Kind as AccountKind},
        ceremony::Kind,
        session::{self, Method},
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
    let device = device(headers);
    let mut tx = state.store.write().await?;
    proof.count(&mut tx, now).await?;
    let account = account::find_in(&mut tx, proof.known.account).await?.ok_or(NotAccepted::Unknown)?;
    if account::is_stopped(&mut tx, account.id).await? {
        return Err(Refusal::Stopped);
    }
    if let Some(old) = &visitor.session {
        session::end_in(&mut tx, old.id).await?;
    }
    let secret = session::create(&mut tx, &account, Method::Passkey, &device, now, &state.entropy).await?;
    account::note(&mut tx, account.id, "signed-in", &device, now).await?;
    tx.commit().await?;
    let to = if return_to.is_empty() { home(&account) } else { local_path(&return_to) };
    let answer = cookies::with_cookie(lead_to(to), &cookies::no_ceremony(Kind::SignIn));
    Ok(cookies::with_cookie(answer, &cookies::session(&secret)))
}

/// Where somebody begins.
pub fn home(account: &Account) -> &'static str {
    match account.kind {
        AccountKind::Staff(_) => "/desk",
        AccountKind::Person(Some(_)) => "/",
        AccountKind::Person(None) => "/records",
    }
}
