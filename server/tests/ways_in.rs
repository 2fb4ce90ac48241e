//! What two people at desks decide about somebody's ways in, from the printed sheet to the record, on both databases.

use crate::common::{
    self, CLINIC, HOSPITAL, Member, World,
    bundle::{diagnosis, hanako},
    databases::on_each,
};
use crate::passkeys::{authenticator::Device, browser::Browser};
use crate::portal::{Answer, Portal};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use serde_json::json;
use server::{
    auth::Role,
    ingest::identities::{self, KeptAccounts},
    store::account::{freeze, recovery},
};
use shared::ids::PatientId;

/// Another insured id.
const TWIN: &str = "00000009:新:77:00";

const SEEN: &str = "seen=passport&same=yes";

/// A hospital's desk, and the person who stands at it.
struct Desk {
    world: World,
    portal: Portal,
    hanako: PatientId,
    born: String,
}

impl Desk {
    async fn open(world: World) -> Self {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let hanako = world.only_person().await;
        let people =
            server::store::identity::person::all_for_demo(&world.store, common::demo()).await.unwrap();
        let born =
            people[0].demographics.birth_date.format("era=western&year=%Y&month=%-m&day=%-d").to_string();
        let portal = Portal::over(world.store.clone(), world.clock.clone(), hanako, HOSPITAL).await;
        Self { world, portal, hanako, born }
    }

    async fn post(&self, who: &Member, rest: &str, body: &str) -> Answer {
        let address = format!("/desk/patients/{}{rest}", self.hanako);
        self.portal.ask_in_session(Some(&who.cookie), Method::POST, &address, body).await
    }

    async fn get(&self, who: &Member, rest: &str) -> String {
        let address = format!("/desk/patients/{}{rest}", self.hanako);
        let answer = self.portal.ask_in_session(Some(&who.cookie), Method::GET, &address, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.text()
    }

    /// Prints a sheet, and comes in with it.
    async fn redeem(&self, clerk: &Member) -> Browser {
        self.redeem_with(clerk).await.0
    }

    /// The same, with the device that holds the passkey.
    async fn redeem_with(&self, clerk: &Member) -> (Browser, Device) {
        let sheet = self.post(clerk, "/invitation", SEEN).await.text();
        let (_, code) =
            sheet.split_once("/invitation#").or_else(|| sheet.split_once("paper-code\">")).unwrap();
        let code: String = code
            .split("</dd>")
            .next()
            .unwrap_or_default()
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text).trim())
            .collect();
        let mut browser = Browser::new(self.portal.router());
        let opened = browser.post("/invitation", &format!("code={code}&{}", self.born)).await;
        assert_eq!(opened.location(), "/invitation/passkey", "{code}");
        let options = browser.post_json("/auth/passkeys/options", &json!({ "invitation": true })).await;
        let mut device = Device::new();
        let credential = device.create(&options.json());
        let made = json!({ "credential": credential, "name": "x" });
        assert_eq!(browser.post_json("/auth/passkeys", &made).await.json()["to"], "/signin/held");
        (browser, device)
    }

    /// The same, opened by a second person.
    async fn account(&self, clerk: &Member, second: &Member) -> (Browser, Device) {
        let (mut browser, device) = self.redeem_with(clerk).await;
        let said = self.post(second, "/way-in", &format!("{SEEN}&what=confirm")).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
        assert!(reads(&mut browser).await);
        (browser, device)
    }

    /// Somebody of the same name, sex and birth date comes under another insured id.
    async fn look_alike(&self, insured: &str, serial: &str) -> PatientId {
        let known = self.world.people().await;
        let bundle = hanako().insured_as(insured).conditions(HOSPITAL, serial, &[diagnosis("b", "喘息")]);
        self.world.send_new(HOSPITAL, &bundle).await;
        self.world.people().await.into_iter().find(|one| !known.contains(one)).unwrap()
    }

    fn operator(&self) -> identities::Desk<'_> {
        let World { store, clock, entropy, .. } = &self.world;
        identities::Desk { store, clock, entropy, by: "試験" }
    }
}

async fn sign_in(browser: &mut Browser, device: &mut Device) -> u16 {
    // A session that opens nothing begins no other.
    browser.post("/signout", "").await;
    let options = browser.post_json("/auth/sign-in/options", &json!({})).await;
    let credential = device.get(&options.json());
    let done = browser.post_json("/auth/sign-in", &json!({ "credential": credential })).await;
    done.status.as_u16()
}

/// Signs in, and gets no further than the page that says that nothing opens.
async fn expect_held(browser: &mut Browser, device: &mut Device) {
    assert_eq!(sign_in(browser, device).await, 200);
    assert_eq!(browser.get("/api/record").await.status, 403);
    let page = browser.get("/signin/held").await.text;
    assert!(page.contains("このログインは、まだ何も開きません"), "{page}");
}

async fn reads(browser: &mut Browser) -> bool {
    browser.get("/api/record").await.status == 200
}

#[tokio::test]
async fn from_a_sheet_to_the_record_it_takes_two_of_the_staff() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let mut phone = desk.redeem(&clerk).await;
        assert!(!reads(&mut phone).await);
        assert!(desk.get(&nurse, "").await.contains("はじめてのログインの手段がつくられました"));

        let alone = desk.post(&clerk, "/way-in", &format!("{SEEN}&what=confirm")).await;
        assert!(alone.status == StatusCode::CONFLICT && alone.text().contains("もう1人になれません"));
        let unseen = desk.post(&nurse, "/way-in", "what=confirm").await;
        assert_eq!(unseen.status, StatusCode::BAD_REQUEST);
        // A facility that has nothing to do with her does not find her.
        let elsewhere = desk.world.member(CLINIC, "受付 外", &[Role::Clerk]).await;
        let unknown = desk.post(&elsewhere, "/way-in", &format!("{SEEN}&what=confirm")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert!(!reads(&mut phone).await, "nothing of that opened anything");

        let second = desk.post(&nurse, "/way-in", &format!("{SEEN}&what=confirm")).await;
        assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text());
        assert!(reads(&mut phone).await);
        assert!(desk.get(&nurse, "").await.contains("の本人確認で開きました"), "when, and on whose check");
        let again = desk.post(&nurse, "/way-in", &format!("{SEEN}&what=confirm")).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn two_call_a_new_way_in_off_and_the_old_one_goes_on() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let mut phone = desk.redeem(&clerk).await;
        desk.post(&nurse, "/way-in", &format!("{SEEN}&what=confirm")).await;
        desk.world.clock.advance(Duration::seconds(1));
        let mut other = desk.redeem(&clerk).await;
        let one = desk.post(&nurse, "/way-in", &format!("{SEEN}&what=refuse")).await;
        assert!(one.status == StatusCode::OK && one.text().contains("もう1人が同じことを確認すると"));
        assert_eq!(other.get("/signin/held").await.status, 200, "not by one alone");
        let two = desk.post(&clerk, "/way-in", &format!("{SEEN}&what=refuse")).await;
        assert_eq!(two.status, StatusCode::SEE_OTHER, "{}", two.text());
        assert_eq!(other.get("/api/record").await.status, 401, "its session is over");
        assert!(reads(&mut phone).await);
        assert_eq!(recovery::all_undecided(&desk.world.store).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_lost_phone_is_frozen_by_one_and_lifted_by_two() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let mut phone = desk.redeem(&clerk).await;
        desk.post(&nurse, "/way-in", &format!("{SEEN}&what=confirm")).await;
        let lost = desk.post(&clerk, "/way-in", &format!("{SEEN}&what=lost")).await;
        assert_eq!(lost.status, StatusCode::SEE_OTHER, "{}", lost.text());
        assert_eq!(phone.get("/api/record").await.status, 403);
        assert!(desk.get(&nurse, "").await.contains("端末の紛失または盗難の申し出を受けて"));
        assert_eq!(freeze::all_in_force(&desk.world.store).await.unwrap().len(), 1);
        let one = desk.post(&clerk, "/way-in", &format!("{SEEN}&what=unfreeze")).await;
        assert_eq!(one.status, StatusCode::OK);
        let same = desk.post(&clerk, "/way-in", &format!("{SEEN}&what=unfreeze")).await;
        assert_eq!(same.status, StatusCode::CONFLICT);
        assert_eq!(phone.get("/api/record").await.status, 403);
        let two = desk.post(&nurse, "/way-in", &format!("{SEEN}&what=unfreeze")).await;
        assert_eq!(two.status, StatusCode::SEE_OTHER, "{}", two.text());
        assert!(reads(&mut phone).await);

        // Who says that others use it shows a face; nobody is told, and it ends by two alone.
        let faceless = desk.post(&nurse, "/way-in", "seen=two-papers&same=yes&what=misused").await;
        assert!(faceless.status == StatusCode::BAD_REQUEST && faceless.text().contains("顔写真"));
        let misused = desk.post(&nurse, "/way-in", &format!("{SEEN}&what=misused")).await;
        assert_eq!(misused.status, StatusCode::SEE_OTHER, "{}", misused.text());
        assert_eq!(phone.get("/api/record").await.status, 401, "signed out, and not told why");
    })
    .await;
}

#[tokio::test]
async fn sixty_sheets_are_not_printed_in_a_minute() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let mut printed = 0;
        for _ in 0..60 {
            let answer = desk.post(&clerk, "/invitation", SEEN).await;
            match answer.status {
                StatusCode::OK => printed += 1,
                status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.text()),
            }
        }
        assert_eq!(printed, 6);
    })
    .await;
}

/// The time in which nobody could object is no waiting: whoever waited under a freeze does not come in when it is lifted.
#[tokio::test]
async fn what_waited_while_nobody_could_object_waits_anew_when_the_freeze_is_lifted() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let mut phone = desk.redeem(&clerk).await;
        desk.post(&nurse, "/way-in", &format!("{SEEN}&what=confirm")).await;
        assert!(reads(&mut phone).await);
        desk.post(&clerk, "/way-in", &format!("{SEEN}&what=misused")).await;
        let mut other = desk.redeem(&clerk).await;
        desk.world.clock.advance(Duration::hours(73));
        assert!(!reads(&mut other).await, "nobody could object");
        for (name, role) in [("看護 二", Role::Nurse), ("内科 一", Role::Doctor)] {
            let member = desk.world.member(HOSPITAL, name, &[role]).await;
            let said = desk.post(&member, "/way-in", &format!("{SEEN}&what=unfreeze")).await;
            assert!(said.status.is_success() || said.status == StatusCode::SEE_OTHER, "{}", said.text());
        }
        let now = desk.world.clock.now();
        let waiting = recovery::all_undecided(&desk.world.store).await.unwrap();
        assert_eq!(waiting.len(), 1, "it waits still");
        assert!(waiting[0].waits_until >= now + Duration::hours(71), "{waiting:?}");
        assert!(!reads(&mut other).await, "nor now");
    })
    .await;
}

/// One account, by whichever of the linked records: another way in is a recovery that its owner is told of and can stop.
#[tokio::test]
async fn a_sheet_for_a_linked_person_recovers_the_account_they_have() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let mut phone = desk.redeem(&clerk).await;
        desk.post(&nurse, "/way-in", &format!("{SEEN}&what=confirm")).await;
        assert!(reads(&mut phone).await);
        let joined = desk.look_alike(TWIN, "9").await;
        desk.operator().link(joined, desk.hanako, KeptAccounts::Known).await.unwrap();
        let desk = Desk { hanako: joined, ..desk };
        desk.redeem(&clerk).await;
        let waiting = recovery::of_patient(&desk.world.store, joined).await.unwrap().unwrap();
        assert_eq!(waiting.kind, recovery::Kind::Recovery);
        // What she had opens nothing less for it, once she has signed in again: a link ends sessions.
        assert_eq!(phone.get("/api/record").await.status, 401);
    })
    .await;
}

/// A facility can invent somebody's look-alike and let its own people into that. That an operator reads the two as one
/// does not open the person's record to them, and time does not either.
#[tokio::test]
async fn an_account_on_a_linked_look_alike_opens_nothing_until_the_person_agrees() {
    on_each(|world| async move {
        let mut desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let (mut hers, mut her_phone) = desk.account(&clerk, &nurse).await;
        let (hanako, twin) = (desk.hanako, desk.look_alike(TWIN, "9").await);
        desk.hanako = twin;
        let (mut theirs, mut their_phone) = desk.account(&clerk, &nurse).await;
        desk.operator().link(hanako, twin, KeptAccounts::Known).await.unwrap();
        expect_held(&mut theirs, &mut their_phone).await;
        assert!(reads(&mut hers).await);

        desk.world.clock.advance(Duration::hours(73));
        expect_held(&mut theirs, &mut their_phone).await;
        assert_eq!(theirs.post("/signins/way-in", "what=linked").await.status, 403, "not by itself");
        expect_held(&mut theirs, &mut their_phone).await;

        assert_eq!(sign_in(&mut hers, &mut her_phone).await, 200);
        let page = hers.get("/signins").await.text;
        assert!(page.contains("ほかのログインが待っています"), "{page}");
        assert!(page.contains("ほかの記録をあなたの記録とまとめました"), "{page}");
        assert_eq!(hers.post("/signins/way-in", "what=linked").await.location(), "/signins");
        assert!(reads(&mut theirs).await && reads(&mut hers).await);
        let again = hers.post("/signins/way-in", "what=linked").await;
        assert_eq!(again.location(), "/signins?problem=way-in-decided");
    })
    .await;
}

#[tokio::test]
async fn without_the_operators_word_a_link_holds_both_sides_and_its_undoing_gives_back_what_was() {
    on_each(|world| async move {
        let mut desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let (mut hers, mut her_phone) = desk.account(&clerk, &nurse).await;
        let (hanako, twin) = (desk.hanako, desk.look_alike(TWIN, "9").await);
        desk.hanako = twin;
        let (mut theirs, mut their_phone) = desk.account(&clerk, &nurse).await;
        // Whichever of the two stays.
        let made = desk.operator().link(twin, hanako, KeptAccounts::Unknown).await.unwrap();
        expect_held(&mut theirs, &mut their_phone).await;
        expect_held(&mut hers, &mut her_phone).await;

        desk.operator().unlink(made.decision).await.unwrap();
        for (browser, phone, own, other) in [
            (&mut hers, &mut her_phone, "高血圧症", "喘息"),
            (&mut theirs, &mut their_phone, "喘息", "高血圧症"),
        ] {
            assert_eq!(sign_in(browser, phone).await, 200);
            let record = browser.get("/api/record").await;
            assert!(record.status == 200 && record.text.contains(own) && !record.text.contains(other));
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_has_only_the_look_alikes_account_is_seen_by_two_before_anything_opens() {
    on_each(|world| async move {
        let mut desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let (twin, person) =
            (desk.look_alike(TWIN, "9").await, desk.look_alike("00000010:新:78:00", "10").await);
        desk.hanako = twin;
        let (mut theirs, mut their_phone) = desk.account(&clerk, &nurse).await;
        desk.operator().link(person, twin, KeptAccounts::Known).await.unwrap();
        desk.hanako = person;
        let (mut new, mut new_phone) = desk.redeem_with(&clerk).await;
        let waiting = recovery::of_patient(&desk.world.store, person).await.unwrap().unwrap();
        assert!(waiting.kind == recovery::Kind::Recovery && waiting.stopped_at.is_some(), "{waiting:?}");
        desk.world.clock.advance(Duration::hours(73));
        assert_eq!(sign_in(&mut new, &mut new_phone).await, 200);
        assert!(!reads(&mut new).await, "nobody could object, so time decides nothing");
        expect_held(&mut theirs, &mut their_phone).await;

        for (name, role) in [("看護 二", Role::Nurse), ("内科 一", Role::Doctor)] {
            assert!(!reads(&mut new).await);
            let member = desk.world.member(HOSPITAL, name, &[role]).await;
            let said = desk.post(&member, "/way-in", &format!("{SEEN}&what=confirm")).await;
            assert!(said.status.is_success() || said.status == StatusCode::SEE_OTHER, "{}", said.text());
        }
        assert!(reads(&mut new).await);
        assert_eq!(sign_in(&mut theirs, &mut their_phone).await, 403, "the passkey of before is gone");
    })
    .await;
}
