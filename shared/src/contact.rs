//! 緊急連絡先: somebody to ring about a person in an emergency, as the person names them.

use crate::{
    nfkc::nfkc,
    telephone::Telephone,
    unseen::{is_seen, is_unseen},
};
use serde::{Deserialize, Serialize};

/// So many somebody may name: in an emergency nobody reads a list.
pub const MOST: i64 = 3;
pub const LONGEST_NAME: usize = 60;
pub const LONGEST_RELATION: usize = 40;

/// Somebody to ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    /// 続柄, in the person's words; `None`: not said.
    pub relation: Option<String>,
    pub telephone: Telephone,
}

/// The form in which one is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub name: String,
    pub relation: String,
    pub telephone: String,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name,
    Relation,
    Telephone,
}

/// Fault of one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("{0:?}: something expected, found nothing")]
    Empty(Field),
    #[error("{field:?}: at most {most} characters expected, found {found}")]
    TooLong { field: Field, most: usize, found: usize },
    #[error("{0:?}: words of letters that can be seen expected")]
    NotText(Field),
    #[error("a telephone number with its area code expected, as 090-0000-0000 or +81-90-0000-0000")]
    NotATelephone,
}

impl Wrong {
    /// The field to mend.
    pub fn field(self) -> Field {
        match self {
            Self::Empty(field) | Self::TooLong { field, .. } | Self::NotText(field) => field,
            Self::NotATelephone => Field::Telephone,
        }
    }
}

impl ContactForm {
    /// The contact as it may be stored: without blanks around words, the number in half width.
    ///
    /// # Errors
    /// Every field that cannot be read, in their order.
    pub fn read(&self) -> Result<Contact, Vec<Wrong>> {
        let name = words(Field::Name, LONGEST_NAME, &self.name);
        let name = name.and_then(|name| name.ok_or(Wrong::Empty(Field::Name)));
        let relation = words(Field::Relation, LONGEST_RELATION, &self.relation);
        match (name, relation, telephone(&self.telephone)) {
            (Ok(name), Ok(relation), Ok(telephone)) => Ok(Contact { name, relation, telephone }),
            (name, relation, telephone) => {
                Err([name.err(), relation.err(), telephone.err()].into_iter().flatten().collect())
            }
        }
    }
}

fn words(field: Field, most: usize, typed: &str) -> Result<Option<String>, Wrong> {
    let words = typed.trim();
    if words.is_empty() {
        return Ok(None);
    }
    let found = words.chars().count();
    if found > most {
        return Err(Wrong::TooLong { field, most, found });
    }
    let is_text = words.chars().any(is_seen) && !words.chars().any(is_unseen);
    if is_text { Ok(Some(words.to_owned())) } else { Err(Wrong::NotText(field)) }
}

/// A number that another person's telephone rings: as it is written on paper (０９０（００００）００００) or with its country.
fn telephone(typed: &str) -> Result<Telephone, Wrong> {
    let plain = nfkc(typed.trim());
    if plain.is_empty() {
        return Err(Wrong::Empty(Field::Telephone));
    }
    // +81 (0)90 …: the zero of calls within the country goes with its code.
    let plain = if plain.starts_with('+') { plain.replace("(0)", " ") } else { plain.into_owned() };
    let mut parts: Vec<&str> = plain.split(is_between).filter(|part| !part.is_empty()).collect();
    if let ["+81", second, ..] = &mut parts[..] {
        *second = second.strip_prefix('0').unwrap_or(second);
    }
    parts.retain(|part| !part.is_empty());
    let number = Telephone::try_from(parts.join("-")).map_err(|_| Wrong::NotATelephone)?;
    let digits: String = number.as_str().chars().filter(char::is_ascii_digit).collect();
    let is_whole = match number.as_str() {
        abroad if abroad.starts_with("+81") => (11..=12).contains(&digits.len()),
        abroad if abroad.starts_with('+') => digits.len() >= SHORTEST_ABROAD,
        // Calls abroad from Japan.
        abroad if abroad.starts_with("00") || abroad.starts_with("010") => digits.len() > 10,
        within => within.starts_with('0') && digits.len() == length_within(&digits),
    };
    if is_whole { Ok(number) } else { Err(Wrong::NotATelephone) }
}

/// Digits of a number within Japan: eleven of a mobile, an IP telephone or a freephone of 0800, ten of all others.
fn length_within(digits: &str) -> usize {
    let long = ["020", "050", "060", "070", "080", "090", "0800"];
    if long.iter().any(|start| digits.starts_with(start)) { 11 } else { 10 }
}

/// With the country's code.
const SHORTEST_ABROAD: usize = 7;

/// What people write between the parts of a number.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '(' | ')' | 'ー' | '−' | '‐' | '‑' | '–' | '—' | '―' | '.' | '・')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, relation: &str, telephone: &str) -> Result<Contact, Vec<Wrong>> {
        let [name, relation, telephone] = [name, relation, telephone].map(str::to_owned);
        ContactForm { name, relation, telephone }.read()
    }

    fn number(typed: &str) -> Option<String> {
        read("見本 太郎", "", typed).ok().map(|one| one.telephone.as_str().to_owned())
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, read) in [
            ("090-0000-0000", "090-0000-0000"),
            ("09000000000", "09000000000"),
            ("０９０（００００）００００", "090-0000-0000"),
            (" 090 0000 0000 ", "090-0000-0000"),
            ("03ー0000ー0000", "03-0000-0000"),
            ("(03) 0000-0000", "03-0000-0000"),
            ("+81 90 0000 0000", "+81-90-0000-0000"),
            ("＋４９‐３０‐００００００", "+49-30-000000"),
            ("+81 (0)90-0000-0000", "+81-90-0000-0000"),
            ("+81-090-0000-0000", "+81-90-0000-0000"),
            ("0800-000-0000", "0800-000-0000"),
            ("010-1-212-000-0000", "010-1-212-000-0000"),
        ] {
            assert_eq!(number(typed).as_deref(), Some(read), "{typed}");
        }
        for typed in
            ["119", "0000-0000", "12-3456-7890", "電話なし", "090-0000-0000 夜だけ", "090 0000 00001 23456"]
        {
            assert_eq!(read("見本 太郎", "", typed), Err(vec![Wrong::NotATelephone]), "{typed}");
        }
    }

    #[test]
    fn every_field_that_cannot_be_read_is_named() {
        let wrong = read(" 　", "\u{200b}", "").unwrap_err();
        let expected =
            [Wrong::Empty(Field::Name), Wrong::NotText(Field::Relation), Wrong::Empty(Field::Telephone)];
        assert_eq!(wrong, expected);
        assert_eq!(
            wrong.iter().map(|one| one.field()).collect::<Vec<_>>(),
            [Field::Name, Field::Relation, Field::Telephone]
        );
        for (most, field) in [(LONGEST_NAME, Field::Name), (LONGEST_RELATION, Field::Relation)] {
            let typed = |length: usize| {
                let long = "あ".repeat(length);
                let [name, relation] =
                    if field == Field::Name { [long.as_str(), ""] } else { ["あ", long.as_str()] };
                read(name, relation, "090-0000-0000")
            };
            assert!(typed(most).is_ok());
            assert_eq!(typed(most + 1), Err(vec![Wrong::TooLong { field, most, found: most + 1 }]));
        }
    }

    #[test]
    fn words_are_kept_without_blanks_around_them() {
        let one = read(" 見本 太郎　", " 長男 ", "090-0000-0000").unwrap();
        assert_eq!((one.name.as_str(), one.relation.as_deref()), ("見本 太郎", Some("長男")));
        assert_eq!(read("見本 太郎", " ", "090-0000-0000").unwrap().relation, None);
    }
}
