//! What a document is made of, in the order in which it is read: headings, paragraphs, tables.

use super::flow::Leaf;
use app::i18n::Locale;
use krilla::{
    destination::XyzDestination,
    geom::Point,
    outline::{Outline, OutlineNode},
    tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree},
};
use std::num::NonZeroU16;

#[derive(Debug, Default)]
pub struct Structure {
    elements: Vec<Element>,
    headings: Vec<Heading>,
    leaves: usize,
}

#[derive(Debug)]
enum Element {
    Heading { level: NonZeroU16, title: String, leaf: Leaf },
    Paragraph(Leaf),
    Table(Vec<Row>),
}

/// What the row is about, and what is said of it.
#[derive(Debug)]
pub struct Row {
    pub header: Leaf,
    pub cells: Vec<Leaf>,
}

/// A heading, and where it stands.
#[derive(Debug)]
struct Heading {
    title: String,
    sheet: usize,
    y: f32,
}

impl Structure {
    /// A place that nothing belongs to yet.
    pub fn leaf(&mut self) -> Leaf {
        self.leaves += 1;
        Leaf(self.leaves - 1)
    }

    pub fn leaves(&self) -> usize {
        self.leaves
    }

    pub fn heading(&mut self, level: NonZeroU16, title: &str, leaf: Leaf, (sheet, y): (usize, f32)) {
        self.elements.push(Element::Heading { level, title: title.to_owned(), leaf });
        self.headings.push(Heading { title: title.to_owned(), sheet, y });
    }

    pub fn paragraph(&mut self, leaf: Leaf) {
        self.elements.push(Element::Paragraph(leaf));
    }

    pub fn table(&mut self, rows: Vec<Row>) {
        self.elements.push(Element::Table(rows));
    }

    pub fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        for heading in &self.headings {
            let at = XyzDestination::new(heading.sheet, Point::from_xy(0.0, heading.y));
            outline.push_child(OutlineNode::new(heading.title.clone(), at));
        }
        outline
    }

    /// `places`: by leaf, where it was drawn.
    pub fn tree(&self, mut places: Vec<Vec<Identifier>>, locale: Locale) -> TagTree {
        let mut drawn = |leaf: &Leaf| -> Vec<Node> {
            places
                .get_mut(leaf.0)
                .map(std::mem::take)
                .unwrap_or_default()
                .into_iter()
                .map(Node::from)
                .collect()
        };
        let mut tree = TagTree::new().with_lang(Some(locale.tag().to_owned()));
        for element in &self.elements {
            tree.push(match element {
                Element::Heading { level, title, leaf } => {
                    group(Tag::Hn(*level, Some(title.clone())), drawn(leaf))
                }
                Element::Paragraph(leaf) => group(Tag::P, drawn(leaf)),
                Element::Table(rows) => {
                    let rows = rows.iter().map(|row| Node::from(self::row(row, &mut drawn))).collect();
                    group(Tag::Table, rows)
                }
            });
        }
        tree
    }
}

fn row(row: &Row, drawn: &mut impl FnMut(&Leaf) -> Vec<Node>) -> TagGroup {
    let mut cells = vec![Node::from(group(Tag::TH(TableHeaderScope::Row), drawn(&row.header)))];
    cells.extend(row.cells.iter().map(|leaf| Node::from(group(Tag::TD, drawn(leaf)))));
    group(Tag::TR, cells)
}

fn group(tag: impl Into<TagKind>, children: Vec<Node>) -> TagGroup {
    TagGroup::with_children(tag, children)
}
