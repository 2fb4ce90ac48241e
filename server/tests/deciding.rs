//! Who decides about sharing in somebody's place: parents of a child, an adult's guardian, and nobody else; what one of
//! them closes stays closed, and none of it outlives what it stands on.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, result},
    databases::on_each,
    facility,
    looking::{doctor, look},
};
use crate::portal::{Answer as Page, Portal};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use chrono::{Days, Duration, NaiveDate};
use server::{
    auth::Caregiver,
    clock::Clock,
    demo::caregivers,
    gate::{self, Purpose, Refused},
    sharing::{self, Fulfilled, Unfulfilled, Wish},
    store::{
        account::{self, session},
        facility::{self as facilities, ListUnit},
        log::access,
        sharing::{mandate::Giver, sharing_notice},
    },
    treating::{self, Answer},
};
use shared::{
    category::{Categories, Category},
    consent::{Preset, Term, Whom},
    delegation::{Actions, Basis, Proposal},
    ids::{AccountId, PatientId},
};

/// A third facility that sent nothing, and that only one of the parents knows of.
const ELSEWHERE: &str = "1310000037";

/// A child of ten, of whom a hospital and a clinic sent something, and two parents.
struct Child {
    world: World,
    patient: PatientId,
    mother: AccountId,
    father: AccountId,
}

/// A child's number, and who acts for them.
struct Parents {
    patient: PatientId,
    mother: AccountId,
    father: AccountId,
}

impl Parents {
    fn parent(&self, account: AccountId) -> Caregiver {
        Caregiver { account, patient: self.patient }
    }
}

impl Child {
    async fn new(world: World) -> Self {
        let Parents { patient, mother, father } = Self::new_of(&world, "1").await;
        Self { world, patient, mother, father }
    }

    /// One of several in a world.
    async fn new_of(world: &World, number: &str) -> Parents {
        let child = hanako()
            .born_on("2014-05-20")
            .called("仮想 うみ", "カソウ ウミ")
            .insured_as(&format!("99999991:仮想{number}:1:01"));
        let (d, r) = (format!("d{number}"), format!("r{number}"));
        let before = world.people().await;
        world.send_new(HOSPITAL, &child.conditions(HOSPITAL, &d, &[diagnosis(&d, "気管支喘息")])).await;
        world.send(CLINIC, &child.results(CLINIC, &r, &[result(&r, "ALT", "21")])).await;
        let patient = world.people().await.into_iter().find(|one| !before.contains(one)).unwrap();
        let mother = act(world, patient, Basis::Parent, None).await;
        let father = act(world, patient, Basis::Parent, None).await;
        Parents { patient, mother, father }
    }

    fn parent(&self, account: AccountId) -> Caregiver {
        Caregiver { account, patient: self.patient }
    }

    async fn wish(&self, by: AccountId, wish: Wish) -> Result<Fulfilled, Unfulfilled> {
        decide(&self.world, &self.world.clock, self.parent(by), (true, wish)).await
    }

    /// Whether a doctor there reads anything.
    async fn sees(&self, code: &str) -> bool {
        match look(&self.world, &doctor(code), self.patient, Purpose::Care).await {
            Ok(_) => true,
            Err(Refused::NotPermitted) => false,
            Err(Refused::Store(error)) => panic!("{error}"),
        }
    }
}

/// Somebody for whom a desk attests that they act on this ground, in force.
async fn act(world: &World, patient: PatientId, basis: Basis, until: Option<NaiveDate>) -> AccountId {
    let World { store, clock, entropy } = world;
    let desk = caregivers::employ(store, &facility(CLINIC), clock.now(), entropy).await.unwrap();
    let account = caregivers::join(store, "仮想 めぐみ", clock.now(), entropy).await.unwrap();
    let by = Giver { account: desk, facility: Some(&facility(CLINIC)) };
    let proposal = Proposal { basis, categories: Categories::ALL, actions: Actions::ALL, until };
    caregivers::attest(store, patient, account, &proposal, by, clock.today(), entropy)
        .await
        .unwrap()
        .unwrap();
    account
}

async fn decide(
    world: &World,
    clock: &Clock,
    who: Caregiver,
    (proved, wish): (bool, Wish),
) -> Result<Fulfilled, Unfulfilled> {
    let permit = match gate::open_deciding(&world.store, clock, &who).await {
        Ok(permit) => permit,
        Err(Refused::NotPermitted) => panic!("does not decide"),
        Err(Refused::Store(error)) => panic!("{error}"),
    };
    sharing::change_in_their_place(&world.store, clock, &world.entropy, (permit, proved), &wish).await
}

fn show(code: &str) -> Wish {
    let kinds = Categories::ALL.without(Category::Infections).without(Category::Procedures);
    Wish::shown_for_care(Whom::Facility(facility(code)), kinds, Term::Standing)
}

fn hide(code: &str) -> Wish {
    let whom = Whom::Facility(facility(code));
    Wish::shown_for_care(whom, Categories::NONE, Term::Standing)
}

async fn log(world: &World, patient: PatientId) -> Vec<(String, String, String)> {
    let entries = access::log(&world.store, patient).await.unwrap();
    entries
        .into_iter()
        .filter(|entry| entry.purpose == "deciding")
        .map(|entry| (entry.actor_id, entry.purpose, entry.outcome))
        .collect()
}

#[tokio::test]
async fn a_parent_shows_a_small_childs_record_to_the_hospital_that_treats_it() {
    on_each(|world| async move {
        let child = Child::new(world).await;
        assert!(!child.sees(HOSPITAL).await);
        child.wish(child.mother, show(HOSPITAL)).await.unwrap();
        assert!(child.sees(HOSPITAL).await && !child.sees(CLINIC).await);
        let decided = (child.mother.to_string(), "deciding".to_owned(), "granted".to_owned());
        assert_eq!(log(&child.world, child.patient).await, [decided], "its own line in the child's log");
        child.wish(child.mother, hide(HOSPITAL)).await.unwrap();
        assert!(!child.sees(HOSPITAL).await);
    })
    .await;
}

#[tokio::test]
async fn showing_more_needs_a_fresh_proof_and_without_it_no_line_is_written() {
    on_each(|world| async move {
        let child = Child::new(world).await;
        let (world, mother) = (&child.world, child.parent(child.mother));
        let refused = decide(world, &world.clock, mother, (false, show(HOSPITAL))).await;
        assert!(matches!(refused, Err(Unfulfilled::ProveFirst)));
        assert!(log(world, child.patient).await.is_empty() && !child.sees(HOSPITAL).await);
        child.wish(child.mother, show(HOSPITAL)).await.unwrap();
        decide(world, &world.clock, mother, (false, hide(HOSPITAL))).await.unwrap();
        assert!(!child.sees(HOSPITAL).await, "to show less needs none");
    })
    .await;
}

#[tokio::test]
async fn what_a_parent_showed_is_gone_on_the_fifteenth_birthday_and_with_the_mandate() {
    on_each(|world| async move {
        let child = Child::new(world).await;
        child.wish(child.mother, show(HOSPITAL)).await.unwrap();
        let World { store, clock, .. } = &child.world;
        let eve: NaiveDate = "2029-05-19".parse().unwrap();
        let midnight = (eve + Days::new(1)).and_hms_opt(0, 0, 0).unwrap().and_utc() - Duration::hours(9);
        let later = Clock::standing_at(midnight - Duration::seconds(1));
        let opens = async |clock: &Clock| {
            gate::open(store, clock, &doctor(HOSPITAL), child.patient, Purpose::Care).await.is_ok()
        };
        assert!(opens(&later).await, "at 23:59:59 of the day before");
        later.advance(Duration::seconds(1));
        assert!(!opens(&later).await, "at midnight");
        let decides = gate::open_deciding(store, &later, &child.parent(child.mother)).await;
        assert!(matches!(decides, Err(Refused::NotPermitted)));
        // What counts no more is not said to be decided, either.
        let sharing = sharing::of(store, &later, child.patient, None).await.unwrap();
        assert_eq!(sharing.current().count(), 0);

        assert!(opens(clock).await);
        caregivers::resign(store, child.mother, child.patient, clock.now()).await.unwrap();
        assert!(!opens(clock).await, "she gave the mandate back");
    })
    .await;
}

#[tokio::test]
async fn what_one_parent_closed_the_other_does_not_open() {
    on_each(|world| async move {
        let child = Child::new(world).await;
        child.wish(child.mother, show(HOSPITAL)).await.unwrap();
        child.wish(child.father, hide(HOSPITAL)).await.unwrap();
        assert!(!child.sees(HOSPITAL).await);
        let again = child.wish(child.mother, show(HOSPITAL)).await;
        assert!(matches!(again, Err(Unfulfilled::ClosedByAnother(_))));
        // Nor by showing it to everybody who treats the child.
        child.world.confirms(child.patient, &[HOSPITAL, CLINIC]).await;
        child.wish(child.mother, Wish::Preset(Preset::Everyone)).await.unwrap();
        assert!(child.sees(CLINIC).await && !child.sees(HOSPITAL).await);
        child.wish(child.father, show(HOSPITAL)).await.unwrap();
        assert!(child.sees(HOSPITAL).await, "who closed it opens it");

        child.wish(child.father, Wish::Preset(Preset::EmergenciesOnly)).await.unwrap();
        assert!(!child.sees(CLINIC).await);
        let again = child.wish(child.mother, Wish::Preset(Preset::Everyone)).await;
        assert!(matches!(again, Err(Unfulfilled::ClosedByAnother(_))));
        let undone = sharing::of(&child.world.store, &child.world.clock, child.patient, None).await.unwrap();
        let undone = child.wish(child.mother, Wish::Undo(undone.history[0].id)).await;
        assert!(matches!(undone, Err(Unfulfilled::ClosedByAnother(_))));
        // Until the other one decides no more.
        let World { store, clock, .. } = &child.world;
        caregivers::resign(store, child.father, child.patient, clock.now()).await.unwrap();
        child.wish(child.mother, Wish::Preset(Preset::Everyone)).await.unwrap();
        assert!(child.sees(CLINIC).await);
    })
    .await;
}

#[tokio::test]
async fn a_no_of_one_parent_about_who_treats_is_no_yes_of_the_other() {
    on_each(|world| async move {
        let child = Child::new(world).await;
        let World { store, clock, entropy } = &child.world;
        let answer = async |by, answer| {
            treating::answer(store, clock, (child.patient, by, true), (&facility(HOSPITAL), answer)).await
        };
        child.wish(child.mother, Wish::Preset(Preset::Everyone)).await.unwrap();
        answer(child.father, Answer::No).await.unwrap();
        // Nor by saying no herself first, or by naming it.
        answer(child.mother, Answer::No).await.unwrap();
        let named = child.wish(child.mother, show(HOSPITAL)).await;
        assert!(matches!(named, Err(Unfulfilled::ClosedByAnother(_))));
        for said in [Answer::Yes, Answer::Undo] {
            let refused = answer(child.mother, said).await;
            assert!(matches!(refused, Err(Unfulfilled::ClosedByAnother(_))), "{said:?}");
        }
        let who = (child.patient, child.mother, true);
        let (code, _) = treating::make_code(store, clock, entropy, who, None).await.unwrap();
        let member = child.world.member(HOSPITAL, "職員", &[server::auth::Role::Nurse]).await;
        let staff = server::auth::Staff {
            account: member.account,
            facility: facility(HOSPITAL),
            roles: [server::auth::Role::Nurse].into_iter().collect(),
        };
        assert_eq!(treating::redeem(store, clock, &code, &staff).await.unwrap(), None);
        assert!(!child.sees(HOSPITAL).await);
        answer(child.father, Answer::Yes).await.unwrap();
        assert!(child.sees(HOSPITAL).await);
    })
    .await;
}

#[tokio::test]
async fn the_other_parent_is_told_that_and_not_about_which_facility() {
    on_each(|world| async move {
        let child = Child::new(world).await;
        let World { store, clock, .. } = &child.world;
        facilities::add(store, &facility(ELSEWHERE), "架空の隠れ家診療所", ListUnit::Facility, clock.now())
            .await
            .unwrap();
        child.wish(child.mother, show(ELSEWHERE)).await.unwrap();
        let told = async |account| sharing_notice::of_account(store, account, clock.today()).await.unwrap();
        assert!(told(child.mother).await.is_empty());
        let [notice] = told(child.father).await.try_into().unwrap();
        assert_eq!((notice.name.as_str(), notice.seen), ("仮想 うみ", false));

        let page = async |by| {
            sharing::of_in_their_place(store, clock, (child.patient, by), None).await.unwrap().unwrap()
        };
        let hers = page(child.mother).await;
        assert!(hers.names.contains_key(&facility(ELSEWHERE)) && hers.unnamed.is_empty());
        let his = page(child.father).await;
        let text = serde_json::to_string(&his).unwrap();
        assert!(!text.contains(ELSEWHERE) && !text.contains("隠れ家"), "{text}");
        assert_eq!(his.unnamed.len(), 1);
        // Who types its number learns no more than that there is such a facility.
        let also = Some(facility(ELSEWHERE));
        let asked = sharing::of_in_their_place(store, clock, (child.patient, child.father), also.clone());
        let asked = asked.await.unwrap().unwrap();
        assert_eq!((asked.consents.len(), asked.unnamed.len()), (0, 1));
        assert!(asked.relationships.0[&facility(ELSEWHERE)].statements.is_empty());
        // He closes it all the same, without learning what it was, and she cannot open it again.
        child.wish(child.father, Wish::Withdraw(his.unnamed[0].ids.clone())).await.unwrap();
        assert!(!child.sees(ELSEWHERE).await);
        let his = page(child.father).await;
        let text = serde_json::to_string(&his).unwrap();
        assert!(!text.contains(ELSEWHERE), "{text}");
        assert!(
            matches!(his.unnamed.as_slice(), [one] if one.closed && one.ids.len() > 1),
            "{:?}",
            his.unnamed
        );
        assert!(matches!(
            child.wish(child.mother, show(ELSEWHERE)).await,
            Err(Unfulfilled::ClosedByAnother(_))
        ));
        // He takes that back, and is still not told where.
        let closed = page(child.father).await.unnamed[0].ids.clone();
        child.wish(child.father, Wish::Withdraw(closed)).await.unwrap();
        let text = serde_json::to_string(&page(child.father).await).unwrap();
        assert!(!text.contains(ELSEWHERE), "{text}");
        child.wish(child.mother, show(ELSEWHERE)).await.unwrap();
        assert!(child.sees(ELSEWHERE).await);
    })
    .await;
}

#[tokio::test]
async fn no_preset_and_no_visit_names_a_facility_to_the_other_parent() {
    on_each(|world| async move {
        for preset in [Preset::AskEachTime, Preset::EmergenciesOnly] {
            let child = Child::new_of(&world, preset.as_str()).await;
            let World { store, clock, .. } = &world;
            facilities::add(
                store,
                &facility(ELSEWHERE),
                "架空の隠れ家診療所",
                ListUnit::Facility,
                clock.now(),
            )
            .await
            .unwrap();
            decide(&world, clock, child.parent(child.mother), (true, show(ELSEWHERE))).await.unwrap();
            let who = (child.patient, child.mother, true);
            treating::answer(store, clock, who, (&facility(ELSEWHERE), Answer::Yes)).await.unwrap();
            decide(&world, clock, child.parent(child.father), (true, Wish::Preset(preset))).await.unwrap();
            let his = sharing::of_in_their_place(store, clock, (child.patient, child.father), None).await;
            let text = serde_json::to_string(&his.unwrap().unwrap()).unwrap();
            assert!(!text.contains(ELSEWHERE), "{preset:?}: {text}");
            let asked = treating::asked(store, clock, child.patient, Some(child.father)).await.unwrap();
            assert!(!serde_json::to_string(&asked).unwrap().contains(ELSEWHERE));
            // Nor whether the other one said anything.
            let who = (child.patient, child.father, true);
            let undone = treating::answer(store, clock, who, (&facility(ELSEWHERE), Answer::Undo)).await;
            assert!(matches!(undone, Err(Unfulfilled::NothingThere)));
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_else_decides() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "d", &[diagnosis("d1", "高血圧症")])).await;
        let patient = world.only_person().await;
        let until = Some(world.clock.today() + Days::new(90));
        for (basis, until, decides) in [
            (Basis::Guardian, until, true),
            (Basis::StatutoryGuardian, until, true),
            (Basis::AuthorisedKin, None, false),
            (Basis::CaringKin, until, false),
        ] {
            let account = act(&world, patient, basis, until).await;
            let who = Caregiver { account, patient };
            let open = gate::open_deciding(&world.store, &world.clock, &who).await;
            assert_eq!(open.is_ok(), decides, "{basis:?}");
            drop(open);
            let page = sharing::of_in_their_place(&world.store, &world.clock, (patient, account), None).await;
            assert_eq!(page.unwrap().is_some(), decides, "{basis:?}");
            let all =
                server::store::sharing::representation::of_patient(&world.store, patient).await.unwrap();
            assert!(all.iter().any(|one| one.mandate.basis == basis), "kept as what it is");
            caregivers::resign(&world.store, account, patient, world.clock.now()).await.unwrap();
        }
        let refused: Vec<String> = log(&world, patient).await.into_iter().map(|one| one.2).collect();
        assert_eq!(refused, ["refused", "refused"], "tried and refused is entered, too");
    })
    .await;
}

struct Browser {
    portal: Portal,
    session: String,
}

impl Browser {
    async fn send(&self, method: Method, address: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, format!("__Host-mikata_session={}", self.session));
        self.portal.send(request.body(Body::from(body)).unwrap()).await
    }
}

#[tokio::test]
async fn the_page_about_sharing_decides_about_the_child_it_was_written_for() {
    on_each(|world| async move {
        let child = Child::new(world).await;
        let World { store, clock, entropy } = &child.world;
        let portal = Portal::over(store.clone(), clock.clone(), child.patient, HOSPITAL).await;
        let all = account::caregivers_for_demo(store, crate::common::demo()).await.unwrap();
        let mother = all.into_iter().find(|one| one.id == child.mother).unwrap();
        let now = clock.now();
        let session = session::create_for_demo_account(store, crate::common::demo(), &mother, now, entropy)
            .await
            .unwrap();
        let browser = Browser { portal, session };
        let whose = child.patient.to_string();
        browser.send(Method::POST, "/records", &[("person", &whose)]).await;
        let page = browser.send(Method::GET, "/consent", &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("You are deciding in this person’s place"));
        let home = browser.send(Method::GET, "/", &[]).await.text();
        assert!(home.contains("href=\"/consent\""), "one tap from every page");
        let everyone = ("preset", "everyone");
        let without = browser.send(Method::POST, "/consent/preset", &[everyone]).await;
        assert_eq!(without.status, StatusCode::BAD_REQUEST, "of which child?");
        let other = PatientId(entropy.uuid()).to_string();
        let other = browser.send(Method::POST, "/consent/preset", &[everyone, ("patient", &other)]).await;
        assert_eq!(other.status, StatusCode::BAD_REQUEST);
        child.world.confirms(child.patient, &[HOSPITAL]).await;
        assert!(!child.sees(HOSPITAL).await);
        let done = browser.send(Method::POST, "/consent/preset", &[everyone, ("patient", &whose)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert!(child.sees(HOSPITAL).await);
        let kept = browser.send(Method::GET, "/consent/fhir", &[]).await;
        assert_eq!(kept.status, StatusCode::FORBIDDEN, "it names every facility");
    })
    .await;
}
