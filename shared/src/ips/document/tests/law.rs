//! The law of the reader: every text, number and truth value of a Bundle is told somewhere.

use super::Document;
use serde_json::{Map, Value, json};

/// Reads a Bundle, and states each leaf of it that is told nowhere.
pub fn untold(bundle: &Value) -> Vec<String> {
    let document = Document::read(&bundle.to_string()).unwrap_or_else(|error| panic!("{error}"));
    let mut law = Law { told: format!("{document:?}"), addresses: addresses(bundle), untold: Vec::new() };
    law.each(bundle, "Bundle", None);
    law.untold
}

/// Addresses that the entries of a Bundle have.
fn addresses(bundle: &Value) -> Vec<String> {
    let mut addresses = Vec::new();
    for entry in bundle["entry"].as_array().into_iter().flatten() {
        addresses.extend(entry["fullUrl"].as_str().map(str::to_owned));
        let resource = &entry["resource"];
        if let (Some(kind), Some(id)) = (resource["resourceType"].as_str(), resource["id"].as_str()) {
            addresses.push(format!("{kind}/{id}"));
        }
        for inner in resource["contained"].as_array().into_iter().flatten() {
            addresses.extend(inner["id"].as_str().map(|id| format!("#{id}")));
        }
    }
    addresses
}

struct Law {
    told: String,
    addresses: Vec<String>,
    untold: Vec<String>,
}

impl Law {
    fn each(&mut self, value: &Value, path: &str, above: Option<&Map<String, Value>>) {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.each(item, &format!("{path}[{index}]"), above);
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    self.each(field, &format!("{path}.{name}"), Some(fields));
                }
            }
            Value::String(text) if path.ends_with(".div") => self.words(text, path),
            leaf => {
                let text = leaf.as_str().map_or_else(|| leaf.to_string(), str::to_owned);
                let is_told = self.told.contains(&escaped(&text));
                if !is_told && !self.is_exception(path, &text, above) {
                    self.untold.push(format!("{path} = {text}"));
                }
            }
        }
    }

    /// What need not be told. Nothing else.
    fn is_exception(&self, path: &str, text: &str, above: Option<&Map<String, Value>>) -> bool {
        let name = path.rsplit('.').next().unwrap_or_default();
        let has = |name| above.is_some_and(|above| above.contains_key(name));
        let in_meta = ["profile", "versionId", "lastUpdated"].iter().any(|one| name.starts_with(one));
        match name {
            "id" | "fullUrl" => true,
            "reference" => {
                let is_relative =
                    |address: &str| address.strip_suffix(text).is_some_and(|base| base.ends_with('/'));
                self.addresses.iter().any(|address| address == text || is_relative(address))
            }
            // An author that has only a name is told as the author.
            "resourceType" if ["Device", "Organization", "Practitioner"].contains(&text) => true,
            "resourceType" | "type" => path == format!("Bundle.{name}"),
            "data" => (has("contentType") || has("sigFormat")) && self.told.contains("bytes: Some("),
            // The form of a name is told as one.
            "url" => text.ends_with("iso21090-EN-representation") && self.told.contains("form: Some("),
            "valueCode" => match text {
                "IDE" => self.told.contains("form: Some(Ideographic)"),
                "SYL" => self.told.contains("form: Some(Syllabic)"),
                _ => false,
            },
            _ => in_meta && path.contains(".meta."),
        }
    }

    /// Every word between tags.
    fn words(&mut self, div: &str, path: &str) {
        let mut rest = div;
        let mut text = String::new();
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            text.push(' ');
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
        }
        text.push_str(rest);
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&quot;", "\"");
        for word in text.replace("&amp;", "&").split_whitespace() {
            if !self.told.contains(&escaped(word)) {
                self.untold.push(format!("{path}: {word}"));
            }
        }
    }
}

/// As [`Debug`] writes it inside quotation marks, without letters that steer the reader.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_steering =
        |c: char| c.is_control() && !matches!(c, '\n' | '\t') || ('\u{202a}'..='\u{202e}').contains(&c);
    let written = format!("{:?}", text.replace(is_steering, ""));
    written[1..written.len() - 1].to_owned()
}

/// The Bundle with some of its leaves or objects changed, in many ways: each change brings letters that stand nowhere
/// else. The envelope stays that of a document.
pub fn mutants(bundle: &Value, each: usize) -> Vec<Value> {
    let mut mutants = Vec::new();
    for kind in Change::ALL {
        for offset in 0..each {
            let mut mutant = bundle.clone();
            let mut mutation = Mutation { kind, each, offset, count: 0 };
            mutation.change(&mut mutant, "Bundle");
            mutants.push(mutant);
        }
    }
    mutants
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Word,
    Number,
    List,
    Object,
    Concept,
    Field,
    Name,
    Modifier,
    Gone,
}

impl Change {
    const ALL: [Self; 9] = [
        Self::Word,
        Self::Number,
        Self::List,
        Self::Object,
        Self::Concept,
        Self::Field,
        Self::Name,
        Self::Modifier,
        Self::Gone,
    ];
}

struct Mutation {
    kind: Change,
    each: usize,
    offset: usize,
    count: usize,
}

impl Mutation {
    fn is_next(&mut self) -> bool {
        self.count += 1;
        self.count % self.each == self.offset
    }

    fn word(&self) -> String {
        format!("Zq.{}.", self.count)
    }

    fn change(&mut self, value: &mut Value, path: &str) {
        // Without these it is no document at all.
        let envelope = ["Bundle.resourceType", "Bundle.type", "Bundle.entry[0].resource.resourceType"];
        if envelope.contains(&path) {
            return;
        }
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.change(item, &format!("{path}[{index}]"));
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields.iter_mut() {
                    self.change(field, &format!("{path}.{name}"));
                }
                let is_envelope = ["Bundle", "Bundle.entry[0]", "Bundle.entry[0].resource"].contains(&path);
                if !self.is_next() {
                    return;
                }
                match self.kind {
                    Change::Field => {
                        fields.insert("added".to_owned(), json!({"deeper": [self.word()]}));
                    }
                    Change::Modifier => {
                        let extension = json!([{"url": "http://e.test/not", "valueString": self.word()}]);
                        fields.insert("modifierExtension".to_owned(), extension);
                    }
                    Change::Name if !is_envelope => {
                        let first = fields.keys().next().cloned();
                        if let Some((name, field)) = first.and_then(|name| fields.remove_entry(&name)) {
                            fields.insert(format!("x{name}"), field);
                        }
                    }
                    Change::Gone if !is_envelope => {
                        let last = fields.keys().next_back().cloned();
                        last.and_then(|name| fields.remove(&name));
                    }
                    _ => {}
                }
            }
            leaf => {
                if !self.is_next() {
                    return;
                }
                match self.kind {
                    Change::Word => *leaf = self.word().into(),
                    Change::Number => *leaf = (7_000_000_000_u64 + self.count as u64).into(),
                    Change::List => *leaf = json!([[self.word()]]),
                    Change::Object => *leaf = json!({"unknown": self.word(), "value": {"deep": self.word()}}),
                    Change::Concept => {
                        *leaf = json!({"text": self.word(), "coding": [{"code": self.word() + "c"}, 7.50]});
                    }
                    _ => {}
                }
            }
        }
    }
}
