//! Medicines in one table of three columns: name, amount and usage, period. What is over is one tap away.

use crate::components::as_sent::as_sent;
use crate::{
    components::{empty::Empty, unreadable::UnreadParts},
    format,
    kinds::{
        entry::doubts,
        prescription::{self, course_in_days, dose_per_day, free_words, usage_in_full},
    },
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    medication::{CourseEnd, MedicineLine, Taking},
    record::{Dosage, Facility},
    summary::MedicineMonth,
};

pub fn medicines(
    months: Vec<MedicineMonth>,
    facilities: &[Facility],
    as_of: NaiveDate,
) -> impl IntoView + use<> {
    let empty = months.is_empty().then(|| {
        let facilities = facilities.to_vec();
        view! { <Empty what=t!("summary-medicines-what") of=Category::Medicines facilities as_of/> }
    });
    let (over, current): (Vec<Group>, Vec<Group>) =
        months.into_iter().flat_map(|month| grouped(month, facilities)).partition(|group| group.over);
    let count = over.iter().map(|group| group.lines.len()).sum::<usize>() as i64;
    let current = (!current.is_empty()).then(|| table("summary-medicines", current, facilities));
    let over = (!over.is_empty()).then(|| {
        view! {
            <details class="folded folded-plain">
                <summary id="summary-medicines-over">{t!("summary-medicines-over", count = count)}</summary>
                {table("summary-medicines-over", over, facilities)}
            </details>
        }
    });
    view! {
        <section class="section">
            <h2 id="summary-medicines">{t!("summary-medicines")}</h2>
            {empty}
            {current}
            {over}
            <p class="screen-only onward"><a href="/medicines">{t!("summary-all-medicines")}</a></p>
        </section>
    }
}

/// Medicines that began in one month and come from one source.
struct Group {
    title: String,
    over: bool,
    lines: Vec<MedicineLine>,
}

fn grouped(month: MedicineMonth, facilities: &[Facility]) -> Vec<Group> {
    let began = match month.month {
        Some((year, number)) => format::month(year, number),
        None => t!("summary-medicines-undated"),
    };
    let mut groups: Vec<Group> = Vec::new();
    for line in month.lines {
        let over = matches!(line.taking, Taking::Past | Taking::Continued);
        let from = format::source(facilities, &line.prescription.origin.source);
        let title = t!("summary-medicines-group", month = began.clone(), facility = from);
        match groups.iter_mut().find(|group| group.over == over && group.title == title) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group { title, over, lines: vec![line] }),
        }
    }
    groups
}

fn table(named_by: &'static str, groups: Vec<Group>, facilities: &[Facility]) -> impl IntoView + use<> {
    let bodies = groups.into_iter().map(|group| body(group, facilities)).collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby=named_by>
            <table class="data-table summary-table">
                <thead>
                    <tr>
                        <th scope="col">{t!("summary-medicine-name")}</th>
                        <th scope="col">{t!("summary-medicine-amount-and-usage")}</th>
                        <th scope="col">{t!("summary-medicine-course")}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        </div>
    }
}

fn body(group: Group, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = group.lines.into_iter().map(|line| row(line, facilities)).collect_view();
    view! {
        <tbody>
            <tr class="group-row source-row"><th scope="rowgroup" colspan="3">{as_sent(group.title)}</th></tr>
            {rows}
        </tbody>
    }
}

fn row(line: MedicineLine, facilities: &[Facility]) -> impl IntoView + use<> {
    let MedicineLine { prescription, course, taking, since, .. } = line;
    let stage = prescription::stated(taking, since).or_else(|| match taking {
        Taking::Now => None,
        Taking::PossiblyStill => Some(t!("summary-possibly-still")),
        Taking::NotYet => Some(t!("summary-not-yet")),
        _ => Some(t!("summary-past")),
    });
    let marks = stage.into_iter().chain(doubts(&prescription.origin));
    let marks = marks.map(|said| view! { " "<span class="tag">{as_sent(said)}</span> }).collect_view();
    let usage = match prescription.dosage.as_slice() {
        [] => view! { <div>{t!("summary-not-sent")}</div> }.into_any(),
        dosages => dosages.iter().map(dosage).collect_view().into_any(),
    };
    let period = course_in_days(&prescription, &course);
    // What is taken now is told with its end on screen, where its month stands above it; on paper with both days.
    let end = match (taking, course.end) {
        (Taking::Now, CourseEnd::On(end)) => Some(t!("summary-plan-to", end = format::day(end))),
        _ => None,
    };
    let period = match end {
        Some(end) => view! {
            <span class="screen-only">{end}</span>
            <span class="print-only">{period}</span>
        }
        .into_any(),
        None => period.into_any(),
    };
    let supplied: Vec<String> = prescription.dosage.iter().filter_map(days).collect();
    let words = free_words(&prescription).map(|said| view! { <div class="prose">{as_sent(said)}</div> });
    let words = words.collect_view();
    view! {
        <tr>
            <th scope="row">
                {as_sent(format::told_name(&prescription.name))}{marks}
            </th>
            <td>{usage}{words}<UnreadParts origin=&prescription.origin facilities/></td>
            <td class="figures">
                {period}
                {(!supplied.is_empty()).then(|| view! { <div class="muted">{format::list(&supplied)}</div> })}
            </td>
        </tr>
    }
}

fn days(dosage: &Dosage) -> Option<String> {
    dosage.days.map(|days| t!("summary-days", count = days))
}

/// The amount of a day, and how it is taken.
fn dosage(dosage: &Dosage) -> impl IntoView + use<> {
    let said: Vec<String> = [dose_per_day(dosage), usage_in_full(dosage)].into_iter().flatten().collect();
    let said = if said.is_empty() { vec![t!("summary-not-sent")] } else { said };
    said.into_iter().map(|words| view! { <div class="prose">{as_sent(words)}</div> }).collect_view()
}
