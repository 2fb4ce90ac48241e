//! Identity of a transmission: decides whose record it is, purely. The insured id alone never identifies a person.
//!
//! Mixing two people up is the worst thing this program could do; splitting one person in two is
//! mended by an operator's recorded decision. So every doubt is held, and nothing is guessed.

use crate::{address::Address, ids::PatientId, nfkc::nfkc, record::Sex};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An insured person's id (`保険者番号:記号:番号:枝番`) or a public payer's, normalised so that
/// full and half width compare equal.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InsuredId {
    /// The identifier system it was sent in.
    pub system: String,
    pub value: String,
}

impl fmt::Debug for InsuredId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InsuredId(…)")
    }
}

impl InsuredId {
    /// Normalises `value` (NFKC); the caller has checked its form.
    pub fn new(system: &str, value: &str) -> Self {
        Self { system: system.to_owned(), value: nfkc(value).into_owned() }
    }
}

/// Demographics, which must agree beside the insured id for two transmissions to be about one person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demographics {
    /// 氏名, as written.
    pub name: String,
    /// カナ氏名, as written.
    pub kana: Option<String>,
    pub sex: Sex,
    pub birth_date: NaiveDate,
}

impl fmt::Debug for Demographics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Demographics(…)")
    }
}

/// Kana for comparison: full-width katakana, no spaces, voiced marks combined.
///
/// ```
/// assert_eq!(shared::identity::comparable_kana("ﾏｷﾉ　らんまん"), "マキノランマン");
/// ```
pub fn comparable_kana(kana: &str) -> String {
    nfkc(kana)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
            '-' | '‐' | '−' | '―' => 'ー',
            c => c,
        })
        .collect()
}

impl Demographics {
    /// Birth date, sex and kana name agree, and each is known on both sides. An unknown sex or a
    /// missing kana name agrees with nothing: unknown is never "the same".
    pub fn agrees_with(&self, other: &Self) -> bool {
        let known_sex = |sex: Sex| sex != Sex::Unknown;
        let kana_agrees = match (&self.kana, &other.kana) {
            (Some(a), Some(b)) => {
                let (a, b) = (comparable_kana(a), comparable_kana(b));
                !a.is_empty() && a == b
            }
            _ => false,
        };
        self.birth_date == other.birth_date && known_sex(self.sex) && self.sex == other.sex && kana_agrees
    }
}

/// A sender's claim about whose record this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub insured_id: InsuredId,
    /// The sender's own patient number, if sent (`urn:oid:1.2.392.100495.20.3.51.1…` and value).
    pub local_number: Option<(String, String)>,
    pub demographics: Demographics,
    /// Where they live, if sent. It decides nothing about whose record this is: people move.
    #[serde(default)]
    pub address: Option<Address>,
}

/// A person already known under the claimed insured id.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub patient: PatientId,
    pub demographics: Demographics,
}

/// Why a transmission waits for an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldReason {
    /// The insured id is known, and birth date, sex or kana name differ or are missing.
    DemographicsDiffer,
    /// Several people under this insured id agree.
    SeveralAgree,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The one person who agrees in everything.
    Known(PatientId),
    /// Nobody has this insured id: a new person.
    New,
    Hold(HoldReason),
}

/// Decides whose record a claim belongs to, among all who are known under its insured id.
pub fn decide(claim: &Claim, holders_of_insured_id: &[Candidate]) -> Decision {
    if holders_of_insured_id.is_empty() {
        return Decision::New;
    }
    let mut agreeing: Vec<PatientId> = holders_of_insured_id
        .iter()
        .filter(|holder| holder.demographics.agrees_with(&claim.demographics))
        .map(|holder| holder.patient)
        .collect();
    agreeing.sort();
    agreeing.dedup();
    match agreeing.as_slice() {
        [one] => Decision::Known(*one),
        [] => Decision::Hold(HoldReason::DemographicsDiffer),
        _ => Decision::Hold(HoldReason::SeveralAgree),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn person(kana: Option<&str>, sex: Sex, born: &str) -> Demographics {
        Demographics {
            name: "山田　花子".into(),
            kana: kana.map(str::to_owned),
            sex,
            birth_date: born.parse().unwrap(),
        }
    }

    fn claim(demographics: Demographics) -> Claim {
        Claim {
            insured_id: InsuredId::new("system", "06123456:１２:３:"),
            local_number: None,
            demographics,
            address: None,
        }
    }

    fn holder(number: u128, demographics: Demographics) -> Candidate {
        Candidate { patient: PatientId(Uuid::from_u128(number)), demographics }
    }

    fn check(incoming: Demographics, holders: &[Candidate], expected: Decision) {
        assert_eq!(decide(&claim(incoming), holders), expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn only_full_agreement_identifies() {
        let known = person(Some("ヤマダ ハナコ"), Sex::Female, "1944-03-05");
        let holders = [holder(1, known.clone())];
        let one = Decision::Known(PatientId(Uuid::from_u128(1)));
        let held = Decision::Hold(HoldReason::DemographicsDiffer);
        check(known.clone(), &[], Decision::New);
        check(known, &holders, one);
        check(person(Some("ﾔﾏﾀﾞﾊﾅｺ"), Sex::Female, "1944-03-05"), &holders, one);
        check(person(Some("やまだ　はなこ"), Sex::Female, "1944-03-05"), &holders, one);
        check(person(Some("ヤマダ ハナエ"), Sex::Female, "1944-03-05"), &holders, held);
        check(person(Some("ヤマダ ハナコ"), Sex::Male, "1944-03-05"), &holders, held);
        check(person(Some("ヤマダ ハナコ"), Sex::Female, "1944-03-06"), &holders, held);
        check(person(Some("ヤマダ ハナコ"), Sex::Unknown, "1944-03-05"), &holders, held);
        check(person(None, Sex::Female, "1944-03-05"), &holders, held);
        check(person(Some("  "), Sex::Female, "1944-03-05"), &holders, held);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_family_that_shares_an_id_is_never_mixed() {
        let mother = person(Some("ヤマダ ハナコ"), Sex::Female, "1944-03-05");
        let daughter = person(Some("ヤマダ アヤ"), Sex::Female, "1972-01-01");
        let holders = [holder(1, mother), holder(2, daughter.clone())];
        check(daughter, &holders, Decision::Known(PatientId(Uuid::from_u128(2))));
        check(
            person(Some("ヤマダ タロウ"), Sex::Male, "1940-01-01"),
            &holders,
            Decision::Hold(HoldReason::DemographicsDiffer),
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn two_people_who_agree_are_held() {
        let twin = person(Some("ヤマダ ハナコ"), Sex::Female, "1944-03-05");
        let holders = [holder(1, twin.clone()), holder(2, twin.clone())];
        check(twin, &holders, Decision::Hold(HoldReason::SeveralAgree));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn widths_of_an_insured_id_compare_equal() {
        assert_eq!(
            InsuredId::new("s", "00012345:あいう:１８７:05"),
            InsuredId::new("s", "00012345:あいう:187:05")
        );
    }
}
