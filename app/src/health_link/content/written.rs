use crate::{
    context::visit::Visit,
    markup::{Inert, ModuleScript},
    plain,
    shell::Program,
};
use leptos::prelude::*;

/// Takes a link out of the address before anything else is fetched: into a variable that the program empties.
const TAKE_LINK: &str = "
    const given = location.hash;
    if (/shlink/i.test(given)) {
        window.mikataLink = given;
        history.replaceState(null, '', location.pathname + location.search);
    }
";

/// The document around `inside`, and the script that starts its program. `opens`: it opens links that its address holds.
pub fn document<V: IntoView>(
    visit: &Visit,
    stylesheets: Vec<String>,
    tab: Inert,
    program: &Program,
    opens: bool,
    inside: V,
) -> impl IntoView + use<V> {
    let script = format!("{}{}", if opens { TAKE_LINK } else { "" }, program.start("health_link"));
    let described = serde_json::to_string(visit).expect("a visit is plain data");
    view! {
        <!DOCTYPE html>
        <html lang=visit.locale.tag() data-text-size=visit.text_size.tag()>
            <head>
                {plain::head(stylesheets, tab)}
                <meta name="robots" content="noindex"/>
                <meta name="mikata-visit" content=described/>
                {program.preloaded()}
                <link rel="preload" href=visit.catalogue.clone() r#as="fetch" crossorigin="anonymous"/>
                <ModuleScript text=script.into()/>
            </head>
            <body>{inside}</body>
        </html>
    }
}
