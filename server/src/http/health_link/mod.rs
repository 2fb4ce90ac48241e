//! SMART Health Links as whoever has one opens them: manifest and files for any viewer, and the viewer of ours. Nobody is
//! signed in here.

mod manifest;
mod viewer;

use super::plumbing::routes::{Routes, get, post};
use axum::{extract::DefaultBodyLimit, middleware};

/// Bytes of a request for a manifest.
const MOST_ASKED: usize = 16 * 1024;

/// For viewers everywhere: any page may ask, and none with a session.
pub fn for_any_viewer() -> Routes {
    Routes::default()
        .route("/link/{secret}", post(manifest::manifest).otherwise(manifest::only_post))
        .route("/link/file/{secret}", get(manifest::file).otherwise(manifest::only_get))
        .layer(DefaultBodyLimit::max(MOST_ASKED))
        .layer(middleware::map_response(manifest::for_anybody))
}

/// The viewer of ours.
pub fn viewer() -> Routes {
    Routes::default().route("/v", get(viewer::page)).route("/v/other", get(viewer::other))
}
