//! CSRF token: every post of a session carries a token that only that session's pages have, so that a page of another
//! site or of an earlier session changes nothing. Each answer carries it behind a mask of its own (a one-time pad, as in
//! Django), so that no two answers have any of its bytes in common, and no size of theirs tells one.

use super::{refused::FormRefusal, visitor::Visitor};
use app::{
    components::form::{TOKEN_FIELD, TOKEN_HEADER},
    i18n::embedded,
    typed::TYPED_FIELD,
};
use axum::{
    Extension, Json,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use serde_json::json;
use sha2::Sha256;
use std::{borrow::Cow, collections::BTreeSet};
use subtle::ConstantTimeEq;

/// What the token is of, so that nothing else that is ever derived from a session's secret is the same.
const OF: &[u8] = b"mikata form token 1";

/// As long as a form may be at all.
const LONGEST: usize = crate::http::MAX_FORM_BYTES;

/// The key of what is said where it is missing.
const WORDS: &str = "refused-token";
const SESSION_ENDED: &str = "refused-session-ended";

/// Bytes of a token, and of a mask.
const LENGTH: usize = 32;

/// The token of a session: nothing of its secret can be told from it.
pub fn token(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(of_session(secret))
}

/// The token as one answer carries it: the mask, and the token under it. `mask` is chance of this answer alone.
pub fn masked(secret: &str, mask: [u8; LENGTH]) -> String {
    URL_SAFE_NO_PAD.encode([mask, xor(mask, of_session(secret))].concat())
}

fn of_session(secret: &str) -> [u8; LENGTH] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(OF);
    mac.finalize().into_bytes().into()
}

/// What is under the mask. A token without one is taken for itself: pages that were opened before an update have those.
fn unmasked(sent: &str) -> Option<[u8; LENGTH]> {
    let bytes = URL_SAFE_NO_PAD.decode(sent).ok()?;
    match bytes.split_at_checked(LENGTH)? {
        (token, []) => token.try_into().ok(),
        (mask, token) => Some(xor(mask.try_into().ok()?, token.try_into().ok()?)),
    }
}

fn xor(one: [u8; LENGTH], other: [u8; LENGTH]) -> [u8; LENGTH] {
    std::array::from_fn(|at| one[at] ^ other[at])
}

/// Whether both are of one session, whatever mask each has.
fn are_one(sent: &str, expected: &str) -> bool {
    match (unmasked(sent), unmasked(expected)) {
        (Some(sent), Some(expected)) => sent.ct_eq(&expected).into(),
        _ => false,
    }
}

/// Lets a post on only with the token of its session. Where nobody is signed in there is no session to act in: signing
/// in, opening an invitation and choosing a language are bound to our own pages by where they come from alone
/// (`origin`), and a ceremony by its own cookie.
pub async fn refuse_posts_without(
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let Some(expected) = visitor.visit.form_token.clone() else {
        // Whoever is invited has no way in yet.
        if request.uri().path().starts_with("/invitation") {
            return next.run(request).await;
        }
        return unless_signed_out(&visitor, request, next).await;
    };
    let is_json = begins_with(request.headers(), "application/json");
    let sent = match Sent::read(request).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal.refuse(&visitor),
    };
    if sent.token.as_deref().is_some_and(|token| are_one(token, &expected)) {
        return next.run(sent.request).await;
    }
    if is_json {
        let message = embedded::words(visitor.visit.locale).say(WORDS, &[]);
        let body = Json(json!({ "error": "form-token", "message": message }));
        let mut answer = (StatusCode::FORBIDDEN, body).into_response();
        answer.extensions_mut().insert(FormRefusal::of(WORDS));
        return answer;
    }
    let because = FormRefusal::of(WORDS);
    let because = match &sent.written {
        Some(written) => because.typed(written),
        None => because,
    };
    because.refuse(&visitor, StatusCode::FORBIDDEN)
}

/// A form of a session that has ended meanwhile: what was typed into it is handed back. Where nothing was, signing in again
/// loses nothing.
async fn unless_signed_out(visitor: &Visitor, request: Request, next: Next) -> Response {
    let sent = match Sent::read(request).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal.refuse(visitor),
    };
    match (&sent.token, &sent.written) {
        (Some(_), Some(written)) => FormRefusal::of(SESSION_ENDED)
            .typed(written)
            .signed_out()
            .refuse(visitor, StatusCode::UNAUTHORIZED),
        _ => next.run(sent.request).await,
    }
}

/// A request whose token was taken out.
struct Sent {
    request: Request,
    token: Option<String>,
    written: Option<String>,
}

/// Why a form was not read.
struct Unread(StatusCode, &'static str);

impl Unread {
    fn refuse(self, visitor: &Visitor) -> Response {
        FormRefusal::of(self.1).refuse(visitor, self.0)
    }
}

impl Sent {
    /// A header says it, or a field of a form; nothing else is read.
    async fn read(request: Request) -> Result<Self, Unread> {
        let mut said = request.headers().get_all(TOKEN_HEADER).iter();
        if let Some(token) = said.next() {
            // A second token is no token.
            let token = said.next().is_none().then_some(token).and_then(|token| token.to_str().ok());
            let token = token.map(str::to_owned);
            return Ok(Self { request, token, written: None });
        }
        if !begins_with(request.headers(), "application/x-www-form-urlencoded") {
            return Ok(Self { request, token: None, written: None });
        }
        let (mut parts, body) = request.into_parts();
        let body = to_bytes(body, LONGEST).await.map_err(|error| {
            let too_long = std::error::Error::source(&error)
                .is_some_and(|why| why.is::<http_body_util::LengthLimitError>());
            match too_long {
                true => Unread(StatusCode::PAYLOAD_TOO_LARGE, "refused-too-large"),
                false => Unread(StatusCode::BAD_REQUEST, "refused-incomplete"),
            }
        })?;
        let (token, rest) = taken_out(&body);
        let (written, rest) = (written(&rest), without(&rest, TYPED_FIELD));
        if let Ok(length) = HeaderValue::try_from(rest.len().to_string()) {
            parts.headers.insert(header::CONTENT_LENGTH, length);
        }
        Ok(Self { request: Request::from_parts(parts, Body::from(rest)), token, written })
    }
}

fn begins_with(headers: &HeaderMap, kind: &str) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|found| found.as_bytes().starts_with(kind.as_bytes()))
}

/// The token, and the form without it: a handler sees what was filled in. A second token is no token.
fn taken_out(body: &Bytes) -> (Option<String>, Bytes) {
    let tokens: Vec<&[u8]> = body.split(between).filter_map(|pair| value(pair, TOKEN_FIELD)).collect();
    let token = match tokens.as_slice() {
        [one] => std::str::from_utf8(one).ok().map(str::to_owned),
        _ => None,
    };
    let rest = if tokens.is_empty() { body.clone() } else { without(body, TOKEN_FIELD) };
    (token, rest)
}

/// The form without the fields of one name.
fn without(body: &Bytes, name: &str) -> Bytes {
    let rest: Vec<&[u8]> = body.split(between).filter(|pair| value(pair, name).is_none()).collect();
    Bytes::from(rest.join(&b'&'))
}

fn between(byte: &u8) -> bool {
    *byte == b'&'
}

/// What a pair says, where it is of this name: ours are written without escapes.
fn value<'a>(pair: &'a [u8], name: &str) -> Option<&'a [u8]> {
    pair.strip_prefix(name.as_bytes())?.strip_prefix(b"=")
}

/// What somebody typed: what stands in the fields that the form itself names as typed in, in its order, line by line.
fn written(body: &[u8]) -> Option<String> {
    let fields: Vec<(Cow<'_, str>, Cow<'_, str>)> = url::form_urlencoded::parse(body).collect();
    let typed: BTreeSet<&str> =
        fields.iter().filter(|(name, _)| name == TYPED_FIELD).map(|(_, typed)| typed.as_ref()).collect();
    let texts = fields.iter().filter(|(name, text)| typed.contains(name.as_ref()) && !text.trim().is_empty());
    let texts: Vec<&str> = texts.map(|(_, text)| text.as_ref()).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &'static str, token: Option<&str>, rest: &str) {
        let (found, left) = taken_out(&Bytes::from_static(body.as_bytes()));
        assert_eq!((found.as_deref(), std::str::from_utf8(&left).unwrap()), (token, rest), "{body}");
    }

    #[test]
    fn the_token_is_taken_out_and_nothing_else() {
        check("", None, "");
        check("a=1", None, "a=1");
        check("form_token=x", Some("x"), "");
        check("a=1&form_token=x&b=form_token%3Dy", Some("x"), "a=1&b=form_token%3Dy");
        check("form_token=&a=", Some(""), "a=");
        check("form_token=x&form_token=y&a=1", None, "a=1");
        check("form_tokens=x&my_form_token=y", None, "form_tokens=x&my_form_token=y");
        check("a=1&&form_token=x&", Some("x"), "a=1&&");
    }

    #[test]
    fn each_session_has_its_own_and_it_stays() {
        assert_eq!(token("a"), token("a"));
        assert_ne!(token("a"), token("b"));
        assert!(token("").len() == 43 && !token("secret").contains("secret"));
    }

    #[test]
    fn behind_every_mask_it_is_the_same_token_and_behind_none_another() {
        let masks = [[0; LENGTH], [255; LENGTH], std::array::from_fn(|at| at as u8)];
        let all: Vec<String> = masks.iter().map(|mask| masked("a", *mask)).collect();
        for one in &all {
            assert_eq!(one.len(), 86, "whatever the mask");
            assert!(all.iter().all(|other| are_one(one, other)), "{one}");
            assert!(are_one(one, &token("a")) && are_one(&token("a"), one), "a page of before has no mask");
            assert!(!are_one(one, &token("b")) && !are_one(one, &masked("b", masks[2])), "{one}");
            // One letter of either half.
            for at in [0, 80] {
                let other = if &one[at..=at] == "A" { "B" } else { "A" };
                assert!(!are_one(&format!("{}{other}{}", &one[..at], &one[at + 1..]), &token("a")));
            }
            for bad in ["", "A", &one[..85], &one[..43], &format!("{one}A"), &format!("{one}{one}")] {
                assert!(!are_one(bad, &token("a")), "{bad}");
            }
        }
        // No two are alike where the token itself is.
        assert!(all[0][43..] != all[1][43..] && all[1][43..] != all[2][43..]);
    }

    #[test]
    fn what_was_written_is_kept() {
        let typed = b"a=1&text=%E3%81%82+b&form_typed=text&form_typed=label&label=c&until=&form_typed=until";
        assert_eq!(written(typed).as_deref(), Some("あ b\nc"), "what the form names, in its order");
        assert_eq!(written(b"text=a&form_typed="), None);
        assert_eq!(written(b"text=+&form_typed=text"), None);
        let rest = without(&Bytes::from_static(b"a=1&form_typed=a&form_typedb=2"), TYPED_FIELD);
        assert_eq!(rest, "a=1&form_typedb=2");
    }
}
