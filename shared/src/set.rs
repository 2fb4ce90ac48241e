//! Sets of a few named things (kinds of information, actions, roles), as small as a number. Unlike a list they have
//! one order and no doubles; unlike a hash set they are copied and compared like a number.

use serde::{Deserialize, Serialize};
use std::{fmt, marker::PhantomData};

/// A thing of which a [`Set`] can hold each once.
pub trait Member: Copy + Eq + fmt::Debug + 'static {
    /// Each, in the order in which a set names them; its place is `self as u32` (31 at most).
    const EACH: &'static [Self];
    /// For the error: what was expected.
    const WHAT: &'static str;

    /// The name in the database and in forms: it stays, whatever the variant is called.
    fn as_str(self) -> &'static str;
    /// Where it stands in [`Self::EACH`].
    fn place(self) -> u32;

    fn from_name(name: &str) -> Option<Self> {
        Self::EACH.iter().copied().find(|member| member.as_str() == name)
    }

    /// # Errors
    /// [`Unknown`]: nothing is guessed, so that a garbled row never opens anything.
    fn read(name: &str) -> Result<Self, Unknown> {
        Self::from_name(name).ok_or_else(|| Unknown { expected: Self::WHAT, found: name.to_owned() })
    }
}

/// A set of members, as one number.
#[derive(Serialize, Deserialize)]
#[serde(
    from = "Vec<M>",
    into = "Vec<M>",
    bound(serialize = "M: Member + Serialize", deserialize = "M: Member + Deserialize<'de>")
)]
pub struct Set<M: Member>(u32, PhantomData<M>);

/// A name that is no member's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{expected} expected, found {found:?}")]
pub struct Unknown {
    pub expected: &'static str,
    pub found: String,
}

impl<M: Member> Set<M> {
    pub const NONE: Self = Self(0, PhantomData);
    pub const ALL: Self = Self((1 << M::EACH.len()) - 1, PhantomData);

    pub fn contains(self, member: M) -> bool {
        self.0 & (1 << member.place()) != 0
    }

    pub fn with(self, member: M) -> Self {
        Self(self.0 | (1 << member.place()), PhantomData)
    }

    pub fn without(self, member: M) -> Self {
        Self(self.0 & !(1 << member.place()), PhantomData)
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0, PhantomData)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0, PhantomData)
    }

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub fn is_all(self) -> bool {
        self == Self::ALL
    }

    /// In the order of [`Member::EACH`].
    pub fn iter(self) -> impl Iterator<Item = M> {
        M::EACH.iter().copied().filter(move |member| self.contains(*member))
    }

    /// Those that are not in here.
    pub fn missing(self) -> Self {
        Self(Self::ALL.0 & !self.0, PhantomData)
    }

    /// Parses names with spaces between them, as [`fmt::Display`] writes them.
    ///
    /// # Errors
    /// [`Unknown`], with the first name that is no member's.
    pub fn parse(names: &str) -> Result<Self, Unknown> {
        names.split_whitespace().map(M::read).collect()
    }
}

// Derived, these would ask the same of `M`, of which a set holds none.
impl<M: Member> Copy for Set<M> {}

impl<M: Member> Clone for Set<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: Member> PartialEq for Set<M> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<M: Member> Eq for Set<M> {}

impl<M: Member> std::hash::Hash for Set<M> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<M: Member> Default for Set<M> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<M: Member> From<M> for Set<M> {
    fn from(member: M) -> Self {
        Self::NONE.with(member)
    }
}

impl<M: Member> FromIterator<M> for Set<M> {
    fn from_iter<I: IntoIterator<Item = M>>(members: I) -> Self {
        members.into_iter().fold(Self::NONE, Self::with)
    }
}

impl<M: Member> From<Vec<M>> for Set<M> {
    fn from(members: Vec<M>) -> Self {
        members.into_iter().collect()
    }
}

impl<M: Member> From<Set<M>> for Vec<M> {
    fn from(set: Set<M>) -> Self {
        set.iter().collect()
    }
}

impl<M: Member> fmt::Display for Set<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, member) in self.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{}", member.as_str())?;
        }
        Ok(())
    }
}

impl<M: Member> fmt::Debug for Set<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
