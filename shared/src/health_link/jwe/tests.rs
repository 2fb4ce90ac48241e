use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

const FHIR: &str = "application/fhir+json";
const TEXT: &[u8] = "{\"resourceType\":\"Bundle\",\"note\":\"胃癌 胃癌 胃癌 胃癌 胃癌 胃癌\"}".as_bytes();

fn key() -> Key {
    Key::new([7; 32])
}

/// Bytes as they are, under any header.
fn sealed(header: &str, bytes: &[u8]) -> String {
    let header = URL_SAFE_NO_PAD.encode(header);
    let sealed =
        cipher(&key()).encrypt(&[3; IV].into(), Payload { msg: bytes, aad: header.as_bytes() }).unwrap();
    let (ciphertext, tag) = sealed.split_at(sealed.len() - TAG);
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    format!("{header}..{}.{}.{}", encode(&[3; IV]), encode(ciphertext), encode(tag))
}

fn refused(text: &str, expected: JweError) {
    assert_eq!(open(text, &key(), 10_000), Err(expected), "{text}");
}

fn header_refused(header: &str, expected: JweError) {
    refused(&sealed(header, b"{}"), expected);
}

/// RFC 7516, appendix A.1: its content encryption is the same, under another way to the key.
#[wasm_bindgen_test(unsupported = test)]
fn the_cipher_is_that_of_the_published_example() {
    let key = [
        177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246, 138, 7, 110, 91, 112, 46,
        34, 105, 47, 130, 203, 46, 122, 234, 64, 252,
    ];
    let iv: [u8; IV] = [227, 197, 117, 252, 2, 219, 233, 68, 180, 225, 77, 219];
    let aad = b"eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ";
    let text = b"The true sign of intelligence is not knowledge but imagination.";
    let sealed = cipher(&Key::new(key)).encrypt(&iv.into(), Payload { msg: text, aad }).unwrap();
    let (ciphertext, tag) = sealed.split_at(sealed.len() - TAG);
    assert_eq!(
        URL_SAFE_NO_PAD.encode(ciphertext),
        "5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A"
    );
    assert_eq!(URL_SAFE_NO_PAD.encode(tag), "XFBoMYUZodetZdvTiFvSkQ");
}

/// SMART Health Cards and Links, links-specification.md, "Example Decryption".
#[wasm_bindgen_test(unsupported = test)]
fn the_published_file_is_opened() {
    let key = Key::read("rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q").unwrap();
    let content = open(include_str!("published.jwe"), &key, 10_000).unwrap();
    assert_eq!(content.content_type.as_deref(), Some("application/smart-health-card"));
    let text = String::from_utf8(content.bytes).unwrap();
    assert!(text.contains("\"verifiableCredential\""), "{text}");
    assert!(text.contains("eyJ6aXAiOiJERUYiLCJhbGciOiJFUzI1NiIsImtpZCI6IjNLZmRnLVh3"), "{text}");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_sealed_is_opened() {
    let long: Vec<u8> = (0..50_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for bytes in [b"".as_slice(), b"{}", TEXT, &long] {
        let text = seal(FHIR, bytes, &key(), [1; IV]);
        let content = open(&text, &key(), bytes.len()).unwrap();
        assert_eq!((content.content_type.as_deref(), content.bytes.as_slice()), (Some(FHIR), bytes));
        assert_eq!(open(&format!(" {text}\n"), &key(), bytes.len()), Ok(content));
    }
    assert_eq!(seal(FHIR, TEXT, &key(), [1; IV]), seal(FHIR, TEXT, &key(), [1; IV]));
    assert_ne!(seal(FHIR, TEXT, &key(), [1; IV]), seal(FHIR, TEXT, &key(), [2; IV]));
}

#[wasm_bindgen_test(unsupported = test)]
fn every_single_byte_that_is_changed_is_refused() {
    for bytes in [TEXT, b"{}"] {
        let text = seal(FHIR, bytes, &key(), [1; IV]);
        for place in 0..text.len() {
            for byte in (0_u8..128).filter(|byte| *byte != text.as_bytes()[place]) {
                let mut changed = text.clone().into_bytes();
                changed[place] = byte;
                let changed = String::from_utf8(changed).unwrap();
                assert!(open(&changed, &key(), 10_000).is_err(), "{place}: {changed}");
            }
            assert!(open(&text[..place], &key(), 10_000).is_err(), "{place}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn another_key_opens_nothing() {
    let text = seal(FHIR, TEXT, &key(), [1; IV]);
    for bit in 0..256 {
        let mut other = [7; 32];
        other[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(open(&text, &Key::new(other), 10_000), Err(JweError::NotAuthentic), "{bit}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn parts_are_five_and_of_their_lengths() {
    let text = sealed(r#"{"alg":"dir","enc":"A256GCM"}"#, b"{}");
    let parts: Vec<&str> = text.split('.').collect();
    let with = |place: usize, part: &str| {
        let mut parts = parts.clone();
        parts[place] = part;
        parts.join(".")
    };
    assert!(open(&text, &key(), 2).is_ok());
    refused("", JweError::Parts { found: 1 });
    refused(&parts[..4].join("."), JweError::Parts { found: 4 });
    refused(&format!("{text}.x.y"), JweError::Parts { found: 7 });
    refused(&with(0, "*"), JweError::NotBase64Url { part: "header" });
    refused(&with(0, &format!("{}=", parts[0])), JweError::NotBase64Url { part: "header" });
    refused(&with(1, "AAAA"), JweError::EncryptedKey { length: 4 });
    refused(&with(2, "*"), JweError::NotBase64Url { part: "initialization vector" });
    refused(&with(2, &URL_SAFE_NO_PAD.encode([3; 11])), JweError::Iv { length: 11 });
    refused(&with(2, &URL_SAFE_NO_PAD.encode([3; 16])), JweError::Iv { length: 16 });
    refused(&with(2, &URL_SAFE_NO_PAD.encode([4; IV])), JweError::NotAuthentic);
    refused(&with(3, "*"), JweError::NotBase64Url { part: "ciphertext" });
    refused(&with(3, ""), JweError::NotAuthentic);
    refused(&with(4, "*"), JweError::NotBase64Url { part: "tag" });
    refused(&with(4, &URL_SAFE_NO_PAD.encode([0; 12])), JweError::Tag { length: 12 });
    refused(&with(4, &URL_SAFE_NO_PAD.encode([0; 16])), JweError::NotAuthentic);
    refused(&with(4, ""), JweError::Tag { length: 0 });
}

#[wasm_bindgen_test(unsupported = test)]
fn headers_are_of_these_algorithms_alone() {
    let alg = |found: &str| JweError::Alg { found: found.to_owned() };
    header_refused(r#"{"alg":"none","enc":"A256GCM"}"#, alg("none"));
    header_refused(r#"{"alg":"A256KW","enc":"A256GCM"}"#, alg("A256KW"));
    header_refused(r#"{"alg":"DIR","enc":"A256GCM"}"#, alg("DIR"));
    header_refused(r#"{"enc":"A256GCM"}"#, JweError::Header { member: "alg" });
    header_refused(r#"{"alg":null,"enc":"A256GCM"}"#, JweError::Header { member: "alg" });
    let enc = |found: &str| JweError::Enc { found: found.to_owned() };
    header_refused(r#"{"alg":"dir","enc":"A128GCM"}"#, enc("A128GCM"));
    header_refused(r#"{"alg":"dir","enc":"A256CBC-HS512"}"#, enc("A256CBC-HS512"));
    header_refused(r#"{"alg":"dir"}"#, JweError::Header { member: "enc" });
    let zip = |found: &str| JweError::Zip { found: found.to_owned() };
    header_refused(r#"{"alg":"dir","enc":"A256GCM","zip":"GZ"}"#, zip("GZ"));
    header_refused(r#"{"alg":"dir","enc":"A256GCM","zip":""}"#, zip(""));
    header_refused(r#"{"alg":"dir","enc":"A256GCM","zip":true}"#, JweError::Header { member: "zip" });
    header_refused(r#"{"alg":"dir","enc":"A256GCM","crit":["exp"],"exp":1}"#, JweError::Crit);
    header_refused(r#"{"alg":"dir","enc":"A256GCM","crit":null}"#, JweError::Crit);
    header_refused("", JweError::HeaderNotJson);
    header_refused("[]", JweError::HeaderNotJson);
    header_refused("{\"alg\":\"dir\"", JweError::HeaderNotJson);
    let long = format!(r#"{{"alg":"dir","enc":"A256GCM","x":"{}"}}"#, "x".repeat(LONGEST_HEADER));
    let length = URL_SAFE_NO_PAD.encode(&long).len();
    header_refused(&long, JweError::HeaderTooLong { length });
    let known = sealed(r#"{"alg":"dir","enc":"A256GCM","kid":"1","typ":"JOSE"}"#, b"{}");
    assert_eq!(open(&known, &key(), 2), Ok(Content { content_type: None, bytes: b"{}".to_vec() }));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_content_type_that_is_no_text_is_none() {
    for (cty, expected) in [
        (r#""application/fhir+json""#, Some(FHIR)),
        (r#""""#, Some("")),
        ("null", None),
        ("1", None),
        ("true", None),
        (r#"["application/fhir+json"]"#, None),
        ("{}", None),
    ] {
        let text = sealed(&format!(r#"{{"alg":"dir","enc":"A256GCM","cty":{cty}}}"#), b"{}");
        assert_eq!(open(&text, &key(), 2).unwrap().content_type.as_deref(), expected, "{cty}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_compressed_is_whole_and_bounded() {
    let compressed = |bytes: &[u8]| sealed(r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#, bytes);
    let stream = miniz_oxide::deflate::compress_to_vec(TEXT, 9);
    assert_eq!(open(&compressed(&stream), &key(), TEXT.len()).unwrap().bytes, TEXT);
    refused(&compressed(&stream[..stream.len() - 1]), JweError::Deflate);
    refused(&compressed(TEXT), JweError::Deflate);
    refused(&compressed(b""), JweError::Deflate);
    refused(&compressed(&[stream.as_slice(), b"x"].concat()), JweError::AfterDeflate);
}

#[wasm_bindgen_test(unsupported = test)]
fn no_file_holds_more_than_is_asked_for() {
    // A thousand times as much as it looks.
    let bomb = seal(FHIR, &vec![0; 10_000_000], &key(), [1; IV]);
    assert!(bomb.len() < 20_000, "{}", bomb.len());
    assert_eq!(open(&bomb, &key(), 9_999_999), Err(JweError::TooLarge { most: 9_999_999 }));
    assert_eq!(open(&bomb, &key(), 20_000), Err(JweError::TooLarge { most: 20_000 }));
    assert!(open(&bomb, &key(), 10_000_000).is_ok());
    // Not compressed.
    let text = sealed(r#"{"alg":"dir","enc":"A256GCM"}"#, b"1234");
    assert_eq!(open(&text, &key(), 3), Err(JweError::TooLarge { most: 3 }));
    assert!(open(&text, &key(), 4).is_ok());
    let (most, length) = (longest_text(100), longest_text(100) + 1);
    assert_eq!(open(&"x".repeat(length), &key(), 100), Err(JweError::TooLong { length, most }));
    assert_eq!(open(&"x".repeat(most), &key(), 100), Err(JweError::Parts { found: 1 }));
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[A-Za-z0-9_.-]{0,200}|\\PC{0,50}") {
        let _ = open(&text, &key(), 1000);
    }

    #[test]
    fn no_stream_makes_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        if let Ok(inflated) = inflate(&bytes, 1000) {
            assert!(inflated.len() <= 1000);
        }
    }
}
