//! Links by which a person shares encrypted files: made and ended by themself, opened by whoever has one.

use super::{AccessKind, Actor, Ask, OwnWritingPermit, Purpose, Refused, enter, own_writing};
use crate::{
    clock::Clock,
    entropy::Entropy,
    store::{
        Store,
        grant::{Grant, Shown},
        identity::person,
        log::access,
        sharing::health_link::{self, Attempt, LinkFile},
    },
};
use shared::{
    health_link::{ContentType, Recipient},
    ids::PatientId,
    log::history::field,
};

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

/// A file that is handed to whoever opened a link.
#[derive(Clone, PartialEq, Eq)]
pub enum HandedFile {
    /// The file itself.
    Embedded(LinkFile),
    /// The secret part of an address where it is to be had once.
    At { content_type: ContentType, secret: String },
}

/// What an opening is decided by.
pub struct Opening<'a> {
    pub attempt: &'a Attempt,
    /// Whoever asks, as they call themself.
    pub recipient: &'a Recipient,
    pub passcode_is_right: bool,
    /// Letters of the longest file that is handed over itself.
    pub most_embedded: u64,
}

/// Opens a link for whoever has it: its encrypted files, and an entry in the access log of whose they are. With the wrong
/// passcode it is entered as refused.
///
/// # Errors
/// [`Refused::NotPermitted`] with the wrong passcode, and where the link opens nothing any more.
pub async fn open_link(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    opening: Opening<'_>,
) -> Result<Vec<HandedFile>, Refused> {
    let Opening { attempt, recipient, passcode_is_right, most_embedded } = opening;
    let now = clock.now();
    let mut tx = store.write().await?;
    let home = person::find_in(&mut tx, attempt.patient).await?;
    // A record that is read as another's was not what was shared.
    let Some(home) = home.filter(|home| home.root == attempt.patient) else {
        return Err(Refused::NotPermitted);
    };
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
    if !passcode_is_right {
        health_link::note_opening(&mut tx, attempt.link, recipient, false, now).await?;
    }
    let shown = passcode_is_right.then_some(Shown::NOTHING);
    // The log first, then the link: in the order in which a link is ended.
    let grant = Grant::enter(tx, &home, entry, shown).await?.ok_or(Refused::NotPermitted)?;
    let mut tx = grant.tx().await;
    if !health_link::count_opening(&mut tx, attempt, now).await? {
        return Err(Refused::NotPermitted);
    }
    health_link::note_opening(&mut tx, attempt.link, recipient, true, now).await?;
    drop(tx);
    let mut handed = Vec::new();
    for (number, file) in (1_i64..).zip(health_link::files(&grant, attempt.link).await?) {
        handed.push(if file.jwe.len() as u64 <= most_embedded {
            HandedFile::Embedded(file)
        } else {
            let of = (attempt.link, number);
            let secret = health_link::make_location(&grant, entropy, of, now).await?;
            HandedFile::At { content_type: file.content_type, secret }
        });
    }
    let sealed = grant.seal(handed);
    Ok(grant.release(sealed).await?)
}
