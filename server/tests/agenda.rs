//! What somebody wants to ask at the next visit: kept once, for their own account alone, asked, taken back and deleted.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako},
    databases::on_each,
};
use crate::portal::{Answer, Portal, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use chrono::Duration;
use server::{
    demo::caregivers,
    store::account::agenda::{self, Change, Kept, Of},
};
use shared::agenda::{LONGEST, MOST, Words};
use uuid::Uuid;

/// 見本 花子, who is signed in.
struct Asking {
    world: World,
    portal: Portal,
}

impl Asking {
    async fn begin(world: World) -> Self {
        let sent = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        world.send_new(HOSPITAL, &sent).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        Self { world, portal }
    }

    async fn page(&self) -> String {
        let answer = self.portal.ask(Who::Patient, Method::GET, "/agenda", "").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.text()
    }

    /// Four seconds pass before everything that is sent: as fast as anybody may go on.
    async fn post(&self, address: &str, body: &str) -> Answer {
        self.world.clock.advance(Duration::seconds(4));
        self.portal.ask(Who::Patient, Method::POST, address, body).await
    }

    async fn carried_out(&self, address: &str, body: &str, said: &str) {
        let answer = self.post(address, body).await;
        let went = (answer.status, answer.header("location").to_owned());
        assert_eq!(went, (StatusCode::SEE_OTHER, format!("/agenda?said={said}")), "{}", answer.text());
    }
}

/// The addresses of the points that a page has buttons for, each once.
fn points(page: &str) -> Vec<String> {
    let mut found: Vec<String> =
        page.split("action=\"/agenda/").skip(1).map(|rest| format!("/agenda/{}", &rest[..36])).collect();
    found.dedup();
    found
}

#[tokio::test]
async fn a_question_is_kept_once_asked_taken_back_and_deleted() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        let empty = asking.page().await;
        assert!(empty.contains("いまは、何も書いてありません") && empty.contains("見本 花子さん"), "{empty}");
        let words = "words=%20HbA1c%E3%81%AE%0D%0A%E7%9B%AE%E6%A8%99%E3%81%AF%EF%BC%9F";
        asking.carried_out("/agenda", words, "kept").await;
        asking.carried_out("/agenda", words, "kept").await;
        let page = asking.page().await;
        assert!(page.contains("HbA1cの\n目標は？"), "{page}");
        let only = points(&page);
        assert_eq!(only.len(), 1, "sent twice it is one: {only:?}");
        let point = only[0].as_str();

        asking.carried_out(point, "change=asked", "asked").await;
        let page = asking.page().await;
        assert!(
            page.contains("もう聞いたこと 1件") && page.contains("いまは、何も書いてありません"),
            "{page}"
        );
        asking.carried_out(point, "change=open", "open").await;
        assert!(!asking.page().await.contains("もう聞いたこと"));
        asking.carried_out(point, "change=asked", "asked").await;
        asking.carried_out(point, "change=delete", "deleted").await;
        assert!(points(&asking.page().await).is_empty());
        // Pressed twice, it is gone all the same; what is gone was neither asked nor is to be.
        asking.carried_out(point, "change=delete", "deleted").await;
        assert_eq!(asking.post(point, "change=asked").await.status, StatusCode::NOT_FOUND);
        for (address, body) in [(point, "change=forget"), (point, "")] {
            assert_eq!(asking.post(address, body).await.status, StatusCode::BAD_REQUEST, "{body}");
        }
        assert_eq!(asking.post("/agenda/nothing", "change=asked").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_kept_is_handed_back_as_it_was_typed() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        for (typed, why) in [
            (String::new(), "聞きたいことを入れてください"),
            ("%E2%80%AE%E8%96%AC".to_owned(), "使えない文字が入っています"),
            ("x".repeat(LONGEST + 1), "300文字までにしてください"),
        ] {
            let answer = asking.post("/agenda", &format!("words={typed}")).await;
            let page = answer.text();
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
            assert!(page.contains(why), "{why}: {page}");
        }
        let long = "y".repeat(LONGEST + 1);
        assert!(asking.post("/agenda", &format!("words={long}")).await.text().contains(&long));
        // Of another record than the open one: a tab that was left open.
        let elsewhere = asking.post("/agenda", &format!("words=abc&patient={}", Uuid::nil())).await;
        assert_eq!(elsewhere.status, StatusCode::BAD_REQUEST);
        assert!(points(&asking.page().await).is_empty(), "nothing of all that was kept");
        let here = format!("words=abc&patient={}", asking.portal.patient());
        asking.carried_out("/agenda", &here, "kept").await;

        // Nothing is markup.
        asking.carried_out("/agenda", "words=%3Cb%3Ex%3C%2Fb%3E", "kept").await;
        assert!(asking.page().await.contains("&lt;b&gt;x&lt;/b&gt;"));
    })
    .await;
}

#[tokio::test]
async fn a_question_is_its_writers_alone() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        asking.carried_out("/agenda", "words=mine", "kept").await;
        let point = points(&asking.page().await).remove(0);
        let id = Uuid::parse_str(point.rsplit('/').next().unwrap()).unwrap();
        let (store, entropy) = (&asking.world.store, &asking.world.entropy);
        let now = asking.world.clock.now();
        let account = caregivers::join(store, "見本 みどり", now, entropy).await.unwrap();
        let daughter = Of { account, patient: asking.portal.patient() };

        assert!(agenda::all(store, daughter).await.unwrap().points.is_empty(), "not even of the same record");
        for change in [Change::Asked, Change::Open, Change::Delete] {
            assert!(!agenda::change(store, daughter, id, change, now).await.unwrap(), "{change:?}");
        }
        let words = Words::read("hers").unwrap();
        assert_eq!(agenda::keep(store, daughter, &words, now, entropy).await.unwrap(), Kept::Kept);
        let page = asking.page().await;
        assert!(page.contains("mine") && !page.contains("hers"), "{page}");
        // A facility that reads the record reads none of it.
        assert!(
            !asking.portal.ask(Who::Patient, Method::GET, "/api/record", "").await.text().contains("mine")
        );
        for who in [Who::Nobody, Who::FacilityKey] {
            let answer = asking.portal.ask(who, Method::GET, "/agenda", "").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who:?}");
        }
    })
    .await;
}

/// What was typed is not lost with the session.
#[tokio::test]
async fn what_is_sent_after_the_session_ended_is_handed_back() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        let typed = "form_token=of-before&form_typed=words&words=%E8%96%AC%E3%81%AF%E3%81%84%E3%81%A4%E3%81%BE%E3%81%A7";
        let request = Request::post("/agenda")
            .header(header::HOST, "localhost:3000")
            .header(header::REFERER, "http://localhost:3000/agenda")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = asking.portal.send(request.body(Body::from(typed)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let page = answer.text();
        for said in ["ログインの時間が切れていた", "薬はいつまで", "href=\"/signin?return_to=/agenda\""] {
            assert!(page.contains(said), "{said}: {page}");
        }
        // Nothing was typed: signing in again loses nothing.
        let empty = asking.portal.ask(Who::Nobody, Method::POST, "/agenda", "form_token=of-before").await;
        assert_eq!(empty.header("location"), "/signin?return_to=/agenda");
        assert!(points(&asking.page().await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn there_is_room_for_a_hundred() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        let (store, entropy) = (&asking.world.store, &asking.world.entropy);
        let now = asking.world.clock.now();
        let account = caregivers::join(store, "見本 みどり", now, entropy).await.unwrap();
        let of = Of { account, patient: asking.portal.patient() };
        for number in 0..MOST {
            let words = Words::read(&format!("{number}")).unwrap();
            assert_eq!(agenda::keep(store, of, &words, now, entropy).await.unwrap(), Kept::Kept);
        }
        let one_more = Words::read("one more").unwrap();
        assert_eq!(agenda::keep(store, of, &one_more, now, entropy).await.unwrap(), Kept::Full);
        let first = agenda::all(store, of).await.unwrap().points.remove(0).id;
        assert!(agenda::change(store, of, first, Change::Delete, now).await.unwrap());
        assert_eq!(agenda::keep(store, of, &one_more, now, entropy).await.unwrap(), Kept::Kept);
    })
    .await;
}
