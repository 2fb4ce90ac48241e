//! The history as a table for a spreadsheet.

use super::words;
use crate::{context::visit::Visit, i18n::Words, t};
use chrono::SecondsFormat;
use leptos::prelude::*;
use shared::{
    log::{Entry, History, export::csv_cell},
    time::tokyo,
};

/// One line per entry, oldest first, in the reader's words. A byte order mark, because Japanese
/// spreadsheets take a file without one for Shift_JIS.
pub fn csv(history: &History, words: &Words, visit: Visit) -> String {
    // The words belong to an owner, as in any page.
    Owner::new().with(|| {
        provide_context(words.clone());
        provide_context(visit);
        let heading = [
            t!("history-csv-number"),
            t!("history-csv-time"),
            t!("history-csv-who"),
            t!("history-csv-facility"),
            t!("history-csv-purpose"),
            t!("history-csv-asked"),
            t!("history-csv-outcome"),
            t!("history-csv-role"),
            t!("history-csv-kinds"),
            t!("history-csv-consent"),
        ];
        let lines = history.entries.iter().map(|entry| line(&cells(entry, history)));
        std::iter::once(format!("\u{feff}{}", line(&heading))).chain(lines).collect()
    })
}

fn cells(entry: &Entry, history: &History) -> [String; 10] {
    let access = entry.access();
    let caregiver = history.caregiver_of(entry.leaf.seq);
    let (roles, kinds) = (words::roles(&access.roles), words::kinds(&access));
    let consents: Vec<String> = access.consents.iter().map(ToString::to_string).collect();
    [
        entry.leaf.seq.to_string(),
        access.at.with_timezone(&tokyo()).to_rfc3339_opts(SecondsFormat::Secs, false),
        words::who(access.actor, access.facility.as_ref(), caregiver, &history.facilities),
        access.facility.map(|code| code.to_string()).unwrap_or_default(),
        words::purpose(access.purpose),
        words::asked_for(access.purpose),
        words::outcome(access.outcome),
        roles,
        kinds,
        consents.join(" "),
    ]
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
    format!("{}\r\n", cells.join(","))
}
