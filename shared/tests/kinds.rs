//! Every kind of entry, walked through all that decides who sees it: who may not see its kind of information finds no
//! trace of it, and what a kind does not state hides it.

use crate::told_elements::bases;
use chrono::{NaiveDate, TimeZone, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::{
    arrivals::{Since, arrivals},
    category::{Categories, Category},
    consent::{
        Consent, Decision, FacilityKind, Line, Preview, Purpose, Relationships, Request, Rule, Said, Scope,
        Statement, Term, Terms, Who, Whom, decide, passed_on,
    },
    fhir::item::{Json, Stored, read},
    functions::Functions,
    ids::{ConsentId, FacilityCode, ItemId, PatientId},
    medication::knowledge::embedded,
    record::{
        Entry, EntryRef, ItemKind, News, OfKind, Origin, Person, Procedure, Record, RecordKind, RecordView,
        SCHEMA, Sex, Subject, Unwritten, Window, assemble, write,
    },
    retention::{self, Windows},
    source::Source,
    summary::EmergencySummary,
    time::Moment,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const SENDER: &str = "1310000011";
const WHOSE: PatientId = PatientId(Uuid::nil());

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 5).unwrap()
}

fn person() -> Person {
    let birth_date = NaiveDate::from_ymd_opt(1950, 2, 3).unwrap();
    Person { name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date }
}

fn entry(kind: ItemKind, resource: &Value, source: &Source) -> Entry {
    read(&Stored {
        patient: WHOSE,
        item: ItemId::derive(WHOSE, &["walked"]),
        source: source.clone(),
        kind,
        received: Utc.with_ymd_and_hms(2026, 2, 4, 3, 0, 0).unwrap(),
        doubted: false,
        json: &Json::of(&resource.to_string()),
    })
}

/// One resource of each kind, and of each sort of a kind that is shown with another kind of information.
fn resources() -> Vec<(ItemKind, Value)> {
    let mut all = bases();
    let of = |kind| bases().into_iter().find(|(one, _)| *one == kind).unwrap().1;
    let mut none = of(ItemKind::AllergyIntolerance);
    none["code"] = json!({"text": "アレルギーなし"});
    none.as_object_mut().unwrap().remove("reaction");
    all.push((ItemKind::AllergyIntolerance, none));
    let mut food = of(ItemKind::AllergyIntolerance);
    food["category"] = json!(["food"]);
    all.push((ItemKind::AllergyIntolerance, food));
    let mut infection = of(ItemKind::Observation);
    infection["code"] = json!({"text": "HBs抗原", "coding": [{
        "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_InfectionLabo_CS",
        "code": "5F016141002306211", "display": "HBs抗原"}]});
    all.push((ItemKind::Observation, infection));
    for code in ["57133-1", "53576-5"] {
        let mut document = of(ItemKind::Document);
        for one in document["entry"].as_array_mut().unwrap() {
            if one["resource"]["resourceType"] == "Composition" {
                one["resource"]["type"] = json!({"coding": [{"system": "http://loinc.org", "code": code}]});
            }
        }
        all.push((ItemKind::Document, document));
    }
    for (kind, _) in bases() {
        all.push((kind, json!({"resourceType": "Basic"})));
    }
    all
}

fn entries() -> Vec<Entry> {
    let sources = [Source::try_from(SENDER).unwrap(), Source::Person];
    let each = resources()
        .into_iter()
        .flat_map(|(kind, resource)| sources.each_ref().map(|source| entry(kind, &resource, source)));
    each.collect()
}

/// A new kind does not compile here before somebody gave it a resource above.
fn name(entry: &Entry) -> &'static str {
    match entry {
        Entry::Diagnosis(_) => "diagnosis",
        Entry::Allergy(_) => "allergy",
        Entry::NoneKnown(_) => "none_known",
        Entry::Observation(_) => "observation",
        Entry::Prescription(_) => "prescription",
        Entry::Procedure(_) => "procedure",
        Entry::Immunization(_) => "immunization",
        Entry::Document(_) => "document",
        Entry::Unreadable(_) => "unreadable",
    }
}

const NAMES: [&str; 9] = [
    "allergy",
    "diagnosis",
    "document",
    "immunization",
    "none_known",
    "observation",
    "prescription",
    "procedure",
    "unreadable",
];

fn assembled(entry: Entry) -> Record {
    let facility = FacilityCode::try_from(SENDER).unwrap();
    assemble(person(), vec![entry], &BTreeMap::from([(facility, "架空病院".to_owned())]), today())
}

/// By consents to these kinds of information, at a hospital that treats.
fn decision(permitted: Categories, purpose: Purpose, excluded: Categories) -> Decision {
    let hospital = FacilityCode::try_from("1310000099").unwrap();
    let now = Utc.with_ymd_and_hms(2026, 2, 5, 3, 0, 0).unwrap();
    let mut relationships = Relationships::default();
    relationships.knows(hospital.clone(), Some(FacilityKind::Hospital));
    relationships.said(&hospital, Statement { said: Said::Yes, at: now });
    let permits = permitted.iter().map(|kind| Rule::Permit(Scope::Kind(kind)));
    let excludes = excluded
        .iter()
        .map(|kind| Rule::Exclude(shared::consent::Excluded::Scope(Scope::Kind(kind)), purpose));
    let consents: Vec<Consent> = (1..)
        .zip(permits.chain(excludes))
        .map(|(number, rule)| Consent {
            id: ConsentId(Uuid::from_u128(number)),
            terms: Terms { rule, whom: Whom::Anyone, term: Term::Standing },
            begun_at: now,
            given_at: now,
            withdrawn_at: None,
        })
        .collect();
    decide(&Request { who: Who::Facility(hospital), purpose }, &consents, &relationships, now)
}

fn view(record: Record, shown: Categories) -> RecordView {
    RecordView {
        schema: SCHEMA,
        whose: WHOSE,
        as_of: today(),
        version: String::new(),
        shown,
        checked: shown,
        refill: Default::default(),
        private_use: Vec::new(),
        english: Default::default(),
        record,
    }
}

/// Nothing of it, nor of who sent it.
fn is_empty(record: &Record) -> bool {
    *record == Record::empty(person())
}

#[test]
fn there_is_an_entry_of_every_kind() {
    let found: BTreeSet<&str> = entries().iter().map(name).collect();
    assert_eq!(found, BTreeSet::from(NAMES));
    // What cannot be read may be of any kind: it is an entry of none.
    let read = entries().into_iter().filter(|one| !matches!(one, Entry::Unreadable(_)));
    let told: Categories = read.flat_map(|one| one.kind().categories().iter().collect::<Vec<_>>()).collect();
    assert!(told.is_all(), "no entry is of {:?}", told.missing());
}

/// A caregiver, and whoever else is shown some kinds of information only.
#[test]
fn every_kind_is_hidden_from_who_is_shown_all_but_its_information() {
    for one in entries() {
        let record = assembled(one.clone());
        assert!(!is_empty(&record), "{} is shown to whom it is about", name(&one));
        assert!(!is_empty(&record.clone().limited_to(one.kind().categories())), "{}", name(&one));
        for kind in one.kind().categories().iter() {
            let left = record.clone().limited_to(Categories::ALL.without(kind));
            assert!(is_empty(&left), "{} without {kind:?}", name(&one));
            let summary = EmergencySummary::of(
                &view(left, Categories::ALL.without(kind)),
                &embedded::built_in().unwrap(),
                Functions::ALL,
            );
            let nothing = EmergencySummary::of(
                &view(Record::empty(person()), Categories::ALL.without(kind)),
                &embedded::built_in().unwrap(),
                Functions::ALL,
            );
            assert_eq!(summary, nothing, "{} without {kind:?}", name(&one));
        }
    }
}

/// The doctor's page, and what the patient sees beforehand of it.
#[test]
fn every_kind_waits_for_a_consent_and_an_exclusion_takes_it_away() {
    let none = Categories::NONE;
    for one in entries() {
        let record = assembled(one.clone());
        assert!(is_empty(&passed_on(record.clone(), &decision(none, Purpose::Care, none), today())));
        for kind in one.kind().categories().iter() {
            for (permitted, purpose, excluded) in [
                (Categories::ALL.without(kind), Purpose::Care, none),
                (Categories::ALL, Purpose::Care, kind.into()),
                (none, Purpose::Emergency, kind.into()),
            ] {
                let decision = decision(permitted, purpose, excluded);
                let left = passed_on(record.clone(), &decision, today());
                assert!(is_empty(&left), "{} without {kind:?}, {purpose:?}", name(&one));
                let preview = Preview::of(&record, &decision, today());
                let counted: usize = preview.kinds.iter().map(|seen| seen.count).sum();
                assert_eq!((counted, preview.unreadable), (0, 0), "{} without {kind:?}", name(&one));
            }
        }
    }
}

/// What is previewed is what is passed on, line by line.
#[test]
fn every_kind_is_previewed_as_it_is_passed_on() {
    let all = decision(Categories::ALL, Purpose::Care, Categories::NONE);
    for one in entries() {
        let record = assembled(one.clone());
        let passed = passed_on(record.clone(), &all, today());
        let preview = Preview::of(&record, &all, today());
        let counted: usize = preview.kinds.iter().map(|seen| seen.count).sum();
        assert_eq!(counted, Line::all_of(&passed).len(), "{}", name(&one));
        assert_eq!(preview.unreadable, passed.unreadable.len(), "{}", name(&one));
    }
}

/// Sixty years on, the windows leave what has none, and what a person wrote themself.
#[test]
fn every_kind_states_how_long_it_is_passed_on() {
    let later = NaiveDate::from_ymd_opt(2086, 1, 1).unwrap();
    for one in entries() {
        let window = one.kind().window();
        assert_ne!(window, Window::Nobody, "{}", name(&one));
        let kept = !is_empty(&retention::apply(assembled(one.clone()), Windows::Platform, later));
        let own = !one.kind().origin().source.is_limited_by_retention();
        // The last of its test, and what was prescribed on the last days, stay whatever their age.
        let is_last = matches!(window, Window::Always | Window::Results | Window::Prescriptions);
        let facility_left = matches!(window, Window::FiveYears);
        assert!(own || kept || facility_left, "{}", name(&one));
        assert!(is_last || own || assembled_lists(&one, later) == 0, "{}", name(&one));
    }
}

fn assembled_lists(one: &Entry, later: NaiveDate) -> usize {
    retention::apply(assembled(one.clone()), Windows::Platform, later).entries().count()
}

#[test]
fn every_kind_but_other_observations_says_that_it_arrived() {
    for one in entries() {
        let arrived = arrivals(&assembled(one.clone()), Since::FIRST_VISIT, today());
        let own = !one.kind().origin().source.brings_news();
        let counted: usize = arrived.iter().flat_map(|arrival| arrival.counts.values()).sum();
        let expected = usize::from(one.kind().news().is_some() && !own);
        assert!(counted >= expected && (!own || counted == 0), "{}", name(&one));
    }
}

/// What goes out as FHIR is read as what it was: of every told element with both of its values.
#[test]
fn what_is_written_is_read_as_the_same_entry() {
    let (mut written, mut left): (usize, BTreeSet<String>) = (0, BTreeSet::new());
    for case in crate::told_elements::cases() {
        for resource in case.both() {
            let read = entry(case.kind, &resource, &Source::try_from(SENDER).unwrap());
            match write(&read) {
                Ok(again) => {
                    let again = entry(case.kind, &again, &Source::try_from(SENDER).unwrap());
                    assert_eq!(again, in_full(read), "{}", case.element);
                    written += 1;
                }
                Err(Unwritten::NotTheSame) => {
                    left.insert(case.element.to_owned());
                }
                Err(Unwritten::PartsNotRead | Unwritten::NoResource) => {}
            }
        }
    }
    assert!(left.is_empty(), "{left:?}");
    assert!(written > 200, "only {written} were written");
}

/// One door out: what is kept back is in no resource, and what is not written is named.
#[test]
fn a_record_goes_out_as_facts_and_as_resources_alike() {
    for one in entries() {
        let record = assembled(one.clone());
        let resources = record.resources();
        assert_eq!(
            resources.written.len() + resources.unwritten.len(),
            record.entries().count(),
            "{}",
            name(&one)
        );
        for kind in one.kind().categories().iter() {
            let kept_back = record.clone().limited_to(Categories::ALL.without(kind));
            assert_eq!(kept_back.resources(), Default::default(), "{} without {kind:?}", name(&one));
        }
    }
}

/// Of a diagnosis the full name is written, whatever was written in fewer words.
fn in_full(mut entry: Entry) -> Entry {
    if let Entry::Diagnosis(diagnosis) = &mut entry {
        diagnosis.written = None;
    }
    entry
}

proptest! {
    #[test]
    fn whatever_a_facility_calls_something_is_written_as_it_was(name in "[^\\p{C}]{1,40}", note in "[^\\p{C}]{1,40}") {
        for (kind, field) in [
            (ItemKind::Procedure, "code"),
            (ItemKind::Immunization, "vaccineCode"),
            (ItemKind::Observation, "code"),
            (ItemKind::AllergyIntolerance, "code"),
        ] {
            let mut resource = bases().into_iter().find(|(one, _)| *one == kind).unwrap().1;
            resource[field]["text"] = json!(name);
            resource["note"] = json!([{"text": note}]);
            let read = entry(kind, &resource, &Source::Person);
            if read.kind().origin().unread_parts.is_empty() && read.kind().title().is_some() {
                prop_assert!(write(&read).is_ok(), "{kind:?} {name:?} {:?}", write(&read));
            }
        }
    }

    #[test]
    fn whatever_number_was_measured_is_written_with_its_letters(number in "-?(0|[1-9][0-9]{0,6})(\\.[0-9]{1,4})?", unit in "[a-zA-Z/%μ]{1,8}") {
        let mut resource = bases().into_iter().find(|(one, _)| *one == ItemKind::Observation).unwrap().1;
        let value: Value = serde_json::from_str(&number).unwrap();
        resource["valueQuantity"] = json!({"value": value, "unit": unit});
        let read = entry(ItemKind::Observation, &resource, &Source::Person);
        prop_assert!(write(&read).is_ok(), "{number} {unit}");
    }
}

/// A kind of which nothing was stated but what it must have.
struct Bare(Procedure);

impl OfKind for Bare {
    fn typed(&self) -> EntryRef<'_> {
        EntryRef::Procedure(&self.0)
    }

    fn origin(&self) -> &Origin {
        &self.0.origin
    }

    fn origin_mut(&mut self) -> &mut Origin {
        &mut self.0.origin
    }
}

impl RecordKind for Bare {
    fn title(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    fn date(&self) -> Option<&Moment> {
        None
    }

    fn may_come(&self) -> bool {
        false
    }

    fn is_told(&self, _: NaiveDate) -> bool {
        true
    }

    fn subject(&self) -> Option<Subject<'_>> {
        None
    }
}

#[test]
fn what_a_kind_does_not_state_hides_it() {
    let procedure = entries().into_iter().find_map(|one| match one {
        Entry::Procedure(procedure) => Some(*procedure),
        _ => None,
    });
    let bare = Bare(procedure.unwrap());
    let bare: &dyn RecordKind = &bare;
    assert!(!bare.is_shown_with(Categories::ALL), "it has no kind of information");
    assert_eq!(bare.listed_under(), None, "so no preview names it");
    assert_eq!(bare.window(), Window::Nobody, "so it is passed on to nobody");
    assert_eq!(bare.news(), None::<News>, "so nothing says that it arrived");
}

/// A kind of information that is added later is in no consent that was given before, nor in "everything".
#[test]
fn everything_means_what_it_meant_when_it_was_given() {
    let meant = Category::ALL.into_iter().filter(|kind| kind.is_in_everything());
    let names: Vec<&str> = meant.map(Category::as_str).collect();
    assert_eq!(
        names,
        [
            "diagnoses",
            "allergies",
            "contraindications",
            "tests",
            "medicines",
            "immunizations",
            "checkups",
            "documents"
        ]
    );
}

/// Nor does an emergency show one before somebody decided that it does.
#[test]
fn an_emergency_shows_what_was_decided_for_emergencies() {
    let shown = Category::ALL.into_iter().filter(|kind| kind.is_for_emergencies());
    let names: Vec<&str> = shown.map(Category::as_str).collect();
    assert_eq!(
        names,
        [
            "diagnoses",
            "allergies",
            "contraindications",
            "infections",
            "tests",
            "medicines",
            "procedures",
            "immunizations",
            "checkups",
            "documents"
        ]
    );
}
