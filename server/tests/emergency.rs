//! Emergencies: whom a hospital finds by the four items, what it sees of them and for how long, and who is told.

use crate::bundles::letter;
use crate::common::{
    CLINIC, HOSPITAL, Member, World,
    bundle::{Someone, diagnosis, hanako, medicine, result, taro},
    databases::on_each,
    facility,
    words::{ALL, DIAGNOSIS, LETTER, MEDICINE, TEST, UNDELIVERED, UNTOLD},
};
use crate::portal::{Answer, Portal};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use server::{
    auth::{Actor, Role, Roles, Staff},
    contacts,
    gate::{self, Purpose, Refused},
    sharing::{self, Wish},
    store::{
        account::session,
        facility as facilities,
        facility::staff::{self, Decision},
        log::access,
        sharing::emergency::{self, CameTo, Stated},
    },
};
use shared::{
    category::{Categories, Category},
    consent::{FacilityKind, Purpose as For, Term, Whom},
    contact::ContactForm,
    emergency::{Fruitless, Reason},
    ids::{AccountId, PatientId},
};

const OK: StatusCode = StatusCode::OK;
const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;
const BAD: StatusCode = StatusCode::BAD_REQUEST;
const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;

const NOBODY: &str = "この4情報に合う人は見つかりません";
const SEVERAL: &str = "ひとりに決まりません";

/// 見本 花子, whom only a clinic treats, and an emergency room that never saw her.
struct Room {
    world: World,
    portal: Portal,
    patient: PatientId,
}

/// What is typed about 見本 花子.
fn form() -> Vec<(&'static str, String)> {
    [
        ("name", "見本花子"),
        ("birth_date", "1950-02-03"),
        ("sex", "female"),
        ("prefecture", "13"),
        ("address", "架空区見本町１丁目２番３号"),
        ("reason", "unconscious"),
        ("note", ""),
        ("emergency", "yes"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}

fn with(changes: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let changed = |name| changes.iter().find(|(known, _)| *known == name);
    form()
        .into_iter()
        .map(|(name, value)| (name, changed(name).map_or(value, |(_, value)| (*value).to_owned())))
        .collect()
}

fn encoded(fields: &[(&'static str, String)]) -> String {
    let byte = |byte: u8| format!("%{byte:02X}");
    let value = |text: &str| text.bytes().map(byte).collect::<String>();
    fields.iter().map(|(name, text)| format!("{name}={}", value(text))).collect::<Vec<_>>().join("&")
}

impl Room {
    async fn open(world: World) -> Self {
        for (code, kind) in [(HOSPITAL, FacilityKind::Hospital), (CLINIC, FacilityKind::Clinic)] {
            assert!(facilities::set_kind(&world.store, &facility(code), Some(kind)).await.unwrap());
        }
        let list = [
            diagnosis("a", DIAGNOSIS),
            diagnosis("u", UNTOLD).flagged("UNINFORMED"),
            diagnosis("v", UNDELIVERED).flagged("UNDELIVERED"),
        ];
        world.send_new(CLINIC, &hanako().conditions(CLINIC, "1", &list)).await;
        world.send(CLINIC, &hanako().results(CLINIC, "2", &[result("b", "血清カリウム", TEST)])).await;
        let amlodipine = [medicine("c", MEDICINE, "2024-07-01", 14)];
        world.send(CLINIC, &hanako().prescriptions(CLINIC, "3", &amlodipine)).await;
        world.send(CLINIC, &letter(&hanako(), CLINIC, "4", "胃の調子が悪いとのことです。", &[])).await;
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
        Self { world, portal, patient }
    }

    async fn physician(&self) -> Member {
        self.world.member(HOSPITAL, "救急 一", &[Role::Emergency]).await
    }

    async fn ask(&self, who: &Member, method: Method, address: &str, body: String) -> Answer {
        self.portal.ask_in_session(Some(&who.cookie), method, address, &body).await
    }

    async fn get(&self, who: &Member, address: &str) -> Answer {
        self.ask(who, Method::GET, address, String::new()).await
    }

    async fn search(&self, who: &Member, fields: &[(&'static str, String)]) -> Answer {
        self.ask(who, Method::POST, "/desk/emergency", encoded(fields)).await
    }

    /// The address of the emergency that was begun.
    async fn begin(&self, who: &Member) -> String {
        let answer = self.search(who, &form()).await;
        assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
        answer.header("location").to_owned()
    }

    /// What the patient's access log says of emergencies: the facility, the outcome, the reason.
    async fn told(&self) -> Vec<(String, String, String)> {
        let log = access::log(&self.world.store, self.patient).await.unwrap();
        let emergencies = log.into_iter().filter(|entry| entry.purpose == "emergency");
        let told = |entry: access::Written| {
            let details: Vec<(String, String)> = serde_json::from_str(&entry.details).unwrap();
            let reason = details.into_iter().find(|(name, _)| name == "reason").map(|(_, reason)| reason);
            (entry.facility.unwrap_or_default(), entry.outcome, reason.unwrap_or_default())
        };
        emergencies.map(told).collect()
    }

    /// What the administrator of the hospital may read.
    async fn kept(&self) -> Vec<CameTo> {
        let log = emergency::log(&self.world.store, &facility(HOSPITAL)).await.unwrap();
        log.into_iter().map(|one| one.came_to).collect()
    }

    /// In emergencies the patient shows everything but `kinds`.
    async fn exclude(&self, kinds: &[Category]) {
        let World { store, clock, entropy } = &self.world;
        let secret = self.world.sign_in(self.patient, clock.now()).await;
        let by = session::find(store, &secret, clock.now()).await.unwrap().unwrap().account;
        let shown = Category::ALL.into_iter().filter(|kind| !kinds.contains(kind)).collect::<Categories>();
        let wish = Wish::Switches {
            whom: Whom::Anyone,
            purpose: For::Emergency,
            kinds: shown,
            term: Term::Standing,
            subjects: Default::default(),
        };
        sharing::change(store, clock, entropy, (self.patient, by, true), &wish).await.unwrap();
    }
}

/// Whether the form holds what [`form`] typed; that it is so has to be ticked again.
fn is_handed_back(page: &str) -> bool {
    let fields =
        ["見本花子", "1950-02-03", "架空区見本町１丁目２番３号"].map(|value| format!("value=\"{value}\""));
    let ticked = |value: &str| {
        let (_, after) = page.split_once(&format!("value=\"{value}\"")).unwrap();
        let rest = after.split('>').next().unwrap();
        rest.contains(" checked") || rest.contains(" selected")
    };
    fields.iter().all(|field| page.contains(field))
        && ["female", "13", "unconscious"].into_iter().all(ticked)
        && !ticked("male")
        && !ticked("yes")
}

fn granted() -> (String, String, String) {
    (HOSPITAL.into(), "granted".into(), "unconscious".into())
}

fn said(answer: &Answer) -> Vec<&'static str> {
    let page = answer.text();
    ALL.into_iter().filter(|word| page.contains(word)).collect()
}

#[tokio::test]
async fn by_four_items_one_record_opens_and_the_patient_is_told() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.physician().await;
        assert_eq!(room.get(&physician, "/desk/emergency").await.status, OK);
        assert_eq!(room.told().await, []);
        let address = room.begin(&physician).await;
        assert_eq!(room.told().await, [granted()], "before anything is seen");
        let page = room.get(&physician, &format!("{address}/record")).await;
        assert_eq!((page.status, said(&page)), (OK, vec![DIAGNOSIS, MEDICINE, TEST, LETTER]));
        assert!(page.text().contains("見本 花子") && page.text().contains("1950年2月3日"));
        assert!(!page.text().contains("<script") && !page.text().contains("style="));
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(room.told().await, [granted(), granted()]);
        let log = access::log(&room.world.store, room.patient).await.unwrap();
        assert!(log.iter().all(|entry| entry.actor_kind == "staff"));
    })
    .await;
}

/// The summary first, as a page and as files: each is a look of its own.
#[tokio::test]
async fn the_summary_is_a_page_and_a_file_and_each_look_is_entered() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.physician().await;
        let address = room.begin(&physician).await;
        let page = room.get(&physician, &address).await;
        assert_eq!(page.status, OK, "{}", page.text());
        let text = page.text();
        assert!(text.contains("見本 花子") && text.contains("意識障害"));
        for ending in ["/record", "/summary.pdf", "/summary.xml"] {
            assert!(text.contains(&format!("{address}{ending}")), "{ending}");
        }
        let pdf = room.get(&physician, &format!("{address}/summary.pdf")).await;
        assert!(pdf.status == OK && pdf.body.starts_with(b"%PDF-"));
        assert_eq!(pdf.header("content-type"), "application/pdf");
        let xml = room.get(&physician, &format!("{address}/summary.xml")).await;
        assert!(xml.status == OK && xml.text().starts_with("<?xml") && xml.text().contains("見本 花子"));
        for file in [&pdf, &xml] {
            assert_eq!(file.header("cache-control"), "no-store");
            assert!(
                file.header("content-disposition").starts_with("attachment; filename=\"mikata-emergency-")
            );
        }
        assert_eq!(room.told().await, vec![granted(); 4]);
        for hidden in [UNTOLD, UNDELIVERED] {
            assert!(!text.contains(hidden) && !xml.text().contains(hidden));
        }
        for (kind, said) in [(Category::Medicines, MEDICINE), (Category::Diagnoses, DIAGNOSIS)] {
            assert!(text.contains(said) && xml.text().contains(said));
            room.exclude(&[kind]).await;
            for file in ["", "/summary.xml"] {
                let without = room.get(&physician, &format!("{address}{file}")).await;
                assert!(without.status == OK && !without.text().contains(said), "{file}");
            }
        }
        room.exclude(&Category::ALL).await;
        for file in ["", "/record", "/summary.pdf", "/summary.xml"] {
            let closed = room.get(&physician, &format!("{address}{file}")).await;
            assert!(closed.status == FORBIDDEN && !closed.text().contains("花子"), "{file}");
        }
    })
    .await;
}

/// Whom to ring: as the person named them, to whoever opened their record to save a life, on every form of the summary.
#[tokio::test]
async fn whom_the_person_named_to_ring_stands_on_the_summary() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.physician().await;
        let address = room.begin(&physician).await;
        let none = room.get(&physician, &address).await.text();
        assert!(none.contains("ご本人が記録した連絡先はありません"), "{none}");
        let World { store, clock, entropy } = &room.world;
        let patient = room.patient;
        let form = ContactForm {
            name: "見本 太郎".into(),
            relation: "長男".into(),
            telephone: "090-0000-0000".into(),
        };
        let me = Actor::Patient(patient);
        contacts::enter(store, clock, entropy, &me, patient, &form.read().unwrap()).await.unwrap();
        for ending in ["", "/summary.xml"] {
            let told = room.get(&physician, &format!("{address}{ending}")).await.text();
            for words in ["見本 太郎", "長男", "090-0000-0000"] {
                assert!(told.contains(words), "{ending} {words}: {told}");
            }
        }
        let record = room.get(&physician, &format!("{address}/record")).await.text();
        assert!(!record.contains("090-0000-0000"), "on the summary alone");
        // Who excluded every kind from emergencies is rung about by nobody.
        room.exclude(&Category::ALL).await;
        let closed = room.get(&physician, &address).await;
        assert!(closed.status == FORBIDDEN && !closed.text().contains("090-0000-0000"));
    })
    .await;
}

#[tokio::test]
async fn what_was_excluded_from_emergencies_stays_out_to_the_byte() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.physician().await;
        let words = [
            (Category::Diagnoses, DIAGNOSIS),
            (Category::Medicines, MEDICINE),
            (Category::Tests, TEST),
            (Category::Documents, LETTER),
        ];
        let record = format!("{}/record", room.begin(&physician).await);
        for (kind, word) in words {
            // Taken out while the record is open: the next look goes by it.
            room.exclude(&[kind]).await;
            let page = room.get(&physician, &record).await;
            assert_eq!(page.status, OK);
            for (other, said) in words {
                assert_eq!(page.text().contains(said), other != kind, "{said} without {word}");
            }
        }
        room.exclude(&Category::ALL).await;
        let closed = room.get(&physician, &record).await;
        assert_eq!((closed.status, said(&closed)), (FORBIDDEN, vec![]));
        assert!(closed.text().contains("救急で見られる情報はありません") && !closed.text().contains("花子"));
        assert_eq!(room.told().await.last().unwrap().1, "refused");
    })
    .await;
}

#[tokio::test]
async fn the_gate_opens_nothing_in_an_emergency_that_was_not_begun() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let World { store, clock, entropy } = &room.world;
        let staff = |code, roles: &[Role], account: u128| {
            let roles = roles.iter().copied().collect();
            let account = AccountId(uuid::Uuid::from_u128(account));
            Actor::Staff(Staff { account, facility: facility(code), roles })
        };
        let open =
            async |actor: &Actor| gate::open(store, clock, actor, room.patient, Purpose::Emergency).await;
        let glass = async |actor: &Actor| {
            let stated = Stated { reason: Reason::Injured, note: String::new() };
            gate::break_glass(store, clock, entropy, actor, room.patient, stated).await
        };
        let own = staff(HOSPITAL, &[Role::Emergency], 1);
        assert!(matches!(open(&own).await, Err(Refused::NotPermitted)));
        for refused in [
            staff(CLINIC, &[Role::Emergency], 2),
            staff(HOSPITAL, &[Role::Doctor, Role::Nurse, Role::Clerk, Role::Administrator], 3),
            staff("1310000009", &[Role::Emergency], 4),
            Actor::Facility(facility(HOSPITAL)),
            Actor::Operator,
        ] {
            assert!(matches!(glass(&refused).await, Err(Refused::NotPermitted)), "{refused:?}");
            assert!(matches!(open(&refused).await, Err(Refused::NotPermitted)), "{refused:?}");
        }
        glass(&own).await.unwrap();
        drop(open(&own).await.unwrap());
        // It is theirs alone, at their facility, in their role, until its time is over.
        for other in [
            staff(HOSPITAL, &[Role::Emergency], 5),
            staff(CLINIC, &[Role::Emergency], 1),
            staff(HOSPITAL, &[Role::Doctor], 1),
        ] {
            assert!(matches!(open(&other).await, Err(Refused::NotPermitted)), "{other:?}");
        }
        clock.advance(shared::emergency::OPEN_FOR - Duration::milliseconds(1));
        drop(open(&own).await.unwrap());
        clock.advance(Duration::milliseconds(1));
        assert!(matches!(open(&own).await, Err(Refused::NotPermitted)));
        let other = PatientId(uuid::Uuid::from_u128(9));
        assert!(matches!(
            gate::open(store, clock, &own, other, Purpose::Emergency).await,
            Err(Refused::NotPermitted)
        ));
    })
    .await;
}

#[tokio::test]
async fn after_its_time_it_is_begun_again() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let mut physician = room.physician().await;
        let record = format!("{}/record", room.begin(&physician).await);
        room.world.clock.advance(shared::emergency::OPEN_FOR);
        physician.cookie = room.world.sign_in_staff(physician.account).await;
        let over = room.get(&physician, &record).await;
        assert_eq!((over.status, said(&over)), (FORBIDDEN, vec![]));
        assert!(over.text().contains("救急で開ける時間が終わりました") && !over.text().contains("花子"));
        assert_eq!(room.told().await.last().unwrap().1, "refused", "and the patient learns of it");
        let again = room.begin(&physician).await;
        assert_eq!(room.get(&physician, &format!("{again}/record")).await.status, OK);
        let colleague = room.world.member(HOSPITAL, "救急 二", &[Role::Emergency]).await;
        let theirs = room.get(&colleague, &format!("{again}/record")).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "each begins for themselves");
    })
    .await;
}

#[tokio::test]
async fn what_is_open_to_somebody_is_listed_for_them_alone_until_it_is_over() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let mut physician = room.physician().await;
        room.world.send_new(CLINIC, &taro().conditions(CLINIC, "9", &[diagnosis("z", "喘息")])).await;
        let stated = Stated { reason: Reason::Injured, note: String::new() };
        let people = room.world.people().await;
        let taro = *people.iter().find(|one| **one != room.patient).unwrap();
        let empty = room.get(&physician, "/desk/emergency").await;
        assert!(empty.status == OK && !empty.text().contains("いま開いている記録"));
        room.begin(&physician).await;
        room.world.clock.advance(Duration::minutes(1));
        let hanako = room.begin(&physician).await;
        room.world.clock.advance(Duration::minutes(1));
        let actor = Actor::Staff(Staff {
            account: physician.account,
            facility: facility(HOSPITAL),
            roles: [Role::Emergency].into_iter().collect(),
        });
        let World { store, clock, entropy } = &room.world;
        let newest = gate::break_glass(store, clock, entropy, &actor, taro, stated).await.unwrap();
        let listed = room.get(&physician, "/desk/emergency").await.text();
        let links: Vec<&str> = listed.split("href=\"/desk/emergency/").skip(1).collect();
        let links: Vec<&str> = links.into_iter().filter_map(|rest| rest.split('"').next()).collect();
        let hanako = hanako.rsplit('/').next().unwrap();
        assert_eq!(links, [&*newest.to_string(), hanako], "newest first, and each patient once");
        assert!(listed.contains("見本 花子") && listed.contains("例示 太郎") && listed.contains("まで）"));
        assert!(room.search(&physician, &with(&[("name", "見本月子")])).await.text().contains(hanako));
        let colleague = room.world.member(HOSPITAL, "救急 二", &[Role::Emergency]).await;
        assert!(!room.get(&colleague, "/desk/emergency").await.text().contains("花子"));
        // Without a fresh proof no name is shown.
        room.world.clock.advance(Duration::minutes(16));
        assert!(!room.search(&physician, &with(&[("name", "見本月子")])).await.text().contains("見本 花子"));
        room.world.clock.advance(shared::emergency::OPEN_FOR - Duration::minutes(17));
        physician.cookie = room.world.sign_in_staff(physician.account).await;
        let later = room.get(&physician, "/desk/emergency").await.text();
        assert!(later.contains(&newest.to_string()) && !later.contains("花子"), "hers is over");
    })
    .await;
}

#[tokio::test]
async fn a_clinic_and_other_roles_are_refused_in_words() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let clinic = room.world.member(CLINIC, "救急 外", &[Role::Emergency, Role::Doctor]).await;
        for answer in [
            room.get(&clinic, "/desk/emergency").await,
            room.search(&clinic, &form()).await,
            room.get(&clinic, &format!("/desk/patients/{}/emergency", room.patient)).await,
        ] {
            assert_eq!(answer.status, FORBIDDEN);
            assert!(answer.text().contains("病院だけが使えます"), "{}", answer.text());
        }
        let page = room.get(&clinic, &format!("/desk/patients/{}", room.patient)).await;
        assert!(page.status == OK && !page.text().contains("/emergency"), "and nothing leads there");
        for role in [Role::Doctor, Role::Nurse, Role::Pharmacist, Role::Clerk, Role::Administrator] {
            let member = room.world.member(HOSPITAL, "職員", &[role]).await;
            for answer in [room.get(&member, "/desk/emergency").await, room.search(&member, &form()).await] {
                assert_eq!(answer.status, FORBIDDEN, "{role:?}");
                assert!(answer.text().contains("この職種ではできません"), "{role:?}");
            }
        }
        assert_eq!((room.told().await.len(), room.kept().await.len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_old_proof_is_asked_for_again() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.physician().await;
        room.world.clock.advance(Duration::minutes(5));
        assert_eq!(room.get(&physician, "/desk/emergency").await.status, OK);
        room.world.clock.advance(Duration::seconds(1));
        let begun = room.get(&physician, "/desk/emergency").await;
        assert_eq!(begun.header("location"), "/verify?return_to=/desk/emergency");
        room.world.clock.advance(Duration::minutes(10));
        let sent = room.search(&physician, &form()).await;
        // What was typed names somebody: it comes back in the form, and stands in no address.
        assert_eq!((sent.status, sent.header("location")), (FORBIDDEN, ""));
        assert!(is_handed_back(&sent.text()), "{}", sent.text());
        assert!(sent.text().contains("href=\"/verify?return_to=/desk/emergency\" target=\"_blank\""));
        assert_eq!((room.told().await.len(), room.kept().await.len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn each_item_is_needed_and_named() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.physician().await;
        for (field, wrong, named) in [
            ("name", "", "氏名（漢字またはカナ）"),
            ("name", "　", "氏名（漢字またはカナ）"),
            ("birth_date", "", "生年月日（今日までの日）"),
            ("birth_date", "1950-02-30", "生年月日（今日までの日）"),
            ("birth_date", "2124-02-03", "生年月日（今日までの日）"),
            ("sex", "", "性別</li>"),
            ("sex", "unknown", "性別</li>"),
            ("prefecture", "", "住所の都道府県"),
            ("prefecture", "48", "住所の都道府県"),
            ("address", "", "住所の市区町村から先"),
            ("address", "東京都", "住所の市区町村から先"),
            ("reason", "", "本人に聞けない理由</li>"),
            ("reason", "because", "本人に聞けない理由</li>"),
            ("reason", "other", "「その他」の理由の説明"),
            ("emergency", "", "同意を待てないことの確認"),
        ] {
            let answer = room.search(&physician, &with(&[(field, wrong)])).await;
            assert_eq!(answer.status, BAD, "{field}={wrong}");
            let page = answer.text().replace("<!>", "");
            let (_, alert) = page.split_once("role=\"alert\"").unwrap();
            let (alert, _) = alert.split_once("</div>").unwrap();
            assert!(alert.contains(named), "{field}={wrong}: {alert}");
            assert_eq!(alert.matches("<li>").count(), 1, "and nothing else is wanting: {alert}");
        }
        let without: Vec<_> = form().into_iter().filter(|(name, _)| *name == "emergency").collect();
        let page = room.search(&physician, &without).await.text();
        assert_eq!(page.matches("<li>").count() - page.matches("<li><a").count(), 6, "all that is missing");
        // Too long, without a letter that can be seen, and one that turns the others around.
        for note in ["あ".repeat(201), "\u{200b}".to_owned(), "a\u{202e}b".to_owned(), "a\u{1b}".to_owned()]
        {
            let noted = with(&[("reason", "other"), ("note", &note)]);
            assert_eq!(room.search(&physician, &noted).await.status, BAD, "{note:?}");
        }
        // None of it was a search.
        assert_eq!((room.told().await.len(), room.kept().await.len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn nobody_and_several_say_no_more_than_that() {
    on_each(|world| async move {
        let twin = hanako().insured_as("00000009:見本:9:02");
        let room = Room::open(world).await;
        let physician = room.physician().await;
        let nobody = room.search(&physician, &with(&[("name", "見本月子")])).await;
        assert_eq!(nobody.status, OK);
        assert!(nobody.text().contains(NOBODY) && !nobody.text().contains(SEVERAL));
        let second = twin.living_at("東京都架空区見本町1-2-9");
        room.world.send_new(CLINIC, &second.conditions(CLINIC, "7", &[diagnosis("z", "喘息")])).await;
        let town = with(&[("address", "架空区見本町")]);
        let several = room.search(&physician, &town).await;
        assert_eq!(several.status, OK);
        let page = several.text();
        assert!(page.contains(SEVERAL) && !page.contains(NOBODY));
        assert!(
            !page.contains("見本 花子") && !page.contains("2人") && !page.contains(&room.patient.to_string())
        );
        assert_eq!(room.told().await, [], "nobody was opened");
        use CameTo::Nothing;
        assert_eq!(room.kept().await, [Nothing(Fruitless::Several), Nothing(Fruitless::Nobody)]);

        // Linked by an operator they are one person again.
        let people = room.world.people().await;
        let operator = server::ingest::identities::Desk {
            store: &room.world.store,
            clock: &room.world.clock,
            entropy: &room.world.entropy,
            by: "試験",
        };
        let link = operator
            .link(people[0], people[1], server::ingest::identities::KeptAccounts::Known)
            .await
            .unwrap();
        assert_eq!(room.search(&physician, &town).await.status, SEE_OTHER);
        operator.unlink(link.decision).await.unwrap();
        assert!(room.search(&physician, &town).await.text().contains(SEVERAL));
        // As the page advises, the house number narrows it down.
        let address = room.begin(&physician).await;
        let record = room.get(&physician, &format!("{address}/record")).await.text();
        assert!(record.contains(DIAGNOSIS) && !record.contains("喘息"), "hers, and not the neighbour's");
    })
    .await;
}

#[tokio::test]
async fn who_is_registered_twice_is_opened_one_registration_after_the_other() {
    on_each(|world| async move {
        let again = |number: &str| hanako().insured_as(&format!("0000000{number}:見本:{number}:02"));
        let room = Room::open(world).await;
        let physician = room.physician().await;
        room.world.send_new(CLINIC, &again("7").conditions(CLINIC, "7", &[diagnosis("z", "喘息")])).await;
        let people = room.world.people().await;
        assert_eq!(people.len(), 2);
        let second = *people.iter().find(|one| **one != room.patient).unwrap();
        let offered = room.search(&physician, &form()).await;
        let page = offered.text();
        assert!(offered.status == OK && is_handed_back(&page), "{page}");
        assert!(page.contains("登録が2つあります") && page.contains("同じ人かもしれません"), "{page}");
        assert!(!page.contains(SEVERAL) && page.matches("name=\"which\"").count() == 2, "{page}");
        for told in [&people[0].to_string(), &people[1].to_string(), "喘息", DIAGNOSIS, CLINIC] {
            assert!(!page.contains(told), "{told}");
        }
        assert_eq!(room.told().await, [], "nothing is opened before it is chosen");
        assert_eq!(room.kept().await, [CameTo::Nothing(Fruitless::Several)]);

        let mut seen = Vec::new();
        for which in ["1", "2"] {
            let opened = room.search(&physician, &[form(), vec![("which", which.to_owned())]].concat()).await;
            assert_eq!(opened.status, SEE_OTHER, "{}", opened.text());
            let record = room.get(&physician, &format!("{}/record", opened.header("location"))).await;
            assert_eq!(record.status, OK);
            seen.push([DIAGNOSIS, "喘息"].map(|word| record.text().contains(word)));
        }
        seen.sort_unstable();
        assert_eq!(seen, [[false, true], [true, false]], "each by itself");
        for one in [room.patient, second] {
            let log = access::log(&room.world.store, one).await.unwrap();
            assert_eq!(
                log.iter().filter(|entry| entry.purpose == "emergency").count(),
                2,
                "begun, and looked at"
            );
        }
        // A number that is none of theirs opens nobody, nor does one without the four items or the confirmation.
        room.world.clock.advance(Duration::minutes(1));
        for which in ["0", "3", "x"] {
            let answer = room.search(&physician, &[form(), vec![("which", which.to_owned())]].concat()).await;
            assert!(answer.status == OK && answer.text().contains("登録が2つあります"), "{which}");
        }
        for without in ["address", "emergency"] {
            let fields = form().into_iter().filter(|(name, _)| *name != without);
            let fields: Vec<_> = fields.chain([("which", "1".to_owned())]).collect();
            assert_eq!(room.search(&physician, &fields).await.status, BAD, "{without}");
        }
        // Of more than three it is said as of any.
        for number in ["5", "6"] {
            let list = [diagnosis(number, "喘息")];
            room.world.send_new(CLINIC, &again(number).conditions(CLINIC, number, &list)).await;
        }
        room.world.clock.advance(Duration::minutes(1));
        for fields in [form(), [form(), vec![("which", "1".to_owned())]].concat()] {
            let page = room.search(&physician, &fields).await.text();
            assert!(page.contains(SEVERAL) && !page.contains("登録が"), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn wildcards_are_text() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        for (number, (field, typed)) in [
            ("name", "%"),
            ("name", "見本%"),
            ("name", "見本_花子"),
            ("name", "*"),
            ("name", "' OR '1'='1"),
            ("address", "%"),
            ("address", "*"),
            ("address", "架空区____________"),
            ("address", "架空区%%%%%%%%%%%%"),
        ]
        .into_iter()
        .enumerate()
        {
            let physician = room.world.member(HOSPITAL, &format!("救急 {number}"), &[Role::Emergency]).await;
            let answer = room.search(&physician, &with(&[(field, typed)])).await;
            assert!(answer.status == OK && answer.text().contains(NOBODY), "{field}={typed}");
        }
        assert_eq!(room.told().await, []);
    })
    .await;
}

#[tokio::test]
async fn of_a_thousand_guesses_few_are_looked_up() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let mut guessers = Vec::new();
        for number in 0..10 {
            guessers.push(room.world.member(HOSPITAL, &format!("救急 {number}"), &[Role::Emergency]).await);
        }
        let mut answers = std::collections::BTreeMap::new();
        for guess in 0..1_000 {
            let born = format!("19{:02}-{:02}-01", guess % 80 + 10, guess % 12 + 1);
            let answer = room.search(&guessers[guess % 10], &with(&[("birth_date", &born)])).await;
            *answers.entry(answer.status).or_insert(0) += 1;
            if answer.status == TOO_MANY {
                assert!(answer.text().contains("続けて調べた回数が多すぎます"));
                assert_eq!(answer.header("retry-after"), "60");
                assert!(is_handed_back(&answer.text().replace(&born, "1950-02-03")));
            }
        }
        assert_eq!(answers.into_iter().collect::<Vec<_>>(), [(OK, 20), (TOO_MANY, 980)]);
        assert_eq!(room.kept().await.len(), 20, "what was looked up is on the record");
        // Also the right four items are not looked up now; the clock is what helps.
        assert_eq!(room.search(&guessers[0], &form()).await.status, TOO_MANY);
        room.world.clock.advance(Duration::minutes(1));
        room.begin(&guessers[0]).await;
    })
    .await;
}

#[tokio::test]
async fn from_the_desk_a_known_patient_is_opened_with_a_reason_alone() {
    on_each(|world| async move {
        let numbered = Someone { local: Some("A-1".into()), ..taro() };
        world.send_new(HOSPITAL, &numbered.conditions(HOSPITAL, "8", &[diagnosis("y", "喘息")])).await;
        let known = world.only_person().await;
        let kind = Some(FacilityKind::Hospital);
        facilities::set_kind(&world.store, &facility(HOSPITAL), kind).await.unwrap();
        let portal = Portal::over(world.store.clone(), world.clock.clone(), known, HOSPITAL).await;
        let room = Room { world, portal, patient: known };
        let doctor = room.world.member(HOSPITAL, "医師 一", &[Role::Doctor, Role::Emergency]).await;
        let address = format!("/desk/patients/{known}/emergency");
        assert!(room.get(&doctor, &format!("/desk/patients/{known}")).await.text().contains(&address));
        assert_eq!(room.get(&doctor, &address).await.status, OK);
        let refused = room.ask(&doctor, Method::POST, &address, "emergency=yes".into()).await;
        assert_eq!((refused.status, room.told().await.len()), (BAD, 0));
        let body = "emergency=yes&reason=other&note=%E5%8F%8D%E5%BF%9C%E3%81%AA%E3%81%97".to_owned();
        let answer = room.ask(&doctor, Method::POST, &address, body).await;
        let page = room.get(&doctor, &format!("{}/record", answer.header("location"))).await;
        assert!(page.status == OK && page.text().contains("喘息"));
        let told = room.told().await;
        assert!(told.iter().all(|entry| entry.2 == "other"));
        let log = access::log(&room.world.store, known).await.unwrap();
        assert!(log.iter().all(|entry| !entry.details.contains("反応なし")), "the words stay here");
        for _ in 0..4 {
            room.ask(&doctor, Method::POST, &address, "emergency=yes&reason=injured".into()).await;
        }
        let hasty = room.ask(&doctor, Method::POST, &address, "emergency=yes&reason=injured".into()).await;
        assert_eq!(hasty.status, TOO_MANY);
    })
    .await;
}

#[tokio::test]
async fn who_is_removed_sees_nothing_more() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.physician().await;
        let record = format!("{}/record", room.begin(&physician).await);
        assert_eq!(room.get(&physician, &record).await.status, OK);
        let here = facility(HOSPITAL);
        let decision = Decision { facility: &here, by: None, now: room.world.clock.now() };
        let roles = Roles::from_iter([Role::Doctor]);
        staff::change_roles(&room.world.store, decision, physician.account, roles).await.unwrap();
        assert_eq!(room.get(&physician, &record).await.status, FORBIDDEN, "without the role");
        let roles = Roles::from_iter([Role::Emergency]);
        staff::change_roles(&room.world.store, decision, physician.account, roles).await.unwrap();
        facilities::set_kind(&room.world.store, &here, Some(FacilityKind::Clinic)).await.unwrap();
        assert_eq!(room.get(&physician, &record).await.status, FORBIDDEN, "at what is no hospital any more");
        facilities::set_kind(&room.world.store, &here, Some(FacilityKind::Hospital)).await.unwrap();
        assert_eq!(room.get(&physician, &record).await.status, OK);
        staff::remove(&room.world.store, decision, physician.account).await.unwrap();
        let out = room.get(&physician, &record).await;
        assert_eq!((out.header("location"), said(&out)), ("/signin", vec![]));
    })
    .await;
}

#[tokio::test]
async fn the_administrator_is_told_until_they_have_looked() {
    on_each(|world| async move {
        let room = Room::open(world).await;
        let physician = room.world.member(HOSPITAL, "救急 一郎", &[Role::Emergency]).await;
        let administrator = room.world.member(HOSPITAL, "管理 一", &[Role::Administrator]).await;
        let elsewhere = room.world.member(CLINIC, "管理 外", &[Role::Administrator]).await;
        let banner = "救急での閲覧・検索が2件あります";
        assert!(!room.get(&administrator, "/desk/staff").await.text().contains("救急での閲覧・検索"));
        room.search(&physician, &with(&[("name", "見本月子"), ("reason", "other"), ("note", "搬送 三")]))
            .await;
        room.world.clock.advance(Duration::seconds(1));
        room.begin(&physician).await;
        for page in ["/desk/staff", "/desk/keys"] {
            assert!(room.get(&administrator, page).await.text().contains(banner), "{page}");
        }
        let log = room.get(&administrator, "/desk/emergency/log").await;
        let page = log.text();
        for said in ["救急 一郎", "搬送 三", "見つからなかった", "意識障害", "開いた（"]
        {
            assert!(page.contains(said), "{said}");
        }
        for whose in ["見本 花子", "見本月子", "1950", &room.patient.to_string()] {
            assert!(!page.contains(whose), "not whose record it was: {whose}");
        }
        assert!(!room.get(&administrator, "/desk/staff").await.text().contains("救急での閲覧・検索"));
        let second = room.world.member(HOSPITAL, "管理 二", &[Role::Administrator]).await;
        assert!(room.get(&second, "/desk/staff").await.text().contains(banner), "each has their own");
        let theirs = room.get(&elsewhere, "/desk/emergency/log").await;
        assert!(
            theirs.status == OK && !theirs.text().contains("救急 一郎"),
            "another facility's are not theirs"
        );
        assert_eq!(room.get(&physician, "/desk/emergency/log").await.status, FORBIDDEN);
    })
    .await;
}
