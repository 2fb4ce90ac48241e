//! What every route stands on: layers, extractors, cookies, limits and the state of the service. No feature.

pub mod assets;
pub mod compression;
pub mod connections;
pub mod cookies;
pub mod file_tag;
pub mod form;
pub mod form_token;
pub mod headers;
pub mod health;
pub mod host;
pub mod limits;
pub mod local_path;
pub mod origin;
pub mod pace;
pub mod page_error;
pub mod parts;
pub mod proxy;
pub mod refused;
pub mod request_log;
pub mod routes;
pub mod sent_json;
pub mod state;
pub mod visitor;
