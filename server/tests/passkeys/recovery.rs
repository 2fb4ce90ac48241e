//! New ways in: what opens them, and what becomes of the earlier ones meanwhile.

use super::{Answer, Browser, Device, FACILITY, Place, is_signed_in, options, register, sign_in};
use crate::portal;
use axum::http::Method;
use chrono::Duration;
use serde_json::json;
use server::{
    auth::{
        Code, Role, Roles,
        recovery::{NotSecond, Why},
        sign_out,
    },
    enrolment::invite::{self, Checked},
    gate::{self, Actor},
    store::{
        account::{
            freeze,
            push::{self, Owner, Subscription},
            recovery::{self, NotStated, Stated},
        },
        facility as facilities,
        facility::{
            desk,
            staff::{self, Decision},
        },
        identity::death,
        statement::Voice,
    },
};
use shared::{
    death_paper::DeathPaper,
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode},
    sign_out::Reason,
    telephone::Telephone,
};
use sqlx::{Connection, SqliteConnection};

const HELD: &str = "/signin/held";

impl Place {
    /// An invitation that one of the staff printed.
    async fn invite_by(&self, clerk: AccountId) -> Code {
        let state = &self.portal.state;
        let facility = FacilityCode::try_from(FACILITY).unwrap();
        let checked = Checked { facility: &facility, by: Some(clerk), paper: Some(IdentityPaper::Passport) };
        let patient = self.portal.patient();
        invite::to_own_record(&state.store, &state.clock, &state.entropy, patient, checked).await.unwrap()
    }

    /// Comes in with an invitation that this clerk printed.
    async fn redeem_of(&self, clerk: AccountId, browser: &mut Browser) {
        let code = self.invite_by(clerk).await;
        browser.post("/invitation", &self.right_answer(&code).await).await;
        assert_eq!(register(browser, &mut Device::new(), true).await.json()["to"], HELD);
    }

    /// Her account wants to be told on a device.
    async fn subscribe(&self, number: u8) {
        let state = &self.portal.state;
        let patient = self.portal.patient();
        let account = self.account().await;
        let subscription = Subscription {
            id: state.entropy.uuid(),
            endpoint: format!("https://push.example.jp/{number}"),
            p256dh: vec![4; 65],
            auth: vec![7; 16],
            language: "ja".to_owned(),
        };
        let owner = Owner { account, patient: Some(patient), device: "" };
        push::subscribe(&state.store, owner, &subscription, state.clock.now()).await.unwrap();
    }

    async fn account(&self) -> AccountId {
        let state = &self.portal.state;
        let found = desk::ways_in(&state.store, self.portal.patient(), state.clock.now()).await.unwrap();
        found.account.unwrap()
    }

    /// How often her devices are to be told something about her sign-in, and how many want to be told.
    async fn told(&self) -> (i64, i64) {
        let address = format!("sqlite://{}", self.portal.database().display());
        let mut connection = SqliteConnection::connect(&address).await.unwrap();
        let told = "SELECT COALESCE(SUM(number), 0) FROM push_message WHERE kind = 'sign-in'";
        let told: i64 = sqlx::query_scalar(told).fetch_one(&mut connection).await.unwrap();
        let devices = "SELECT COUNT(*) FROM push_subscription";
        (told, sqlx::query_scalar(devices).fetch_one(&mut connection).await.unwrap())
    }

    async fn freeze(&self, why: Why, by: AccountId) -> bool {
        let state = &self.portal.state;
        let facility = FacilityCode::try_from(FACILITY).unwrap();
        let by = Voice::Staff { account: by, facility: &facility };
        let (now, entropy) = (state.clock.now(), &state.entropy);
        freeze::freeze(&state.store, self.portal.patient(), why, by, now, entropy).await.unwrap()
    }

    /// The operator ends all of her sign-ins.
    async fn sign_out(&self, reason: Reason, note: &str) {
        let state = &self.portal.state;
        let (whose, stated) = ((self.portal.patient(), None), sign_out::Stated::new(reason, note).unwrap());
        gate::sign_out(&state.store, &state.clock, &state.entropy, &Actor::Operator, whose, &stated)
            .await
            .unwrap();
    }

    async fn unfreeze(&self, by: Voice<'_>) -> Result<Stated, NotStated> {
        let state = &self.portal.state;
        freeze::unfreeze(&state.store, self.account().await, by, None, state.clock.now()).await
    }
}

async fn decide(browser: &mut Browser, what: &str) -> Answer {
    browser.post("/signins/way-in", &format!("what={what}")).await
}

/// Its session opens nothing, and its page says so in these words.
async fn expect_held(browser: &mut Browser, words: &str) {
    assert_eq!(browser.get("/api/record").await.status, 403);
    assert_eq!(browser.get("/").await.status, 403);
    let page = browser.get(HELD).await;
    assert!(page.status == 200 && page.text.contains(words), "{words}: {}", page.text);
}

#[tokio::test]
async fn a_first_way_in_by_one_clerk_alone_opens_nothing() {
    let place = Place::new().await;
    let clerk = place.portal.employ(Role::Clerk).await;
    let code = place.invite_by(clerk).await;
    let mut browser = place.browser();
    browser.post("/invitation", &place.right_answer(&code).await).await;
    let mut device = Device::new();
    assert_eq!(register(&mut browser, &mut device, true).await.json()["to"], HELD);
    expect_held(&mut browser, "パスキーはできましたが、記録はまだ開きません").await;
    // Nor by signing in anew.
    let mut again = place.browser();
    assert_eq!(sign_in(&mut again, &mut device).await.json()["to"], HELD);
    expect_held(&mut again, "招待状を出した人とは別の職員").await;
    let found =
        desk::ways_in(&place.portal.state.store, place.portal.patient(), place.portal.state.clock.now());
    assert!(!found.await.unwrap().can_sign_in);

    let twice = place.portal.confirm(clerk).await;
    assert!(matches!(twice, Err(NotStated::NotSecond(NotSecond::Same))), "{twice:?}");
    expect_held(&mut browser, "パスキーはできましたが").await;
    place.portal.second_person().await;
    assert!(is_signed_in(&mut browser).await && is_signed_in(&mut again).await);
    assert!(matches!(place.portal.confirm(clerk).await, Err(NotStated::Gone)));
    assert!(browser.get(HELD).await.location() == "/", "nothing is held any more");
}

#[tokio::test]
async fn a_recovery_is_told_before_anything_is_forgotten() {
    let place = Place::new().await;
    let mut phone = place.browser();
    let mut old = place.join(&mut phone).await;
    place.subscribe(1).await;
    let (before, _) = place.told().await;

    place.portal.state.clock.advance(Duration::seconds(1));
    let mut other = place.browser();
    let mut new = place.redeem(&mut other).await;
    let (told, devices) = place.told().await;
    assert_eq!((told - before, devices), (1, 1), "told, and nothing is forgotten");
    assert!(is_signed_in(&mut phone).await, "her session goes on");
    let home = phone.get("/").await.text;
    assert!(home.contains("あなたの記録を開く新しい手段がつくられました"), "{home}");
    let page = phone.get("/signins").await.text;
    assert!(page.contains("value=\"stop\"") && page.contains("value=\"agree\""), "{page}");
    assert_eq!(sign_in(&mut place.browser(), &mut old).await.json()["to"], "/", "her passkey goes on");

    // What waits proves nothing and changes nothing in a session that is open.
    let asked = options(&mut phone, "/auth/verify/options").await;
    let sent = json!({ "credential": new.get(&asked) });
    phone.post_json("/auth/verify", &sent).await.expect_error(403, "unknown-passkey");
    expect_held(&mut other, "これまでのログインは、このことを知らされています").await;
    for (path, form) in
        [("/signins/way-in", "what=agree"), ("/signins/end-all", ""), ("/signins/end-others", "")]
    {
        assert_eq!(other.post(path, form).await.status, 403, "{path}");
    }
    assert!(is_signed_in(&mut phone).await);
}

#[tokio::test]
async fn who_holds_the_old_phone_stops_it_once_and_then_two_people_decide() {
    let place = Place::new().await;
    let mut phone = place.browser();
    let mut old = place.join(&mut phone).await;
    let mut other = place.browser();
    let mut new = place.redeem(&mut other).await;
    // Only with a fresh proof.
    place.portal.state.clock.advance(Duration::minutes(16));
    assert_eq!(decide(&mut phone, "stop").await.location(), "/verify?return_to=/signins");
    assert_eq!(sign_in(&mut phone, &mut old).await.status, 200);
    assert_eq!(decide(&mut phone, "nonsense").await.status, 400);
    assert_eq!(decide(&mut phone, "stop").await.location(), "/signins");
    expect_held(&mut other, "これまでのログインから止める申し出があった").await;
    // Not twice, and it cannot be agreed to either.
    for what in ["stop", "agree"] {
        assert_eq!(decide(&mut phone, what).await.location(), "/signins?problem=way-in-decided");
    }
    // Time opens nothing, nor does another sheet.
    place.portal.state.clock.advance(Duration::days(4));
    assert_eq!(sign_in(&mut other, &mut new).await.json()["to"], HELD);
    assert_eq!(sign_in(&mut phone, &mut old).await.json()["to"], "/");
    let mut third = place.browser();
    place.redeem(&mut third).await;
    sign_in(&mut place.browser(), &mut new).await.expect_error(403, "unknown-passkey");
    place.portal.state.clock.advance(Duration::days(4));
    expect_gone(&mut third).await;
    // One person is not enough any more; two are.
    let first = place.portal.employ(Role::Doctor).await;
    assert_eq!(place.portal.confirm(first).await.unwrap(), Stated::OneMore);
    let twice = place.portal.confirm(first).await;
    assert!(matches!(twice, Err(NotStated::NotSecond(NotSecond::Same))), "{twice:?}");
    assert_eq!(sign_in(&mut phone, &mut old).await.json()["to"], "/", "until then all is as it was");
    place.portal.second_person().await;
    sign_in(&mut place.browser(), &mut old).await.expect_error(403, "unknown-passkey");
    assert!(!is_signed_in(&mut phone).await);
}

/// Its session is over.
async fn expect_gone(browser: &mut Browser) {
    assert_eq!(browser.get("/api/record").await.status, 401);
}

#[tokio::test]
async fn who_agrees_from_the_old_phone_is_in_at_once_and_the_old_ways_in_end() {
    let place = Place::new().await;
    let mut phone = place.browser();
    let mut old = place.join(&mut phone).await;
    let mut other = place.browser();
    place.redeem(&mut other).await;
    assert_eq!(decide(&mut phone, "agree").await.location(), "/signin");
    assert!(is_signed_in(&mut other).await && !is_signed_in(&mut phone).await);
    sign_in(&mut place.browser(), &mut old).await.expect_error(403, "unknown-passkey");
    assert!(other.get("/signins").await.text.contains("これまでのログインから認めました"));
}

#[tokio::test]
async fn without_a_word_it_opens_after_three_days_and_not_a_second_before() {
    let place = Place::new().await;
    let mut phone = place.browser();
    let mut old = place.join(&mut phone).await;
    let mut other = place.browser();
    let mut new = place.redeem(&mut other).await;
    place.portal.state.clock.advance(Duration::hours(72) - Duration::seconds(1));
    assert_eq!(sign_in(&mut other, &mut new).await.json()["to"], HELD);
    assert_eq!(sign_in(&mut phone, &mut old).await.json()["to"], "/");
    place.portal.state.clock.advance(Duration::seconds(1));
    assert!(is_signed_in(&mut other).await, "the session that waited opens");
    assert!(!is_signed_in(&mut phone).await, "and the others have ended");
    sign_in(&mut place.browser(), &mut old).await.expect_error(403, "unknown-passkey");
    assert_eq!(sign_in(&mut place.browser(), &mut new).await.json()["to"], "/");
}

#[tokio::test]
async fn whoever_is_held_reads_whom_to_ring_where_the_number_is_known() {
    let place = Place::new().await;
    let clerk = place.portal.employ(Role::Clerk).await;
    let mut phone = place.browser();
    place.join(&mut phone).await;
    let mut other = place.browser();
    place.redeem(&mut other).await;
    assert!(place.freeze(Why::Lost, clerk).await);
    for browser in [&mut phone, &mut other] {
        assert!(!browser.get(HELD).await.text.contains("電話番号"), "nobody said");
    }
    let (store, facility) = (&place.portal.state.store, FacilityCode::try_from(FACILITY).unwrap());
    let number = Telephone::try_from("03-0000-0000").unwrap();
    assert!(facilities::set_telephone(store, &facility, &number).await.unwrap());
    for browser in [&mut phone, &mut other] {
        let page = browser.get(HELD).await.text;
        assert!(page.contains("見本中央病院（架空）の電話番号："), "{page}");
        assert!(page.contains("<a href=\"tel:0300000000\">03-0000-0000"), "{page}");
    }
}

#[tokio::test]
async fn after_three_days_the_old_ways_end_also_where_nobody_uses_the_new_one() {
    let place = Place::new().await;
    let mut old = place.join(&mut place.browser()).await;
    place.redeem(&mut place.browser()).await;
    place.portal.state.clock.advance(Duration::hours(72));
    sign_in(&mut place.browser(), &mut old).await.expect_error(403, "unknown-passkey");
}

#[tokio::test]
async fn ending_all_sign_ins_opens_nothing_ends_no_way_in_and_is_told() {
    let place = Place::new().await;
    let clerk = place.portal.employ(Role::Clerk).await;
    let mut phone = place.browser();
    let mut old = place.join(&mut phone).await;
    place.subscribe(1).await;
    let mut other = place.browser();
    let mut new = place.redeem(&mut other).await;
    let (before, _) = place.told().await;

    place.portal.state.clock.advance(Duration::seconds(1));
    place.sign_out(Reason::Unusual, "").await;
    let (told, devices) = place.told().await;
    assert_eq!((told - before, devices), (1, 1), "every device is told, and goes on being told");
    expect_gone(&mut phone).await;
    expect_gone(&mut other).await;
    assert_eq!(sign_in(&mut other, &mut new).await.json()["to"], HELD, "what waits waits on");
    assert_eq!(sign_in(&mut phone, &mut old).await.json()["to"], "/", "and what opened opens");
    assert!(phone.get("/signins").await.text.contains("value=\"stop\""), "she still has her say");
    // Nor does it count as anybody's statement.
    assert!(matches!(place.portal.confirm(clerk).await, Ok(Stated::Decided)));
    expect_gone(&mut phone).await;

    assert!(place.freeze(Why::Lost, clerk).await);
    place.sign_out(Reason::Other, "確認のため").await;
    expect_gone(&mut other).await;
    assert_eq!(sign_in(&mut other, &mut new).await.json()["to"], HELD, "a freeze stays");
    expect_held(&mut other, "端末の紛失または盗難の申し出を受けて止めました").await;
}

#[tokio::test]
async fn whoever_was_signed_out_reads_why_in_any_browser_until_they_did() {
    let place = Place::new().await;
    let mut phone = place.browser();
    let mut passkey = place.join(&mut phone).await;
    place.portal.state.clock.advance(Duration::seconds(1));
    place.sign_out(Reason::Other, "窓口の端末を<片づけました>").await;
    place.portal.state.clock.advance(Duration::seconds(1));
    // In a browser where she never was: the passkey is a synced one.
    let mut tablet = place.browser();
    sign_in(&mut tablet, &mut passkey).await;
    let said = ["ポータルの運営者が、", "あなたのログインをすべて終わらせました", "理由：そのほか"];
    for address in ["/", "/settings", "/signins"] {
        let page = tablet.get(address).await.text;
        for words in said {
            assert!(page.contains(words), "{address}: {words}");
        }
        assert!(
            page.contains("窓口の端末を&lt;片づけました&gt;") && !page.contains("<片づけました>"),
            "{address}"
        );
    }
    // Read: the notice is gone everywhere, and what happened stays.
    assert!(!tablet.get("/").await.text.contains(said[1]));
    let page = tablet.get("/signins").await.text;
    assert!(page.contains("ログインをすべて終わらせました（理由：そのほか）"), "{page}");
}

#[tokio::test]
async fn a_frozen_phone_reads_nothing_and_stops_nothing_until_two_people_say_so() {
    let place = Place::new().await;
    let clerk = place.portal.employ(Role::Clerk).await;
    let mut phone = place.browser();
    let mut old = place.join(&mut phone).await;
    place.redeem(&mut place.browser()).await;
    assert!(place.freeze(Why::Lost, clerk).await);
    assert!(!place.freeze(Why::Lost, clerk).await, "it is");
    expect_held(&mut phone, "見本中央病院（架空）が、端末の紛失または盗難の申し出を受けて止めました").await;
    assert_eq!(decide(&mut phone, "stop").await.status, 403);
    assert_eq!(sign_in(&mut place.browser(), &mut old).await.json()["to"], HELD);
    let mut anew = place.browser();
    sign_in(&mut anew, &mut old).await;
    expect_held(&mut anew, "見本中央病院").await;

    let facility = FacilityCode::try_from(FACILITY).unwrap();
    let voice = Voice::Staff { account: clerk, facility: &facility };
    assert_eq!(place.unfreeze(voice).await.unwrap(), Stated::OneMore);
    assert!(matches!(place.unfreeze(voice).await, Err(NotStated::NotSecond(NotSecond::Same))));
    expect_held(&mut phone, "見本中央病院").await;
    assert_eq!(place.unfreeze(Voice::Operator).await.unwrap(), Stated::Decided);
    assert!(is_signed_in(&mut phone).await);
}

#[tokio::test]
async fn who_uses_somebody_elses_sign_in_learns_nothing_and_time_opens_nothing() {
    let place = Place::new().await;
    let clerk = place.portal.employ(Role::Clerk).await;
    let mut phone = place.browser();
    let mut old = place.join(&mut phone).await;
    place.subscribe(1).await;
    let (before, _) = place.told().await;
    assert!(place.freeze(Why::Misused, clerk).await);
    expect_gone(&mut phone).await;
    sign_in(&mut place.browser(), &mut old).await.expect_error(403, "unknown-passkey");
    assert_eq!(place.told().await, (0, 0), "no device is told, {before} before");

    let mut other = place.browser();
    let mut new = place.redeem(&mut other).await;
    place.portal.state.clock.advance(Duration::days(4));
    assert_eq!(sign_in(&mut other, &mut new).await.json()["to"], HELD, "one clerk is not enough");
    let page = other.get(HELD).await.text;
    assert!(page.contains("時間がたっても開きません") && !page.contains("を過ぎると開きます"), "{page}");
    place.portal.second_person().await;
    assert!(is_signed_in(&mut other).await);
    let page = other.get("/signins").await.text;
    assert!(page.contains("見本中央病院（架空）が、ほかの人に使われているという申し出を受けて"), "{page}");
}

#[tokio::test]
async fn who_prints_and_freezes_alone_opens_nothing_by_waiting() {
    let place = Place::new().await;
    let (clerk, other_clerk) =
        (place.portal.employ(Role::Clerk).await, place.portal.employ(Role::Clerk).await);
    for freezes in [clerk, other_clerk] {
        let mut phone = place.browser();
        place.join(&mut phone).await;
        let mut other = place.browser();
        place.redeem_of(clerk, &mut other).await;
        assert!(place.freeze(Why::Lost, freezes).await);
        let (state, patient) = (&place.portal.state, place.portal.patient());
        let waits = recovery::of_patient(&state.store, patient).await.unwrap().unwrap();
        let alone = freezes == clerk;
        let words =
            if alone { "時間がたっても開きません" } else { "を過ぎると開きます" };
        expect_held(&mut other, words).await;
        state.clock.advance(Duration::hours(72));
        let opened = recovery::settle_due(&state.store, waits.account, state.clock.now()).await.unwrap();
        assert_eq!(opened, !alone, "two people acted: {}", !alone);
        if alone {
            place.portal.second_person().await;
        }
        let left = recovery::of_patient(&state.store, patient).await.unwrap();
        assert_eq!(left, None, "open");
        state.clock.advance(Duration::seconds(1));
    }
}

#[tokio::test]
async fn after_a_stop_whoever_printed_counts_beside_the_operator_alone() {
    for with_the_operator in [false, true] {
        let place = Place::new().await;
        let clerk = place.portal.employ(Role::Clerk).await;
        let mut phone = place.browser();
        place.join(&mut phone).await;
        let mut other = place.browser();
        place.redeem_of(clerk, &mut other).await;
        assert_eq!(decide(&mut phone, "stop").await.location(), "/signins");
        assert_eq!(place.portal.confirm(clerk).await.unwrap(), Stated::OneMore);
        if with_the_operator {
            let (state, account) = (&place.portal.state, place.account().await);
            let by = (Voice::Operator, true, None);
            let stated = recovery::state(&state.store, account, by.0, by.1, by.2, state.clock.now()).await;
            assert_eq!(stated.unwrap(), Stated::Decided);
        } else {
            let nurse = place.portal.employ(Role::Nurse).await;
            assert_eq!(
                place.portal.confirm(nurse).await.unwrap(),
                Stated::OneMore,
                "the printer is no one of two"
            );
            assert!(is_signed_in(&mut phone).await, "nothing was decided");
            place.portal.second_person().await;
        }
        assert!(is_signed_in(&mut other).await);
    }
}

#[tokio::test]
async fn a_new_passkey_and_a_new_device_are_told_on_every_device() {
    let place = Place::new().await;
    let mut phone = place.browser();
    let mut device = place.join(&mut phone).await;
    place.subscribe(1).await;
    phone.get("/signins").await;
    let (before, _) = place.told().await;
    place.portal.state.clock.advance(Duration::seconds(1));
    assert_eq!(sign_in(&mut phone, &mut device).await.status, 200);
    assert_eq!(place.told().await.0, before, "where she was before is no news");
    let home = phone.get("/").await.text;
    assert!(!home.contains("変わったことがあります"), "nor on the page");
    place.portal.state.clock.advance(Duration::seconds(1));
    let mut elsewhere = place.browser();
    assert_eq!(sign_in(&mut elsewhere, &mut device).await.status, 200);
    assert_eq!(place.told().await.0, before + 1, "a new device");
    place.portal.state.clock.advance(Duration::seconds(1));
    assert_eq!(register(&mut elsewhere, &mut Device::new(), false).await.status, 200);
    assert_eq!(place.told().await.0, before + 2, "a new passkey");
    // Whoever reads it elsewhere takes it from nobody: each browser is told for itself.
    elsewhere.get("/signins").await;
    assert!(!elsewhere.get("/").await.text.contains("変わったことがあります"));
    assert!(phone.get("/").await.text.contains("変わったことがあります"));
    assert!(phone.get("/signins").await.text.contains("これまで使っていない端末でログインしました"));
    assert!(!phone.get("/").await.text.contains("変わったことがあります"));
}

#[tokio::test]
async fn an_administrator_who_makes_staff_is_not_two_people() {
    let place = Place::new().await;
    let administrator = place.portal.employ(Role::Administrator).await;
    let mut made = Vec::new();
    for name in ["受付 一", "受付 三"] {
        let facility = FacilityCode::try_from(FACILITY).unwrap();
        let state = &place.portal.state;
        let decision = Decision { facility: &facility, by: Some(administrator), now: state.clock.now() };
        let roles = Roles::from_iter([Role::Clerk]);
        let invited = staff::invite(&state.store, decision, name, roles, &state.entropy).await.unwrap();
        let mut browser = place.browser();
        browser.post("/invitation", &format!("code={}", invited.code)).await;
        assert_eq!(register(&mut browser, &mut Device::new(), true).await.json()["to"], "/desk");
        made.push(invited.account);
    }
    let code = place.invite_by(made[0]).await;
    let mut browser = place.browser();
    browser.post("/invitation", &place.right_answer(&code).await).await;
    register(&mut browser, &mut Device::new(), true).await;
    for by in [made[1], administrator] {
        let refused = place.portal.confirm(by).await;
        assert!(matches!(refused, Err(NotStated::NotSecond(NotSecond::OneMaker))), "{refused:?}");
    }
    expect_held(&mut browser, "記録はまだ開きません").await;
    place.portal.second_person().await;
    assert!(is_signed_in(&mut browser).await, "whom the operator invited is somebody else");
    // Nor do they note a death, by which somebody would be shut out.
    let (state, facility) = (&place.portal.state, FacilityCode::try_from(FACILITY).unwrap());
    let by_paper = ("2024-07-01".parse().unwrap(), DeathPaper::Certificate);
    for account in [made[0], made[1], administrator] {
        let by = Voice::Staff { account, facility: &facility };
        let stated = death::state(&state.store, place.portal.patient(), by_paper, by, state.clock.now());
        assert_eq!(stated.await.unwrap(), Stated::OneMore);
    }
    assert!(is_signed_in(&mut browser).await);
}

/// Whatever is added: the rule is in one place, before any handler.
#[tokio::test]
async fn a_session_that_opens_nothing_opens_no_route() {
    let place = Place::new().await;
    let clerk = place.portal.employ(Role::Clerk).await;
    let mut frozen = place.browser();
    place.join(&mut frozen).await;
    let mut waiting = place.browser();
    place.redeem(&mut waiting).await;
    assert!(place.freeze(Why::Lost, clerk).await);
    let patient = place.portal.patient().to_string();
    // What nobody need be signed in for, or signs in by itself.
    let open = [
        "/fhir",
        "/cds-services",
        "/healthz",
        "/i18n",
        "/knowledge",
        "/log",
        "/pkg",
        "/favicon",
        "/robots.txt",
        "/push-worker.js",
        "/service-worker.js",
        "/manifest.webmanifest",
        "/offline",
        "/install",
        "/kept/stays",
        // Whoever has a link opens it: no session counts.
        "/link/",
    ];
    let answered = [HELD, "/v", "/v/other", "/kept", "/signout", "/settings/language", "/settings/text-size"];
    let mut shut = 0;
    for (path, method) in place.portal.addresses() {
        if answered.contains(&path.as_str()) || open.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        let (address, body) = portal::example(&path, &patient);
        let method: Method = method.parse().unwrap();
        for browser in [&waiting, &frozen] {
            let secret = &browser.cookies["__Host-mikata_session"];
            let answer = place.portal.ask_in_session(Some(secret), method.clone(), &address, body).await;
            assert_eq!(answer.status, 403, "{method} {path}: {}", answer.text());
            assert!(!answer.text().contains("花子"), "{method} {path}");
        }
        shut += 1;
    }
    assert!(shut > 80, "only {shut} routes");
    assert_eq!(waiting.post("/signout", "").await.location(), "/signin");
    expect_gone(&mut waiting).await;
}
