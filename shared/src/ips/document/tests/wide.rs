//! A document with every type of resource that has a table.

use serde_json::{Value, json};

fn concept(text: &str, code: &str) -> Value {
    json!({"text": text, "coding": [{"system": "http://c.test/s", "code": code, "display": format!("{text} (d)")}]})
}

fn to(id: &str) -> Value {
    json!({"reference": format!("urn:uuid:{id}")})
}

fn section(title: &str, loinc: &str, ids: &[&str]) -> Value {
    json!({"title": title, "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        "text": {"status": "generated", "div": format!("<div><p>narrative of {title}</p></div>")},
        "entry": ids.iter().map(|id| to(id)).collect::<Vec<_>>()})
}

pub fn wide() -> Value {
    let quantity = |number: &str, unit: &str| {
        json!({"value": serde_json::from_str::<Value>(number).unwrap(), "unit": unit,
            "system": "http://unitsofmeasure.org", "code": format!("{unit}-code")})
    };
    let composition = json!({"resourceType": "Composition", "status": "final", "language": "fr",
    "type": concept("résumé", "60591-5"), "subject": to("patient"), "date": "2026-01-02",
    "author": [to("role"), {"display": "somebody else"}], "title": "Résumé", "confidentiality": "R",
    "text": {"status": "generated", "div": "<div>whole narrative</div>"},
    "section": [
        section("problems", "11450-4", &["condition", "refuted", "nobody"]),
        section("allergies", "48765-2", &["allergy"]),
        section("medications", "10160-0", &["statement", "request"]),
        section("immunizations", "11369-6", &["immunization", "not-given"]),
        section("results", "30954-2", &["panel", "report", "member"]),
        section("procedures", "47519-4", &["procedure"]),
        section("devices", "46264-8", &["use"]),
        section("directives", "42348-3", &["consent"]),
        section("alerts", "104605-1", &["flag"]),
        section("plan", "18776-5", &["plan"]),
        {"title": "outer", "mode": "changes", "section": [section("inner", "8716-3", &["document", "other"])],
            "emptyReason": concept("nothing here", "notasked")},
    ]});
    let resources = [
        ("composition", composition),
        (
            "patient",
            json!({"resourceType": "Patient", "gender": "female", "birthDate": "1950-02-03", "active": false,
            "deceasedDateTime": "2025-12-31",
            "identifier": [{"system": "urn:oid:1.2", "value": "ID-7", "use": "official"}],
            "name": [
                {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                    "valueCode": "IDE"}], "use": "official", "text": "見本 花子", "family": "見本", "given": ["花子"]},
                {"family": "Muster", "given": ["Hanna", "Eva"], "use": "maiden"}],
            "telecom": [{"system": "phone", "value": "+41-1"}], "address": [{"line": ["Weg 1"], "city": "Bern"}]}),
        ),
        (
            "role",
            json!({"resourceType": "PractitionerRole", "practitioner": to("doctor"), "specialty": [concept("ENT", "7")]}),
        ),
        ("doctor", json!({"resourceType": "Practitioner", "name": [{"family": "Arzt", "given": ["Ada"]}]})),
        (
            "condition",
            json!({"resourceType": "Condition", "implicitRules": "http://rules.test", "id": "c1",
            "clinicalStatus": concept("active", "active"), "verificationStatus": concept("confirmed", "confirmed"),
            "code": concept("asthma", "a1"), "subject": to("patient"), "onsetRange": {"low": quantity("3", "a"),
            "high": quantity("5.0", "a")}, "severity": concept("mild", "m"), "note": [{"text": "a note",
            "time": "2026-01-01", "authorString": "Ada"}], "asserter": to("doctor"),
            "extension": [{"url": "http://e.test/x", "valueCodeableConcept": concept("extended", "e")}]}),
        ),
        (
            "refuted",
            json!({"resourceType": "Condition", "code": concept("cancer", "k"), "subject": to("stranger"),
            "verificationStatus": {"coding": [{"code": "refuted"}]}, "abatementDateTime": "2025"}),
        ),
        ("stranger", json!({"resourceType": "Patient", "name": [{"text": "Another Person"}]})),
        (
            "allergy",
            json!({"resourceType": "AllergyIntolerance", "code": concept("penicillin", "p"), "criticality": "high",
            "type": "allergy", "category": ["medication"], "patient": to("patient"), "reaction": [
                {"manifestation": [concept("hives", "h"), concept("shock", "s")], "severity": "severe",
                    "substance": concept("amoxicillin", "amx"), "description": "within minutes"}]}),
        ),
        (
            "statement",
            json!({"resourceType": "MedicationStatement", "status": "not-taken",
            "statusReason": [concept("side effects", "se")], "medicationReference": {"reference": "#m", "display": "own words"},
            "subject": to("patient"), "contained": [{"resourceType": "Medication", "id": "m", "code": concept("warfarin", "w"),
                "ingredient": [{"itemCodeableConcept": concept("warfarin sodium", "ws"), "isActive": true,
                    "strength": {"numerator": quantity("1", "mg"), "denominator": quantity("1", "tablet")}}]},
                {"resourceType": "Practitioner", "id": "unused", "name": [{"text": "Unused"}]}],
            "dosage": [{"text": "1 tablet", "timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d",
                "when": ["MORN"], "boundsPeriod": {"start": "2026-01-01"}}}, "route": concept("oral", "o"),
                "doseAndRate": [{"doseQuantity": quantity("1.50", "tablet")}], "asNeededBoolean": false,
                "modifierExtension": [{"url": "http://e.test/never", "valueBoolean": true}]}]}),
        ),
        (
            "request",
            json!({"resourceType": "MedicationRequest", "status": "active", "intent": "order", "doNotPerform": true,
            "medicationReference": to("medication"), "subject": to("patient"), "authoredOn": "2026-01-05",
            "dispenseRequest": {"quantity": quantity("28", "tablet"), "numberOfRepeatsAllowed": 2}}),
        ),
        (
            "medication",
            json!({"resourceType": "Medication", "code": concept("insulin", "i"), "form": concept("pen", "pe")}),
        ),
        (
            "immunization",
            json!({"resourceType": "Immunization", "status": "completed", "vaccineCode": concept("BCG", "b"),
            "patient": to("patient"), "occurrenceDateTime": "2020", "lotNumber": "L-1", "doseQuantity": quantity("0.10", "mL"),
            "protocolApplied": [{"doseNumberPositiveInt": 2, "targetDisease": [concept("tuberculosis", "t")]}]}),
        ),
        (
            "not-given",
            json!({"resourceType": "Immunization", "status": "not-done", "vaccineCode": concept("MMR", "mm"),
            "patient": to("patient"), "occurrenceString": "unknown day"}),
        ),
        (
            "panel",
            json!({"resourceType": "Observation", "status": "final", "code": concept("panel", "pa"),
            "subject": to("patient"), "hasMember": [to("member"), to("lost")], "component": [
                {"code": concept("systolic", "sy"), "valueQuantity": quantity("120", "mm[Hg]"),
                    "interpretation": [concept("normal", "N")]},
                {"code": concept("diastolic", "di"), "dataAbsentReason": concept("not asked", "na")}]}),
        ),
        (
            "member",
            json!({"resourceType": "Observation", "status": "preliminary", "code": concept("CRP", "crp"),
            "subject": to("patient"), "valueQuantity": {"comparator": "<", "value": quantity("0.30", "")["value"], "unit": "mg/dL"},
            "referenceRange": [{"low": quantity("0.0", "mg/dL"), "high": quantity("0.5", "mg/dL"), "text": "adults"}],
            "effectiveDateTime": "2026-01-01T09:00:00+01:00", "valueSampledData": {"origin": quantity("1", "s"), "data": "1 2 3"}}),
        ),
        (
            "report",
            json!({"resourceType": "DiagnosticReport", "status": "final", "code": concept("chest X-ray", "x"),
            "subject": to("patient"), "result": [to("panel")], "conclusion": "clear",
            "presentedForm": [{"contentType": "application/pdf", "data": "QUJDRA==", "title": "the report"}]}),
        ),
        (
            "procedure",
            json!({"resourceType": "Procedure", "status": "not-done", "code": concept("appendectomy", "ap"),
            "subject": to("patient"), "performedPeriod": {"start": "2020-01-01", "end": "2020-01-02"},
            "performer": [{"actor": to("doctor"), "function": concept("surgeon", "su")}]}),
        ),
        (
            "use",
            json!({"resourceType": "DeviceUseStatement", "status": "active", "device": to("device"), "subject": to("patient")}),
        ),
        (
            "device",
            json!({"resourceType": "Device", "deviceName": [{"name": "Pacemaker X", "type": "model-name"}], "lotNumber": "D-9"}),
        ),
        (
            "consent",
            json!({"resourceType": "Consent", "status": "active", "scope": concept("adr", "adr"),
            "category": [concept("resuscitation", "dnr")], "patient": to("patient"),
            "provision": {"type": "deny", "code": [concept("CPR", "cpr")], "provision": [{"type": "permit"}]}}),
        ),
        (
            "flag",
            json!({"resourceType": "Flag", "status": "inactive", "code": concept("falls", "f"), "subject": to("patient")}),
        ),
        (
            "plan",
            json!({"resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "diet", "subject": to("patient"),
            "activity": [{"detail": {"status": "cancelled", "code": concept("no salt", "ns"), "doNotPerform": true}},
                {"reference": to("other")}]}),
        ),
        (
            "document",
            json!({"resourceType": "DocumentReference", "status": "current", "description": "letter",
            "content": [{"attachment": {"contentType": "text/plain", "url": "https://far.test/letter"}}]}),
        ),
        (
            "other",
            json!({"resourceType": "Goal", "lifecycleStatus": "rejected", "description": concept("walk", "wa"),
            "target": [{"dueDate": "2026-06-01", "detailInteger": 4}]}),
        ),
        (
            "unreferenced",
            json!({"resourceType": "Specimen", "type": concept("serum", "ser"), "collection": {"collector": to("doctor")}}),
        ),
    ];
    let entries = resources
        .into_iter()
        .map(|(id, resource)| json!({"fullUrl": format!("urn:uuid:{id}"), "resource": resource}));
    json!({"resourceType": "Bundle", "type": "document", "timestamp": "2026-01-02T00:00:00Z",
        "meta": {"profile": ["http://p.test"], "security": [{"code": "HTEST"}]},
        "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:bundle"},
        "signature": {"sigFormat": "application/jose", "data": "QUJD", "when": "2026-01-02T00:00:01Z"},
        "entry": entries.collect::<Vec<_>>()})
}
