//! The person that a document is about.

use super::{
    entry::Entry,
    tell::{self, human_name},
};
use crate::element::systems;
use serde_json::{Map, Value};

/// A person as the document states them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    pub names: Vec<PersonName>,
    /// As sent.
    pub birth_date: Option<String>,
    pub gender: Option<String>,
    /// The moment, or `true`.
    pub deceased: Option<String>,
    pub identifiers: Vec<Identifier>,
    /// All else that is said of them.
    pub entry: Entry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    pub text: String,
    pub form: Option<NameForm>,
    /// `official`, `maiden`, `old` …
    pub used_as: Option<String>,
}

/// Letters that a name is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameForm {
    /// 漢字.
    Ideographic,
    /// かな.
    Syllabic,
    Alphabetic,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    pub system: Option<String>,
    pub value: String,
}

/// Takes what has a place of its own out of a Patient; the rest stays.
pub(super) fn take(patient: &mut Value) -> Subject {
    let mut subject = Subject::default();
    tell::each(patient, "name", &mut |name| {
        if let Some(fields) = name.as_object_mut() {
            subject.names.extend(name_of(fields));
        }
    });
    tell::each(patient, "identifier", &mut |identifier| {
        let Some(fields) = identifier.as_object_mut() else { return };
        if let Some(value) = tell::take_field(fields, "value") {
            subject.identifiers.push(Identifier { system: tell::take_field(fields, "system"), value });
        }
    });
    let mut one = |path, found: &mut Option<String>| {
        tell::each(patient, path, &mut |value| {
            if found.is_none() && *value != Value::Bool(false) {
                *found = tell::take(value);
            }
        });
    };
    one("birthDate", &mut subject.birth_date);
    one("gender", &mut subject.gender);
    one("deceased[x]", &mut subject.deceased);
    subject
}

fn name_of(fields: &mut Map<String, Value>) -> Option<PersonName> {
    let text = human_name(fields)?;
    let form = fields.get_mut("extension").and_then(form_of);
    Some(PersonName { text, form, used_as: tell::take_field(fields, "use") })
}

/// Takes the form of a name out of its extensions.
fn form_of(extensions: &mut Value) -> Option<NameForm> {
    let extensions = extensions.as_array_mut()?;
    let is_form = |one: &Value| {
        let url = one.get("url").and_then(Value::as_str);
        url.is_some_and(|url| url.ends_with(systems::NAME_FORM_EXTENSION))
    };
    let place = extensions.iter().position(is_form)?;
    let code = extensions[place].get("valueCode")?.as_str()?;
    let form = match code {
        "IDE" => NameForm::Ideographic,
        "SYL" => NameForm::Syllabic,
        "ABC" => NameForm::Alphabetic,
        _ => return None,
    };
    let fields = extensions[place].as_object_mut()?;
    fields.remove("valueCode");
    fields.remove("url");
    Some(form)
}
