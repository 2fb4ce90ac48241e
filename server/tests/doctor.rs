//! What staff who treat a patient read of the record: what the patient shows them, until they no longer do.

use crate::bundles::letter;
use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Someone, diagnosis, hanako, medicine, result},
    databases::on_each,
    facility,
    words::{ALL, DIAGNOSIS, LETTER, MEDICINE, TEST, UNDELIVERED, UNTOLD},
};
use crate::portal::{Answer, Portal};
use axum::http::{Method, StatusCode};
use server::{
    auth::Role,
    sharing::{self, Wish},
    store::{account::session, log::access},
};
use shared::{
    category::Category,
    consent::{Preset, Purpose, Subject, Subjects, SubjectsChange, Term, Whom},
    ids::PatientId,
};

const OK: StatusCode = StatusCode::OK;
const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;

/// 見本 花子, whom a hospital and a clinic treat, and the hospital's desk.
struct Desk {
    world: World,
    portal: Portal,
    patient: PatientId,
}

impl Desk {
    async fn open(world: World) -> Self {
        let numbered = Someone { local: Some("A-1".into()), ..hanako() };
        let untold = diagnosis("u", UNTOLD).flagged("UNINFORMED");
        let never = diagnosis("v", UNDELIVERED).flagged("UNDELIVERED");
        let list = [diagnosis("a", DIAGNOSIS), never];
        world.send_new(HOSPITAL, &numbered.conditions(HOSPITAL, "1", &list)).await;
        world.send(CLINIC, &hanako().conditions(CLINIC, "6", &[untold])).await;
        world.send(CLINIC, &hanako().results(CLINIC, "2", &[result("b", "血清カリウム", TEST)])).await;
        let amlodipine = [medicine("c", MEDICINE, "2024-07-01", 14)];
        world.send(HOSPITAL, &numbered.prescriptions(HOSPITAL, "3", &amlodipine)).await;
        world.send(HOSPITAL, &letter(&numbered, HOSPITAL, "4", "胃の調子が悪いとのことです。", &[])).await;
        let patient = world.only_person().await;
        world.confirms(patient, &[HOSPITAL, CLINIC]).await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        Self { world, portal, patient }
    }

    /// 見本 花子 of the demonstration, who shows everything, and the cookie of her hospital's doctor.
    async fn of_the_demonstration(world: World) -> (Self, String) {
        const SENDER: &str = "1310000011";
        let today = world.clock.today();
        server::demo::register_facilities(&world.store, today).await.unwrap();
        let person = server::demo::named(today).next().unwrap();
        server::demo::Sender::new(&world.store, &world.entropy).send(&person).await.unwrap();
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        world.confirms(patient, &[SENDER]).await;
        let desk = Self { world, portal, patient };
        let doctor = desk.member_of(SENDER, &[Role::Doctor]).await;
        desk.wish(Wish::Preset(Preset::Everyone)).await;
        (desk, doctor)
    }

    async fn member(&self, roles: &[Role]) -> String {
        self.member_of(HOSPITAL, roles).await
    }

    /// The cookie of somebody with these roles there.
    async fn member_of(&self, code: &str, roles: &[Role]) -> String {
        self.world.member(code, "職員", roles).await.cookie
    }

    async fn get(&self, cookie: &str, rest: &str) -> Answer {
        let address = format!("/desk/patients/{}{rest}", self.patient);
        self.portal.ask_in_session(Some(cookie), Method::GET, &address, "").await
    }

    async fn look(&self, cookie: &str) -> Answer {
        self.get(cookie, "/record").await
    }

    async fn wish(&self, wish: Wish) {
        let World { store, clock, entropy } = &self.world;
        let secret = self.world.sign_in(self.patient, clock.now()).await;
        let by = session::find(store, &secret, clock.now()).await.unwrap().unwrap().account;
        sharing::change(store, clock, entropy, (self.patient, by, true), &wish).await.unwrap();
    }

    async fn show(&self, kinds: &[Category]) {
        let kinds = kinds.iter().copied().collect();
        let whom = Whom::Facility(facility(HOSPITAL));
        self.wish(Wish::shown_for_care(whom, kinds, Term::Standing)).await;
    }

    /// What the patient's access log says of looks for care: the facility and the outcome.
    async fn looks(&self) -> Vec<(Option<String>, String)> {
        let log = access::log(&self.world.store, self.patient).await.unwrap();
        let care = log.into_iter().filter(|entry| entry.purpose == "care");
        care.map(|entry| (entry.facility, entry.outcome)).collect()
    }
}

fn entry(outcome: &str) -> (Option<String>, String) {
    (Some(HOSPITAL.to_owned()), outcome.to_owned())
}

/// Which of the record's words a page says.
fn said(answer: &Answer) -> Vec<&'static str> {
    let page = answer.text();
    ALL.into_iter().filter(|word| page.contains(word)).collect()
}

#[tokio::test]
async fn without_consent_nothing_is_said_and_the_attempt_is_recorded() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let doctor = desk.member(&[Role::Doctor]).await;
        let refused = desk.look(&doctor).await;
        assert_eq!((refused.status, said(&refused)), (FORBIDDEN, vec![]));
        assert!(refused.text().contains("この患者は、この医療機関に記録を見せていません"));
        assert_eq!(refused.header("cache-control"), "no-store");
        assert_eq!(desk.looks().await, [entry("refused")]);
        // The same page, whatever the record holds.
        let more = [diagnosis("a", DIAGNOSIS), diagnosis("w", "喘息")];
        desk.world.send(HOSPITAL, &hanako().conditions(HOSPITAL, "5", &more)).await;
        assert_eq!(desk.look(&doctor).await.without_chance(), refused.without_chance(), "not one byte");
    })
    .await;
}

#[tokio::test]
async fn what_is_shown_is_on_the_page_and_nothing_else_is() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let doctor = desk.member(&[Role::Doctor]).await;
        let sections = [
            "contraindications",
            "allergies",
            "diagnoses",
            "untold",
            "medicines",
            "timeline",
            "check",
            "tests",
        ];
        let found = |page: &str| -> Vec<&str> {
            sections.into_iter().filter(|id| page.contains(&format!(" id=\"{id}\""))).collect()
        };
        for (kind, words, expected) in [
            (Category::Medicines, vec![MEDICINE], vec!["medicines", "timeline", "check"]),
            (Category::Diagnoses, vec![DIAGNOSIS, UNTOLD], vec!["diagnoses", "untold"]),
            (Category::Tests, vec![TEST], vec!["tests"]),
            (Category::Documents, vec![LETTER], vec![]),
        ] {
            desk.show(&[kind]).await;
            let answer = desk.look(&doctor).await;
            assert_eq!((answer.status, said(&answer)), (OK, words), "{kind:?}");
            let page = answer.text();
            assert_eq!(found(&page), expected, "{kind:?}");
            // Nothing else of the clinic is shown with diagnoses; it is named all the same.
            let named = matches!(kind, Category::Diagnoses | Category::Tests);
            assert_eq!(page.contains("架空1310000002"), named, "{kind:?}");
            assert!(page.contains("すべてが表示されているとは限りません"));
            assert!(
                !page.contains("<script") && !page.contains("style="),
                "plain, without scripts and styles"
            );
        }
        assert_eq!(desk.looks().await, vec![entry("granted"); 4]);
    })
    .await;
}

#[tokio::test]
async fn an_untold_diagnosis_stands_apart_with_its_day() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let doctor = desk.member(&[Role::Doctor]).await;
        desk.wish(Wish::Preset(Preset::Everyone)).await;
        let answer = desk.look(&doctor).await;
        assert_eq!(said(&answer), [DIAGNOSIS, UNTOLD, MEDICINE, TEST, LETTER]);
        let page = answer.text();
        assert!(page.contains("ミカタ窓口</title>"), "nothing but words in the title");
        let (before, apart) = page.split_once("id=\"untold\"").expect("a section of its own");
        let (apart, after) = apart.split_once("</section>").unwrap();
        assert!(apart.contains(UNTOLD) && !before.contains(UNTOLD) && !after.contains(UNTOLD));
        assert!(apart.contains("未告知とされた日：2024年7月7日"), "{apart}");
        // What must not be overlooked comes first, and every section can be jumped to.
        let places: Vec<usize> =
            ["contraindications", "allergies", "diagnoses", "medicines", "check", "tests", "timeline"]
                .iter()
                .map(|id| {
                    assert!(page.contains(&format!("href=\"#{id}\"")), "{id}");
                    page.find(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("{id}"))
                })
                .collect();
        assert!(places.is_sorted(), "{places:?}");
        // A medicine that no master knows is said to be unchecked, not to be safe.
        let (_, check) = page.split_once(" id=\"check\"").unwrap();
        assert!(
            check.contains("確認できなかったこと") && check.contains("飲んでよいという意味ではありません")
        );
    })
    .await;
}

#[tokio::test]
async fn after_a_withdrawal_the_next_click_is_refused() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        let doctor = desk.member(&[Role::Doctor]).await;
        desk.show(&[Category::Medicines]).await;
        assert_eq!(desk.look(&doctor).await.status, OK);
        let sharing = sharing::of(&desk.world.store, &desk.world.clock, desk.patient, None).await.unwrap();
        desk.wish(Wish::Withdraw(vec![sharing.consents[0].id])).await;
        let refused = desk.look(&doctor).await;
        assert_eq!((refused.status, said(&refused)), (FORBIDDEN, vec![]));
        assert_eq!(desk.looks().await, [entry("granted"), entry("refused")]);
    })
    .await;
}

#[tokio::test]
async fn who_does_not_treat_patients_is_refused() {
    on_each(|world| async move {
        let desk = Desk::open(world).await;
        desk.wish(Wish::Preset(Preset::Everyone)).await;
        for role in [Role::Clerk, Role::Administrator, Role::Emergency] {
            let cookie = desk.member(&[role]).await;
            let refused = desk.look(&cookie).await;
            assert_eq!((refused.status, said(&refused)), (FORBIDDEN, vec![]), "{role:?}");
            assert!(refused.text().contains("この職種ではできません"), "{role:?}");
        }
        // A clerk finds patients, so the patient learns of the attempt; the others did not get that far.
        assert_eq!(desk.looks().await, [entry("refused")]);
        let link = format!("/desk/patients/{}/record", desk.patient);
        for (role, offered) in [(Role::Doctor, true), (Role::Nurse, true), (Role::Clerk, false)] {
            let page = desk.get(&desk.member(&[role]).await, "").await;
            assert_eq!((page.status, page.text().contains(&link)), (OK, offered), "{role:?}");
            assert_eq!(said(&page), Vec::<&str>::new(), "no clinical data beside the link");
        }
        assert_eq!(desk.look(&desk.member(&[Role::Nurse]).await).await.status, OK);
    })
    .await;
}

/// The demonstration's 見本 花子, with something of every kind.
#[tokio::test]
async fn a_full_record_is_all_there() {
    on_each(|world| async move {
        let (desk, doctor) = Desk::of_the_demonstration(world).await;
        let answer = desk.look(&doctor).await;
        assert_eq!(answer.status, OK, "{}", answer.text());
        let page = answer.text();
        let own = desk.world.record(desk.patient).await;
        assert!(own.contraindications().count() > 0 && own.diagnoses.len() > 1);
        let names =
            own.allergies.iter().map(|one| &one.name).chain(own.diagnoses.iter().map(|one| &one.name));
        for name in names {
            assert!(page.contains(name.as_str()), "{name}");
        }
        // Infections wait for a consent of their own.
        assert!(own.infections().count() > 0 && !page.contains(" id=\"infections\""));
    })
    .await;
}

/// The part of a page with this id.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("{id}"));
    rest.split_once("</section>").map_or(rest, |(section, _)| section)
}

#[tokio::test]
async fn a_medicine_is_known_by_its_generic_name_its_code_and_a_short_source() {
    on_each(|world| async move {
        let (desk, doctor) = Desk::of_the_demonstration(world).await;
        let page = desk.look(&doctor).await.text();
        let medicines = section(&page, "medicines");
        let (_, brief) = medicines.split_once("<tbody").unwrap();
        let (brief, full) = brief.split_once("<details").unwrap();
        for said in ["アムロジピン", "アムロジンＯＤ錠５ｍｇ", "例示内科 "] {
            assert!(brief.contains(said), "{said}: {brief}");
        }
        let codes = brief.matches("class=\"care-code\"").count();
        assert!(codes > 3 && codes <= brief.matches("<tr").count(), "{codes} codes: {brief}");
        assert!(
            !brief.contains("例示内科クリニック") && full.contains("例示内科クリニック"),
            "in full behind a tap"
        );
        // A chart is given the same with the source in full.
        let (_, copy) = page.split_once("<textarea").unwrap();
        let (copy, _) = copy.split_once("</textarea>").unwrap();
        for said in ["【いまの薬】", "アムロジンＯＤ錠５ｍｇ", "YJコード", "例示内科クリニック", "【検査】"]
        {
            assert!(copy.contains(said), "{said}: {copy}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_prescription_is_tried_against_the_record_and_each_try_is_a_look() {
    on_each(|world| async move {
        let (desk, doctor) = Desk::of_the_demonstration(world).await;
        let tried = async |medicine: &str| {
            let typed: String = medicine.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let answer = desk.get(&doctor, &format!("/record?try={typed}")).await;
            assert_eq!(answer.status, OK, "{medicine}");
            answer.text()
        };
        assert!(!desk.look(&doctor).await.text().contains("id=\"tried\""), "nothing was asked");
        // What she must not be given.
        let page = tried("アモキシシリン").await;
        let found = section(&page, "tried");
        assert!(found.contains("アモキシシリン として") && found.contains("サワシリン"), "{found}");
        assert!(found.contains("禁忌") && found.contains("アレルギー歴"), "{found}");
        assert!(page.contains("value=\"アモキシシリン\""), "what was typed stays");
        // By a code, in wide letters as keyboards here write them; with what she takes.
        let page = tried("６１４９００３Ｆ２０３８").await;
        let found = section(&page, "tried");
        assert!(found.contains("クラリスロマイシン として") && found.contains("成分重複"), "{found}");
        // Of what is not known nothing is said to be found or not.
        let page = tried("だれも知らない薬").await;
        let found = section(&page, "tried");
        assert!(
            found.contains("ひとつに決められません") && !found.contains("見つかりませんでした"),
            "{found}"
        );
        let looks = desk.looks().await;
        assert_eq!(looks.len(), 4, "{looks:?}");
        assert!(looks.iter().all(|(_, outcome)| outcome == "granted"));
    })
    .await;
}

/// Marked is what came after one's own last look on an earlier day; reading on the same day changes nothing.
#[tokio::test]
async fn what_came_since_ones_last_look_is_marked() {
    on_each(|world| async move {
        const NEW: &str = "class=\"tag tag-new\"";
        let desk = Desk::open(world).await;
        desk.wish(Wish::Preset(Preset::Everyone)).await;
        // What was received within minutes of a look may have been seen or not.
        desk.world.clock.advance(chrono::Duration::hours(1));
        let doctor = desk.world.member(HOSPITAL, "医師 一", &[Role::Doctor]).await;
        let first = desk.look(&doctor.cookie).await.text();
        assert!(first.contains("前の日に開いたことはありません") && !first.contains(NEW));
        desk.world.clock.advance(chrono::Duration::days(1));
        let sodium = [result("n", "血清ナトリウム", "140")];
        desk.world.send(CLINIC, &hanako().results(CLINIC, "20", &sodium)).await;
        let again = desk.world.sign_in_staff(doctor.account).await;
        for _ in 0..2 {
            let page = desk.look(&again).await.text();
            assert!(page.contains("あなたが前に開いた2024年"), "{page}");
            assert_eq!(page.matches(NEW).count(), 1, "{page}");
            assert!(section(&page, "tests").contains(NEW));
        }
        let other = desk.member(&[Role::Doctor]).await;
        assert!(!desk.look(&other).await.text().contains(NEW), "it is one's own look that counts");
    })
    .await;
}

/// What was corrected after this hospital had read it is told at its desk: to those who treat, as long as they may still
/// see it, and until they have read the record again. Of what is hidden nothing is told.
#[tokio::test]
async fn what_was_corrected_is_told_to_who_had_read_it_and_may_still_see_it() {
    on_each(|world| async move {
        const TOLD: &str = "こちらで見たあとに訂正された内容があります";
        let desk = Desk::open(world).await;
        let doctor = desk.member(&[Role::Doctor]).await;
        let clerk = desk.member(&[Role::Clerk]).await;
        let elsewhere = desk.member_of(CLINIC, &[Role::Doctor]).await;
        let at = async |cookie: &str| {
            desk.portal.ask_in_session(Some(cookie), Method::GET, "/desk", "").await.text()
        };
        let sent = async |serial: &str, value: &str, flag: Option<&'static str>| {
            let line = result("b", "血清カリウム", value);
            let line = flag.map_or(line.clone(), |flag| line.flagged(flag));
            desk.world.send_new(CLINIC, &hanako().results(CLINIC, serial, &[line])).await;
        };
        desk.show(&[Category::Tests]).await;
        sent("20", "3.9", None).await;
        assert!(!at(&doctor).await.contains(TOLD), "nobody here had read it");
        assert_eq!(desk.look(&doctor).await.status, OK);
        sent("21", "4.9", None).await;
        let told = at(&doctor).await;
        assert!(told.contains(TOLD) && told.contains("A-1") && told.contains("検査"), "{told}");
        let notice = told.split_once(TOLD).unwrap().1.split_once("</section>").unwrap().0;
        assert!(
            !notice.contains("花子") && !told.contains("4.9") && !told.contains("血清カリウム"),
            "{notice}"
        );
        for other in [&clerk, &elsewhere] {
            assert!(!at(other).await.contains(TOLD));
        }
        desk.show(&[Category::Diagnoses]).await;
        assert!(!at(&doctor).await.contains(TOLD), "tests are no longer shown to it");
        desk.show(&[Category::Tests]).await;
        assert!(at(&doctor).await.contains(TOLD));
        assert_eq!(desk.look(&doctor).await.status, OK);
        assert!(!at(&doctor).await.contains(TOLD), "it was read again");
        // Of what may belong to something that is kept back nothing is told: that it was corrected would say that it is.
        assert_eq!(desk.look(&doctor).await.status, OK);
        let keep = |keep: Subjects, open: Subjects| Wish::Switches {
            whom: Whom::Facility(facility(HOSPITAL)),
            purpose: Purpose::Care,
            kinds: Category::Tests.into(),
            subjects: SubjectsChange { keep, open },
            term: Term::Standing,
        };
        let psychiatry = Subjects::from(Subject::Psychiatry);
        desk.wish(keep(psychiatry, Subjects::NONE)).await;
        sent("25", "5.1", None).await;
        assert!(!at(&doctor).await.contains(TOLD), "it may be of what is kept back");
        desk.wish(keep(Subjects::NONE, psychiatry)).await;
        assert!(at(&doctor).await.contains(TOLD), "nothing is kept back any more");
        // Told for as long as somebody may go by what they read.
        desk.world.clock.advance(chrono::Duration::days(91));
        sent("22", "5.9", None).await;
        let doctor = desk.member(&[Role::Doctor]).await;
        assert!(!at(&doctor).await.contains(TOLD), "that was 91 days ago");
        assert_eq!(desk.look(&doctor).await.status, OK);
        sent("23", "6.9", Some("UNINFORMED")).await;
        assert!(!at(&doctor).await.contains(TOLD), "hidden from the patient");
        sent("24", "7.9", None).await;
        assert!(!at(&doctor).await.contains(TOLD), "what was hidden is no correction of what was read");
    })
    .await;
}
