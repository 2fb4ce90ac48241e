//! `/medicines/show`: at the counter, glasses forgotten. What is taken now, large, and what must not be
//! given, first.

use super::chips;
use crate::components::as_sent::as_sent;
use crate::{
    components::{empty::Empty, frame::bare_record_page, unreadable::UnreadParts},
    context::{awake::stay_awake, record::Page},
    format,
    kinds::{
        allergy,
        none_known::notice,
        prescription::{self, course_in_days, dose_per_day, free_words, usage_in_full},
        unreadable::sent_as,
    },
    t,
};
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    medication::{
        MedicineLine, Taking,
        check::{Kidney, kidney},
        lines,
    },
    record::{Allergy, ClinicalStatus, Facility, Gravity, RecordView},
    summary::{StatedNone, none_known},
    time::age_in_years,
};

#[derive(Clone, Debug, PartialEq)]
struct ForCounter {
    /// Contraindications, with what happened.
    contraindications: Vec<String>,
    grave_allergies: Vec<String>,
    allergies: Vec<String>,
    /// Facilities' statements that there is none.
    none_known: Vec<StatedNone>,
    /// The kinds of allergies that this viewer may not see.
    withheld: Categories,
    unreadable_allergies: usize,
    /// Whether documents state allergies, which stand there alone.
    in_documents: bool,
    now: Vec<MedicineLine>,
    /// Taken now, and not for every day.
    certain_days: Vec<MedicineLine>,
    /// Taken now, and not read completely.
    not_read: Vec<MedicineLine>,
    /// Prescriptions that a later one took the place of.
    beside: Vec<MedicineLine>,
    /// The person says that they take them.
    said_taken: Vec<MedicineLine>,
    possibly: Vec<MedicineLine>,
    /// Stopped, held or never issued, lately.
    stated: Vec<MedicineLine>,
    /// The person says that they do not take them any more.
    said_stopped: Vec<MedicineLine>,
    unreadable: usize,
    /// Kidney function, by the newest test that it can be computed from.
    kidney: Option<Kidney>,
    is_child: bool,
}

/// Below this age doses follow the weight.
const CHILD: u32 = 15;

impl ForCounter {
    fn of(view: &RecordView) -> Self {
        let record = &view.record;
        let (now, rest): (Vec<_>, Vec<_>) =
            lines(record, view.as_of, view.refill).into_iter().partition(|line| line.taking == Taking::Now);
        let (now, not_read): (Vec<_>, Vec<_>) = now.into_iter().partition(|line| line.prescription.is_read());
        let (now, certain_days): (Vec<_>, Vec<_>) =
            now.into_iter().partition(|line| line.prescription.is_every_day());
        let of = |wanted: &dyn Fn(&MedicineLine) -> bool| {
            rest.iter().filter(|line| wanted(line)).cloned().collect()
        };
        let (grave, others): (Vec<&Allergy>, Vec<&Allergy>) = record
            .plain_allergies()
            .partition(|one| one.gravity() == Gravity::Grave && one.status != ClinicalStatus::Resolved);
        let named = |list: Vec<&Allergy>| list.into_iter().map(allergy::with_reactions).collect();
        let of_allergies = Categories::from_iter([Category::Allergies, Category::Contraindications]);
        Self {
            contraindications: named(record.contraindications().collect()),
            grave_allergies: named(grave),
            allergies: named(others),
            none_known: none_known(record, view.as_of)
                .into_iter()
                .filter(|one| one.none.is_about_allergies())
                .collect(),
            withheld: of_allergies.and(view.shown.missing()),
            unreadable_allergies: sent_as(record, allergy::NAME).count(),
            in_documents: record.documents.iter().any(|document| document.allergies().next().is_some()),
            now,
            certain_days,
            not_read,
            beside: of(&|line| line.taking.is_beside()),
            said_taken: of(&|line| line.taking == Taking::SaidTaken),
            possibly: of(&|line| line.taking == Taking::PossiblyStill),
            stated: of(&|line| line.was_stated_lately(view.as_of)),
            said_stopped: of(&|line| line.taking == Taking::SaidStopped),
            unreadable: sent_as(record, prescription::NAME).count(),
            kidney: kidney(record),
            is_child: age_in_years(record.person.birth_date, view.as_of).is_some_and(|age| age < CHILD),
        }
    }
}

#[component]
pub fn ShowMedicinesPage() -> impl IntoView {
    bare_record_page(|_| t!("medicines-show-title"), |view| Ok(ForCounter::of(view)), show)
}

fn show(page: Page<ForCounter>) -> impl IntoView {
    stay_awake();
    let Page { as_of, facilities, content, shown, .. } = page;
    let nothing =
        [&content.now, &content.certain_days, &content.not_read, &content.said_taken, &content.possibly]
            .map(Vec::is_empty)
            == [true; 5];
    let allergies = allergies(&content, &facilities);
    let warned = (!content.contraindications.is_empty()).then(|| {
        let names = format::list(&content.contraindications);
        view! { <p class="counter-danger">{as_sent(t!("medicines-show-contraindications", medicines = names))}</p> }
    });
    let measured = measured(&content, shown);
    view! {
        <div class="counter" data-awake>
            {warned}
            {allergies}
            <p class="counter-measured">{measured}</p>
            {(content.unreadable > 0).then(|| view! {
                <p class="notice notice-caution">{t!("medicines-show-unreadable", count = content.unreadable as i64)}</p>
            })}
            {nothing.then(|| view! {
                <Empty what=t!("medicines-what-now") of=Category::Medicines facilities=facilities.clone() as_of/>
            })}
            {section(t!("taking-now"), "show-now", content.now, &facilities)}
            {section(t!("plan-certain-days"), "show-certain-days", content.certain_days, &facilities)}
            {section(t!("plan-not-read"), "show-not-read", content.not_read, &facilities)}
            {section(t!("plan-replaced"), "show-replaced", content.beside, &facilities)}
            {section(t!("taking-said-taken"), "show-said-taken", content.said_taken, &facilities)}
            {section(t!("taking-possibly-still"), "show-possibly", content.possibly, &facilities)}
            {section(t!("taking-stated"), "show-stated", content.stated, &facilities)}
            {section(t!("taking-said-stopped"), "show-said-stopped", content.said_stopped, &facilities)}
            <p class="muted">
                {(!content.is_child).then(|| format!("{} · ", t!("medicines-show-weight-unknown")))}
                {t!("medicines-show-more-withheld")}" "{t!("medicines-ask-before-stopping")}
            </p>
        </div>
    }
}

/// Allergies, which may not be overlooked at a counter, or why nothing is said: there is always a line.
fn allergies(content: &ForCounter, facilities: &[Facility]) -> impl IntoView + use<> {
    let grave = (!content.grave_allergies.is_empty()).then(|| {
        let names = format::list(&content.grave_allergies);
        view! { <p class="counter-grave">{as_sent(t!("home-grave-allergies", names = names))}</p> }
    });
    let nothing = [&content.contraindications, &content.grave_allergies, &content.allergies]
        .iter()
        .all(|list| list.is_empty());
    let mut said = Vec::new();
    if !content.allergies.is_empty() {
        said.push(t!("medicines-show-allergies", names = format::list(&content.allergies)));
    }
    if !content.withheld.is_empty() {
        said.push(t!("medicines-show-withheld", what = format::categories(content.withheld)));
    } else if nothing {
        said.push(t!("medicines-show-no-allergies"));
    }
    if content.in_documents {
        said.push(t!("medicines-show-allergies-in-documents"));
    }
    let said = said.into_iter().map(|line| view! { <p>{as_sent(line)}</p> }).collect_view();
    let unread = content.unreadable_allergies;
    view! {
        {grave}
        <div id="show-allergies">{said}{notice(&content.none_known, facilities)}</div>
        {(unread > 0).then(|| view! {
            <p class="notice notice-caution">{t!("medicines-show-unreadable-allergies", count = unread as i64)}</p>
        })}
    }
}

/// Kidney function, by which doses are chosen, and of a child that it is to be weighed; what is not known is said, too.
fn measured(content: &ForCounter, shown: Categories) -> String {
    let kidney = match content.kidney {
        _ if !shown.contains(Category::Tests) => t!("medicines-show-kidney-withheld"),
        None => t!("medicines-show-kidney-unknown"),
        Some(Kidney { egfr, on: Some(on), preliminary }) => {
            t!(
                "medicines-show-kidney",
                egfr = egfr.to_string(),
                date = format::tested_on(format::day(on), preliminary)
            )
        }
        Some(Kidney { egfr, on: None, .. }) => t!("medicines-show-kidney-undated", egfr = egfr.to_string()),
    };
    match content.is_child {
        true => format!("{kidney} · {}", t!("medicines-show-weigh")),
        false => kidney,
    }
}

fn section(
    title: String,
    id: &'static str,
    lines: Vec<MedicineLine>,
    facilities: &[Facility],
) -> impl IntoView + use<> {
    let empty = lines.is_empty();
    let items = lines.iter().map(|line| one(line, facilities)).collect_view();
    (!empty).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <ol class="counter-list">{items}</ol>
            </section>
        }
    })
}

fn one(line: &MedicineLine, facilities: &[Facility]) -> impl IntoView + use<> {
    let prescription = &line.prescription;
    let facility = format::source(facilities, &prescription.origin.source);
    let dosage: Vec<String> = prescription
        .dosage
        .iter()
        .map(|dosage| {
            let amount = dosage
                .per_dose
                .as_ref()
                .map(|amount| t!("medicines-amount-per-dose", amount = format::amount(amount)));
            let amounts = [dosage.per_day.as_ref().and_then(|_| dose_per_day(dosage)), amount];
            let said: Vec<String> =
                usage_in_full(dosage).into_iter().chain(amounts.into_iter().flatten()).collect();
            format::list(&said)
        })
        .collect();
    // What is said in full names most times, too.
    let said_already = |word: &String| dosage.iter().any(|said| said.contains(word.as_str()));
    let times: Vec<String> = chips(line).into_iter().filter(|word| !said_already(word)).collect();
    let dosage = dosage.into_iter().map(|said| view! { <p class="prose">{as_sent(said)}</p> }).collect_view();
    let words = free_words(prescription).map(|said| view! { <p class="prose">{as_sent(said)}</p> });
    let words = words.collect_view();
    view! {
        <li>
            <p class="counter-name">{as_sent(format::told_name(&prescription.name))}</p>
            {prescription::stated(line.taking, line.since).map(|said| view! { <p><span class="tag">{said}</span></p> })}
            {dosage}
            {(!times.is_empty()).then(|| view! {
                <p class="cluster">
                    {times.into_iter().map(|word| view! { <span class="chip">{as_sent(word)}</span> }).collect_view()}
                </p>
            })}
            {words}
            <UnreadParts origin=&prescription.origin facilities/>
            <p class="source-line">{as_sent(facility)}" · "{course_in_days(prescription, &line.course)}</p>
        </li>
    }
}
