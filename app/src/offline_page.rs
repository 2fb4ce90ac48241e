//! The document that a service worker shows where the portal cannot be reached. It is the same for everybody: the server
//! writes it without knowing who asks, in both languages, and it shows in the place of whatever was asked for.

use crate::{
    context::visit::Visit,
    i18n::{Locale, embedded},
    plain,
};
use leptos::prelude::*;

/// The whole document.
pub fn offline_page(stylesheets: Vec<String>) -> String {
    let visit = Visit::default();
    plain::speaking(&visit, || {
        let titles = Locale::ALL.map(|locale| embedded::words(locale).say("offline-page-title", &[]));
        let [first, second] = Locale::ALL.map(said);
        let inside = plain::framed(
            Some("/"),
            view! {
                {first}
                {second}
            },
        );
        plain::document(&visit, stylesheets, None, titles.join(" · ").into(), inside).to_html()
    })
}

/// In one language. An empty address is the one that was asked for: no script is needed to ask again.
fn said(locale: Locale) -> impl IntoView {
    let words = embedded::words(locale);
    let said = |key| words.say(key, &[]);
    let title = match locale == Locale::default() {
        true => view! { <h1>{said("offline-page-title")}</h1> }.into_any(),
        false => view! { <h2>{said("offline-page-title")}</h2> }.into_any(),
    };
    view! {
        <section class="section" lang=locale.tag()>
            {title}
            <p>{said("offline-page-why")}</p>
            <p>{said("offline-page-record")}</p>
            <p>{said("offline-page-urgent")}</p>
            <p><a class="button" href="">{said("offline-page-again")}</a></p>
        </section>
    }
}
