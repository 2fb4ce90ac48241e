//! The catalogues on the server: every namespace of every language, embedded.

use super::{Locale, Words};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// Namespaces of pages that only the server renders: browsers never fetch them.
const OF_THE_SERVER: [&str; 5] =
    ["desk.ftl", "emergency-summary.ftl", "install.ftl", "own.ftl", "refused.ftl"];

/// A catalogue's text as browsers get it: its namespaces in the order of their names.
pub fn text(locale: Locale) -> &'static str {
    static TEXTS: LazyLock<[String; 2]> =
        LazyLock::new(|| Locale::ALL.map(|locale| assemble(locale, |name| !OF_THE_SERVER.contains(&name))));
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
