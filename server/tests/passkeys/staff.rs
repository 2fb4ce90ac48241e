//! One of a facility's staff: from the invitation to the desk, and out again.

use super::{Browser, Device, FACILITY, Place, register, sign_in};
use serde_json::json;
use server::{
    auth::{Role, Roles},
    store::facility::staff::{self, Decision, Invited},
};
use shared::ids::FacilityCode;

impl Place {
    async fn employ(&self, role: Role) -> Invited {
        let (here, state) = (FacilityCode::try_from(FACILITY).unwrap(), &self.portal.state);
        let decision = Decision { facility: &here, by: None, now: state.clock.now() };
        let roles = Roles::from_iter([role]);
        staff::invite(&state.store, decision, "受付 一", roles, &state.entropy).await.unwrap()
    }

    async fn remove(&self, invited: &Invited) {
        let (here, state) = (FacilityCode::try_from(FACILITY).unwrap(), &self.portal.state);
        let decision = Decision { facility: &here, by: None, now: state.clock.now() };
        staff::remove(&state.store, decision, invited.account).await.unwrap();
    }

    /// The paper's code; who works at a desk gives no date of birth.
    async fn open_as_staff(&self, invited: &Invited) -> Browser {
        let mut browser = self.browser();
        let opened = browser.post("/invitation", &format!("code={}", invited.code)).await;
        assert_eq!(opened.location(), "/invitation/passkey");
        browser
    }
}

#[tokio::test]
async fn who_is_invited_makes_a_passkey_and_sits_at_the_desk() {
    let place = Place::new().await;
    let invited = place.employ(Role::Clerk).await;
    let mut browser = place.open_as_staff(&invited).await;
    assert!(browser.get("/invitation/passkey").await.text.contains("職員、受付 一さんの招待状"));
    let mut device = Device::new();
    let made = register(&mut browser, &mut device, true).await;
    assert_eq!((made.status.as_u16(), made.json()["to"].as_str()), (200, Some("/desk")), "{}", made.text);
    let desk = browser.get("/desk").await;
    assert!(desk.status == 200 && desk.text.contains("受付 一"), "{}", desk.text);
    // With the roles given, and no others.
    assert_eq!(browser.post("/desk/find", "number=Z-9").await.status, 404);
    assert_eq!(browser.get("/desk/staff").await.status, 403);
    assert_eq!(browser.get("/api/record").await.status, 403);
    // Once.
    let again = place.browser().post("/invitation", &format!("code={}", invited.code)).await;
    assert_eq!(again.location(), "/invitation?problem=gone");

    assert_eq!(sign_in(&mut place.browser(), &mut device).await.json()["to"], "/desk");
    place.remove(&invited).await;
    assert_eq!(browser.get("/desk").await.location(), "/signin", "out at once");
    sign_in(&mut place.browser(), &mut device).await.expect_error(403, "unknown-passkey");
}

#[tokio::test]
async fn who_is_removed_meanwhile_does_not_come_in() {
    let place = Place::new().await;
    // With the invitation open, and with the device about to answer.
    let (early, late) = (place.employ(Role::Nurse).await, place.employ(Role::Clerk).await);
    let mut opened = place.open_as_staff(&early).await;
    let mut asked = place.open_as_staff(&late).await;
    let options = asked.post_json("/auth/passkeys/options", &json!({ "invitation": true })).await;
    let credential = Device::new().create(&options.json());
    for invited in [&early, &late] {
        place.remove(invited).await;
    }
    let refused = opened.post_json("/auth/passkeys/options", &json!({ "invitation": true })).await;
    refused.expect_error(409, "invitation-gone");
    assert!(opened.get("/invitation/passkey").await.text.contains("招待状の番号を入れる"));
    let refused = asked.post_json("/auth/passkeys", &json!({ "credential": credential, "name": "x" })).await;
    refused.expect_error(409, "invitation-gone");
    for browser in [&mut opened, &mut asked] {
        assert_eq!(browser.get("/desk").await.location(), "/signin");
    }
    // Nor before it was opened.
    let third = place.employ(Role::Doctor).await;
    place.remove(&third).await;
    let gone = place.browser().post("/invitation", &format!("code={}", third.code)).await;
    assert_eq!(gone.location(), "/invitation?problem=gone");
}
