//! The fields of each record, in their order (3.2.8 レコードレイアウト of the specification, edition 2.6).

use super::{
    DispensingFacility, FamilyPharmacist,
    Field::*,
    Information, Medicine, Memo, Note, OtcIngredient, OtcMedicine, PatientEntry, Person, PersonRemark,
    Prescriber, PrescribingFacility, Staff, Usage,
    rule::{Pass, Record, always, free, of_facility},
};

/// Bytes of a date: `YYYYMMDD`.
const DAY: usize = 8;

impl Record for Person {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.field(Name, always(40), &mut self.name);
        pass.field(Sex, always(1), &mut self.sex);
        pass.field(BirthDate, always(DAY), &mut self.birth_date);
        pass.field(Postcode, free(8), &mut self.postcode);
        pass.field(Address, free(800), &mut self.address);
        pass.field(Phone, free(13), &mut self.phone);
        pass.field(EmergencyContact, free(800), &mut self.emergency_contact);
        pass.field(BloodType, free(20), &mut self.blood_type);
        pass.field(Weight, free(7), &mut self.weight);
        pass.field(Kana, free(40), &mut self.kana);
    }
}

impl Record for PersonRemark {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.field(Kind, always(1), &mut self.kind);
        pass.words(Text, 120, &mut self.text);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for OtcMedicine {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Name, 120, &mut self.name);
        pass.field(Start, free(DAY), &mut self.start);
        pass.field(End, free(DAY), &mut self.end);
        pass.field(Author, always(1), &mut self.by);
        pass.field(Serial, free(3), &mut self.serial);
        pass.field(Jan, free(13), &mut self.jan);
    }
}

impl Record for OtcIngredient {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.belongs_to(Serial);
        pass.words(Name, 256, &mut self.name);
        pass.code((CodeKind, Code), always(1), 20, &mut self.code);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for Memo {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Text, 400, &mut self.text);
        pass.field(Date, free(DAY), &mut self.date);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for DispensingFacility {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Name, 120, &mut self.name);
        pass.field(Prefecture, of_facility(2), &mut self.prefecture);
        pass.field(FeeTable, of_facility(1), &mut self.fee_table);
        // A facility that has only applied for its code leaves it out.
        pass.field(Code, free(7), &mut self.code);
        pass.field(Postcode, free(8), &mut self.postcode);
        pass.field(Address, free(800), &mut self.address);
        pass.field(Phone, free(13), &mut self.phone);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for PrescribingFacility {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Name, 120, &mut self.name);
        pass.field(Prefecture, of_facility(2), &mut self.prefecture);
        pass.field(FeeTable, of_facility(1), &mut self.fee_table);
        pass.field(Code, of_facility(7), &mut self.code);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for Staff {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Name, 40, &mut self.name);
        pass.field(Contact, free(800), &mut self.contact);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for Prescriber {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Name, 40, &mut self.name);
        pass.field(Department, free(80), &mut self.department);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for Medicine {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.belongs_to(RpNumber);
        pass.words(Name, 120, &mut self.name);
        pass.field(Amount, of_facility(12), &mut self.amount);
        pass.field(Unit, of_facility(12), &mut self.unit);
        pass.code((CodeKind, Code), of_facility(1), 13, &mut self.code);
        pass.field(Author, always(1), &mut self.by);
        pass.field(GenericName, free(120), &mut self.generic_name);
        pass.code((GenericCodeKind, GenericCode), free(1), 12, &mut self.generic_code);
    }
}

impl Record for Usage {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.belongs_to(RpNumber);
        // A pharmacy needs it, of most forms: known only from other records.
        pass.field(Text, free(100), &mut self.text);
        pass.field(Quantity, of_facility(3), &mut self.quantity);
        pass.field(Unit, of_facility(100), &mut self.unit);
        pass.field(Form, of_facility(2), &mut self.form);
        pass.code((CodeKind, Code), of_facility(1), 16, &mut self.code);
        pass.field(Author, always(1), &mut self.by);
    }
}

/// Words about a medicine or an RP (records 281, 291, 311, 391).
#[derive(Clone, Debug, Default)]
pub(super) struct RpNote<const BYTES: usize>(pub Note);

impl<const BYTES: usize> Record for RpNote<BYTES> {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.belongs_to(RpNumber);
        pass.words(Text, BYTES, &mut self.0.text);
        pass.field(Author, always(1), &mut self.0.by);
    }
}

impl Record for Note {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Text, 400, &mut self.text);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for Information {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Text, 400, &mut self.text);
        pass.field(Kind, always(2), &mut self.kind);
        pass.field(Author, always(1), &mut self.by);
    }
}

impl Record for PatientEntry {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Text, 400, &mut self.text);
        pass.field(Date, free(DAY), &mut self.date);
    }
}

impl Record for FamilyPharmacist {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.words(Name, 40, &mut self.name);
        pass.field(Pharmacy, always(120), &mut self.pharmacy);
        // The table asks for it, and the specification's own examples leave it out.
        pass.field(Contact, free(800), &mut self.contact);
        pass.field(Start, free(DAY), &mut self.start);
        pass.field(End, free(DAY), &mut self.end);
        pass.field(Author, always(1), &mut self.by);
    }
}

/// The date that begins a dispensing (record 5).
#[derive(Clone, Debug, Default)]
pub(super) struct Visit {
    pub date: Option<super::Stated<chrono::NaiveDate>>,
    pub by: Option<super::Author>,
}

impl Record for Visit {
    fn fields(&mut self, pass: &mut impl Pass) {
        pass.field(Date, always(DAY), &mut self.date);
        pass.field(Author, always(1), &mut self.by);
    }
}
