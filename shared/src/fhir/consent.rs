//! A decision about sharing as FHIR R4 Consent, and back.
//!
//! Root provision: whom, when, for what. A permission for everything denies in nested provisions what needs a
//! consent of its own, so that a reader who knows nothing of our rules comes to the same result. `status` is
//! `inactive` once withdrawn (spec/related.md §3).

use crate::{
    category::Category,
    consent::{Consent, Excluded, FacilityKind, Purpose, Rule, Scope, Term, Terms, Whom},
    ids::{ConsentId, FacilityCode, ItemId, PatientId},
};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

const SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
/// 医療機関番号 (ten digits), as senders are named in JP-CLINS.
const FACILITY: &str = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no";
const OURS: &str = "urn:mikata:consent";

/// Why a FHIR Consent is none of ours: the place and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {expected} expected, found {found}")]
pub struct NotOurs {
    pub path: &'static str,
    pub expected: &'static str,
    pub found: String,
}

/// One decision. `None`: it cannot be read, and so cannot be said.
pub fn to_fhir(consent: &Consent, patient: PatientId) -> Option<Value> {
    let Terms { rule, whom, term } = &consent.terms;
    let (kind, purpose, what) = match rule {
        Rule::Permit(scope) => ("permit", Purpose::Care, scope.to_string()),
        Rule::Exclude(what, purpose) => ("deny", *purpose, what.to_string()),
        Rule::Unreadable => return None,
    };
    let mut provision = json!({
        "type": kind,
        "actor": [{"role": coding(PARTICIPATION, "IRCP"), "reference": actor(whom)}],
        "action": [coding("http://terminology.hl7.org/CodeSystem/consentaction", "access")],
        "purpose": [{"system": REASON, "code": purpose_code(purpose)}],
    });
    match rule {
        Rule::Permit(Scope::Everything) => {
            let own = Category::with_own_consent().iter().map(|kind| coding(OURS, kind.as_str()));
            let own: Vec<Value> = own.collect();
            provision["provision"] = json!([{"type": "deny", "code": own}]);
        }
        Rule::Exclude(Excluded::Item(item), _) => {
            let reference = json!({"identifier": {"system": OURS, "value": item.as_str()}});
            provision["data"] = json!([{"meaning": "instance", "reference": reference}]);
        }
        _ if what != "everything" => provision["code"] = json!([coding(OURS, &what)]),
        _ => {}
    }
    let mut period = json!({"start": instant(consent.begun_at)});
    if let Term::Days { from, until } = term {
        period = json!({"start": from.to_string(), "end": until.to_string()});
    }
    provision["period"] = period;
    let mut said = vec![extension("term", "valueCode", term_code(*term))];
    said.push(extension("begun", "valueInstant", &instant(consent.begun_at)));
    if let Some(at) = consent.withdrawn_at {
        said.push(extension("withdrawn", "valueInstant", &instant(at)));
    }
    Some(json!({
        "resourceType": "Consent",
        "id": consent.id.to_string(),
        // As it was given, and as it was withdrawn: there is no other change.
        "meta": {"versionId": if consent.withdrawn_at.is_some() { "2" } else { "1" }},
        "extension": said,
        "status": if consent.withdrawn_at.is_some() { "inactive" } else { "active" },
        "scope": coding(SCOPE, "patient-privacy"),
        "category": [coding("http://loinc.org", "59284-0")],
        "patient": {"reference": format!("Patient/{patient}")},
        "dateTime": instant(consent.given_at),
        "policyRule": coding(ACT_CODE, if kind == "permit" { "OPTIN" } else { "OPTOUT" }),
        "provision": provision,
    }))
}

/// All of a patient's decisions, in a collection.
pub fn bundle(consents: &[Consent], patient: PatientId) -> Value {
    let entries: Vec<Value> = consents
        .iter()
        .filter_map(|consent| to_fhir(consent, patient))
        .map(|resource| json!({"fullUrl": format!("urn:uuid:{}", resource["id"].as_str().unwrap_or_default()), "resource": resource}))
        .collect();
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}

/// Reads what [`to_fhir`] writes, and whose it is. Whatever says something else is refused: a consent that is half
/// understood is none.
///
/// # Errors
/// [`NotOurs`] with the place.
pub fn from_fhir(json: &Value) -> Result<(PatientId, Consent), NotOurs> {
    let consent = read(json)?;
    let patient = code(json, "/patient/reference").and_then(|text| text.strip_prefix("Patient/"));
    let patient = patient.and_then(|id| Uuid::parse_str(id).ok()).map(PatientId);
    let patient = patient.ok_or_else(|| wrong(json, "/patient/reference", "Patient/ and a UUID"))?;
    // Written again it must be the same: what we do not know may change what it means.
    if to_fhir(&consent, patient).as_ref() == Some(json) {
        Ok((patient, consent))
    } else {
        Err(wrong(json, "/provision", "nothing beside what Mikata writes"))
    }
}

fn read(json: &Value) -> Result<Consent, NotOurs> {
    let purpose = match code(json, "/provision/purpose/0/code") {
        Some("TREAT") => Purpose::Care,
        Some("ETREAT") => Purpose::Emergency,
        _ => return Err(wrong(json, "/provision/purpose/0/code", "TREAT or ETREAT")),
    };
    let path = "/provision/code/0/coding/0/code";
    let what = match code(json, path) {
        None => Excluded::Scope(Scope::Everything),
        Some(name) => Excluded::parse(name)
            .ok()
            .filter(|what| !matches!(what, Excluded::Item(_)))
            .ok_or_else(|| wrong(json, path, "a kind of information or a subject"))?,
    };
    let item = code(json, "/provision/data/0/reference/identifier/value");
    let rule = match (code(json, "/provision/type"), purpose, item) {
        (Some("permit"), Purpose::Care, None) => match what {
            Excluded::Scope(scope) => Rule::Permit(scope),
            Excluded::Subject(_) | Excluded::Item(_) => {
                return Err(wrong(json, path, "a kind of information"));
            }
        },
        (Some("deny"), purpose, None) => Rule::Exclude(what, purpose),
        (Some("deny"), purpose, Some(item)) => {
            let path = "/provision/data/0/reference/identifier/value";
            let item = ItemId::try_from(item.to_owned()).map_err(|_| wrong(json, path, "an item's id"))?;
            Rule::Exclude(Excluded::Item(item), purpose)
        }
        _ => return Err(wrong(json, "/provision/type", "permit for care, or deny")),
    };
    let term = term(json)?;
    let id = code(json, "/id").and_then(|id| Uuid::parse_str(id).ok());
    let withdrawn_at = match code(json, "/status") {
        Some("active") => None,
        Some("inactive") => Some(at(json, "/extension/2/valueInstant")?),
        _ => return Err(wrong(json, "/status", "active or inactive")),
    };
    Ok(Consent {
        id: ConsentId(id.ok_or_else(|| wrong(json, "/id", "a UUID"))?),
        terms: Terms { rule, whom: whom(json)?, term },
        begun_at: at(json, "/extension/1/valueInstant")?,
        given_at: at(json, "/dateTime")?,
        withdrawn_at,
    })
}

fn whom(json: &Value) -> Result<Whom, NotOurs> {
    let path = "/provision/actor/0/reference/identifier/value";
    let value = code(json, path).ok_or_else(|| wrong(json, path, "whom it is about"))?;
    let read = match code(json, "/provision/actor/0/reference/identifier/system") {
        Some(FACILITY) => FacilityCode::try_from(value).ok().map(Whom::Facility),
        Some(OURS) if value == "anyone" => Some(Whom::Anyone),
        Some(OURS) => FacilityKind::parse(value).ok().map(Whom::Kind),
        _ => None,
    };
    read.ok_or_else(|| wrong(json, path, "anyone, a kind of facility, or a facility's number"))
}

fn actor(whom: &Whom) -> Value {
    let (system, value) = match whom {
        Whom::Anyone => (OURS, "anyone".to_owned()),
        Whom::Kind(kind) => (OURS, kind.as_str().to_owned()),
        Whom::Facility(code) => (FACILITY, code.to_string()),
    };
    json!({"type": "Organization", "identifier": {"system": system, "value": value}})
}

fn term(json: &Value) -> Result<Term, NotOurs> {
    let day = |path| code(json, path).and_then(|day| day.parse::<NaiveDate>().ok());
    match code(json, "/extension/0/valueCode") {
        Some("visit") => Ok(Term::Visit),
        Some("home-care") => Ok(Term::HomeCare),
        Some("standing") => Ok(Term::Standing),
        Some("days") => match (day("/provision/period/start"), day("/provision/period/end")) {
            (Some(from), Some(until)) if from <= until => Ok(Term::Days { from, until }),
            _ => Err(wrong(json, "/provision/period", "a first and a last day")),
        },
        _ => Err(wrong(json, "/extension/0/valueCode", "visit, home-care, standing or days")),
    }
}

fn term_code(term: Term) -> &'static str {
    match term {
        Term::Visit => "visit",
        Term::HomeCare => "home-care",
        Term::Standing => "standing",
        Term::Days { .. } => "days",
    }
}

fn purpose_code(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Care => "TREAT",
        Purpose::Emergency => "ETREAT",
    }
}

fn coding(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": system, "code": code}]})
}

fn extension(name: &str, field: &str, value: &str) -> Value {
    json!({"url": format!("{OURS}:{name}"), field: value})
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn at(json: &Value, path: &'static str) -> Result<DateTime<Utc>, NotOurs> {
    let read = code(json, path).and_then(|text| text.parse::<DateTime<Utc>>().ok());
    read.ok_or_else(|| wrong(json, path, "an instant"))
}

fn code<'a>(json: &'a Value, path: &str) -> Option<&'a str> {
    json.pointer(path).and_then(Value::as_str)
}

fn wrong(json: &Value, path: &'static str, expected: &'static str) -> NotOurs {
    let found = json.pointer(path).map_or_else(|| "nothing".to_owned(), Value::to_string);
    NotOurs { path, expected, found: found.chars().take(80).collect() }
}
