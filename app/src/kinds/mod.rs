//! One folder per kind of entry: its card on a page, its row on the doctor's page, its line inside a document, and its
//! words. The pages are loops over [`KINDS`].

pub mod allergy;
pub mod diagnosis;
pub mod document;
pub mod elsewhere;
pub mod entry;
pub mod fact;
pub mod immunization;
pub mod line;
mod newest;
pub mod none_known;
pub mod observation;
pub mod prescription;
pub mod procedure;
#[cfg(feature = "ssr")]
pub mod row;
pub mod unreadable;

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use row::{ForCare, Part};
use shared::record::{Entry, Facility, News, RecordView};

/// What pages ask of a kind. None of it has a default: a kind says of each that it shows nothing there.
pub struct Kind {
    /// Its name in `shared`, and in the key of what one is called that could not be read.
    pub name: &'static str,
    /// Its sections of `/record`.
    pub sections: fn(&RecordView) -> Vec<Section>,
    /// Its parts of the doctor's page.
    #[cfg(feature = "ssr")]
    pub parts: fn(&ForCare<'_>) -> Vec<Part>,
    /// Where home leads when some arrived. Without it they are among the others.
    pub news: &'static [NewsLink],
}

macro_rules! kinds {
    ($($kind:ident in $folder:ident;)*) => {
        /// Every kind, in the order in which they matter on a page.
        pub static KINDS: [Kind; [$(stringify!($kind)),*].len()] = [$($folder::KIND),*];

        /// One entry inside a document, in words.
        pub fn line_of(entry: &Entry, facilities: &[Facility]) -> AnyView {
            match entry { $(Entry::$kind(one) => $folder::line(one, facilities).into_any(),)* }
        }
    };
}

kinds! {
    Allergy in allergy;
    Diagnosis in diagnosis;
    NoneKnown in none_known;
    Prescription in prescription;
    Observation in observation;
    Procedure in procedure;
    Immunization in immunization;
    Document in document;
    Unreadable in unreadable;
}

/// A section of `/record`.
pub struct Section {
    pub id: &'static str,
    pub title: String,
    /// `None`: there is nothing to say.
    pub body: Option<AnyView>,
}

/// Some news on home: where it leads, and the key of what it says.
pub struct NewsLink {
    pub of: News,
    pub address: &'static str,
    pub words: &'static str,
}

const OTHERS: NewsLink = NewsLink { of: News::Others, address: "/record", words: "news-others" };

/// The link of some news.
pub fn news_link(news: News) -> &'static NewsLink {
    KINDS.iter().flat_map(|kind| kind.news).find(|link| link.of == news).unwrap_or(&OTHERS)
}
