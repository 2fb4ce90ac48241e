//! What every invented person has to be: sendable, readable, repeatable, and invented.

use super::{Person, disease::DISEASES, generate, named};
use chrono::NaiveDate;
use serde_json::Value;
use shared::{
    disclosure::Disclosure,
    fhir::{
        item::{Json, Stored, read as read_item},
        submission::{Content, Incoming, Submission, read},
    },
    ids::{ItemId, PatientId},
    labs::{CoreItem, CriticalResult, LabSheet, Standing},
    medication::{DayPlan, Dose, Taking, lines},
    record::{self, ItemKind, Measured, Record, ResultStatus, assemble},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
    thread,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2024-08-01")
}

fn submissions(person: &Person) -> Vec<Submission> {
    person
        .transmissions
        .iter()
        .map(|sent| {
            let reasons = |issues: &[record::Issue]| -> String {
                issues.iter().map(|issue| format!("{issue}\n")).collect()
            };
            let submission = read(sent.bundle.to_string().as_bytes(), &sent.sender)
                .unwrap_or_else(|refused| panic!("{}{:#}", reasons(&refused.issues), sent.bundle));
            assert!(submission.warnings.is_empty(), "{}{:#}", reasons(&submission.warnings), sent.bundle);
            submission
        })
        .collect()
}

/// The record that comes of it, as its own person may see it.
fn record_of(person: &Person, today: NaiveDate) -> Record {
    let patient = PatientId(uuid::Uuid::nil());
    let mut items: BTreeMap<(ItemKind, String), (Incoming, usize)> = BTreeMap::new();
    for (number, submission) in submissions(person).into_iter().enumerate() {
        let incoming = match submission.content {
            Content::List { items, .. } | Content::Report { items } => items,
            Content::Document { item, .. } => vec![item],
            Content::Withdrawal { .. } | Content::Removal { .. } => panic!("nothing is withdrawn"),
        };
        for item in incoming.into_iter().filter(|item| item.disclosure == Disclosure::Open) {
            items.insert((item.kind, item.identifier.value.clone()), (item, number));
        }
    }
    let items = items
        .values()
        .map(|(incoming, number)| {
            let sent = &person.transmissions[*number];
            read_item(&Stored {
                patient,
                item: ItemId::derive(patient, &[&incoming.identifier.value]),
                source: sent.sender.clone().into(),
                kind: incoming.kind,
                received: sent.sent,
                doubted: false,
                json: &Json::of(&incoming.json),
            })
        })
        .collect();
    let whose = record::Person {
        name: person.name.clone(),
        kana: None,
        sex: record::Sex::Unknown,
        birth_date: person.born,
    };
    assemble(whose, items, &BTreeMap::new(), today)
}

/// Nothing was unreadable, in whole or in part, however deep inside a document.
fn check_read_in_full(record: &Record) {
    let json = serde_json::to_string(record).unwrap();
    for part in json.split("\"unread").skip(1) {
        let (name, value) = part.split_once(':').unwrap();
        assert!(value.starts_with("[]"), "unread{name}: {}", value.chars().take(300).collect::<String>());
    }
    assert!(!json.contains("\"Unreadable\""), "{}", record.person.name);
}

fn check(person: &Person) -> Record {
    let record = record_of(person, today());
    check_read_in_full(&record);
    let sent: Vec<_> = person.transmissions.iter().map(|one| one.sent).collect();
    assert!(sent.windows(2).all(|pair| pair[0] < pair[1]), "{}: sent in order of time", person.name);
    assert!(sent.iter().all(|sent| shared::time::tokyo_day(*sent) < today()), "{}", person.name);
    for result in &record.observations {
        let core = result.codes.iter().any(|coding| coding.system.ends_with("CoreLabo_CS"));
        assert_eq!(core, CoreItem::of(&result.codes).is_some(), "{:?}", result.codes);
    }
    record
}

#[test]
fn named_people_are_sent_and_read_without_a_word_of_complaint() {
    assert!(NAMED.iter().map(check).all(|record| !record.facilities.is_empty()));
}

/// What 50 people of one seed bring.
#[derive(Default)]
struct Brought {
    facilities: BTreeSet<usize>,
    diagnoses: BTreeSet<String>,
    censored: usize,
    preliminary: usize,
}

fn brought(seed: u64) -> Brought {
    let mut brought = Brought::default();
    for index in 0..50 {
        let record = check(&generate(seed, index, today()));
        brought.facilities.insert(record.facilities.len());
        brought.diagnoses.extend(record.diagnoses.iter().map(|diagnosis| diagnosis.name.clone()));
        for result in &record.observations {
            let is_censored =
                matches!(&result.value, Measured::Quantity(quantity) if quantity.comparator.is_some());
            brought.censored += usize::from(is_censored);
            brought.preliminary += usize::from(result.status == ResultStatus::Preliminary);
        }
    }
    brought
}

#[test]
fn random_people_are_sent_and_read_without_a_word_of_complaint() {
    let all: Vec<Brought> = thread::scope(|scope| {
        let seeds = [0, 1, 2_024, u64::MAX].map(|seed| scope.spawn(move || brought(seed)));
        seeds.into_iter().map(|seed| seed.join().unwrap()).collect()
    });
    let facilities: BTreeSet<usize> = all.iter().flat_map(|seed| seed.facilities.clone()).collect();
    assert_eq!(facilities, BTreeSet::from([1, 2, 3, 4]));
    let diagnoses: BTreeSet<&String> = all.iter().flat_map(|seed| &seed.diagnoses).collect();
    assert!(DISEASES.iter().all(|disease| diagnoses.contains(&disease.name.to_owned())), "{diagnoses:?}");
    assert!(all.iter().all(|seed| seed.censored > 20));
    assert!(all.iter().any(|seed| seed.preliminary > 0));
}

#[test]
fn the_same_seed_number_and_day_give_the_same_bytes() {
    let bytes = |seed, index, today| format!("{:?}", generate(seed, index, today));
    let of_one = bytes(5, 17, today());
    assert_eq!(of_one, bytes(5, 17, today()));
    for other in [bytes(6, 17, today()), bytes(5, 18, today()), bytes(5, 17, day("2024-08-02"))] {
        assert_ne!(of_one, other);
    }
    assert_eq!(format!("{:?}", *NAMED), format!("{:?}", named(today()).collect::<Vec<_>>()));
}

#[test]
fn nobody_is_taken_for_somebody_else() {
    let mut insured = BTreeSet::new();
    let mut numbers = BTreeSet::new();
    let mut bundles = BTreeSet::new();
    let random = [1, 2].into_iter().flat_map(|seed| (0..40).map(move |index| (seed, index)));
    let people = random.map(|(seed, index)| generate(seed, index, today())).chain(NAMED.clone());
    for person in people {
        let mut claims: BTreeSet<String> = BTreeSet::new();
        for sent in &person.transmissions {
            let entries = sent.bundle["entry"].as_array().unwrap();
            let mut resources = entries.iter().map(|entry| &entry["resource"]);
            let patient = resources.find(|resource| resource["resourceType"] == "Patient").unwrap();
            let [insured_id, number] = [0, 1].map(|at| &patient["identifier"][at]);
            let said = ["name", "gender", "birthDate"].map(|field| patient[field].to_string());
            claims.insert(format!("{insured_id} {} {}", number["value"], said.join(" ")));
            let own = shared::fhir::own_number_system(&sent.sender);
            assert_eq!(number["system"], own, "each facility numbers for itself");
            numbers.insert(number["value"].as_str().unwrap().to_owned());
            let identifier = sent.bundle["identifier"]["value"].to_string();
            assert!(bundles.insert(identifier.clone()), "{identifier} twice");
            insured.insert(patient["identifier"][0]["value"].as_str().unwrap().to_owned());
        }
        assert_eq!(claims.len(), 1, "{claims:?}");
    }
    assert_eq!((insured.len(), numbers.len()), (80 + NAMED.len(), 80 + NAMED.len()));
    assert!(numbers.contains(super::HANAKO_NUMBER));
    assert!(insured.iter().all(|id| id.starts_with(super::names::INSURER)), "{insured:?}");
}

/// Leap days and turns of the year are days like others, also the largest seed and number.
#[test]
fn any_day_will_do() {
    for today in [day("2024-02-29"), day("2025-01-01"), day("2032-12-31")] {
        let people: Vec<Person> = named(today).collect();
        // Of the longest record its days are like anybody's.
        let short = people.iter().filter(|person| person.transmissions.len() < 100);
        for person in short.chain(&[generate(u64::MAX, 999_999, today)]) {
            submissions(person);
        }
    }
}

static NAMED: LazyLock<Vec<Person>> = LazyLock::new(|| named(today()).collect());

fn record_named(name: &str) -> Record {
    record_of(NAMED.iter().find(|person| person.name == name).unwrap(), today())
}

/// Once a week, and its newer supply began before the older one ends: in no time of the day, and only once.
#[test]
fn somebody_takes_methotrexate_once_a_week() {
    let person = NAMED.iter().find(|person| person.name.starts_with("𠮷髙見本")).unwrap();
    let lines = lines(&record_of(person, today()), today(), Default::default());
    let plan = DayPlan::of(&lines, today());
    let named = |doses: &[Dose]| -> Vec<String> {
        doses.iter().map(|dose| lines[dose.line].prescription.name.clone()).collect()
    };
    assert_eq!(named(&plan.certain_days), ["リウマトレックスカプセル２ｍｇ"]);
    let in_the_day: Vec<String> = plan.slots.iter().flat_map(|(_, doses)| named(doses)).collect();
    assert!(in_the_day.iter().all(|name| !name.contains("リウマトレックス")), "{in_the_day:?}");
    assert_eq!(lines.iter().filter(|line| line.taking == Taking::Continued).count(), 1);
}

/// The one result of which home speaks first.
#[test]
fn somebody_has_a_potassium_that_was_flagged_as_critical() {
    let urgent = CriticalResult::urgent(&record_named("想定 かりこ"), today());
    let told: Vec<(&str, Standing)> = urgent.iter().map(|one| (one.key.as_str(), one.standing)).collect();
    assert_eq!(told, [("core-k", Standing::CriticallyHigh)]);
    let others = NAMED.iter().filter(|person| person.name != "想定 かりこ");
    for person in others {
        assert_eq!(CriticalResult::urgent(&record_of(person, today()), today()), [], "{}", person.name);
    }
}

#[test]
fn hanako_takes_seven_medicines_and_two_of_them_contradict() {
    let record = record_named("見本 花子");
    let lines = lines(&record, today(), Default::default());
    let now: Vec<_> = lines.iter().filter(|line| line.taking == Taking::Now).collect();
    let names: BTreeSet<&str> = now.iter().map(|line| line.prescription.name.as_str()).collect();
    assert_eq!((now.len(), names.len()), (7, 7), "{names:?}");
    assert!(lines.iter().all(|line| matches!(line.taking, Taking::Now | Taking::Past)));
    let senders: BTreeSet<String> =
        now.iter().map(|line| line.prescription.origin.source.to_string()).collect();
    assert_eq!(senders, BTreeSet::from(["1310000011", "1310000029", "1310000037"].map(str::to_owned)));
    let usages: BTreeSet<&str> =
        now.iter().filter_map(|line| line.prescription.dosage[0].text.as_deref()).collect();
    for usage in ["朝食後", "朝夕食前", "朝昼夕食後", "就寝前", "週１回", "塗布"] {
        assert!(usages.iter().any(|found| found.contains(usage)), "{usage} in {usages:?}");
    }
    // 併用禁忌: suvorexant (1190023) and clarithromycin (6149003).
    for ingredient in ["1190023", "6149003"] {
        let is_taken = |code: &str| code.starts_with(ingredient);
        assert!(
            now.iter().any(|line| line.prescription.codes.iter().any(|coding| is_taken(&coding.code))),
            "{ingredient}"
        );
    }
    assert!(LabSheet::of(&record).test("core-hba1c").is_some_and(|test| test.results.len() >= 10));
    assert_eq!(shared::time::age_in_years(record.person.birth_date, today()), Some(82));
}

/// What has not been told stands in its own flagged Condition, and in no other resource of anybody.
#[test]
fn what_has_not_been_told_stands_nowhere_else() {
    fn count(value: &Value, word: &str) -> usize {
        match value {
            Value::String(text) => usize::from(text.contains(word)),
            Value::Array(items) => items.iter().map(|item| count(item, word)).sum(),
            Value::Object(fields) => fields.values().map(|field| count(field, word)).sum(),
            _ => 0,
        }
    }
    let mut flagged = 0;
    for person in NAMED.iter() {
        for sent in &person.transmissions {
            for entry in sent.bundle["entry"].as_array().unwrap() {
                let resource = &entry["resource"];
                let is_hidden = resource["meta"]["tag"][0]["code"] == "UNINFORMED";
                flagged += usize::from(is_hidden);
                for word in ["膵", "癌", "がん", "C25", "UNINFORMED"] {
                    let is_condition = resource["resourceType"] == "Condition";
                    let allowed = is_hidden && is_condition && person.name == "例示 みらい";
                    assert!(allowed || count(resource, word) == 0, "{word} in {resource:#}");
                }
            }
        }
    }
    assert_eq!(flagged, 1);
    let names: Vec<String> =
        record_named("例示 みらい").diagnoses.into_iter().map(|diagnosis| diagnosis.name).collect();
    assert_eq!(names, ["逆流性食道炎"]);
}

#[test]
fn everybody_who_was_promised_is_there() {
    let people = &*NAMED;
    let find = |name: &str| people.iter().find(|person| person.name == name).unwrap();
    for (name, age) in [("架空 太郎", 30), ("仮名 こども", 6), ("仮想 ひかり", 15), ("試験 のぞみ", 33)]
    {
        assert_eq!(shared::time::age_in_years(find(name).born, today()), Some(age), "{name}");
    }
    assert_eq!(record_named("架空 太郎").allergies.len(), 1);
    assert!(record_named("架空 太郎").diagnoses.is_empty());
    let on_dialysis = record_named("模擬 透");
    assert!(on_dialysis.diagnoses.iter().any(|diagnosis| diagnosis.name.contains("透析")));
    let long = people.iter().find(|person| person.name.contains('𠮷')).unwrap();
    assert_eq!(long.name.chars().count(), 40);
    assert!(long.name.contains('髙'));
    let suspected = record_named(&long.name).diagnoses.into_iter().find(|one| one.is_suspected()).unwrap();
    assert_eq!((&*suspected.name, suspected.written), ("大腸悪性腫瘍の疑い", None));
    let results = record_named("創作 大記録").observations.len();
    assert_eq!(results, 3_000);
    // Whoever opens the demonstration finds her at the top of the list of people.
    let first = people.iter().min_by_key(|person| person.transmissions[0].sent).unwrap();
    assert_eq!(first.name, "見本 花子");
}
