//! `/install`: how the portal comes to the home screen of a phone or a computer. Plain HTML, the same for everybody.

use crate::{context::visit::Visit, plain, t};
use leptos::prelude::*;

/// The whole document.
pub fn install_guide(visit: &Visit, stylesheets: Vec<String>) -> String {
    plain::speaking(visit, || {
        let title = t!("install-title");
        let tab = format!("{title} · {}", t!("app-name"));
        let inside = plain::framed(
            Some("/"),
            view! {
                <h1>{title}</h1>
                <p class="lead">{t!("install-lead")}</p>
                <p>{t!("install-shared")}</p>
                <section class="section" aria-labelledby="iphone">
                    <h2 id="iphone">{t!("install-iphone")}</h2>
                    <ol>
                        <li>{t!("install-iphone-open")}</li>
                        <li>{sign("M12 15V3m-4 4 4-4 4 4M7 10H5v11h14V10h-2")}{t!("install-iphone-share")}</li>
                        <li>{sign("M4 4h16v16H4zM12 8v8M8 12h8")}{t!("install-iphone-add")}</li>
                    </ol>
                </section>
                <section class="section" aria-labelledby="android">
                    <h2 id="android">{t!("install-android")}</h2>
                    <ol>
                        <li>{sign("M12 5h.01M12 12h.01M12 19h.01")}{t!("install-android-menu")}</li>
                        <li>{sign("M7 3h10v18H7zM12 8v7m-3-3 3 3 3-3")}{t!("install-android-add")}</li>
                    </ol>
                </section>
                <section class="section" aria-labelledby="computer">
                    <h2 id="computer">{t!("install-computer")}</h2>
                    <ul>
                        <li>{sign("M12 4v9m-4-4 4 4 4-4M14 4h7v13H3V4h7M8 21h8")}{t!("install-computer-menu")}</li>
                        <li>{t!("install-computer-mac")}</li>
                    </ul>
                </section>
                <p>{t!("install-remove")}</p>
                <p class="back"><a href="/">{t!("install-back")}</a></p>
            },
        );
        plain::document(visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

/// The sign that is meant, as browsers draw it; its words stand beside it.
fn sign(path: &'static str) -> impl IntoView {
    view! {
        <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d=path/></svg>
        " "
    }
}
