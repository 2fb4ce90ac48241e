//! Representative tests: those outside their range in a table, all others one tap away.

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
    labs::Standing,
    record::{Facility, ResultStatus},
    summary::{SummaryGroup, SummaryTest},
};

pub fn tests(groups: Vec<SummaryGroup>, facilities: &[Facility], as_of: NaiveDate) -> impl IntoView + use<> {
    let empty = groups.is_empty().then(|| {
        let facilities = facilities.to_vec();
        view! { <Empty what=t!("summary-tests-what") of=Category::Tests facilities as_of/> }
    });
    let outside = only(&groups, |standing| standing.is_outside());
    let others = only(&groups, |standing| !standing.is_outside());
    let not_judged = count(&only(&groups, |standing| standing == Standing::NotJudged));
    let (above, within) = (count(&outside), count(&others) - not_judged);
    let outside = (above > 0).then(|| table("summary-tests", outside, facilities));
    let none = (above == 0 && within > 0).then(|| view! { <p>{t!("summary-tests-none-outside")}</p> });
    let others = (within + not_judged > 0).then(|| {
        let said = match not_judged {
            0 => t!("summary-tests-within", count = within),
            _ => t!("summary-tests-within-and-others", count = within, others = not_judged),
        };
        view! {
            <details class="folded folded-plain">
                <summary id="summary-tests-others">{said}</summary>
                {table("summary-tests-others", others, facilities)}
            </details>
        }
    });
    view! {
        <section class="section">
            <TermHeading id="summary-tests" text=t!("summary-tests") word="core-items"/>
            {empty}
            {outside}
            {none}
            {others}
            <p class="screen-only onward"><a href="/labs">{t!("summary-all-tests")}</a></p>
        </section>
    }
}

/// Tests of these standings, in their groups; no empty group.
fn only(groups: &[SummaryGroup], wanted: impl Fn(Standing) -> bool) -> Vec<SummaryGroup> {
    let of = |group: &SummaryGroup| SummaryGroup {
        group: group.group,
        tests: group.tests.iter().filter(|test| wanted(test.standing)).cloned().collect(),
    };
    groups.iter().map(of).filter(|group| !group.tests.is_empty()).collect()
}

fn count(groups: &[SummaryGroup]) -> i64 {
    groups.iter().map(|group| group.tests.len()).sum::<usize>() as i64
}

fn table(
    named_by: &'static str,
    groups: Vec<SummaryGroup>,
    facilities: &[Facility],
) -> impl IntoView + use<> {
    let bodies = groups.into_iter().map(|shown| body(shown, facilities)).collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby=named_by>
            <table class="data-table summary-table">
                <thead>
                    <tr>
                        <th scope="col">{t!("summary-test-name")}</th>
                        <th scope="col">{t!("summary-test-value-and-range")}</th>
                        <th scope="col">{t!("summary-test-date-and-facility")}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        </div>
    }
}

fn body(group: SummaryGroup, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = group.tests.into_iter().map(|shown| row(shown, facilities)).collect_view();
    view! {
        <tbody>
            <tr class="group-row"><th scope="rowgroup" colspan="3">{format::lab_group(group.group)}</th></tr>
            {rows}
        </tbody>
    }
}

fn row(test: SummaryTest, facilities: &[Facility]) -> impl IntoView + use<> {
    let SummaryTest { key, core, result, .. } = test;
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("summary-not-sent"));
    let date = result.effective.as_ref().map_or_else(|| t!("summary-undated"), format::moment_day);
    let facility = format::source(facilities, &result.origin.source);
    let (status, origin) = (result.status, result.origin.clone());
    let name = format::core_item_of(&core, &result);
    view! {
        <tr>
            <th scope="row"><a href=format!("/labs/{key}")>{name}</a></th>
            <td>
                <ResultValue result/>
                {(status != ResultStatus::Final).then(|| view! { " "<ResultStatusTag status/> })}
                <div class="muted figures">{figures(t!("labs-range-inline", range = range))}</div>
                <UnreadParts origin=&origin facilities/>
            </td>
            <td class="figures">{date}<div class="muted">{as_sent(facility)}</div></td>
        </tr>
    }
}
