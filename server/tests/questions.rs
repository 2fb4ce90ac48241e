//! What a patient asks about an entry of who looked, and what the facility's administrator answers.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, taro},
    databases::on_each,
    facility,
};
use crate::portal::{Answer, Portal, Who};
use axum::http::{Method, StatusCode};
use server::{auth::Role, store::log::question};
use shared::{ids::PatientId, log::question::A_DAY};

/// A hospital with an administrator and a clerk who looked 見本 花子 up: entry 1 of her log.
struct Asking {
    world: World,
    portal: Portal,
    administrator: String,
    elsewhere: String,
}

impl Asking {
    async fn begin(world: World) -> Self {
        let sent = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        world.send_new(HOSPITAL, &sent).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        let administrator = member(&world, HOSPITAL, "管理 一", Role::Administrator).await;
        let elsewhere = member(&world, CLINIC, "管理 外", Role::Administrator).await;
        let clerk = member(&world, HOSPITAL, "受付 二", Role::Clerk).await;
        let asking = Self { world, portal, administrator, elsewhere };
        let page = asking.at_desk(&clerk, Method::GET, &format!("/desk/patients/{patient}"), "").await;
        assert_eq!(page.status, StatusCode::OK);
        asking
    }

    async fn at_desk(&self, secret: &str, method: Method, address: &str, body: &str) -> Answer {
        self.portal.ask_in_session(Some(secret), method, address, body).await
    }

    async fn ask(&self, entry: u64, text: &str) -> Answer {
        let address = format!("/history/{entry}/question");
        self.portal.ask(Who::Patient, Method::POST, &address, &format!("text={text}")).await
    }

    async fn history(&self, address: &str) -> String {
        self.portal.read("ja", address, None).await.text()
    }

    /// The ids of the questions that wait at the hospital.
    async fn waiting(&self) -> Vec<uuid::Uuid> {
        let found = question::to_facility(&self.world.store, &facility(HOSPITAL)).await.unwrap();
        found.into_iter().filter(|one| one.answer.is_none()).map(|one| one.id).collect()
    }
}

async fn member(world: &World, code: &str, name: &str, role: Role) -> String {
    world.member(code, name, &[role]).await.cookie
}

#[tokio::test]
async fn a_question_goes_to_the_administrator_and_its_answer_comes_back() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        let sent = asking.ask(1, "%E3%81%AA%E3%81%9C%3Cb%3E%E8%A6%8B%E3%81%9F").await;
        assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/history/1#questions"));
        assert!(asking.history("/history").await.contains("回答を待っています"));
        asking.history("/history/1").await;

        let desk = asking.at_desk(&asking.administrator, Method::GET, "/desk/staff", "").await.text();
        assert!(desk.contains("患者からの質問（未回答1件）"), "announced on every page of the desk");
        let list = asking.at_desk(&asking.administrator, Method::GET, "/desk/questions", "").await.text();
        for words in ["見本 花子", "なぜ&lt;b&gt;見た", "見た職員：受付 二", "窓口で本人を確かめるため"]
        {
            assert!(list.contains(words), "{words}");
        }
        assert!(!list.contains("<b>") && !list.contains("高血圧症"));
        let theirs = asking.at_desk(&asking.elsewhere, Method::GET, "/desk/questions", "").await.text();
        assert!(theirs.contains("いまは、ありません") && !theirs.contains("見本 花子"));

        let address = format!("/desk/questions/{}", asking.waiting().await[0]);
        let body = "answer=%E5%8F%97%E4%BB%98%E3%81%AE%E3%81%9F%E3%82%81%E3%81%A7%E3%81%99";
        let foreign = asking.at_desk(&asking.elsewhere, Method::POST, &address, body).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        assert!(!foreign.text().contains("見本 花子"));
        let empty = asking.at_desk(&asking.administrator, Method::POST, &address, "answer=+").await;
        assert_eq!(empty.status, StatusCode::BAD_REQUEST);
        let unseen =
            asking.at_desk(&asking.administrator, Method::POST, &address, "answer=a%E2%80%AEb").await;
        assert!(unseen.text().contains("2文字目に、目に見えない文字"));
        let answered = asking.at_desk(&asking.administrator, Method::POST, &address, body).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER);
        let twice = asking.at_desk(&asking.administrator, Method::POST, &address, body).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "the first answer stands");
        let page = twice.text();
        assert!(page.contains("先にほかの回答が送られています"), "{page}");
        assert!(page.contains("readonly") && page.contains(">受付のためです</textarea>"), "what was typed");

        let announced = "医療機関・薬局への質問に、回答が届いています";
        assert!(asking.history("/").await.contains(announced));
        assert!(asking.history("/history").await.contains("回答があります"), "the list is not the answer");
        let home = asking.history("/").await;
        assert!(
            home.contains(announced) && home.contains("href=\"/history/1#questions\""),
            "until it is opened"
        );
        assert!(!home.contains("受付のためです"), "and no word of it");
        let page = asking.history("/history/1").await;
        assert!(!asking.history("/").await.contains(announced), "once it was opened");
        assert!(page.contains("受付のためです") && page.contains("<textarea"), "and another may be asked");
        for name in ["受付 二", "管理 一"] {
            assert!(!page.contains(name), "no individual's name: {name}");
        }
        assert!(asking.history("/history").await.contains("回答があります"));
    })
    .await;
}

#[tokio::test]
async fn an_answer_with_an_old_proof_is_not_sent_and_not_lost() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        asking.ask(1, "x").await;
        let address = format!("/desk/questions/{}", asking.waiting().await[0]);
        for minutes in [8, 8] {
            asking.world.clock.advance(chrono::Duration::minutes(minutes));
            let list = asking.at_desk(&asking.administrator, Method::GET, "/desk/questions", "").await;
            assert_eq!(list.status, StatusCode::OK, "looking needs none");
        }
        let sent = asking.at_desk(&asking.administrator, Method::POST, &address, "answer=abc").await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        let page = sent.text();
        assert!(
            page.contains("/verify?return_to=/desk/questions") && page.contains(">abc</textarea>"),
            "{page}"
        );
        assert_eq!(asking.waiting().await.len(), 1, "it waits still");
    })
    .await;
}

#[tokio::test]
async fn a_question_is_taken_back_until_it_is_answered() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        asking.ask(1, "x").await;
        let id = asking.waiting().await[0];
        let body = format!("question={id}");
        let withdraw = || asking.portal.ask(Who::Patient, Method::POST, "/history/1/withdraw", &body);
        let other = other_person(&asking).await;
        let theirs = asking.at_desk(&other, Method::POST, "/history/1/withdraw", &body).await;
        assert_eq!(theirs.status, StatusCode::BAD_REQUEST, "nobody else's");
        assert_eq!(asking.waiting().await, [id]);
        assert_eq!(withdraw().await.status, StatusCode::SEE_OTHER);
        assert!(asking.waiting().await.is_empty());
        assert_eq!(withdraw().await.status, StatusCode::BAD_REQUEST);
        let address = format!("/desk/questions/{id}");
        let late = asking.at_desk(&asking.administrator, Method::POST, &address, "answer=x").await;
        assert_eq!(late.status, StatusCode::NOT_FOUND);
        assert!(late.text().contains("この質問は、もうここにありません"));
        assert!(late.text().contains(">x</textarea>"), "what was typed");
        assert_eq!(asking.ask(1, "y").await.status, StatusCode::SEE_OTHER, "it can be asked again");
    })
    .await;
}

async fn other_person(asking: &Asking) -> String {
    let sent = taro().conditions(HOSPITAL, "2", &[diagnosis("b", "喘息")]);
    asking.world.send_new(HOSPITAL, &sent).await;
    let people: Vec<PatientId> = asking.world.people().await;
    let other = people.into_iter().find(|one| *one != asking.portal.patient()).unwrap();
    asking.world.sign_in(other, asking.world.clock.now()).await
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_and_what_was_typed_comes_back() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        // Her own look is entry 2: nobody to ask.
        asking.portal.ask(Who::Patient, Method::GET, "/api/record", "").await;
        let long = "%E3%81%82".repeat(1001);
        for (entry, text, words) in [
            (1, "", "質問を書いてください"),
            (1, "%0D%0A+%0D%0A", "質問を書いてください"),
            (1, "abc%E2%80%8Bd", "4文字目に、目に見えない文字"),
            (1, "abc%00d", "4文字目に、目に見えない文字"),
            (1, "abc%00%3C%2Ftextarea%3E%3Cb%3E", "4文字目に、目に見えない文字"),
            (1, long.as_str(), "1001文字あります"),
            (2, "x", "質問を送る先がありません"),
        ] {
            let answer = asking.ask(entry, text).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let page = answer.text();
            assert!(page.contains(words), "{words}");
            assert!(!text.starts_with("abc") || page.contains(">abc"), "what was typed: {text}");
            assert!(!page.contains("<b>"), "what was typed is text: {text}");
        }
        assert_eq!(asking.ask(99, "x").await.status, StatusCode::NOT_FOUND);
        let other = other_person(&asking).await;
        let theirs = asking.at_desk(&other, Method::POST, "/history/1/question", "text=x").await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "only of one's own log");
        assert!(asking.waiting().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn ten_questions_a_day_and_one_at_a_time() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        for _ in 0..A_DAY {
            assert_eq!(asking.ask(1, "x").await.status, StatusCode::SEE_OTHER);
            let second = asking.ask(1, "y").await;
            assert!(second.text().contains("もう送ってあり"), "one waits");
            let id = asking.waiting().await[0];
            let body = format!("question={id}");
            asking.portal.ask(Who::Patient, Method::POST, "/history/1/withdraw", &body).await;
        }
        let eleventh = asking.ask(1, "x").await;
        assert_eq!(eleventh.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(eleventh.text().contains("1日に10件までです"));
        // Midnight in Tokyo is fifteen o'clock in Greenwich.
        asking.world.clock.advance(chrono::Duration::hours(12));
        let again = asking.world.sign_in(asking.portal.patient(), asking.world.clock.now()).await;
        let tomorrow = asking.at_desk(&again, Method::POST, "/history/1/question", "text=x").await;
        assert_eq!(tomorrow.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn of_many_questions_at_once_one_is_kept() {
    on_each(|world| async move {
        let asking = Asking::begin(world).await;
        let all = four_at_once(&asking).await;
        assert_eq!(all.iter().filter(|status| **status == StatusCode::SEE_OTHER).count(), 1, "{all:?}");
        assert_eq!(asking.waiting().await.len(), 1);
    })
    .await;
}

async fn four_at_once(asking: &Asking) -> [StatusCode; 4] {
    let (a, b, c, d) =
        tokio::join!(asking.ask(1, "a"), asking.ask(1, "b"), asking.ask(1, "c"), asking.ask(1, "d"));
    [a, b, c, d].map(|answer| answer.status)
}
