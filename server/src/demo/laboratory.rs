//! The tests that are measured here: their codes, units and reference ranges, and how they vary.
//!
//! JLAC10 codes: members of the groups that the guide's core and infection lists name. Ranges: 日本臨床
//! 検査標準協議会 共用基準範囲 (2022) for a house laboratory; for a commercial one values in common use.
//! Checked 2026-11.

use super::{place::Laboratory, wire::Sex};

/// One test. The order is that of [`TESTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    Fbs,
    Hba1c,
    Bun,
    Cre,
    Egfr,
    Ua,
    Ast,
    Alt,
    Ggt,
    Alp,
    Ld,
    Bilirubin,
    Ldl,
    Hdl,
    Tg,
    Wbc,
    Rbc,
    Hb,
    Plt,
    Na,
    K,
    Cl,
    Ca,
    Phosphorus,
    Tp,
    Alb,
    Ck,
    Amy,
    Bnp,
    Crp,
    UrineAlbumin,
    UrineProtein,
    Tsh,
    FreeT4,
    Ferritin,
    Pth,
    Hbs,
    BloodGroup,
    Rhesus,
}

/// Under which standard code a result is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// One of the core items: JLAC10 and the list's display.
    Core(&'static str, &'static str),
    Infection(&'static str, &'static str),
    /// JLAC10, outside the core items.
    Jlac10(&'static str, &'static str),
    Uncoded,
}

/// How a number is written: unit, decimals, and the range for men and for women.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub unit: &'static str,
    /// What one of the house laboratory's units is in this one.
    pub factor: f64,
    pub decimals: usize,
    pub men: Limits,
    pub women: Limits,
}

/// Lower and upper limit, as printed.
pub type Limits = (Option<&'static str>, Option<&'static str>);

/// How healthy people differ, in the house laboratory's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub men: f64,
    pub women: f64,
    /// Standard deviation from person to person.
    pub between: f64,
    /// And of one person from month to month.
    pub within: f64,
    /// By how much it is higher in midwinter than on the average.
    pub winter: f64,
    /// Nothing lower is measured in a living person.
    pub floor: f64,
}

/// What is known about one test.
#[derive(Debug, PartialEq)]
pub struct Facts {
    test: Test,
    pub standard: Standard,
    pub name: &'static str,
    pub specimen: &'static str,
    pub scale: Scale,
    pub spread: Spread,
}

impl Test {
    pub fn facts(self) -> &'static Facts {
        &TESTS[self as usize]
    }

    /// The scale of `laboratory`.
    pub fn scale(self, laboratory: Laboratory) -> Scale {
        let own = match laboratory {
            Laboratory::House => None,
            Laboratory::Commercial => COMMERCIAL.iter().find(|(test, _)| *test == self),
        };
        own.map_or(self.facts().scale, |(_, scale)| *scale)
    }

    /// `value`, in the house laboratory's unit, as `laboratory` prints it.
    pub fn printed(self, value: f64, laboratory: Laboratory) -> String {
        let scale = self.scale(laboratory);
        let floor = self.facts().spread.floor;
        if self == Self::Crp && value < CRP_LIMIT {
            return format!("<{CRP_LIMIT:.2}");
        }
        let value = value.max(floor) * scale.factor;
        // Single cells are not counted: thousands are printed to the ten.
        let value = if scale.factor >= 1_000.0 { (value / 10.0).round() * 10.0 } else { value };
        format!("{:.*}", scale.decimals, value)
    }
}

/// mg/dL: less than that is not told apart.
const CRP_LIMIT: f64 = 0.1;

impl Scale {
    pub fn limits(&self, sex: Sex) -> Limits {
        match sex {
            Sex::Male => self.men,
            Sex::Female => self.women,
        }
    }
}

impl Spread {
    pub fn mean(&self, sex: Sex) -> f64 {
        match sex {
            Sex::Male => self.men,
            Sex::Female => self.women,
        }
    }
}

const fn both(low: &'static str, high: &'static str) -> Limits {
    (Some(low), Some(high))
}

const fn up_to(high: &'static str) -> Limits {
    (None, Some(high))
}

const fn scale(unit: &'static str, decimals: usize, men: Limits, women: Limits) -> Scale {
    Scale { unit, factor: 1.0, decimals, men, women }
}

/// `means`: of men and women. `varies`: between people, within one, and in winter.
const fn spread(means: [f64; 2], varies: [f64; 3], floor: f64) -> Spread {
    let [men, women] = means;
    let [between, within, winter] = varies;
    Spread { men, women, between, within, winter, floor }
}

const fn serum(test: Test, standard: Standard, name: &'static str, scale: Scale, spread: Spread) -> Facts {
    Facts { test, standard, name, specimen: "血清", scale, spread }
}

const fn of_specimen(specimen: &'static str, facts: Facts) -> Facts {
    Facts { specimen, ..facts }
}

/// A test whose result is a word.
const fn in_words(test: Test, standard: Standard, name: &'static str, specimen: &'static str) -> Facts {
    let scale = scale("", 0, (None, None), (None, None));
    Facts { test, standard, name, specimen, scale, spread: spread([0.0; 2], [0.0; 3], 0.0) }
}

use Standard::{Core, Infection, Jlac10, Uncoded};

static TESTS: [Facts; 39] = [
    serum(
        Test::Fbs,
        Core("3D010129902327101", "FBS(BS)"),
        "空腹時血糖",
        scale("mg/dL", 0, both("73", "109"), both("73", "109")),
        spread([95.0, 92.0], [6.0, 5.0, 2.0], 40.0),
    ),
    of_specimen(
        "血液",
        serum(
            Test::Hba1c,
            Core("3D046000001906202", "HbA1c-NGSP"),
            "HbA1c（NGSP）",
            scale("%", 1, both("4.9", "6.0"), both("4.9", "6.0")),
            spread([5.5, 5.5], [0.2, 0.1, 0.08], 4.0),
        ),
    ),
    serum(
        Test::Bun,
        Core("3C025000002329101", "BUN"),
        "尿素窒素",
        scale("mg/dL", 1, both("8", "20"), both("8", "20")),
        spread([14.5, 13.5], [2.2, 1.6, 0.3], 4.0),
    ),
    serum(
        Test::Cre,
        Core("3C015000002327101", "Cre"),
        "クレアチニン",
        scale("mg/dL", 2, both("0.65", "1.07"), both("0.46", "0.79")),
        spread([0.84, 0.62], [0.08, 0.025, 0.01], 0.2),
    ),
    serum(
        Test::Egfr,
        Jlac10("8A065000002391901", "eGFR"),
        "推算GFR",
        scale("mL/min/1.73m2", 1, (Some("60"), None), (Some("60"), None)),
        spread([75.0, 75.0], [0.0; 3], 2.0),
    ),
    serum(
        Test::Ua,
        Core("3C020000002329101", "UA"),
        "尿酸",
        scale("mg/dL", 1, both("3.7", "7.8"), both("2.6", "5.5")),
        spread([5.8, 4.4], [0.7, 0.3, -0.1], 1.5),
    ),
    serum(
        Test::Ast,
        Core("3B035000002327201", "AST"),
        "AST(GOT)",
        scale("U/L", 0, both("13", "30"), both("13", "30")),
        spread([22.0, 20.0], [3.5, 2.2, 0.0], 8.0),
    ),
    serum(
        Test::Alt,
        Core("3B045000002327201", "ALT"),
        "ALT(GPT)",
        scale("U/L", 0, both("10", "42"), both("7", "23")),
        spread([21.0, 15.0], [4.0, 2.6, 0.5], 5.0),
    ),
    serum(
        Test::Ggt,
        Core("3B090000002327701", "GGT"),
        "γ-GT",
        scale("U/L", 0, both("13", "64"), both("9", "32")),
        spread([32.0, 18.0], [8.0, 2.5, 1.0], 6.0),
    ),
    serum(
        Test::Alp,
        Core("3B070000002327101", "ALP"),
        "ALP",
        scale("U/L", 0, both("38", "113"), both("38", "113")),
        spread([70.0, 66.0], [12.0, 4.0, 0.0], 20.0),
    ),
    serum(
        Test::Ld,
        Core("3B050000002327201", "LD"),
        "LD(LDH)",
        scale("U/L", 0, both("124", "222"), both("124", "222")),
        spread([172.0, 174.0], [18.0, 9.0, 0.0], 80.0),
    ),
    serum(
        Test::Bilirubin,
        Core("3J010000002327101", "T-Bil"),
        "総ビリルビン",
        scale("mg/dL", 1, both("0.4", "1.5"), both("0.4", "1.5")),
        spread([0.8, 0.7], [0.18, 0.1, 0.0], 0.2),
    ),
    serum(
        Test::Ldl,
        Core("3F077000002327101", "LDL-C"),
        "LDLコレステロール",
        scale("mg/dL", 0, both("65", "163"), both("65", "163")),
        spread([114.0, 117.0], [17.0, 7.0, 3.0], 25.0),
    ),
    serum(
        Test::Hdl,
        Core("3F070000002327101", "HDL-C"),
        "HDLコレステロール",
        scale("mg/dL", 0, both("38", "90"), both("48", "103")),
        spread([57.0, 68.0], [8.0, 2.8, 0.0], 20.0),
    ),
    serum(
        Test::Tg,
        Core("3F015000002327101", "TG"),
        "中性脂肪",
        scale("mg/dL", 0, both("40", "234"), both("30", "117")),
        spread([112.0, 78.0], [24.0, 15.0, 6.0], 25.0),
    ),
    of_specimen(
        "血液",
        serum(
            Test::Wbc,
            Core("2A990000001930952", "WBC"),
            "白血球数",
            scale("10^3/μL", 1, both("3.3", "8.6"), both("3.3", "8.6")),
            spread([5.9, 5.7], [0.9, 0.6, 0.1], 1.5),
        ),
    ),
    of_specimen(
        "血液",
        serum(
            Test::Rbc,
            Core("2A990000001930951", "RBC"),
            "赤血球数",
            scale("10^6/μL", 2, both("4.35", "5.55"), both("3.86", "4.92")),
            spread([4.9, 4.35], [0.2, 0.07, 0.03], 1.5),
        ),
    ),
    of_specimen(
        "血液",
        serum(
            Test::Hb,
            Core("2A030000001930901", "Hb"),
            "ヘモグロビン",
            scale("g/dL", 1, both("13.7", "16.8"), both("11.6", "14.8")),
            spread([15.1, 13.2], [0.6, 0.22, 0.1], 4.0),
        ),
    ),
    of_specimen(
        "血液",
        serum(
            Test::Plt,
            Core("2A050000001930901", "PLT"),
            "血小板数",
            scale("10^3/μL", 0, both("158", "348"), both("158", "348")),
            spread([238.0, 245.0], [32.0, 11.0, 0.0], 20.0),
        ),
    ),
    serum(
        Test::Na,
        Core("3H010000002327101", "Na"),
        "ナトリウム",
        scale("mmol/L", 0, both("138", "145"), both("138", "145")),
        spread([141.0, 141.0], [0.8, 0.9, 0.0], 115.0),
    ),
    serum(
        Test::K,
        Core("3H015000002327201", "K"),
        "カリウム",
        scale("mmol/L", 1, both("3.6", "4.8"), both("3.6", "4.8")),
        spread([4.2, 4.2], [0.15, 0.14, 0.03], 2.2),
    ),
    serum(
        Test::Cl,
        Core("3H020000002326101", "Cl"),
        "クロール",
        scale("mmol/L", 0, both("101", "108"), both("101", "108")),
        spread([104.5, 104.5], [0.8, 0.9, 0.0], 85.0),
    ),
    serum(
        Test::Ca,
        Core("3H030000002327101", "Ca"),
        "カルシウム",
        scale("mg/dL", 1, both("8.8", "10.1"), both("8.8", "10.1")),
        spread([9.4, 9.4], [0.18, 0.12, 0.0], 6.0),
    ),
    serum(
        Test::Phosphorus,
        Uncoded,
        "無機リン",
        scale("mg/dL", 1, both("2.7", "4.6"), both("2.7", "4.6")),
        spread([3.5, 3.6], [0.25, 0.2, 0.0], 1.0),
    ),
    serum(
        Test::Tp,
        Core("3A010000002329101", "TP"),
        "総蛋白",
        scale("g/dL", 1, both("6.6", "8.1"), both("6.6", "8.1")),
        spread([7.2, 7.2], [0.22, 0.12, 0.0], 4.0),
    ),
    serum(
        Test::Alb,
        Core("3A015000002329101", "ALB"),
        "アルブミン",
        scale("g/dL", 1, both("4.1", "5.1"), both("4.1", "5.1")),
        spread([4.6, 4.5], [0.15, 0.08, 0.0], 1.5),
    ),
    serum(
        Test::Ck,
        Core("3B010000002327201", "CK"),
        "CK(CPK)",
        scale("U/L", 0, both("59", "248"), both("41", "153")),
        spread([118.0, 84.0], [22.0, 14.0, 0.0], 15.0),
    ),
    serum(
        Test::Amy,
        Core("3B160000002327701", "AMY"),
        "アミラーゼ",
        scale("U/L", 0, both("44", "132"), both("44", "132")),
        spread([78.0, 80.0], [12.0, 5.0, 0.0], 15.0),
    ),
    of_specimen(
        "血漿",
        serum(
            Test::Bnp,
            Core("4Z271000002205101", "BNP"),
            "BNP",
            scale("pg/mL", 1, up_to("18.4"), up_to("18.4")),
            spread([10.0, 11.0], [2.5, 2.0, 1.0], 4.0),
        ),
    ),
    serum(
        Test::Crp,
        Core("5C070000002306201", "CRP"),
        "CRP",
        scale("mg/dL", 2, up_to("0.14"), up_to("0.14")),
        spread([0.07, 0.07], [0.02, 0.03, 0.01], 0.01),
    ),
    of_specimen(
        "尿",
        serum(
            Test::UrineAlbumin,
            Core("3A015000000106151", "U-A/C"),
            "尿アルブミン・クレアチニン比",
            scale("mg/gCr", 1, up_to("29.9"), up_to("29.9")),
            spread([9.0, 10.0], [2.0, 1.8, 0.0], 2.0),
        ),
    ),
    in_words(Test::UrineProtein, Core("1A990000000190153", "U-TP-定性半定量"), "尿蛋白（定性）", "尿"),
    serum(
        Test::Tsh,
        Uncoded,
        "TSH",
        scale("μIU/mL", 2, both("0.50", "5.00"), both("0.50", "5.00")),
        spread([1.7, 1.9], [0.35, 0.25, 0.1], 0.01),
    ),
    serum(
        Test::FreeT4,
        Uncoded,
        "遊離サイロキシン（FT4）",
        scale("ng/dL", 2, both("0.90", "1.70"), both("0.90", "1.70")),
        spread([1.25, 1.22], [0.08, 0.06, 0.0], 0.1),
    ),
    serum(
        Test::Ferritin,
        Uncoded,
        "フェリチン",
        scale("ng/mL", 1, both("20.0", "280.0"), both("5.0", "150.0")),
        spread([120.0, 52.0], [22.0, 5.0, 0.0], 2.0),
    ),
    serum(
        Test::Pth,
        Uncoded,
        "インタクトPTH",
        scale("pg/mL", 0, both("10", "65"), both("10", "65")),
        spread([36.0, 38.0], [6.0, 5.0, 1.0], 3.0),
    ),
    in_words(Test::Hbs, Infection("5F016141002305111", "HBs抗原-RESULT"), "HBs抗原", "血清"),
    in_words(Test::BloodGroup, Core("5H010000001910114", "BLD-ABO"), "血液型（ABO）", "血液"),
    in_words(Test::Rhesus, Core("5H020000001910114", "BLD-Rh"), "血液型（Rh）", "血液"),
];

const fn counted(unit: &'static str, factor: f64, decimals: usize, men: Limits, women: Limits) -> Scale {
    Scale { unit, factor, decimals, men, women }
}

/// Where the commercial laboratory differs.
static COMMERCIAL: [(Test, Scale); 13] = [
    (Test::Fbs, scale("mg/dL", 0, both("70", "109"), both("70", "109"))),
    (Test::Hba1c, scale("%", 1, both("4.6", "6.2"), both("4.6", "6.2"))),
    (Test::Cre, scale("mg/dL", 2, both("0.61", "1.04"), both("0.47", "0.79"))),
    (Test::Ua, scale("mg/dL", 1, both("3.7", "7.0"), both("2.5", "7.0"))),
    (Test::Ast, scale("U/L", 0, both("10", "40"), both("10", "40"))),
    (Test::Alt, scale("U/L", 0, both("5", "45"), both("5", "45"))),
    (Test::Ggt, scale("U/L", 0, up_to("80"), up_to("30"))),
    (Test::Ldl, scale("mg/dL", 0, both("70", "139"), both("70", "139"))),
    (Test::Tg, scale("mg/dL", 0, both("50", "149"), both("50", "149"))),
    (Test::Wbc, counted("/μL", 1_000.0, 0, both("3900", "9800"), both("3500", "9100"))),
    (Test::Rbc, counted("10^4/μL", 100.0, 0, both("427", "570"), both("376", "500"))),
    (Test::Plt, counted("10^4/μL", 0.1, 1, both("13.1", "36.2"), both("13.0", "36.9"))),
    (Test::Crp, scale("mg/dL", 2, up_to("0.30"), up_to("0.30"))),
];

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{labs::CoreItem, record::Coding};

    #[test]
    fn every_test_finds_its_facts() {
        for (place, facts) in TESTS.iter().enumerate() {
            assert_eq!(facts.test as usize, place, "{}", facts.name);
            assert_eq!(facts.test.facts().name, facts.name);
        }
    }

    #[test]
    fn every_core_code_is_a_core_item() {
        let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS";
        let mut found = Vec::new();
        for facts in &TESTS {
            let Core(code, display) = facts.standard else { continue };
            let coding = Coding { system: system.into(), code: code.into(), display: Some(display.into()) };
            let item = CoreItem::of(&[coding]).unwrap_or_else(|| panic!("{code} {display}"));
            assert!(!found.contains(&item.code), "{} twice", item.code);
            found.push(item.code);
        }
        assert!(found.len() >= 30);
    }

    #[test]
    fn laboratories_print_by_their_own_scale() {
        let check = |test: Test, value: f64, laboratory, expected: &str| {
            assert_eq!(test.printed(value, laboratory), expected, "{test:?} {value}");
        };
        check(Test::Wbc, 5.84, Laboratory::House, "5.8");
        check(Test::Wbc, 5.843, Laboratory::Commercial, "5840");
        check(Test::Plt, 241.0, Laboratory::Commercial, "24.1");
        check(Test::Cre, 0.7, Laboratory::House, "0.70");
        check(Test::Crp, 0.099, Laboratory::House, "<0.10");
        check(Test::Crp, 0.101, Laboratory::House, "0.10");
        check(Test::Na, 12.0, Laboratory::House, "115");
    }
}
