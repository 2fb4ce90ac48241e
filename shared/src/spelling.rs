//! 氏名 in one spelling, for a search whose other items decide. Insurers' systems know no small kana (キヨウゴク for
//! キョウゴク), and registers write one name with variants of a letter (髙 and 高, 𠮷 and 吉, 葛 with a selector).
//!
//! Whose record a transmission belongs to is never decided by this: there, names are compared as they are
//! ([`crate::identity`]).

use crate::{identity::comparable_kana, private_use::is_private_use};

/// Variants of ideographs, the everyday one last: the pairs that 戸籍法施行規則別表第二の二 knows (人名用漢字 beside
/// 常用漢字), and letters of family names that desks write for each other (斉 and 斎). It need not be complete: who is not
/// found by one spelling is looked for by another. What Unicode calls compatible (神 U+FA19) has been replaced before.
const VARIANTS: &str = "
    亞亜 惡悪 爲為 榮栄 衞衛 圓円 緣縁 薗園 應応 櫻桜 奧奥 橫横 溫温 價価 壞壊 懷懐 樂楽 卷巻
    陷陥 寬寛 氣気 僞偽 戲戯 虛虚 峽峡 狹狭 曉暁 驅駆 勳勲 薰薫 惠恵 揭掲 鷄鶏 藝芸 擊撃 縣県
    儉倹 劍剣 險険 圈圏 檢検 顯顕 驗験 嚴厳 廣広 恆恒 黃黄 國国 黑黒 碎砕 雜雑 兒児 濕湿 實実
    壽寿 收収 從従 澁渋 獸獣 縱縦 敍叙 將将 涉渉 燒焼 奬奨 條条 狀状 乘乗 淨浄 剩剰 疊畳 孃嬢
    讓譲 釀醸 眞真 寢寝 愼慎 盡尽 粹粋 醉酔 穗穂 瀨瀬 齊齋斎斉 靜静 攝摂 專専 戰戦 纖繊 禪禅 壯壮
    爭争 莊荘 搜捜 巢巣 曾曽 裝装 騷騒 增増 藏蔵 臟臓 卽即 帶帯 滯滞 瀧滝 單単 團団 彈弾 晝昼
    鑄鋳 廳庁 徵徴 聽聴 鎭鎮 轉転 傳伝 嶋嶌島 燈灯 盜盗 稻稲 德徳 拜拝 盃杯 賣売 髮髪 拔抜 祕秘
    冨富 拂払 佛仏 步歩 峯峰 飜翻 萬万 默黙 埜野 彌弥 藥薬 與与 搖揺 樣様 謠謡 來来 賴頼 覽覧
    龍竜 凉涼 綠緑 淚涙 壘塁 禮礼 曆暦 歷歴 錄録 髙高 𠮷吉 﨑嵜崎 濵濱浜 邊邉辺 澤沢 桒桑 栁桺柳
    𣘺槗橋 舘館 舩船 圡土 曻昇 淵渊渕 籔薮藪 靏靍寉鶴 淸清 鄕郷 廐廏厩 檜桧 鴬鶯";

/// Kana that are written small, and the ones that stand for them where there are none.
const SMALL: &str = "ァィゥェォッャュョヮヵヶ";
const LARGE: &str = "アイウエオツヤユヨワカケ";

/// Whether a person who is asked for under one name may be known under another. No letter that is asked for is a
/// wildcard; a letter of the private use areas (外字) in the known name is one that nobody else can type: any letter
/// stands for it, or none, where at least two others agree.
///
/// ```
/// use shared::spelling::may_be_known_as;
/// assert!(may_be_known_as("高田 花子", "\u{e000}田 花子"));
/// assert!(!may_be_known_as("\u{e000}田 花子", "高田 花子"));
/// ```
pub fn may_be_known_as(asked: &str, known: &str) -> bool {
    let letters = |name: &str| -> Vec<char> { in_one_spelling(name).chars().collect() };
    let (asked, known) = (letters(asked), letters(known));
    let typed = known.iter().filter(|letter| !is_private_use(**letter)).count();
    match typed == known.len() {
        true => !asked.is_empty() && asked == known,
        false => typed >= 2 && agree(&asked, &known),
    }
}

fn agree(asked: &[char], known: &[char]) -> bool {
    match (asked, known) {
        (_, []) => asked.is_empty(),
        (_, [letter, rest @ ..]) if is_private_use(*letter) => {
            agree(asked, rest) || asked.split_first().is_some_and(|(_, others)| agree(others, rest))
        }
        ([letter, others @ ..], [same, rest @ ..]) => letter == same && agree(others, rest),
        ([], _) => false,
    }
}

/// A name in one spelling: one width, no spaces, katakana, no small kana, no variants.
///
/// ```
/// use shared::spelling::in_one_spelling;
/// assert_eq!(in_one_spelling("𠮷髙 葛\u{e0100}"), in_one_spelling("吉高　葛"));
/// assert_eq!(in_one_spelling("ｷﾖｳｺﾞｸ ﾘﾖｳ"), in_one_spelling("きょうごく　りょう"));
/// ```
pub fn in_one_spelling(name: &str) -> String {
    let name: String = name.chars().filter(|letter| !is_selector(*letter)).collect();
    comparable_kana(&name).chars().map(|letter| plain(everyday(letter))).collect()
}

/// Whether a letter chooses the form of the ideograph before it.
fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn everyday(letter: char) -> char {
    let variants = VARIANTS.split_whitespace().find(|variants| variants.contains(letter));
    variants.and_then(|variants| variants.chars().last()).unwrap_or(letter)
}

fn plain(letter: char) -> char {
    let at = SMALL.chars().position(|small| small == letter);
    at.and_then(|at| LARGE.chars().nth(at)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(in_one_spelling(one) == in_one_spelling(other), same, "{one} and {other}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_name_in_the_spellings_of_registers_and_insurers() {
        for (one, other) in [
            ("キョウゴク リョウ", "キヨウゴク リヨウ"),
            ("ｷｮｳｺﾞｸ ﾘｮｳ", "きようごく　りよう"),
            ("ハットリ", "ﾊﾂﾄﾘ"),
            ("ジョン・スミス", "ジヨン・スミス"),
            ("𠮷髙 葛\u{e0100}", "吉高 葛"),
            ("渡邉 齋", "渡辺　斉"),
            ("渡邊\u{e0101} 齊", "渡辺 斎"),
            ("濵﨑 惠", "浜崎 恵"),
            ("神\u{fe00}", "\u{fa19}"),
            ("森ヶ崎", "森ケ嵜"),
        ] {
            check(one, other, true);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn other_names_stay_others() {
        for (one, other) in [
            ("キョウゴク リョウ", "キョウゴク リョ"),
            ("ハシ", "バシ"),
            ("吉田", "古田"),
            ("大田", "太田"),
            ("見本 花子", "見本 華子"),
            ("見本", "見本花子"),
        ] {
            check(one, other, false);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_known_letter_that_nobody_can_type_may_be_any_or_none() {
        for (asked, known, expected) in [
            ("吉高 葛", "𠮷髙 葛\u{e0100}\u{e000}", true),
            ("高田 花子", "\u{e000}田 花子", true),
            ("田 花子", "\u{e000}田 花子", true),
            ("\u{e000}田 花子", "\u{e000}田 花子", true),
            ("大高田 花子", "\u{e000}田 花子", false),
            ("高田 華子", "\u{e000}田 花子", false),
            ("花子", "\u{e000}\u{e001}", false),
            ("花", "\u{e000}花", false),
            // What is asked for is no wildcard.
            ("\u{e000}田 花子", "高田 花子", false),
            ("見本\u{e000}\u{e001}", "見本 花子", false),
            ("", "", false),
            ("", "\u{e000}", false),
        ] {
            assert_eq!(may_be_known_as(asked, known), expected, "{asked:?} and {known:?}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_letter_has_one_everyday_form() {
        let mut known: BTreeMap<char, char> = BTreeMap::new();
        for variants in VARIANTS.split_whitespace() {
            let everyday = variants.chars().last().unwrap();
            for letter in variants.chars() {
                assert_eq!(*known.entry(letter).or_insert(everyday), everyday, "{letter} in {variants}");
                assert_eq!(
                    crate::nfkc::nfkc(&letter.to_string()),
                    letter.to_string(),
                    "{letter} comes composed"
                );
            }
        }
    }
}
