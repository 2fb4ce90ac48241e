//! The one typeface of documents, and text set in it. What it lacks is never left out.

use crate::paper::PaperError;
use krilla::text::{Font, KrillaGlyph};
use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    charmap::{Charmap, MapVariant},
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};
use std::collections::BTreeSet;

/// BIZ UDGothic Regular (server/fonts/README.md).
const BYTES: &[u8] = include_bytes!("../../../fonts/BIZUDGothic-Regular.ttf");

/// げた記号: stands for a letter that the typeface lacks.
pub const MISSING: char = '〓';
/// Behind a word in which a variant of a letter is asked for that the typeface lacks.
pub const OTHER_VARIANT: char = '※';

pub struct Typeface {
    pub font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units: f32,
}

/// A letter with the marks that belong to it, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub text: String,
    pub glyph: GlyphId,
    /// In parts of the font size.
    pub width: f32,
}

/// What could not be set as it was written.
#[derive(Debug, Default)]
pub struct Lacking {
    pub letters: BTreeSet<char>,
    pub variants: bool,
}

impl Typeface {
    pub fn open() -> Result<Self, PaperError> {
        let font = Font::new(BYTES.into(), 0).ok_or(PaperError::Font)?;
        let read = FontRef::new(BYTES).map_err(|_| PaperError::Font)?;
        let widths = read.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = font.units_per_em();
        Ok(Self { font, letters: read.charmap(), widths, units })
    }

    /// `text` in letters of this typeface, on one line.
    pub fn set(&self, text: &str, lacking: &mut Lacking) -> Vec<Letter> {
        let mut set: Vec<Letter> = Vec::new();
        let mut variant_lacks = false;
        for letter in composed(text) {
            match letter {
                '\n' | '\t' => set.extend(self.letter(' ')),
                '\r' => {}
                selector if is_selector(selector) => {
                    variant_lacks |= !set.last_mut().is_some_and(|last| self.vary(last, selector));
                }
                letter if !is_harmless(letter) => self.lacks(letter, &mut set, lacking),
                letter => match self.letter(letter) {
                    Some(found) => set.push(found),
                    None => self.lacks(letter, &mut set, lacking),
                },
            }
        }
        if variant_lacks {
            lacking.variants = true;
            set.extend(self.letter(OTHER_VARIANT));
        }
        set
    }

    fn lacks(&self, letter: char, set: &mut Vec<Letter>, lacking: &mut Lacking) {
        lacking.letters.insert(letter);
        set.extend(self.letter(MISSING));
    }

    fn letter(&self, letter: char) -> Option<Letter> {
        let glyph = self.letters.map(letter).filter(|glyph| *glyph != GlyphId::NOTDEF)?;
        Some(Letter { text: letter.to_string(), glyph, width: self.width(glyph) })
    }

    /// Whether the letter now is the variant that was asked for.
    fn vary(&self, letter: &mut Letter, selector: char) -> bool {
        let Some(base) = letter.text.chars().next() else { return false };
        match self.letters.map_variant(base, selector) {
            Some(MapVariant::Variant(glyph)) => {
                (letter.glyph, letter.width) = (glyph, self.width(glyph));
            }
            Some(MapVariant::UseDefault) => {}
            None => return false,
        }
        letter.text.push(selector);
        true
    }

    fn width(&self, glyph: GlyphId) -> f32 {
        self.widths.advance_width(glyph).unwrap_or(self.units) / self.units
    }
}

/// What krilla draws, and the text that it stands for.
pub fn glyphs(letters: &[Letter]) -> (String, Vec<KrillaGlyph>) {
    let mut text = String::new();
    let glyphs = letters
        .iter()
        .map(|letter| {
            let start = text.len();
            text.push_str(&letter.text);
            let id = krilla::text::GlyphId::new(letter.glyph.to_u32());
            KrillaGlyph::new(id, letter.width, 0.0, 0.0, 0.0, start..text.len(), None)
        })
        .collect();
    (text, glyphs)
}

/// か and a mark of its own become が: the typeface has it as one letter. Ideographs stay as they were written; full
/// normalisation would exchange some for others.
fn composed(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(text.len());
    for letter in text.chars() {
        let mark = matches!(letter, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}');
        let joined = letters.last().filter(|_| mark);
        match joined.and_then(|last| unicode_normalization::char::compose(*last, letter)) {
            Some(both) => {
                letters.pop();
                letters.push(both);
            }
            None => letters.push(letter),
        }
    }
    letters
}

fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Controls, marks of writing direction and of width zero, tags and what is no letter draw nothing or turn what
/// stands around them.
fn is_harmless(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> (String, Lacking) {
        let mut lacking = Lacking::default();
        let letters = Typeface::open().unwrap().set(text, &mut lacking);
        (letters.into_iter().map(|letter| letter.text).collect(), lacking)
    }

    #[test]
    fn everyday_japanese_is_set_as_it_is_written() {
        for text in [
            "見本 花子",
            "ワーファリン錠１ｍｇ",
            "髙橋﨑﨔神",
            "mL/min/1.73m2 ×10^3/μL ≧≦±",
            "ﾛｷｿﾆﾝ①Ⅱ㎎",
            "がぱ",
        ] {
            let (said, lacking) = set(text);
            assert_eq!((&*said, lacking.letters.len()), (text, 0), "{:?}", lacking.letters);
        }
        assert_eq!(set("か\u{3099}は\u{309a}").0, "がぱ");
    }

    #[test]
    fn a_letter_that_is_lacking_is_marked_and_named() {
        let (said, lacking) = set("𰻞太郎");
        assert_eq!(said, "〓太郎");
        assert_eq!(lacking.letters.into_iter().collect::<String>(), "𰻞");
    }

    #[test]
    fn a_variant_that_is_lacking_is_marked() {
        let (said, lacking) = set("葛\u{e01ef}城");
        assert_eq!((&*said, lacking.variants), ("葛城※", true));
    }

    #[test]
    fn what_draws_nothing_or_turns_a_line_is_marked() {
        let (said, lacking) = set("a\u{202e}b\u{0}c\u{200b}d\u{feff}");
        assert_eq!((&*said, lacking.letters.len()), ("a〓b〓c〓d〓", 4));
    }
}
