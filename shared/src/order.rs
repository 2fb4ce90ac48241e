//! Sorting long facts, compiled once. `slice::sort_by` is compiled anew for every type and every order, and weighs
//! two kilobytes each time; a phone downloads them all.

use std::cmp::Ordering;

/// Sorts; what compares equal keeps its order.
///
/// ```
/// let mut list = ["b2", "a1", "b1"];
/// shared::order::sort_by(&mut list, |one, other| one[..1].cmp(&other[..1]));
/// assert_eq!(list, ["a1", "b2", "b1"]);
/// ```
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if list.len() < 2 {
        return;
    }
    let mut from = sorted_places(list.len(), &|one, other| compare(&list[one], &list[other]));
    // Each circle of places once: what belongs at a place comes there, what stood there moves on.
    for start in 0..from.len() {
        let mut place = start;
        while from[place] != start {
            list.swap(place, from[place]);
            place = std::mem::replace(&mut from[place], place);
        }
        from[place] = place;
    }
}

/// For each place, the place from which what belongs there comes.
fn sorted_places(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_library_does(list in prop::collection::vec((0_u8..6, any::<u16>()), 0..60)) {
            let mut expected = list.clone();
            expected.sort_by_key(|one| std::cmp::Reverse(one.0));
            let mut sorted = list;
            sort_by(&mut sorted, |one, other| other.0.cmp(&one.0));
            prop_assert_eq!(sorted, expected);
        }
    }
}
