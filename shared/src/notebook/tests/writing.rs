//! What is written, and what is refused.

use super::{super::*, WHOLE, kept, of};
use crate::decimal::Decimal;

#[test]
fn what_the_format_cannot_hold_is_not_written() {
    let check = |change: fn(&mut Notebook), expected: CannotWrite| {
        let mut notebook = kept(WHOLE);
        change(&mut notebook);
        assert_eq!(write(&notebook), Err(vec![expected]));
    };
    fn rp(notebook: &mut Notebook) -> &mut Rp {
        &mut notebook.dispensings[0].prescribed[0].rps[0]
    }
    let (line, record, field) = (12, 201, Field::Name);
    check(|n| rp(n).medicines[0].name.clear(), CannotWrite::Missing { line, record, field });
    for (name, letter) in [("一\n二", '\n'), ("\u{e000}", '\u{e000}'), ("𠮷", '𠮷'), ("\u{fffd}", '\u{fffd}')]
    {
        let mut notebook = kept(WHOLE);
        rp(&mut notebook).medicines[0].name = name.into();
        assert_eq!(write(&notebook), Err(vec![CannotWrite::Letter { line, record, field, letter }]));
    }
    let too_long = CannotWrite::TooLong { line, record, field, found: 122, most: 120 };
    check(|n| rp(n).medicines[0].name = "薬".repeat(61), too_long);
    let field = Field::Code;
    check(
        |n| rp(n).medicines[0].code.code = Some("1,2".into()),
        CannotWrite::OtherForm { line, record, field },
    );
    check(|n| rp(n).medicines[0].code.code = None, CannotWrite::Missing { line, record, field });
    check(
        |n| rp(n).medicines[0].code.kind = Some(MedicineCodeKind::None),
        CannotWrite::CodeOfNoKind { line, record, field },
    );
    let field = Field::Amount;
    check(
        |n| rp(n).medicines[0].amount = Some(Stated::Read(Decimal::try_from("-1").unwrap())),
        CannotWrite::OtherForm { line, record, field },
    );
    let usage = CannotWrite::Missing { line: 16, record: 301, field: Field::Text };
    check(|n| rp(n).usage.as_mut().unwrap().text = None, usage);
    check(|n| n.direction = None, CannotWrite::Missing { line: 1, record: 0, field: Field::Direction });
    check(|n| n.person = None, CannotWrite::NoPerson);
    check(|n| n.further_people = vec![Person::default()], CannotWrite::SeveralPeople);
    check(|n| n.unread = of("999,何か").unread, CannotWrite::Unread(3));
    let mut notebook = kept(WHOLE);
    rp(&mut notebook).number = 1000;
    let refused = write(&notebook).unwrap_err();
    let too_long = CannotWrite::TooLong { line, record, field: Field::RpNumber, found: 4, most: 3 };
    assert_eq!((refused.len(), &refused[0]), (7, &too_long));
}

#[test]
fn a_notebooks_structure_is_not_changed_by_writing() {
    let mut notebook = kept(WHOLE);
    notebook.dispensings[0].prescribed[1].prescriber = None;
    assert_eq!(write(&notebook), Err(vec![CannotWrite::NoPrescriber { line: 18 }]));
    let mut notebook = kept(WHOLE);
    let same = notebook.dispensings[0].prescribed[0].rps[0].clone();
    notebook.dispensings[0].prescribed[0].rps.push(same);
    assert_eq!(write(&notebook), Err(vec![CannotWrite::RpTwice { line: 18, rp: 1 }]));
    let mut notebook = kept(WHOLE);
    notebook.dispensings[0].prescribed[0].rps.push(Rp { number: 9, ..Rp::default() });
    assert_eq!(write(&notebook), Err(vec![CannotWrite::EmptyRp { line: 18, rp: 9 }]));
    let mut notebook = kept(WHOLE);
    notebook.otc.push(OtcMedicine { ingredients: Vec::new(), ..notebook.otc[0].clone() });
    assert_eq!(write(&notebook), Err(vec![CannotWrite::SerialTwice { line: 4, serial: 1 }]));
    notebook.otc.truncate(1);
    notebook.otc[0].serial = None;
    let field = Field::Serial;
    assert_eq!(write(&notebook), Err(vec![CannotWrite::Missing { line: 4, record: 3, field }]));
}

#[test]
fn a_comma_in_words_is_written_wide() {
    let mut notebook = kept(WHOLE);
    notebook.memos[0].text = "朝,昼".into();
    let again = kept(&write(&notebook).unwrap());
    assert_eq!(again.memos[0].text, "朝，昼");
}
