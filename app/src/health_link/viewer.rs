//! `/v`, `/v/other`: the viewer, as the server writes it. It knows nobody: what it shows is decrypted in the browser.

use super::{OTHER_PAGE, VIEWER_PAGE, content};
use crate::{context::visit::Visit, i18n::Locale, markup::WithoutScripts, plain, shell::Program, t};
use leptos::{nonce::Nonce, prelude::*};

/// Which links it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Those of this portal.
    Own,
    /// Those of other issuers, and documents that somebody has as a file.
    Other,
}

/// The whole document.
pub fn viewer_page(
    visit: &Visit,
    stylesheets: Vec<String>,
    program: &Program,
    nonce: &str,
    viewer: Viewer,
) -> String {
    plain::speaking(visit, || {
        provide_context(Nonce::from_value(nonce.to_owned()));
        let tab = format!("{} · {}", t!("viewer-title"), t!("app-name"));
        let inside = plain::framed(None, inside(visit.locale, viewer));
        content::document(visit, stylesheets, tab.into(), program, true, inside).to_html()
    })
}

fn inside(locale: Locale, viewer: Viewer) -> impl IntoView {
    let (kind, page) = match viewer {
        Viewer::Own => ("view", VIEWER_PAGE),
        Viewer::Other => ("view-other", OTHER_PAGE),
    };
    let others = Locale::ALL.into_iter().filter(|one| *one != locale).map(|one| {
        let address = format!("{page}?lang={}", one.tag());
        view! { <a class="screen-only" data-language href=address lang=one.tag() hreflang=one.tag()>{one.own_name()}</a> }
    });
    view! {
        <div class="cluster viewer-head">
            <h1>{t!("viewer-title")}</h1>
            {others.collect_view()}
        </div>
        <WithoutScripts text=t!("viewer-needs-scripts").into()/>
        <div data-health-link=kind>
            <p data-waits>{t!("viewer-loading")}</p>
            <div data-shown></div>
        </div>
    }
}
