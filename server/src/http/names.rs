//! Names that people type: of themselves, and of their keys.

const LONGEST: usize = 60;

/// The name as it is kept: 1 to 60 characters, none of which hides or turns the others around.
pub fn own_name(typed: &str) -> Option<String> {
    let name = typed.trim();
    let long = name.chars().count();
    let plain = !name.chars().any(|letter| letter.is_control() || turns_or_hides(letter));
    ((1..=LONGEST).contains(&long) && plain).then(|| name.to_owned())
}

fn turns_or_hides(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_as_it_is() {
        for (typed, kept) in [
            (" 母のスマホ ", Some("母のスマホ")),
            ("", None),
            ("  ", None),
            ("a\u{202e}b", None),
            ("a\nb", None),
            (&"あ".repeat(61), None),
        ] {
            assert_eq!(own_name(typed).as_deref(), kept, "{typed:?}");
        }
    }
}
