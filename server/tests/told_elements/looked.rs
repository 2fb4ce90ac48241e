//! One person, looked at from everywhere: in a copy of one database, so that two looks differ by what was sent alone.

use crate::{
    common::{
        CLINIC, HOSPITAL, World,
        bundle::{Someone, diagnosis, hanako},
        facility,
        looking::break_glass,
    },
    portal::Portal,
    told,
};
use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use server::{
    auth::{Actor, Role, Roles, Staff},
    clock::Clock,
    store::{DatabaseUrl, Store, facility as facilities},
};
use shared::{consent::FacilityKind, ids::PatientId};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Where something that was sent may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Home,
    Record,
    /// The sheet of results.
    Sheet,
    /// One test.
    Test,
    Medicines,
    /// What is shown at a pharmacy.
    Shown,
    /// "Can I take this?"
    Check,
    Documents,
    Letter,
    Summary,
    /// A doctor's page at another facility.
    Doctor,
    Emergency,
    /// The emergency summary as XML.
    Paper,
    /// CDS Hooks.
    Cards,
    /// What is kept of the clinic's entry and used on no page.
    Sent,
}

pub const PLACES: [Place; 14] = [
    Place::Home,
    Place::Record,
    Place::Sheet,
    Place::Test,
    Place::Medicines,
    Place::Shown,
    Place::Check,
    Place::Documents,
    Place::Letter,
    Place::Summary,
    Place::Doctor,
    Place::Emergency,
    Place::Paper,
    Place::Cards,
];

/// Medicines that are asked about: one that is not to meet what is sent, and the same once more.
const ASKED: [&str; 2] = ["ロキソニン錠６０ｍｇ", "ワーファリン錠１ｍｇ"];

/// On 10 February 2026, after every day that a case names.
fn now() -> DateTime<Utc> {
    "2026-02-10T03:00:00Z".parse().unwrap()
}

/// When everything is decided.
fn then() -> DateTime<Utc> {
    now() + chrono::Duration::minutes(1)
}

/// Before anything is sent: who there is, who may look, and the emergency that was begun.
pub struct Prepared {
    folder: TempDir,
    patient: PatientId,
    doctor: String,
    emergency: (String, String),
}

impl Prepared {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&url(&folder.path().join("prepared.db"))).await.unwrap();
        let world = World::over(store, Clock::standing_at(now())).await;
        for (code, kind) in [(HOSPITAL, FacilityKind::Hospital), (CLINIC, FacilityKind::Clinic)] {
            assert!(facilities::set_kind(&world.store, &facility(code), Some(kind)).await.unwrap());
        }
        let numbered = Someone { local: Some("A-1".into()), ..hanako() };
        world.send(HOSPITAL, &numbered.conditions(HOSPITAL, "1", &[diagnosis("a", "本態性高血圧症")])).await;
        let patient = world.only_person().await;
        told::shows_everything(&world, patient, HOSPITAL).await;
        let doctor = world.member(HOSPITAL, "内科 一", &[Role::Doctor]).await.cookie;
        let physician = world.member(HOSPITAL, "救急 一", &[Role::Emergency]).await;
        let actor = Actor::Staff(Staff {
            account: physician.account,
            facility: facility(HOSPITAL),
            roles: Roles::from_iter([Role::Emergency]),
        });
        let access = break_glass(&world, &actor, patient).await.unwrap();
        world.store.close().await;
        let emergency = (physician.cookie, format!("/desk/emergency/{access}"));
        Self { folder, patient, doctor, emergency }
    }

    /// The words of each of these places after a Bundle came through the door; `Err`: it was refused, and why.
    pub async fn after(&self, bundle: &Value, places: &[Place]) -> Result<Vec<String>, String> {
        self.after_all(&[bundle], places).await
    }

    pub async fn after_all(&self, bundles: &[&Value], places: &[Place]) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir_in(self.folder.path()).unwrap();
        let file = folder.path().join("copy.db");
        std::fs::copy(self.folder.path().join("prepared.db"), &file).unwrap();
        let store = Store::open(&url(&file)).await.unwrap();
        let looked = Looked {
            portal: Portal::over(store.clone(), Clock::standing_at(then()), self.patient, HOSPITAL).await,
            prepared: self,
        };
        let key = looked.portal.key_of(CLINIC).await;
        for bundle in bundles {
            let answer = looked.portal.transmit(&key, bundle.to_string()).await;
            if !answer.status.is_success() {
                return Err(answer.text());
            }
        }
        let mut words = Vec::new();
        for place in places {
            words.push(looked.at(*place).await);
        }
        store.close().await;
        Ok(words)
    }
}

fn url(file: &Path) -> DatabaseUrl {
    DatabaseUrl(PathBuf::from(file).to_str().unwrap().to_owned())
}

struct Looked<'p> {
    portal: Portal,
    prepared: &'p Prepared,
}

impl Looked<'_> {
    /// What somebody reads there; nothing where there is no such page.
    async fn at(&self, place: Place) -> String {
        let Prepared { patient, doctor, emergency: (physician, summary), .. } = self.prepared;
        match place {
            Place::Home => self.page("/").await,
            Place::Record => self.page("/record").await,
            Place::Sheet => self.page("/labs").await,
            Place::Test => self.first_under("/labs").await,
            Place::Medicines => self.page("/medicines").await,
            Place::Shown => self.page("/medicines/show").await,
            Place::Check => {
                let mut all = String::new();
                for name in ASKED {
                    all += &self.page(&format!("/medicines/check?q={}", in_an_address(name))).await;
                }
                all
            }
            Place::Documents => self.page("/documents").await,
            Place::Letter => self.first_under("/documents").await,
            Place::Summary => self.page("/summary").await,
            Place::Doctor => visible(&self.desk(doctor, &format!("/desk/patients/{patient}/record")).await),
            Place::Emergency => visible(&self.desk(physician, summary).await),
            Place::Paper => self.desk(physician, &format!("{summary}/summary.xml")).await,
            Place::Cards => self.cards().await,
            Place::Sent => self.sent().await,
        }
    }

    async fn html(&self, address: &str) -> String {
        let answer = self.portal.read("ja", address, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        answer.text()
    }

    async fn page(&self, address: &str) -> String {
        visible(&self.html(address).await)
    }

    /// The first page that this list leads to.
    async fn first_under(&self, list: &str) -> String {
        let address = linked(&self.html(list).await, &format!("{list}/")).into_iter().next();
        match address {
            Some(address) => self.page(&address).await,
            None => String::new(),
        }
    }

    /// Of the only entry that the clinic sent.
    async fn sent(&self) -> String {
        let mut pages = Vec::new();
        for list in ["/record", "/medicines"] {
            let page = self.html(list).await;
            pages.extend(linked(&page, "/record/sent/"));
        }
        let page = self.html("/labs").await;
        for test in linked(&page, "/labs/") {
            pages.extend(linked(&self.html(&test).await, "/record/sent/"));
        }
        let mut said = Vec::new();
        for address in pages {
            let page = self.page(&address).await;
            if page.contains(&format!("架空{CLINIC}")) {
                said.push(page);
            }
        }
        assert_eq!(said.len(), 1, "{said:?}");
        said.remove(0)
    }

    async fn desk(&self, cookie: &str, address: &str) -> String {
        let answer = self.portal.ask_in_session(Some(cookie), Method::GET, address, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        answer.text()
    }

    /// What a prescribing system hears, to whom the patient agreed.
    async fn cards(&self) -> String {
        let mut patient = hanako().conditions(HOSPITAL, "x", &[])["entry"][0]["resource"].clone();
        patient["id"] = json!("1288992");
        let drafts: Vec<Value> = ASKED.into_iter().enumerate().map(|(number, name)| json!({"resource": {
            "resourceType": "MedicationRequest", "id": format!("draft-{number}"), "status": "draft", "intent": "order",
            "subject": {"reference": "Patient/1288992"}, "medicationCodeableConcept": {"text": name},
            "dispenseRequest": {"expectedSupplyDuration": {"value": 7, "code": "d"}}}})).collect();
        let request = json!({
            "hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": {"userId": "Practitioner/example", "patientId": "1288992",
                "draftOrders": {"resourceType": "Bundle", "type": "collection", "entry": drafts}},
            "prefetch": {"patient": patient}, "extension": {"mikata-oral-consent": true},
        });
        let answer = self.portal.consult(self.portal.key(), "mikata-order-sign", request.to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.text()
    }
}

/// The pages below `under` that this one leads to, each once.
fn linked(page: &str, under: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for address in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let address = address.replace("&amp;", "&");
        if address.starts_with(under) && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

fn in_an_address(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The words of a page's main part, without its markup.
fn visible(html: &str) -> String {
    let main = match (html.find("<main"), html.rfind("</main>")) {
        (Some(from), Some(to)) => &html[from..to],
        _ => html,
    };
    let mut words = String::new();
    let mut rest = main;
    while let Some(open) = rest.find('<') {
        words.push_str(&rest[..open]);
        let markup = &rest[open..];
        let skipped = ["script", "style"].into_iter().find(|name| markup[1..].starts_with(name));
        let end = match skipped {
            Some(name) => format!("</{name}>"),
            None => ">".to_owned(),
        };
        words.push(' ');
        rest = markup.find(&end).map_or("", |at| &markup[at + end.len()..]);
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
