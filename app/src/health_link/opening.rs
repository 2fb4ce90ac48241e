//! What a link leads to: asked for, decrypted, or why it is not to be had.

use super::browser::{Ask, NoAnswer, ask, confirm};
use crate::{format, js, t};
use shared::health_link::{
    ContentType, File, FileContent, FileStatus, Flag, InvalidPayload, JweError, LastUpdated, Loopback,
    Manifest, ManifestRequest, Payload, Recipient, WrongPasscode, jwe,
};

/// Bytes of a manifest, with the files that it holds itself.
const MOST_MANIFEST: usize = 24 * 1024 * 1024;

/// Bytes of a file, decrypted.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Why nothing is shown.
#[derive(Clone, Debug)]
pub enum Problem {
    Link(InvalidPayload),
    NoAnswer(NoAnswer),
    NotActive,
    /// Whoever opens it said nothing that can be read.
    NoName,
    TooSoon(u32),
    WrongPasscode(Option<i64>),
    Status(u16),
    Manifest,
    NoFiles,
    Jwe(JweError),
    /// Decrypted, and no document that is understood.
    Document(String),
    /// Another kind of file, by its media type.
    Kind(String),
    /// It is at another host, which the reader did not want to be asked.
    NotAsked(String),
}

impl Problem {
    pub fn words(&self) -> String {
        match self {
            Self::Link(InvalidPayload::NotALink) => t!("viewer-no-link"),
            Self::Link(_) => t!("viewer-broken-link"),
            Self::NoAnswer(NoAnswer::Unreachable) => t!("viewer-unreachable"),
            Self::NoAnswer(NoAnswer::TooLarge) => t!("viewer-too-large"),
            Self::NoAnswer(NoAnswer::NotText) | Self::Manifest => t!("viewer-not-understood"),
            Self::NotActive => t!("viewer-not-active"),
            Self::NoName => t!("viewer-no-name"),
            Self::TooSoon(seconds) => t!("viewer-too-soon", seconds = i64::from(*seconds)),
            Self::WrongPasscode(Some(0)) => t!("viewer-locked"),
            Self::WrongPasscode(Some(left)) => t!("viewer-wrong-passcode", left = *left),
            Self::WrongPasscode(None) => t!("viewer-wrong-passcode-unknown"),
            Self::Status(status) => t!("viewer-status", status = i64::from(*status)),
            Self::NoFiles => t!("viewer-no-files"),
            Self::Jwe(JweError::NotAuthentic) => t!("viewer-wrong-key"),
            Self::Jwe(JweError::TooLarge { .. }) => t!("viewer-too-large"),
            Self::Jwe(_) => t!("viewer-broken-file"),
            Self::Document(why) => t!("viewer-no-document", why = why.clone()),
            Self::Kind(kind) => t!("viewer-other-kind", kind = kind.clone()),
            Self::NotAsked(host) => t!("viewer-not-asked", host = host.clone()),
        }
    }
}

/// A file as it was opened.
pub struct Opened {
    pub text: String,
    pub status: Option<FileStatus>,
    /// As its issuer wrote it, or in the reader's time.
    pub updated: Option<String>,
}

/// The documents behind a link, each or why it is not to be had.
pub async fn opened(
    payload: &Payload,
    request: &ManifestRequest,
) -> Result<Vec<Result<Opened, Problem>>, Problem> {
    if payload.flags.contains(Flag::OneFile) {
        return Ok(vec![one_file(payload, &request.recipient).await]);
    }
    let body = serde_json::to_string(request).map_err(|_| Problem::Manifest)?;
    let asked =
        Ask { address: payload.url.as_str(), body: Some(&body), token: None, most_bytes: MOST_MANIFEST };
    let answer = ask(asked).await.map_err(Problem::NoAnswer)?;
    let manifest = match answer.status {
        200 => Manifest::read(&answer.text, MOST_MANIFEST).map_err(|_| Problem::Manifest)?,
        401 => {
            return Err(Problem::WrongPasscode(WrongPasscode::remaining(&answer.text).map(i64::from)));
        }
        404 => return Err(Problem::NotActive),
        429 => return Err(Problem::TooSoon(answer.retry_after.unwrap_or(60))),
        status => return Err(Problem::Status(status)),
    };
    let mut opened = Vec::new();
    for file in &manifest.files {
        opened.push(decrypted(file, payload).await);
    }
    opened.extend(manifest.unread.iter().map(|_| Err(Problem::Manifest)));
    if opened.is_empty() { Err(Problem::NoFiles) } else { Ok(opened) }
}

/// The file of a link that has no manifest.
async fn one_file(payload: &Payload, recipient: &Recipient) -> Result<Opened, Problem> {
    let url = payload.url.as_str();
    let joined = if url.contains('?') { '&' } else { '?' };
    let address = format!("{url}{joined}recipient={}", js::encoded(recipient.as_str()));
    let asked = Ask { address: &address, body: None, token: None, most_bytes: 2 * MOST_BYTES };
    let answer = ask(asked).await.map_err(Problem::NoAnswer)?;
    match answer.status {
        200 => unsealed(&answer.text, payload).map(|text| Opened { text, status: None, updated: None }),
        404 => Err(Problem::NotActive),
        429 => Err(Problem::TooSoon(answer.retry_after.unwrap_or(60))),
        status => Err(Problem::Status(status)),
    }
}

fn unsealed(sealed: &str, payload: &Payload) -> Result<String, Problem> {
    let content = jwe::open(sealed, &payload.key, MOST_BYTES).map_err(Problem::Jwe)?;
    String::from_utf8(content.bytes).map_err(|_| Problem::Document("UTF-8".to_owned()))
}

async fn decrypted(file: &File, payload: &Payload) -> Result<Opened, Problem> {
    if let ContentType::SmartHealthCard | ContentType::SmartApiAccess = file.content_type {
        return Err(Problem::Kind(file.content_type.as_str().to_owned()));
    }
    let sealed = match (&file.content, file.content.location(&payload.url, Loopback::Permitted)) {
        (FileContent::Embedded(jwe), _) => jwe.clone(),
        (FileContent::Location(_), Some(Ok(address))) => {
            let host = address.origin();
            // Only the host of the link itself was named so far.
            if host != payload.url.origin() && !confirm(&t!("viewer-will-contact", host = host.to_owned())) {
                return Err(Problem::NotAsked(host.to_owned()));
            }
            let asked =
                Ask { address: address.as_str(), body: None, token: None, most_bytes: 2 * MOST_BYTES };
            let answer = ask(asked).await.map_err(Problem::NoAnswer)?;
            match answer.status {
                200 => answer.text,
                404 => return Err(Problem::NotActive),
                status => return Err(Problem::Status(status)),
            }
        }
        (FileContent::Location(_), _) => return Err(Problem::Manifest),
    };
    let updated = file.last_updated.as_ref().map(|updated| match updated {
        LastUpdated::At(at) => format::instant(*at),
        LastUpdated::Said(said) => said.clone(),
    });
    Ok(Opened { text: unsealed(&sealed, payload)?, status: file.status.clone(), updated })
}
