//! `POST /signin/demo-staff`: signs in as staff of the demonstration hospital. Demonstrations only.

use crate::{
    auth::Role,
    demo,
    http::{
        AppState,
        plumbing::{
            cookies::{self, with_cookie},
            form::Form,
            refused::{refused, unavailable},
            visitor::Visitor,
        },
    },
    store::{StoreError, account::session, facility::staff},
};
use app::{
    error::PageError,
    ports::desk::{DemoMember, DeskDemo},
};
use async_trait::async_trait;
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::ids::AccountId;
use uuid::Uuid;

/// Bound to no request: everybody may ask.
pub struct OfferedStaff(pub AppState);

#[async_trait]
impl DeskDemo for OfferedStaff {
    async fn demo_staff(&self) -> Result<Vec<DemoMember>, PageError> {
        let found = members(&self.0).await.map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "listing the demonstration's staff failed"
            );
            PageError::Unavailable
        })?;
        let shown = |member: staff::Member| DemoMember {
            id: member.account.to_string(),
            name: member.name,
            roles: member.roles.iter().map(|role: Role| role.as_str().to_owned()).collect(),
        };
        Ok(found.into_iter().map(shown).collect())
    }
}

/// Those of the demonstration's hospital, also whom a visitor invited; nobody outside a demonstration.
async fn members(state: &AppState) -> Result<Vec<staff::Member>, StoreError> {
    match state.demo {
        Some(_) => staff::list(&state.store, &demo::staff::facility(), state.clock.now()).await,
        None => Ok(Vec::new()),
    }
}

#[derive(Deserialize)]
pub struct Chosen {
    account: String,
}

/// `POST /signin/demo-staff`: a visitor becomes one of the invented staff.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<Chosen>,
) -> Response {
    if state.demo.is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(id) = Uuid::parse_str(&chosen.account) else { return refused(&visitor, "form-person-unknown") };
    match become_one(&state, &visitor, AccountId(id)).await {
        Ok(Some(secret)) => with_cookie(Redirect::to("/desk").into_response(), &cookies::session(&secret)),
        Ok(None) => refused(&visitor, "form-person-unknown"),
        Err(error) => unavailable(&visitor, &error),
    }
}

async fn become_one(
    state: &AppState,
    visitor: &Visitor,
    account: AccountId,
) -> Result<Option<String>, StoreError> {
    let Some(demo) = state.demo else { return Ok(None) };
    if !members(state).await?.iter().any(|member| member.account == account) {
        return Ok(None);
    }
    if let Some(old) = &visitor.session {
        session::end(&state.store, old.id).await?;
    }
    session::create_for_demo_staff(&state.store, demo, account, state.clock.now(), &state.entropy).await
}
