//! Drops what a reader reads, everywhere or in one place of the source: for `cargo xtask mutants elements` alone.

use serde_json::Value;
use std::{cell::RefCell, collections::BTreeSet, panic::Location};

/// Where in the source something is read.
pub type Site = (&'static str, u32, u32);

/// Where an element is not found, though it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    Nowhere,
    Everywhere,
    At(Site),
}

struct Mutant {
    /// The object that the element stands in.
    around: Value,
    name: String,
    dropped: Dropped,
    /// Where it was asked for.
    read_at: BTreeSet<Site>,
}

thread_local! {
    static MUTANT: RefCell<Option<Mutant>> = const { RefCell::new(None) };
}

/// Result of `read`, and where it asked for the element `name` of the object `around`.
pub fn dropping<T>(
    around: &Value,
    name: &str,
    dropped: Dropped,
    read: impl FnOnce() -> T,
) -> (T, BTreeSet<Site>) {
    let mutant = Mutant { around: around.clone(), name: name.to_owned(), dropped, read_at: BTreeSet::new() };
    MUTANT.replace(Some(mutant));
    let made = read();
    let read_at = MUTANT.take().map(|mutant| mutant.read_at).unwrap_or_default();
    (made, read_at)
}

#[track_caller]
pub(crate) fn is_dropped(around: &Value, name: &str) -> bool {
    let at = Location::caller();
    let site = (at.file(), at.line(), at.column());
    MUTANT.with_borrow_mut(|mutant| {
        let Some(mutant) = mutant.as_mut().filter(|mutant| mutant.name == name && mutant.around == *around)
        else {
            return false;
        };
        mutant.read_at.insert(site);
        match mutant.dropped {
            Dropped::Nowhere => false,
            Dropped::Everywhere => true,
            Dropped::At(dropped) => dropped == site,
        }
    })
}
