//! A sheet set in type: every word of it, in its place and in the document's structure.

use super::{
    flow::{Cell, Flow, HEIGHT, MARGIN, Text, WIDTH},
    structure::{Row, Structure},
    typeface::{Lacking, Letter, Typeface},
};
use app::{
    i18n::Locale,
    paper::{Line, Sheet, SheetPart, drawn},
};
use std::num::NonZeroU16;

const BODY: f32 = 8.5;
const SMALL: f32 = 7.5;
const TITLE: f32 = 15.0;
const PERSON: f32 = 12.0;
const PART: f32 = 10.0;
/// Where it saves a second sheet, all letters are this much smaller: 7.9 points, and 7 for sources.
const SMALLER: f32 = 0.93;

/// The columns of a table: what, more about it, from whom; in parts of the width, with a gap between them.
const COLUMNS: [f32; 3] = [0.325, 0.412, 0.263];
const GAP: f32 = 4.0;

pub struct Written {
    pub flow: Flow,
    pub structure: Structure,
}

struct Writer<'a> {
    typeface: &'a Typeface,
    locale: Locale,
    /// By how much every size is multiplied.
    scale: f32,
    flow: Flow,
    structure: Structure,
    lacking: Lacking,
}

impl Written {
    /// One sheet if it can be had: what lies on a second one is overlooked.
    pub fn of(sheet: &Sheet, typeface: &Typeface, locale: Locale) -> Self {
        let usual = Self::scaled(sheet, typeface, locale, 1.0);
        if usual.flow.sheets.len() == 1 {
            return usual;
        }
        let smaller = Self::scaled(sheet, typeface, locale, SMALLER);
        if smaller.flow.sheets.len() == 1 { smaller } else { usual }
    }

    fn scaled(sheet: &Sheet, typeface: &Typeface, locale: Locale, scale: f32) -> Self {
        let (structure, lacking) = (Structure::default(), Lacking::default());
        let mut writer = Writer { typeface, locale, scale, flow: Flow::new(), structure, lacking };
        writer.top(sheet);
        for part in &sheet.parts {
            writer.part(part);
        }
        writer.notes();
        writer.margins(sheet);
        Self { flow: writer.flow, structure: writer.structure }
    }
}

impl Writer<'_> {
    /// Title, who it is, as of when and why, and what it is not.
    fn top(&mut self, sheet: &Sheet) {
        self.heading(NonZeroU16::MIN, &sheet.title, TITLE);
        let (who, made) = (in_a_row(&sheet.who), in_a_row(&sheet.made));
        self.paragraph(&who, PERSON, true);
        self.flow.skip(2.0);
        self.paragraph(&made, BODY, false);
        self.flow.skip(2.0);
        self.flow.rule(1.5);
        for (place, said) in sheet.warning.iter().enumerate() {
            self.paragraph(said, BODY, place == 0);
        }
        self.flow.rule(1.5);
    }

    fn part(&mut self, part: &SheetPart) {
        self.flow.skip(4.5);
        // Never a heading alone at the foot of a sheet.
        let rest = if part.lines.is_empty() { 1.5 } else { 5.0 };
        self.flow.keep_together(PART * 1.5 + BODY * rest);
        self.heading(NonZeroU16::MIN.saturating_add(1), &part.title, PART);
        self.flow.rule(0.8);
        for note in &part.notes {
            self.paragraph(note, SMALL, false);
        }
        if part.lines.is_empty() {
            self.paragraph(&part.nothing, BODY, false);
            return;
        }
        if part.run_in {
            self.run_in(&part.lines);
            return;
        }
        let rows = part.lines.iter().map(|line| self.line(line)).collect();
        self.structure.table(rows);
    }

    fn line(&mut self, line: &Line) -> Row {
        let width = WIDTH - 2.0 * MARGIN;
        let mark = line.mark.as_ref().map(|mark| drawn::mark(self.locale, mark));
        let about: Vec<&str> = [Some(&*line.name), mark.as_deref()].into_iter().flatten().collect();
        let about = self.text(&about.join(" "), BODY, true);
        let facts = self.text(&line.facts, BODY, false);
        let source = self.text(&line.source, SMALL, false);
        let row = Row { header: about.leaf, cells: vec![facts.leaf, source.leaf] };
        let mut x = MARGIN;
        let columns = COLUMNS.into_iter().zip([about, facts, source]);
        let cells = columns.map(|(share, text)| {
            let cell = Cell { x, width: width * share - GAP, text };
            x += width * share;
            cell
        });
        let cells = cells.collect();
        self.flow.row(cells);
        self.flow.rule(0.25);
        row
    }

    /// Lines that are all name, in one paragraph.
    fn run_in(&mut self, lines: &[Line]) {
        let said: Vec<String> =
            lines.iter().map(|line| drawn::with_source(self.locale, &line.name, &line.source)).collect();
        self.paragraph(&said.join("  "), BODY, false);
    }

    fn heading(&mut self, level: NonZeroU16, title: &str, size: f32) {
        let text = self.text(title, size, true);
        let (leaf, said) = (text.leaf, written(&text.letters));
        let at = self.flow.paragraph(text);
        self.structure.heading(level, &said, leaf, at);
    }

    fn paragraph(&mut self, said: &str, size: f32, bold: bool) {
        let text = self.text(said, size, bold);
        self.structure.paragraph(text.leaf);
        self.flow.paragraph(text);
    }

    fn text(&mut self, said: &str, size: f32, bold: bool) -> Text {
        let letters = self.typeface.set(said, &mut self.lacking);
        Text { letters, size: size * self.scale, bold, leaf: self.structure.leaf() }
    }

    /// What could not be set as it was written: nothing is lost without a word.
    fn notes(&mut self) {
        let Lacking { letters, variants } = std::mem::take(&mut self.lacking);
        let codes: Vec<String> = letters.iter().map(|one| format!("U+{:04X}", u32::from(*one))).collect();
        let notes = [
            (!codes.is_empty()).then(|| drawn::lacking_letters(self.locale, &codes.join(" "))),
            variants.then(|| drawn::lacking_variants(self.locale)),
        ];
        self.flow.skip(7.0);
        for note in notes.into_iter().flatten() {
            self.paragraph(&note, SMALL, false);
        }
    }

    /// Whose it is stands on top of every sheet, and its number at the foot: sheets get separated.
    fn margins(&mut self, sheet: &Sheet) {
        let pages = self.flow.sheets.len();
        let fact = |facts: &[(String, String)], at: usize| facts.get(at).map(|(_, value)| value.clone());
        let whose = [fact(&sheet.who, 0), fact(&sheet.who, 2), Some(sheet.title.clone())];
        let from = [fact(&sheet.made, 1), fact(&sheet.made, 2)];
        let [whose, from] = [whose.to_vec(), from.to_vec()]
            .map(|facts| facts.into_iter().flatten().collect::<Vec<_>>().join("  "));
        for place in 0..pages {
            let number = drawn::page_of(self.locale, place + 1, pages);
            let mut set = |said: &str| self.typeface.set(said, &mut self.lacking);
            let (whose, from, number) = (clipped(set(&whose)), clipped(set(&from)), set(&number));
            let Some(sheet) = self.flow.sheets.get_mut(place) else { return };
            if place > 0 {
                sheet.margin_note(whose, 30.0, SMALL, false);
            }
            sheet.margin_note(from, HEIGHT - 26.0, SMALL, false);
            sheet.margin_note(number, HEIGHT - 26.0, SMALL, true);
        }
    }
}

/// As much as fits a margin: the whole of it stands in the text.
fn clipped(letters: Vec<Letter>) -> Vec<Letter> {
    let mut width = 0.0;
    let fits = |letter: &Letter| {
        width += letter.width * SMALL;
        width < WIDTH - 2.0 * MARGIN - 80.0
    };
    letters.into_iter().take_while(fits).collect()
}

fn in_a_row(facts: &[(String, String)]) -> String {
    let facts: Vec<String> = facts.iter().map(|(name, value)| format!("{name} {value}")).collect();
    facts.join("  ")
}

fn written(letters: &[Letter]) -> String {
    letters.iter().map(|letter| &*letter.text).collect()
}
