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

/// As far as `deny.toml` is written here: lists of texts, one entry in a line.
struct Rules {
    allowed: BTreeSet<String>,
    /// By crate.
    exceptions: BTreeMap<String, BTreeSet<String>>,
    banned: BTreeSet<String>,
    targets: Vec<String>,
}

impl Rules {
    fn read(text: &str) -> Self {
        let mut rules = Self {
            allowed: BTreeSet::new(),
            exceptions: BTreeMap::new(),
            banned: BTreeSet::new(),
            targets: Vec::new(),
        };
        let (mut table, mut list) = (String::new(), String::new());
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            match line.strip_suffix("= [") {
                Some(name) => list = name.trim().to_owned(),
                None if line == "]" => list.clear(),
                None if line.starts_with('[') => table = line.trim_matches(['[', ']']).to_owned(),
                None => {}
            }
            let quoted: Vec<String> = line.split('"').skip(1).step_by(2).map(str::to_owned).collect();
            match (table.as_str(), list.as_str(), quoted.as_slice()) {
                ("graph", "targets", [target]) => rules.targets.push(target.clone()),
                ("licenses", "allow", [licence]) => drop(rules.allowed.insert(licence.clone())),
                ("licenses", "exceptions", [name, licences @ ..]) if !licences.is_empty() => {
                    rules.exceptions.insert(name.clone(), licences.iter().cloned().collect());
                }
                ("bans", "deny", [name]) => drop(rules.banned.insert(name.clone())),
                _ => {}
            }
        }
        rules
    }

    fn allows(&self, name: &str, expression: &str) -> bool {
        let own = self.exceptions.get(name);
        let known =
            |licence: &str| self.allowed.contains(licence) || own.is_some_and(|own| own.contains(licence));
        Expression::of(expression).any(&known)
    }
}

/// An SPDX licence expression, read from left to right.
struct Expression {
    words: std::iter::Peekable<std::vec::IntoIter<String>>,
}

impl Expression {
    fn of(text: &str) -> Self {
        // Before SPDX a slash meant "or".
        let spaced = text.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
        Self { words: words.into_iter().peekable() }
    }

    fn next_is(&mut self, word: &str) -> bool {
        self.words.next_if(|next| next == word).is_some()
    }

    fn any(&mut self, known: &impl Fn(&str) -> bool) -> bool {
        let mut found = self.all(known);
        while self.next_is("OR") {
            found = self.all(known) || found;
        }
        found
    }

    fn all(&mut self, known: &impl Fn(&str) -> bool) -> bool {
        let mut found = self.one(known);
        while self.next_is("AND") {
            found = self.one(known) && found;
        }
        found
    }

    fn one(&mut self, known: &impl Fn(&str) -> bool) -> bool {
        if self.next_is("(") {
            let found = self.any(known);
            return self.next_is(")") && found;
        }
        let Some(mut licence) = self.words.next() else { return false };
        if self.next_is("WITH") {
            licence = format!("{licence} WITH {}", self.words.next().unwrap_or_default());
        }
        known(&licence)
    }
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
