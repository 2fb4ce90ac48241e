//! From text to a notebook.

mod dispensing;
mod fields;

use super::{
    Direction, Field, Flaw, Notebook, Person, Problem, Unread, Version, WhyUnread,
    layout::RpNote,
    line::{Line, is_ended, lines},
    rule::Record,
    value::Value,
};
use dispensing::Open;
use fields::{Belonging, Reading};
use std::collections::HashMap;

/// Reads a notebook, decoded from Shift_JIS.
///
/// # Errors
/// What makes all of it worthless: there is no text, or it is of another format.
pub fn read(text: &str) -> Result<Notebook, Vec<Problem>> {
    let lines = lines(text);
    let (header, records) = lines.split_first().ok_or_else(|| vec![Problem::Empty])?;
    let mut reader = Reader::of_header(*header).map_err(|problem| vec![problem])?;
    let last = records.last().ok_or_else(|| vec![Problem::HeaderAlone { line: header.line }])?;
    for record in records {
        reader.record(*record);
    }
    let mut notebook = reader.finish();
    if !is_ended(text) && is_incomplete(&notebook, last.line) {
        notebook.doubts.push(Problem::CutOff { line: last.line });
    }
    notebook.unread.sort_by_key(|unread| unread.line);
    notebook.doubts.sort_by_key(Problem::line);
    Ok(notebook)
}

/// Whether a record lacks something at its end, as one that was cut off does.
fn is_incomplete(notebook: &Notebook, line: u32) -> bool {
    let unread = notebook.unread.iter().any(|unread| {
        unread.line == line && matches!(unread.why, WhyUnread::Missing(_) | WhyUnread::UnknownRecord)
    });
    unread
        || notebook
            .doubts
            .iter()
            .any(|doubt| matches!(doubt, Problem::Field { line: at, flaw: Flaw::Missing, .. } if *at == line))
}

struct Reader<'a> {
    notebook: Notebook,
    /// The dispensing that records belong to as they come.
    open: Option<Open>,
    /// Ingredients of OTC medicines, which may stand before them.
    ingredients: Vec<(Line<'a>, u16, super::OtcIngredient)>,
    /// Records of this dispensing, or before the first, with their line.
    seen: HashMap<&'a str, u32>,
    /// Lines on which dispensings begin.
    begun: Vec<u32>,
}

impl<'a> Reader<'a> {
    fn of_header(line: Line<'a>) -> Result<Self, Problem> {
        let Some((number, direction)) = line.header() else {
            let prescription = line.text.trim_start().strip_prefix("JAHIS");
            return Err(
                match prescription.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
                    true => Problem::Prescription { line: line.line },
                    false => Problem::NotANotebook { line: line.line },
                },
            );
        };
        let version = Version(number.parse().map_err(|_| Problem::NotANotebook { line: line.line })?);
        let mut doubts = Vec::new();
        if !version.is_known() {
            doubts.push(Problem::UnknownVersion { line: line.line, number: version.0 });
        }
        let flawed = |flaw| Problem::Field { line: line.line, record: 0, field: Field::Direction, flaw };
        let direction = match direction {
            "" => {
                doubts.push(flawed(Flaw::Missing));
                None
            }
            code => {
                let (direction, flaw) = Direction::of(code);
                doubts.extend(flaw.map(flawed));
                Some(direction)
            }
        };
        let notebook = Notebook {
            version,
            direction,
            person: None,
            further_people: Vec::new(),
            remarks: Vec::new(),
            otc: Vec::new(),
            memos: Vec::new(),
            dispensings: Vec::new(),
            family_pharmacists: Vec::new(),
            unread: Vec::new(),
            doubts,
        };
        Ok(Self { notebook, open: None, ingredients: Vec::new(), seen: HashMap::new(), begun: Vec::new() })
    }

    fn record(&mut self, line: Line<'a>) {
        let known = match line.number() {
            Some(5) => self.begin(line),
            Some(number) => {
                let first = *self.seen.entry(line.text).or_insert(line.line);
                let read = self.one(line, number);
                // One that stands apart already is told as such.
                if read.is_ok() && first != line.line {
                    self.doubt(Problem::Doubled { line: line.line, record: number, first });
                }
                read
            }
            None if line.header().is_some() => Err(WhyUnread::SecondHeader),
            None => Err(WhyUnread::NoNumber),
        };
        if let Err(why) = known {
            self.unread(line, why);
        }
    }

    fn one(&mut self, line: Line<'a>, number: u16) -> Result<(), WhyUnread> {
        match number {
            1 => self.person(line),
            2 => self.take(line).map(|remark| self.notebook.remarks.push(remark)),
            3 => self.take(line).map(|medicine| self.notebook.otc.push(medicine)),
            31 => {
                let Belonging { to, record } = self.belonging(line)?;
                self.ingredients.push((line, to, record));
                Ok(())
            }
            4 => self.take(line).map(|memo| self.notebook.memos.push(memo)),
            11 => {
                self.take(line).and_then(|facility| once(&mut self.open(line).dispensing.facility, facility))
            }
            15 => self.take(line).and_then(|staff| once(&mut self.open(line).dispensing.staff, staff)),
            51 => self
                .take(line)
                .and_then(|facility| once(&mut self.open(line).dispensing.prescribing, facility)),
            55 => self.prescriber(line),
            201 => self.medicine(line),
            281 => self.medicine_note::<100>(line, |medicine| &mut medicine.supplements),
            291 => self.medicine_note::<400>(line, |medicine| &mut medicine.cautions),
            301 => self.usage(line),
            311 => {
                let Belonging { to, record } = self.belonging::<RpNote<100>>(line)?;
                self.open(line).rp(to, line.line).supplements.push(record.0);
                Ok(())
            }
            391 => {
                let Belonging { to, record } = self.belonging::<RpNote<400>>(line)?;
                self.open(line).rp(to, line.line).cautions.push(record.0);
                Ok(())
            }
            401 => self.take(line).map(|note| self.open(line).dispensing.cautions.push(note)),
            411 => self.take(line).map(|told| self.open(line).dispensing.information.push(told)),
            421 => self.take(line).map(|note| self.open(line).dispensing.leftovers.push(note)),
            501 => self.take(line).map(|note| self.open(line).dispensing.remarks.push(note)),
            601 => self.take(line).map(|entry| self.open(line).dispensing.entries.push(entry)),
            701 => self.take(line).map(|pharmacist| self.notebook.family_pharmacists.push(pharmacist)),
            911 => self.part(line),
            _ => Err(WhyUnread::UnknownRecord),
        }
    }

    fn person(&mut self, line: Line<'a>) -> Result<(), WhyUnread> {
        let person: Person = self.take(line)?;
        match &self.notebook.person {
            None => self.notebook.person = Some(person),
            Some(first) if *first == person => return Err(WhyUnread::Second),
            Some(_) => {
                self.notebook.further_people.push(person);
                self.doubt(Problem::SecondPerson { line: line.line });
            }
        }
        Ok(())
    }

    fn part(&mut self, line: Line<'a>) -> Result<(), WhyUnread> {
        let part = super::parts::Part::read(line)?;
        if part.of > 1 {
            self.doubt(Problem::OnlyAPart { line: line.line, number: part.number, of: part.of });
        }
        Ok(())
    }

    /// Reads a record that belongs to nothing but its place.
    fn take<R: Record>(&mut self, line: Line<'a>) -> Result<R, WhyUnread> {
        self.belonging(line).map(|Belonging { record, .. }| record)
    }

    fn belonging<R: Record>(&mut self, line: Line<'a>) -> Result<Belonging<R>, WhyUnread> {
        let mut reading = Reading::new(line, self.notebook.direction.as_ref());
        let mut record = R::default();
        record.fields(&mut reading);
        let more = reading.more_fields();
        let (to, doubts) = reading.finish()?;
        self.notebook.doubts.extend(doubts);
        if let Some(why) = more {
            self.unread(line, why);
        }
        Ok(Belonging { to, record })
    }

    fn doubt(&mut self, problem: Problem) {
        self.notebook.doubts.push(problem);
    }

    fn unread(&mut self, line: Line<'a>, why: WhyUnread) {
        let text = line.text.to_owned();
        self.notebook.unread.push(Unread { line: line.line, number: line.number(), text, why });
    }

    fn finish(mut self) -> Notebook {
        self.close();
        for (line, serial, ingredient) in std::mem::take(&mut self.ingredients) {
            let of = |medicine: &&mut super::OtcMedicine| {
                medicine.serial.as_ref().and_then(|number| number.read()) == Some(&serial)
            };
            let mut medicines = self.notebook.otc.iter_mut().filter(of);
            match (medicines.next(), medicines.next()) {
                (Some(medicine), None) => medicine.ingredients.push(ingredient),
                _ => self.unread(line, WhyUnread::NoOtcMedicine { serial }),
            }
        }
        if self.notebook.person.is_none() {
            self.doubt(Problem::NoPerson);
        }
        self.notebook
    }
}

fn once<T>(place: &mut Option<T>, value: T) -> Result<(), WhyUnread> {
    match place {
        Some(_) => Err(WhyUnread::Second),
        None => {
            *place = Some(value);
            Ok(())
        }
    }
}
