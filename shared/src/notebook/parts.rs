//! A notebook over several codes (QR): each part repeats the first line and ends with 分割制御 (record 911).

use super::{
    Field, WhyUnread,
    line::{Line, lines},
};
use sha2::{Digest, Sha256};
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

/// Why a text cannot be split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSplit {
    #[error("JAHISTC and two digits expected in the first field")]
    NotANotebook,
    #[error("a whole notebook expected, found a part of one")]
    OnlyAPart,
    #[error("line {line}: at most {most} bytes expected beside what every part has, found {found}")]
    RecordTooLong { line: u32, found: usize, most: usize },
    #[error("at most {MOST_PARTS} parts expected, found {0}")]
    TooManyParts(usize),
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
struct Text<'a> {
    place: usize,
    header: Line<'a>,
    records: Vec<Line<'a>>,
    part: Option<Part<'a>>,
}

impl<'a> Text<'a> {
    fn of(place: usize, text: &'a str) -> Result<Self, JoinProblem> {
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

    fn whole(&self) -> String {
        text_of(self.header, &self.records)
    }
}

/// Name, sex and birth date of a person's record.
fn named(line: Line<'_>) -> Vec<&str> {
    line.fields().skip(1).take(3).collect()
}

fn text_of(header: Line<'_>, records: &[Line<'_>]) -> String {
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
    one_person(&texts)?;
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

/// Splits a notebook so that each part has at most `most_bytes` in Shift_JIS; between records only. What fits is one
/// text without record 911. A code holds at most 2,331 bytes (version 40-M); up to 1,800 are read with ease.
///
/// The id of the set is made of the text: the same text is split into the same parts.
///
/// # Errors
/// [`CannotSplit`].
pub fn split(text: &str, most_bytes: usize) -> Result<Vec<String>, CannotSplit> {
    let whole = Text::of(1, text).map_err(|problem| match problem {
        JoinProblem::NotOfASet(_) => CannotSplit::OnlyAPart,
        _ => CannotSplit::NotANotebook,
    })?;
    if whole.part.is_some_and(|part| part.of > 1) {
        return Err(CannotSplit::OnlyAPart);
    }
    let text = whole.whole();
    if bytes(&text) <= most_bytes {
        return Ok(vec![text]);
    }
    let set = set_id(&text);
    let beside = bytes(whole.header.text.trim()) + 2 + "911,,999,999\r\n".len() + set.len();
    let most = most_bytes.saturating_sub(beside);
    let parts = chunks(&whole.records, most)?;
    let of = u16::try_from(parts.len()).ok().filter(|of| *of <= MOST_PARTS);
    let of = of.ok_or(CannotSplit::TooManyParts(parts.len()))?;
    let part = |(number, records): (u16, &Vec<Line<'_>>)| {
        format!("{}911,{set},{of},{number}\r\n", text_of(whole.header, records))
    };
    Ok((1..).zip(&parts).map(part).collect())
}

fn chunks<'a>(records: &[Line<'a>], most: usize) -> Result<Vec<Vec<Line<'a>>>, CannotSplit> {
    let mut parts: Vec<Vec<Line<'a>>> = Vec::new();
    let mut left = 0;
    for record in records {
        let found = bytes(record.text.trim()) + 2;
        if found > most {
            return Err(CannotSplit::RecordTooLong { line: record.line, found, most });
        }
        match parts.last_mut().filter(|_| found <= left) {
            Some(part) => {
                part.push(*record);
                left -= found;
            }
            None => {
                parts.push(vec![*record]);
                left = most - found;
            }
        }
    }
    Ok(parts)
}

fn set_id(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let number = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{:014}", number % 100_000_000_000_000)
}

/// Bytes in Shift_JIS: one of ASCII and half-width katakana, two of every other letter.
pub(super) fn bytes(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() || ('｡'..='ﾟ').contains(&letter) { 1 } else { 2 }).sum()
}
