//! `/agenda`: what somebody wants to ask at the next visit, to be read there or printed. Plain HTML, the same with and
//! without scripts.

use crate::{
    components::{
        agenda_form::AgendaForm,
        as_sent::as_sent,
        form::{PostForm, WrittenFor},
    },
    context::visit::{OpenRecord, Visit},
    format, plain, t,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    agenda::{LONGEST, MOST},
    time::tokyo_day,
};

pub use crate::components::agenda_form::AGENDA as PAGE;

/// Something to ask.
#[derive(Clone, Debug)]
pub struct Point {
    pub id: String,
    pub words: String,
    pub kept_at: DateTime<Utc>,
    pub asked_at: Option<DateTime<Utc>>,
}

/// What stands on the page.
pub struct AgendaPage {
    /// The person's whose record it is about.
    pub name: String,
    /// In the order in which they were kept.
    pub points: Vec<Point>,
    pub said: Option<Said>,
    /// What was typed and not kept.
    pub typed: String,
}

/// What became of the last form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Kept,
    Asked,
    Open,
    Deleted,
    Empty,
    /// So many characters.
    TooLong(usize),
    NotText,
    /// As many as there may be are there.
    Full,
}

impl Said {
    const DONE: [Self; 4] = [Self::Kept, Self::Asked, Self::Open, Self::Deleted];

    /// What is said once a form was carried out, by its name in the address.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::DONE.into_iter().find(|one| one.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Asked => "asked",
            Self::Open => "open",
            Self::Deleted => "deleted",
            Self::Empty | Self::TooLong(_) | Self::NotText | Self::Full => "",
        }
    }

    fn words(self) -> String {
        match self {
            Self::Kept => t!("agenda-said-kept"),
            Self::Asked => t!("agenda-said-asked"),
            Self::Open => t!("agenda-said-open"),
            Self::Deleted => t!("agenda-said-deleted"),
            Self::Empty => t!("agenda-said-empty"),
            Self::TooLong(found) => t!("agenda-said-too-long", most = LONGEST as i64, found = found as i64),
            Self::NotText => t!("agenda-said-not-text"),
            Self::Full => t!("agenda-said-full", most = MOST),
        }
    }
}

/// The whole document.
pub fn agenda_page(visit: &Visit, stylesheets: Vec<String>, page: AgendaPage) -> String {
    plain::speaking(visit, || {
        let tab = format!("{} · {}", t!("agenda-title"), t!("app-name"));
        let inside = plain::framed(Some("/"), inside(visit.record == OpenRecord::Others, page));
        plain::document(visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

fn inside(of_others: bool, AgendaPage { name, points, said, typed }: AgendaPage) -> impl IntoView {
    let (asked, open): (Vec<Point>, Vec<Point>) = points.into_iter().partition(|one| one.asked_at.is_some());
    let who_sees = if of_others { t!("agenda-who-sees-others") } else { t!("agenda-who-sees") };
    view! {
        <p class="back screen-only"><a href="/">{t!("agenda-back")}</a></p>
        <h1>{t!("agenda-title")}</h1>
        <p class="card-title">{as_sent(t!("agenda-whose", name = name))}</p>
        {said.map(notice)}
        <p class="muted screen-only">{who_sees}</p>
        {to_ask(open)}
        <AgendaForm
            label=t!("agenda-form")
            hint=t!("agenda-form-hint")
            action=t!("agenda-keep")
            begun=typed
        />
        {(!asked.is_empty()).then(|| were_asked(asked))}
    }
}

fn to_ask(open: Vec<Point>) -> impl IntoView {
    if open.is_empty() {
        return view! { <p class="empty">{t!("agenda-none")}</p> }.into_any();
    }
    let points = open.into_iter().map(|one| {
        let kept = t!("agenda-kept-on", date = format::date(tokyo_day(one.kept_at)));
        view! {
            <li class="card">
                <p class="agenda-words prose">{as_sent(one.words.clone())}</p>
                <p class="muted">{kept}</p>
                {button(&one, "asked", "button button-secondary", t!("agenda-asked"))}
            </li>
        }
    });
    view! { <ol class="card-list agenda">{points.collect_view()}</ol> }.into_any()
}

fn were_asked(asked: Vec<Point>) -> impl IntoView {
    let count = asked.len() as i64;
    let points = asked.into_iter().rev().map(|one| {
        let on = one.asked_at.map(|at| t!("agenda-asked-on", date = format::date(tokyo_day(at))));
        view! {
            <li class="card">
                <p class="agenda-words prose">{as_sent(one.words.clone())}</p>
                <p class="muted">{on}</p>
                <div class="cluster">
                    {button(&one, "open", "button button-secondary", t!("agenda-open-again"))}
                    {button(&one, "delete", "button button-quiet", t!("agenda-delete"))}
                </div>
            </li>
        }
    });
    view! {
        <details class="details screen-only">
            <summary>{t!("agenda-asked-list", count = count)}</summary>
            <ul class="card-list">{points.collect_view()}</ul>
        </details>
    }
}

/// A button that says beside its words, for who does not see them together, of which point it is.
fn button(point: &Point, change: &'static str, class: &'static str, words: String) -> impl IntoView + use<> {
    let of = t!("agenda-of", what = point.words.clone());
    view! {
        <PostForm class="screen-only" action=format!("{PAGE}/{}", point.id)>
            <input type="hidden" name="change" value=change/>
            <WrittenFor/>
            <button class=class type="submit">{words}<span class="visually-hidden">{as_sent(of)}</span></button>
        </PostForm>
    }
}

fn notice(said: Said) -> impl IntoView {
    let (class, role) = match Said::DONE.contains(&said) {
        true => ("notice screen-only", "status"),
        false => ("notice notice-caution screen-only", "alert"),
    };
    view! { <p class=class role=role>{said.words()}</p> }
}
