//! The HTML document around the app, rendered on the server only.

use crate::{App, context::visit::Visit};
use leptos::{hydration::HydrationScripts, prelude::*};
use leptos_meta::MetaTags;

/// The hashed names of what the browser build produced.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub stylesheets: Vec<String>,
}

pub fn shell(options: LeptosOptions, assets: Assets) -> impl IntoView {
    let visit = use_context::<Visit>().unwrap_or_default();
    let described = serde_json::to_string(&visit).expect("a visit is plain data");
    view! {
        <!DOCTYPE html>
        <html lang=visit.locale.tag() data-text-size=visit.text_size.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="mikata-visit" content=described/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {assets
                    .stylesheets
                    .into_iter()
                    .map(|href| view! { <link rel="stylesheet" href=href/> })
                    .collect_view()}
                <link rel="preload" href=visit.catalogue r#as="fetch" crossorigin="anonymous"/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
