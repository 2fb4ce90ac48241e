//! What a prescribing system asks before an order is signed: a CDS Hooks 2.0 request of `order-select` or
//! `order-sign`. What is wrong with it is said with its place, all at once.

use crate::{
    identity::Claim,
    ids::{FacilityCode, ItemId, PatientId},
    record::{Prescription, Severity},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;
use {
    super::{Refused, submission::claim_of},
    crate::{
        element::{
            bundle::{Bundle, Entry},
            concept::Concept,
            issues::Issues,
            json,
            node::{Node, Path},
            reference::References,
        },
        record::{kinds::prescription::fhir as prescription, origin::Receipt},
    },
};

/// When the question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// Orders were chosen and can still change.
    OrderSelect,
    /// Orders are about to be signed.
    OrderSign,
}

impl Hook {
    pub const ALL: [Self; 2] = [Self::OrderSelect, Self::OrderSign];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::OrderSelect => "order-select",
            Self::OrderSign => "order-sign",
        }
    }
}

/// A request that has its form.
#[derive(Clone, Debug)]
pub struct Question {
    /// Whom it is about; nothing where the prefetched Patient is absent or does not say enough.
    pub claim: Option<Claim>,
    /// The person agreed, in front of whoever asks, that they are told which medicines are meant.
    pub oral_consent: bool,
    /// Every medicine among the draft orders, in their order.
    pub drafts: Vec<Prescription>,
}

/// How many reasons a refusal lists.
const MAX_ISSUES: usize = 100;

/// Statuses under which a draft is no longer meant.
const NOT_MEANT: [&str; 3] = ["cancelled", "stopped", "entered-in-error"];

/// Reads a request that `asker` sent to the service for `hook`.
pub fn read(bytes: &[u8], hook: Hook, asker: &FacilityCode, now: DateTime<Utc>) -> Result<Question, Refused> {
    let value = json::received(bytes).map_err(|issue| Refused { issues: vec![issue] })?;
    let mut issues = Issues::default();
    let root = Node::new(&value, Path::root("$"));
    let question = read_request(&root, hook, asker, now, &mut issues);
    if issues.has_errors() {
        return Err(Refused { issues: issues.limited_to(MAX_ISSUES) });
    }
    question.ok_or_else(|| Refused { issues: issues.limited_to(MAX_ISSUES) })
}

fn read_request(
    root: &Node<'_>,
    hook: Hook,
    asker: &FacilityCode,
    now: DateTime<Utc>,
    issues: &mut Issues,
) -> Option<Question> {
    if !root.value.is_object() {
        root.complain(issues, Severity::Error, "a CDS Hooks request: a JSON object");
        return None;
    }
    let named = format!("{:?}, the hook of this service", hook.as_str());
    required_text(root, "hook", &named, issues, |found| found == hook.as_str());
    required_text(root, "hookInstance", "a UUID", issues, |found| Uuid::parse_str(found).is_ok());
    if root.get("fhirAuthorization").is_some() && root.get("fhirServer").is_none() {
        root.missing(issues, Severity::Error, "fhirServer", "the server that fhirAuthorization is for");
    }
    let context = required_object(root, "context", "the context of the hook", issues)?;
    required_text(&context, "userId", "a type and an id, such as Practitioner/123", issues, is_reference);
    let patient_id = required_text(&context, "patientId", "the id of the Patient", issues, is_id);
    if let Some(encounter) = context.get("encounterId") {
        text_that(&encounter, "the id of the Encounter", issues, is_id);
    }
    if hook == Hook::OrderSelect {
        check_selections(&context, issues);
    }
    let claim = claim(root, patient_id, issues);
    let orders = required_object(&context, "draftOrders", "a Bundle of draft orders", issues)?;
    if orders.raw("resourceType") != Some("Bundle") {
        orders.complain(issues, Severity::Error, "a Bundle of draft orders");
        return None;
    }
    let entries = Bundle::read(&orders, issues);
    let receipt = Receipt {
        item: ItemId::derive(PatientId(Uuid::nil()), &[]),
        source: asker.clone().into(),
        received: now,
        document: None,
        doubted: false,
    };
    let drafts = entries
        .of_type("MedicationRequest")
        .filter(|entry| is_meant(&entry.resource))
        .filter_map(|entry| draft(entry, &entries, patient_id, &receipt, issues))
        .collect();
    Some(Question { claim, oral_consent: oral_consent(root, issues), drafts })
}

/// What CDS Hooks leaves to its users stands under `extension`; this is ours.
const ORAL_CONSENT: &str = "mikata-oral-consent";

fn oral_consent(root: &Node<'_>, issues: &mut Issues) -> bool {
    let Some(said) = root.get("extension").and_then(|extension| extension.get(ORAL_CONSENT)) else {
        return false;
    };
    said.value.as_bool().unwrap_or_else(|| {
        said.complain(issues, Severity::Error, "true or false");
        false
    })
}

fn required_text<'a>(
    node: &Node<'a>,
    name: &str,
    expected: &str,
    issues: &mut Issues,
    fits: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    match node.get(name) {
        Some(found) => text_that(&found, expected, issues, fits),
        None => {
            node.missing(issues, Severity::Error, name, expected);
            None
        }
    }
}

fn text_that<'a>(
    node: &Node<'a>,
    expected: &str,
    issues: &mut Issues,
    fits: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let found = node.value.as_str().filter(|text| fits(text));
    if found.is_none() {
        node.complain(issues, Severity::Error, expected);
    }
    found
}

fn required_object<'a>(node: &Node<'a>, name: &str, expected: &str, issues: &mut Issues) -> Option<Node<'a>> {
    match node.get(name) {
        Some(found) if found.value.is_object() => Some(found),
        Some(found) => {
            found.complain(issues, Severity::Error, expected);
            None
        }
        None => {
            node.missing(issues, Severity::Error, name, expected);
            None
        }
    }
}

/// FHIR's `id`: letters, digits, `-` and `.`, at most 64.
fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_reference(text: &str) -> bool {
    text.split_once('/').is_some_and(|(kind, id)| {
        !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphabetic()) && is_id(id)
    })
}

/// All drafts are compared, selected or not; the list only has to have its form.
fn check_selections(context: &Node<'_>, issues: &mut Issues) {
    let expected = "a list of drafts, such as MedicationRequest/123";
    match context.get("selections") {
        Some(list) => match list.value {
            Value::Array(all) => {
                for (index, one) in all.iter().enumerate() {
                    let one = Node::new(one, list.path.index(index));
                    text_that(&one, "a draft, such as MedicationRequest/123", issues, is_reference);
                }
            }
            _ => list.complain(issues, Severity::Error, expected),
        },
        None => context.missing(issues, Severity::Error, "selections", expected),
    }
}

/// A client may leave the Patient out, and not every Patient says enough to be recognised; another Patient than the
/// one in context is a mistake that could mix two people up.
fn claim(root: &Node<'_>, patient_id: Option<&str>, issues: &mut Issues) -> Option<Claim> {
    let prefetch = root.get("prefetch")?;
    if !prefetch.value.is_object() {
        prefetch.complain(issues, Severity::Error, "an object with the prefetched resources");
        return None;
    }
    let patient = prefetch.get("patient")?;
    // The asker could not read its own Patient, which is no reason to compare no draft.
    if patient.value.is_null() || patient.raw("resourceType") == Some("OperationOutcome") {
        return None;
    }
    if patient.raw("resourceType") != Some("Patient") {
        patient.complain(issues, Severity::Error, "a Patient");
        return None;
    }
    if let (Some(id), Some(in_context)) = (patient.get("id"), patient_id)
        && id.value.as_str() != Some(in_context)
    {
        id.complain(issues, Severity::Error, "the Patient of context.patientId");
        return None;
    }
    claim_of(&patient, &mut Issues::default())
}

fn is_meant(request: &Node<'_>) -> bool {
    let status = request.raw("status").unwrap_or("draft");
    let left_out = request.value.get("doNotPerform").and_then(Value::as_bool) == Some(true);
    !left_out && !NOT_MEANT.contains(&status)
}

fn draft(
    entry: &Entry<'_>,
    entries: &Bundle<'_>,
    patient_id: Option<&str>,
    receipt: &Receipt,
    issues: &mut Issues,
) -> Option<Prescription> {
    let request = &entry.resource;
    let subject = request.get("subject").and_then(|subject| subject.get("reference"));
    if let (Some(subject), Some(id)) = (subject, patient_id)
        && let Some((_, about)) = subject.value.as_str().and_then(|text| text.split_once("Patient/"))
        && about.split('/').next() != Some(id)
    {
        subject.complain(issues, Severity::Error, "the Patient of context.patientId");
        return None;
    }
    // Drafts may lack what registration asks for; only what names the medicine must be there.
    let mut own = Issues::default();
    let references = References::new(request.value, Some(entries));
    if let Some(prescription) = prescription::read(request, receipt, &references, &mut own) {
        return Some(prescription);
    }
    let code = code_alone(request);
    if code.is_none() {
        request.missing(
            issues,
            Severity::Error,
            "medicationCodeableConcept",
            "the medicine: a code or a name",
        );
    }
    let (name, concept) = code?;
    let mut named = request.value.clone();
    named["medicationCodeableConcept"] = concept;
    let named = Node::new(&named, request.path.clone());
    let read = prescription::read(&named, receipt, &References::new(named.value, Some(entries)), &mut own);
    if read.is_none() {
        request.complain(issues, Severity::Error, format!("a prescription of {name}"));
    }
    read
}

/// A code without words: it is its own name.
fn code_alone(request: &Node<'_>) -> Option<(String, Value)> {
    let silent = &mut Issues::default();
    let concept = Concept::under(request, "medicationCodeableConcept", silent)?;
    let code = concept.codings.iter().map(|coding| coding.code.clone()).find(|code| !code.is_empty())?;
    let mut value = request.value.get("medicationCodeableConcept")?.clone();
    value["text"] = Value::String(code.clone());
    Some((code, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn request() -> Value {
        json!({
            "hook": "order-sign",
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": {
                "userId": "Practitioner/example",
                "patientId": "1288992",
                "draftOrders": {"resourceType": "Bundle", "entry": [{"resource": {
                    "resourceType": "MedicationRequest", "id": "a", "status": "draft", "intent": "order",
                    "subject": {"reference": "Patient/1288992"},
                    "medicationCodeableConcept": {"text": "トラマールＯＤ錠２５ｍｇ"}}}]},
            },
            "prefetch": {"patient": {"resourceType": "Patient", "id": "1288992"}},
        })
    }

    fn ask(request: &Value, hook: Hook) -> Result<Question, Refused> {
        let asker = FacilityCode::try_from("1310000011").unwrap();
        read(request.to_string().as_bytes(), hook, &asker, DateTime::UNIX_EPOCH)
    }

    fn check(change: impl Fn(&mut Value), expected: &str) {
        let mut changed = request();
        change(&mut changed);
        let refused = ask(&changed, Hook::OrderSign).expect_err(expected);
        let said: Vec<String> = refused.issues.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|one| one.contains(expected)), "{said:?} should say {expected}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_request_is_read() {
        let question = ask(&request(), Hook::OrderSign).unwrap();
        assert_eq!(question.drafts.len(), 1);
        assert_eq!(question.drafts[0].name, "トラマールＯＤ錠２５ｍｇ");
        // The Patient says nothing that could identify.
        assert!(question.claim.is_none());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_wrong_is_said_with_its_place() {
        check(|one| one["hook"] = json!("order-select"), "$.hook");
        check(|one| one["hookInstance"] = json!("not-a-uuid"), "$.hookInstance");
        check(|one| one["context"] = json!(null), "$.context");
        check(|one| one["context"]["userId"] = json!("nobody"), "$.context.userId");
        check(|one| one["context"]["patientId"] = json!(7), "$.context.patientId");
        check(|one| one["context"]["draftOrders"] = json!([]), "$.context.draftOrders");
        check(|one| one["context"]["draftOrders"]["resourceType"] = json!("List"), "$.context.draftOrders");
        check(|one| one["prefetch"]["patient"]["id"] = json!("another"), "$.prefetch.patient.id");
        check(|one| one["prefetch"]["patient"]["resourceType"] = json!("Person"), "$.prefetch.patient");
        check(|one| one["fhirAuthorization"] = json!({}), "$.fhirServer");
        let draft = "$.context.draftOrders.entry[0].resource";
        let order = |one: &mut Value, field: &str, value: Value| {
            one["context"]["draftOrders"]["entry"][0]["resource"][field] = value;
        };
        check(
            |one| order(one, "subject", json!({"reference": "Patient/2"})),
            &format!("{draft}.subject.reference"),
        );
        check(
            |one| order(one, "medicationCodeableConcept", json!({})),
            &format!("{draft}.medicationCodeableConcept"),
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn order_select_names_its_selections() {
        let mut select = request();
        select["hook"] = json!("order-select");
        assert!(ask(&select, Hook::OrderSelect).is_err());
        select["context"]["selections"] = json!(["MedicationRequest/a"]);
        assert!(ask(&select, Hook::OrderSelect).is_ok());
        select["context"]["selections"] = json!([{}]);
        assert!(ask(&select, Hook::OrderSelect).is_err());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_code_is_enough_and_other_orders_are_not_medicines() {
        let mut request = request();
        request["context"]["draftOrders"]["entry"] = json!([
            {"resource": {"resourceType": "MedicationRequest", "medicationCodeableConcept": {"coding": [
                {"system": "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", "code": "6149003F2038"}]}}},
            {"resource": {"resourceType": "MedicationRequest", "medicationReference": {"reference": "Medication/m"}}},
            {"resource": {"resourceType": "Medication", "id": "m", "code": {"text": "ワーファリン錠１ｍｇ"}}},
            {"resource": {"resourceType": "MedicationRequest", "status": "cancelled",
                "medicationCodeableConcept": {"text": "取り消した薬"}}},
            {"resource": {"resourceType": "ServiceRequest"}},
        ]);
        let question = ask(&request, Hook::OrderSign).unwrap();
        let names: Vec<&str> = question.drafts.iter().map(|draft| draft.name.as_str()).collect();
        assert_eq!(names, ["6149003F2038", "ワーファリン錠１ｍｇ"]);
    }
}
