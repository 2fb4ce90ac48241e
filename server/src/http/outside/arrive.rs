//! Somebody came back from a provider, which says who they are over there: what that opens here.

use super::Stopped;
use crate::{
    auth::{
        enrol::{self, Guest},
        outside::Provider,
    },
    http::{
        AppState,
        cookies::{self, with_cookie},
        device::device,
        passkeys::home,
        verified,
        visitor::Visitor,
    },
    store::{
        Tx,
        account::{self, Account},
        ceremony::Kind,
        invitation, outside,
        session::{self, Method, Session},
    },
};
use app::pages::elsewhere::Problem;
use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

/// Whoever came back, and from where.
pub(super) struct Arrival<'a> {
    pub state: &'a AppState,
    pub visitor: &'a Visitor,
    pub headers: &'a HeaderMap,
    pub provider: &'a Provider,
}

impl Arrival<'_> {
    pub async fn sign_in(&self, subject: &str) -> Result<Response, Stopped> {
        let now = self.state.clock.now();
        let mut tx = self.state.store.write().await?;
        let account = self.linked(&mut tx, subject).await?.ok_or(Stopped::Because(Problem::NotLinked))?;
        outside::used(&mut tx, self.issuer(), subject, now).await?;
        account::note(&mut tx, account.id, "signed-in-outside", &device(self.headers), now).await?;
        let secret = self.begin_session(&mut tx, &account).await?;
        tx.commit().await?;
        Ok(with_cookie(Redirect::to(home(&account)).into_response(), &cookies::session(&secret)))
    }

    /// Whoever is signed in proved at the provider that it is still they.
    pub async fn verify(&self, subject: &str, session: Uuid) -> Result<(), Stopped> {
        let ours = self.the_same(session)?;
        let now = self.state.clock.now();
        let mut tx = self.state.store.write().await?;
        self.linked(&mut tx, subject)
            .await?
            .filter(|account| account.id == ours.account)
            .ok_or(Stopped::Because(Problem::SomebodyElse))?;
        outside::used(&mut tx, self.issuer(), subject, now).await?;
        session::verified(&mut tx, ours.id, now).await?;
        Ok(tx.commit().await?)
    }

    /// From now on this sign-in over there opens the account of whoever is signed in here.
    pub async fn link(&self, subject: &str, session: Uuid) -> Result<(), Stopped> {
        let ours = self.the_same(session)?;
        let now = self.state.clock.now();
        if !verified::is_fresh(ours, now, verified::TO_SEND) {
            return Err(Stopped::Because(Problem::BeginAgain));
        }
        let mut tx = self.state.store.write().await?;
        account::find_in(&mut tx, ours.account)
            .await?
            .filter(|account| self.provider.settings.whom.admits(&account.kind))
            .ok_or(Stopped::Because(Problem::UnknownProvider))?;
        if !outside::link(&mut tx, ours.account, self.issuer(), subject, now).await? {
            return Err(Stopped::Because(Problem::Taken));
        }
        Ok(tx.commit().await?)
    }

    /// Whoever was invited comes in for the first time, or again: all of it or nothing, so that what goes wrong
    /// leaves the invitation as it was.
    pub async fn enrol(&self, subject: &str, invitation: Uuid, name: &str) -> Result<Response, Stopped> {
        let mut tx = self.state.store.write().await?;
        let guest = enrol::guest(&mut tx, invitation, &self.state.clock).await?;
        if !self.provider.settings.whom.admits(&guest.kind()) {
            return Err(Stopped::Because(Problem::UnknownProvider));
        }
        let known = self.linked(&mut tx, subject).await?;
        let account = match (&guest.invitation.aim, known) {
            // They use the portal already: a caregiver acts with the account they have.
            (invitation::Aim::Caregiver { .. }, Some(known)) => {
                enrol::accept(&mut tx, &guest, &known, &self.state.clock).await?;
                known
            }
            _ => self.let_in(&mut tx, &guest, subject, name).await?,
        };
        let secret = self.begin_session(&mut tx, &account).await?;
        tx.commit().await?;
        let response = Redirect::to(home(&account)).into_response();
        let response = with_cookie(response, &cookies::no_ceremony(Kind::Enrol));
        Ok(with_cookie(response, &cookies::session(&secret)))
    }

    /// Uses the invitation up; from now on this sign-in over there opens the account.
    async fn let_in(
        &self,
        tx: &mut Tx,
        guest: &Guest,
        subject: &str,
        name: &str,
    ) -> Result<Account, Stopped> {
        let now = self.state.clock.now();
        let id = enrol::id_for(guest, &self.state.entropy);
        let enrolled = enrol::redeem(tx, guest, id, name, &self.state.clock).await?;
        if !outside::link(tx, id, self.issuer(), subject, now).await? {
            return Err(Stopped::Because(Problem::Taken));
        }
        if enrolled.recovered {
            account::note(tx, id, "recovered-outside", "", now).await?;
        }
        Ok(enrolled.account)
    }

    /// A new session; the one before ends.
    async fn begin_session(&self, tx: &mut Tx, account: &Account) -> Result<String, Stopped> {
        if account::is_stopped(tx, account.id).await? {
            return Err(Stopped::Because(Problem::Stopped));
        }
        if let Some(old) = &self.visitor.session {
            session::end_in(tx, old.id).await?;
        }
        let AppState { clock, entropy, .. } = self.state;
        let device = device(self.headers);
        Ok(session::create(tx, account, Method::Outside, &device, clock.now(), entropy).await?)
    }

    /// The account that this sign-in opens, if the provider is one for such accounts.
    async fn linked(&self, tx: &mut Tx, subject: &str) -> Result<Option<Account>, Stopped> {
        let found = outside::account_of(tx, self.issuer(), subject).await?;
        Ok(found.filter(|account| self.provider.settings.whom.admits(&account.kind)))
    }

    /// The session in which it was begun, if the browser is still in it.
    fn the_same(&self, session: Uuid) -> Result<&Session, Stopped> {
        let ours = self.visitor.session.as_ref().filter(|known| known.id == session);
        ours.ok_or(Stopped::Because(Problem::BeginAgain))
    }

    fn issuer(&self) -> &str {
        self.provider.settings.issuer.as_str()
    }
}
