//! Invitations: once, in time, by the right person.

use super::{Browser, Device, Place, answer, is_signed_in, register, sign_in};
use chrono::Duration;
use serde_json::json;
use server::{auth::Code, enrolment::invite, http::TrustedProxies};
use std::collections::BTreeMap;

#[tokio::test]
async fn an_invitation_works_once() {
    let place = Place::new().await;
    let code = place.invite().await;
    let form = place.right_answer(&code).await;
    let (mut first, mut second) = (place.browser(), place.browser());
    // Both opened it, one was quicker.
    for browser in [&mut first, &mut second] {
        assert_eq!(browser.post("/invitation", &form).await.location(), "/invitation/passkey");
    }
    assert!(second.get("/invitation/passkey").await.text.contains("見本 花子さんの記録を開く"));
    assert_eq!(register(&mut first, &mut Device::new(), true).await.status, 200);
    place.portal.second_person().await;
    let how = "の窓口で本人確認（旅券（パスポート））を受け、招待状で始めました";
    assert!(first.get("/signins").await.text.contains(how), "how they were let in");
    let late = second.post_json("/auth/passkeys/options", &json!({ "invitation": true })).await;
    late.expect_error(409, "invitation-gone");
    assert_eq!(place.browser().post("/invitation", &form).await.location(), "/invitation?problem=gone");
}

#[tokio::test]
async fn of_two_who_redeem_an_invitation_at_once_one_comes_in() {
    let place = Place::new().await;
    let form = place.right_answer(&place.invite().await).await;
    let (mut first, mut second) = (place.browser(), place.browser());
    let (mut a, mut b) = (Device::new(), Device::new());
    let mut sent = Vec::new();
    for (browser, device) in [(&mut first, &mut a), (&mut second, &mut b)] {
        browser.post("/invitation", &form).await;
        let options = browser.post_json("/auth/passkeys/options", &json!({ "invitation": true })).await;
        sent.push(json!({ "credential": device.create(&options.json()), "name": "x" }));
    }
    let (one, other) = tokio::join!(
        first.post_json("/auth/passkeys", &sent[0]),
        second.post_json("/auth/passkeys", &sent[1])
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", one.text, other.text);
}

#[tokio::test]
async fn an_invitation_waits_for_fourteen_days_and_no_longer() {
    let place = Place::new().await;
    let form = place.right_answer(&place.invite().await).await;
    let clock = &place.portal.state.clock;
    clock.advance(Duration::days(14) - Duration::seconds(1));
    assert_eq!(place.browser().post("/invitation", &form).await.location(), "/invitation/passkey");
    clock.advance(Duration::seconds(1));
    assert_eq!(place.browser().post("/invitation", &form).await.location(), "/invitation?problem=gone");
}

#[tokio::test]
async fn an_invitation_that_was_opened_waits_for_half_an_hour() {
    let place = Place::new().await;
    let form = place.right_answer(&place.invite().await).await;
    let mut browser = place.browser();
    browser.post("/invitation", &form).await;
    place.portal.state.clock.advance(Duration::minutes(30));
    let late = browser.post_json("/auth/passkeys/options", &json!({ "invitation": true })).await;
    late.expect_error(409, "expired");
    // The invitation itself still works.
    assert_eq!(browser.post("/invitation", &form).await.location(), "/invitation/passkey");
}

#[tokio::test]
async fn a_newer_invitation_makes_the_older_one_void() {
    let place = Place::new().await;
    let older = place.right_answer(&place.invite().await).await;
    let newer = place.right_answer(&place.invite().await).await;
    assert_eq!(place.browser().post("/invitation", &older).await.location(), "/invitation?problem=gone");
    assert_eq!(place.browser().post("/invitation", &newer).await.location(), "/invitation/passkey");
}

#[tokio::test]
async fn five_wrong_dates_of_birth_and_no_sixth() {
    let place = Place::new().await;
    let code = place.invite().await;
    let mut browser = place.browser();
    for left in [4, 3, 2, 1] {
        let told = browser.post("/invitation", &answer(&code, "1901-02-03")).await;
        assert_eq!(told.location(), format!("/invitation?problem=birth-date&left={left}#{code}"));
    }
    assert_eq!(
        browser.post("/invitation", &answer(&code, "1901-02-03")).await.location(),
        "/invitation?problem=gone"
    );
    // Not even with the right one.
    let form = place.right_answer(&code).await;
    assert_eq!(browser.post("/invitation", &form).await.location(), "/invitation?problem=gone");
    // The desk makes another: nobody is locked out for good.
    let form = place.right_answer(&place.invite().await).await;
    assert_eq!(browser.post("/invitation", &form).await.location(), "/invitation/passkey");
}

#[tokio::test]
async fn two_hundred_guesses_at_once_are_no_more_than_five() {
    let place = Place::new().await;
    let code = place.invite().await;
    let mut guesses = tokio::task::JoinSet::new();
    for number in 0..200_u32 {
        let mut browser = place.browser();
        // From many addresses: only the invitation itself counts them.
        browser.address = format!("198.51.{}.{}:1", number / 250, number % 250).parse().unwrap();
        let form = answer(&code, &format!("19{:02}-01-01", number % 100));
        guesses.spawn(async move { browser.post("/invitation", &form).await.location().to_owned() });
    }
    let mut told: BTreeMap<String, u32> = BTreeMap::new();
    while let Some(location) = guesses.join_next().await {
        let location = location.unwrap();
        let kind = location.split('#').next().unwrap().to_owned();
        *told.entry(kind).or_default() += 1;
    }
    let compared: u32 = (1..=4)
        .map(|left| told.get(&format!("/invitation?problem=birth-date&left={left}")).copied().unwrap_or(0))
        .sum();
    // The fifth is told that nothing is left, like the other 195.
    assert_eq!(compared, 4, "{told:?}");
    assert_eq!(told["/invitation?problem=gone"], 196, "{told:?}");
}

#[tokio::test]
async fn what_was_typed_wrongly_is_told() {
    let place = Place::new().await;
    let code = place.invite().await;
    let mut browser = place.browser();
    for (form, location) in [
        ("code=7K2M&year=1942&month=3&day=9".to_owned(), "/invitation?problem=code&found=4#7K2M".to_owned()),
        ("code=".to_owned(), "/invitation?problem=code&found=0#".to_owned()),
        (format!("code={code}"), format!("/invitation?problem=date#{code}")),
        (answer(&code, "1942-02-30"), format!("/invitation?problem=date#{code}")),
        (answer(&Code::parse(&"0".repeat(32)).unwrap(), "1942-02-03"), "/invitation?problem=gone".to_owned()),
    ] {
        assert_eq!(browser.post("/invitation", &form).await.location(), location, "{form}");
    }
    // None of these cost an answer.
    let told = browser.post("/invitation", &answer(&code, "1901-02-03")).await;
    assert!(told.location().contains("left=4"), "{}", told.location());
}

#[tokio::test]
async fn coming_back_by_invitation_ends_what_was_before_and_says_so() {
    let place = Place::new().await;
    let mut lost = place.browser();
    let mut old = place.join(&mut lost).await;
    let code = place.invite().await;
    let mut browser = place.browser();
    browser.post("/invitation", &place.right_answer(&code).await).await;
    assert!(browser.get("/invitation/passkey").await.text.contains("これまでのパスキーはすべて使えなくなり"));
    assert_eq!(register(&mut browser, &mut Device::new(), true).await.status, 200);
    assert!(is_signed_in(&mut lost).await, "nothing ends before a second person says so");
    place.portal.second_person().await;
    assert!(!is_signed_in(&mut lost).await, "a lost device is signed out");
    sign_in(&mut lost, &mut old).await.expect_error(403, "unknown-passkey");
    assert!(browser.get("/signins").await.text.contains("招待状で入りなおし"));
}

#[tokio::test]
async fn somebody_under_fifteen_is_not_invited_and_does_not_come_in() {
    let place = Place::new().await;
    let code = place.invite().await;
    let form = place.right_answer(&code).await;
    // Another day is today: that before her fifteenth birthday, and the birthday itself.
    let born: chrono::NaiveDate = place.birth_date().await.parse().unwrap();
    let birthday = shared::delegation::birthday(born, 15);
    for (today, location) in
        [(birthday.pred_opt().unwrap(), "/invitation?problem=young"), (birthday, "/invitation/passkey")]
    {
        let mut state = place.portal.state.clone();
        state.clock = state.clock.with_today(today);
        let mut browser = Browser::new(server::http::router(state.clone()));
        assert_eq!(browser.post("/invitation", &form).await.location(), location, "{today}");
        let facility = shared::ids::FacilityCode::try_from("1310000011").unwrap();
        let patient = place.portal.patient();
        // Tried last: a new invitation makes the one above void.
        if today < birthday {
            let checked = invite::Checked { facility: &facility, by: None, paper: None };
            let invited = invite::to_own_record(&state.store, &state.clock, &state.entropy, patient, checked);
            assert!(matches!(invited.await, Err(invite::NotInvited::TooYoung)));
        }
    }
}

#[tokio::test]
async fn one_address_cannot_go_on_for_ever_and_stops_nobody_else() {
    let place = Place::new().await;
    let mut busy = place.browser();
    let mut refused = 0;
    for _ in 0..130 {
        let answer = busy.post_json("/auth/sign-in/options", &json!({})).await;
        if answer.status == 429 {
            answer.expect_error(429, "too-many");
            refused += 1;
        }
    }
    assert_eq!(refused, 10);
    let mut other = place.browser();
    other.address = "192.0.2.2:1".parse().unwrap();
    assert_eq!(other.post_json("/auth/sign-in/options", &json!({})).await.status, 200);
}

#[tokio::test]
async fn who_tries_codes_out_keeps_nobody_at_the_same_address_from_signing_in_or_proving_who_they_are() {
    let place = Place::new().await;
    let mut hanako = place.browser();
    let mut device = place.join(&mut hanako).await;
    let mut attacker = place.browser();
    let mut tried = 0;
    while attacker.post("/invitation", "code=x").await.status != 429 {
        tried += 1;
        assert!(tried <= 120, "codes have a pace");
    }
    assert_eq!(hanako.address, attacker.address);
    for path in ["/auth/sign-in/options", "/auth/verify/options"] {
        assert_eq!(hanako.post_json(path, &json!({})).await.status, 200, "{path}");
    }
    // Nor does who tries the proofs out without a session, or in one of their own.
    let mut other = place.browser();
    assert!(super::sign_in(&mut other, &mut device).await.status == 200);
    for (browser, in_a_session) in [(&mut attacker, false), (&mut other, true)] {
        let mut through = 0;
        while browser.post_json("/auth/verify/options", &json!({})).await.status != 429 {
            through += 1;
            assert!(through <= 120, "proofs have a pace, in a session: {in_a_session}");
        }
    }
    assert_eq!(hanako.post_json("/auth/verify/options", &json!({})).await.status, 200);
    // Signing in, and redeeming a code, is of the address: a session gives no more of it.
    assert_eq!(hanako.post("/invitation", "code=x").await.status, 429);
    let begins = async |browser: &mut Browser| {
        browser.post_json("/auth/sign-in/options", &json!({})).await.status == 200
    };
    let mut through = 0;
    for _ in 0..100 {
        through += u32::from(begins(&mut hanako).await) + u32::from(begins(&mut other).await);
    }
    assert!(through < 120, "{through}");
}

#[tokio::test]
async fn behind_a_named_proxy_each_address_has_its_own_allowance() {
    let place = Place::new().await;
    let proxy = "192.0.2.1".parse().unwrap();
    let state = place.portal.state.clone().with_trusted_proxies(TrustedProxies::new([proxy]));
    // How many of so many are let through, as the proxy hands them on.
    let let_through = async |browser: &mut Browser, hops: &str, times: u32| {
        browser.forwarded_for = Some(hops.to_owned());
        let mut through = 0;
        for _ in 0..times {
            let answer = browser.post_json("/auth/sign-in/options", &json!({})).await;
            through += u32::from(answer.status == 200);
        }
        through
    };
    let mut browser = Browser::new(server::http::router(state));
    assert_eq!(let_through(&mut browser, "198.51.100.7", 121).await, 120);
    assert_eq!(let_through(&mut browser, "203.0.113.5, 198.51.100.7", 1).await, 0, "whatever they add");
    assert_eq!(let_through(&mut browser, "198.51.100.8", 1).await, 1, "somebody else goes on");
    // Who comes past the proxy says nothing about themself.
    browser.address = "192.0.2.66:1".parse().unwrap();
    let mut through = 0;
    for number in 0..121 {
        through += let_through(&mut browser, &format!("198.51.100.{number}"), 1).await;
    }
    assert_eq!(through, 120);
}
