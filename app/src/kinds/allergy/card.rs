//! Allergies on `/record`.

use super::{NAME, category, is_grave, is_over, listed::Listed, not_confirmed, severity, status};
use crate::{
    components::{empty::Empty, term::TermHeading},
    format,
    kinds::{
        Section,
        elsewhere::{Elsewhere, SeeElsewhere},
        entry::{Entry, Said, by_source},
        fact::Fact,
        none_known,
    },
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Allergy, Criticality, Facility, RecordView},
    summary::StatedNone,
};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let Listed { contraindications, allergies, none } = Listed::of(view);
    let (facilities, as_of) = (view.record.facilities.clone(), view.as_of);
    let elsewhere = Elsewhere::of(&view.record, NAME, |document| document.allergies().next().is_some());
    let first = view! {
        <Contraindications items=contraindications facilities=facilities.clone() as_of elsewhere/>
    };
    let second = view! { <Allergies items=allergies none facilities as_of elsewhere/> };
    vec![
        Section {
            id: "contraindications",
            title: t!("record-contraindications-title"),
            body: Some(first.into_any()),
        },
        Section { id: "allergies", title: t!("record-allergies-title"), body: Some(second.into_any()) },
    ]
}

#[component]
fn Contraindications(
    items: Vec<Allergy>,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
    elsewhere: Elsewhere,
) -> impl IntoView {
    let list = list(&items, &facilities);
    view! {
        <section class="section" id="contraindications" aria-labelledby="contraindications-title">
            <TermHeading id="contraindications-title" text=t!("record-contraindications-title") word="contraindication"/>
            <p class="muted">{t!("record-contraindications-explained")}</p>
            {list.unwrap_or_else(|| view! { <Empty what=t!("record-contraindications-name") of=Category::Contraindications facilities as_of/> }.into_any())}
            <SeeElsewhere elsewhere/>
        </section>
    }
}

#[component]
fn Allergies(
    items: Vec<Allergy>,
    none: Vec<StatedNone>,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
    elsewhere: Elsewhere,
) -> impl IntoView {
    let list = list(&items, &facilities);
    let none = none_known::notice(&none, &facilities);
    view! {
        <section class="section" id="allergies" aria-labelledby="allergies-title">
            <TermHeading id="allergies-title" text=t!("record-allergies-title") word="allergy"/>
            {list.unwrap_or_else(|| view! { <Empty what=t!("record-allergies-name") of=Category::Allergies facilities as_of/> }.into_any())}
            {none}
            <SeeElsewhere elsewhere/>
        </section>
    }
}

/// A line each, under their sources; `None`: there is none.
pub fn list(items: &[Allergy], facilities: &[Facility]) -> Option<AnyView> {
    let entries = items.iter().map(|item| entry(item, facilities)).collect();
    (!items.is_empty()).then(|| by_source(entries, facilities))
}

fn entry(allergy: &Allergy, facilities: &[Facility]) -> Entry {
    let kinds: Vec<String> = allergy.categories.iter().copied().map(category).collect();
    let reactions = (!allergy.reactions.is_empty()).then(|| format::told_words(&allergy.reactions));
    let rest = view! {
        <dl class="data-list">
            <Fact name=t!("record-reaction") value=reactions.is_some().then(|| format::list(&allergy.reactions))/>
            {allergy
                .severe_reaction
                .then(|| view! { <Fact name=t!("record-severe-reaction") value=Some(t!("record-severe-reaction-yes"))/> })}
            {(!kinds.is_empty())
                .then(|| view! { <Fact name=t!("record-allergy-kind") value=Some(format::list(&kinds))/> })}
            <Fact name=t!("record-allergy-severity") value=severity(allergy.criticality)/>
            <Fact name=t!("record-since") value=allergy.onset.as_ref().map(format::moment)/>
            <Fact name=t!("record-state") value=Some(status(allergy.status))/>
            {allergy
                .recorded
                .as_ref()
                .map(|day| view! { <Fact name=t!("record-written-on") value=Some(format::moment(day))/> })}
        </dl>
    };
    let danger = match (allergy.is_contraindication(), is_grave(allergy)) {
        (true, _) => Some(t!("record-contraindication-mark")),
        (false, true) => Some(t!("allergy-severity-high")),
        (false, false) => None,
    };
    let severity = match allergy.criticality {
        Criticality::High if danger.is_some() => None,
        Criticality::UnableToAssess => Some(t!("allergy-severity-not-judged")),
        criticality => severity(criticality),
    };
    let since = match (&allergy.onset, &allergy.recorded) {
        (Some(onset), _) => Some(t!("record-since-date", date = format::moment_day(onset))),
        (None, Some(day)) => Some(t!("record-written-date", date = format::moment_day(day))),
        (None, None) => None,
    };
    let severe = allergy.severe_reaction.then(|| t!("record-severe-reaction-yes"));
    let said = Said {
        name: allergy.name.clone(),
        danger: danger.is_some(),
        marks: danger
            .map(|said| ("tag tag-danger", said))
            .into_iter()
            .chain(not_confirmed(allergy).map(|said| ("tag", said)))
            .collect(),
        facts: [is_over(allergy), reactions, severe, severity, since].into_iter().flatten().collect(),
        notes: allergy.notes.clone(),
        codes: allergy.codes.clone(),
    };
    Entry::of(said, &allergy.origin, facilities, rest.into_any())
}
