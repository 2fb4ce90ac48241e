//! Extractor for JSON from our own pages, with the same limits as all JSON that is received.

use axum::{
    body::Bytes,
    extract::{
        FromRequest, Request,
        rejection::{BytesRejection, FailedToBufferBody},
    },
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;
use shared::{element::json, record::Issue};

/// What a body says.
#[derive(Debug)]
pub struct SentJson<T>(pub T);

/// Why a body cannot be read. It says where, never what stands there.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    #[error("Content-Type application/json expected")]
    Type,
    #[error("the body has more bytes than this address takes")]
    TooLong,
    #[error("the body ended before all of it had arrived")]
    Incomplete,
    #[error("the body is refused: expected {}", .0.expected)]
    Refused(Issue),
    #[error("other JSON expected, at line {}, column {}", .0.line(), .0.column())]
    Shape(serde_json::Error),
}

impl NotRead {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Type => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Incomplete | Self::Refused(_) | Self::Shape(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl IntoResponse for NotRead {
    fn into_response(self) -> Response {
        (self.status(), self.to_string()).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for SentJson<T> {
    type Rejection = NotRead;

    async fn from_request(request: Request, state: &S) -> Result<Self, NotRead> {
        if !is_json(request.headers()) {
            return Err(NotRead::Type);
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => NotRead::TooLong,
            _ => NotRead::Incomplete,
        })?;
        let text = json::check_received(&bytes).map_err(NotRead::Refused)?;
        serde_json::from_str(text).map(Self).map_err(NotRead::Shape)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = sent.split(';').next().unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/json")
}
