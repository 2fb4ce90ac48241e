//! What an answer is made of, without its words: read as a browser, a table program or a hospital's system reads it.

use crate::portal::Answer;
use axum::http::StatusCode;
use html5ever::{ParseOpts, parse_document, tendril::TendrilSink, tree_builder::TreeBuilderOpts};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use quick_xml::{Reader, escape, events::Event};
use serde_json::Value;

/// Lines that say what is inside what, and beside them the words.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    kind: String,
    lines: Vec<String>,
    words: Vec<String>,
    links: Vec<String>,
    /// The language of the document.
    language: String,
    /// Japanese words outside of what says that it is Japanese, each behind the element that they stand in.
    undeclared: Vec<String>,
}

impl Shape {
    fn new(status: StatusCode) -> Self {
        Self { lines: vec![status.to_string()], ..Self::default() }
    }

    /// The first line that is another one, if any is.
    pub fn differs(&self, other: &Self) -> Option<String> {
        let longest = self.lines.len().max(other.lines.len());
        let at = (0..longest).find(|at| self.lines.get(*at) != other.lines.get(*at))?;
        Some(format!("line {at}: {:?} became {:?}", self.lines.get(at), other.lines.get(at)))
    }

    /// The kind of answer, as its header says it.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    pub fn says(&self, words: &str) -> bool {
        self.words.iter().any(|text| text.contains(words))
    }

    /// Whether it is a page in English.
    pub fn is_a_page(&self) -> bool {
        self.kind == "text/html" && self.language == "en"
    }

    /// Japanese words that do not say so.
    pub fn in_no_language(&self) -> impl Iterator<Item = &str> {
        self.undeclared.iter().map(String::as_str)
    }

    /// Pages of ours that it leads to.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.links.iter().map(String::as_str)
    }
}

pub fn shape(answer: &Answer) -> Shape {
    let kind = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
    let read = match kind.as_str() {
        "text/html" => of_html(answer.status, &answer.text()),
        "text/csv" => of_csv(answer.status, &answer.body),
        "application/xml" | "text/xml" => of_xml(answer.status, &answer.text()),
        "application/pdf" => of_pdf(answer.status, &answer.body),
        json if json.ends_with("json") => of_json(answer.status, &answer.body),
        other => {
            let mut shape = Shape::new(answer.status);
            shape.lines.push(other.to_owned());
            shape
        }
    };
    Shape { kind, ..read }
}

/// As a browser reads it whose reader allows no scripts: what stands in `<noscript>` counts.
pub fn of_html(status: StatusCode, html: &str) -> Shape {
    let builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder: builder, ..ParseOpts::default() };
    let document = parse_document(RcDom::default(), options).one(html);
    let mut shape = Shape::new(status);
    walk(&document.document, 0, &mut shape);
    languages(&document.document, ("", ""), &mut shape);
    shape
}

/// Attributes that a browser follows.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "formaction", "data", "content"];

fn is_ours(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

fn walk(node: &Handle, depth: usize, shape: &mut Shape) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let attrs = attrs.borrow();
            let mut names: Vec<String> =
                attrs.iter().map(|attribute| attribute.name.local.to_string()).collect();
            names.sort();
            let mut line = format!("{depth} <{} {}>", name.local, names.join(" "));
            for attribute in attrs.iter() {
                let (named, value) = (attribute.name.local.to_string(), attribute.value.to_string());
                // Words may say so; an address may not.
                if ADDRESSES.contains(&named.as_str()) && leads_into_a_script(&value) {
                    line.push_str(" into a script");
                }
                if (name.local.to_string().as_str(), named.as_str()) == ("a", "href") && is_ours(&value) {
                    shape.links.push(value.split('#').next().unwrap_or_default().to_owned());
                }
                shape.words.push(value);
            }
            shape.lines.push(line);
        }
        NodeData::Text { contents } => shape.words.push(contents.borrow().to_string()),
        NodeData::Comment { .. } => shape.lines.push(format!("{depth} <!>")),
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, depth + 1, shape);
    }
    if let NodeData::Element { template_contents, .. } = &node.data
        && let Some(contents) = template_contents.borrow().as_ref()
    {
        walk(contents, depth + 1, shape);
    }
}

/// Which words are in which language: `within` is the element around `node` and the language that is said of it. A
/// `<title>` holds the page's own words and others, and can say one language only.
fn languages(node: &Handle, within: (&str, &str), shape: &mut Shape) {
    let mut named = String::new();
    let mut said = within.1.to_owned();
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            named = name.local.to_string();
            for attribute in attrs.borrow().iter().filter(|one| &*one.name.local == "lang") {
                said = attribute.value.to_string();
            }
            if named == "html" {
                shape.language.clone_from(&said);
            }
            if ["script", "style", "title"].contains(&named.as_str()) {
                return;
            }
        }
        NodeData::Text { contents } => {
            let text = contents.borrow();
            if said != "ja" && text.contains(app::format::is_japanese) {
                shape.undeclared.push(format!("<{}> {}", within.0, text.trim()));
            }
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        languages(child, (&named, &said), shape);
    }
}

/// Browsers skip white space in a scheme.
fn leads_into_a_script(value: &str) -> bool {
    let scheme: String = value.chars().filter(|letter| !letter.is_whitespace()).take(11).collect();
    scheme.eq_ignore_ascii_case("javascript:")
}

pub fn of_json(status: StatusCode, body: &[u8]) -> Shape {
    let mut shape = Shape::new(status);
    match serde_json::from_slice(body) {
        Ok(value) => members(&value, "", &mut shape),
        Err(error) => shape.lines.push(format!("no JSON: {error}")),
    }
    shape
}

fn members(value: &Value, path: &str, shape: &mut Shape) {
    match value {
        Value::Object(fields) => {
            // What a range's words say is read: `<` in them is a bound.
            for (name, inner) in fields.iter().filter(|(name, _)| *name != "ranges") {
                shape.lines.push(format!("{path}/{name}"));
                members(inner, &format!("{path}/{name}"), shape);
            }
        }
        // Items stand in the order of their ids, which are made of codes: whatever the order, the same items.
        Value::Array(items) => {
            let mut each: Vec<Vec<String>> = Vec::new();
            for inner in items {
                let mut item = Shape { lines: vec![format!("{path}[]")], ..Shape::new(StatusCode::OK) };
                members(inner, &format!("{path}[]"), &mut item);
                each.push(item.lines);
                shape.words.extend(item.words);
            }
            each.sort();
            shape.lines.extend(each.into_iter().flatten());
        }
        Value::String(text) => shape.words.push(text.clone()),
        _ => {}
    }
}

fn of_csv(status: StatusCode, body: &[u8]) -> Shape {
    let mut shape = Shape::new(status);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body);
    for row in reader.records() {
        let row = row.unwrap();
        shape.lines.push(format!("{} fields", row.len()));
        shape.words.extend(row.iter().map(str::to_owned));
    }
    shape
}

fn of_xml(status: StatusCode, text: &str) -> Shape {
    let mut shape = Shape::new(status);
    let mut reader = Reader::from_str(text);
    // Text comes in pieces: what is escaped is one of its own.
    let mut said = String::new();
    loop {
        let event = reader.read_event();
        if matches!(event, Ok(Event::Start(_) | Event::Empty(_) | Event::End(_))) {
            shape.words.push(std::mem::take(&mut said));
        }
        match event {
            Ok(Event::Eof) => return shape,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let mut line = tag.name().as_ref().to_owned();
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    line.push(' ');
                    line.push_str(attribute.key.as_ref());
                    shape.words.push(escape::unescape(&attribute.value).unwrap().into_owned());
                }
                shape.lines.push(line);
            }
            Ok(Event::End(_)) => shape.lines.push("/".to_owned()),
            Ok(Event::Text(text)) => said.push_str(&text),
            Ok(Event::GeneralRef(name)) => {
                let escaped = format!("&{};", AsRef::<str>::as_ref(&name));
                said.push_str(&escape::unescape(&escaped).unwrap());
            }
            Ok(Event::CData(_)) => shape.lines.push("CDATA".to_owned()),
            Ok(Event::Comment(_) | Event::PI(_) | Event::DocType(_)) => shape.lines.push("other".to_owned()),
            Ok(_) => {}
            Err(error) => {
                shape.lines.push(format!("no XML: {error}"));
                return shape;
            }
        }
    }
}

/// Its text is read by other programs in `emergency_papers.rs`; here, that it does nothing.
fn of_pdf(status: StatusCode, body: &[u8]) -> Shape {
    let mut shape = Shape::new(status);
    for action in
        ["/JavaScript", "/JS", "/OpenAction", "/Launch", "/URI", "/SubmitForm", "/AA", "/EmbeddedFile"]
    {
        if body.windows(action.len()).any(|bytes| bytes == action.as_bytes()) {
            shape.lines.push(action.to_owned());
        }
    }
    shape
}
