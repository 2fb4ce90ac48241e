//! Pieces of markup, written as blocks.

mod rows;

use super::{Block, LeftOut, entities::decoded, tags::Tag};
use crate::element::text::{cleaned, is_blank};

/// Deeper lists are told at this depth.
const MAX_DEPTH: usize = 32;
/// Columns or rows that one cell may reach over.
const MAX_SPAN: usize = 100;

/// What the text that comes next is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Paragraph,
    Heading(u8),
    Item,
}

/// A list that is open, and the number of its next item.
struct List {
    next: Option<u32>,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    has_data: bool,
}

pub(super) struct Writer {
    blocks: Vec<Block>,
    text: String,
    of: Of,
    number: Option<u32>,
    lists: Vec<List>,
    /// Lists inside the deepest one that is told.
    deeper_lists: usize,
    tables: usize,
    row: Option<Row>,
    in_cell: bool,
    is_heading_cell: bool,
    span: usize,
    /// For each column, rows that a cell from above still reaches into.
    from_above: Vec<usize>,
    /// What was left out of the block or row that is being written, told after it.
    after: Vec<Block>,
    /// Empty cells that may still be written.
    padding: usize,
    preformatted: usize,
    links: Vec<Option<String>>,
}

impl Writer {
    pub(super) fn new(length: usize) -> Self {
        Self {
            blocks: Vec::new(),
            text: String::new(),
            of: Of::Paragraph,
            number: None,
            lists: Vec::new(),
            deeper_lists: 0,
            tables: 0,
            row: None,
            in_cell: false,
            is_heading_cell: false,
            span: 1,
            from_above: Vec::new(),
            after: Vec::new(),
            padding: length / 8 + MAX_SPAN,
            preformatted: 0,
            links: Vec::new(),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let decoded = decoded(text);
        self.literal(&decoded);
    }

    /// White space is one space, except where it was written with care.
    pub(super) fn literal(&mut self, text: &str) {
        for letter in text.chars() {
            let is_space = matches!(letter, ' ' | '\t' | '\r' | '\n');
            if !is_space && self.row.is_some() && !self.in_cell {
                // Text between cells is a cell: elsewhere it would leave its place.
                (self.in_cell, self.is_heading_cell, self.span) = (true, false, 1);
            }
            if !is_space || self.preformatted > 0 {
                self.text.push(letter);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    pub(super) fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => self.text.push('\n'),
            "hr" => self.end_block(),
            "sup" => self.text.push('^'),
            "del" | "s" | "strike" => self.text.push_str("~~"),
            "q" => self.text.push('"'),
            "a" if !tag.is_closed => {
                let address = tag.attribute("href").filter(|address| !address.starts_with('#'));
                self.links.push(address);
            }
            "pre" if !tag.is_closed => {
                self.end_block();
                self.preformatted += 1;
            }
            "ul" | "ol" | "dl" if !tag.is_closed => self.begin_list(tag),
            "li" | "dd" => self.begin_item(),
            "table" if !tag.is_closed => {
                self.end_block();
                self.tables += 1;
                if self.tables == 1 {
                    self.from_above.clear();
                }
            }
            "tr" if self.tables > 1 => self.end_line(),
            "tr" => {
                self.end_row();
                self.row = Some(Row::default());
            }
            "td" | "th" if self.tables > 1 => self.tab(),
            "td" | "th" => self.begin_cell(tag),
            name => self.begin_block(name),
        }
        if tag.is_closed && matches!(tag.name.as_str(), "td" | "th" | "li" | "p" | "div") {
            self.close(&tag.name);
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        match name {
            "del" | "s" | "strike" => self.text.push_str("~~"),
            "q" => self.text.push('"'),
            "a" => {
                if let Some(address) =
                    self.links.pop().flatten().filter(|address| !self.text.ends_with(address))
                {
                    self.literal(&format!(" ({address})"));
                }
            }
            "pre" => {
                self.end_block();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "ul" | "ol" | "dl" => {
                self.end_block();
                if self.deeper_lists > 0 {
                    self.deeper_lists -= 1;
                } else {
                    self.lists.pop();
                }
            }
            "table" => {
                if self.tables == 1 {
                    self.end_row();
                } else {
                    self.end_line();
                }
                self.tables = self.tables.saturating_sub(1);
            }
            "tr" if self.tables > 1 => self.end_line(),
            "tr" => self.end_row(),
            "td" | "th" if self.tables > 1 => {}
            "td" | "th" => self.end_cell(),
            "li" | "dd" => self.end_block(),
            name if is_block(name) && self.of == Of::Item => self.end_line(),
            name if is_block(name) => self.end_block(),
            _ => {}
        }
    }

    pub(super) fn left_out(&mut self, what: LeftOut) {
        self.after.push(Block::LeftOut(what));
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_row();
        self.end_block();
        self.blocks
    }

    fn begin_block(&mut self, name: &str) {
        if !is_block(name) {
            return;
        }
        if self.of == Of::Item && name != "dt" {
            return self.end_line();
        }
        self.end_block();
        let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
        if let Some(level) = level.filter(|level| (1..=6).contains(level) && !self.in_cell) {
            self.of = Of::Heading(level);
        }
    }

    fn begin_list(&mut self, tag: &Tag<'_>) {
        self.end_block();
        if self.lists.len() == MAX_DEPTH {
            self.deeper_lists += 1;
            return;
        }
        let start = || tag.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        let next = (tag.name == "ol").then(start);
        self.lists.push(List { next });
    }

    fn begin_item(&mut self) {
        self.end_block();
        if self.in_cell {
            return;
        }
        self.of = Of::Item;
        let list = self.lists.last_mut().filter(|_| self.deeper_lists == 0);
        self.number = list.and_then(|list| {
            let number = list.next?;
            list.next = Some(number.saturating_add(1));
            Some(number)
        });
    }

    /// Ends what was written so far: as a block, or in a cell as a line.
    fn end_block(&mut self) {
        if self.in_cell {
            return self.end_line();
        }
        let text = tidy(&std::mem::take(&mut self.text));
        let of = std::mem::replace(&mut self.of, Of::Paragraph);
        let number = self.number.take();
        if !is_blank(&text) {
            let depth = self.lists.len().clamp(1, MAX_DEPTH) as u8;
            self.blocks.push(match of {
                Of::Paragraph => Block::Paragraph(text),
                Of::Heading(level) => Block::Heading { level, text },
                Of::Item => Block::Item { depth, number, text },
            });
        }
        if self.row.is_none() {
            self.blocks.append(&mut self.after);
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn tab(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', '\t']) {
            self.text.push('\t');
        }
    }
}

/// Elements that begin a block of their own.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 24] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "p",
        "section",
    ];
    BLOCKS.contains(&name) || matches!(name, "li" | "main" | "nav" | "summary" | "tbody" | "thead" | "tfoot")
}

/// Without white space at the ends of lines, and without what steers the reader.
fn tidy(text: &str) -> String {
    let text = cleaned(text);
    let lines: Vec<&str> = text.trim_start_matches('\n').trim_end().split('\n').map(str::trim_end).collect();
    lines.join("\n")
}
