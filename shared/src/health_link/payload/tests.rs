use super::*;
use crate::health_link::Flag;
use wasm_bindgen_test::wasm_bindgen_test;

/// The example of the specification (links-specification.md, "Example SMART Health Link Generation").
const PUBLISHED: &str = "shlink:/eyJ1cmwiOiJodHRwczovL2Voci5leGFtcGxlLm9yZy9xci9ZOXh3a1VkdG1OOXd3b0pvTjNmZkpJaFgyVUd\
    2Q0wxSm5sUFZOTDNrRFdNL20iLCJmbGFnIjoiTFAiLCJrZXkiOiJyeFRnWWxPYUtKUEZ0Y0VkMHFjY2VOOHdFVTRwOTRTcUF3SVdRZTZ1WDdRIi\
    wibGFiZWwiOiJCYWNrLXRvLXNjaG9vbCBpbW11bml6YXRpb25zIGZvciBPbGl2ZXIgQnJvd24ifQ";

const KEY: &str = "rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q";

fn link_of(json: &str) -> String {
    format!("{SCHEME}{}", URL_SAFE_NO_PAD.encode(json))
}

fn with(members: &str) -> String {
    link_of(&format!(r#"{{"url":"https://a.example/m","key":"{KEY}"{members}}}"#))
}

fn read(text: &str) -> Result<Payload, InvalidPayload> {
    Payload::read(text, Loopback::Refused)
}

fn refused(text: &str, expected: InvalidPayload) {
    assert_eq!(read(text), Err(expected), "{text}");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_published_link_is_read() {
    let payload = read(PUBLISHED).unwrap();
    assert_eq!(
        payload.url.as_str(),
        "https://ehr.example.org/qr/Y9xwkUdtmN9wwoJoN3ffJIhX2UGvCL1JnlPVNL3kDWM/m"
    );
    assert_eq!(payload.flags.to_string(), "LP");
    assert_eq!(payload.key.to_base64url(), KEY);
    assert_eq!(payload.label.unwrap().as_str(), "Back-to-school immunizations for Oliver Brown");
    assert_eq!(payload.expires, None);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_written_is_read() {
    let whole = Payload {
        url: LinkUrl::read("https://a.example/m", Loopback::Refused).unwrap(),
        key: Key::new([7; 32]),
        expires: DateTime::from_timestamp(1_800_000_000, 0),
        flags: Flags::new([Flag::Passcode, Flag::LongTerm]).unwrap(),
        label: Label::read("検査の結果 <2026>").unwrap(),
    };
    let bare = Payload { expires: None, flags: Flags::NONE, label: None, ..whole.clone() };
    for payload in [whole, bare] {
        assert_eq!(read(&payload.to_link()), Ok(payload.clone()));
        assert_eq!(read(&payload.to_link_at("https://viewer.example/view")), Ok(payload));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_link_is_read_bare_or_after_a_viewer_with_blanks_around_it() {
    let frames = [
        "$",
        " $\n",
        "\u{3000}$",
        "https://viewer.example/#$",
        "https://viewer.example?lang=ja#$ ",
        "HTTP://viewer.example#$",
    ];
    for frame in frames {
        assert_eq!(read(&frame.replace('$', PUBLISHED)), read(PUBLISHED), "{frame}");
    }
    assert_eq!(read(&PUBLISHED.replace("shlink", "Shlink")), read(PUBLISHED));
    for text in
        ["", "shlink", "https://viewer.example/", "https://viewer.example/#", "javascript:x#$", "#$", "あ"]
    {
        refused(&text.replace('$', PUBLISHED), InvalidPayload::NotALink);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn each_thing_that_is_wrong_is_named() {
    refused(&format!("{PUBLISHED}*"), InvalidPayload::NotBase64Url);
    refused(&format!("{PUBLISHED}="), InvalidPayload::NotBase64Url);
    refused("shlink:/", InvalidPayload::NotJson);
    refused(&link_of("link"), InvalidPayload::NotJson);
    refused(&link_of("[]"), InvalidPayload::NotJson);
    refused(&link_of(r#"["https://a.example/m"]"#), InvalidPayload::NotJson);
    refused(&format!("{SCHEME}{}", URL_SAFE_NO_PAD.encode([0xff, 0xfe])), InvalidPayload::NotJson);
    refused(&with(r#","flag":1"#), InvalidPayload::NotJson);
    refused(&link_of("{}"), InvalidPayload::Missing { member: "url" });
    refused(&link_of(r#"{"url":"https://a.example/m"}"#), InvalidPayload::Missing { member: "key" });
    refused(&link_of(r#"{"url":"http://a.example/m","key":""}"#), InvalidUrl::NotHttps.into());
    refused(&link_of(r#"{"url":"https://a.example/m","key":"x"}"#), InvalidKey::Length { length: 1 }.into());
    refused(&with(r#","flag":"PU""#), PasscodeOfOneFile.into());
    refused(&with(r#","exp":1e300"#), InvalidPayload::Expiry);
    let long = format!("https://viewer.example/{}#{PUBLISHED}", "x".repeat(LONGEST_LINK));
    refused(&long, InvalidPayload::TooLong { length: long.len() });
}

#[wasm_bindgen_test(unsupported = test)]
fn a_later_version_is_told_whatever_else_it_says() {
    refused(&with(r#","v":2"#), InvalidPayload::Version { found: 2 });
    refused(&link_of(r#"{"v":3,"url":["of","another","shape"]}"#), InvalidPayload::Version { found: 3 });
    for members in ["", r#","v":1"#, r#","v":null"#] {
        assert!(read(&with(members)).is_ok(), "{members}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn unknown_flags_and_members_are_ignored() {
    let known = read(&with(r#","flag":"L""#));
    assert!(known.is_ok());
    assert_eq!(read(&with(r#","flag":"LX","extension":{"a":[1]},"_own":true"#)), known);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_label_has_at_most_80_characters_and_none_that_is_unseen() {
    let label = |text: &str| read(&with(&format!(r#","label":"{text}""#))).map(|payload| payload.label);
    assert_eq!(label(&"検".repeat(80)).unwrap().unwrap().as_str().chars().count(), 80);
    assert_eq!(label(&"検".repeat(81)), Err(InvalidPayload::LabelTooLong { length: 81 }));
    assert_eq!(label("a\u{202e}b").unwrap().unwrap().as_str(), "ab");
    assert_eq!(label(" \\n"), Ok(None));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_expiry_is_in_seconds() {
    let expires = |exp: &str| read(&with(&format!(r#","exp":{exp}"#))).unwrap().expires.unwrap().timestamp();
    assert_eq!(expires("1800000000"), 1_800_000_000);
    assert_eq!(expires("1800000000.9"), 1_800_000_000);
    assert_eq!(expires("1.8e9"), 1_800_000_000);
}

#[wasm_bindgen_test(unsupported = test)]
fn whoever_prints_one_learns_no_secret() {
    let printed = format!("{:?}", read(PUBLISHED).unwrap());
    assert!(!printed.contains("rxTg") && !printed.contains("Y9xw"), "{printed}");
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*", place in 0_usize..400, letter in proptest::prelude::any::<char>()) {
        let _ = read(&text);
        let _ = read(&link_of(&text));
        let mut letters: Vec<char> = PUBLISHED.chars().collect();
        let length = letters.len();
        letters[place % length] = letter;
        let _ = read(&letters.into_iter().collect::<String>());
    }
}
