//! A portal in memory for tests: a store in a temporary folder, a standing clock, seeded
//! randomness, one invented patient who is signed in, and one facility with a key.
#![allow(dead_code, reason = "each test file uses a part")]

use app::components::form::TOKEN_HEADER;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
    middleware::map_request,
};
use chrono::{DateTime, NaiveDate, Utc};
use http_body_util::BodyExt;
use server::{
    auth::{DemoMode, Role, Roles},
    clock::Clock,
    demo,
    entropy::Entropy,
    http::{AppState, FrontEnd, addresses, router},
    log::SigningKey,
    store::{
        DatabaseUrl, Store,
        account::{
            recovery::{self, NotStated, Stated},
            session,
        },
        facility::{
            key,
            staff::{self, Decision},
        },
        identity::person,
        statement::Voice,
    },
};
use shared::{
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode, PatientId},
};
use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::Mutex,
};
use tempfile::TempDir;
use tower::ServiceExt;

/// The address of every such portal, unless a test says another.
pub const HOST: &str = "localhost:3000";

/// As every browser and program says which name it asks under; what a test says itself stays.
async fn under_its_own_name(mut request: Request<Body>) -> Request<Body> {
    request.headers_mut().entry(header::HOST).or_insert(HeaderValue::from_static(HOST));
    request
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    Patient,
    FacilityKey,
}

pub struct Portal {
    router: Router,
    pub state: AppState,
    patient: PatientId,
    session: Mutex<String>,
    key: String,
    _folder: TempDir,
}

/// An answer, whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// What it says, in whichever coding it was sent.
    pub fn decoded(&self) -> String {
        let mut text = String::new();
        let read = match self.header("content-encoding") {
            "" => return self.text(),
            "br" => brotli::Decompressor::new(&*self.body, 4096).read_to_string(&mut text),
            "gzip" => flate2::read::GzDecoder::new(&*self.body).read_to_string(&mut text),
            other => panic!("{other} was not asked for"),
        };
        read.unwrap();
        text
    }

    /// The same without what is drawn for each answer: the nonce, and the mask of the form token.
    pub fn without_chance(&self) -> String {
        let text = self.decoded();
        let policy = self.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
        let token = page_token(&text).map(str::to_owned);
        [(nonce, "NONCE"), (token.as_deref(), "TOKEN")]
            .into_iter()
            .filter_map(|(drawn, name)| Some((drawn?, name)))
            .fold(text.clone(), |text, (drawn, name)| text.replace(drawn, name))
    }
}

/// The form token that a page carries.
pub fn page_token(page: &str) -> Option<&str> {
    let places = ["form_token\" value=\"", "form_token&quot;:&quot;"];
    let rest = places.into_iter().find_map(|place| page.split_once(place))?.1;
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')?;
    Some(&rest[..end]).filter(|token| !token.is_empty())
}

fn demo_mode() -> DemoMode {
    DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap()
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 8, 1).unwrap()
}

pub fn now() -> DateTime<Utc> {
    "2024-08-01T01:00:00Z".parse().unwrap()
}

/// The key of every such portal's access log.
pub fn log_key() -> SigningKey {
    SigningKey::make(&Entropy::seeded(3)).0
}

impl Portal {
    /// With the demonstration's 見本 花子, who is the patient.
    pub async fn new() -> Self {
        Self::build(true).await
    }

    pub async fn without_demo() -> Self {
        Self::build(false).await
    }

    async fn build(demo: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let url = DatabaseUrl(format!("sqlite://{}", folder.path().join("test.db").display()));
        let store = Store::open(&url).await.unwrap();
        let clock = Clock::standing_at(now()).with_today(today());
        let entropy = Entropy::seeded(1);
        demo::register_facilities(&store, today()).await.unwrap();
        let hanako = demo::named(today()).next().unwrap();
        demo::Sender::new(&store, &entropy).send(&hanako).await.unwrap();
        let mode = demo_mode();
        let people = person::all_for_demo(&store, mode).await.unwrap();
        let patient = people
            .iter()
            .find(|who| who.demographics.name == "見本 花子")
            .expect("the demonstration has her")
            .patient;
        let facility = FacilityCode::try_from("1310000011").unwrap();
        let made = key::create(&store, &facility, "test", now(), &entropy).await.unwrap().unwrap();
        let session = session::create_for_demo(&store, mode, patient, now(), &entropy).await.unwrap();
        let front_end = FrontEnd::named(folder.path(), "app-test", vec!["/pkg/test.css".to_owned()]);
        let state = AppState::new(store, clock, Entropy::seeded(2), demo.then_some(mode), front_end)
            .with_log_key(log_key().verifier());
        Self {
            router: router(state.clone()).layer(map_request(under_its_own_name)),
            state,
            patient,
            session: Mutex::new(session),
            key: made,
            _folder: folder,
        }
    }

    /// Over a store that the test has filled: `patient` is signed in, demo mode is on. Two portals
    /// over equal stores answer equally, to the byte.
    pub async fn over(store: Store, clock: Clock, patient: PatientId, facility: &str) -> Self {
        Self::over_with(store, clock, patient, facility, |state| state).await
    }

    /// The same, set up further.
    pub async fn over_with(
        store: Store,
        clock: Clock,
        patient: PatientId,
        facility: &str,
        shape: impl FnOnce(AppState) -> AppState,
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let entropy = Entropy::seeded(2);
        let facility = FacilityCode::try_from(facility).unwrap();
        let key = key::create(&store, &facility, "test", clock.now(), &entropy).await.unwrap().unwrap();
        let mode = demo_mode();
        let session = session::create_for_demo(&store, mode, patient, clock.now(), &entropy).await.unwrap();
        let front_end = FrontEnd::named(Path::new("."), "app-test", vec!["/pkg/test.css".to_owned()]);
        let state =
            AppState::new(store, clock, entropy, Some(mode), front_end).with_log_key(log_key().verifier());
        let state = shape(state);
        Self {
            router: router(state.clone()).layer(map_request(under_its_own_name)),
            state,
            patient,
            session: Mutex::new(session),
            key,
            _folder: folder,
        }
    }

    /// What her browser sends along.
    pub fn cookie(&self) -> String {
        format!("__Host-mikata_session={}", self.session.lock().unwrap())
    }

    /// The file of its database.
    pub fn database(&self) -> PathBuf {
        self._folder.path().join("test.db")
    }

    /// The same in a session of the test's own, or in none.
    pub async fn ask_in_session(
        &self,
        secret: Option<&str>,
        method: Method,
        address: &str,
        body: &str,
    ) -> Answer {
        let request = from_our_own_page(method, address);
        let request = match secret {
            Some(secret) => request.header(header::COOKIE, format!("__Host-mikata_session={secret}")),
            None => request,
        };
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Every route of it, with a method.
    pub fn addresses(&self) -> Vec<(String, &'static str)> {
        addresses(&self.state)
    }

    /// A key for another facility.
    pub async fn key_of(&self, facility: &str) -> String {
        let facility = FacilityCode::try_from(facility).unwrap();
        let made =
            key::create(&self.state.store, &facility, "test", self.state.clock.now(), &self.state.entropy);
        made.await.unwrap().unwrap()
    }

    /// A page as the patient's browser asks for it, in `language`; `known` is the tag it holds.
    pub async fn read(&self, language: &str, address: &str, known: Option<&str>) -> Answer {
        let mut request = Request::builder().uri(address).header(header::ACCEPT_LANGUAGE, language);
        if let Some(tag) = known {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        self.send(self.identified(request, Who::Patient).body(Body::empty()).unwrap()).await
    }

    /// The same compressed, as in the first of `codings` that the portal prefers.
    pub async fn read_in(&self, codings: &str, language: &str, address: &str) -> Answer {
        let request = Request::builder()
            .uri(address)
            .header(header::ACCEPT_LANGUAGE, language)
            .header(header::ACCEPT_ENCODING, codings);
        self.send(self.identified(request, Who::Patient).body(Body::empty()).unwrap()).await
    }

    /// `POST /fhir` with a key.
    pub async fn transmit(&self, key: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/fhir")
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .header(header::CONTENT_TYPE, "application/fhir+json");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// A CDS Hooks request with a key.
    pub async fn consult(&self, key: &str, service: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/cds-services/{service}"))
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// `GET` with a key.
    pub async fn fetch(&self, key: &str, address: &str) -> Answer {
        let request = Request::builder().uri(address).header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub fn patient(&self) -> PatientId {
        self.patient
    }

    /// One more of the hospital's staff, whom the operator invited.
    pub async fn employ(&self, role: Role) -> AccountId {
        let facility = FacilityCode::try_from("1310000011").unwrap();
        let decision = Decision { facility: &facility, by: None, now: self.state.clock.now() };
        let AppState { store, entropy, .. } = &self.state;
        staff::invite(store, decision, "受付 二", Roles::from_iter([role]), entropy).await.unwrap().account
    }

    /// Another of the hospital's staff than whoever printed the invitation sees the patient and their paper: what an
    /// invitation made opens from now on.
    pub async fn second_person(&self) {
        let by = self.employ(Role::Nurse).await;
        assert_eq!(self.confirm(by).await.unwrap(), Stated::Decided);
    }

    /// One of the hospital's staff states that the patient's new way in is their own.
    pub async fn confirm(&self, by: AccountId) -> Result<Stated, NotStated> {
        let AppState { store, clock, .. } = &self.state;
        let facility = FacilityCode::try_from("1310000011").unwrap();
        let by = Voice::Staff { account: by, facility: &facility };
        let waits = recovery::of_patient(store, self.patient).await.unwrap().ok_or(NotStated::Gone)?;
        recovery::state(store, waits.account, by, true, Some(IdentityPaper::Passport), clock.now()).await
    }

    pub fn key(&self) -> &str {
        &self.key
    }

    pub async fn sign_in_again(&self) {
        let secret = session::create_for_demo(
            &self.state.store,
            demo_mode(),
            self.patient,
            now(),
            &self.state.entropy,
        )
        .await
        .unwrap();
        *self.session.lock().unwrap() = secret;
    }

    /// A request as a browser on our own pages (or a facility's program) makes it.
    pub async fn ask(&self, who: Who, method: Method, address: &str, body: &str) -> Answer {
        let request = from_our_own_page(method, address);
        self.send(self.identified(request, who).body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn ask_if_changed(&self, address: &str, tag: &str) -> Answer {
        let request = Request::builder().uri(address).header(header::IF_NONE_MATCH, tag);
        self.send(self.identified(request, Who::Patient).body(Body::empty()).unwrap()).await
    }

    /// A form that the patient's browser sends, with these headers about where it comes from.
    pub async fn post_saying(&self, said: &[(&str, &str)], address: &str, body: &str) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in said {
            request = request.header(*name, *value);
        }
        self.send(self.identified(request, Who::Patient).body(Body::from(body.to_owned())).unwrap()).await
    }

    fn identified(&self, request: axum::http::request::Builder, who: Who) -> axum::http::request::Builder {
        match who {
            Who::Nobody => request,
            Who::Patient => {
                let session = self.session.lock().unwrap().clone();
                request.header(header::COOKIE, format!("__Host-mikata_session={session}"))
            }
            Who::FacilityKey => request.header(header::AUTHORIZATION, format!("Bearer {}", self.key)),
        }
    }

    /// With the token that the session's pages send along, as a program of ours sends it: in the header.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let cookie = request.headers().get(header::COOKIE).and_then(|value| value.to_str().ok());
        if let Some(secret) = cookie.and_then(|value| value.strip_prefix("__Host-mikata_session=")) {
            let token = server::http::form_token(secret.split(';').next().unwrap()).parse().unwrap();
            request.headers_mut().insert(TOKEN_HEADER, token);
        }
        self.send_as_it_is(request).await
    }

    /// Without a token, or with one of the test's own.
    pub async fn send_as_it_is(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        // A stream has no end to wait for.
        let streams = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if streams { Bytes::new() } else { body.collect().await.unwrap().to_bytes() };
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// The status of an answer, and when to come again.
pub async fn answered(router: Router, request: Request<Body>) -> (StatusCode, Option<String>) {
    let response = router.oneshot(request).await.unwrap();
    let after = response.headers().get(header::RETRY_AFTER);
    (response.status(), after.and_then(|after| after.to_str().ok()).map(str::to_owned))
}

/// Sends a Bundle where no portal can be borrowed: [`Portal::transmit`].
pub async fn transmit(router: Router, key: &str, body: Bytes) -> (StatusCode, Option<String>) {
    let request = Request::post("/fhir")
        .header(header::AUTHORIZATION, format!("Bearer {key}"))
        .header(header::CONTENT_TYPE, "application/fhir+json")
        .header(header::CONTENT_LENGTH, body.len());
    answered(router, request.body(Body::from(body)).unwrap()).await
}

/// As a browser that shows one of our pages asks, or a facility's program.
pub fn from_our_own_page(method: Method, address: &str) -> axum::http::request::Builder {
    let content_type = match address {
        _ if address.starts_with("/fhir") => "application/fhir+json",
        _ if address.starts_with("/cds-services")
            || address.starts_with("/auth")
            || address.starts_with("/push")
            || address.starts_with("/kept")
            || address.starts_with("/link")
            || address == "/show/link" =>
        {
            "application/json"
        }
        _ => "application/x-www-form-urlencoded",
    };
    Request::builder()
        .method(method)
        .uri(address)
        .header("sec-fetch-site", "same-origin")
        .header(header::ACCEPT_LANGUAGE, "ja")
        .header(header::CONTENT_TYPE, content_type)
}

/// An id that is well-formed and belongs to nothing.
pub const NOTHING: &str = "00000000-0000-4000-8000-000000000000";

/// The number of no entry in anybody's log.
pub const NO_ENTRY: &str = "999999";

/// An address of a route, and a form or a body that is well-formed there: about `patient` where it is about somebody,
/// and else about nothing.
pub fn example(path: &str, patient: &str) -> (String, &'static str) {
    let address = path
        .replace("{test}", "core-hba1c")
        .replace("/api/access-history/{file}", "/api/access-history/history.csv")
        .replace("/cds-services/{id}", "/cds-services/mikata-order-sign")
        .replace("/record/sent/{item}", "/record/sent/00000000000000000000000000000000")
        .replace("{item}", "00000000000000000000000000000000")
        .replace("/documents/{id}", "/documents/00000000000000000000000000000000")
        .replace("{problem}", "denied")
        .replace("{name}", "nowhere")
        .replace("{file}", "ja-0000000000000000.ftl")
        .replace("{*file}", "app-0000000000000000.js")
        .replace("{*rest}", "Patient/1")
        .replace("{patient}", patient)
        .replace("{id}", NOTHING)
        .replace("{mandate}", NOTHING)
        .replace("{account}", NOTHING)
        .replace("{key}", NOTHING)
        .replace("{access}", NOTHING)
        .replace("{question}", NOTHING)
        .replace("{secret}", "nothing")
        .replace("{entry}", NO_ENTRY);
    let body = match path {
        "/signin/demo" => "person=00000000-0000-4000-8000-000000000000",
        "/push/subscribe" | "/push/unsubscribe" | "/push/known" | "/kept/terms" => "{}",
        "/link/{secret}" => r#"{"recipient":"x"}"#,
        "/show/link" => "{}",
        "/auth/passkeys/options" => r#"{"invitation":false}"#,
        "/invitation" => "code=7K2M",
        "/invitation/name" => "own_name=x",
        "/signins/rename" => "passkey=00000000-0000-4000-8000-000000000000&name=x",
        "/signins/remove" => "passkey=00000000-0000-4000-8000-000000000000",
        "/signins/way-in" => "what=stop",
        "/signins/end" => "session=00000000-0000-4000-8000-000000000000",
        "/signin/demo-staff" => "account=00000000-0000-4000-8000-000000000000",
        "/people/new" | "/people/{id}/confirm" | "/people/{id}/end" | "/people/{id}/emergency" => {
            "patient=00000000-0000-4000-8000-000000000000"
        }
        "/records" | "/records/resign" => "person=00000000-0000-4000-8000-000000000000",
        "/history/{entry}/question" => "text=x",
        "/history/{entry}/withdraw" => "question=00000000-0000-4000-8000-000000000000",
        "/consent/withdraw" | "/consent/undo" => "id=00000000-0000-4000-8000-000000000000",
        "/settings/language" => "language=en&return_to=%2Flabs",
        "/settings/text-size" => "size=large&return_to=%2Flabs",
        _ => "",
    };
    (address, body)
}
