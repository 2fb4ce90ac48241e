//! Links by which a person shares encrypted files: made and ended by themself, opened by whoever has one.

use super::{AccessKind, Actor, Ask, OwnWritingPermit, Purpose, Refused, enter, own_writing};
use crate::{
    clock::Clock,
    store::{
        Store,
        grant::{Grant, Shown},
        identity::person,
        log::access,
        sharing::health_link::{self, Attempt, LinkFile},
    },
};
use shared::{health_link::Recipient, ids::PatientId, log::history::field};

/// Lets a person make or end a link, and enters that in their access log.
///
/// # Errors
/// [`Refused::NotPermitted`] where it is not their own record; it is entered in the log of whoever there is.
pub async fn open_own_links(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
) -> Result<OwnWritingPermit, Refused> {
    let ask = Ask { actor, patient, purpose: Purpose::OwnLink, kind: AccessKind::OwnLink };
    enter(store, clock, &ask).await.map(own_writing::permit)
}

/// Opens a link for whoever has it: its encrypted files, and an entry in the access log of whose they are. With the wrong
/// passcode it is entered as refused.
///
/// # Errors
/// [`Refused::NotPermitted`] with the wrong passcode, and where the link opens nothing any more.
pub async fn open_link(
    store: &Store,
    clock: &Clock,
    attempt: &Attempt,
    recipient: &Recipient,
    passcode_is_right: bool,
) -> Result<Vec<LinkFile>, Refused> {
    let now = clock.now();
    let mut tx = store.write().await?;
    let home = person::find_in(&mut tx, attempt.patient).await?;
    // A record that is read as another's was not what was shared.
    let Some(home) = home.filter(|home| home.root == attempt.patient) else {
        return Err(Refused::NotPermitted);
    };
    if passcode_is_right && !health_link::count_opening(&mut tx, attempt, now).await? {
        return Err(Refused::NotPermitted);
    }
    health_link::note_opening(&mut tx, attempt.link, recipient, passcode_is_right, now).await?;
    let (actor_kind, actor_id) = Actor::Visitor.for_log();
    let details =
        [(field::RECIPIENT, recipient.as_str().to_owned()), (field::LINK, attempt.link.0.to_string())];
    let entry = access::Entry {
        at: now,
        actor_kind,
        actor_id: &actor_id,
        facility: None,
        purpose: Purpose::SharedLink.as_str(),
        permitted: passcode_is_right,
        details: &details,
    };
    let shown = passcode_is_right.then_some(Shown::NOTHING);
    let grant = Grant::enter(tx, &home, entry, shown).await?.ok_or(Refused::NotPermitted)?;
    let files = health_link::files(&grant, attempt.link).await?;
    Ok(grant.release(files).await?)
}
