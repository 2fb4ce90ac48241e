//! `/kept`: a document with nobody's data and the same for everybody, which a browser may keep for when there is no
//! network. It says in both languages what it does; its program then goes on in the reader's.

use crate::{
    context::visit::Visit,
    i18n::{Locale, embedded},
    markup::{DocumentTitle, WithoutScripts, module_file},
    plain,
};
use leptos::prelude::*;

/// The whole document. `catalogues`: where the words of each language are; `visit`: what is so for everybody.
pub fn document(
    visit: &Visit,
    stylesheets: Vec<String>,
    options: &LeptosOptions,
    catalogues: &[(Locale, String)],
) -> String {
    plain::speaking(visit, || {
        let described = serde_json::to_string(visit).expect("a visit is plain data");
        let catalogues = serde_json::to_string(catalogues).expect("addresses are plain data");
        let built = |ending: &str| format!("/{}/{}{ending}", options.site_pkg_dir, options.output_name);
        let tab = Locale::ALL.map(|locale| embedded::words(locale).say("kept-title", &[])).join(" · ");
        let [first, second] = Locale::ALL.map(said);
        view! {
            <!DOCTYPE html>
            <html lang=visit.locale.tag() data-text-size=visit.text_size.tag()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="mikata-visit" content=described/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    {stylesheets.into_iter().map(|href| view! { <link rel="stylesheet" href=href/> }).collect_view()}
                    <link rel="modulepreload" href=built(".js") crossorigin="anonymous"/>
                    <link
                        rel="preload"
                        href=built("_bg.wasm")
                        r#as="fetch"
                        r#type="application/wasm"
                        crossorigin="anonymous"
                    />
                    {module_file("/kept.js")}
                    <DocumentTitle text=tab.into()/>
                </head>
                <body>
                    <div data-kept-shell=catalogues>{plain::framed(Some("/"), view! { {first} {second} })}</div>
                </body>
            </html>
        }
        .to_html()
    })
}

/// In one language.
fn said(locale: Locale) -> impl IntoView {
    let words = embedded::words(locale);
    let said = |key| words.say(key, &[]);
    let title = match locale == Locale::default() {
        true => view! { <h1>{said("kept-title")}</h1> }.into_any(),
        false => view! { <h2>{said("kept-title")}</h2> }.into_any(),
    };
    view! {
        <section class="section" lang=locale.tag()>
            {title}
            <p>{said("kept-loading")}</p>
            <WithoutScripts text=said("kept-needs-scripts").into()/>
        </section>
    }
}
