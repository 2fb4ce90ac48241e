//! The way back from an OpenID Connect provider: what its subject opens here.

use super::Stopped;
use crate::{
    auth::oidc::Provider,
    enrolment::{self, Guest, Terms},
    http::{
        AppState,
        plumbing::{
            cookies::{self, with_cookie},
            visitor::Visitor,
        },
        sign_in::{
            device::{self, device},
            held,
            passkeys::home,
            step_up,
        },
    },
    store::{
        Tx,
        account::{
            self, Account,
            ceremony::Kind,
            freeze, invitation, oidc, recovery,
            session::{self, Method, Session, SignIn},
        },
    },
};
use app::pages::oidc_problem::Problem;
use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

/// A browser that came back, and from which provider.
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
        let known = self.known(&mut tx, subject).await?;
        let (account, recovery) = match known {
            // What has waited long enough opens, and ends what was before, also this.
            Some((account, _)) if recovery::settle_due_in(&mut tx, account.id, now).await? => {
                self.known(&mut tx, subject).await?
            }
            known => known,
        }
        .ok_or(Stopped::Because(Problem::NotLinked))?;
        if recovery.is_none()
            && freeze::in_force(&mut tx, account.id).await?.is_some_and(|one| one.is_hidden())
        {
            return Err(Stopped::Because(Problem::NotLinked));
        }
        oidc::used(&mut tx, self.issuer(), subject, now).await?;
        let seen = device::sign_in(&mut tx, &account, self.headers, recovery, self.state).await?;
        account::note(&mut tx, account.id, "signed-in-outside", &device(self.headers), now).await?;
        let secret = self.begin_session(&mut tx, &account, recovery).await?;
        tx.commit().await?;
        let response = Redirect::to(self.start(&account, recovery)).into_response();
        Ok(with_cookie(seen.on(response), &cookies::session(&secret)))
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
        oidc::used(&mut tx, self.issuer(), subject, now).await?;
        session::verified(&mut tx, ours.id, None, now).await?;
        Ok(tx.commit().await?)
    }

    /// From now on this sign-in over there opens the account of whoever is signed in here.
    pub async fn link(&self, subject: &str, session: Uuid) -> Result<(), Stopped> {
        let ours = self.the_same(session)?;
        let now = self.state.clock.now();
        if !step_up::is_fresh(ours, now, step_up::TO_SEND) {
            return Err(Stopped::Because(Problem::BeginAgain));
        }
        let mut tx = self.state.store.write().await?;
        account::find_in(&mut tx, ours.account)
            .await?
            .filter(|account| self.provider.settings.whom.admits(account.kind.employer()))
            .ok_or(Stopped::Because(Problem::UnknownProvider))?;
        if !oidc::link(&mut tx, ours.account, self.issuer(), subject, None, now).await? {
            return Err(Stopped::Because(Problem::Taken));
        }
        account::devices_told(&mut tx, ours.account, now).await?;
        Ok(tx.commit().await?)
    }

    /// Whoever was invited comes in for the first time, or again: all of it or nothing, so that what goes wrong
    /// leaves the invitation as it was.
    pub async fn enrol(&self, subject: &str, invitation: Uuid, name: &str) -> Result<Response, Stopped> {
        let mut tx = self.state.store.write().await?;
        let guest = enrolment::guest(&mut tx, invitation, &self.state.clock).await?;
        if !self.provider.settings.whom.admits(guest.kind().employer()) {
            return Err(Stopped::Because(Problem::UnknownProvider));
        }
        let known = self.linked(&mut tx, subject).await?;
        let (account, recovery) = match (&guest.invitation.aim, known) {
            // They use the portal already: a caregiver acts with the account they have.
            (invitation::Aim::Caregiver { .. }, Some(known)) => {
                enrolment::accept(&mut tx, &guest, &known, &self.state.clock).await?;
                (known, None)
            }
            (_, known) => self.let_in(&mut tx, &guest, subject, name, known.is_some()).await?,
        };
        let seen = device::enrol(&mut tx, &account, self.headers, self.state).await?;
        let secret = self.begin_session(&mut tx, &account, recovery).await?;
        tx.commit().await?;
        let response = seen.on(Redirect::to(self.start(&account, recovery)).into_response());
        let response = with_cookie(response, &cookies::no_ceremony(Kind::Enrol));
        Ok(with_cookie(response, &cookies::session(&secret)))
    }

    /// Uses the invitation up; from now on this sign-in over there opens the account, or does once that is decided.
    /// `known`: it opens an account already. If that is this one, it just proved itself, and so agrees.
    async fn let_in(
        &self,
        tx: &mut Tx,
        guest: &Guest,
        subject: &str,
        name: &str,
        known: bool,
    ) -> Result<(Account, Option<Uuid>), Stopped> {
        let AppState { clock, entropy, .. } = self.state;
        let now = clock.now();
        let id = enrolment::id_for(guest, entropy);
        let proved = self.provider.settings.proves_identity;
        let terms = Terms { wait: self.state.recovery_wait, proved };
        let enrolled = enrolment::redeem(tx, guest, (id, name), terms, clock, entropy).await?;
        if !oidc::link(tx, id, self.issuer(), subject, enrolled.waits_for, now).await? {
            return Err(Stopped::Because(Problem::Taken));
        }
        let agreed = known && recovery::by_owner(tx, id, true, now).await?;
        Ok((enrolled.account, enrolled.waits_for.filter(|_| !agreed)))
    }

    /// A new session; the one before ends.
    async fn begin_session(
        &self,
        tx: &mut Tx,
        account: &Account,
        recovery: Option<Uuid>,
    ) -> Result<String, Stopped> {
        if account::is_stopped(tx, account.id).await? {
            return Err(Stopped::Because(Problem::Stopped));
        }
        if let Some(old) = &self.visitor.session {
            session::end_in(tx, old.id).await?;
        }
        let AppState { clock, entropy, .. } = self.state;
        let device = device(self.headers);
        let sign_in = SignIn { method: Method::Oidc, device: &device, passkey: None, recovery };
        Ok(session::create(tx, account, sign_in, clock.now(), entropy).await?)
    }

    /// Where somebody begins.
    fn start(&self, account: &Account, recovery: Option<Uuid>) -> &'static str {
        if recovery.is_some() { held::PAGE } else { home(account) }
    }

    /// The account of this sign-in, if the provider is one for such accounts, also where it does not open it yet.
    async fn known(&self, tx: &mut Tx, subject: &str) -> Result<Option<(Account, Option<Uuid>)>, Stopped> {
        let found = oidc::account_of(tx, self.issuer(), subject).await?;
        Ok(found.filter(|(account, _)| self.provider.settings.whom.admits(account.kind.employer())))
    }

    /// The account that this sign-in opens, if the provider is one for such accounts.
    async fn linked(&self, tx: &mut Tx, subject: &str) -> Result<Option<Account>, Stopped> {
        Ok(self.known(tx, subject).await?.filter(|(_, waits)| waits.is_none()).map(|(account, _)| account))
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
