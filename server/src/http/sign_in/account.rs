//! The app's [`AccountPortal`] port: one's own sign-ins, answered for one request.

use super::{
    device::{self, device},
    oidc::offered_providers,
    step_up::{TO_SHOW, is_fresh},
};
use crate::{
    auth::oidc::Provider,
    enrolment::{self, Enrolment, Guest, NotEnrolled},
    http::{
        AppState,
        plumbing::{cookies, visitor::Visitor},
    },
    store::{
        StoreError,
        account::{
            self,
            ceremony::{self, Kind},
            invitation::Aim,
            oidc, passkey, recovery,
            session::{self, Method},
            sign_out,
        },
        facility,
        identity::{link_hold, person},
        sharing::mandate,
    },
};
use app::{
    error::PageError,
    ports::account::{
        AccountEvent, AccountPortal, Invited, MySignIns, NewWayIn, OwnPasskey, OwnSession, SignedOut,
        Verification, Welcome,
    },
};
use async_trait::async_trait;
use axum::http::HeaderMap;
use chrono::Duration;
use shared::{delegation::Action, ids::FacilityCode};

/// Bound to one request.
pub struct RequestAccount {
    pub state: AppState,
    pub visitor: Visitor,
    /// Where the secret of what was begun stands.
    pub headers: HeaderMap,
}

#[async_trait]
impl AccountPortal for RequestAccount {
    async fn my_sign_ins(&self) -> Result<MySignIns, PageError> {
        self.read_sign_ins().await.map_err(unavailable)?.ok_or(PageError::SignInFirst)
    }

    async fn verification(&self) -> Result<Verification, PageError> {
        let session = self.visitor.session.as_ref().ok_or(PageError::SignInFirst)?;
        let passkeys = passkey::all_of(&self.state.store, session.account).await.map_err(unavailable)?;
        let issuers = self.linked_issuers(session).await.map_err(unavailable)?;
        Ok(Verification {
            name: session.name.clone(),
            demo: self.state.demo.is_some() && session.method == Method::Demo,
            passkey: !passkeys.is_empty(),
            outside: offered_providers(&self.state, &self.visitor, |provider| {
                issuers.iter().any(|issuer| issuer == provider.settings.issuer.as_str())
            }),
        })
    }

    async fn invited(&self) -> Result<Option<Invited>, PageError> {
        match self.read_invited().await {
            Ok(invited) => Ok(invited),
            Err(NotEnrolled::Store(error)) => Err(unavailable(error)),
            Err(_) => Ok(None),
        }
    }
}

impl RequestAccount {
    async fn read_sign_ins(&self) -> Result<Option<MySignIns>, StoreError> {
        let Some(session) = &self.visitor.session else { return Ok(None) };
        let (store, now) = (&self.state.store, self.state.clock.now());
        let passkeys = passkey::all_of(store, session.account).await?;
        let sessions = session::all_of(store, session.account, now).await?;
        let events = account::events(store, session.account).await?;
        let elsewhere = account::signs_in_by_oidc(&mut store.read().await?, session.account).await?;
        let waits = recovery::undecided_of(&mut store.read().await?, session.account).await?;
        let beside = match session.own {
            Some(own) => link_hold::beside(&mut store.read().await?, session.account, own).await?,
            None => None,
        };
        let signed_out = sign_out::newest(store, session.account).await?;
        if signed_out.as_ref().is_some_and(|one| !one.seen) {
            sign_out::saw(store, session.account, now).await?;
        }
        if let Some(browser) = device::browser(&self.headers) {
            account::see_events(store, session.account, &browser).await?;
        }
        Ok(Some(MySignIns {
            new_way_in: waits.map(new_way_in),
            linked: beside,
            signed_out: signed_out.filter(|one| now - one.at < TOLD_FOR).map(as_signed_out),
            name: session.name.clone(),
            device: device(&self.headers),
            may_change: is_fresh(session, now, TO_SHOW),
            may_remove: elsewhere || passkeys.len() > 1,
            passkeys: passkeys.into_iter().map(own_passkey).collect(),
            sessions: sessions.into_iter().map(|listed| own_session(listed, session)).collect(),
            events: events.into_iter().map(own_event).collect(),
        }))
    }

    async fn linked_issuers(&self, session: &session::Session) -> Result<Vec<String>, StoreError> {
        oidc::issuers_of(&mut self.state.store.read().await?, session.account).await
    }

    async fn read_invited(&self) -> Result<Option<Invited>, NotEnrolled> {
        let Some(secret) = cookies::begun(&self.headers, Kind::Enrol) else { return Ok(None) };
        let store = &self.state.store;
        let begun: Option<Enrolment> =
            ceremony::peek(store, Kind::Enrol, &secret, self.state.clock.now()).await?;
        let Some(begun) = begun else { return Ok(None) };
        let mut tx = store.read().await?;
        let guest = enrolment::guest(&mut tx, begun.invitation, &self.state.clock).await?;
        let kind = guest.kind();
        let admits = |provider: &Provider| provider.settings.whom.admits(kind.employer());
        let outside = offered_providers(&self.state, &self.visitor, admits);
        let Guest { invitation, name, recovers, .. } = guest;
        let name = name.unwrap_or_default();
        let welcome = match invitation.aim {
            Aim::Patient { facility, .. } => {
                Welcome::Own { name, facility: facility_name(&mut tx, &facility).await?, recovers }
            }
            Aim::Staff { facility, .. } => {
                Welcome::Staff { name, facility: facility_name(&mut tx, &facility).await?, recovers }
            }
            Aim::Caregiver { patient, mandate } => {
                let person = person::find_in(&mut tx, patient).await?.ok_or(NotEnrolled::Gone)?;
                let terms = mandate::find(&mut tx, mandate).await?.ok_or(NotEnrolled::Gone)?.terms;
                let session = self.visitor.session.as_ref().filter(|_| !self.visitor.visit.desk);
                Welcome::Caring {
                    whose: person.demographics.name,
                    own: session.is_some_and(|session| session.own == Some(patient)),
                    signed_in_as: session.map(|session| session.name.clone()),
                    seen: terms.categories,
                    checks: terms.actions.contains(Action::CheckMedicines),
                    until: terms.until,
                }
            }
        };
        let device = device(&self.headers);
        Ok(Some(Invited { welcome, device, outside, own_name: begun.own_name }))
    }
}

/// How long it is said above everything else that others ended the sign-ins; afterwards it stands in what happened.
const TOLD_FOR: Duration = Duration::days(30);

/// As the person reads it.
pub(in crate::http) fn as_signed_out(one: sign_out::SignOut) -> SignedOut {
    SignedOut { facility: one.facility_name, reason: one.reason, note: one.note, at: one.at }
}

async fn facility_name(tx: &mut crate::store::Tx, code: &FacilityCode) -> Result<String, StoreError> {
    let known = facility::find_in(tx, code).await?;
    Ok(known.map_or_else(|| code.to_string(), |facility| facility.name))
}

fn new_way_in(waits: recovery::Undecided) -> NewWayIn {
    NewWayIn {
        until: waits.stopped_at.is_none().then_some(waits.waits_until),
        facility: waits.facility_name,
        began_at: waits.began_at,
    }
}

fn own_passkey(listed: passkey::Listed) -> OwnPasskey {
    OwnPasskey {
        id: listed.id.to_string(),
        name: listed.name,
        created_at: listed.created_at,
        last_used_at: listed.last_used_at,
    }
}

fn own_session(listed: session::Listed, this: &session::Session) -> OwnSession {
    OwnSession {
        this: listed.id == this.id,
        id: listed.id.to_string(),
        device: listed.device,
        created_at: listed.created_at,
        last_seen_at: listed.last_seen_at,
    }
}

fn own_event(event: account::Event) -> AccountEvent {
    AccountEvent { at: event.at, kind: event.kind, detail: event.detail }
}

fn unavailable(error: StoreError) -> PageError {
    tracing::error!(error = &error as &dyn std::error::Error, "reading somebody's ways in failed");
    PageError::Unavailable
}
