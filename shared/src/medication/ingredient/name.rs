//! Names of medicines as people and systems write them, brought to one spelling.
//!
//! Matching is exact after this: width, kana, spaces, maker, strength and dosage form are set aside, and salts where
//! an ingredient is named. Nothing is matched by likeness.

use crate::{medicine_code::Route, nfkc::nfkc};

/// A written name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NameParts {
    /// The part that names the medicine: no maker, no strength, no dosage form.
    pub stem: String,
    /// As [`Self::stem`], with the dosage form: some brands differ by it alone.
    pub with_form: String,
    /// Route, as far as the dosage form says it.
    pub route: Option<Route>,
}

/// Dosage forms, longest first where one contains another, and the route that they imply.
const FORMS: [(&str, Option<Route>); 80] = {
    use Route::{External, Injection, Oral};
    [
        // Where to use it says more than what it is made up as.
        ("口腔用", Some(External)),
        ("含嗽用", Some(External)),
        ("外用", Some(External)),
        ("腟用", Some(External)),
        ("膀注用", Some(External)),
        ("歯科用", Some(External)),
        ("口腔内崩壊錠", Some(Oral)),
        ("odフィルム", Some(Oral)),
        ("ドライシロップ", Some(Oral)),
        ("腟用カプセル", Some(External)),
        ("吸入用カプセル", Some(External)),
        ("点滴静注用", Some(Injection)),
        ("持続性水懸筋注用", Some(Injection)),
        ("水懸筋注用", Some(Injection)),
        ("水懸筋注", Some(Injection)),
        ("静注射用", Some(Injection)),
        ("点滴静注液", Some(Injection)),
        ("点滴静注", Some(Injection)),
        ("点滴用", Some(Injection)),
        ("静脈注射", Some(Injection)),
        ("皮下注用", Some(Injection)),
        ("皮下注", Some(Injection)),
        ("筋注用", Some(Injection)),
        ("筋注", Some(Injection)),
        ("静注用", Some(Injection)),
        ("静注液", Some(Injection)),
        ("静注", Some(Injection)),
        ("動注用", Some(Injection)),
        ("注射用", Some(Injection)),
        ("注射液", Some(Injection)),
        ("注入軟膏", Some(External)),
        ("注入用", None),
        ("注入", None),
        ("注腸用", Some(External)),
        ("注腸", Some(External)),
        ("注用", Some(Injection)),
        ("注", Some(Injection)),
        ("輸液", Some(Injection)),
        ("腟錠", Some(External)),
        ("膣錠", Some(External)),
        ("腟坐剤", Some(External)),
        ("バッカル錠", None),
        ("舌下錠", Some(Oral)),
        ("od錠", Some(Oral)),
        ("徐放錠", Some(Oral)),
        ("腸溶錠", Some(Oral)),
        ("チュアブル錠", Some(Oral)),
        ("sr錠", Some(Oral)),
        ("配合錠", Some(Oral)),
        ("錠", Some(Oral)),
        ("徐放カプセル", Some(Oral)),
        ("カプセル", Some(Oral)),
        ("細粒", Some(Oral)),
        ("顆粒", Some(Oral)),
        ("シロップ", Some(Oral)),
        ("内用液", Some(Oral)),
        ("内服液", Some(Oral)),
        ("経口液", Some(Oral)),
        ("内用", Some(Oral)),
        ("内服", Some(Oral)),
        ("経口", Some(Oral)),
        ("点眼液", Some(External)),
        ("点眼", Some(External)),
        ("眼軟膏", Some(External)),
        ("点鼻液", Some(External)),
        ("点鼻", Some(External)),
        ("点耳", Some(External)),
        ("吸入液", Some(External)),
        ("吸入用", Some(External)),
        ("吸入", Some(External)),
        ("軟膏", Some(External)),
        ("クリーム", Some(External)),
        ("ローション", Some(External)),
        ("テープ", Some(External)),
        ("パップ", Some(External)),
        ("パッチ", Some(External)),
        ("坐剤", Some(External)),
        ("坐薬", Some(External)),
        ("ゲル", None),
        ("配合", None),
    ]
};

/// Marks that brands put behind their name for the speed of release, the two strengths of a combination, or who it is
/// for. Single letters are no marks: ユベラ and ユベラN hold different ingredients.
const MARKS: [&str; 19] = [
    "cr",
    "sr",
    "la",
    "xr",
    "tr",
    "od",
    "rpd",
    "ds",
    "hd",
    "ld",
    "uld",
    "ap",
    "bp",
    "ht",
    "lt",
    "md",
    "ex",
    "小児用",
    "サポ",
];

/// Whether this, behind a brand, says only how and how strong it is made up: dosage forms and marks, nothing else.
pub(crate) fn is_form_or_mark(more: &str) -> bool {
    let forms = FORMS.iter().map(|(form, _)| *form);
    let longest = forms.chain(MARKS).filter(|word| more.starts_with(word)).max_by_key(|word| word.len());
    longest.is_some_and(|word| more.len() == word.len() || is_form_or_mark(&more[word.len()..]))
}

/// Units that follow a strength.
const UNITS: [&str; 27] = [
    "mg",
    "μg",
    "mcg",
    "ng",
    "kg",
    "mmol",
    "meq",
    "ml",
    "g",
    "l",
    "%",
    "万単位",
    "単位",
    "国際単位",
    "iu",
    "cm",
    "mm",
    "包",
    "枚",
    "瓶",
    "管",
    "回用",
    "回",
    "mol",
    "mbq",
    "歳",
    "時間",
];

/// Takes a written name apart.
///
/// ```
/// use shared::medication::{code::Route, ingredient::name_parts};
/// let parts = name_parts("ﾛｷｿﾌﾟﾛﾌｪﾝＮａ錠６０ｍｇ「サンド」");
/// assert_eq!((parts.stem.as_str(), parts.route), ("ロキソプロフェンna", Some(Route::Oral)));
/// ```
pub fn name_parts(name: &str) -> NameParts {
    let plain = spelled_plainly(name);
    let with_form = without_strength(&plain);
    let mut stem = with_form.clone();
    let mut route = None;
    for (form, implied) in FORMS {
        if let Some(at) = stem.find(form).filter(|at| *at > 0) {
            stem.replace_range(at..at + form.len(), "");
            route = route.or(implied);
        }
    }
    let stem = stem.trim_matches(|c: char| c == '-' || c == '・' || c == '/').to_owned();
    let with_form = with_form.trim_matches(|c: char| c == '-' || c == '・' || c == '/').to_owned();
    NameParts { stem, with_form, route }
}

/// One width, one kana, no spaces, no maker in 「」, no 【般】 and the like, lower case.
pub fn spelled_plainly(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for c in nfkc(name).chars() {
        match c {
            '「' | '『' | '【' | '[' | '〔' => depth += 1,
            '」' | '』' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if c.is_whitespace() => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => plain.push('-'),
            'ぁ'..='ゖ' => plain.push(char::from_u32(c as u32 + 0x60).unwrap_or(c)),
            '\u{b5}' => plain.push('μ'),
            _ => plain.extend(c.to_lowercase()),
        }
    }
    if let Some(rest) = plain.strip_prefix("(般)").or_else(|| plain.strip_prefix("般)")) {
        plain = rest.to_owned();
    }
    plain
}

/// Takes every number out, with the unit that follows it and anything in parentheses.
fn without_strength(plain: &str) -> String {
    let mut kept = String::with_capacity(plain.len());
    let mut rest = plain;
    while let Some(c) = rest.chars().next() {
        if c == '(' {
            rest = rest.split_once(')').map_or("", |(_, after)| after);
        } else if c.is_ascii_digit() {
            let end =
                rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
            rest = &rest[end..];
            if let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) {
                rest = &rest[unit.len()..];
            }
        } else if matches!(c, '/' | '・' | '×' | ':' | '%') && kept.is_empty() {
            rest = &rest[c.len_utf8()..];
        } else {
            kept.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    kept
}

/// Salts, hydrates and other companions that do not change what an ingredient does.
const COMPANIONS: [&str; 52] = [
    "三水和物",
    "二水和物",
    "一水和物",
    "水和物",
    "塩酸塩",
    "臭化水素酸塩",
    "硫酸塩",
    "硝酸塩",
    "リン酸塩",
    "コハク酸塩",
    "ヘミフマル酸塩",
    "フマル酸塩",
    "マレイン酸塩",
    "リンゴ酸塩",
    "酒石酸塩",
    "クエン酸塩",
    "酢酸塩",
    "メシル酸塩",
    "トシル酸塩",
    "ベシル酸塩",
    "パモ酸塩",
    "安息香酸塩",
    "乳酸塩",
    "ヒベンズ酸塩",
    "フェンジゾ酸塩",
    "テオクル酸塩",
    "キシナホ酸塩",
    "オロチン酸塩",
    "サリチル酸塩",
    "アスパラギン酸塩",
    "塩化物",
    "臭化物",
    "ヨウ化物",
    "メグルミン",
    "エルブミン",
    "シレキセチル",
    "メドキソミル",
    "エテキシラート",
    "エタノール付加物",
    "ナトリウム",
    "カリウム",
    "カルシウム",
    "マグネシウム",
    "遺伝子組換え",
    "グルコン酸塩",
    "プロピオン酸エステル",
    "酢酸エステル",
    "リン酸エステル",
    "トロメタミン",
    "na",
    "ca",
    "k",
];

/// Names that are their salt: nothing may be taken off.
const SALTS_THEMSELVES: [&str; 7] = ["炭酸", "塩化", "酸化", "硫酸", "水酸化", "ヨウ化", "リン酸二"];

/// Acids that are medicines by their metal: クエン酸カリウム is potassium.
const ACIDS: [&str; 4] = ["クエン酸", "アスパラギン酸", "グルコン酸", "酒石酸"];

/// An ingredient's name without salt and water, one companion less at each step; the first is the name itself.
pub fn without_salt(plain: &str) -> impl Iterator<Item = &str> {
    let fixed = SALTS_THEMSELVES.iter().any(|salt| plain.starts_with(salt));
    std::iter::successors(Some(plain), move |name| {
        if fixed {
            return None;
        }
        let shorter = COMPANIONS.iter().find_map(|companion| name.strip_suffix(companion))?;
        (shorter.chars().count() >= 3 && !ACIDS.contains(&shorter)).then_some(shorter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(name: &str, stem: &str, route: Option<Route>) {
        let parts = name_parts(name);
        assert_eq!((parts.stem.as_str(), parts.route), (stem, route), "{name}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_spelling_for_all_widths_makers_and_strengths() {
        check("クラリス錠２００", "クラリス", Some(Route::Oral));
        check("ｸﾗﾘｽ錠200mg", "クラリス", Some(Route::Oral));
        check("くらりす 錠 ２００ｍｇ「大正」", "クラリス", Some(Route::Oral));
        check("【般】アムロジピン口腔内崩壊錠５ｍｇ", "アムロジピン", Some(Route::Oral));
        check("ボルタレンサポ２５ｍｇ", "ボルタレンサポ", None);
        check("ロキソニンテープ100mg", "ロキソニン", Some(Route::External));
        check("デスモプレシン静注４μｇ「フェリング」", "デスモプレシン", Some(Route::Injection));
        check("ヒアレイン点眼液０．１％", "ヒアレイン", Some(Route::External));
        check("レバミピド錠100mg(後発)", "レバミピド", Some(Route::Oral));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_form_alone_is_a_name() {
        check("錠", "錠", None);
        check("", "", None);
        check("１２３", "", None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn marks_and_forms_say_nothing_of_the_name() {
        for more in ["cr", "od錠", "配合錠hd", "小児用細粒"] {
            assert!(is_form_or_mark(more), "{more}");
        }
        for more in ["", "n", "ロマイシン", "crロマイシン", "oddx"] {
            assert!(!is_form_or_mark(more), "{more}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn salts_come_off_one_by_one() {
        let names: Vec<&str> = without_salt("ロキソプロフェンナトリウム水和物").collect();
        assert_eq!(
            names,
            ["ロキソプロフェンナトリウム水和物", "ロキソプロフェンナトリウム", "ロキソプロフェン"]
        );
        assert_eq!(without_salt("炭酸水素ナトリウム").count(), 1);
        assert_eq!(without_salt("塩化カリウム").count(), 1);
        assert_eq!(without_salt("クエン酸カリウム").count(), 1);
    }
}
