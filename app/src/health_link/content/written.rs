use crate::{
    context::visit::Visit,
    markup::{Inert, ModuleScript},
    plain,
    shell::Program,
};
use leptos::prelude::*;

/// The document around `inside`, and the script that starts its program.
pub fn document<V: IntoView>(
    visit: &Visit,
    stylesheets: Vec<String>,
    tab: Inert,
    program: &Program,
    inside: V,
) -> impl IntoView + use<V> {
    let described = serde_json::to_string(visit).expect("a visit is plain data");
    view! {
        <!DOCTYPE html>
        <html lang=visit.locale.tag() data-text-size=visit.text_size.tag()>
            <head>
                {plain::head(stylesheets, tab)}
                <meta name="robots" content="noindex"/>
                <meta name="mikata-visit" content=described/>
                <ModuleScript text=program.start("health_link").into()/>
            </head>
            <body>{inside}</body>
        </html>
    }
}
