//! Acting for somebody else, from the invitation to the day it is taken back, over HTTP and on both databases.

mod common;
mod portal;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use chrono::{Duration, NaiveDate};
use common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine, result},
    databases::on_each,
    facility,
};
use portal::{Answer, Portal};
use server::{
    demo::caregivers,
    store::{account, mandate::Giver, session},
};
use shared::{
    category::{Categories, Category},
    delegation::{Action, Actions, Basis, Proposal},
    ids::{AccountId, PatientId},
    record::RecordView,
};
use uuid::Uuid;

/// What of the record a caregiver with medicines alone must never be told.
const SECRETS: [&str; 4] = ["膵頭部癌", "ALT", "架空1310000001", "療養の助言"];

/// A person with a record, somebody who is invited, and the portal between them.
struct Family {
    world: World,
    portal: Portal,
    patient: PatientId,
    daughter: AccountId,
}

impl Family {
    async fn new(world: World) -> Self {
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
        Self { world, portal, patient, daughter }
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
    on_each(|world| async move {
        let family = Family::new(world).await;
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
        assert!(family.get(&hers, "/records").await.text().contains("once they confirm"));

        let confirmed = family.post(&own, &format!("/people/{id}/confirm"), &[("patient", &patient)]).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
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
