//! Issues an invitation after somebody's identity was checked.

use crate::{
    auth::Code,
    clock::Clock,
    entropy::Entropy,
    store::{
        Store, StoreError,
        account::invitation::{self, Aim},
        identity::person,
    },
};
use chrono::NaiveDate;
use shared::{
    delegation::{NARROW_AT, birthday},
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode, PatientId},
};

/// That somebody's identity was checked.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    pub facility: &'a FacilityCode,
    /// Who did it there. `None`: an operator, on the facility's word.
    pub by: Option<AccountId>,
    /// With what; `None` where an operator invites.
    pub paper: Option<IdentityPaper>,
}

/// Why nobody is invited.
#[derive(Debug, thiserror::Error)]
pub enum NotInvited {
    #[error("nobody is known by this id")]
    Unknown,
    #[error("somebody under fifteen has no sign-in of their own: their parents act for them")]
    TooYoung,
    #[error("this person has died")]
    Dead,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Invites a person to their own record, whose identity `checked.facility` checked.
///
/// # Errors
/// [`NotInvited`]
pub async fn to_own_record(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    patient: PatientId,
    checked: Checked<'_>,
) -> Result<Code, NotInvited> {
    let mut tx = store.write().await?;
    let root = person::lock_root(&mut tx, patient).await?.ok_or(NotInvited::Unknown)?;
    let person = person::find_in(&mut tx, root).await?.ok_or(NotInvited::Unknown)?;
    if person.died_on.is_some() {
        return Err(NotInvited::Dead);
    }
    if !has_own_sign_in(person.demographics.birth_date, clock.today()) {
        return Err(NotInvited::TooYoung);
    }
    let Checked { facility, by, paper } = checked;
    let aim = Aim::Patient { patient: root, facility: facility.clone(), paper };
    let (_, code) = invitation::issue(&mut tx, &aim, by, clock.now(), entropy).await?;
    tx.commit().await?;
    Ok(code)
}

/// From the fifteenth birthday on.
pub fn has_own_sign_in(born: NaiveDate, today: NaiveDate) -> bool {
    today >= birthday(born, NARROW_AT)
}
