//! What a hospital is shown of a long record by somebody who decided often: 200 consents, 5,000 prescriptions.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use shared::{
    category::Category,
    consent::{
        Consent, Excluded, FacilityKind, Purpose, Relationships, Request, Rule, Said, Scope, Statement, Term,
        Terms, Who, Whom, decide, passed_on,
    },
    ids::{ConsentId, FacilityCode, ItemId, PatientId},
    record::{Origin, Person, Prescription, Record, Sex},
    time::Moment,
};
use uuid::Uuid;

const CONSENTS: u32 = 200;
const ITEMS: u32 = 5_000;

pub struct Asked {
    request: Request,
    consents: Vec<Consent>,
    relationships: Relationships,
    now: DateTime<Utc>,
    today: NaiveDate,
    pub record: Record,
}

impl Asked {
    /// The record as it is passed on by what is decided.
    pub fn answered(&self, record: Record) -> Record {
        let decision = decide(&self.request, &self.consents, &self.relationships, self.now);
        passed_on(record, &decision, self.today)
    }

    pub fn new() -> Self {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let now = today.and_hms_opt(3, 0, 0).expect("a time").and_utc();
        let mut relationships = Relationships::default();
        for number in 0..9 {
            relationships.knows(facility(number), Some(FacilityKind::ALL[number as usize % 3]));
            relationships.sent(&facility(number), now - Duration::days(40));
            relationships
                .said(&facility(number), Statement { said: Said::Yes, at: now - Duration::days(39) });
        }
        let mut record = Record::empty(Person {
            name: "見本 花子".into(),
            kana: None,
            sex: Sex::Female,
            birth_date: NaiveDate::from_ymd_opt(1944, 7, 24).expect("a day"),
        });
        record.prescriptions = (0..ITEMS).map(|number| prescription(number, today, now)).collect();
        let asked = Self {
            request: Request { who: Who::Facility(facility(0)), purpose: Purpose::Care },
            consents: (0..CONSENTS).map(|number| consent(number, now)).collect(),
            relationships,
            now,
            today,
            record,
        };
        // Fast because nothing is shown, or because nothing is kept back, would be no result.
        let shown = asked.answered(asked.record.clone()).prescriptions.len();
        assert_eq!(shown, (ITEMS - CONSENTS / 4) as usize);
        asked
    }
}

fn facility(number: u32) -> FacilityCode {
    FacilityCode::try_from(format!("131000000{number}")).expect("ten digits")
}

fn item(number: u32) -> ItemId {
    ItemId::derive(PatientId(Uuid::nil()), &[&number.to_string()])
}

/// A name of its own: what only its digits tell apart would be one medicine in several strengths.
fn letters(number: u32) -> String {
    let letter = |digit: char| char::from_u32('ア' as u32 + 2 * digit.to_digit(10).unwrap_or_default());
    number.to_string().chars().filter_map(letter).collect()
}

fn prescription(number: u32, today: NaiveDate, received: DateTime<Utc>) -> Prescription {
    Prescription {
        origin: Origin {
            item: item(number),
            source: facility(number % 9).into(),
            department: None,
            updated: None,
            received,
            document: None,
            long_term: false,
            unread_parts: Vec::new(),
            doubted: false,
        },
        name: format!("試験{}", letters(number)),
        codes: Vec::new(),
        rp: None,
        dosage: Vec::new(),
        authored: Some(Moment::Day(today - Duration::days(i64::from(number % 90)))),
        said_since: None,
        quantity: None,
        prescriber: None,
        category: None,
        standing: Default::default(),
        standing_reason: None,
        notes: Vec::new(),
    }
}

/// A quarter each: permissions of everything, of one kind for some facility, withdrawn ones, and excluded items.
fn consent(number: u32, now: DateTime<Utc>) -> Consent {
    let given_at = now - Duration::days(i64::from(number));
    let rule = match number % 4 {
        0 | 2 => Rule::Permit(Scope::Everything),
        1 => Rule::Permit(Scope::Kind(Category::ALL[number as usize % Category::ALL.len()])),
        _ => Rule::Exclude(Excluded::Item(item(number)), Purpose::Care),
    };
    let whom = if number % 4 == 1 { Whom::Facility(facility(number % 9)) } else { Whom::Anyone };
    Consent {
        id: ConsentId(Uuid::from_u128(u128::from(number))),
        terms: Terms { rule, whom, term: Term::Standing },
        begun_at: given_at,
        given_at,
        withdrawn_at: (number % 4 == 2).then_some(now),
    }
}
