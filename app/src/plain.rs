//! Documents without a program: rendered on the server alone, as plain HTML that brings no script.

use crate::{
    components::demo_banner::DemoBanner,
    context::visit::Visit,
    i18n::{Locale, embedded},
    markup::{DocumentTitle, Inert},
    t,
};
use leptos::prelude::*;

/// Writes in the words of this visit.
pub fn speaking(visit: &Visit, write: impl FnOnce() -> String) -> String {
    Owner::new().with(|| {
        provide_context(embedded::words(visit.locale));
        provide_context(visit.clone());
        write()
    })
}

/// Writes something else than a page, in `locale`.
pub fn in_words_of<T>(locale: Locale, write: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_context(embedded::words(locale));
        crate::format::provide_names();
        write()
    })
}

/// Frame of every page within the portal around its words. `home`: where its name leads; `None`: nowhere.
pub fn framed<V: IntoView>(home: Option<&'static str>, inside: V) -> impl IntoView + use<V> {
    let name = match home {
        Some(home) => view! { <a class="app-name" href=home>{t!("app-name")}</a> }.into_any(),
        None => view! { <span class="app-name">{t!("app-name")}</span> }.into_any(),
    };
    view! {
        <div class="frame">
            <a class="skip-link" href="#main">{t!("skip-to-content")}</a>
            <header class="banner">
                <DemoBanner/>
                <div class="masthead">{name}</div>
            </header>
            <main id="main" class="main" tabindex="-1">{inside}</main>
        </div>
    }
}

/// What every document begins its head with.
pub fn head(stylesheets: Vec<String>, tab: Inert) -> impl IntoView {
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
        <meta name="color-scheme" content="light dark"/>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
        {stylesheets.into_iter().map(|href| view! { <link rel="stylesheet" href=href/> }).collect_view()}
        <DocumentTitle text=tab/>
    }
}

/// The document around `inside`. `class`: of the body; `tab`: what the browser calls it.
pub fn document<V: IntoView>(
    visit: &Visit,
    stylesheets: Vec<String>,
    class: Option<&'static str>,
    tab: Inert,
    inside: V,
) -> impl IntoView + use<V> {
    view! {
        <!DOCTYPE html>
        <html lang=visit.locale.tag() data-text-size=visit.text_size.tag()>
            <head>
                {head(stylesheets, tab)}
            </head>
            <body class=class>{inside}</body>
        </html>
    }
}
