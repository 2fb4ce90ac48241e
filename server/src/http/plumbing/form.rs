//! Extractor for forms. One that cannot be read is refused as a page (`refused`) that names the field.

use super::{refused::FormRefusal, visitor::Visitor};
use axum::{
    extract::{FromRequest, Request, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

/// What was filled in.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let visitor = request.extensions().get::<Visitor>().cloned();
        match axum::Form::from_request(request, state).await {
            Ok(axum::Form(filled)) => Ok(Self(filled)),
            Err(why) => Err(refuse(visitor, &why)),
        }
    }
}

fn refuse(visitor: Option<Visitor>, why: &FormRejection) -> Response {
    let status = why.status();
    let Some(visitor) = visitor else { return status.into_response() };
    let said = why.body_text();
    let words = match status {
        StatusCode::PAYLOAD_TOO_LARGE => "refused-too-large",
        _ => "refused-incomplete",
    };
    FormRefusal::of(words).field(field_of(&said)).refuse(&visitor, status)
}

/// The field that a rejection is about: it says `missing field` with the name, or the name before what is wrong.
fn field_of(said: &str) -> Option<&str> {
    let (_, about) = said.split_once(": ")?;
    let named = ["missing field `", "duplicate field `"];
    let quoted = named.into_iter().find_map(|start| about.split_once(start)?.1.split('`').next());
    let leading = || about.split_once(": ").map(|(name, _)| name);
    let is_a_name = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    quoted.or_else(leading).filter(is_a_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::header};
    use serde::Deserialize;
    use uuid::Uuid;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Named {
        passkey: Uuid,
    }

    async fn check(body: &str, field: Option<&str>) {
        let request = axum::http::Request::post("/")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap();
        let Err(why) = axum::Form::<Named>::from_request(request, &()).await else {
            panic!("{body}: accepted")
        };
        assert_eq!(field_of(&why.body_text()), field, "{body}: {}", why.body_text());
    }

    #[tokio::test]
    async fn the_field_that_is_wrong_is_named() {
        check("", Some("passkey")).await;
        check("passkey=1", Some("passkey")).await;
        check(&format!("passkey={0}&passkey={0}", Uuid::nil()), Some("passkey")).await;
        check("%ff", Some("passkey")).await;
    }

    #[test]
    fn what_names_no_field_gives_none() {
        for said in ["", "Failed to buffer the request body", "a: invalid type: <b>"] {
            assert_eq!(field_of(said), None, "{said}");
        }
    }
}
