//! A value of FHIR as text and codes. What is told is taken out of the resource, so what is left in it was not told.

use super::{addresses::Target, context::Context, entry::Name};
use crate::{
    coding::Coding,
    element::text::{cleaned, is_blank},
};
use serde_json::{Map, Value};

/// A value as it is shown.
pub(super) struct Told {
    pub(super) value: String,
    pub(super) codings: Vec<Coding>,
}

impl Told {
    fn plain(value: String) -> Self {
        Self { value, codings: Vec::new() }
    }
}

/// Hands over each element at `path`, and each item of a list for itself. A segment that ends with `[x]` stands for an
/// element of any type (`value[x]`: `valueString`).
pub(super) fn each(value: &mut Value, path: &str, told: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, path, told)),
        Value::Object(fields) if !path.is_empty() => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            let Some(choice) = first.strip_suffix("[x]") else {
                if let Some(field) = fields.get_mut(first) {
                    each(field, rest, told);
                }
                return;
            };
            for (name, field) in fields.iter_mut() {
                let kind = name.strip_prefix(choice);
                if kind
                    .is_some_and(|kind| kind.is_empty() || kind.starts_with(|c: char| c.is_ascii_uppercase()))
                {
                    each(field, rest, told);
                }
            }
        }
        Value::Null => {}
        _ if path.is_empty() => told(value),
        _ => {}
    }
}

/// Takes the text, number or truth value out, unless nothing of it would be seen.
pub(super) fn take(value: &mut Value) -> Option<String> {
    let text = match value {
        Value::String(text) => Some(cleaned(text)).filter(|text| !is_blank(text))?,
        Value::Number(number) => number.to_string(),
        Value::Bool(is) => is.to_string(),
        _ => return None,
    };
    *value = Value::Null;
    Some(text)
}

pub(super) fn take_field(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    take(fields.get_mut(name)?)
}

fn take_text(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    take(fields.get_mut(name).filter(|value| value.is_string())?)
}

/// Tells a value by its shape; `None`: it has none that is known, and nothing was taken.
pub(super) fn tell(value: &mut Value, context: Option<&Context<'_>>) -> Option<Told> {
    let fields = match value {
        Value::Object(fields) => fields,
        simple => return take(simple).map(Told::plain),
    };
    let has = |name: &str| fields.contains_key(name);
    if has("low") || has("high") {
        return range(fields);
    }
    if has("numerator") || has("denominator") {
        return ratio(fields);
    }
    if has("reference") {
        return reference(fields, context);
    }
    if has("value") {
        return quantity(fields);
    }
    if has("start") || has("end") {
        return period(fields);
    }
    if has("coding") || has("text") {
        return concept(fields);
    }
    if has("code") {
        let coding = coding(fields)?;
        let value = coding.display.clone().unwrap_or_else(|| coding.code.clone());
        return Some(Told { value, codings: vec![coding] });
    }
    take_text(fields, "display").map(Told::plain)
}

fn concept(fields: &mut Map<String, Value>) -> Option<Told> {
    let text = take_text(fields, "text");
    let mut codings = Vec::new();
    let coded: &mut [Value] = match fields.get_mut("coding") {
        Some(Value::Array(items)) => items,
        Some(one @ Value::Object(_)) => std::slice::from_mut(one),
        _ => &mut [],
    };
    for one in coded {
        codings.extend(one.as_object_mut().and_then(coding));
    }
    let display = || codings.iter().find_map(|coding| coding.display.clone());
    let code = || codings.iter().map(|coding| coding.code.clone()).find(|code| !code.is_empty());
    let system = || codings.first().map(|coding| coding.system.clone());
    Some(Told { value: text.or_else(display).or_else(code).or_else(system)?, codings })
}

/// What is missing of it is empty.
fn coding(fields: &mut Map<String, Value>) -> Option<Coding> {
    let mut part = |name| take_text(fields, name);
    let (system, code, display) = (part("system"), part("code"), part("display"));
    if system.is_none() && code.is_none() && display.is_none() {
        return None;
    }
    Some(Coding { system: system.unwrap_or_default(), code: code.unwrap_or_default(), display })
}

/// The number as sent, with its comparator before it and its unit behind it. Also the value of an identifier.
fn quantity(fields: &mut Map<String, Value>) -> Option<Told> {
    let number = take_field(fields, "value")?;
    let mut value = String::new();
    if let Some(comparator) = take_text(fields, "comparator") {
        value.push_str(&comparator);
        if comparator.ends_with(|c: char| c.is_alphanumeric()) {
            value.push(' ');
        }
    }
    value.push_str(&number);
    let coding = coding(fields);
    let unit = take_text(fields, "unit");
    if let Some(unit) = unit.as_deref().or(coding.as_ref().map(|coding| coding.code.as_str())) {
        value.push(' ');
        value.push_str(unit);
    }
    Some(Told { value: value.trim_end().to_owned(), codings: coding.into_iter().collect() })
}

fn range(fields: &mut Map<String, Value>) -> Option<Told> {
    let mut end = |name| fields.get_mut(name).and_then(|end| tell(end, None));
    let (low, high) = (end("low"), end("high"));
    let value = match (&low, &high) {
        (Some(low), Some(high)) => format!("{} – {}", low.value, high.value),
        (Some(low), None) => format!("≥ {}", low.value),
        (None, Some(high)) => format!("≤ {}", high.value),
        (None, None) => return None,
    };
    Some(Told { value, codings: codings_of([low, high]) })
}

fn ratio(fields: &mut Map<String, Value>) -> Option<Told> {
    let mut part = |name| fields.get_mut(name).and_then(|part| tell(part, None));
    let (above, below) = (part("numerator"), part("denominator"));
    if above.is_none() && below.is_none() {
        return None;
    }
    let words = |part: &Option<Told>| part.as_ref().map_or("…".to_owned(), |part| part.value.clone());
    let value = format!("{} / {}", words(&above), words(&below));
    Some(Told { value, codings: codings_of([above, below]) })
}

fn codings_of(told: [Option<Told>; 2]) -> Vec<Coding> {
    let mut codings: Vec<Coding> = Vec::new();
    for coding in told.into_iter().flatten().flat_map(|told| told.codings) {
        if !codings.contains(&coding) {
            codings.push(coding);
        }
    }
    codings
}

fn period(fields: &mut Map<String, Value>) -> Option<Told> {
    let (start, end) = (take_text(fields, "start"), take_text(fields, "end"));
    let value = match (start, end) {
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (Some(start), None) => format!("{start} –"),
        (None, Some(end)) => format!("– {end}"),
        (None, None) => return None,
    };
    Some(Told::plain(value))
}

/// What it is called here and there; an address that leads nowhere is told as sent.
fn reference(fields: &mut Map<String, Value>, context: Option<&Context<'_>>) -> Option<Told> {
    let address = fields.get("reference").and_then(Value::as_str);
    let resolved = address.zip(context).and_then(|(address, context)| {
        let called = context.called(context.resolve(address)?)?;
        Some(called.to_owned())
    });
    let display = take_text(fields, "display");
    let called = match resolved {
        Some(called) => {
            fields.remove("reference");
            Some(cleaned(&called))
        }
        None => take_text(fields, "reference"),
    };
    let value = match (display, called) {
        (Some(display), Some(called)) if display.contains(&called) => display,
        (Some(display), Some(called)) => format!("{display} ({called})"),
        (display, called) => display.or(called)?,
    };
    Some(Told::plain(value))
}

/// What a reference calls its target, and nothing else.
pub(super) fn reference_in(value: &mut Value, context: &Context<'_>) -> Option<String> {
    reference(value.as_object_mut()?, Some(context)).map(|told| told.value)
}

/// Takes the address of a reference that resolves, with what the reference calls it.
pub(super) fn link(
    value: &mut Value,
    context: &Context<'_>,
) -> Option<Result<(Target, Option<String>), String>> {
    let fields = value.as_object_mut()?;
    let address = fields.get("reference")?.as_str()?;
    let target = context.resolve(address);
    let address = take_text(fields, "reference")?;
    Some(match target {
        Some(target) => Ok((target, take_text(fields, "display"))),
        None => Err(address),
    })
}

/// The name of a resource: the first of these elements that says one.
pub(super) fn name(resource: &mut Value, paths: &[&str]) -> Option<Name> {
    let mut found = None;
    for path in paths {
        each(resource, path, &mut |value| {
            if found.is_none() {
                found = name_in(value);
            }
        });
        if found.is_some() {
            break;
        }
    }
    found
}

fn name_in(value: &mut Value) -> Option<Name> {
    if let Value::Object(fields) = value {
        if fields.contains_key("reference") {
            return None;
        }
        if fields.contains_key("family") || fields.contains_key("given") {
            return human_name(fields).map(|text| Name { text, codings: Vec::new() });
        }
    }
    let told = tell(value, None)?;
    Some(Name { text: told.value, codings: told.codings })
}

/// A person's name as written, else its parts: the family name first, unless it is in Latin letters.
pub(super) fn human_name(fields: &mut Map<String, Value>) -> Option<String> {
    let text = take_text(fields, "text");
    let family = fields.get("family").and_then(Value::as_str).unwrap_or_default();
    let order = match family.starts_with(|c: char| u32::from(c) < 0x250) {
        true => ["prefix", "given", "family", "suffix"],
        false => ["prefix", "family", "given", "suffix"],
    };
    let mut parts: Vec<String> = Vec::new();
    for element in order {
        let Some(value) = fields.get_mut(element) else { continue };
        each(value, "", &mut |part| {
            // A part that the text does not have stays, to be told by its place.
            let is_told = match (&text, part.as_str()) {
                (None, _) => true,
                (Some(text), Some(part)) => text.contains(cleaned(part).as_str()),
                (Some(_), None) => false,
            };
            if is_told {
                parts.extend(take(part));
            }
        });
    }
    text.or_else(|| Some(parts.join(" ")).filter(|name| !name.is_empty()))
}
