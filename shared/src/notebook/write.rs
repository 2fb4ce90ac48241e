//! From a notebook to text, in the newest version.

mod fields;

use super::{
    Direction, Dispensing, Field, Note, Notebook, OtcMedicine, Prescribed, Rp, Stated, Version,
    layout::{RpNote, Visit},
    rule::Record,
};
use fields::Writing;

/// Why a notebook is not written. Lines are those of the text that would come out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotWrite {
    #[error("line {line}, record {record}, {field}: something expected, found nothing")]
    Missing { line: u32, record: u16, field: Field },
    #[error("line {line}, record {record}, {field}: letters of Shift_JIS that can be seen expected, found U+{letter:04X}", letter = *.letter as u32)]
    Letter { line: u32, record: u16, field: Field, letter: char },
    #[error("line {line}, record {record}, {field}: at most {most} bytes expected, found {found}")]
    TooLong { line: u32, record: u16, field: Field, found: usize, most: usize },
    /// Read again, it would be another value.
    #[error("line {line}, record {record}, {field}: a value as the format writes it expected")]
    OtherForm { line: u32, record: u16, field: Field },
    #[error("line {line}, record {record}, {field}: no code expected beside a kind that has none")]
    CodeOfNoKind { line: u32, record: u16, field: Field },
    #[error("a person expected, found none")]
    NoPerson,
    #[error("one person expected, found several")]
    SeveralPeople,
    /// It would be lost.
    #[error("records that were understood expected, found one that was not (read on line {0})")]
    Unread(u32),
    #[error("line {line}: one RP {rp} of a prescriber expected, found two")]
    RpTwice { line: u32, rp: u16 },
    #[error("line {line}: medicines or words of RP {rp} expected, found none")]
    EmptyRp { line: u32, rp: u16 },
    /// They would become those of the one before.
    #[error("line {line}: a prescriber expected before the RPs of another, found none")]
    NoPrescriber { line: u32 },
    #[error("line {line}: one OTC medicine of number {serial} expected, found two")]
    SerialTwice { line: u32, serial: u16 },
}

/// The notebook as text in the newest version, each record ended by CR LF. Read again, it is the same notebook, but for
/// commas in words, which are written wide (the format has no other way).
///
/// A letter that Shift_JIS lacks is found only by who encodes the text, except for those that it cannot have.
///
/// # Errors
/// Everything that the format cannot hold, in the order of the lines: nothing is left out or cut.
pub fn write(notebook: &Notebook) -> Result<String, Vec<CannotWrite>> {
    let direction = notebook.direction.as_ref();
    let code = direction.map(|direction| direction.code().to_owned()).unwrap_or_default();
    let mut writer = Writer {
        text: format!("{},{code}\r\n", Version::NEWEST),
        line: 1,
        of_facility: direction == Some(&Direction::ToPatient),
        at_pharmacy: false,
        refused: Vec::new(),
    };
    match direction {
        Some(Direction::ToPatient | Direction::ToFacility) => {}
        Some(Direction::AsSent(_)) => {
            writer.refused.push(CannotWrite::OtherForm { line: 1, record: 0, field: Field::Direction });
        }
        None => writer.refused.push(CannotWrite::Missing { line: 1, record: 0, field: Field::Direction }),
    }
    writer.notebook(notebook);
    if writer.refused.is_empty() { Ok(writer.text) } else { Err(writer.refused) }
}

struct Writer {
    text: String,
    line: u32,
    of_facility: bool,
    /// Whether a pharmacy handed out what another facility prescribed.
    at_pharmacy: bool,
    refused: Vec<CannotWrite>,
}

impl Writer {
    fn notebook(&mut self, notebook: &Notebook) {
        self.refused.extend(notebook.unread.iter().map(|unread| CannotWrite::Unread(unread.line)));
        if !notebook.further_people.is_empty() {
            self.refused.push(CannotWrite::SeveralPeople);
        }
        match &notebook.person {
            Some(person) => self.record(1, person),
            None => self.refused.push(CannotWrite::NoPerson),
        }
        self.records(2, &notebook.remarks);
        for medicine in &notebook.otc {
            self.otc(medicine, &notebook.otc);
        }
        self.records(4, &notebook.memos);
        for dispensing in &notebook.dispensings {
            self.dispensing(dispensing);
        }
        self.records(701, &notebook.family_pharmacists);
    }

    fn otc(&mut self, medicine: &OtcMedicine, all: &[OtcMedicine]) {
        self.record(3, medicine);
        if medicine.ingredients.is_empty() {
            return;
        }
        let Some(Stated::Read(serial)) = medicine.serial else {
            let (line, field) = (self.line, Field::Serial);
            self.refused.push(CannotWrite::Missing { line, record: 3, field });
            return;
        };
        if all.iter().filter(|other| other.serial == medicine.serial).count() > 1 {
            self.refused.push(CannotWrite::SerialTwice { line: self.line, serial });
        }
        for ingredient in &medicine.ingredients {
            self.belonging(31, serial, ingredient);
        }
    }

    fn dispensing(&mut self, dispensing: &Dispensing) {
        let Dispensing { date, by, facility, staff, prescribing, prescribed, .. } = dispensing;
        self.at_pharmacy = prescribing.is_some();
        self.record(5, &Visit { date: date.clone(), by: by.clone() });
        self.records(11, facility);
        self.records(15, staff);
        self.records(51, prescribing);
        for (at, group) in prescribed.iter().enumerate() {
            self.prescribed(group, at == 0);
        }
        self.records(401, &dispensing.cautions);
        self.records(411, &dispensing.information);
        self.records(421, &dispensing.leftovers);
        self.records(501, &dispensing.remarks);
        self.records(601, &dispensing.entries);
    }

    fn prescribed(&mut self, Prescribed { prescriber, rps }: &Prescribed, is_first: bool) {
        match prescriber {
            Some(prescriber) => self.record(55, prescriber),
            None if is_first && !rps.is_empty() => {}
            None => self.refused.push(CannotWrite::NoPrescriber { line: self.line }),
        }
        for (at, rp) in rps.iter().enumerate() {
            if rps[..at].iter().any(|other| other.number == rp.number) {
                self.refused.push(CannotWrite::RpTwice { line: self.line, rp: rp.number });
            }
            self.rp(rp);
        }
    }

    fn rp(&mut self, rp: &Rp) {
        let before = self.line;
        for medicine in &rp.medicines {
            self.belonging(201, rp.number, medicine);
            self.notes::<100>(281, rp.number, &medicine.supplements);
            self.notes::<400>(291, rp.number, &medicine.cautions);
        }
        if let Some(usage) = &rp.usage {
            self.belonging(301, rp.number, usage);
            if self.at_pharmacy && usage.lacks_text() {
                self.refused.push(CannotWrite::Missing { line: self.line, record: 301, field: Field::Text });
            }
        }
        self.notes::<100>(311, rp.number, &rp.supplements);
        self.notes::<400>(391, rp.number, &rp.cautions);
        if self.line == before {
            self.refused.push(CannotWrite::EmptyRp { line: self.line, rp: rp.number });
        }
    }

    fn notes<const BYTES: usize>(&mut self, record: u16, rp: u16, notes: &[Note]) {
        for note in notes {
            self.belonging(record, rp, &RpNote::<BYTES>(note.clone()));
        }
    }

    fn records<'a, R: Record + 'a>(&mut self, number: u16, records: impl IntoIterator<Item = &'a R>) {
        for record in records {
            self.record(number, record);
        }
    }

    fn record(&mut self, number: u16, record: &impl Record) {
        self.belonging(number, 0, record);
    }

    fn belonging(&mut self, number: u16, to: u16, record: &impl Record) {
        self.line += 1;
        let mut writing = Writing::new(number, to, self.line, self.of_facility);
        record.clone().fields(&mut writing);
        self.text.push_str(&writing.text);
        self.text.push_str("\r\n");
        self.refused.append(&mut writing.refused);
    }
}
