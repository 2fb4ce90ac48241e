//! Keeping a record on a device: what is entered in its person's log, who may, and what takes the snapshot along.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako},
    databases::on_each,
};
use crate::portal::{Answer, Portal, Who, answered, from_our_own_page};
use app::keeping::{KeptTerms, SNAPSHOT_HEADER, WAITED_HEADER};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use chrono::Duration;
use server::{
    auth::recovery::Why,
    store::{account::freeze, log::access, statement::Voice},
};
use shared::ids::PatientId;

struct Device {
    world: World,
    portal: Portal,
    patient: PatientId,
    /// Signed in on this device.
    session: String,
}

impl Device {
    async fn new(world: World) -> Self {
        let sent = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        world.send_new(HOSPITAL, &sent).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        let session = world.sign_in(patient, world.clock.now()).await;
        Self { world, portal, patient, session }
    }

    async fn post(&self, address: &str, body: &str) -> Answer {
        self.portal.ask_in_session(Some(&self.session), Method::POST, address, body).await
    }

    async fn keep(&self, known: Option<&str>) -> KeptTerms {
        let answer = self.post("/kept/terms", &serde_json::json!({ "token": known }).to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// As the device asks, without a session.
    async fn stays(&self, token: &str) -> bool {
        let asked = Request::get("/kept/stays").header(SNAPSHOT_HEADER, token).body(Body::empty()).unwrap();
        match self.portal.send(asked).await.status {
            StatusCode::NO_CONTENT => true,
            StatusCode::GONE => false,
            other => panic!("{other}"),
        }
    }

    /// Entries of the log that say that it was kept.
    async fn entered(&self) -> usize {
        let log = access::log(&self.world.store, self.patient).await.unwrap();
        log.iter().filter(|entry| entry.purpose == "keeping" && entry.outcome == "granted").count()
    }
}

#[tokio::test]
async fn keeping_a_record_is_entered_in_its_log_at_most_once_an_hour() {
    on_each(|world| async move {
        let mut device = Device::new(world).await;
        let first = device.keep(None).await;
        assert_eq!((device.entered().await, first.seconds), (1, 30 * 24 * 3600));
        assert!(device.stays(&first.token).await);

        let again = device.keep(Some(&first.token)).await;
        assert_eq!((again, device.entered().await), (first.clone(), 1), "within the hour");
        let invented = device.keep(Some("invented")).await;
        assert_eq!(device.entered().await, 2, "what is not known is another device");
        assert!(invented.token != first.token && invented.viewer == first.viewer);

        device.world.clock.advance(Duration::minutes(61));
        device.session = device.world.sign_in(device.patient, device.world.clock.now()).await;
        let later = device.keep(Some(&first.token)).await;
        assert_eq!(device.entered().await, 3);
        assert_eq!(later.token, first.token, "it keeps its name: if writing it fails, the one before stays");
        assert!(device.stays(&later.token).await);

        let history =
            device.portal.ask_in_session(Some(&device.session), Method::GET, "/history", "").await.text();
        assert!(history.contains("この端末で、ネットワークがなくても読めるようにするため"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn what_ends_sign_ins_elsewhere_takes_the_snapshot_along() {
    on_each(|world| async move {
        let mut device = Device::new(world).await;
        for ending in ["/signins/end-others", "/signins/end-all", "lost"] {
            // Each has a session of its own: some of these end it.
            device.session = device.world.sign_in(device.patient, device.world.clock.now()).await;
            let token = device.keep(None).await.token;
            assert!(device.stays(&token).await, "before {ending}");
            if ending == "lost" {
                let World { store, clock, entropy } = &device.world;
                let (why, by) = (Why::Lost, Voice::Operator);
                assert!(freeze::freeze(store, device.patient, why, by, clock.now(), entropy).await.unwrap());
            } else {
                let answer = device.post(ending, "").await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            }
            assert!(!device.stays(&token).await, "after {ending}");
        }
    })
    .await;
}

#[tokio::test]
async fn signing_out_and_a_session_that_is_over_leave_it_on_other_devices() {
    on_each(|world| async move {
        let device = Device::new(world).await;
        let token = device.keep(None).await.token;
        device.world.clock.advance(Duration::days(1));
        assert!(device.stays(&token).await, "it is read after the session has ended");
        let elsewhere = device.world.sign_in(device.patient, device.world.clock.now()).await;
        let out = device.portal.ask_in_session(Some(&elsewhere), Method::POST, "/signout", "").await;
        assert_eq!(out.status, StatusCode::SEE_OTHER);
        assert!(out.header("clear-site-data").contains("storage"), "there it goes at once");
        assert!(device.stays(&token).await);
    })
    .await;
}

#[tokio::test]
async fn what_an_operator_no_longer_offers_goes() {
    on_each(|world| async move {
        let device = Device::new(world).await;
        let token = device.keep(None).await.token;
        device.world.clock.advance(Duration::days(8));
        assert!(device.stays(&token).await);
        for (days, stays) in [(9, true), (7, false), (0, false)] {
            let router = server::http::router(device.portal.state.clone().with_keep_days(days));
            let asked = Request::get("/kept/stays").header(header::HOST, "localhost:3000");
            let asked = asked.header(SNAPSHOT_HEADER, &token).body(Body::empty()).unwrap();
            let (status, _) = answered(router, asked).await;
            assert_eq!(status == StatusCode::NO_CONTENT, stays, "{days}: {status}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_document_that_opens_a_snapshot_has_nobodys_data() {
    on_each(|world| async move {
        let device = Device::new(world).await;
        let hers = device.portal.ask(Who::Patient, Method::GET, "/kept", "").await;
        let nobodys = device.portal.ask(Who::Nobody, Method::GET, "/kept", "").await;
        assert_eq!((hers.status, &hers.body), (StatusCode::OK, &nobodys.body));
        assert_eq!(hers.header("content-security-policy"), nobodys.header("content-security-policy"));
        let text = hers.text();
        assert!(text.contains("data-kept-shell") && !text.contains("花子"), "{text}");
        assert!(!text.contains("nonce") && text.matches("<script").count() == 1, "{text}");
    })
    .await;
}

/// Browsers keep titles in their history, in clear.
#[tokio::test]
async fn a_title_names_the_place_and_nothing_of_the_record() {
    let portal = Portal::new().await;
    for (list, place) in [("/labs", "検査の結果"), ("/documents", "文書")] {
        let page = portal.ask(Who::Patient, Method::GET, list, "").await.text();
        let start = format!("href=\"{list}/");
        let address =
            page.split(&start).nth(1).and_then(|rest| rest.split('"').next()).expect("there is one");
        let page = portal.ask(Who::Patient, Method::GET, &format!("{list}/{address}"), "").await.text();
        let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
        assert_eq!(title, format!("{place} · ミカタ"), "{list}/{address}");
    }
}

/// A form that waited was decided by a record of before, perhaps days ago.
#[tokio::test]
async fn what_waited_on_a_device_shows_nobody_more() {
    on_each(|world| async move {
        let device = Device::new(world).await;
        let sent = async |waited: bool, preset: &str| {
            let mut request = from_our_own_page(Method::POST, "/consent/preset")
                .header(header::COOKIE, format!("__Host-mikata_session={}", device.session));
            if waited {
                request = request.header(WAITED_HEADER, "1");
            }
            let answer = device.portal.send(request.body(format!("preset={preset}").into()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            answer.header("location").to_owned()
        };
        let is_refused = |location: String| location.starts_with("/verify");
        let is_done = |location: String| location.starts_with("/consent?saved=");
        assert!(is_refused(sent(true, "everyone").await), "more");
        assert!(is_done(sent(false, "everyone").await), "who is there decides that");
        assert!(is_done(sent(true, "ask-each-time").await), "less");
        assert!(is_refused(sent(true, "everyone").await), "more again");
    })
    .await;
}
