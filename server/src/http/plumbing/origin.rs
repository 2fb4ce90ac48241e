//! Origin check of posts: only pages under the public address, scheme and port included, may post. The request's own
//! `Host` counts for nothing.

use super::{refused::FormRefusal, visitor::Visitor};
use crate::http::AppState;
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

pub async fn refuse_cross_site_posts(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if harmless || is_same_origin(request.headers(), &state.public_url.origin()) {
        next.run(request).await
    } else {
        FormRefusal::of("refused-elsewhere").refuse(&visitor, StatusCode::FORBIDDEN)
    }
}

/// Browsers say where a request comes from in `Sec-Fetch-Site` and in `Origin`, older ones in `Origin` alone: whatever
/// is said must be so. Neither: not a browser showing one of our pages.
fn is_same_origin(headers: &HeaderMap, ours: &str) -> bool {
    let site = says_only(headers, HeaderName::from_static("sec-fetch-site"), "same-origin");
    let origin = says_only(headers, header::ORIGIN, ours);
    match (site, origin) {
        (None, None) => false,
        (site, origin) => site.unwrap_or(true) && origin.unwrap_or(true),
    }
}

/// Whether a header says this each time that it is there; `None` where it is not.
fn says_only(headers: &HeaderMap, name: HeaderName, expected: &str) -> Option<bool> {
    let all = headers.get_all(name);
    let mut said = all.iter().peekable();
    said.peek()?;
    Some(said.all(|value| value.as_bytes() == expected.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&'static str, &'static str)], expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        assert_eq!(is_same_origin(&headers, "https://portal.example.jp"), expected, "{pairs:?}");
    }

    #[test]
    fn only_our_own_pages_may_post() {
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(&[("origin", "https://portal.example.jp")], true);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "https://portal.example.jp")], true);
        check(&[("sec-fetch-site", "cross-site"), ("origin", "https://portal.example.jp")], false);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")], false);
        for other in [
            "http://portal.example.jp",
            "https://portal.example.jp:8443",
            "https://portal.example.jp.evil.example",
            "https://portal.example.jp@evil.example",
            "https://www.portal.example.jp",
            "null",
            "",
        ] {
            check(&[("origin", other)], false);
            // A name that somebody lets point here is not ours for being asked under it.
            check(&[("origin", "https://evil.example"), ("host", "evil.example")], false);
        }
        check(&[("origin", "https://portal.example.jp"), ("origin", "https://evil.example")], false);
        check(&[("host", "portal.example.jp")], false);
        check(&[], false);
    }
}
