//! Medicines over the last year, as bars that can be opened.

use super::{by_clinic, content::Medicines};
use crate::{
    kinds::prescription::{bars, facts, has_bar},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{medication::MedicineLine, record::Facility};
use std::ptr;

/// The bars; what has none, because its first day is not known, stands under them.
pub fn all(medicines: &Medicines, facilities: &[Facility], as_of: NaiveDate) -> impl IntoView + use<> {
    let opened = |line: &MedicineLine| {
        let listed = medicines.all().find(|one| ptr::eq(one.line, line))?;
        Some(facts(listed, facilities).into_any())
    };
    let bars = bars(&medicines.lines, facilities, as_of, &opened);
    view! {
        {bars.map(|bars| view! {
            <section class="section section-near" aria-labelledby="medicines-timeline">
                <h2 id="medicines-timeline">{t!("medicines-timeline")}</h2>
                {bars}
            </section>
        })}
        {by_clinic::groups(medicines, facilities, &|one| !has_bar(one.line, as_of))}
    }
}
