//! Pieces of markup: text, tags, and what is left out. Tolerant: what is no markup is text.

use super::{LeftOut, entities::decoded};
use crate::element::text::{cleaned, is_blank};

pub(super) enum Piece<'a> {
    /// Text between tags, in which entities are to be read.
    Text(&'a str),
    /// Character data as it is.
    Literal(&'a str),
    Open(Tag<'a>),
    Close(String),
    LeftOut(LeftOut),
}

/// A tag that opens an element, or is one.
pub(super) struct Tag<'a> {
    pub(super) name: String,
    attributes: &'a str,
    /// It has no content.
    pub(super) is_closed: bool,
}

/// Elements whose content is no text.
const EMBEDDED: [&str; 11] =
    ["template", "svg", "math", "iframe", "object", "applet", "audio", "video", "canvas", "script", "style"];

pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// Letters that may still be looked at in search of an end: many beginnings without one do not take long.
    searches: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(div: &'a str) -> Self {
        Self { rest: div, searches: div.len().saturating_mul(4) }
    }

    fn cut(&mut self, length: usize) -> &'a str {
        let (first, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        first
    }

    /// Where `end` stands in the rest, from `from` on, without regard to case; `None` also where too much was searched.
    fn find(&mut self, from: usize, end: &str) -> Option<usize> {
        let bytes = self.rest.as_bytes().get(from..)?;
        let mut windows = bytes.windows(end.len()).take(self.searches);
        let found = windows.position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
        self.searches = self.searches.saturating_sub(found.unwrap_or(bytes.len()));
        found.map(|at| from + at)
    }

    /// Where the tag ends that the rest begins with: at a `>` outside quotes. A `<` stands in no tag of XML, so one that
    /// reaches it is text.
    fn end_of_tag(&self) -> Option<usize> {
        let mut quote = None;
        for (at, byte) in self.rest.bytes().enumerate().skip(1) {
            match (quote, byte) {
                (None, b'>') => return Some(at),
                (_, b'<') => return None,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
        }
        None
    }

    fn markup(&mut self) -> Piece<'a> {
        for (start, end, is_text) in [("<!--", "-->", false), ("<![CDATA[", "]]>", true), ("<?", "?>", false)]
        {
            if !self.rest.starts_with(start) {
                continue;
            }
            let Some(at) = self.find(start.len(), end) else { return Piece::Text(self.cut(1)) };
            let whole = self.cut(at + end.len());
            return Piece::Literal(if is_text { &whole[start.len()..at] } else { "" });
        }
        let begins = self.rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let Some(end) = begins.then(|| self.end_of_tag()).flatten() else { return Piece::Text(self.cut(1)) };
        let tag = &self.cut(end + 1)[1..end];
        let closes = tag.starts_with('/');
        let inside = tag.trim_start_matches('/');
        let length = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(length);
        // A prefix of a namespace says nothing here.
        let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        if closes {
            return Piece::Close(name);
        }
        let tag = Tag { name, attributes, is_closed: tag.ends_with('/') };
        self.element(tag)
    }

    fn element(&mut self, tag: Tag<'a>) -> Piece<'a> {
        if matches!(tag.name.as_str(), "img" | "image" | "input") {
            let (alternative, source) = (tag.attribute("alt"), tag.attribute("src"));
            return Piece::LeftOut(LeftOut::Image { alternative, source });
        }
        if !EMBEDDED.contains(&tag.name.as_str()) {
            return Piece::Open(tag);
        }
        let letters = if tag.is_closed { 0 } else { self.skip(&tag.name) };
        Piece::LeftOut(match tag.name.as_str() {
            "script" => LeftOut::Script { letters },
            "style" => LeftOut::Style { letters },
            _ => LeftOut::Embedded { element: tag.name, letters },
        })
    }

    /// Skips the content of an element. One that is never closed has all that follows.
    fn skip(&mut self, name: &str) -> usize {
        let end = format!("</{name}");
        let content = match self.find(0, &end) {
            Some(at) => self.cut(at),
            None => self.cut(self.rest.len()),
        };
        let letters = content.chars().count();
        if let Some(end) = self.find(0, ">") {
            self.cut(end + 1);
        }
        letters
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        match self.rest.find('<') {
            _ if self.rest.is_empty() => None,
            Some(0) => Some(self.markup()),
            Some(at) => Some(Piece::Text(self.cut(at))),
            None => Some(Piece::Text(self.cut(self.rest.len()))),
        }
    }
}

impl Tag<'_> {
    /// The value of an attribute; one that says nothing is none.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let length = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            if length == 0 && !rest.starts_with('=') {
                return None;
            }
            let (found, after) = rest.split_at(length);
            rest = after.trim_start();
            let Some(written) = rest.strip_prefix('=').map(str::trim_start) else { continue };
            let quoted = written.strip_prefix('"').map(|text| ('"', text));
            let quoted = quoted.or_else(|| written.strip_prefix('\'').map(|text| ('\'', text)));
            let (value, after) = match quoted {
                Some((quote, text)) => text.split_once(quote).unwrap_or((text, "")),
                None => written.split_at(written.find(char::is_whitespace).unwrap_or(written.len())),
            };
            rest = after;
            if found.eq_ignore_ascii_case(name) {
                return Some(cleaned(&decoded(value))).filter(|value| !is_blank(value));
            }
        }
    }
}
