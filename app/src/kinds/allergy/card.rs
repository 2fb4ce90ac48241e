//! Allergies on `/record`.

use super::{NAME, listed::Listed, not_confirmed, severity, status};
use crate::{
    components::{
        empty::Empty, sent_link::SentLink, source_line::SourceLine, technical_term::Codes, term::TermHeading,
        unreadable::UnreadParts,
    },
    format,
    kinds::{
        Section,
        elsewhere::{Elsewhere, SeeElsewhere},
        fact::{Fact, Notes},
        none_known,
    },
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Allergy, AllergyCategory, Facility, RecordView},
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
    let cards = items.iter().map(|allergy| card(allergy, &facilities)).collect_view();
    view! {
        <section class="section" id="contraindications" aria-labelledby="contraindications-title">
            <TermHeading id="contraindications-title" text=t!("record-contraindications-title") word="contraindication"/>
            <p class="muted">{t!("record-contraindications-explained")}</p>
            {if items.is_empty() {
                view! { <Empty what=t!("record-contraindications-name") of=Category::Contraindications facilities as_of/> }.into_any()
            } else {
                view! { <ul class="card-list">{cards}</ul> }.into_any()
            }}
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
    let cards = items.iter().map(|allergy| card(allergy, &facilities)).collect_view();
    let none = none_known::notice(&none, &facilities);
    view! {
        <section class="section" id="allergies" aria-labelledby="allergies-title">
            <TermHeading id="allergies-title" text=t!("record-allergies-title") word="allergy"/>
            {if items.is_empty() {
                view! { <Empty what=t!("record-allergies-name") of=Category::Allergies facilities as_of/> }.into_any()
            } else {
                view! { <ul class="card-list">{cards}</ul> }.into_any()
            }}
            {none}
            <SeeElsewhere elsewhere/>
        </section>
    }
}

fn card(allergy: &Allergy, facilities: &[Facility]) -> impl IntoView + use<> {
    let danger = allergy.is_contraindication();
    let kinds: Vec<String> = allergy.categories.iter().copied().map(category).collect();
    let reactions = (!allergy.reactions.is_empty()).then(|| format::list(&allergy.reactions));
    view! {
        <li class="card" class:card-danger=danger>
            <p class="card-title">
                <span lang=format::written_lang(&allergy.name)>{allergy.name.clone()}</span>
                {not_confirmed(allergy).map(|said| view! { " "<span class="tag">{said}</span> })}
                {danger.then(|| view! { " "<span class="tag tag-danger">{t!("record-contraindication-mark")}</span> })}
            </p>
            <dl class="data-list">
                <Fact name=t!("record-reaction") value=reactions/>
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
            <Notes notes=allergy.notes.clone()/>
            <UnreadParts origin=&allergy.origin facilities/>
            <Codes codes=allergy.codes.clone()/>
            <SourceLine origin=&allergy.origin facilities/>
            <SentLink origin=&allergy.origin/>
        </li>
    }
}

fn category(category: AllergyCategory) -> String {
    match category {
        AllergyCategory::Food => t!("allergy-category-food"),
        AllergyCategory::Medication => t!("allergy-category-medication"),
        AllergyCategory::Environment => t!("allergy-category-environment"),
        AllergyCategory::Biologic => t!("allergy-category-biologic"),
    }
}
