//! Representative tests by group: the newest result of each core item.

use crate::components::as_sent::as_sent;
use crate::{
    components::{empty::Empty, figures::figures, term::TermHeading, unreadable::UnreadParts},
    format,
    kinds::observation::{ResultStatusTag, ResultValue},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::Facility,
    summary::{SummaryGroup, SummaryTest},
};

pub fn tests(groups: Vec<SummaryGroup>, facilities: &[Facility], as_of: NaiveDate) -> impl IntoView + use<> {
    let facilities = facilities.to_vec();
    view! {
        <section class="section">
            <TermHeading id="summary-tests" text=t!("summary-tests") word="core-items"/>
            {if groups.is_empty() {
                view! { <Empty what=t!("summary-tests-what") of=Category::Tests facilities as_of/> }.into_any()
            } else {
                view! {
                    <div class="table-wrap" tabindex="0" role="region" aria-labelledby="summary-tests">
                        <table class="data-table data-table-cards summary-tests" role="table">
                            <thead role="rowgroup">
                                <tr role="row">
                                    <th scope="col" role="columnheader">{t!("summary-test-name")}</th>
                                    <th scope="col" role="columnheader">{t!("summary-test-value")}</th>
                                    <th scope="col" role="columnheader">{t!("summary-test-range")}</th>
                                    <th scope="col" role="columnheader">{t!("summary-test-status")}</th>
                                    <th scope="col" role="columnheader">{t!("summary-test-date")}</th>
                                    <th scope="col" role="columnheader">{t!("summary-facility")}</th>
                                </tr>
                            </thead>
                            {groups.into_iter().map(|shown| group(shown, &facilities)).collect_view()}
                        </table>
                    </div>
                }.into_any()
            }}
            <p class="screen-only"><a href="/labs">{t!("summary-all-tests")}</a></p>
        </section>
    }
}

fn group(group: SummaryGroup, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = group.tests.into_iter().map(|shown| test(shown, facilities)).collect_view();
    view! {
        <tbody role="rowgroup">
            <tr role="row" class="group-row">
                <th scope="rowgroup" role="rowheader" colspan="6">{format::lab_group(group.group)}</th>
            </tr>
            {rows}
        </tbody>
    }
}

fn test(test: SummaryTest, facilities: &[Facility]) -> impl IntoView + use<> {
    let SummaryTest { key, core, result, .. } = test;
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("summary-not-sent"));
    let date = result.effective.as_ref().map_or_else(|| t!("summary-undated"), format::moment_day);
    let facility = format::source(facilities, &result.origin.source);
    let (status, origin) = (result.status, result.origin.clone());
    let name = format::core_item_of(&core, &result);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=format!("/labs/{key}")>{name}</a></th>
            <td role="cell" class="number" data-label=t!("summary-test-value")><ResultValue result/></td>
            <td role="cell" class="figures" data-label=t!("summary-test-range")>{figures(range)}</td>
            <td role="cell" data-label=t!("summary-test-status")><ResultStatusTag status/></td>
            <td role="cell" class="figures" data-label=t!("summary-test-date")>{date}</td>
            <td role="cell" data-label=t!("summary-facility")>
                <div>{as_sent(facility)} <UnreadParts origin=&origin facilities/></div>
            </td>
        </tr>
    }
}
