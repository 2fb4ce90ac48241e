//! Which medicines the national price list knows, by the first seven characters of their codes.

/// The list's header says where and when it comes from.
const LIST: &str = include_str!("listed_medicines.txt");

/// Whether a YJ or general-name code begins like a code of the price list of 2025-07-16.
pub(crate) fn is_listed(code: &str) -> bool {
    let Some(prefix) = code.get(..7) else { return false };
    let lines = LIST.as_bytes();
    // Every data line is seven characters and a line feed, so the list can be halved in place.
    let start = LIST.find("\n1").map_or(0, |at| at + 1);
    let (mut low, mut high) = (0, (lines.len() - start) / 8);
    while low < high {
        let middle = low.midpoint(high);
        let at = start + middle * 8;
        match LIST.get(at..at + 7).map(|listed| listed.cmp(prefix)) {
            Some(std::cmp::Ordering::Equal) => return true,
            Some(std::cmp::Ordering::Less) => low = middle + 1,
            _ => high = middle,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_list_is_sorted_and_finds_each_of_its_lines() {
        let listed: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(listed.len(), 3240);
        assert!(listed.is_sorted());
        assert!(listed.iter().all(|prefix| prefix.len() == 7 && is_listed(prefix)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn knows_a_mistyped_code() {
        assert!(is_listed("1124030F2ZZZ"));
        assert!(!is_listed("2124030F2ZZZ"));
        assert!(!is_listed("112"));
        assert!(!is_listed("抱水クロラール"));
        assert!(!is_listed("9999999ZZZZZ"));
    }
}
