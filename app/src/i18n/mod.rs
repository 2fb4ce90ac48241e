//! Words: Fluent catalogues through i18n-embed. No page holds literal text.
//!
//! On the server every language is embedded; a browser loads the one in use, as a hashed asset,
//! before hydration.

#[cfg(feature = "hydrate")]
pub mod held;
mod locale;

pub use locale::Locale;

use fluent::FluentValue;
use i18n_embed::{I18nAssets, LanguageLoader, fluent::FluentLanguageLoader};
#[cfg(not(feature = "hydrate"))]
use leptos::prelude::*;
use std::{borrow::Cow, collections::HashMap, sync::Arc};

/// The words of one language.
#[derive(Clone)]
pub struct Words {
    /// Parts of its catalogue: each message is in one of them.
    loaders: Arc<[Arc<FluentLanguageLoader>]>,
    /// The day of a snapshot, in words: nothing is said of today then.
    as_of: Option<Arc<str>>,
}

/// What is said of the day of a snapshot in the place of what is said of today.
const OF_THE_DAY: [(&str, &str); 23] = [
    ("home-now-title", "kept-home-now-title"),
    ("home-now-nothing", "kept-home-now-nothing"),
    ("home-recent-since", "kept-home-recent-since"),
    ("home-recent-nothing", "kept-home-recent-nothing"),
    ("medicines-what-now", "kept-medicines-what-now"),
    ("medicines-day", "kept-medicines-day"),
    ("medicines-timeline-explained", "kept-medicines-timeline-explained"),
    ("taking-now", "kept-taking-now"),
    ("critical-call-today", "kept-critical-call-today"),
    ("check-banner-grave", "kept-check-banner-grave"),
    ("check-banner-serious", "kept-check-banner-serious"),
    ("check-serious", "kept-check-serious"),
    ("check-before-taking-grave", "kept-check-before-taking-grave"),
    ("check-before-taking-serious", "kept-check-before-taking-serious"),
    ("consent-preset-current", "kept-consent-preset-current"),
    ("consent-preset-none", "kept-consent-preset-none"),
    ("consent-preview-empty", "kept-consent-preview-empty"),
    ("consent-items-open", "kept-consent-items-open"),
    ("consent-decided-title", "kept-consent-decided-title"),
    ("labs-future", "kept-labs-future"),
    ("none-known-withdrawn", "kept-none-known-withdrawn"),
    ("doubt-still-taken", "kept-doubt-still-taken"),
    ("history-filtered-verified", "kept-history-filtered-verified"),
];

/// One language's catalogue as text: its namespaces, one after another.
struct Catalogue {
    file: String,
    text: String,
}

impl I18nAssets for Catalogue {
    fn get_files(&self, path: &str) -> Vec<Cow<'_, [u8]>> {
        if path == self.file { vec![Cow::Borrowed(self.text.as_bytes())] } else { Vec::new() }
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(std::iter::once(self.file.clone()))
    }
}

impl Words {
    /// The words in a catalogue's text. `None` if the catalogue cannot be read.
    pub fn new(locale: Locale, text: String) -> Option<Self> {
        let language = locale.language();
        let loader = FluentLanguageLoader::new(DOMAIN, language);
        let assets = Catalogue { file: format!("{}/{DOMAIN}.ftl", locale.tag()), text };
        loader.load_languages(&assets, &[locale.language()]).ok()?;
        // Isolation marks would turn up in copied text and in tests.
        loader.set_use_isolating(false);
        Some(Self { loaders: Arc::new([Arc::new(loader)]), as_of: None })
    }

    /// The words of several parts of one catalogue. A phone that read it as one would answer nothing meanwhile.
    pub fn of_parts(parts: Vec<Self>) -> Self {
        let loaders = parts.iter().flat_map(|part| part.loaders.iter()).cloned();
        Self { loaders: loaders.collect(), as_of: None }
    }

    /// A catalogue's text in parts of about as many bytes, of whole messages each.
    pub fn parts_of(mut text: &str, bytes: usize) -> Vec<&str> {
        let mut parts = Vec::new();
        while let Some(after) = text.as_bytes().get(bytes..) {
            // A message begins with a letter: the lines that go on with it are indented.
            let Some(end) = after.windows(2).position(|two| two[0] == b'\n' && two[1].is_ascii_lowercase())
            else {
                break;
            };
            let (part, rest) = text.split_at(bytes + end + 1);
            parts.push(part);
            text = rest;
        }
        parts.push(text);
        parts
    }

    /// The same, for a record that is of this day and not of today.
    pub fn as_of(self, day: String) -> Self {
        Self { as_of: Some(day.into()), ..self }
    }

    pub fn say(&self, key: &str, arguments: &[(&'static str, FluentValue<'static>)]) -> String {
        let of_the_day = self.as_of.as_ref().and_then(|day| {
            let (_, instead) = OF_THE_DAY.iter().find(|(of_today, _)| *of_today == key)?;
            Some((*instead, day.to_string()))
        });
        if let Some((instead, day)) = of_the_day {
            let mut arguments = arguments.to_vec();
            arguments.push(("asof", day.into()));
            return self.said(instead, &arguments);
        }
        self.said(key, arguments)
    }

    fn said(&self, key: &str, arguments: &[(&'static str, FluentValue<'static>)]) -> String {
        let loader = self.loader_with(key);
        if arguments.is_empty() {
            return loader.get(key);
        }
        let arguments: HashMap<&'static str, FluentValue<'static>> =
            arguments.iter().map(|(name, value)| (*name, isolated(value.clone()))).collect();
        loader.get_args_concrete(key, arguments)
    }

    /// The first where none has it: that says which message is missing.
    fn loader_with(&self, key: &str) -> &FluentLanguageLoader {
        self.loaders.iter().find(|loader| loader.has(key)).unwrap_or(&self.loaders[0])
    }

    /// Whether its readers know the units in which Japan's laboratories measure.
    pub fn know_units_of_japan(&self) -> bool {
        self.are_of(Locale::Ja)
    }

    pub fn are_of(&self, locale: Locale) -> bool {
        self.loaders[0].current_language() == locale.language()
    }

    pub fn has(&self, key: &str) -> bool {
        self.loader_with(key).has(key)
    }
}

/// Text that carries marks of writing direction is kept from turning around the sentence it stands in.
fn isolated(value: FluentValue<'static>) -> FluentValue<'static> {
    match value {
        FluentValue::String(text) if text.contains(turns_direction) => {
            FluentValue::String(Cow::Owned(format!("\u{2068}{text}\u{2069}")))
        }
        other => other,
    }
}

fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const DOMAIN: &str = "mikata";

/// The words of this visit, in a component or in anything it owns.
#[cfg(not(feature = "hydrate"))]
pub fn use_words() -> Words {
    expect_context::<Words>()
}

/// The words of this document, which every page that is alive has waited for.
#[cfg(feature = "hydrate")]
pub fn use_words() -> Words {
    held::words().expect("a page waits for its words")
}

/// Says a message of the catalogue: `t!("labs-title")`, `t!("age-years", years = 82)`.
#[macro_export]
macro_rules! t {
    ($key:expr) => { $crate::i18n::use_words().say($key, &[]) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::use_words().say($key, &[$((stringify!($name), ($value).into())),+])
    };
}

/// Japanese where no request chose a language (listing the routes).
pub fn provide_if_missing() {
    #[cfg(feature = "ssr")]
    if use_context::<Words>().is_none() {
        provide_context(embedded::words(Locale::default()));
    }
}

#[cfg(feature = "ssr")]
pub mod embedded;
