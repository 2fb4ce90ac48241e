use crate::element::MAX_TRANSMISSION_BYTES;
use crate::element::json::check::*;
use crate::element::json::{parse, received};
use wasm_bindgen_test::wasm_bindgen_test;

fn check(text: &str, found: &str) {
    let issue = received(text.as_bytes()).expect_err("refused");
    assert!(issue.to_string().contains(found), "{issue} should say {found}");
}

fn taken(text: &str) {
    assert_eq!(received(text.as_bytes()).map(|_| ()), Ok(()), "{}", &text[..text.len().min(80)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_nesting_bomb_is_refused_before_it_is_read() {
    check(&"[".repeat(5_000_000), "deeper than 64 at byte 64");
    check(&"{\"a\":".repeat(65), "deeper than 64");
    taken(&format!("{}{}", "[".repeat(64), "]".repeat(64)));
    taken(&format!("{{\"a\": \"{}\"}}", "[".repeat(100)));
    taken(&format!("[{}]", "[],".repeat(70) + "{}"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_stands_once_in_an_object() {
    check(r#"{"a": [{"b": 1, "c": {"b": 2}, "b": 3}]}"#, r#"$.a[0]: found the name "b" twice"#);
    check(r#"{"meta": 1, "\u006deta": 2}"#, "\"meta\" twice");
    check(r#"{"x": "y", "a": {"b": [0, {"c": 0, "c": {}}]}}"#, "$.a.b[1]");
    taken(r#"{"a": {"b": "a"}, "b": [{"a": 1}, {"a": 2}, "a", "a"]}"#);
    let many = |last: usize| {
        let names: Vec<String> = (0..100).chain([last]).map(|name| format!("\"{name}\": 0")).collect();
        format!("{{{}}}", names.join(","))
    };
    for name in [0, Names::FEW - 1, Names::FEW, 99] {
        check(&many(name), &format!("{:?} twice", name.to_string()));
    }
    taken(&many(100));
    // The names of a large object are forgotten with it.
    taken(&format!("[{},{}]", many(100), many(101)));
}

/// What such an object holds as text would be taken for JSON that nobody looked at.
#[wasm_bindgen_test(unsupported = test)]
fn what_serde_json_keeps_for_itself_is_refused() {
    for name in
        ["$serde_json::private::RawValue", "$serde_json::private::Number", r"\u0024serde_json::private"]
    {
        check(&format!(r#"{{"{name}": "{{\"a\": 1}}"}}"#), "begins with \"$serde_json::private\" at byte 1");
        check(&format!(r#"[{{"a": 1}}, {{"b": {{"{name}": "1"}}}}]"#), "$[1].b");
    }
    let evened_out =
        r#"{"meta": {}, "meta": {}, "x": {"$serde_json::private::RawValue": "{\"a\":1,\"b\":2}"}}"#;
    check(evened_out, "\"meta\" twice");
    let deep = format!(r#"{{"$serde_json::private::RawValue": "{}"}}"#, r#"{\"a\":"#.repeat(3_000));
    check(&deep, "begins with");
    // What was stored before is held to the same.
    assert!(parse(evened_out.as_bytes()).is_err() && parse(deep.as_bytes()).is_err());
    taken(r#"{"x": "$serde_json::private::RawValue", "serde_json::private": 1}"#);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_would_fill_the_memory_is_refused() {
    let objects = |count: usize| format!("[{}{{}}]", "{\"a\":1},".repeat(count - 1));
    taken(&objects(1_000));
    check(&objects(1_500), "one object too many at byte ");
    check(&objects(MAX_TRANSMISSION_BYTES / 8 - 1), "at most 150000 objects");
    let numbers = |count: usize| format!("[{}1]", "1,".repeat(count - 2));
    taken(&numbers(4_000));
    check(&numbers(20_000), "one value too many");
    check(&numbers(MAX_TRANSMISSION_BYTES / 2 - 2), "at most 500000 values");
    // As dense as the densest official example, and as long as a transmission may be.
    let example = format!(r#"{{"system":"http://example.org/x","code":"{}"}},"#, "1".repeat(26));
    taken(&format!("[{}1]", example.repeat(MAX_TRANSMISSION_BYTES / example.len() - 1)));
}

#[wasm_bindgen_test(unsupported = test)]
fn no_text_has_a_nul() {
    check(
        r#"{"a": ["b", "c\u0000"]}"#,
        "$.a: found the character U+0000 at byte 12, expected text without it",
    );
    check(r#"{"a\u0000": 1}"#, "U+0000");
    check("{\"a\": \"\0\"}", "not JSON");
    taken(r#"{"a": "\\u0000", "b": "\u0001", "c": "\\\\u0000"}"#);
    // Taken before it was looked for: still read.
    assert!(parse(br#"{"a": "\u0000"}"#).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn text_that_is_no_json_does_no_harm() {
    for text in [
        "}",
        "]]]]",
        ",,",
        "\"",
        "\"\\",
        "{\"a",
        "{\"a\\\"",
        ":",
        "{{{{",
        "[}",
        "{]",
        "\\",
        "日本",
        "{\"\u{fffd}\":",
        "",
    ] {
        assert!(received(text.as_bytes()).is_err(), "{text}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod agreement {
    use crate::element::json::{parse, received};
    use proptest::prelude::*;
    use serde_json::Value;

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[^\0]*".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 200, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::btree_map("[^\0]{0,6}", inner, 0..8)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn ordinary_json_is_read_as_ever(value in json()) {
            for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                prop_assert_eq!(received(text.as_bytes()), Ok(value.clone()));
                prop_assert_eq!(parse(text.as_bytes()), Ok(value.clone()));
            }
        }

        /// Whatever is left out, put twice or put elsewhere: both say no, or both the same.
        #[test]
        fn spoilt_json_is_read_as_ever_or_refused(value in json(), at in any::<prop::sample::Index>(), put in "[\"{}\\[\\],:\\\\ a1]{0,3}") {
            let mut text: Vec<char> = value.to_string().chars().collect();
            let at = at.index(text.len());
            text.splice(at..=at, put.chars());
            let text: String = text.into_iter().collect();
            let plain = serde_json::from_str::<Value>(&text);
            match received(text.as_bytes()) {
                Ok(read) => prop_assert_eq!(read, plain.unwrap()),
                Err(issue) => prop_assert!(
                    plain.is_err() || issue.found.contains("twice") || issue.found.contains("U+0000"),
                    "{} was refused: {}", text, issue
                ),
            }
        }
    }
}
