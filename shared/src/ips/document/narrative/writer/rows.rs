//! Rows of a table, each cell in its column.

use super::{MAX_SPAN, Row, Writer, tidy};
use crate::{
    element::text::is_blank,
    ips::document::narrative::{Block, tags::Tag},
};

impl Writer {
    pub(super) fn begin_cell(&mut self, tag: &Tag<'_>) {
        self.end_cell();
        self.end_block();
        let mut row = self.row.take().unwrap_or_default();
        self.fill(&mut row);
        let span = |name| {
            let span: Option<usize> = tag.attribute(name).and_then(|span| span.trim().parse().ok());
            span.unwrap_or(1).clamp(1, MAX_SPAN)
        };
        self.span = span("colspan");
        let below = span("rowspan") - 1;
        let column = row.cells.len();
        if below > 0 && self.padding >= self.span {
            self.padding -= self.span;
            self.from_above.resize(self.from_above.len().max(column + self.span), 0);
            self.from_above[column..column + self.span].fill(below);
        }
        self.row = Some(row);
        self.in_cell = true;
        self.is_heading_cell = tag.name == "th";
    }

    pub(super) fn end_cell(&mut self) {
        if !std::mem::replace(&mut self.in_cell, false) {
            return;
        }
        let text = tidy(&std::mem::take(&mut self.text));
        let Some(row) = &mut self.row else { return };
        row.has_data |= !self.is_heading_cell;
        row.cells.push(text);
        let empty = (self.span - 1).min(self.padding);
        self.padding -= empty;
        row.cells.extend(std::iter::repeat_n(String::new(), empty));
    }

    /// Empty cells where one from above reaches into the row.
    fn fill(&mut self, row: &mut Row) {
        while self.padding > 0
            && let Some(rows) = self.from_above.get_mut(row.cells.len()).filter(|rows| **rows > 0)
        {
            *rows -= 1;
            self.padding -= 1;
            row.cells.push(String::new());
        }
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let Some(mut row) = self.row.take() else { return };
        self.fill(&mut row);
        if row.cells.iter().any(|cell| !is_blank(cell)) {
            self.blocks.push(Block::Row { is_header: !row.has_data, cells: row.cells });
        }
        self.blocks.append(&mut self.after);
    }
}
