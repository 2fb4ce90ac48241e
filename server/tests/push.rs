//! What a device is told, read as the device would read it: by another library, from a push service of the test's own
//! on this machine.

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako},
    databases::on_each_url,
    demo, facility,
};
use crate::portal::Portal;
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{aead, agreement, hkdf, rand::SystemRandom, signature};
use serde_json::{Value, json};
use server::{
    auth::{Actor, Role, Staff},
    demo::caregivers,
    entropy::Entropy,
    gate::{self, Purpose},
    push::{Delivery, Push, PushKey, Reach},
    store::{
        DatabaseUrl, Store,
        account::{
            self, push as devices,
            push::{Owner, Subscription},
            session,
        },
        facility as facilities,
        sharing::{emergency::Stated, mandate::Giver},
    },
};
use shared::{
    category::Category,
    consent::FacilityKind,
    delegation::{Actions, Basis, Proposal},
    emergency::Reason,
    ids::{AccountId, PatientId},
};
use std::{
    future::Future,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use uuid::Uuid;

/// A push service.
#[derive(Clone, Default)]
struct Service(Arc<Inner>);

#[derive(Default)]
struct Inner {
    received: Mutex<Vec<(HeaderMap, Bytes)>>,
    /// What it answers; 0: 201.
    status: AtomicU16,
    /// How long it takes, in milliseconds.
    takes: AtomicU64,
}

impl Service {
    /// Where it takes messages.
    async fn start() -> (Self, String) {
        let service = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/device", listener.local_addr().unwrap());
        let router = Router::new().route("/{*path}", post(take)).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (service, address)
    }

    fn answers(&self, status: u16) {
        self.0.status.store(status, Ordering::SeqCst);
    }

    fn received(&self) -> Vec<(HeaderMap, Bytes)> {
        std::mem::take(&mut self.0.received.lock().unwrap())
    }
}

async fn take(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    tokio::time::sleep(Duration::from_millis(service.0.takes.load(Ordering::SeqCst))).await;
    service.0.received.lock().unwrap().push((headers, body));
    match service.0.status.load(Ordering::SeqCst) {
        0 => StatusCode::CREATED.into_response(),
        status => (StatusCode::from_u16(status).unwrap(), [(header::LOCATION, "/elsewhere")]).into_response(),
    }
}

/// A browser's half of a subscription. Its key reads one message.
struct Device {
    private: agreement::EphemeralPrivateKey,
    public: Vec<u8>,
    auth: [u8; 16],
}

impl Device {
    fn new() -> Self {
        let private =
            agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &SystemRandom::new()).unwrap();
        let public = private.compute_public_key().unwrap().as_ref().to_vec();
        Self { private, public, auth: Entropy::system().bytes() }
    }

    fn described(&self, endpoint: &str) -> String {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        json!({
            "endpoint": endpoint,
            "expirationTime": null,
            "keys": { "p256dh": encode(&self.public), "auth": encode(&self.auth) },
        })
        .to_string()
    }

    /// RFC 8291, 3.3 and 3.4, and RFC 8188, 2, for one record.
    fn read(self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        let (_record_size, rest) = rest.split_at(4);
        let (sender, sealed) = rest[1..].split_at(usize::from(rest[0]));
        let peer = agreement::UnparsedPublicKey::new(&agreement::ECDH_P256, sender);
        let shared = agreement::agree_ephemeral(self.private, &peer, <[u8]>::to_vec).unwrap();
        let info = [b"WebPush: info\0".as_slice(), &self.public, sender].concat();
        let ikm = expand::<32>(&self.auth, &shared, &info);
        let key = expand::<16>(salt, &ikm, b"Content-Encoding: aes128gcm\0");
        let nonce = expand::<12>(salt, &ikm, b"Content-Encoding: nonce\0");
        let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_128_GCM, &key).unwrap());
        let nonce = aead::Nonce::assume_unique_for_key(nonce);
        let mut sealed = sealed.to_vec();
        let opened = key.open_in_place(nonce, aead::Aad::empty(), &mut sealed).unwrap();
        let end = opened.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(opened[end], 2, "the last record ends with its delimiter");
        serde_json::from_slice(&opened[..end]).unwrap()
    }
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    let pseudorandom = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(secret);
    pseudorandom.expand(&[info], Length(N)).unwrap().fill(&mut bytes).unwrap();
    bytes
}

/// 見本 花子, signed in at a portal that tells devices.
struct Told {
    world: World,
    portal: Portal,
    secret: String,
    patient: PatientId,
    push: Push,
    delivery: Delivery,
}

impl Told {
    async fn new(url: &DatabaseUrl, reach: Reach) -> Self {
        let world = World::new(Store::migrate(url, None).await.unwrap()).await;
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        let hospital = Some(FacilityKind::Hospital);
        facilities::set_kind(&world.store, &facility(HOSPITAL), hospital).await.unwrap();
        let patient = world.only_person().await;
        let key = Arc::new(PushKey::make(&Entropy::seeded(5)).0);
        let push = Push { key, contact: "https://portal.example.jp".to_owned(), reach };
        let delivery = Delivery::new(world.store.clone(), world.clock.clone(), push.clone()).unwrap();
        let told = push.clone();
        let shape = move |state: server::http::AppState| state.with_push(told);
        let portal =
            Portal::over_with(world.store.clone(), world.clock.clone(), patient, HOSPITAL, shape).await;
        let secret = world.sign_in(patient, world.clock.now()).await;
        Self { world, portal, secret, patient, push, delivery }
    }

    async fn post(&self, address: &str, body: &str) -> (StatusCode, String) {
        let answer = self.portal.ask_in_session(Some(&self.secret), Method::POST, address, body).await;
        (answer.status, answer.text())
    }

    /// A device of hers that is told, at this endpoint.
    async fn device(&self, endpoint: &str) -> Device {
        let device = Device::new();
        let (status, said) = self.post("/push/subscribe", &device.described(endpoint)).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{said}");
        device
    }

    async fn knows(&self, endpoint: &str) -> bool {
        let (status, _) = self.post("/push/known", &json!({ "endpoint": endpoint }).to_string()).await;
        status == StatusCode::NO_CONTENT
    }

    async fn try_to_look(&self) {
        let actor = Actor::Facility(facility(HOSPITAL));
        let (store, clock) = (&self.world.store, &self.world.clock);
        assert!(gate::open(store, clock, &actor, self.patient, Purpose::Care).await.is_err());
    }

    async fn break_the_glass(&self) {
        let roles = [Role::Emergency].into_iter().collect();
        let account = AccountId(Uuid::from_u128(7));
        let actor = Actor::Staff(Staff { account, facility: facility(HOSPITAL), roles });
        let (store, clock) = (&self.world.store, &self.world.clock);
        let (entropy, stated) =
            (&self.world.entropy, Stated { reason: Reason::Unconscious, note: String::new() });
        gate::break_glass(store, clock, entropy, &actor, self.patient, stated).await.unwrap();
    }

    async fn deliver_once(&self) -> usize {
        self.delivery.deliver_once().await.unwrap()
    }
}

async fn on_each<F: Future<Output = ()>>(test: impl Fn(Told) -> F) {
    on_each_url(|url| {
        let test = &test;
        async move {
            let told = Told::new(&url, Reach::ThisMachine).await;
            let store = told.world.store.clone();
            test(told).await;
            store.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_device_reads_what_nobody_else_can_and_no_more_than_that_somebody_looked() {
    on_each(|told| async move {
        let (service, endpoint) = Service::start().await;
        let device = told.device(&endpoint).await;
        told.world.view(told.patient).await;
        assert_eq!(told.deliver_once().await, 0, "her own reading is no news");

        told.try_to_look().await;
        told.break_the_glass().await;
        assert_eq!(told.deliver_once().await, 1, "one message for what happened at once");
        assert_eq!(told.deliver_once().await, 0);
        let (headers, body) = service.received().pop().unwrap();
        assert_eq!(headers["content-encoding"], "aes128gcm");
        assert_eq!(
            (&headers["ttl"], &headers["urgency"]),
            (&"86400".parse().unwrap(), &"high".parse().unwrap())
        );
        assert!(!String::from_utf8_lossy(&body).contains("emergency"));
        check_signature(&told.push, &endpoint, headers["authorization"].to_str().unwrap(), &told);
        let said = device.read(&body);
        let expected = json!({
            "title": "緊急のため、あなたの記録が開かれました",
            "lang": "ja",
            "kind": "emergency",
            "to": "/history",
        });
        assert_eq!(said, expected);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_to_be_told_of_her_emergencies_is_told_on_their_device_and_by_no_name() {
    on_each(|told| async move {
        let (world, store) = (&told.world, &told.world.store);
        let now = world.clock.now();
        let daughter = caregivers::join(store, "見本 みどり", now, &world.entropy).await.unwrap();
        let by = Giver { account: world.account(told.patient).await, facility: None };
        let hers = Proposal {
            basis: Basis::Granted,
            categories: Category::Medicines.into(),
            actions: Actions::ALL,
            until: None,
        };
        let day = world.clock.today();
        let given = caregivers::attest(store, told.patient, daughter, &hers, by, day, &world.entropy).await;
        let mandate = given.unwrap().unwrap();
        let all = account::caregivers_for_demo(store, demo()).await.unwrap();
        let account = all.into_iter().find(|one| one.id == daughter).unwrap();
        let secret =
            session::create_for_demo_account(store, demo(), &account, now, &world.entropy).await.unwrap();
        // She has no record of her own, and her device is told all the same.
        let (service, endpoint) = Service::start().await;
        let device = Device::new();
        let described = device.described(&endpoint);
        let kept =
            told.portal.ask_in_session(Some(&secret), Method::POST, "/push/subscribe", &described).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.text());
        told.break_the_glass().await;
        told.deliver_once().await;
        assert!(service.received().is_empty(), "nobody is told who was not chosen");

        let chosen = format!("patient={}&tell=yes&hospital=yes", told.patient);
        told.post(&format!("/people/{mandate}/emergency"), &chosen).await;
        told.deliver_once().await;
        assert!(service.received().is_empty(), "nor of what was before");
        told.try_to_look().await;
        told.deliver_once().await;
        assert!(service.received().is_empty(), "nor of anything but emergencies");
        told.break_the_glass().await;
        told.deliver_once().await;
        let (headers, body) = service.received().pop().unwrap();
        assert_eq!(headers["urgency"], "high");
        let expected = json!({
            "title": "あなたが代わりに見ている人の記録が、緊急のために開かれました",
            "lang": "ja",
            "kind": "caring",
            "to": "/records",
        });
        assert_eq!(device.read(&body), expected);
    })
    .await;
}

/// RFC 8292: who sends, to whom, until when; verified with the key that the header brings, which is ours.
fn check_signature(push: &Push, endpoint: &str, authorization: &str, told: &Told) {
    let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, push.key.public());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, decode(key))
        .verify(signed.as_bytes(), &decode(signature))
        .unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let header: Value = serde_json::from_slice(&decode(header)).unwrap();
    assert_eq!(header["alg"], "ES256");
    let claims: Value = serde_json::from_slice(&decode(claims)).unwrap();
    assert_eq!(claims["aud"], endpoint.trim_end_matches("/device"));
    assert_eq!(claims["sub"], "https://portal.example.jp");
    let good_for = claims["exp"].as_i64().unwrap() - told.world.clock.now().timestamp();
    assert!((1..=86_400).contains(&good_for), "{good_for}");
}

#[tokio::test]
async fn a_device_that_is_gone_is_forgotten() {
    on_each(|told| async move {
        for status in [404, 410] {
            let (service, endpoint) = Service::start().await;
            told.device(&endpoint).await;
            service.answers(status);
            told.try_to_look().await;
            told.deliver_once().await;
            assert_eq!(service.received().len(), 1);
            assert!(!told.knows(&endpoint).await, "{status}");
            told.try_to_look().await;
            assert_eq!(told.deliver_once().await, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn a_slow_service_delays_no_reading_and_no_other_device() {
    on_each(|told| async move {
        let (slow, slow_endpoint) = Service::start().await;
        let (quick, quick_endpoint) = Service::start().await;
        slow.0.takes.store(4_000, Ordering::SeqCst);
        told.device(&slow_endpoint).await;
        told.device(&quick_endpoint).await;
        let running = told.delivery.clone().start();
        told.try_to_look().await;
        let begun = Instant::now();
        while quick.received().is_empty() {
            assert!(begun.elapsed() < Duration::from_secs(3), "the other device waits");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let begun = Instant::now();
        told.break_the_glass().await;
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        assert!(slow.received().is_empty(), "it is still at it");
        running.stop().await;
        assert_eq!(slow.received().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_tried_again_and_dropped_after_a_day() {
    on_each(|told| async move {
        let (service, endpoint) = Service::start().await;
        told.device(&endpoint).await;
        service.answers(503);
        told.try_to_look().await;
        assert_eq!(told.deliver_once().await, 1);
        assert_eq!(told.deliver_once().await, 0, "not at once");
        let mut tries = 1;
        for _ in 0..60 {
            told.world.clock.advance(chrono::Duration::hours(1));
            tries += told.deliver_once().await;
        }
        assert_eq!(service.received().len(), tries);
        assert!((20..=26).contains(&tries), "about once an hour for a day: {tries}");
        // The device is still there, and a new access is told again.
        service.answers(0);
        told.try_to_look().await;
        assert_eq!(told.deliver_once().await, 1);
    })
    .await;
}

#[tokio::test]
async fn where_it_leads_elsewhere_is_not_followed() {
    on_each(|told| async move {
        let (service, endpoint) = Service::start().await;
        told.device(&endpoint).await;
        service.answers(307);
        told.try_to_look().await;
        told.deliver_once().await;
        assert_eq!(service.received().len(), 1);
        assert_eq!(told.deliver_once().await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_she_switches_off_or_signs_out_of_is_silent() {
    on_each(|told| async move {
        let (service, endpoint) = Service::start().await;
        told.device(&endpoint).await;
        let named = json!({ "endpoint": endpoint }).to_string();
        assert_eq!(told.post("/push/unsubscribe", &named).await.0, StatusCode::NO_CONTENT);
        told.try_to_look().await;
        assert_eq!(told.deliver_once().await, 0);

        told.device(&endpoint).await;
        assert!(told.knows(&endpoint).await);
        told.try_to_look().await;
        assert_eq!(told.post("/signins/end-all", "").await.0, StatusCode::SEE_OTHER);
        let now = told.world.clock.now();
        assert!(session::find(&told.world.store, &told.secret, now).await.unwrap().is_none());
        assert_eq!(told.deliver_once().await, 0, "also what waited");
        assert!(service.received().is_empty());
    })
    .await;
}

#[tokio::test]
async fn endpoints_behind_our_walls_are_refused_and_never_asked() {
    on_each_url(|url| async move {
        let told = Told::new(&url, Reach::Public).await;
        let (service, endpoint) = Service::start().await;
        let device = Device::new();
        for (wrong, why) in [
            (endpoint.as_str(), "not on the public network"),
            ("https://169.254.169.254/latest", "not on the public network"),
            ("https://localhost/x", "not on the public network"),
            ("https://[::ffff:10.0.0.1]/x", "not on the public network"),
            ("http://push.example.com/x", "not https"),
            ("x", "no address"),
        ] {
            let (status, said) = told.post("/push/subscribe", &device.described(wrong)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}");
            assert!(said.starts_with("`endpoint`: ") && said.contains(why), "{wrong}: {said}");
        }
        let broken = r#"{"endpoint":"https://push.example.com/x","keys":{"p256dh":"BA","auth":"AA"}}"#;
        let (status, said) = told.post("/push/subscribe", broken).await;
        assert!(status == StatusCode::BAD_REQUEST && said.contains("keys.p256dh"), "{said}");
        assert_eq!(told.post("/push/subscribe", "{}").await.0, StatusCode::BAD_REQUEST);

        // One that stands in the database all the same is not asked, and forgotten.
        let subscription = Subscription {
            id: Uuid::from_u128(1),
            endpoint,
            p256dh: device.public.clone(),
            auth: device.auth.to_vec(),
            language: "ja".to_owned(),
        };
        let now = told.world.clock.now();
        let account = session::find(&told.world.store, &told.secret, now).await.unwrap().unwrap().account;
        let owner = Owner { account, patient: Some(told.patient), device: "" };
        devices::subscribe(&told.world.store, owner, &subscription, now).await.unwrap();
        told.try_to_look().await;
        assert_eq!(told.deliver_once().await, 1);
        assert!(service.received().is_empty());
        assert!(!told.knows(&subscription.endpoint).await);
        told.world.store.close().await;
    })
    .await;
}
