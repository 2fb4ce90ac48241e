//! Allergies, drug contraindications and infections, each with its month and 長期保存.

use crate::components::as_sent::as_sent;
use crate::{
    components::{
        empty::Empty, source_line::SourceLine, technical_term::Codes, term::TermHeading,
        unreadable::UnreadParts,
    },
    format,
    kinds::{
        allergy::{self, severity},
        none_known,
        observation::INFECTIONS,
    },
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Allergy, Facility, Observation},
    summary::StatedNone,
};

pub fn profile(
    allergies: Vec<Allergy>,
    contraindications: Vec<Allergy>,
    none: Vec<StatedNone>,
    infections: Vec<Observation>,
    facilities: &[Facility],
    as_of: NaiveDate,
) -> impl IntoView + use<> {
    let part = |id: &'static str, title: String, what: String, of: Category, lines: Vec<AnyView>| {
        let facilities = facilities.to_vec();
        view! {
            <section class="summary-part" aria-labelledby=id>
                <h3 id=id>{title}</h3>
                {if lines.is_empty() {
                    view! { <Empty what of facilities as_of/> }.into_any()
                } else {
                    view! { <ul class="card-list">{lines}</ul> }.into_any()
                }}
            </section>
        }
    };
    let contraindications = contraindications.iter().map(|item| contraindication(item, facilities)).collect();
    let allergies = allergies.iter().map(|item| allergy(item, facilities)).collect();
    let none = none_known::notice(&none, facilities);
    let infections = infections_there(&infections);
    view! {
        <section class="section" aria-labelledby="summary-profile">
            <TermHeading id="summary-profile" text=t!("summary-profile") word="six-information"/>
            <div class="grid summary-parts">
                {part(
                    "summary-allergies",
                    t!("summary-allergies"),
                    t!("summary-allergies-what"),
                    Category::Allergies,
                    allergies,
                )}
                {part(
                    "summary-contraindications",
                    t!("summary-contraindications"),
                    t!("summary-contraindications-what"),
                    Category::Contraindications,
                    contraindications,
                )}
                {part(
                    "summary-infections",
                    t!("summary-infections"),
                    t!("summary-infections-what"),
                    Category::Infections,
                    infections,
                )}
            </div>
            {none}
        </section>
    }
}

fn allergy(allergy: &Allergy, facilities: &[Facility]) -> AnyView {
    view! { <li class="card">{of_allergy(allergy, facilities)}</li> }.into_any()
}

fn contraindication(allergy: &Allergy, facilities: &[Facility]) -> AnyView {
    view! {
        <li class="card card-danger">
            <p><span class="tag tag-danger">{t!("summary-contraindication-mark")}</span></p>
            {of_allergy(allergy, facilities)}
        </li>
    }
    .into_any()
}

fn of_allergy(allergy: &Allergy, facilities: &[Facility]) -> impl IntoView + use<> {
    let since = match (&allergy.onset, &allergy.recorded) {
        (Some(onset), _) => Some(t!("summary-since", month = format::month_of(onset))),
        (None, Some(recorded)) => Some(t!("summary-recorded", month = format::month_of(recorded))),
        (None, None) => None,
    };
    let reactions = (!allergy.reactions.is_empty())
        .then(|| t!("summary-reactions", reactions = format::list(&allergy.reactions)));
    view! {
        <h4 class="card-title" lang=format::written_lang(&allergy.name)>{allergy.name.clone()}</h4>
        {allergy::remarks(allergy).into_iter().map(|said| view! { <p><span class="tag">{said}</span></p> }).collect_view()}
        {reactions.map(|said| view! { <p>{as_sent(said)}</p> })}
        {severity(allergy.criticality).map(|said| view! { <p>{said}</p> })}
        {since.map(|said| view! { <p>{said}</p> })}
        {allergy.notes.iter().map(|note| view! { <p class="prose" lang=format::written_lang(note)>{note.clone()}</p> }).collect_view()}
        <UnreadParts origin=&allergy.origin facilities/>
        <Codes codes=allergy.codes.clone()/>
        <SourceLine origin=&allergy.origin facilities/>
    }
}

/// Number of infection tests, and where they are shown: what they are is on no page that stays open, and on no paper of
/// it.
fn infections_there(results: &[Observation]) -> Vec<AnyView> {
    let there = (!results.is_empty()).then(|| view! {
        <li class="card">
            <p>{t!("summary-infections-there", count = results.len() as i64)}</p>
            <p class="screen-only"><a href=INFECTIONS rel="external">{t!("record-infections-open")}</a></p>
        </li>
    });
    there.into_iter().map(IntoAny::into_any).collect()
}
