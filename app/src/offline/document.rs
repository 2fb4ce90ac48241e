//! Documents that a snapshot is opened on. They have nobody's data and are the same for everybody, so that a browser may
//! keep them: in both languages they say what they are, and their program goes on in the reader's where there is a snapshot.

use crate::{
    context::visit::Visit,
    i18n::{Locale, embedded},
    markup::{WithoutScripts, module_file},
    plain,
};
use leptos::prelude::*;

/// Where the document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// At an address of its own ([`super::PAGE`]), with or without a network.
    Kept,
    /// In the place of whatever was asked for, where the portal cannot be reached.
    Unreachable,
}

/// What the document needs from the build, by its addresses.
#[derive(Clone, Debug)]
pub struct ShellFiles {
    pub stylesheets: Vec<String>,
    /// Starts the program.
    pub script: String,
    /// The program's loader and its main part.
    pub loader: String,
    pub program: String,
    /// The words of each language.
    pub catalogues: Vec<(Locale, String)>,
}

/// The whole document. `visit`: what is so for everybody.
pub fn document(shell: Shell, visit: &Visit, files: &ShellFiles) -> String {
    plain::speaking(visit, || {
        let described = serde_json::to_string(visit).expect("a visit is plain data");
        let title = match shell {
            Shell::Kept => "kept-title",
            Shell::Unreachable => "offline-page-title",
        };
        let tab = Locale::ALL.map(|locale| embedded::words(locale).say(title, &[])).join(" · ");
        let [first, second] = Locale::ALL.map(|locale| said(shell, title, locale));
        let catalogue = |(locale, address): &(Locale, String)| format!("{} {address}", locale.tag());
        let catalogues = files.catalogues.iter().map(catalogue).collect::<Vec<_>>().join(" ");
        view! {
            <!DOCTYPE html>
            <html lang=visit.locale.tag() data-text-size=visit.text_size.tag()>
                <head>
                    {plain::head(files.stylesheets.clone(), tab.into())}
                    <meta name="mikata-visit" content=described/>
                    {module_file(files.script.clone())}
                </head>
                <body>
                    <div
                        data-kept-shell=catalogues
                        data-loader=files.loader.clone()
                        data-program=files.program.clone()
                    >
                        {plain::framed(Some("/"), view! { {first} {second} })}
                    </div>
                </body>
            </html>
        }
        .to_html()
    })
}

/// In one language.
fn said(shell: Shell, title: &str, locale: Locale) -> impl IntoView {
    let words = embedded::words(locale);
    let said = |key| words.say(key, &[]);
    let title = match locale == Locale::default() {
        true => view! { <h1>{said(title)}</h1> }.into_any(),
        false => view! { <h2>{said(title)}</h2> }.into_any(),
    };
    let content = match shell {
        Shell::Kept => view! {
            <p>{said("kept-loading")}</p>
            <WithoutScripts text=said("kept-needs-scripts").into()/>
        }
        .into_any(),
        // An empty address is the one that was asked for: no script is needed to ask again.
        Shell::Unreachable => view! {
            <p>{said("offline-page-why")}</p>
            <p>{said("offline-page-record")}</p>
            <p>{said("offline-page-urgent")}</p>
            <p><a class="button" href="">{said("offline-page-again")}</a></p>
        }
        .into_any(),
    };
    view! {
        <section class="section" lang=locale.tag()>
            {title}
            {content}
        </section>
    }
}
