//! Courses over the last year as bars: when which medicine was supplied, and what is open.

use super::{course_in_days, stated, usage::beside_the_plan};
use crate::components::as_sent::as_sent;
use crate::{components::time_axis::TimeAxis, format, t};
use chrono::{Days, Months, NaiveDate};
use leptos::prelude::*;
use shared::{
    medication::{CourseEnd, MedicineLine, Taking},
    record::Facility,
};

/// How far back the bars go, and how many medicines have one; the lists have all.
const MONTHS: u32 = 12;
const MEDICINES: usize = 30;

const WIDE: i32 = 760;
const NARROW: i32 = 360;
const BAR: i32 = 14;

/// One medicine of one facility, with its courses.
struct Row<'a> {
    name: &'a str,
    lines: Vec<&'a MedicineLine>,
}

/// Whether a medicine is among the bars: its course falls into the last year.
pub fn has_bar(line: &MedicineLine, as_of: NaiveDate) -> bool {
    touches(line, first_day(as_of))
}

fn first_day(as_of: NaiveDate) -> NaiveDate {
    as_of.checked_sub_months(Months::new(MONTHS)).unwrap_or(as_of)
}

/// The bars, newest first; `None` where no course falls into the last year. `opened`: what else is known of a
/// prescription, where a bar can be opened.
pub fn bars(
    lines: &[MedicineLine],
    facilities: &[Facility],
    as_of: NaiveDate,
    opened: &dyn Fn(&MedicineLine) -> Option<AnyView>,
) -> Option<impl IntoView + use<>> {
    let first = first_day(as_of);
    let mut rows: Vec<Row> = Vec::new();
    for line in lines.iter().filter(|line| touches(line, first)) {
        let prescription = &line.prescription;
        let same = |row: &Row| {
            row.name == prescription.name
                && row.lines[0].prescription.origin.source == prescription.origin.source
        };
        match rows.iter().position(same) {
            Some(known) => rows[known].lines.push(line),
            None => rows.push(Row { name: &prescription.name, lines: vec![line] }),
        }
    }
    let left_out = rows.len().saturating_sub(MEDICINES);
    rows.truncate(MEDICINES);
    let last = rows.iter().flat_map(|row| &row.lines).filter_map(|line| end(line)).chain([as_of]).max();
    let last = last.and_then(|day| day.checked_add_days(Days::new(14))).unwrap_or(as_of);
    let empty = rows.is_empty();
    let drawn = rows
        .iter()
        .map(|row| {
            let more: Vec<AnyView> = row.lines.iter().filter_map(|line| opened(line)).collect();
            let drawn = one(row, (first, last), as_of, facilities);
            if more.is_empty() {
                return view! { <li>{drawn}</li> }.into_any();
            }
            let more = more.into_iter().map(|facts| view! { <div class="folded-rest">{facts}</div> }).collect_view();
            view! { <li><details class="folded"><summary><span class="line-words">{drawn}</span></summary>{more}</details></li> }
                .into_any()
        })
        .collect_view();
    (!empty).then(|| {
        view! {
            <p>{t!("medicines-timeline-explained", date = format::day(as_of))}</p>
            <div class="timeline">
                {axis(first, last, as_of, WIDE, 8, "timeline-axis trend-wide")}
                {axis(first, last, as_of, NARROW, 3, "timeline-axis trend-narrow")}
                <ul class="timeline-rows">{drawn}</ul>
            </div>
            {(left_out > 0).then(|| view! {
                <p class="muted">{t!("medicines-timeline-left-out", count = left_out as i64)}</p>
            })}
        }
    })
}

fn end(line: &MedicineLine) -> Option<NaiveDate> {
    let last = match line.course.end {
        CourseEnd::On(day) => Some(day),
        CourseEnd::Open(_) => None,
    };
    match (line.taking, line.since) {
        // What was stopped or held, or took another's place, ends on that day.
        (Taking::Stated(_) | Taking::Changed, Some(since)) => {
            Some(last.map_or(since, |last| last.min(since)))
        }
        _ => last,
    }
}

fn touches(line: &MedicineLine, first: NaiveDate) -> bool {
    line.course
        .start
        .is_some_and(|start| end(line).map_or(start >= first || !is_over(line), |end| end >= first))
}

/// Whether it is taken no more, on a day that is not known.
fn is_over(line: &MedicineLine) -> bool {
    matches!(line.taking, Taking::Past | Taking::SaidStopped)
}

/// What of the newest prescription is not for every day.
fn which_days(line: &MedicineLine) -> impl Iterator<Item = String> + use<> {
    let mut words: Vec<String> = Vec::new();
    for said in line.prescription.dosage.iter().filter_map(beside_the_plan).flatten() {
        if !words.contains(&said) {
            words.push(said);
        }
    }
    words.into_iter()
}

fn axis(
    first: NaiveDate,
    last: NaiveDate,
    as_of: NaiveDate,
    width: i32,
    ticks: usize,
    class: &'static str,
) -> impl IntoView {
    let time = TimeAxis::new(first, last, 0, width);
    let today = time.x(as_of.into());
    let marks = time
        .ticks(ticks)
        .into_iter()
        .map(|tick| {
            view! {
                <g>
                    <line class="trend-tick" x1=tick.x x2=tick.x y1="24" y2="32"></line>
                    <text class="trend-number" x=tick.x y="16" text-anchor=tick.anchor>
                        {format::axis_day(tick.day, tick.to, tick.with_year)}
                    </text>
                </g>
            }
        })
        .collect_view();
    view! {
        <svg class=class viewBox=format!("0 0 {width} 32") aria-hidden="true" focusable="false">
            {marks}
            <line class="timeline-today" x1=today x2=today y1="22" y2="32"></line>
        </svg>
    }
}

fn one(
    row: &Row<'_>,
    (first, last): (NaiveDate, NaiveDate),
    as_of: NaiveDate,
    facilities: &[Facility],
) -> impl IntoView + use<> {
    let time = TimeAxis::new(first, last, 0, WIDE);
    let today = time.x(as_of.into());
    let facility = format::source(facilities, &row.lines[0].prescription.origin.source);
    let newest = course_in_days(&row.lines[0].prescription, &row.lines[0].course);
    let times = (row.lines.len() > 1).then(|| t!("medicines-timeline-times", count = row.lines.len() as i64));
    let newest = [stated(row.lines[0].taking, row.lines[0].since), Some(newest)];
    let newest: Vec<String> = newest.into_iter().flatten().chain(which_days(row.lines[0])).collect();
    let newest = newest.join(" · ");
    let bars = row
        .lines
        .iter()
        .filter_map(|line| {
            let start = line.course.start?;
            let end = end(line).and_then(|day| day.succ_opt());
            let x = time.x(start.into());
            let right = match end {
                Some(end) => time.x(end.into()),
                // Without a last day: to today, and visibly open; or no further than its start, once it is over.
                None if is_over(line) => x,
                None => today.max(x),
            };
            let class = match (line.taking, end) {
                (Taking::Past | Taking::Stated(_) | Taking::Changed | Taking::SaidStopped, _) => {
                    "timeline-bar timeline-past"
                }
                (_, None) => "timeline-bar timeline-open",
                (Taking::NotYet, _) => "timeline-bar timeline-later",
                _ => "timeline-bar",
            };
            Some(view! { <rect class=class x=x y="3" width=(right - x).max(4) height=BAR rx="3"></rect> })
        })
        .collect_view();
    view! {
        <span class="timeline-name">{as_sent(format::told_name(row.name))}</span>
        <span class="timeline-words">{as_sent(facility)}" · "{as_sent(newest)}{times.map(|said| format!(" · {said}"))}</span>
        <svg class="timeline-drawing" viewBox=format!("0 0 {WIDE} 20") aria-hidden="true" focusable="false">
            <line class="timeline-ground" x1="0" x2=WIDE y1="10" y2="10"></line>
            {bars}
            <line class="timeline-today" x1=today x2=today y1="0" y2="20"></line>
        </svg>
    }
}
