//! Medicines that are prescribed here: products of the national price list of 2025-07-16 with their
//! codes, and how they are taken.

/// 用法. Only codes that the guide's own examples or this program use; other ways are said in words,
/// under the guide's dummy code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// 電子処方箋用法コード, 16 characters.
    pub code: Option<&'static str>,
    pub words: &'static str,
    /// 補足用法コード, 8 characters, and its words: on which days.
    pub only_on: Option<(&'static str, &'static str)>,
}

const fn coded(code: &'static str, words: &'static str) -> Usage {
    Usage { code: Some(code), words, only_on: None }
}

const fn in_words(words: &'static str) -> Usage {
    Usage { code: None, words, only_on: None }
}

pub const AFTER_BREAKFAST: Usage = coded("1011000400000000", "１日１回朝食後　服用");
pub const AFTER_BREAKFAST_ON_MONDAYS: Usage = Usage {
    code: Some("1011000400000000"),
    words: "１日１回朝食後　服用",
    only_on: Some(("W0100000", "月曜日")),
};
pub const AFTER_SUPPER: Usage = coded("1011040000000000", "１日１回夕食後　服用");
pub const BEFORE_SLEEP: Usage = coded("1011100000000000", "１日１回就寝前　服用");
pub const BEFORE_BREAKFAST_AND_SUPPER: Usage = coded("1012010100000000", "１日２回朝夕食前　服用");
pub const AFTER_MEALS: Usage = coded("1013044400000000", "１日３回朝昼夕食後　服用");
pub const WHEN_SLEEPLESS: Usage = coded("1050610000000000", "不眠時　服用");
pub const WHEN_FEVERISH: Usage = coded("1050710000000000", "発熱時　服用");
pub const SEVERAL_TIMES_ON_SKIN: Usage = coded("2B7N000000000000", "１日数回　塗布");
pub const AFTER_BREAKFAST_AND_SUPPER: Usage = in_words("１日２回朝夕食後　服用");
pub const ON_RISING_ONCE_A_WEEK: Usage = in_words("週１回起床時");
pub const INHALED_ONCE: Usage = in_words("１日１回　吸入");
pub const EYE_DROPS: Usage = in_words("１日４回　点眼");
pub const EVENING_ON_SKIN: Usage = in_words("１日１回就寝前　塗布");
pub const BEFORE_MEALS: Usage = in_words("１日３回朝昼夕食直前　服用");

/// A product, and its usual dose here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Medicine {
    /// 個別医薬品コード (YJ).
    pub yj: &'static str,
    /// As on the price list.
    pub name: &'static str,
    pub usage: Usage,
    pub per_dose: &'static str,
    pub per_day: Option<&'static str>,
    /// 錠, カプセル, mL …
    pub unit: &'static str,
}

const fn tablets(
    yj: &'static str,
    name: &'static str,
    usage: Usage,
    per_dose: &'static str,
    per_day: &'static str,
) -> Medicine {
    Medicine { yj, name, usage, per_dose, per_day: Some(per_day), unit: "錠" }
}

const fn other(
    yj: &'static str,
    name: &'static str,
    usage: Usage,
    per_dose: &'static str,
    per_day: Option<&'static str>,
    unit: &'static str,
) -> Medicine {
    Medicine { yj, name, usage, per_dose, per_day, unit }
}

pub const AMLODIPINE: Medicine = tablets("2171022F4028", "アムロジンＯＤ錠５ｍｇ", AFTER_BREAKFAST, "1", "1");
pub const OLMESARTAN: Medicine =
    tablets("2149044F6085", "オルメサルタンＯＤ錠２０ｍｇ「トーワ」", AFTER_BREAKFAST, "1", "1");
pub const METFORMIN: Medicine =
    tablets("3962002F1110", "メトホルミン塩酸塩錠２５０ｍｇ「ＳＮ」", AFTER_MEALS, "1", "3");
pub const LINAGLIPTIN: Medicine = tablets("3969014F1024", "トラゼンタ錠５ｍｇ", AFTER_BREAKFAST, "1", "1");
pub const EMPAGLIFLOZIN: Medicine =
    tablets("3969023F1023", "ジャディアンス錠１０ｍｇ", AFTER_BREAKFAST, "1", "1");
pub const ATORVASTATIN: Medicine =
    tablets("2189015F1015", "アトルバスタチンカルシウム５ｍｇ錠", AFTER_SUPPER, "1", "1");
pub const ROSUVASTATIN: Medicine =
    tablets("2189017F1014", "ロスバスタチンカルシウム２．５ｍｇ錠", AFTER_SUPPER, "1", "1");
pub const EDOXABAN: Medicine = tablets("3339002F5025", "リクシアナＯＤ錠３０ｍｇ", AFTER_BREAKFAST, "1", "1");
pub const BISOPROLOL: Medicine =
    tablets("2123016F1018", "ビソプロロールフマル酸塩２．５ｍｇ錠", AFTER_BREAKFAST, "1", "1");
pub const FUROSEMIDE: Medicine = tablets("2139005F1010", "フロセミド２０ｍｇ錠", AFTER_BREAKFAST, "1", "1");
pub const SACUBITRIL_VALSARTAN: Medicine =
    tablets("2190041F2023", "エンレスト錠１００ｍｇ", AFTER_BREAKFAST_AND_SUPPER, "1", "2");
pub const RELVAR: Medicine =
    other("2290803G3020", "レルベア１００エリプタ３０吸入用", INHALED_ONCE, "1", Some("1"), "吸入");
pub const MONTELUKAST: Medicine =
    tablets("4490026F2067", "モンテルカスト錠１０ｍｇ「ＫＭ」", BEFORE_SLEEP, "1", "1");
pub const MONTELUKAST_CHEWABLE: Medicine =
    tablets("4490026F1095", "モンテルカストチュアブル錠５ｍｇ「ＪＧ」", BEFORE_SLEEP, "1", "1");
pub const ALENDRONATE: Medicine =
    other("3999018F2060", "アレンドロン酸錠３５ｍｇ「ＳＮ」", ON_RISING_ONCE_A_WEEK, "1", None, "錠");
pub const METHOTREXATE: Medicine = other(
    "3999016M1021",
    "リウマトレックスカプセル２ｍｇ",
    AFTER_BREAKFAST_ON_MONDAYS,
    "3",
    Some("3"),
    "カプセル",
);
pub const ELDECALCITOL: Medicine =
    other("3112006M2029", "エディロールカプセル０．７５μｇ", AFTER_BREAKFAST, "1", Some("1"), "カプセル");
pub const FEBUXOSTAT: Medicine =
    tablets("3949003F2119", "フェブキソスタット錠２０ｍｇ「トーワ」", AFTER_BREAKFAST, "1", "1");
pub const LEVOTHYROXINE: Medicine =
    tablets("2431004F1056", "チラーヂンＳ錠５０μｇ", AFTER_BREAKFAST, "1", "1");
pub const FERROUS_CITRATE: Medicine =
    tablets("3222013F1017", "クエン酸第一鉄ナトリウム鉄５０ｍｇ錠", AFTER_BREAKFAST_AND_SUPPER, "1", "2");
pub const LANSOPRAZOLE: Medicine =
    tablets("2329023F1047", "ランソプラゾールＯＤ錠１５ｍｇ「ＤＫ」", AFTER_BREAKFAST, "1", "1");
pub const VONOPRAZAN: Medicine = tablets("2329030F1020", "タケキャブ錠１０ｍｇ", AFTER_BREAKFAST, "1", "1");
pub const FEXOFENADINE: Medicine = tablets(
    "4490023F1202",
    "フェキソフェナジン塩酸塩錠６０ｍｇ「トーワ」",
    AFTER_BREAKFAST_AND_SUPPER,
    "1",
    "2",
);
pub const OLOPATADINE_DROPS: Medicine =
    other("1319752Q1059", "オロパタジン点眼液０．１％「サワイ」", EYE_DROPS, "1", None, "滴");
pub const SUVOREXANT: Medicine = tablets("1190023F1024", "ベルソムラ錠１５ｍｇ", BEFORE_SLEEP, "1", "1");
pub const LEMBOREXANT: Medicine = tablets("1190027F2029", "デエビゴ錠５ｍｇ", BEFORE_SLEEP, "1", "1");
pub const ZOLPIDEM: Medicine =
    other("1129009F1017", "ゾルピデム酒石酸塩５ｍｇ錠", WHEN_SLEEPLESS, "1", None, "錠");
pub const URSODEOXYCHOLIC: Medicine = tablets("2362001F2149", "ウルソ錠１００ｍｇ", AFTER_MEALS, "1", "3");
pub const CLARITHROMYCIN: Medicine = tablets(
    "6149003F2100",
    "クラリスロマイシン錠２００ｍｇ「サワイ」",
    BEFORE_BREAKFAST_AND_SUPPER,
    "1",
    "2",
);
pub const HEPARINOID: Medicine =
    other("2649950M1208", "ヘパリン類似物質ゲル０．３％「日医工」", SEVERAL_TIMES_ON_SKIN, "1", None, "本");
pub const LOXOPROFEN: Medicine = tablets("1149019F1560", "ロキソニン錠６０ｍｇ", AFTER_MEALS, "1", "3");
pub const ACETAMINOPHEN: Medicine =
    other("1141007F1063", "カロナール錠２００", WHEN_FEVERISH, "2", None, "錠");
pub const ACETAMINOPHEN_GRANULES: Medicine =
    other("1141007C1156", "アセトアミノフェン細粒２０％「トーワ」", WHEN_FEVERISH, "0.8", None, "g");
pub const CARBOCISTEINE: Medicine = tablets("2233002F1174", "ムコダイン錠２５０ｍｇ", AFTER_MEALS, "2", "6");
pub const CARBOCISTEINE_SYRUP: Medicine =
    other("2233002Q1124", "カルボシステインシロップ小児用５％「トーワ」", AFTER_MEALS, "4", Some("12"), "mL");
pub const ADAPALENE: Medicine =
    other("2699711Q1027", "ディフェリンゲル０．１％", EVENING_ON_SKIN, "1", None, "本");
pub const LANTHANUM: Medicine =
    tablets("2190029F1026", "ホスレノールチュアブル錠２５０ｍｇ", AFTER_MEALS, "1", "3");
pub const CALCIUM_CARBONATE: Medicine =
    tablets("2190024F1066", "沈降炭酸カルシウム錠５００ｍｇ「ＮＩＧ」", BEFORE_MEALS, "1", "3");
pub const EVOCALCET: Medicine = tablets("3999044F1024", "オルケディア錠１ｍｇ", AFTER_SUPPER, "1", "1");
