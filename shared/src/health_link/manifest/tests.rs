use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn read(text: &str) -> Result<Manifest, InvalidManifest> {
    Manifest::read(text, 10_000)
}

#[wasm_bindgen_test(unsupported = test)]
fn a_manifest_is_written_as_the_specification_names_its_members() {
    let file = File {
        content_type: ContentType::FhirJson,
        content: FileContent::Embedded("a..b.c.d".to_owned()),
        last_updated: Some(LastUpdated::At("2026-07-01T03:00:00Z".parse().unwrap())),
        status: Some(FileStatus::CanChange),
        fhir_version: Some("4.0.1".to_owned()),
    };
    let elsewhere = File {
        content_type: ContentType::SmartHealthCard,
        content: FileContent::Location("https://a.example/file".to_owned()),
        last_updated: None,
        status: None,
        fhir_version: None,
    };
    let manifest = Manifest { files: vec![file, elsewhere], unread: vec![] };
    let text = serde_json::to_string(&manifest).unwrap();
    assert_eq!(
        text,
        concat!(
            r#"{"files":[{"contentType":"application/fhir+json","embedded":"a..b.c.d","#,
            r#""lastUpdated":"2026-07-01T03:00:00Z","status":"can-change","fhirVersion":"4.0.1"},"#,
            r#"{"contentType":"application/smart-health-card","location":"https://a.example/file"}]}"#
        )
    );
    assert_eq!(read(&text), Ok(manifest));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_not_known_is_ignored_or_kept_as_it_is() {
    let text = r#"{"list":{"resourceType":"List"},"files":[{"contentType":"Application/FHIR+json; fhirVersion=4.0.1",
        "embedded":"e","location":"l","status":"new","size":3}]}"#;
    let file = read(text).unwrap().files.remove(0);
    assert_eq!(file.content_type, ContentType::FhirJson);
    assert_eq!(file.content, FileContent::Embedded("e".to_owned()));
    assert_eq!(file.status, Some(FileStatus::Other("new".to_owned())));
    let other = ContentType::from("text/plain; charset=utf-8".to_owned());
    assert_eq!(other.as_str(), "text/plain; charset=utf-8");
}

#[wasm_bindgen_test(unsupported = test)]
fn one_file_that_cannot_be_read_loses_no_other() {
    let good = r#"{"contentType":"application/fhir+json","embedded":"e"}"#;
    for (bad, why) in [
        ("null", InvalidFile::NotAnObject),
        ("1", InvalidFile::NotAnObject),
        (r#""e""#, InvalidFile::NotAnObject),
        (r#"["application/fhir+json","e"]"#, InvalidFile::NotAnObject),
        ("{}", InvalidFile::Nowhere),
        (r#"{"contentType":"application/fhir+json"}"#, InvalidFile::Nowhere),
        (r#"{"embedded":""}"#, InvalidFile::Nowhere),
        (r#"{"embedded":null,"location":null}"#, InvalidFile::Nowhere),
        (r#"{"embedded":" ","location":"\n"}"#, InvalidFile::Nowhere),
        (r#"{"embedded":{"protected":"e"}}"#, InvalidFile::Nowhere),
        (r#"{"embedded":1,"location":2}"#, InvalidFile::Nowhere),
    ] {
        for place in 1..=3 {
            let mut files = vec![good; 2];
            files.insert(place - 1, bad);
            let manifest = read(&format!(r#"{{"files":[{}]}}"#, files.join(","))).unwrap();
            assert_eq!(manifest.files.len(), 2, "{bad}");
            assert_eq!(manifest.unread, [UnreadFile { place, why }], "{bad}");
        }
    }
    let manifest = read(r#"{"files":[null,{}]}"#).unwrap();
    assert!(manifest.files.is_empty());
    assert_eq!(manifest.unread.iter().map(|unread| unread.place).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(serde_json::to_string(&manifest).unwrap(), r#"{"files":[]}"#);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_is_where_it_says_that_it_is() {
    let embedded = || FileContent::Embedded("e".to_owned());
    let location = || FileContent::Location("l".to_owned());
    for (members, expected) in [
        (r#""embedded":"e""#, embedded()),
        (r#""location":"l""#, location()),
        (r#""embedded":"e","location":"l""#, embedded()),
        (r#""embedded":"e","location":"""#, embedded()),
        (r#""embedded":"e","location":1"#, embedded()),
        (r#""embedded":"","location":"l""#, location()),
        (r#""embedded":null,"location":"l""#, location()),
        (r#""embedded":{},"location":"l""#, location()),
        (r#""embedded":1,"location":"l""#, location()),
    ] {
        let file = read(&format!(r#"{{"files":[{{{members}}}]}}"#)).unwrap().files.remove(0);
        assert_eq!(file.content, expected, "{members}");
        assert_eq!(file.content_type, ContentType::Other(String::new()), "{members}");
    }
    let manifest = LinkUrl::read("https://a.example/links/m", Loopback::Refused).unwrap();
    let of = |content: FileContent| {
        let found = content.location(&manifest, Loopback::Refused);
        found.map(|found| found.map(|url| url.as_str().to_owned()))
    };
    assert_eq!(of(embedded()), None);
    assert_eq!(of(location()), Some(Ok("https://a.example/links/l".to_owned())));
    assert_eq!(of(FileContent::Location("http://a.example/l".to_owned())), Some(Err(InvalidUrl::NotHttps)));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_said_of_a_file_keeps_it_from_being_read_in_no_way() {
    let of = |member: &str, value: &str| {
        let text = format!(r#"{{"files":[{{"embedded":"e","{member}":{value}}}]}}"#);
        read(&text).unwrap().files.remove(0)
    };
    let said = |text: &str| Some(LastUpdated::Said(text.to_owned()));
    let at = |text: &str| Some(LastUpdated::At(text.parse().unwrap()));
    for (value, expected) in [
        (r#""2026-07-01T03:00:00Z""#, at("2026-07-01T03:00:00Z")),
        (r#""2026-07-01T12:00:00.5+09:00""#, at("2026-07-01T03:00:00.5Z")),
        (r#""2026-07-01T12:00:00""#, said("2026-07-01T12:00:00")),
        (r#""2026-07-01""#, said("2026-07-01")),
        (r#""yesterday""#, said("yesterday")),
        ("1782874800", said("1782874800")),
        (r#""""#, None),
        ("null", None),
        ("{}", None),
    ] {
        let file = of("lastUpdated", value);
        assert_eq!(file.last_updated, expected, "{value}");
        let written = serde_json::to_string(&file).unwrap();
        let again = read(&format!(r#"{{"files":[{written}]}}"#)).unwrap();
        assert_eq!(again.files, [file], "{value}");
    }
    for value in ["null", "[]", "{}", r#""""#, "true"] {
        assert_eq!(of("contentType", value).content_type, ContentType::Other(String::new()), "{value}");
        assert_eq!(of("status", value).status, None, "{value}");
        assert_eq!(of("fhirVersion", value).fhir_version, None, "{value}");
    }
    assert_eq!(of("fhirVersion", "4.3").fhir_version.as_deref(), Some("4.3"));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_manifest_is_refused() {
    for text in ["", "[]", "null", "{", r#"{"files":[]}]"#, "<html>"] {
        assert!(matches!(read(text), Err(InvalidManifest::NotJson { .. })), "{text}");
    }
    for text in ["{}", r#"{"files":{}}"#, r#"{"files":null}"#, r#"{"file":[]}"#] {
        assert_eq!(read(text), Err(InvalidManifest::NoFiles), "{text}");
    }
    assert_eq!(read(r#"{"files":[]}"#), Ok(Manifest { files: vec![], unread: vec![] }));
    let of = |files: usize| {
        let files = vec![r#"{"contentType":"a","embedded":"e"}"#; files];
        read(&format!(r#"{{"files":[{}]}}"#, files.join(",")))
    };
    assert!(of(100).is_ok());
    assert_eq!(of(101), Err(InvalidManifest::TooManyFiles { found: 101 }));
    let most = 11;
    assert_eq!(Manifest::read(r#"{"files":[]}"#, most), Err(InvalidManifest::TooLong { length: 12, most }));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_wrong_passcode_is_answered_with_what_remains() {
    let answer = serde_json::to_string(&WrongPasscode { remaining_attempts: 4 }).unwrap();
    assert_eq!(answer, r#"{"remainingAttempts":4}"#);
    for (text, expected) in [
        (answer.as_str(), Some(4)),
        (r#"{"remainingAttempts":4,"x":1}"#, Some(4)),
        (r#"{"remainingAttempts":4.0}"#, Some(4)),
        (r#"{"remainingAttempts":"4"}"#, Some(4)),
        (r#"{"remainingAttempts":0}"#, Some(0)),
        (r#"{"remainingAttempts":-1}"#, Some(0)),
        (r#"{"remainingAttempts":"-1"}"#, Some(0)),
        (r#"{"remainingAttempts":4294967295}"#, Some(u32::MAX)),
        (r#"{"remainingAttempts":4294967296}"#, Some(u32::MAX)),
        (r#"{"remainingAttempts":null}"#, None),
        (r#"{"remainingAttempts":"four"}"#, None),
        (r#"{"remainingAttempts":[4]}"#, None),
        ("{}", None),
        ("4", None),
        ("<html>", None),
        ("", None),
    ] {
        assert_eq!(WrongPasscode::remaining(text), expected, "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn whoever_prints_one_sees_no_file() {
    let text =
        r#"{"files":[{"contentType":"a","embedded":"secret"},{"contentType":"a","location":"secret"}]}"#;
    assert!(!format!("{:?}", read(text).unwrap()).contains("secret"));
}
