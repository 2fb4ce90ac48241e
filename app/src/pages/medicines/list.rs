use super::{by_clinic, by_period, content::Medicines, day::plan};
use crate::{
    components::{
        empty::Empty, findings::FindingList, frame::checked_page, own_link::OwnLink, term::TermHeading,
    },
    context::{checked::Checked, kept::use_kept, knowledge::check_is_on, record::Page},
    kinds::unreadable::UnreadableItems,
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{category::Category, medication::Taking, record::Facility};

/// Ways to look at the same medicines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Day,
    Clinic,
    Period,
}

impl View {
    /// By the address, so that it needs no script.
    fn asked() -> Self {
        match use_query_map().read_untracked().get("by").as_deref() {
            Some("clinic") => Self::Clinic,
            Some("period") => Self::Period,
            _ => Self::Day,
        }
    }

    fn tabs(self) -> impl IntoView {
        let tabs = [
            (Self::Day, "/medicines", t!("medicines-by-day")),
            (Self::Clinic, "/medicines?by=clinic", t!("medicines-by-clinic")),
            (Self::Period, "/medicines?by=period", t!("medicines-by-period")),
        ];
        let tabs = tabs.map(|(view, address, words)| {
            view! { <a href=address rel="external" aria-current=(view == self).then_some("page")>{words}</a> }
        });
        view! { <nav class="tabs screen-only" aria-label=t!("medicines-by")>{tabs.into_iter().collect_view()}</nav> }
    }
}

/// `/medicines`: what to show when a pharmacist asks "what else do you take?".
#[component]
pub fn MedicinesPage() -> impl IntoView {
    checked_page(
        |_| t!("medicines-title"),
        Checked::of,
        |view, checked| Ok(Medicines::of(view, checked)),
        medicines,
    )
}

fn medicines(page: Page<Medicines>) -> impl IntoView {
    let Page { as_of, facilities, content, .. } = page;
    let empty = content.lines.is_empty();
    let nothing_taken = !empty && !content.has(Taking::Now) && !content.has(Taking::SaidTaken);
    let view = View::asked();
    view! {
        {empty.then(|| view! {
            <Empty what=t!("medicines-what") of=Category::Medicines facilities=facilities.clone() as_of/>
        })}
        {(!empty).then(|| view! {
            <p class="lead">{t!("medicines-lead")}</p>
            <p class="cluster screen-only">
                <a class="button" href="/medicines/show">{t!("medicines-show-short")}</a>
                {(check_is_on() && content.may_be_checked).then(|| view! {
                    <a class="button button-secondary" href="/medicines/check">{t!("medicines-check-short")}</a>
                })}
            </p>
            {view.tabs()}
        })}
        {nothing_taken.then(|| view! {
            <Empty what=t!("medicines-what-now") of=Category::Medicines facilities=facilities.clone() as_of/>
        })}
        {(!empty).then(|| match view {
            View::Day => by_day(&content, &facilities, as_of).into_any(),
            View::Clinic => by_clinic::all(&content, &facilities).into_any(),
            View::Period => by_period::all(&content, &facilities, as_of).into_any(),
        })}
        {(!empty && content.may_be_checked).then(|| check(content.checked.clone(), &facilities))}
        {(view == View::Day).then(|| by_clinic::beside_the_day(&content, &facilities))}
        {by_clinic::past(&content, &facilities)}
        {(!empty).then(|| view! {
            <div class="notice">
                <p>{t!("medicines-ask-before-stopping")}</p>
                <p class="source-line">{t!("medicines-purpose-explained")}</p>
            </div>
        })}
        <OwnLink words=t!("medicines-own")/>
        <UnreadableItems items=content.unreadable facilities/>
    }
}

fn by_day(content: &Medicines, facilities: &[Facility], as_of: NaiveDate) -> Option<impl IntoView + use<>> {
    let of_the_day = content.lines.iter().any(|line| line.taking == Taking::Now || line.taking.is_beside());
    // The tab says it; of a snapshot the heading says of which day.
    let is_live = use_kept().is_none();
    of_the_day.then(|| {
        view! {
            <section class="section section-near" aria-labelledby="medicines-day">
                <h2 id="medicines-day" class:visually-hidden=is_live>{t!("medicines-day")}</h2>
                {plan(content, facilities, as_of)}
            </section>
        }
    })
}

fn check(checked: Option<Checked>, facilities: &[Facility]) -> impl IntoView + use<> {
    let facilities = facilities.to_vec();
    view! {
        <section class="section section-near" id="check" aria-labelledby="check-title">
            <TermHeading id="check-title" text=t!("check-record-title") word="interaction"/>
            {match checked {
                _ if !check_is_on() => view! { <p class="notice">{t!("check-off")}</p> }.into_any(),
                Some(Checked { findings, names, .. }) => view! { <FindingList findings names facilities/> }.into_any(),
                None => view! { <p class="notice notice-caution">{t!("check-unavailable")}</p> }.into_any(),
            }}
        </section>
    }
}
