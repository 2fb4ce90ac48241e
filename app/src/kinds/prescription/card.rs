//! What is known of one medicine of one prescription.

use super::usage::{printed_beside, usage_in_words};
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        sent_link::SentLink, source_line::SourceLine, technical_term::CodeList, unreadable::UnreadParts,
    },
    format, t,
};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::{
    ids::ItemId,
    medication::{Course, CourseEnd, MedicineLine, Taking, WhyOpen},
    record::{Dosage, Facility, Prescription, Standing},
    time::Moment,
};

/// A medicine, and the document it stands in, where there is one to open.
#[derive(Clone, Copy)]
pub struct Listed<'a> {
    pub line: &'a MedicineLine,
    pub document: Option<&'a (ItemId, String)>,
}

/// Everything that is known of one medicine of one prescription: how much, when, how long, from whom.
pub fn facts(listed: Listed<'_>, facilities: &[Facility]) -> impl IntoView + use<> {
    let prescription = listed.line.prescription.clone();
    let course = course_in_words(&prescription, &listed.line.course);
    let further = further(&prescription);
    let printed: Vec<String> = prescription.dosage.iter().filter_map(as_printed).collect();
    let several = prescription.dosage.len() > 1;
    let origin = prescription.origin;
    let document = listed.document.cloned();
    view! {
        {prescription.standing_reason.map(prose)}
        {prescription.dosage.iter().enumerate()
            .map(|(index, dosage)| dosage_facts(dosage, several.then_some(index + 1)))
            .collect_view()}
        <dl class="data-list">
            {fact(t!("medicines-course"), Some(course))}
        </dl>
        {prescription.notes.into_iter().map(prose).collect_view()}
        <UnreadParts origin=&origin facilities/>
        {printed.into_iter().map(|text| view! {
            <p class="prose">{as_sent(t!("medicines-as-printed", text = text))}</p>
        }).collect_view()}
        {(!further.is_empty()).then(|| view! {
            <dl class="data-list">
                {further.into_iter().map(|(name, value)| fact(name, Some(value))).collect_view()}
            </dl>
        })}
        <CodeList codes=prescription.codes/>
        <SourceLine origin=&origin facilities/>
        <SentLink origin=&origin/>
        {document.map(|(id, title)| view! {
            <p class="screen-only">
                <a href=format!("/documents/{id}")>{as_sent(t!("medicines-document", title = title))}</a>
            </p>
        })}
    }
}

/// Of the prescription that it stands on, as far as it was sent: what nobody prescribed has none of it.
fn further(prescription: &Prescription) -> Vec<(String, String)> {
    let number =
        prescription.rp.clone().map(|(number, place)| [Some(number), place].into_iter().flatten().collect());
    let dated = match prescription.standing.was_issued() {
        true => t!("medicines-prescribed"),
        false => t!("medicines-dated"),
    };
    [
        (t!("medicines-rp"), number.map(|parts: Vec<String>| parts.join("-"))),
        (t!("medicines-quantity"), prescription.quantity.as_ref().map(format::amount)),
        (dated, prescription.authored.as_ref().map(format::moment)),
        (t!("medicines-prescriber"), prescription.prescriber.clone()),
        (t!("medicines-category"), prescription.category.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn prose(said: String) -> impl IntoView {
    view! { <p class="prose" lang=format::written_lang(&said)>{said.clone()}</p> }
}

fn dosage_facts(dosage: &Dosage, number: Option<usize>) -> impl IntoView + use<> {
    let not_sent = || t!("medicines-usage-not-sent");
    let usage = usage_in_words(dosage).unwrap_or_else(not_sent);
    let additional: Vec<String> =
        dosage.additional.iter().filter(|said| !usage.contains(said.as_str())).cloned().collect();
    let days = dosage.days.map(|days| {
        if dosage.as_needed {
            t!("medicines-times", count = days)
        } else {
            t!("medicines-days", count = days)
        }
    });
    let per_day = match dosage.which_days.is_every_day() {
        true => t!("medicines-per-day"),
        false => t!("medicines-per-such-day"),
    };
    view! {
        {number.map(|number| view! { <p class="muted">{t!("medicines-dosage-number", number = number as i64)}</p> })}
        <dl class="data-list medicine-dosage">
            {fact(t!("medicines-usage"), Some(usage))}
            {fact(per_day, dosage.per_day.as_ref().map(format::amount))}
            {fact(t!("medicines-per-dose"), dosage.per_dose.as_ref().map(format::amount))}
            {fact(t!("medicines-supplied"), days)}
            {fact(t!("medicines-route"), dosage.route.clone())}
        </dl>
        {dosage.as_needed.then(|| view! { <p><span class="tag">{t!("medicines-as-needed")}</span></p> })}
        {additional.into_iter().map(|said| view! { <p class="prose">{as_sent(said)}</p> }).collect_view()}
    }
}

/// The instruction as the facility printed it, where the words above are not the same.
fn as_printed(dosage: &Dosage) -> Option<String> {
    printed_beside(dosage).or_else(|| {
        dosage.text.clone().filter(|text| Some(text) != dosage.usage.as_ref() && dosage.usage.is_some())
    })
}

/// A fact, if it was sent.
fn fact(name: String, value: Option<String>) -> impl IntoView {
    value.map(|value| view! { <div><dt>{name}</dt><dd>{as_sent(value)}</dd></div> })
}

/// The amount of a day, or else of a dose and said to be that.
pub fn dose_per_day(dosage: &Dosage) -> Option<String> {
    let day =
        dosage.per_day.as_ref().map(format::amount).map(|amount| match dosage.which_days.is_every_day() {
            true => t!("medicines-amount-per-day", amount = amount),
            // What is not for every day has no amount of every day.
            false => t!("medicines-amount-per-such-day", amount = amount),
        });
    day.or_else(|| {
        dosage
            .per_dose
            .as_ref()
            .map(|amount| t!("medicines-amount-per-dose", amount = format::amount(amount)))
    })
}

/// The first and the last day, or why there is no last day; of what nobody prescribed, what the person says.
pub fn course_in_words(prescription: &Prescription, course: &Course) -> String {
    said_course(prescription, format::moment).unwrap_or_else(|| course_with(course, format::date))
}

/// The same without eras, where many stand side by side.
pub fn course_in_days(prescription: &Prescription, course: &Course) -> String {
    said_course(prescription, format::moment_day).unwrap_or_else(|| course_with(course, format::day))
}

/// In short: of what is taken now its end, with the year where it ends in another one than it began; of everything else
/// both ends, without eras.
pub fn until(line: &MedicineLine) -> String {
    match (line.taking, line.course.end) {
        (Taking::Now, CourseEnd::On(end)) => {
            let year = line.course.start.filter(|start| start.year() == end.year());
            t!("course-until", end = year.map_or_else(|| format::day(end), |_| format::day_of_year(end)))
        }
        (Taking::Now, CourseEnd::Open(_)) => t!("course-open"),
        _ => course_in_days(&line.prescription, &line.course),
    }
}

/// As precisely as they say it; `None`: it was prescribed.
fn said_course(prescription: &Prescription, named: fn(&Moment) -> String) -> Option<String> {
    let since = prescription.said_since.as_ref().map(named);
    match (prescription.standing, since) {
        (Standing::SaidTaken, Some(since)) => Some(t!("course-said-from", since = since)),
        (Standing::SaidTaken, None) => Some(t!("course-said-undated")),
        (Standing::SaidStopped, Some(since)) => Some(t!("course-said-stopped-from", since = since)),
        (Standing::SaidStopped, None) => Some(t!("course-said-stopped-undated")),
        _ => None,
    }
}

fn course_with(course: &Course, named: fn(NaiveDate) -> String) -> String {
    let start = course.start.map(named);
    match (start, course.end) {
        (Some(start), CourseEnd::On(end)) => t!("course-from-to", start = start, end = named(end)),
        (None, CourseEnd::On(end)) => t!("course-to", end = named(end)),
        (Some(start), CourseEnd::Open(why)) => t!("course-from", start = start, why = why_open(why)),
        (None, CourseEnd::Open(why)) => t!("course-unknown", why = why_open(why)),
    }
}

fn why_open(why: WhyOpen) -> String {
    match why {
        WhyOpen::AsNeeded => t!("course-open-as-needed"),
        WhyOpen::NoDays => t!("course-open-no-days"),
        WhyOpen::NoStart => t!("course-open-no-start"),
    }
}
