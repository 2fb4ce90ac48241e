//! What comes in from elsewhere, by the rules of `deny.toml`, without any tool that a machine may lack: where every
//! crate is from, that none is one we will not have, and that each licence is one we took. `cargo xtask audit` asks
//! `cargo deny` the same, and what is known against versions besides.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

/// Where every crate of the lock file is from: one registry, and no repository.
fn the_one_source() -> String {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let named = lock.lines().filter_map(|line| line.strip_prefix("source = "));
    let sources: BTreeSet<&str> = named.map(|source| source.trim_matches('"')).collect();
    let [one] = Vec::from_iter(sources)[..] else { panic!("crates come from several places") };
    assert!(one.starts_with("registry+"), "{one}");
    one.to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is above its members")
}

/// What `deny.toml` says of licences, bans and targets.
struct Rules {
    allowed: BTreeSet<String>,
    /// By crate.
    exceptions: BTreeMap<String, BTreeSet<String>>,
    banned: BTreeSet<String>,
    targets: Vec<String>,
}

impl Rules {
    fn read(written: &str) -> Self {
        let file: Value = toml::from_str(written).unwrap();
        let exceptions = list(&file["licenses"]["exceptions"]).iter();
        let banned = list(&file["bans"]["deny"]).iter();
        Self {
            allowed: texts(&file["licenses"]["allow"]).collect(),
            exceptions: exceptions.map(|one| (text(&one["crate"]), texts(&one["allow"]).collect())).collect(),
            banned: banned.map(|one| text(&one["crate"])).collect(),
            targets: texts(&file["graph"]["targets"]).collect(),
        }
    }

    fn allows(&self, name: &str, expression: &str) -> bool {
        let own = self.exceptions.get(name);
        let Ok(expression) = spdx::Expression::parse_mode(expression, spdx::ParseMode::LAX) else {
            return false;
        };
        expression.evaluate(|licence| {
            let licence = licence.to_string();
            self.allowed.contains(&licence) || own.is_some_and(|own| own.contains(&licence))
        })
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn texts(value: &Value) -> impl Iterator<Item = String> {
    list(value).iter().map(text)
}

fn rules() -> Rules {
    Rules::read(&fs::read_to_string(root().join("deny.toml")).unwrap())
}

/// The crates that are built for one of the targets.
fn packages(target: &str) -> Vec<Value> {
    let mut metadata = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    metadata.args([
        "metadata",
        "--offline",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        target,
    ]);
    let output = metadata.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    all["packages"].as_array().unwrap().clone()
}

#[test]
fn every_crate_keeps_to_the_rules_of_deny_toml() {
    let rules = rules();
    assert!(rules.allowed.len() >= 5 && rules.exceptions.len() >= 2, "{:?}", rules.allowed);
    assert!(
        rules.banned.contains("openssl-sys") && rules.banned.contains("native-tls"),
        "{:?}",
        rules.banned
    );
    let one_source = the_one_source();
    let mut wrong = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for target in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        assert!(rules.targets.iter().any(|known| known == target), "{target}");
        for package in packages(target) {
            let text = |field: &str| package[field].as_str().unwrap_or_default().to_owned();
            let (name, licence, source) = (text("name"), text("license"), text("source"));
            seen.insert(format!("{name} {}", text("version")));
            // Our own have no source, and LICENSE speaks for them.
            if package["source"].is_null() {
                continue;
            }
            if source != one_source {
                wrong.insert(format!("{name} comes from {source}"));
            }
            if rules.banned.contains(&name) {
                wrong.insert(format!("{name} is one we will not have"));
            }
            if !rules.allows(&name, &licence) {
                wrong.insert(format!("{name} is licensed {licence:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen.len() > 300, "only {} crates", seen.len());
}

/// What is for other machines only is in the lock file all the same.
#[test]
fn everything_in_the_lock_file_comes_from_one_registry() {
    the_one_source();
}

#[test]
fn a_licence_we_did_not_take_is_noticed() {
    let rules = rules();
    for (expression, expected) in [
        ("MIT", true),
        ("MIT OR GPL-3.0", true),
        ("MIT/Apache-2.0", true),
        ("MIT AND GPL-3.0", false),
        ("GPL-3.0-only", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR GPL-3.0) AND AGPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("MIT WITH Something", false),
        ("CDLA-Permissive-2.0", false),
        ("(MIT", false),
        ("", false),
    ] {
        assert_eq!(rules.allows("anything", expression), expected, "{expression}");
    }
    assert!(rules.allows("webpki-roots", "CDLA-Permissive-2.0"), "an exception with its argument");
}

/// The name in the first column of each row of a table.
fn rows(text: &str) -> BTreeSet<String> {
    let names = text.lines().filter_map(|line| line.strip_prefix("| `"));
    names.filter_map(|rest| rest.split_once('`')).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn every_direct_dependency_stands_in_the_table_and_nothing_else() {
    let table = rows(&fs::read_to_string(root().join("docs/dependencies.md")).unwrap());
    let ours: Vec<Value> = packages("x86_64-unknown-linux-gnu")
        .into_iter()
        .filter(|package| package["source"].is_null())
        .collect();
    let named: BTreeSet<String> = ours.iter().map(|package| text(&package["name"])).collect();
    assert!(named.contains("server") && named.contains("app") && named.contains("shared"), "{named:?}");
    let mut direct: BTreeSet<String> = ours
        .iter()
        .flat_map(|package| list(&package["dependencies"]))
        .map(|one| text(&one["name"]))
        .collect();
    direct.retain(|name| !named.contains(name));
    let browser: Value = serde_json::from_slice(&fs::read(root().join("e2e/package.json")).unwrap()).unwrap();
    direct.extend(browser["devDependencies"].as_object().unwrap().keys().cloned());
    let missing: Vec<&String> = direct.difference(&table).collect();
    let gone: Vec<&String> = table.difference(&direct).collect();
    assert!(missing.is_empty() && gone.is_empty(), "without a row: {missing:?}; no longer used: {gone:?}");
}
