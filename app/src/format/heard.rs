//! Signs in words, for those who hear a page: screen readers pass over `<` and `>`, and `<10` is heard as 10.

use crate::t;
use shared::record::Comparator;

/// `text` with words in place of its signs of comparison; `None` where it has none before a number.
pub fn heard(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let (mut said, mut found, mut at) = (String::with_capacity(text.len()), false, 0);
    while at < letters.len() {
        match comparison(&letters[at..]) {
            Some((sign, number, length)) => {
                found = true;
                said.push_str(&in_words(sign, number));
                at += length;
            }
            None => {
                said.push(letters[at]);
                at += 1;
            }
        }
    }
    found.then_some(said)
}

fn in_words(sign: Comparator, number: String) -> String {
    match sign {
        Comparator::Less => t!("heard-less", value = number),
        Comparator::LessOrEqual => t!("heard-at-most", value = number),
        Comparator::GreaterOrEqual => t!("heard-at-least", value = number),
        Comparator::Greater => t!("heard-greater", value = number),
    }
}

/// The sign that `letters` begin with, the number behind it with its unit, and how many letters that is.
fn comparison(letters: &[char]) -> Option<(Comparator, String, usize)> {
    let equal = matches!(letters.get(1), Some('=' | '\u{ff1d}'));
    let (sign, signs) = match (letters.first()?, equal) {
        ('<' | '\u{ff1c}', true) => (Comparator::LessOrEqual, 2),
        ('<' | '\u{ff1c}', false) => (Comparator::Less, 1),
        ('>' | '\u{ff1e}', true) => (Comparator::GreaterOrEqual, 2),
        ('>' | '\u{ff1e}', false) => (Comparator::Greater, 1),
        ('≤' | '≦', _) => (Comparator::LessOrEqual, 1),
        ('≥' | '≧', _) => (Comparator::GreaterOrEqual, 1),
        _ => return None,
    };
    let blank = |at: usize| letters[at..].iter().take_while(|letter| letter.is_whitespace()).count();
    let run = |at: usize, is_in: fn(char) -> bool| {
        letters[at..].iter().take_while(|letter| is_in(**letter)).count()
    };
    let from = signs + blank(signs);
    let mut to = from + run(from, is_of_a_number);
    if to == from {
        return None;
    }
    let unit = to + blank(to);
    if letters.get(unit).is_some_and(|first| !first.is_ascii_digit()) {
        let length = run(unit, is_of_a_unit);
        to = if length > 0 { unit + length } else { to };
    }
    Some((sign, letters[from..to].iter().collect(), to))
}

fn is_of_a_number(letter: char) -> bool {
    letter.is_numeric() || letter == '.'
}

fn is_of_a_unit(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '%' | '/' | '^' | '*' | '×' | 'μ' | 'µ' | '.')
}
