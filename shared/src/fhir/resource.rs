//! Any one FHIR resource file: for tests, and for tools that look at what a facility sends.

use crate::{
    ids::PatientId,
    record::{Attachment, CarePlan, Entry, Issue, Person, Severity},
};
use serde_json::Value;
use uuid::Uuid;
use {
    super::submission::{check_composition, demographics},
    crate::{
        element::{
            bundle::Bundle,
            issues::Issues,
            json,
            node::{Node, type_of},
            reference::References,
        },
        record::{
            ItemKind,
            kinds::document::{care_plan, fhir as document},
            read as clinical,
            requirements::{
                Strictness, care_plan as check_care_plan, check as check_requirements, nobody,
                patient as check_patient,
            },
            words::{is_supporting, words},
        },
    },
};

/// What a file turned out to hold, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceReading {
    /// As sent; empty where there is none.
    pub resource_type: String,
    /// Nothing where the resource cannot be read; then the issues say why.
    pub resource: Option<Resource>,
    /// Measured by what registration requires.
    pub issues: Vec<Issue>,
}

/// One resource as a typed value. Origins are placeholders: a file has no sender.
#[derive(Clone, Debug, PartialEq)]
pub enum Resource {
    Patient(Person),
    /// A document also where it is a Composition without its Bundle.
    Entry(Entry),
    CarePlan(CarePlan),
    Attachments(Vec<Attachment>),
    /// Any other Bundle: its entries, each read by itself.
    Entries(Vec<ResourceReading>),
    /// A person, a place, a visit, an insurance, in words.
    Words(String),
}

/// Reads a file of any type. Never panics, whatever the bytes are.
pub fn read_resource(bytes: &[u8]) -> ResourceReading {
    match json::parse(bytes) {
        Ok(value) => read_value(&Node::resource(&value)),
        Err(issue) => ResourceReading { resource_type: String::new(), resource: None, issues: vec![issue] },
    }
}

fn read_value(node: &Node<'_>) -> ResourceReading {
    let mut issues = Issues::default();
    let resource_type = type_of(node.value).unwrap_or_default().to_owned();
    let resource = typed(&resource_type, node, &mut issues);
    if resource.is_none() && !issues.has_errors() {
        let path = node.path.to_string();
        let expected = match is_supporting(&resource_type) {
            true => "a name, a class or a type to show",
            false => "a type of resource this portal can read",
        };
        issues.add(Severity::Error, path, format!("{resource_type:?}"), expected);
    }
    ResourceReading { resource_type, resource, issues: issues.into_vec() }
}

fn typed(resource_type: &str, node: &Node<'_>, issues: &mut Issues) -> Option<Resource> {
    let references = References::new(node.value, None);
    if let Some(kind) = ItemKind::from_name(resource_type).filter(|kind| *kind != ItemKind::Document) {
        check_requirements(kind, node, Strictness::Registration, issues);
        return read_entry(clinical::read(kind, node, &nobody(), &references, issues));
    }
    let patient = PatientId(Uuid::nil());
    match resource_type {
        "Patient" => patient_in(node, issues),
        "CarePlan" => {
            check_care_plan(node, issues);
            care_plan::care_plan(node, issues).map(Resource::CarePlan)
        }
        "DocumentReference" => {
            let attachments = care_plan::attachments(node, issues);
            (!attachments.is_empty()).then_some(Resource::Attachments(attachments))
        }
        "Composition" => {
            check_composition(node, issues);
            let document = document::read_composition(node, patient, &nobody(), issues);
            document.map(|document| Resource::Entry(document.into()))
        }
        "Bundle" => bundle_in(node, patient, issues),
        _ => words(node, &references, issues).map(Resource::Words),
    }
}

fn patient_in(node: &Node<'_>, issues: &mut Issues) -> Option<Resource> {
    check_patient(node, issues);
    let found = demographics(node, issues)?;
    Some(Resource::Patient(Person {
        name: found.name,
        kana: found.kana,
        sex: found.sex,
        birth_date: found.birth_date,
    }))
}

fn bundle_in(node: &Node<'_>, patient: PatientId, issues: &mut Issues) -> Option<Resource> {
    if node.value.get("type").and_then(Value::as_str) == Some("document") {
        let document = document::read(node, patient, &nobody(), issues)?;
        return Some(Resource::Entry(document.into()));
    }
    let entries = Bundle::read(node, issues);
    Some(Resource::Entries(entries.entries.iter().map(|entry| read_value(&entry.resource)).collect()))
}

fn read_entry(entry: Entry) -> Option<Resource> {
    (!matches!(entry, Entry::Unreadable(_))).then_some(Resource::Entry(entry))
}
