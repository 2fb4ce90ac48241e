//! Names in one spelling and what they may mean, sorted, in one piece of text.

use super::IngredientIx;
use crate::medicine_code::Prefix;
use std::cmp::Ordering;

/// Target of a name in the knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Target {
    Ingredient(IngredientIx),
    /// Every medicine whose code begins like this.
    Listed(Prefix),
    /// The place of an over-the-counter product.
    Product(u16),
}

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Names {
    text: String,
    /// Where each name begins in `text` (it ends where the next begins) and where its targets begin. Sorted by name.
    entries: Vec<(u32, u32)>,
    targets: Vec<Target>,
}

impl Names {
    pub(crate) fn of(mut pairs: Vec<(String, Target)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut names = Self::default();
        for (name, target) in &pairs {
            names.push(name, *target);
        }
        names
    }

    /// Names must come sorted; one name may come several times in a row.
    pub(crate) fn push(&mut self, name: &str, target: Target) {
        let same = self.entries.last().is_some_and(|last| &self.text[last.0 as usize..] == name);
        if !same {
            let (start, targets) = (as_u32(self.text.len()), as_u32(self.targets.len()));
            self.text.push_str(name);
            self.entries.push((start, targets));
        }
        self.targets.push(target);
    }

    pub(crate) fn find(&self, name: &str) -> impl Iterator<Item = Target> + '_ {
        let (mut low, mut high) = (0, self.entries.len());
        let mut found = 0..0;
        while low < high {
            let middle = low.midpoint(high);
            match self.name(middle).cmp(name) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => {
                    found = self.targets_at(middle);
                    break;
                }
            }
        }
        self.targets[found].iter().copied()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &[Target])> {
        (0..self.entries.len()).map(|at| (self.name(at), &self.targets[self.targets_at(at)]))
    }

    /// Every name that begins like this and says more, with what the name says more.
    pub(crate) fn beginning_with<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [Target])> + 'a {
        let (mut low, mut high) = (0, self.entries.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.name(middle) <= start { low = middle + 1 } else { high = middle }
        }
        (low..self.entries.len()).map_while(move |at| {
            let more = self.name(at).strip_prefix(start)?;
            Some((more, &self.targets[self.targets_at(at)]))
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    fn name(&self, at: usize) -> &str {
        let end = self.entries.get(at + 1).map_or(self.text.len(), |entry| entry.0 as usize);
        &self.text[self.entries[at].0 as usize..end]
    }

    fn targets_at(&self, at: usize) -> std::ops::Range<usize> {
        let end = self.entries.get(at + 1).map_or(self.targets.len(), |entry| entry.1 as usize);
        self.entries[at].1 as usize..end
    }
}

fn as_u32(length: usize) -> u32 {
    u32::try_from(length).expect("names of medicines are far below four gigabytes")
}
