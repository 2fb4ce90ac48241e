//! A history as other programs read it: a proof file, and FHIR AuditEvents.

use super::{
    Entry, Hash, History,
    history::{Actor, Named, Outcome, Purpose},
    proof_file::ProofFile,
};
use serde_json::{Value, json};

/// The name of our own file; docs/access-log.md describes it, `e2e/verify_history.py` reads it.
pub const FORMAT: &str = "mikata-access-history-v1";

/// The history with a tlog-proof for each sealed entry. Nothing else is needed to verify it but the
/// log's key, which must come from elsewhere.
pub fn proof_document(history: &History) -> Value {
    let entries: Vec<Value> = history
        .entries
        .iter()
        .map(|entry| {
            json!({
                "leaf": entry.leaf,
                "fields": entry.fields,
                "salt": entry.salt,
                "proof": proof_of(entry, history.checkpoint.as_deref()),
            })
        })
        .collect();
    json!({
        "format": FORMAT,
        "key": history.key,
        "checkpoint": history.checkpoint,
        "entries": entries,
        "facilities": history.facilities,
    })
}

fn proof_of(entry: &Entry, checkpoint: Option<&str>) -> Option<String> {
    let (sealed, checkpoint) = (entry.sealed.as_ref()?, checkpoint?);
    let hashes: Vec<Hash> = sealed.proof.clone();
    let extra = entry.leaf.to_bytes().to_vec();
    Some(ProofFile { extra, index: sealed.index, hashes, checkpoint: checkpoint.to_owned() }.text())
}

/// A cell that no spreadsheet takes for a formula (OWASP: CSV injection), quoted as RFC 4180 has it.
pub fn csv_cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    format!("\"{}\"", safe.replace('"', "\"\""))
}

/// A collection of AuditEvents in the shape of IHE BALP's PatientRead
/// (IHE ITI Basic Audit Log Patterns 1.1, <https://profiles.ihe.net/ITI/BALP/>, read 2026-11-21).
pub fn audit_events(history: &History) -> Value {
    let entries: Vec<Value> = history
        .entries
        .iter()
        .map(|entry| json!({"resource": audit_event(entry, &history.facilities)}))
        .collect();
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}

fn audit_event(entry: &Entry, facilities: &[Named]) -> Value {
    let access = entry.access();
    let permitted = access.outcome == Outcome::Granted;
    let coding = |system: &str, code: &str| json!({"coding": [{"system": system, "code": code}]});
    let dicom = "http://dicom.nema.org/resources/ontology/DCM";
    let who = match (&access.facility, access.actor) {
        (Some(code), _) => {
            let name = facilities.iter().find(|one| one.code == *code).map(|one| one.name.clone());
            json!({"identifier": {
                "system": "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no",
                "value": code.to_string()}, "display": name})
        }
        (None, Actor::Own) => json!({"identifier": {"value": entry.leaf.pseudonym.to_string()}}),
        (None, _) => json!({"identifier": {"value": entry.field("actor").unwrap_or("unknown")}}),
    };
    let purpose = match access.purpose {
        Purpose::OwnRecord | Purpose::AccessHistory => "PATRQT",
        Purpose::Emergency => "ETREAT",
        Purpose::Care | Purpose::SafetyCheck | Purpose::Unknown => "TREAT",
    };
    let device = json!({"identifier": {"value": "mikata"}});
    json!({
        "resourceType": "AuditEvent",
        "meta": {"profile": ["https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead"]},
        "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
        "subtype": [{"system": "http://hl7.org/fhir/restful-interaction", "code": "read"}],
        "action": "R",
        "recorded": entry.field("at"),
        "outcome": if permitted { "0" } else { "4" },
        "outcomeDesc": entry.field("outcome"),
        "purposeOfEvent": [coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", purpose)],
        "agent": [
            {"type": coding(dicom, "110152"), "who": who.clone(), "requestor": false},
            {"type": coding(dicom, "110153"), "who": device.clone(), "requestor": false},
            {"type": coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
                "who": who, "requestor": true},
        ],
        "source": {"observer": device},
        "entity": [
            {"type": {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "2"},
                "what": {"identifier": {"value": format!("entry-{}", entry.leaf.seq)}},
                "detail": [{"type": "purpose", "valueString": entry.field("purpose")}]},
            {"type": {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "1"},
                "role": {"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1"},
                "what": {"identifier": {"value": entry.leaf.pseudonym.to_string()}}},
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("+81", "\"'+81\""),
            ("-1", "\"'-1\""),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
            ("", "\"\""),
        ] {
            assert_eq!(csv_cell(text), expected);
        }
    }
}
