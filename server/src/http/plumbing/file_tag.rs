//! Tags of files whose names carry their hash: name and coding together stand for the very bytes that are sent. What a
//! browser holds is asked for by them, and a range of one coding never goes on from what was begun in another.

use super::parts::has_hash;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

/// What says something of bytes that are not sent.
const OF_BYTES: [HeaderName; 5] = [
    header::ACCEPT_RANGES,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_RANGE,
    header::CONTENT_TYPE,
];

/// Adds the tag, and answers `If-None-Match` and `If-Range`, which `tower-http` does not know.
pub async fn by_tag(mut request: Request, next: Next) -> Response {
    let name = Some(request.uri().path().to_owned()).filter(|path| has_hash(path));
    let headers = request.headers_mut();
    let held: Vec<HeaderValue> = headers.get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    if name.is_some() && !held.is_empty() {
        // A tag counts, and no date beside it.
        headers.remove(header::IF_MODIFIED_SINCE);
    }
    let begun = headers.remove(header::IF_RANGE);
    let whole = begun.is_some().then(|| without_range(&request));
    let mut answer = tagged(name.as_deref(), next.clone().run(request).await);
    if let (Some(begun), Some(whole)) = (begun, whole)
        && matches!(answer.status(), StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE)
        && !goes_on(&begun, &answer)
    {
        answer = tagged(name.as_deref(), next.run(whole).await);
    }
    if is_held(&held, &answer) { not_modified(answer) } else { answer }
}

fn tagged(name: Option<&str>, mut answer: Response) -> Response {
    let Some(name) = name.filter(|_| answer.status().is_success()) else { return answer };
    let coding = answer.headers().get(header::CONTENT_ENCODING).and_then(|coding| coding.to_str().ok());
    let tag = match coding {
        Some(coding) => format!("\"{name};{coding}\""),
        None => format!("\"{name}\""),
    };
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

fn without_range(request: &Request) -> Request {
    let mut whole = Request::new(Body::empty());
    *whole.method_mut() = request.method().clone();
    *whole.uri_mut() = request.uri().clone();
    *whole.headers_mut() = request.headers().clone();
    *whole.extensions_mut() = request.extensions().clone();
    whole.headers_mut().remove(header::RANGE);
    whole
}

/// Whether what was begun is of these bytes. A date says so only where there is no tag: all codings are of one second.
fn goes_on(begun: &HeaderValue, answer: &Response) -> bool {
    let headers = answer.headers();
    headers.get(header::ETAG).or_else(|| headers.get(header::LAST_MODIFIED)) == Some(begun)
}

fn is_held(held: &[HeaderValue], answer: &Response) -> bool {
    let Some(tag) = answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()) else {
        return false;
    };
    let held = held.iter().filter_map(|held| held.to_str().ok()).flat_map(|held| held.split(','));
    held.map(str::trim).any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

fn not_modified(answer: Response) -> Response {
    let (mut parts, _) = answer.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    for name in OF_BYTES {
        parts.headers.remove(name);
    }
    Response::from_parts(parts, Body::empty())
}
