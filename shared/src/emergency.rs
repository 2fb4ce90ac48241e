//! Emergency search: finds a person who cannot be asked, and states why their record is opened all the same.

use crate::{address::Address, identity::Demographics, record::Sex, spelling::may_be_known_as};
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// Duration for which a record stays open in an emergency before it has to be begun anew: the platform's rule names no
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

/// Search in an emergency that found no one person. Neither says how many there were.
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

/// A known person, as the facilities wrote of them.
#[derive(Clone, Default)]
pub struct Known {
    pub names: Vec<Demographics>,
    pub addresses: Vec<Address>,
}

impl Known {
    /// Whether nothing that could be typed tells them apart: all four items agree, the address to its last number.
    fn agrees_with(&self, other: &Self) -> bool {
        let either_way = |one: &str, other: &str| may_be_known_as(one, other) || may_be_known_as(other, one);
        let named = |one: &Demographics, other: &Demographics| {
            let kana = one.kana.as_deref().zip(other.kana.as_deref());
            either_way(&one.name, &other.name)
                && kana.is_none_or(|(one, other)| either_way(one, other))
                && (one.birth_date, one.sex) == (other.birth_date, other.sex)
        };
        self.names.iter().any(|one| other.names.iter().any(|other| named(one, other)))
            && self
                .addresses
                .iter()
                .any(|one| other.addresses.iter().any(|other| one.is_the_same_house(other)))
    }
}

/// People whom four items mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant<T> {
    Nobody,
    One(T),
    /// Nothing that could be typed tells them apart: often one person, registered again under another insurer. At most
    /// [`MOST_ALIKE`], in the order in which they came.
    Alike(Vec<T>),
    Several,
}

/// More that agree in everything are no person who changed the insurer.
pub const MOST_ALIKE: usize = 3;

/// The four items (４情報) of a search in an emergency: all of them, or nobody is found.
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

    /// The people whom they mean, of all who are known. Where several are meant, and some live in the very house that
    /// is named, it is one of these: a house number narrows it down.
    pub fn among<T>(&self, known: impl IntoIterator<Item = (T, Known)>) -> Meant<T> {
        let means = |known: &Known| known.names.iter().any(|name| self.mean(name, &known.addresses));
        let mut meant: Vec<(T, Known)> = known.into_iter().filter(|(_, known)| means(known)).collect();
        let lives_there =
            |known: &Known| known.addresses.iter().any(|one| one.is_the_same_house(&self.address));
        if meant.iter().any(|(_, known)| lives_there(known)) {
            meant.retain(|(_, known)| lives_there(known));
        }
        let (mut ids, known): (Vec<T>, Vec<Known>) = meant.into_iter().unzip();
        let alike = || {
            let others = |at: usize| known.iter().skip(at + 1);
            known.iter().enumerate().all(|(at, one)| others(at).all(|other| one.agrees_with(other)))
        };
        match ids.len() {
            0 => Meant::Nobody,
            1 => ids.pop().map_or(Meant::Nobody, Meant::One),
            2..=MOST_ALIKE if alike() => Meant::Alike(ids),
            _ => Meant::Several,
        }
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
    fn who_agrees_in_everything_is_alike_and_who_differs_is_several() {
        const HOME: &str = "東京都架空区見本町1-2-3";
        const BORN: &str = "1950-02-03";
        let known = |name: &str, kana: Option<&str>, address: &str| Known {
            names: vec![Demographics {
                name: name.into(),
                kana: kana.map(str::to_owned),
                sex: Sex::Female,
                birth_date: BORN.parse().unwrap(),
            }],
            addresses: vec![Address::written(address).unwrap()],
        };
        let one = || known("見本 花子", Some("ミホン ハナコ"), HOME);
        let among =
            |known: Vec<Known>| asked("みほんはなこ", BORN, Sex::Female, HOME).among((0..).zip(known));
        assert_eq!(among(vec![]), Meant::Nobody);
        assert_eq!(among(vec![one()]), Meant::One(0));
        for same in [
            one(),
            known("見本　花子", Some("ﾐﾎﾝ ﾊﾅｺ"), "東京都架空区見本町一丁目2番3号"),
            known("見本花子", Some("ミホンハナコ"), "東京都架空区見本町1-2-3 コーポ見本201"),
        ] {
            assert_eq!(among(vec![one(), same]), Meant::Alike(vec![0, 1]));
        }
        let by_name = asked("見本花子", BORN, Sex::Female, HOME);
        let without_kana = [(0, one()), (1, known("見本 花子", None, HOME))];
        assert_eq!(by_name.among(without_kana), Meant::Alike(vec![0, 1]));
        let other_kana = [(0, one()), (1, known("見本 花子", Some("ケンモト ハナコ"), HOME))];
        assert_eq!(by_name.among(other_kana), Meant::Several);
        let other = || known("三本 華子", Some("ミホン ハナコ"), HOME);
        assert_eq!(among(vec![one(), other()]), Meant::Several);
        assert_eq!(among(vec![one(), one(), other()]), Meant::Several, "one that differs is enough");
        assert_eq!(among(vec![one(), one(), one()]), Meant::Alike(vec![0, 1, 2]));
        assert_eq!(among(vec![one(), one(), one(), one()]), Meant::Several);
        let elsewhere = known("見本 花子", Some("ミホン ハナコ"), "大阪府例示市仮町5");
        assert_eq!(among(vec![elsewhere, one()]), Meant::One(1), "who is not meant does not count");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_house_number_narrows_it_down() {
        const BORN: &str = "1950-02-03";
        let known = |address: &str| Known {
            names: vec![Demographics {
                name: "見本 花子".into(),
                kana: None,
                sex: Sex::Female,
                birth_date: BORN.parse().unwrap(),
            }],
            addresses: vec![Address::written(address).unwrap()],
        };
        let street = ["1-2-3", "1-2-9", "1-2-9"].map(|house| known(&format!("東京都架空区見本町{house}")));
        for (address, expected) in [
            ("東京都架空区見本町", Meant::Several),
            ("東京都架空区見本町1-2-3", Meant::One(0)),
            ("東京都架空区見本町一丁目２番９号", Meant::Alike(vec![1, 2])),
            ("東京都架空区見本町1-2-4", Meant::Several),
        ] {
            let items = asked("見本花子", BORN, Sex::Female, address);
            assert_eq!(items.among((0..).zip(street.clone())), expected, "{address}");
        }
        let near = known("東京都架空区見本町1-2-9");
        let items = asked("見本花子", BORN, Sex::Female, "東京都架空区見本町1-2-3");
        assert_eq!(items.among([(0, near)]), Meant::One(0), "who is alone is found by much the same address");
        let flats = ["201", "305"].map(|flat| known(&format!("東京都架空区見本町1-2-3 コーポ見本{flat}")));
        assert_eq!(items.among((0..).zip(flats)), Meant::Several);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_are_read_again() {
        assert!(Reason::ALL.iter().all(|one| Reason::from_name(one.as_str()) == Some(*one)));
        assert!(Fruitless::ALL.iter().all(|one| Fruitless::from_name(one.as_str()) == Some(*one)));
        assert_eq!((Reason::from_name("Other"), Fruitless::from_name("")), (None, None));
    }
}
