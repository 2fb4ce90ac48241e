//! Everything a person sees. The same pages are rendered on the server and alive in WebAssembly.
//!
//! A page decides *what* is shown; rules about dates, flags and order come ready from `shared`.
//! What a page needs from the server is stated in [`ports`]; there is no SQL here.
#![recursion_limit = "256"]

pub mod components;
pub mod context;
pub mod error;
pub mod format;
pub mod i18n;
pub mod pages;
pub mod ports;
#[cfg(feature = "ssr")]
pub mod shell;

use components::announcer::Announcer;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
use pages::{
    consent::ConsentPage,
    documents::{DocumentListPage, DocumentPage},
    glossary::GlossaryPage,
    home::HomePage,
    labs::{LabSheetPage, LabTestPage},
    medicines::{CheckPage, MedicinesPage, ShowMedicinesPage},
    not_found::NotFoundPage,
    record::RecordPage,
    settings::SettingsPage,
    signin::SignInPage,
    summary::SummaryPage,
};

/// The portal: every place has one address (`/labs` is the sheet, `/labs/{test}` one test).
///
/// Every route renders on the server in full (`SsrMode::Async`), so that it reads without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    context::visit::provide_if_missing();
    i18n::provide_if_missing();
    context::record::provide_held_record();
    context::knowledge::provide_held_knowledge();
    context::title::provide_title();

    view! {
        <Router>
            <Routes fallback=|| view! { <NotFoundPage/> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/signin") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/medicines") view=MedicinesPage ssr=SsrMode::Async/>
                <Route path=path!("/medicines/check") view=CheckPage ssr=SsrMode::Async/>
                <Route path=path!("/medicines/show") view=ShowMedicinesPage ssr=SsrMode::Async/>
                <Route path=path!("/labs") view=LabSheetPage ssr=SsrMode::Async/>
                <Route path=path!("/labs/:test") view=LabTestPage ssr=SsrMode::Async/>
                <Route path=path!("/record") view=RecordPage ssr=SsrMode::Async/>
                <Route path=path!("/summary") view=SummaryPage ssr=SsrMode::Async/>
                <Route path=path!("/documents") view=DocumentListPage ssr=SsrMode::Async/>
                <Route path=path!("/documents/:id") view=DocumentPage ssr=SsrMode::Async/>
                <Route path=path!("/glossary") view=GlossaryPage ssr=SsrMode::Async/>
                <Route path=path!("/consent") view=ConsentPage ssr=SsrMode::Async/>
                <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async/>
            </Routes>
            <Announcer/>
        </Router>
    }
}

/// Takes over the page the server rendered, once the catalogue of words has arrived: the words
/// must be there before hydration, and the WebAssembly carries none.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        // Without the words the page stays as the server rendered it: readable, forms working.
        if let Some((visit, words)) = i18n::load_for_this_page().await {
            leptos::mount::hydrate_body(move || {
                provide_context(visit);
                provide_context(words);
                view! { <App/> }
            });
        }
    });
}
