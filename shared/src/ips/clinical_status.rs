//! `clinicalStatus` of an outgoing Condition or AllergyIntolerance, as R4 binds and constrains it: what a sender said is
//! told in the narrative; a resource that says otherwise is refused as a whole document.

use crate::element::written::{code, not_known};
use serde_json::{Value, json};

const CONDITION: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";

/// Required bindings: `condition-clinical` and `allergyintolerance-clinical` of R4.
const OF_CONDITIONS: [&str; 6] = ["active", "recurrence", "relapse", "inactive", "remission", "resolved"];
const OF_ALLERGIES: [&str; 3] = ["active", "inactive", "resolved"];
/// con-4: what has an abatement has one of these.
const ABATED: [&str; 3] = ["inactive", "remission", "resolved"];

/// Makes it one that R4 has. `today`: as FHIR writes a day; `ended`: the words before the day of an end that is to come.
pub(super) fn put_valid(resource: &mut Value, kind: &str, today: &str, ended: &str) {
    let known: &[&str] = match kind {
        "Condition" => &OF_CONDITIONS,
        "AllergyIntolerance" => &OF_ALLERGIES,
        _ => return,
    };
    let said = resource["clinicalStatus"]["coding"][0]["code"].as_str().map(str::to_owned);
    if !said.as_deref().is_some_and(|said| known.contains(&said)) {
        resource["clinicalStatus"] = not_known();
    }
    let is_abated = said.is_some_and(|said| ABATED.contains(&said.as_str()));
    let Some(abatement) = resource["abatementDateTime"].as_str().map(str::to_owned) else { return };
    if kind != "Condition" || is_abated {
        return;
    }
    // A year or a month is over once its letters come before the day's.
    if abatement.as_str() <= today {
        resource["clinicalStatus"] = code(CONDITION, "inactive");
    } else if let Some(fields) = resource.as_object_mut() {
        fields.remove("abatementDateTime");
        let note = json!({"text": format!("{ended}: {abatement}")});
        match fields.get_mut("note").and_then(Value::as_array_mut) {
            Some(notes) => notes.push(note),
            None => drop(fields.insert("note".into(), json!([note]))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(kind: &str, status: Option<&str>, abatement: Option<&str>) -> Value {
        let mut resource = json!({"resourceType": kind});
        if let Some(status) = status {
            resource["clinicalStatus"] = code(CONDITION, status);
        }
        if let Some(abatement) = abatement {
            resource["abatementDateTime"] = abatement.into();
        }
        put_valid(&mut resource, kind, "2026-12-01", "ended");
        resource
    }

    fn code_of(resource: &Value) -> Option<&str> {
        resource["clinicalStatus"]["coding"][0]["code"].as_str()
    }

    #[test]
    fn an_abated_condition_is_never_active() {
        for (status, abatement, expected) in [
            (Some("active"), None, Some("active")),
            (Some("active"), Some("2026-09-01"), Some("inactive")),
            (Some("relapse"), Some("2026-12-01"), Some("inactive")),
            (None, Some("2026"), Some("inactive")),
            (Some("resolved"), Some("2026-09-01"), Some("resolved")),
            (Some("remission"), Some("2027-09-01"), Some("remission")),
            (Some("unknown"), None, None),
            (None, None, None),
        ] {
            let written = put("Condition", status, abatement);
            assert_eq!(code_of(&written), expected, "{status:?} {abatement:?}");
            assert!(expected.is_some() || written["clinicalStatus"]["extension"].is_array());
        }
        let to_come = put("Condition", Some("active"), Some("2027-01-31"));
        assert_eq!((code_of(&to_come), to_come.get("abatementDateTime")), (Some("active"), None));
        assert_eq!(to_come["note"][0]["text"], "ended: 2027-01-31");
    }

    #[test]
    fn an_allergy_has_one_of_its_own_three() {
        for (status, expected) in [
            ("active", true),
            ("inactive", true),
            ("resolved", true),
            ("remission", false),
            ("unknown", false),
        ] {
            let written = put("AllergyIntolerance", Some(status), None);
            assert_eq!(code_of(&written).is_some(), expected, "{status}");
        }
    }
}
