//! Invented situations: so many medicines by their codes, from products that rules speak of.

use shared::{
    medication::{
        check::{Medicine, Pregnancy, Profile, Situation, Source, Supply},
        knowledge::{KnowledgeBase, embedded},
    },
    medicine_code::MedicineCode,
};
use std::collections::BTreeMap;

pub const TWENTY: usize = 20;
pub const FIFTY: usize = 50;
pub const MANY: usize = 500;

/// The knowledge as the browser has it: through the compact form.
pub fn knowledge() -> (KnowledgeBase, Vec<u8>) {
    let built_in = embedded::built_in().expect("the built-in knowledge is tested");
    let compact = built_in.to_compact();
    (KnowledgeBase::from_compact(&compact).expect("what was just written can be read"), compact)
}

/// The first `count` listed medicines of different ingredients that some rule speaks of, from three clinics.
pub fn situation(count: usize, knowledge: &KnowledgeBase) -> Situation {
    let ingredients =
        embedded::FILES.iter().find(|file| file.name == "ingredients.txt").expect("it is built in");
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    let mut medicines = Vec::new();
    let mut seen: BTreeMap<String, ()> = BTreeMap::new();
    for line in ingredients.text.lines() {
        let Some(prefix) =
            line.get(..7).filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        else {
            continue;
        };
        // A general-name code ends in ZZZ where a product's ends in its own digits.
        let Ok(code) = MedicineCode::try_from(format!("general:{prefix}F1ZZZ")) else { continue };
        let ruled = code.prefix().is_some_and(|prefix| knowledge.has_rules(prefix));
        if !ruled || seen.insert(prefix[..4].to_owned(), ()).is_some() && count < 100 {
            continue;
        }
        medicines.push(Medicine {
            name: format!("試験{}", medicines.len()),
            codes: vec![code],
            route: None,
            start: Some(as_of),
            supply: Supply::Days(28),
            as_needed: false,
            facility: Some(format!("131000001{}", medicines.len() % 3)),
            sheet: Some((medicines.len() / 5).to_string()),
            source: Source::Prescription,
            department: None,
            prescriber: None,
            questioned: None,
        });
        if medicines.len() == count {
            break;
        }
    }
    assert_eq!(medicines.len(), count, "enough medicines that rules speak of");
    Situation {
        as_of,
        profile: Profile::Full,
        birth_date: chrono::NaiveDate::from_ymd_opt(1944, 7, 24),
        sex: None,
        pregnancy: Pregnancy::Unknown,
        kidney: None,
        medicines,
        allergies: Vec::new(),
        conditions: Vec::new(),
        not_available: Vec::new(),
    }
}
