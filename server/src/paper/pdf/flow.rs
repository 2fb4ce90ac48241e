//! Where everything stands: text flows down a column and over as many sheets of A4 as it takes.

use super::{
    lines::{broken, width_of},
    typeface::Letter,
};

/// A4 in points.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
pub const MARGIN: f32 = 34.0;
/// The lowest baseline above the foot.
const LOWEST: f32 = HEIGHT - 40.0;
/// Where text begins on a sheet, below its head; the first has none.
const HIGHEST: f32 = 38.0;
const FIRST_HIGHEST: f32 = 28.0;
/// From baseline to baseline, in parts of the font size.
const LEADING: f32 = 1.3;

/// Letters of one line, at their baseline.
#[derive(Debug)]
pub struct Piece {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    pub letters: Vec<Letter>,
    /// What it belongs to in the document's structure; `None`: to the sheet alone (its head and foot).
    pub leaf: Option<Leaf>,
}

/// A horizontal line across the column.
#[derive(Debug)]
pub struct Rule {
    pub y: f32,
    pub thickness: f32,
}

/// A place in the document's structure, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf(pub usize);

#[derive(Debug, Default)]
pub struct Sheet {
    pub pieces: Vec<Piece>,
    pub rules: Vec<Rule>,
}

/// Text that is set, and what it belongs to.
pub struct Text {
    pub letters: Vec<Letter>,
    pub size: f32,
    pub bold: bool,
    pub leaf: Leaf,
}

/// A part of a row.
pub struct Cell {
    pub x: f32,
    pub width: f32,
    pub text: Text,
}

pub struct Flow {
    pub sheets: Vec<Sheet>,
    /// The last baseline, or the top of the column.
    y: f32,
}

impl Flow {
    pub fn new() -> Self {
        Self { sheets: vec![Sheet::default()], y: FIRST_HIGHEST }
    }

    /// Space, which is dropped at the top of a sheet.
    pub fn skip(&mut self, points: f32) {
        if self.y > HIGHEST {
            self.y += points;
        }
    }

    /// A new sheet unless `points` more are left on this one.
    pub fn keep_together(&mut self, points: f32) {
        if self.y + points > LOWEST && self.y > HIGHEST {
            self.turn();
        }
    }

    pub fn rule(&mut self, thickness: f32) {
        // Below what hangs from the baseline.
        let y = self.y + 2.0 + thickness / 2.0;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rules.push(Rule { y, thickness });
        }
        self.y = y;
    }

    /// Text over the whole column. Where it begins: the sheet and the height.
    pub fn paragraph(&mut self, text: Text) -> (usize, f32) {
        self.row(vec![Cell { x: MARGIN, width: WIDTH - 2.0 * MARGIN, text }])
    }

    /// Cells side by side. A row that fits a sheet stays on one; a longer one goes on, line by line.
    pub fn row(&mut self, cells: Vec<Cell>) -> (usize, f32) {
        let columns: Vec<(f32, Vec<Text>)> = cells.into_iter().map(|cell| (cell.x, lines_of(cell))).collect();
        let height = |lines: &[Text]| lines.iter().map(|line| line.size * LEADING).sum::<f32>();
        let tallest = columns.iter().map(|(_, lines)| height(lines)).fold(0.0, f32::max);
        if tallest <= LOWEST - HIGHEST {
            self.keep_together(tallest);
        }
        let began = (self.sheets.len() - 1, self.y);
        let rows = columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        let mut columns: Vec<_> = columns.into_iter().map(|(x, lines)| (x, lines.into_iter())).collect();
        for _ in 0..rows {
            let line: Vec<(f32, Text)> =
                columns.iter_mut().filter_map(|(x, lines)| Some((*x, lines.next()?))).collect();
            self.line(line);
        }
        began
    }

    fn line(&mut self, texts: Vec<(f32, Text)>) {
        let step = texts.iter().map(|(_, text)| text.size * LEADING).fold(0.0, f32::max);
        if self.y + step > LOWEST {
            self.turn();
        }
        self.y += step;
        let y = self.y;
        let Some(sheet) = self.sheets.last_mut() else { return };
        for (x, Text { letters, size, bold, leaf }) in texts {
            sheet.pieces.push(Piece { x, y, size, bold, letters, leaf: Some(leaf) });
        }
    }

    fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = HIGHEST;
    }
}

impl Sheet {
    /// In the order in which they are read, cell after cell: some readers go by that alone.
    pub fn in_reading_order(&self) -> Vec<&Piece> {
        let mut pieces: Vec<&Piece> = self.pieces.iter().collect();
        pieces.sort_by_key(|piece| piece.leaf.map_or(usize::MAX, |leaf| leaf.0));
        pieces
    }

    /// Outside the text: in the head or the foot, from the left or to the right margin.
    pub fn margin_note(&mut self, letters: Vec<Letter>, y: f32, size: f32, to_the_right: bool) {
        let x = if to_the_right { WIDTH - MARGIN - width_of(&letters, size) } else { MARGIN };
        self.pieces.push(Piece { x, y, size, bold: false, letters, leaf: None });
    }
}

fn lines_of(Cell { width, text, .. }: Cell) -> Vec<Text> {
    let Text { letters, size, bold, leaf } = text;
    broken(letters, size, width).into_iter().map(|letters| Text { letters, size, bold, leaf }).collect()
}
