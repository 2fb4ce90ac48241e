//! Document Bundle: Composition, Patient, the program that composed it, and what sections refer to.

use super::{
    Ips, Words, clinical_status,
    narrative::div,
    section::{Section, SectionCode, Written},
};
use crate::{
    category::{Categories, Category},
    element::{systems, written::not_known},
    ids::ItemId,
    record::{Person, Sex, Unwritten},
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PROFILE: &str = "http://hl7.org/fhir/uv/ips/StructureDefinition";
const LOINC: &str = "http://loinc.org";
const EMPTY_REASON: &str = "http://terminology.hl7.org/CodeSystem/list-empty-reason";

/// Ids of one summary, derived from what they are of.
pub(super) struct Ids {
    salt: [u8; 32],
}

impl Ids {
    pub(super) fn new(salt: [u8; 32]) -> Self {
        Self { salt }
    }

    fn id(&self, of: &str) -> String {
        let hash =
            Sha256::new_with_prefix(b"mikata ips\0").chain_update(self.salt).chain_update(of).finalize();
        let bytes: [u8; 16] = std::array::from_fn(|place| hash[place]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
    }
}

/// What was composed so far.
pub(super) struct Writer<'a> {
    person: &'a Person,
    words: &'a Words,
    ids: Ids,
    at: String,
    sections: Vec<Value>,
    entries: Vec<Value>,
    unwritten: Vec<(ItemId, Unwritten)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(person: &'a Person, words: &'a Words, ids: Ids, at: DateTime<Utc>) -> Self {
        let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        Self { person, words, ids, at, sections: Vec::new(), entries: Vec::new(), unwritten: Vec::new() }
    }

    /// Adds a section and its resources; one that says nothing and is not required is left out.
    pub(super) fn add(&mut self, section: Section, included: Categories) {
        let code = section.code;
        let kinds = included.and(code.kinds());
        let is_whole = kinds.is_empty() || kinds == code.kinds();
        if section.lines.is_empty() && section.left_out == 0 && is_whole && !code.is_required() {
            return;
        }
        let before = self.remarks_of(&section, included);
        let status = if section.says_more { "additional" } else { "generated" };
        let mut written = json!({
            "title": self.title_of(code),
            "code": {"coding": [{"system": LOINC, "code": code.loinc()}]},
            "text": {"status": status, "div": div(&self.words.language, &before, &section.lines)},
        });
        // An absence in a record is no "none", whatever its narrative states, and "withheld" would tell that something is.
        if section.resources.is_empty() {
            written["emptyReason"] = json!({"coding": [{"system": EMPTY_REASON, "code": "unavailable"}]});
        } else {
            let references: Vec<Value> =
                section.resources.iter().map(|one| self.reference(&one.of)).collect();
            written["entry"] = references.into();
        }
        self.sections.push(written);
        for written in section.resources {
            let entry = self.entry(&written.of.clone(), self.completed(written));
            // An entry that two sections tell is one resource.
            if !self.entries.contains(&entry) {
                self.entries.push(entry);
            }
        }
        self.unwritten.extend(section.unwritten);
    }

    /// What holds for the whole section, above its lines.
    fn remarks_of(&self, section: &Section, included: Categories) -> Vec<String> {
        let remarks = &self.words.remarks;
        let kinds = included.and(section.code.kinds());
        let is_included = !kinds.is_empty();
        let is_limited = section.is_limited || section.left_out > 0;
        let mut said = Vec::new();
        if section.lines.is_empty() {
            said.push(match (is_included, is_limited) {
                (false, _) => remarks.not_included.clone(),
                (true, false) if kinds == section.code.kinds() => remarks.nothing_recorded.clone(),
                (true, _) => remarks.nothing_current.clone(),
            });
        }
        if section.left_out > 0 {
            said.push(format!("{}: {}", remarks.older_left_out, section.left_out));
        }
        said.extend(section.remarks.iter().cloned());
        // A document may tell something of a kind that is not included.
        if is_included || !section.lines.is_empty() {
            let missing = Category::ALL.iter().filter(|kind| section.code.kinds().contains(**kind));
            let missing = missing.filter(|kind| !kinds.contains(**kind));
            let names: Vec<&str> = missing.map(|kind| self.words.of_code(kind.as_str())).collect();
            if !names.is_empty() {
                said.push(format!("{}: {}", remarks.kinds_not_included, names.join(", ")));
            }
        }
        said
    }

    pub(super) fn finish(self) -> Ips {
        let mut entries = vec![
            self.entry("composition", self.composition()),
            self.entry("patient", self.patient()),
            self.entry("author", self.author()),
        ];
        let mut bundle = json!({
            "resourceType": "Bundle",
            "meta": {"profile": [format!("{PROFILE}/Bundle-uv-ips")]},
            "identifier": {"system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{}", self.ids.id("bundle"))},
            "type": "document",
            "timestamp": self.at,
        });
        entries.extend(self.entries);
        bundle["entry"] = entries.into();
        Ips { bundle, unwritten: self.unwritten }
    }

    fn composition(&self) -> Value {
        json!({
            "resourceType": "Composition",
            "meta": {"profile": [format!("{PROFILE}/Composition-uv-ips")]},
            "language": self.words.language,
            "status": "final",
            "type": {"coding": [{"system": LOINC, "code": "60591-5"}]},
            "subject": self.reference("patient"),
            "date": self.at,
            "author": [self.reference("author")],
            "title": self.words.title,
            "section": self.sections,
        })
    }

    fn patient(&self) -> Value {
        let form = |form: &str, text: &str| {
            let url = format!("http://hl7.org/fhir/StructureDefinition/{}", systems::NAME_FORM_EXTENSION);
            json!({"extension": [{"url": url, "valueCode": form}], "text": text})
        };
        let mut names = vec![form("IDE", &self.person.name)];
        names.extend(self.person.kana.as_deref().map(|kana| form("SYL", kana)));
        let gender = match self.person.sex {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Other => "other",
            Sex::Unknown => "unknown",
        };
        json!({
            "resourceType": "Patient",
            "meta": {"profile": [format!("{PROFILE}/Patient-uv-ips")]},
            "name": names,
            "gender": gender,
            "birthDate": self.person.birth_date.to_string(),
        })
    }

    /// A program: nobody curated it.
    fn author(&self) -> Value {
        let name = json!({"name": self.words.author, "type": "user-friendly-name"});
        json!({"resourceType": "Device", "deviceName": [name]})
    }

    fn reference(&self, of: &str) -> Value {
        json!({"reference": format!("urn:uuid:{}", self.ids.id(of))})
    }

    fn entry(&self, of: &str, mut resource: Value) -> Value {
        let id = self.ids.id(of);
        resource["id"] = id.as_str().into();
        json!({"fullUrl": format!("urn:uuid:{id}"), "resource": resource})
    }

    /// Whose it is, whether they say it themself, and that the record does not say what a summary asks for.
    fn completed(&self, written: Written) -> Value {
        let Written { mut resource, by_the_person, .. } = written;
        let kind = resource["resourceType"].as_str().unwrap_or_default().to_owned();
        let (subject, asked) = match kind.as_str() {
            "AllergyIntolerance" => ("patient", None),
            "Immunization" => ("patient", Some(["occurrenceDateTime", "_occurrenceDateTime"])),
            "Procedure" => ("subject", Some(["performedDateTime", "_performedDateTime"])),
            "Observation" => ("subject", Some(["effectiveDateTime", "_effectiveDateTime"])),
            "MedicationStatement" => ("subject", Some(["effectivePeriod", "_effectiveDateTime"])),
            _ => ("subject", None),
        };
        resource[subject] = self.reference("patient");
        let said_by = match kind.as_str() {
            "AllergyIntolerance" => Some("asserter"),
            "MedicationStatement" => Some("informationSource"),
            _ => None,
        };
        if let Some(said_by) = said_by.filter(|_| by_the_person) {
            resource[said_by] = self.reference("patient");
        }
        if let Some([_, absence]) = asked.filter(|[element, _]| resource.get(element).is_none()) {
            resource[absence] = not_known();
        }
        let today = self.at.get(..10).unwrap_or_default();
        clinical_status::put_valid(&mut resource, &kind, today, &self.words.labels.ended);
        if kind == "Observation" && resource.get("category").is_some() && resource.get("performer").is_none()
        {
            resource["performer"] = json!([not_known()]);
        }
        resource
    }

    fn title_of(&self, code: SectionCode) -> &str {
        let titles = &self.words.sections;
        match code {
            SectionCode::Problems => &titles.problems,
            SectionCode::Allergies => &titles.allergies,
            SectionCode::Medications => &titles.medications,
            SectionCode::Results => &titles.results,
            SectionCode::Immunizations => &titles.immunizations,
            SectionCode::Procedures => &titles.procedures,
            SectionCode::PastProblems => &titles.past_problems,
            SectionCode::PlanOfCare => &titles.plan_of_care,
        }
    }
}
