//! The fields of a plain form, several of one name where boxes are ticked.

use crate::http::plumbing::form::Form;
use chrono::NaiveDate;
use shared::name::personal_name;

/// The fields of a form, in the order in which they were sent.
pub struct FormFields(Vec<(String, String)>);

impl From<Form<Vec<(String, String)>>> for FormFields {
    fn from(Form(fields): Form<Vec<(String, String)>>) -> Self {
        Self(fields)
    }
}

impl FormFields {
    /// The first field of this name, without blanks around it; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// Every field of this name.
    pub fn every(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    pub fn is_ticked(&self, name: &str) -> bool {
        self.text(name) == "yes"
    }

    /// A day as `<input type="date">` sends it; `Ok(None)` where it is empty.
    ///
    /// # Errors
    /// What is no day.
    pub fn day(&self, name: &str) -> Result<Option<NaiveDate>, ()> {
        match self.text(name) {
            "" => Ok(None),
            // Four digits of the year: chrono alone would read more, and signs.
            text if text.len() == 10 => text.parse().map(Some).map_err(|_| ()),
            _ => Err(()),
        }
    }

    /// A person's name, or a thing's; `None` where the text can be none.
    pub fn name(&self, field: &str) -> Option<String> {
        personal_name(self.text(field)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(fields: &[(&str, &str)]) -> FormFields {
        FormFields(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_name_is_words_that_everybody_sees() {
        for (typed, expected) in [
            (" 見本 花子 ", Some("見本 花子")),
            ("𠮷髙", Some("𠮷髙")),
            ("", None),
            ("   ", None),
            ("a\u{202e}b", None),
            ("a\u{200b}b", None),
            ("a\nb", None),
            ("Pаul", None),
        ] {
            assert_eq!(fields(&[("name", typed)]).name("name").as_deref(), expected, "{typed:?}");
        }
        assert!(fields(&[("name", &"あ".repeat(60))]).name("name").is_some());
        assert!(fields(&[("name", &"あ".repeat(61))]).name("name").is_none());
    }

    #[test]
    fn a_day_is_one_or_none() {
        for (typed, expected) in [
            ("", Ok(None)),
            ("2024-02-29", Ok(NaiveDate::from_ymd_opt(2024, 2, 29))),
            ("2023-02-29", Err(())),
            ("2024-2-9", Err(())),
            ("明日", Err(())),
        ] {
            assert_eq!(fields(&[("day", typed)]).day("day"), expected, "{typed}");
        }
    }
}
