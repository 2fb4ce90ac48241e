//! Subjects that people keep back as a whole: by department, illness, medicine, test and document.

use crate::{
    medicine_code::MedicineCode,
    nfkc::nfkc,
    record::{Diagnosis, EntryRef, Observation, ObservationKind, Prescription, RecordKind},
    set::{Member, Set},
};
use serde::{Deserialize, Serialize};

/// 精神科・感染症・産婦人科: what many ask to keep back, and what no single kind of information is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    Psychiatry,
    Infections,
    Gynaecology,
}

pub type Subjects = Set<Subject>;

impl Member for Subject {
    const EACH: &'static [Self] = &[Self::Psychiatry, Self::Infections, Self::Gynaecology];
    const WHAT: &'static str = "a subject";

    fn as_str(self) -> &'static str {
        match self {
            Self::Psychiatry => "psychiatry",
            Self::Infections => "infections",
            Self::Gynaecology => "gynaecology",
        }
    }

    fn place(self) -> u32 {
        self as u32
    }
}

/// How an entry belongs to a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    Not,
    /// By where it was registered alone: the same thing from elsewhere does not.
    ByDepartment,
    /// By what it is.
    ByItself,
}

/// What belongs to a subject. Ranges of ICD-10 are of three characters, both ends included; classes of medicines the first
/// digits of their codes (薬効分類). Words are those of names without a code, and of titles.
///
/// Source: ICD-10 (2013); 日本標準商品分類 87 with the prefixes of shared/knowledge/ingredients.txt; read 2026-11-30. It
/// takes too much rather than too little; no doctor has reviewed it.
struct Table {
    departments: &'static [&'static str],
    icd10: &'static [(&'static str, &'static str)],
    medicines: &'static [&'static str],
    words: &'static [&'static str],
}

const PSYCHIATRY: Table = Table {
    departments: &["精神", "心療", "メンタル", "こころ", "心の", "神経科", "認知症", "もの忘れ"],
    icd10: &[("F00", "F99"), ("G30", "G30"), ("X60", "X84")],
    // Hypnotics and sedatives, psychotropics, and what stands elsewhere in the classes: of sleep, dementia, attention and
    // dependence.
    medicines: &[
        "112", "117", "1190012", "1190016", "1190018", "1190019", "1190022", "1190023", "1190025", "1190027",
        "1190028", "1190033", "1190700", "3932001", "3939001",
    ],
    words: &[
        "精神",
        "統合失調",
        "うつ病",
        "うつ状態",
        "抑うつ",
        "鬱病",
        "躁",
        "双極性",
        "不安障害",
        "不安症",
        "パニック",
        "適応障害",
        "依存症",
        "発達障害",
        "自閉",
        "注意欠",
        "ADHD",
        "摂食障害",
        "拒食",
        "過食",
        "認知症",
        "アルツハイマー",
        "神経症",
        "強迫",
        "心的外傷",
        "PTSD",
        "せん妄",
        "解離性障害",
        "解離症",
        "人格障害",
        "パーソナリティ",
        "自殺",
        "自傷",
        "中毒精神",
        "不眠症",
        "睡眠障害",
    ],
};

const INFECTIONS: Table = Table {
    departments: &["感染症", "性病", "性感染"],
    icd10: &[
        ("A15", "A19"),
        ("A50", "A64"),
        ("B15", "B24"),
        ("B90", "B94"),
        ("O98", "O98"),
        ("R75", "R75"),
        ("Z20", "Z22"),
    ],
    // Against tuberculosis and against viruses.
    medicines: &["616", "622", "625"],
    words: &[
        "HIV",
        "エイズ",
        "AIDS",
        "後天性免疫不全",
        "梅毒",
        "淋病",
        "淋菌",
        "クラミジア",
        "トリコモナス",
        "尖圭",
        "性器ヘルペス",
        "結核",
        "B型肝炎",
        "C型肝炎",
        "肝炎ウイルス",
        "ウイルス性肝炎",
        "HTLV",
        "性感染",
    ],
};

const GYNAECOLOGY: Table = Table {
    departments: &["婦人", "産科", "女性", "レディース", "生殖", "不妊", "助産"],
    icd10: &[
        ("C51", "C58"),
        ("D06", "D06"),
        ("D25", "D28"),
        ("D39", "D39"),
        ("N70", "N98"),
        ("O00", "O99"),
        ("Z30", "Z39"),
    ],
    // Sex hormones of women, mixed hormones, what acts on the uterus, contraceptives.
    medicines: &["247", "248", "252", "253", "254"],
    words: &[
        "子宮",
        "卵巣",
        "卵管",
        "妊娠",
        "妊婦",
        "流産",
        "中絶",
        "死産",
        "早産",
        "分娩",
        "出産",
        "不妊",
        "月経",
        "生理不順",
        "更年期",
        "腟",
        "膣",
        "外陰",
        "帝王切開",
        "避妊",
        "産褥",
        "HCG",
        "HPV",
    ],
};

impl Subject {
    fn table(self) -> &'static Table {
        match self {
            Self::Psychiatry => &PSYCHIATRY,
            Self::Infections => &INFECTIONS,
            Self::Gynaecology => &GYNAECOLOGY,
        }
    }

    /// Whether an entry belongs to it, and by what. What cannot be read may belong to any, and so does a medicine whose
    /// class no code tells.
    pub(super) fn holds(self, entry: &dyn RecordKind) -> Belongs {
        let table = self.table();
        let itself = match entry.typed() {
            EntryRef::Unreadable(_) => true,
            EntryRef::Diagnosis(one) => table.has_diagnosis(one),
            EntryRef::Prescription(one) => table.has_medicine(one),
            EntryRef::Observation(one) => self.has_result(one),
            _ => entry.title().is_some_and(|title| table.has_words(title)),
        };
        let written_in = match entry.typed() {
            EntryRef::Document(one) => one.department.as_deref(),
            _ => None,
        };
        let mut departments = entry.origin().department.as_deref().into_iter().chain(written_in);
        if itself {
            Belongs::ByItself
        } else if departments.any(|name| table.has_department(name)) {
            Belongs::ByDepartment
        } else {
            Belongs::Not
        }
    }

    /// Of an infection test a page does not say which it is: it is of infections and, by its name, of nothing else.
    fn has_result(self, one: &Observation) -> bool {
        match one.kind {
            ObservationKind::Infection => self == Self::Infections,
            _ => self.table().has_words(&one.name),
        }
    }
}

impl Table {
    fn has_department(&self, name: &str) -> bool {
        let plain = nfkc(name);
        self.departments.iter().any(|one| plain.contains(one))
    }

    fn has_words(&self, text: &str) -> bool {
        let plain = nfkc(text).to_uppercase();
        self.words.iter().any(|word| plain.contains(word))
    }

    fn has_diagnosis(&self, one: &Diagnosis) -> bool {
        let class = one.icd10.as_ref().map(|coding| nfkc(coding.code.trim()).to_uppercase());
        let is_in = |class: &str| {
            let class = class.get(..3).unwrap_or_default();
            self.icd10.iter().any(|(from, to)| (*from..=*to).contains(&class))
        };
        class.is_some_and(|class| is_in(&class)) || self.has_words(&one.name)
    }

    fn has_medicine(&self, one: &Prescription) -> bool {
        let codes = one.codes.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok);
        let prefixes: Vec<String> =
            codes.filter_map(|code| code.prefix()).map(|prefix| prefix.to_string()).collect();
        prefixes.is_empty()
            || prefixes.iter().any(|prefix| self.medicines.iter().any(|class| prefix.starts_with(class)))
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
        use Belongs::{ByDepartment, ByItself, Not};
        use Subject::{Gynaecology, Infections, Psychiatry};
        for (subject, name, icd10, department, expected) in [
            (Psychiatry, "何か", Some("F32.9"), None, ByItself),
            (Psychiatry, "何か", Some("ｆ99"), None, ByItself),
            (Psychiatry, "うつ病", None, None, ByItself),
            (Psychiatry, "腰痛症", Some("M54.5"), Some("精神科"), ByDepartment),
            (Psychiatry, "腰痛症", Some("M54.5"), Some("心療内科"), ByDepartment),
            (Psychiatry, "腰痛症", Some("M54.5"), Some("整形外科"), Not),
            (Psychiatry, "てんかん", Some("G40.9"), Some("脳神経内科"), Not),
            (Psychiatry, "インスリン依存性糖尿病", Some("E10.9"), None, Not),
            (Psychiatry, "急性大動脈解離", Some("I71.0"), None, Not),
            (Psychiatry, "うっ血性心不全", Some("I50.0"), None, Not),
            (Infections, "慢性Ｂ型肝炎", None, None, ByItself),
            (Infections, "何か", Some("B24"), None, ByItself),
            (Infections, "肺炎", Some("J18.9"), Some("呼吸器科"), Not),
            (Gynaecology, "子宮筋腫", Some("D25.9"), None, ByItself),
            (Gynaecology, "妊娠", Some("Z34.9"), None, ByItself),
            (Gynaecology, "鉄欠乏性貧血", Some("D50.9"), Some("産婦人科"), ByDepartment),
            (Gynaecology, "前立腺癌", Some("C61"), None, Not),
        ] {
            assert_eq!(subject.holds(&diagnosis(name, icd10, department)), expected, "{subject:?} {name}");
        }
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
            (Some("6250002F1025"), false, true),
            (Some("2171022F1010"), false, false),
            (None, true, true),
        ] {
            let one = medicine(code);
            let belongs = |subject: Subject| subject.holds(&one) == Belongs::ByItself;
            let found = (belongs(Subject::Psychiatry), belongs(Subject::Infections));
            assert_eq!(found, (psychiatry, infections), "{code:?}");
        }
    }

    #[test]
    fn ranges_and_classes_have_their_shape() {
        for table in Subjects::ALL.iter().map(Subject::table) {
            for (from, to) in table.icd10 {
                assert!(from.len() == 3 && to.len() == 3 && from <= to, "{from}-{to}");
            }
            for class in table.medicines {
                assert!((3..=7).contains(&class.len()) && class.bytes().all(|one| one.is_ascii_digit()));
            }
            for word in table.words.iter().chain(table.departments) {
                assert_eq!(nfkc(word).to_uppercase(), *word, "compared in one spelling");
            }
        }
    }
}
