//! Refusals: a page in the reader's language with a way back, whichever handler, extractor or layer refuses; a line of
//! text or JSON for a program, which asks for no HTML.

use super::{headers::shows_pages, local_path::local_path, visitor::Visitor};
use crate::{http::AppState, store::StoreError};
use app::{
    format::in_query,
    i18n::{Locale, embedded},
    refused::{RefusedForm, refused_page},
};
use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Why, where, and what to go back to; carried by the answer to [`as_page`].
#[derive(Clone, Debug, Default)]
pub struct FormRefusal {
    /// The key of the words; without, the status says enough.
    why: Option<&'static str>,
    field: Option<String>,
    typed: Option<String>,
    back: Option<String>,
    wait: Option<i64>,
    signed_out: bool,
}

impl FormRefusal {
    pub fn of(why: &'static str) -> Self {
        Self { why: Some(why), ..Self::default() }
    }

    /// With the field that is missing or cannot be read.
    pub fn field(self, field: Option<&str>) -> Self {
        Self { field: field.map(str::to_owned), ..self }
    }

    /// With what was written and not kept.
    pub fn typed(self, typed: &str) -> Self {
        Self { typed: Some(typed.to_owned()), ..self }
    }

    /// With how many minutes it takes until it may be tried again.
    pub fn wait(self, minutes: i64) -> Self {
        Self { wait: Some(minutes), ..self }
    }

    /// With the page that the form stands on, a path of ours.
    pub fn back(self, path: &str) -> Self {
        Self { back: Some(path.to_owned()), ..self }
    }

    /// The way back leads through signing in.
    pub fn signed_out(self) -> Self {
        Self { signed_out: true, ..self }
    }

    /// The refusal itself: a line of text that [`as_page`] makes a page of.
    pub fn refuse(self, visitor: &Visitor, status: StatusCode) -> Response {
        let line = format!("{}\n", self.sentence(visitor.visit.locale));
        let mut response = (status, line).into_response();
        response.extensions_mut().insert(self);
        response
    }

    /// Why, and for how long, as one line.
    pub fn sentence(&self, locale: Locale) -> String {
        let words = embedded::words(locale);
        let why = words.say(self.why.unwrap_or("refused-incomplete"), &[]);
        match self.wait {
            Some(minutes) => format!("{why} {}", words.say("refused-wait", &[("minutes", minutes.into())])),
            None => why,
        }
    }
}

/// Where whoever is refused came from, if a browser asks that shows pages.
struct Reader {
    back: String,
    changing: bool,
}

impl Reader {
    fn of(request: &Request) -> Option<Self> {
        let headers = request.headers();
        shows_pages(headers).then(|| Self {
            back: came_from(headers)
                .filter(|left| !is_only_posted_to(left))
                .unwrap_or_else(|| page_of(request.uri().path()).to_owned()),
            changing: !matches!(*request.method(), Method::GET | Method::HEAD),
        })
    }
}

/// What the form asked for is not there to choose; said in the visitor's language.
pub fn refused(visitor: &Visitor, why: &'static str) -> Response {
    FormRefusal::of(why).refuse(visitor, StatusCode::BAD_REQUEST)
}

/// The store failed: to be tried again.
pub fn unavailable(visitor: &Visitor, error: &StoreError) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "a form could not be carried out");
    let refusal = FormRefusal::of("form-try-again").refuse(visitor, StatusCode::SERVICE_UNAVAILABLE);
    ([(header::RETRY_AFTER, "10")], refusal).into_response()
}

/// Shows a page instead of whatever else refuses.
pub async fn as_page(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    let reader = Reader::of(&request);
    let response = next.run(request).await;
    match reader {
        Some(reader) if is_a_bare_refusal(&response) => page(&state, &visitor, reader, response),
        _ => response,
    }
}

fn is_a_bare_refusal(response: &Response) -> bool {
    let refuses = response.status().is_client_error() || response.status().is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE);
    refuses && !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Cookies and whatever else the answer says stay.
fn page(state: &AppState, visitor: &Visitor, reader: Reader, response: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    let refusal: FormRefusal = parts.extensions.remove().unwrap_or_default();
    let FormRefusal { why, field, typed, back, wait, signed_out } = refusal;
    let back = back.unwrap_or(reader.back);
    let back = if signed_out { format!("/signin?return_to={}", in_query(&back)) } else { back };
    let refused = RefusedForm {
        status: parts.status,
        why,
        field,
        typed,
        back,
        signed_out,
        changing: reader.changing,
        wait,
    };
    let html = refused_page(&visitor.visit, state.front_end.stylesheets.clone(), refused);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(html))
}

/// Whether a page is the answer to the form before, at whose address there is nothing to open.
fn is_only_posted_to(left: &str) -> bool {
    let path = left.split('?').next().unwrap_or_default();
    matches!(path, "/own/medicine" | "/own/blood-pressure" | "/own/allergy" | "/own/contact")
        || (path.starts_with("/history/") && path.ends_with("/question"))
}

/// The page of ours that was left for this request.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok();
    let left: Uri = text(header::REFERER)?.parse().ok()?;
    let ours = left.authority()?.as_str().eq_ignore_ascii_case(text(header::HOST)?);
    let path = left.path_and_query().map(|path| local_path(path.as_str()).to_owned());
    path.filter(|_| ours)
}

/// Where the form stands that is sent to `path`, for browsers that do not say where they came from.
fn page_of(path: &str) -> &str {
    let form = [
        ("/consent/", "/consent"),
        ("/own/", "/own"),
        ("/agenda/", "/agenda"),
        ("/people/", "/people"),
        ("/records/", "/records"),
        ("/signins/", "/signins"),
        ("/signin/", "/signin"),
        ("/settings/", "/settings"),
        ("/invitation/", "/invitation"),
        ("/push/", "/settings"),
        ("/history/", "/history"),
        ("/api/access-history", "/history"),
        ("/desk/", "/desk"),
    ];
    let whole = ["/agenda", "/records", "/invitation", "/desk"].into_iter().find(|known| *known == path);
    let within = form.into_iter().find(|(start, _)| path.starts_with(start)).map(|(_, page)| page);
    whole.or(within).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(HeaderName, &str)], expected: Option<&str>) {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        assert_eq!(came_from(&headers).as_deref(), expected, "{headers:?}");
    }

    #[test]
    fn the_way_back_is_a_page_of_ours() {
        let host = (header::HOST, "localhost:3000");
        let from = |address| (header::REFERER, address);
        check(&[host.clone(), from("http://localhost:3000/consent?to=anyone")], Some("/consent?to=anyone"));
        check(&[host.clone(), from("http://evil.example/consent")], None);
        check(&[host.clone(), from("http://localhost:3000//evil.example")], Some("/"));
        check(&[host.clone(), from("/consent")], None);
        check(&[host], None);
        check(&[from("http://localhost:3000/consent")], None);
    }

    #[test]
    fn without_it_the_form_is_found_by_where_it_was_sent() {
        for (path, expected) in [
            ("/consent/preset", "/consent"),
            ("/history/7/question", "/history"),
            ("/records", "/records"),
            ("/records/resign", "/records"),
            ("/desk/questions/7", "/desk"),
            ("/signout", "/"),
        ] {
            assert_eq!(page_of(path), expected, "{path}");
        }
    }
}
