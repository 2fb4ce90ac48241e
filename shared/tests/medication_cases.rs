//! The table of cases, `medication_cases.txt`: written from sources before the check ran on them, by somebody who had
//! not read it. Its header says how to read it.

use shared::{
    medication::{
        check::{
            AllergyFact, Category, ConditionFact, Egfr, Finding, FindingKind, Findings, Kidney, Matter,
            Medicine, Pregnancy, Profile, Situation, Source, Supply, check,
        },
        knowledge::{Severity, embedded::built_in},
    },
    medicine_code::{MedicineCode, Route, YjCode},
    record::Sex,
};
use std::{fs, path::Path};

/// Below this the table is not the one that was agreed on.
const FEWEST_CASES: usize = 150;

#[derive(Debug)]
struct Case {
    title: String,
    situation: Situation,
    letters: Vec<String>,
    expectations: Vec<String>,
    unused: Vec<String>,
}

#[test]
fn every_case_is_as_its_sources_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/medication_cases.txt");
    let text = fs::read_to_string(&path).expect("shared/tests/medication_cases.txt is there");
    let knowledge = built_in().expect("the built-in knowledge is sound");
    let cases = read(&text);
    let mut failures = Vec::new();
    for case in &cases {
        let findings = check(&case.situation, &knowledge);
        let mut wrong = case.unused.iter().map(|line| format!("not understood: {line}")).collect::<Vec<_>>();
        wrong.extend(case.expectations.iter().filter_map(|line| unmet(case, &findings, line)));
        if !wrong.is_empty() {
            failures.push(format!("{}\n    {}\n{}", case.title, wrong.join("\n    "), told(&findings)));
        }
    }
    println!("{} of {} cases are as expected", cases.len() - failures.len(), cases.len());
    assert!(cases.len() >= FEWEST_CASES, "only {} cases", cases.len());
    assert!(
        failures.is_empty(),
        "{} of {} cases fail:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        let line = line.split_once(" # ").map_or(line, |(before, _)| before).trim();
        if let Some(title) = line.strip_prefix("== ") {
            cases.push(Case::new(title));
        } else if let Some(case) = cases.last_mut().filter(|_| !line.is_empty() && !line.starts_with('#'))
            && case.line(line).is_none()
        {
            case.unused.push(line.to_owned());
        }
    }
    cases
}

impl Case {
    fn new(title: &str) -> Self {
        let situation = Situation {
            as_of: "2026-11-21".parse().unwrap(),
            profile: Profile::Full,
            birth_date: None,
            sex: None,
            pregnancy: Pregnancy::Unknown,
            kidney: None,
            medicines: Vec::new(),
            allergies: Vec::new(),
            conditions: Vec::new(),
            not_available: Vec::<Category>::new(),
        };
        let (letters, expectations, unused) = (Vec::new(), Vec::new(), Vec::new());
        Self { title: title.to_owned(), situation, letters, expectations, unused }
    }

    /// `None` where the line is not understood.
    fn line(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ')?;
        let situation = &mut self.situation;
        match word {
            "on" => situation.as_of = rest.parse().ok()?,
            "person" => self.person(rest)?,
            "medicine" => self.medicine(rest)?,
            "allergy" => situation.allergies.push(AllergyFact {
                name: rest.to_owned(),
                codes: Vec::new(),
                in_doubt: false,
                unconfirmed: false,
                own: false,
            }),
            "condition" => {
                let (code, name) = rest.split_once(' ').unwrap_or((rest, rest));
                situation.conditions.push(ConditionFact {
                    name: name.to_owned(),
                    icd10: Some(code.to_owned()),
                    in_doubt: false,
                    suspected: false,
                });
            }
            "profile" if rest == "national" => situation.profile = Profile::NATIONAL,
            "profile" if rest == "full" => {}
            "expect" => self.expectations.push(rest.to_owned()),
            "source" | "note" => {}
            _ => return None,
        }
        Some(())
    }

    fn person(&mut self, rest: &str) -> Option<()> {
        let situation = &mut self.situation;
        for word in rest.split_whitespace().map(|word| word.trim_matches(',')) {
            match word {
                "female" => situation.sex = Some(Sex::Female),
                "male" => situation.sex = Some(Sex::Male),
                "pregnant" => situation.pregnancy = Pregnancy::Pregnant,
                _ => match word.split_once('=') {
                    Some(("egfr", value)) => {
                        let tenths = (value.parse::<f64>().ok()? * 10.0).round() as u32;
                        situation.kidney =
                            Some(Kidney { egfr: Egfr { tenths }, on: None, preliminary: false });
                    }
                    Some(("weight", _)) => {}
                    _ => situation.birth_date = Some(word.parse().ok()?),
                },
            }
        }
        Some(())
    }

    fn medicine(&mut self, rest: &str) -> Option<()> {
        let (letter, rest) = rest.split_once(' ')?;
        let mut medicine = Medicine::named("");
        for word in rest.split_whitespace() {
            match word.split_once('=') {
                Some(("facility", code)) => medicine.facility = Some(code.to_owned()),
                Some(("sheet", sheet)) => medicine.sheet = Some(sheet.to_owned()),
                Some(("from", day)) => medicine.start = Some(day.parse().ok()?),
                Some(("days", days)) => medicine.supply = Supply::Days(days.parse().ok()?),
                Some(("name", name)) => medicine.name = name.to_owned(),
                // A code with a wrong check digit is no code; the name remains.
                Some(("yj", code)) => {
                    medicine.codes.extend(YjCode::try_from(code).ok().map(MedicineCode::Yj))
                }
                Some(("route", "oral")) => medicine.route = Some(Route::Oral),
                Some(("route", "injection")) => medicine.route = Some(Route::Injection),
                Some(("route", "external")) => medicine.route = Some(Route::External),
                None if word == "prn" => medicine.as_needed = true,
                None if word == "otc" => medicine.source = Source::OverTheCounter,
                // The rest of a name with spaces.
                None if !medicine.name.is_empty() => medicine.name = format!("{} {word}", medicine.name),
                _ => return None,
            }
        }
        self.letters.push(letter.to_owned());
        self.situation.medicines.push(medicine);
        Some(())
    }

    fn index(&self, letter: &str) -> Option<usize> {
        self.letters.iter().position(|known| known == letter)
    }
}

/// What an expectation lacks, if it does.
fn unmet(case: &Case, findings: &Findings, line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let met = match words.as_slice() {
        ["nothing"] => findings.findings.is_empty(),
        ["nothing-contraindicated"] => {
            findings.findings.iter().all(|finding| finding.severity != Severity::Contraindicated)
        }
        ["recognised", some, "of", all] => {
            some.parse() == Ok(findings.recognised) && all.parse() == Ok(findings.medicines)
        }
        ["unrecognised", letters @ ..] => letters.iter().all(|letter| {
            case.index(letter).is_some_and(|index| findings.not_checked.iter().any(|one| one.index == index))
        }),
        // Some ground of the finding says it, or none does: the consequence or the advice, in Japanese.
        ["says", text, letters @ ..] => {
            said_of(case, findings, letters).iter().any(|said| said.contains(text))
        }
        ["never-says", text, letters @ ..] => {
            !said_of(case, findings, letters).iter().any(|said| said.contains(text))
        }
        ["none", kind, rest @ ..] => {
            let unwanted = kinds(kind).unwrap_or_else(|| panic!("{}: no kind {kind}", case.title));
            !findings.findings.iter().any(|one| one.kind == unwanted && concerns(case, one, rest))
        }
        ["serious", kind, rest @ ..] => {
            let wanted = kinds(kind).unwrap_or_else(|| panic!("{}: no kind {kind}", case.title));
            findings.findings.iter().any(|finding| {
                wanted == finding.kind
                    && finding.severity == Severity::Serious
                    && concerns(case, finding, rest)
            })
        }
        [severity @ ("contraindicated" | "caution"), kind, rest @ ..] => {
            let wanted = kinds(kind).unwrap_or_else(|| panic!("{}: no kind {kind}", case.title));
            findings.findings.iter().any(|finding| {
                wanted == finding.kind && severe_enough(finding, severity) && concerns(case, finding, rest)
            })
        }
        _ => false,
    };
    (!met).then(|| format!("expected: {line}"))
}

/// Consequences and advice of every ground about exactly these medicines.
fn said_of(case: &Case, findings: &Findings, letters: &[&str]) -> Vec<String> {
    let about = findings.findings.iter().filter(|finding| concerns(case, finding, letters));
    let grounds = about.flat_map(|finding| &finding.grounds);
    grounds.flat_map(|one| [one.consequence.ja.to_string(), one.advice.person.ja.to_string()]).collect()
}

/// The sources give duplicates no severity of their own.
fn severe_enough(finding: &Finding, wanted: &str) -> bool {
    matches!(finding.kind, FindingKind::Duplicate | FindingKind::DuplicateClass)
        || (finding.severity == Severity::Contraindicated) == (wanted == "contraindicated")
}

fn kinds(word: &str) -> Option<FindingKind> {
    Some(match word {
        "interaction" => FindingKind::Interaction,
        "duplicate" => FindingKind::Duplicate,
        "duplicate-class" => FindingKind::DuplicateClass,
        "allergy" => FindingKind::Allergy,
        "disease" => FindingKind::Disease,
        "pregnancy" => FindingKind::Pregnancy,
        "age" => FindingKind::Age,
        "renal" => FindingKind::Renal,
        "sex" => FindingKind::Sex,
        _ => return None,
    })
}

/// Whether the finding is about exactly these medicines, and this disease where one is named.
fn concerns(case: &Case, finding: &Finding, words: &[&str]) -> bool {
    let mut wanted: Vec<usize> = words.iter().filter_map(|word| case.index(word)).collect();
    wanted.sort_unstable();
    let found: Vec<usize> = finding.medicines.iter().map(|one| one.index).collect();
    let disease = words.iter().find(|word| case.index(word).is_none());
    let right_disease = disease.is_none_or(|code| match finding.matter {
        Some(Matter::Condition(at)) => case.situation.conditions[at].icd10.as_deref() == Some(*code),
        _ => false,
    });
    wanted == found && right_disease
}

fn told(findings: &Findings) -> String {
    let mut lines = vec![format!(
        "        recognised {} of {}, not checked {:?}, allergies not understood {:?}",
        findings.recognised, findings.medicines, findings.not_checked, findings.allergies_not_understood
    )];
    lines.extend(findings.findings.iter().map(|finding| {
        let names: Vec<&str> = finding.medicines.iter().map(|one| one.name.as_str()).collect();
        let rules: Vec<String> =
            finding.grounds.iter().map(|ground| format!("{} {:?}", ground.rule, ground.certainty)).collect();
        format!("        {:?} {:?} {names:?} {:?} {rules:?}", finding.severity, finding.kind, finding.matter)
    }));
    lines.join("\n")
}
