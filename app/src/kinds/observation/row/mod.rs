//! Tests with their newest results side by side, each with its day and where it was measured; what was measured at home in a
//! list of its own.

mod brief;

use super::{ResultStatusTag, ResultValue, in_the_readers_words, measured_at};
use crate::components::as_sent::as_sent;
use crate::{
    components::{figures::figures, unreadable::UnreadParts},
    format,
    kinds::row::{ForCare, Part, Place, Row, stated, table},
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    labs::{LabSheet, TestSeries},
    own::read,
    record::{Facility, Observation, ResultStatus},
};

pub fn parts(care: &ForCare<'_>) -> Vec<Part> {
    let record = &care.view.record;
    let infections = care.sees(Category::Infections).then(|| {
        let tests = tests(LabSheet::of_results(record.infections()));
        let title = t!("desk-care-infections");
        Part::of("infections", title.clone(), results(title, tests, care.facilities)).across()
    });
    let measured = care.sees(Category::Tests).then(|| {
        let tests = tests(LabSheet::of(record));
        let title = t!("desk-care-tests");
        let (text, body) = (brief::texts(&tests, care), brief::at_first_sight(&tests, care));
        let full = (!tests.is_empty()).then(|| results(title.clone(), tests, care.facilities).into_any());
        Part::of("tests", title, body).at_first_sight(Place::Findings, full, text)
    });
    infections.into_iter().chain(measured).chain(home(care)).collect()
}

fn tests(sheet: LabSheet) -> Vec<TestSeries> {
    sheet.tests().cloned().collect()
}

/// How many results of one test stand side by side.
const NEWEST: usize = 4;

/// `of`: the name of what was tested, by which one such table is told from another.
fn results(of: String, tests: Vec<TestSeries>, facilities: &[Facility]) -> impl IntoView + use<> {
    if tests.is_empty() {
        return view! { <p class="empty">{t!("desk-care-none")}</p> }.into_any();
    }
    let columns = tests.iter().map(|test| test.in_columns(NEWEST).len()).max().unwrap_or(1);
    let headings = (0..columns).map(heading).map(|said| {
        view! {
            <th role="columnheader" scope="col">{said}</th>
        }
    });
    let headings = headings.collect_view();
    let rows = tests.iter().map(|test| row(test, columns, facilities)).collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=t!("desk-care-results", of = of)>
            <table class="data-table data-table-cards care-table" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t!("desk-care-test")}</th>
                        {headings}
                        <th role="columnheader" scope="col">{t!("desk-care-range")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn heading(place: usize) -> String {
    match place {
        0 => t!("desk-care-newest"),
        place => t!("desk-care-before", count = place as i64),
    }
}

fn row(test: &TestSeries, columns: usize, facilities: &[Facility]) -> impl IntoView + use<> {
    let results = test.in_columns(NEWEST);
    let cells = (0..columns).map(|place| cell(place, results.get(place), facilities)).collect_view();
    let range = format::range(&test.newest().ranges).unwrap_or_else(|| t!("desk-care-no-range"));
    let name = format::test_name(test);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" lang=format::written_lang(&name)>{name.clone()}</th>
            {cells}
            <td role="cell" class="figures" data-label=t!("desk-care-range")>{figures(range)}</td>
        </tr>
    }
}

/// A result, and below it what is none and came after it.
fn cell(place: usize, results: Option<&Vec<&Observation>>, facilities: &[Facility]) -> impl IntoView + use<> {
    let Some(results) = results else {
        return view! { <td role="cell" class="cell-empty"></td> }.into_any();
    };
    let results = results.iter().map(|one| result((*one).clone(), facilities)).collect_view();
    view! { <td role="cell" data-label=heading(place)>{results}</td> }.into_any()
}

fn result(result: Observation, facilities: &[Facility]) -> impl IntoView + use<> {
    let (status, origin) = (result.status, result.origin.clone());
    let when = result.effective.as_ref().map_or_else(|| t!("paper-undated"), format::moment_day);
    let facility = format::source(facilities, &origin.source);
    let specimen = result.specimen.clone().map(|name| format!(" · {}", t!("labs-specimen", name = name)));
    let notes = result.notes.clone();
    view! {
        <div class="lab-result">
            <ResultValue result/>
            {(status != ResultStatus::Final).then(|| view! { " "<ResultStatusTag status/> })}
            {notes.into_iter().map(|note| view! { <p class="prose">{as_sent(note)}</p> }).collect_view()}
            <p class="source-line">{when}" · "{as_sent(facility)}{specimen.map(as_sent)}</p>
            <UnreadParts origin=&origin facilities/>
        </div>
    }
}

/// How many stand open; the others are one tap away.
const HOME_NEWEST: usize = 30;

/// What the person measured of themself. Nothing where there is nothing: that nobody measured at home says nothing about
/// a patient.
fn home(shown: &ForCare<'_>) -> Option<Part> {
    if !shown.sees(Category::Tests) {
        return None;
    }
    let own = read::results(&shown.view.record);
    if own.is_empty() {
        return None;
    }
    let (newest, older) = own.split_at(own.len().min(HOME_NEWEST));
    let body = view! {
        {home_rows(newest, shown.facilities)}
        {(!older.is_empty()).then(|| view! {
            <details class="details">
                <summary>{t!("desk-care-home-older", count = older.len() as i64)}</summary>
                {home_rows(older, shown.facilities)}
            </details>
        })}
    };
    Some(Part::of("home-measured", t!("desk-care-home"), body))
}

fn home_rows(some: &[&Observation], facilities: &[Facility]) -> impl IntoView + use<> {
    let home_row = |one: &&Observation| {
        let one = in_the_readers_words((*one).clone());
        let parts = one
            .components
            .iter()
            .map(|part| format!("{} {}", part.name, format::measured(&part.value)))
            .collect();
        Row { name: measured_at(&one), mark: None, facts: stated([], parts), usual: None, origin: one.origin }
    };
    table(some.iter().map(home_row).collect(), facilities)
}
