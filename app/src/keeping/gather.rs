//! What is kept of a record, as the portal answers it in a session.

use super::{KeptTerms, content::Content, led::Led};
use crate::{
    components::form::TOKEN_HEADER,
    context::{
        history, record, sharing,
        visit::{self, OpenRecord, Visit},
    },
    error::PageError,
    js,
    kept::{self, Kept, Problem, Wrapping},
    kinds::observation::INFECTIONS,
    markup::what_the_portal_wrote,
};
use chrono::{DateTime, Utc};
use gloo_net::http::{Request, Response};
use js_sys::JSON;
use leptos::web_sys::Document;
use shared::{consent::SharingQuery, ids::PatientId, record::RecordView, snapshot::Header};
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// A session with a record open.
pub struct Session {
    pub visit: Visit,
    /// The visit as its page has it.
    text: String,
}

impl Session {
    /// The one that this page was written in.
    pub fn of_this_page() -> Option<Self> {
        Self::of(visit::text_of_this_page()?)
    }

    /// The one that this browser is in now; `None`: nobody is signed in, or the portal cannot be reached.
    pub async fn asked() -> Option<Self> {
        let answer = Request::get("/settings").header("accept", "text/html").send().await.ok()?;
        let page = page_of(answer).await?;
        Self::of(visit::text_of(&page)?).filter(|session| session.visit.signed_in)
    }

    fn of(text: String) -> Option<Self> {
        Some(Self { visit: visit::read(&text)?, text })
    }

    fn token(&self) -> &str {
        self.visit.form_token.as_deref().unwrap_or_default()
    }
}

/// An answer that is a page.
pub async fn page_of(answer: Response) -> Option<Document> {
    js::document_of(&answer.text().await.ok()?)
}

/// Which infection tests are kept.
pub enum Infections {
    /// None.
    Without,
    /// As they are now; a fresh proof is needed.
    Now,
    /// Kept anew by itself: as they are now, or without a fresh proof as they were kept, on their own day; none where
    /// none were kept.
    NowOrAsKept(Option<Arc<str>>),
}

impl Infections {
    /// Whether a snapshot is there that would be replaced without being asked about.
    fn is_anew(&self) -> bool {
        matches!(self, Self::NowOrAsKept(_))
    }
}

/// All that is kept, before it is sealed.
pub struct Gathered {
    pub terms: KeptTerms,
    asked_at: DateTime<Utc>,
    view: Arc<RecordView>,
    pub content: Content,
}

/// Asks the portal for all of it. `known`: by what it knows the snapshot that is there.
///
/// # Errors
/// [`Problem::Refused`]; [`Problem::ProofFirst`] for infection tests.
pub async fn gather(
    session: &Session,
    known: Option<String>,
    infections: Infections,
) -> Result<Gathered, Problem> {
    let asked_at = kept::now();
    let own = session.visit.record == OpenRecord::Own;
    let whose = session.visit.whose.ok_or(Problem::Refused)?;
    let anew = infections.is_anew();
    // Before anything is entered in a log.
    let infections = match infections {
        Infections::Now if own => infections_of(whose).await?,
        Infections::NowOrAsKept(Some(kept)) if own => match infections_of(whose).await {
            Err(Problem::ProofFirst) => kept.to_string(),
            now => now?,
        },
        Infections::Without | Infections::Now | Infections::NowOrAsKept(_) => String::new(),
    };
    let terms = terms(session, known).await.ok_or(Problem::Refused)?;
    // What is kept is what was noted: another tab may open another record, and a mandate may change meanwhile.
    let (view, text) = record::fetch_with_text().await.map_err(|_| Problem::Refused)?;
    if view.whose != terms.whose
        || view.whose != whose
        || (!terms.shown.is_empty() && view.shown.to_string() != terms.shown)
    {
        return Err(Problem::Refused);
    }
    let visit = visit::without_session(&session.text).ok_or(Problem::Refused)?;
    let mut content = Content { visit, record: text, infections, ..Content::default() };
    // Decisions, who looked and infections are for the person alone.
    if own {
        content.sharing = had(sharing::fetch_text(SharingQuery::default()).await, anew)?;
        content.history = had(history::fetch_texts().await, anew)?;
    }
    Ok(Gathered { terms, asked_at, view, content })
}

impl Gathered {
    /// Seals it, in the place of what was kept.
    /// `replaces`: of that one and no other.
    pub async fn keep(
        &self,
        wrapping: Wrapping,
        visit: &Visit,
        replaces: Option<&Header>,
    ) -> Result<Header, Problem> {
        let kept = Kept {
            viewer: self.terms.viewer.clone(),
            record: self.view.whose,
            version: self.view.version.clone(),
            as_of: self.view.as_of,
            asked_at: self.asked_at,
            seconds: self.terms.seconds,
            token: self.terms.token.clone(),
            language: visit.locale.tag(),
            text_size: visit.text_size.tag(),
            content: &self.content.to_bytes(),
            replaces,
        };
        kept::keep(wrapping, kept).await
    }
}

/// What could not be had is missing, but nothing is kept for whoever signed out meanwhile, nor anew with less.
fn had<T: Default>(answer: Result<T, PageError>, anew: bool) -> Result<T, Problem> {
    match answer {
        Err(PageError::SignInFirst | PageError::NotOpen) => Err(Problem::Refused),
        Err(_) if anew => Err(Problem::Refused),
        answer => Ok(answer.unwrap_or_default()),
    }
}

/// What the page of infection tests says of this person.
async fn infections_of(whose: PatientId) -> Result<String, Problem> {
    let asked = Request::get(INFECTIONS).header("accept", "text/html").send();
    let answer = asked.await.map_err(|_| Problem::Refused)?;
    if answer.redirected() {
        return Err(match Led::to(&answer.url(), INFECTIONS) {
            Led::ToAProof => Problem::ProofFirst,
            _ => Problem::Refused,
        });
    }
    let page = page_of(answer).await.ok_or(Problem::Refused)?;
    let said = page.query_selector(&format!("[data-infections-of='{}']", whose.0)).ok().flatten();
    said.as_ref().map(what_the_portal_wrote).ok_or(Problem::Refused)
}

/// Entered in the person's log before anything is kept.
async fn terms(session: &Session, known: Option<String>) -> Option<KeptTerms> {
    let token = known.map_or(JsValue::NULL, Into::into);
    let known = JSON::stringify(&js::object(&[("token", &token)])).ok()?;
    let request = Request::post("/kept/terms")
        .header("content-type", "application/json")
        .header(TOKEN_HEADER, session.token())
        .body(known)
        .ok()?;
    let answer = request.send().await.ok()?;
    let text = if answer.status() == 200 { answer.text().await.ok()? } else { return None };
    let said = JSON::parse(&text).ok()?;
    Some(KeptTerms {
        token: js::get(&said, "token").as_string()?,
        viewer: js::get(&said, "viewer").as_string()?,
        seconds: js::get(&said, "seconds").as_f64()? as i64,
        whose: PatientId(js::get(&said, "whose").as_string()?.parse().ok()?),
        shown: js::get(&said, "shown").as_string()?,
    })
}
