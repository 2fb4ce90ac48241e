//! Results inside a document: laboratory, body measurements, answers of a questionnaire.

use crate::{
    components::{technical_term::Codes, unreadable::UnreadParts},
    format,
    pages::labs::{ResultStatusTag, ResultValue},
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, Observation, ResultStatus};

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
                        <th scope="col" role="columnheader">{t!("documents-result-more")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{results.iter().map(|result| row(result, facilities)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(result: &Observation, facilities: &[Facility]) -> impl IntoView + use<> {
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("documents-not-sent"));
    let date = result.effective.as_ref().map_or_else(|| t!("documents-not-sent"), format::moment);
    let specimen = result.specimen.clone().map(|name| t!("documents-specimen", name = name));
    let more: Vec<String> = specimen.into_iter().chain(result.notes.iter().cloned()).collect();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{result.name.clone()}</th>
            <td role="cell" class="number" data-label=t!("documents-result-value")>
                <div>
                    <ResultValue result=result.clone()/>
                    {(result.status != ResultStatus::Final).then(|| view! {
                        " "
                        <ResultStatusTag status=result.status/>
                    })}
                </div>
            </td>
            <td role="cell" class="figures" data-label=t!("documents-result-range")>{range}</td>
            <td role="cell" class="figures" data-label=t!("documents-result-date")>{date}</td>
            <td role="cell" data-label=t!("documents-result-more")>
                <div>
                    {more.into_iter().map(|said| view! { <div class="prose">{said}</div> }).collect_view()}
                    <UnreadParts origin=&result.origin facilities/>
                    <Codes codes=result.codes.clone()/>
                </div>
            </td>
        </tr>
    }
}
