//! News of one's own access log as they happen: on both databases, from whichever process writes, and to nobody
//! who may not hear them.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako},
    databases::on_each_url,
    facility,
};
use crate::portal::Portal;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use serde_json::Value;
use server::{
    auth::{Actor, Role, Staff},
    gate::{self, Purpose},
    http::{
        TrustedProxies,
        connections::{Bounds, Connections, Timeouts},
    },
    live::PollInterval,
    store::{DatabaseUrl, Store, account::session, facility as facilities, sharing::emergency::Stated},
};
use shared::{
    consent::FacilityKind,
    emergency::Reason,
    ids::{AccountId, PatientId},
};
use std::{
    future::Future,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tower::ServiceExt;
use uuid::Uuid;

const ADDRESS: &str = "/api/access-history/live";
const A_SECOND: Duration = Duration::from_secs(1);

/// 見本 花子, signed in, and a hospital that may open her record in an emergency.
struct Watched {
    world: World,
    portal: Portal,
    secret: String,
    patient: PatientId,
}

/// One thing that a stream said.
#[derive(Debug)]
struct Said {
    event: String,
    id: Option<i64>,
    data: Value,
}

struct Stream(Body);

impl Stream {
    /// What is said within a second; `None`: the stream has ended.
    async fn next(&mut self) -> Option<Said> {
        loop {
            let frame =
                timeout(A_SECOND, self.0.frame()).await.expect("something is said within a second")?;
            let bytes = frame.unwrap().into_data().unwrap();
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
            if let Some(event) = field("event") {
                let data = serde_json::from_str(field("data").unwrap()).unwrap();
                let id = field("id").map(|id| id.parse().unwrap());
                return Some(Said { event: event.to_owned(), id, data });
            }
        }
    }

    /// The next piece of news: its number, its kind, and where to come back to.
    async fn news(&mut self) -> (u64, String, i64) {
        let said = self.next().await.expect("the stream goes on");
        assert_eq!(said.event, "message", "{said:?}");
        assert_eq!(said.data.as_object().unwrap().len(), 2, "a number and a kind: {said:?}");
        (said.data["seq"].as_u64().unwrap(), said.data["kind"].as_str().unwrap().to_owned(), said.id.unwrap())
    }

    async fn is_silent(&mut self) {
        let heard = timeout(Duration::from_millis(400), self.0.frame()).await;
        assert!(heard.is_err(), "nothing is said: {heard:?}");
    }
}

impl Watched {
    async fn new(url: &DatabaseUrl) -> Self {
        let world = World::new(Store::migrate(url, None).await.unwrap()).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let hospital = Some(FacilityKind::Hospital);
        facilities::set_kind(&world.store, &facility(HOSPITAL), hospital).await.unwrap();
        let patient = world.only_person().await;
        let faster = |state: server::http::AppState| state.with_poll_interval(poll_interval());
        let portal =
            Portal::over_with(world.store.clone(), world.clock.clone(), patient, HOSPITAL, faster).await;
        let secret = world.sign_in(patient, world.clock.now()).await;
        Self { world, portal, secret, patient }
    }

    fn request(&self, address: &str) -> axum::http::request::Builder {
        let cookie = format!("__Host-mikata_session={}", self.secret);
        Request::builder().uri(address).header(header::COOKIE, cookie)
    }

    /// A stream from here on, past its first words.
    async fn listen(&self) -> Stream {
        let mut stream = self.open(self.request(ADDRESS)).await;
        assert_eq!(stream.next().await.unwrap().event, "here");
        stream
    }

    async fn open(&self, request: axum::http::request::Builder) -> Stream {
        let response = self.portal.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        Stream(response.into_body())
    }

    async fn status(&self, address: &str) -> StatusCode {
        let request = self.request(address).body(Body::empty()).unwrap();
        self.portal.router().oneshot(request).await.unwrap().status()
    }

    /// A machine that has no business here.
    async fn try_to_look(&self, store: &Store) {
        let actor = Actor::Facility(facility(HOSPITAL));
        assert!(gate::open(store, &self.world.clock, &actor, self.patient, Purpose::Care).await.is_err());
    }

    async fn break_the_glass(&self, store: &Store) {
        let roles = [Role::Emergency].into_iter().collect();
        let account = AccountId(Uuid::from_u128(7));
        let actor = Actor::Staff(Staff { account, facility: facility(HOSPITAL), roles });
        let clock = &self.world.clock;
        let (entropy, stated) =
            (&self.world.entropy, Stated { reason: Reason::Unconscious, note: String::new() });
        gate::break_glass(store, clock, entropy, &actor, self.patient, stated).await.unwrap();
    }

    /// Whether her next page says that there was an emergency.
    async fn page_warns(&self) -> bool {
        let page = self.portal.ask_in_session(Some(&self.secret), Method::GET, "/", "").await.text();
        page.contains("緊急のため、あなたの記録が開かれました")
    }
}

fn poll_interval() -> PollInterval {
    PollInterval { look_every: Duration::from_millis(200), check_every: Duration::from_millis(150) }
}

async fn on_each<F: Future<Output = ()>>(test: impl Fn(Watched, DatabaseUrl) -> F) {
    on_each_url(|url| {
        let test = &test;
        async move {
            let watched = Watched::new(&url).await;
            let store = watched.world.store.clone();
            test(watched, url).await;
            store.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_others_do_is_told_at_once_and_what_she_does_is_not() {
    on_each(|watched, _| async move {
        let mut stream = watched.listen().await;
        watched.world.view(watched.patient).await;
        stream.is_silent().await;

        let begun = Instant::now();
        watched.try_to_look(&watched.world.store).await;
        let (seq, kind, id) = stream.news().await;
        assert_eq!((seq, kind.as_str(), id), (2, "refused", 2));
        assert!(begun.elapsed() < A_SECOND);

        watched.break_the_glass(&watched.world.store).await;
        assert_eq!(stream.news().await, (3, "emergency".to_owned(), 3));
    })
    .await;
}

#[tokio::test]
async fn what_another_process_wrote_is_told_within_a_second() {
    on_each(|watched, url| async move {
        let mut stream = watched.listen().await;
        let elsewhere = Store::open(&url).await.unwrap();
        watched.try_to_look(&elsewhere).await;
        assert_eq!(stream.news().await.0, 1);
        elsewhere.close().await;
    })
    .await;
}

#[tokio::test]
async fn who_comes_back_is_told_what_they_missed() {
    on_each(|watched, _| async move {
        watched.try_to_look(&watched.world.store).await;
        let stream = watched.listen().await;
        drop(stream);
        watched.world.view(watched.patient).await;
        watched.break_the_glass(&watched.world.store).await;
        watched.try_to_look(&watched.world.store).await;
        // Together: the newest number, and what matters most.
        let missed = (4, "emergency".to_owned(), 4);
        let mut again = watched.open(watched.request(ADDRESS).header("last-event-id", "1")).await;
        assert_eq!(again.next().await.unwrap().data["seq"], 1);
        assert_eq!(again.news().await, missed);
        let mut page = watched.open(watched.request(&format!("{ADDRESS}?after=1"))).await;
        page.next().await;
        assert_eq!(page.news().await, missed);
        // Nobody was told of what is yet to come.
        let mut ahead = watched.open(watched.request(&format!("{ADDRESS}?after=999"))).await;
        assert_eq!(ahead.next().await.unwrap().data["seq"], 4);
        watched.try_to_look(&watched.world.store).await;
        assert_eq!(ahead.news().await.0, 5);
        for wrong in ["after=x", "after=1.5", "after=9223372036854775808"] {
            assert_eq!(
                watched.status(&format!("{ADDRESS}?{wrong}")).await,
                StatusCode::BAD_REQUEST,
                "{wrong}"
            );
        }
        let garbled = watched.request(ADDRESS).header("last-event-id", "x").body(Body::empty()).unwrap();
        let answer = watched.portal.router().oneshot(garbled).await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    on_each(|watched, _| async move {
        // Signed out elsewhere: the end is said, and what happens afterwards is not.
        let mut stream = watched.listen().await;
        let now = watched.world.clock.now();
        let begun = session::find(&watched.world.store, &watched.secret, now).await.unwrap().unwrap();
        session::end(&watched.world.store, begun.id).await.unwrap();
        watched.try_to_look(&watched.world.store).await;
        assert_eq!(stream.next().await.unwrap().event, "end");
        assert!(stream.next().await.is_none());
        assert_eq!(watched.status(ADDRESS).await, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn to_listen_is_not_to_be_there() {
    on_each(|watched, _| async move {
        let clock = &watched.world.clock;
        let mut stream = watched.listen().await;
        clock.advance(chrono::Duration::minutes(29));
        drop(watched.listen().await);
        stream.is_silent().await;
        clock.advance(chrono::Duration::minutes(1));
        assert_eq!(stream.next().await.unwrap().event, "end", "nobody was there for half an hour");
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_where_another_record_is_opened() {
    on_each(|watched, _| async move {
        let mut stream = watched.listen().await;
        let now = watched.world.clock.now();
        let begun = session::find(&watched.world.store, &watched.secret, now).await.unwrap().unwrap();
        session::act_for(&watched.world.store, begun.id, Some(watched.patient)).await.unwrap();
        assert_eq!(stream.next().await.unwrap().event, "end");
        // As a caregiver she is refused, and that stands in the log.
        assert_eq!(watched.status(ADDRESS).await, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn an_emergency_is_noticed_until_she_has_seen_it() {
    on_each(|watched, _| async move {
        watched.try_to_look(&watched.world.store).await;
        assert!(!watched.page_warns().await, "an attempt is no emergency");
        // While nobody is signed in or listening.
        watched.break_the_glass(&watched.world.store).await;
        assert!(watched.page_warns().await);
        assert!(watched.page_warns().await, "still, after looking at another page");
        let file = "/api/access-history/history.csv";
        watched.portal.ask_in_session(Some(&watched.secret), Method::GET, file, "").await;
        assert!(watched.page_warns().await, "what is saved may lie unread");
        let history =
            watched.portal.ask_in_session(Some(&watched.secret), Method::GET, "/history", "").await.text();
        assert!(!history.contains("緊急のため、あなたの記録が開かれました"), "this page says who it was");
        assert!(!watched.page_warns().await);
        watched.break_the_glass(&watched.world.store).await;
        assert!(watched.page_warns().await, "each emergency anew");
        watched.portal.ask_in_session(Some(&watched.secret), Method::GET, "/api/access-history", "").await;
        assert!(!watched.page_warns().await);
    })
    .await;
}

#[tokio::test]
async fn when_the_program_ends_streams_end_and_none_begins() {
    on_each(|watched, _| async move {
        let mut stream = watched.listen().await;
        watched.portal.state.live.close();
        assert!(stream.next().await.is_none(), "without an end that is said: the browser comes back");
        assert_eq!(watched.status(ADDRESS).await, StatusCode::SERVICE_UNAVAILABLE);
    })
    .await;
}

/// Over a real connection: whatever is said stays unread in its buffers.
#[tokio::test]
async fn who_never_reads_is_dropped_with_their_connection() {
    let portal = Portal::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let write = Duration::from_millis(300);
    let timeouts = Timeouts { write, ..Timeouts::default() };
    let connections =
        Connections::new(timeouts, Bounds { all: 100, per_address: 100 }, TrustedProxies::default());
    let serving = tokio::spawn(connections.serve(listener, portal.router(), std::future::pending()));

    let mut silent = TcpStream::connect(address).await.unwrap();
    // Enough asked for at once that the answers fill every buffer on the way; none of them is read.
    let page =
        format!("GET /history HTTP/1.1\r\nHost: localhost:3000\r\nCookie: {}\r\n\r\n", portal.cookie());
    let asked = async { while silent.write_all(page.as_bytes()).await.is_ok() {} };
    timeout(Duration::from_secs(60), asked).await.expect("the connection is ended");

    // Whoever reads is served as ever, however long they listen.
    let mut reads = TcpStream::connect(address).await.unwrap();
    let listen =
        format!("GET {ADDRESS} HTTP/1.1\r\nHost: localhost:3000\r\nCookie: {}\r\n\r\n", portal.cookie());
    reads.write_all(listen.as_bytes()).await.unwrap();
    let mut heard = String::new();
    while !heard.contains("event: here") {
        heard.push_str(&read_some(&mut reads).await);
    }
    // Longer than whoever does not read is waited for: that nothing ends has no state to wait for.
    tokio::time::sleep(2 * write).await;
    assert_eq!(portal.state.live.listeners(), 1);
    let refused = Actor::Facility(facility("1310000011"));
    let (store, clock) = (&portal.state.store, &portal.state.clock);
    assert!(gate::open(store, clock, &refused, portal.patient(), Purpose::Care).await.is_err());
    assert!(read_some(&mut reads).await.contains(r#""kind":"refused""#));
    drop(reads);
    let forgotten = async {
        while portal.state.live.listeners() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(60), forgotten).await.expect("who left is forgotten");
    serving.abort();
}

async fn read_some(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 4096];
    let count = timeout(A_SECOND, stream.read(&mut bytes)).await.expect("within a second").unwrap();
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}
