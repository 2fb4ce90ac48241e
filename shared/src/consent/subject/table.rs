//! What belongs to each subject, as tables of codes and words.

use super::Subject;
use crate::nfkc::nfkc;

/// What belongs to a subject. Ranges of ICD-10 are of three characters, both ends included; classes of medicines the first
/// digits of their codes (薬効分類), less those that are much more often for something else. Words are those of names and
/// titles; one in Latin letters stands by itself.
///
/// Source: ICD-10 (2013); 日本標準商品分類 87 with the prefixes of shared/knowledge/ingredients.txt; JLAC10; read 2026-11-30.
/// No doctor has reviewed it.
pub(super) struct Table {
    pub departments: &'static [&'static str],
    /// Departments whose names only look like it.
    pub other_departments: &'static [&'static str],
    pub icd10: &'static [(&'static str, &'static str)],
    pub medicines: &'static [&'static str],
    pub other_medicines: &'static [&'static str],
    /// First characters of JLAC10.
    pub tests: &'static [&'static str],
    pub words: &'static [&'static str],
    /// Latin letters with which words begin: `HIVAg/Ab`, `HBsAb`.
    pub beginnings: &'static [&'static str],
    /// Names that only look like it.
    pub other_words: &'static [&'static str],
}

const PSYCHIATRY: Table = Table {
    departments: &[
        "精神",
        "心療",
        "メンタル",
        "こころ",
        "心の",
        "心身医療",
        "心身内科",
        "心身症",
        "メモリークリニック",
        "臨床心理",
        "発達外来",
        "依存症",
        "神経科",
        "認知症",
        "もの忘れ",
        "物忘れ",
        "児童思春期",
        "アルコール",
        "ストレス",
    ],
    other_departments: &["脳神経科", "小児神経科", "まごころ"],
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
    beginnings: &[],
    other_words: &["鬱血", "鬱滞", "視神経症", "神経症状"],
};

const INFECTIONS: Table = Table {
    departments: &[
        "性病",
        "性感染",
        "結核",
        "感染症内科",
        "感染症科",
        "感染症外来",
        "HIV",
        "AIDS",
        "エイズ",
        "肝炎",
    ],
    // One of several things that a department is for; check-ups of a foundation.
    other_departments: &["・感染症", "/感染症", "呼吸器感染症", "血液感染症", "結核予防会"],
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
        "TPLA",
        "TPPA",
        "TP抗体",
        "FTA-ABS",
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
        "IGRA",
        "ツベルクリン",
        "CD4陽性",
        "抗酸菌",
        "B型肝",
        "C型肝",
        "B型慢性肝",
        "C型慢性肝",
        "B型急性肝",
        "C型急性肝",
        "肝炎ウイルス",
        "ウイルス性肝炎",
        "HBコア",
        "性感染",
        "感染症セット",
    ],
    beginnings: &["HIV", "HBS", "HBC", "HBE", "HBV", "HCV", "HTLV", "TPLA", "TPPA", "TPAB"],
    // Carbon monoxide in blood is none of them.
    other_words: &["非結核性", "肝炎ワクチン", "HBCO"],
};

const GYNAECOLOGY: Table = Table {
    departments: &[
        "婦人",
        "産科",
        "女性外来",
        "女性診療",
        "女性内科",
        "レディースクリニック",
        "レディース外来",
        "レディス",
        "マタニティ",
        "産院",
        "ウィメンズ",
        "ウイメンズ",
        "生殖",
        "不妊",
        "助産",
        "周産期",
        "母性",
    ],
    other_departments: &["泌尿生殖器", "男性不妊"],
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
    beginnings: &[],
    other_words: &[
        "男性不妊",
        "男性更年期",
        "HPVワクチン",
        "皮膚付属器",
        "眼付属器",
        "分娩麻痺",
        "妊娠糖尿病母体児",
    ],
};

impl Subject {
    pub(super) fn table(self) -> &'static Table {
        match self {
            Self::Psychiatry => &PSYCHIATRY,
            Self::Infections => &INFECTIONS,
            Self::Gynaecology => &GYNAECOLOGY,
        }
    }
}

impl Table {
    pub fn has_department(&self, name: &str) -> bool {
        let plain = without(nfkc(name).to_uppercase(), self.other_departments);
        self.departments.iter().any(|one| plain.contains(one))
    }

    pub fn has_words(&self, text: &str) -> bool {
        let plain = without(nfkc(text).to_uppercase(), self.other_words);
        self.words.iter().any(|word| stands_in(&plain, word))
            || self.beginnings.iter().any(|beginning| begins_in(&plain, beginning))
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

/// Whether a word in Latin letters of the text begins so.
fn begins_in(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning)
        .any(|(at, _)| !text[..at].chars().next_back().is_some_and(|before| before.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::Subjects;

    #[test]
    fn ranges_and_classes_have_their_shape() {
        for table in Subjects::ALL.iter().map(Subject::table) {
            for (from, to) in table.icd10 {
                assert!(from.len() == 3 && to.len() == 3 && from <= to, "{from}-{to}");
            }
            for class in table.medicines {
                assert!((3..=7).contains(&class.len()) && class.bytes().all(|one| one.is_ascii_digit()));
            }
            for word in table.words.iter().chain(table.beginnings).chain(table.other_words) {
                assert_eq!(nfkc(word).to_uppercase(), *word, "compared in one spelling");
            }
            for class in table.other_medicines {
                assert!(table.medicines.iter().any(|wider| class.starts_with(wider)), "{class} is in none");
            }
        }
    }

    #[test]
    fn latin_letters_stand_in_a_name_as_they_are_written_there() {
        for (name, expected) in [
            ("HBsAb", true),
            ("ＨＢｅ抗原", true),
            ("HBcrAg", true),
            ("HIVAg/Ab", true),
            ("HCVAb", true),
            ("IGRA（結核菌）", true),
            ("TPLA", true),
            ("HBVDNA定量", true),
            ("HCVⅢ抗体", true),
            ("HbA1c", false),
            ("HbCO", false),
            ("NSAIDs", false),
            ("CRP", false),
        ] {
            assert_eq!(INFECTIONS.has_words(name), expected, "{name}");
        }
        for (table, name) in [
            (&GYNAECOLOGY, "葛飾赤十字産院"),
            (&GYNAECOLOGY, "みなとマタニティクリニック"),
            (&PSYCHIATRY, "心身内科"),
            (&PSYCHIATRY, "依存症外来"),
            (&INFECTIONS, "性感染症・泌尿器科"),
            (&INFECTIONS, "ｈｉｖ外来"),
            (&INFECTIONS, "HIV・感染症科"),
        ] {
            assert!(table.has_department(name), "{name}");
        }
        for (table, name) in [
            (&GYNAECOLOGY, "みなとレディース歯科"),
            (&PSYCHIATRY, "まごころ薬局"),
            (&INFECTIONS, "呼吸器感染症内科"),
            (&INFECTIONS, "結核予防会診療所"),
        ] {
            assert!(!table.has_department(name), "{name}");
        }
        assert!(!PSYCHIATRY.has_words("鬱血性心不全") && !PSYCHIATRY.has_words("視神経症"));
    }
}
