//! The menu of every page of somebody who is signed in: what is theirs to decide, the portal's settings, and the way out.

use super::{form::PostForm, language_form::LanguageForm, text_size_form::TextSizeForm};
use crate::{
    context::{
        kept::use_kept,
        visit::{OpenRecord, use_visit},
    },
    t,
};
use leptos::prelude::*;

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
            Self::Agenda => "/agenda",
            Self::Settings => "/settings",
        }
    }

    /// `rel`: pages that the server writes are asked of it.
    pub fn rel(self) -> Option<&'static str> {
        matches!(self, Self::Sharing | Self::People | Self::Agenda).then_some("external")
    }

    fn words(self) -> String {
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

/// Behind one button, without scripts, too.
#[component]
pub fn Menu() -> impl IntoView {
    let kept = use_kept().is_some();
    let ways = Way::open().map(|way| {
        view! { <li><a href=way.address() rel=way.rel()>{way.words()}</a></li> }
    });
    view! {
        <details class="menu screen-only">
            <summary class="button button-quiet">{t!("menu")}</summary>
            <div class="menu-body">
                <ul class="link-list">
                    {ways.collect_view()}
                    <li><a href="/glossary">{t!("home-questions-words")}</a></li>
                </ul>
                {(!kept).then(|| view! { <TextSizeForm/> <LanguageForm/> <SignOutForm/> })}
            </div>
        </details>
    }
}

#[component]
fn SignOutForm() -> impl IntoView {
    view! {
        <PostForm action="/signout">
            <button class="button button-quiet" type="submit">{t!("sign-out")}</button>
        </PostForm>
    }
}
