//! What must not be given, and infections: each in a line, with 長期保存 in its source.

use crate::{
    components::{empty::Empty, term::TermHeading},
    kinds::{allergy, none_known, observation::INFECTIONS},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Allergy, Facility},
    summary::StatedNone,
};

pub fn profile(
    allergies: &[Allergy],
    contraindications: &[Allergy],
    none: &[StatedNone],
    infections: usize,
    facilities: &[Facility],
    as_of: NaiveDate,
) -> impl IntoView + use<> {
    let part = |id: &'static str, title: String, what: String, of: Category, lines: Option<AnyView>| {
        let facilities = facilities.to_vec();
        let lines = lines.unwrap_or_else(|| view! { <Empty what of facilities as_of/> }.into_any());
        view! {
            <section class="summary-part" aria-labelledby=id>
                <h3 id=id>{title}</h3>
                {lines}
            </section>
        }
    };
    view! {
        <section class="section" aria-labelledby="summary-profile">
            <TermHeading id="summary-profile" text=t!("summary-profile") word="six-information"/>
            <div class="grid summary-parts">
                {part(
                    "summary-contraindications",
                    t!("summary-contraindications"),
                    t!("summary-contraindications-what"),
                    Category::Contraindications,
                    allergy::list(contraindications, facilities),
                )}
                {part(
                    "summary-allergies",
                    t!("summary-allergies"),
                    t!("summary-allergies-what"),
                    Category::Allergies,
                    allergy::list(allergies, facilities),
                )}
                {part(
                    "summary-infections",
                    t!("summary-infections"),
                    t!("summary-infections-what"),
                    Category::Infections,
                    infections_there(infections),
                )}
            </div>
            {none_known::notice(none, facilities)}
        </section>
    }
}

/// Number of infection tests, and where they are shown: what they are is on no page that stays open, and on no paper of
/// it.
fn infections_there(count: usize) -> Option<AnyView> {
    (count > 0).then(|| {
        view! {
            <p>{t!("summary-infections-there", count = count as i64)}</p>
            <p class="screen-only onward"><a href=INFECTIONS rel="external">{t!("record-infections-open")}</a></p>
        }
        .into_any()
    })
}
