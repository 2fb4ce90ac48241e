//! The built-in files. Linked only where the feature `knowledge` is on: in the server and in tests.

use super::{KnowledgeBase, KnowledgeError, KnowledgeFile};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(KnowledgeFile { name: $name, text: include_str!(concat!("../../../knowledge/", $name)) }),*]
    };
}

pub const FILES: [KnowledgeFile<'static>; 13] = files![
    "substances.txt",
    "ingredients.txt",
    "words.txt",
    "classes.txt",
    "allergens.txt",
    "otc.txt",
    "otc-former.txt",
    "brands.txt",
    "brands-former.txt",
    "rules-interactions.txt",
    "rules-duplicates.txt",
    "rules-allergies.txt",
    "rules-diseases.txt",
];

/// The built-in knowledge; its files are tested, so an error here is one of the build.
pub fn built_in() -> Result<KnowledgeBase, Vec<KnowledgeError>> {
    KnowledgeBase::parse(&FILES)
}
