use super::day::plan;
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        empty::Empty,
        findings::FindingList,
        frame::checked_page,
        own_link::OwnLink,
        term::{Term, TermHeading},
    },
    context::{checked::Checked, knowledge::check_is_on, record::Page},
    format,
    kinds::{
        prescription::{self, MedicineCard, timeline},
        unreadable::{UnreadableItems, sent_as},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    ids::ItemId,
    medication::{MedicineLine, Taking, lines},
    record::{Facility, RecordView, Standing, Unreadable},
    source::Source,
};
use std::mem::discriminant;

/// The page's own part of the record.
#[derive(Clone, Debug, PartialEq)]
struct Medicines {
    /// In the order in which they matter; no empty groups.
    groups: Vec<(Taking, Vec<FromFacility>)>,
    /// Newest first: what the day's plan and the bars are drawn from.
    lines: Vec<MedicineLine>,
    unreadable: Vec<Unreadable>,
    /// Findings of their check; `None` where no check is made.
    checked: Option<Checked>,
    /// Whether the viewer may have them checked.
    may_be_checked: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct FromFacility {
    source: Source,
    /// Each with the document it stands in, where there is one to open.
    lines: Vec<(MedicineLine, Option<(ItemId, String)>)>,
}

/// What was stated of a prescription is one group, whatever it is.
const ORDER: [Taking; 10] = [
    Taking::Now,
    Taking::SaidTaken,
    Taking::ToBeAsked,
    Taking::Changed,
    Taking::PossiblyStill,
    Taking::NotYet,
    Taking::Stated(Standing::NotKnown),
    Taking::SaidStopped,
    Taking::Continued,
    Taking::Past,
];

impl Medicines {
    fn of(view: &RecordView, checked: Option<Checked>) -> Self {
        let may_be_checked = view.may_be_checked();
        let all = lines(&view.record, view.as_of, view.refill);
        let groups = ORDER
            .into_iter()
            .map(|taking| {
                let mut by_facility: Vec<FromFacility> = Vec::new();
                for line in
                    all.iter().filter(|line| discriminant(&line.taking) == discriminant(&taking)).cloned()
                {
                    let origin = &line.prescription.origin;
                    let document = origin
                        .document
                        .as_ref()
                        .and_then(|id| view.record.document(id))
                        .map(|document| (document.origin.item.clone(), document.title.clone()));
                    match by_facility.iter_mut().find(|group| group.source == origin.source) {
                        Some(group) => group.lines.push((line, document)),
                        None => by_facility.push(FromFacility {
                            source: origin.source.clone(),
                            lines: vec![(line, document)],
                        }),
                    }
                }
                (taking, by_facility)
            })
            .filter(|(_, by_facility)| !by_facility.is_empty())
            .collect();
        let unreadable = sent_as(&view.record, prescription::NAME).cloned().collect();
        Self { groups, lines: all, unreadable, checked, may_be_checked }
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
    let empty = content.groups.is_empty();
    let past =
        content.groups.iter().find(|(taking, _)| *taking == Taking::Past).map(|(_, past)| past.clone());
    let has = |wanted: Taking| content.groups.iter().any(|(taking, _)| *taking == wanted);
    let nothing_now = !empty && !has(Taking::Now);
    let nothing_taken = nothing_now && !has(Taking::SaidTaken);
    view! {
        {empty.then(|| view! {
            <Empty what=t!("medicines-what") of=Category::Medicines facilities=facilities.clone() as_of/>
        })}
        {(!empty).then(|| view! {
            <p class="lead">{t!("medicines-lead", date = format::date(as_of))}</p>
        })}
        {(!empty).then(|| view! {
            <p class="cluster screen-only">
                <a class="button" href="/medicines/show">{t!("medicines-show")}</a>
                {(check_is_on() && content.may_be_checked).then(|| view! {
                    <a class="button button-secondary" href="/medicines/check">{t!("check-title")}</a>
                })}
            </p>
        })}
        {nothing_taken.then(|| view! {
            <Empty what=t!("medicines-what-now") of=Category::Medicines facilities=facilities.clone() as_of/>
        })}
        {(!empty && !nothing_now).then(|| view! {
            <section class="section" aria-labelledby="medicines-day">
                <h2 id="medicines-day">{t!("medicines-day")}</h2>
                {plan(&content.lines, &facilities, as_of)}
            </section>
        })}
        {(!empty && content.may_be_checked).then(|| view! {
            <section class="section" id="check" aria-labelledby="check-title">
                <TermHeading id="check-title" text=t!("check-record-title") word="interaction"/>
                {match content.checked {
                    _ if !check_is_on() => view! { <p class="notice">{t!("check-off")}</p> }.into_any(),
                    Some(Checked { findings, names, .. }) => view! {
                        <FindingList findings names facilities=facilities.clone()/>
                    }.into_any(),
                    None => view! { <p class="notice notice-caution">{t!("check-unavailable")}</p> }.into_any(),
                }}
            </section>
        })}
        {content.groups.into_iter()
            .filter(|(taking, _)| *taking != Taking::Past)
            .map(|(taking, by_facility)| group(taking, by_facility, &facilities))
            .collect_view()}
        {timeline(&content.lines, &facilities, as_of)}
        {past.map(|by_facility| group(Taking::Past, by_facility, &facilities))}
        {(!empty).then(|| view! { <p class="notice">{t!("medicines-ask-before-stopping")}</p> })}
        <OwnLink words=t!("medicines-own")/>
        <UnreadableItems items=content.unreadable facilities/>
    }
}

fn group(taking: Taking, by_facility: Vec<FromFacility>, facilities: &[Facility]) -> impl IntoView + use<> {
    let id = format!("medicines-{}", group_id(taking));
    let named_by = id.clone();
    let explained = match taking {
        Taking::PossiblyStill => Some(t!("medicines-possibly-still-explained")),
        Taking::ToBeAsked => Some(t!("medicines-to-be-asked-explained")),
        Taking::Stated(_) => Some(t!("medicines-stated-explained")),
        Taking::SaidTaken | Taking::SaidStopped => Some(t!("medicines-said-explained")),
        Taking::Now | Taking::NotYet | Taking::Continued | Taking::Changed | Taking::Past => None,
    };
    let count: usize = by_facility.iter().map(|group| group.lines.len()).sum();
    let cards = by_facility.into_iter().map(|group| from_facility(group, taking, facilities)).collect_view();
    view! {
        <section class="section" aria-labelledby=named_by>
            <div class="with-term">
                <h2 id=id>{prescription::taking(taking)}</h2>
                {(taking == Taking::PossiblyStill).then(|| view! { <Term word="possibly-still"/> })}
            </div>
            {explained.map(|said| view! { <p>{said}</p> })}
            {if taking == Taking::Past {
                view! {
                    <details class="details">
                        <summary>{t!("medicines-show-past", count = count as i64)}</summary>
                        {cards}
                    </details>
                }.into_any()
            } else {
                cards.into_any()
            }}
        </section>
    }
}

fn group_id(taking: Taking) -> &'static str {
    match taking {
        Taking::Now => "now",
        Taking::PossiblyStill => "possiblystill",
        Taking::NotYet => "notyet",
        Taking::Continued => "continued",
        Taking::Changed => "changed",
        Taking::ToBeAsked => "tobeasked",
        Taking::Stated(_) => "stated",
        Taking::SaidTaken => "saidtaken",
        Taking::SaidStopped => "saidstopped",
        Taking::Past => "past",
    }
}

fn from_facility(group: FromFacility, taking: Taking, facilities: &[Facility]) -> impl IntoView + use<> {
    let name = format::source(facilities, &group.source);
    let heading = match group.source.facility() {
        Some(_) => t!("medicines-from", facility = name),
        None => name,
    };
    let facilities = facilities.to_vec();
    let id = format!("medicines-{}-{}", group_id(taking), group.source);
    let named_by = id.clone();
    view! {
        <h3 id=id>{as_sent(heading)}</h3>
        <ul class="card-list" aria-labelledby=named_by>
            {group.lines.into_iter().map(|(line, document)| view! {
                <MedicineCard line document facilities=facilities.clone()/>
            }).collect_view()}
        </ul>
    }
}
