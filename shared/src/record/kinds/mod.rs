//! The kinds of entry in a record, a folder for each: the typed fact, its reader, what is required of it, what becomes of
//! its elements, and what follows from its kind ([`RecordKind`]). docs/adding-a-kind.md says how to add one.

pub mod allergy;
pub mod diagnosis;
pub mod document;
pub mod immunization;
pub mod none_known;
pub mod observation;
pub mod prescription;
pub mod procedure;
#[macro_use]
mod stored;
pub mod unreadable;

pub(crate) use stored::{Named, Stored, Time};

use super::{Facility, Origin, Person};
use crate::{
    category::{Categories, Category},
    coding::Coding,
    time::Moment,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a record asks of an entry, whatever its kind.
///
/// What a kind does not say hides its entries: without a category they are shown to nobody, without a window they are
/// passed on to no facility, without news no page says that they arrived.
pub trait RecordKind: OfKind {
    /// What it is called, as written; nothing where it is no line of a list (what could not be read).
    fn title(&self) -> Option<&str>;

    /// The date that it is told with.
    fn date(&self) -> Option<&Moment>;

    /// Whether that date may lie ahead of the day on which it arrives, as of something planned. Of everything else such
    /// a date is wrong: nothing of it had been yet.
    fn may_come(&self) -> bool;

    /// Whether its date is wrong because it lies behind the day after it arrived.
    fn is_from_the_future(&self) -> bool {
        let latest = self.origin().registered_on().succ_opt();
        let lies_behind = |at: &Moment| latest.is_some_and(|latest| at.first_day() > latest);
        !self.may_come() && self.date().is_some_and(lies_behind)
    }

    /// The date by which the newest comes first: what had not been yet when it came is not the newest.
    fn order(&self) -> Option<&Moment> {
        self.date().filter(|_| !self.is_from_the_future())
    }

    /// The kinds of information that it is of: only who may see all of them sees it.
    fn categories(&self) -> Categories {
        Categories::NONE
    }

    /// Whether it is one of the entries that are counted by the kind of information.
    fn counts(&self) -> bool {
        true
    }

    /// Whether it is told at all: a mistake of its sender is not.
    fn is_told(&self, today: NaiveDate) -> bool;

    /// Leaves out what it carries and is not told.
    fn leave_out_untold(&mut self, _today: NaiveDate) {}

    /// How long it is passed on to facilities.
    fn window(&self) -> Window {
        Window::Nobody
    }

    /// As what home says that it arrived.
    fn news(&self) -> Option<News> {
        None
    }

    /// By what another entry is known to be about the same; nothing where it is about nothing that can be kept back.
    fn subject(&self) -> Option<Subject<'_>>;
}

/// What writes an entry as FHIR. Not asked of a [`RecordKind`], so that the program in a browser, which writes none, has
/// neither the writers nor the readers that they are held against.
pub trait AsResource {
    /// The resource of its kind without what says where it comes from; nothing where its kind is not written. Whether it
    /// is read as the same entry, [`super::write()`] asks.
    fn resource(&self) -> Option<Value>;
}

/// How long an entry is passed on to facilities ([`crate::retention`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// To nobody: its kind has not said how long.
    Nobody,
    /// As long as it is kept.
    Always,
    /// Five years from its registration; longer where its sender says so.
    FiveYears,
    /// One year, or the last three of each test.
    Results,
    /// A hundred days, or what each facility prescribed on its last three days of prescribing.
    Prescriptions,
}

/// As what home says that something arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum News {
    Contraindications,
    Medicines,
    Results,
    Documents,
    Diagnoses,
    /// Diagnoses that are only suspected.
    Suspected,
    Allergies,
    Infections,
    /// Procedures, immunizations, and statements that none is known.
    Others,
    Unreadable,
}

/// What the list of kinds below gives each of them: of which kind it is, and where it comes from.
pub trait OfKind {
    fn typed(&self) -> EntryRef<'_>;
    fn origin(&self) -> &Origin;
    fn origin_mut(&mut self) -> &mut Origin;
}

/// What an entry is about: entries of one sort that share the name or a code are about the same.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    pub sort: &'static str,
    pub name: &'a str,
    pub codes: Vec<&'a Coding>,
}

/// Builds what knows of every kind: the entry, the record with its lists, and the loops over them.
macro_rules! kinds {
    ($($(#[$attribute:meta])* $list:ident: $kind:ident in $folder:ident;)*) => {
        /// One entry of a record, of whatever kind.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Entry {
            $($kind(Box<$folder::$kind>),)*
        }

        impl Entry {
            pub fn kind(&self) -> &dyn RecordKind {
                match self { $(Self::$kind(one) => one.as_ref(),)* }
            }

            pub fn kind_mut(&mut self) -> &mut dyn RecordKind {
                match self { $(Self::$kind(one) => one.as_mut(),)* }
            }
        }

        /// One entry by reference, of the kind that it is.
        #[derive(Clone, Copy, Debug)]
        pub enum EntryRef<'a> {
            $($kind(&'a $folder::$kind),)*
        }

        impl AsResource for Entry {
            fn resource(&self) -> Option<Value> {
                match self { $(Self::$kind(one) => one.resource(),)* }
            }
        }

        impl EntryRef<'_> {
            /// The same entry by value.
            pub fn to_entry(self) -> Entry {
                match self { $(Self::$kind(one) => one.clone().into(),)* }
            }
        }

        $(impl OfKind for $folder::$kind {
            fn typed(&self) -> EntryRef<'_> {
                EntryRef::$kind(self)
            }

            fn origin(&self) -> &Origin {
                &self.origin
            }

            fn origin_mut(&mut self) -> &mut Origin {
                &mut self.origin
            }
        })*

        $(impl From<$folder::$kind> for Entry {
            fn from(one: $folder::$kind) -> Self {
                Self::$kind(Box::new(one))
            }
        })*

        /// Everything one viewer may see of one person, in a list for each kind; the newest first in each.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Record {
            pub person: Person,
            /// The facilities that something visible came from, by code.
            pub facilities: Vec<Facility>,
            $($(#[$attribute])* pub $list: Vec<$folder::$kind>,)*
        }

        impl Record {
            /// A record with nothing in it.
            pub fn empty(person: Person) -> Self {
                Self { person, facilities: Vec::new(), $($list: Vec::new(),)* }
            }

            /// Puts an entry into the list of its kind.
            pub fn add(&mut self, entry: Entry) {
                match entry { $(Entry::$kind(one) => self.$list.push(*one),)* }
            }

            /// Every entry, list by list.
            pub fn entries(&self) -> impl Iterator<Item = &dyn RecordKind> {
                std::iter::empty()$(.chain(self.$list.iter().map(|one| one as &dyn RecordKind)))*
            }

            pub(super) fn entries_mut(&mut self) -> impl Iterator<Item = &mut dyn RecordKind> {
                std::iter::empty()$(.chain(self.$list.iter_mut().map(|one| one as &mut dyn RecordKind)))*
            }

            /// Leaves the entries that pass.
            pub(crate) fn retain(&mut self, mut keep: impl FnMut(&dyn RecordKind) -> bool) {
                $(self.$list.retain(|one| keep(one));)*
            }

            /// Sorts each list.
            pub(super) fn sort(&mut self, by: impl Fn(&dyn RecordKind, &dyn RecordKind) -> std::cmp::Ordering) {
                $(self.$list.sort_by(|a, b| by(a, b));)*
            }
        }
    };
}

kinds! {
    /// 傷病名, as facilities registered them (those inside documents stay there).
    diagnoses: Diagnosis in diagnosis;
    /// アレルギー and 薬剤禁忌 ([`is_contraindication`](allergy::Allergy::is_contraindication) tells them apart).
    allergies: Allergy in allergy;
    /// 「なし」の登録, of allergies and of diagnoses: entries of none of these lists.
    #[serde(default)]
    none_known: NoneKnown in none_known;
    /// 検査 and 感染症 ([`kind`](observation::Observation::kind) tells them apart).
    observations: Observation in observation;
    /// 処方, from documents and collections.
    prescriptions: Prescription in prescription;
    procedures: Procedure in procedure;
    immunizations: Immunization in immunization;
    documents: Document in document;
    /// What was received and could not be read: shown as such, never dropped.
    unreadable: Unreadable in unreadable;
}

stored! {
    AllergyIntolerance in allergy;
    Condition in diagnosis;
    Observation in observation;
    MedicationRequest in prescription;
    Procedure in procedure;
    Immunization in immunization;
    Document in document;
}

impl dyn RecordKind + '_ {
    /// Whether who sees these kinds of information sees it.
    pub fn is_shown_with(&self, shown: Categories) -> bool {
        let own = self.categories();
        !own.is_empty() && own.missing().or(shown).is_all()
    }

    /// The kind of information under which it is listed; nothing where it is no line.
    pub fn listed_under(&self) -> Option<Category> {
        self.title().and(self.categories().iter().next())
    }
}
