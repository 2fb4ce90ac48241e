//! A notebook over several codes (QR), joined: each part repeats the first line and ends with 分割制御 (record 911).

use super::{
    Field, WhyUnread,
    line::{Line, lines},
};
use std::collections::BTreeMap;

/// Why texts are not the parts of one notebook. Parts are counted as they were given, from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinProblem {
    #[error("a part expected, found none")]
    Nothing,
    #[error("text {0}: JAHISTC and two digits expected in its first field")]
    NotANotebook(usize),
    /// A whole notebook beside others, or a part whose record 911 was cut off.
    #[error("text {0}: the number of the part expected at its end (record 911)")]
    NotOfASet(usize),
    #[error("texts {0} and {1} are parts of two sets")]
    TwoSets(usize, usize),
    #[error("texts {0} and {1} are of two people")]
    TwoPeople(usize, usize),
    #[error("texts {first} and {second} are both part {number}, and differ")]
    Differ { number: u16, first: usize, second: usize },
    #[error("{of} parts expected; missing are {numbers:?}")]
    Missing { numbers: Vec<u16>, of: u16 },
}

pub const MOST_PARTS: u16 = 999;

/// 分割制御 (record 911).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// データ固有ID
    pub set: &'a str,
    /// 分割数
    pub of: u16,
    /// データ連番, from 1.
    pub number: u16,
}

impl<'a> Part<'a> {
    pub fn read(line: Line<'a>) -> Result<Self, WhyUnread> {
        let mut fields = line.fields().skip(1);
        let mut next = |field| match fields.next().unwrap_or_default() {
            "" => Err(WhyUnread::Missing(field)),
            text => Ok(text),
        };
        let set = next(Field::SetId)?;
        let mut number = |field| {
            let number = next(field)?.parse().ok().filter(|number| (1..=MOST_PARTS).contains(number));
            number.ok_or(WhyUnread::NotANumber(field))
        };
        let (of, part) = (number(Field::PartCount)?, number(Field::PartNumber)?);
        if part > of {
            Err(WhyUnread::NotANumber(Field::PartNumber))
        } else {
            Ok(Self { set, of, number: part })
        }
    }
}

/// One text among those that are to be joined.
pub(super) struct Text<'a> {
    place: usize,
    pub header: Line<'a>,
    pub records: Vec<Line<'a>>,
    pub part: Option<Part<'a>>,
}

impl<'a> Text<'a> {
    pub fn of(place: usize, text: &'a str) -> Result<Self, JoinProblem> {
        let mut records = lines(text);
        if records.first().is_none_or(|first| first.header().is_none()) {
            return Err(JoinProblem::NotANotebook(place));
        }
        let header = records.remove(0);
        let mut parts = records.iter().filter(|record| record.number() == Some(911)).peekable();
        let part = match parts.next() {
            None => None,
            // Two of them are two parts in one text, of which neither can be told.
            Some(_) if parts.peek().is_some() => return Err(JoinProblem::NotOfASet(place)),
            Some(line) => Some(Part::read(*line).map_err(|_| JoinProblem::NotOfASet(place))?),
        };
        records.retain(|record| record.number() != Some(911));
        Ok(Self { place, header, records, part })
    }

    fn person(&self) -> impl Iterator<Item = Vec<&'a str>> {
        self.records.iter().filter(|record| record.number() == Some(1)).map(|record| named(*record))
    }

    fn same_records(&self, other: &Self) -> bool {
        let texts =
            |text: &Self| -> Vec<&str> { text.records.iter().map(|record| record.text.trim()).collect() };
        texts(self) == texts(other)
    }

    pub fn whole(&self) -> String {
        text_of(self.header, &self.records)
    }
}

/// Name, sex and birth date of a person's record.
fn named(line: Line<'_>) -> Vec<&str> {
    line.fields().skip(1).take(3).collect()
}

pub(super) fn text_of(header: Line<'_>, records: &[Line<'_>]) -> String {
    [header].iter().chain(records).flat_map(|line| [line.text.trim(), "\r\n"]).collect()
}

/// Joins the parts of one notebook, in whatever order, given once or more often. What comes out has no record 911.
///
/// # Errors
/// Parts of several notebooks, and a set that is not complete: nothing is joined by halves.
pub fn join(parts: &[&str]) -> Result<String, JoinProblem> {
    let texts: Vec<Text<'_>> =
        (1..).zip(parts).map(|(place, text)| Text::of(place, text)).collect::<Result<_, _>>()?;
    let (first, others) = texts.split_first().ok_or(JoinProblem::Nothing)?;
    one_person(&texts)?;
    let Some(set) = first.part else { return join_whole(first, others) };
    let mut numbered: BTreeMap<u16, &Text<'_>> = BTreeMap::new();
    for text in &texts {
        let part = text.part.ok_or(JoinProblem::NotOfASet(text.place))?;
        if (part.set, part.of) != (set.set, set.of) || text.header.header() != first.header.header() {
            return Err(JoinProblem::TwoSets(first.place, text.place));
        }
        match numbered.get(&part.number) {
            Some(known) if !known.same_records(text) => {
                let (first, second) = (known.place, text.place);
                return Err(JoinProblem::Differ { number: part.number, first, second });
            }
            Some(_) => {}
            None => {
                numbered.insert(part.number, text);
            }
        }
    }
    let numbers: Vec<u16> = (1..=set.of).filter(|number| !numbered.contains_key(number)).collect();
    if !numbers.is_empty() {
        return Err(JoinProblem::Missing { numbers, of: set.of });
    }
    let records: Vec<Line<'_>> = numbered.values().flat_map(|text| text.records.iter().copied()).collect();
    Ok(text_of(first.header, &records))
}

/// A notebook that was not split, given once or more often.
fn join_whole(first: &Text<'_>, others: &[Text<'_>]) -> Result<String, JoinProblem> {
    match others.iter().find(|other| other.part.is_some() || other.whole() != first.whole()) {
        None => Ok(first.whole()),
        Some(other) if other.part.is_some() => Err(JoinProblem::NotOfASet(first.place)),
        Some(other) => Err(JoinProblem::NotOfASet(other.place)),
    }
}

fn one_person(texts: &[Text<'_>]) -> Result<(), JoinProblem> {
    let mut people = texts.iter().flat_map(|text| text.person().map(|person| (text.place, person)));
    let Some((first, person)) = people.next() else { return Ok(()) };
    match people.find(|(_, other)| *other != person) {
        Some((second, _)) => Err(JoinProblem::TwoPeople(first, second)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SET: &str = "12345678901234";

    fn part(records: &str, set: &str, of: u16, number: u16) -> String {
        format!("JAHISTC08,1\r\n{records}911,{set},{of},{number}\r\n")
    }

    fn check(texts: &[&str], expected: Result<&str, JoinProblem>) {
        assert_eq!(join(texts), expected.map(str::to_owned), "{texts:?}");
    }

    #[test]
    fn parts_are_joined_in_any_order_and_given_twice() {
        let one = part("1,見本 花子,2,19580303\r\n5,20260310,1\r\n201,1,薬,1,錠,1,,1\r\n", SET, 3, 1);
        let two = part("301,1,毎食後,3,日分,1,1,,1\r\n", SET, 3, 2);
        let three = part("501,備考,1\r\n", SET, 3, 3);
        let whole = "JAHISTC08,1\r\n1,見本 花子,2,19580303\r\n5,20260310,1\r\n201,1,薬,1,錠,1,,1\r\n\
            301,1,毎食後,3,日分,1,1,,1\r\n501,備考,1\r\n";
        check(&[&one, &two, &three], Ok(whole));
        check(&[&three, &one, &two], Ok(whole));
        check(&[&two, &three, &two, &one, &one], Ok(whole));
        let bare = three.replace("\r\n", "\n");
        check(&[&one, &two, bare.trim_end()], Ok(whole));
        check(&[whole], Ok(whole));
        check(&[whole, whole], Ok(whole));

        let missing = |numbers: &[u16]| Err(JoinProblem::Missing { numbers: numbers.to_vec(), of: 3 });
        check(&[&one, &three], missing(&[2]));
        check(&[&two, &two], missing(&[1, 3]));
    }

    #[test]
    fn what_belongs_to_no_one_set_is_refused() {
        let one = part("1,見本 花子,2,19580303\r\n", SET, 2, 1);
        let two = part("5,20260310,1\r\n", SET, 2, 2);
        check(&[], Err(JoinProblem::Nothing));
        check(&["見本"], Err(JoinProblem::NotANotebook(1)));
        check(&[&one, ""], Err(JoinProblem::NotANotebook(2)));
        check(&[&one, &part("5,20260310,1\r\n", "12345678901235", 2, 2)], Err(JoinProblem::TwoSets(1, 2)));
        check(&[&one, &part("5,20260310,1\r\n", SET, 3, 2)], Err(JoinProblem::TwoSets(1, 2)));
        check(&[&one, &two.replace("TC08", "TC07")], Err(JoinProblem::TwoSets(1, 2)));
        check(&[&one, &two.replace("TC08,1", "TC08,2")], Err(JoinProblem::TwoSets(1, 2)));
        let taro = part("1,見本 太郎,1,19580303\r\n", SET, 2, 2);
        check(&[&one, &taro], Err(JoinProblem::TwoPeople(1, 2)));
        let theirs = "JAHISTC08,1\r\n1,見本 太郎,1,19580303\r\n";
        check(&[&one, theirs], Err(JoinProblem::TwoPeople(1, 2)));
        let other = part("5,20260311,1\r\n", SET, 2, 2);
        check(&[&one, &two, &other], Err(JoinProblem::Differ { number: 2, first: 2, second: 3 }));
        let cut = "JAHISTC08,1\r\n5,20260310,1\r\n";
        check(&[&one, cut], Err(JoinProblem::NotOfASet(2)));
        check(&[cut, &one], Err(JoinProblem::NotOfASet(1)));
        check(&[cut, "JAHISTC08,1\r\n5,20260311,1\r\n"], Err(JoinProblem::NotOfASet(2)));
        for number in ["911,1", "911,1,2,0", "911,1,2,3", "911,1,1000,1", "911,1,2,x"] {
            check(&[&format!("JAHISTC08,1\n{number}"), &two], Err(JoinProblem::NotOfASet(1)));
        }
        check(&[&format!("{one}{two}")], Err(JoinProblem::NotOfASet(1)));
    }
}
