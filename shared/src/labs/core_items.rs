//! The 43 core test items for emergency care and lifestyle diseases (救急・生活習慣病の主要項目).
//!
//! Source: JP-CLINS 1.5.2 code systems `JP_CLINS_ObsLabResult_CoreLabo_CS` (JLAC10), October 2024:
//! analyte and identification part of each group's members. One older slide of the ministry counts
//! 44. Checked 2026-11.

use crate::record::Coding;
use serde::{Deserialize, Serialize};

/// Where a test stands on a sheet, in the order in which hospitals print them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LabGroup {
    BloodSugar,
    Kidney,
    Liver,
    Lipids,
    BloodCount,
    Electrolytes,
    Protein,
    Pancreas,
    Muscle,
    Heart,
    Inflammation,
    Coagulation,
    Urine,
    BloodType,
    /// Not one of the core items.
    Other,
}

/// One core item.
#[derive(Debug, PartialEq, Eq)]
pub struct CoreItem {
    /// The code system's own short name; also the key of its words.
    pub code: &'static str,
    pub group: LabGroup,
    /// JLAC10: the first five characters (analyte).
    analyte: &'static str,
    /// JLAC10: what must stand from the sixth character on, where the analyte alone is not enough.
    rest: Rest,
}

#[derive(Debug, PartialEq, Eq)]
enum Rest {
    Any,
    /// The identification part, characters 6–9.
    Identification(&'static str),
    /// The result part, characters 16–17.
    Result(&'static [&'static str]),
    /// Serum or plasma, not urine (material, characters 10–12, is not 001).
    NotUrine,
    InUrine,
    /// The display begins with this: urine strips share one analyte.
    Display(&'static str),
}

use LabGroup::*;
use Rest::*;

const fn item(code: &'static str, group: LabGroup, analyte: &'static str, rest: Rest) -> CoreItem {
    CoreItem { code, group, analyte, rest }
}

/// In the order of the sheet; where two could match, the narrower one stands first.
pub static CORE_ITEMS: &[CoreItem] = &[
    item("FBS", BloodSugar, "3D010", Identification("1299")),
    item("CBG", BloodSugar, "3D010", Identification("1300")),
    item("BG", BloodSugar, "3D010", Any),
    item("HbA1c", BloodSugar, "3D046", Any),
    item("BUN", Kidney, "3C025", Any),
    item("Cre", Kidney, "3C015", Any),
    item("Cys-C", Kidney, "3C016", Any),
    item("UA", Kidney, "3C020", Any),
    item("AST", Liver, "3B035", Any),
    item("ALT", Liver, "3B045", Any),
    item("GGT", Liver, "3B090", Any),
    item("ALP", Liver, "3B070", Any),
    item("LD", Liver, "3B050", Any),
    item("ChE", Liver, "3B110", Any),
    item("T-Bil", Liver, "3J010", Any),
    item("D-Bil", Liver, "3J015", Any),
    item("LDL-C", Lipids, "3F077", Any),
    item("HDL-C", Lipids, "3F070", Any),
    item("FTG", Lipids, "3F015", Identification("1299")),
    item("CTG", Lipids, "3F015", Identification("1300")),
    item("TG", Lipids, "3F015", Any),
    item("T-CHO", Lipids, "3F050", Any),
    item("WBC", BloodCount, "2A990", Result(&["52"])),
    item("RBC", BloodCount, "2A990", Result(&["51"])),
    item("Hb", BloodCount, "2A030", Any),
    item("PLT", BloodCount, "2A050", Any),
    item("Na", Electrolytes, "3H010", Any),
    item("K", Electrolytes, "3H015", Any),
    item("Cl", Electrolytes, "3H020", Any),
    item("Ca", Electrolytes, "3H030", Any),
    item("TP", Protein, "3A010", Any),
    item("U-AC", Urine, "3A015", InUrine),
    item("ALB", Protein, "3A015", NotUrine),
    item("AMY", Pancreas, "3B160", Any),
    item("CK", Muscle, "3B010", Any),
    item("BNP", Heart, "4Z271", Any),
    item("NT-proBNP", Heart, "4Z272", Any),
    item("CRP", Inflammation, "5C070", Any),
    item("PT-Sec", Coagulation, "2B030", Result(&["51"])),
    item("PT-Act", Coagulation, "2B030", Result(&["53"])),
    item("PT-Ratio", Coagulation, "2B030", Result(&["55"])),
    item("PT-INR", Coagulation, "2B030", Result(&["57"])),
    item("APTT", Coagulation, "2B020", Any),
    item("DD", Coagulation, "2B140", Any),
    item("U-PC", Urine, "1A990", Display("U-P/C")),
    item("U-TP", Urine, "1A990", Display("U-TP")),
    item("U-Glu", Urine, "1A990", Display("U-Glu")),
    item("U-Bld", Urine, "1A990", Display("U-Bld")),
    item("BLD-ABO", BloodType, "5H010", Any),
    item("BLD-Rh", BloodType, "5H020", Any),
];

/// Code systems whose codes say "core item".
const CORE_SYSTEMS: [&str; 2] = [
    "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS",
    "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC11/JP_CLINS_ObsLabResult_CoreLabo_CS",
];

impl CoreItem {
    /// The core item that a result's codes name. JLAC11 codes are matched by their display, which
    /// is the same short name.
    pub fn of(codings: &[Coding]) -> Option<&'static Self> {
        codings
            .iter()
            .filter(|coding| CORE_SYSTEMS.contains(&coding.system.as_str()))
            .find_map(|coding| Self::by_jlac10(coding).or_else(|| Self::by_display(coding)))
    }

    pub fn by_code(code: &str) -> Option<&'static Self> {
        CORE_ITEMS.iter().find(|item| item.code == code)
    }

    /// The key of a core item's words where its results have these codes: of HbA1c it is said that it is NGSP's where
    /// each code says so.
    pub fn key_of<'c, 'r>(code: &'c str, results: impl IntoIterator<Item = &'r [Coding]>) -> &'c str {
        let mut results = results.into_iter().peekable();
        match code {
            "HbA1c" if results.peek().is_some() && results.all(says_ngsp) => "HbA1c-NGSP",
            other => other,
        }
    }

    fn by_jlac10(coding: &Coding) -> Option<&'static Self> {
        let code = coding.code.as_str();
        if code.len() != 17 || !code.is_ascii() {
            return None;
        }
        let display = coding.display.as_deref().unwrap_or("");
        CORE_ITEMS.iter().filter(|item| code.starts_with(item.analyte)).find(|item| match item.rest {
            Any => true,
            Identification(part) => &code[5..9] == part,
            Result(parts) => parts.contains(&&code[15..17]),
            InUrine => &code[9..12] == "001",
            NotUrine => &code[9..12] != "001",
            Display(prefix) => display.starts_with(prefix),
        })
    }

    fn by_display(coding: &Coding) -> Option<&'static Self> {
        let display = coding.display.as_deref()?;
        CORE_ITEMS.iter().find(|item| item.code == display)
    }
}

/// JLAC10's analyte 3D046 is HbA1c by NGSP; 3D045 was that of JDS, some 0.4 lower. JLAC11 says it in the display.
fn says_ngsp(codings: &[Coding]) -> bool {
    codings.iter().filter(|coding| CORE_SYSTEMS.contains(&coding.system.as_str())).any(|coding| {
        let display = coding.display.as_deref().unwrap_or_default();
        (coding.code.len() == 17 && coding.code.starts_with("3D046")) || display == "HbA1c-NGSP"
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(code: &str, display: &str, expected: Option<&str>) {
        let coding =
            Coding { system: CORE_SYSTEMS[0].into(), code: code.into(), display: Some(display.into()) };
        assert_eq!(CoreItem::of(&[coding]).map(|item| item.code), expected, "{code} {display}");
    }

    /// Codes: the example member of each group in the guide's JLAC10 list (spec/jp-clins.md §6).
    #[wasm_bindgen_test(unsupported = test)]
    fn the_guides_examples_find_their_items() {
        check("3D010000002327101", "BG", Some("BG"));
        check("3D010129902327101", "FBS(BS)", Some("FBS"));
        check("3D010130002327101", "CBG", Some("CBG"));
        check("3A015000001827101", "ALB", Some("ALB"));
        check("3A015000000106151", "U-A/C", Some("U-AC"));
        check("2A990000001930952", "WBC", Some("WBC"));
        check("2A990000001930951", "RBC", Some("RBC"));
        check("1A990000000190153", "U-TP-定性半定量", Some("U-TP"));
        check("1A990000000190183", "U-P/C", Some("U-PC"));
        check("3D046000001906202", "HbA1c-NGSP", Some("HbA1c"));
        check("9Z999000000000000", "", None);
        check("3D０10", "全角", None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn hba1c_is_ngsps_where_each_code_says_so() {
        let coded = |system: &str, code: &str| {
            vec![Coding { system: system.into(), code: code.into(), display: Some("HbA1c".into()) }]
        };
        let ngsp = coded(CORE_SYSTEMS[0], "3D046000001906202");
        let silent = coded(CORE_SYSTEMS[1], "8A08500000000000Z");
        let elsewhere = coded("urn:local", "3D046000001906202");
        let key =
            |results: &[&Vec<Coding>]| CoreItem::key_of("HbA1c", results.iter().map(|one| one.as_slice()));
        assert_eq!(key(&[&ngsp, &ngsp]), "HbA1c-NGSP");
        for results in [&[&ngsp, &silent][..], &[&silent], &[&elsewhere], &[]] {
            assert_eq!(key(results), "HbA1c");
        }
        assert_eq!(CoreItem::key_of("FBS", [ngsp.as_slice()]), "FBS");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn another_code_system_names_no_core_item() {
        let coding = Coding {
            system: "http://medis.or.jp/CodeSystem/master-JLAC10-17digits".into(),
            code: "3D010000002327101".into(),
            display: None,
        };
        assert_eq!(CoreItem::of(&[coding]), None);
    }
}
