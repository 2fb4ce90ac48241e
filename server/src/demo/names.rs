//! Names that nobody can take for real: what they are made of means "example", and they are numbered.

use super::{
    chance::Chance,
    wire::{Invented, Sex},
};
use chrono::{Datelike, Days, NaiveDate};

/// The insurer of everybody invented here. No insurer has the number: none begins with 99.
pub const INSURER: &str = "99000011";

const FAMILIES: [[&str; 2]; 12] = [
    ["見本", "ミホン"],
    ["架空", "カクウ"],
    ["例示", "レイジ"],
    ["仮名", "カメイ"],
    ["試験", "シケン"],
    ["模擬", "モギ"],
    ["仮想", "カソウ"],
    ["想定", "ソウテイ"],
    ["創作", "ソウサク"],
    ["空想", "クウソウ"],
    ["設定", "セッテイ"],
    ["見立", "ミタテ"],
];

const WOMEN: [[&str; 2]; 10] = [
    ["春子", "ハルコ"],
    ["夏美", "ナツミ"],
    ["秋代", "アキヨ"],
    ["冬香", "フユカ"],
    ["一葉", "カズハ"],
    ["二葉", "フタバ"],
    ["みほ", "ミホ"],
    ["ゆめ", "ユメ"],
    ["うた", "ウタ"],
    ["ことは", "コトハ"],
];

const MEN: [[&str; 2]; 10] = [
    ["一郎", "イチロウ"],
    ["二郎", "ジロウ"],
    ["三郎", "サブロウ"],
    ["春夫", "ハルオ"],
    ["夏彦", "ナツヒコ"],
    ["秋生", "アキオ"],
    ["冬樹", "フユキ"],
    ["たとえ", "タトエ"],
    ["つくる", "ツクル"],
    ["かりる", "カリル"],
];

/// Ages as in a waiting room: from, to, and how many in a hundred.
const AGES: [(u32, u32, u32); 6] =
    [(0, 14, 8), (15, 39, 17), (40, 64, 30), (65, 74, 20), (75, 89, 21), (90, 99, 4)];

/// Person `index` of `seed`, as of `today`; who is born when does not depend on anything else.
pub fn invent(seed: u64, index: u32, today: NaiveDate, chance: &mut Chance) -> Invented {
    let sex = if chance.happens(0.53) { Sex::Female } else { Sex::Male };
    let family = chance.pick(&FAMILIES);
    let given = chance.pick(if sex == Sex::Female { &WOMEN } else { &MEN });
    let number = index + 1;
    Invented {
        name: [family[0].to_owned(), format!("{}{}", given[0], full_width(number))],
        kana: [family[1].to_owned(), given[1].to_owned()],
        sex,
        born: born(today, chance),
        insured_id: format!("{INSURER}:乱数{seed}:{number}:01"),
        number: format!("{seed}-{number:07}"),
        address: address(number),
    }
}

/// Where the `number`th of them lives: in a ward that does not exist, of a prefecture that does.
pub fn address(number: u32) -> String {
    const TOWNS: [&str; 4] = ["見本町", "例示町", "仮名町", "想定町"];
    let before = number.saturating_sub(1);
    let town = TOWNS[(before % 4) as usize];
    format!("東京都架空区{town}{}-{}-{}", before % 7 + 1, number % 23 + 1, (number % 11) + 2)
}

fn born(today: NaiveDate, chance: &mut Chance) -> NaiveDate {
    let mut left = chance.whole(0, 99);
    let band = AGES.iter().find(|(_, _, share)| {
        let here = left < *share;
        left = left.saturating_sub(*share);
        here
    });
    let (from, to, _) = band.unwrap_or(&AGES[2]);
    let age = chance.whole(*from, *to);
    let days_since_birthday = chance.whole(0, 364);
    let birthday = today.with_year(today.year() - i32::try_from(age).unwrap_or_default());
    let birthday = birthday.unwrap_or(today);
    birthday.checked_sub_days(Days::new(u64::from(days_since_birthday))).unwrap_or(birthday)
}

fn full_width(number: u32) -> String {
    let wide = |digit: char| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０'));
    number.to_string().chars().filter_map(wide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_wide() {
        assert_eq!(full_width(1_042), "１０４２");
    }

    #[test]
    fn every_hundredth_has_an_age() {
        assert_eq!(AGES.iter().map(|(_, _, share)| share).sum::<u32>(), 100);
    }
}
