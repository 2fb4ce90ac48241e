//! Sessions: how long, how many, and how they end.

use super::{Browser, Device, FACILITY, Place, is_signed_in, options, register, sign_in};
use chrono::Duration;
use serde_json::json;
use server::{
    auth::Role,
    store::{account::recovery::Stated, identity::death, statement::Voice},
};
use shared::{death_paper::DeathPaper, ids::FacilityCode};

#[tokio::test]
async fn a_session_ends_after_half_an_hour_alone_and_after_twelve_hours_at_all() {
    let place = Place::new().await;
    let clock = &place.portal.state.clock;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    clock.advance(Duration::minutes(29));
    assert!(is_signed_in(&mut browser).await);
    clock.advance(Duration::minutes(30));
    assert!(!is_signed_in(&mut browser).await);

    assert_eq!(sign_in(&mut browser, &mut device).await.status, 200);
    for _ in 0..35 {
        clock.advance(Duration::minutes(20));
        assert!(is_signed_in(&mut browser).await);
    }
    clock.advance(Duration::minutes(20));
    assert!(!is_signed_in(&mut browser).await, "twelve hours after signing in");
}

#[tokio::test]
async fn the_last_passkey_stays() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut first = place.join(&mut browser).await;
    let id = ids(&mut browser, "passkey").await.remove(0);
    let told = browser.post("/signins/remove", &format!("passkey={id}")).await;
    assert_eq!(told.location(), "/signins?problem=last");
    assert!(
        browser.get("/signins?problem=last").await.text.contains("これは最後のパスキーなので削除できません")
    );

    let mut second = Device::new();
    assert_eq!(register(&mut browser, &mut second, false).await.status, 200);
    let told = browser.post("/signins/remove", &format!("passkey={id}")).await;
    assert_eq!(told.location(), "/signin", "it was the passkey of this very session");
    assert!(!is_signed_in(&mut browser).await);
    sign_in(&mut place.browser(), &mut first).await.expect_error(403, "unknown-passkey");
    assert_eq!(sign_in(&mut browser, &mut second).await.status, 200);
    assert!(browser.get("/signins").await.text.contains("を削除しました"));
}

#[tokio::test]
async fn removing_a_passkey_ends_what_began_with_it_or_was_proved_with_it_and_nothing_else() {
    let place = Place::new().await;
    let mut owner = place.browser();
    let mut first = place.join(&mut owner).await;
    let mut phone = Device::new();
    assert_eq!(register(&mut owner, &mut phone, false).await.status, 200);
    let [mut thief, mut proved, mut home] = [place.browser(), place.browser(), place.browser()];
    assert_eq!(sign_in(&mut thief, &mut phone).await.status, 200);
    assert_eq!(sign_in(&mut proved, &mut first).await.status, 200);
    assert_eq!(prove(&mut proved, &mut phone).await, 200);
    assert_eq!(sign_in(&mut home, &mut first).await.status, 200);

    let id = ids(&mut owner, "passkey").await.remove(1);
    assert_eq!(owner.post("/signins/remove", &format!("passkey={id}")).await.location(), "/signins");
    assert!(!is_signed_in(&mut thief).await && !is_signed_in(&mut proved).await);
    let more = thief.post_json("/auth/passkeys/options", &json!({ "invitation": false })).await;
    more.expect_error(401, "not-signed-in");
    assert!(is_signed_in(&mut owner).await && is_signed_in(&mut home).await);
}

#[tokio::test]
async fn who_proved_it_with_another_passkey_stays_when_the_first_is_removed() {
    let place = Place::new().await;
    let mut owner = place.browser();
    let mut first = place.join(&mut owner).await;
    let mut second = Device::new();
    assert_eq!(register(&mut owner, &mut second, false).await.status, 200);
    let mut elsewhere = place.browser();
    assert_eq!(sign_in(&mut elsewhere, &mut first).await.status, 200);
    assert_eq!(prove(&mut owner, &mut second).await, 200);
    let id = ids(&mut owner, "passkey").await.remove(0);
    assert_eq!(owner.post("/signins/remove", &format!("passkey={id}")).await.location(), "/signins");
    assert!(is_signed_in(&mut owner).await && !is_signed_in(&mut elsewhere).await);
}

async fn prove(browser: &mut Browser, device: &mut Device) -> u16 {
    let asked = options(browser, "/auth/verify/options").await;
    let sent = json!({ "credential": device.get(&asked), "return_to": "/signins" });
    browser.post_json("/auth/verify", &sent).await.status.as_u16()
}

#[tokio::test]
async fn a_passkey_is_renamed_by_its_owner_only() {
    let place = Place::new().await;
    let mut browser = place.browser();
    place.join(&mut browser).await;
    let id = ids(&mut browser, "passkey").await.remove(0);
    let mut stranger = place.browser();
    let told = stranger.post("/signins/rename", &format!("passkey={id}&name=x")).await;
    assert!(told.location().starts_with("/signin?"), "{}", told.location());
    browser.post("/signins/rename", &format!("passkey={id}&name=%E5%B1%85%E9%96%93")).await;
    assert!(browser.get("/signins").await.text.contains("居間"));
    let refused = browser.post("/signins/rename", &format!("passkey={id}&name=%E2%80%AE")).await;
    assert_eq!(refused.status, 400);
}

#[tokio::test]
async fn sessions_end_elsewhere_and_everywhere() {
    let place = Place::new().await;
    let mut here = place.browser();
    let mut device = place.join(&mut here).await;
    let (mut there, mut third) = (place.browser(), place.browser());
    for browser in [&mut there, &mut third] {
        place.portal.state.clock.advance(Duration::seconds(1));
        sign_in(browser, &mut device).await;
    }
    // The page lists the newest first, and offers to end all but itself.
    let others = ids(&mut here, "session").await;
    assert_eq!(others.len(), 2);
    here.post("/signins/end", &format!("session={}", others[0])).await;
    assert!(!is_signed_in(&mut third).await && is_signed_in(&mut there).await);
    here.post("/signins/end-others", "").await;
    assert!(!is_signed_in(&mut there).await && is_signed_in(&mut here).await);
    let ended = here.post("/signins/end-all", "").await;
    assert_eq!(ended.location(), "/signin");
    assert!(!is_signed_in(&mut here).await);
}

#[tokio::test]
async fn what_is_grave_asks_again_who_it_is() {
    let place = Place::new().await;
    let clock = &place.portal.state.clock;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    clock.advance(Duration::minutes(5) + Duration::seconds(1));
    let page = browser.get("/signins").await.text;
    assert!(page.contains("/verify?return_to=/signins") && !page.contains("/signins/end-all"), "{page}");
    clock.advance(Duration::minutes(10));
    let told = browser.post("/signins/end-others", "").await;
    assert_eq!(told.location(), "/verify?return_to=/signins");
    let asked = options(&mut browser, "/auth/verify/options").await;
    let sent = json!({ "credential": device.get(&asked), "return_to": "/signins" });
    assert_eq!(browser.post_json("/auth/verify", &sent).await.json()["to"], "/signins");
    assert_eq!(browser.post("/signins/end-others", "").await.location(), "/signins");
    // The plain button is for demonstrations.
    assert_eq!(browser.post("/verify/demo", "return_to=/").await.status, 400);
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let place = Place::new().await;
    let mut device = place.join(&mut place.browser()).await;
    let mut browser = place.browser();
    for return_to in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let asked = options(&mut browser, "/auth/sign-in/options").await;
        let sent = json!({ "credential": device.get(&asked), "return_to": return_to });
        assert_eq!(browser.post_json("/auth/sign-in", &sent).await.json()["to"], "/", "{return_to}");
    }
}

/// What the forms of `/signins` would send.
async fn ids(browser: &mut Browser, field: &str) -> Vec<String> {
    let page = browser.get("/signins").await.text;
    let mark = format!("name=\"{field}\" value=\"");
    let mut found: Vec<String> =
        page.split(&mark).skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect();
    found.dedup();
    found
}

#[tokio::test]
async fn the_passkeys_of_who_has_died_open_nothing() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    let (state, patient) = (&place.portal.state, place.portal.patient());
    let (clerk, facility) =
        (place.portal.employ(Role::Clerk).await, FacilityCode::try_from(FACILITY).unwrap());
    let (staff, now) = (Voice::Staff { account: clerk, facility: &facility }, state.clock.now());
    let by_paper = ("2024-07-01".parse().unwrap(), DeathPaper::Certificate);
    death::state(&state.store, patient, by_paper, Voice::Operator, now).await.unwrap();
    assert!(is_signed_in(&mut browser).await, "one person closes nothing");
    assert_eq!(death::state(&state.store, patient, by_paper, staff, now).await.unwrap(), Stated::Decided);
    assert!(!is_signed_in(&mut browser).await, "out at once");
    sign_in(&mut browser, &mut device).await.expect_error(403, "stopped");
    assert!(!is_signed_in(&mut browser).await);
    // Noted in error.
    death::undo(&state.store, patient, staff, now).await.unwrap();
    assert_eq!(sign_in(&mut browser, &mut device).await.status, 200);
    assert!(is_signed_in(&mut browser).await);
    assert!(browser.get("/signins").await.text.contains("見本中央病院（架空）が死亡を記録したため"));
}
