//! The catalogues on the server: every namespace of every language, embedded.

use super::{Locale, Words};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// A catalogue's whole text: its namespaces in the order of their names.
pub fn text(locale: Locale) -> &'static str {
    static TEXTS: LazyLock<[String; 2]> = LazyLock::new(|| Locale::ALL.map(assemble));
    &TEXTS[Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0)]
}

pub fn words(locale: Locale) -> Words {
    static WORDS: LazyLock<[Words; 2]> = LazyLock::new(|| {
        Locale::ALL.map(|locale| {
            Words::new(locale, text(locale).to_owned()).expect("the embedded catalogues are tested")
        })
    });
    WORDS[Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0)].clone()
}

fn assemble(locale: Locale) -> String {
    let folder = format!("{}/", locale.tag());
    let mut names: Vec<String> =
        Files::iter().filter(|name| name.starts_with(&folder)).map(|name| name.into_owned()).collect();
    names.sort();
    names
        .iter()
        .filter_map(|name| Files::get(name))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
}
