//! Whatever is written is read again as the same; whatever is split is joined again; no text makes reading panic.

use super::{
    super::{code::*, *},
    WHOLE,
};
use crate::decimal::Decimal;
use chrono::{Days, NaiveDate};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// At most ten letters of two bytes.
fn words() -> impl Strategy<Value = String> {
    "[A-Za-z0-9ｱ-ﾝぁ-んァ-ン薬用量\\-%（）「」]([ 0-9ｱ-ﾝァ-ン薬　]{0,8}[0-9ぁ-んA-Z])?"
}

fn day() -> impl Strategy<Value = Option<Stated<NaiveDate>>> {
    let first = NaiveDate::from_ymd_opt(1868, 1, 25).unwrap();
    option::of((0_u64..80_000).prop_map(move |days| Stated::Read(first + Days::new(days))))
}

fn author() -> impl Strategy<Value = Option<Author>> {
    select(vec![Author::Staff, Author::Patient, Author::Other, Author::Unknown]).prop_map(Some)
}

fn number() -> impl Strategy<Value = Option<Stated<Decimal>>> {
    "[0-9]{1,3}(\\.[0-9]{1,3})?".prop_map(|text| Some(Stated::Read(Decimal::try_from(text).unwrap())))
}

fn whole() -> impl Strategy<Value = Option<Stated<u16>>> {
    (0_u16..1000).prop_map(|number| Some(Stated::Read(number)))
}

fn code<K: Clone + std::fmt::Debug>(none: K, other: K) -> impl Strategy<Value = SentCode<K>> {
    prop_oneof![
        Just(SentCode { kind: Some(none), code: None }),
        "[0-9A-Z]{1,12}".prop_map(move |code| SentCode { kind: Some(other.clone()), code: Some(code) }),
    ]
}

fn note() -> impl Strategy<Value = Note> {
    (words(), author()).prop_map(|(text, by)| Note { text, by })
}

fn notes() -> impl Strategy<Value = Vec<Note>> {
    vec(note(), 0..3)
}

prop_compose! {
    fn person()(
        name in words(), sex in select(vec![Sex::Male, Sex::Female]),
        days in 0_u64..60_000, postcode in option::of("[0-9]{3}-[0-9]{4}"), address in option::of(words()),
        weight in number(), kana in option::of("[ァ-ン]{1,10}"),
    ) -> Person {
        let born = NaiveDate::from_ymd_opt(1868, 1, 25).unwrap() + Days::new(days);
        Person {
            name: Some(name), sex: Some(sex), birth_date: Some(Stated::Read(born)), postcode, weight, kana,
            phone: None, emergency_contact: address.clone(), blood_type: None, address,
        }
    }
}

prop_compose! {
    fn medicine()(
        name in words(), amount in number(), unit in "[錠包gC]", by in author(),
        code in code(MedicineCodeKind::None, MedicineCodeKind::Hot),
        generic_name in option::of(words()),
        generic_code in code(GenericCodeKind::None, GenericCodeKind::GeneralName),
        supplements in notes(), cautions in notes(),
    ) -> Medicine {
        Medicine { name, amount, unit: Some(unit), code, by, generic_name, generic_code, supplements, cautions }
    }
}

prop_compose! {
    fn usage()(
        text in option::of(words()), quantity in whole(), by in author(),
        form in select(vec![
            DosageForm::Oral, DosageForm::AsNeeded, DosageForm::External, DosageForm::Other,
            DosageForm::AsSent("11".into()),
        ]),
        code in code(UsageCodeKind::None, UsageCodeKind::Jami),
    ) -> Usage {
        Usage { text, quantity, unit: Some("日分".into()), form: Some(form), code, by }
    }
}

prop_compose! {
    fn rp()(
        medicines in vec(medicine(), 1..3), usage in option::of(usage()),
        supplements in notes(), cautions in notes(),
    ) -> Rp {
        Rp { number: 0, medicines, usage, supplements, cautions }
    }
}

prop_compose! {
    fn prescribed()(name in option::of(words()), department in option::of(words()), by in author(), rps in vec(rp(), 1..3))
        -> Prescribed
    {
        let rps = (1..).zip(rps).map(|(number, rp)| Rp { number, ..rp }).collect();
        Prescribed { prescriber: name.map(|name| Prescriber { name, department, by }), rps }
    }
}

prop_compose! {
    fn dispensing()(
        date in day().prop_filter("it has a day", Option::is_some), by in author(),
        facility in option::of((words(), "[0-9]{7}")), staff in option::of(words()),
        prescribing in option::of((words(), "[0-9]{7}")),
        mut prescribed in vec(prescribed(), 0..3),
        cautions in notes(), told in option::of(words()), leftovers in notes(), remarks in notes(),
        entries in vec((words(), day()), 0..2),
    ) -> Dispensing {
        for group in prescribed.iter_mut().skip(1) {
            group.prescriber.get_or_insert_with(|| Prescriber { name: "甲".into(), department: None, by: by.clone() });
        }
        if prescribing.is_some() {
            let rps = prescribed.iter_mut().flat_map(|group| &mut group.rps);
            for usage in rps.filter_map(|rp| rp.usage.as_mut()) {
                usage.text.get_or_insert_with(|| "毎食後".into());
            }
        }
        let prefecture = Some("13".to_owned());
        Dispensing {
            facility: facility.map(|(name, code)| DispensingFacility {
                name, prefecture: prefecture.clone(), fee_table: Some(FeeTable::Pharmacy), code: Some(code),
                by: by.clone(), ..DispensingFacility::default()
            }),
            staff: staff.map(|name| Staff { name, contact: None, by: by.clone() }),
            prescribing: prescribing.map(|(name, code)| PrescribingFacility {
                name, prefecture, fee_table: Some(FeeTable::Medical), code: Some(code), by: by.clone(),
            }),
            information: told
                .map(|text| Information { text, kind: Some(InformationKind::InHospital), by: by.clone() })
                .into_iter()
                .collect(),
            entries: entries.into_iter().map(|(text, date)| PatientEntry { text, date }).collect(),
            date, by, prescribed, cautions, leftovers, remarks,
        }
    }
}

prop_compose! {
    fn otc()(
        name in words(), start in day(), end in day(), by in author(), jan in option::of("[0-9]{13}"),
        ingredients in vec((words(), code(IngredientCodeKind::None, IngredientCodeKind::SelfMedication), author()), 0..3),
    ) -> OtcMedicine {
        let ingredients =
            ingredients.into_iter().map(|(name, code, by)| OtcIngredient { name, code, by }).collect();
        OtcMedicine { name, start, end, by, serial: None, jan, ingredients }
    }
}

prop_compose! {
    fn notebook()(
        person in person(), remarks in vec((words(), author()), 0..3), otc in vec(otc(), 0..3),
        memos in vec((words(), day(), author()), 0..3), dispensings in vec(dispensing(), 0..3),
        pharmacists in vec((words(), words(), day(), author()), 0..2),
        direction in select(vec![Direction::ToPatient, Direction::ToFacility]),
    ) -> Notebook {
        let serial = |number| Some(Stated::Read(number));
        Notebook {
            version: Version::NEWEST,
            direction: Some(direction),
            person: Some(person),
            further_people: Vec::new(),
            remarks: remarks
                .into_iter()
                .map(|(text, by)| PersonRemark { kind: Some(RemarkKind::History), text, by })
                .collect(),
            otc: (1..).zip(otc).map(|(number, otc)| OtcMedicine { serial: serial(number), ..otc }).collect(),
            memos: memos.into_iter().map(|(text, date, by)| Memo { text, date, by }).collect(),
            dispensings,
            family_pharmacists: pharmacists
                .into_iter()
                .map(|(name, pharmacy, start, by)| FamilyPharmacist {
                    name, pharmacy: Some(pharmacy), contact: None, start, end: None, by,
                })
                .collect(),
            unread: Vec::new(),
            doubts: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_read_again(notebook in notebook()) {
        let text = write(&notebook).unwrap();
        let again = read(&text).unwrap();
        prop_assert_eq!(&again.unread, &[]);
        // Doubts (a code of the wrong shape, words that stand twice) are not what is compared.
        prop_assert!(Notebook { doubts: Vec::new(), ..again } == notebook, "{}", text);
    }

    #[test]
    fn what_is_split_is_joined_again(notebook in notebook(), most in 200_usize..2400, turn in 0_usize..50) {
        let text = write(&notebook).unwrap();
        let parts = split(&text, most).unwrap();
        for part in &parts {
            prop_assert!(crate::notebook::line::bytes(part) <= most);
        }
        let mut parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let place = turn % parts.len();
        parts.rotate_left(place);
        parts.push(parts[place]);
        prop_assert_eq!(join(&parts), Ok(text));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*", records in "(([0-9]{1,3}|JAHISTC0[0-9])?[,0-9a-zA-Z薬ｱ〓 \r\n\u{1a}-]{0,40}\n){0,12}") {
        let _ = (read(&text), join(&[&text]), split(&text, 100));
        let records = format!("JAHISTC08,1\n{records}");
        let notebook = read(&records);
        let _ = (join(&[&records, &text]), split(&records, 100), notebook.map(|notebook| write(&notebook)));
    }

    /// Nothing is lost: every line is in what is understood, or stands apart with its reason.
    #[test]
    fn a_spoilt_text_is_read_or_told(at in any::<prop::sample::Index>(), put in "[,0-9薬\n]{0,3}") {
        let mut letters: Vec<char> = WHOLE.chars().collect();
        let at = at.index(letters.len());
        letters.splice(at..=at, put.chars());
        let text: String = letters.into_iter().collect();
        if let Ok(notebook) = read(&text) {
            let told = notebook.unread.iter().map(|unread| unread.line);
            let understood = Notebook { unread: Vec::new(), ..notebook.clone() };
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            prop_assert!(records_of(&understood) + told.count() >= lines, "{}", text);
        }
    }
}

/// Records that a notebook was read from, its header among them.
fn records_of(notebook: &Notebook) -> usize {
    let Notebook { person, further_people, remarks, otc, memos, dispensings, family_pharmacists, .. } =
        notebook;
    let parts = notebook.doubts.iter().filter(|doubt| matches!(doubt, Problem::OnlyAPart { .. })).count();
    let visits: usize = dispensings.iter().map(records_of_dispensing).sum();
    let otc: usize = otc.iter().map(|medicine| 1 + medicine.ingredients.len()).sum();
    let people = usize::from(person.is_some()) + further_people.len();
    1 + people + remarks.len() + otc + memos.len() + visits + family_pharmacists.len() + parts
}

fn records_of_dispensing(visit: &Dispensing) -> usize {
    let one = |is: bool| usize::from(is);
    let medicine = |medicine: &Medicine| 1 + medicine.supplements.len() + medicine.cautions.len();
    let rp = |rp: &Rp| {
        let medicines: usize = rp.medicines.iter().map(medicine).sum();
        medicines + one(rp.usage.is_some()) + rp.supplements.len() + rp.cautions.len()
    };
    let prescribed: usize = visit
        .prescribed
        .iter()
        .map(|group| one(group.prescriber.is_some()) + group.rps.iter().map(rp).sum::<usize>())
        .sum();
    let named = one(visit.facility.is_some()) + one(visit.staff.is_some()) + one(visit.prescribing.is_some());
    let words = visit.cautions.len() + visit.information.len() + visit.leftovers.len() + visit.remarks.len();
    1 + named + prescribed + words + visit.entries.len()
}
