//! Adds a passkey: to an account that is signed in, or by an invitation.

use super::{Challenge, Refusal, Sent, SentJson, begin, finish, lead_to, refusal::answered, sign_in::home};
use crate::{
    auth::passkeys::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential},
    enrolment::{self, Enrolment, Guest, Terms},
    http::{
        AppState,
        plumbing::{cookies, visitor::Visitor},
        sign_in::{
            device::{self, device},
            held,
            step_up::{TO_SEND, is_fresh},
        },
    },
    store::account::{
        self,
        ceremony::{self, Kind},
        passkey::{self, New},
        session::{self, Method, Session, SignIn},
    },
};
use app::i18n::embedded;
use axum::{Extension, extract::State, http::HeaderMap, response::Response};
use serde::{Deserialize, Serialize};
use shared::{ids::AccountId, name::personal_name};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Wanted {
    /// For whoever opened an invitation in this browser; otherwise for whoever is signed in.
    invitation: bool,
    /// What somebody who cares for another is called.
    #[serde(default)]
    own_name: String,
}

#[derive(Deserialize)]
pub struct Made {
    credential: RegisterPublicKeyCredential,
    /// What its owner calls the key.
    name: String,
}

/// What is kept between the challenge and the key.
#[derive(Serialize, Deserialize)]
struct Registration {
    challenge: PasskeyRegistration,
    account: AccountId,
    name: String,
    invitation: Option<Uuid>,
}

/// `POST /auth/passkeys/options`: `{invitation, own_name}` → a challenge for a new passkey.
pub async fn new_passkey_options(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    sent: Sent<Wanted>,
) -> Response {
    answered(&visitor, challenge(&state, &visitor, &headers, sent).await)
}

async fn challenge(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    sent: Sent<Wanted>,
) -> Result<Challenge, Refusal> {
    let SentJson(wanted) = sent?;
    let (account, name, invitation, existing) = if wanted.invitation {
        let guest = guest(state, headers).await?;
        let name = match &guest.name {
            Some(known) => known.clone(),
            None => personal_name(&wanted.own_name).map_err(|_| Refusal::Name)?,
        };
        // Keys that were there before end; the device may make another for the same account.
        (enrolment::id_for(&guest, &state.entropy), name, Some(guest.invitation.id), Vec::new())
    } else {
        let session = recently_verified(state, visitor)?;
        let own = passkey::of(&mut state.store.read().await?, session.account).await?;
        let own = own.into_iter().map(|known| known.passkey).collect();
        (session.account, session.name.clone(), None, own)
    };
    let here = embedded::words(visitor.visit.locale).say("app-name", &[]);
    let (options, challenge) = state.passkeys.start_registration(account, &name, &here, &existing)?;
    begin(state, Kind::Register, options, &Registration { challenge, account, name, invitation }).await
}

/// The guest of the invitation that was opened in this browser.
async fn guest(state: &AppState, headers: &HeaderMap) -> Result<Guest, Refusal> {
    let secret = cookies::begun(headers, Kind::Enrol).ok_or(Refusal::Over)?;
    let begun: Enrolment =
        ceremony::peek(&state.store, Kind::Enrol, &secret, state.clock.now()).await?.ok_or(Refusal::Over)?;
    Ok(enrolment::guest(&mut state.store.read().await?, begun.invitation, &state.clock).await?)
}

fn recently_verified<'a>(state: &AppState, visitor: &'a Visitor) -> Result<&'a Session, Refusal> {
    let session = visitor.session.as_ref().ok_or(Refusal::NotSignedIn)?;
    if is_fresh(session, state.clock.now(), TO_SEND) { Ok(session) } else { Err(Refusal::NotVerified) }
}

/// `POST /auth/passkeys`: `{credential, name}` → `{to}`; by an invitation with a new session.
pub async fn new_passkey(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    sent: Sent<Made>,
) -> Response {
    answered(&visitor, keep(&state, &visitor, &headers, sent).await)
}

async fn keep(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    sent: Sent<Made>,
) -> Result<Response, Refusal> {
    let SentJson(made) = sent?;
    let key_name = personal_name(&made.name).map_err(|_| Refusal::Name)?;
    let begun: Registration = finish(state, Kind::Register, headers).await?;
    if passkey::find(&state.store, &made.credential.raw_id).await?.is_some() {
        return Err(Refusal::AlreadyThere);
    }
    let passkey = state.passkeys.finish_registration(&made.credential, &begun.challenge)?;
    let answer = match begun.invitation {
        Some(invitation) => join(state, visitor, headers, &begun, invitation, &key_name, &passkey).await?,
        None => add(state, visitor, &begun, &key_name, &passkey).await?,
    };
    Ok(cookies::with_cookie(answer, &cookies::no_ceremony(Kind::Register)))
}

/// One more key for whoever is signed in.
async fn add(
    state: &AppState,
    visitor: &Visitor,
    begun: &Registration,
    key_name: &str,
    passkey: &Passkey,
) -> Result<Response, Refusal> {
    let session = recently_verified(state, visitor)?;
    if session.account != begun.account {
        return Err(Refusal::OtherAccount);
    }
    let now = state.clock.now();
    let mut tx = state.store.write().await?;
    let new = New { account: session.account, name: key_name, passkey, recovery: None };
    account::lock(&mut tx, session.account).await?;
    if !session::is_there(&mut tx, session.id).await? {
        return Err(Refusal::NotSignedIn);
    }
    passkey::insert(&mut tx, new, now, &state.entropy).await?.ok_or(Refusal::AlreadyThere)?;
    account::tell(&mut tx, session.account, "passkey-added", key_name, now).await?;
    tx.commit().await?;
    Ok(lead_to("/signins"))
}

/// The first key of somebody who was invited, and their first session: all of it or nothing. Both may have to wait.
async fn join(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    begun: &Registration,
    invitation: Uuid,
    key_name: &str,
    passkey: &Passkey,
) -> Result<Response, Refusal> {
    let AppState { clock, entropy, .. } = state;
    let now = clock.now();
    let mut tx = state.store.write().await?;
    let guest = enrolment::guest(&mut tx, invitation, clock).await?;
    let terms = Terms { wait: state.recovery_wait, proved: false };
    let enrolled =
        enrolment::redeem(&mut tx, &guest, (begun.account, &begun.name), terms, clock, entropy).await?;
    let (account, recovery) = (enrolled.account, enrolled.waits_for);
    let new = New { account: account.id, name: key_name, passkey, recovery };
    let key = passkey::insert(&mut tx, new, now, entropy).await?.ok_or(Refusal::AlreadyThere)?;
    if !guest.recovers {
        account::note(&mut tx, account.id, "passkey-added", key_name, now).await?;
    }
    if let Some(old) = &visitor.session {
        session::end_in(&mut tx, old.id).await?;
    }
    let seen = device::enrol(&mut tx, &account, headers, state).await?;
    let device = device(headers);
    let sign_in = SignIn { method: Method::Passkey, device: &device, passkey: Some(key), recovery };
    let secret = session::create(&mut tx, &account, sign_in, now, entropy).await?;
    tx.commit().await?;
    forget_enrolment(state, headers).await?;
    let to = if recovery.is_some() { held::PAGE } else { home(&account) };
    let answer = cookies::with_cookie(lead_to(to), &cookies::no_ceremony(Kind::Enrol));
    Ok(cookies::with_cookie(seen.on(answer), &cookies::session(&secret)))
}

/// What the invitation began is done.
pub(in crate::http) async fn forget_enrolment(state: &AppState, headers: &HeaderMap) -> Result<(), Refusal> {
    if let Some(secret) = cookies::begun(headers, Kind::Enrol) {
        let _: Option<Enrolment> =
            ceremony::finish(&state.store, Kind::Enrol, &secret, state.clock.now()).await?;
    }
    Ok(())
}
