//! Letters that nobody sees: where they stand, what is read is not what is there.

/// Controls, marks that turn the line around, letters without width or meaning of their own. What chooses the
/// form of the ideograph before it (U+FE00–FE0F, U+E0100–E01EF) belongs to names and stays.
pub fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e00ff}'
            | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a letter is seen where it stands alone: what chooses a form of the one before it is not.
pub fn is_seen(letter: char) -> bool {
    let chooses_a_form = matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    !letter.is_whitespace() && !chooses_a_form && !is_unseen(letter)
}
