//! The types of resource that the store keeps as items of their own.

use super::{Entry, ItemKind};
use crate::{
    category::Category,
    element::{issues::Issues, node::Node, reference::References},
    record::{
        fate::{KnownExtension, Table},
        origin::Receipt,
        requirements::Strictness,
    },
    source::Source,
};

/// What a kind states about the resources that it is read from.
pub(crate) struct Stored {
    /// FHIR's type, and the name in the store.
    pub(crate) name: &'static str,
    /// The kind that it is read as.
    pub(crate) kind: &'static str,
    /// Types that are read only as a part of it.
    pub(crate) also: &'static [&'static str],
    /// FHIR's type of what the person says of themself, where it is another one.
    pub(crate) of_the_person: Option<&'static str>,
    /// Reads one; nothing, with the reasons among the issues, where it cannot be read.
    pub(crate) read: fn(&Node<'_>, &Receipt, &References<'_>, &mut Issues) -> Option<Entry>,
    /// What becomes of its elements.
    pub(crate) fates: &'static [&'static [Table]],
    /// What becomes of the extensions of them.
    pub(crate) extensions: &'static [&'static [KnownExtension]],
    /// Each of its elements that says a time, and of what: of what has been, a later date is warned of.
    pub(crate) times: &'static [(&'static str, Time)],
    /// What the specification requires beside what every resource has.
    pub(crate) check: fn(&Node<'_>, Strictness, &mut Issues),
    /// The element that says what it is about.
    pub(crate) code: &'static str,
    /// The element that says whom it is about.
    pub(crate) subject: &'static str,
    /// The kinds of information that one may be of which cannot be read.
    pub(crate) may_be: &'static [Category],
    /// Whether it is registered by itself.
    pub(crate) is_registrable: bool,
    /// Whether a sender transmits the whole current list each time.
    pub(crate) is_listed: bool,
    /// Whether its reader asks for the fates of its elements by itself: drafts of it are read elsewhere, too.
    pub(crate) weighs_itself: bool,
    /// Whether one under the same identifier is another one where it was made at another time.
    pub(crate) has_occasions: bool,
}

/// What is said of resources that are not read.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) also: &'static [&'static str],
    pub(crate) may_be: &'static [Category],
}

impl Named {
    pub(crate) const fn of(stored: &Stored) -> Self {
        Self { name: stored.name, kind: stored.kind, also: stored.also, may_be: stored.may_be }
    }
}

/// When a time that is said can lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// No later than the day on which one hears of it.
    Past,
    MayCome,
}

/// Builds the types that are stored, from what each kind states.
macro_rules! stored {
    ($($name:ident in $folder:ident;)*) => {
        /// A type of resource that the store keeps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ItemKind {
            $($name,)*
        }

        impl ItemKind {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub(crate) fn stored(self) -> &'static Stored {
                match self { $(Self::$name => &$folder::STORED,)* }
            }

            /// What the program in a browser asks for, too: by itself, so that no reader comes along.
            pub(crate) fn named(self) -> Named {
                match self { $(Self::$name => const { Named::of(&$folder::STORED) },)* }
            }
        }
    };
}

impl ItemKind {
    /// The name in the store and in FHIR (a document's is `Document`).
    pub fn as_str(self) -> &'static str {
        self.named().name
    }

    /// The kind that reads resources of this type of FHIR, by themselves or as a part.
    pub(crate) fn that_reads(name: &str) -> Option<Self> {
        let reads = |kind: &Self| kind.as_str() == name || kind.stored().also.contains(&name);
        Self::ALL.iter().copied().find(reads)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// The kind that a resource of this type is stored as, from this source.
    pub(crate) fn of_resource(name: &str, source: &Source) -> Option<Self> {
        let mut own = Self::ALL.iter().copied().filter(|kind| kind.is_own(name, source));
        Self::from_name(name).or_else(|| own.next())
    }

    /// Whether a resource of this type is what the person says of themself.
    pub(crate) fn is_own(self, name: &str, source: &Source) -> bool {
        *source == Source::Person && self.stored().of_the_person == Some(name)
    }

    /// Those that are registered by themselves.
    pub(crate) fn registrable() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| kind.stored().is_registrable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Names by which FHIR calls a time, and the ends of others.
    const TIMES: [&str; 5] = ["date", "recorded", "issued", "lastOccurrence", "period"];
    const ENDS: [&str; 5] = ["DateTime", "Instant", "Date", "Period", "On"];

    /// A kind that is added says of each of its times whether it can lie ahead: otherwise a vaccination of 2030 is taken
    /// without a word.
    #[wasm_bindgen_test(unsupported = test)]
    fn every_kind_says_which_of_its_times_may_come() {
        let is_time = |name: &str| {
            TIMES.contains(&name)
                || ENDS.iter().any(|end| name.ends_with(end) && name != format!("based{end}"))
        };
        let mut asked = 0;
        for kind in ItemKind::ALL {
            let stored = kind.stored();
            for table in stored.fates.iter().flat_map(|tables| tables.iter()) {
                let (of, within) = table.of.split_once('.').unwrap_or((table.of, ""));
                if of != stored.name && !stored.also.contains(&of) {
                    continue;
                }
                for (name, ..) in table.elements.iter().filter(|(name, ..)| is_time(name)) {
                    let path = format!("{within}.{name}");
                    let path = path.trim_start_matches('.');
                    let says = |said: &str| said == path || said.strip_suffix(".start") == Some(path);
                    assert!(
                        stored.times.iter().any(|(said, _)| says(said)),
                        "{} says not when {path} lies",
                        table.of
                    );
                    asked += 1;
                }
            }
        }
        assert!(asked > 20, "only {asked} times were asked for");
    }
}
