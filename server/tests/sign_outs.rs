//! An administrator ends all of a patient's sign-ins: who may, whom it reaches, what stands in the log of it.

use crate::common::{
    CLINIC, HOSPITAL, Member, World,
    bundle::{Someone, diagnosis, hanako, taro},
    databases::on_each,
    facility,
};
use crate::portal::{Answer, Portal};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use server::{
    auth::Role,
    store::{
        account::{
            alarm::{self, Lately, Who},
            session,
        },
        log::access,
    },
};
use shared::ids::PatientId;

/// What is typed about 見本 花子 at the hospital, which calls her A-1.
const RIGHT: &str = "number=A-1&birth_date=1950-02-03&reason=left-open&note=%E5%8F%97%E4%BB%98&confirmed=yes";
const HERE: &str = "/desk/sign-outs";
const NOBODY: &str = "この患者番号と生年月日の両方が合う人は";

struct Office {
    world: World,
    portal: Portal,
    hanako: PatientId,
    administrator: Member,
}

fn numbered(mut who: Someone, number: &str) -> Someone {
    who.local = Some(number.to_owned());
    who
}

impl Office {
    async fn open(world: World) -> Self {
        let sent = numbered(hanako(), "A-1").conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        world.send_new(HOSPITAL, &sent).await;
        let hanako = world.only_person().await;
        let sent = numbered(taro(), "A-1").conditions(CLINIC, "2", &[diagnosis("b", "喘息")]);
        world.send_new(CLINIC, &sent).await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), hanako, HOSPITAL).await;
        let administrator = world.member(HOSPITAL, "管理 一", &[Role::Administrator, Role::Doctor]).await;
        Self { world, portal, hanako, administrator }
    }

    async fn end(&self, form: &str) -> Answer {
        let cookie = Some(self.administrator.cookie.as_str());
        self.portal.ask_in_session(cookie, Method::POST, HERE, form).await
    }

    async fn lives(&self, secret: &str) -> bool {
        let now = self.world.clock.now();
        session::find(&self.world.store, secret, now).await.unwrap().is_some()
    }

    /// What her log says of it: the outcome and the details.
    async fn logged(&self) -> Vec<(String, String)> {
        let log = access::log(&self.world.store, self.hanako).await.unwrap();
        let staff = log.into_iter().filter(|entry| entry.actor_kind == "staff");
        staff.map(|entry| (entry.outcome, entry.details)).collect()
    }
}

#[tokio::test]
async fn an_administrator_ends_all_sign_ins_and_the_person_learns_where_and_why() {
    on_each(|world| async move {
        let office = Office::open(world).await;
        let now = office.world.clock.now();
        let (phone, tablet) =
            (office.world.sign_in(office.hanako, now).await, office.world.sign_in(office.hanako, now).await);
        let page =
            office.portal.ask_in_session(Some(&office.administrator.cookie), Method::GET, HERE, "").await;
        assert!(page.status == StatusCode::OK && page.text().contains("またログインできます"));

        let done = office.end(RIGHT).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        let text = done.text();
        assert!(text.contains("終わらせました") && !text.contains("花子"), "nobody is shown: {text}");
        assert!(!office.lives(&phone).await && !office.lives(&tablet).await);
        let expected = r#"[["role","administrator"],["sign-out","left-open"]]"#;
        assert_eq!(office.logged().await, [("granted".to_owned(), expected.to_owned())]);

        office.world.clock.advance(Duration::seconds(1));
        let again = office.world.sign_in(office.hanako, office.world.clock.now()).await;
        let read = async |address: &str| {
            office.portal.ask_in_session(Some(&again), Method::GET, address, "").await.text()
        };
        let home = read("/").await;
        for words in ["架空1310000001が、", "ログインしたままになっているかもしれない", "受付"]
        {
            assert!(home.contains(words), "{words}: {home}");
        }
        let history = read("/history").await;
        assert!(history.contains("あなたのログインをすべて終わらせました（理由："), "{history}");
        assert!(
            !read("/api/access-history").await.contains("受付"),
            "what was written to her stands in no log"
        );
    })
    .await;
}

#[tokio::test]
async fn who_is_not_meant_by_number_and_birth_date_stays_signed_in() {
    on_each(|world| async move {
        let office = Office::open(world).await;
        let hers = office.world.sign_in(office.hanako, office.world.clock.now()).await;
        for (change, to, status) in [
            ("1950-02-03", "1950-02-04", StatusCode::NOT_FOUND),
            ("A-1", "A-2", StatusCode::NOT_FOUND),
            ("A-1", "", StatusCode::BAD_REQUEST),
            ("1950-02-03", "x", StatusCode::BAD_REQUEST),
            ("left-open", "because", StatusCode::BAD_REQUEST),
            ("reason=left-open&note=%E5%8F%97%E4%BB%98", "reason=other&note=+", StatusCode::BAD_REQUEST),
            ("%E5%8F%97", "%E2%80%AE", StatusCode::BAD_REQUEST),
            ("confirmed=yes", "confirmed=", StatusCode::BAD_REQUEST),
        ] {
            let answer = office.end(&RIGHT.replace(change, to)).await;
            assert_eq!(answer.status, status, "{to}");
            assert_eq!(answer.text().contains(NOBODY), status == StatusCode::NOT_FOUND, "{to}");
            office.world.clock.advance(Duration::seconds(30));
        }
        let long = RIGHT.replace("%E5%8F%97", &"a".repeat(200));
        assert_eq!(office.end(&long).await.status, StatusCode::BAD_REQUEST, "a note is a sentence");
        assert!(office.lives(&hers).await);
        // Only the one who was meant by half is told that somebody tried, and not that anything ended.
        let expected = r#"[["role","administrator"]]"#;
        assert_eq!(office.logged().await, [("refused".to_owned(), expected.to_owned())]);

        let clinic = office.world.member(CLINIC, "管理 外", &[Role::Administrator]).await;
        let theirs = office.portal.ask_in_session(Some(&clinic.cookie), Method::POST, HERE, RIGHT).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "the clinic's A-1 is somebody else");
        assert!(office.lives(&hers).await);
    })
    .await;
}

#[tokio::test]
async fn ending_sign_ins_takes_a_fresh_proof_has_its_pace_and_alarms_the_operator() {
    on_each(|world| async move {
        let office = Office::open(world).await;
        for number in 0..6 {
            assert_eq!(office.end(RIGHT).await.status, StatusCode::OK, "{number}");
        }
        assert_eq!(office.end(RIGHT).await.status, StatusCode::TOO_MANY_REQUESTS);
        let all = alarm::all(&office.world.store, office.world.clock.now()).await.unwrap();
        let six = Lately { sign_outs: 6, ..Lately::default() };
        let (here, member) = (facility(HOSPITAL), office.administrator.account);
        assert_eq!(all, [(Who::Facility(here.clone()), six), (Who::Member(here, member), six)]);

        let hers = office.world.sign_in(office.hanako, office.world.clock.now()).await;
        for minutes in [8, 8] {
            // Somebody is there all the while, and proves nothing.
            office.world.clock.advance(Duration::minutes(minutes));
            office
                .portal
                .ask_in_session(Some(&office.administrator.cookie), Method::GET, "/desk/staff", "")
                .await;
        }
        let answer = office.end(RIGHT).await;
        assert_eq!(answer.header("location"), format!("/verify?return_to={HERE}"));
        assert!(office.lives(&hers).await);
    })
    .await;
}

#[tokio::test]
async fn one_member_of_staff_alarms_before_their_facility_does_and_for_a_day() {
    on_each(|world| async move {
        let office = Office::open(world).await;
        let (store, clock) = (&office.world.store, &office.world.clock);
        let whose = async || {
            let all = alarm::all(store, clock.now()).await.unwrap();
            all.into_iter().map(|(whose, _)| whose).collect::<Vec<_>>()
        };
        for _ in 0..2 {
            office.end(RIGHT).await;
        }
        assert_eq!(whose().await, []);
        office.end(RIGHT).await;
        let member = Who::Member(facility(HOSPITAL), office.administrator.account);
        assert_eq!(whose().await, std::slice::from_ref(&member));
        let other = office.world.member(HOSPITAL, "管理 二", &[Role::Administrator]).await;
        for _ in 0..2 {
            office.portal.ask_in_session(Some(&other.cookie), Method::POST, HERE, RIGHT).await;
        }
        assert_eq!(whose().await, [Who::Facility(facility(HOSPITAL)), member]);
        clock.advance(Duration::days(1));
        assert_eq!(whose().await, []);
    })
    .await;
}
