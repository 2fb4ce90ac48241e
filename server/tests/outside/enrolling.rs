//! An invitation that is finished at a provider instead of with a passkey.

use crate::{HANAKO, World, database, portal::now, provider::Browser, providers, wait, world};
use axum::http::StatusCode;
use chrono::Duration;
use serde_json::json;
use server::{
    auth::Code,
    enrolment::invite,
    http::router,
    store::{account::session, identity::person},
};
use shared::ids::FacilityCode;
use sqlx::{Connection, SqliteConnection};

const ENROL: &str = "/signin/outside/home?enrol";
/// Where somebody is led whose way in opens nothing yet.
const HELD: &str = "/signin/held";
const GONE: &str = "/invitation?problem=gone";

impl World {
    async fn invite(&self) -> Code {
        let facility = FacilityCode::try_from("1310000011").unwrap();
        let state = &self.state;
        let checked = invite::Checked { facility: &facility, by: None, paper: None };
        let patient = self.portal.patient();
        invite::to_own_record(&state.store, &state.clock, &state.entropy, patient, checked).await.unwrap()
    }

    /// The paper's code, and her date of birth.
    async fn open(&self, browser: &mut Browser, code: &Code) {
        let mode = self.state.demo.unwrap();
        let people = person::all_for_demo(&self.state.store, mode).await.unwrap();
        let hanako = people.iter().find(|one| one.patient == self.portal.patient()).unwrap();
        let born = hanako.demographics.birth_date.format("era=western&year=%Y&month=%-m&day=%-d");
        let (_, to, text) = browser.post("/invitation", &format!("code={code}&{born}")).await;
        assert_eq!(to, "/invitation/passkey", "{text}");
    }

    /// Somebody else's account, which `subject` opens.
    async fn somebody_else(&self, subject: &str) {
        let mut connection = SqliteConnection::connect(&database(&self.folder).0).await.unwrap();
        let id = self.state.entropy.uuid();
        for sql in [
            "INSERT INTO account (id, kind, name, created_at) VALUES ($1, 'person', '架空 花', $2)",
            "INSERT INTO outside_identity (issuer, subject, account_id, linked_at) VALUES ($3, $4, $1, $2)",
        ] {
            sqlx::query(sql)
                .bind(id)
                .bind(now())
                .bind(&self.provider.issuer)
                .bind(subject)
                .execute(&mut connection)
                .await
                .unwrap();
        }
    }

    /// 花子 invites somebody to act for her, and reads the code off the page.
    async fn invite_daughter(&self) -> String {
        let mut hanako = self.browser();
        assert_eq!(self.sign_in(&mut hanako, HANAKO).await, "/");
        let id = self.state.entropy.uuid();
        let patient = self.portal.patient();
        let form = format!("id={id}&patient={patient}&label=daughter&kind=medicines");
        let (status, _, text) = hanako.post("/people/new", &form).await;
        assert_eq!(status, StatusCode::OK, "{text}");
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        let mut codes = words
            .filter(|word| word.split('-').count() == 8 && word.split('-').all(|group| group.len() == 4));
        codes.next().unwrap().to_owned()
    }
}

#[tokio::test]
async fn who_is_invited_comes_in_by_a_provider() {
    let world = world().await;
    let code = world.invite().await;
    let (mut browser, mut late) = (world.browser(), world.browser());
    world.open(&mut browser, &code).await;
    world.open(&mut late, &code).await;
    let (_, _, page) = browser.get("/invitation/passkey").await;
    assert!(page.contains(ENROL) && page.contains("Sample ID"), "{page}");

    let there = browser.led_to(ENROL).await;
    let led_to = browser.led_to(&world.provider.sign_in(&there, "hers")).await;
    assert_eq!(led_to, HELD);
    // Nothing of hers has ended, and the provider proves nobody's identity.
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/");
    assert_eq!(world.sign_in(&mut world.browser(), "hers").await, HELD);
    world.portal.second_person().await;
    let secret = &browser.cookies["__Host-mikata_session"];
    let found = session::find(&world.state.store, secret, now()).await.unwrap().unwrap();
    assert_eq!((found.own, found.method), (Some(world.portal.patient()), session::Method::Oidc));
    assert!(!browser.cookies.contains_key("__Host-mikata_ceremony_enrol"), "the invitation is done with");
    let (status, _, text) = browser.get("/signins").await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("Chrome · Android") && text.contains("Came back by invitation"), "{text}");

    // From then on it is her way in, and what was hers before is no more.
    assert_eq!(world.sign_in(&mut world.browser(), "hers").await, "/");
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/signin/elsewhere/not-linked");
    // An invitation works once, also in a browser where it was opened before.
    assert_eq!(late.led_to(ENROL).await, GONE);
}

#[tokio::test]
async fn of_two_who_are_at_the_provider_with_one_invitation_one_comes_in() {
    let world = world().await;
    let code = world.invite().await;
    let (mut first, mut second) = (world.browser(), world.browser());
    world.open(&mut first, &code).await;
    world.open(&mut second, &code).await;
    let one = world.provider.sign_in(&first.led_to(ENROL).await, "one");
    let two = world.provider.sign_in(&second.led_to(ENROL).await, "two");
    let (one, two) = tokio::join!(first.led_to(&one), second.led_to(&two));
    let mut led_to = [one.as_str(), two.as_str()];
    led_to.sort_unstable();
    assert_eq!(led_to, [GONE, HELD]);
}

#[tokio::test]
async fn nobody_comes_in_without_an_invitation_that_was_opened_here() {
    let world = world().await;
    let mut browser = world.browser();
    assert_eq!(browser.led_to(ENROL).await, "/invitation/passkey");
    let (_, _, page) = browser.get("/invitation/passkey").await;
    assert!(!page.contains("outside/home"), "{page}");
    // A cookie that is none of ours.
    browser.cookies.insert("__Host-mikata_ceremony_enrol".to_owned(), "x".repeat(43));
    assert_eq!(browser.led_to(ENROL).await, "/invitation/passkey");
    // Opened half an hour ago.
    world.open(&mut browser, &world.invite().await).await;
    wait(&world, Duration::minutes(30));
    assert_eq!(browser.led_to(ENROL).await, "/invitation/passkey");
}

#[tokio::test]
async fn an_invitation_that_is_over_meanwhile_lets_nobody_in() {
    let world = world().await;
    // A newer paper was printed while they were at the provider.
    let mut browser = world.browser();
    world.open(&mut browser, &world.invite().await).await;
    let there = browser.led_to(ENROL).await;
    let newer = world.invite().await;
    assert_eq!(browser.led_to(&world.provider.sign_in(&there, "hers")).await, GONE);
    assert_eq!(browser.led_to(ENROL).await, GONE, "nor can it be begun again");
    // The newer one ran out meanwhile.
    wait(&world, Duration::days(14) - Duration::minutes(5));
    world.open(&mut browser, &newer).await;
    let there = browser.led_to(ENROL).await;
    wait(&world, Duration::minutes(5));
    assert_eq!(browser.led_to(&world.provider.sign_in(&there, "hers")).await, GONE);
    assert_eq!(world.sign_in(&mut world.browser(), "hers").await, "/signin/elsewhere/not-linked");
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/", "nothing of hers has ended");
}

#[tokio::test]
async fn somebody_elses_sign_in_is_not_taken_over_and_the_invitation_waits() {
    let world = world().await;
    world.somebody_else("theirs").await;
    let mut browser = world.browser();
    world.open(&mut browser, &world.invite().await).await;
    let there = browser.led_to(ENROL).await;
    let led_to = browser.led_to(&world.provider.sign_in(&there, "theirs")).await;
    assert_eq!(led_to, "/signin/elsewhere/taken?invitation");
    let (status, _, page) = browser.get(&led_to).await;
    assert!(status == StatusCode::FORBIDDEN && page.contains("href=\"/invitation/passkey\""), "{page}");
    assert!(!browser.cookies.contains_key("__Host-mikata_session"));
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/", "nothing has changed");
    // With her own it still works.
    let there = browser.led_to(ENROL).await;
    assert_eq!(browser.led_to(&world.provider.sign_in(&there, "hers")).await, HELD);
}

#[tokio::test]
async fn an_earlier_sign_in_at_the_provider_agrees_by_being_used() {
    let world = world().await;
    let mut browser = world.browser();
    world.open(&mut browser, &world.invite().await).await;
    let there = browser.led_to(ENROL).await;
    assert_eq!(browser.led_to(&world.provider.sign_in(&there, HANAKO)).await, "/");
    assert_eq!(browser.get("/api/record").await.0, StatusCode::OK);
    assert_eq!(world.sign_in(&mut world.browser(), HANAKO).await, "/");
}

#[tokio::test]
async fn a_provider_for_staff_finishes_no_persons_invitation() {
    let world = world().await;
    let mut browser = world.browser();
    world.open(&mut browser, &world.invite().await).await;
    let outside = providers(&world.folder, &world.provider.issuer, json!({ "staff_of": "1310000011" }));
    let mut elsewhere = Browser::new(router(world.state.clone().with_oidc(outside)));
    elsewhere.cookies = browser.cookies.clone();
    let (_, _, page) = elsewhere.get("/invitation/passkey").await;
    assert!(!page.contains(ENROL), "{page}");
    assert_eq!(elsewhere.led_to(ENROL).await, "/signin/elsewhere/unknown-provider?invitation");
}

#[tokio::test]
async fn a_caregiver_says_a_name_and_comes_in_by_a_provider() {
    let world = world().await;
    let code = world.invite_daughter().await;
    let mut daughter = world.browser();
    daughter.post("/invitation", &format!("code={code}")).await;
    let (_, _, page) = daughter.get("/invitation/passkey").await;
    assert!(page.contains("/invitation/name") && !page.contains(ENROL), "first a name: {page}");
    let unnamed = "/invitation/passkey?problem=name";
    assert_eq!(daughter.led_to(ENROL).await, unnamed);
    assert_eq!(daughter.post("/invitation/name", "own_name=%E2%80%AE").await.1, unnamed);
    let (_, _, page) = daughter.get(unnamed).await;
    assert!(page.contains("role=\"alert\""), "{page}");
    assert_eq!(daughter.post("/invitation/name", "own_name=Midori").await.1, "/invitation/passkey");
    let (_, _, page) = daughter.get("/invitation/passkey").await;
    assert!(page.contains("registered as Midori") && page.contains(ENROL), "{page}");
    let there = daughter.led_to(ENROL).await;
    assert_eq!(daughter.led_to(&world.provider.sign_in(&there, "midori")).await, "/records");
    assert_eq!(daughter.get("/api/record").await.0, StatusCode::FORBIDDEN, "nobody has confirmed her yet");
    assert_eq!(world.sign_in(&mut world.browser(), "midori").await, "/records");
}

#[tokio::test]
async fn who_has_an_account_accepts_with_it_and_nobody_accepts_their_own() {
    let world = world().await;
    world.somebody_else("theirs").await;
    for (subject, expected) in [(HANAKO, "/invitation?problem=own-record"), ("theirs", "/records")] {
        let code = world.invite_daughter().await;
        let mut browser = world.browser();
        browser.post("/invitation", &format!("code={code}")).await;
        browser.post("/invitation/name", "own_name=Midori").await;
        let there = browser.led_to(ENROL).await;
        assert_eq!(browser.led_to(&world.provider.sign_in(&there, subject)).await, expected);
        if subject == "theirs" {
            let (_, _, text) = browser.get("/signins").await;
            assert!(text.contains("架空 花") && !text.contains("Midori"), "{text}");
        }
    }
}
