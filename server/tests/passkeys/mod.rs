//! Invitations, passkeys and sessions, as a browser with an authenticator meets them; and everything that is
//! wrong, with its answer.

pub mod authenticator;
pub mod browser;
mod caregivers;
mod invitations;
mod recovery;
mod sessions;
mod signing_in;
mod staff;

use crate::portal::Portal;
use authenticator::Device;
use browser::{Answer, Browser};
use serde_json::{Value, json};
use server::{auth::Code, enrolment::invite};
use shared::{
    identity_paper::IdentityPaper,
    ids::{FacilityCode, PatientId},
};

const FACILITY: &str = "1310000011";

/// A portal where 見本 花子 has no account yet.
struct Place {
    portal: Portal,
}

impl Place {
    async fn new() -> Self {
        Self { portal: Portal::without_demo().await }
    }

    fn browser(&self) -> Browser {
        Browser::new(self.portal.router())
    }

    async fn invite(&self) -> Code {
        self.invite_somebody(self.portal.patient()).await.unwrap()
    }

    async fn invite_somebody(&self, patient: PatientId) -> Result<Code, invite::NotInvited> {
        let state = &self.portal.state;
        let facility = FacilityCode::try_from(FACILITY).unwrap();
        let paper = Some(IdentityPaper::Passport);
        let checked = invite::Checked { facility: &facility, by: None, paper };
        invite::to_own_record(&state.store, &state.clock, &state.entropy, patient, checked).await
    }

    /// The form of `/invitation`, filled in rightly.
    async fn right_answer(&self, code: &Code) -> String {
        answer(code, &self.birth_date().await)
    }

    async fn birth_date(&self) -> String {
        let demo = server::auth::DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
        let people =
            server::store::identity::person::all_for_demo(&self.portal.state.store, demo).await.unwrap();
        let own = people.into_iter().find(|one| one.patient == self.portal.patient()).unwrap();
        own.demographics.birth_date.to_string()
    }

    /// Opens an invitation, makes a passkey, and is seen by a second person: signed in afterwards.
    async fn join(&self, browser: &mut Browser) -> Device {
        let device = self.redeem(browser).await;
        self.portal.second_person().await;
        assert!(is_signed_in(browser).await);
        device
    }

    /// Opens an invitation and makes a passkey, which opens nothing yet.
    async fn redeem(&self, browser: &mut Browser) -> Device {
        let code = self.invite().await;
        let opened = browser.post("/invitation", &self.right_answer(&code).await).await;
        assert_eq!(opened.location(), "/invitation/passkey");
        let mut device = Device::new();
        let made = register(browser, &mut device, true).await;
        let to = made.json()["to"].as_str().unwrap_or_default().to_owned();
        assert_eq!((made.status.as_u16(), to.as_str()), (200, "/signin/held"), "{}", made.text);
        device
    }
}

fn answer(code: &Code, day: &str) -> String {
    let parts: Vec<&str> = day.split('-').collect();
    format!("code={code}&era=western&year={}&month={}&day={}", parts[0], parts[1], parts[2])
}

async fn register(browser: &mut Browser, device: &mut Device, invitation: bool) -> Answer {
    let options = browser.post_json("/auth/passkeys/options", &json!({ "invitation": invitation })).await;
    assert_eq!(options.status, 200, "{}", options.text);
    let credential = device.create(&options.json());
    browser.post_json("/auth/passkeys", &json!({ "credential": credential, "name": "試験の端末" })).await
}

async fn options(browser: &mut Browser, path: &str) -> Value {
    let options = browser.post_json(path, &json!({})).await;
    assert_eq!(options.status, 200, "{}", options.text);
    options.json()
}

async fn sign_in(browser: &mut Browser, device: &mut Device) -> Answer {
    let options = options(browser, "/auth/sign-in/options").await;
    browser.post_json("/auth/sign-in", &json!({ "credential": device.get(&options) })).await
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/api/record").await.status == 200
}
