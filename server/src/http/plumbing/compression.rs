//! Compression of what is made for one request: pages, JSON and other text.
//!
//! An answer gets smaller the more of it stands there twice. Who can put text into an answer, and sees how large it
//! travels, could guess piece by piece what else stands there (BREACH). So nothing is compressed that may repeat text of
//! its request. What may is decided here, for every route: only `GET` and `HEAD` with status 200 are compressed, of an
//! address without a query, of whose path there is nothing to choose but ids; and never where another site asks. A
//! handler whose query only chooses says so by [`QueryChooses`].
//!
//! Whole, in one piece and with one quality, so that equal text has equal size. The routes of facilities' systems are
//! not behind this layer: what they sent comes back to the byte, and what they ask stands in what they are answered.

use crate::encoded::Coding;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::LazyLock;
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Said of an answer by its handler: the query chose what it says, and no text of the query stands in it.
#[derive(Clone, Copy, Debug)]
pub struct QueryChooses;

/// Below, what is saved is less than the headers.
const SHORTEST: usize = 512;

/// Kinds that shrink, without their parameters. A stream of events is not among them: it must arrive as it is written.
const TEXT: [&str; 6] =
    ["text/html", "text/plain", "text/csv", "application/json", "application/fhir+json", "application/xml"];

/// What decides about the form of such an answer.
const VARY: HeaderValue = HeaderValue::from_static("accept-encoding, sec-fetch-site");

/// As many at once as there are processors: more would take memory and gain nothing.
static AT_ONCE: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

/// How much of a request its answer may repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MayRepeat {
    Nothing,
    Query,
    Anything,
}

impl MayRepeat {
    fn of(method: &Method, uri: &Uri) -> Self {
        // Ids and names of ours. An escape could be any text, and pages say where they lead back to.
        let is_ours = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.');
        match *method {
            Method::GET | Method::HEAD if uri.path().bytes().all(is_ours) => match uri.query() {
                None => Self::Nothing,
                Some(_) => Self::Query,
            },
            _ => Self::Anything,
        }
    }
}

/// Compresses an answer in the smallest coding that is asked for, if nothing speaks against it.
pub async fn as_it_goes(request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    asked.send(next.run(request).await).await
}

/// What of a request decides about the form of its answer.
struct Asked {
    may_repeat: MayRepeat,
    coding: Option<Coding>,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let elsewhere = is_asked_from_elsewhere(request.headers());
        Self {
            may_repeat: MayRepeat::of(request.method(), request.uri()),
            coding: Coding::asked(request.headers()).filter(|_| !elsewhere),
        }
    }

    async fn send(self, mut answer: Response) -> Response {
        let repeats = match self.may_repeat {
            MayRepeat::Nothing => false,
            MayRepeat::Query => answer.extensions().get::<QueryChooses>().is_none(),
            MayRepeat::Anything => true,
        };
        let unchanged = answer.status() == StatusCode::NOT_MODIFIED;
        if repeats || !(unchanged || is_text(&answer)) {
            return answer;
        }
        answer.headers_mut().append(header::VARY, VARY);
        match self.coding {
            None => answer,
            Some(_) if unchanged => {
                weaken_tag(answer.headers_mut());
                answer
            }
            Some(coding) => compressed(coding, answer).await,
        }
    }
}

/// A browser that says that another site asks, or one that shares no more than a domain with this one.
fn is_asked_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get_all("sec-fetch-site").iter().any(|site| !matches!(site.as_bytes(), b"same-origin" | b"none"))
}

fn is_text(answer: &Response) -> bool {
    let headers = answer.headers();
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    answer.status() == StatusCode::OK
        && !headers.contains_key(header::CONTENT_ENCODING)
        && TEXT.iter().any(|text| kind.eq_ignore_ascii_case(text))
}

async fn compressed(coding: Coding, answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    // All of it was made before the first byte goes: pages wait for their data, and JSON is written whole.
    let plain = match to_bytes(body, usize::MAX).await {
        Ok(plain) => plain,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "an answer broke off");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    if plain.len() < SHORTEST {
        return Response::from_parts(parts, Body::from(plain));
    }
    let Some(smaller) = smaller(coding, plain.clone()).await else {
        return Response::from_parts(parts, Body::from(plain));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, coding.value());
    weaken_tag(&mut parts.headers);
    Response::from_parts(parts, Body::from(smaller))
}

/// On a thread of its own: milliseconds in which nobody else is kept waiting.
async fn smaller(coding: Coding, plain: Bytes) -> Option<Vec<u8>> {
    let permit = AT_ONCE.acquire().await.ok()?;
    let done = spawn_blocking(move || {
        let _permit = permit;
        match coding {
            Coding::Brotli => compress::brotli(&plain, compress::QUICK),
            Coding::Gzip => compress::gzip(&plain, compress::QUICK_GZIP),
        }
    });
    match done.await {
        Ok(smaller) => Some(smaller),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "an answer could not be compressed");
            None
        }
    }
}

/// A strong tag is of these very bytes; in another coding they are others that say the same.
fn weaken_tag(headers: &mut HeaderMap) {
    let Some(tag) = headers.get(header::ETAG).filter(|tag| !tag.as_bytes().starts_with(b"W/")) else {
        return;
    };
    if let Ok(weak) = HeaderValue::from_bytes(&[&b"W/"[..], tag.as_bytes()].concat()) {
        headers.insert(header::ETAG, weak);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    #[test]
    fn what_an_answer_may_repeat_is_decided_by_its_request() {
        let get = Method::GET;
        for (method, address, expected) in [
            (&get, "/", MayRepeat::Nothing),
            (&Method::HEAD, "/labs/core-3f085000002399801", MayRepeat::Nothing),
            (&get, "/api/access-history/history.csv", MayRepeat::Nothing),
            (&get, "/labs?", MayRepeat::Query),
            (&get, "/medicines/check?q=x", MayRepeat::Query),
            (&get, "/labs/%3Cx", MayRepeat::Anything),
            (&get, "/labs/Core", MayRepeat::Anything),
            (&get, "/labs/a%20b?q=x", MayRepeat::Anything),
            (&get, "/labs/form_token=", MayRepeat::Anything),
            (&Method::POST, "/consent/preset", MayRepeat::Anything),
            (&Method::OPTIONS, "/", MayRepeat::Anything),
        ] {
            assert_eq!(MayRepeat::of(method, &address.parse().unwrap()), expected, "{method} {address}");
        }
    }

    /// An answer as it leaves this layer, to a request with these headers.
    async fn sent(answer: Response, address: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Asked::of(&request.body(Body::empty()).unwrap()).send(answer).await
    }

    async fn coding(answer: Response, address: &str, headers: &[(&str, &str)]) -> String {
        let answer = sent(answer, address, headers).await;
        let named = answer.headers().get(header::CONTENT_ENCODING).map(|coding| coding.to_str().unwrap());
        named.unwrap_or("").to_owned()
    }

    fn page(more: &[(HeaderName, &'static str)]) -> Response {
        let mut answer = "<p>見本 花子</p>".repeat(100).into_response();
        let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
        for (name, value) in [kind].iter().chain(more) {
            answer.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        answer
    }

    const BR: (&str, &str) = ("accept-encoding", "gzip, deflate, br, zstd");

    #[tokio::test]
    async fn who_takes_it_gets_it_compressed_unless_another_site_asks() {
        assert_eq!(coding(page(&[]), "/", &[BR]).await, "br");
        assert_eq!(coding(page(&[]), "/", &[("accept-encoding", "gzip")]).await, "gzip");
        assert_eq!(coding(page(&[]), "/", &[]).await, "");
        for (site, expected) in
            [("none", "br"), ("same-origin", "br"), ("same-site", ""), ("cross-site", ""), ("x", "")]
        {
            assert_eq!(coding(page(&[]), "/", &[BR, ("sec-fetch-site", site)]).await, expected, "{site}");
        }
        let twice = [BR, ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")];
        assert_eq!(coding(page(&[]), "/", &twice).await, "");
    }

    #[tokio::test]
    async fn what_may_repeat_text_of_its_request_is_not_compressed() {
        let chosen = || (axum::Extension(QueryChooses), page(&[])).into_response();
        assert_eq!(coding(page(&[]), "/?q=x", &[BR]).await, "");
        assert_eq!(coding(chosen(), "/?after=1", &[BR]).await, "br");
        assert_eq!(coding(chosen(), "/%41?after=1", &[BR]).await, "", "of the path it says nothing");
        for status in [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN, StatusCode::PARTIAL_CONTENT] {
            assert_eq!(coding((status, page(&[])).into_response(), "/", &[BR]).await, "", "{status}");
        }
    }

    #[tokio::test]
    async fn only_text_that_is_long_enough_is_compressed() {
        for (kind, expected) in [
            ("application/json", "br"),
            ("TEXT/HTML;charset=utf-8", "br"),
            ("text/event-stream", ""),
            ("application/pdf", ""),
            ("application/octet-stream", ""),
            ("", ""),
        ] {
            assert_eq!(coding(page(&[(header::CONTENT_TYPE, kind)]), "/", &[BR]).await, expected, "{kind}");
        }
        assert_eq!(coding(page(&[(header::CONTENT_ENCODING, "zstd")]), "/", &[BR]).await, "zstd");
        for (length, expected) in [(SHORTEST - 1, ""), (SHORTEST, "br")] {
            assert_eq!(coding("x".repeat(length).into_response(), "/", &[BR]).await, expected, "{length}");
        }
    }

    #[tokio::test]
    async fn headers_fit_what_is_sent() {
        let tagged =
            || page(&[(header::ETAG, "\"1\""), (header::VARY, "cookie"), (header::CONTENT_LENGTH, "1900")]);
        let answer = sent(tagged(), "/", &[BR]).await;
        assert_eq!(answer.headers()[header::ETAG], "W/\"1\"");
        let vary: Vec<_> = answer.headers().get_all(header::VARY).iter().collect();
        assert_eq!(vary, ["cookie", "accept-encoding, sec-fetch-site"]);
        assert!(!answer.headers().contains_key(header::CONTENT_LENGTH), "it was of the plain text");
        let plain = sent(tagged(), "/", &[]).await;
        assert_eq!(plain.headers()[header::ETAG], "\"1\"");
        assert_eq!(plain.headers()[header::CONTENT_LENGTH], "1900");
        assert_eq!(plain.headers().get_all(header::VARY).iter().count(), 2, "also where nobody asked for it");
        let known = (StatusCode::NOT_MODIFIED, [(header::ETAG, "\"1\"")]).into_response();
        let answer = sent(known, "/", &[BR]).await;
        assert_eq!(answer.headers()[header::ETAG], "W/\"1\"", "as the answer with the text would have it");
        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
    }
}
