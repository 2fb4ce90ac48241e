use super::*;
use serde_json::{Value, json};

fn written() -> Value {
    json!({
        "name": "hospital",
        "label": { "ja": "見本病院のアカウント", "en": "Sample Hospital account" },
        "issuer": "https://id.example.jp/realms/hospital",
        "client_id": "mikata",
        "client_secret_file": "hospital.secret",
        "for": { "staff_of": "1310000011" },
    })
}

/// A folder with the file and, beside it, the secret.
fn folder(written: &Value) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("hospital.json");
    fs::write(&file, written.to_string()).unwrap();
    let secret = folder.path().join("hospital.secret");
    fs::write(&secret, "not-to-be-seen\n").unwrap();
    set_mode(&secret, 0o600);
    (folder, file)
}

#[cfg(unix)]
fn set_mode(file: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_file: &Path, _mode: u32) {}

#[test]
fn a_provider_is_read_with_its_secret_from_beside_it() {
    let (_folder, file) = folder(&written());
    let settings = Settings::read(&file).unwrap();
    assert_eq!(settings.client_secret.secret(), "not-to-be-seen");
    assert_eq!(settings.whom, Whom::StaffOf(FacilityCode::try_from("1310000011").unwrap()));
    assert_eq!(settings.label(Locale::En), "Sample Hospital account");
    assert!(!format!("{settings:?}").contains("not-to-be-seen"), "a secret shows in Debug");
}

#[cfg(unix)]
#[test]
fn a_secret_that_others_can_read_is_refused() {
    let (folder, file) = folder(&written());
    for mode in [0o640, 0o604, 0o644] {
        set_mode(&folder.path().join("hospital.secret"), mode);
        assert!(matches!(Settings::read(&file), Err(SettingsError::NotPrivate(_))), "{mode:o}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_field() {
    for (field, value, expected) in [
        ("name", json!("Hospital A"), "name: 1–40 of a–z, 0–9 and - expected, found \"Hospital A\""),
        ("name", json!("../x"), "name: 1–40 of"),
        ("label", json!({ "ja": "病院" }), "label: expected in the language \"en\""),
        ("label", json!({ "ja": "病院", "en": "H", "fr": "H" }), "label: \"fr\" is no language"),
        ("issuer", json!("http://id.example.jp"), "issuer: https expected, except on this machine"),
        ("issuer", json!("http://localhost.example.jp"), "issuer: https expected"),
        ("issuer", json!("https://id.example.jp/?a=1"), "issuer: an address without user, query"),
        ("issuer", json!("id"), "issuer: an https address expected, found \"id\""),
        ("endpoints_also_at", json!(["http://other.example"]), "endpoints_also_at: https expected"),
        ("client_id", json!(""), "client_id: expected, found nothing"),
        ("for", json!({ "staff_of": "131" }), "a facility code"),
        ("for", json!("everybody"), "for"),
        ("client_secret", json!("in the open"), "unknown field `client_secret`"),
        ("client_secret_variable", json!("MIKATA_X"), "exactly one of"),
        ("client_secret_file", json!("missing.secret"), "missing.secret cannot be read"),
        ("client_secret_file", Value::Null, "exactly one of"),
    ] {
        let mut wrong = written();
        wrong[field] = value.clone();
        let (_folder, file) = folder(&wrong);
        let error = Settings::read(&file).expect_err(&format!("{field}: {value}")).to_string();
        assert!(error.contains(expected), "{field}: {value}: {error}");
    }
}

#[test]
fn http_is_for_this_machine_alone() {
    for (address, expected) in [
        ("http://localhost:9000", true),
        ("http://127.0.0.1:9000/realm", true),
        ("http://[::1]:9000", true),
        ("http://127.0.0.1.example.jp", false),
        ("http://10.0.0.1", false),
        ("ftp://localhost", false),
        ("https://user@id.example.jp", false),
    ] {
        assert_eq!(safe_url(address).is_ok(), expected, "{address}");
    }
}
