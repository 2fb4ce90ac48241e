//! Sign-in at an OpenID Connect provider, against a small provider on this machine.

#[path = "../portal/mod.rs"]
mod portal;

mod enrolling;
mod provider;

use axum::http::StatusCode;
use chrono::Duration;
use portal::{Portal, now, today};
use provider::{Browser, CLIENT, Provider, SECRET, back, key, parameters};
use serde_json::{Value, json};
use server::{
    auth::{DemoMode, oidc::Providers},
    clock::Clock,
    demo,
    entropy::Entropy,
    http::{AppState, router},
    store::{DatabaseUrl, Store, account::session, identity::person},
};
use sqlx::{Connection, SqliteConnection};
use std::{
    fs,
    io::Write,
    sync::{Arc, LazyLock, Mutex},
};
use tempfile::TempDir;

const HANAKO: &str = "hanako-over-there";

struct World {
    portal: Portal,
    state: AppState,
    provider: Provider,
    folder: TempDir,
}

/// A portal with one provider, `home`, at which 見本 花子 is [`HANAKO`].
async fn world() -> World {
    log();
    let folder = TempDir::new().unwrap();
    let provider = Provider::start(now()).await;
    let store = Store::open(&database(&folder)).await.unwrap();
    let clock = Clock::standing_at(now()).with_today(today());
    demo::register_facilities(&store, today()).await.unwrap();
    let hanako = demo::named(today()).next().unwrap();
    demo::Sender::new(&store, &Entropy::seeded(1)).send(&hanako).await.unwrap();
    let mode = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
    let patient = person::all_for_demo(&store, mode).await.unwrap()[0].patient;
    let portal = Portal::over(store, clock, patient, "1310000011").await;
    let state = portal.state.clone().with_oidc(providers(&folder, &provider.issuer, json!("persons")));
    let world = World { portal, state, provider, folder };
    world.link(&world.provider.issuer, HANAKO).await;
    world
}

fn database(folder: &TempDir) -> DatabaseUrl {
    DatabaseUrl(format!("sqlite://{}", folder.path().join("test.db").display()))
}

/// As an operator sets it up: a file, and the secret in another.
fn providers(folder: &TempDir, issuer: &str, whom: Value) -> Providers {
    let file = folder.path().join("home.json");
    let secret = folder.path().join("home.secret");
    fs::write(&secret, SECRET).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let written = json!({
        "name": "home", "label": { "ja": "見本認証", "en": "Sample ID" }, "issuer": issuer,
        "client_id": CLIENT, "client_secret_file": "home.secret", "scopes": ["profile"], "for": whom,
    });
    fs::write(&file, written.to_string()).unwrap();
    Providers::read(&[file]).unwrap()
}

impl World {
    fn browser(&self) -> Browser {
        Browser::new(router(self.state.clone()))
    }

    /// What an invitation does once.
    async fn link(&self, issuer: &str, subject: &str) {
        const SQL: &str = "INSERT INTO outside_identity (issuer, subject, account_id, linked_at)
            SELECT $1, $2, id, created_at FROM account WHERE patient_id = $3";
        let mut connection = SqliteConnection::connect(&database(&self.folder).0).await.unwrap();
        let done = sqlx::query(SQL)
            .bind(issuer)
            .bind(subject)
            .bind(self.portal.patient().0)
            .execute(&mut connection)
            .await
            .unwrap();
        assert_eq!(done.rows_affected(), 1);
    }

    /// How many sign-ins elsewhere are begun and not finished.
    async fn begun(&self) -> i64 {
        const SQL: &str = "SELECT COUNT(*) FROM ceremony WHERE kind = 'outside'";
        let mut connection = SqliteConnection::connect(&database(&self.folder).0).await.unwrap();
        sqlx::query_scalar(SQL).fetch_one(&mut connection).await.unwrap()
    }

    /// Goes there, signs in as `subject`, comes back: where that leads to.
    async fn sign_in(&self, browser: &mut Browser, subject: &str) -> String {
        let there = browser.led_to("/signin/outside/home").await;
        let back = self.provider.sign_in(&there, subject);
        browser.led_to(&back).await
    }

    /// Nobody is signed in, and the page that says why has this status.
    async fn expect_refused(&self, browser: &mut Browser, led_to: &str, problem: &str, status: StatusCode) {
        assert_eq!(led_to, format!("/signin/elsewhere/{problem}"));
        assert!(!browser.cookies.contains_key("__Host-mikata_session"), "{problem}: somebody is signed in");
        let (found, _, text) = browser.get(led_to).await;
        assert_eq!(found, status, "{problem}");
        assert!(text.contains("<h1") && text.contains("href=\"/signin\""), "{problem}: {text}");
    }
}

#[tokio::test]
async fn whoever_is_linked_signs_in() {
    let world = world().await;
    let mut browser = world.browser();
    let (_, _, page) = browser.get("/signin").await;
    assert!(page.contains("href=\"/signin/outside/home\"") && page.contains("Sign in with"), "{page}");
    assert!(page.contains("Sample ID"), "the label in the visitor's language");

    let there = browser.led_to("/signin/outside/home").await;
    assert!(there.starts_with(&format!("{}/authorize?", world.provider.issuer)), "{there}");
    let asked = parameters(&there);
    for (name, expected) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("code_challenge_method", "S256"),
        ("scope", "openid profile"),
        ("prompt", "login"),
        ("max_age", "0"),
        ("ui_locales", "en"),
        ("redirect_uri", "http://localhost:3000/signin/outside/home/back"),
    ] {
        assert_eq!(asked[name], expected, "{name}");
    }
    let held = &browser.cookies["__Host-mikata_outside"];
    assert!(!there.contains(held.as_str()) && !there.contains("response_mode"), "{there}");

    let back = world.provider.sign_in(&there, HANAKO);
    assert_eq!(browser.led_to(&back).await, "/");
    assert!(!browser.cookies.contains_key("__Host-mikata_outside"), "the sign-in is over");
    let secret = &browser.cookies["__Host-mikata_session"];
    let session = session::find(&world.state.store, secret, now()).await.unwrap().unwrap();
    assert_eq!((session.own, session.method), (Some(world.portal.patient()), session::Method::Oidc));
    let (_, _, text) = browser.get("/signins").await;
    assert!(text.contains("Chrome · Android") && text.contains("Signed in with another account"), "{text}");
    let (status, _, text) = browser.get("/").await;
    assert!(status == StatusCode::OK && text.contains("見本 花子"), "her own record");
    assert_eq!(world.provider.set().strayed, 0);
}

#[tokio::test]
async fn a_subject_without_an_invitation_signs_nobody_in() {
    let world = world().await;
    let other_issuer = "http://127.0.0.1:1";
    world.link(other_issuer, "linked-elsewhere").await;
    for subject in ["somebody", "linked-elsewhere", &HANAKO.to_uppercase(), &"x".repeat(255)] {
        let mut browser = world.browser();
        let led_to = world.sign_in(&mut browser, subject).await;
        world.expect_refused(&mut browser, &led_to, "not-linked", StatusCode::FORBIDDEN).await;
    }
}

#[tokio::test]
async fn a_provider_for_staff_opens_no_persons_account() {
    let world = world().await;
    let outside = providers(&world.folder, &world.provider.issuer, json!({ "staff_of": "1310000011" }));
    let mut browser = Browser::new(router(world.state.clone().with_oidc(outside)));
    let led_to = world.sign_in(&mut browser, HANAKO).await;
    world.expect_refused(&mut browser, &led_to, "not-linked", StatusCode::FORBIDDEN).await;
}

/// Each claim or header said wrongly: nobody is signed in, and the log holds nothing that could be used.
#[tokio::test]
async fn a_token_that_is_not_right_in_everything_is_not_accepted() {
    let world = world().await;
    let seconds = |by: i64| json!(now().timestamp() + by);
    for (name, said) in [
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("aud", json!("another-client")),
        ("aud", json!([CLIENT, "another-client"])),
        ("aud", Value::Null),
        ("iss", json!("https://id.example.jp")),
        ("iss", json!(format!("{}/", world.provider.issuer))),
        ("exp", seconds(-60)),
        ("iat", seconds(-61)),
        ("iat", seconds(61)),
        ("auth_time", seconds(-61)),
        ("auth_time", Value::Null),
        ("sub", json!("")),
        ("sub", json!("x".repeat(256))),
    ] {
        world.provider.set().claims = [(name.to_owned(), said.clone())].into_iter().collect();
        let mut browser = world.browser();
        let led_to = world.sign_in(&mut browser, HANAKO).await;
        assert_eq!(led_to, "/signin/elsewhere/not-trusted", "{name}: {said}");
        world.expect_refused(&mut browser, &led_to, "not-trusted", StatusCode::BAD_GATEWAY).await;
    }
    world.provider.set().claims.clear();
    for (name, said) in
        [("alg", json!("none")), ("alg", json!("HS256")), ("alg", json!("RS256")), ("crit", json!(["exp"]))]
    {
        world.provider.set().header = [(name.to_owned(), said.clone())].into_iter().collect();
        let mut browser = world.browser();
        let led_to = world.sign_in(&mut browser, HANAKO).await;
        assert_eq!(led_to, "/signin/elsewhere/not-trusted", "{name}: {said}");
    }
    let written = log().text();
    assert!(written.contains("it belongs to another sign-in"), "the operator learns why");
    let mut secrets =
        [SECRET, "an-access-token", "code-1", "code_verifier", HANAKO].map(str::to_owned).to_vec();
    secrets.extend(world.provider.tokens());
    for secret in secrets {
        let line = written.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "the log holds {secret}");
    }
}

#[tokio::test]
async fn clocks_may_be_a_minute_apart() {
    let world = world().await;
    for by in [-59, 59] {
        world.provider.set().now = now() + Duration::seconds(by);
        let mut browser = world.browser();
        assert_eq!(world.sign_in(&mut browser, HANAKO).await, "/", "{by} s");
    }
    let just_expired = json!(now().timestamp() - 59);
    world.provider.set().now = now();
    world.provider.set().claims.insert("exp".to_owned(), just_expired);
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/");
}

#[tokio::test]
async fn a_new_key_is_fetched_but_not_over_and_over() {
    let world = world().await;
    let described = || world.provider.set().described;
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/");
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/");
    assert_eq!(described(), 1, "kept");

    world.provider.set().published = vec![("second", key(2))];
    world.provider.set().signs_with = ("second", key(2));
    // What is known is too young to be asked for again.
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/signin/elsewhere/not-trusted");
    assert_eq!(described(), 1);
    wait(&world, Duration::minutes(1));
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/");
    assert_eq!(described(), 2);

    // A key that nobody publishes, and one that is published no longer.
    for (id, seed) in [("invented", 3), ("first", 1)] {
        world.provider.set().signs_with = (id, key(seed));
        wait(&world, Duration::minutes(1));
        assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/signin/elsewhere/not-trusted");
        let asked = described();
        assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/signin/elsewhere/not-trusted");
        assert_eq!(described(), asked, "within a minute it is not asked again");
    }
    // The right id with another key's signature.
    world.provider.set().signs_with = ("second", key(3));
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/signin/elsewhere/not-trusted");
}

fn wait(world: &World, time: Duration) {
    world.state.clock.advance(time);
    world.provider.set().now = world.state.clock.now();
}

#[tokio::test]
async fn a_way_back_works_once_in_time_and_in_its_own_browser() {
    let world = world().await;
    let refused = "/signin/elsewhere/begin-again";
    // Twice, with the cookies from before as well.
    let mut browser = world.browser();
    let there = browser.led_to("/signin/outside/home").await;
    let before = browser.clone();
    let back_here = world.provider.sign_in(&there, HANAKO);
    assert_eq!(browser.led_to(&back_here).await, "/");
    assert_eq!(browser.led_to(&back_here).await, refused);
    let mut replayed = before.clone();
    let led_to = replayed.led_to(&back_here).await;
    world.expect_refused(&mut replayed, &led_to, "begin-again", StatusCode::BAD_REQUEST).await;

    // In a browser that began nothing, or something else: somebody else's way back signs nobody in.
    let mut attacker = world.browser();
    let there = attacker.led_to("/signin/outside/home").await;
    let lure = world.provider.sign_in(&there, HANAKO);
    let mut victim = world.browser();
    assert_eq!(victim.led_to(&lure).await, refused);
    let own = victim.led_to("/signin/outside/home").await;
    assert_eq!(victim.led_to(&lure).await, refused);
    assert_eq!(
        victim.led_to(&world.provider.sign_in(&own, HANAKO)).await,
        "/",
        "what they began stays begun"
    );

    // Without a state, with a wrong one, with another kind of secret.
    let mut browser = world.browser();
    let asked = parameters(&browser.led_to("/signin/outside/home").await);
    for state in ["", "another", browser.cookies["__Host-mikata_outside"].clone().as_str()] {
        let mut wrong = asked.clone();
        wrong.insert("state".to_owned(), state.to_owned());
        assert_eq!(browser.led_to(&back(&wrong, &[("code", "x")])).await, refused, "{state}");
    }
    // Too late.
    let late = world.provider.sign_in(&browser.led_to("/signin/outside/home").await, HANAKO);
    wait(&world, Duration::minutes(10));
    assert_eq!(browser.led_to(&late).await, refused);
    // A code that the provider does not know, or no longer.
    let asked = parameters(&browser.led_to("/signin/outside/home").await);
    assert_eq!(browser.led_to(&back(&asked, &[("code", "expired")])).await, refused);
}

/// T60: back after signing in repeats the way back. Words and a link, no loop, and the session is what it was.
#[tokio::test]
async fn t60_the_way_back_taken_again_leaves_who_is_signed_in_signed_in() {
    let world = world().await;
    let mut browser = world.browser();
    let there = browser.led_to("/signin/outside/home").await;
    let back_here = world.provider.sign_in(&there, HANAKO);
    assert_eq!(browser.led_to(&back_here).await, "/");
    let session = browser.cookies["__Host-mikata_session"].clone();
    // And once more, as a reload does.
    for _ in 0..2 {
        let led_to = browser.led_to(&back_here).await;
        assert_eq!(led_to, "/signin/elsewhere/begin-again");
        let (status, goes_on, page) = browser.get(&led_to).await;
        assert_eq!((status, goes_on.as_str()), (StatusCode::BAD_REQUEST, ""), "no loop");
        assert!(page.contains("<h1") && page.contains("href=\"/signin\""), "{page}");
    }
    assert_eq!(browser.cookies["__Host-mikata_session"], session);
    let (status, _, home) = browser.get("/").await;
    assert!(status == StatusCode::OK && home.contains("見本 花子"), "still signed in: {home}");
    // Another code of a sign-in that was not begun here changes nothing either.
    let forged = back_here.replace("code-1", "code-2");
    assert_ne!(forged, back_here);
    assert_eq!(browser.led_to(&forged).await, "/signin/elsewhere/begin-again");
    assert_eq!(browser.cookies["__Host-mikata_session"], session);
}

#[tokio::test]
async fn what_the_provider_says_instead_of_a_code_is_explained() {
    let world = world().await;
    for (said, problem, status) in [
        (("error", "access_denied"), "denied", StatusCode::FORBIDDEN),
        (("error", "server_error"), "not-trusted", StatusCode::BAD_GATEWAY),
        (("error", "invalid_request"), "not-trusted", StatusCode::BAD_GATEWAY),
        (("iss", "https://id.example.jp"), "not-trusted", StatusCode::BAD_GATEWAY),
        (("nothing", ""), "not-trusted", StatusCode::BAD_GATEWAY),
    ] {
        let mut browser = world.browser();
        let asked = parameters(&browser.led_to("/signin/outside/home").await);
        let led_to = browser.led_to(&back(&asked, &[said])).await;
        world.expect_refused(&mut browser, &led_to, problem, status).await;
    }
    let mut browser = world.browser();
    let led_to = browser.led_to("/signin/outside/nowhere").await;
    world.expect_refused(&mut browser, &led_to, "unknown-provider", StatusCode::NOT_FOUND).await;
}

#[tokio::test]
async fn a_provider_that_fails_is_told_apart_and_left_alone() {
    let world = world().await;
    world.provider.set().fails = true;
    for _ in 0..3 {
        let mut browser = world.browser();
        let led_to = browser.led_to("/signin/outside/home").await;
        world.expect_refused(&mut browser, &led_to, "unreachable", StatusCode::BAD_GATEWAY).await;
    }
    assert_eq!(world.provider.set().described, 1, "asked once");
    world.provider.set().fails = false;
    wait(&world, Duration::seconds(5));
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/");

    // Nobody listens there any more.
    let gone = providers(&world.folder, "http://127.0.0.1:1", json!("persons"));
    let mut browser = Browser::new(router(world.state.clone().with_oidc(gone)));
    assert_eq!(browser.led_to("/signin/outside/home").await, "/signin/elsewhere/unreachable");
}

#[tokio::test]
async fn who_is_sent_away_without_end_is_told_to_wait_and_fills_nothing() {
    let world = world().await;
    let mut hanako = world.browser();
    assert_eq!(world.sign_in(&mut hanako, HANAKO).await, "/");
    let begun = world.begun().await;
    let mut sent = 0;
    loop {
        let (status, to, _) = world.browser().get("/signin/outside/home").await;
        if status == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(to, "");
            break;
        }
        assert_eq!(status, StatusCode::SEE_OTHER);
        sent += 1;
        assert!(sent <= 120, "it has a pace");
    }
    assert!(sent > 100, "{sent}");
    assert_eq!(world.begun().await - begun, sent, "and nothing is kept of the one that was refused");
    // Who is signed in proves who they are all the same.
    let there = hanako.led_to("/signin/outside/home?verify&return_to=/settings").await;
    assert!(there.starts_with(&world.provider.issuer), "{there}");
    wait(&world, Duration::seconds(1));
    assert_eq!(world.browser().get("/signin/outside/home").await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn of_a_provider_that_does_not_answer_nothing_is_kept() {
    let world = world().await;
    world.provider.set().fails = true;
    assert_eq!(world.browser().led_to("/signin/outside/home").await, "/signin/elsewhere/unreachable");
    assert_eq!(world.begun().await, 0);
    world.provider.set().fails = false;
    wait(&world, Duration::seconds(5));
    world.browser().led_to("/signin/outside/home").await;
    assert_eq!(world.begun().await, 1);
}

/// A description may not lead us, or the browser, anywhere else.
#[tokio::test]
async fn only_the_providers_own_endpoints_are_asked() {
    let world = world().await;
    let elsewhere = Provider::start(now()).await;
    for (name, path, problem) in [
        ("issuer", "", "unreachable"),
        ("jwks_uri", "/keys", "unreachable"),
        ("authorization_endpoint", "/authorize", "not-trusted"),
        ("token_endpoint", "/token", "unreachable"),
        ("token_endpoint", "", "not-trusted"),
    ] {
        let said = match (name, path) {
            ("token_endpoint", "") => Value::Null,
            _ => json!(format!("{}{path}", elsewhere.issuer)),
        };
        world.provider.set().description = [(name.to_owned(), said)].into_iter().collect();
        let fresh = providers(&world.folder, &world.provider.issuer, json!("persons"));
        let mut browser = Browser::new(router(world.state.clone().with_oidc(fresh)));
        let there = browser.led_to("/signin/outside/home").await;
        let led_to = match there.starts_with('/') {
            true => there,
            false => browser.led_to(&world.provider.sign_in(&there, HANAKO)).await,
        };
        assert_eq!(led_to, format!("/signin/elsewhere/{problem}"), "{name}");
    }
    let other = elsewhere.set();
    assert_eq!((other.described, other.strayed), (0, 0), "somebody else was asked");
}

#[tokio::test]
async fn who_is_signed_in_proves_that_it_is_still_they() {
    let world = world().await;
    world.link(&world.provider.issuer, "hanako-second").await;
    let mut browser = world.browser();
    assert_eq!(browser.led_to("/signin/outside/home?verify").await, "/signin", "nobody is signed in");
    assert_eq!(world.sign_in(&mut browser, HANAKO).await, "/");
    let secret = browser.cookies["__Host-mikata_session"].clone();
    wait(&world, Duration::minutes(20));
    let verified_at = || async {
        let found = session::find(&world.state.store, &secret, world.state.clock.now()).await;
        found.unwrap().unwrap().verified_at
    };
    let (_, _, page) = browser.get("/verify?return_to=/settings%3Fa=1").await;
    let address = "/signin/outside/home?verify&return_to=/settings%3Fa%3D1";
    assert!(page.contains(&address.replace('&', "&amp;")), "offered where it can be done: {page}");
    for (subject, expected) in [
        ("somebody", "/signin/elsewhere/somebody-else"),
        // Another sign-in of the same account.
        ("hanako-second", "/settings?a=1"),
    ] {
        assert_eq!(verified_at().await, now(), "not yet");
        let there = browser.led_to(address).await;
        assert_eq!(browser.led_to(&world.provider.sign_in(&there, subject)).await, expected);
    }
    assert_eq!(verified_at().await, now() + Duration::minutes(20));
    assert_eq!(browser.cookies["__Host-mikata_session"], secret, "the same session");

    // A way back never leads to another site; and it is of the session it was begun in.
    let there = browser.led_to("/signin/outside/home?verify&return_to=%2F%2Fevil.example").await;
    assert_eq!(browser.led_to(&world.provider.sign_in(&there, HANAKO)).await, "/");
    let there = browser.led_to(address).await;
    browser.cookies.remove("__Host-mikata_session");
    let led_to = browser.led_to(&world.provider.sign_in(&there, HANAKO)).await;
    world.expect_refused(&mut browser, &led_to, "begin-again", StatusCode::BAD_REQUEST).await;
}

#[tokio::test]
async fn who_proved_not_long_ago_that_it_is_they_adds_a_way_in() {
    let world = world().await;
    let address = "/signin/outside/home?link&return_to=%2Fsettings";
    let mut browser = world.browser();
    assert_eq!(browser.led_to(address).await, "/signin", "nobody is signed in");
    assert_eq!(world.sign_in(&mut browser, HANAKO).await, "/");
    let there = browser.led_to(address).await;
    assert_eq!(world.sign_in(&mut world.browser(), "new").await, "/signin/elsewhere/not-linked", "not yet");
    assert_eq!(browser.led_to(&world.provider.sign_in(&there, "new")).await, "/settings");
    assert_eq!(world.sign_in(&mut world.browser(), "new").await, "/");

    // Begun in time, and finished too late, or by somebody who is signed in no longer.
    wait(&world, Duration::minutes(5));
    let there = browser.led_to(address).await;
    let mut gone = browser.clone();
    gone.cookies.remove("__Host-mikata_session");
    let back = world.provider.sign_in(&there, "another");
    assert_eq!(gone.led_to(&back).await, "/signin/elsewhere/begin-again");
    wait(&world, Duration::seconds(1));
    let to_verify = browser.led_to(address).await;
    assert!(to_verify.starts_with("/verify?"), "{to_verify}");
    assert_eq!(parameters(&format!("http://localhost{to_verify}"))["return_to"], address);
    assert_eq!(world.sign_in(&mut world.browser(), "another").await, "/signin/elsewhere/not-linked");
}

/// What all of this file's tests log, in all detail: a subscriber of one thread would miss what another thread
/// came by first.
fn log() -> &'static Log {
    static LOG: LazyLock<Log> = LazyLock::new(|| {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        log
    });
    &LOG
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
