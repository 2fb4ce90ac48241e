//! Nobody stops everybody: over real connections that send nothing, or too slowly, or too many at once.

mod common;
mod portal;

use axum::{
    body::{Body, Bytes},
    http::{Method, Request, StatusCode, header},
};
use common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako},
};
use flate2::{Compression, write::GzEncoder};
use futures_util::stream;
use portal::{Answer, Portal, Who};
use server::{
    http::{
        TrustedProxies,
        connections::{BodyPace, Bounds, Connections, Timeouts},
    },
    store::{DatabaseUrl, Store},
};
use std::{convert::Infallible, io::Write, net::SocketAddr, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{Instant, timeout},
};

const QUICK: Timeouts = Timeouts {
    head: Duration::from_millis(900),
    body: BodyPace { grace: Duration::from_millis(700), bytes_per_second: 500_000 },
    write: Duration::from_secs(30),
};
const ROOM: Bounds = Bounds { all: 1_000, per_address: 1_000 };
const HEALTH: &str = "GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\n\r\n";

/// A portal behind a real listener.
struct Served {
    portal: Portal,
    address: SocketAddr,
    connections: Connections,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

impl Served {
    async fn with(timeouts: Timeouts, bounds: Bounds, trusted: TrustedProxies) -> Self {
        let portal = Portal::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Connections::new(timeouts, bounds, trusted);
        let (stop, stopped) = oneshot::channel::<()>();
        let served = connections.clone().serve(listener, portal.router(), async {
            let _ = stopped.await;
        });
        let serving = tokio::spawn(served);
        Self { portal, address, connections, stop: Some(stop), serving }
    }

    async fn connect(&self, said: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        stream
    }

    /// Whether somebody with a whole request is answered.
    async fn answers(&self) -> bool {
        let mut stream = self.connect(HEALTH).await;
        head(&mut stream).await.starts_with("HTTP/1.1 200")
    }
}

/// What is said within two seconds, up to the end of a head.
async fn head(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    let mut bytes = [0; 1024];
    while !said.windows(4).any(|four| four == b"\r\n\r\n") {
        match timeout(Duration::from_secs(2), stream.read(&mut bytes)).await {
            Ok(Ok(count)) if count > 0 => said.extend_from_slice(&bytes[..count]),
            _ => break,
        }
    }
    String::from_utf8_lossy(&said).into_owned()
}

/// Waits for the end of a connection, which may be an answer first.
async fn ends_within(stream: &mut TcpStream, span: Duration) -> bool {
    let to_the_end = async {
        let mut bytes = [0; 1024];
        while stream.read(&mut bytes).await.is_ok_and(|count| count > 0) {}
    };
    timeout(span, to_the_end).await.is_ok()
}

#[tokio::test]
async fn half_a_head_and_silence_end_in_time() {
    let served = Served::with(QUICK, ROOM, TrustedProxies::default()).await;
    let begun = Instant::now();
    let mut waiting = Vec::new();
    for said in ["", "GET /healthz HT", "GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\n", HEALTH] {
        waiting.push(served.connect(said).await);
    }
    assert!(served.answers().await);
    for stream in &mut waiting {
        assert!(ends_within(stream, Duration::from_secs(3)).await);
    }
    assert!(begun.elapsed() >= Duration::from_millis(800), "not before the other end had time");
    // Whoever goes on asking stays.
    let mut stream = served.connect(HEALTH).await;
    for _ in 0..4 {
        assert!(head(&mut stream).await.contains("HTTP/1.1 200"));
        tokio::time::sleep(Duration::from_millis(300)).await;
        stream.write_all(HEALTH.as_bytes()).await.unwrap();
    }
}

#[tokio::test]
async fn half_a_body_ends_in_time_and_a_steady_one_is_taken() {
    let served = Served::with(QUICK, ROOM, TrustedProxies::default()).await;
    let post = |address: &str, kind: &str, key: &str, length: usize| {
        format!(
            "POST {address} HTTP/1.1\r\nHost: localhost:3000\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\n\
            Authorization: Bearer {key}\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    let mut half = Vec::new();
    for address in ["/auth/sign-in", "/invitation", "/fhir"] {
        let kind =
            if address == "/invitation" { "application/x-www-form-urlencoded" } else { "application/json" };
        half.push(served.connect(&format!("{}{{", post(address, kind, served.portal.key(), 100_000))).await);
    }
    let begun = Instant::now();
    let answer = head(&mut half[2]).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    for stream in &mut half {
        assert!(ends_within(stream, Duration::from_secs(3)).await);
    }
    assert!(begun.elapsed() >= Duration::from_millis(200));
    assert_eq!(served.portal.state.intake.budget.taken(), 0);

    // Two seconds for a body is long, and it never stands still.
    let text = hanako().conditions("1310000011", "slow", &[diagnosis("a", "高血圧症")]).to_string();
    let body = format!("{text}{}", " ".repeat(2_000_000 - text.len()));
    let mut steady =
        served.connect(&post("/fhir", "application/json", served.portal.key(), body.len())).await;
    for part in body.as_bytes().chunks(100_000) {
        steady.write_all(part).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let answer = head(&mut steady).await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

#[tokio::test]
async fn when_there_are_too_many_who_only_waits_gives_way() {
    let patient = Timeouts { head: Duration::from_secs(60), ..QUICK };
    let proxies = TrustedProxies::new(["127.0.0.1".parse().unwrap()]);
    let served = Served::with(patient, Bounds { all: 20, per_address: 4 }, proxies).await;
    let mut half = Vec::new();
    for _ in 0..60 {
        half.push(served.connect("GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\n").await);
    }
    for _ in 0..5 {
        assert!(served.answers().await);
    }
    assert!(served.connections.open() <= 20);
    assert!(served.connections.open() > 4, "a proxy shares its address with everybody");
    assert!(ends_within(&mut half[0], Duration::from_secs(2)).await);

    let served = Served::with(patient, Bounds { all: 20, per_address: 4 }, TrustedProxies::default()).await;
    let mut listens = served
        .connect(&format!(
            "GET /api/access-history/live HTTP/1.1\r\nHost: localhost:3000\r\nCookie: {}\r\n\r\n",
            served.portal.cookie()
        ))
        .await;
    assert!(head(&mut listens).await.starts_with("HTTP/1.1 200"));
    for _ in 0..30 {
        half.push(served.connect("GET /healthz HTTP/1.1\r\n").await);
    }
    assert!(served.answers().await);
    assert!(served.connections.open() <= 4);
    assert_eq!(served.portal.state.live.listeners(), 1, "whoever is being answered does not give way");
}

#[tokio::test]
async fn the_end_waits_for_answers_and_not_for_silence() {
    let mut served = Served::with(Timeouts::default(), ROOM, TrustedProxies::default()).await;
    let mut idle = served.connect(HEALTH).await;
    assert!(head(&mut idle).await.starts_with("HTTP/1.1 200"));
    let text = hanako().conditions("1310000011", "last", &[diagnosis("a", "高血圧症")]).to_string();
    let begun = format!(
        "POST /fhir HTTP/1.1\r\nHost: localhost:3000\r\nContent-Type: application/json\r\nAuthorization: Bearer {}\r\n\
        Content-Length: {}\r\n\r\n",
        served.portal.key(),
        text.len()
    );
    let mut sends = served.connect(&begun).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    served.stop.take().unwrap().send(()).unwrap();
    assert!(ends_within(&mut idle, Duration::from_secs(2)).await);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(TcpStream::connect(served.address).await.is_err(), "nothing is accepted any more");
    sends.write_all(text.as_bytes()).await.unwrap();
    assert!(head(&mut sends).await.starts_with("HTTP/1.1 201"));
    timeout(Duration::from_secs(2), served.serving).await.expect("it ends").unwrap();
}

/// A portal with two facilities' keys.
async fn two_senders() -> (Portal, String, String, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("mikata.db").to_str().unwrap().to_owned());
    let world = World::new(Store::open(&url).await.unwrap()).await;
    world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "first", &[diagnosis("a", "高血圧症")])).await;
    let patient = world.only_person().await;
    let portal = Portal::over(world.store, world.clock, patient, HOSPITAL).await;
    let (one, other) = (portal.key().to_owned(), portal.key_of(CLINIC).await);
    (portal, one, other, folder)
}

/// A body of which only the beginning comes.
fn unfinished() -> Body {
    let begins = stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b"{")) });
    Body::from_stream(futures_util::StreamExt::chain(begins, stream::pending()))
}

#[tokio::test]
async fn who_sends_too_much_at_once_is_told_at_once_and_nobody_else_notices() {
    let (portal, one, other, _folder) = two_senders().await;
    let mut under_way = Vec::new();
    for _ in 0..3 {
        let request = Request::post("/fhir")
            .header(header::AUTHORIZATION, format!("Bearer {one}"))
            .header(header::CONTENT_TYPE, "application/fhir+json")
            .header(header::CONTENT_LENGTH, 10_000_000)
            .body(unfinished())
            .unwrap();
        let router = portal.router();
        under_way.push(tokio::spawn(async move { portal::answered(router, request).await }));
    }
    while portal.state.intake.budget.taken() < 60_000_000 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let long = hanako().conditions(HOSPITAL, "long", &[diagnosis("b", "胃炎")]).to_string();
    let long = format!("{long}{}", " ".repeat(5_000_000 - long.len()));
    let begun = Instant::now();
    let answer = portal.transmit(&one, long.clone()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.text());
    assert!(begun.elapsed() < Duration::from_secs(1), "at once");
    assert_eq!(answer.header("retry-after"), "2");
    assert!(answer.text().contains("OperationOutcome") && answer.text().contains("throttled"));
    let theirs = hanako().conditions(CLINIC, "x", &[diagnosis("a", "胃炎")]).to_string();
    assert_eq!(portal.transmit(&other, theirs).await.status, StatusCode::CREATED);
    let asked = portal.consult(&one, "mikata-order-sign", "{}").await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST, "a short question still fits: {}", asked.text());
    for one in under_way {
        one.abort();
        let _ = one.await;
    }
    assert_eq!(portal.state.intake.budget.taken(), 0, "who left holds nothing");
    assert_eq!(portal.transmit(&one, long).await.status, StatusCode::CREATED);
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

async fn send_packed(portal: &Portal, address: &str, encoding: &str, body: impl Into<Body>) -> Answer {
    let kind = if address == "/fhir" { "application/fhir+json" } else { "application/json" };
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(header::AUTHORIZATION, format!("Bearer {}", portal.key()))
        .header(header::CONTENT_TYPE, kind)
        .header(header::CONTENT_ENCODING, encoding);
    portal.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn gzip_is_taken_within_the_same_bounds_and_nothing_else() {
    let (portal, one, _, _folder) = two_senders().await;
    let text = hanako().conditions(HOSPITAL, "packed", &[diagnosis("b", "胃炎")]).to_string();
    let check = |what: &str, answer: &Answer, status: StatusCode, word: &str| {
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        assert!(answer.text().contains(word), "{what}: {}", answer.text());
    };
    let answer = send_packed(&portal, "/fhir", "gzip", packed(&text)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let given_back = portal.fetch(&one, answer.header("location")).await;
    assert!(given_back.body == text.as_bytes(), "as it was before it was packed");
    assert_eq!(send_packed(&portal, "/fhir", "GZip", packed(&text)).await.status, StatusCode::OK);
    assert_eq!(send_packed(&portal, "/fhir", "identity", text.clone()).await.status, StatusCode::OK);
    // Members one after another are one stream (RFC 1952, 2.2), cut where nobody would cut.
    let (front, back) = text.split_at(text.find("resourceType").unwrap());
    let members = [packed(front), packed(back)].concat();
    assert_eq!(send_packed(&portal, "/fhir", "gzip", members.clone()).await.status, StatusCode::OK);

    for encoding in ["br", "deflate", "gzip, gzip", "compress", "zstd", "gzip;q=1"] {
        let answer = send_packed(&portal, "/fhir", encoding, text.clone()).await;
        check(encoding, &answer, StatusCode::UNSUPPORTED_MEDIA_TYPE, "OperationOutcome");
        check(encoding, &answer, StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Encoding");
        assert_eq!(answer.header("accept-encoding"), "gzip");
    }
    let bomb = packed(&" ".repeat(30_000_000));
    assert!(bomb.len() < 1_000_000);
    let answer = send_packed(&portal, "/fhir", "gzip", bomb).await;
    check("a bomb", &answer, StatusCode::PAYLOAD_TOO_LARGE, "10000000");
    let whole = packed(&text);
    for (what, body) in [
        ("plain", text.clone().into_bytes()),
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("nothing", Vec::new()),
        ("a second member cut", members[..members.len() - 9].to_vec()),
        ("something after it", [whole.clone(), b"{}".to_vec()].concat()),
    ] {
        let answer = send_packed(&portal, "/fhir", "gzip", body).await;
        check(what, &answer, StatusCode::BAD_REQUEST, "gzip");
    }
    let answer = send_packed(&portal, "/cds-services/mikata-order-sign", "gzip", packed("{}")).await;
    check("a question", &answer, StatusCode::BAD_REQUEST, "$");
    let long = packed(&" ".repeat(1_000_001));
    let answer = send_packed(&portal, "/cds-services/mikata-order-sign", "gzip", long).await;
    check("a long question", &answer, StatusCode::PAYLOAD_TOO_LARGE, "1000000");
    assert_eq!(portal.state.intake.budget.taken(), 0);
    assert_eq!(portal.ask(Who::Nobody, Method::GET, "/healthz", "").await.status, StatusCode::OK);
}
