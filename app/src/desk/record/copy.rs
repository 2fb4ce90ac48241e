//! The page's facts as plain text, for a chart: each line with its source and day.

use super::who_in_words;
use crate::{desk::Patient, format, kinds::row::Part, markup::TextToCopy, t};
use leptos::prelude::*;
use shared::record::RecordView;

/// Most lines of it that are seen without scrolling.
const ROWS: u8 = 18;

/// Behind a tap: what stands at first sight on the page, to be selected and copied.
pub fn copy(patient: &Patient, view: &RecordView, parts: &[Part], has_untold: bool) -> impl IntoView + use<> {
    let text = text(patient, view, parts, has_untold);
    // No part of it can say its language for itself.
    let lang = format::written_lang(&text);
    view! {
        <details class="details details-plain care-copy">
            <summary>{t!("desk-care-copy")}</summary>
            <label for="care-copy">{t!("desk-care-copy-hint")}</label>
            <div lang=lang><TextToCopy id="care-copy" rows=ROWS text=text.into()/></div>
        </details>
    }
}

fn text(patient: &Patient, view: &RecordView, parts: &[Part], has_untold: bool) -> String {
    let mut lines = vec![patient.name.clone(), who_in_words(patient, view), t!("desk-care-not-all")];
    for part in parts.iter().filter(|part| part.is_at_first_sight()) {
        lines.push(String::new());
        lines.push(t!("desk-care-copy-heading", title = part.title.clone()));
        match part.text.is_empty() {
            true => lines.push(t!("desk-care-none")),
            false => {
                lines.extend(part.text.iter().map(|line| t!("desk-care-copy-line", line = line.clone())))
            }
        }
    }
    // What the patient was not told is written into a chart by hand or not at all.
    lines.extend(has_untold.then(|| t!("desk-care-copy-untold")));
    lines.join("\n")
}
