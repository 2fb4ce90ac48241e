//! Kinds of information, as mandates and consents name them.

use crate::set::{Member, Set};
use serde::{Deserialize, Serialize};

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

/// A set of kinds of information.
pub type Categories = Set<Category>;

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
}

impl Category {
    /// Whether a consent to "everything" opens it. Infections (感染症) and procedures (手術) are shared by a consent of
    /// their own (全国医療情報プラットフォーム, 電子カルテ情報共有サービス: 6情報と手術の同意), and so is every kind that was
    /// added after such consents were given: nobody meant it.
    pub const fn is_in_everything(self) -> bool {
        match self {
            Self::Diagnoses
            | Self::Allergies
            | Self::Contraindications
            | Self::Tests
            | Self::Medicines
            | Self::Immunizations
            | Self::Checkups
            | Self::Documents => true,
            Self::Infections | Self::Procedures => false,
        }
    }

    /// Whether a hospital sees it in an emergency, where the patient did not exclude it.
    pub const fn is_for_emergencies(self) -> bool {
        match self {
            Self::Diagnoses
            | Self::Allergies
            | Self::Contraindications
            | Self::Infections
            | Self::Tests
            | Self::Medicines
            | Self::Procedures
            | Self::Immunizations
            | Self::Checkups
            | Self::Documents => true,
        }
    }

    /// The kinds that "everything" does not open.
    pub fn with_own_consent() -> Categories {
        Self::ALL.into_iter().filter(|kind| !kind.is_in_everything()).collect()
    }
}

impl Member for Category {
    const EACH: &'static [Self] = &Self::ALL;
    const WHAT: &'static str = "a kind of information (diagnoses, allergies, …)";

    fn as_str(self) -> &'static str {
        self.as_str()
    }

    fn place(self) -> u32 {
        self as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::Unknown;

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
        assert_eq!(
            Categories::parse("tests al"),
            Err(Unknown { expected: Category::WHAT, found: "al".into() })
        );
    }
}
