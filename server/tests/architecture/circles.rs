//! Which modules of a crate import which, and whether that goes in circles. Read from `use` and from paths in the code;
//! what only tests import does not count.

use super::{root, sources};
use std::collections::{BTreeMap, BTreeSet};

/// What imports what; beside it, one place where it does.
type Imports = BTreeMap<(String, String), String>;

type Path = Vec<String>;

#[test]
fn modules_import_each_other_one_way() {
    for (folder, below) in [("shared", ""), ("app", ""), ("server", ""), ("server", "http")] {
        let imports = imports_of(&read(&format!("{folder}/src")), below);
        assert!(imports.len() >= 6, "only {} imports found in {folder}/{below}", imports.len());
        let circle = circle(&imports);
        assert!(circle.is_empty(), "a circle in {folder}/src/{below}:\n{}", circle.join("\n"));
    }
}

#[test]
fn a_circle_is_found_wherever_it_is_written() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let one_way = [file("store/mod.rs", "pub struct Store;"), file("gate.rs", "use crate::store::Store;")];
    assert!(circle(&imports_of(&one_way, "")).is_empty());
    for back in [
        "use crate::{clock::Clock, gate::{self, Grant}};",
        "pub fn read(grant: &crate::gate::Grant) {}",
        "use super::super::gate;",
        "pub use crate::gate::Grant as Permission;",
    ] {
        let files = [
            file("store/record/mod.rs", &format!("mod rows;\n{back}")),
            file("gate.rs", "use crate::store::Store;"),
            file("store/mod.rs", "pub mod record;"),
            file("clock.rs", ""),
        ];
        let found = circle(&imports_of(&files, ""));
        assert!(found.len() == 2 && found[0].contains("gate -> store"), "{back}: {found:?}");
    }
    for none in [
        "// use crate::gate::Grant;",
        "/// See [`crate::gate::Grant`].",
        "#[cfg(test)]\nmod tests {\n    use crate::gate::Grant;\n}",
        "use std::gate::Grant;",
        "pub(in crate::store) fn gate() {}",
    ] {
        let files = [file("store/mod.rs", none), file("gate.rs", "use crate::store::Store;")];
        assert!(circle(&imports_of(&files, "")).is_empty(), "{none}");
    }
    // Through what a folder hands on, and through three.
    let files = [
        file("http/mod.rs", "mod plumbing;\nmod portal;\npub use portal::State;"),
        file("http/plumbing.rs", "use crate::http::State;"),
        file("http/portal.rs", "use super::desk::Seat;"),
        file("http/desk.rs", "use super::plumbing::Form;"),
    ];
    assert_eq!(circle(&imports_of(&files, "http")).len(), 3);
}

/// The files of a crate by their path below `src`, with their text.
fn read(folder: &str) -> Vec<(String, String)> {
    let above = root().join(folder);
    let below = |path: &std::path::Path| {
        path.strip_prefix(&above).expect("below it").to_string_lossy().replace('\\', "/")
    };
    sources(folder).into_iter().map(|(path, text)| (below(&path), text)).collect()
}

/// What the modules right below `below` import of each other.
fn imports_of(files: &[(String, String)], below: &str) -> Imports {
    let below: Path = below.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let modules: BTreeSet<Path> = files
        .iter()
        .flat_map(|(path, _)| (1..=module(path).len()).map(|n| module(path)[..n].to_vec()))
        .collect();
    let handed_on = handed_on(files, &below);
    let mut found = Imports::new();
    for (file, text) in files {
        let here = module(file);
        let Some(from) = here.strip_prefix(below.as_slice()).and_then(<[String]>::first) else { continue };
        if here.iter().any(|part| part == "tests") {
            continue;
        }
        for path in paths(text) {
            let Some(to) = absolute(&path, &here) else { continue };
            let Some(name) = to.strip_prefix(below.as_slice()).and_then(<[String]>::first) else { continue };
            let mut to = below.clone();
            to.push(name.clone());
            let to = if modules.contains(&to) { Some(name.clone()) } else { handed_on.get(name).cloned() };
            if let Some(to) = to.filter(|to| to != from) {
                found.entry((from.clone(), to)).or_insert_with(|| format!("{file}: {}", path.join("::")));
            }
        }
    }
    found
}

/// What the module `below` hands on with `pub use`, and of which of its modules it is.
fn handed_on(files: &[(String, String)], below: &Path) -> BTreeMap<String, String> {
    let of = files.iter().filter(|(file, _)| module(file) == *below);
    let lines = of.flat_map(|(_, text)| uses(&code(text)));
    let mut found = BTreeMap::new();
    for line in lines.filter(|line| line.starts_with("pub use ")) {
        for path in tree(line.trim_start_matches("pub use ")) {
            if let [first, .., last] = path.as_slice()
                && !["crate", "super", "self"].contains(&first.as_str())
            {
                found.insert(last.clone(), first.clone());
            }
        }
    }
    found
}

/// The module that a file is.
fn module(file: &str) -> Path {
    let mut parts: Path = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// What is shipped of a file, without comments.
fn code(text: &str) -> String {
    let shipped = text.split("\nmod tests {").next().unwrap_or_default();
    shipped.lines().filter_map(|line| line.split("//").next()).collect::<Vec<_>>().join("\n")
}

/// The `use` items of some code, each on one line and without `;`.
fn uses(code: &str) -> Vec<String> {
    let begins = |line: &str| {
        ["use ", "pub use ", "pub(crate) use ", "pub(super) use "].iter().any(|one| line.starts_with(one))
    };
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in code.lines().map(str::trim) {
        let so_far = match open.take() {
            Some(so_far) => format!("{so_far} {line}"),
            None if begins(line) => line.to_owned(),
            None => continue,
        };
        match so_far.split_once(';') {
            Some((item, _)) => found.push(item.to_owned()),
            None => open = Some(so_far),
        }
    }
    found
}

/// Every path that code names from `crate`, `super` or `self`.
fn paths(text: &str) -> Vec<Path> {
    let code = code(text);
    let mut found = Vec::new();
    for item in uses(&code) {
        let (_, item) = item.split_once("use ").unwrap_or_default();
        found.extend(tree(item));
    }
    let names = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    for word in code.split(|letter| !names(letter)) {
        if word.starts_with("crate::") || word.starts_with("super::") {
            found.push(word.split("::").map(str::to_owned).collect());
        }
    }
    found
}

/// The paths of a use tree such as `crate::{a::{self, B}, c as d}`.
fn tree(item: &str) -> Vec<Path> {
    let (mut found, mut above, mut here) = (Vec::new(), Vec::<Path>::new(), Path::new());
    let mut name = String::new();
    for letter in item.chars().chain([',']) {
        match letter {
            '{' => above.push(here.clone()),
            ',' | '}' => {
                let name = std::mem::take(&mut name);
                let name = name.split(" as ").next().unwrap_or_default().trim().to_owned();
                if !name.is_empty() {
                    here.push(name);
                    found.push(here.clone());
                }
                if letter == '}' {
                    above.pop();
                }
                here = above.last().cloned().unwrap_or_default();
            }
            ':' if !name.trim().is_empty() => here.push(std::mem::take(&mut name).trim().to_owned()),
            ':' => {}
            other => name.push(other),
        }
    }
    found
}

/// A path below the crate, as the module `here` means it. `None`: it is of another crate.
fn absolute(path: &[String], here: &[String]) -> Option<Path> {
    let mut from = here.to_vec();
    let mut rest = path;
    match rest.first().map(String::as_str) {
        Some("crate") => (from, rest) = (Path::new(), &rest[1..]),
        Some("self") => rest = &rest[1..],
        Some("super") => {}
        _ => return None,
    }
    while rest.first().is_some_and(|part| part == "super") {
        from.pop();
        rest = &rest[1..];
    }
    from.extend(rest.iter().cloned());
    Some(from)
}

/// The imports that are part of circles, with where they stand; none: there is no circle.
fn circle(imports: &Imports) -> Vec<String> {
    let reaches = |from: &str, to: &str| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(one) = open.pop() {
            for (_, next) in imports.keys().filter(|(importer, _)| *importer == one) {
                if next == to {
                    return true;
                }
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        false
    };
    let part = imports.iter().filter(|((from, to), _)| reaches(to, from));
    part.map(|((from, to), place)| format!("{from} -> {to}: {place}")).collect()
}
