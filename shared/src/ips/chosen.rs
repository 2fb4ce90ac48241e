//! Choice of what goes into a summary.

use crate::{
    category::{Categories, Category},
    labs::TestKey,
};

/// What a person chose to hand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The kinds of information. A section of none of them says that it is not included.
    pub kinds: Categories,
    /// These tests with each of their results; `None`: the newest results of a patient summary.
    pub tests: Option<Vec<TestKey>>,
}

impl Chosen {
    /// All that a summary has.
    pub fn whole() -> Self {
        Self { kinds: Categories::ALL, tests: None }
    }

    pub fn medicines() -> Self {
        Self { kinds: Category::Medicines.into(), tests: None }
    }

    /// The same, and what must not be given with them.
    pub fn medicines_with_allergies() -> Self {
        let kinds = [Category::Medicines, Category::Allergies, Category::Contraindications];
        Self { kinds: Categories::from_iter(kinds), tests: None }
    }

    /// These tests alone, infection tests among them where they are named.
    pub fn tests(keys: Vec<TestKey>) -> Self {
        Self { kinds: Categories::from_iter([Category::Tests, Category::Infections]), tests: Some(keys) }
    }

    /// The same without results of infection tests (感染症). Diagnoses and medicines that speak of an infection stay:
    /// whoever keeps those back hands in a record without them.
    #[must_use]
    pub fn without_infections(self) -> Self {
        Self { kinds: self.kinds.without(Category::Infections), ..self }
    }
}
