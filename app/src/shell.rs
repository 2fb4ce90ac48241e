//! The HTML document around the app, rendered on the server only.

use crate::{App, context::visit::Visit, markup::ModuleScript};
use leptos::prelude::*;
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
                <ProgramScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Scripts that fetch the program and start it. Leptos' `HydrationScripts` does the same and writes the page's nonce
/// into `crossorigin`: there it can be read, which browsers prevent for a nonce that stands in `nonce`.
#[component]
fn ProgramScripts(options: LeptosOptions) -> impl IntoView {
    let built = |ending: &str| format!("/{}/{}{ending}", options.site_pkg_dir, options.output_name);
    let (loader, wasm) = (built(".js"), built("_bg.wasm"));
    let start = format!(
        "import({loader:?}).then(function (program) {{
            program.default({{ module_or_path: {wasm:?} }}).then(function () {{ program.hydrate(); }});
        }});"
    );
    view! {
        <link rel="modulepreload" href=loader crossorigin="anonymous"/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <ModuleScript text=start.into()/>
    }
}
