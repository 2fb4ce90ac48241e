//! Everything a person sees. The same pages are rendered on the server and alive in WebAssembly.
//!
//! A page decides *what* is shown; rules about dates, flags and order come ready from `shared`.
//! What a page needs from the server is stated in [`ports`]; there is no SQL here.
#![recursion_limit = "256"]

pub mod components;
pub mod context;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod error;
pub mod format;
#[cfg(feature = "ssr")]
pub mod held;
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod infections;
pub mod kept;
pub mod kinds;
pub mod markup;
pub mod offline;
#[cfg(feature = "ssr")]
pub mod own;
pub mod pages;
pub mod passkeys;
#[cfg(feature = "ssr")]
mod plain;
pub mod ports;
pub mod push;
#[cfg(feature = "ssr")]
pub mod refused;
#[cfg(feature = "ssr")]
pub mod sent;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod typed;
#[cfg(feature = "ssr")]
pub mod visit_code;

use components::announcer::Announcer;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use pages::{
    account::{InvitationPage, JoinPage, SignInsPage, VerifyPage},
    consent::ConsentPage,
    documents::{DocumentListPage, DocumentPage},
    glossary::GlossaryPage,
    history::{EntryPage, HistoryPage},
    home::HomePage,
    labs::{LabSheetPage, LabTestPage},
    medicines::{CheckPage, MedicinesPage, ShowMedicinesPage},
    not_found::NotFoundPage,
    oidc_problem::OidcProblemPage,
    people::{InvitePage, RecordsPage, WhoSeesPage},
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
    context::live::provide_live();

    view! {
        <Router>
            <FlatRoutes fallback=|| view! { <NotFoundPage/> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/signin") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/signin/elsewhere/:problem") view=OidcProblemPage ssr=SsrMode::Async/>
                <Route path=path!("/invitation") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/invitation/passkey") view=JoinPage ssr=SsrMode::Async/>
                <Route path=path!("/verify") view=VerifyPage ssr=SsrMode::Async/>
                <Route path=path!("/signins") view=SignInsPage ssr=SsrMode::Async/>
                <Route path=path!("/medicines") view=MedicinesPage ssr=SsrMode::Async/>
                <Route path=path!("/medicines/check") view=CheckPage ssr=SsrMode::Async/>
                <Route path=path!("/medicines/show") view=ShowMedicinesPage ssr=SsrMode::Async/>
                <Route path=path!("/labs") view=LabSheetPage ssr=SsrMode::Async/>
                <Route path=path!("/labs/:test") view=LabTestPage ssr=SsrMode::Async/>
                <Route path=path!("/record") view=RecordPage ssr=SsrMode::Async/>
                <Route path=path!("/summary") view=SummaryPage ssr=SsrMode::Async/>
                <Route path=path!("/documents") view=DocumentListPage ssr=SsrMode::Async/>
                <Route path=path!("/documents/:id") view=DocumentPage ssr=SsrMode::Async/>
                <Route path=path!("/history") view=HistoryPage ssr=SsrMode::Async/>
                <Route path=path!("/history/:entry") view=EntryPage ssr=SsrMode::Async/>
                <Route path=path!("/glossary") view=GlossaryPage ssr=SsrMode::Async/>
                <Route path=path!("/people") view=WhoSeesPage ssr=SsrMode::Async/>
                <Route path=path!("/people/new") view=InvitePage ssr=SsrMode::Async/>
                <Route path=path!("/records") view=RecordsPage ssr=SsrMode::Async/>
                <Route path=path!("/consent") view=ConsentPage ssr=SsrMode::Async/>
                <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async/>
            </FlatRoutes>
            <Announcer/>
        </Router>
    }
}

/// Takes over the page the server rendered, once the catalogue of words and the record have arrived: both
/// must be there before hydration, and neither the WebAssembly nor the page carries them.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    if offline::shell_is_here() {
        return wasm_bindgen_futures::spawn_local(offline::mount());
    }
    if offline::finish_sign_out() {
        return;
    }
    context::leaving::watch();
    offline::watch_sign_out();
    wasm_bindgen_futures::spawn_local(async {
        // Without them the page stays as the server rendered it: readable, links and forms working.
        let Some((visit, words)) = context::visit::load_for_this_page().await else { return };
        offline::after_sign_in(&visit);
        let Some(record) = context::record::of_this_page().await else { return };
        leptos::mount::hydrate_body(move || {
            provide_context(visit);
            provide_context(words);
            provide_context(record);
            view! { <App/> }
        });
    });
}
