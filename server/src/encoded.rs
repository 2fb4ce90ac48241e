//! Static bytes, compressed once per encoding at the first request for it.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// Nearly as small as can be, in milliseconds for a hundred kilobytes.
const QUALITY: u32 = 9;

/// A coding that browsers take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// The one that leaves least of those that are asked for.
    pub fn asked(headers: &HeaderMap) -> Option<Self> {
        [Self::Brotli, Self::Gzip].into_iter().find(|coding| takes(headers, coding.name()))
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    pub fn value(self) -> HeaderValue {
        HeaderValue::from_static(self.name())
    }
}

/// The same bytes in each coding.
#[derive(Debug, Default)]
pub struct Encoded {
    plain: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
    integrity: OnceLock<String>,
}

impl Encoded {
    pub fn new(plain: impl Into<Bytes>) -> Self {
        Self { plain: plain.into(), ..Self::default() }
    }

    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// What a browser may hold the decoded bytes against (Subresource Integrity).
    pub fn integrity(&self) -> &str {
        self.integrity.get_or_init(|| integrity(&self.plain))
    }

    /// In the smallest coding that `asked` takes. The address is to carry a hash: no tag is sent.
    pub fn answer(&self, asked: &HeaderMap, kind: &'static str) -> Response {
        let coding = Coding::asked(asked);
        let bytes = match coding {
            Some(Coding::Brotli) => self.brotli.get_or_init(|| compress::brotli(&self.plain, QUALITY).into()),
            Some(Coding::Gzip) => {
                self.gzip.get_or_init(|| compress::gzip(&self.plain, compress::SMALLEST_GZIP).into())
            }
            None => &self.plain,
        };
        let mut answer = bytes.clone().into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, coding.value());
        }
        answer
    }
}

/// What stands in an address for these bytes: 16 digits that change with them.
pub fn address_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `sha256-…` of these bytes, as `fetch` and `integrity` attributes take it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Whether a coding is named, and not with weight 0.
fn takes(asked: &HeaderMap, coding: &str) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let weight = words.find_map(|word| word.strip_prefix("q=").or_else(|| word.strip_prefix("Q=")));
        named && weight.is_none_or(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(accepted: &str, expected: &str) {
        let mut asked = HeaderMap::new();
        asked.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
        let answer = Encoded::new("words ".repeat(100)).answer(&asked, "text/plain");
        let found =
            answer.headers().get(header::CONTENT_ENCODING).map_or("", |coding| coding.to_str().unwrap());
        assert_eq!(found, expected, "{accepted}");
        assert_eq!(answer.headers()[header::VARY], "accept-encoding");
    }

    #[test]
    fn bytes_are_named_as_browsers_compare_them() {
        // Of nothing at all: FIPS 180-4's empty message.
        assert_eq!(Encoded::default().integrity(), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn the_smallest_coding_that_is_taken_is_sent() {
        check("gzip, deflate, br, zstd", "br");
        check("gzip;q=1.0, *;q=0.5", "gzip");
        check("br;q=0, GZIP", "gzip");
        check("br; q=0.001", "br");
        check("br;q=x", "");
        check("identity", "");
        check("brotli", "");
        check("", "");
    }
}
