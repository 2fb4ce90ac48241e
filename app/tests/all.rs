//! The tests of the pages in one program: `cargo test --workspace --test all words::` runs those of one file.

mod clinical_pages;
mod format;
mod frame;
mod words;

/// Starts the executor and lists the routes, as the server does before its first request. Once for all tests: while routes
/// are listed, no resource in the whole process loads, and a page that is written meanwhile waits for good.
#[cfg(feature = "ssr")]
fn start_once() {
    static STARTED: std::sync::Once = std::sync::Once::new();
    STARTED.call_once(|| drop(leptos_axum::generate_route_list(app::App)));
}
