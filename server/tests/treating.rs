//! Who treats a patient: nobody by what they send. Asked on home, said by the patient or by a one-time code, stated by
//! staff for a day, and ended by "not me".

use crate::common::{
    CLINIC, HOSPITAL, Member, World,
    bundle::{diagnosis, hanako, result},
    databases::{on_each, on_each_url},
    facility,
    looking::{doctor, look},
    words::{DIAGNOSIS, TEST, UNTOLD},
};
use crate::portal::{self, Answer as Page, Portal};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use server::{
    auth::{Actor, Role, Roles, Staff, VisitCode},
    entropy::Entropy,
    gate::{self, Purpose, Refused},
    ingest::identities::{self, KeptAccounts},
    log::{SigningKey, audit},
    sharing::{self, Unfulfilled, Wish},
    store::{Store, identity::link_hold, log::access, sharing::relationship},
    treating::{self, Answer},
};
use shared::{
    category::{Categories, Category},
    consent::{Preset, Purpose as For, Said, Shown, State, Statement, Term, Whom},
    ids::PatientId,
    log::checkpoint::LogKey,
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, raw_sql};

/// 見本 花子, of whom a hospital sent diagnoses, one of them untold, and infections; she shows everything to everybody
/// who treats her. Then a clinic sends one invented value.
async fn invented_value(world: &World) -> PatientId {
    let untold = diagnosis("u", UNTOLD).flagged("UNINFORMED");
    let list = [diagnosis("a", DIAGNOSIS), untold];
    world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &list)).await;
    let patient = world.only_person().await;
    wish(world, patient, Wish::Preset(Preset::Everyone)).await;
    let kinds = Categories::ALL.without(Category::Procedures);
    let term = Term::Standing;
    wish(world, patient, Wish::shown_for_care(Whom::Anyone, kinds, term)).await;
    world.confirms(patient, &[HOSPITAL]).await;
    world.send(CLINIC, &hanako().results(CLINIC, "2", &[result("b", "ＬＤＬ", TEST)])).await;
    patient
}

async fn wish(world: &World, patient: PatientId, wish: Wish) {
    let who = (patient, world.account(patient).await, true);
    sharing::change(&world.store, &world.clock, &world.entropy, who, &wish).await.unwrap();
}

/// What the clinic's doctor is shown: kinds, and whether the untold diagnosis is among it.
async fn seen(world: &World, code: &str, patient: PatientId) -> Option<(Categories, bool)> {
    match look(world, &doctor(code), patient, Purpose::Care).await {
        Ok((view, untold)) => Some((view.shown, !untold.is_empty())),
        Err(Refused::NotPermitted) => None,
        Err(Refused::Store(error)) => panic!("{error}"),
    }
}

async fn state(world: &World, patient: PatientId, code: &str) -> State {
    let sharing = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
    sharing.relationships.0.get(&facility(code)).map_or(State::None, |one| one.state(world.clock.now()))
}

/// One of the staff who has an account.
async fn somebody(world: &World, code: &str, role: Role) -> (Actor, Staff) {
    let member: Member = world.member(code, "職員", &[role]).await;
    let staff = Staff { account: member.account, facility: facility(code), roles: Roles::from_iter([role]) };
    (Actor::Staff(staff.clone()), staff)
}

/// H2: one invented value made its sender "who treats me".
#[tokio::test]
async fn who_sent_something_sees_nothing_until_she_says_that_it_treats_her() {
    on_each(|world| async move {
        let patient = invented_value(&world).await;
        assert_eq!(seen(&world, CLINIC, patient).await, None);
        assert_eq!(state(&world, patient, CLINIC).await, State::Asked);
        let (hospital, untold) = seen(&world, HOSPITAL, patient).await.unwrap();
        assert!(untold && hospital.contains(Category::Infections));
        // Asked, and a no shows nothing; nor does anything that comes afterwards.
        world.answers(patient, CLINIC, Answer::No).await;
        world.send(CLINIC, &hanako().results(CLINIC, "3", &[result("c", "ＡＬＴ", "20")])).await;
        assert_eq!(seen(&world, CLINIC, patient).await, None);
        world.answers(patient, CLINIC, Answer::Undo).await;
        assert_eq!(
            (seen(&world, CLINIC, patient).await, state(&world, patient, CLINIC).await),
            (None, State::Asked)
        );
        world.answers(patient, CLINIC, Answer::Yes).await;
        assert_eq!(seen(&world, CLINIC, patient).await, Some((hospital, true)));
        world.answers(patient, CLINIC, Answer::No).await;
        assert_eq!(seen(&world, CLINIC, patient).await, None, "from the very next request on");
    })
    .await;
}

#[tokio::test]
async fn a_yes_needs_a_fresh_proof_and_a_no_never_does() {
    on_each(|world| async move {
        let patient = invented_value(&world).await;
        let who = (patient, world.account(patient).await, false);
        let (store, clock) = (&world.store, &world.clock);
        for answer in [Answer::Yes, Answer::Undo] {
            let refused = treating::answer(store, clock, who, (&facility(HOSPITAL), answer)).await;
            assert!(matches!(refused, Err(Unfulfilled::ProveFirst)), "{answer:?}");
        }
        treating::answer(store, clock, who, (&facility(HOSPITAL), Answer::No)).await.unwrap();
        assert_eq!(seen(&world, HOSPITAL, patient).await, None);
        let nobody = treating::answer(store, clock, who, (&facility("1310000009"), Answer::No)).await;
        assert!(matches!(nobody, Err(Unfulfilled::NothingThere)), "no such facility");
    })
    .await;
}

#[tokio::test]
async fn a_stated_visit_opens_no_infection_and_nothing_untold_and_ends_by_not_me() {
    on_each(|world| async move {
        let patient = invented_value(&world).await;
        let (nurse, staff) = somebody(&world, CLINIC, Role::Nurse).await;
        let (store, clock) = (&world.store, &world.clock);
        gate::state_visit(store, clock, &nurse, patient, Shown::Card).await.unwrap();
        let (kinds, untold) = seen(&world, CLINIC, patient).await.unwrap();
        assert!(kinds.contains(Category::Diagnoses) && !kinds.contains(Category::Infections) && !untold);
        let stated = access::log(store, patient).await.unwrap();
        let stated = stated.iter().find(|entry| entry.details.contains(r#"["visit","card"]"#)).unwrap();
        assert_eq!((stated.purpose.as_str(), stated.outcome.as_str()), ("desk", "granted"));
        let asked = treating::asked(store, clock, patient, None).await.unwrap();
        assert_eq!(asked.visits, [(facility(CLINIC), clock.now() + Duration::hours(24))]);
        assert!(asked.asked.is_empty());

        world.answers(patient, CLINIC, Answer::No).await;
        assert_eq!(seen(&world, CLINIC, patient).await, None, "the very next request");
        let disputed = relationship::disputed(store).await.unwrap();
        assert_eq!(disputed.len(), 1);
        assert_eq!((disputed[0].patient, disputed[0].stated_by), (patient, Some(staff.account)));
        let again = gate::state_visit(store, clock, &nurse, patient, Shown::PaperWithPhotograph).await;
        assert!(matches!(again, Err(Refused::NotPermitted)));
        assert_eq!(seen(&world, CLINIC, patient).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_stated_visit_lasts_a_day() {
    on_each(|world| async move {
        let patient = invented_value(&world).await;
        let (clerk, _) = somebody(&world, CLINIC, Role::Clerk).await;
        gate::state_visit(&world.store, &world.clock, &clerk, patient, Shown::Card).await.unwrap();
        world.clock.advance(Duration::hours(24) - Duration::milliseconds(1));
        assert!(seen(&world, CLINIC, patient).await.is_some());
        world.clock.advance(Duration::milliseconds(1));
        assert_eq!(
            (seen(&world, CLINIC, patient).await, state(&world, patient, CLINIC).await),
            (None, State::Asked)
        );
    })
    .await;
}

/// Who may not state one: whose role it is not, who has nothing to do with her, who is no staff.
#[tokio::test]
async fn nobody_else_states_a_visit() {
    on_each(|world| async move {
        let patient = invented_value(&world).await;
        let elsewhere = "1310000007";
        let unit = server::store::facility::ListUnit::Department;
        let now = world.clock.now();
        server::store::facility::add(&world.store, &facility(elsewhere), "架空", unit, now).await.unwrap();
        let (administrator, _) = somebody(&world, CLINIC, Role::Administrator).await;
        let (stranger, _) = somebody(&world, elsewhere, Role::Doctor).await;
        for actor in [administrator, stranger, Actor::Patient(patient), Actor::Facility(facility(CLINIC))] {
            let refused = gate::state_visit(&world.store, &world.clock, &actor, patient, Shown::Card).await;
            assert!(matches!(refused, Err(Refused::NotPermitted)), "{actor:?}");
        }
        assert_eq!(state(&world, patient, CLINIC).await, State::Asked);
    })
    .await;
}

#[tokio::test]
async fn a_one_time_code_confirms_once_and_in_time() {
    on_each(|world| async move {
        let patient = invented_value(&world).await;
        let by = world.account(patient).await;
        let World { store, clock, entropy } = &world;
        let (_, clinic) = somebody(&world, CLINIC, Role::Clerk).await;
        let (_, hospital) = somebody(&world, HOSPITAL, Role::Clerk).await;
        let make = async |only: Option<&str>| {
            let (code, until) =
                treating::make_code(store, clock, entropy, (patient, by, true), only.map(facility))
                    .await
                    .unwrap();
            assert_eq!(until, clock.now() + Duration::minutes(10));
            code
        };
        let redeem = async |code: &VisitCode, staff: &Staff| {
            treating::redeem(store, clock, code, staff).await.unwrap()
        };
        let unproved = treating::make_code(store, clock, entropy, (patient, by, false), None).await;
        assert!(matches!(unproved, Err(Unfulfilled::ProveFirst)));

        let old = make(None).await;
        let late = make(None).await;
        assert_eq!(redeem(&old, &clinic).await, None, "a newer one was made");
        clock.advance(Duration::minutes(10));
        assert_eq!(redeem(&late, &clinic).await, None, "ten minutes are over");
        let theirs = make(Some(HOSPITAL)).await;
        assert_eq!(redeem(&theirs, &clinic).await, None, "for the hospital alone");
        assert_eq!(seen(&world, CLINIC, patient).await, None);
        assert_eq!(redeem(&theirs, &hospital).await, Some(patient));

        world.answers(patient, CLINIC, Answer::No).await;
        let code = make(None).await;
        assert_eq!(redeem(&code, &clinic).await, Some(patient));
        assert_eq!(redeem(&code, &clinic).await, None, "once");
        let (kinds, untold) = seen(&world, CLINIC, patient).await.unwrap();
        assert!(untold && kinds.contains(Category::Infections), "her own word, newer than the no");
    })
    .await;
}

/// A clinic, its desk and her browser.
struct Clinic {
    world: World,
    portal: Portal,
    patient: PatientId,
    clerk: Member,
}

impl Clinic {
    async fn open(world: World) -> Self {
        let patient = invented_value(&world).await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, CLINIC).await;
        let clerk = world.member(CLINIC, "職員", &[Role::Clerk]).await;
        Self { world, portal, patient, clerk }
    }

    async fn desk(&self, method: Method, address: &str, body: &str) -> Page {
        self.portal.ask_in_session(Some(&self.clerk.cookie), method, address, body).await
    }

    async fn home(&self) -> String {
        self.portal.read("ja", "/", None).await.text()
    }

    async fn says(&self, answer: &str) -> Page {
        let body = format!("patient={}&facility={CLINIC}&answer={answer}&back=home", self.patient);
        self.portal.ask(portal::Who::Patient, Method::POST, "/consent/treating", &body).await
    }
}

#[tokio::test]
async fn home_asks_her_and_takes_the_answer_and_takes_it_back() {
    on_each(|world| async move {
        let clinic = Clinic::open(world).await;
        let question = "あなたを診ていると言っています";
        let home = clinic.home().await;
        assert!(home.contains(question) && home.contains("action=\"/consent/treating\""));
        let said = clinic.says("yes").await;
        assert_eq!((said.status, said.header("location")), (StatusCode::SEE_OTHER, "/#treating"));
        assert!(seen(&clinic.world, CLINIC, clinic.patient).await.is_some());
        let home = clinic.home().await;
        assert!(!home.contains(question) && home.contains("にかかっている、と答えました"));
        clinic.says("undo").await;
        assert!(clinic.home().await.contains(question));
        assert_eq!(seen(&clinic.world, CLINIC, clinic.patient).await, None);
        // A form of another record, and one that says nothing, change nothing.
        for body in [
            format!("patient={}&facility={CLINIC}&answer=yes", PatientId(uuid::Uuid::nil())),
            format!("patient={}&facility={CLINIC}&answer=maybe", clinic.patient),
            format!("patient={}&facility=131&answer=yes", clinic.patient),
        ] {
            let refused =
                clinic.portal.ask(portal::Who::Patient, Method::POST, "/consent/treating", &body).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        }
        assert_eq!(seen(&clinic.world, CLINIC, clinic.patient).await, None);
        assert!(clinic.portal.read("ja", "/consent", None).await.text().contains("data-state=\"asked\""));
    })
    .await;
}

#[tokio::test]
async fn at_the_desk_a_typed_number_states_nothing_and_a_visit_is_paced() {
    on_each(|world| async move {
        let clinic = Clinic::open(world).await;
        let visit = format!("/desk/patients/{}/visit", clinic.patient);
        assert_eq!(clinic.desk(Method::GET, &visit, "").await.status, StatusCode::OK);
        for body in ["", "shown=", "shown=00000001", "number=A-1"] {
            assert_eq!(
                clinic.desk(Method::POST, &visit, body).await.status,
                StatusCode::BAD_REQUEST,
                "{body}"
            );
        }
        assert_eq!(state(&clinic.world, clinic.patient, CLINIC).await, State::Asked);
        for _ in 0..6 {
            assert_eq!(clinic.desk(Method::POST, &visit, "shown=card").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(
            clinic.desk(Method::POST, &visit, "shown=card").await.status,
            StatusCode::TOO_MANY_REQUESTS
        );
        // She is told, with the way to say that it was not she.
        let home = clinic.home().await;
        assert!(home.contains("来院していると伝えました") && home.contains("それは私ではありません"));
        clinic.says("no").await;
        clinic.world.clock.advance(Duration::minutes(2));
        let refused = clinic.desk(Method::POST, &visit, "shown=paper").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!clinic.home().await.contains("来院していると伝えました"));
    })
    .await;
}

#[tokio::test]
async fn her_code_is_shown_once_and_opens_her_page_at_the_desk() {
    on_each(|world| async move {
        let clinic = Clinic::open(world).await;
        let patient = portal::Who::Patient;
        let body = format!("patient={}", clinic.patient);
        let made = clinic.portal.ask(patient, Method::POST, "/consent/code", &body).await;
        assert_eq!(made.status, StatusCode::OK);
        let page = made.text();
        let code = page.split_once("invitation-code\">").unwrap().1.split('<').next().unwrap().to_owned();
        assert!(VisitCode::parse(&code).is_some() && page.contains("<svg "), "{code}");
        let empty = clinic.portal.read("ja", "/consent/code", None).await.text();
        assert!(!empty.contains(&code));
        let wrong = clinic.desk(Method::POST, "/desk/code", "code=7K2M-7K2M-7K2M").await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let found = clinic.desk(Method::POST, "/desk/code", &format!("code={code}")).await;
        let address = format!("/desk/patients/{}", clinic.patient);
        assert_eq!((found.status, found.header("location")), (StatusCode::SEE_OTHER, address.as_str()));
        assert_eq!(state(&clinic.world, clinic.patient, CLINIC).await, State::Confirmed);
        assert_eq!(
            clinic.desk(Method::POST, "/desk/code", &format!("code={code}")).await.status,
            wrong.status
        );
    })
    .await;
}

/// What the account of a look-alike permitted, and whom it let treat it, opens nobody's record by a link.
#[tokio::test]
async fn what_a_linked_look_alike_permitted_shows_nothing_until_the_person_agrees() {
    on_each(|world| async move {
        let sent = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", DIAGNOSIS)]);
        world.send_new(HOSPITAL, &sent).await;
        let patient = world.only_person().await;
        let twin = hanako().insured_as("00000009:新:77:00");
        world.send_new(CLINIC, &twin.results(CLINIC, "2", &[result("b", "ＬＤＬ", TEST)])).await;
        let twin = world.people().await.into_iter().find(|one| *one != patient).unwrap();
        wish(&world, twin, Wish::Preset(Preset::Everyone)).await;
        let (whom, purpose, term) = (Whom::Facility(facility(CLINIC)), For::Care, Term::Standing);
        wish(
            &world,
            twin,
            Wish::Switches { whom, purpose, kinds: Categories::ALL, term, subjects: Default::default() },
        )
        .await;
        world.confirms(twin, &[CLINIC]).await;
        assert!(seen(&world, CLINIC, twin).await.is_some());
        let own = world.account(patient).await;
        let World { store, clock, entropy, .. } = &world;
        let operator = identities::Desk { store, clock, entropy, by: "試験" };
        operator.link(patient, twin, KeptAccounts::Known).await.unwrap();
        assert_eq!(seen(&world, CLINIC, patient).await, None);
        assert_ne!(state(&world, patient, CLINIC).await, State::Confirmed);
        // She says that the clinic treats her: that permits no more than she does.
        world.confirms(patient, &[CLINIC]).await;
        assert!(seen(&world, CLINIC, patient).await.is_none_or(|(kinds, _)| kinds == Categories::NONE));

        assert!(link_hold::confirm(store, own, patient, clock.now()).await.unwrap());
        assert!(seen(&world, CLINIC, patient).await.unwrap().0.contains(Category::Diagnoses));
    })
    .await;
}

/// A desk that was left open states nothing: whoever sits down at it has no passkey.
#[tokio::test]
async fn neither_a_visit_nor_a_code_counts_with_an_old_proof() {
    on_each(|world| async move {
        let clinic = Clinic::open(world).await;
        let visit = format!("/desk/patients/{}/visit", clinic.patient);
        let leads_to = |page: Page| (page.status, page.header("location").to_owned());
        clinic.world.clock.advance(Duration::minutes(8));
        let form = clinic.desk(Method::GET, &visit, "").await;
        assert_eq!(leads_to(form), (StatusCode::SEE_OTHER, format!("/verify?return_to={visit}")));
        let body = format!("patient={}", clinic.patient);
        let made = clinic.portal.ask(portal::Who::Patient, Method::POST, "/consent/code", &body).await;
        let page = made.text();
        let code = page.split_once("invitation-code\">").unwrap().1.split('<').next().unwrap().to_owned();
        clinic.world.clock.advance(Duration::minutes(8));
        let stated = clinic.desk(Method::POST, &visit, "shown=card").await;
        assert_eq!(leads_to(stated), (StatusCode::SEE_OTHER, format!("/verify?return_to={visit}")));
        let redeemed = clinic.desk(Method::POST, "/desk/code", &format!("code={code}")).await;
        assert_eq!(leads_to(redeemed), (StatusCode::SEE_OTHER, "/verify?return_to=/desk".to_owned()));
        assert_eq!(state(&clinic.world, clinic.patient, CLINIC).await, State::Asked);
    })
    .await;
}

/// What the database itself holds to, whoever writes; and what a migration keeps.
#[tokio::test]
async fn a_migration_keeps_what_she_could_know_and_asks_about_the_rest() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        let list = [diagnosis("a", DIAGNOSIS)];
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &list)).await;
        let patient = world.only_person().await;
        let specialist = "1310000008";
        let unit = server::store::facility::ListUnit::Department;
        let now = world.clock.now();
        server::store::facility::add(&world.store, &facility(specialist), "架空", unit, now).await.unwrap();
        let hidden = [diagnosis("u", UNTOLD).flagged("UNINFORMED")];
        world.send(specialist, &hanako().conditions(specialist, "2", &hidden)).await;
        world.clock.advance(Duration::seconds(1));
        wish(&world, patient, Wish::Preset(Preset::Everyone)).await;
        world.send(CLINIC, &hanako().results(CLINIC, "3", &[result("b", "ＬＤＬ", TEST)])).await;
        assert_eq!(seen(&world, HOSPITAL, patient).await, None);
        run(&url, KEEPING.0, KEEPING.1).await;
        assert_eq!(state(&world, patient, HOSPITAL).await, State::Kept);
        assert_eq!(state(&world, patient, CLINIC).await, State::Asked);
        assert_eq!(state(&world, patient, specialist).await, State::None);
        let (kinds, untold) = seen(&world, HOSPITAL, patient).await.unwrap();
        assert!(kinds.contains(Category::Diagnoses) && !untold, "kept, without what waits for her own word");
        assert_eq!(
            (seen(&world, CLINIC, patient).await, seen(&world, specialist, patient).await),
            (None, None)
        );
        let key = SigningKey::make(&Entropy::seeded(9)).0;
        let report = audit::verify(&world.store, &LogKey::read(key.verifier()).unwrap(), None).await.unwrap();
        assert_eq!(report.findings, []);
        world.store.close().await;
    })
    .await;
}

/// The last statement of the migration, which writes what is kept, on SQLite and on PostgreSQL.
const KEEPING: (&str, &str) = (
    include_str!("../migrations/sqlite/0015_relationship.sql"),
    include_str!("../migrations/postgres/0015_relationship.sql"),
);

async fn run(url: &server::store::DatabaseUrl, sqlite: &'static str, postgres: &'static str) {
    let last = |text: &'static str| {
        // What sent an item has another name by now.
        let last = text.split("INSERT INTO relationship").last().unwrap();
        let last = last.replace(
            "patient_id, facility, min(received_at)",
            "patient_id, source AS facility, min(received_at)",
        );
        format!(
            "INSERT INTO relationship{}",
            last.replace("GROUP BY patient_id, facility", "GROUP BY patient_id, source")
        )
    };
    if url.is_postgres() {
        let mut connection = PgConnection::connect(&url.0).await.unwrap();
        raw_sql(AssertSqlSafe(last(postgres))).execute(&mut connection).await.unwrap();
    } else {
        let mut connection = SqliteConnection::connect(&url.0).await.unwrap();
        raw_sql(AssertSqlSafe(last(sqlite))).execute(&mut connection).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_said_stays() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        let patient = invented_value(&world).await;
        for change in ["UPDATE relationship SET said = 'yes'", "DELETE FROM relationship"] {
            let refused = match url.is_postgres() {
                true => {
                    let mut connection = PgConnection::connect(&url.0).await.unwrap();
                    raw_sql(change).execute(&mut connection).await.map(|_| ())
                }
                false => {
                    let mut connection = SqliteConnection::connect(&url.0).await.unwrap();
                    raw_sql(change).execute(&mut connection).await.map(|_| ())
                }
            };
            assert!(
                refused.unwrap_err().to_string().contains("what was said about a relationship"),
                "{change}"
            );
        }
        // A clock that is behind does not put a yes before the no that it follows.
        world.answers(patient, CLINIC, Answer::Yes).await;
        let early = Statement { said: Said::No, at: world.clock.now() - Duration::hours(1) };
        relationship::write(&world.store, patient, &facility(CLINIC), early, world.account(patient).await)
            .await
            .unwrap();
        assert_eq!(seen(&world, CLINIC, patient).await, None);
        world.store.close().await;
    })
    .await;
}
