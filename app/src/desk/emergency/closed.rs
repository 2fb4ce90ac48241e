use crate::{desk::Content, t};
use leptos::prelude::*;

/// Page in the place of a record: its time is `over`, or there is nothing that may be shown. The latter says nothing
/// about what there is.
pub fn emergency_closed_page(over: bool) -> Content {
    let (title, advice) = match over {
        true => (t!("desk-emergency-over"), t!("desk-emergency-over-advice")),
        false => (t!("desk-emergency-withheld"), t!("desk-emergency-withheld-advice")),
    };
    let body = view! {
        <p>{advice}</p>
        <p><a class="button button-secondary" href="/desk/emergency">{t!("desk-emergency-begin")}</a></p>
    };
    Content { title, body: body.into_any() }
}
