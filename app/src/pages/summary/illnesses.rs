//! Illnesses in a line each: what is not over, and apart from it what is only suspected.

use crate::{
    components::empty::Empty,
    kinds::{diagnosis, none_known},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{category::Category, record::Facility};

pub fn illnesses(
    listed: &diagnosis::Listed,
    facilities: &[Facility],
    as_of: NaiveDate,
) -> impl IntoView + use<> {
    let nothing = listed.current.is_empty() && listed.suspected.is_empty();
    let empty = (nothing && listed.former.is_empty()).then(|| {
        let facilities = facilities.to_vec();
        view! { <Empty what=t!("record-diagnoses-name") of=Category::Diagnoses facilities as_of/> }
    });
    let former = listed.former.len() as i64;
    view! {
        <section class="section" aria-labelledby="summary-illnesses">
            <h2 id="summary-illnesses">{t!("record-diagnoses-title")}</h2>
            {diagnosis::present(listed, facilities)}
            {empty}
            {(former > 0).then(|| view! {
                <p><a href="/record#diagnoses" rel="external">{t!("summary-former", count = former)}</a></p>
            })}
            {none_known::notice(&listed.none, facilities)}
        </section>
    }
}
