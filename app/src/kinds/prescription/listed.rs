//! A medicine of a list: one line until it is opened.

use super::{
    card::{Listed, facts, until},
    dose_per_day, stated, taking, usage_in_words,
};
use crate::{
    components::{as_sent::as_sent, unreadable::unread_marks},
    format, t,
};
use leptos::prelude::*;
use shared::{
    medication::{MedicineLine, Taking, purpose},
    record::Facility,
};

/// What a line says of a medicine where its heading does not.
#[derive(Default)]
pub struct Line {
    /// What qualifies it there, besides what always does.
    pub mark: Option<String>,
    /// How much and how.
    pub dose: Vec<String>,
    /// Whether what it does was said before, at another time of the day.
    pub again: bool,
}

impl Listed<'_> {
    /// Name, what qualifies it, dose, end and what it does; opened, everything that is known of it.
    pub fn as_line(self, said: Line, facilities: &[Facility]) -> impl IntoView + use<> {
        let prescription = &self.line.prescription;
        let Line { mark, mut dose, again } = said;
        let marks: Vec<String> = mark.into_iter().chain(marks(self.line)).collect();
        dose.push(until(self.line));
        let does = purpose::of(prescription).filter(|_| !again).map(|name| t!(&format!("purpose-{name}")));
        let name = format::told_name(&prescription.name);
        view! {
            <li>
                <details class="folded">
                    <summary>
                        <span class="line-words">
                            <span class="dose-name">{as_sent(name)}</span>
                            {marks.into_iter().map(|said| view! { <span class="tag">{as_sent(said)}</span> }).collect_view()}
                            <span class="dose-amount">{as_sent(dose.join(" · "))}</span>
                            {does.map(|said| view! { <span class="dose-purpose">{said}</span> })}
                        </span>
                    </summary>
                    <div class="folded-rest">{facts(self, facilities)}</div>
                </details>
            </li>
        }
    }

    /// How it is taken, in short: of several instructions only that there are several, so that none is read alone.
    pub fn dose(self) -> Vec<String> {
        let prescription = &self.line.prescription;
        match prescription.dosage.as_slice() {
            [] if prescription.standing.is_said() => Vec::new(),
            [] => vec![t!("medicines-usage-nothing-sent")],
            [only] => {
                let usage = usage_in_words(only).unwrap_or_else(|| t!("medicines-usage-nothing-sent"));
                [usage].into_iter().chain(dose_per_day(only)).collect()
            }
            several => vec![t!("medicines-several-dosages", count = several.len() as i64)],
        }
    }
}

/// What qualifies a medicine, wherever it stands.
fn marks(line: &MedicineLine) -> Vec<String> {
    let prescription = &line.prescription;
    let place = match line.taking {
        Taking::PossiblyStill | Taking::NotYet => Some(taking(line.taking)),
        _ => stated(line.taking, line.since),
    };
    let as_needed = prescription.dosage.iter().any(|dosage| dosage.as_needed);
    let as_needed = as_needed.then(|| t!("medicines-as-needed"));
    place.into_iter().chain(as_needed).chain(unread_marks(&prescription.origin)).collect()
}
