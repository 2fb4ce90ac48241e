//! A cursor over JSON that knows where it is, so that every complaint names its element.

use crate::element::{
    issues::{Issues, shown},
    text::{cleaned, is_blank},
};
use crate::{
    decimal::Decimal,
    issue::Severity,
    time::{Moment, lacks_offset},
};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::{fmt, rc::Rc};

/// A place in a JSON tree, written as FHIRPath: `Bundle.entry[3].resource.code`.
#[derive(Clone, Debug)]
pub(crate) struct Path(Rc<Step>);

#[derive(Debug)]
enum Step {
    Root(String),
    Field(Path, String),
    Index(Path, usize),
}

impl Path {
    pub(crate) fn root(name: &str) -> Self {
        Self(Rc::new(Step::Root(name.to_owned())))
    }

    pub(crate) fn field(&self, name: &str) -> Self {
        Self(Rc::new(Step::Field(self.clone(), name.to_owned())))
    }

    pub(crate) fn index(&self, index: usize) -> Self {
        Self(Rc::new(Step::Index(self.clone(), index)))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Step::Root(name) => f.write_str(name),
            Step::Field(parent, name) => write!(f, "{parent}.{name}"),
            Step::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// One value and its place. Something of the wrong type is an issue, never silently nothing.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value,
    pub(crate) path: Path,
}

impl<'a> Node<'a> {
    pub(crate) fn new(value: &'a Value, path: Path) -> Self {
        Self { value, path }
    }

    /// A resource that stands alone: its path begins with its type.
    pub(crate) fn resource(value: &'a Value) -> Self {
        Self::new(value, Path::root(type_of(value).unwrap_or("Resource")))
    }

    pub(crate) fn fields(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    #[cfg_attr(feature = "mutants", track_caller)]
    fn field(&self, name: &str) -> Option<&'a Value> {
        #[cfg(feature = "mutants")]
        if super::mutants::is_dropped(self.value, name) {
            return None;
        }
        self.value.get(name)
    }

    /// The value under `name`, of whatever type; `null` counts as nothing.
    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn get(&self, name: &str) -> Option<Node<'a>> {
        let value = self.field(name).filter(|value| !value.is_null())?;
        Some(Node::new(value, self.path.field(name)))
    }

    /// The string under `name` exactly as sent, for codes and addresses.
    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn raw(&self, name: &str) -> Option<&'a str> {
        self.field(name)?.as_str()
    }

    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn object(&self, name: &str, issues: &mut Issues) -> Option<Node<'a>> {
        let node = self.get(name)?;
        if node.value.is_object() {
            return Some(node);
        }
        node.complain(issues, Severity::Part, "an object");
        None
    }

    /// The objects in the list under `name`; one object where a list belongs is read as a list of one.
    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn list(&self, name: &str, issues: &mut Issues) -> Vec<Node<'a>> {
        let Some(node) = self.get(name) else { return Vec::new() };
        match node.value {
            Value::Array(items) => {
                let mut objects = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let item = Node::new(item, node.path.index(index));
                    if item.value.is_object() {
                        objects.push(item);
                    } else {
                        item.complain(issues, Severity::Part, "an object");
                    }
                }
                objects
            }
            Value::Object(_) => {
                node.complain(issues, Severity::Warning, "a list");
                vec![node]
            }
            _ => {
                node.complain(issues, Severity::Part, "a list");
                Vec::new()
            }
        }
    }

    /// The text under `name`, safe to show; text in which nothing is seen counts as nothing.
    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn text(&self, name: &str, issues: &mut Issues) -> Option<String> {
        let node = self.get(name)?;
        let Some(text) = node.value.as_str() else {
            node.complain(issues, Severity::Part, "text");
            return None;
        };
        Some(cleaned(text)).filter(|text| !is_blank(text))
    }

    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn flag(&self, name: &str, issues: &mut Issues) -> Option<bool> {
        let node = self.get(name)?;
        let flag = node.value.as_bool();
        if flag.is_none() {
            node.complain(issues, Severity::Part, "true or false");
        }
        flag
    }

    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn moment(&self, name: &str, issues: &mut Issues) -> Option<Moment> {
        let node = self.get(name)?;
        let moment = node.value.as_str().and_then(|text| Moment::try_from(text).ok());
        if moment.is_none() {
            node.complain(issues, Severity::Part, a_moment(node.value));
        }
        moment
    }

    /// A moment that is precise to the day.
    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn day(&self, name: &str, issues: &mut Issues) -> Option<NaiveDate> {
        match self.moment(name, issues)? {
            moment @ (Moment::Day(_) | Moment::Instant(_)) => Some(moment.first_day()),
            _ => {
                self.get(name)?.complain(issues, Severity::Part, "a date to the day");
                None
            }
        }
    }

    /// The number under `name` with the digits it was sent with.
    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn decimal(&self, name: &str, issues: &mut Issues) -> Option<Decimal> {
        let node = self.get(name)?;
        let decimal = match node.value {
            Value::Number(number) => Decimal::try_from(number.to_string()).ok(),
            Value::String(text) => {
                let read = Decimal::try_from(text.as_str()).ok();
                if read.is_some() {
                    node.complain(issues, Severity::Warning, "a number without quotation marks");
                }
                read
            }
            _ => None,
        };
        if decimal.is_none() {
            node.complain(issues, Severity::Part, "a decimal number");
        }
        decimal
    }

    /// The code under `name` in a closed list; an unknown one is an issue.
    #[cfg_attr(feature = "mutants", track_caller)]
    pub(crate) fn code_of<T: Copy>(&self, name: &str, table: &[(&str, T)], issues: &mut Issues) -> Option<T> {
        let node = self.get(name)?;
        let found = node.value.as_str().and_then(|code| look_up(table, code));
        if found.is_none() {
            node.complain(issues, Severity::Part, one_of(table));
        }
        found
    }

    pub(crate) fn complain(&self, issues: &mut Issues, severity: Severity, expected: impl Into<String>) {
        issues.add(severity, self.path.to_string(), shown(self.value), expected);
    }

    /// Complains that nothing stands under `name`.
    pub(crate) fn missing(
        &self,
        issues: &mut Issues,
        severity: Severity,
        name: &str,
        expected: impl Into<String>,
    ) {
        issues.add(severity, self.path.field(name).to_string(), "nothing", expected);
    }
}

const A_MOMENT: &str = "a date or a date and time that exists";
const AN_OFFSET: &str = "an offset after the time, such as +09:00: without it no instant is meant";

/// Expectation that is reported where a value is no moment.
pub(crate) fn a_moment(found: &Value) -> &'static str {
    if found.as_str().is_some_and(lacks_offset) { AN_OFFSET } else { A_MOMENT }
}

pub(crate) fn type_of(resource: &Value) -> Option<&str> {
    resource.get("resourceType")?.as_str()
}

pub(crate) fn look_up<T: Copy>(table: &[(&str, T)], code: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == code).map(|(_, value)| *value)
}

pub(crate) fn one_of<T>(table: &[(&str, T)]) -> String {
    let codes: Vec<&str> = table.iter().map(|(code, _)| *code).collect();
    format!("one of {}", codes.join(", "))
}
