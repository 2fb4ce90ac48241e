//! Whether an entry of a record belongs to a subject: by its department, as an illness, a medicine, a test or a document.

use super::{Subject, table::Table};
use crate::{
    element::systems::{ICD10, JLAC10},
    medicine_code::MedicineCode,
    nfkc::nfkc,
    record::{
        Coding, Diagnosis, Document, EntryRef, Observation, ObservationKind, Prescription, RecordKind,
        Section, SectionEntry,
    },
};

/// How an entry belongs to a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::consent) enum Belongs {
    Not,
    /// By its name, by where it was registered, or because nobody can tell: nothing else for being like it.
    Alone,
    /// By its code: with what is like it and carries none.
    WithAlike,
}

impl Subject {
    /// Whether an entry belongs to it, and by what; `sender`: the name of the facility that sent it. What cannot be read may
    /// belong to any, and so may a medicine whose class no code tells. Allergies and 薬剤禁忌 never do: what must not be given
    /// stays in sight (they are kinds of their own, and can be kept back as such).
    pub(in crate::consent) fn holds(self, entry: &dyn RecordKind, sender: Option<&str>) -> Belongs {
        let table = self.table();
        let itself = match entry.typed() {
            EntryRef::Allergy(_) => return Belongs::Not,
            EntryRef::Unreadable(one) if one.resource_type == "AllergyIntolerance" => return Belongs::Not,
            EntryRef::Unreadable(_) => Belongs::Alone,
            EntryRef::Diagnosis(one) => table.diagnosis(one),
            EntryRef::Prescription(one) => table.medicine(one),
            EntryRef::Observation(one) => self.result(one),
            EntryRef::Document(one) => table.document(one),
            _ => alone(entry.title().is_some_and(|title| table.has_words(title))),
        };
        let department = entry.origin().department.as_deref();
        let by_department = department.into_iter().chain(sender).any(|name| table.has_department(name));
        match itself {
            Belongs::Not => alone(by_department),
            belongs => belongs,
        }
    }

    /// Of an infection test a page does not say which it is: it is of infections and, by its name, of nothing else.
    fn result(self, one: &Observation) -> Belongs {
        let table = self.table();
        if one.kind == ObservationKind::Infection {
            return if self == Self::Infections { Belongs::WithAlike } else { Belongs::Not };
        }
        let analyte = Coding::code_in(&one.codes, JLAC10).unwrap_or_default();
        if table.tests.iter().any(|begins| analyte.starts_with(begins)) {
            return Belongs::WithAlike;
        }
        let parts = one.components.iter().map(|part| part.name.as_str()).chain(one.specimen.as_deref());
        alone(parts.chain([one.name.as_str()]).any(|words| table.has_words(words)))
    }
}

fn alone(is_so: bool) -> Belongs {
    if is_so { Belongs::Alone } else { Belongs::Not }
}

impl Table {
    fn diagnosis(&self, one: &Diagnosis) -> Belongs {
        let coded =
            one.icd10.iter().chain(one.codes.iter().filter(|code| ICD10.contains(&code.system.as_str())));
        let is_in = |coding: &Coding| {
            let class = nfkc(coding.code.trim()).to_uppercase();
            let class = class.get(..3).unwrap_or_default();
            self.icd10.iter().any(|(from, to)| (*from..=*to).contains(&class))
        };
        match coded.into_iter().any(is_in) {
            true => Belongs::WithAlike,
            false => alone(self.has_words(&one.name)),
        }
    }

    fn medicine(&self, one: &Prescription) -> Belongs {
        let codes = one.codes.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok);
        let prefixes: Vec<String> =
            codes.filter_map(|code| code.prefix()).map(|prefix| prefix.to_string()).collect();
        let is_in = |classes: &[&str]| {
            prefixes.iter().any(|prefix| classes.iter().any(|class| prefix.starts_with(class)))
        };
        match is_in(self.medicines) && !is_in(self.other_medicines) {
            true => Belongs::WithAlike,
            false => alone(prefixes.is_empty()),
        }
    }

    /// By where it was written, where it goes, and what its titles say; its text is not searched.
    fn document(&self, one: &Document) -> Belongs {
        let places = [&one.department, &one.organization, &one.addressee];
        let by_place = places.into_iter().flatten().any(|name| self.has_department(name));
        alone(by_place || self.has_words(&one.title) || one.sections.iter().any(|part| self.section(part)))
    }

    fn section(&self, part: &Section) -> bool {
        let titles = part.entries.iter().filter_map(|entry| match entry {
            SectionEntry::Attachment(one) => Some(one.title.as_str()),
            SectionEntry::CarePlan(one) => one.title.as_deref(),
            SectionEntry::Entry(_) | SectionEntry::Words(_) => None,
        });
        titles.chain(part.title.as_deref()).any(|title| self.has_words(title))
            || part.sections.iter().any(|part| self.section(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn origin(department: Option<&str>) -> serde_json::Value {
        json!({"item": "0".repeat(32), "source": "1310000011", "department": department, "updated": null,
            "received": "2026-11-20T03:00:00Z", "document": null, "long_term": false, "unread_parts": []})
    }

    fn diagnosis(name: &str, icd10: Option<&str>, department: Option<&str>) -> Diagnosis {
        let icd10 = icd10.map(|code| json!({"system": "icd-10", "code": code, "display": null}));
        serde_json::from_value(
            json!({"origin": origin(department), "name": name, "codes": [], "icd10": icd10,
            "main": false, "status": "Active", "verification": "Confirmed", "onset": null, "ended": null,
            "recorded": null, "doctor": null, "notes": []}),
        )
        .unwrap()
    }

    #[test]
    fn an_illness_belongs_by_its_category_by_its_name_or_by_its_department() {
        use Belongs::{Alone, Not, WithAlike};
        use Subject::{Gynaecology, Infections, Psychiatry};
        for (subject, name, icd10, department, expected) in [
            (Psychiatry, "何か", Some("F32.9"), None, WithAlike),
            (Psychiatry, "何か", Some("ｆ99"), None, WithAlike),
            (Psychiatry, "うつ病", None, None, Alone),
            (Psychiatry, "腰痛症", Some("M54.5"), Some("精神科"), Alone),
            (Psychiatry, "腰痛症", Some("M54.5"), Some("心療内科"), Alone),
            (Psychiatry, "腰痛症", Some("M54.5"), Some("整形外科"), Not),
            (Psychiatry, "てんかん", Some("G40.9"), Some("脳神経内科"), Not),
            (Psychiatry, "インスリン依存性糖尿病", Some("E10.9"), None, Not),
            (Psychiatry, "急性大動脈解離", Some("I71.0"), None, Not),
            (Psychiatry, "うっ血性心不全", Some("I50.0"), None, Not),
            (Psychiatry, "腰痛症", Some("M54.5"), Some("脳神経科"), Not),
            (Infections, "慢性Ｂ型肝炎", None, None, Alone),
            (Infections, "Ｃ型慢性肝炎", None, None, Alone),
            (Infections, "HBs抗原陽性", None, None, Alone),
            (Infections, "ＮＳＡＩＤｓ潰瘍", Some("K25.9"), None, Not),
            (Infections, "非結核性抗酸菌症", None, None, Alone),
            (Infections, "悪性リンパ腫", Some("C85.9"), Some("血液・感染症内科"), Not),
            (Infections, "腰痛症", Some("M54.5"), Some("感染症内科"), Alone),
            (Infections, "何か", Some("B24"), None, WithAlike),
            (Infections, "肺炎", Some("J18.9"), Some("呼吸器科"), Not),
            (Gynaecology, "子宮筋腫", Some("D25.9"), None, WithAlike),
            (Gynaecology, "妊娠", Some("Z34.9"), None, WithAlike),
            (Gynaecology, "鉄欠乏性貧血", Some("D50.9"), Some("産婦人科"), Alone),
            (Gynaecology, "前立腺癌", Some("C61"), None, Not),
        ] {
            assert_eq!(
                subject.holds(&diagnosis(name, icd10, department), None),
                expected,
                "{subject:?} {name}"
            );
        }
    }

    /// By whom it was sent: a clinic says in its name what it is.
    #[test]
    fn what_a_clinic_of_the_subject_sent_belongs() {
        let one = diagnosis("腰痛症", Some("M54.5"), Some("内科"));
        let holds = |sender| Subject::Psychiatry.holds(&one, Some(sender));
        assert_eq!(holds("みなとメンタルクリニック"), Belongs::Alone);
        assert_eq!(holds("みなとクリニック"), Belongs::Not);
    }

    #[test]
    fn a_medicine_belongs_by_the_class_of_its_code_and_where_nobody_knows_it() {
        let medicine = |code: Option<&str>| -> Prescription {
            let system = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code";
            let codes: Vec<_> =
                code.iter().map(|code| json!({"system": system, "code": code, "display": null})).collect();
            serde_json::from_value(json!({"origin": origin(None), "name": "何か", "codes": codes, "rp": null,
                "dosage": [], "authored": null, "quantity": null, "prescriber": null, "category": null,
                "notes": []}))
            .unwrap()
        };
        for (code, psychiatry, infections) in [
            (Some("1179041F1017"), true, false),
            (Some("1124009F1010"), true, false),
            (Some("6250002F1025"), false, false),
            (Some("6222001F2014"), false, true),
            (Some("2171022F1010"), false, false),
            (None, true, true),
        ] {
            let one = medicine(code);
            let belongs = |subject: Subject| subject.holds(&one, None) != Belongs::Not;
            let found = (belongs(Subject::Psychiatry), belongs(Subject::Infections));
            assert_eq!(found, (psychiatry, infections), "{code:?}");
        }
    }
}
