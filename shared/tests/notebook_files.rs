//! The notebooks of the reference folder that stands beside the checkout (or where `MIKATA_REFERENCE` points): examples
//! of the specification, and cases of other programs. None of them is copied into the project.

use encoding_rs::SHIFT_JIS;
use shared::{
    identity::Demographics,
    notebook::{
        CannotWrite, Field, Flaw, Match, Notebook, Problem, Stated, WhyNotTold, is_doubtful, join, read,
        split, write,
    },
    record::Sex,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Texts by the name of their file, which begins so, or nothing, loudly, where the reference folder is absent.
fn texts(folder: &str, beginning: &str) -> Option<Vec<(String, String)>> {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = reference.join("data").join(folder);
    if !path.is_dir() {
        println!("SKIPPED: no reference folder at {}; nothing of {folder} was checked", path.display());
        return None;
    }
    let mut texts: Vec<(String, String)> = fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(beginning))
        .map(|entry| {
            let bytes = fs::read(entry.path()).unwrap();
            let text = String::from_utf8(bytes).unwrap_or_else(|not_utf8| {
                let (text, _, has_errors) = SHIFT_JIS.decode(not_utf8.as_bytes());
                assert!(!has_errors, "{:?} is neither UTF-8 nor Shift_JIS", entry.path());
                text.into_owned()
            });
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    texts.sort();
    println!("{folder}: checking {} files", texts.len());
    assert!(!texts.is_empty());
    Some(texts)
}

fn medicines(notebook: &Notebook) -> usize {
    let prescribed = notebook.dispensings.iter().flat_map(|visit| &visit.prescribed);
    prescribed.flat_map(|group| &group.rps).map(|rp| rp.medicines.len()).sum()
}

/// Dispensings, medicines and doubts of each file.
const FOUND: [(&str, usize, usize, usize); 11] = [
    ("1.csv", 1, 5, 0),
    ("2.csv", 1, 9, 0),
    // A code beside the kind that has none.
    ("3.csv", 1, 9, 1),
    ("4.csv", 1, 10, 0),
    ("5.csv", 1, 5, 0),
    ("6.csv", 1, 5, 0),
    ("7.csv", 1, 1, 0),
    // A kind of code, and no code.
    ("tc-invalid-missing-drug-code.txt", 1, 1, 1),
    ("tc-minimal-valid.txt", 1, 1, 0),
    ("tc-multi-dispensing.txt", 2, 2, 0),
    // One part of two.
    ("tc-supported-records-full.txt", 1, 1, 1),
];

#[test]
fn every_file_is_read_in_full() {
    let Some(texts) = texts("jahis", "") else { return };
    for (name, text) in &texts {
        let notebook = read(text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        println!("{name}: {:?}", notebook.doubts);
        assert_eq!(notebook.unread, [], "{name}");
        let found = (notebook.dispensings.len(), medicines(&notebook), notebook.doubts.len());
        if let Some((_, visits, medicines, doubts)) = FOUND.iter().find(|(known, ..)| known == name) {
            assert_eq!(found, (*visits, *medicines, *doubts), "{name}");
        }
        assert!(!is_doubtful(text.replace(['\r', '\n'], "").as_str()), "{name}");
    }
    assert!(FOUND.iter().all(|(name, ..)| texts.iter().any(|(known, _)| known == name)), "a file is gone");
}

#[test]
fn every_file_is_written_split_joined_and_read_again() {
    let Some(texts) = texts("jahis", "") else { return };
    let mut refused_files = Vec::new();
    for (name, text) in texts {
        let notebook = read(&text).unwrap();
        let written = match write(&notebook) {
            Ok(written) => written,
            Err(refused) => {
                // The same that the reader doubts.
                let codes = |refused: &CannotWrite| match refused {
                    CannotWrite::Missing { field, .. } | CannotWrite::CodeOfNoKind { field, .. } => {
                        *field == Field::Code
                    }
                    _ => false,
                };
                assert!(refused.iter().all(codes) && !notebook.doubts.is_empty(), "{name}: {refused:?}");
                refused_files.push(name);
                continue;
            }
        };
        let (encoded, _, has_unmappable) = SHIFT_JIS.encode(&written);
        assert!(!has_unmappable, "{name}");
        let parts = split(&written, 300).unwrap();
        let lengths: usize = parts.iter().map(|part| SHIFT_JIS.encode(part).0.len()).max().unwrap();
        assert!(lengths <= 300 && encoded.len() > 300, "{name}");
        let joined = join(&parts.iter().rev().map(String::as_str).collect::<Vec<_>>()).unwrap();
        assert_eq!(joined, written, "{name}");
        let again = read(&joined).unwrap();
        let expected = Notebook { version: again.version, doubts: Vec::new(), ..notebook };
        assert!(again == expected, "{name}:\n{written}");
    }
    assert_eq!(refused_files, ["3.csv", "tc-invalid-missing-drug-code.txt"]);
}

#[test]
fn doubts_of_the_files_name_line_and_field() {
    let Some(texts) = texts("jahis", "") else { return };
    let doubts = |name: &str| {
        let (_, text) = texts.iter().find(|(known, _)| known == name).unwrap();
        read(text).unwrap().doubts
    };
    let of_code = |line, flaw| Problem::Field { line, record: 201, field: Field::Code, flaw };
    assert_eq!(doubts("tc-invalid-missing-drug-code.txt"), [of_code(4, Flaw::Missing)]);
    assert_eq!(doubts("3.csv"), [of_code(22, Flaw::CodeOfNoKind)]);
    let part = Problem::OnlyAPart { line: 24, number: 1, of: 2 };
    assert_eq!(doubts("tc-supported-records-full.txt"), [part]);
}

#[test]
fn whose_the_files_are() {
    let Some(texts) = texts("jahis", "") else { return };
    let person = |name: &str, kana: &str, born: &str| Demographics {
        name: name.into(),
        kana: Some(kana.into()),
        sex: Sex::Male,
        birth_date: born.parse().unwrap(),
    };
    let suzuki = person("鈴木　太郎", "スズキ タロウ", "1958-03-03");
    let yamada = person("山田太郎", "ﾔﾏﾀﾞ ﾀﾛｳ", "1980-01-01");
    for (name, text) in texts {
        let notebook = read(&text).unwrap();
        let (theirs, others) = if name.starts_with("tc-") { (&yamada, &suzuki) } else { (&suzuki, &yamada) };
        assert_eq!(notebook.is_of(theirs), Match::Same, "{name}");
        assert_eq!(notebook.is_of(others), Match::OtherBirthDate, "{name}");
        let Some(Stated::Read(born)) = notebook.person.clone().unwrap().birth_date else { panic!("{name}") };
        let namesake =
            Demographics { name: "見本 太郎".into(), kana: None, birth_date: born, ..yamada.clone() };
        assert_eq!(notebook.is_of(&namesake), Match::OtherName, "{name}");
        let woman = Demographics { sex: Sex::Female, ..theirs.clone() };
        assert_eq!(notebook.is_of(&woman), Match::CannotBeTold(WhyNotTold::SexDiffers), "{name}");
    }
}

#[test]
fn codes_of_prescriptions_are_no_notebooks() {
    let Some(texts) = texts("exchange/eprescription", "jahis-rx") else { return };
    for (name, text) in texts {
        assert!(read(&text).is_err(), "{name}");
    }
}
