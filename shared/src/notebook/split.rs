//! A notebook split over several codes (QR).

use super::{
    line::{Line, bytes},
    parts::{JoinProblem, MOST_PARTS, Text, text_of},
};
use sha2::{Digest, Sha256};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notebook::join;

    #[test]
    fn a_text_is_split_between_records() {
        let text = format!("JAHISTC08,1\r\n{}", "501,薬袋を見てください,1\r\n".repeat(10));
        assert_eq!(split(&text, bytes(&text)), Ok(vec![text.clone()]));
        let parts = split(&text, bytes(&text) - 1).unwrap();
        assert_eq!(parts.len(), 2);
        let set = Text::of(1, &parts[0]).unwrap().part.unwrap();
        assert_eq!((set.set.len(), set.of, set.number), (14, 2, 1));
        assert_eq!(join(&[&parts[1], &parts[0]]), Ok(text.clone()));
        // 13 of the first line, 28 of the last, 26 of the record.
        assert_eq!(split(&text, 67).unwrap().len(), 10);
        let too_long = CannotSplit::RecordTooLong { line: 2, found: 26, most: 25 };
        assert_eq!(split(&text, 66), Err(too_long));
        assert_eq!(split("1,見本", 100), Err(CannotSplit::NotANotebook));
        assert_eq!(split("JAHISTC08,1\r\n911,12345678901234,2,1\r\n", 100), Err(CannotSplit::OnlyAPart));
        let many = format!("JAHISTC08,1\r\n{}", "501,薬袋を見てください,1\r\n".repeat(1000));
        assert_eq!(split(&many, 67), Err(CannotSplit::TooManyParts(1000)));
    }

    #[test]
    fn half_width_katakana_take_one_byte() {
        assert_eq!((bytes("ｱﾞ｡A1"), bytes("アＡ。薬"), bytes("")), (5, 8, 0));
    }
}
