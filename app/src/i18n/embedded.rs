//! The catalogues on the server: every namespace of every language, embedded.

use super::{Locale, Words};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// Namespaces of pages that only the server renders: browsers never fetch them.
const OF_THE_SERVER: [&str; 9] = [
    "agenda.ftl",
    "desk.ftl",
    "emergency-summary.ftl",
    "install.ftl",
    "ips.ftl",
    "links.ftl",
    "own.ftl",
    "paper.ftl",
    "refused.ftl",
];

/// Namespaces of the pages that open links and make them: their browsers fetch these alone.
const OF_THE_VIEWER: [&str; 2] = ["format.ftl", "viewer.ftl"];

/// A catalogue's text as browsers get it: its namespaces in the order of their names.
pub fn text(locale: Locale) -> &'static str {
    static TEXTS: LazyLock<[String; 2]> = LazyLock::new(|| {
        let is_wanted = |name: &str| !OF_THE_SERVER.contains(&name) && name != "viewer.ftl";
        Locale::ALL.map(|locale| assemble(locale, is_wanted))
    });
    &TEXTS[Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0)]
}

/// The same of the pages that open links.
pub fn viewer_text(locale: Locale) -> &'static str {
    static TEXTS: LazyLock<[String; 2]> =
        LazyLock::new(|| Locale::ALL.map(|locale| assemble(locale, |name| OF_THE_VIEWER.contains(&name))));
    &TEXTS[Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0)]
}

/// Every word there is.
pub fn words(locale: Locale) -> Words {
    static WORDS: LazyLock<[Words; 2]> = LazyLock::new(|| {
        Locale::ALL.map(|locale| {
            Words::new(locale, assemble(locale, |_| true)).expect("the embedded catalogues are tested")
        })
    });
    WORDS[Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0)].clone()
}

fn assemble(locale: Locale, wanted: impl Fn(&str) -> bool) -> String {
    let folder = format!("{}/", locale.tag());
    let mut names: Vec<String> = Files::iter()
        .filter(|name| name.strip_prefix(&folder).is_some_and(&wanted))
        .map(|name| name.into_owned())
        .collect();
    names.sort();
    names
        .iter()
        .filter_map(|name| Files::get(name))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalogue_that_is_read_in_parts_says_the_same() {
        for locale in Locale::ALL {
            let text = text(locale);
            let whole = Words::new(locale, text.to_owned()).unwrap();
            let keys: Vec<&str> = text.lines().filter_map(key_of).collect();
            assert!(keys.len() > 500, "{}", keys.len());
            for bytes in [1, 1000, 16 * 1024, text.len(), usize::MAX] {
                let parts = Words::parts_of(text, bytes);
                assert_eq!(parts.concat(), text, "{bytes}");
                assert!(bytes >= text.len() || parts.len() > 1, "{bytes}: {}", parts.len());
                let read =
                    parts.iter().map(|part| Words::new(locale, (*part).to_owned()).expect("whole messages"));
                let words = Words::of_parts(read.collect());
                for key in &keys {
                    assert!(words.has(key), "{bytes}: {key}");
                    // Without its arguments a message says their names.
                    assert_eq!(words.say(key, &[]), whole.say(key, &[]), "{bytes}: {key}");
                }
            }
        }
    }

    fn key_of(line: &str) -> Option<&str> {
        let (key, _) = line.split_once(" =")?;
        key.starts_with(|letter: char| letter.is_ascii_lowercase()).then_some(key)
    }
}
