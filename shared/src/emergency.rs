//! Finding somebody who cannot be asked, and why their record is opened all the same.

use crate::{address::Address, identity::Demographics, record::Sex, spelling::may_be_known_as};
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// How long a record stays open in an emergency before it has to be begun anew: the platform's rule names no
/// time; two hours outlast what is decided at the bedside, and end with the shift at the latest.
pub const OPEN_FOR: Duration = Duration::hours(2);

/// Why the patient cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// 意識障害
    Unconscious,
    /// 重症外傷
    Injured,
    /// A child, dementia: who is there cannot say what the patient takes.
    CannotTell,
    /// In words of their own.
    Other,
}

impl Reason {
    pub const ALL: [Self; 4] = [Self::Unconscious, Self::Injured, Self::CannotTell, Self::Other];

    /// The name in forms, in the database and in the access log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unconscious => "unconscious",
            Self::Injured => "injured",
            Self::CannotTell => "cannot-tell",
            Self::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// What a search in an emergency came to. Neither says how many there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fruitless {
    /// Nobody has these four items.
    Nobody,
    /// Several people may be meant.
    Several,
}

impl Fruitless {
    pub const ALL: [Self; 2] = [Self::Nobody, Self::Several];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Several => "several",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// The four items (４情報) by which a hospital finds somebody in an emergency: all of them, or nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct FourItems {
    /// In kanji or kana, as far as anybody knows.
    pub name: String,
    pub birth_date: NaiveDate,
    pub sex: Sex,
    pub address: Address,
}

impl FourItems {
    /// Whether they mean this person, who lives at one of `addresses`. The name is compared whole, as written or in kana,
    /// in one spelling ([`may_be_known_as`]: the other three agree); an unknown sex is nobody's.
    pub fn mean(&self, who: &Demographics, addresses: &[Address]) -> bool {
        let named = |name: &str| may_be_known_as(&self.name, name);
        (named(&who.name) || who.kana.as_deref().is_some_and(named))
            && who.birth_date == self.birth_date
            && self.sex != Sex::Unknown
            && who.sex == self.sex
            && addresses.iter().any(|address| address.is_like(&self.address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn asked(name: &str, born: &str, sex: Sex, address: &str) -> FourItems {
        let address = Address::written(address).unwrap();
        FourItems { name: name.into(), birth_date: born.parse().unwrap(), sex, address }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn all_four_items_must_fit() {
        const HOME: &str = "東京都架空区見本町1-2-3";
        const BORN: &str = "1950-02-03";
        let who = Demographics {
            name: "見本　花子".into(),
            kana: Some("ミホン ハナコ".into()),
            sex: Sex::Female,
            birth_date: BORN.parse().unwrap(),
        };
        let lives = [Address::written("大阪府例示市仮町5").unwrap(), Address::written(HOME).unwrap()];
        for (items, expected) in [
            (asked("見本花子", BORN, Sex::Female, HOME), true),
            (asked("見本 花子", BORN, Sex::Female, HOME), true),
            (asked("みほん はなこ", BORN, Sex::Female, HOME), true),
            (asked("ﾐﾎﾝ ﾊﾅｺ", BORN, Sex::Female, HOME), true),
            (asked("見本 花子", BORN, Sex::Female, "大阪府例示市仮町5番"), true),
            (asked("見本", BORN, Sex::Female, HOME), false),
            (asked("%", BORN, Sex::Female, HOME), false),
            (asked("見本%", BORN, Sex::Female, HOME), false),
            (asked("見本_花子", BORN, Sex::Female, HOME), false),
            (asked("　", BORN, Sex::Female, HOME), false),
            (asked("見本 花子", "1950-02-04", Sex::Female, HOME), false),
            (asked("見本 花子", BORN, Sex::Male, HOME), false),
            (asked("見本 花子", BORN, Sex::Unknown, HOME), false),
            (asked("見本 花子", BORN, Sex::Female, "神奈川県架空区見本町1-2-3"), false),
            (asked("見本 花子", BORN, Sex::Female, "東京都架空区"), false),
        ] {
            let said = format!("{} {:?} {}", items.name, items.sex, items.address.as_str());
            assert_eq!(items.mean(&who, &lives), expected, "{said}");
        }
        let hanako = asked("見本 花子", BORN, Sex::Female, HOME);
        assert!(!hanako.mean(&who, &[]), "an address that nobody knows is like no other");
        let unknown = Demographics { sex: Sex::Unknown, ..who };
        assert!(!asked("見本 花子", BORN, Sex::Unknown, HOME).mean(&unknown, &lives));
    }

    /// Insurers know no small kana, and registers have variants of a letter: found by either where sex, date of birth
    /// and address agree, and by neither where one of them differs.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_is_found_in_other_spellings_where_all_else_agrees() {
        const HOME: &str = "東京都架空区試験町9-8-7";
        const BORN: &str = "1981-02-03";
        let who = Demographics {
            name: "𠮷髙 葛\u{e0100}".into(),
            kana: Some("キョウゴク リョウ".into()),
            sex: Sex::Female,
            birth_date: BORN.parse().unwrap(),
        };
        let lives = [Address::written(HOME).unwrap()];
        for name in ["キヨウゴク リヨウ", "ｷﾖｳｺﾞｸﾘﾖｳ", "きょうごくりょう", "吉高 葛", "𠮷高葛"]
        {
            assert!(asked(name, BORN, Sex::Female, HOME).mean(&who, &lives), "{name}");
            for differs in [
                asked(name, "1981-02-04", Sex::Female, HOME),
                asked(name, BORN, Sex::Male, HOME),
                asked(name, BORN, Sex::Female, "大阪府例示市仮町5"),
            ] {
                assert!(!differs.mean(&who, &lives), "{name}");
            }
        }
        assert!(!asked("キヨウゴク リヨ", BORN, Sex::Female, HOME).mean(&who, &lives));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_are_read_again() {
        assert!(Reason::ALL.iter().all(|one| Reason::from_name(one.as_str()) == Some(*one)));
        assert!(Fruitless::ALL.iter().all(|one| Fruitless::from_name(one.as_str()) == Some(*one)));
        assert_eq!((Reason::from_name("Other"), Fruitless::from_name("")), (None, None));
    }
}
