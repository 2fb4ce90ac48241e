//! What the format asks of a field, and the two passes over a record's fields: one reads them, one writes them.

use super::{
    Field, SentCode,
    value::{CodeKind, Value},
};

/// What the format asks of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub needed: Needed,
    /// The most that is written, in bytes of Shift_JIS. More than that is read all the same.
    pub bytes: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    Always,
    /// Of a facility that writes for a person.
    OfFacility,
    Never,
}

pub(super) const fn always(bytes: usize) -> Rule {
    Rule { needed: Needed::Always, bytes }
}

pub(super) const fn of_facility(bytes: usize) -> Rule {
    Rule { needed: Needed::OfFacility, bytes }
}

pub(super) const fn free(bytes: usize) -> Rule {
    Rule { needed: Needed::Never, bytes }
}

/// One way over the fields of a record, in their order.
pub(super) trait Pass {
    fn field<V: Value>(&mut self, field: Field, rule: Rule, value: &mut Option<V>);

    /// Words without which the record says nothing.
    fn words(&mut self, field: Field, bytes: usize, value: &mut String);

    /// The number of what the record belongs to: its RP, or its OTC medicine.
    fn belongs_to(&mut self, field: Field);

    /// A kind of code, and the code.
    fn code<K: CodeKind>(
        &mut self,
        fields: (Field, Field),
        kind: Rule,
        bytes: usize,
        value: &mut SentCode<K>,
    );
}

/// A record: its fields in the order of the format, the same for reading and for writing.
pub(super) trait Record: Clone + Default {
    fn fields(&mut self, pass: &mut impl Pass);
}
