//! Request bodies of facilities: read within the memory budget, and decompressed.

use crate::{
    http::plumbing::connections::TooSlow,
    ingest::intake::{Budget, Full, Held},
};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use flate2::write::MultiGzDecoder;
use http_body_util::BodyExt;
use shared::ids::FacilityCode;
use std::io::{self, Write};

/// Memory is taken in such steps where a body does not say how long it is.
const STEP: usize = 256 * 1024;

/// So much is unpacked at once: a kilobyte becomes at most a megabyte.
const PACKED_STEP: usize = 1024;

/// A body, and the memory that is taken for it.
#[derive(Debug)]
pub struct Arrived {
    pub bytes: Bytes,
    pub held: Held,
}

/// Why a body is not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    #[error("one of at most so many bytes is expected")]
    TooLong,
    #[error("it ended before all of it had arrived")]
    Incomplete,
    #[error("it came too slowly")]
    TooSlow,
    #[error("it is not the gzip that it says it is")]
    NotGzip,
    /// With the encoding that it names.
    #[error("only gzip, or no Content-Encoding, is taken; found {0:?}")]
    Encoding(String),
    #[error(transparent)]
    Full(#[from] Full),
}

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Identity,
    Gzip,
}

impl Encoding {
    fn of(headers: &HeaderMap) -> Result<Self, NotTaken> {
        let lines = headers.get_all(header::CONTENT_ENCODING).iter();
        let named: Vec<String> =
            lines.map(|line| String::from_utf8_lossy(line.as_bytes()).trim().to_ascii_lowercase()).collect();
        match named.join(", ").as_str() {
            "" | "identity" => Ok(Self::Identity),
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            other => Err(NotTaken::Encoding(other.chars().take(40).collect())),
        }
    }
}

/// Takes a body of at most `most` bytes, counted as they are unpacked. What is too much is refused before it is read
/// where it says how long it is.
pub async fn take(
    budget: &Budget,
    sender: &FacilityCode,
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<Arrived, NotTaken> {
    let encoding = Encoding::of(headers)?;
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(NotTaken::TooLong);
    }
    let first = announced.filter(|_| encoding == Encoding::Identity).unwrap_or(STEP.min(most));
    let mut taking = Taking { held: budget.hold(sender, first)?, most };
    let bytes = match encoding {
        Encoding::Identity => taking.plain(body, announced.unwrap_or_default()).await?,
        Encoding::Gzip => taking.gzip(body).await?,
    };
    Ok(Arrived { bytes: bytes.into(), held: taking.held })
}

struct Taking {
    held: Held,
    most: usize,
}

impl Taking {
    /// Makes room for so many bytes.
    fn room(&mut self, bytes: usize) -> Result<(), NotTaken> {
        if bytes > self.most {
            return Err(NotTaken::TooLong);
        }
        Ok(self.held.grow_to(bytes.next_multiple_of(STEP).min(self.most).max(bytes))?)
    }

    async fn plain(&mut self, mut body: Body, announced: usize) -> Result<Vec<u8>, NotTaken> {
        let mut bytes = Vec::with_capacity(announced);
        while let Some(data) = next(&mut body).await? {
            // What announced its length has room for it.
            if bytes.len() + data.len() > announced {
                self.room(bytes.len() + data.len())?;
            }
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    }

    async fn gzip(&mut self, mut body: Body) -> Result<Vec<u8>, NotTaken> {
        // Several members in a row are one stream (RFC 1952, 2.2).
        let mut unpacked = MultiGzDecoder::new(Vec::new());
        while let Some(data) = next(&mut body).await? {
            for packed in data.chunks(PACKED_STEP) {
                unpacked.write_all(packed).map_err(|_: io::Error| NotTaken::NotGzip)?;
                self.room(unpacked.get_ref().len())?;
            }
        }
        let bytes = unpacked.finish().map_err(|_: io::Error| NotTaken::NotGzip)?;
        self.room(bytes.len())?;
        Ok(bytes)
    }
}

async fn next(body: &mut Body) -> Result<Option<Bytes>, NotTaken> {
    while let Some(frame) = body.frame().await {
        let frame =
            frame.map_err(
                |error| {
                    if TooSlow::caused(&error) { NotTaken::TooSlow } else { NotTaken::Incomplete }
                },
            )?;
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}
