//! `/desk/emergency/{access}`: what matters first, and the ways to the rest.

use super::words;
use crate::{
    desk::{
        Content,
        record::{InEmergency, emergency_summary, open_until},
    },
    i18n::Locale,
    paper::EmergencyPaper,
    plain::in_words_of,
    t,
};
use leptos::prelude::*;
use shared::emergency::Reason;

/// The summary, the way to the ordinary view, and the same as files.
pub fn emergency_summary_page(paper: EmergencyPaper, open: InEmergency) -> Content {
    let address = open.address.clone();
    let file = |ending| format!("{address}/summary.{ending}");
    let title = t!("desk-emergency-record-title", name = paper.summary.person.name.clone());
    let body = view! {
        <div class="screen-only emergency-open">{open_until(&open)}</div>
        <ul class="jump-list screen-only emergency-ways">
            <li><a href=format!("{address}/record")>{t!("desk-emergency-ordinary-view")}</a></li>
            <li><a href=file("pdf")>{t!("desk-emergency-pdf")}</a></li>
            <li><a href=file("xml")>{t!("desk-emergency-xml")}</a></li>
        </ul>
        {emergency_summary(&paper)}
    };
    Content { title, body: body.into_any() }
}

/// Why it was opened, as a paper says it in `locale`: the reason, and the words that explain "other".
pub fn emergency_reason(locale: Locale, reason: Reason, note: &str) -> String {
    in_words_of(locale, || match reason {
        Reason::Other => t!("desk-emergency-other-namely", note = note.to_owned()),
        known => words::reason(known),
    })
}
