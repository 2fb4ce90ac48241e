//! Everything a person sees. The same pages are rendered on the server and alive in WebAssembly.
//!
//! A page decides *what* is shown; rules about dates, flags and order come ready from `shared`.
//! What a page needs from the server is stated in [`ports`]; there is no SQL here.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod agenda;
pub mod components;
pub mod context;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod error;
pub mod format;
pub mod health_link;
#[cfg(feature = "ssr")]
pub mod held;
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod infections;
#[cfg(feature = "ssr")]
pub mod install_guide;
#[cfg(feature = "ssr")]
pub mod ips_words;
#[cfg(feature = "hydrate")]
mod js;
pub mod keeping;
pub mod kept;
pub mod kinds;
pub mod lazy;
pub mod markup;
pub mod offline;
#[cfg(feature = "ssr")]
pub mod own;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod paper;
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
    Lazy, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// The portal: every place has one address (`/labs` is the sheet, `/labs/{test}` one test).
///
/// Every route renders on the server in full (`SsrMode::Async`), so that it reads without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    context::visit::provide_if_missing();
    i18n::provide_if_missing();
    format::provide_names();
    context::record::provide_held_record();
    context::knowledge::provide_held_knowledge();
    context::title::provide_title();
    context::live::provide_live();

    view! {
        <Router>
            <FlatRoutes fallback=lazy::not_found>
                <Route path=path!("/") view={Lazy::<lazy::Home>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/signin") view={Lazy::<lazy::SignIn>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/signin/elsewhere/:problem") view={Lazy::<lazy::OidcProblem>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/invitation") view={Lazy::<lazy::Invitation>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/invitation/passkey") view={Lazy::<lazy::Join>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/verify") view={Lazy::<lazy::Verify>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/signins") view={Lazy::<lazy::SignIns>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/medicines") view={Lazy::<lazy::Medicines>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/medicines/check") view={Lazy::<lazy::Check>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/medicines/show") view={Lazy::<lazy::ShowMedicines>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/labs") view={Lazy::<lazy::LabSheet>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/labs/:test") view={Lazy::<lazy::LabTest>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/record") view={Lazy::<lazy::Record>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/summary") view={Lazy::<lazy::Summary>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/show") view={Lazy::<lazy::Show>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/documents") view={Lazy::<lazy::DocumentList>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/documents/:id") view={Lazy::<lazy::Document>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/history") view={Lazy::<lazy::History>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/history/:entry") view={Lazy::<lazy::Entry>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/glossary") view={Lazy::<lazy::Glossary>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/people") view={Lazy::<lazy::WhoSees>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/people/new") view={Lazy::<lazy::Invite>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/records") view={Lazy::<lazy::Records>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/consent") view={Lazy::<lazy::Consent>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/settings") view={Lazy::<lazy::Settings>::new()} ssr=SsrMode::Async/>
            </FlatRoutes>
            <Announcer/>
            <lazy::WhenIdle/>
        </Router>
    }
}

/// Brings a page to life that makes a link or opens one. The server wrote what it says until then.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn health_link() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(health_link::begin());
}

/// Takes over the page the server wrote. One that answers to what is typed or pressed stays as written, too, until the
/// browser is idle and its code, the words and the record that it was written from have come: all must be there before
/// hydration.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    if offline::shell_is_here() {
        wasm_bindgen_futures::spawn_local(offline::begin());
        return;
    }
    if keeping::finish_sign_out() {
        return;
    }
    context::leaving::watch();
    keeping::watch_sign_out();
    wasm_bindgen_futures::spawn_local(async {
        // Without them the page stays as the server wrote it: readable, links and forms working.
        let Some(visit) = context::visit::of_this_page() else { return };
        keeping::after_sign_in(&visit);
        let record = if lazy::written::stays() {
            pages::account::fill_in_code_of_this_page();
            wasm_bindgen_futures::spawn_local(passkeys::bring_to_life());
            context::record::FirstRecord::NONE
        } else {
            context::idle::idle().await;
            if !context::words::arrive().await || !lazy::fetch_pages().await {
                return;
            }
            let Some(record) = context::record::of_this_page().await else { return };
            record
        };
        context::idle::pause().await;
        context::typed_before::remember();
        leptos::mount::hydrate_lazy(move || {
            provide_context(visit);
            provide_context(record);
            view! { <App/> }
        });
    });
}
