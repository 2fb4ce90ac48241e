//! Every route × every kind of actor. The answers stand in `actors.txt`, one line for each route of the router: a new
//! route without a line fails, and so does a line without a route.

use crate::portal::{self, Portal, Who, now, today};
use axum::http::Method;
use chrono::{Days, NaiveDate};
use server::{
    auth::{Actor, DemoMode, Role, Staff},
    entropy::Entropy,
    gate,
    sharing::{self, Wish},
    store::{
        account::{Account, Kind, session},
        sharing::emergency::Stated,
    },
    treating::{self, Answer},
};
use shared::{
    category::Categories,
    consent::{Preset, Purpose as For, Term, Whom},
    delegation::{Actions, Basis, birthday},
    emergency::Reason,
    ids::{AccountId, FacilityCode, PatientId},
};
use sqlx::SqlitePool;
use std::{collections::BTreeMap, fmt::Write as _};
use uuid::Uuid;

const TABLE: &str = include_str!("actors.txt");

/// The demonstration's hospital, which sent 見本 花子's record, and an invented one that never saw her.
const RELATED: &str = "1310000011";
const UNRELATED: &str = "1310000099";

/// The columns of the table.
const ACTORS: [&str; 22] = [
    "nobody",
    "patient",
    "other-patient",
    "carer",
    "carer-of-medicines",
    "carer-expired",
    "parent-of-14",
    "parent-of-15",
    "parent-of-18",
    "parent-suspended",
    "bereaved-spouse",
    "clerk",
    "doctor",
    "doctor-elsewhere",
    "administrator",
    "machine",
    "doctor-by-consent",
    "doctor-withdrawn",
    "doctor-left-out",
    "emergency",
    "emergency-begun",
    "emergency-left-out",
];

/// Somebody who can be signed in, and whose record is then open.
struct Somebody {
    account: Account,
    acting_for: Option<PatientId>,
}

struct World {
    portal: Portal,
    database: SqlitePool,
    entropy: Entropy,
    people: BTreeMap<&'static str, Somebody>,
    /// The emergency access that was begun.
    access: String,
}

impl World {
    async fn new() -> Self {
        let portal = Portal::new().await;
        let address = format!("sqlite://{}", portal.database().display());
        let database = SqlitePool::connect(&address).await.unwrap();
        let mut world = Self {
            portal,
            database,
            entropy: Entropy::seeded(9),
            people: BTreeMap::new(),
            access: String::new(),
        };
        world.facility(UNRELATED).await;
        world.fill().await;
        world
    }

    async fn fill(&mut self) {
        let hanako = self.portal.patient();
        let other = self.person("1990-01-01".parse().unwrap(), None).await;
        self.own("patient", hanako).await;
        self.own("other-patient", other).await;
        let forever = (Basis::Granted, Categories::ALL, None, false);
        let medicines = Categories::parse("medicines").unwrap();
        let yesterday = today() - Days::new(1);
        self.carer("carer", hanako, forever).await;
        self.carer("carer-of-medicines", hanako, (Basis::Granted, medicines, None, false)).await;
        self.carer("carer-expired", hanako, (Basis::Granted, Categories::ALL, Some(yesterday), false)).await;
        for (name, years) in [("parent-of-14", 14), ("parent-of-15", 15), ("parent-of-18", 18)] {
            let child = self.person(turning(years), None).await;
            self.carer(name, child, (Basis::Parent, Categories::ALL, None, false)).await;
        }
        let child = self.person(turning(10), None).await;
        self.carer("parent-suspended", child, (Basis::Parent, Categories::ALL, None, true)).await;
        let dead = self.person("1940-05-05".parse().unwrap(), Some(yesterday)).await;
        self.carer("bereaved-spouse", dead, (Basis::Bereaved, Categories::ALL, None, false)).await;
        self.staff("clerk", RELATED, Role::Clerk).await;
        self.staff("doctor", RELATED, Role::Doctor).await;
        self.staff("doctor-elsewhere", UNRELATED, Role::Doctor).await;
        self.staff("administrator", RELATED, Role::Administrator).await;
        for name in ["doctor-by-consent", "doctor-withdrawn", "doctor-left-out"] {
            self.staff(name, RELATED, Role::Doctor).await;
        }
        for name in ["emergency", "emergency-begun", "emergency-left-out"] {
            self.staff(name, RELATED, Role::Emergency).await;
        }
    }

    /// What 見本 花子 decided, one after another, before the hospital's staff of this name ask.
    fn decisions(who: &str) -> Vec<Wish> {
        let towards = |purpose, kinds| {
            let whom = Whom::Facility(FacilityCode::try_from(RELATED).unwrap());
            Wish::Switches { whom, purpose, kinds, term: Term::Standing, subjects: Default::default() }
        };
        let (all, none) = (Categories::ALL, Categories::NONE);
        match who {
            "doctor-by-consent" => vec![towards(For::Care, all)],
            "doctor-withdrawn" => vec![towards(For::Care, all), Wish::Preset(Preset::AskEachTime)],
            // Of this hospital she never said that it treats her: it only sent something.
            "doctor" => vec![Wish::Preset(Preset::Everyone)],
            "doctor-left-out" => vec![Wish::Preset(Preset::Everyone), towards(For::Care, none)],
            "emergency-left-out" => vec![towards(For::Emergency, none)],
            _ => Vec::new(),
        }
    }

    async fn decide(&self, wishes: &[Wish]) {
        let (patient, by) = (self.portal.patient(), self.people["patient"].account.id);
        for wish in wishes {
            let state = &self.portal.state;
            sharing::change(&state.store, &state.clock, &self.entropy, (patient, by, true), wish)
                .await
                .unwrap();
        }
    }

    /// 見本 花子 answers whether the hospital treats her.
    async fn says(&self, answer: Answer) {
        let who = (self.portal.patient(), self.people["patient"].account.id, true);
        let (store, clock) = (&self.portal.state.store, &self.portal.state.clock);
        let code = FacilityCode::try_from(RELATED).unwrap();
        treating::answer(store, clock, who, (&code, answer)).await.unwrap();
    }

    /// Takes back whatever was decided, whoever decided it.
    async fn decide_nothing(&self) {
        sqlx::query("UPDATE consent SET withdrawn_at = $1 WHERE withdrawn_at IS NULL")
            .bind(now())
            .execute(&self.database)
            .await
            .unwrap();
    }

    /// The emergency physicians for whom the glass is broken, each with an access of their own.
    async fn begin_emergency(&mut self, who: &str) {
        let facility = FacilityCode::try_from(RELATED).unwrap();
        let account = self.people[who].account.id;
        let actor = Actor::Staff(Staff { account, facility, roles: Role::Emergency.into() });
        let stated = Stated { reason: Reason::Unconscious, note: String::new() };
        let (store, clock) = (&self.portal.state.store, &self.portal.state.clock);
        let begun =
            gate::break_glass(store, clock, &self.entropy, &actor, self.portal.patient(), stated).await;
        self.access = begun.unwrap().to_string();
    }

    async fn facility(&self, code: &str) {
        sqlx::query("INSERT INTO facility (code, name, created_at) VALUES ($1, '架空の病院', $2)")
            .bind(code)
            .bind(now())
            .execute(&self.database)
            .await
            .unwrap();
    }

    async fn person(&self, born: NaiveDate, died: Option<NaiveDate>) -> PatientId {
        let id = self.entropy.uuid();
        sqlx::query(
            "INSERT INTO person (patient_id, root_id, name, kana_key, sex, birth_date, died_on, salt, created_at)
             VALUES ($1, $1, '架空 太郎', '', 'male', $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(born)
        .bind(died)
        .bind(self.entropy.bytes::<16>().as_slice())
        .bind(now())
        .execute(&self.database)
        .await
        .unwrap();
        PatientId(id)
    }

    async fn account(&self, kind: Kind) -> Account {
        let id = self.entropy.uuid();
        let (word, patient, facility) = match &kind {
            Kind::Person(own) => ("person", own.map(|own| own.0), None),
            Kind::Staff(facility) => ("staff", None, Some(facility.to_string())),
        };
        sqlx::query(
            "INSERT OR IGNORE INTO account (id, kind, name, patient_id, facility, created_at)
             VALUES ($1, $2, '架空 花', $3, $4, $5)",
        )
        .bind(id)
        .bind(word)
        .bind(patient)
        .bind(facility)
        .bind(now())
        .execute(&self.database)
        .await
        .unwrap();
        let id: Uuid = match patient {
            // 見本 花子 has one already.
            Some(patient) => sqlx::query_scalar("SELECT id FROM account WHERE patient_id = $1")
                .bind(patient)
                .fetch_one(&self.database)
                .await
                .unwrap(),
            None => id,
        };
        Account { id: AccountId(id), name: "架空 花".to_owned(), kind }
    }

    async fn own(&mut self, name: &'static str, patient: PatientId) {
        let account = self.account(Kind::Person(Some(patient))).await;
        self.people.insert(name, Somebody { account, acting_for: None });
    }

    async fn carer(
        &mut self,
        name: &'static str,
        patient: PatientId,
        (basis, kinds, until, suspended): (Basis, Categories, Option<NaiveDate>, bool),
    ) {
        let account = self.account(Kind::Person(None)).await;
        sqlx::query(
            "INSERT INTO mandate (id, patient_id, account_id, basis, label, categories, actions, valid_from,
                 valid_until, created_at, created_by, accepted_at, confirmed_at, suspended_at)
             VALUES ($1, $2, $3, $4, '家族', $5, $6, '2020-01-01', $7, $8, $3, $8, $8, $9)",
        )
        .bind(self.entropy.uuid())
        .bind(patient.0)
        .bind(account.id.0)
        .bind(basis.as_str())
        .bind(kinds.to_string())
        .bind(Actions::ALL.to_string())
        .bind(until)
        .bind(now())
        .bind(suspended.then(now))
        .execute(&self.database)
        .await
        .unwrap();
        self.people.insert(name, Somebody { account, acting_for: Some(patient) });
    }

    async fn staff(&mut self, name: &'static str, facility: &str, role: Role) {
        let account = self.account(Kind::Staff(FacilityCode::try_from(facility).unwrap())).await;
        sqlx::query("INSERT INTO staff_role (account_id, role) VALUES ($1, $2)")
            .bind(account.id.0)
            .bind(role.as_str())
            .execute(&self.database)
            .await
            .unwrap();
        self.people.insert(name, Somebody { account, acting_for: None });
    }

    /// A session of their own for every request: some requests end it.
    async fn cookie(&self, who: &str) -> Option<String> {
        let somebody = self.people.get(who)?;
        let demo = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
        let store = &self.portal.state.store;
        let secret = session::create_for_demo_account(store, demo, &somebody.account, now(), &self.entropy)
            .await
            .unwrap();
        if somebody.acting_for.is_some() {
            let begun = session::find(store, &secret, now()).await.unwrap().unwrap();
            session::act_for(store, begun.id, somebody.acting_for).await.unwrap();
        }
        Some(secret)
    }

    async fn answers(&mut self, method: &Method, path: &str) -> String {
        let mut line = format!("{method} {path}");
        for who in ACTORS {
            let mut path = path.to_owned();
            if matches!(who, "emergency-begun" | "emergency-left-out") && path.contains("{access}") {
                self.begin_emergency(who).await;
                path = path.replace("{access}", &self.access);
            }
            let (address, body) = portal::example(&path, &self.portal.patient().to_string());
            let decisions = Self::decisions(who);
            let treats = matches!(who, "doctor-withdrawn" | "doctor-left-out");
            if treats {
                self.says(Answer::Yes).await;
            }
            self.decide(&decisions).await;
            let method = method.clone();
            let answer = match (who, self.cookie(who).await) {
                ("machine", _) => self.portal.ask(Who::FacilityKey, method, &address, body).await,
                (_, secret) => self.portal.ask_in_session(secret.as_deref(), method, &address, body).await,
            };
            write!(line, " {}", answer.status.as_u16()).unwrap();
            if !decisions.is_empty() {
                self.decide_nothing().await;
            }
            if treats {
                self.says(Answer::Undo).await;
            }
        }
        line
    }
}

/// Born so that today is the birthday.
fn turning(years: u32) -> NaiveDate {
    use chrono::Datelike;
    let born = today().with_year(today().year() - years as i32).unwrap();
    assert_eq!(birthday(born, years), today());
    born
}

fn expected() -> BTreeMap<String, Vec<u16>> {
    TABLE
        .lines()
        .filter(|line| line.starts_with("GET ") || line.starts_with("POST "))
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let statuses: Vec<u16> = words[2..].iter().map(|status| status.parse().unwrap()).collect();
            assert_eq!(statuses.len(), ACTORS.len(), "{line}");
            (format!("{} {}", words[0], words[1]), statuses)
        })
        .collect()
}

fn of(statuses: &[u16], who: &str) -> u16 {
    statuses[ACTORS.iter().position(|actor| *actor == who).unwrap()]
}

#[tokio::test]
async fn every_route_answers_every_kind_of_actor_as_its_line_says() {
    let mut world = World::new().await;
    let mut expected = expected();
    let mut wrong = Vec::new();
    for (path, method) in world.portal.addresses() {
        let found = world.answers(&method.parse().unwrap(), &path).await;
        let line = expected.remove(&format!("{method} {path}")).map(|statuses| {
            let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
            format!("{method} {path} {}", statuses.join(" "))
        });
        if line.as_deref() != Some(found.as_str()) {
            wrong.push(format!("found    {found}\nexpected {}", line.as_deref().unwrap_or("(no line)")));
        }
    }
    assert!(wrong.is_empty(), "{} routes:\n{}", wrong.len(), wrong.join("\n"));
    assert!(expected.is_empty(), "lines without a route: {:?}", expected.keys());
}

/// The table itself, read by rules: whoever edits a line cannot open a record by a slip.
#[test]
fn the_table_gives_nobody_what_is_not_theirs() {
    let table = expected();
    let records = [
        "/",
        "/medicines",
        "/medicines/check",
        "/medicines/show",
        "/labs",
        "/record",
        "/summary",
        "/documents",
        "/api/record",
    ];
    let mut seen = 0;
    for path in records {
        let statuses = &table[&format!("GET {path}")];
        for who in ["patient", "other-patient", "carer", "carer-of-medicines", "parent-of-14", "parent-of-15"]
        {
            assert_eq!(of(statuses, who), 200, "{path} for {who}");
        }
        assert_eq!(of(statuses, "bereaved-spouse"), 200, "{path}");
        for who in ["carer-expired", "parent-of-18", "parent-suspended"] {
            assert_eq!(of(statuses, who), 403, "{path} for {who}");
        }
        for who in ["clerk", "doctor", "doctor-elsewhere", "administrator"] {
            assert_eq!(of(statuses, who), 403, "{path} for {who}");
        }
        for who in ["nobody", "machine"] {
            assert!(matches!(of(statuses, who), 302 | 401), "{path} for {who}");
        }
        seen += 1;
    }
    for (route, statuses) in table.iter().filter(|(route, _)| route.contains(" /desk")) {
        for who in &ACTORS[..11] {
            assert!(matches!(of(statuses, who), 302 | 403), "{route} for {who}");
        }
        assert_eq!(of(statuses, "machine"), of(statuses, "nobody"), "{route}");
        if route.contains("/desk/patients/{patient}") {
            assert!(!matches!(of(statuses, "doctor-elsewhere"), 200 | 303), "{route}");
        }
        seen += 1;
    }
    // The record for care and in an emergency: by consent, not after it was taken back, never for whom it excludes.
    for (path, opens) in [
        ("/desk/patients/{patient}/record", ["doctor-by-consent"]),
        ("/desk/emergency/{access}", ["emergency-begun"]),
        ("/desk/emergency/{access}/record", ["emergency-begun"]),
        ("/desk/emergency/{access}/summary.pdf", ["emergency-begun"]),
        ("/desk/emergency/{access}/summary.xml", ["emergency-begun"]),
    ] {
        for who in ACTORS {
            let status = of(&table[&format!("GET {path}")], who);
            assert_eq!(status == 200, opens.contains(&who), "{path} for {who}: {status}");
        }
        seen += 1;
    }
    assert!(seen > 30, "only {seen} routes were looked at");
}
