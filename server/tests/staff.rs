//! Who works at a facility, and what they do at its desk: roles, look-ups, invitations, representatives, keys.

use crate::common::{
    CLINIC, HOSPITAL, Member, World,
    bundle::{Someone, diagnosis, hanako, taro},
    databases::on_each,
    demo, facility,
};
use crate::portal::{self, Answer, Portal};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use server::{
    auth::{Code, Role},
    store::{
        account::{invitation, recovery::Stated, session},
        facility as facilities,
        facility::{
            key,
            staff::{self, Decision, StaffError},
        },
        identity::death,
        log::access,
        sharing::representation,
        statement::Voice,
    },
};
use shared::{
    consent::FacilityKind,
    death_paper::DeathPaper,
    delegation::{Basis, Paper},
    identity_paper::IdentityPaper,
    ids::{AccountId, PatientId},
};
use uuid::Uuid;

const OK: StatusCode = StatusCode::OK;
/// The paper by which a death was checked.
const PAPER: &str = "paper=certificate&confirmed=yes";
const NOTED: &str = "died_on=2024-07-01&paper=certificate&confirmed=yes&what=note";
const NOWHERE: &str = "/desk/patients/00000000-0000-4000-8000-000000000000";

/// A hospital that knows 見本 花子 by a number, a clinic that knows 例示 太郎, and the hospital's desk.
struct Desk {
    world: World,
    portal: Portal,
    hanako: PatientId,
    taro: PatientId,
}

fn numbered(mut who: Someone, number: &str) -> Someone {
    who.local = Some(number.to_owned());
    who
}

impl Desk {
    async fn open(world: World) -> Self {
        let sent = numbered(hanako(), "A-1").conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        world.send_new(HOSPITAL, &sent).await;
        let hanako = world.only_person().await;
        world.send_new(CLINIC, &taro().conditions(CLINIC, "2", &[diagnosis("b", "喘息")])).await;
        let taro = *world.people().await.last().unwrap();
        let kind = Some(FacilityKind::Hospital);
        assert!(facilities::set_kind(&world.store, &facility(HOSPITAL), kind).await.unwrap());
        let portal = Portal::over(world.store.clone(), world.clock.clone(), hanako, HOSPITAL).await;
        Self { world, portal, hanako, taro }
    }

    async fn ask(&self, who: &Member, method: Method, address: &str, body: &str) -> Answer {
        self.portal.ask_in_session(Some(&who.cookie), method, address, body).await
    }

    async fn get(&self, who: &Member, address: &str) -> Answer {
        self.ask(who, Method::GET, address, "").await
    }

    async fn post(&self, who: &Member, address: &str, body: &str) -> Answer {
        self.ask(who, Method::POST, address, body).await
    }

    fn of_hanako(&self, rest: &str) -> String {
        format!("/desk/patients/{}{rest}", self.hanako)
    }

    async fn purposes(&self, patient: PatientId) -> Vec<(String, String)> {
        let log = access::log(&self.world.store, patient).await.unwrap();
        log.into_iter()
            .filter(|entry| entry.actor_kind == "staff")
            .map(|entry| (entry.purpose, entry.outcome))
            .collect()
    }
}

/// The code printed on a sheet.
fn code(sheet: &Answer) -> Code {
    let text = sheet.text();
    let (_, printed) = text.split_once("paper-code\">").expect("a code is printed");
    let (printed, _) = printed.split_once("</dd>").unwrap();
    let letters: String = printed
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ");
    Code::parse(&letters).unwrap_or_else(|error| panic!("{error}: {letters:?}"))
}

fn leads_to(answer: &Answer) -> &str {
    assert!(answer.status.is_redirection(), "{}: {}", answer.status, answer.text());
    answer.header("location")
}

#[tokio::test]
async fn an_administrator_invites_a_clerk_who_invites_a_patient() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let administrator = desk.world.member(HOSPITAL, "管理 一", &[Role::Administrator]).await;
        assert_eq!(leads_to(&desk.get(&administrator, "/desk").await), "/desk/staff");
        let sheet = desk.post(&administrator, "/desk/staff/new", "name=受付+二&role=clerk").await;
        assert_eq!(sheet.status, OK, "{}", sheet.text());
        let now = desk.world.clock.now();
        let open = invitation::find(&desk.world.store, &code(&sheet), now).await.unwrap().unwrap();
        let invitation::Aim::Staff { account, .. } = open.aim else { panic!("{open:?}") };
        assert_eq!(open.created_by, Some(administrator.account));

        let clerk = Member { account, cookie: desk.world.sign_in_staff(account).await };
        let found = desk.post(&clerk, "/desk/find", "by=own-number&number=A-1").await;
        assert_eq!(leads_to(&found), desk.of_hanako(""));
        let page = desk.get(&clerk, leads_to(&found)).await.text();
        for shown in ["見本 花子", "ミホン ハナコ", "1950年2月3日", "女性"] {
            assert!(page.contains(shown), "{shown}");
        }
        assert!(!page.contains("高血圧症"), "no clinical data at the desk");

        let form = desk.of_hanako("/invitation");
        let incomplete = desk.post(&clerk, &form, "seen=my-number-card").await;
        assert_eq!(incomplete.status, StatusCode::BAD_REQUEST);
        for unknown in ["same=yes", "seen=a-friend&same=yes"] {
            assert_eq!(desk.post(&clerk, &form, unknown).await.status, StatusCode::BAD_REQUEST, "{unknown}");
        }
        let first = code(&desk.post(&clerk, &form, "seen=my-number-card&same=yes").await);
        let sheet = desk.post(&clerk, &form, "seen=my-number-card&same=yes").await;
        let text = sheet.text();
        assert!(text.contains("<svg") && text.contains("How to begin") && text.contains("はじめかた"));
        assert!(!text.contains("<script") && !text.contains("style="), "plain, without scripts and styles");
        assert_eq!(sheet.header("cache-control"), "no-store");
        let store = &desk.world.store;
        assert!(invitation::find(store, &first, now).await.unwrap().is_none(), "one paper works");
        let open = invitation::find(store, &code(&sheet), now).await.unwrap().unwrap();
        let paper = Some(IdentityPaper::MyNumberCard);
        let aim = invitation::Aim::Patient { patient: desk.hanako, facility: facility(HOSPITAL), paper };
        assert_eq!((open.aim, open.created_by), (aim, Some(clerk.account)));
    })
    .await;
}

#[tokio::test]
async fn who_is_removed_is_out_at_once() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let administrator = desk.world.member(HOSPITAL, "管理 一", &[Role::Administrator]).await;
        let clerk = desk.world.member(HOSPITAL, "受付 二", &[Role::Clerk]).await;
        let elsewhere = desk.world.sign_in_staff(clerk.account).await;
        let address = format!("/desk/staff/{}", clerk.account);
        let sheet = desk.post(&administrator, &format!("{address}/invitation"), "").await;
        let waiting = code(&sheet);
        assert_eq!(desk.get(&clerk, "/desk").await.status, OK);

        let unconfirmed = desk.post(&administrator, &format!("{address}/remove"), "").await;
        assert_eq!(unconfirmed.status, OK, "asked again");
        assert_eq!(desk.get(&clerk, "/desk").await.status, OK, "and nothing happened");
        let removed = desk.post(&administrator, &format!("{address}/remove"), "confirmed=yes").await;
        assert_eq!(leads_to(&removed), "/desk/staff");
        for cookie in [clerk.cookie, elsewhere] {
            let out = Member { account: clerk.account, cookie };
            assert_eq!(leads_to(&desk.get(&out, &desk.of_hanako("")).await), "/signin");
            assert_eq!(leads_to(&desk.post(&out, "/desk/find", "number=A-1").await), "/signin");
        }
        let (store, now) = (&desk.world.store, desk.world.clock.now());
        assert!(session::all_of(store, clerk.account, now).await.unwrap().is_empty());
        assert!(invitation::find(store, &waiting, now).await.unwrap().is_none());
        let entropy = &desk.world.entropy;
        let again = session::create_for_demo_staff(store, demo(), clerk.account, now, entropy).await;
        assert_eq!(again.unwrap(), None);
        assert!(!desk.get(&administrator, "/desk/staff").await.text().contains("受付 二"));
        let twice = desk.post(&administrator, &format!("{address}/remove"), "confirmed=yes").await;
        assert_eq!(twice.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let first = desk.world.member(HOSPITAL, "管理 一", &[Role::Administrator]).await;
        desk.world.member(CLINIC, "管理 外", &[Role::Administrator]).await;
        let address = format!("/desk/staff/{}", first.account);
        for (to, body) in [("/remove", "confirmed=yes"), ("", "role=doctor")] {
            let answer = desk.post(&first, &format!("{address}{to}"), body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(answer.text().contains("最後の管理者です"));
        }
        let none = desk.post(&first, &address, "").await;
        assert_eq!(none.status, StatusCode::BAD_REQUEST);
        let here = facility(HOSPITAL);
        let decision = Decision { facility: &here, by: None, now: desk.world.clock.now() };
        let refused = staff::remove(&desk.world.store, decision, first.account).await.unwrap_err();
        assert!(matches!(refused, StaffError::LastAdministrator), "{refused}");
        assert_eq!(desk.get(&first, "/desk/staff").await.status, OK, "still the administrator");

        desk.world.member(HOSPITAL, "管理 二", &[Role::Administrator, Role::Doctor]).await;
        let changed = desk.post(&first, &address, "role=doctor").await;
        assert_eq!(leads_to(&changed), "/desk/staff");
        assert_eq!(desk.get(&first, "/desk/staff").await.status, StatusCode::FORBIDDEN, "from now on");
        assert_eq!(desk.get(&first, "/desk").await.status, OK);
    })
    .await;
}

/// Two administrators who remove each other at the same moment.
#[tokio::test]
async fn one_of_two_administrators_stays() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let one = desk.world.member(HOSPITAL, "管理 一", &[Role::Administrator]).await;
        let other = desk.world.member(HOSPITAL, "管理 二", &[Role::Administrator]).await;
        let here = facility(HOSPITAL);
        let decision = Decision { facility: &here, by: None, now: desk.world.clock.now() };
        let store = &desk.world.store;
        let (first, second) = tokio::join!(
            staff::remove(store, decision, one.account),
            staff::remove(store, decision, other.account)
        );
        assert!(first.is_ok() ^ second.is_ok(), "{first:?} {second:?}");
        assert_eq!(staff::list(store, &here, decision.now).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_sees_their_own_facility_alone() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let ours = desk.world.member(HOSPITAL, "管理 一", &[Role::Administrator]).await;
        let theirs = desk.world.member(CLINIC, "看護 外", &[Role::Nurse]).await;
        assert!(!desk.get(&ours, "/desk/staff").await.text().contains("看護 外"));
        let nobody = desk.get(&ours, "/desk/staff/00000000-0000-4000-8000-000000000000").await;
        let address = format!("/desk/staff/{}", theirs.account);
        assert_eq!(desk.get(&ours, &address).await.without_chance(), nobody.without_chance());
        for (to, body) in [("", "role=administrator"), ("/invitation", ""), ("/remove", "confirmed=yes")] {
            let answer = desk.post(&ours, &format!("{address}{to}"), body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{to}");
        }
        assert_eq!(desk.get(&theirs, "/desk").await.status, OK);

        let now = desk.world.clock.now();
        let made = key::create(&desk.world.store, &facility(CLINIC), "外", now, &desk.world.entropy).await;
        let secret = made.unwrap().unwrap();
        let id = key::authenticate(&desk.world.store, &secret).await.unwrap().unwrap().id;
        assert!(!desk.get(&ours, "/desk/keys").await.text().contains(&id.to_string()));
        let answer = desk.post(&ours, &format!("/desk/keys/{id}/revoke"), "confirmed=yes").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(key::authenticate(&desk.world.store, &secret).await.unwrap().is_some());
    })
    .await;
}

/// Columns in the order of [`Role::ALL`]: doctor, nurse, pharmacist, clerk, emergency, administrator.
#[tokio::test]
async fn each_role_gets_what_it_may_and_no_more() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let patient = |rest: &str| desk.of_hanako(rest);
        let somebody = Uuid::from_u128(5).to_string();
        let one = patient(&format!("/representatives/{somebody}"));
        let table: Vec<(Method, String, &str, &str)> = vec![
            (Method::POST, "/desk/find".into(), "number=A-1", "xxxx--"),
            (Method::GET, patient(""), "", "xxxx--"),
            (Method::GET, patient("/invitation"), "", "---x--"),
            (Method::POST, patient("/invitation"), "", "---x--"),
            (Method::GET, patient("/death"), "", "x--x--"),
            (Method::POST, patient("/death"), "", "x--x--"),
            (Method::GET, patient("/representatives"), "", "x--x--"),
            (Method::POST, patient("/representatives"), "", "x--x--"),
            (Method::GET, one.clone(), "", "xx-x--"),
            (Method::POST, one.clone(), "what=suspend", "xx-x--"),
            (Method::POST, one, "what=lift", "x-----"),
            // Whom a hospital's emergency role finds by four items need not be its patient; whom it opens from
            // the desk must be, and the role alone finds nobody there.
            (Method::GET, patient("/emergency"), "", "------"),
            (Method::POST, patient("/emergency"), "", "------"),
            (Method::GET, "/desk/emergency".into(), "", "----x-"),
            (Method::POST, "/desk/emergency".into(), "", "----x-"),
            (Method::GET, format!("/desk/emergency/{somebody}"), "", "----x-"),
            (Method::GET, format!("/desk/emergency/{somebody}/record"), "", "----x-"),
            (Method::GET, format!("/desk/emergency/{somebody}/summary.pdf"), "", "----x-"),
            (Method::GET, format!("/desk/emergency/{somebody}/summary.xml"), "", "----x-"),
            (Method::GET, "/desk/emergency/log".into(), "", "-----x"),
            (Method::GET, "/desk/sign-outs".into(), "", "-----x"),
            (Method::POST, "/desk/sign-outs".into(), "", "-----x"),
            (Method::GET, "/desk/staff".into(), "", "-----x"),
            (Method::GET, "/desk/staff/new".into(), "", "-----x"),
            (Method::POST, "/desk/staff/new".into(), "", "-----x"),
            (Method::GET, format!("/desk/staff/{somebody}"), "", "-----x"),
            (Method::POST, format!("/desk/staff/{somebody}"), "", "-----x"),
            (Method::POST, format!("/desk/staff/{somebody}/invitation"), "", "-----x"),
            (Method::GET, format!("/desk/staff/{somebody}/remove"), "", "-----x"),
            (Method::POST, format!("/desk/staff/{somebody}/remove"), "", "-----x"),
            (Method::GET, "/desk/keys".into(), "", "-----x"),
            (Method::GET, "/desk/keys/new".into(), "", "-----x"),
            (Method::POST, "/desk/keys/new".into(), "", "-----x"),
            (Method::GET, format!("/desk/keys/{somebody}/revoke"), "", "-----x"),
            (Method::POST, format!("/desk/keys/{somebody}/revoke"), "", "-----x"),
            (Method::GET, "/desk/questions".into(), "", "-----x"),
            (Method::POST, format!("/desk/questions/{somebody}"), "answer=x", "-----x"),
        ];
        let mut members = Vec::new();
        for role in Role::ALL {
            members.push(desk.world.member(HOSPITAL, "職員", &[role]).await);
        }
        for (method, address, body, expected) in table {
            for ((role, member), may) in Role::ALL.iter().zip(&members).zip(expected.chars()) {
                let answer = desk.ask(member, method.clone(), &address, body).await;
                let refused = answer.status == StatusCode::FORBIDDEN;
                assert_eq!(refused, may == '-', "{role:?}: {method} {address}: {}", answer.status);
                assert!(!answer.status.is_server_error(), "{role:?}: {method} {address}: {}", answer.status);
                if refused {
                    let page = answer.text();
                    assert!(page.contains("この職種ではできません") && !page.contains("見本 花子"));
                }
            }
        }
        for (role, member) in Role::ALL.iter().zip(&members) {
            let home = desk.get(member, "/desk").await;
            let places = ["/desk/staff", "/desk/emergency"];
            assert!(home.status == OK || places.contains(&leads_to(&home)), "{role:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_patient_gets_no_page_of_the_desk() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        for address in ["/desk", "/desk/staff", "/desk/keys", NOWHERE] {
            let answer = desk.portal.ask(portal::Who::Patient, Method::GET, address, "").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
            assert!(answer.text().contains("医療機関の人のためのページです"));
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_elsewhere_is_as_who_is_nowhere() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let insured = |symbol: &str, number: &str| {
            format!("by=insured-id&insurer=00000002&symbol={symbol}&insured={number}&branch=01")
        };
        // What was typed comes back to be corrected, and nothing else tells two answers apart.
        let mut answers = Vec::new();
        for typed in ["2002", "9999"] {
            let answer = desk.post(&clerk, "/desk/find", &insured("見本", typed)).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            let page = answer.without_chance();
            assert!(page.contains(&format!("value=\"{typed}\"")) && page.contains("value=\"見本\""));
            assert!(page.contains("この医療機関に、その番号の患者はいません"));
            answers.push(page.replace(typed, "TYPED"));
        }
        assert_eq!(answers[0], answers[1], "not one byte tells them apart");
        let number = desk.post(&clerk, "/desk/find", "by=own-number&number=Z-9").await;
        assert_eq!(number.status, StatusCode::NOT_FOUND);
        assert!(number.text().contains("value=\"Z-9\"") && number.text().contains("role=\"alert\""));
        let nobody = desk.get(&clerk, NOWHERE).await;
        for answer in [
            desk.get(&clerk, &format!("/desk/patients/{}", desk.taro)).await,
            desk.get(&clerk, NOWHERE).await,
            desk.get(&clerk, "/desk/patients/x").await,
            desk.get(&clerk, &format!("/desk/patients/{}/invitation", desk.taro)).await,
            desk.post(
                &clerk,
                &format!("/desk/patients/{}/invitation", desk.taro),
                "seen=two-papers&same=yes",
            )
            .await,
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert_eq!(answer.without_chance(), nobody.without_chance(), "not one byte tells them apart");
        }
        // Nor does the time: an entry in his log is no longer than none.
        for who in ["2002", "9999"] {
            let begun = std::time::Instant::now();
            desk.post(&clerk, "/desk/find", &insured("見本", who)).await;
            let took = begun.elapsed();
            assert!(took >= std::time::Duration::from_millis(149), "{who} is not found after {took:?}");
        }
        // The clinic's desk knows him; its numbers are its own.
        let theirs = desk.world.member(CLINIC, "受付 外", &[Role::Clerk]).await;
        let found = desk.post(&theirs, "/desk/find", &insured("見本", "2002")).await;
        assert_eq!(leads_to(&found), format!("/desk/patients/{}", desk.taro));
        let number = desk.post(&theirs, "/desk/find", "by=own-number&number=A-1").await;
        assert_eq!(number.status, StatusCode::NOT_FOUND, "the hospital's number means nothing here");
    })
    .await;
}

#[tokio::test]
async fn a_look_up_is_recorded_and_has_its_pace() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let entry = |outcome: &str| ("desk".to_owned(), outcome.to_owned());
        // Wide letters, as keyboards here write them.
        let found = desk.post(&clerk, "/desk/find", "by=own-number&number=Ａ-１").await;
        assert_eq!(leads_to(&found), desk.of_hanako(""));
        assert_eq!(desk.purposes(desk.hanako).await, [entry("granted")]);
        desk.get(&clerk, &desk.of_hanako("")).await;
        assert_eq!(desk.purposes(desk.hanako).await.len(), 2);
        let insured = "by=insured-id&insurer=00000002&symbol=見本&insured=2002&branch=01";
        desk.post(&clerk, "/desk/find", insured).await;
        assert_eq!(desk.purposes(desk.taro).await, [entry("refused")], "he learns that somebody tried");

        for malformed in ["by=own-number&number=+", "by=insured-id&insurer=2&insured=2002", "by=insured-id"] {
            assert_eq!(desk.post(&clerk, "/desk/find", malformed).await.status, StatusCode::BAD_REQUEST);
        }
        for _ in 2..12 {
            let answer = desk.post(&clerk, "/desk/find", "by=own-number&number=Z-9").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        let before = desk.purposes(desk.hanako).await.len();
        let too_many = desk.post(&clerk, "/desk/find", "by=own-number&number=A-1").await;
        assert_eq!(too_many.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(desk.purposes(desk.hanako).await.len(), before, "nothing was looked up");
        let other = desk.world.member(HOSPITAL, "受付 二", &[Role::Clerk]).await;
        let found = desk.post(&other, "/desk/find", "by=own-number&number=A-1").await;
        assert!(found.status.is_redirection(), "one clerk's pace is not another's");
        desk.world.clock.advance(Duration::minutes(1));
        let found = desk.post(&clerk, "/desk/find", "by=own-number&number=A-1").await;
        assert!(found.status.is_redirection());
    })
    .await;
}

#[tokio::test]
async fn grave_things_need_a_fresh_proof() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let roles = [Role::Doctor, Role::Clerk, Role::Administrator];
        let member = desk.world.member(HOSPITAL, "兼任", &roles).await;
        let forms = [
            desk.of_hanako("/invitation"),
            desk.of_hanako("/death"),
            desk.of_hanako("/representatives"),
            "/desk/staff/new".to_owned(),
            "/desk/keys/new".to_owned(),
        ];
        desk.world.clock.advance(Duration::minutes(6));
        for form in &forms {
            let answer = desk.get(&member, form).await;
            assert_eq!(leads_to(&answer), format!("/verify?return_to={form}"));
            let answer = desk.post(&member, form, "").await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "in time for {form}");
        }
        assert_eq!(desk.get(&member, "/desk/staff").await.status, OK, "looking needs none");
        desk.world.clock.advance(Duration::minutes(10));
        let grave = [
            (forms[0].clone(), "seen=two-papers&same=yes"),
            (forms[1].clone(), NOTED),
            (forms[3].clone(), "name=受付&role=clerk"),
            (forms[4].clone(), "label=x&scope=send"),
            (format!("/desk/staff/{}", member.account), "role=administrator"),
            (desk.of_hanako("/representatives/00000000-0000-4000-8000-000000000000"), "what=suspend"),
        ];
        for (form, body) in grave {
            let answer = desk.post(&member, &form, body).await;
            assert_eq!(leads_to(&answer), format!("/verify?return_to={form}"));
        }
        let (store, now) = (&desk.world.store, desk.world.clock.now());
        assert_eq!(staff::list(store, &facility(HOSPITAL), now).await.unwrap().len(), 1);
        assert_eq!(key::of_facility(store, &facility(HOSPITAL)).await.unwrap().len(), 1);
    })
    .await;
}

fn attestation(basis: &str, until: &str) -> String {
    format!(
        "basis={basis}&label=見本+代理&until={until}&kinds=medicines&kinds=tests&actions=check-medicines&paper=contract&checked=yes"
    )
}

#[tokio::test]
async fn what_cannot_be_attested_is_said_in_words() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let form = desk.of_hanako("/representatives");
        let no_kinds = "basis=authorised-kin&label=見本&paper=contract&checked=yes".to_owned();
        let unchecked = attestation("authorised-kin", "").replace("&checked=yes", "");
        let no_medicines = attestation("authorised-kin", "").replace("&kinds=medicines", "");
        for (body, words) in [
            (attestation("parent", ""), "患者は18歳以上です"),
            (attestation("bereaved", ""), "患者の死亡が記録されていません"),
            (attestation("guardian", ""), "この根拠には最後の日が必要です"),
            (attestation("caring-kin", "2025-07-08"), "1年以内に見なおします"),
            (attestation("authorised-kin", "2024-07-06"), "最後の日が過ぎています"),
            (attestation("authorised-kin", "2024-13-06"), "日付は年-月-日で"),
            (attestation("granted", ""), "根拠を選んでください"),
            (attestation("", ""), "根拠を選んでください"),
            (no_kinds, "見せる情報をひとつ以上"),
            (no_medicines, "処方も見せる必要があります"),
            (unchecked, "書類を確かめた印"),
            (
                attestation("authorised-kin", "").replace("paper=contract", "paper=x"),
                "根拠となる書類を選んで",
            ),
            (attestation("authorised-kin", "").replace("見本+代理", "%E2%80%AE"), "使えない文字"),
        ] {
            let answer = desk.post(&clerk, &form, &body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
            assert!(answer.text().contains(words), "{body}: {words}");
            assert!(!answer.text().contains("paper-code"));
        }
        let written = representation::of_patient(&desk.world.store, desk.hanako).await.unwrap();
        assert!(written.is_empty(), "nothing was attested");
        let kin = desk.post(&clerk, &form, &attestation("caring-kin", "2025-07-07")).await;
        assert_eq!(kin.status, OK, "{}", kin.text());
    })
    .await;
}

#[tokio::test]
async fn a_death_ends_what_it_ends_and_can_be_undone() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let doctor = desk.world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await;
        let form = desk.of_hanako("/death");
        for wrong in ["1950-02-02", "2024-07-08", "", "x"] {
            let body = format!("died_on={wrong}&{PAPER}&what=note");
            assert_eq!(desk.post(&doctor, &form, &body).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        for wanting in ["paper=certificate", "confirmed=yes", "paper=a-neighbour&confirmed=yes"] {
            let answer = desk.post(&doctor, &form, &format!("died_on=2024-07-01&{wanting}&what=note")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wanting}");
        }
        let now = || desk.world.clock.now();
        let own = Member { account: doctor.account, cookie: desk.world.sign_in(desk.hanako, now()).await };
        assert_eq!(desk.get(&own, "/medicines").await.status, OK);
        let by_one = desk.post(&doctor, &form, NOTED).await;
        assert!(by_one.status == OK && by_one.text().contains("別の1人が書類を見て同じ日を記録すると"));
        assert_eq!(desk.get(&own, "/medicines").await.status, OK, "one person closes nothing");
        let again = desk.post(&doctor, &form, NOTED).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "nor twice");
        let nurse = desk.world.member(HOSPITAL, "看護 一", &[Role::Nurse]).await;
        let may_not = desk.post(&nurse, &form, NOTED).await;
        assert_eq!(may_not.status, StatusCode::FORBIDDEN);
        let second = desk.world.member(HOSPITAL, "受付 二", &[Role::Clerk]).await;
        let other_day = NOTED.replace("2024-07-01", "2024-07-02");
        assert_eq!(desk.post(&second, &form, &other_day).await.status, OK, "another day is not the same");
        assert_eq!(desk.get(&own, "/medicines").await.status, OK);
        assert!(desk.get(&second, &desk.of_hanako("")).await.text().contains("1人が書類を見て記録しました"));
        let noted = desk.post(&second, &form, NOTED).await;
        assert_eq!(leads_to(&noted), desk.of_hanako(""));
        assert_eq!(
            leads_to(&desk.get(&own, "/medicines").await),
            "/signin?return_to=/medicines",
            "out at once"
        );
        let dead = Member { account: doctor.account, cookie: desk.world.sign_in(desk.hanako, now()).await };
        assert_eq!(
            leads_to(&desk.get(&dead, "/medicines").await),
            "/signin?return_to=/medicines",
            "nor is a new session one"
        );
        assert!(desk.get(&doctor, &desk.of_hanako("")).await.text().contains("2024年7月1日"));
        let attest = desk.of_hanako("/representatives");
        let kin = desk.post(&doctor, &attest, &attestation("authorised-kin", "")).await;
        assert!(kin.text().contains("遺族としての確認だけができます"));
        let bereaved = desk.post(&doctor, &attest, &attestation("bereaved", "")).await;
        assert_eq!(bereaved.status, OK, "{}", bereaved.text());
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let invited = desk.post(&clerk, &desk.of_hanako("/invitation"), "seen=two-papers&same=yes").await;
        assert_eq!(invited.status, StatusCode::BAD_REQUEST, "nobody signs in as who has died");
        desk.post(&doctor, &form, "confirmed=yes&what=undo").await;
        assert!(!desk.get(&doctor, &desk.of_hanako("")).await.text().contains("2024年7月1日"));
        assert_eq!(
            leads_to(&desk.get(&own, "/medicines").await),
            "/signin?return_to=/medicines",
            "what ended stays ended"
        );
        let back = Member { account: doctor.account, cookie: desk.world.sign_in(desk.hanako, now()).await };
        assert_eq!(desk.get(&back, "/medicines").await.status, OK);
        let page = desk.get(&back, "/signins").await.text();
        assert!(page.contains("死亡を記録したため") && page.contains("まちがいとして取り消し"), "{page}");
    })
    .await;
}

/// Somebody with two insured ids, whom an operator linked, and whose account is of either home.
/// What a sender's Patient says about a death is a hint for whoever can look at a paper, and closes nothing.
#[tokio::test]
async fn a_death_that_was_sent_is_a_hint_and_closes_nothing() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let doctor = desk.world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await;
        let sent = async |serial: &str, field: &str, value: serde_json::Value| {
            let mut bundle = hanako().conditions(CLINIC, serial, &[diagnosis("d", "胃炎")]);
            bundle["entry"][0]["resource"][field] = value;
            desk.world.send(CLINIC, &bundle).await
        };
        let page = async || desk.get(&doctor, &desk.of_hanako("")).await.text();
        assert!(!page().await.contains("亡くなったという知らせ"));
        let receipt = sent("death-1", "deceasedDateTime", "2024-07-05".into()).await;
        let warned = receipt.warnings.iter().any(|issue| issue.path.ends_with("deceasedDateTime"));
        assert!(warned, "{:?}", receipt.warnings);
        let said = page().await;
        assert!(said.contains("2024年7月5日") && said.contains("亡くなったという知らせ"), "{said}");
        // Who was treated where is not for every desk.
        assert!(!said.contains(&format!("架空{CLINIC}")), "{said}");
        let own = Member {
            account: doctor.account,
            cookie: desk.world.sign_in(desk.hanako, desk.world.clock.now()).await,
        };
        assert_eq!(desk.get(&own, "/medicines").await.status, OK, "nothing is closed by it");
        let listed = server::store::facility::desk::said_to_have_died(&desk.world.store).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.said_on.as_str()).collect::<Vec<_>>(), ["2024-07-05"]);
        sent("death-2", "deceasedBoolean", false.into()).await;
        assert!(!page().await.contains("亡くなったという知らせ"));
        sent("death-3", "deceasedBoolean", true.into()).await;
        assert!(page().await.contains("亡くなったという知らせ"));
        let form = desk.of_hanako("/death");
        desk.post(&doctor, &form, NOTED).await;
        assert!(page().await.contains("亡くなったという知らせ"), "one person has not noted it");
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        desk.post(&clerk, &form, NOTED).await;
        assert!(!page().await.contains("亡くなったという知らせ"), "it was noted");
        assert!(
            server::store::facility::desk::said_to_have_died(&desk.world.store).await.unwrap().is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_death_counts_on_every_linked_home() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let now = desk.world.clock.now();
        let operator = server::ingest::identities::Desk {
            store: &desk.world.store,
            clock: &desk.world.clock,
            entropy: &desk.world.entropy,
            by: "試験",
        };
        let again = hanako().insured_as("00000009:見本:9001:01");
        desk.world.send_new(CLINIC, &again.conditions(CLINIC, "9", &[diagnosis("c", "胃炎")])).await;
        let later = *desk.world.people().await.last().unwrap();
        // What the person's own account says of the other one, which a link holds.
        let agree = async |own: AccountId, root: PatientId| {
            server::store::identity::link_hold::confirm(&desk.world.store, own, root, now).await.unwrap();
        };
        for (root, home) in [(desk.hanako, later), (later, desk.hanako)] {
            let own = desk.world.account(root).await;
            let opens = async || {
                let cookie = desk.world.sign_in(home, now).await;
                let who = Member { account: AccountId(Uuid::nil()), cookie };
                desk.get(&who, "/medicines").await.status == OK
            };
            let linked =
                operator.link(root, home, server::ingest::identities::KeptAccounts::Known).await.unwrap();
            agree(own, root).await;
            assert!(opens().await);
            note_death(&desk, root, true).await;
            assert!(!opens().await, "the account of the other home");
            note_death(&desk, root, false).await;
            assert!(opens().await, "and back");
            operator.unlink(linked.decision).await.unwrap();

            // Noted before they were linked: known of the one, it is known of the other.
            note_death(&desk, home, true).await;
            let linked =
                operator.link(root, home, server::ingest::identities::KeptAccounts::Known).await.unwrap();
            agree(own, root).await;
            assert!(!opens().await);
            operator.unlink(linked.decision).await.unwrap();
            note_death(&desk, home, false).await;
            assert!(opens().await);
        }
    })
    .await;
}

async fn note_death(desk: &Desk, patient: PatientId, dead: bool) {
    let (store, now) = (&desk.world.store, desk.world.clock.now());
    if !dead {
        death::undo(store, patient, Voice::Operator, now).await.unwrap();
        return;
    }
    let by_paper = ("2024-07-01".parse().unwrap(), DeathPaper::Certificate);
    let facility = facility(HOSPITAL);
    let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await.account;
    let staff = Voice::Staff { account: clerk, facility: &facility };
    for (by, expected) in [(Voice::Operator, Stated::OneMore), (staff, Stated::Decided)] {
        assert_eq!(death::state(store, patient, by_paper, by, now).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn what_one_person_stated_is_taken_back_before_anybody_is_shut_out() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let (store, now) = (&desk.world.store, desk.world.clock.now());
        let by_paper = ("2024-07-01".parse().unwrap(), DeathPaper::FamilyRegister);
        let hospital = facility(HOSPITAL);
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let voice = Voice::Staff { account: clerk.account, facility: &hospital };
        assert_eq!(death::state(store, desk.hanako, by_paper, voice, now).await.unwrap(), Stated::OneMore);
        assert_eq!(death::stated(store, desk.hanako).await.unwrap(), Some(by_paper.0));
        assert_eq!(death::all_stated(store).await.unwrap(), [(desk.hanako, by_paper.0, now)]);
        let form = desk.of_hanako("/death");
        assert!(desk.get(&clerk, &form).await.text().contains("value=\"undo\""));
        let undone = desk.post(&clerk, &form, "confirmed=yes&what=undo").await;
        assert_eq!(leads_to(&undone), desk.of_hanako(""));
        assert_eq!(death::stated(store, desk.hanako).await.unwrap(), None);
        let operator = death::state(store, desk.hanako, by_paper, Voice::Operator, now).await;
        assert_eq!(operator.unwrap(), Stated::OneMore, "what was taken back counts no more");
        let cookie = desk.world.sign_in(desk.hanako, now).await;
        let own = Member { account: clerk.account, cookie };
        assert_eq!(desk.get(&own, "/medicines").await.status, OK);
    })
    .await;
}

#[tokio::test]
async fn a_suspension_is_at_once_and_leaves_no_reason() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let sheet =
            desk.post(&clerk, &desk.of_hanako("/representatives"), &attestation("authorised-kin", "")).await;
        assert!(sheet.text().contains("見本 代理") && sheet.text().contains("見本 花子"));
        let (store, now) = (&desk.world.store, desk.world.clock.now());
        let waiting = code(&sheet);
        let open = invitation::find(store, &waiting, now).await.unwrap().unwrap();
        let invitation::Aim::Caregiver { patient, mandate } = open.aim else { panic!("{open:?}") };
        assert_eq!(patient, desk.hanako);
        let written = representation::of_patient(store, desk.hanako).await.unwrap().remove(0);
        assert_eq!((written.id, written.mandate.basis), (mandate, Basis::AuthorisedKin));
        assert_eq!(written.attested_by, Some(facility(HOSPITAL)));
        assert_eq!(written.paper, Some(Paper::Contract));
        assert_eq!(written.mandate.confirmed_at, None, "one person's word does not confirm it");

        let one = desk.of_hanako(&format!("/representatives/{mandate}"));
        let twice = desk.post(&clerk, &one, "what=confirm").await;
        assert_eq!(twice.status, StatusCode::FORBIDDEN, "nor the same person's twice");
        let other = desk.world.member(HOSPITAL, "受付 二", &[Role::Clerk]).await;
        assert!(desk.get(&other, &one).await.text().contains("2人目として確認する"));
        assert_eq!(leads_to(&desk.post(&other, &one, "what=confirm").await), desk.of_hanako(""));
        let confirmed = representation::of_patient(store, desk.hanako).await.unwrap().remove(0);
        assert_eq!(confirmed.mandate.confirmed_at, Some(now));
        assert_eq!(desk.post(&other, &one, "what=confirm").await.status, StatusCode::CONFLICT);
        let page = desk.get(&clerk, &one).await.text();
        let form = page.split("<form").nth(3).unwrap_or_default();
        assert!(form.contains("name=\"form_token\""), "{form}");
        assert_eq!(form.matches("<input").count(), 1, "beside it nothing: no reason is asked for");
        assert_eq!(leads_to(&desk.post(&clerk, &one, "what=suspend").await), desk.of_hanako(""));
        assert!(desk.get(&clerk, &desk.of_hanako("")).await.text().contains("停止中"));
        assert!(invitation::find(store, &waiting, now).await.unwrap().is_none(), "nor does the paper work");
        let again = desk.post(&clerk, &one, "what=suspend").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(
            desk.get(&clerk, &one).await.status,
            StatusCode::FORBIDDEN,
            "nothing for a clerk to do here"
        );

        // A clerk stops; a doctor lets go on; another facility's doctor cannot.
        assert_eq!(desk.post(&clerk, &one, "what=lift").await.status, StatusCode::FORBIDDEN);
        desk.world.send_new(CLINIC, &hanako().conditions(CLINIC, "9", &[diagnosis("c", "胃炎")])).await;
        let elsewhere = desk.world.member(CLINIC, "医師 外", &[Role::Doctor]).await;
        let page = desk.get(&elsewhere, &desk.of_hanako("")).await.text();
        assert!(page.contains("停止中（ほかの医療機関が停止）"));
        assert_eq!(desk.post(&elsewhere, &one, "what=lift").await.status, StatusCode::CONFLICT);
        let doctor = desk.world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await;
        assert_eq!(leads_to(&desk.post(&doctor, &one, "what=lift").await), desk.of_hanako(""));
        let lifted = representation::of_patient(store, desk.hanako).await.unwrap().remove(0);
        assert_eq!((lifted.mandate.suspended_at, lifted.suspended_by), (None, None));
        // A mandate of somebody else is none of this patient's.
        let of_taro = format!("/desk/patients/{}/representatives/{mandate}", desk.taro);
        assert_eq!(desk.post(&elsewhere, &of_taro, "what=suspend").await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_key_opens_what_it_is_for() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let administrator = desk.world.member(HOSPITAL, "管理 一", &[Role::Administrator]).await;
        let mut secrets = Vec::new();
        for scope in ["send", "check"] {
            let body = format!("label=電子カルテ+{scope}&scope={scope}");
            let page = desk.post(&administrator, "/desk/keys/new", &body).await.text();
            let (_, rest) = page.split_once("desk-secret\">").unwrap();
            secrets.push(rest.split_once('<').unwrap().0.to_owned());
        }
        for wrong in ["label=&scope=send", "label=x", "label=x&scope=all"] {
            let answer = desk.post(&administrator, "/desk/keys/new", wrong).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let [send, check] = [&secrets[0], &secrets[1]];
        assert_eq!(desk.portal.transmit(send, "").await.status, StatusCode::BAD_REQUEST, "asked and refused");
        assert_eq!(desk.portal.consult(check, "mikata-order-sign", "").await.status, StatusCode::BAD_REQUEST);
        for (answer, scope) in [
            (desk.portal.transmit(check, "").await, "send"),
            (desk.portal.fetch(check, "/fhir/Bundle/x").await, "send"),
            (desk.portal.consult(send, "mikata-order-sign", "").await, "check"),
        ] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            let said: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(said["issue"][0]["code"], "forbidden");
            let words = said["issue"][0]["diagnostics"].as_str().unwrap();
            assert!(words.contains(&format!("{scope:?}")), "{words}");
        }

        let (store, clock) = (&desk.world.store, &desk.world.clock);
        let used = async |label: &str| {
            let keys = key::of_facility(store, &facility(HOSPITAL)).await.unwrap();
            keys.into_iter().find(|key| key.label == label).unwrap()
        };
        let first = used("電子カルテ send").await;
        assert_eq!(
            (first.last_used_at, first.scopes),
            (Some(clock.now()), key::parse_scopes("send").unwrap())
        );
        clock.advance(Duration::seconds(59));
        desk.portal.transmit(send, "").await;
        assert_eq!(used("電子カルテ send").await.last_used_at, first.last_used_at, "once a minute");
        clock.advance(Duration::seconds(1));
        desk.portal.transmit(send, "").await;
        assert_eq!(used("電子カルテ send").await.last_used_at, Some(clock.now()));

        let list = desk.get(&administrator, "/desk/keys").await.text();
        assert!(
            list.contains("電子カルテ send") && !list.contains(send.as_str()),
            "the secret is shown once"
        );
        let address = format!("/desk/keys/{}/revoke", first.id);
        assert_eq!(desk.post(&administrator, &address, "").await.status, OK, "asked again");
        assert_eq!(leads_to(&desk.post(&administrator, &address, "confirmed=yes").await), "/desk/keys");
        assert_eq!(desk.portal.transmit(send, "").await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

/// Two people with one insured id, as in a family whose cards have no branch number.
#[tokio::test]
async fn of_several_the_card_says_which() {
    on_each(|world| async move {
        const FAMILY: &str = "00000001:見本:1001:";
        let mother = hanako().insured_as(FAMILY);
        let daughter = mother.clone().called("見本 彩", "ミホン アヤ").born_on("1985-05-05");
        world.send_new(HOSPITAL, &mother.conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let receipt =
            world.send(HOSPITAL, &daughter.conditions(HOSPITAL, "2", &[diagnosis("b", "喘息")])).await;
        let operator = server::ingest::identities::Desk {
            store: &world.store,
            clock: &world.clock,
            entropy: &world.entropy,
            by: "試験",
        };
        let target = server::ingest::identities::Target::New;
        operator.assign(receipt.transmission_id, target).await.unwrap();
        let people = world.people().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), people[0], HOSPITAL).await;
        let desk = Desk { world, portal, hanako: people[0], taro: people[1] };
        let clerk = desk.world.member(HOSPITAL, "受付 一", &[Role::Clerk]).await;
        let body = "by=insured-id&insurer=00000001&symbol=見本&insured=1001&branch=";
        let page = desk.post(&clerk, "/desk/find", body).await.text();
        assert!(page.contains("見本 花子") && page.contains("見本 彩") && page.contains("1985年5月5日"));
        assert_eq!(desk.purposes(people[0]).await.len() + desk.purposes(people[1]).await.len(), 2);
    })
    .await;
}
