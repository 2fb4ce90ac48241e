//! Challenges and what devices sign.

use super::{Browser, Device, Place, is_signed_in, options, register, sign_in};
use chrono::Duration;
use serde_json::json;

#[tokio::test]
async fn a_passkey_made_by_invitation_signs_in_elsewhere() {
    let place = Place::new().await;
    let mut first = place.browser();
    let mut device = place.join(&mut first).await;
    assert!(is_signed_in(&mut first).await);

    let mut second = place.browser();
    assert!(!is_signed_in(&mut second).await);
    let entered = sign_in(&mut second, &mut device).await;
    assert_eq!((entered.status.as_u16(), entered.json()["to"].as_str()), (200, Some("/")));
    assert!(is_signed_in(&mut second).await);
    let page = second.get("/signins").await.text;
    assert!(page.contains("試験の端末") && page.contains("Chrome · Android"), "{page}");
}

#[tokio::test]
async fn every_sign_in_is_another_session_and_the_one_before_ends() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    let mut old = browser.clone();
    sign_in(&mut browser, &mut device).await;
    assert_ne!(old.cookies["__Host-mikata_session"], browser.cookies["__Host-mikata_session"]);
    assert!(is_signed_in(&mut browser).await);
    assert!(!is_signed_in(&mut old).await);
}

#[tokio::test]
async fn cookies_stay_with_this_host_and_away_from_scripts() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    let begun = browser.post_json("/auth/sign-in/options", &json!({})).await;
    let ceremony = begun.cookie("__Host-mikata_ceremony_sign_in").unwrap();
    for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=300"] {
        assert!(ceremony.contains(attribute), "{ceremony}");
    }
    let credential = device.get(&begun.json());
    let entered = browser.post_json("/auth/sign-in", &json!({ "credential": credential })).await;
    let session = entered.cookie("__Host-mikata_session").unwrap();
    for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(session.contains(attribute), "{session}");
    }
    assert!(!session.contains("Domain") && !session.contains("Max-Age"), "{session}");
}

#[tokio::test]
async fn a_challenge_is_good_once() {
    let place = Place::new().await;
    let mut device = place.join(&mut place.browser()).await;
    let mut browser = place.browser();
    let options = options(&mut browser, "/auth/sign-in/options").await;
    let sent = json!({ "credential": device.get(&options) });
    let mut thief = browser.clone();
    assert_eq!(browser.post_json("/auth/sign-in", &sent).await.status, 200);
    // With the very cookie of the first time.
    thief.post_json("/auth/sign-in", &sent).await.expect_error(409, "expired");
    assert!(!is_signed_in(&mut thief).await);
}

#[tokio::test]
async fn a_challenge_is_good_for_five_minutes() {
    let place = Place::new().await;
    let mut device = place.join(&mut place.browser()).await;
    for (later, status) in [(Duration::seconds(299), 200), (Duration::seconds(300), 409)] {
        let mut browser = place.browser();
        let options = options(&mut browser, "/auth/sign-in/options").await;
        place.portal.state.clock.advance(later);
        let sent = json!({ "credential": device.get(&options) });
        let answer = browser.post_json("/auth/sign-in", &sent).await;
        assert_eq!(answer.status.as_u16(), status, "{later}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_failed_answer_uses_the_challenge_up() {
    let place = Place::new().await;
    let mut device = place.join(&mut place.browser()).await;
    let mut browser = place.browser();
    let options = options(&mut browser, "/auth/sign-in/options").await;
    device.verifies = false;
    let wrong = json!({ "credential": device.get(&options) });
    browser.post_json("/auth/sign-in", &wrong).await.expect_error(403, "device-not-verified");
    device.verifies = true;
    let right = json!({ "credential": device.get(&options) });
    browser.post_json("/auth/sign-in", &right).await.expect_error(409, "expired");
}

#[tokio::test]
async fn what_was_signed_for_another_site_is_refused() {
    let place = Place::new().await;
    let mut device = place.join(&mut place.browser()).await;
    for origin in
        ["https://evil.example", "http://localhost:3001", "https://localhost:3000", "http://a.localhost:3000"]
    {
        device.origin = origin.into();
        sign_in(&mut place.browser(), &mut device).await.expect_error(403, "other-origin");
    }
    device.origin = "http://localhost:3000".into();
    device.within_another_site = true;
    sign_in(&mut place.browser(), &mut device).await.expect_error(403, "other-origin");
    device.within_another_site = false;
    device.rp_id = "evil.example".into();
    sign_in(&mut place.browser(), &mut device).await.expect_error(403, "other-origin");
}

#[tokio::test]
async fn a_device_that_does_not_verify_its_owner_makes_no_passkey_and_signs_nobody_in() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    device.verifies = false;
    sign_in(&mut place.browser(), &mut device).await.expect_error(403, "device-not-verified");
    let mut another = Device::new();
    another.verifies = false;
    register(&mut browser, &mut another, false).await.expect_error(403, "device-not-verified");
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused_and_told() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    device.counter = 10;
    assert_eq!(sign_in(&mut browser, &mut device).await.status, 200);
    // A copy signs again as the tenth, then the eleventh time; the next is one more than was seen.
    for counter in [9, 10] {
        device.counter = counter;
        sign_in(&mut place.browser(), &mut device).await.expect_error(403, "counter");
    }
    device.counter = 11;
    assert_eq!(sign_in(&mut browser, &mut device).await.status, 200);
    let page = browser.get("/signins").await.text;
    assert_eq!(page.matches("複製された疑いがあります").count(), 2, "{page}");
}

#[tokio::test]
async fn two_tabs_share_one_challenge_and_the_older_one_says_so() {
    let place = Place::new().await;
    let mut device = place.join(&mut place.browser()).await;
    let mut browser = place.browser();
    let older = options(&mut browser, "/auth/sign-in/options").await;
    let _newer = options(&mut browser, "/auth/sign-in/options").await;
    let sent = json!({ "credential": device.get(&older) });
    browser.post_json("/auth/sign-in", &sent).await.expect_error(409, "other-tab");
    // And at once again.
    assert_eq!(sign_in(&mut browser, &mut device).await.status, 200);
}

#[tokio::test]
async fn a_challenge_of_one_kind_finishes_no_other() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut device = place.join(&mut browser).await;
    let options = options(&mut browser, "/auth/sign-in/options").await;
    let secret = browser.cookies["__Host-mikata_ceremony_sign_in"].clone();
    browser.cookies.insert("__Host-mikata_ceremony_verify".into(), secret);
    let sent = json!({ "credential": device.get(&options) });
    browser.post_json("/auth/verify", &sent).await.expect_error(409, "expired");
}

#[tokio::test]
async fn an_unknown_passkey_opens_nothing() {
    let place = Place::new().await;
    let mut known = place.join(&mut place.browser()).await;
    let mut stranger = Device::new();
    stranger.user_handle = known.user_handle.clone();
    sign_in(&mut place.browser(), &mut stranger).await.expect_error(403, "unknown-passkey");
    // A known key under somebody else's handle, and under none.
    for handle in [vec![7; 16], Vec::new()] {
        known.user_handle = handle;
        sign_in(&mut place.browser(), &mut known).await.expect_error(403, "unknown-passkey");
    }
}

#[tokio::test]
async fn what_is_no_credential_is_refused_with_words() {
    let place = Place::new().await;
    let mut browser: Browser = place.browser();
    for body in [json!({}), json!({ "credential": 7 }), json!([]), json!({ "credential": { "id": "x" } })] {
        browser.post_json("/auth/sign-in", &body).await.expect_error(400, "unreadable");
    }
}

#[tokio::test]
async fn who_is_signed_in_proves_it_with_their_own_passkey_only() {
    let place = Place::new().await;
    let mut browser = place.browser();
    let mut own = place.join(&mut browser).await;
    place.portal.state.clock.advance(Duration::minutes(16));
    let more = browser.post_json("/auth/passkeys/options", &json!({ "invitation": false })).await;
    more.expect_error(403, "verify-first");

    // 花子 comes back by another invitation: the key of before is nobody's now, and her session has ended.
    let mut elsewhere = place.browser();
    let mut new = place.join(&mut elsewhere).await;
    assert!(!is_signed_in(&mut browser).await);
    let asked = options(&mut elsewhere, "/auth/verify/options").await;
    let sent = json!({ "credential": own.get(&asked) });
    elsewhere.post_json("/auth/verify", &sent).await.expect_error(403, "unknown-passkey");
    let asked = options(&mut elsewhere, "/auth/verify/options").await;
    let sent = json!({ "credential": new.get(&asked), "return_to": "/signins" });
    let proved = elsewhere.post_json("/auth/verify", &sent).await;
    assert_eq!(proved.json()["to"], "/signins");
}
