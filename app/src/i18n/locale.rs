use serde::{Deserialize, Serialize};
use unic_langid::{LanguageIdentifier, langid};

/// A language of the portal. Japanese is the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    Ja,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The tag in addresses, cookies and `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// Its own name, in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Ja => "日本語",
            Self::En => "English",
        }
    }

    pub fn language(self) -> LanguageIdentifier {
        match self {
            Self::Ja => langid!("ja"),
            Self::En => langid!("en"),
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// The best language for an `Accept-Language` header: the first listed that we have, by weight. Whoever lists only
    /// others gets English.
    pub fn from_accept_language(header: &str) -> Self {
        let mut wanted: Vec<(f32, Option<Self>)> = header
            .split(',')
            .filter_map(|part| {
                let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
                let weight = weight.trim().strip_prefix(['q', 'Q'])?.trim_start().strip_prefix('=')?;
                let primary = tag.trim().split('-').next()?.to_ascii_lowercase();
                let weight: f32 = weight.trim().parse().ok()?;
                let is_a_language = primary.len() >= 2 && primary.bytes().all(|one| one.is_ascii_lowercase());
                (is_a_language && weight > 0.0).then(|| (weight, Self::from_tag(&primary)))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        match wanted.iter().find_map(|(_, locale)| *locale) {
            Some(locale) => locale,
            None if wanted.is_empty() => Self::default(),
            None => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins() {
        for (header, expected) in [
            ("en-US,en;q=0.9,ja;q=0.8", Locale::En),
            ("ja", Locale::Ja),
            ("fr,en;q=0.3,ja;q=0.7", Locale::Ja),
            ("fr", Locale::En),
            ("ja;q=0.3, en; q=0.9", Locale::En),
            ("fr; q=0.9, ja ; q = 0.8", Locale::Ja),
            ("zh-CN,zh;q=0.9", Locale::En),
            ("fr,ja;q=0", Locale::En),
            ("*", Locale::Ja),
            ("", Locale::Ja),
            ("en;q=nonsense", Locale::Ja),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        }
    }
}
