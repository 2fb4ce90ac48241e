//! Units in which laboratories here report the core items: what a range without a unit is taken to be in.
//!
//! Sources: JCCLS 共用基準範囲 (2022) for the units of its 40 items; besides those, other ways of writing the same size
//! (IU/L, mEq/L, counts in ones, hundreds, thousands or ten thousands). Checked 2026-11.

use super::{CoreItem, Unit};
use crate::record::Coding;

const UNITS: [(&[&str], &[&str]); 13] = [
    (
        &[
            "BG", "FBS", "CBG", "BUN", "Cre", "UA", "T-Bil", "D-Bil", "LDL-C", "HDL-C", "TG", "FTG", "CTG",
            "T-CHO", "Ca", "CRP",
        ],
        &["mg/dL"],
    ),
    (&["HbA1c"], &["%", "%(NGSP)", "%NGSP"]),
    (&["Cys-C"], &["mg/L", "μg/mL"]),
    (&["AST", "ALT", "GGT", "ALP", "LD", "ChE", "AMY", "CK"], &["U/L", "IU/L"]),
    (&["WBC"], &["10^3/μL", "10^2/μL", "/μL", "10^9/L"]),
    (&["RBC"], &["10^6/μL", "10^4/μL", "10^12/L"]),
    (&["PLT"], &["10^3/μL", "10^4/μL", "10^9/L"]),
    (&["Hb", "TP", "ALB"], &["g/dL"]),
    (&["Na", "K", "Cl"], &["mmol/L", "mEq/L"]),
    (&["BNP", "NT-proBNP"], &["pg/mL", "ng/L"]),
    (&["PT-Sec", "APTT"], &["s"]),
    (&["PT-Act"], &["%"]),
    (&["DD"], &["μg/mL", "mg/L", "μg/mL(FEU)", "μg/mLFEU"]),
];

/// Whether this unit is one of those; `None`: of this test none are listed.
pub(super) fn is_usual(unit: &str, codes: &[Coding]) -> Option<bool> {
    let item = CoreItem::of(codes)?;
    let (_, units) = UNITS.iter().find(|(items, _)| items.contains(&item.code))?;
    let unit = Unit::read(unit);
    Some(units.iter().any(|usual| Unit::read(usual) == unit))
}

#[cfg(test)]
mod tests {
    use super::super::CORE_ITEMS;
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(display: &str, unit: &str, expected: Option<bool>) {
        let code = CORE_ITEMS.iter().find(|item| item.code == display).map(|item| item.code.to_owned());
        let coding = Coding {
            system: "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS".into(),
            code: "x".into(),
            display: code,
        };
        assert_eq!(is_usual(unit, &[coding]), expected, "{display} in {unit}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn units_of_readers_abroad_are_not_usual_here() {
        for (item, usual, abroad) in [
            ("TG", "ｍｇ／ｄＬ", "mmol/L"),
            ("HbA1c", "%", "mmol/mol"),
            ("CRP", "mg/dl", "mg/L"),
            ("Ca", "mg/dL", "mmol/L"),
            ("Cre", "MG/DL", "μmol/L"),
            ("Hb", "g/dL", "g/L"),
            ("PT-Sec", "秒", "%"),
            ("K", "mEq/L", "mg/dL"),
        ] {
            check(item, usual, Some(true));
            check(item, abroad, Some(false));
        }
        check("PT-INR", "mmol/L", None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_item_of_the_table_is_a_core_item_and_stands_once() {
        let mut named: Vec<&str> = UNITS.iter().flat_map(|(items, _)| items.iter().copied()).collect();
        assert!(named.iter().all(|code| CoreItem::by_code(code).is_some()), "{named:?}");
        let all = named.len();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), all);
    }
}
