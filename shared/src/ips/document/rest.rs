//! What was not told otherwise: every text, number and truth value that is left in a resource, by its place.

use super::{
    context::Context,
    entry::{Attachment, Leaf},
    tell::take_field,
};
use crate::element::text::cleaned;
use serde_json::{Map, Value};

/// Bytes of a path that is told. A longer one is cut: it would be told with each of its leaves.
const MAX_PATH: usize = 240;

/// A place in a resource, and what a reference there means.
pub(super) struct Walk<'a> {
    path: String,
    pub(super) context: &'a Context<'a>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { path: String::new(), context }
    }

    /// Goes to an element; what it returns leads back.
    pub(super) fn enter(&mut self, name: &str) -> usize {
        let length = self.path.len();
        if length + name.len() + 1 > MAX_PATH {
            if !self.path.ends_with('…') {
                self.path.push('…');
            }
            return length;
        }
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        length
    }

    pub(super) fn enter_index(&mut self, index: usize) -> usize {
        let length = self.path.len();
        if length < MAX_PATH {
            self.path.push_str(&format!("[{index}]"));
        }
        length
    }

    /// Goes to an extension by its url, where that leaves the path short.
    fn enter_extension(&mut self, url: &str) -> Option<usize> {
        let length = self.path.len();
        if length + url.len() + 2 > MAX_PATH || cleaned(url) != url {
            return None;
        }
        self.path.push_str(&format!("({url})"));
        Some(length)
    }

    pub(super) fn leave(&mut self, length: usize) {
        self.path.truncate(length);
    }

    fn leaf(&self, value: &str) -> Leaf {
        Leaf { path: cleaned(&self.path), value: cleaned(value) }
    }
}

/// Every leaf of a value. Left out are only ids of elements, addresses of references that resolve (what is there is
/// named instead), and urls of extensions that stand in a path.
pub(super) fn leaves(value: Value, walk: &mut Walk<'_>) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(value, walk, &mut found);
    found
}

fn collect(value: Value, walk: &mut Walk<'_>, found: &mut Vec<Leaf>) {
    match value {
        Value::Null => {}
        Value::Bool(is) => found.push(walk.leaf(if is { "true" } else { "false" })),
        Value::Number(number) => found.push(walk.leaf(&number.to_string())),
        Value::String(text) => found.push(walk.leaf(&text)),
        Value::Array(items) => {
            let is_extensions = walk.path.ends_with("xtension");
            for (index, mut item) in items.into_iter().enumerate() {
                let url = item.get("url").and_then(Value::as_str).filter(|_| is_extensions);
                let length = url.and_then(|url| walk.enter_extension(url));
                let Some(length) = length else {
                    let length = walk.enter_index(index);
                    collect(item, walk, found);
                    walk.leave(length);
                    continue;
                };
                let (before, url) = (found.len(), item["url"].take());
                collect(item, walk, found);
                walk.leave(length);
                // Nothing in it: no path tells its url.
                if found.len() == before {
                    collect(url, walk, found);
                }
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let address = field.as_str();
                if name == "id" && address.is_some() {
                    continue;
                }
                let target = address.filter(|_| name == "reference").and_then(|to| walk.context.resolve(to));
                if let Some(called) = target.and_then(|target| walk.context.called(target)) {
                    found.push(walk.leaf(called));
                    continue;
                }
                let length = walk.enter(&name);
                collect(field, walk, found);
                walk.leave(length);
            }
        }
    }
}

/// Takes files out of a value, wherever they stand.
pub(super) fn take_attachments(value: &mut Value, walk: &mut Walk<'_>, found: &mut Vec<Attachment>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let length = walk.enter_index(index);
                take_attachments(item, walk, found);
                walk.leave(length);
            }
        }
        Value::Object(fields) => {
            found.extend(attachment(fields, &walk.path));
            for (name, field) in fields.iter_mut() {
                let length = walk.enter(name);
                take_attachments(field, walk, found);
                walk.leave(length);
            }
        }
        _ => {}
    }
}

/// Data that is no base64 is no file, and is told as it is.
fn attachment(fields: &mut Map<String, Value>, path: &str) -> Option<Attachment> {
    let is_file =
        ["contentType", "sigFormat"].iter().any(|name| fields.get(*name).is_some_and(Value::is_string));
    if !is_file {
        return None;
    }
    let bytes = fields.get("data").and_then(Value::as_str).and_then(length_of);
    if bytes.is_some() {
        fields.remove("data");
    }
    let mut part = |name| take_field(fields, name);
    let (content_type, title, url) =
        (part("contentType").or_else(|| part("sigFormat")), part("title"), part("url"));
    Some(Attachment { content_type, title, url, bytes, path: cleaned(path) })
}

/// Length of what base64 stands for.
fn length_of(encoded: &str) -> Option<usize> {
    let written = || encoded.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let is_base64 = written().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte));
    let letters = written().filter(|byte| *byte != b'=').count();
    (is_base64 && letters > 0 && letters % 4 != 1)
        .then_some(letters / 4 * 3 + (letters % 4).saturating_sub(1))
}
