//! A [`PageError`] as an answer to a program.

use super::pace::TooSoon;
use app::error::PageError;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};

pub fn refusal(error: PageError) -> Response {
    let status = match error {
        PageError::SignInFirst => StatusCode::UNAUTHORIZED,
        PageError::NotOpen | PageError::OnlyThemself => StatusCode::FORBIDDEN,
        PageError::NotFound => StatusCode::NOT_FOUND,
        PageError::TooOften { seconds } => {
            return TooSoon { seconds }.on((StatusCode::TOO_MANY_REQUESTS, Json(error)).into_response());
        }
        PageError::Unavailable | PageError::Outdated => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(error)).into_response()
}
