//! What kinds of information are called. Each kind of entry names the keys of its own.

use super::ALL;
use crate::{format::list, t};
use shared::category::{Categories, Category};

/// What one kind of information is called, by use: keys.
#[derive(Clone, Copy)]
pub struct Words {
    pub of: Category,
    /// In a word or two, within a sentence.
    pub name: &'static str,
    /// What it holds, in a sentence.
    pub means: &'static str,
    /// Where somebody decides who may see it.
    pub consent: &'static str,
}

impl Words {
    pub fn keys(self) -> [&'static str; 3] {
        [self.name, self.means, self.consent]
    }
}

const COUNT: usize = Category::ALL.len();

/// A kind of information without words does not compile: nothing can be shown, or hidden, that nobody can name.
static WORDS: [Words; COUNT] = {
    let mut found: [Option<Words>; COUNT] = [None; COUNT];
    let mut kind = 0;
    while kind < ALL.len() {
        let mut place = 0;
        while place < ALL[kind].words.len() {
            let words = ALL[kind].words[place];
            found[words.of as usize] = Some(words);
            place += 1;
        }
        kind += 1;
    }
    let Some(mut words) = found[0] else { panic!("a kind of information without words") };
    let mut all = [words; COUNT];
    let mut category = 0;
    while category < COUNT {
        words = match found[category] {
            Some(words) => words,
            None => panic!("a kind of information without words"),
        };
        all[category] = words;
        category += 1;
    }
    all
};

pub fn of(category: Category) -> Words {
    WORDS[category as usize]
}

/// A kind of information, in a word or two.
pub fn category(category: Category) -> String {
    t!(of(category).name)
}

/// What a kind of information holds, in a sentence.
pub fn category_means(category: Category) -> String {
    t!(of(category).means)
}

/// What it is called where somebody decides who may see it.
pub fn category_in_consent(category: Category) -> String {
    t!(of(category).consent)
}

/// Several kinds of information, one after another.
pub fn categories(categories: Categories) -> String {
    let words: Vec<String> = categories.iter().map(category).collect();
    list(&words)
}
