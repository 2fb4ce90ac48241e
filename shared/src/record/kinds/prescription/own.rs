//! What a person says that they take, which nobody prescribed: MedicationStatement ↔ 処方.

use super::{Prescription, Standing, dosage, fhir, write::instruction};
use crate::{
    element::{
        concept::named,
        issues::Issues,
        node::Node,
        reference::References,
        written::{code_of, concept, moment, notes, put},
    },
    record::{
        Dosage,
        origin::{self, Receipt},
    },
    time::{Moment, tokyo_day},
};
use serde_json::{Map, Value, json};

/// FHIR's type of it.
pub(crate) const TYPE: &str = "MedicationStatement";

/// Whether the person says that they take it.
pub(crate) const STATUSES: [(&str, Standing); 2] =
    [("active", Standing::SaidTaken), ("stopped", Standing::SaidStopped)];

pub(crate) fn read(
    resource: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<Prescription> {
    match resource.raw("resourceType") == Some(TYPE) {
        true => statement(resource, receipt, issues),
        false => fhir::read(resource, receipt, references, issues).map(|one| as_said(one, receipt)),
    }
}

fn statement(resource: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Prescription> {
    let (name, codes) = named(resource, "medicationCodeableConcept", issues)?;
    let standing = resource.code_of("status", &STATUSES, issues).unwrap_or(Standing::NotKnown);
    let taken = resource.object("effectivePeriod", issues);
    let said_since = taken.and_then(|period| period.moment("start", issues));
    let instructions = resource.list("dosage", issues);
    let dosage = instructions.iter().map(|one| dosage::read(one, None, None, issues)).collect();
    let notes = origin::notes(resource, issues);
    Some(Prescription {
        origin: receipt.origin(resource, issues),
        name,
        codes,
        rp: None,
        dosage,
        authored: None,
        said_since,
        quantity: None,
        prescriber: None,
        category: None,
        standing,
        standing_reason: None,
        notes,
    })
}

/// An entry of before 2026-12, which was kept as a prescription of the day on which it was typed where no other day was
/// stated. Whether somebody typed that very day cannot be told any more: it counts as not stated.
fn as_said(one: Prescription, receipt: &Receipt) -> Prescription {
    let typed = Moment::Day(tokyo_day(receipt.received));
    let undated = |dosage: Dosage| match dosage.start_is_stated {
        true => dosage,
        false => Dosage { start: None, ..dosage },
    };
    Prescription {
        dosage: one.dosage.into_iter().map(undated).collect(),
        authored: None,
        said_since: one.authored.filter(|since| *since != typed),
        category: None,
        standing: match one.standing {
            Standing::Issued => Standing::SaidTaken,
            Standing::Stopped => Standing::SaidStopped,
            other => other,
        },
        ..one
    }
}

/// It is read as it was written.
pub(super) fn write(one: &Prescription) -> Value {
    let mut written = Map::new();
    written.insert("resourceType".into(), TYPE.into());
    put(&mut written, "status", code_of(&STATUSES, &one.standing).map(Value::from));
    written.insert("medicationCodeableConcept".into(), concept(Some(&one.name), &one.codes));
    let since = moment(one.said_since.as_ref()).map(|since| json!({"start": since}));
    put(&mut written, "effectivePeriod", since);
    let dosage: Vec<Value> = one.dosage.iter().map(|dosage| instruction(dosage, None)).collect();
    put(&mut written, "dosage", Some(dosage).filter(|all| !all.is_empty()).map(Value::from));
    put(&mut written, "note", notes(&one.notes));
    Value::Object(written)
}
