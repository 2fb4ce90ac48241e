//! Forms of the page `/signins`: rename, remove and end one's own sign-ins.

use super::{
    sign_out::nothing_stays,
    step_up::{TO_SEND, is_fresh, to_verify},
};
use crate::{
    http::{
        AppState,
        plumbing::{
            cookies::{self, with_cookie},
            form::Form,
            local_path::local_path,
            refused::{refused, unavailable},
            visitor::Visitor,
        },
    },
    store::{
        StoreError,
        account::{
            self, passkey, recovery,
            session::{self, Method, Session},
        },
        identity::link_hold,
    },
};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::name::personal_name;
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Renamed {
    passkey: Uuid,
    name: String,
}

#[derive(Deserialize)]
pub struct OnePasskey {
    passkey: Uuid,
}

#[derive(Deserialize)]
pub struct OneSession {
    session: Uuid,
}

#[derive(Deserialize)]
pub struct Confirmed {
    #[serde(default)]
    return_to: String,
}

#[derive(Deserialize)]
pub struct Decided {
    what: String,
}

/// Where somebody is led whose session ended with what they did.
const SIGNED_OUT: &str = "/signin";

/// The session, where sign-ins may be changed: signed in and recently stepped up.
fn may_change<'a>(state: &AppState, visitor: &'a Visitor) -> Result<&'a Session, Box<Response>> {
    let session =
        visitor.session.as_ref().ok_or_else(|| Redirect::to("/signin?return_to=/signins").into_response())?;
    if is_fresh(session, state.clock.now(), TO_SEND) {
        Ok(session)
    } else {
        Err(to_verify("/signins").into())
    }
}

/// Back to the page, or to the words for why not.
fn back(visitor: &Visitor, done: Result<&'static str, StoreError>) -> Response {
    match done {
        Ok(to) => Redirect::to(to).into_response(),
        Err(error) => unavailable(visitor, &error),
    }
}

/// `POST /signins/rename`
pub async fn rename(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<Renamed>,
) -> Response {
    let session = match may_change(&state, &visitor) {
        Ok(session) => session,
        Err(response) => return *response,
    };
    let Ok(name) = personal_name(&form.name) else { return refused(&visitor, "auth-error-name") };
    let done = async {
        let mut tx = state.store.write().await?;
        passkey::rename(&mut tx, session.account, form.passkey, &name).await?;
        tx.commit().await?;
        Ok("/signins")
    };
    back(&visitor, done.await)
}

/// `POST /signins/remove`: never the last way in. Every session ends that began with the passkey or was last proved
/// with it, also this one.
pub async fn remove(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<OnePasskey>,
) -> Response {
    let session = match may_change(&state, &visitor) {
        Ok(session) => session,
        Err(response) => return *response,
    };
    let done = async {
        let mut tx = state.store.write().await?;
        // Of two removals at once the second sees what the first left.
        account::lock(&mut tx, session.account).await?;
        if !session::is_there(&mut tx, session.id).await? {
            return Ok(SIGNED_OUT);
        }
        session::rest_on_last_proof(&mut tx, session.id).await?;
        let Some(name) = passkey::remove(&mut tx, session.account, form.passkey).await? else {
            return Ok("/signins");
        };
        let another = !passkey::of(&mut tx, session.account).await?.is_empty()
            || account::signs_in_by_oidc(&mut tx, session.account).await?;
        if !another {
            // Not committed: the key stays.
            return Ok("/signins?problem=last");
        }
        account::tell(&mut tx, session.account, "passkey-removed", &name, state.clock.now()).await?;
        let stays = session::is_there(&mut tx, session.id).await?;
        tx.commit().await?;
        Ok(if stays { "/signins" } else { SIGNED_OUT })
    };
    match done.await {
        Ok(SIGNED_OUT) => with_cookie(Redirect::to(SIGNED_OUT).into_response(), &cookies::no_session()),
        done => back(&visitor, done),
    }
}

/// `POST /signins/end`
pub async fn end(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<OneSession>,
) -> Response {
    let session = match may_change(&state, &visitor) {
        Ok(session) => session,
        Err(response) => return *response,
    };
    let done = async {
        let mut tx = state.store.write().await?;
        if let Some(device) = session::end_one_of(&mut tx, session.account, form.session).await? {
            account::note(&mut tx, session.account, "session-ended", &device, state.clock.now()).await?;
        }
        tx.commit().await?;
        Ok("/signins")
    };
    back(&visitor, done.await)
}

/// `POST /signins/end-others`
pub async fn end_others(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    let session = match may_change(&state, &visitor) {
        Ok(session) => session,
        Err(response) => return *response,
    };
    let done = async {
        let mut tx = state.store.write().await?;
        session::end_others_of(&mut tx, session.account, session.id).await?;
        account::note(&mut tx, session.account, "others-ended", "", state.clock.now()).await?;
        tx.commit().await?;
        Ok("/signins")
    };
    back(&visitor, done.await)
}

/// `POST /signins/end-all`: also here.
pub async fn end_all(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    let session = match may_change(&state, &visitor) {
        Ok(session) => session,
        Err(response) => return *response,
    };
    let done = async {
        let mut tx = state.store.write().await?;
        session::end_all_of(&mut tx, session.account).await?;
        account::note(&mut tx, session.account, "all-ended", "", state.clock.now()).await?;
        tx.commit().await?;
        Ok("/signin")
    };
    nothing_stays(with_cookie(back(&visitor, done.await), &cookies::no_session()))
}

/// `POST /signins/way-in`: one of the ways in that open the account agrees to a new one, which ends them, or stops it.
pub async fn decide(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<Decided>,
) -> Response {
    let session = match may_change(&state, &visitor) {
        Ok(session) => session,
        Err(response) => return *response,
    };
    let agrees = match form.what.as_str() {
        "linked" => return back(&visitor, confirm_linked(&state, session).await),
        "agree" => true,
        "stop" => false,
        _ => return refused(&visitor, "signins-way-in-unknown"),
    };
    let done = async {
        let mut tx = state.store.write().await?;
        let counts = recovery::by_owner(&mut tx, session.account, agrees, state.clock.now()).await?;
        tx.commit().await?;
        Ok(counts)
    };
    match done.await {
        Ok(false) => Redirect::to("/signins?problem=way-in-decided").into_response(),
        Ok(true) if agrees => with_cookie(Redirect::to("/signin").into_response(), &cookies::no_session()),
        Ok(true) => Redirect::to("/signins").into_response(),
        Err(error) => unavailable(&visitor, &error),
    }
}

/// What an operator's link holds is the person's own, they say.
async fn confirm_linked(state: &AppState, session: &Session) -> Result<&'static str, StoreError> {
    let Some(own) = session.own else { return Ok("/signins?problem=way-in-decided") };
    Ok(match link_hold::confirm(&state.store, session.account, own, state.clock.now()).await? {
        true => "/signins",
        false => "/signins?problem=way-in-decided",
    })
}

/// `POST /verify/demo`: in a demonstration nobody has a passkey to prove themself with.
pub async fn verify_in_demo(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<Confirmed>,
) -> Response {
    let demo = visitor.session.as_ref().filter(|one| state.demo.is_some() && one.method == Method::Demo);
    let Some(session) = demo else { return refused(&visitor, "auth-error-verify-first") };
    let done = async {
        let mut tx = state.store.write().await?;
        session::verified(&mut tx, session.id, None, state.clock.now()).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => Redirect::to(local_path(&form.return_to)).into_response(),
        Err(error) => unavailable(&visitor, &error),
    }
}
