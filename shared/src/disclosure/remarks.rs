//! Remarks of a resource: free words and pointers beside its own facts, which could give another fact away.

use crate::element::json;
use serde_json::Value;

/// Free words and pointers to other resources. A resource says the same fact without them.
const REMARKS: [&str; 10] = [
    "note",
    "text",
    "reasonCode",
    "reasonReference",
    "supportingInformation",
    "evidence",
    "basedOn",
    "hasMember",
    "derivedFrom",
    "partOf",
];

/// The resource without its remarks. `None` if it cannot be read.
///
/// ```
/// use shared::disclosure::without_remarks;
/// let json = r#"{"code": {"text": "CRP"}, "note": [{"text": "経過観察"}]}"#;
/// assert_eq!(without_remarks(json).unwrap(), r#"{"code":{"text":"CRP"}}"#);
/// ```
pub fn without_remarks(resource: &str) -> Option<String> {
    let mut value = json::parse(resource.as_bytes()).ok()?;
    if let Value::Object(fields) = &mut value {
        fields.retain(|name, _| !REMARKS.contains(&name.as_str()));
    }
    Some(value.to_string())
}
