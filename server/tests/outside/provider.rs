//! An OpenID Connect provider on this machine, as small as one can be, and the browser of somebody who uses it.
#![allow(dead_code, reason = "each test uses a part")]

use app::components::form::TOKEN_HEADER;
use axum::{
    Form, Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, Request, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard},
};
use tower::ServiceExt;
use url::Url;

pub const CLIENT: &str = "mikata";
/// With letters that HTTP's basic authentication needs encoded.
pub const SECRET: &str = "s3cret: not+to%be seen";

/// Somebody's sign-in, waiting for its code to be exchanged.
struct Granted {
    nonce: String,
    challenge: String,
    back_to: String,
    subject: String,
}

pub struct Inner {
    pub now: DateTime<Utc>,
    /// Key ids and keys that are published.
    pub published: Vec<(&'static str, SigningKey)>,
    /// What tokens are signed with.
    pub signs_with: (&'static str, SigningKey),
    /// Said instead of what is right in the token's claims and header; null: not said at all.
    pub claims: Map<String, Value>,
    pub header: Map<String, Value>,
    /// The same for the description of the provider.
    pub description: Map<String, Value>,
    pub fails: bool,
    /// How often its description was asked for.
    pub described: usize,
    /// What was asked for at an address where nothing is to be asked.
    pub strayed: usize,
    granted: HashMap<String, Granted>,
    tokens: Vec<String>,
    next: usize,
}

#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

impl Provider {
    pub async fn start(now: DateTime<Utc>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let inner = Inner {
            now,
            published: vec![("first", key(1))],
            signs_with: ("first", key(1)),
            claims: Map::new(),
            header: Map::new(),
            description: Map::new(),
            fails: false,
            described: 0,
            strayed: 0,
            granted: HashMap::new(),
            tokens: Vec::new(),
            next: 0,
        };
        let provider = Self { issuer, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(publish))
            .route("/token", post(exchange))
            .fallback(stray)
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        provider
    }

    pub fn set(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Somebody signs in: the address that the browser is sent back to.
    pub fn sign_in(&self, sent_to: &str, subject: &str) -> String {
        let asked = parameters(sent_to);
        let mut inner = self.set();
        inner.next += 1;
        let code = format!("code-{}", inner.next);
        let granted = Granted {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            back_to: asked["redirect_uri"].clone(),
            subject: subject.to_owned(),
        };
        inner.granted.insert(code.clone(), granted);
        back(&asked, &[("code", &code), ("iss", &self.issuer)])
    }

    /// Every token that was handed out.
    pub fn tokens(&self) -> Vec<String> {
        self.set().tokens.clone()
    }
}

/// The query of an address.
pub fn parameters(address: &str) -> HashMap<String, String> {
    Url::parse(address).unwrap().query_pairs().into_owned().collect()
}

/// The way back, with `state` as the browser brought it.
pub fn back(asked: &HashMap<String, String>, with: &[(&str, &str)]) -> String {
    let mut address = Url::parse(&asked["redirect_uri"]).unwrap();
    address.query_pairs_mut().append_pair("state", &asked["state"]).extend_pairs(with);
    address.into()
}

async fn stray(State(provider): State<Provider>) -> StatusCode {
    provider.set().strayed += 1;
    StatusCode::NOT_FOUND
}

async fn describe(State(provider): State<Provider>) -> Response {
    let mut inner = provider.set();
    inner.described += 1;
    if inner.fails {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let issuer = &provider.issuer;
    let mut description = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    });
    change(&mut description, &inner.description);
    Json(description).into_response()
}

async fn publish(State(provider): State<Provider>) -> Json<Value> {
    let inner = provider.set();
    let keys = inner.published.iter().map(|(id, key)| {
        let point = URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes());
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": id, "x": point })
    });
    Json(json!({ "keys": keys.collect::<Vec<_>>() }))
}

/// As strict as a good provider: the client's secret, the code once, its verifier, the same way back.
async fn exchange(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    if !is_our_client(&headers) {
        return refuse("invalid_client");
    }
    let mut inner = provider.set();
    let Some(granted) = inner.granted.remove(&form["code"]) else { return refuse("invalid_grant") };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    if challenge != granted.challenge || form["redirect_uri"] != granted.back_to {
        return refuse("invalid_grant");
    }
    let mut claims = json!({
        "iss": provider.issuer, "sub": granted.subject, "aud": CLIENT, "nonce": granted.nonce,
        "iat": inner.now.timestamp(), "exp": inner.now.timestamp() + 300, "auth_time": inner.now.timestamp(),
    });
    change(&mut claims, &inner.claims);
    let mut header = json!({ "alg": "EdDSA", "kid": inner.signs_with.0 });
    change(&mut header, &inner.header);
    let token = signed(&header, &claims, &inner.signs_with.1);
    inner.tokens.push(token.clone());
    Json(json!({ "access_token": "an-access-token", "token_type": "Bearer", "id_token": token }))
        .into_response()
}

fn is_our_client(headers: &HeaderMap) -> bool {
    let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let expected = format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET))));
    headers.get(header::AUTHORIZATION).is_some_and(|found| *found == expected.as_str())
}

fn change(value: &mut Value, changes: &Map<String, Value>) {
    let object = value.as_object_mut().unwrap();
    for (name, said) in changes {
        match said {
            Value::Null => object.remove(name),
            said => object.insert(name.clone(), said.clone()),
        };
    }
}

fn signed(header: &Value, claims: &Value, key: &SigningKey) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let signature = match header["alg"].as_str() {
        Some("HS256") => hmac(SECRET.as_bytes(), message.as_bytes()),
        Some("none") => Vec::new(),
        _ => key.sign(message.as_bytes()).to_vec(),
    };
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// HMAC-SHA-256 (RFC 2104) with a key shorter than a block.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let padded =
        |with: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ with).collect() };
    let inner = Sha256::digest([padded(0x36), message.to_vec()].concat());
    Sha256::digest([padded(0x5c), inner.to_vec()].concat()).to_vec()
}

/// Somebody's browser: it keeps cookies and follows nothing by itself.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: HashMap<String, String>,
    /// Those that do not come along from another site.
    strict: HashSet<String>,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: HashMap::new(), strict: HashSet::new() }
    }

    /// `GET`, and what it answers: status, the address it leads to, its text. A whole address is the provider's
    /// way back: the browser comes from another site.
    pub async fn get(&mut self, address: &str) -> (StatusCode, String, String) {
        let from_elsewhere = Url::parse(address).is_ok();
        let path = Url::parse(address).map_or_else(
            |_| address.to_owned(),
            |url| format!("{}?{}", url.path(), url.query().unwrap_or_default()),
        );
        self.send(Request::builder().uri(path), Body::empty(), from_elsewhere).await
    }

    /// A form of our own pages.
    pub async fn post(&mut self, path: &str, form: &str) -> (StatusCode, String, String) {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(form.to_owned()), false).await
    }

    async fn send(
        &mut self,
        request: axum::http::request::Builder,
        body: Body,
        from_elsewhere: bool,
    ) -> (StatusCode, String, String) {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .filter(|(name, _)| !from_elsewhere || !self.strict.contains(*name))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::HOST, "localhost:3000")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::USER_AGENT, "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Safari")
            .header(
                TOKEN_HEADER,
                self.cookies
                    .get("__Host-mikata_session")
                    .map_or_else(String::new, |secret| server::http::form_token(secret)),
            )
            .body(body)
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            assert!(set.starts_with("__Host-") && set.contains("; Secure; HttpOnly; SameSite="), "{set}");
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            let strict = set.contains("SameSite=Strict");
            assert_eq!(strict, name.starts_with("__Host-mikata_ceremony"), "{set}");
            if strict {
                self.strict.insert(name.to_owned());
            }
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, to.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
    }

    /// Where a click leads to.
    pub async fn led_to(&mut self, address: &str) -> String {
        let (status, to, text) = self.get(address).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{address}: {text}");
        to
    }
}
