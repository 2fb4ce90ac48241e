//! Whoever is invited to act for somebody comes in without a date of birth, and sees nothing until confirmed.

use super::{Browser, Device, Place, is_signed_in, options, register};
use chrono::Duration;
use serde_json::json;

/// 花子 invites her daughter, and reads the code off the page.
async fn invite(place: &Place, hanako: &mut Browser) -> String {
    invite_as(place, hanako, "11111111-2222-4333-8444-555555555555").await
}

async fn invite_as(place: &Place, hanako: &mut Browser, id: &str) -> String {
    let patient = place.portal.patient();
    let form = format!("id={id}&patient={patient}&label=daughter&kind=medicines&kind=tests");
    let page = hanako.post("/people/new", &form).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let groups: Vec<&str> = page
        .text
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .filter(|word| word.split('-').count() == 8 && word.split('-').all(|group| group.len() == 4))
        .collect();
    groups.first().unwrap_or_else(|| panic!("no code in {}", page.text)).to_string()
}

#[tokio::test]
async fn a_caregiver_makes_an_account_and_waits_to_be_confirmed() {
    let place = Place::new().await;
    let mut hanako = place.browser();
    place.join(&mut hanako).await;
    let code = invite(&place, &mut hanako).await;

    let mut daughter = place.browser();
    let opened = daughter.post("/invitation", &format!("code={code}")).await;
    assert_eq!(opened.location(), "/invitation/passkey");
    let page = daughter.get("/invitation/passkey").await.text;
    assert!(page.contains("見本 花子さんが「この人でまちがいない」と確認してから"), "{page}");
    for granted in
        ["見られるようになる種類：検査の結果、薬", "できること：見ることだけ", "期限：取りやめるまで"]
    {
        assert!(page.contains(granted), "{granted}: {page}");
    }
    assert!(page.contains("<h1 tabindex=\"-1\">パスキーを作って始める"), "{page}");
    // Somebody has to be called something.
    for name in ["", "\u{202e}", &"あ".repeat(61)] {
        let body = json!({ "invitation": true, "own_name": name });
        daughter.post_json("/auth/passkeys/options", &body).await.expect_error(400, "name");
    }
    let body = json!({ "invitation": true, "own_name": "見本 みどり" });
    let options = daughter.post_json("/auth/passkeys/options", &body).await;
    let credential = Device::new().create(&options.json());
    let made = daughter.post_json("/auth/passkeys", &json!({ "credential": credential, "name": "x" })).await;
    assert_eq!(made.json()["to"], "/records");
    assert!(!is_signed_in(&mut daughter).await, "no record is open yet");
    let opened = daughter.post("/records", &format!("person={}", place.portal.patient())).await;
    assert_eq!(opened.status, 400, "{}", opened.text);

    // Signed in, they accept another: no passkey is made.
    let code = invite_as(&place, &mut hanako, "11111111-2222-4333-8444-666666666666").await;
    daughter.post("/invitation", &format!("code={code}")).await;
    let page = daughter.get("/invitation/passkey").await.text;
    assert!(page.contains("<h1 tabindex=\"-1\">見本 花子さんの記録を代わりに見る"), "{page}");
    assert!(
        !page.contains("<h1 tabindex=\"-1\">パスキーを作って始める")
            && page.contains("見られるようになる種類："),
        "{page}"
    );
}

#[tokio::test]
async fn who_has_an_account_accepts_with_a_button_and_nobody_accepts_their_own() {
    let place = Place::new().await;
    let mut hanako = place.browser();
    place.join(&mut hanako).await;
    let code = invite(&place, &mut hanako).await;
    hanako.post("/invitation", &format!("code={code}")).await;
    assert_eq!(hanako.post("/invitation/accept", "").await.status, 409);

    // Nobody is signed in here: first they are.
    let mut stranger = place.browser();
    stranger.post("/invitation", &format!("code={code}")).await;
    let told = stranger.post("/invitation/accept", "").await;
    assert_eq!(told.location(), "/signin?return_to=/invitation/passkey");
}

#[tokio::test]
async fn a_passkey_of_somebody_else_proves_nothing() {
    let place = Place::new().await;
    let mut hanako = place.browser();
    place.join(&mut hanako).await;
    let code = invite(&place, &mut hanako).await;
    let mut daughter = place.browser();
    daughter.post("/invitation", &format!("code={code}")).await;
    let body = json!({ "invitation": true, "own_name": "見本 みどり" });
    let asked = daughter.post_json("/auth/passkeys/options", &body).await;
    let mut hers = Device::new();
    let credential = hers.create(&asked.json());
    daughter.post_json("/auth/passkeys", &json!({ "credential": credential, "name": "x" })).await;

    place.portal.state.clock.advance(Duration::minutes(16));
    let asked = options(&mut hanako, "/auth/verify/options").await;
    let sent = json!({ "credential": hers.get(&asked) });
    hanako.post_json("/auth/verify", &sent).await.expect_error(403, "other-account");
    // And it did not count as hers either.
    let refused = hanako.post_json("/auth/passkeys/options", &json!({ "invitation": false })).await;
    refused.expect_error(403, "verify-first");
}

#[tokio::test]
async fn one_key_opens_one_account() {
    let place = Place::new().await;
    let mut hanako = place.browser();
    let mut device = place.join(&mut hanako).await;
    register(&mut hanako, &mut device, false).await.expect_error(409, "already-there");
}
