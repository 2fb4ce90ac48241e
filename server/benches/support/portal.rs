//! The portal over a store full of invented people, on a socket of this machine.

use super::{
    copies, folder,
    invented::{CLINIC, DAY, HOSPITAL, Invented},
};
use axum::{Router, body::Bytes, http::header, routing::get};
use chrono::{DateTime, Utc};
use server::{
    auth::DemoMode,
    clock::Clock,
    entropy::Entropy,
    http::{AppState, FrontEnd, router},
    ingest,
    log::SigningKey,
    store::{
        DatabaseUrl, Store,
        account::session,
        facility::{self, ListUnit},
        function::{self, Grounds},
    },
};
use shared::{
    functions::{Clearance, Functions},
    ids::{FacilityCode, PatientId},
};
use std::{net::SocketAddr, path::Path};
use tempfile::TempDir;

/// Noon of the day on which everything was written.
pub fn noon() -> DateTime<Utc> {
    format!("{DAY}T03:00:00Z").parse().unwrap()
}

/// A store with the invented facilities and nobody in it.
pub async fn empty_store(file: &Path) -> Store {
    let store = Store::open(&DatabaseUrl(file.to_str().unwrap().to_owned())).await.unwrap();
    for code in [HOSPITAL, CLINIC] {
        let code = FacilityCode::try_from(code).unwrap();
        facility::add(&store, &code, "例示内科クリニック（架空）", ListUnit::Department, noon())
            .await
            .unwrap();
    }
    clear_functions(&store).await;
    store
}

/// What judges is in use, as where an operator cleared it: it is part of what a page costs.
pub async fn clear_functions(store: &Store) {
    let grounds = Grounds { by: "bench", reason: "measured as it is used" };
    function::decide(store, Functions::ALL, Clearance::Cleared, grounds, noon()).await.unwrap();
}

pub async fn receive(store: &Store, clock: &Clock, entropy: &Entropy, sender: &str, bytes: &[u8]) {
    let sender = FacilityCode::try_from(sender).unwrap();
    let receipt = ingest::receive(store, clock, entropy, &sender, bytes).await.unwrap();
    assert_eq!(receipt.outcome, ingest::Outcome::Created);
}

pub struct Portal {
    pub router: Router,
    /// The session secrets of those who are signed in.
    pub sessions: Vec<String>,
    _folder: TempDir,
}

impl Portal {
    /// `people` are stored; `visitors` of them, from everywhere in the store, are signed in.
    pub async fn with(people: u32, visitors: usize, front_end: FrontEnd) -> Self {
        let folder = folder();
        let file = folder.path().join("mikata.db");
        let (clock, entropy) = (Clock::standing_at(noon()), Entropy::seeded(1));
        let store = empty_store(&file).await;
        for (sender, bytes) in Invented(0).bundles() {
            receive(&store, &clock, &entropy, sender, &bytes).await;
        }
        store.close().await;
        let everybody = copies::multiply(&file, people - 1).await;

        let store = Store::open(&DatabaseUrl(file.to_str().unwrap().to_owned())).await.unwrap();
        let demo = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
        let mut sessions = Vec::new();
        for id in everybody.iter().step_by(everybody.len() / visitors).take(visitors) {
            sessions.push(
                session::create_for_demo(&store, demo, PatientId(*id), noon(), &entropy).await.unwrap(),
            );
        }
        let key = SigningKey::make(&Entropy::seeded(3)).0;
        let state = AppState::new(store, clock, Entropy::system(), None, front_end)
            .without_paces()
            .with_log_key(key.verifier());
        Self { router: router(state), sessions, _folder: folder }
    }

    /// The same, where nobody looks at what the page loads.
    pub async fn without_files(people: u32, visitors: usize) -> Self {
        let front_end =
            FrontEnd::named(Path::new("."), "app-0123456789abcdef", vec!["/pkg/base.css".to_owned()]);
        Self::with(people, visitors, front_end).await
    }

    /// One request for `address` per visitor.
    pub fn requests(&self, address: &str) -> Vec<Vec<u8>> {
        self.sessions.iter().map(|secret| request(address, secret)).collect()
    }
}

/// A browser's request for a page, by somebody who is signed in.
pub fn request(address: &str, secret: &str) -> Vec<u8> {
    format!(
        "GET {address} HTTP/1.1\r\nhost: localhost:3000\r\naccept-language: ja\r\n\
         cookie: __Host-mikata_session={secret}\r\n\r\n"
    )
    .into_bytes()
}

/// The page as bytes that were there before anybody asked.
pub fn still(address: &str, page: Vec<u8>) -> Router {
    let page = Bytes::from(page);
    let answer = move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page.clone()) };
    Router::new().route(address, get(answer))
}

/// Serves as the service does, on a free port.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// The log as the service writes it, line by line, to nowhere.
pub fn log_to_nowhere() {
    tracing_subscriber::fmt().with_env_filter("info").with_writer(std::io::sink).init();
}
