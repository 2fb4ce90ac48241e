//! A narrative: XHTML of any maker as blocks of text. Nothing of its markup is left, so nothing of it can run.

mod entities;
mod tags;
mod writer;

use serde_json::{Map, Value};
use tags::{Piece, Pieces};
use writer::Writer;

/// A part of a narrative, in the order in which it is read. A line break inside a text is `\n`; what is struck out
/// stands between `~~`, what is raised follows a `^`, and the address of a link follows its words in parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Heading {
        /// From 1 to 6.
        level: u8,
        text: String,
    },
    Paragraph(String),
    Item {
        /// From 1.
        depth: u8,
        /// In a list with numbers.
        number: Option<u32>,
        text: String,
    },
    Row {
        /// All of its cells are headings.
        is_header: bool,
        /// In the columns of the table: a cell that reaches over several is followed by empty ones.
        cells: Vec<String>,
    },
    LeftOut(LeftOut),
}

/// Something that is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    Script {
        letters: usize,
    },
    Style {
        letters: usize,
    },
    Image {
        alternative: Option<String>,
        source: Option<String>,
    },
    /// Drawings, frames and whatever else is embedded, by the name of its element.
    Embedded {
        element: String,
        letters: usize,
    },
}

/// Takes the blocks out of a Narrative.
pub(super) fn take(narrative: &mut Map<String, Value>) -> Vec<Block> {
    match narrative.get_mut("div") {
        Some(Value::String(div)) => {
            let blocks = blocks(div);
            narrative.remove("div");
            blocks
        }
        _ => Vec::new(),
    }
}

/// The blocks of `div`, for any text at all, in a time that grows with its length.
pub fn blocks(div: &str) -> Vec<Block> {
    let mut writer = Writer::new(div.len());
    for piece in Pieces::new(div) {
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Literal(text) => writer.literal(text),
            Piece::Open(tag) => writer.open(&tag),
            Piece::Close(name) => writer.close(&name),
            Piece::LeftOut(what) => writer.left_out(what),
        }
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
