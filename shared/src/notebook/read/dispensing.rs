//! Records that belong to a dispensing, and what they belong to in it.

use super::{Belonging, Reader, RpNote, once};
use crate::notebook::{
    Dispensing, Field, Flaw, Medicine, Note, Prescribed, Prescriber, Problem, Rp, Usage, WhyUnread,
    layout::Visit, line::Line,
};
use std::collections::BTreeMap;

/// The dispensing that is being read.
#[derive(Default)]
pub(super) struct Open {
    pub dispensing: Dispensing,
    line: u32,
    /// Line on which an RP begins, and its place: by the place of its prescriber, and its number.
    rps: BTreeMap<(usize, u16), (u32, usize)>,
    /// RP of the medicine just before.
    last_medicine: Option<u16>,
}

impl Open {
    /// Begins the RPs of a prescriber. One who cannot be read begins theirs too: they are not those of the one before.
    fn prescriber(&mut self, prescriber: Option<Prescriber>) {
        self.last_medicine = None;
        self.dispensing.prescribed.push(Prescribed { prescriber, rps: Vec::new() });
    }

    /// The RP of this number, of the prescriber named last.
    pub fn rp(&mut self, number: u16, line: u32) -> &mut Rp {
        let prescribed = &mut self.dispensing.prescribed;
        if prescribed.is_empty() {
            prescribed.push(Prescribed::default());
        }
        let group = prescribed.len() - 1;
        let rps = &mut prescribed[group].rps;
        let (_, place) = *self.rps.entry((group, number)).or_insert_with(|| {
            rps.push(Rp { number, ..Rp::default() });
            (line, rps.len() - 1)
        });
        &mut rps[place]
    }

    /// What its RPs lack.
    fn doubts(&self) -> Vec<Problem> {
        let mut doubts = Vec::new();
        for (&(group, rp), &(line, place)) in &self.rps {
            let found = &self.dispensing.prescribed[group].rps[place];
            if found.medicines.is_empty() {
                doubts.push(Problem::NoMedicine { line, rp });
            }
            if found.usage.is_none() {
                doubts.push(Problem::NoUsage { line, rp });
            }
        }
        let Dispensing { date, by, .. } = self.dispensing.clone();
        if self.dispensing == (Dispensing { date, by, ..Dispensing::default() }) {
            doubts.push(Problem::EmptyDispensing { line: self.line });
        }
        doubts
    }
}

impl<'a> Reader<'a> {
    /// Begins a dispensing (record 5).
    pub(super) fn begin(&mut self, line: Line<'a>) -> Result<(), WhyUnread> {
        self.close();
        self.seen.clear();
        let Visit { date, by } = self.take(line)?;
        let dispensing = Dispensing { date, by, ..Dispensing::default() };
        self.open = Some(Open { dispensing, line: line.line, ..Open::default() });
        Ok(())
    }

    /// The dispensing that a record belongs to; one of no day where none has begun.
    pub(super) fn open(&mut self, line: Line<'a>) -> &mut Open {
        if self.open.is_none() {
            let record = line.number().unwrap_or_default();
            self.doubt(Problem::NoDispensing { line: line.line, record });
        }
        self.open.get_or_insert_with(|| Open { line: line.line, ..Open::default() })
    }

    pub(super) fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.notebook.doubts.extend(open.doubts());
        let same = self.notebook.dispensings.iter().position(|known| *known == open.dispensing);
        if let Some(first) = same.and_then(|at| self.begun.get(at).copied()) {
            self.doubt(Problem::DoubledDispensing { line: open.line, first });
        }
        self.begun.push(open.line);
        self.notebook.dispensings.push(open.dispensing);
    }

    pub(super) fn prescriber(&mut self, line: Line<'a>) -> Result<(), WhyUnread> {
        let read = self.take(line);
        let (prescriber, told) = match read {
            Ok(prescriber) => (Some(prescriber), Ok(())),
            Err(why) => (None, Err(why)),
        };
        self.open(line).prescriber(prescriber);
        told
    }

    pub(super) fn medicine(&mut self, line: Line<'a>) -> Result<(), WhyUnread> {
        let read = self.belonging::<Medicine>(line);
        let open = self.open(line);
        // Words about one that cannot be read are not about the one before it.
        open.last_medicine = None;
        let Belonging { to, record } = read?;
        open.last_medicine = Some(to);
        let rp = open.rp(to, line.line);
        rp.medicines.push(record);
        if rp.usage.is_some() {
            self.doubt(Problem::MedicineAfterUsage { line: line.line, rp: to });
        }
        Ok(())
    }

    /// Words about the medicine just before.
    pub(super) fn medicine_note<const BYTES: usize>(
        &mut self,
        line: Line<'a>,
        place: fn(&mut Medicine) -> &mut Vec<Note>,
    ) -> Result<(), WhyUnread> {
        let Belonging { to, record } = self.belonging::<RpNote<BYTES>>(line)?;
        let missing = WhyUnread::NoMedicine { rp: to };
        let open = self.open.as_mut().filter(|open| open.last_medicine == Some(to));
        let medicine = open.and_then(|open| open.rp(to, line.line).medicines.last_mut()).ok_or(missing)?;
        place(medicine).push(record.0);
        Ok(())
    }

    pub(super) fn usage(&mut self, line: Line<'a>) -> Result<(), WhyUnread> {
        let Belonging { to, record } = self.belonging::<Usage>(line)?;
        let open = self.open(line);
        let at_pharmacy = open.dispensing.prescribing.is_some();
        let lacks_text = record.lacks_text();
        once(&mut open.rp(to, line.line).usage, record)?;
        if at_pharmacy && lacks_text {
            let flaw = Flaw::Missing;
            self.doubt(Problem::Field { line: line.line, record: 301, field: Field::Text, flaw });
        }
        Ok(())
    }
}
