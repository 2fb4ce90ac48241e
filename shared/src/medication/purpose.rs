//! What medicines of a class do, by their codes: the classes are those of the national price list (薬効分類).

use crate::{
    medicine_code::{MedicineCode, Prefix},
    record::Prescription,
};

/// The first digits of a code, and what such medicines do; the longest that fits holds. Classes that name an illness or do
/// several things have none, and some medicines do something else than their class (`""`).
///
/// Source: 日本標準商品分類 87 (the first four digits); ingredients by shared/knowledge/ingredients.txt; read 2026-11-30.
const BY_CODE: [(&str, &str); 99] = [
    ("1124", "calm-sleep"),
    ("1129007", "sleep"),
    ("1129009", "sleep"),
    ("1129010", "sleep"),
    ("1141", "pain"),
    ("1145", "pain"),
    ("1147", "pain"),
    ("1149", "pain"),
    ("1149031", ""),
    ("1190016", "sleep"),
    ("1190023", "sleep"),
    ("1190027", "sleep"),
    ("1190033", "sleep"),
    ("1339002", "dizziness"),
    ("1339005", "dizziness"),
    ("2113", "heart"),
    ("2122", "pulse"),
    ("2123", "pulse-pressure"),
    ("2129", "pulse"),
    ("2132", "water"),
    ("2133", "water"),
    ("2139", "water"),
    ("214", "blood-pressure"),
    ("2171", "vessels"),
    ("2171014", "vessels-pressure"),
    ("2171020", "vessels-pressure"),
    ("2171021", "vessels-pressure"),
    ("2171022", "vessels-pressure"),
    ("2183", "lipids"),
    ("2189", "lipids"),
    ("2190024", "phosphate"),
    ("2190025", "phosphate"),
    ("2190029", "phosphate"),
    ("222", "cough"),
    ("2233", "phlegm"),
    ("2234", "phlegm"),
    ("2239", "phlegm"),
    ("225", "airways"),
    ("229070", "airways"),
    ("229080", "airways"),
    ("2316", "bowels"),
    ("232", "stomach"),
    ("2329009", ""),
    ("2344002", "constipation-acid"),
    ("2344009", "constipation-acid"),
    ("235", "constipation"),
    ("2362", "bile"),
    ("2399005", "stomach-moves"),
    ("2399008", "stomach-moves"),
    ("2399010", "stomach-moves"),
    ("2431", "thyroid"),
    ("2456", "steroid"),
    ("2492", "blood-sugar"),
    ("2492700", ""),
    ("2590005", "bladder"),
    ("2590007", "bladder"),
    ("2590008", "urine"),
    ("2590009", "urine"),
    ("2590010", "urine"),
    ("2590011", "bladder"),
    ("2590013", "bladder"),
    ("2590014", "bladder"),
    ("2590015", "bladder"),
    ("2590017", "bladder"),
    ("3112", "vitamin-d"),
    ("3222", "iron"),
    ("3332", "clotting"),
    ("3339001", "clotting"),
    ("3339002", "clotting"),
    ("3339003", "clotting"),
    ("3339004", "clotting"),
    ("3399001", "clotting"),
    ("3399002", "clotting"),
    ("3399007", "clotting"),
    ("3399008", "clotting"),
    ("3399009", "clotting"),
    ("3399011", "clotting"),
    ("33991", "clotting"),
    ("3943", "urate"),
    ("3949002", "urate"),
    ("3949003", "urate"),
    ("3949004", "urate"),
    ("3949005", "urate"),
    ("396", "blood-sugar"),
    ("3999018", "bones"),
    ("3999019", "bones"),
    ("3999026", "bones"),
    ("441", "allergy"),
    ("4490014", "allergy"),
    ("4490017", "allergy"),
    ("4490019", "allergy"),
    ("449002", "allergy"),
    ("4490032", "allergy"),
    ("4490033", "allergy"),
    ("4490034", "allergy"),
    ("613", "bacteria"),
    ("614", "bacteria"),
    ("6152", "bacteria"),
    ("6241", "bacteria"),
];

/// What medicines of its class do, by the name of its words (`blood-pressure`): the class's purpose, and not the doctor's,
/// who may have prescribed it for something else. `None`: no code of it tells, or they do not agree.
pub fn of(prescription: &Prescription) -> Option<&'static str> {
    let codes = prescription.codes.iter().filter_map(MedicineCode::of_coding).flatten();
    let mut told = codes.filter_map(|code| code.prefix()).map(of_prefix);
    let first = told.next()??;
    told.all(|other| other == Some(first)).then_some(first)
}

fn of_prefix(prefix: Prefix) -> Option<&'static str> {
    let digits = prefix.to_string();
    let fitting = BY_CODE.iter().filter(|(first, _)| digits.starts_with(first));
    fitting
        .max_by_key(|(first, _)| first.len())
        .map(|(_, purpose)| *purpose)
        .filter(|known| !known.is_empty())
}

/// The names of all, some more than once.
pub fn all() -> impl Iterator<Item = &'static str> {
    BY_CODE.iter().map(|(_, purpose)| *purpose).filter(|known| !known.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_longest_class_that_fits_holds_and_most_have_none() {
        for (code, expected) in [
            ("2149044", Some("blood-pressure")),
            ("2171022", Some("vessels-pressure")),
            ("2171017", Some("vessels")),
            ("2329023", Some("stomach")),
            // Sulpiride, glucagon: something else than the rest of their class.
            ("2329009", None),
            ("2492700", None),
            ("2492416", Some("blood-sugar")),
            // Against cancer, for the mind, against HIV.
            ("4291003", None),
            ("1179045", None),
            ("6250030", None),
        ] {
            assert_eq!(of_prefix(Prefix::try_from(code).unwrap()), expected, "{code}");
        }
    }
}
