//! Posts must come from our own pages: a form on another site would be sent with our cookie.

use super::{refused::Because, visitor::Visitor};
use axum::{
    Extension,
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

pub async fn refuse_cross_site_posts(
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if harmless || is_same_origin(request.headers()) {
        next.run(request).await
    } else {
        Because::of("refused-elsewhere").refuse(&visitor, StatusCode::FORBIDDEN)
    }
}

/// Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`. Neither:
/// not a browser showing one of our pages.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&'static str, &'static str)], expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        assert_eq!(is_same_origin(&headers), expected, "{pairs:?}");
    }

    #[test]
    fn only_our_own_pages_may_post() {
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")], false);
        check(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")], true);
        check(&[("origin", "http://evil.example"), ("host", "localhost:3000")], false);
        check(&[("origin", "null"), ("host", "localhost:3000")], false);
        check(&[("host", "localhost:3000")], false);
        check(&[], false);
    }
}
