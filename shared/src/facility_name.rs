//! A facility's name where there is little room: without its legal form and what sort of place it is.

use crate::{ids::FacilityCode, record::Facility};

/// Before the name of a place: who runs it.
const LEGAL_FORMS: [&str; 9] = [
    "社会医療法人財団",
    "社会医療法人",
    "特定医療法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "社会福祉法人",
    "一般財団法人",
    "独立行政法人",
];

/// What sort of place it is, where a name ends.
const SORTS: [&str; 8] =
    ["総合病院", "病院", "医療センター", "クリニック", "診療所", "医院", "調剤薬局", "薬局"];

/// The name by which a facility is known among these: short where no other of them is called the same in short.
/// `None`: no name of it was sent.
pub fn short_name(facilities: &[Facility], code: &FacilityCode) -> Option<String> {
    let full = facilities.iter().find(|one| one.code == *code)?.name.as_deref()?;
    let short = shortened(full);
    let others = facilities.iter().filter(|one| one.code != *code).filter_map(|one| one.name.as_deref());
    let is_told_apart = others.map(shortened).all(|other| other != short);
    Some(if is_told_apart { short } else { full }.to_owned())
}

/// Fewer letters than this name no place.
const SHORTEST: usize = 2;

fn shortened(full: &str) -> &str {
    // Remarks in brackets at the end, of which several may stand.
    let name = full.split(['（', '(']).next().unwrap_or(full).trim();
    let place = LEGAL_FORMS.iter().find_map(|form| name.strip_prefix(form));
    // Behind a legal form stands who runs it, then the place.
    let place = place.and_then(|place| place.rsplit([' ', '　']).next());
    let name = place.unwrap_or(name);
    let short = SORTS.iter().find_map(|sort| name.strip_suffix(sort)).unwrap_or(name);
    [short, name].into_iter().find(|one| one.chars().count() >= SHORTEST).unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(names: &[&str], expected: &[&str]) {
        let code = |at: usize| FacilityCode::try_from(format!("13100000{at:02}")).unwrap();
        let facilities: Vec<Facility> = names
            .iter()
            .enumerate()
            .map(|(at, name)| Facility {
                code: code(at),
                name: Some((*name).to_owned()),
                last_received: chrono::DateTime::UNIX_EPOCH,
            })
            .collect();
        let found: Vec<String> =
            (0..names.len()).filter_map(|at| short_name(&facilities, &code(at))).collect();
        assert_eq!(found, expected, "{names:?}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_is_short_where_it_is_one_facilitys() {
        check(&["見本中央病院（架空）", "例示内科クリニック（架空）"], &["見本中央", "例示内科"]);
        check(&["医療法人社団 さくら会 さくら医院"], &["さくら"]);
        check(&["見本病院", "見本医院", "仮薬局"], &["見本病院", "見本医院", "仮薬局"]);
        check(&["病院", "Sample Clinic"], &["病院", "Sample Clinic"]);
    }
}
