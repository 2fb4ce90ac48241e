//! Acting for somebody else, from the invitation to the day it is taken back, over HTTP and on both databases.

use crate::common::{
    self, CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine, result, taro},
    databases::on_each_url,
    facility,
};
use crate::portal::{self, Answer, Portal};
use app::keeping::{KeptTerms, SNAPSHOT_HEADER};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use serde_json::Value;
use server::{
    auth::{Actor, Caregiver, Code, Role, Staff},
    clock::Clock,
    demo::caregivers,
    gate::{self, Purpose},
    ingest::identities::{self, KeptAccounts},
    store::{
        DatabaseUrl, Store,
        account::{self, invitation, session},
        facility as facilities,
        log::access,
        sharing::{
            emergency::Stated,
            mandate::{self, Giver},
        },
    },
};
use shared::{
    category::{Categories, Category},
    consent::FacilityKind,
    delegation::{Actions, Basis, Proposal, Unfounded},
    emergency::Reason,
    ids::{AccountId, PatientId},
    labs::LabSheet,
    record::RecordView,
};
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What of the record a caregiver with medicines alone must never be told.
const SECRETS: [&str; 4] = ["膵頭部癌", "ALT", "架空1310000001", "療養の助言"];

/// A person with a record, somebody who is invited, and the portal between them.
struct Family {
    url: DatabaseUrl,
    world: World,
    portal: Portal,
    patient: PatientId,
    daughter: AccountId,
}

/// Runs `test` for a family of its own on each database.
async fn on_each<F: Future<Output = ()>>(test: impl Fn(Family) -> F) {
    on_each_url(|url| {
        let test = &test;
        async move {
            let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
            let store = world.store.clone();
            test(Family::new(url, world).await).await;
            store.close().await;
        }
    })
    .await;
}

impl Family {
    async fn new(url: DatabaseUrl, world: World) -> Self {
        world
            .send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "d", &[diagnosis("d1", "膵頭部癌").of("01")]))
            .await;
        world.send(HOSPITAL, &hanako().results(HOSPITAL, "r", &[result("r1", "ALT", "21")])).await;
        world
            .send(CLINIC, &hanako().prescriptions(CLINIC, "m", &[medicine("m1", "試験錠", "2024-07-01", 30)]))
            .await;
        world.send(HOSPITAL, &hanako().summary(HOSPITAL, "s", "療養の助言", &[])).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        let daughter =
            caregivers::join(&world.store, "見本 みどり", world.clock.now(), &world.entropy).await.unwrap();
        Self { url, world, portal, patient, daughter }
    }

    /// What a facility's desk does, straight in the database: `change` is a statement about `id`.
    async fn at_the_desk(&self, change: &'static str, what: Option<DateTime<Utc>>, id: Uuid) {
        if self.url.is_postgres() {
            let mut connection = PgConnection::connect(&self.url.0).await.unwrap();
            sqlx::query(change).bind(what).bind(id).execute(&mut connection).await.unwrap();
        } else {
            let mut connection = SqliteConnection::connect(&self.url.0).await.unwrap();
            sqlx::query(change).bind(what).bind(id).execute(&mut connection).await.unwrap();
        }
    }

    /// The secret of a fresh session.
    async fn sign_in(&self, account: AccountId) -> String {
        let all = account::caregivers_for_demo(&self.world.store, common::demo()).await.unwrap();
        let account = all.into_iter().find(|one| one.id == account).unwrap();
        let now = self.world.clock.now();
        let store = &self.world.store;
        session::create_for_demo_account(store, common::demo(), &account, now, &self.world.entropy)
            .await
            .unwrap()
    }

    async fn own(&self) -> String {
        self.world.sign_in(self.patient, self.world.clock.now()).await
    }

    async fn get(&self, session: &str, address: &str) -> Answer {
        self.request(session, Method::GET, address, String::new()).await
    }

    async fn post(&self, session: &str, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.request(session, Method::POST, address, body).await
    }

    async fn request(&self, session: &str, method: Method, address: &str, body: String) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, format!("__Host-mikata_session={session}"));
        self.portal.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends the form of `/people/new` and returns the mandate's id.
    async fn invite(&self, own: &str, more: &[(&str, &str)]) -> Uuid {
        let id = self.world.entropy.uuid();
        let (patient, text) = (self.patient.to_string(), id.to_string());
        let mut fields = vec![("patient", patient.as_str()), ("id", text.as_str()), ("label", "みどり")];
        fields.extend(more);
        let answer = self.post(own, "/people/new", &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        id
    }

    /// Invited, accepted and confirmed.
    async fn care(&self, more: &[(&str, &str)]) -> Uuid {
        let own = self.own().await;
        let id = self.invite(&own, more).await;
        let now = self.world.clock.now();
        assert!(caregivers::accept(&self.world.store, id, self.daughter, now).await.unwrap());
        let patient = self.patient.to_string();
        let answer = self.post(&own, &format!("/people/{id}/confirm"), &[("patient", &patient)]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/people"));
        id
    }

    async fn open(&self, session: &str) -> StatusCode {
        self.post(session, "/records", &[("person", &self.patient.to_string())]).await.status
    }

    async fn record(&self, session: &str) -> Result<RecordView, StatusCode> {
        let answer = self.get(session, "/api/record").await;
        match answer.status {
            StatusCode::OK => Ok(serde_json::from_slice(&answer.body).unwrap()),
            other => Err(other),
        }
    }
}

const MEDICINES: [(&str, &str); 1] = [("kind", "medicines")];

#[tokio::test]
async fn from_the_invitation_to_the_day_it_is_taken_back() {
    on_each(|family| async move {
        let own = family.own().await;
        let hers = family.sign_in(family.daughter).await;
        let patient = family.patient.to_string();
        let id = family.invite(&own, &MEDICINES).await;
        let page = family.get(&own, "/people").await.text();
        assert!(page.contains("みどり") && page.contains("Withdraw the invitation"), "{page}");
        assert_eq!(family.open(&hers).await, StatusCode::BAD_REQUEST, "nobody accepted yet");

        let now = family.world.clock.now();
        assert!(caregivers::accept(&family.world.store, id, family.daughter, now).await.unwrap());
        assert_eq!(family.open(&hers).await, StatusCode::BAD_REQUEST, "nobody confirmed yet");
        let page = family.get(&own, "/people").await.text();
        assert!(page.contains("Waiting for your confirmation") && page.contains("見本 みどり"));
        for address in ["/", "/settings"] {
            assert!(family.get(&own, address).await.text().contains(NOTICE), "{address}");
            assert!(!family.get(&hers, address).await.text().contains(NOTICE), "{address} is not hers");
        }
        assert!(family.get(&hers, "/records").await.text().contains("once they confirm"));

        let confirmed = family.post(&own, &format!("/people/{id}/confirm"), &[("patient", &patient)]).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
        assert!(!family.get(&own, "/").await.text().contains(NOTICE), "nobody waits any more");
        assert_eq!(family.open(&hers).await, StatusCode::SEE_OTHER);
        let view = family.record(&hers).await.unwrap();
        assert_eq!(view.shown, Categories::from(Category::Medicines));
        assert_eq!(view.checked, Categories::NONE);
        assert_eq!(view.record.prescriptions.len(), 1);
        let home = family.get(&hers, "/").await.text();
        assert!(home.contains("is looking in their place") && home.contains("Kinds that you are not shown"));

        let ended = family.post(&own, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER);
        assert_eq!(
            family.record(&hers).await,
            Err(StatusCode::FORBIDDEN),
            "the very next request is refused"
        );
        assert_eq!(family.get(&hers, "/medicines").await.status, StatusCode::FORBIDDEN);
        assert!(family.get(&own, "/people").await.text().contains("could see it before"));
    })
    .await;
}

#[tokio::test]
async fn who_acts_gives_it_back_and_both_read_so() {
    on_each(|family| async move {
        let (own, hers) = (family.own().await, family.sign_in(family.daughter).await);
        let elsewhere = family.sign_in(family.daughter).await;
        let patient = family.patient.to_string();
        let resign = async || family.post(&hers, "/records/resign", &[("person", &patient)]).await;
        assert_eq!(resign().await.status, StatusCode::BAD_REQUEST, "there is nothing to give back");
        family.care(&MEDICINES).await;
        for session in [&hers, &elsewhere] {
            assert_eq!(family.open(session).await, StatusCode::SEE_OTHER);
        }
        let page = family.get(&hers, "/records").await.text();
        assert!(
            page.contains("formaction=\"/records/resign\"") && page.contains("cannot be undone"),
            "{page}"
        );

        let done = resign().await;
        let led_to = done.header("location").to_owned();
        assert_eq!((done.status, led_to.as_str()), (StatusCode::SEE_OTHER, "/records?done=resigned"));
        assert!(family.get(&hers, &led_to).await.text().contains("You can no longer see that record"));
        assert_eq!(family.record(&elsewhere).await, Err(StatusCode::FORBIDDEN), "the very next request");
        assert_eq!(family.record(&hers).await, Err(StatusCode::FORBIDDEN));
        assert_eq!(family.open(&hers).await, StatusCode::BAD_REQUEST);
        assert_eq!(resign().await.status, StatusCode::BAD_REQUEST, "once");
        let page = family.get(&own, "/people").await.text();
        assert!(page.contains("見本 みどり") && page.contains("They gave up access"), "{page}");
        let page = family.get(&hers, "/signins").await.text();
        assert!(page.contains("Stopped seeing <span lang=\"ja\">見本 花子"), "{page}");

        // Invited again they act again; what the person takes back is not said to be theirs.
        let id = family.care(&MEDICINES).await;
        assert_eq!(family.open(&hers).await, StatusCode::SEE_OTHER);
        family.post(&own, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        let page = family.get(&own, "/people").await.text();
        assert_eq!(page.matches("They gave up access").count(), 1, "{page}");
    })
    .await;
}

/// The name of the notice about who waits for the person.
const NOTICE: &str = "Somebody waits for your confirmation";

/// A suspension looks like an end: neither can be given back.
/// Who acts by a record that an operator reads as another person's reads nothing of that person: she has to agree.
#[tokio::test]
async fn who_acts_by_a_linked_look_alike_reads_nothing_until_the_person_agrees() {
    on_each(|family| async move {
        family.care(&MEDICINES).await;
        let hers = family.sign_in(family.daughter).await;
        assert_eq!(family.open(&hers).await, StatusCode::SEE_OTHER);
        assert!(family.record(&hers).await.is_ok());
        let bundle = hanako().insured_as("00000009:新:77:00");
        let bundle = bundle.prescriptions(CLINIC, "n", &[medicine("n1", "別錠", "2024-07-01", 30)]);
        family.world.send_new(CLINIC, &bundle).await;
        let kept = family.world.people().await.into_iter().find(|one| *one != family.patient).unwrap();
        let World { store, clock, entropy, .. } = &family.world;
        let operator = identities::Desk { store, clock, entropy, by: "試験" };
        operator.link(kept, family.patient, KeptAccounts::Known).await.unwrap();

        let hers = family.sign_in(family.daughter).await;
        let person = kept.to_string();
        let open = async || family.post(&hers, "/records", &[("person", &person)]).await;
        assert_eq!(open().await.status, StatusCode::BAD_REQUEST);
        assert!(family.record(&hers).await.is_err());
        assert!(!family.get(&hers, "/records").await.text().contains(&person));

        let own = family.world.sign_in(kept, clock.now()).await;
        let page = family.get(&own, "/signins").await.text();
        assert!(page.contains("Another sign-in waits"), "{page}");
        let agreed = family.post(&own, "/signins/way-in", &[("what", "linked")]).await;
        assert_eq!((agreed.status, agreed.header("location")), (StatusCode::SEE_OTHER, "/signins"));
        assert_eq!(open().await.status, StatusCode::SEE_OTHER);
        assert!(family.record(&hers).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn what_is_suspended_cannot_be_given_back() {
    on_each(|family| async move {
        let id = family.care(&MEDICINES).await;
        let hers = family.sign_in(family.daughter).await;
        family.open(&hers).await;
        const SUSPEND: &str = "UPDATE mandate SET suspended_at = $1 WHERE id = $2";
        family.at_the_desk(SUSPEND, Some(family.world.clock.now()), id).await;
        let fields = [("person", family.patient.to_string())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let suspended = family.post(&hers, "/records/resign", &fields).await;
        let nobody = family.post(&hers, "/records/resign", &[("person", &Uuid::nil().to_string())]).await;
        assert_eq!((suspended.status, suspended.body), (StatusCode::BAD_REQUEST, nobody.body));
        family.at_the_desk(SUSPEND, None, id).await;
        assert!(family.record(&hers).await.is_ok(), "lifted, it holds as before");
    })
    .await;
}

/// Pages that are about no record are there for whoever may open none.
#[tokio::test]
async fn what_is_about_no_record_is_open_to_whoever_may_open_none() {
    on_each(|family| async move {
        let until = family.world.clock.today().to_string();
        family.care(&[("kind", "medicines"), ("until", &until)]).await;
        family.world.clock.advance(to_midnight(&family, family.world.clock.today()));
        let lapsed = family.sign_in(family.daughter).await;
        family.open(&lapsed).await;
        family.world.clock.advance(Duration::seconds(1));
        let nobody = family.sign_in(family.daughter).await;
        for (who, session) in [("lapsed", &lapsed), ("for nobody", &nobody)] {
            for address in ["/settings", "/glossary"] {
                let page = family.get(session, address).await;
                assert_eq!(page.status, StatusCode::OK, "{who}: {address}");
                assert!(!page.text().contains("見本 花子") && !page.text().contains("data-record"), "{who}");
            }
            assert_eq!(family.record(session).await, Err(StatusCode::FORBIDDEN), "{who}");
        }
        assert_eq!(family.get(&lapsed, "/medicines").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// Everything that a caregiver can ask for: pages, tests and documents of the whole record, and the record itself.
async fn addresses(family: &Family) -> Vec<String> {
    let record = family.world.record(family.patient).await;
    let mut all = Vec::new();
    let patient = family.patient.to_string();
    for (path, method) in family.portal.addresses() {
        match path.as_str() {
            _ if method != "GET" || path == "/healthz" => {}
            "/labs/{test}" => {
                let sheet = LabSheet::of_results(record.observations.iter());
                all.extend(sheet.tests().map(|series| format!("/labs/{}", series.key)));
            }
            "/documents/{id}" => {
                all.extend(record.documents.iter().map(|one| format!("/documents/{}", one.origin.item)));
            }
            _ => all.push(portal::example(&path, &patient).0),
        }
    }
    // ロキソニン
    all.push("/medicines/check?q=%E3%83%AD%E3%82%AD%E3%82%BD%E3%83%8B%E3%83%B3".to_owned());
    all
}

#[tokio::test]
async fn nothing_that_is_kept_back_reaches_a_caregiver() {
    on_each(|family| async move {
        family.care(&MEDICINES).await;
        let hers = family.sign_in(family.daughter).await;
        assert_eq!(family.open(&hers).await, StatusCode::SEE_OTHER);
        let own = family.own().await;
        let mut told = BTreeSet::new();
        for address in addresses(&family).await {
            let answer = family.get(&hers, &address).await;
            let text = format!("{:?} {}", answer.headers, answer.text());
            for secret in SECRETS {
                assert!(!text.contains(secret), "{address} says {secret}");
                if family.get(&own, &address).await.text().contains(secret) {
                    told.insert(secret);
                }
            }
        }
        assert_eq!(told.len(), SECRETS.len(), "the person themself is told all of it: {told:?}");
        for (address, words) in [
            ("/labs", "You are not shown"),
            ("/documents", "You are not shown"),
            ("/record", "You are not shown"),
            ("/summary", "You are not shown"),
            ("/", "Kinds that you are not shown"),
        ] {
            let text = family.get(&hers, address).await.text();
            assert!(text.contains(words) && text.contains("Kinds that you are not shown"), "{address}");
            assert!(!text.contains("These providers had sent no"), "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_record_of_which_somebody_may_see_nothing_is_not_said_to_be_empty() {
    on_each(|family| async move {
        family.care(&[("kind", "immunizations")]).await;
        let hers = family.sign_in(family.daughter).await;
        assert_eq!(family.open(&hers).await, StatusCode::SEE_OTHER);
        let seen = family.record(&hers).await.unwrap();
        assert!(
            seen.record.facilities.is_empty() && !seen.shown.is_all(),
            "what a browser writes the page from"
        );
        for address in ["/", "/record", "/medicines", "/labs", "/documents", "/summary"] {
            let text = family.get(&hers, address).await.text();
            assert!(text.contains("nothing that you may see has arrived from anywhere"), "{address}");
            assert!(text.contains("nothing of the kinds that you may see has been sent"), "{address}");
            for wrong in ["nothing has arrived from any", "has sent anything yet"] {
                assert!(!text.contains(wrong), "{address} says: {wrong}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn medicines_are_checked_only_where_that_was_given() {
    on_each(|family| async move {
        let id = family.care(&[("kind", "medicines"), ("kind", "tests")]).await;
        let hers = family.sign_in(family.daughter).await;
        family.open(&hers).await;
        let page = family.get(&hers, "/medicines").await.text();
        assert!(!page.contains("id=\"check\"") && !page.contains("/medicines/check"), "{page}");
        let page = family.get(&hers, "/medicines/check?q=x").await.text();
        assert!(page.contains("Checking medicines is not among") && !page.contains("check-form"));

        let patient = family.patient.to_string();
        family.post(&family.own().await, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        family.care(&[("kind", "medicines"), ("check", "1")]).await;
        family.open(&hers).await;
        let view = family.record(&hers).await.unwrap();
        assert_eq!(view.checked, Category::Medicines.into());
        let page = family.get(&hers, "/medicines").await.text();
        assert!(page.contains("id=\"check\""), "the check is shown");
        for limit in ["Allergies", "diagnoses"] {
            assert!(page.to_lowercase().contains(&limit.to_lowercase()), "{limit} could not be considered");
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_day_counts_and_the_next_does_not() {
    on_each(|family| async move {
        let last = family.world.clock.today() + Days::new(2);
        family.care(&[("kind", "medicines"), ("until", &last.to_string())]).await;
        // 12:00 in Tokyo on 7 July; sessions end after half an hour, so each question has its own.
        let opens = async || {
            let hers = family.sign_in(family.daughter).await;
            (family.open(&hers).await, family.record(&hers).await.is_ok())
        };
        assert_eq!(opens().await, (StatusCode::SEE_OTHER, true));
        let hers = family.sign_in(family.daughter).await;
        family.world.clock.advance(to_midnight(&family, last));
        assert_eq!(opens().await, (StatusCode::SEE_OTHER, true), "the last second of the last day");
        let late = family.sign_in(family.daughter).await;
        assert_eq!(family.open(&late).await, StatusCode::SEE_OTHER);
        family.world.clock.advance(Duration::seconds(1));
        assert_eq!(family.record(&late).await, Err(StatusCode::FORBIDDEN), "midnight in Tokyo");
        assert_eq!(opens().await, (StatusCode::BAD_REQUEST, false));
        assert_eq!(family.record(&hers).await, Err(StatusCode::UNAUTHORIZED), "that session is long over");
        assert!(family.get(&family.own().await, "/people").await.text().contains("could see it before"));
    })
    .await;
}

/// From now to the last second of a day in Tokyo.
fn to_midnight(family: &Family, day: NaiveDate) -> Duration {
    let next = (day + Days::new(1)).and_hms_opt(0, 0, 0).unwrap() - Duration::hours(9);
    next.and_utc() - family.world.clock.now() - Duration::seconds(1)
}

#[tokio::test]
async fn birthdays_come_at_midnight_in_tokyo() {
    on_each(|Family { world, .. }| async move {
        // Fifteen on 1 March 2025, because she was born on a leap day in 2010's stead: 29 February 2012 is fifteen
        // on 1 March 2027 and of age on 1 March 2030.
        for (born, eve, seen_before, seen_after) in [
            ("2012-02-29", "2027-02-28", Some(Categories::ALL), Some(narrow())),
            ("2012-02-28", "2030-02-27", Some(narrow()), None),
        ] {
            let child = hanako()
                .born_on(born)
                .called("仮想 そら", "カソウ ソラ")
                .insured_as(&format!("99999991:{born}:1:01"));
            world
                .send(
                    CLINIC,
                    &child.prescriptions(CLINIC, born, &[medicine(born, "試験錠", "2024-07-01", 30)]),
                )
                .await;
            let patient = world.people().await.pop().unwrap();
            let desk = caregivers::employ(&world.store, &facility(CLINIC), world.clock.now(), &world.entropy)
                .await
                .unwrap();
            let parent = caregivers::join(&world.store, "仮想 めぐみ", world.clock.now(), &world.entropy)
                .await
                .unwrap();
            let by = Giver { account: desk, facility: Some(&facility(CLINIC)) };
            let proposal = proposal(Basis::Parent);
            let today = world.clock.today();
            caregivers::attest(&world.store, patient, parent, &proposal, by, today, &world.entropy)
                .await
                .unwrap()
                .unwrap();
            let eve: NaiveDate = eve.parse().unwrap();
            let next = (eve + Days::new(1)).and_hms_opt(0, 0, 0).unwrap() - Duration::hours(9);
            let to_eve = next.and_utc() - world.clock.now() - Duration::seconds(1);
            let clock = Clock::standing_at(world.clock.now() + to_eve);
            let seen = async || {
                let powers = mandate::powers_now(&world.store, parent, patient, clock.today()).await.unwrap();
                let actor = Actor::Caregiver(Caregiver { account: parent, patient });
                let opened = gate::open(&world.store, &clock, &actor, patient, Purpose::OnBehalf).await;
                assert_eq!(
                    opened.as_ref().ok().map(|grant| grant.shown().kinds()),
                    powers.as_ref().map(|one| one.seen)
                );
                powers.map(|powers| powers.seen)
            };
            assert_eq!(seen().await, seen_before, "{born} at 23:59:59");
            clock.advance(Duration::seconds(1));
            assert_eq!(seen().await, seen_after, "{born} at midnight");
        }
    })
    .await;
}

fn narrow() -> Categories {
    [Category::Allergies, Category::Contraindications, Category::Immunizations].into_iter().collect()
}

fn proposal(basis: Basis) -> Proposal {
    Proposal { basis, categories: Categories::ALL, actions: Actions::ALL, until: None }
}

const SUSPEND: &str = "UPDATE mandate SET suspended_at = $1 WHERE id = $2";
/// On a day long over.
const DIED: &str = "UPDATE person SET died_on = '2024-07-01' WHERE $1 IS NOT NULL AND patient_id = $2";

/// Status, headers and body, without the nonce and the form token, which are other ones in each answer.
fn without_chance(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("-");
    let headers = format!("{:?}", answer.headers).replace(nonce, "NONCE");
    format!("{} {headers} {}", answer.status, answer.without_chance())
}

#[tokio::test]
async fn what_is_suspended_looks_like_what_is_ended() {
    on_each(|family| async move {
        let mut told: Vec<Vec<String>> = Vec::new();
        for suspended in [true, false] {
            let id = family.care(&MEDICINES).await;
            let hers = family.sign_in(family.daughter).await;
            family.open(&hers).await;
            if suspended {
                family.at_the_desk(SUSPEND, Some(family.world.clock.now()), id).await;
            } else {
                let patient = family.patient.to_string();
                family
                    .post(&family.own().await, &format!("/people/{id}/end"), &[("patient", &patient)])
                    .await;
            }
            let mut answers = Vec::new();
            // Her own sign-ins say how often she signed in, which differs here.
            for address in addresses(&family).await.into_iter().filter(|address| address != "/signins") {
                answers.push(format!("{address} {}", without_chance(&family.get(&hers, &address).await)));
            }
            answers.push(without_chance(
                &family.post(&hers, "/records", &[("person", &family.patient.to_string())]).await,
            ));
            told.push(answers);
            if suspended {
                let page = family.get(&family.own().await, "/people").await.text();
                assert!(page.contains("could see it before") && !page.contains("uspend"), "{page}");
                family.at_the_desk(SUSPEND, None, id).await;
                assert!(family.record(&hers).await.is_ok(), "and it can be resumed");
                let patient = family.patient.to_string();
                family
                    .post(&family.own().await, &format!("/people/{id}/end"), &[("patient", &patient)])
                    .await;
            }
        }
        for (one, other) in told[0].iter().zip(&told[1]) {
            assert_eq!(one, other);
        }
    })
    .await;
}

#[tokio::test]
async fn the_bereaved_read_and_do_no_more() {
    on_each(|family| async move {
        let store = &family.world.store;
        let (now, today) = (family.world.clock.now(), family.world.clock.today());
        family.care(&[("kind", "medicines"), ("check", "1")]).await;
        let desk = caregivers::employ(store, &facility(CLINIC), now, &family.world.entropy).await.unwrap();
        let code = facility(CLINIC);
        let by = Giver { account: desk, facility: Some(&code) };
        let spouse = caregivers::join(store, "見本 一郎", now, &family.world.entropy).await.unwrap();
        let attest = async || {
            let proposal = proposal(Basis::Bereaved);
            caregivers::attest(store, family.patient, spouse, &proposal, by, today, &family.world.entropy)
                .await
                .unwrap()
        };
        assert_eq!(attest().await, Err(Unfounded::Alive));
        family.at_the_desk(DIED, Some(now), family.patient.0).await;
        attest().await.unwrap();
        let his = family.sign_in(spouse).await;
        assert_eq!(family.open(&his).await, StatusCode::SEE_OTHER);
        let view = family.record(&his).await.unwrap();
        assert_eq!((view.shown, view.checked), (Categories::ALL, Categories::NONE));
        let hers = family.sign_in(family.daughter).await;
        assert_eq!(family.open(&hers).await, StatusCode::BAD_REQUEST, "what she gave ended with her life");
    })
    .await;
}

#[tokio::test]
async fn forms_of_another_record_and_of_other_people_change_nothing() {
    on_each(|family| async move {
        let own = family.own().await;
        let id = family.invite(&own, &MEDICINES).await;
        family.world.send_new(HOSPITAL, &taro().results(HOSPITAL, "t", &[result("t1", "AST", "20")])).await;
        let taro = *family.world.people().await.last().unwrap();
        assert_ne!(taro, family.patient);
        let his = family.world.sign_in(taro, family.world.clock.now()).await;
        let (hanako, own_id) = (family.patient.to_string(), taro.to_string());
        // In his own name, in hers, and a stale tab of another record.
        for fields in [&own_id, &hanako] {
            let answer = family.post(&his, &format!("/people/{id}/end"), &[("patient", fields)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        }
        let stale = family.post(&own, &format!("/people/{id}/end"), &[("patient", &own_id)]).await;
        assert!(stale.text().contains("another person's record was open"), "{}", stale.text());
        assert!(family.get(&own, "/people").await.text().contains("Withdraw the invitation"));
        // Whoever acts for her decides nothing about who else does.
        let now = family.world.clock.now();
        assert!(caregivers::accept(&family.world.store, id, family.daughter, now).await.unwrap());
        assert!(!caregivers::accept(&family.world.store, id, family.daughter, now).await.unwrap(), "once");
        family.post(&own, &format!("/people/{id}/confirm"), &[("patient", &hanako)]).await;
        let hers = family.sign_in(family.daughter).await;
        family.open(&hers).await;
        for address in ["/people", "/people/new"] {
            let answer = family.get(&hers, address).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
            assert!(!answer.text().contains("みどり（"), "{address}");
        }
        let answer = family.post(&hers, &format!("/people/{id}/end"), &[("patient", &hanako)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(family.record(&hers).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_invites_once() {
    on_each(|family| async move {
        let own = family.own().await;
        let (id, patient) = (family.world.entropy.uuid().to_string(), family.patient.to_string());
        let fields = [("patient", patient.as_str()), ("id", &id), ("label", "みどり"), ("kind", "medicines")];
        let first = family.post(&own, "/people/new", &fields).await;
        let second = family.post(&own, "/people/new", &fields).await;
        assert_eq!((first.status, second.status), (StatusCode::OK, StatusCode::SEE_OTHER));
        let text = first.text();
        assert!(text.contains("/invitation#") && text.contains("<svg "), "{text}");
        let page = family.get(&own, "/people").await.text();
        assert_eq!(page.matches("Withdraw the invitation").count(), 1);
        assert!(!page.contains("/invitation#"), "the code is shown once");
        let end = family.post(&own, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        assert_eq!(end.status, StatusCode::SEE_OTHER);
        let code = text.split("/invitation#").nth(1).unwrap()[..39].to_owned();
        let code = Code::parse(&code).unwrap();
        let found = invitation::find(&family.world.store, &code, family.world.clock.now()).await;
        assert_eq!(found.unwrap(), None, "withdrawn with what it was for");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_cannot_be_is_shown_again_with_what_is_wrong() {
    on_each(|family| async move {
        let own = family.own().await;
        let (id, patient) = (family.world.entropy.uuid().to_string(), family.patient.to_string());
        for (label, kind, until, words) in [
            ("", "medicines", "", "Please write whom you invite"),
            ("み\u{202e}どり", "medicines", "", "This name cannot be used"),
            ("みどり", "everything", "", "Please choose at least one kind"),
            ("みどり", "medicines", "2024-02-30", "Please choose a day that exists"),
            ("みどり", "medicines", "2024-07-06", "The last day is in the past"),
        ] {
            let fields = [
                ("patient", patient.as_str()),
                ("id", &id),
                ("label", label),
                ("kind", kind),
                ("until", until),
            ];
            let answer = family.post(&own, "/people/new", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.text().contains(words), "{words}: {}", answer.text());
        }
        assert!(!family.get(&own, "/people").await.text().contains("Withdraw the invitation"));
    })
    .await;
}

#[tokio::test]
async fn to_give_needs_a_fresh_proof_and_to_take_back_does_not() {
    on_each(|family| async move {
        let own = family.own().await;
        let patient = family.patient.to_string();
        let id = family.invite(&own, &MEDICINES).await;
        let now = family.world.clock.now();
        caregivers::accept(&family.world.store, id, family.daughter, now).await.unwrap();
        family.world.clock.advance(Duration::minutes(6));
        let form = family.get(&own, "/people/new").await;
        assert_eq!(form.header("location"), "/verify?return_to=/people/new");
        family.world.clock.advance(Duration::minutes(10));
        let confirm = family.post(&own, &format!("/people/{id}/confirm"), &[("patient", &patient)]).await;
        assert_eq!(confirm.header("location"), "/verify?return_to=/people");
        let fresh = family.world.entropy.uuid().to_string();
        let fields = [("patient", patient.as_str()), ("id", &fresh), ("label", "x"), ("kind", "tests")];
        let invite = family.post(&own, "/people/new", &fields).await;
        assert_eq!(invite.header("location"), "/verify?return_to=/people/new");
        let end = family.post(&own, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        assert_eq!(end.header("location"), "/people");
    })
    .await;
}

#[tokio::test]
async fn what_a_caregiver_does_is_recorded_as_theirs() {
    on_each(|family| async move {
        let id = family.care(&MEDICINES).await;
        let hers = family.sign_in(family.daughter).await;
        family.open(&hers).await;
        family.get(&hers, "/medicines").await;
        let patient = family.patient.to_string();
        family.post(&family.own().await, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        family.get(&hers, "/medicines").await;
        let log = access::log(&family.world.store, family.patient).await.unwrap();
        let theirs: Vec<(&str, &str)> = log
            .iter()
            .filter(|entry| entry.actor_kind == "caregiver" && entry.actor_id == family.daughter.to_string())
            .map(|entry| (entry.purpose.as_str(), entry.outcome.as_str()))
            .collect();
        assert_eq!(theirs, [("on-behalf", "granted"), ("on-behalf", "refused")]);
    })
    .await;
}

/// Also where two are called the same by whoever let them in. Whoever acts reads no history, so neither of them reads of
/// the other.
#[tokio::test]
async fn the_history_says_which_of_those_who_act_it_was() {
    on_each(|mut family| async move {
        let own = family.own().await;
        let (store, now) = (family.world.store.clone(), family.world.clock.now());
        let son = caregivers::join(&store, "見本 そら", now, &family.world.entropy).await.unwrap();
        let mut sessions = Vec::new();
        for who in [family.daughter, son] {
            family.daughter = who;
            family.care(&MEDICINES).await;
            let session = family.sign_in(who).await;
            family.open(&session).await;
            assert_eq!(family.get(&session, "/medicines").await.status, StatusCode::OK);
            sessions.push(session);
        }
        let page = family.get(&own, "/history").await.text();
        let answer: Value =
            serde_json::from_str(&family.get(&own, "/api/access-history").await.text()).unwrap();
        let caregivers = answer["history"]["caregivers"].as_array().unwrap();
        for name in ["見本 みどり", "見本 そら"] {
            assert!(page.contains(name), "{name}: {page}");
            let named: Vec<&Value> =
                caregivers.iter().filter(|one| one["caregiver"]["name"] == name).collect();
            assert_eq!(named.len(), 1, "{caregivers:?}");
            assert_eq!(named[0]["entries"].as_array().unwrap().len(), 1);
        }
        let csv = family.get(&own, "/api/access-history/history.csv").await.text();
        assert!(csv.contains("見本 そら") && csv.contains("見本 みどり"), "{csv}");
        let read = family.get(&sessions[0], "/history").await;
        assert_eq!(read.status, StatusCode::FORBIDDEN);
        assert!(!read.text().contains("見本 そら"));
        let api = family.get(&sessions[0], "/api/access-history").await;
        assert!(!api.status.is_success() && !api.text().contains("見本 そら"));
    })
    .await;
}

#[tokio::test]
async fn who_reads_for_somebody_without_end_drowns_nothing_in_their_log() {
    on_each(|family| async move {
        family.care(&MEDICINES).await;
        let hers = family.sign_in(family.daughter).await;
        family.open(&hers).await;
        let mut answers = std::collections::BTreeMap::<u16, usize>::new();
        // Also what is refused to her is entered.
        for address in ["/api/record", "/api/access-history", "/labs", "/history"].repeat(25) {
            *answers.entry(family.get(&hers, address).await.status.as_u16()).or_default() += 1;
        }
        assert_eq!(answers.remove(&429), Some(40));
        let log = access::log(&family.world.store, family.patient).await.unwrap();
        assert_eq!(log.iter().filter(|entry| entry.actor_kind == "caregiver").count(), 60);
        let page = family.get(&hers, "/labs").await;
        assert_eq!((page.status, page.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "60"));
        assert!(page.text().contains("Please wait a little"));
        let own = family.own().await;
        assert_eq!(family.get(&own, "/labs").await.status, StatusCode::OK, "she herself reads on");
        family.world.clock.advance(chrono::Duration::seconds(60));
        assert_eq!(family.get(&hers, "/labs").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn what_is_the_persons_alone_is_said_calmly_and_leads_back_to_the_record() {
    on_each(|family| async move {
        family.care(&MEDICINES).await;
        let hers = family.sign_in(family.daughter).await;
        assert_eq!(family.open(&hers).await, StatusCode::SEE_OTHER);
        for address in ["/consent", "/history", "/history/1"] {
            let answer = family.get(&hers, address).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
            let page = answer.text();
            assert!(page.contains("This page is the person’s own"), "{address}: {page}");
            assert!(page.contains("Back to the record"), "{address}");
            assert!(!page.contains("You cannot view this record"), "{address}: nothing was taken from her");
        }
        let sent = family.post(&hers, "/consent/preset", &[("preset", "everyone")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        assert!(sent.text().contains("Only the person themself decides"), "{}", sent.text());
        assert!(sent.text().contains("Nothing was changed"));
    })
    .await;
}

#[tokio::test]
async fn nobody_acts_for_themself_and_no_staff_for_anybody() {
    on_each(|family| async move {
        let own = family.own().await;
        let id = family.invite(&own, &MEDICINES).await;
        let (store, now) = (&family.world.store, family.world.clock.now());
        let hanako = session::find(store, &own, now).await.unwrap().unwrap().account;
        assert!(!caregivers::accept(store, id, hanako, now).await.unwrap());
        let desk = caregivers::employ(store, &facility(CLINIC), now, &family.world.entropy).await.unwrap();
        assert!(!caregivers::accept(store, id, desk, now).await.unwrap());
        assert!(caregivers::accept(store, id, family.daughter, now).await.unwrap());
    })
    .await;
}

/// Emergency staff of the hospital begin to look at her record.
async fn begin_emergency(family: &Family) {
    let world = &family.world;
    let hospital = facility(HOSPITAL);
    facilities::set_kind(&world.store, &hospital, Some(FacilityKind::Hospital)).await.unwrap();
    let account = AccountId(Uuid::from_u128(7));
    let actor = Actor::Staff(Staff { account, facility: hospital, roles: Role::Emergency.into() });
    let stated = Stated { reason: Reason::Unconscious, note: String::new() };
    world.clock.advance(Duration::seconds(1));
    gate::break_glass(&world.store, &world.clock, &world.entropy, &actor, family.patient, stated)
        .await
        .unwrap();
}

const TOLD: &str = "was opened in an emergency";
const THE_HOSPITAL: &str = "架空1310000001";

#[tokio::test]
async fn whom_she_chose_is_told_of_an_emergency_and_of_the_hospital_only_where_she_wants_it() {
    on_each(|family| async move {
        let id = family.care(&MEDICINES).await;
        let (own, hers) = (family.own().await, family.sign_in(family.daughter).await);
        let patient = family.patient.to_string();
        let form = format!("/people/{id}/emergency");
        let choose = async |more: &[(&str, &str)]| {
            let fields: Vec<_> =
                [("patient", patient.as_str())].into_iter().chain(more.iter().copied()).collect();
            let answer = family.post(&own, &form, &fields).await;
            assert_eq!(answer.header("location"), "/people", "{}", answer.text());
        };
        begin_emergency(&family).await;
        for page in ["/settings", "/records"] {
            assert!(!family.get(&hers, page).await.text().contains(TOLD), "she chose nobody: {page}");
        }
        assert!(family.get(&own, "/people").await.text().contains("In an emergency: they are not told"));

        choose(&[("tell", "yes")]).await;
        assert!(
            !family.get(&hers, "/settings").await.text().contains(TOLD),
            "what was before is not told now"
        );
        begin_emergency(&family).await;
        for page in ["/settings", "/records", "/records"] {
            let text = family.get(&hers, page).await.text();
            assert!(text.contains(TOLD) && text.contains("見本 花子"), "{page}: {text}");
            assert!(!text.contains(THE_HOSPITAL), "{page} names the hospital");
        }
        let seen = family.get(&hers, "/settings").await.text();
        assert!(!seen.contains(TOLD), "whoever opened the list has read of it");

        // A box alone says nothing.
        choose(&[("hospital", "yes")]).await;
        begin_emergency(&family).await;
        assert!(!family.get(&hers, "/records").await.text().contains(TOLD));
        choose(&[("tell", "yes"), ("hospital", "yes")]).await;
        begin_emergency(&family).await;
        let text = family.get(&hers, "/settings").await.text();
        assert!(text.contains(TOLD) && text.contains(THE_HOSPITAL), "{text}");
        // What she takes back is gone with the next request, from what was told before as well.
        choose(&[("tell", "yes")]).await;
        let text = family.get(&hers, "/settings").await.text();
        assert!(text.contains(TOLD) && !text.contains(THE_HOSPITAL), "{text}");
        choose(&[]).await;
        for page in ["/settings", "/records"] {
            assert!(!family.get(&hers, page).await.text().contains(TOLD), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_does_not_act_for_her_any_more_is_told_of_no_emergency() {
    on_each(|family| async move {
        let id = family.care(&MEDICINES).await;
        let (own, hers) = (family.own().await, family.sign_in(family.daughter).await);
        let patient = family.patient.to_string();
        let form = format!("/people/{id}/emergency");
        let tell = [("patient", patient.as_str()), ("tell", "yes"), ("hospital", "yes")];
        assert_eq!(family.post(&own, &form, &tell).await.header("location"), "/people");
        begin_emergency(&family).await;
        assert!(family.get(&hers, "/settings").await.text().contains(TOLD));

        // Suspended: neither what was told, nor what happens meanwhile, nor what she would choose.
        let now = family.world.clock.now();
        family.at_the_desk(SUSPEND, Some(now), id).await;
        begin_emergency(&family).await;
        for page in ["/settings", "/records"] {
            let text = family.get(&hers, page).await.text();
            assert!(!text.contains(TOLD) && !text.contains(THE_HOSPITAL), "{page}");
        }
        let suspended = family.post(&own, &form, &tell).await;
        assert_eq!(suspended.status, StatusCode::BAD_REQUEST);
        family.at_the_desk(SUSPEND, None, id).await;
        let again = family.get(&hers, "/settings").await.text();
        assert_eq!(again.matches(THE_HOSPITAL).count(), 2, "once on the page, once for its program: {again}");

        family.post(&own, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        begin_emergency(&family).await;
        for page in ["/settings", "/records"] {
            assert!(!family.get(&hers, page).await.text().contains(TOLD), "{page}");
        }
        let over = family.post(&own, &form, &tell).await;
        assert_eq!((over.status, over.body), (suspended.status, suspended.body), "one answer for both");
    })
    .await;
}

#[tokio::test]
async fn to_tell_somebody_of_emergencies_takes_a_fresh_proof_and_to_tell_them_nothing_none() {
    on_each(|family| async move {
        let id = family.care(&MEDICINES).await;
        let (own, hers) = (family.own().await, family.sign_in(family.daughter).await);
        let patient = family.patient.to_string();
        let form = format!("/people/{id}/emergency");
        let tell = [("patient", patient.as_str()), ("tell", "yes")];
        family.open(&hers).await;
        assert_eq!(family.post(&hers, &form, &tell).await.status, StatusCode::BAD_REQUEST, "not hers to say");
        family.world.clock.advance(Duration::minutes(16));
        assert_eq!(family.post(&own, &form, &tell).await.header("location"), "/verify?return_to=/people");
        begin_emergency(&family).await;
        assert!(!family.get(&hers, "/records").await.text().contains(TOLD), "nothing was changed");
        assert_eq!(family.post(&own, &form, &tell[..1]).await.header("location"), "/people");
    })
    .await;
}

const DAY: i64 = 24 * 3600;
const WEEK: i64 = 7 * DAY;

/// What a device answers with that keeps the open record.
async fn keep(family: &Family, session: &str) -> Result<KeptTerms, StatusCode> {
    keep_anew(family, session, None).await
}

/// The same of a device that keeps one already, under the name `known`.
async fn keep_anew(family: &Family, session: &str, known: Option<&str>) -> Result<KeptTerms, StatusCode> {
    let body = serde_json::json!({ "token": known }).to_string();
    let answer = family.portal.ask_in_session(Some(session), Method::POST, "/kept/terms", &body).await;
    match answer.status {
        StatusCode::OK => Ok(serde_json::from_slice(&answer.body).unwrap()),
        other => Err(other),
    }
}

/// As a device asks, in this session or in none.
async fn stays(family: &Family, terms: &KeptTerms, session: Option<&str>) -> bool {
    let mut asked = Request::get("/kept/stays").header(SNAPSHOT_HEADER, &terms.token);
    if let Some(session) = session {
        asked = asked.header(header::COOKIE, format!("__Host-mikata_session={session}"));
    }
    match family.portal.send(asked.body(Body::empty()).unwrap()).await.status {
        StatusCode::NO_CONTENT => true,
        StatusCode::GONE => false,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_caregivers_device_keeps_what_they_are_shown_for_a_week_and_no_longer_than_they_are() {
    on_each(|family| async move {
        let hers = family.sign_in(family.daughter).await;
        assert_eq!(keep(&family, &hers).await, Err(StatusCode::FORBIDDEN), "nobody's record is open");
        let id = family.care(&MEDICINES).await;
        assert_eq!(family.open(&hers).await, StatusCode::SEE_OTHER);
        let terms = keep(&family, &hers).await.unwrap();
        assert_eq!(terms.seconds, WEEK);
        let log = access::log(&family.world.store, family.patient).await.unwrap();
        let entry = log.iter().rfind(|entry| entry.purpose == "keeping").expect("it is in the patient's log");
        assert_eq!((entry.actor_kind.as_str(), entry.outcome.as_str()), ("caregiver", "granted"));
        assert!(stays(&family, &terms, None).await && stays(&family, &terms, Some(&hers)).await);

        // On a device where somebody else signs in it goes.
        let own = family.own().await;
        assert!(!stays(&family, &terms, Some(&own)).await);
        let mine = keep(&family, &own).await.unwrap();
        assert_eq!(mine.seconds, 30 * 24 * 3600);
        assert!(mine.viewer != terms.viewer && !stays(&family, &mine, Some(&hers)).await);
        assert!(stays(&family, &mine, Some(&own)).await);

        let patient = family.patient.to_string();
        family.post(&own, &format!("/people/{id}/end"), &[("patient", &patient)]).await;
        assert!(!stays(&family, &terms, None).await, "the mandate was ended");
        assert_eq!(keep(&family, &hers).await, Err(StatusCode::FORBIDDEN));
        let log = access::log(&family.world.store, family.patient).await.unwrap();
        let refused = |entry: &&access::Written| entry.purpose == "keeping" && entry.outcome == "refused";
        assert_eq!(log.iter().filter(refused).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_caregivers_copy_goes_when_they_may_see_less_than_it_holds() {
    on_each(|family| async move {
        let hers = family.sign_in(family.daughter).await;
        let own = family.own().await;
        let patient = family.patient.to_string();
        let today = family.world.clock.today();
        let until = today.checked_add_days(Days::new(2)).unwrap();
        let more =
            family.care(&[("kind", "medicines"), ("kind", "tests"), ("until", &until.to_string())]).await;
        family.open(&hers).await;
        let both = keep(&family, &hers).await.unwrap();
        // Until midnight of the second day from now on.
        assert!((2 * DAY..3 * DAY).contains(&both.seconds), "{}", both.seconds);

        family.care(&MEDICINES).await;
        let still = keep(&family, &hers).await.unwrap();
        assert_eq!(still.seconds, both.seconds, "what they see changes then");
        family.post(&own, &format!("/people/{more}/end"), &[("patient", &patient)]).await;
        assert!(!stays(&family, &both, None).await && !stays(&family, &still, None).await);

        // Kept anew it has another name: where that was noted and not written, what lies there has to go all the same.
        let anew = keep_anew(&family, &hers, Some(&still.token)).await.unwrap();
        assert!(anew.token != still.token && stays(&family, &anew, None).await);
        assert!(!stays(&family, &still, None).await);
        let again = keep_anew(&family, &hers, Some(&anew.token)).await.unwrap();
        assert_eq!(again.token, anew.token, "nothing was taken back meanwhile");

        let less = keep(&family, &hers).await.unwrap();
        assert!(less.seconds == WEEK && stays(&family, &less, None).await);
        family.world.clock.advance(Duration::days(7));
        assert!(!stays(&family, &less, None).await, "a week is over");
    })
    .await;
}
