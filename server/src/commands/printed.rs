//! Text that others sent, at an operator's terminal: it makes no line, no column and no command of its own.

use shared::unseen::is_unseen;

/// The text with every character that does not show written as its number (`\u{a}`).
pub fn printed(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_unseen(letter) { written.extend(letter.escape_unicode()) } else { written.push(letter) }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn what_moves_a_terminal_is_written_as_its_number() {
        for (text, expected) in [
            ("見本　花子 (1)", "見本　花子 (1)"),
            ("九\n1\t2\r", "九\\u{a}1\\u{9}2\\u{d}"),
            ("\u{1b}[2J\u{9b}31m\u{7}", "\\u{1b}[2J\\u{9b}31m\\u{7}"),
            ("\u{202e}子\u{2028}\u{200b}", "\\u{202e}子\\u{2028}\\u{200b}"),
        ] {
            assert_eq!(printed(text), expected, "{text:?}");
        }
    }
}
