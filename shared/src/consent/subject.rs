//! Subjects that people keep back as a whole: by department, illness, medicine, test and document.

use crate::{
    element::systems::{ICD10, JLAC10},
    medicine_code::MedicineCode,
    nfkc::nfkc,
    record::{
        Coding, Diagnosis, Document, EntryRef, Observation, ObservationKind, Prescription, RecordKind,
        Section, SectionEntry,
    },
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

/// Subjects that somebody keeps back from now on, and those that they show again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubjectsChange {
    pub keep: Subjects,
    pub open: Subjects,
}

impl SubjectsChange {
    /// From what was kept back to what is to be.
    pub fn between(before: Subjects, then: Subjects) -> Self {
        Self { keep: then.and(before.missing()), open: before.and(then.missing()) }
    }

    /// What is kept back after it.
    pub fn after(self, before: Subjects) -> Subjects {
        before.or(self.keep).and(self.open.missing())
    }
}

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
    /// By its name, by where it was registered, or because nobody can tell: nothing else for being like it.
    Alone,
    /// By its code: with what is like it and carries none.
    WithAlike,
}

/// What belongs to a subject. Ranges of ICD-10 are of three characters, both ends included; classes of medicines the first
/// digits of their codes (薬効分類), less those that are much more often for something else. Words are those of names and
/// titles; one in Latin letters stands by itself.
///
/// Source: ICD-10 (2013); 日本標準商品分類 87 with the prefixes of shared/knowledge/ingredients.txt; JLAC10; read 2026-11-30.
/// No doctor has reviewed it.
struct Table {
    departments: &'static [&'static str],
    /// Departments whose names only look like it.
    other_departments: &'static [&'static str],
    icd10: &'static [(&'static str, &'static str)],
    medicines: &'static [&'static str],
    other_medicines: &'static [&'static str],
    /// First characters of JLAC10.
    tests: &'static [&'static str],
    words: &'static [&'static str],
    /// Names that only look like it.
    other_words: &'static [&'static str],
}

const PSYCHIATRY: Table = Table {
    departments: &[
        "精神",
        "心療",
        "メンタル",
        "こころ",
        "心の",
        "心身医療",
        "神経科",
        "認知症",
        "もの忘れ",
        "物忘れ",
        "児童思春期",
        "アルコール",
        "ストレス",
    ],
    other_departments: &["脳神経科", "小児神経科"],
    icd10: &[("F00", "F99"), ("G30", "G31"), ("R44", "R45"), ("X60", "X84")],
    // Hypnotics and sedatives, psychotropics, and what stands elsewhere in the classes: of sleep, dementia, attention,
    // dependence, and what psychotropics do to the body.
    medicines: &[
        "112", "117", "1190012", "1190016", "1190018", "1190019", "1190022", "1190023", "1190025", "1190027",
        "1190028", "1190031", "1190033", "1190408", "1190409", "1190700", "1190701", "2329009", "3932001",
        "3939001",
    ],
    // Against fits, for anaesthesia, against itching and vomiting.
    other_medicines: &[
        "1125003", "1125004", "1125402", "1125700", "1124401", "1129400", "1172010", "1172404", "1179005",
        "1179019", "1179401",
    ],
    tests: &[],
    words: &[
        "精神科",
        "精神病",
        "精神障害",
        "精神遅滞",
        "統合失調",
        "うつ病",
        "うつ状態",
        "抑うつ",
        "鬱",
        "躁病",
        "躁状態",
        "躁うつ",
        "双極性",
        "気分障害",
        "気分変調",
        "妄想",
        "幻覚",
        "不安障害",
        "不安症",
        "パニック障害",
        "パニック症",
        "適応障害",
        "依存症",
        "使用障害",
        "発達障害",
        "知的障害",
        "学習障害",
        "自閉",
        "アスペルガー",
        "注意欠",
        "ADHD",
        "摂食障害",
        "拒食",
        "過食症",
        "認知症",
        "アルツハイマー",
        "神経症",
        "強迫性",
        "強迫症",
        "心的外傷",
        "PTSD",
        "せん妄",
        "解離性障害",
        "解離症",
        "解離性健忘",
        "解離性同一",
        "転換性障害",
        "身体表現性",
        "人格障害",
        "パーソナリティ障害",
        "性別違和",
        "性同一性",
        "自殺",
        "自傷",
        "希死念慮",
        "不眠症",
        "睡眠障害",
        "電気けいれん",
        "電気痙攣",
        "心理検査",
        "知能検査",
        "HDS-R",
        "MMSE",
        "リチウム血中",
    ],
    other_words: &[],
};

const INFECTIONS: Table = Table {
    departments: &["性病", "性感染", "結核"],
    other_departments: &[],
    icd10: &[
        ("A15", "A19"),
        ("A50", "A64"),
        ("B15", "B24"),
        ("B90", "B94"),
        ("O98", "O98"),
        ("R75", "R75"),
        ("Z21", "Z21"),
    ],
    // Against tuberculosis, against HIV, and against viruses of the liver.
    medicines: &[
        "6164001", "6169001", "622", "6250001", "6250006", "6250011", "6250013", "6250014", "6250020",
        "6250022", "6250024", "6250029", "6250030", "6250032", "6250034", "6250036", "6250038", "6250045",
        "6250049", "6250050", "6250053", "62501", "6250408", "6250409", "6250410",
    ],
    // Against COVID-19.
    other_medicines: &["6250120"],
    // 5E, 5F: infections that are looked for.
    tests: &["5E", "5F"],
    words: &[
        "HIV",
        "エイズ",
        "AIDS",
        "後天性免疫不全",
        "梅毒",
        "TPHA",
        "TP抗体",
        "RPR",
        "STS",
        "淋病",
        "淋菌",
        "性器クラミジア",
        "クラミジア感染",
        "クラミジア・トラコマチス",
        "トリコモナス",
        "尖圭",
        "性器ヘルペス",
        "結核",
        "T-SPOT",
        "QFT",
        "クオンティフェロン",
        "抗酸菌",
        "B型肝",
        "C型肝",
        "B型慢性肝",
        "C型慢性肝",
        "B型急性肝",
        "C型急性肝",
        "肝炎ウイルス",
        "ウイルス性肝炎",
        "HBS",
        "HBC",
        "HBE",
        "HBV",
        "HCV",
        "HBSAG",
        "HTLV",
        "性感染",
        "感染症セット",
    ],
    other_words: &["非結核性", "肝炎ワクチン"],
};

const GYNAECOLOGY: Table = Table {
    departments: &[
        "婦人",
        "産科",
        "女性外来",
        "女性診療",
        "女性内科",
        "レディースクリニック",
        "レディス",
        "ウィメンズ",
        "ウイメンズ",
        "生殖",
        "不妊",
        "助産",
        "周産期",
        "母性",
    ],
    other_departments: &["泌尿生殖器", "男性不妊", "耳鼻咽喉科・産科"],
    icd10: &[
        ("C51", "C58"),
        ("D06", "D06"),
        ("D25", "D28"),
        ("D39", "D39"),
        ("E28", "E28"),
        ("N70", "N98"),
        ("O00", "O99"),
        ("R87", "R87"),
        ("Z30", "Z39"),
    ],
    // Sex hormones of women, mixed hormones, what acts on the uterus and on the pituitary for it, contraceptives.
    medicines: &[
        "247", "248", "252", "253", "254", "2413400", "2413401", "2413402", "2413403", "2413404", "2413405",
        "2413406", "2413407", "2499005", "2499007", "2499009", "2499010", "2499013", "2499401", "2499420",
        "2499421", "2499700", "2499701", "2499702", "2590004", "2590402", "2590500",
    ],
    // For the prostate.
    other_medicines: &["2478001"],
    tests: &[],
    words: &[
        "子宮",
        "卵巣",
        "卵管",
        "付属器",
        "妊娠",
        "妊婦",
        "流産",
        "中絶",
        "死産",
        "切迫早産",
        "分娩",
        "出産",
        "不妊症",
        "体外受精",
        "胚移植",
        "人工授精",
        "月経",
        "生理不順",
        "更年期",
        "腟",
        "膣",
        "外陰",
        "帝王切開",
        "円錐切除",
        "避妊",
        "産褥",
        "HCG",
        "AMH",
        "HPV",
        "CA125",
    ],
    other_words: &["男性不妊", "男性更年期", "HPVワクチン", "分娩麻痺", "妊娠糖尿病母体児"],
};

impl Subject {
    fn table(self) -> &'static Table {
        match self {
            Self::Psychiatry => &PSYCHIATRY,
            Self::Infections => &INFECTIONS,
            Self::Gynaecology => &GYNAECOLOGY,
        }
    }

    /// Whether an entry belongs to it, and by what; `sender`: the name of the facility that sent it. What cannot be read may
    /// belong to any, and so may a medicine whose class no code tells. Allergies and 薬剤禁忌 never do: what must not be given
    /// stays in sight (they are kinds of their own, and can be kept back as such).
    pub(super) fn holds(self, entry: &dyn RecordKind, sender: Option<&str>) -> Belongs {
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
    fn has_department(&self, name: &str) -> bool {
        let plain = without(nfkc(name).into_owned(), self.other_departments);
        self.departments.iter().any(|one| plain.contains(one))
    }

    fn has_words(&self, text: &str) -> bool {
        let plain = without(nfkc(text).to_uppercase(), self.other_words);
        self.words.iter().any(|word| stands_in(&plain, word))
    }

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

fn without(text: String, parts: &[&str]) -> String {
    parts.iter().fold(text, |text, part| text.replace(part, " "))
}

/// Whether the word stands in the text; one in Latin letters not as a part of another: there is no AIDS in NSAIDS.
fn stands_in(text: &str, word: &str) -> bool {
    let is_latin = |letter: char| letter.is_ascii_alphabetic();
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let begins = word.starts_with(is_latin) && before.is_some_and(is_latin);
        let goes_on = word.ends_with(is_latin) && after.is_some_and(is_latin);
        !begins && !goes_on
    })
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

    #[test]
    fn ranges_and_classes_have_their_shape() {
        for table in Subjects::ALL.iter().map(Subject::table) {
            for (from, to) in table.icd10 {
                assert!(from.len() == 3 && to.len() == 3 && from <= to, "{from}-{to}");
            }
            for class in table.medicines {
                assert!((3..=7).contains(&class.len()) && class.bytes().all(|one| one.is_ascii_digit()));
            }
            for word in table.words.iter().chain(table.other_words) {
                assert_eq!(nfkc(word).to_uppercase(), *word, "compared in one spelling");
            }
            for class in table.other_medicines {
                assert!(table.medicines.iter().any(|wider| class.starts_with(wider)), "{class} is in none");
            }
        }
    }
}
