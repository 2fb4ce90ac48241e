//! A text of every record, and what is read of it and of worse ones.

#[cfg(not(target_arch = "wasm32"))]
mod round_trip;
mod writing;

use super::*;
use crate::decimal::Decimal;

/// What a pharmacy writes, record by record.
const WHOLE: &str = "JAHISTC08,1
1,見本 花子,2,S330303,105-0004,東京都港区,03-0000-0000,090-0000-0000,Ｂ＋,63.70,ミホン ハナコ
2,1,乳製品,1
3,イブＡ錠,20260301,,2,1,4987107609229
31,1,イブプロフェン,2,123456,2
4,目がかすむ,20260310,2
5,R080310,1
11,見本薬局,13,4,0123456,,,,1
15,薬剤師 一郎,,1
51,見本病院,13,1,1234567,1
55,医師 二郎,内科,1
201,1,ｺﾘｵﾊﾟﾝｶﾌﾟｾﾙ5mg,1.50,Ｃ,2,620004992,1,【般】ブトロピウム,2,1249005M1ZZZ
281,1,朝１Ｃ,1
291,1,ねむけに注意,1
201,1,容器,1,個,1,,1
301,1,【分３ 毎食後服用】,5,日分,1,1,,1
311,1,一包化,1
391,1,運転に注意,1
55,医師 三郎,,1
201,2,軟膏,10,g,4,2646709M2071,1
301,2,患部に塗布,1,調剤,5,1,,1
401,相談してください,1
411,粉砕した,31,1
421,残薬は５錠,1
501,薬袋を見てください,1
601,眠くなった,20260311
701,薬剤師 一郎,見本薬局,,20260310,,1
";

fn kept(text: &str) -> Notebook {
    read(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Lines after the header and a person.
fn of(records: &str) -> Notebook {
    kept(&format!("JAHISTC08,1\n1,見本 花子,2,19580303\n{records}\n"))
}

fn flaw(line: u32, record: u16, field: Field, flaw: Flaw) -> Problem {
    Problem::Field { line, record, field, flaw }
}

#[test]
fn every_record_is_read() {
    let Notebook { person, remarks, otc, memos, dispensings, family_pharmacists, unread, doubts, .. } =
        kept(WHOLE);
    assert_eq!((unread, doubts), (vec![], vec![]));
    let person = person.unwrap();
    assert_eq!(person.birth_date, Some(Stated::Read("1958-03-03".parse().unwrap())));
    assert_eq!(person.weight, Some(Stated::Read(Decimal::try_from("63.70").unwrap())));
    assert_eq!((person.kana.as_deref(), person.sex), (Some("ミホン ハナコ"), Some(Sex::Female)));
    assert_eq!(remarks[0].kind, Some(RemarkKind::Allergy));
    assert_eq!(otc[0].by, Some(Author::Patient));
    assert_eq!(otc[0].ingredients[0].code.code.as_deref(), Some("123456"));
    assert_eq!(memos[0].text, "目がかすむ");
    assert_eq!(family_pharmacists[0].pharmacy.as_deref(), Some("見本薬局"));

    let [visit] = dispensings.as_slice() else { panic!("{}", dispensings.len()) };
    assert_eq!(visit.date, Some(Stated::Read("2026-03-10".parse().unwrap())));
    assert_eq!(visit.facility.as_ref().unwrap().facility_code().unwrap().as_str(), "1340123456");
    assert_eq!(visit.prescribing.as_ref().unwrap().facility_code().unwrap().as_str(), "1311234567");
    let doctors: Vec<_> =
        visit.prescribed.iter().map(|group| group.prescriber.as_ref().unwrap().name.as_str()).collect();
    assert_eq!(doctors, ["医師 二郎", "医師 三郎"]);
    let rp = &visit.prescribed[0].rps[0];
    let [medicine, container] = rp.medicines.as_slice() else { panic!("{}", rp.medicines.len()) };
    assert_eq!(medicine.amount, Some(Stated::Read(Decimal::try_from("1.50").unwrap())));
    assert_eq!(medicine.medicine_code().unwrap().unwrap().to_string(), "receipt:620004992");
    assert_eq!(medicine.general_name_code().unwrap().unwrap().as_str(), "1249005M1ZZZ");
    assert_eq!((medicine.supplements.len(), medicine.cautions.len()), (1, 1));
    assert_eq!((container.medicine_code(), &container.code.kind), (None, &Some(MedicineCodeKind::None)));
    assert_eq!((rp.usage.as_ref().unwrap().days(), rp.usage.as_ref().unwrap().times()), (Some(5), None));
    assert_eq!((rp.supplements.len(), rp.cautions.len()), (1, 1));
    assert_eq!(visit.prescribed[1].rps[0].usage.as_ref().unwrap().days(), None);
    assert_eq!(visit.information[0].kind, Some(InformationKind::AfterDischarge));
    assert_eq!(
        [&visit.cautions, &visit.leftovers, &visit.remarks].map(|notes| notes[0].by.clone()),
        [const { Some(Author::Staff) }; 3]
    );
    assert_eq!(visit.entries[0].date, Some(Stated::Read("2026-03-11".parse().unwrap())));
}

#[test]
fn a_notebook_crosses_to_a_browser_unchanged() {
    let notebook = of("5,2026,1\n201,1,〓散,適量,錠,5,ABC,1\n999,何か");
    let json = serde_json::to_string(&notebook).unwrap();
    assert_eq!(serde_json::from_str::<Notebook>(&json).unwrap(), notebook);
}

#[test]
fn marks_and_ends_of_lines_change_nothing() {
    let expected = kept(WHOLE);
    let crlf = WHOLE.replace('\n', "\r\n");
    for text in [
        crlf.clone(),
        format!("\u{feff}{WHOLE}"),
        format!("{crlf}\u{1a}"),
        WHOLE.replace('\n', "\r"),
        WHOLE.trim_end().to_owned(),
        WHOLE.replace(",2,620004992", ", 2 , 620004992 "),
    ] {
        assert_eq!(kept(&text), expected, "{text:?}");
    }
}

#[test]
fn what_is_no_notebook_is_refused() {
    let check = |text: &str, expected: Problem| assert_eq!(read(text), Err(vec![expected]), "{text:?}");
    check("", Problem::Empty);
    check("\u{feff} \r\n\u{1a}", Problem::Empty);
    check("1,見本 花子,2,19580303", Problem::NotANotebook { line: 1 });
    check("\n\nJAHISTC,1\n5,20260310,1", Problem::NotANotebook { line: 3 });
    check("JAHISTC123,1\n5,20260310,1", Problem::NotANotebook { line: 1 });
    check("JAHIS10\n1,1,1234567", Problem::Prescription { line: 1 });
    check("JAHISTC08,1\r\n", Problem::HeaderAlone { line: 1 });
    check("{\"resourceType\":\"Bundle\"}", Problem::NotANotebook { line: 1 });
}

#[test]
fn versions_to_2_6_are_known_and_later_ones_read() {
    for (header, number, edition) in [
        ("JAHISTC01,1", 1, Some("1.0")),
        ("JAHISTC1,1", 1, Some("1.0")),
        ("JAHISTC02,1", 2, Some("1.1")),
        ("JAHISTC07,1", 7, Some("2.4")),
        ("JAHISTC08,1", 8, Some("2.6")),
        ("JAHISTC09,1", 9, None),
        ("JAHISTC00,1", 0, None),
        ("JAHISTC99,1", 99, None),
    ] {
        let notebook = kept(&format!("{header}\n1,見本 花子,2,19580303\n"));
        assert_eq!((notebook.version, notebook.version.edition()), (Version(number), edition), "{header}");
        let doubts = match edition {
            Some(_) => vec![],
            None => vec![Problem::UnknownVersion { line: 1, number }],
        };
        assert_eq!(notebook.doubts, doubts, "{header}");
    }
    let without = kept("JAHISTC08\n1,見本 花子,2,19580303\n");
    assert_eq!(
        (without.direction, without.doubts),
        (None, vec![flaw(1, 0, Field::Direction, Flaw::Missing)])
    );
    let other = kept("JAHISTC08,3\n1,見本 花子,2,19580303\n");
    assert_eq!(other.direction, Some(Direction::AsSent("3".into())));
}

#[test]
fn what_is_not_understood_is_kept_with_its_line() {
    for (record, why) in [
        ("999,何か,1", WhyUnread::UnknownRecord),
        ("x,何か", WhyUnread::NoNumber),
        (",何か", WhyUnread::NoNumber),
        ("JAHISTC08,1", WhyUnread::SecondHeader),
        ("201,1,,1,錠,1,,1", WhyUnread::Missing(Field::Name)),
        ("201,,薬,1,錠,1,,1", WhyUnread::Missing(Field::RpNumber)),
        ("201,A,薬,1,錠,1,,1", WhyUnread::NotANumber(Field::RpNumber)),
        ("281,1,朝１錠,1", WhyUnread::NoMedicine { rp: 1 }),
        ("291,1,注意,1", WhyUnread::NoMedicine { rp: 1 }),
        ("31,7,成分,1,,1", WhyUnread::NoOtcMedicine { serial: 7 }),
        ("4,,20260310,1", WhyUnread::Missing(Field::Text)),
        ("1,見本 花子,2,19580303", WhyUnread::Second),
        ("911,12345678901234,2,3", WhyUnread::NotANumber(Field::PartNumber)),
    ] {
        let expected = Unread {
            line: 3,
            number: record.split(',').next().unwrap().parse().ok(),
            text: record.into(),
            why,
        };
        assert_eq!(of(record).unread, [expected], "{record}");
    }
}

#[test]
fn fields_beyond_those_known_are_kept_and_the_others_read() {
    // So stands it in an example of the specification itself.
    let notebook = of("5,20260310,1\n411,粉砕した,31,,,,,,1");
    assert_eq!(notebook.dispensings[0].information[0].text, "粉砕した");
    assert_eq!(notebook.doubts, [flaw(4, 411, Field::Author, Flaw::Missing)]);
    let why = WhyUnread::MoreFields { known: 3 };
    let text = "411,粉砕した,31,,,,,,1".to_owned();
    assert_eq!(notebook.unread, [Unread { line: 4, number: Some(411), text, why }]);
    assert_eq!(of("4,メモ,20260310,1,,,").unread, []);
}

#[test]
fn fields_say_what_is_wrong_with_them() {
    let in_rp = |records: &str| of(&format!("5,20260310,1\n{records}\n301,1,毎食後,3,日分,1,1,,1")).doubts;
    let check = |record: &str, expected: &[Problem]| assert_eq!(in_rp(record), expected, "{record}");
    let medicine = |field, what| flaw(4, 201, field, what);
    check("201,1,薬,1,錠,1,,1", &[]);
    check("201,1,薬,1,錠,2,,1", &[medicine(Field::Code, Flaw::Missing)]);
    check("201,1,薬,1,錠,1,710010093,1", &[medicine(Field::Code, Flaw::CodeOfNoKind)]);
    check("201,1,薬,1,錠,2,710010093,1", &[]);
    check("201,1,薬,1,錠,5,ABC,1", &[medicine(Field::CodeKind, Flaw::UnknownCode)]);
    check(
        "201,1,薬,,錠,1,,",
        &[medicine(Field::Amount, Flaw::Missing), medicine(Field::Author, Flaw::Missing)],
    );
    for amount in ["１", "-1", "1e3", "1.", "適量"] {
        check(&format!("201,1,薬,{amount},錠,1,,1"), &[medicine(Field::Amount, Flaw::Unreadable)]);
    }
    for name in ["〓散", "\u{e000}散", "\u{fffd}散"] {
        check(&format!("201,1,{name},1,錠,1,,1"), &[medicine(Field::Name, Flaw::DoubtfulText)]);
    }
    let doubts = in_rp("201,1,薬,1,錠,4,2646709M2070,1");
    assert!(
        matches!(doubts.as_slice(), [Problem::Field { line: 4, flaw: Flaw::InvalidCode(_), .. }]),
        "{doubts:?}"
    );
    let sent = of("5,20260310,1\n201,1,薬,適量,錠,5,ABC,1").dispensings;
    let medicine = &sent[0].prescribed[0].rps[0].medicines[0];
    assert_eq!(medicine.amount, Some(Stated::Unreadable("適量".into())));
    assert_eq!(medicine.code.kind, Some(MedicineCodeKind::AsSent("5".into())));
    assert_eq!(medicine.code.code.as_deref(), Some("ABC"));
    assert_eq!(medicine.medicine_code(), None);

    assert_eq!(of("5,H310501,1\n401,注意,1").doubts, [flaw(3, 5, Field::Date, Flaw::OutsideEra)]);
    assert_eq!(of("5,20230229,1\n401,注意,1").doubts, [flaw(3, 5, Field::Date, Flaw::Unreadable)]);
    let nowhen = of("5,20230229,1\n401,注意,1").dispensings;
    assert_eq!(nowhen[0].date, Some(Stated::Unreadable("20230229".into())));
}

#[test]
fn a_patients_own_notebook_needs_less() {
    let records = "1,見本 花子,2,19580303\n5,20260310,2\n201,1,薬,,,,,2\n301,1,,,,,,,2\n";
    assert_eq!(kept(&format!("JAHISTC08,2\n{records}")).doubts, []);
    assert_eq!(kept(&format!("JAHISTC08,1\n{records}")).doubts.len(), 7);
}

#[test]
fn a_pharmacy_says_how_a_medicine_is_used() {
    let visit = |prescribing: &str, form: &str| {
        of(&format!("5,20260310,1\n{prescribing}201,1,薬,1,錠,1,,1\n301,1,,1,調剤,{form},1,,1")).doubts
    };
    let pharmacy = "51,見本病院,13,1,1234567,1\n";
    assert_eq!(visit("", "1"), []);
    assert_eq!(visit(pharmacy, "1"), [flaw(6, 301, Field::Text, Flaw::Missing)]);
    assert_eq!((visit(pharmacy, "9"), visit(pharmacy, "10")), (vec![], vec![]));
}

#[test]
fn records_that_lack_what_they_belong_to_are_told() {
    let medicine = "201,1,薬,1,錠,1,,1";
    let usage = "301,1,毎食後,3,日分,1,1,,1";
    let date = "5,20260310,1";
    let check = |records: &[&str], expected: &[Problem]| {
        assert_eq!(of(&records.join("\n")).doubts, expected, "{records:?}");
    };
    check(&[date, medicine, usage], &[]);
    check(&[medicine, usage], &[Problem::NoDispensing { line: 3, record: 201 }]);
    check(&[date, medicine], &[Problem::NoUsage { line: 4, rp: 1 }]);
    check(&[date, usage], &[Problem::NoMedicine { line: 4, rp: 1 }]);
    check(&[date, usage, medicine], &[Problem::MedicineAfterUsage { line: 5, rp: 1 }]);
    check(&[date], &[Problem::EmptyDispensing { line: 3 }]);
    check(&[date, medicine, medicine, usage], &[Problem::Doubled { line: 5, record: 201, first: 4 }]);
    check(
        &[date, medicine, usage, date, medicine, usage],
        &[Problem::DoubledDispensing { line: 6, first: 3 }],
    );
    check(&["1,見本 太郎,1,19800101"], &[Problem::SecondPerson { line: 3 }]);
    check(&["911,12345678901234,2,1"], &[Problem::OnlyAPart { line: 3, number: 1, of: 2 }]);
    check(&["911,12345678901234,1,1"], &[]);
    assert_eq!(kept("JAHISTC08,1\n5,20260310,1\n401,注意,1\n").doubts, [Problem::NoPerson]);
    assert_eq!(of(&[date, medicine, usage, usage].join("\n")).unread[0].why, WhyUnread::Second);
    // Another doctor's RP of the same number is another.
    let two = of(&[
        date,
        "55,甲,,1",
        medicine,
        usage,
        "55,乙,,1",
        "201,1,別,1,錠,1,,1",
        "301,1,食前,3,日分,1,1,,1",
    ]
    .join("\n"));
    assert_eq!((two.doubts, two.dispensings[0].prescribed.len()), (vec![], 2));
}

#[test]
fn what_belongs_to_something_unread_is_not_given_to_another() {
    let medicine = "201,1,薬,1,錠,1,,1";
    let notes = of(&["5,20260310,1", medicine, "201,1,,1,錠,1,,1", "281,1,朝１錠,1"].join("\n"));
    let whys: Vec<&WhyUnread> = notes.unread.iter().map(|unread| &unread.why).collect();
    assert_eq!(whys, [&WhyUnread::Missing(Field::Name), &WhyUnread::NoMedicine { rp: 1 }]);
    assert_eq!(notes.dispensings[0].prescribed[0].rps[0].medicines[0].supplements, []);

    let doctors = of(&["5,20260310,1", "55,甲,,1", medicine, "55,,内科,1", medicine].join("\n"));
    let groups = &doctors.dispensings[0].prescribed;
    assert_eq!((groups.len(), &groups[1].prescriber, groups[1].rps.len()), (2, &None, 1));

    let twice = of("3,甲,,,1,1\n3,乙,,,1,1\n31,1,成分,1,,1");
    assert_eq!(twice.unread[0].why, WhyUnread::NoOtcMedicine { serial: 1 });
}

#[test]
fn a_text_that_ends_inside_a_record_is_told() {
    let whole = "JAHISTC08,1\n1,見本 花子,2,19580303\n5,20260310,1\n401,注意,1";
    assert_eq!(kept(whole).doubts, []);
    for cut in ["2,1,乳製品", "20", "201,1,ノルバ", "201,1", "4,"] {
        let doubts = kept(&format!("{whole}\n{cut}")).doubts;
        assert!(doubts.contains(&Problem::CutOff { line: 5 }), "{cut}: {doubts:?}");
        let ended = kept(&format!("{whole}\n{cut}\n")).doubts;
        assert!(!ended.contains(&Problem::CutOff { line: 5 }), "{cut}: {ended:?}");
    }
}
