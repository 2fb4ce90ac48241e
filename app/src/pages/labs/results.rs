//! All results of one test, a line each: range and facility are said once, where they are the same everywhere.

use crate::components::as_sent::as_sent;
use crate::{
    components::{figures::figures, sent_link::SentLink, unreadable::UnreadParts},
    format,
    kinds::observation::{ResultStatusTag, ResultValue, result_status},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    labs::{Standing, TestSeries},
    record::{Facility, Observation, ResultStatus},
};

/// Lines that are open; what is older is one tap away.
const SHOWN_AT_ONCE: usize = 10;

pub struct Results {
    /// By time, newest first.
    results: Vec<Observation>,
    /// What all of them have; `None`: each says its own.
    range: Option<String>,
    facility: Option<String>,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
}

impl Results {
    pub fn of(series: &TestSeries, facilities: Vec<Facility>, as_of: NaiveDate) -> Self {
        let results: Vec<Observation> = series.by_time().into_iter().cloned().collect();
        Self {
            range: of_all(&results, range),
            facility: of_all(&results, |one| format::source(&facilities, &one.origin.source)),
            results,
            facilities,
            as_of,
        }
    }

    pub fn section(self) -> impl IntoView {
        let (newest, older) = self.results.split_at(self.results.len().min(SHOWN_AT_ONCE));
        let (count, more) = (self.results.len() as i64, older.len() as i64);
        let range = self.range.as_ref().map(|range| t!("labs-range-inline", range = range.clone()));
        let once: Vec<String> = range.into_iter().chain(self.facility.clone()).collect();
        view! {
            <section class="section">
                <h2 id="results">{t!("labs-all-results", count = count)}</h2>
                {(!once.is_empty()).then(|| view! { <p class="figures">{figures(once.join(" · "))}</p> })}
                <p class="muted">{t!("labs-final-unless-said")}</p>
                {self.table(newest, "results")}
                {(more > 0).then(|| view! {
                    <details class="details details-plain on-paper">
                        <summary id="older">{t!("labs-older-results", count = more)}</summary>
                        {self.table(older, "older")}
                    </details>
                })}
            </section>
        }
    }

    fn table(&self, results: &[Observation], named_by: &'static str) -> impl IntoView + use<> {
        let rows = results.iter().map(|result| self.row(result)).collect_view();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-labelledby=named_by>
                <table class="data-table data-table-cards lab-results" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{t!("labs-column-date")}</th>
                            <th scope="col" role="columnheader">{t!("labs-column-value")}</th>
                            {self.range.is_none().then(|| view! {
                                <th scope="col" role="columnheader">{t!("labs-column-range")}</th>
                            })}
                            {self.facility.is_none().then(|| view! {
                                <th scope="col" role="columnheader">{t!("labs-column-facility")}</th>
                            })}
                            <th scope="col" role="columnheader">{t!("labs-column-more")}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        }
    }

    fn row(&self, result: &Observation) -> impl IntoView + use<> {
        let future = is_future(result, self.as_of).then(|| view! { " " <FutureTag/> });
        let date = result.effective.as_ref().map_or_else(|| t!("labs-undated"), format::moment_day_with_time);
        let is_judged = Standing::of(result) != Standing::NotJudged;
        let standing = format::compared(result);
        let range = self.range.is_none().then(|| range(result));
        let facility = format::source(&self.facilities, &result.origin.source);
        let facility = self.facility.is_none().then_some(facility);
        let (status, origin) = (result.status, &result.origin);
        let more = more(result).into_iter().map(|said| view! { <div class="prose">{as_sent(said)}</div> });
        let more = more.collect_view();
        let of = date.clone();
        view! {
            <tr role="row">
                <th scope="row" role="rowheader" class="figures">{date}{future}</th>
                <td role="cell">
                    <ResultValue result=result.clone() said_beside=true/>
                    " "
                    <span class="muted" class:result-standing=is_judged>{standing}</span>
                    {(status != ResultStatus::Final).then(|| view! { " "<ResultStatusTag status/> })}
                    <UnreadParts origin facilities=&self.facilities/>
                </td>
                {range.map(|said| view! {
                    <td role="cell" class="figures" data-label=t!("labs-column-range")>{figures(said)}</td>
                })}
                {facility.map(|said| view! {
                    <td role="cell" data-label=t!("labs-column-facility")>{as_sent(said)}</td>
                })}
                <td role="cell" class="result-more">
                    <details class="details">
                        <summary>
                            <span class="result-more-words">{t!("labs-more")}</span>
                            <span class="visually-hidden">" "{of}</span>
                        </summary>
                        {more}
                        <SentLink origin/>
                    </details>
                </td>
            </tr>
        }
    }
}

/// What is said of every result alike.
fn of_all(results: &[Observation], said: impl Fn(&Observation) -> String) -> Option<String> {
    let (first, others) = results.split_first()?;
    let first = said(first);
    others.iter().all(|one| said(one) == first).then_some(first)
}

fn range(result: &Observation) -> String {
    format::range(&result.ranges).unwrap_or_else(|| t!("labs-no-range"))
}

/// A day after today is a typing mistake somewhere: it is shown, and said.
pub fn is_future(result: &Observation, as_of: NaiveDate) -> bool {
    result.effective.as_ref().is_some_and(|at| at.first_day() > as_of)
}

#[component]
pub fn FutureTag() -> impl IntoView {
    view! { <span class="tag">{t!("labs-future")}</span> }
}

/// Stage of the report, department, specimen, doctor and notes, as far as they were sent.
fn more(result: &Observation) -> Vec<String> {
    let mut said = vec![result_status(result.status)];
    said.extend(result.origin.department.clone().map(|name| t!("labs-department", name = name)));
    said.extend(result.specimen.clone().map(|name| t!("labs-specimen", name = name)));
    said.extend(result.doctor.clone().map(|name| t!("labs-doctor", name = name)));
    said.extend(result.origin.long_term.then(|| t!("labs-long-term")));
    said.extend(result.notes.iter().cloned());
    said
}
