//! One test over time as a drawing: the range as a band, a mark for every value, a line for every
//! facility. The table below it says the same and more; the drawing is one image with a sentence.

mod layout;

use crate::components::as_sent::as_sent;
use crate::{components::figures::figures, format, t};
use layout::{BandBox, Layout, Line, Mark, NARROW, SMALL, WIDE};
use leptos::prelude::*;
use shared::{
    labs::{LeftOut, Method, Point, Scale, Standing, Trend, Unit},
    record::{Comparator, Facility},
};

/// The drawings of a series, one per unit and method. Nothing is rendered where nothing can be drawn.
#[component]
pub fn TrendChart(name: String, trend: Trend, facilities: Vec<Facility>) -> impl IntoView {
    let Trend { scales, left_out: not_drawn } = trend;
    let left_out = left_out(not_drawn);
    let nothing = scales.is_empty();
    let differ = Differ::between(&scales);
    let scales = scales.into_iter().map(|scale| one_scale(&name, scale, differ, &facilities)).collect_view();
    (!nothing).then(|| {
        view! {
            <section class="section" aria-labelledby="trend">
                <h2 id="trend">{t!("labs-trend")}</h2>
                {differ.units.then(|| view! { <p>{t!("labs-trend-units")}</p> })}
                {differ.methods.then(|| view! { <p>{t!("labs-trend-methods")}</p> })}
                {scales}
                {left_out.map(|said| view! { <p class="muted">{said}</p> })}
            </section>
        }
    })
}

/// Differences between the drawings of one test.
#[derive(Clone, Copy)]
struct Differ {
    units: bool,
    methods: bool,
}

impl Differ {
    fn between(scales: &[Scale]) -> Self {
        let unit = |scale: &Scale| scale.unit.as_deref().and_then(Unit::read);
        let differ = |is_same: &dyn Fn(&Scale, &Scale) -> bool| {
            scales.split_first().is_some_and(|(first, others)| others.iter().any(|one| !is_same(first, one)))
        };
        Self {
            units: differ(&|one, other| unit(one) == unit(other)),
            methods: differ(&|one, other| one.method == other.method),
        }
    }
}

fn method(method: Method) -> String {
    match method {
        Method::Former => t!("labs-trend-method-former"),
        Method::Ifcc => t!("labs-trend-method-ifcc"),
        Method::NotKnown => t!("labs-trend-method-not-known"),
    }
}

fn one_scale(name: &str, scale: Scale, differ: Differ, facilities: &[Facility]) -> impl IntoView + use<> {
    let said = in_words(name, &scale, facilities);
    let heard = format::heard(&said).unwrap_or_else(|| said.clone());
    let unit = differ.units.then(|| {
        scale.unit.as_deref().map_or_else(|| t!("labs-trend-no-unit"), |unit| unit.trim().to_owned())
    });
    let method = scale.method.filter(|_| differ.methods).map(method);
    let legend = legend(&scale, facilities);
    view! {
        <figure class="trend">
            {unit.map(|unit| view! { <p class="trend-unit">{as_sent(t!("labs-trend-unit", unit = unit))}</p> })}
            {method.map(|said| view! { <p class="trend-unit">{said}</p> })}
            {drawing(&scale, &WIDE, heard.clone(), "trend-drawing trend-wide")}
            {drawing(&scale, &NARROW, heard, "trend-drawing trend-narrow")}
            <figcaption>
                <p>{figures(said)}</p>
                {legend}
            </figcaption>
        </figure>
    }
}

fn drawing(
    scale: &Scale,
    sheet: &'static layout::Sheet,
    said: String,
    class: &'static str,
) -> impl IntoView + use<> {
    let drawn = Layout::of(scale, sheet);
    let unit = scale.unit.as_deref().map(format::unit).filter(|unit| !unit.is_empty());
    let (left, right, top, bottom) = (sheet.left, sheet.right(), sheet.top, sheet.bottom());
    let bands = bands(drawn.bands);
    let levels = drawn
        .levels
        .into_iter()
        .map(|(y, label)| {
            view! {
                <g>
                    <line class="trend-grid" x1=left x2=right y1=y y2=y></line>
                    <text class="trend-number" x=left - 8 y=y + 5 text-anchor="end">{label}</text>
                </g>
            }
        })
        .collect_view();
    let dates = drawn
        .dates
        .into_iter()
        .map(|tick| {
            view! {
                <g>
                    <line class="trend-tick" x1=tick.x x2=tick.x y1=bottom y2=bottom + 6></line>
                    <text class="trend-number" x=tick.x y=bottom + 24 text-anchor=tick.anchor>
                        {format::axis_day(tick.day, tick.to, tick.with_year)}
                    </text>
                </g>
            }
        })
        .collect_view();
    let lines = lines(drawn.lines);
    let marks = drawn.marks.into_iter().map(mark).collect_view();
    let newest = drawn.newest.map(|label| {
        view! {
            <text class="trend-newest" x=label.x y=label.y text-anchor=label.anchor>{label.text}</text>
        }
    });
    view! {
        <svg
            class=class
            viewBox=format!("0 0 {} {}", sheet.width, sheet.height)
            role="img"
            aria-label=said
            focusable="false"
        >
            {bands}
            {levels}
            {unit.map(|unit| view! { <text class="trend-number" x=left - 8 y=top - 14 text-anchor="end" lang=format::written_lang(&unit)>{unit.clone()}</text> })}
            <line class="trend-axis" x1=left x2=right y1=bottom y2=bottom></line>
            {dates}
            {lines}
            {marks}
            {newest}
        </svg>
    }
}

fn bands(bands: Vec<BandBox>) -> impl IntoView {
    bands
        .into_iter()
        .map(|band| view! {
            <g>
                <rect class="trend-band" x=band.x y=band.top width=band.width height=band.height></rect>
                {band.high.map(|y| view! { <line class="trend-limit" x1=band.x x2=band.x + band.width y1=y y2=y></line> })}
                {band.low.map(|y| view! { <line class="trend-limit" x1=band.x x2=band.x + band.width y1=y y2=y></line> })}
            </g>
        })
        .collect_view()
}

fn lines(lines: Vec<Line>) -> impl IntoView {
    lines
        .into_iter()
        .map(|line| view! { <polyline class=format!("trend-line trend-line-{}", line.facility) points=line.points></polyline> })
        .collect_view()
}

/// The way that results went, small beside the newest one. Numbers and words say the same: nobody hears it.
pub fn sparkline(scale: &Scale) -> impl IntoView + use<> {
    let drawn = Layout::of(scale, &SMALL);
    let newest = drawn.marks.last().filter(|_| drawn.marks.len() == scale.points.len());
    let newest =
        newest.map(|mark| view! { <circle class="spark-newest" cx=mark.x cy=mark.y r="3.5"></circle> });
    view! {
        <svg
            class="spark"
            viewBox=format!("0 0 {} {}", SMALL.width, SMALL.height)
            aria-hidden="true"
            focusable="false"
        >
            {bands(drawn.bands)}
            {lines(drawn.lines)}
            {newest}
        </svg>
    }
}

/// A facility's shape, filled where the value is outside its range; an arrow where the true value
/// lies beyond what could be measured.
fn mark(mark: Mark) -> impl IntoView {
    let Mark { x, y, facility, outside, bound } = mark;
    let class = if outside { "trend-mark trend-mark-outside" } else { "trend-mark" };
    let arrow = bound.map(|bound| {
        let down = matches!(bound, Comparator::Less | Comparator::LessOrEqual);
        let tip = if down { y + 22 } else { y - 22 };
        let barb = if down { tip - 6 } else { tip + 6 };
        view! {
            <path class="trend-bound" d=format!("M{x} {y}V{tip}M{} {barb}L{x} {tip}L{} {barb}", x - 5, x + 5)></path>
        }
    });
    view! { <g>{arrow}<path class=class d=shape(facility, x, y)></path></g> }
}

/// Circle, square, triangle, diamond, then crossed: told apart without colour.
fn shape(facility: usize, x: i32, y: i32) -> String {
    match facility % 5 {
        0 => format!("M{} {y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z", x - 6),
        1 => format!("M{} {}h11v11h-11z", x - 5, y - 5),
        2 => format!("M{x} {}l7 12h-14z", y - 7),
        3 => format!("M{x} {}l7 7l-7 7l-7 -7z", y - 7),
        _ => format!("M{} {}l10 10m0 -10l-10 10", x - 5, y - 5),
    }
}

fn legend(scale: &Scale, facilities: &[Facility]) -> impl IntoView + use<> {
    let any = |wanted: fn(&Point) -> bool| scale.points.iter().any(wanted);
    let band = scale
        .points
        .last()
        .filter(|_| !scale.bands.is_empty())
        .map(|newest| t!("labs-trend-band", facility = format::source(facilities, &newest.source)));
    let changed = (scale.bands.len() > 1).then(|| t!("labs-trend-band-changed"));
    let outside = any(|point| point.standing.is_outside()).then(|| t!("labs-trend-outside"));
    let bound = any(|point| point.bound.is_some()).then(|| t!("labs-trend-bound"));
    let senders = scale
        .sources
        .iter()
        .enumerate()
        .map(|(number, source)| {
            let name = format::source(facilities, source);
            view! {
                <li>
                    <svg class="trend-key" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                        <path class="trend-mark" d=shape(number, 10, 10)></path>
                    </svg>
                    <span>{as_sent(name)}</span>
                </li>
            }
        })
        .collect_view();
    let key_of_band = band.map(|said| {
        view! {
            <li>
                <svg class="trend-key" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <rect class="trend-band" x="0" y="4" width="20" height="12"></rect>
                </svg>
                <span>{as_sent(said)}" "{changed}</span>
            </li>
        }
    });
    let key_of_outside = outside.map(|said| {
        view! {
            <li>
                <svg class="trend-key" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <path class="trend-mark trend-mark-outside" d=shape(0, 10, 10)></path>
                </svg>
                <span>{said}</span>
            </li>
        }
    });
    let key_of_bound = bound.map(|said| {
        view! {
            <li>
                <svg class="trend-key" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <path class="trend-bound" d="M10 2V17M5 12L10 17L15 12"></path>
                </svg>
                <span>{said}</span>
            </li>
        }
    });
    view! { <ul class="trend-legend">{senders}{key_of_band}{key_of_outside}{key_of_bound}</ul> }
}

/// Sentence for what the drawing shows: for those who hear it, and under it for everybody.
fn in_words(name: &str, scale: &Scale, facilities: &[Facility]) -> String {
    let said = |point: &Point| format::quantity(&point.sent);
    let (Some(first), Some(last)) = (scale.points.first(), scale.points.last()) else { return String::new() };
    if scale.points.len() == 1 {
        return t!(
            "labs-trend-one",
            test = name.to_owned(),
            date = format::day(first.at.date()),
            value = said(first),
            facility = format::source(facilities, &first.source)
        );
    }
    // Of equal numbers, `<5` is the lower one, and `>5` the higher one.
    let by_value = |a: &&Point, b: &&Point| a.value.total_cmp(&b.value).then(beside(a).cmp(&beside(b)));
    let lowest = scale.points.iter().min_by(by_value).map_or_else(String::new, said);
    let highest = scale.points.iter().max_by(by_value).map_or_else(String::new, said);
    let outside = scale.points.iter().filter(|point| point.standing.is_outside()).count();
    let judged = scale.points.iter().filter(|point| point.standing != Standing::NotJudged).count();
    let drawn = t!(
        "labs-trend-in-words",
        test = name.to_owned(),
        count = scale.points.len() as i64,
        from = format::day(first.at.date()),
        to = format::day(last.at.date()),
        lowest = lowest,
        highest = highest
    );
    if judged == 0 {
        return drawn;
    }
    let standing = if outside == 0 {
        t!("labs-trend-all-within", judged = judged as i64)
    } else {
        t!("labs-trend-some-outside", judged = judged as i64, outside = outside as i64)
    };
    format!("{drawn}{standing}")
}

/// On which side of its number the true value lies.
fn beside(point: &Point) -> i8 {
    match point.bound {
        Some(Comparator::Less | Comparator::LessOrEqual) => -1,
        None => 0,
        Some(Comparator::GreaterOrEqual | Comparator::Greater) => 1,
    }
}

fn left_out(left_out: LeftOut) -> Option<String> {
    let mut reasons = Vec::new();
    if left_out.no_number > 0 {
        reasons.push(t!("labs-trend-left-words", count = left_out.no_number as i64));
    }
    if left_out.no_day > 0 {
        reasons.push(t!("labs-trend-left-undated", count = left_out.no_day as i64));
    }
    if left_out.cancelled > 0 {
        reasons.push(t!("labs-trend-left-cancelled", count = left_out.cancelled as i64));
    }
    if left_out.not_reported > 0 {
        reasons.push(t!("labs-trend-left-not-reported", count = left_out.not_reported as i64));
    }
    if left_out.in_doubt > 0 {
        reasons.push(t!("labs-trend-left-in-doubt", count = left_out.in_doubt as i64));
    }
    (!reasons.is_empty()).then(|| t!("labs-trend-left-out", reasons = format::list(&reasons)))
}
