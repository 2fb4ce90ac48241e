//! The kinds of information that somebody may be shown or not: what a mandate or a consent names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One kind. A new one must be named here before anybody can be shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// 傷病名
    Diagnoses,
    /// アレルギー
    Allergies,
    /// 薬剤禁忌
    Contraindications,
    /// 感染症
    Infections,
    /// 検査
    Tests,
    /// 処方
    Medicines,
    /// 手術・処置
    Procedures,
    /// 予防接種
    Immunizations,
    /// 健診結果
    Checkups,
    /// 文書. They may speak of anything: whoever sees them sees what they say.
    Documents,
}

/// Which kinds.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Category>", into = "Vec<Category>")]
pub struct Categories(u16);

/// A name that is no category's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a kind of information expected (diagnoses, allergies, …), found {0:?}")]
pub struct UnknownCategory(pub String);

impl Category {
    pub const ALL: [Self; 10] = [
        Self::Diagnoses,
        Self::Allergies,
        Self::Contraindications,
        Self::Infections,
        Self::Tests,
        Self::Medicines,
        Self::Procedures,
        Self::Immunizations,
        Self::Checkups,
        Self::Documents,
    ];

    /// The name in the database and in forms: it stays, whatever the variant is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Diagnoses => "diagnoses",
            Self::Allergies => "allergies",
            Self::Contraindications => "contraindications",
            Self::Infections => "infections",
            Self::Tests => "tests",
            Self::Medicines => "medicines",
            Self::Procedures => "procedures",
            Self::Immunizations => "immunizations",
            Self::Checkups => "checkups",
            Self::Documents => "documents",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == name)
    }

    fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl Categories {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self((1 << Category::ALL.len()) - 1);

    pub fn contains(self, category: Category) -> bool {
        self.0 & category.bit() != 0
    }

    pub fn with(self, category: Category) -> Self {
        Self(self.0 | category.bit())
    }

    pub fn without(self, category: Category) -> Self {
        Self(self.0 & !category.bit())
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub fn is_all(self) -> bool {
        self == Self::ALL
    }

    /// In the order of [`Category::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.into_iter().filter(move |category| self.contains(*category))
    }

    /// The kinds that are not in here.
    pub fn missing(self) -> Self {
        Self(Self::ALL.0 & !self.0)
    }

    /// From names with spaces between them, as [`fmt::Display`] writes them.
    ///
    /// # Errors
    /// [`UnknownCategory`]: nothing is guessed, so that a garbled row never opens anything.
    pub fn parse(names: &str) -> Result<Self, UnknownCategory> {
        names
            .split_whitespace()
            .map(|name| Category::from_name(name).ok_or_else(|| UnknownCategory(name.to_owned())))
            .collect()
    }
}

impl From<Category> for Categories {
    fn from(category: Category) -> Self {
        Self::NONE.with(category)
    }
}

impl FromIterator<Category> for Categories {
    fn from_iter<I: IntoIterator<Item = Category>>(categories: I) -> Self {
        categories.into_iter().fold(Self::NONE, Self::with)
    }
}

impl From<Vec<Category>> for Categories {
    fn from(categories: Vec<Category>) -> Self {
        categories.into_iter().collect()
    }
}

impl From<Categories> for Vec<Category> {
    fn from(categories: Categories) -> Self {
        categories.iter().collect()
    }
}

impl fmt::Display for Categories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, category) in self.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{}", category.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Categories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for category in Category::ALL {
            assert_eq!(Category::from_name(category.as_str()), Some(category));
            assert_eq!(Categories::NONE.with(category).iter().collect::<Vec<_>>(), [category]);
        }
        assert_eq!(Categories::parse(&Categories::ALL.to_string()), Ok(Categories::ALL));
        assert_eq!(Categories::ALL.iter().collect::<Categories>(), Categories::ALL);
        assert_eq!(Categories::parse(""), Ok(Categories::NONE));
    }

    #[test]
    fn a_garbled_name_opens_nothing() {
        assert_eq!(Categories::parse("tests al"), Err(UnknownCategory("al".into())));
    }
}
