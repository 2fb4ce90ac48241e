//! `/consent`: who may see what. A few words decide most of it, switches the rest; beside every switch stands what
//! would be seen, computed here by the very rules that the server enforces. Without scripts every form works.

mod chosen;
mod content;
mod decided;
mod items;
mod presets;
mod preview;
mod switches;
mod treating;
mod words;

pub use chosen::Chosen;
pub use content::Problem;
pub use words::{instant, shown_at_desk};

use crate::{
    components::{frame::page_beside, technical_term::TechnicalTerm},
    context::{kept::use_kept, record::Page, sharing::use_sharing, visit::use_visit},
    t,
};
use content::{Asked, ConsentContent};
use decided::Decided;
use items::Items;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use presets::Presets;
use switches::{RefusedFacility, Switches};
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
    let also = asked.chosen.as_ref().and_then(Chosen::facility).cloned();
    page_beside(
        use_sharing(also),
        |_| t!("consent-title"),
        move |view, sharing| ConsentContent::of(view, sharing, &asked),
        consent,
    )
}

fn consent(page: Page<ConsentContent>) -> impl IntoView {
    let Page { as_of, facilities, content, .. } = page;
    // Nothing else beside it: what stood there would be aimed at somebody else than was typed.
    if content.problem == Some(Problem::UnknownFacility) {
        return view! { <RefusedFacility content/> }.into_any();
    }
    let problem = content.problem.map(|problem| {
        view! { <p class="notice notice-caution" role="alert">{words::problem(problem)}</p> }
    });
    let saved = content.saved.map(|section| {
        view! {
            <div class="notice" id="saved" role="status" tabindex="-1">
                <p>{t!("consent-saved")}</p>
                <p><a href=format!("#{section}")>{t!("consent-saved-back")}</a>" "<a href="#history">{t!("consent-saved-undo")}</a></p>
            </div>
        }
    });
    let in_their_place = use_visit().reader.is_some();
    view! {
        <p class="lead">{t!("consent-lead")}</p>
        {in_their_place.then(|| view! { <p class="notice">{t!("consent-in-their-place")}</p> })}
        {problem}
        {saved}
        <TechnicalTerm label=t!("consent-rules-title")>
            <p>{t!("consent-rules-care")}</p>
            <p>{t!("consent-rules-own")}</p>
            <p>{t!("consent-rules-emergency")}</p>
            <p>{t!("consent-rules-exclusion")}</p>
        </TechnicalTerm>
        <Presets current=content.preset/>
        <Treating content=content.clone()/>
        <Switches content=content.clone() as_of/>
        <Items content=content.clone() facilities/>
        <Decided content/>
    }
    .into_any()
}
