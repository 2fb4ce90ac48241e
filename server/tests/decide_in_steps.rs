//! The page about sharing over HTTP: three steps in one form, what was decided told in one line, and facilities found by
//! name.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, result},
    databases::on_each,
    facility,
};
use crate::portal::{Answer, Portal, Who};
use axum::http::{Method, StatusCode};
use server::{
    sharing,
    store::facility::{self as facilities, ListUnit},
};
use shared::{
    consent::{self, Consent, FacilityKind, Purpose, Request, Rule, Sharing, Term, Whom, decide, passed_on},
    ids::PatientId,
    record::RecordView,
};

/// A hospital where nobody was yet.
const NEVER_VISITED: &str = "1319999991";

struct Deciding {
    world: World,
    portal: Portal,
    patient: PatientId,
}

impl Deciding {
    async fn begin(world: World) -> Self {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        world.send(CLINIC, &hanako().results(CLINIC, "2", &[result("b", "血清カリウム", "4.1")])).await;
        let patient = world.only_person().await;
        world.confirms(patient, &[HOSPITAL, CLINIC]).await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        Self { world, portal, patient }
    }

    async fn page(&self, address: &str) -> String {
        self.portal.read("ja", address, None).await.text()
    }

    async fn sharing(&self) -> Sharing {
        sharing::of(&self.world.store, &self.world.clock, self.patient, None).await.unwrap()
    }

    async fn decide(&self, body: &str) -> Answer {
        self.portal.ask(Who::Patient, Method::POST, "/consent/switches", body).await
    }

    /// What holds now towards one facility.
    async fn held(&self, code: &str) -> Vec<Consent> {
        let whom = Whom::Facility(facility(code));
        let sharing = self.sharing().await;
        sharing.current().filter(|one| one.terms.whom == whom).cloned().collect()
    }
}

/// The lines of what holds now, as the page writes them.
fn lines(page: &str) -> Vec<&str> {
    let list = page.split_once("class=\"consent-decided\"").map_or("", |(_, rest)| rest);
    let list = list.split("</ul>").next().unwrap_or_default();
    list.split("<li>").skip(1).collect()
}

#[tokio::test]
async fn one_saving_is_one_line_and_is_ended_by_one_button() {
    on_each(|world| async move {
        let deciding = Deciding::begin(world).await;
        let saved = deciding.decide(&format!("to=facility:{HOSPITAL}&what=everything&term=visit")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        // One for everything, and one for each of the kinds that are not part of it.
        assert_eq!(deciding.held(HOSPITAL).await.len(), 3);
        let page = deciding.page(&saved.header("location").replace("#saved", "")).await;
        let said = lines(&page);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("「すべて」を見せる（24時間"), "{said:?}");
        assert!(
            page.contains("id=\"saved\"") && page.contains("変更しました"),
            "it is said what was decided"
        );
        let ids = said[0].split_once("name=\"id\" value=\"").unwrap().1.split('"').next().unwrap();
        assert_eq!(ids.split(' ').count(), 3);
        let body = format!("id={}", ids.replace(' ', "+"));
        let ended = deciding.portal.ask(Who::Patient, Method::POST, "/consent/withdraw", &body).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER);
        assert!(deciding.held(HOSPITAL).await.is_empty());
        let page = deciding.page("/consent").await;
        assert!(lines(&page).is_empty());
        assert_eq!(deciding.sharing().await.history.len(), 2, "each is one change");
    })
    .await;
}

#[tokio::test]
async fn what_was_so_before_is_not_said_to_be_changed() {
    on_each(|world| async move {
        let deciding = Deciding::begin(world).await;
        let body = format!("to=facility:{HOSPITAL}&what=ordinary&term=standing");
        assert!(deciding.decide(&body).await.header("location").contains("&change="));
        let again = deciding.decide(&body).await.header("location").to_owned();
        assert!(!again.contains("change="), "{again}");
        assert!(deciding.page(&again.replace("#saved", "")).await.contains("変わったものはありません"));
    })
    .await;
}

#[tokio::test]
async fn a_term_is_counted_from_today_and_an_older_form_is_understood() {
    on_each(|world| async move {
        let deciding = Deciding::begin(world).await;
        deciding.decide(&format!("to=facility:{CLINIC}&what=ordinary&term=month")).await;
        let held = deciding.held(CLINIC).await;
        let today = shared::time::tokyo_day(deciding.world.clock.now());
        let until = today.checked_add_months(chrono::Months::new(1)).unwrap();
        assert_eq!(held[0].terms.term, Term::Days { from: today, until });
        // Kinds alone, as pages sent them before there were three steps.
        deciding.decide(&format!("to=facility:{HOSPITAL}&tests=on")).await;
        let tests = deciding.held(HOSPITAL).await;
        assert_eq!(tests.len(), 1);
        assert_eq!(tests[0].terms.term, Term::Standing);
    })
    .await;
}

/// Whoever ticked single kinds and left something wider chosen is asked again, and nothing is decided.
#[tokio::test]
async fn what_is_not_clear_is_not_decided() {
    on_each(|world| async move {
        let deciding = Deciding::begin(world).await;
        let to = format!("to=facility:{HOSPITAL}");
        for (body, said) in [
            ("what=ordinary&term=visit".to_owned(), "「だれに」が選ばれていない"),
            (format!("{to}&what=ordinary&tests=on&term=visit"), "種類ごとに選んだものが合いません"),
            (format!("{to}&what=ordinary&tests=on&ticked=medicines&term=visit"), "合いません"),
            (format!("{to}&what=ordinary&term=days&from=2024-08-01"), "両方を入れて"),
            (format!("{to}&what=ordinary&term=for-ever"), "両方を入れて"),
            (format!("{to}&what=ordinary&term=visit&keep-surgery=on"), "ここにはない分野"),
            (format!("{to}&what=ordinary&term=visit&subjects=surgery"), "ここにはない分野"),
        ] {
            let refused = deciding.decide(&body).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
            assert!(refused.text().contains(said), "{body}: {}", refused.text());
        }
        assert!(deciding.sharing().await.consents.is_empty());
    })
    .await;
}

#[tokio::test]
async fn looking_at_it_shows_what_would_be_seen_and_decides_nothing() {
    on_each(|world| async move {
        let deciding = Deciding::begin(world).await;
        let seen =
            deciding.decide(&format!("to=facility:{HOSPITAL}&what=kinds&tests=on&term=visit&look=1")).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        let page = deciding.page(&seen.header("location").replace("#preview-title", "")).await;
        assert!(page.contains("見えるもの：検査の結果1"), "{page}");
        let ticked = page.split("name=\"tests\"").nth(1).and_then(|rest| rest.split('>').next());
        assert!(ticked.is_some_and(|rest| rest.contains("checked")), "the form stays as it was set");
        assert!(deciding.sharing().await.consents.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_first_visit_is_found_by_name_and_a_wrong_number_aims_at_nobody() {
    on_each(|world| async move {
        let deciding = Deciding::begin(world).await;
        let (code, now) = (facility(NEVER_VISITED), deciding.world.clock.now());
        let store = &deciding.world.store;
        facilities::add(store, &code, "架空みらい病院", ListUnit::Facility, now).await.unwrap();
        facilities::set_kind(store, &code, Some(FacilityKind::Hospital)).await.unwrap();
        let link = format!("href=\"/consent?to=facility:{NEVER_VISITED}#switches\"");
        // 「ミライ」, in another kana.
        let page = deciding.page("/consent?find=%E3%83%9F%E3%83%A9%E3%82%A4").await;
        assert!(page.contains(&link) && page.contains("架空みらい病院"), "{page}");
        assert!(!deciding.page("/consent").await.contains("架空みらい病院"), "only who is searched for");
        let none = deciding.page("/consent?find=xyz").await;
        assert!(none.contains("ここに登録されていません") && !none.contains(&link));
        for number in ["1319999999", "131999999", "１３１９９９９９９９", "abc"] {
            let name = if number == "abc" { "code" } else { "find" };
            let encoded: String = number.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let page = deciding.page(&format!("/consent?{name}={encoded}")).await;
            assert!(page.contains("登録されていません"), "{number}");
            assert!(!page.contains("action=\"/consent/switches\""), "{number}: aims at nobody");
        }
        let found = deciding.page(&format!("/consent?find={NEVER_VISITED}")).await;
        let radio = format!("value=\"facility:{NEVER_VISITED}\" checked");
        assert!(found.contains(&radio), "{found}");
        deciding.decide(&format!("to=facility:{NEVER_VISITED}&what=ordinary&term=visit")).await;
        assert_eq!(deciding.held(NEVER_VISITED).await.len(), 1);
    })
    .await;
}

/// "Everything but psychiatry, today": kept back from that one until it is taken back, and from no other.
#[tokio::test]
async fn a_subject_is_kept_back_from_one_facility() {
    on_each(|world| async move {
        let deciding = Deciding::begin(world).await;
        let depression = diagnosis("d", "うつ病");
        let sent = hanako().conditions(CLINIC, "3", &[depression]);
        deciding.world.send(CLINIC, &sent).await;
        let seen = async |code: &str| -> Vec<String> {
            let sharing = deciding.sharing().await;
            let request = Request { who: seen_by(code), purpose: Purpose::Care };
            let decision = decide(&request, &sharing.consents, &sharing.relationships, sharing.now);
            let view = deciding.portal.ask(Who::Patient, Method::GET, "/api/record", "").await;
            let view: RecordView = serde_json::from_slice(&view.body).unwrap();
            let passed = passed_on(view.record, &decision, view.as_of);
            passed.diagnoses.into_iter().map(|one| one.name).collect()
        };
        let today = format!("to=facility:{HOSPITAL}&what=ordinary&term=visit");
        let kept = format!("{today}&subjects=&keep-psychiatry=on");
        // Looked at first, which decides nothing.
        let looked = deciding.decide(&format!("{kept}&look=1")).await;
        let address = looked.header("location").split('#').next().unwrap().to_owned();
        assert!(address.contains("keep-psychiatry=on"), "{address}");
        let page = deciding.page(&address).await;
        assert!(page.contains("うつ病"), "what it takes is told");
        assert!(deciding.held(HOSPITAL).await.is_empty());
        deciding.decide(&kept).await;
        deciding.decide(&format!("to=facility:{CLINIC}&what=ordinary&term=visit&subjects=")).await;
        assert_eq!(seen(HOSPITAL).await, ["高血圧症"]);
        assert_eq!(seen(CLINIC).await, ["高血圧症", "うつ病"]);
        let held = deciding.held(HOSPITAL).await;
        let standing = held.iter().find(|one| matches!(one.terms.rule, Rule::Exclude(..))).unwrap();
        assert_eq!(standing.terms.term, Term::Standing, "a day later it is still kept back");
        let page = deciding.page(&format!("/consent?to=facility:{HOSPITAL}")).await;
        let said = lines(&page).into_iter().filter(|line| line.contains("精神科・心療内科のこと")).count();
        assert_eq!(said, 1, "{:?}", lines(&page));
        // A form that was drawn for somebody else, or asks nothing, leaves it; one in which it was unticked takes it back.
        deciding.decide(&format!("{today}&subjects=")).await;
        deciding.decide(&today).await;
        assert_eq!(seen(HOSPITAL).await, ["高血圧症"]);
        deciding.decide(&format!("{today}&subjects=psychiatry")).await;
        assert_eq!(seen(HOSPITAL).await, ["高血圧症", "うつ病"]);
    })
    .await;
}

fn seen_by(code: &str) -> consent::Who {
    consent::Who::Facility(facility(code))
}
