//! `/consent`: who may see what. What holds stands first; three steps decide something new, and beside them stands what
//! would be seen, computed here by the very rules that the server enforces. Without scripts every form works.

mod changes;
mod chosen;
mod content;
mod decided;
mod draft;
mod find;
mod items;
mod presets;
mod preview;
mod steps;
mod subjects;
mod treating;
mod wanted;
mod words;

pub use chosen::Chosen;
pub use content::Problem;
pub use wanted::{
    SUBJECTS_BEFORE, Unclear, Until, What, is_an_unknown_subject, subject_field, subjects_changed,
};
pub use words::{instant, shown_at_desk};

use crate::{
    components::{frame::page_beside, technical_term::TechnicalTerm},
    context::{kept::use_kept, record::Page, sharing::use_sharing, visit::use_visit},
    t,
};
use changes::Changes;
use content::{Asked, ConsentContent};
use decided::{Decided, SavedNotice};
use find::RefusedFacility;
use items::Items;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use presets::Presets;
use shared::consent::Purpose;
use steps::Steps;
use treating::Treating;

#[component]
pub fn ConsentPage() -> impl IntoView {
    let query = use_query_map();
    if use_kept().is_none() {
        return page(query.with_untracked(|query| Asked::of(|name| query.get(name)))).into_any();
    }
    // Another part of it is made here, and not by the portal. What an address says of a form that was sent is not so of
    // decisions of before.
    (move || {
        let asked = query.with(|query| Asked::of(|name| query.get(name)));
        page(Asked { saved: None, problem: None, ..asked })
    })
    .into_any()
}

fn page(asked: Asked) -> impl IntoView {
    page_beside(
        use_sharing(asked.query()),
        |_| t!("consent-title"),
        move |view, sharing| ConsentContent::of(view, sharing, &asked),
        consent,
    )
}

fn consent(page: Page<ConsentContent>) -> impl IntoView {
    let Page { facilities, content, .. } = page;
    // Nothing else beside it: what stood there would be aimed at somebody else than was typed.
    if content.problem == Some(Problem::UnknownFacility) {
        return view! { <RefusedFacility content/> }.into_any();
    }
    let problem = content.problem.map(|problem| {
        view! { <p class="notice notice-caution" role="alert">{words::problem(problem)}</p> }
    });
    let saved = content.saved.clone();
    let saved = saved.map(|saved| view! { <SavedNotice content=content.clone() saved/> });
    let emergencies = match content.chosen.purpose {
        Purpose::Care => {
            view! { <a href="/consent?to=emergency#switches" rel="external">{t!("consent-emergency-open")}</a> }
        }
        Purpose::Emergency => {
            view! { <a href="/consent#switches" rel="external">{t!("consent-new-facility-back")}</a> }
        }
    };
    let in_their_place = use_visit().reader.is_some();
    view! {
        {in_their_place.then(|| view! { <p class="notice">{t!("consent-in-their-place")}</p> })}
        {problem}
        {saved}
        <Decided content=content.clone()/>
        <Steps content=content.clone()/>
        <section class="section consent-more" aria-labelledby="consent-more-title">
            <h2 class="visually-hidden" id="consent-more-title">{t!("consent-more-title")}</h2>
            <p class="onward">{emergencies}</p>
            <Items content=content.clone() facilities/>
            <Presets current=content.preset/>
            <Treating content=content.clone()/>
            <Changes content/>
            <TechnicalTerm label=t!("consent-rules-title")>
                <p>{t!("consent-lead")}</p>
                <p>{t!("consent-rules-care")}</p>
                <p>{t!("consent-rules-own")}</p>
                <p>{t!("consent-rules-emergency")}</p>
                <p>{t!("consent-rules-exclusion")}</p>
            </TechnicalTerm>
        </section>
    }
    .into_any()
}
