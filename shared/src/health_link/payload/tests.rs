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
fn a_link_is_read_bare_after_a_viewer_or_within_a_text() {
    let encoded = PUBLISHED.strip_prefix(SCHEME).unwrap();
    let (begin, end) = encoded.split_at(76);
    for frame in [
        // Bare, with blanks and letters that nobody sees.
        "shlink:/$",
        " shlink:/$\n",
        "\u{3000}shlink:/$",
        "\u{feff}shlink:/$\u{200b}",
        "Shlink:/$",
        "SHLINK:/$",
        "shlink:/{\r\n}",
        "shlink:/{\r\n    }",
        "shlink:/{ }",
        "shlink:/{\u{200b}}",
        "shlink:/{\u{feff}}",
        "shlink:/{=\r\n}",
        "shl\nink:/\n$",
        // After a viewer's address.
        "https://viewer.example/#shlink:/$",
        "https://viewer.example?lang=ja#shlink:/$ ",
        "HTTP://viewer.example#shlink:/$",
        "https://viewer.example/#/ips#shlink:/$",
        "https://viewer.example/#/ips?x=#shlink:/$",
        "https://viewer.example/#/ips/shlink:/$",
        "https://viewer.example/#shlink:/ https://viewer.example/#shlink:/$",
        "viewer.example/#shlink:/$",
        "web+viewer:#shlink:/$",
        "#shlink:/$",
        // With signs written in another way, by one redirector and by two.
        "https://viewer.example/%23shlink:/$",
        "https://viewer.example/#shlink%3A/$",
        "https://viewer.example/#shlink%3a%2f$",
        "shlink%3A%2F$",
        "https://r.example/?to=https%3A%2F%2Fviewer.example%2F%23shlink%3A%2F$",
        "https://r.example/?to=https%253A%252F%252Fviewer.example%252F%2523shlink%253A%252F$",
        "https://r.example/?to=https%253a%252f%252fviewer.example%252f%2523shlink%253a%252f$%253D",
        // With padding and tails.
        "shlink:/$=",
        "shlink:/$==",
        "shlink:/$%3D%3D",
        "https://viewer.example/#shlink:/$&utm_source=mail",
        "https://viewer.example/#shlink:/$%26utm_source%3Dmail",
        "https://viewer.example/#shlink:/$?fbclid=x",
        "https://viewer.example/#shlink:/$/",
        "https://viewer.example/#shlink:/$#top",
        "<https://viewer.example/#shlink:/$>",
        "(shlink:/$)",
        "[結果](https://viewer.example/#shlink:/$)",
        "\"shlink:/$\"",
        "shlink:/$*",
        "shlink:/$.",
        "リンクは shlink:/$。ご覧ください。",
        "リンク:shlink:/$、",
        // Words after a blank: as letters, they could be part of it.
        "See shlink:/$ B",
        "See shlink:/$ Dr",
        "See shlink:/$ Dr_",
        "See shlink:/$\n-- Dr. Example",
    ] {
        let text = frame.replace('$', encoded).replace('{', begin).replace('}', end);
        assert_eq!(read(&text), read(PUBLISHED), "{frame}");
    }
    for text in [
        "",
        "shlink",
        "shlink:",
        "shlink//",
        "https://viewer.example/",
        "https://viewer.example/#",
        "https://viewer.example/#$",
        "shlinc:/$",
        "あ",
    ] {
        refused(&text.replace('$', encoded), InvalidPayload::NotALink);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_link_that_was_cut_off_is_none() {
    let encoded = PUBLISHED.strip_prefix(SCHEME).unwrap();
    for length in 0..encoded.len() {
        refused(&format!("{SCHEME}{}", &encoded[..length]), InvalidPayload::NotJson);
    }
    for within in ["*", "。", "&", "%", "+", "/", "> "] {
        let text = format!("{SCHEME}{}{within}{}", &encoded[..76], &encoded[76..]);
        refused(&text, InvalidPayload::NotJson);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn each_thing_that_is_wrong_is_named() {
    refused("shlink:/", InvalidPayload::NotJson);
    refused("shlink:/。", InvalidPayload::NotJson);
    refused(&link_of("link"), InvalidPayload::NotJson);
    refused(&link_of("[]"), InvalidPayload::NotJson);
    refused(&link_of("null"), InvalidPayload::NotJson);
    refused(&link_of(r#"["https://a.example/m"]"#), InvalidPayload::NotJson);
    refused(&format!("{SCHEME}{}", URL_SAFE_NO_PAD.encode([0xff, 0xfe])), InvalidPayload::NotJson);
    refused(&with(r#","flag":1"#), InvalidPayload::NotJson);
    refused(&link_of(r#"{"url":1,"key":""}"#), InvalidPayload::NotJson);
    refused(&link_of("{}"), InvalidPayload::Missing { member: "url" });
    refused(&link_of(r#"{"url":null}"#), InvalidPayload::Missing { member: "url" });
    refused(&link_of(r#"{"url":"https://a.example/m"}"#), InvalidPayload::Missing { member: "key" });
    refused(&link_of(r#"{"url":"http://a.example/m","key":""}"#), InvalidUrl::NotHttps.into());
    refused(&link_of(r#"{"url":"https://a.example/m","key":"x"}"#), InvalidKey::Length { length: 1 }.into());
    refused(&with(r#","flag":"PU""#), PasscodeOfOneFile.into());
    let long = format!("https://viewer.example/{}#{PUBLISHED}", "x".repeat(LONGEST_LINK));
    refused(&long, InvalidPayload::TooLong { length: long.len() });
}

#[wasm_bindgen_test(unsupported = test)]
fn the_longest_address_is_read() {
    let url = format!("https://a.example/{}", "x".repeat(2048 - 18));
    let link = link_of(&format!(r#"{{"url":"{url}","key":"{KEY}","label":"{}"}}"#, "検".repeat(80)));
    let payload = read(&format!("https://viewer.example/#{link}")).unwrap();
    assert_eq!(payload.url.as_str(), url);
    let link = link_of(&format!(r#"{{"url":"{url}x","key":"{KEY}"}}"#));
    refused(&link, InvalidUrl::TooLong { length: 2049, most: 2048 }.into());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_later_version_is_told_whatever_else_it_says() {
    refused(&link_of(r#"{"v":3,"url":["of","another","shape"]}"#), InvalidPayload::Version { found: 3 });
    for (v, expected) in [
        ("null", Ok(())),
        ("1", Ok(())),
        ("1.0", Ok(())),
        (r#""1""#, Ok(())),
        ("0", Err(InvalidPayload::Version { found: 0 })),
        ("2", Err(InvalidPayload::Version { found: 2 })),
        ("2.0", Err(InvalidPayload::Version { found: 2 })),
        (r#""2""#, Err(InvalidPayload::Version { found: 2 })),
        ("1e300", Err(InvalidPayload::Version { found: u64::MAX })),
        ("1.5", Err(InvalidPayload::NotJson)),
        (r#""one""#, Err(InvalidPayload::NotJson)),
        ("true", Err(InvalidPayload::NotJson)),
        ("[1]", Err(InvalidPayload::NotJson)),
    ] {
        assert_eq!(read(&with(&format!(r#","v":{v}"#))).map(|_| ()), expected, "{v}");
    }
    assert!(read(&with("")).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn unknown_flags_and_members_are_ignored() {
    let known = read(&with(r#","flag":"L""#));
    assert!(known.is_ok());
    assert_eq!(read(&with(r#","flag":"LX","extension":{"a":[1]},"_own":true"#)), known);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_label_is_cut_where_it_is_read_and_refused_where_it_is_written() {
    let too_long = |length: usize| Err(InvalidPayload::LabelTooLong { length });
    let (whole, ideographs, surrogates) = ("検".repeat(80), "検".repeat(81), "𠮷".repeat(41));
    let odd = format!("a{}", "𠮷".repeat(40));
    for (text, read_as, written) in [
        (whole.as_str(), Some(whole.as_str()), Ok(Some(whole.as_str()))),
        (&ideographs, Some(&whole), too_long(81)),
        (&surrogates, Some(&surrogates[..160]), too_long(82)),
        (&odd, Some(&odd[..157]), too_long(81)),
        (&format!("{}  b", "a".repeat(79)), Some(&"a".repeat(79)), too_long(82)),
        (&format!("{}\u{202e}", whole), Some(&whole), Ok(Some(&whole))),
        ("a\u{202e}b", Some("ab"), Ok(Some("ab"))),
        (" \n", None, Ok(None)),
        ("", None, Ok(None)),
    ] {
        let label = serde_json::to_string(text).unwrap();
        let label = read(&with(&format!(r#","label":{label}"#))).unwrap().label;
        assert_eq!(label.as_ref().map(Label::as_str), read_as, "{text}");
        let label = Label::read(text);
        assert_eq!(
            label.as_ref().map(|label| label.as_ref().map(Label::as_str)),
            written.as_ref().copied(),
            "{text}"
        );
    }
    for (label, expected) in [("2026", Some("2026")), ("null", None), ("true", None), ("[]", None)] {
        let label = read(&with(&format!(r#","label":{label}"#))).unwrap().label;
        assert_eq!(label.as_ref().map(Label::as_str), expected);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_label_in_another_encoding_keeps_no_link_from_being_read() {
    let json =
        format!(r#"{{"url":"https://a.example/m","key":"{KEY}","label":"Gr?n"}}"#).replace('?', "\u{fc}");
    let latin1: Vec<u8> = json.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    let label = read(&format!("{SCHEME}{}", URL_SAFE_NO_PAD.encode(latin1))).unwrap().label;
    assert_eq!(label.unwrap().as_str(), "Grn");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_expiry_is_in_seconds_or_in_milliseconds() {
    let year_5000: DateTime<Utc> = "5000-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(year_5000.timestamp() as f64, YEAR_5000);
    for (exp, expected) in [
        ("1800000000", Some(1_800_000_000)),
        ("1800000000.9", Some(1_800_000_000)),
        ("1.8e9", Some(1_800_000_000)),
        (r#""1800000000""#, Some(1_800_000_000)),
        ("95617584000", Some(95_617_584_000)),
        ("95617584001", Some(95_617_584)),
        ("1800000000999", Some(1_800_000_000)),
        (r#""1800000000999""#, Some(1_800_000_000)),
        ("1", Some(1)),
        ("0", None),
        ("-1", None),
        ("1e300", None),
        ("1e999", None),
        ("null", None),
        ("true", None),
        ("[1800000000]", None),
        ("{}", None),
        (r#""""#, None),
        (r#""2027-01-15T08:00:00Z""#, None),
    ] {
        let expires = read(&with(&format!(r#","exp":{exp}"#))).unwrap().expires;
        assert_eq!(expires.map(|moment| moment.timestamp()), expected, "{exp}");
    }
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
