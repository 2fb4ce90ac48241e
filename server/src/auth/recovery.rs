//! When does a new way in open anything, and who may be the second person? Pure decisions over what happened.
//!
//! An invitation is printed by one person. What it makes opens nothing until an earlier way in, a second person, or time
//! says so; once an earlier way in objected, two people decide.

use shared::ids::AccountId;
use std::collections::BTreeSet;

/// Where a new way in stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It opens nothing yet.
    Waiting,
    /// Nor now: an earlier way in objected, so two people decide, and no time.
    Stopped,
    Open,
    /// Two people decided that it never opens.
    Refused,
    /// A newer invitation was redeemed.
    Replaced,
}

/// What happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The wait is over.
    Due,
    /// An earlier way in agreed, with a fresh proof.
    OwnerConfirms,
    /// An earlier way in objected, with a fresh proof.
    OwnerStops,
    /// Somebody beside whoever printed the invitation saw person and paper.
    SecondConfirms,
    /// Two people said so, both after it was stopped.
    TwoConfirm,
    TwoRefuse,
    /// Another invitation of the same account was redeemed.
    Again,
}

/// Why the earlier ways in are frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A device is lost or stolen.
    Lost,
    /// Somebody else uses them, and must learn nothing of it.
    Misused,
}

impl Why {
    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Misused => "misused",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Lost, Self::Misused].into_iter().find(|why| why.as_str() == name)
    }
}

/// What the freeze of the earlier ways in leaves to time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frozen {
    /// Lost or stolen, as somebody said beside whoever printed the invitation: two people have acted.
    Lost,
    /// The same, as whoever printed the invitation said, or somebody who could be they.
    LostByPrinter,
    Misused,
}

impl Frozen {
    pub fn of(why: Why, frozen_by: &Party, printed_by: &Party) -> Self {
        match why {
            Why::Misused => Self::Misused,
            Why::Lost if frozen_by.beside(printed_by).is_ok() => Self::Lost,
            Why::Lost => Self::LostByPrinter,
        }
    }
}

impl Stage {
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Stopped, Self::Open, Self::Refused, Self::Replaced];

    /// What follows; `None`: the event has no say here. `frozen`: the earlier ways in are, and decide nothing.
    ///
    /// Frozen, they cannot object: where they are told nothing, or where whoever printed the invitation froze them, time
    /// decides nothing either, or one person would be enough.
    pub fn after(self, event: Event, frozen: Option<Frozen>) -> Option<Self> {
        use Event::*;
        match (self, event) {
            (Self::Waiting, OwnerConfirms | OwnerStops) if frozen.is_some() => None,
            (Self::Waiting, Due) if frozen.is_some_and(|frozen| frozen != Frozen::Lost) => None,
            (Self::Waiting, Due | OwnerConfirms | SecondConfirms | TwoConfirm) => Some(Self::Open),
            (Self::Waiting, OwnerStops) => Some(Self::Stopped),
            (Self::Stopped, TwoConfirm) => Some(Self::Open),
            (Self::Stopped, Due | OwnerConfirms | OwnerStops | SecondConfirms) => None,
            (Self::Waiting | Self::Stopped, TwoRefuse) => Some(Self::Refused),
            (Self::Waiting | Self::Stopped, Again) => Some(Self::Replaced),
            (Self::Open | Self::Refused | Self::Replaced, _) => None,
        }
    }

    /// How a new one begins that replaces another: an objection holds for it, too, or it would be enough to print
    /// another sheet.
    pub fn first(replaced: Option<Self>) -> Self {
        if replaced == Some(Self::Stopped) { Self::Stopped } else { Self::Waiting }
    }
}

/// Somebody who states something that two people decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// One of a facility's staff; `None`: the operator.
    pub account: Option<AccountId>,
    /// Who invited them to the desk, and who invited those, up to the operator: whoever makes staff could be them.
    pub made_by: BTreeSet<AccountId>,
}

/// Why somebody is no second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSecond {
    #[error("the same person cannot be both")]
    Same,
    /// One invited the other to the desk, or the same administrator invited both.
    #[error(
        "one administrator could be both: the operator, or staff whom somebody else invited, must state it"
    )]
    OneMaker,
}

impl Party {
    /// Whether `other` is somebody else, whom nobody controls who also controls this one.
    ///
    /// # Errors
    /// [`NotSecond`]
    pub fn beside(&self, other: &Self) -> Result<(), NotSecond> {
        if self.account == other.account {
            return Err(NotSecond::Same);
        }
        let made = |one: &Self, by: &Self| by.account.is_some_and(|maker| one.made_by.contains(&maker));
        if made(self, other) || made(other, self) || !self.made_by.is_disjoint(&other.made_by) {
            return Err(NotSecond::OneMaker);
        }
        Ok(())
    }

    /// Whether with what others stated before, two people have.
    ///
    /// # Errors
    /// [`NotSecond::Same`]: they stated it before.
    pub fn completes(&self, stated: &[Self]) -> Result<bool, NotSecond> {
        if stated.iter().any(|one| one.account == self.account) {
            return Err(NotSecond::Same);
        }
        Ok(stated.iter().any(|one| self.beside(one).is_ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// Rows: events. Columns in the order of [`Stage::ALL`]; after the strokes the same while the earlier ways in are
    /// frozen: as lost, as lost by whoever printed the invitation, and as misused. s, o, r, p: the stage it comes to; a dot: it has no say.
    #[test]
    fn what_opens_a_new_way_in_and_what_does_not() {
        for (event, expected) in [
            (Event::Due, "o....|o....|.....|....."),
            (Event::OwnerConfirms, "o....|.....|.....|....."),
            (Event::OwnerStops, "s....|.....|.....|....."),
            (Event::SecondConfirms, "o....|o....|o....|o...."),
            (Event::TwoConfirm, "oo...|oo...|oo...|oo..."),
            (Event::TwoRefuse, "rr...|rr...|rr...|rr..."),
            (Event::Again, "pp...|pp...|pp...|pp..."),
        ] {
            let row = |frozen: Option<Frozen>| -> String {
                let letter = |stage: &Stage| match stage.after(event, frozen) {
                    None => '.',
                    Some(Stage::Waiting) => 'w',
                    Some(Stage::Stopped) => 's',
                    Some(Stage::Open) => 'o',
                    Some(Stage::Refused) => 'r',
                    Some(Stage::Replaced) => 'p',
                };
                Stage::ALL.iter().map(letter).collect()
            };
            let rows =
                [None, Some(Frozen::Lost), Some(Frozen::LostByPrinter), Some(Frozen::Misused)].map(row);
            assert_eq!(rows.join("|"), expected, "{event:?}");
        }
        for stage in Stage::ALL {
            let stopped = stage == Stage::Stopped;
            assert_eq!(Stage::first(Some(stage)) == Stage::Stopped, stopped, "{stage:?}");
        }
        assert_eq!(Stage::first(None), Stage::Waiting);
    }

    fn staff(number: u128, made_by: &[u128]) -> Party {
        let id = |number| AccountId(Uuid::from_u128(number));
        Party { account: Some(id(number)), made_by: made_by.iter().map(|number| id(*number)).collect() }
    }

    #[test]
    fn one_administrator_is_never_two_people() {
        let operator = Party::default();
        for (one, other, expected) in [
            (staff(1, &[]), staff(2, &[]), Ok(())),
            (staff(1, &[]), staff(1, &[]), Err(NotSecond::Same)),
            (operator.clone(), operator.clone(), Err(NotSecond::Same)),
            (staff(1, &[9]), operator.clone(), Ok(())),
            (staff(9, &[]), staff(1, &[9]), Err(NotSecond::OneMaker)),
            (staff(1, &[9]), staff(2, &[9]), Err(NotSecond::OneMaker)),
            (staff(1, &[9]), staff(2, &[8]), Ok(())),
            // 9 invited 8, who invited 2: whoever is 9 could be all of them.
            (staff(1, &[9]), staff(2, &[8, 9]), Err(NotSecond::OneMaker)),
        ] {
            assert_eq!(one.beside(&other), expected, "{one:?} {other:?}");
            assert_eq!(other.beside(&one), expected, "either way round");
        }
    }

    #[test]
    fn who_printed_and_who_froze_must_be_two_people() {
        let operator = Party::default();
        for (printed_by, frozen_by, expected) in [
            (staff(1, &[]), staff(2, &[]), Frozen::Lost),
            (staff(1, &[]), staff(1, &[]), Frozen::LostByPrinter),
            (staff(1, &[9]), staff(9, &[]), Frozen::LostByPrinter),
            (staff(1, &[9]), staff(2, &[9]), Frozen::LostByPrinter),
            (staff(1, &[]), operator.clone(), Frozen::Lost),
            (operator.clone(), staff(1, &[]), Frozen::Lost),
            (operator.clone(), operator, Frozen::LostByPrinter),
        ] {
            assert_eq!(Frozen::of(Why::Lost, &frozen_by, &printed_by), expected);
            assert_eq!(Frozen::of(Why::Misused, &frozen_by, &printed_by), Frozen::Misused);
        }
    }

    #[test]
    fn two_are_two_and_the_same_one_twice_is_none() {
        let (one, two, sham) = (staff(1, &[]), staff(2, &[]), staff(3, &[1]));
        assert_eq!(one.completes(&[]), Ok(false));
        assert_eq!(one.completes(std::slice::from_ref(&one)), Err(NotSecond::Same));
        assert_eq!(sham.completes(std::slice::from_ref(&one)), Ok(false), "noted, and not yet two");
        assert_eq!(two.completes(&[one, sham]), Ok(true));
    }
}
