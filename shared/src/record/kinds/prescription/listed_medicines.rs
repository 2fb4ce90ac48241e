//! Which medicines the national price list knows, by the first seven characters of their codes: the same table that
//! names their ingredients.

/// The table's header says where and when it comes from.
const TABLE: &str = include_str!("../../../../knowledge/ingredients.txt");

/// Whether a YJ or general-name code begins like a code of the price list of 2025-07-16.
pub(crate) fn is_listed(code: &str) -> bool {
    let Some(prefix) = code.get(..7) else { return false };
    // Lines are sorted by the prefix they begin with, so the text can be halved in place.
    let (mut low, mut high) = (TABLE.find("\n1").map_or(0, |at| at + 1), TABLE.len());
    while low < high {
        let middle = line_start(low, low.midpoint(high));
        match TABLE.get(middle..middle + 7).map(|listed| listed.cmp(prefix)) {
            Some(std::cmp::Ordering::Equal) => return true,
            Some(std::cmp::Ordering::Less) => low = line_end(middle),
            _ => high = middle,
        }
    }
    false
}

/// Where the line that holds this byte begins, not before `from`.
fn line_start(from: usize, at: usize) -> usize {
    TABLE.as_bytes()[from..at].iter().rposition(|byte| *byte == b'\n').map_or(from, |found| from + found + 1)
}

/// Where the line after this one begins.
fn line_end(start: usize) -> usize {
    TABLE.as_bytes()[start..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(TABLE.len(), |found| start + found + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_list_is_sorted_and_finds_each_of_its_lines() {
        let listed: Vec<&str> =
            TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.get(..7)).collect();
        assert_eq!(listed.len(), 3240);
        assert!(listed.is_sorted());
        assert!(listed.iter().all(|prefix| is_listed(prefix)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn knows_a_mistyped_code() {
        assert!(is_listed("1124030F2ZZZ"));
        assert!(!is_listed("2124030F2ZZZ"));
        assert!(!is_listed("112"));
        assert!(!is_listed("0000000F1ZZZ"));
        assert!(!is_listed("抱水クロラール"));
        assert!(!is_listed("9999999ZZZZZ"));
    }
}
