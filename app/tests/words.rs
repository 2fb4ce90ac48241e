//! The words on screen: every key exists, in both languages, with what it needs; and no words
//! stand in the code.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const LANGUAGES: [&str; 2] = ["ja", "en"];

/// A call of `t!` with a literal key.
struct Call {
    key: String,
    arguments: BTreeSet<String>,
    file: PathBuf,
}

#[test]
fn every_key_said_in_the_code_exists_in_every_language() {
    let catalogues = LANGUAGES.map(|language| (language, catalogue(language)));
    let mut missing = Vec::new();
    for call in calls() {
        for (language, messages) in &catalogues {
            if !messages.contains_key(&call.key) {
                missing.push(format!("{language}: {} ({})", call.key, call.file.display()));
            }
        }
    }
    assert!(missing.is_empty(), "missing words:\n{}", missing.join("\n"));
}

#[test]
fn the_languages_have_the_same_keys() {
    let [ja, en] = LANGUAGES.map(|language| catalogue(language).into_keys().collect::<BTreeSet<_>>());
    let only_one: Vec<_> = ja.symmetric_difference(&en).collect();
    assert!(only_one.is_empty(), "in one language only: {only_one:?}");
}

#[test]
fn every_call_brings_the_arguments_of_its_message() {
    let catalogues = LANGUAGES.map(catalogue);
    let mut wanting = Vec::new();
    for call in calls() {
        for text in catalogues.iter().filter_map(|messages| messages.get(&call.key)) {
            for variable in variables(text).difference(&call.arguments) {
                wanting.push(format!("{} wants ${variable} ({})", call.key, call.file.display()));
            }
        }
    }
    assert!(wanting.is_empty(), "calls without an argument:\n{}", wanting.join("\n"));
}

#[test]
fn every_key_is_said_somewhere() {
    // What the server refuses by, it says in the app's words.
    let server = files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src"), "rs");
    let server = server.iter().map(|file| fs::read_to_string(file).unwrap());
    let code: String = sources().into_iter().map(|(_, text)| text).chain(server).collect();
    let unused: Vec<String> = catalogue("ja")
        .into_keys()
        .filter(|key| !code.contains(&format!("\"{key}\"")))
        // Built from a code: `core_item`, `month_name`, the explanations, `passkeys/refusal.rs`.
        .filter(|key| {
            let built = [
                "lab-item-",
                "lab-explained-",
                "month-name-",
                "glossary-",
                "auth-error-",
                "purpose-",
                "dose-unit-",
            ];
            !built.iter().chain(&BY_NAME_OF_A_KIND).any(|prefix| key.starts_with(prefix))
        })
        .collect();
    assert!(unused.is_empty(), "{} keys are not said anywhere: {unused:?}", unused.len());
}

/// Keys that are put together from a code cannot be seen in the code: each code has its words.
#[test]
fn every_core_item_and_every_term_is_explained_in_every_language() {
    for language in LANGUAGES {
        let messages = catalogue(language);
        let mut wanted: Vec<String> = Vec::new();
        for item in shared::labs::CORE_ITEMS {
            let code = item.code.to_lowercase();
            wanted.extend([format!("lab-item-{code}"), format!("lab-explained-{code}")]);
        }
        for word in app::pages::glossary::WORDS {
            wanted.extend([format!("glossary-{word}"), format!("glossary-{word}-means")]);
        }
        let missing: Vec<&String> = wanted.iter().filter(|key| !messages.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        let explained =
            messages.keys().filter_map(|key| key.strip_prefix("glossary-")?.strip_suffix("-means"));
        let unlisted: Vec<&str> =
            explained.filter(|word| !app::pages::glossary::WORDS.contains(word)).collect();
        assert!(unlisted.is_empty(), "explained, and not on the page: {unlisted:?}");
    }
}

/// Each purpose has its words, and nothing else has.
#[test]
fn every_purpose_of_a_medicine_is_said_in_every_language() {
    let known: BTreeSet<String> =
        shared::medication::purpose::all().map(|name| format!("purpose-{name}")).collect();
    for language in LANGUAGES {
        let said = catalogue(language).into_keys().filter(|key| key.starts_with("purpose-"));
        assert_eq!(said.collect::<BTreeSet<_>>(), known, "{language}");
    }
}

/// Each unit in which doses are counted has its words, and nothing else has.
#[test]
fn every_unit_of_a_dose_is_said_in_every_language() {
    let known: BTreeSet<String> =
        shared::medication::counted_units().map(|name| format!("dose-unit-{name}")).collect();
    for language in LANGUAGES {
        let said = catalogue(language).into_keys().filter(|key| key.starts_with("dose-unit-"));
        assert_eq!(said.collect::<BTreeSet<_>>(), known, "{language}");
    }
}

/// Keys that are known by the name of a kind: whoever decides who sees a kind of information, and whoever is not shown
/// it, is told which it is.
#[test]
fn every_kind_has_its_words_in_every_language() {
    for language in LANGUAGES {
        let messages = catalogue(language);
        let of_information = shared::category::Category::ALL.map(|category| category.as_str());
        let mut wanted: Vec<String> = Vec::new();
        for name in of_information {
            wanted.extend([
                format!("category-{name}"),
                format!("category-{name}-means"),
                format!("consent-kind-{name}"),
            ]);
        }
        for stored in shared::record::ItemKind::ALL {
            let name = shared::record::sent_as(stored.as_str()).expect("what is stored is of a kind");
            assert!(app::kinds::KINDS.iter().any(|kind| kind.name == name), "no kind has the name {name}");
            wanted.push(format!("unreadable-kind-{name}"));
        }
        let links = app::kinds::KINDS.iter().flat_map(|kind| kind.news);
        wanted.extend(links.map(|link| link.words.to_owned()));
        let missing: Vec<&String> = wanted.iter().filter(|key| !messages.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        let unknown: Vec<&String> = messages
            .keys()
            .filter(|key| BY_NAME_OF_A_KIND.iter().any(|prefix| key.starts_with(prefix)))
            .filter(|key| !wanted.contains(key) && *key != "unreadable-kind-other")
            .collect();
        assert!(unknown.is_empty(), "{language}: words of no kind: {unknown:?}");
    }
}

const BY_NAME_OF_A_KIND: [&str; 3] = ["category-", "consent-kind-", "unreadable-kind-"];

/// Browsers never get the desk's words: nothing that lives in one may say them.
#[test]
fn only_the_desk_says_its_words() {
    let words = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("i18n/ja/desk.ftl")).unwrap();
    let keys: BTreeSet<&str> = words
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0))
        .filter(|key| !key.starts_with(' '))
        .collect();
    assert!(keys.contains("desk-find-title"), "the desk's keys are found");
    let elsewhere: Vec<String> = calls()
        .into_iter()
        .filter(|call| keys.contains(call.key.as_str()) && !is_of_the_desk(&call.file))
        .map(|call| format!("{} ({})", call.key, call.file.display()))
        .collect();
    assert!(elsewhere.is_empty(), "no browser has these words: {elsewhere:?}");
}

/// The rows of a kind stand on the doctor's page alone.
fn is_of_the_desk(file: &Path) -> bool {
    file.iter().any(|part| part == "desk")
        || (file.iter().any(|part| part == "kinds")
            && (file.ends_with("row.rs") || file.iter().any(|part| part == "row")))
}

#[test]
fn no_japanese_words_stand_in_the_code() {
    let mut found = Vec::new();
    for (file, text) in sources() {
        for line in without_tests(&text).lines() {
            let code = match line.trim_start() {
                comment if comment.starts_with("//") => continue,
                _ => line.split(" // ").next().unwrap_or(line),
            };
            let own_name = file.ends_with("i18n/locale.rs") && code.contains("Self::Ja =>");
            if !own_name && code.chars().any(is_japanese) {
                found.push(format!("{}: {}", file.display(), code.trim()));
            }
        }
    }
    assert!(found.is_empty(), "words belong into app/i18n:\n{}", found.join("\n"));
}

fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Key → text, from every namespace; a key defined twice would silently hide one of the two.
fn catalogue(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("i18n").join(language);
    let mut messages: BTreeMap<String, String> = BTreeMap::new();
    for file in files_in(&folder, "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let mut current: Option<String> = None;
        for line in text.lines() {
            let begins = line.starts_with(|first: char| first.is_ascii_lowercase());
            match line.split_once('=') {
                Some((key, said)) if begins => {
                    let key = key.trim().to_owned();
                    let earlier = messages.insert(key.clone(), said.to_owned());
                    assert!(
                        earlier.is_none(),
                        "{language}: {key} is defined twice, again in {}",
                        file.display()
                    );
                    current = Some(key);
                }
                _ => {
                    if let Some(message) = current.as_ref().and_then(|key| messages.get_mut(key)) {
                        message.push_str(line);
                    }
                }
            }
        }
    }
    messages
}

/// The `$names` of a message.
fn variables(text: &str) -> BTreeSet<String> {
    text.split('$').skip(1).map(leading_name).filter(|name| !name.is_empty()).collect()
}

fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for (file, text) in sources() {
        for (at, _) in text.match_indices("t!(") {
            // `format!(` and `assert!(` end like it.
            let inside_a_name =
                text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
            let rest = text[at + 3..].trim_start();
            if let (false, Some(rest)) = (inside_a_name, rest.strip_prefix('"')) {
                let (key, rest) = rest.split_once('"').unwrap();
                // The documentation of the macro says a key that is only an example.
                if file.ends_with("i18n/mod.rs") {
                    continue;
                }
                calls.push(Call { key: key.to_owned(), arguments: arguments(rest), file: file.clone() });
            }
        }
    }
    assert!(calls.len() > 100, "the search for words finds them");
    calls
}

/// The names before `=` in the rest of a macro call, up to its closing parenthesis.
fn arguments(rest: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let mut names = BTreeSet::new();
    for (at, letter) in rest.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                let name = leading_name(rest[at + 1..].trim_start());
                if rest[at + 1..].trim_start()[name.len()..].trim_start().starts_with('=') {
                    names.insert(name);
                }
            }
            _ => {}
        }
    }
    names
}

fn leading_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect()
}

/// The app's source files.
fn sources() -> Vec<(PathBuf, String)> {
    files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs")
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            (file, text)
        })
        .collect()
}

/// Unit tests stand at the end of their file.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_in(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}
