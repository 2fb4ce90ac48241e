//! What doses are counted in.

use crate::nfkc::nfkc;

/// Units of doses as they are sent, each with its name.
const UNITS: [(&str, &str); 16] = [
    ("錠", "tablet"),
    ("T", "tablet"),
    ("カプセル", "capsule"),
    ("C", "capsule"),
    ("包", "packet"),
    ("枚", "sheet"),
    ("個", "piece"),
    ("瓶", "bottle"),
    ("袋", "bag"),
    ("滴", "drop"),
    ("丸", "pill"),
    ("吸入", "inhalation"),
    ("噴霧", "spray"),
    ("単位", "unit"),
    ("回", "time"),
    ("キット", "kit"),
];

/// The name of the unit in which a dose is counted: `tablet`; `None`: it is not known, or no such unit.
pub fn counted_in(sent: &str) -> Option<&'static str> {
    let plain = nfkc(sent.trim());
    UNITS.iter().find(|(unit, _)| *unit == plain).map(|(_, name)| *name)
}

/// The names of all these units.
pub fn counted_units() -> impl Iterator<Item = &'static str> {
    UNITS.iter().map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_in_any_width() {
        for (sent, expected) in [
            ("錠", Some("tablet")),
            (" Ｔ", Some("tablet")),
            ("ｶﾌﾟｾﾙ", Some("capsule")),
            ("mg", None),
            ("", None),
        ] {
            assert_eq!(counted_in(sent), expected, "{sent}");
        }
    }
}
