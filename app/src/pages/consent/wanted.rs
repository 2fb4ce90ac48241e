//! What the form of three steps says beside to whom: which kinds, and until when. Addresses say it as the form does.

use chrono::{Months, NaiveDate};
use shared::{
    category::{Categories, Category},
    consent::{Board, Rule, Subject, Subjects, SubjectsChange, Term},
    set::Member as _,
};

/// How much is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// All but the kinds that ask for a consent of their own.
    Ordinary,
    Everything,
    /// These and no others.
    Kinds(Categories),
}

/// How long what is newly shown is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// For twenty-four hours.
    Today,
    Month,
    Year,
    Ended,
    HomeCare,
    Days {
        from: NaiveDate,
        until: NaiveDate,
    },
}

/// What a form says that cannot be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Single kinds were ticked, and something else was chosen.
    What,
    /// Days that are missing, or end before they begin.
    Days,
    /// A subject that is none here.
    Subject,
}

/// Where a form says which kinds were ticked before anybody touched it.
pub const TICKED_BEFORE: &str = "ticked";

/// Where a form says which subjects were ticked before anybody touched it.
pub const SUBJECTS_BEFORE: &str = "subjects";

/// Beginning of the names of fields that keep a subject back.
const KEEP: &str = "keep-";

/// The name of a subject's field.
pub fn subject_field(subject: Subject) -> String {
    format!("{KEEP}{}", subject.as_str())
}

/// The subjects that were ticked or unticked in a form; what nobody touched stays as it is, towards whomever the form was
/// drawn for.
///
/// # Errors
/// [`Unclear::Subject`]: what was ticked before anybody touched it is no list of subjects.
pub fn subjects_changed(get: impl Fn(&str) -> Option<String>) -> Result<SubjectsChange, Unclear> {
    let before = Subjects::parse(&get(SUBJECTS_BEFORE).unwrap_or_default()).map_err(|_| Unclear::Subject)?;
    let ticked: Subjects = Subjects::ALL.iter().filter(|one| get(&subject_field(*one)).is_some()).collect();
    Ok(SubjectsChange::between(before, ticked))
}

/// Whether a field of a form is that of a subject which is none here: nobody may believe that it is kept back.
pub fn is_an_unknown_subject(field: &str) -> bool {
    field.strip_prefix(KEEP).is_some_and(|name| Subject::from_name(name).is_none())
}

impl What {
    pub fn kinds(self) -> Categories {
        match self {
            Self::Ordinary => Category::with_own_consent().missing(),
            Self::Everything => Categories::ALL,
            Self::Kinds(kinds) => kinds,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Everything => "everything",
            Self::Kinds(_) => "kinds",
        }
    }

    /// Of these kinds; `None`: something else is written there. A form without it is one of kinds alone.
    pub fn named(name: Option<&str>, kinds: Categories) -> Option<Self> {
        match name {
            Some("ordinary") => Some(Self::Ordinary),
            Some("everything") => Some(Self::Everything),
            Some("kinds") | None => Some(Self::Kinds(kinds)),
            Some(_) => None,
        }
    }

    /// The same kinds in the fewest words.
    pub fn of(kinds: Categories) -> Self {
        let named = [Self::Ordinary, Self::Everything].into_iter().find(|one| one.kinds() == kinds);
        named.unwrap_or(Self::Kinds(kinds))
    }

    /// # Errors
    /// [`Unclear::What`], so that nobody is shown more than the kinds that were ticked.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, Unclear> {
        let ticked: Categories =
            Category::ALL.into_iter().filter(|kind| get(kind.as_str()).is_some()).collect();
        let before = get(TICKED_BEFORE).map_or(Ok(Categories::NONE), |kinds| Categories::parse(&kinds));
        match Self::named(get("what").as_deref(), ticked) {
            Some(what @ Self::Kinds(_)) => Ok(what),
            Some(what) if ticked == Categories::NONE || before == Ok(ticked) => Ok(what),
            _ => Err(Unclear::What),
        }
    }
}

impl Until {
    /// The name in a form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Today => "visit",
            Self::Month => "month",
            Self::Year => "year",
            Self::Ended => "standing",
            Self::HomeCare => "home-care",
            Self::Days { .. } => "days",
        }
    }

    /// Days only where they were asked for; nothing is guessed.
    ///
    /// # Errors
    /// [`Unclear::Days`].
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, Unclear> {
        let day = |name: &str| get(name)?.parse::<NaiveDate>().ok();
        match get("term").as_deref() {
            Some("visit") => Ok(Self::Today),
            Some("month") => Ok(Self::Month),
            Some("year") => Ok(Self::Year),
            None | Some("standing") => Ok(Self::Ended),
            Some("home-care") => Ok(Self::HomeCare),
            Some("days") => {
                let days = day("from").zip(day("until")).filter(|(from, until)| from <= until);
                days.map(|(from, until)| Self::Days { from, until }).ok_or(Unclear::Days)
            }
            Some(_) => Err(Unclear::Days),
        }
    }

    pub fn term(self, today: NaiveDate) -> Term {
        let through = |months| {
            let until = today.checked_add_months(Months::new(months)).unwrap_or(today);
            Term::Days { from: today, until }
        };
        match self {
            Self::Today => Term::Visit,
            Self::Month => through(1),
            Self::Year => through(12),
            Self::Ended => Term::Standing,
            Self::HomeCare => Term::HomeCare,
            Self::Days { from, until } => Term::Days { from, until },
        }
    }

    /// For how long something is shown to exactly these facilities now: the longest of it. Where nothing is, a day.
    pub fn of(board: &Board<'_>) -> Self {
        let longest =
            board.mine().filter(|one| matches!(one.terms.rule, Rule::Permit(_))).reduce(|one, other| {
                let is_shorter =
                    one.terms.term.is_shorter_than(one.begun_at, other.terms.term, other.begun_at);
                if is_shorter { other } else { one }
            });
        match longest.map(|one| one.terms.term) {
            None | Some(Term::Visit) => Self::Today,
            Some(Term::HomeCare) => Self::HomeCare,
            Some(Term::Standing) => Self::Ended,
            Some(Term::Days { from, until }) => Self::Days { from, until },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn days_need_both_their_ends() {
        let days = [("term", "days"), ("from", "2026-11-20"), ("until", "2026-11-25")];
        assert!(matches!(Until::read(parts(&days)), Ok(Until::Days { .. })));
        assert_eq!(Until::read(parts(&days[..2])), Err(Unclear::Days));
        let backwards = [("term", "days"), ("from", "2026-11-25"), ("until", "2026-11-20")];
        assert_eq!(Until::read(parts(&backwards)), Err(Unclear::Days));
        assert_eq!(Until::read(parts(&[("term", "2026-11-20/2026-11-25")])), Err(Unclear::Days));
        assert_eq!(Until::read(parts(&[("term", "for ever")])), Err(Unclear::Days));
        assert_eq!(Until::read(parts(&[])), Ok(Until::Ended));
    }

    #[test]
    fn a_month_ends_on_its_day_or_on_its_last() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (until, today, last) in [
            (Until::Month, "2026-11-30", "2026-12-30"),
            (Until::Month, "2027-01-31", "2027-02-28"),
            (Until::Year, "2024-02-29", "2025-02-28"),
        ] {
            let expected = Term::Days { from: day(today), until: day(last) };
            assert_eq!(until.term(day(today)), expected);
        }
        assert_eq!(Until::Today.term(day("2026-11-30")), Term::Visit);
    }

    #[test]
    fn kinds_that_were_ticked_are_not_widened() {
        let ordinary = ("what", "ordinary");
        let tests = ("tests", "on");
        let of_tests = Categories::NONE.with(Category::Tests);
        assert_eq!(What::read(parts(&[ordinary])), Ok(What::Ordinary));
        assert_eq!(What::read(parts(&[("what", "kinds"), tests])), Ok(What::Kinds(of_tests)));
        assert_eq!(What::read(parts(&[tests])), Ok(What::Kinds(of_tests)));
        // Ticked by somebody who then left "everything" chosen.
        assert_eq!(What::read(parts(&[ordinary, tests])), Err(Unclear::What));
        assert_eq!(What::read(parts(&[ordinary, tests, (TICKED_BEFORE, "medicines")])), Err(Unclear::What));
        // As the page had it.
        assert_eq!(What::read(parts(&[ordinary, tests, (TICKED_BEFORE, "tests")])), Ok(What::Ordinary));
        assert_eq!(What::read(parts(&[("what", "all")])), Err(Unclear::What));
    }

    #[test]
    fn a_subject_that_nobody_touched_stays_as_it_is() {
        let keep = |one: Subject| SubjectsChange { keep: one.into(), ..SubjectsChange::default() };
        let psychiatry = ("keep-psychiatry", "on");
        assert_eq!(subjects_changed(parts(&[psychiatry])), Ok(keep(Subject::Psychiatry)));
        assert_eq!(
            subjects_changed(parts(&[psychiatry, (SUBJECTS_BEFORE, "")])),
            Ok(keep(Subject::Psychiatry))
        );
        let drawn = (SUBJECTS_BEFORE, "psychiatry");
        assert_eq!(subjects_changed(parts(&[psychiatry, drawn])), Ok(SubjectsChange::default()));
        let open = SubjectsChange { open: Subject::Psychiatry.into(), ..SubjectsChange::default() };
        assert_eq!(subjects_changed(parts(&[drawn])), Ok(open));
        assert_eq!(subjects_changed(parts(&[])), Ok(SubjectsChange::default()));
        assert_eq!(subjects_changed(parts(&[(SUBJECTS_BEFORE, "surgery")])), Err(Unclear::Subject));
        for (field, unknown) in [("keep-psychiatry", false), ("keep-surgery", true), ("tests", false)] {
            assert_eq!(is_an_unknown_subject(field), unknown, "{field}");
        }
    }

    #[test]
    fn the_fewest_words_say_the_same_kinds() {
        for what in [What::Ordinary, What::Everything, What::Kinds(Categories::NONE)] {
            assert_eq!(What::of(what.kinds()), what);
        }
    }
}
