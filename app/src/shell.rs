//! The HTML document around the app, rendered on the server only.

use crate::{
    App,
    context::visit::Visit,
    i18n::Locale,
    lazy::{FirstPage, LazyPage},
    markup::ModuleScript,
    t,
};
use leptos::prelude::*;
use leptos_meta::MetaTags;
use std::collections::BTreeMap;

/// The hashed names of what the browser build produced.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub stylesheets: Vec<String>,
    /// Addresses of the files of each part of the program beside its main one ([`crate::lazy`]).
    pub groups: BTreeMap<String, Vec<String>>,
    /// By language: the script that registers the service worker and invites to install.
    pub installing: Vec<(Locale, String)>,
}

/// A program that is started by a document of its own.
#[derive(Clone, Debug)]
pub struct Program {
    loader: String,
    /// Its main part, in WebAssembly.
    wasm: String,
    /// Fetches the other parts; the loader imports it.
    parts: String,
    /// Addresses of the other parts that the document needs at once.
    first: Vec<String>,
}

impl Program {
    pub fn of(options: &LeptosOptions) -> Self {
        let built = |ending: &str| format!("/{}/{}{ending}", options.site_pkg_dir, options.output_name);
        let (loader, wasm) = (built(".js"), built("_bg.wasm"));
        let parts = loader.rsplit_once('/').map(|(folder, _)| format!("{folder}/__wasm_split.js"));
        Self { parts: parts.unwrap_or_default(), loader, wasm, first: Vec::new() }
    }

    /// With the addresses of other parts that the document needs at once.
    pub fn with(self, first: Vec<String>) -> Self {
        Self { first, ..self }
    }

    /// Files that the document says ahead of its script.
    pub fn preloaded(&self) -> impl IntoView + use<> {
        let modules = [self.loader.clone(), self.parts.clone()];
        let fetched = std::iter::once(self.wasm.clone()).chain(self.first.iter().cloned());
        view! {
            {modules.map(|href| view! { <link rel="modulepreload" href=href crossorigin="anonymous"/> }).to_vec()}
            {fetched
                .map(|href| view! { <link rel="preload" href=href r#as="fetch" crossorigin="anonymous"/> })
                .collect_view()}
        }
    }

    /// A script that fetches all of it at the same time and calls its function `entry`.
    pub fn start(&self, entry: &str) -> String {
        let Self { loader, wasm, parts, .. } = self;
        format!(
            "const wasm = fetch({wasm:?}, {{ credentials: \"same-origin\" }});
            import({parts:?});
            import({loader:?}).then(function (program) {{
                // A task of its own: what is pressed meanwhile is answered in between.
                program.default({{ module_or_path: wasm }}).then(function () {{ setTimeout(program.{entry}); }});
            }});"
        )
    }
}

/// What this page's program needs beside its main part, at once.
fn needed_at_once(assets: &Assets) -> Vec<String> {
    let request = use_context::<http::request::Parts>();
    let page = request.and_then(|request| LazyPage::at(request.uri.path()));
    let Some(page) = page else { return Vec::new() };
    match page.first {
        FirstPage::WithPasskeys => assets.groups.get("passkey").cloned().unwrap_or_default(),
        FirstPage::AsWritten | FirstPage::Alive => Vec::new(),
    }
}

/// `--mikata-surface` by day and by night: what browsers paint around the page, which begins with its banner.
pub const THEME_LIGHT: &str = "#ffffff";
pub const THEME_DARK: &str = "#1e2329";

/// `--mikata-paper` by day: what is there before a page is.
pub const PAPER: &str = "#faf9f6";

pub fn shell(options: LeptosOptions, assets: Assets) -> impl IntoView {
    let visit = use_context::<Visit>().unwrap_or_default();
    let described = serde_json::to_string(&visit).expect("a visit is plain data");
    let needed = needed_at_once(&assets);
    let at_once = !needed.is_empty();
    let installing = assets.installing.into_iter().find(|(locale, _)| *locale == visit.locale);
    let installing = installing.map(|(_, src)| src);
    view! {
        <!DOCTYPE html>
        <html lang=visit.locale.tag() data-text-size=visit.text_size.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                {theme("(prefers-color-scheme: light)", THEME_LIGHT)}
                {theme("(prefers-color-scheme: dark)", THEME_DARK)}
                <meta name="apple-mobile-web-app-title" content=t!("app-name")/>
                <meta name="mikata-visit" content=described/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/pkg/apple-touch-icon.png"/>
                <link rel="manifest" href=format!("/manifest.webmanifest?lang={}", visit.locale.tag())/>
                {assets
                    .stylesheets
                    .into_iter()
                    .map(|href| view! { <link rel="stylesheet" href=href/> })
                    .collect_view()}
                {needed
                    .into_iter()
                    .map(|href| view! { <link rel="preload" href=href r#as="fetch" crossorigin="anonymous"/> })
                    .collect_view()}
                <ProgramScripts options at_once/>
                {installing.map(|src| view! { <ModuleScript text=when_loaded(&src).into()/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

fn theme(media: &'static str, colour: &'static str) -> impl IntoView {
    leptos::html::meta().name("theme-color").attr("media", media).content(colour)
}

/// Imports a script of ours when the page has all that it needs.
fn when_loaded(src: &str) -> String {
    format!("addEventListener(\"load\", function () {{ import({src:?}); }});")
}

/// Scripts that fetch the program and start it, once the page is on screen: it reads without, and what it is read by goes
/// first. `at_once`: a button of it needs the program. Leptos' `HydrationScripts` writes the page's nonce into
/// `crossorigin`: there it can be read, which browsers prevent for a nonce that stands in `nonce`.
#[component]
fn ProgramScripts(options: LeptosOptions, at_once: bool) -> impl IntoView {
    let program = Program::of(&options);
    let start = format!("function start() {{ {} }}", program.start("hydrate"));
    let Program { loader, wasm, parts: groups, .. } = program;
    let when = if at_once {
        "start();"
    } else {
        // What a browser tells of no frame (a page that nobody sees) waits a second.
        "function painted() {
            let begun = false;
            const begin = function () { if (!begun) { begun = true; setTimeout(start); } };
            try { new PerformanceObserver(begin).observe({ type: \"paint\", buffered: true }); } catch { begin(); }
            setTimeout(begin, 1000);
        }
        if (document.readyState === \"complete\") painted(); else addEventListener(\"load\", painted);"
    };
    let links = at_once.then(|| {
        view! {
            <link rel="modulepreload" href=loader crossorigin="anonymous"/>
            <link rel="modulepreload" href=groups crossorigin="anonymous"/>
            <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        }
    });
    view! {
        {links}
        <ModuleScript text=format!("{start}\n{when}").into()/>
    }
}
