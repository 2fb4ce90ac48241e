//! What ARCHITECTURE.md says is absent, is absent; and every test it names exists.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is above its members").to_owned()
}

/// Every Rust file below `folder`, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

fn check_absent(folder: &str, words: &[&str], except: &[&str]) {
    for (path, text) in sources(folder) {
        let name = path.to_string_lossy().replace('\\', "/");
        if except.iter().any(|end| name.contains(end)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for word in words {
                assert!(!code.contains(word), "{name}:{}: {word:?} does not belong in {folder}", number + 1);
            }
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let shared = fs::read_to_string(root().join("shared/Cargo.toml")).unwrap();
    // What only tests and benchmarks use is not shipped.
    let shared = shared.split("[dev-dependencies]").next().unwrap_or_default();
    for above in ["app", "server", "axum", "leptos", "sqlx", "tokio", "web-sys"] {
        assert!(!shared.contains(&format!("\n{above}")), "shared depends on {above}");
    }
    let app = fs::read_to_string(root().join("app/Cargo.toml")).unwrap();
    for above in ["server", "sqlx"] {
        assert!(!app.contains(&format!("\n{above}")), "app depends on {above}");
    }
}

#[test]
fn shared_asks_no_clock_no_file_and_no_chance() {
    check_absent(
        "shared/src",
        &[
            "Utc::now",
            "Local::now",
            "SystemTime",
            "Instant::now",
            "std::fs",
            "std::net",
            "rand::",
            "Uuid::new_v4",
        ],
        &[],
    );
}

#[test]
fn only_the_clock_asks_for_the_time() {
    check_absent("server/src", &["Utc::now", "Local::now", "SystemTime::now"], &["/clock.rs"]);
    check_absent("app/src", &["Utc::now", "Local::now", "SystemTime::now"], &[]);
}

#[test]
fn sql_lives_in_the_store_alone() {
    check_absent("server/src", &["sqlx::query", "SqlitePool", "PgPool"], &["/store/"]);
    check_absent("app/src", &["sqlx"], &[]);
}

/// What is not in the table of routes is walked by no test.
#[test]
fn routes_are_added_to_their_table_alone() {
    let elsewhere = ["Router::", "routing::", ".route_service(", ".nest_service(", ".nest("];
    check_absent("server/src", &elsewhere, &["/http/routes.rs"]);
}

#[test]
fn the_front_end_names_no_other_host() {
    for folder in ["style", "app/i18n"] {
        let mut open = vec![root().join(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap();
                let loads = ["url(http", "url(\"http", "url('http", "url(//", "@import"];
                assert!(!loads.iter().any(|load| text.contains(load)), "{}", path.display());
            }
        }
    }
}

/// A table row of ARCHITECTURE.md names its test as `file::name`; a renamed test must be renamed there.
#[test]
fn every_test_the_architecture_names_exists() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut checked = 0;
    for name in text.split('`').filter(|part| part.contains("::") && part.contains(".rs")) {
        let (file, test) = name.split_once("::").unwrap();
        let source =
            fs::read_to_string(root().join(file)).unwrap_or_else(|_| panic!("{file} is named, and missing"));
        assert!(source.contains(&format!("fn {test}(")), "{file} has no test {test}");
        checked += 1;
    }
    assert!(checked >= 15, "only {checked} invariants name their test");
}
