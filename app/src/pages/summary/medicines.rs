//! Medicines by the month they began in, newest first: name, amount per day, days, usage.

use crate::components::as_sent::as_sent;
use crate::{
    components::{empty::Empty, unreadable::UnreadParts},
    format,
    kinds::prescription::{self, course_in_days, dose_per_day, usage_in_full},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    medication::{MedicineLine, Taking},
    record::{Dosage, Facility},
    summary::MedicineMonth,
};

pub fn medicines(
    months: Vec<MedicineMonth>,
    facilities: &[Facility],
    as_of: NaiveDate,
) -> impl IntoView + use<> {
    let facilities = facilities.to_vec();
    view! {
        <section class="section" aria-labelledby="summary-medicines">
            <h2 id="summary-medicines">{t!("summary-medicines")}</h2>
            {if months.is_empty() {
                view! { <Empty what=t!("summary-medicines-what") of=Category::Medicines facilities as_of/> }.into_any()
            } else {
                months.into_iter().map(|shown| month(shown, &facilities)).collect_view().into_any()
            }}
            <p class="screen-only"><a href="/medicines">{t!("summary-all-medicines")}</a></p>
        </section>
    }
}

fn month(month: MedicineMonth, facilities: &[Facility]) -> impl IntoView + use<> {
    let (id, title) = match month.month {
        Some((year, number)) => (format!("medicines-{year}-{number:02}"), format::month(year, number)),
        None => ("medicines-undated".to_owned(), t!("summary-medicines-undated")),
    };
    let named_by = id.clone();
    let rows = month.lines.into_iter().map(|shown| line(shown, facilities)).collect_view();
    view! {
        <h3 id=id>{title}</h3>
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby=named_by>
            <table class="data-table data-table-cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t!("summary-medicine-name")}</th>
                        <th scope="col" role="columnheader">{t!("summary-medicine-amount")}</th>
                        <th scope="col" role="columnheader">{t!("summary-medicine-days")}</th>
                        <th scope="col" role="columnheader">{t!("summary-medicine-usage")}</th>
                        <th scope="col" role="columnheader">{t!("summary-medicine-course")}</th>
                        <th scope="col" role="columnheader">{t!("summary-facility")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

fn line(line: MedicineLine, facilities: &[Facility]) -> impl IntoView + use<> {
    let MedicineLine { prescription, course, taking, since, .. } = line;
    let facility = format::source(facilities, &prescription.origin.source);
    let stage = prescription::stated(taking, since).or_else(|| match taking {
        Taking::Now => None,
        Taking::PossiblyStill => Some(t!("summary-possibly-still")),
        Taking::NotYet => Some(t!("summary-not-yet")),
        _ => Some(t!("summary-past")),
    });
    let days = |dosage: &Dosage| dosage.days.map(|days| t!("summary-days", count = days));
    let each = |say: &dyn Fn(&Dosage) -> Option<String>| {
        // One line per dosage, so that the lines of the columns belong together.
        let mut said: Vec<Option<String>> = prescription.dosage.iter().map(say).collect();
        if said.is_empty() {
            said.push(None);
        }
        let lines = said
            .into_iter()
            .map(|words| view! { <div class="prose">{as_sent(words.unwrap_or_else(|| t!("summary-not-sent")))}</div> })
            .collect_view();
        view! { <div>{lines}</div> }
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" lang=format::written_lang(&prescription.name)>{prescription.name.clone()}</th>
            <td role="cell" data-label=t!("summary-medicine-amount")>{each(&dose_per_day)}</td>
            <td role="cell" data-label=t!("summary-medicine-days")>{each(&days)}</td>
            <td role="cell" data-label=t!("summary-medicine-usage")>{each(&usage_in_full)}</td>
            <td role="cell" data-label=t!("summary-medicine-course")>
                <div>
                    {course_in_days(&prescription, &course)}
                    {stage.map(|said| view! { " " <span class="tag">{said}</span> })}
                </div>
            </td>
            <td role="cell" data-label=t!("summary-facility")>
                <div>{as_sent(facility)} <UnreadParts origin=&prescription.origin facilities/></div>
            </td>
        </tr>
    }
}
