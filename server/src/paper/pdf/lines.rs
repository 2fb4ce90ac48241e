//! Text broken into lines of a width.

use super::typeface::Letter;

/// What may not begin a line (行頭禁則).
const NOT_FIRST: &str =
    "、。，．・：；？！）〕］｝〉》」』】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]},.:;?!%℃％／";
/// What may not end one (行末禁則).
const NOT_LAST: &str = "（〔［｛〈《「『【([{";

/// Lines no wider than `width` at `size`; at least one, which may be empty. A word of letters and digits stays
/// whole where it fits a line at all.
pub fn broken(letters: Vec<Letter>, size: f32, width: f32) -> Vec<Vec<Letter>> {
    let mut lines: Vec<Vec<Letter>> = Vec::new();
    let mut line: Vec<Letter> = Vec::new();
    for letter in letters {
        if !line.is_empty() && width_of(&line, size) + letter.width * size > width {
            let rest = line.split_off(break_before(&line, &letter));
            lines.push(std::mem::replace(&mut line, rest));
        }
        line.push(letter);
    }
    lines.push(line);
    lines
}

pub fn width_of(letters: &[Letter], size: f32) -> f32 {
    letters.iter().map(|letter| letter.width * size).sum()
}

/// Where in `line` the next one begins, given what follows: as far behind as may be, and never at its beginning.
fn break_before(line: &[Letter], next: &Letter) -> usize {
    (1..=line.len())
        .rev()
        .find(|at| may_break(&line[at - 1], line.get(*at).unwrap_or(next)))
        .unwrap_or(line.len())
}

fn may_break(before: &Letter, after: &Letter) -> bool {
    let is_of = |letter: &Letter, set: &str| letter.text.chars().next().is_some_and(|one| set.contains(one));
    let in_word = |letter: &Letter| letter.text.chars().all(|one| one.is_ascii_graphic());
    let in_one_word = in_word(before) && in_word(after);
    !(is_of(after, NOT_FIRST) || is_of(before, NOT_LAST) || in_one_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of `width` full-width letters.
    fn check(text: &str, width: f32, expected: &[&str]) {
        let letter = |one: char| Letter {
            text: one.to_string(),
            glyph: skrifa::GlyphId::new(1),
            width: if one.is_ascii() { 0.5 } else { 1.0 },
        };
        let lines = broken(text.chars().map(letter).collect(), 1.0, width);
        let said: Vec<String> =
            lines.iter().map(|line| line.iter().map(|letter| &*letter.text).collect()).collect();
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn lines_break_where_japanese_may_break() {
        check("いろはにほへと", 3.0, &["いろは", "にほへ", "と"]);
        check("いろは。にほ", 3.0, &["いろ", "は。に", "ほ"]);
        check("いろ（はに）", 3.0, &["いろ", "（は", "に）"]);
        check("薬は mg/dL です", 4.0, &["薬は ", "mg/dL で", "す"]);
        check("", 3.0, &[""]);
    }

    #[test]
    fn what_may_not_break_breaks_all_the_same_where_it_must() {
        check("abcdefgh", 2.0, &["abcd", "efgh"]);
        check("。。。。。", 2.0, &["。。", "。。", "。"]);
    }
}
