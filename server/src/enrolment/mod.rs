//! Enrolment: redeems an invitation into an account, the same way for every kind of sign-in.

pub mod invite;

use crate::{
    clock::Clock,
    entropy::Entropy,
    store::{
        StoreError, Tx,
        account::{
            self, Account, Kind,
            invitation::{self, Aim, Open},
            passkey,
            recovery::{self, New},
            session,
        },
        facility,
        identity::{link_hold, person},
        sharing::mandate,
    },
};
use chrono::Duration;
use invite::has_own_sign_in;
use serde::{Deserialize, Serialize};
use shared::{
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode},
};
use uuid::Uuid;

/// What a ceremony of the kind `Enrol` keeps: somebody showed the invitation's code and gave the right answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    pub invitation: Uuid,
    /// What somebody who cares for another says they are called, once they have said it.
    #[serde(default)]
    pub own_name: Option<String>,
}

/// Why an invitation lets nobody in.
#[derive(Debug, thiserror::Error)]
pub enum NotEnrolled {
    /// Used, withdrawn, expired, or what it was for is no more.
    #[error("the invitation can no longer be used")]
    Gone,
    #[error("somebody under fifteen has no sign-in of their own")]
    TooYoung,
    /// It was begun for an account that has since been made in another way.
    #[error("it was begun before something else changed")]
    Changed,
    #[error("they gave themselves access")]
    OwnRecord,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whom an invitation lets in.
#[derive(Clone, Debug)]
pub struct Guest {
    pub invitation: Open,
    /// The account it opens, if that is there already.
    pub account: Option<Account>,
    /// What they are called; whoever cares for somebody says so themself.
    pub name: Option<String>,
    /// They have ways in, which end once the new one opens.
    pub recovers: bool,
}

impl Guest {
    /// Of which kind the account is that it opens.
    pub fn kind(&self) -> Kind {
        match &self.invitation.aim {
            Aim::Patient { patient, .. } => Kind::Person(Some(*patient)),
            Aim::Caregiver { .. } => Kind::Person(None),
            Aim::Staff { facility, .. } => Kind::Staff(facility.clone()),
        }
    }
}

/// What a new way in must wait for.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// How long it waits where nobody says anything.
    pub wait: Duration,
    /// They sign in at a provider that proved who they are: nobody else need see them a first time.
    pub proved: bool,
}

/// Who came in.
#[derive(Clone, Debug)]
pub struct Enrolled {
    pub account: Account,
    /// The way in that is made now opens nothing until this is decided; `None`: it opens the account.
    pub waits_for: Option<Uuid>,
}

/// Whom an invitation lets in as things stand.
///
/// # Errors
/// [`NotEnrolled`]
pub(crate) async fn guest(tx: &mut Tx, invitation: Uuid, clock: &Clock) -> Result<Guest, NotEnrolled> {
    let invitation = invitation::find_by_id(tx, invitation, clock.now()).await?.ok_or(NotEnrolled::Gone)?;
    let (account, name) = match &invitation.aim {
        Aim::Patient { patient, .. } => {
            let person = person::find_in(tx, *patient).await?.ok_or(NotEnrolled::Gone)?;
            if person.died_on.is_some() {
                return Err(NotEnrolled::Gone);
            }
            if !has_own_sign_in(person.demographics.birth_date, clock.today()) {
                return Err(NotEnrolled::TooYoung);
            }
            // Somebody whose records were linked has their way in by either of them.
            let (mut account, mut held) = (None, None);
            for home in person::homes_of(tx, person.root).await? {
                let Some(found) = account::of_patient(tx, home).await? else { continue };
                let kept =
                    if link_hold::since(tx, found.id).await?.is_some() { &mut held } else { &mut account };
                kept.get_or_insert(found);
            }
            let account = account.or(held);
            (account, Some(person.demographics.name))
        }
        Aim::Caregiver { .. } => (None, None),
        Aim::Staff { account, .. } => {
            let account = account::find_in(tx, *account).await?.ok_or(NotEnrolled::Gone)?;
            let name = account.name.clone();
            (Some(account), Some(name))
        }
    };
    let recovers = match &account {
        Some(account) => {
            !passkey::of(tx, account.id).await?.is_empty()
                || account::signs_in_by_oidc(tx, account.id).await?
        }
        None => false,
    };
    Ok(Guest { invitation, account, name, recovers })
}

/// Uses the invitation up, and finds or makes the account, which becomes `id` where it is new.
///
/// One person printed the invitation, so what it makes opens nothing yet (`auth::recovery`): neither somebody's first way
/// into their own record, nor another way into an account that has one. What opens the account stays as it is, and is
/// told. Whoever comes to act for others is confirmed by whom they act for, and the first way in of somebody at a desk
/// opens at once: there is nothing of anybody's behind it that consent, and roles, do not guard.
///
/// # Errors
/// [`NotEnrolled`]; then the transaction must not be committed.
pub(crate) async fn redeem(
    tx: &mut Tx,
    guest: &Guest,
    (id, name): (AccountId, &str),
    terms: Terms,
    clock: &Clock,
    entropy: &Entropy,
) -> Result<Enrolled, NotEnrolled> {
    let now = clock.now();
    if !invitation::use_up(tx, guest.invitation.id, now).await? {
        return Err(NotEnrolled::Gone);
    }
    let account = match (&guest.account, &guest.invitation.aim) {
        (Some(account), _) if account.id != id => return Err(NotEnrolled::Changed),
        (Some(account), _) => account.clone(),
        (None, Aim::Patient { patient, .. }) => {
            new(tx, id, name, Kind::Person(Some(*patient)), clock).await?
        }
        (None, Aim::Caregiver { .. }) => new(tx, id, name, Kind::Person(None), clock).await?,
        (None, Aim::Staff { .. }) => return Err(NotEnrolled::Gone),
    };
    if let Aim::Caregiver { mandate, .. } = guest.invitation.aim
        && !mandate::accept(tx, mandate, account.id, now).await?
    {
        return Err(NotEnrolled::Gone);
    }
    let begins = |kind, facility| New {
        account: account.id,
        kind,
        facility,
        printed_by: guest.invitation.created_by,
        wait: terms.wait,
    };
    let begins = match &guest.invitation.aim {
        Aim::Patient { facility, paper, .. } => {
            note_how(tx, account.id, facility, *paper, clock).await?;
            match (guest.recovers, terms.proved) {
                (true, _) => Some(begins(recovery::Kind::Recovery, facility)),
                (false, false) => Some(begins(recovery::Kind::Opening, facility)),
                (false, true) => None,
            }
        }
        Aim::Staff { facility, .. } if guest.recovers => Some(begins(recovery::Kind::Recovery, facility)),
        Aim::Staff { .. } | Aim::Caregiver { .. } => None,
    };
    let waits_for = match begins {
        Some(new) => Some(recovery::begin(tx, new, now, entropy).await?),
        None => {
            recovery::give_up(tx, account.id, now).await?;
            session::end_all_of(tx, account.id).await?;
            None
        }
    };
    Ok(Enrolled { account, waits_for })
}

/// For the person's own sign-ins: who checked who they are, and with what.
async fn note_how(
    tx: &mut Tx,
    account: AccountId,
    checked_by: &FacilityCode,
    paper: Option<IdentityPaper>,
    clock: &Clock,
) -> Result<(), StoreError> {
    let found = facility::find_in(tx, checked_by).await?;
    let name = found.map_or_else(|| checked_by.to_string(), |facility| facility.name);
    let kind = match paper {
        Some(paper) => format!("let-in-{}", paper.as_str()),
        None => "let-in".to_owned(),
    };
    account::note(tx, account, &kind, &name, clock.now()).await
}

async fn new(
    tx: &mut Tx,
    id: AccountId,
    name: &str,
    kind: Kind,
    clock: &Clock,
) -> Result<Account, StoreError> {
    account::insert_as(tx, id, name, &kind, clock.now()).await?;
    Ok(Account { id, name: name.to_owned(), kind })
}

/// Somebody who has an account agrees to act for another person.
///
/// # Errors
/// [`NotEnrolled`]; then the transaction must not be committed.
pub(crate) async fn accept(
    tx: &mut Tx,
    guest: &Guest,
    account: &Account,
    clock: &Clock,
) -> Result<(), NotEnrolled> {
    let Aim::Caregiver { patient, mandate } = guest.invitation.aim else { return Err(NotEnrolled::Gone) };
    match account.kind {
        Kind::Staff(_) => return Err(NotEnrolled::Gone),
        Kind::Person(own) if own == Some(patient) => return Err(NotEnrolled::OwnRecord),
        Kind::Person(_) => {}
    }
    let now = clock.now();
    let accepted = invitation::use_up(tx, guest.invitation.id, now).await?
        && mandate::accept(tx, mandate, account.id, now).await?;
    if accepted { Ok(()) } else { Err(NotEnrolled::Gone) }
}

/// The id that a new account will have.
pub(crate) fn id_for(guest: &Guest, entropy: &Entropy) -> AccountId {
    guest.account.as_ref().map_or_else(|| AccountId(entropy.uuid()), |account| account.id)
}
