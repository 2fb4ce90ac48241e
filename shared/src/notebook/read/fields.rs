//! The pass that reads the fields of one record.

use crate::notebook::{
    Direction, Field, Flaw, Problem, SentCode, WhyUnread,
    line::Line,
    rule::{Needed, Pass, Rule},
    value::{CodeKind, Value},
};

/// A record with the number of what it belongs to; 0 where it belongs to nothing but its place.
pub(super) struct Belonging<R> {
    pub to: u16,
    pub record: R,
}

pub(super) struct Reading<'a> {
    line: u32,
    record: u16,
    fields: Vec<&'a str>,
    next: usize,
    /// Whether a facility wrote it for a person.
    of_facility: bool,
    to: u16,
    unread: Option<WhyUnread>,
    doubts: Vec<Problem>,
}

impl<'a> Reading<'a> {
    pub fn new(line: Line<'a>, direction: Option<&Direction>) -> Self {
        Self {
            line: line.line,
            record: line.number().unwrap_or_default(),
            fields: line.fields().collect(),
            next: 1,
            of_facility: direction == Some(&Direction::ToPatient),
            to: 0,
            unread: None,
            doubts: Vec::new(),
        }
    }

    /// Something beyond the fields that have been passed.
    pub fn more_fields(&self) -> Option<WhyUnread> {
        let more = self.fields.iter().skip(self.next).any(|text| !text.is_empty());
        more.then(|| WhyUnread::MoreFields { known: u16::try_from(self.next - 1).unwrap_or(u16::MAX) })
    }

    /// # Errors
    /// Why the record says nothing.
    pub fn finish(self) -> Result<(u16, Vec<Problem>), WhyUnread> {
        match self.unread {
            Some(why) => Err(why),
            None => Ok((self.to, self.doubts)),
        }
    }

    fn next(&mut self) -> &'a str {
        let text = self.fields.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        text
    }

    fn flawed(&mut self, field: Field, flaw: Flaw) {
        self.doubts.push(Problem::Field { line: self.line, record: self.record, field, flaw });
    }

    fn is_needed(&self, rule: Rule) -> bool {
        match rule.needed {
            Needed::Always => true,
            Needed::OfFacility => self.of_facility,
            Needed::Never => false,
        }
    }
}

impl Pass for Reading<'_> {
    fn field<V: Value>(&mut self, field: Field, rule: Rule, value: &mut Option<V>) {
        match self.next() {
            "" if self.is_needed(rule) => self.flawed(field, Flaw::Missing),
            "" => {}
            text => {
                let (read, flaw) = V::of(text);
                *value = Some(read);
                if let Some(flaw) = flaw {
                    self.flawed(field, flaw);
                }
            }
        }
    }

    fn words(&mut self, field: Field, _bytes: usize, value: &mut String) {
        match self.next() {
            "" => {
                self.unread.get_or_insert(WhyUnread::Missing(field));
            }
            text => {
                let (read, flaw) = String::of(text);
                *value = read;
                if let Some(flaw) = flaw {
                    self.flawed(field, flaw);
                }
            }
        }
    }

    fn belongs_to(&mut self, field: Field) {
        let why = match self.next() {
            "" => WhyUnread::Missing(field),
            text => match text.parse() {
                Ok(number) => {
                    self.to = number;
                    return;
                }
                Err(_) => WhyUnread::NotANumber(field),
            },
        };
        self.unread.get_or_insert(why);
    }

    fn code<K: CodeKind>(
        &mut self,
        (kind_field, code_field): (Field, Field),
        rule: Rule,
        _bytes: usize,
        value: &mut SentCode<K>,
    ) {
        self.field(kind_field, rule, &mut value.kind);
        let code = self.next();
        value.code = Some(code.to_owned()).filter(|code| !code.is_empty());
        let flaw = match (&value.kind, code) {
            (None, "") => None,
            (None, _) if !self.is_needed(rule) => Some((kind_field, Flaw::Missing)),
            (None, _) => None,
            (Some(kind), "") => (!kind.is_none()).then_some((code_field, Flaw::Missing)),
            (Some(kind), _) if kind.is_none() => Some((code_field, Flaw::CodeOfNoKind)),
            (Some(kind), code) => kind.check(code).err().map(|why| (code_field, Flaw::InvalidCode(why))),
        };
        if let Some((field, flaw)) = flaw {
            self.flawed(field, flaw);
        }
    }
}
