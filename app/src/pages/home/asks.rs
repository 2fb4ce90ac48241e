//! What a check of the medicines found that is less than a contraindication, or that nothing was found.

use super::must_not::line;
use crate::{
    components::{finding_card::finding_cards, findings::none_found},
    context::checked::Checked,
    t,
};
use leptos::prelude::*;
use shared::medication::knowledge::Severity;

/// What has to be asked soon is a line each; of the rest, the number. What is contraindicated stands in the red box.
pub fn asks(checked: &Checked) -> impl IntoView + use<> {
    let Checked { findings, names, .. } = checked;
    let lines = finding_cards(&findings.findings);
    let count = |severity| lines.iter().filter(|line| line.severity == severity).count();
    let (grave, cautions) = (count(Severity::Contraindicated), count(Severity::Caution));
    let serious: Vec<AnyView> = lines
        .iter()
        .filter(|line| line.severity == Severity::Serious)
        .map(|found| line("/medicines#check", found.in_a_line(names)))
        .collect();
    let none = lines.is_empty().then(|| none_found(findings, names));
    let to_be_read = !findings.not_checked.is_empty() || !serious.is_empty();
    // With the red box above it, there is nothing more to say.
    let silent = none.is_none() && serious.is_empty() && cautions == 0;
    (!silent).then(|| {
        view! {
            <div class="notice" class:notice-caution=to_be_read>
                {(!serious.is_empty()).then(|| view! {
                    <p>{t!("check-banner-serious", count = serious.len() as i64)}</p>
                    <ul class="must-not">{serious}</ul>
                })}
                {none.map(|said| view! { <p>{said}</p> })}
                {(cautions > 0).then(|| view! { <p>{t!("check-banner-cautions", count = cautions as i64)}</p> })}
                {(grave == 0).then(|| view! {
                    <p class="screen-only onward"><a href="/medicines#check" rel="external">{t!("check-banner-more")}</a></p>
                })}
            </div>
        }
    })
}
