use super::{
    chart::sparkline,
    columns::{Group, Report, Row, Sheet},
};
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        critical::CriticalResults, empty::Empty, figures::figures, frame::record_page,
        technical_term::TechnicalTerm, term::Term, unreadable::UnreadParts,
    },
    context::record::Page,
    format,
    kinds::{
        observation::{ResultStatusTag, ResultValue},
        unreadable::UnreadableItems,
    },
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    category::Category,
    labs::{LabGroup, Standing},
    record::{Facility, Measured, Observation, ResultStatus},
};

/// `/labs`: the sheet as hospitals print it, reports side by side, newest first.
#[component]
pub fn LabSheetPage() -> impl IntoView {
    record_page(|_| t!("labs-title"), |view| Ok(Sheet::of(&view.record, view.as_of)), sheet)
}

fn sheet(page: Page<Sheet>) -> impl IntoView {
    let Page { as_of, facilities, mut content, .. } = page;
    let empty = content.groups.is_empty();
    let only_outside = use_query_map().read_untracked().get("show").as_deref() == Some(OUTSIDE);
    let outside = content.outside();
    if only_outside {
        content.keep_outside();
    }
    let nothing_outside = only_outside && content.groups.is_empty() && !empty;
    view! {
        <CriticalResults results=content.critical.clone() facilities=facilities.clone()/>
        {if empty {
            view! { <Empty what=t!("labs-what") of=Category::Tests facilities=facilities.clone() as_of/> }.into_any()
        } else {
            view! {
                <p class="lead">{t!("labs-lead")}</p>
                <nav class="tabs screen-only" aria-label=t!("labs-show")>
                    <a href="/labs" rel="external" aria-current=(!only_outside).then_some("page")>
                        {t!("labs-show-all")}
                    </a>
                    <a
                        href=format!("/labs?show={OUTSIDE}")
                        rel="external"
                        aria-current=only_outside.then_some("page")
                    >
                        {t!("labs-show-outside", count = outside as i64)}
                    </a>
                </nav>
                {nothing_outside.then(|| view! {
                    <div class="empty">
                        <p>{t!("labs-nothing-outside")}</p>
                        <p class="muted">{t!("labs-nothing-outside-advice")}</p>
                    </div>
                })}
                <ul class="jump-list screen-only wide-only">
                    {content.groups.iter().map(|group| view! {
                        <li><a href=format!("#{}", id_of(group.group))>{format::lab_group(group.group)}</a></li>
                    }).collect_view()}
                </ul>
            }.into_any()
        }}
        {content.groups.into_iter().map(|shown| group(shown, &facilities)).collect_view()}
        {(!empty).then(|| view! {
            <TechnicalTerm label=t!("labs-how-to-read")>
                <p>{t!("labs-how-to-read-marks")}</p>
                <p>{t!("labs-how-to-read-critical")}</p>
                <p class="with-term">
                    {["reference-range", "high-low", "preliminary", "censored", "not-judged"]
                        .into_iter()
                        .map(|word| view! { <span class="with-term">{t!(&format!("glossary-{word}"))}<Term word/></span> })
                        .collect_view()}
                </p>
                <p>{t!("labs-how-to-read-ranges")}</p>
                <p>{t!("labs-how-to-read-ask")}</p>
            </TechnicalTerm>
        })}
        <UnreadableItems items=content.unreadable facilities/>
    }
}

/// The value of `?show=` that leaves only the tests whose newest result is outside its range.
const OUTSIDE: &str = "outside";

fn id_of(group: LabGroup) -> String {
    format!("group-{group:?}").to_lowercase()
}

fn group(group: Group, facilities: &[Facility]) -> impl IntoView + use<> {
    let id = id_of(group.group);
    let labels: Vec<String> = group.reports.iter().map(|report| label(report, facilities)).collect();
    let earlier = group.has_earlier();
    let (named_by, headed) = (id.clone(), labels.clone());
    let of_most = labels.first().cloned();
    let facilities = facilities.to_vec();
    view! {
        <section class="section section-near">
            <h2 id=id>{format::lab_group(group.group)}</h2>
            // On phones, where no column has a heading: of every result that says nothing else.
            {of_most.map(|said| view! { <p class="source-line narrow-only" aria-hidden="true">{as_sent(said)}</p> })}
            <div class="table-wrap" tabindex="0" role="region" aria-labelledby=named_by>
                <table class="data-table data-table-cards lab-sheet" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{t!("labs-column-test")}</th>
                            <th scope="col" role="columnheader">{t!("labs-column-range")}</th>
                            {group.reports.iter().map(|report| heading(report, &facilities)).collect_view()}
                            {earlier.then(|| view! {
                                <th scope="col" role="columnheader">{t!("labs-column-earlier")}</th>
                            })}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {group.rows.into_iter()
                            .map(|shown| row(shown, &headed, earlier, &facilities))
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn day_of(report: &Report) -> String {
    report.day.map_or_else(|| t!("labs-undated"), format::day)
}

fn label(report: &Report, facilities: &[Facility]) -> String {
    t!("labs-report", date = day_of(report), facility = format::source(facilities, &report.source))
}

fn heading(report: &Report, facilities: &[Facility]) -> impl IntoView + use<> {
    view! {
        <th scope="col" role="columnheader">
            <span class="figures">{day_of(report)}</span>
            <br/>
            <span class="muted">{as_sent(format::source(facilities, &report.source))}</span>
        </th>
    }
}

fn row(row: Row, labels: &[String], earlier: bool, facilities: &[Facility]) -> impl IntoView + use<> {
    let name = row.core.as_deref().map_or_else(|| row.name.clone(), format::core_item);
    let range = format::range(&row.ranges).unwrap_or_else(|| t!("labs-no-range"));
    let with_range = !row.ranges.is_empty();
    let of_results = |results: &Vec<Observation>| results.iter().any(Observation::counts);
    let is_filled = |results: &Vec<Observation>| !results.is_empty();
    let newest = row.cells.iter().position(of_results).or_else(|| row.cells.iter().position(is_filled));
    let cells = row
        .cells
        .into_iter()
        .zip(labels.to_vec())
        .enumerate()
        .map(|(number, (results, label))| {
            let place = Place { number, newest: newest.filter(|_| row.earlier.is_none()), label, with_range };
            cell(results, place, facilities)
        })
        .collect_view();
    let facilities = facilities.to_vec();
    let drawn = row.drawn.as_ref().map(sparkline);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=format!("/labs/{}", row.key)>{as_sent(name)}</a></th>
            <td role="cell" data-label=with_range.then(|| t!("labs-column-range")) class="figures lab-range">{figures(range)}" "{drawn}</td>
            {cells}
            {earlier.then(|| earlier_cell(row.earlier, &facilities))}
        </tr>
    }
}

/// Where a cell stands in its line.
struct Place {
    number: usize,
    /// The number of the newest report that has a result of the test; `None`: it has a column of its own.
    newest: Option<usize>,
    /// Day and facility of the report.
    label: String,
    /// Whether the line shows the newest result's range, which is not that of a result that came without one.
    with_range: bool,
}

fn cell(results: Vec<Observation>, place: Place, facilities: &[Facility]) -> impl IntoView + use<> {
    if results.is_empty() {
        return view! { <td role="cell" class="cell-empty"></td> }.into_any();
    }
    let several = results.len() > 1;
    let Place { number, newest, label, with_range } = place;
    let is_newest = newest == Some(number);
    let is_older = newest.is_some_and(|newest| number > newest);
    let results =
        results.into_iter().map(|shown| result(shown, several, with_range, facilities)).collect_view();
    view! {
        <td
            role="cell"
            class="number"
            class:cell-newest=is_newest
            class:cell-older=is_older
            class:cell-of-group=number == 0
            data-label=label
        >
            <div>{results}</div>
        </td>
    }
    .into_any()
}

fn result(
    result: Observation,
    several: bool,
    with_range: bool,
    facilities: &[Facility],
) -> impl IntoView + use<> {
    let has_none = with_range
        && result.ranges.is_empty()
        && matches!(result.value, Measured::Quantity(_))
        && Standing::of(&result) == Standing::NotJudged;
    let status = result.status;
    let origin = result.origin.clone();
    let time = several.then(|| result.effective.as_ref().map(format::moment_with_time)).flatten();
    view! {
        <div class="lab-result">
            <ResultValue result/>
            {(status != ResultStatus::Final).then(|| view! { " " <ResultStatusTag status/> })}
            {time.map(|time| view! { " " <span class="muted">{time}</span> })}
            {has_none.then(|| view! { " " <span class="muted not-compared">{t!("labs-no-range-then")}</span> })}
            <UnreadParts origin=&origin facilities/>
        </div>
    }
}

fn earlier_cell(newest: Option<Observation>, facilities: &[Facility]) -> impl IntoView + use<> {
    let Some(found) = newest else {
        return view! { <td role="cell" class="cell-empty"></td> }.into_any();
    };
    let day = found.effective.as_ref().map_or_else(|| t!("labs-undated"), |at| format::day(at.first_day()));
    let facility = format::source(facilities, &found.origin.source);
    view! {
        <td role="cell" class="number cell-newest" data-label=t!("labs-column-earlier")>
            <div>
                {result(found, false, false, facilities)}
                <span class="muted">{as_sent(t!("labs-report", date = day, facility = facility))}</span>
            </div>
        </td>
    }
    .into_any()
}
