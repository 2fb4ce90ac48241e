//! Ways to pages that are of no place: behind the header's button, and on desktops in the rail.

use super::agenda_form::AGENDA;
use crate::{
    context::{
        kept::use_kept,
        visit::{OpenRecord, use_visit},
    },
    t,
};

/// What leads to a page that is of no place: of whoever is signed in, as far as it is theirs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Sharing,
    History,
    People,
    Agenda,
    Settings,
}

impl Way {
    const ALL: [Self; 5] = [Self::Sharing, Self::History, Self::People, Self::Agenda, Self::Settings];

    /// Those of this visit. What the portal remembers is chosen there: a snapshot is read as it was opened.
    pub fn open() -> impl Iterator<Item = Self> {
        let visit = use_visit();
        let kept = use_kept().is_some();
        let own = visit.record == OpenRecord::Own;
        let (decides, reads) = (own || (visit.decides && !kept), visit.record_is_open());
        Self::ALL.into_iter().filter(move |way| match way {
            Self::Sharing => decides,
            Self::History => own,
            Self::People => own && !kept,
            Self::Agenda => reads && !kept,
            Self::Settings => !kept,
        })
    }

    pub fn address(self) -> &'static str {
        match self {
            Self::Sharing => "/consent",
            Self::History => "/history",
            Self::People => "/people",
            Self::Agenda => AGENDA,
            Self::Settings => "/settings",
        }
    }

    /// `rel`: pages that the server writes are asked of it.
    pub fn rel(self) -> Option<&'static str> {
        matches!(self, Self::Sharing | Self::People | Self::Agenda).then_some("external")
    }

    /// In full.
    pub fn words(self) -> String {
        match self {
            Self::Sharing => t!("home-sharing-decide"),
            Self::History => t!("history-open"),
            Self::People => t!("home-sharing-people"),
            Self::Agenda => t!("menu-agenda"),
            Self::Settings => t!("settings-title"),
        }
    }

    /// In a line of the rail.
    pub fn short(self) -> String {
        match self {
            Self::Sharing => t!("rail-sharing"),
            Self::History => t!("rail-history"),
            Self::People => t!("rail-people"),
            Self::Agenda => t!("menu-agenda"),
            Self::Settings => t!("settings-title"),
        }
    }
}
