//! Links by which a person shares something, and the viewer that opens them (docs/health-links.md). The server writes both
//! pages; what encrypts and decrypts runs in the browser.

#[cfg(feature = "hydrate")]
mod alive;
#[cfg(feature = "hydrate")]
mod browser;
pub mod content;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod make;
#[cfg(feature = "hydrate")]
mod making;
#[cfg(feature = "hydrate")]
mod opening;
pub mod sent;
#[cfg(feature = "ssr")]
mod viewer;
#[cfg(feature = "hydrate")]
mod viewing;

#[cfg(feature = "hydrate")]
pub use alive::begin;
#[cfg(feature = "ssr")]
pub use list::{LinkPage, LinksSaid, links_page};
#[cfg(feature = "ssr")]
pub use make::make_page;
#[cfg(feature = "ssr")]
pub use viewer::{Viewer, viewer_page};

/// A document as lines for a chart, in `locale`.
#[cfg(feature = "ssr")]
pub fn chart_text(document: &shared::ips::document::Document, locale: crate::i18n::Locale) -> String {
    crate::plain::in_words_of(locale, || content::plain_text(document))
}

/// A document as the viewer shows it, in `locale`: as HTML.
#[cfg(feature = "ssr")]
pub fn viewer_article(document: &shared::ips::document::Document, locale: crate::i18n::Locale) -> String {
    use leptos::prelude::RenderHtml;
    crate::plain::in_words_of(locale, || content::shown(document, 2).to_html())
}

/// Where what is shared is listed.
pub const LINKS_PAGE: &str = "/show/link";

/// Where links are opened.
pub const VIEWER_PAGE: &str = "/v";

/// Where links of other issuers and documents are opened.
pub const OTHER_PAGE: &str = "/v/other";
