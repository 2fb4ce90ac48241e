//! Reading of JSON that others wrote: a number may be a text, and a text a number.

use serde::Deserialize;
use serde_json::{Deserializer, Map, Value};

/// The object with which a text begins. What follows it is not looked at.
pub(super) fn first_object(text: &str) -> Option<Map<String, Value>> {
    Map::deserialize(&mut Deserializer::from_str(text)).ok()
}

/// A number, or a text of nothing but its digits.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(digits) => digits.trim().parse::<i64>().ok().map(|number| number as f64),
        _ => None,
    }
}

/// A [`number`] without a fraction.
pub(super) fn whole(value: &Value) -> Option<f64> {
    number(value).filter(|number| number.fract() == 0.0)
}

/// A text, or the digits of a number.
pub(super) fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn numbers_are_texts_and_texts_are_numbers() {
        for (json, as_number, as_whole, as_text) in [
            ("7", Some(7.0), Some(7.0), Some("7")),
            ("-7", Some(-7.0), Some(-7.0), Some("-7")),
            ("7.0", Some(7.0), Some(7.0), Some("7.0")),
            ("7.5", Some(7.5), None, Some("7.5")),
            ("1e3", Some(1000.0), Some(1000.0), Some("1e+3")),
            (
                "12345678901234567890123",
                Some(12345678901234567890123.0),
                Some(12345678901234567890123.0),
                Some("12345678901234567890123"),
            ),
            (r#"" 7 ""#, Some(7.0), Some(7.0), Some(" 7 ")),
            (r#""7.5""#, None, None, Some("7.5")),
            (r#""seven""#, None, None, Some("seven")),
            (r#""NaN""#, None, None, Some("NaN")),
            (r#""""#, None, None, Some("")),
            ("null", None, None, None),
            ("true", None, None, None),
            ("[7]", None, None, None),
            ("{}", None, None, None),
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(number(&value), as_number, "{json}");
            assert_eq!(whole(&value), as_whole, "{json}");
            assert_eq!(text(value).as_deref(), as_text, "{json}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_follows_an_object_is_not_looked_at() {
        for (text, expected) in [
            (r#"{"a":1}"#, Some(1)),
            (r#" {"a":1}}"#, Some(1)),
            ("{\"a\":1}\0\u{fffd}", Some(1)),
            ("{}", Some(0)),
            (r#"{"a":1"#, None),
            (r#"x{"a":1}"#, None),
            ("null", None),
            ("[]", None),
            ("", None),
        ] {
            assert_eq!(first_object(text).map(|object| object.len()), expected, "{text}");
        }
    }
}
