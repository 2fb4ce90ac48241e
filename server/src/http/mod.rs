//! HTTP: the table of routes. Pages, the record as JSON, and the routes for facilities' systems.
//!
//! Every route is listed in `routes` below; `server/tests/actors.rs` walks each of them as every kind of actor.

mod desk;
mod health_link;
mod install;
mod machine;
mod plumbing;
mod portal;
mod recognise;
mod sign_in;

pub use plumbing::{
    assets::{FrontEnd, FrontEndError},
    connections,
    form_token::token as form_token,
    pace::Paces,
    proxy::TrustedProxies,
    state::AppState,
};

use app::{
    App,
    shell::{Assets, shell},
};
use axum::{Router, extract::DefaultBodyLimit, middleware};
use leptos_axum::{AxumRouteListing, generate_route_list};
use machine::{cds_hooks, fhir, fhir_metadata};
use plumbing::{
    assets, compression, form_token as token, headers, health, host,
    limits::{self, What},
    origin, refused, request_log,
    routes::{Address, Methods, Routes, get, post},
};
use portal::{
    agenda, api, contacts, history, infections, kept, links, live, own, people, ports, push, questions,
    sent_entry, settings, sharing, show, treating,
};
use sign_in::{demo_person, demo_staff, held, invitation, oidc, passkeys, sign_ins, sign_out};
use std::sync::{Arc, LazyLock};

/// The app's own route table, listed once: listing sets a flag for the whole process under which
/// resources never load, and a page that renders meanwhile on another thread would hang for good.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// The largest form, in bytes: switches for hundreds of facilities fit.
const MAX_FORM_BYTES: usize = 256 * 1024;

/// What serves the portal.
pub fn router(state: AppState) -> Router {
    routes(&state).finish(state).0
}

/// The addresses of [`router`], of which there are no others: for the tests that walk them all.
pub fn addresses(state: &AppState) -> Vec<Address> {
    routes(state).finish(state.clone()).1
}

/// Every route of the portal. Layers run from the last to the first: the log sees everything, the
/// visitor is known before a page renders, and no answer leaves without its headers.
fn routes(state: &AppState) -> Routes {
    let scripts = Arc::new(install::InstallScripts::of(state));
    let document = Assets { installing: scripts.addresses(), ..state.front_end.assets() };
    let options = state.front_end.options.clone();
    let shell_of = {
        let options = options.clone();
        move || shell(options.clone(), document.clone())
    };
    let page_context = {
        let state = state.clone();
        move || ports::provide_page_context(&state)
    };
    let not_found = leptos_axum::render_app_async_with_context(page_context.clone(), shell_of.clone());

    // What begins something or takes a guess: not as often as anybody likes.
    let limited = |what: What, path: &str, methods: Methods| {
        let limit = middleware::from_fn_with_state((state.clone(), what), limits::limit);
        Routes::default().route(path, methods).route_layer(limit)
    };
    let pages = Routes::default()
        .pages(state, PAGES.clone(), page_context, shell_of)
        .route("/api/record", get(api::record))
        .route("/record/infections", get(infections::page))
        .route("/api/access-history", get(history::answer))
        .route("/api/access-history/{file}", get(history::file))
        .route("/record/sent/{item}", get(sent_entry::page))
        .route("/agenda", get(agenda::page).post(agenda::keep))
        .route("/agenda/{point}", post(agenda::change))
        .route("/own", get(own::page))
        .route("/own/blood-pressure", post(own::write_pressure))
        .route("/own/medicine", post(own::write_medicine))
        .route("/own/allergy", post(own::write_allergy))
        .route("/show/link", get(links::page))
        .route("/show/link/new", get(links::new))
        .route("/show/link/document", get(links::document))
        .route("/show/link/{id}/end", post(links::end))
        .route("/show/{file}", get(show::file))
        .route("/own/contact", post(contacts::enter))
        .route("/own/contact/{id}/delete", post(contacts::delete))
        .route("/own/{item}", get(own::correction))
        .route("/own/{item}/delete", get(own::deletion).post(own::delete))
        .route("/history/{entry}/question", post(questions::ask))
        .route("/history/{entry}/withdraw", post(questions::withdraw))
        .route("/signin/demo", post(demo_person::sign_in_to_demo))
        .merge(limited(What::SignIn, "/auth/sign-in/options", post(passkeys::sign_in_options)))
        .merge(limited(What::Proof, "/auth/verify/options", post(passkeys::verify_options)))
        .merge(limited(What::Passkey, "/auth/passkeys/options", post(passkeys::new_passkey_options)))
        .merge(limited(What::Invitation, "/invitation", post(invitation::open)))
        .route("/auth/sign-in", post(passkeys::sign_in))
        .route("/auth/verify", post(passkeys::verify))
        .route("/auth/passkeys", post(passkeys::new_passkey))
        .route("/invitation/name", post(invitation::say_name))
        .route("/invitation/accept", post(invitation::accept))
        .route("/verify/demo", post(sign_ins::verify_in_demo))
        .route("/signins/rename", post(sign_ins::rename))
        .route("/signins/remove", post(sign_ins::remove))
        .route("/signins/end", post(sign_ins::end))
        .route("/signins/end-others", post(sign_ins::end_others))
        .route("/signins/end-all", post(sign_ins::end_all))
        .route("/signins/way-in", post(sign_ins::decide))
        .route(held::PAGE, get(held::page))
        .route("/signin/demo-staff", post(demo_staff::sign_in))
        .merge(limited(What::Oidc, "/signin/outside/{name}", get(oidc::begin)))
        .route("/signin/outside/{name}/back", get(oidc::finish))
        .route("/signout", post(sign_out::sign_out))
        .route("/people/new", post(people::invite))
        .route("/people/{id}/confirm", post(people::confirm))
        .route("/people/{id}/end", post(people::end))
        .route("/people/{id}/emergency", post(people::in_emergencies))
        .route("/records", post(people::open_record))
        .route("/records/resign", post(people::resign))
        .route("/api/sharing", get(sharing::as_json))
        .route("/consent/fhir", get(sharing::as_fhir))
        .route("/consent/preset", post(sharing::choose_preset))
        .route("/consent/switches", post(sharing::put_switches))
        .route("/consent/item", post(sharing::choose_item))
        .route("/consent/withdraw", post(sharing::withdraw))
        .route("/consent/undo", post(sharing::undo))
        .route("/api/treating", get(treating::as_json))
        .route("/consent/treating", post(treating::answer))
        .route("/consent/code", get(treating::code_page).post(treating::make_code))
        .route("/kept/terms", post(kept::keep))
        .route("/push/key", get(push::key))
        .route("/push/subscribe", post(push::subscribe))
        .route("/push/unsubscribe", post(push::unsubscribe))
        .route("/push/known", post(push::known))
        .route("/settings/language", post(settings::choose_language))
        .route("/settings/text-size", post(settings::choose_text_size))
        .merge(
            Routes::default()
                .route("/show/link", post(links::make))
                .route_layer(DefaultBodyLimit::max(links::MOST_SENT)),
        )
        .fallback(not_found)
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(middleware::from_fn(token::refuse_posts_without))
        .layer(middleware::from_fn_with_state(state.clone(), origin::refuse_cross_site_posts))
        .layer(middleware::from_fn_with_state(state.clone(), refused::as_page))
        .layer(middleware::from_fn(headers::clinical))
        .layer(middleware::from_fn_with_state(state.clone(), recognise::recognise))
        .layer(middleware::from_fn_with_state(state.clone(), host::of_pages))
        .layer(middleware::from_fn(compression::as_it_goes));

    let desk = desk::routes()
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(middleware::from_fn(token::refuse_posts_without))
        .layer(middleware::from_fn_with_state(state.clone(), origin::refuse_cross_site_posts))
        .layer(middleware::from_fn_with_state(state.clone(), refused::as_page))
        .layer(middleware::from_fn(headers::without_scripts))
        .layer(middleware::from_fn_with_state(state.clone(), recognise::recognise))
        .layer(middleware::from_fn_with_state(state.clone(), host::of_pages))
        .layer(middleware::from_fn(compression::as_it_goes));

    // What listens keeps no session alive, so the visitor is not recognised as on pages; a snapshot outlives its session,
    // and its document knows nobody.
    let live = Routes::default()
        .route("/api/access-history/live", get(live::listen))
        .route("/kept/stays", get(kept::stays))
        .layer(middleware::from_fn(headers::clinical))
        .layer(middleware::from_fn_with_state(state.clone(), host::of_pages));

    // Nobody is signed in where a link is opened, and no answer of it says whether somebody is.
    let opening = health_link::for_any_viewer()
        .layer(middleware::from_fn(headers::clinical))
        .layer(middleware::from_fn_with_state(state.clone(), host::of_pages));
    let viewer = health_link::viewer()
        .layer(middleware::from_fn(headers::clinical))
        .layer(middleware::from_fn_with_state(state.clone(), host::of_pages))
        .layer(middleware::from_fn(compression::as_it_goes));

    Routes::default()
        .route("/fhir", post(fhir::receive).otherwise(fhir_metadata::only_post))
        .route("/fhir/", post(fhir::receive).otherwise(fhir_metadata::only_post))
        .route("/fhir/metadata", get(fhir_metadata::statement).otherwise(fhir_metadata::only_get))
        .route("/fhir/Bundle", get(fhir_metadata::only_by_id).otherwise(fhir_metadata::only_by_id))
        .route("/fhir/Bundle/{id}", get(fhir::original).otherwise(fhir_metadata::only_get))
        .route("/fhir/{*rest}", get(fhir_metadata::nothing).otherwise(fhir_metadata::nothing))
        .route("/cds-services", get(cds_hooks::discover))
        .route("/cds-services/{id}", post(cds_hooks::answer))
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn(headers::clinical))
        .layer(middleware::from_fn_with_state(state.clone(), host::of_machines))
        // Under any name: whoever watches the service may know an address only, and nobody's data is behind these.
        .route("/healthz", get(health::health))
        .route("/log/checkpoint", get(history::checkpoint))
        .route("/log/key", get(history::key))
        .route("/i18n/{file}", get(assets::catalogue))
        .route("/knowledge/{file}", get(assets::knowledge))
        .merge(assets::files(&state.front_end))
        .merge(install::routes(scripts).layer(middleware::from_fn(compression::as_it_goes)))
        .merge(live)
        .merge(opening)
        .merge(viewer)
        .merge(desk)
        .merge(pages)
        .layer(middleware::from_fn(headers::every_answer))
        .layer(middleware::from_fn(request_log::log))
}
