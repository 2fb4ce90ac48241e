//! Links by which a person shares: made of ciphertext, opened by whoever has one, guessed at only so often, and gone where
//! they are over, whatever the reason.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine},
    databases::{on_each, on_each_url},
};
use crate::crash::{Connected, Running};
use crate::portal::{Answer, Portal, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use chrono::Duration;
use serde_json::{Value, json};
use server::{
    auth::{Actor, recovery::Why},
    links::{self, Choice, Made},
    store::{
        DatabaseUrl, Store,
        account::freeze,
        sharing::health_link::{self, LinkFile, LinkId, MOST_ATTEMPTS, MOST_OPEN},
        statement::Voice,
    },
};
use shared::{
    health_link::{ContentType, Contents, Key, Passcode, jwe},
    ips::document::Document,
};
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::{sync::mpsc::channel, thread};
use uuid::Uuid;

const PASSCODE: &str = "まつ-482913";

struct Sharing {
    world: World,
    portal: Portal,
    key: Key,
}

impl Sharing {
    async fn begin(world: World) -> Self {
        let drugs = [medicine("m", "アムロジピン錠５ｍｇ", "2024-07-01", 28)];
        world.send_new(HOSPITAL, &hanako().prescriptions(HOSPITAL, "1", &drugs)).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        Self { world, portal, key: Key::new([7; 32]) }
    }

    /// What the page that makes a link sends.
    fn sent(&self, number: u128, document: &str) -> Value {
        let sealed = jwe::seal("application/fhir+json", document.as_bytes(), &self.key, [1; 12]);
        json!({
            "id": Uuid::from_u128(number), "label": "旅行先の病院", "contents": "summary", "infections": false,
            "until": "day", "once": false,
            "files": [{"content_type": "application/fhir+json", "jwe": sealed}],
        })
    }

    async fn post(&self, sent: &Value) -> Answer {
        self.portal.ask(Who::Patient, Method::POST, "/show/link", &sent.to_string()).await
    }

    /// The path of a new link.
    async fn make(&self, sent: &Value) -> String {
        let answer = self.post(sent).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let answer: Value = serde_json::from_str(&answer.text()).unwrap();
        let url = answer["url"].as_str().unwrap();
        url.strip_prefix("http://localhost:3000").unwrap().to_owned()
    }

    async fn page(&self, address: &str) -> String {
        let answer = self.portal.ask(Who::Patient, Method::GET, address, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        answer.text()
    }

    async fn open(&self, path: &str, asked: &Value) -> Answer {
        self.portal.send(asks(path, &asked.to_string())).await
    }
}

/// As a viewer of another origin asks.
fn asks(path: &str, body: &str) -> Request<Body> {
    Request::post(path)
        .header(header::HOST, "localhost:3000")
        .header(header::ORIGIN, "https://viewer.example")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

fn by(passcode: Option<&str>) -> Value {
    json!({"recipient": "架空クリニック 見本医師", "passcode": passcode, "embeddedLengthMax": 1_000_000})
}

fn manifest(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    serde_json::from_str(&answer.text()).unwrap()
}

#[tokio::test]
async fn what_was_shared_is_opened_and_guesses_are_counted_for_life() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        let document = sharing.page("/show/link/document?contents=summary").await;
        let mut sent = sharing.sent(1, &document);
        sent["passcode"] = json!(PASSCODE);
        let path = sharing.make(&sent).await;
        assert!(sharing.page("/show/link").await.contains("まだ開かれていません"));

        // Typed on another keyboard, it is the same; and a right one takes nothing back of what was guessed before.
        let wrong = sharing.open(&path, &by(Some("まつ-482914"))).await;
        assert_eq!(
            (wrong.status, wrong.text().as_str()),
            (StatusCode::UNAUTHORIZED, r#"{"remainingAttempts":4}"#)
        );
        let opened = manifest(&sharing.open(&path, &by(Some("まつ－４８２ ９１３"))).await);
        let file = &opened["files"][0];
        assert_eq!(file["contentType"], "application/fhir+json");
        let read = jwe::open(file["embedded"].as_str().unwrap(), &sharing.key, 1 << 24).unwrap();
        assert_eq!(String::from_utf8(read.bytes).unwrap(), document);
        // Whoever forgets it has guessed nothing.
        for none in [None, Some(""), Some("　")] {
            let answer = sharing.open(&path, &by(none)).await;
            assert_eq!(
                (answer.status, answer.text().as_str()),
                (StatusCode::UNAUTHORIZED, r#"{"remainingAttempts":4}"#)
            );
        }
        for left in [3, 2, 1, 0] {
            let answer = sharing.open(&path, &by(Some("000000"))).await;
            let expected = format!(r#"{{"remainingAttempts":{left}}}"#);
            assert_eq!((answer.status, answer.text()), (StatusCode::UNAUTHORIZED, expected));
        }
        for passcode in [PASSCODE, "000000"] {
            assert_eq!(sharing.open(&path, &by(Some(passcode))).await.status, StatusCode::NOT_FOUND);
        }

        let list = sharing.page("/show/link").await;
        assert!(list.contains("旅行先の病院") && list.contains("パスコードの間違いが続いたので"), "{list}");
        assert!(list.contains("「架空クリニック 見本医師」と名乗る人が開きました"), "{list}");
        let history = sharing.page("/history").await;
        assert!(history.contains("「架空クリニック 見本医師」と名乗りました"), "{history}");
        assert!(history.contains("あなたの共有リンクを開くため"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn two_hundred_guesses_at_the_same_time_are_no_more_than_the_limit() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        let mut sent = sharing.sent(2, "{}");
        sent["passcode"] = json!(PASSCODE);
        let path = sharing.make(&sent).await;
        let guesses = (0..200).map(|guess| {
            let request = asks(&path, &by(Some(&format!("{guess:06}"))).to_string());
            tokio::spawn(crate::portal::answered(sharing.portal.router(), request))
        });
        let guesses: Vec<_> = guesses.collect();
        let mut looked_at = 0;
        for guess in guesses {
            match guess.await.unwrap().0 {
                StatusCode::UNAUTHORIZED => looked_at += 1,
                StatusCode::NOT_FOUND => {}
                other => panic!("{other}"),
            }
        }
        assert_eq!(looked_at, MOST_ATTEMPTS);
        assert_eq!(sharing.open(&path, &by(Some(PASSCODE))).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

async fn count(url: &DatabaseUrl, statement: &'static str) -> i64 {
    let counted = if url.is_postgres() {
        let mut connection = PgConnection::connect(&url.0).await.unwrap();
        sqlx::query_as::<_, (i64,)>(statement).fetch_one(&mut connection).await
    } else {
        let mut connection = SqliteConnection::connect(&url.0).await.unwrap();
        sqlx::query_as::<_, (i64,)>(statement).fetch_one(&mut connection).await
    };
    counted.unwrap().0
}

/// A link in a database that a server of its own will open, and the path of it.
async fn prepared(url: &DatabaseUrl) -> String {
    let world = World::over(Store::migrate(url, None).await.unwrap(), server::clock::Clock::system()).await;
    let drugs = [medicine("m", "アムロジピン錠５ｍｇ", "2024-07-01", 28)];
    world.send_new(HOSPITAL, &hanako().prescriptions(HOSPITAL, "1", &drugs)).await;
    let patient = world.only_person().await;
    let account = world.account(patient).await;
    let files = vec![LinkFile {
        content_type: ContentType::FhirJson,
        jwe: jwe::seal("application/fhir+json", b"{}", &Key::new([7; 32]), [1; 12]),
    }];
    let choice = Choice {
        id: LinkId(Uuid::from_u128(3)),
        label: "x".to_owned(),
        contents: Contents::Summary,
        with_infections: false,
        expires: world.clock.now() + Duration::days(1),
        passcode: Some(Passcode::read(PASSCODE).unwrap()),
        once: false,
        files,
    };
    let who = (&Actor::Patient(patient), account, patient);
    let made = links::make(&world.store, &world.clock, &world.entropy, who, choice).await.unwrap();
    let Made::Made(secret) = made else { panic!("there was none before") };
    world.store.close().await;
    format!("/link/{secret}")
}

/// Each in a connection of its own, at the same time; the statuses of those that were answered.
fn guess(
    port: u16,
    path: &str,
    guesses: std::ops::Range<u32>,
    kill: Option<&mut std::process::Child>,
) -> Vec<u16> {
    let (answers, all) = channel();
    let threads: Vec<_> = guesses
        .map(|guess| {
            let (answers, path) = (answers.clone(), path.to_owned());
            thread::spawn(move || {
                let body = json!({"recipient": "x", "passcode": format!("{guess:06}")}).to_string();
                let headers = "Content-Type: application/json\r\n";
                let Some(mut connected) = Connected::try_to(port) else { return };
                if let Some((status, _)) = connected.ask(&format!("POST {path}"), headers, &body) {
                    let _ = answers.send(status);
                }
            })
        })
        .collect();
    drop(answers);
    let mut statuses = Vec::new();
    if let Some(process) = kill {
        // In the middle of it: the first guess is answered, others are being looked at.
        statuses.extend(all.recv());
        process.kill().unwrap();
        process.wait().unwrap();
    }
    statuses.extend(all.iter());
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    statuses
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_gives_nobody_another_guess() {
    on_each_url(|url| async move {
        if url.is_postgres() {
            // The server's process runs over a file.
            return;
        }
        let path = prepared(&url).await;
        let folder = tempfile::tempdir().unwrap();
        let mut looked_at = 0;
        let mut count =
            |statuses: Vec<u16>| looked_at += statuses.iter().filter(|status| **status == 401).count();
        let mut running = Running::start(folder.path(), &url.0);
        count(guess(running.port, &path, 0..100, Some(&mut running.process)));
        let mut running = Running::start(folder.path(), &url.0);
        let after = guess(running.port, &path, 100..200, None);
        assert!(after.contains(&404), "{after:?}");
        count(after);
        running.process.kill().unwrap();
        running.process.wait().unwrap();
        assert!((1..=MOST_ATTEMPTS as usize).contains(&looked_at), "{looked_at} guesses were looked at");
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_over_is_not_there_whatever_the_reason() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        let sharing = Sharing::begin(world).await;
        let expired = sharing
            .make(&{
                let mut sent = sharing.sent(10, "{}");
                sent["until"] = json!("hour");
                sent
            })
            .await;
        let once = sharing
            .make(&{
                let mut sent = sharing.sent(11, "{}");
                sent["once"] = json!(true);
                sent
            })
            .await;
        let ended = sharing.make(&sharing.sent(12, "{}")).await;
        let frozen = sharing.make(&sharing.sent(13, "{}")).await;

        assert_eq!(sharing.open(&once, &by(None)).await.status, StatusCode::OK);
        for path in [&expired, &ended, &frozen] {
            assert_eq!(sharing.open(path, &by(None)).await.status, StatusCode::OK, "{path}");
        }
        let answer = sharing
            .portal
            .ask(Who::Patient, Method::POST, &format!("/show/link/{}/end", Uuid::from_u128(12)), "")
            .await;
        assert_eq!(answer.header("location"), "/show/link?said=ended");
        let missing = sharing.open("/link/nothing", &by(None)).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        sharing.world.clock.advance(Duration::minutes(60));
        for path in [&expired, &once, &ended] {
            let answer = sharing.open(path, &by(None)).await;
            assert_eq!((answer.status, answer.text()), (missing.status, missing.text()), "{path}");
        }
        assert_eq!(sharing.open(&frozen, &by(None)).await.status, StatusCode::OK);
        // Whoever has the person's phone in their hands may have made it.
        let World { store, clock, entropy, .. } = &sharing.world;
        let patient = sharing.portal.patient();
        assert!(
            freeze::freeze(store, patient, Why::Lost, Voice::Operator, clock.now(), entropy).await.unwrap()
        );
        let answer = sharing.open(&frozen, &by(None)).await;
        assert_eq!((answer.status, answer.text()), (missing.status, missing.text()));
        // Found again, the phone opens nothing of what was shared meanwhile; and no ciphertext of it is kept.
        let account = freeze::all_in_force(store).await.unwrap()[0].account;
        freeze::unfreeze(store, account, Voice::Operator, None, clock.now()).await.unwrap();
        assert_eq!(sharing.open(&frozen, &by(None)).await.status, StatusCode::NOT_FOUND);
        // What expired or was opened once goes when the service looks next.
        health_link::sweep(store, clock.now()).await.unwrap();
        assert_eq!(count(&url, "SELECT COUNT(*) FROM health_link_file").await, 0);
        assert_eq!(
            count(&url, "SELECT COUNT(*) FROM health_link").await,
            4,
            "what was shared is still listed"
        );
    })
    .await;
}

#[tokio::test]
async fn one_opening_is_one_however_many_come_at_the_same_time() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        let mut sent = sharing.sent(20, "{}");
        sent["once"] = json!(true);
        let path = sharing.make(&sent).await;
        let opening = |_| {
            tokio::spawn(crate::portal::answered(sharing.portal.router(), asks(&path, &by(None).to_string())))
        };
        let openings: Vec<_> = (0..20).map(opening).collect();
        let mut opened = 0;
        for opening in openings {
            opened += usize::from(opening.await.unwrap().0 == StatusCode::OK);
        }
        assert_eq!(opened, 1);
    })
    .await;
}

#[tokio::test]
async fn an_address_of_a_file_is_good_once_and_for_a_while() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        let path = sharing.make(&sharing.sent(30, "{\"a\":1}")).await;
        let asked = json!({"recipient": "x", "embeddedLengthMax": 0});
        let located = async || {
            let told = manifest(&sharing.open(&path, &asked).await);
            let file = &told["files"][0];
            assert_eq!(file.get("embedded"), None);
            file["location"].as_str().unwrap().strip_prefix("http://localhost:3000").unwrap().to_owned()
        };
        let get = async |address: &str| sharing.portal.ask(Who::Nobody, Method::GET, address, "").await;
        let first = located().await;
        let looked = sharing.portal.ask(Who::Nobody, Method::HEAD, &first, "").await;
        assert_eq!(looked.status, StatusCode::METHOD_NOT_ALLOWED, "to look takes nothing");
        let answer = get(&first).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/jose"));
        assert_eq!(jwe::open(&answer.text(), &sharing.key, 100).unwrap().bytes, b"{\"a\":1}");
        assert_eq!(get(&first).await.status, StatusCode::NOT_FOUND);
        let late = located().await;
        sharing.world.clock.advance(Duration::minutes(10));
        assert_eq!(get(&late).await.status, StatusCode::NOT_FOUND);
        let of_ended = located().await;
        sharing
            .portal
            .ask(Who::Patient, Method::POST, &format!("/show/link/{}/end", Uuid::from_u128(30)), "")
            .await;
        assert_eq!(get(&of_ended).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn viewers_of_every_origin_may_ask_and_what_is_no_question_is_refused() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        let mut sent = sharing.sent(40, "{}");
        sent["passcode"] = json!(PASSCODE);
        let path = sharing.make(&sent).await;
        let json_of = |body: &str| asks(&path, body);
        let other = |method: Method| {
            let request = Request::builder().method(method).uri(&path).header(header::HOST, "localhost:3000");
            request.body(Body::empty()).unwrap()
        };
        let untyped =
            Request::post(&path).header(header::HOST, "localhost:3000").body(Body::from("{}")).unwrap();
        for (request, status) in [
            (json_of(&by(Some(PASSCODE)).to_string()), StatusCode::OK),
            (json_of(&by(Some("000000")).to_string()), StatusCode::UNAUTHORIZED),
            (json_of("{"), StatusCode::BAD_REQUEST),
            (json_of("{\"passcode\":\"000000\"}"), StatusCode::BAD_REQUEST),
            (json_of(&format!("{{\"recipient\":\"{}\"}}", "x".repeat(9_000))), StatusCode::BAD_REQUEST),
            (json_of(&"x".repeat(20_000)), StatusCode::PAYLOAD_TOO_LARGE),
            (untyped, StatusCode::UNSUPPORTED_MEDIA_TYPE),
            (other(Method::OPTIONS), StatusCode::NO_CONTENT),
            (other(Method::GET), StatusCode::METHOD_NOT_ALLOWED),
            (other(Method::DELETE), StatusCode::METHOD_NOT_ALLOWED),
            (asks("/link/nothing", &by(None).to_string()), StatusCode::NOT_FOUND),
        ] {
            let answer = sharing.portal.send_as_it_is(request).await;
            assert_eq!(answer.status, status, "{}", answer.text());
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{status}");
            assert_eq!(answer.header("access-control-allow-credentials"), "", "{status}");
            assert_eq!(answer.header("set-cookie"), "", "{status}");
            assert_eq!(answer.header("cache-control"), "no-store", "{status}");
        }
        // What is pressed again and again waits, and its attempt is not lost.
        let mut statuses = Vec::new();
        for _ in 0..20 {
            statuses.push(sharing.open(&path, &by(Some(PASSCODE))).await.status);
        }
        assert!(statuses.contains(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
        sharing.world.clock.advance(Duration::hours(2));
        assert_eq!(sharing.open(&path, &by(Some(PASSCODE))).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_link_is_refused_by_its_field() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        for (field, value) in [
            ("label", json!("")),
            ("label", json!("x".repeat(81))),
            ("contents", json!("everything")),
            ("until", json!("forever")),
            ("until", json!("2024-07-06")),
            ("until", json!("2026-07-07")),
            ("passcode", json!("１２ ３ ４５")),
            ("passcode", json!("x".repeat(201))),
            ("files", json!([])),
            ("files", json!([{"content_type": "application/fhir+json", "jwe": "a..b.c.d"}])),
            ("files", json!([{"content_type": "text/html", "jwe": "a..b.c.d"}])),
        ] {
            let mut sent = sharing.sent(50, "{}");
            sent[field] = value;
            let answer = sharing.post(&sent).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", answer.text());
            assert!(answer.text().contains(&format!("\"error\":\"{field}\"")), "{}", answer.text());
        }
        assert!(sharing.page("/show/link").await.contains("今、開けるリンクはありません"));
        // The proof that was fresh when the page was opened is good for as long as it takes to fill it in.
        sharing.world.clock.advance(Duration::minutes(15));
        sharing.make(&sharing.sent(50, "{}")).await;
        assert_eq!(sharing.post(&sharing.sent(50, "{}")).await.status, StatusCode::CONFLICT);
        sharing.world.clock.advance(Duration::milliseconds(1));
        let answer = sharing.post(&sharing.sent(51, "{}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text().contains("\"error\":\"proof\""), "{}", answer.text());
        let page = sharing.portal.ask(Who::Patient, Method::GET, "/show/link/new", "").await;
        assert_eq!(page.header("location"), "/verify?return_to=/show/link/new");
    })
    .await;
}

#[tokio::test]
async fn two_with_the_right_passcode_keep_each_other_from_nothing() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        let mut sent = sharing.sent(60, "{}");
        sent["passcode"] = json!(PASSCODE);
        let path = sharing.make(&sent).await;
        for guess in 0..4 {
            let answer = sharing.open(&path, &by(Some(&format!("{guess:06}")))).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        }
        let asked = by(Some(PASSCODE)).to_string();
        let opening = |_| tokio::spawn(crate::portal::answered(sharing.portal.router(), asks(&path, &asked)));
        let openings: Vec<_> = (0..5).map(opening).collect();
        for opening in openings {
            assert_eq!(opening.await.unwrap().0, StatusCode::OK);
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_is_ended_while_others_open_it() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        let sharing = Sharing::begin(world).await;
        for round in 0..5_u128 {
            let path = sharing.make(&sharing.sent(70 + round, "{}")).await;
            let asked = by(None).to_string();
            let opening =
                |_| tokio::spawn(crate::portal::answered(sharing.portal.router(), asks(&path, &asked)));
            let openings: Vec<_> = (0..6).map(opening).collect();
            let end = format!("/show/link/{}/end", Uuid::from_u128(70 + round));
            let ended = sharing.portal.ask(Who::Patient, Method::POST, &end, "").await;
            assert_eq!(ended.header("location"), "/show/link?said=ended", "{}", ended.text());
            for opening in openings {
                let status = opening.await.unwrap().0;
                assert!([StatusCode::OK, StatusCode::NOT_FOUND].contains(&status), "{status}");
            }
            assert_eq!(sharing.open(&path, &by(None)).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(count(&url, "SELECT COUNT(*) FROM health_link_file").await, 0);
    })
    .await;
}

#[tokio::test]
async fn so_many_links_are_open_and_no_more() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        for number in 0..MOST_OPEN {
            sharing.make(&sharing.sent(100 + number as u128, "{}")).await;
            sharing.world.clock.advance(Duration::seconds(7));
        }
        let full = sharing.post(&sharing.sent(200, "{}")).await;
        assert_eq!(full.status, StatusCode::CONFLICT);
        assert!(full.text().contains("\"error\":\"full\""), "{}", full.text());
        let end = format!("/show/link/{}/end", Uuid::from_u128(100));
        sharing.portal.ask(Who::Patient, Method::POST, &end, "").await;
        sharing.make(&sharing.sent(201, "{}")).await;
    })
    .await;
}

#[tokio::test]
async fn medicines_alone_are_medicines_alone() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        sharing
            .world
            .send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "9", &[diagnosis("d", "高血圧症")]))
            .await;
        let whole = sharing.page("/show/link/document?contents=summary").await;
        assert!(whole.contains("高血圧症") && whole.contains("アムロジピン"), "{whole}");
        let medicines = sharing.page("/show/link/document?contents=medicines").await;
        assert!(!medicines.contains("高血圧症") && medicines.contains("アムロジピン"), "{medicines}");
        Document::read(&medicines).unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_viewer_knows_nobody_and_reaches_what_it_may() {
    on_each(|world| async move {
        let sharing = Sharing::begin(world).await;
        for (address, reaches) in [("/v", "connect-src 'self';"), ("/v/other", "connect-src 'self' https:;")]
        {
            let mut pages = Vec::new();
            for who in [Who::Nobody, Who::Patient] {
                let answer = sharing.portal.ask(who, Method::GET, address, "").await;
                assert_eq!(answer.status, StatusCode::OK);
                let policy = answer.header("content-security-policy").to_owned();
                assert!(policy.contains(reaches) && !policy.contains("unsafe-inline"), "{policy}");
                assert_eq!(answer.header("set-cookie"), "");
                let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
                assert!(answer.text().contains(&nonce));
                pages.push(answer.text().replace(&nonce, ""));
            }
            assert_eq!(pages[0], pages[1], "a session changes nothing of it");
            assert!(!pages[0].contains("見本"));
        }
    })
    .await;
}
