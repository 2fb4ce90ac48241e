//! The pass that writes the fields of one record.

use super::CannotWrite;
use crate::{
    notebook::{
        Field, SentCode,
        line::bytes,
        rule::{Needed, Pass, Rule},
        value::{CodeKind, Value},
    },
    unseen::is_unseen,
};

pub(super) struct Writing {
    line: u32,
    record: u16,
    of_facility: bool,
    to: u16,
    pub text: String,
    pub refused: Vec<CannotWrite>,
}

impl Writing {
    pub fn new(record: u16, to: u16, line: u32, of_facility: bool) -> Self {
        Self { line, record, of_facility, to, text: record.to_string(), refused: Vec::new() }
    }

    fn refuse(&mut self, why: impl FnOnce(u32, u16) -> CannotWrite) {
        self.refused.push(why(self.line, self.record));
    }

    fn is_needed(&self, rule: Rule) -> bool {
        match rule.needed {
            Needed::Always => true,
            Needed::OfFacility => self.of_facility,
            Needed::Never => false,
        }
    }

    fn put(&mut self, field: Field, most: usize, text: &str) {
        if let Some(letter) = text.chars().find(|letter| is_unseen(*letter) || *letter > '\u{ffff}') {
            self.refuse(|line, record| CannotWrite::Letter { line, record, field, letter });
        }
        let found = bytes(text);
        if found > most {
            self.refuse(|line, record| CannotWrite::TooLong { line, record, field, found, most });
        }
        self.text.push(',');
        self.text.push_str(text);
    }

    fn put_words(&mut self, field: Field, most: usize, words: &str) {
        self.put(field, most, &words.trim().replace(',', "，"));
    }

    /// A code, or what else is no words.
    fn put_exactly(&mut self, field: Field, most: usize, text: &str) {
        if text != text.trim() || text.contains(',') {
            self.refuse(|line, record| CannotWrite::OtherForm { line, record, field });
        }
        self.put(field, most, text);
    }

    fn missing(&mut self, field: Field) {
        self.refuse(|line, record| CannotWrite::Missing { line, record, field });
    }
}

impl Pass for Writing {
    fn field<V: Value>(&mut self, field: Field, rule: Rule, value: &mut Option<V>) {
        let text = value.as_ref().map(V::written).unwrap_or_default();
        if text.trim().is_empty() {
            if self.is_needed(rule) {
                self.missing(field);
            }
            self.text.push(',');
        } else if V::WORDS {
            self.put_words(field, rule.bytes, &text);
        } else {
            if value.as_ref() != Some(&V::of(&text).0) {
                self.refuse(|line, record| CannotWrite::OtherForm { line, record, field });
            }
            self.put_exactly(field, rule.bytes, &text);
        }
    }

    fn words(&mut self, field: Field, bytes: usize, value: &mut String) {
        if value.trim().is_empty() {
            self.missing(field);
        }
        self.put_words(field, bytes, value);
    }

    fn belongs_to(&mut self, field: Field) {
        let number = self.to.to_string();
        self.put_exactly(field, 3, &number);
    }

    fn code<K: CodeKind>(
        &mut self,
        (kind_field, field): (Field, Field),
        rule: Rule,
        bytes: usize,
        value: &mut SentCode<K>,
    ) {
        self.field(kind_field, rule, &mut value.kind);
        let code = value.code.as_deref().unwrap_or_default();
        match (&value.kind, code) {
            (None, "") => {}
            (None, _) if self.is_needed(rule) => {}
            (None, _) => self.missing(kind_field),
            (Some(kind), "") if !kind.is_none() => self.missing(field),
            (Some(kind), code) if kind.is_none() && !code.is_empty() => {
                self.refuse(|line, record| CannotWrite::CodeOfNoKind { line, record, field });
            }
            (Some(_), _) => {}
        }
        self.put_exactly(field, bytes, code);
    }
}
