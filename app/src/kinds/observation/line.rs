//! Results inside a document: laboratory, body measurements, answers of a questionnaire.

use super::{ResultStatusTag, ResultValue};
use crate::components::as_sent::as_sent;
use crate::{
    components::{figures::figures, unreadable::UnreadParts},
    format, t,
};
use leptos::prelude::*;
use shared::record::{Facility, Observation, ResultStatus};

/// A table with one result: those that follow one another stand in one ([`results`]).
pub fn line(result: &Observation, facilities: &[Facility]) -> impl IntoView + use<> {
    results(&[result], "main", facilities)
}

/// A table named by the section's heading.
pub fn results(results: &[&Observation], named_by: &str, facilities: &[Facility]) -> impl IntoView + use<> {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby=named_by.to_owned()>
            <table class="data-table data-table-cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t!("documents-result-name")}</th>
                        <th scope="col" role="columnheader">{t!("documents-result-value")}</th>
                        <th scope="col" role="columnheader">{t!("documents-result-range")}</th>
                        <th scope="col" role="columnheader">{t!("documents-result-date")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{results.iter().map(|result| row(result, facilities)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(result: &Observation, facilities: &[Facility]) -> impl IntoView + use<> {
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("documents-not-sent"));
    let date =
        result.effective.as_ref().map_or_else(|| t!("documents-not-sent"), |at| format::day(at.first_day()));
    let specimen = result.specimen.clone();
    let more = (!result.notes.is_empty() || !result.origin.unread_parts.is_empty())
        .then(|| more(result, facilities));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                {as_sent(result.name.clone())}
                {specimen.map(|name| view! { <br/> <span class="specimen">{as_sent(name)}</span> })}
            </th>
            <td role="cell" class="number" data-label=t!("documents-result-value")>
                <div>
                    <ResultValue result=result.clone()/>
                    {(result.status != ResultStatus::Final).then(|| view! {
                        " "
                        <ResultStatusTag status=result.status/>
                    })}
                </div>
            </td>
            <td role="cell" class="figures" data-label=t!("documents-result-range")>{figures(range)}</td>
            <td role="cell" class="figures" data-label=t!("documents-result-date")>{date}</td>
        </tr>
        {more}
    }
}

/// Notes and what could not be read, in a row of their own below the result.
fn more(result: &Observation, facilities: &[Facility]) -> impl IntoView + use<> {
    view! {
        <tr role="row">
            <td role="cell" colspan="4">
                <p class="muted">{as_sent(t!("documents-result-about", name = result.name.clone()))}</p>
                {result.notes.iter().map(|note| view! { <p class="prose" lang=format::written_lang(note)>{note.clone()}</p> }).collect_view()}
                <UnreadParts origin=&result.origin facilities/>
            </td>
        </tr>
    }
}
