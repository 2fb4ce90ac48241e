//! `mikata medications check`, as an operator or another system runs it.

use super::file;
use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn run(situation: &[u8]) -> Output {
    let mut mikata = Command::new(env!("CARGO_BIN_EXE_mikata"))
        .args(["medications", "check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    mikata.stdin.take().unwrap().write_all(situation).unwrap();
    mikata.wait_with_output().unwrap()
}

/// Whether the allergy is found, and whether it is said not to be understood.
fn allergy(situation: &[u8]) -> (bool, bool) {
    let output = run(situation);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = answer["findings"].as_array().unwrap().iter().any(|one| one["kind"] == "allergy");
    let unknown = !answer["allergies_not_understood"].as_array().unwrap().is_empty();
    (found, unknown)
}

fn reacted_to(allergy: &str, medicine: &str) -> Vec<u8> {
    json!({"as_of": "2026-11-28", "birth_date": "1950-02-03",
        "medicines": [{"name": medicine, "start": "2026-11-25", "supply": {"days": 7}}],
        "allergies": [{"name": allergy}]})
    .to_string()
    .into_bytes()
}

/// Each wording is found, or said not to be understood: never neither.
#[test]
fn t32_allergies_in_everyday_words_are_found_or_said_not_to_be_understood() {
    for number in 0..8 {
        let Some(situation) = file(&format!("T32-{number}.json")) else { return };
        let expected = if number == 7 { (false, true) } else { (true, false) };
        assert_eq!(allergy(&situation), expected, "{}", String::from_utf8_lossy(&situation));
    }
}

/// A second case of T32: another medicine, and what is no allergy to it.
#[test]
fn t32_another_medicine_in_everyday_words() {
    const LOXOPROFEN: &str = "ロキソニン錠６０ｍｇ";
    for (words, expected) in [
        ("ロキソニンで蕁麻疹", (true, false)),
        ("ロキソプロフェンによる薬疹の既往", (true, false)),
        ("ロキソニンショック", (true, false)),
        ("名前のわからない薬", (false, true)),
        ("ペニシリンショックの既往", (false, false)),
    ] {
        assert_eq!(allergy(&reacted_to(words, LOXOPROFEN)), expected, "{words}");
    }
}

/// A code in another width or case is refused by name, with its place; or it is taken for the same code.
#[test]
fn t34_a_code_in_another_width_or_case_is_refused_by_name_or_taken() {
    let check = |situation: &[u8], code: &str| {
        let output = run(situation);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.success() {
            true => {
                let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
                assert_eq!(answer["recognised"], json!(1), "{answer}");
            }
            false => assert!(said.contains(code) && said.contains("medicines[0].codes[0]"), "{said}"),
        }
    };
    for (name, code) in [("T34-lower.json", "1169010f2020"), ("T34-wide.json", "１１６９０１０Ｆ２０２０")]
    {
        let Some(situation) = file(name) else { return };
        check(&situation, code);
    }
    for code in ["6131001m2300", "６１３１００１Ｍ２３００", "6131001Ｍ2300"] {
        let situation = json!({"as_of": "2026-11-28", "birth_date": "1950-02-03",
            "medicines": [{"name": "サワシリンカプセル２５０", "codes": [format!("yj:{code}")]}]});
        check(situation.to_string().as_bytes(), code);
    }
}
