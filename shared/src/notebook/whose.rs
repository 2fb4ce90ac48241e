//! Whose notebook it is.

use super::{Notebook, Person, Sex};
use crate::{
    identity::Demographics,
    private_use::{STAND_IN, is_private_use},
    record,
    spelling::{in_one_spelling, may_be_known_as},
};

/// Whether a notebook is a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Birth date and name agree, in whatever spelling; nothing else differs.
    Same,
    OtherBirthDate,
    OtherName,
    CannotBeTold(WhyNotTold),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNotTold {
    /// It names nobody.
    NoPerson,
    SeveralPeople,
    /// It has no birth date, or one that cannot be read.
    NoBirthDate,
    /// There is no name on both sides that can be compared: one is in kanji alone, the other in kana.
    NoName,
    /// The names agree but for letters that cannot be told (外字).
    UnknownLetters,
    /// The names agree in kanji and differ in kana.
    KanaDiffers,
    SexDiffers,
}

impl Notebook {
    /// Whether it is this person's: to refuse another's. Where it cannot be told, nobody is guessed.
    pub fn is_of(&self, person: &Demographics) -> Match {
        let told = || -> Result<Match, WhyNotTold> {
            let stated = self.person.as_ref().ok_or(WhyNotTold::NoPerson)?;
            if !self.further_people.is_empty() {
                return Err(WhyNotTold::SeveralPeople);
            }
            let born =
                stated.birth_date.as_ref().and_then(|born| born.read()).ok_or(WhyNotTold::NoBirthDate)?;
            if *born != person.birth_date {
                return Ok(Match::OtherBirthDate);
            }
            if !names_agree(stated, person)? {
                return Ok(Match::OtherName);
            }
            match (&stated.sex, person.sex) {
                (Some(Sex::Male), record::Sex::Female) | (Some(Sex::Female), record::Sex::Male) => {
                    Err(WhyNotTold::SexDiffers)
                }
                _ => Ok(Match::Same),
            }
        };
        told().unwrap_or_else(Match::CannotBeTold)
    }
}

/// A name as it is compared. Many systems write kana where the name belongs.
struct Names {
    written: Option<String>,
    kana: Option<String>,
}

impl Names {
    fn new(name: Option<&str>, kana: Option<&str>) -> Self {
        let given =
            |name: Option<&str>| name.map(unknown_letters).filter(|name| !in_one_spelling(name).is_empty());
        let (name, kana) = (given(name), given(kana));
        match name {
            Some(name) if is_kana(&name) => {
                let kana = kana.or_else(|| Some(name.clone()));
                Self { written: None, kana }
            }
            written => Self { written, kana },
        }
    }
}

/// 〓 and U+FFFD stand for a letter that was lost, as one of the private use areas is to everybody else.
fn unknown_letters(name: &str) -> String {
    name.replace([STAND_IN, '\u{fffd}'], "\u{e000}")
}

fn is_kana(name: &str) -> bool {
    in_one_spelling(name).chars().all(|letter| matches!(letter, 'ァ'..='ヿ' | '･'))
}

fn names_agree(stated: &Person, person: &Demographics) -> Result<bool, WhyNotTold> {
    let stated = Names::new(stated.name.as_deref(), stated.kana.as_deref());
    let person = Names::new(Some(&person.name), person.kana.as_deref());
    let kana =
        stated.kana.zip(person.kana).map(|(one, other)| in_one_spelling(&one) == in_one_spelling(&other));
    match (kana, stated.written.zip(person.written)) {
        // Who is called the same and was born on the same day is the same, however their name is written.
        (Some(true), _) => Ok(true),
        (Some(false), Some((one, other))) => match in_one_spelling(&one) == in_one_spelling(&other) {
            true => Err(WhyNotTold::KanaDiffers),
            false => Ok(false),
        },
        (Some(false), None) => Ok(false),
        (None, Some((one, other))) => written_agree(&one, &other),
        (None, None) => Err(WhyNotTold::NoName),
    }
}

fn written_agree(one: &str, other: &str) -> Result<bool, WhyNotTold> {
    let unknown = [one, other].iter().any(|name| name.contains(is_private_use));
    match unknown {
        false => Ok(in_one_spelling(one) == in_one_spelling(other)),
        true if may_be_known_as(one, other) || may_be_known_as(other, one) => Err(WhyNotTold::UnknownLetters),
        true => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notebook::read;

    fn check(record: &str, expected: Match) {
        let text = format!("JAHISTC08,1\n{record}\n5,20260310,1");
        let person = Demographics {
            name: "渡邊 花子".into(),
            kana: Some("ワタナベ ハナコ".into()),
            sex: record::Sex::Female,
            birth_date: "1958-03-03".parse().unwrap(),
        };
        assert_eq!(read(&text).unwrap().is_of(&person), expected, "{record}");
    }

    #[test]
    fn a_name_agrees_in_any_spelling() {
        for record in [
            "1,渡邊 花子,2,S330303,,,,,,,ワタナベ ハナコ",
            "1,渡辺　花子,2,19580303",
            "1,渡邉花子,2,S330303,,,,,,,ﾜﾀﾅﾍﾞ ﾊﾅｺ",
            "1,ﾜﾀﾅﾍﾞ ﾊﾅｺ,2,S330303",
            "1,ワタナベ ハナコ,,S330303",
            "1,わたなべ はなこ,2,S330303",
            // Read alike, and the day agrees.
            "1,渡部 華子,2,S330303,,,,,,,ワタナベ ハナコ",
        ] {
            check(record, Match::Same);
        }
    }

    #[test]
    fn another_person_is_refused() {
        check("1,渡邊 花子,2,S330304,,,,,,,ワタナベ ハナコ", Match::OtherBirthDate);
        check("1,渡邊 太郎,1,S330304", Match::OtherBirthDate);
        check("1,渡邊 華子,2,S330303", Match::OtherName);
        check("1,渡邊 花恵,2,S330303,,,,,,,ワタナベ ハナエ", Match::OtherName);
        check("1,ﾜﾀﾅﾍﾞ ﾊﾅｴ,2,S330303", Match::OtherName);
        check("1,〓藤 花子,2,S330303", Match::OtherName);
    }

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        let check = |record, why| check(record, Match::CannotBeTold(why));
        check("2,1,乳製品,1", WhyNotTold::NoPerson);
        check("1,渡邊 花子,2,S330303\n1,渡邊 太郎,1,S330303", WhyNotTold::SeveralPeople);
        check("1,渡邊 花子,2", WhyNotTold::NoBirthDate);
        check("1,渡邊 花子,2,S33033", WhyNotTold::NoBirthDate);
        check("1,,2,S330303", WhyNotTold::NoName);
        check("1,渡邊 花子,2,S330303,,,,,,,ワタベ ハナコ", WhyNotTold::KanaDiffers);
        check("1,渡〓 花子,2,S330303", WhyNotTold::UnknownLetters);
        check("1,渡\u{e000} 花子,2,S330303", WhyNotTold::UnknownLetters);
        check("1,渡邊 花子,1,S330303", WhyNotTold::SexDiffers);
    }
}
