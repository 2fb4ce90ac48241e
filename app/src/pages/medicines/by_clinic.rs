//! Medicines by whether they are taken, and by whom and when they were prescribed.

use super::content::Medicines;
use crate::{
    components::{as_sent::as_sent, term::Term},
    format,
    kinds::prescription::{self, Line, Listed},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    medication::Taking,
    record::{Facility, Standing},
    source::Source,
};
use std::mem::discriminant;

/// In the order in which they matter. What was stated of a prescription is one group, whatever it is.
const ORDER: [Taking; 9] = [
    Taking::Now,
    Taking::SaidTaken,
    Taking::ToBeAsked,
    Taking::Changed,
    Taking::PossiblyStill,
    Taking::NotYet,
    Taking::Stated(Standing::NotKnown),
    Taking::SaidStopped,
    Taking::Continued,
];

/// Every group but what is over.
pub fn all(medicines: &Medicines, facilities: &[Facility]) -> impl IntoView + use<> {
    groups(medicines, facilities, &|_| true)
}

/// The groups that have no place in a day's plan.
pub fn beside_the_day(medicines: &Medicines, facilities: &[Facility]) -> impl IntoView + use<> {
    groups(medicines, facilities, &|one| one.line.taking != Taking::Now && !one.line.taking.is_beside())
}

/// The groups, of those that `shown` picks.
pub fn groups(
    medicines: &Medicines,
    facilities: &[Facility],
    shown: &dyn Fn(&Listed<'_>) -> bool,
) -> impl IntoView + use<> {
    let of_group = |taking: Taking| -> Vec<Listed<'_>> { of(medicines, taking).filter(shown).collect() };
    let groups =
        ORDER.into_iter().map(|taking| (taking, of_group(taking))).filter(|(_, all)| !all.is_empty());
    groups.map(|(taking, all)| group(taking, &all, facilities)).collect_view()
}

fn of(medicines: &Medicines, taking: Taking) -> impl Iterator<Item = Listed<'_>> {
    medicines.all().filter(move |one| discriminant(&one.line.taking) == discriminant(&taking))
}

/// What is over, one tap away.
pub fn past(medicines: &Medicines, facilities: &[Facility]) -> Option<impl IntoView + use<>> {
    let all: Vec<Listed<'_>> = of(medicines, Taking::Past).collect();
    (!all.is_empty()).then(|| {
        let count = all.len() as i64;
        let lists =
            by_source(&all).into_iter().map(|one| from_source(&one, Taking::Past, facilities)).collect_view();
        view! {
            <section class="section section-near" aria-labelledby="medicines-past">
                <h2 id="medicines-past">{prescription::taking(Taking::Past)}</h2>
                <details class="details named-on-paper">
                    <summary>{t!("medicines-show-past", count = count)}</summary>
                    {lists}
                </details>
            </section>
        }
    })
}

fn group(taking: Taking, all: &[Listed<'_>], facilities: &[Facility]) -> impl IntoView + use<> {
    let id = format!("medicines-{}", group_id(taking));
    let named_by = id.clone();
    let explained = match taking {
        Taking::PossiblyStill => Some(t!("medicines-possibly-still-explained")),
        Taking::ToBeAsked => Some(t!("medicines-to-be-asked-explained")),
        Taking::Stated(_) => Some(t!("medicines-stated-explained")),
        Taking::SaidTaken | Taking::SaidStopped => Some(t!("medicines-said-explained")),
        Taking::Now | Taking::NotYet | Taking::Continued | Taking::Changed | Taking::Past => None,
    };
    let lists = by_source(all).into_iter().map(|one| from_source(&one, taking, facilities)).collect_view();
    view! {
        <section class="section section-near" aria-labelledby=named_by>
            <div class="with-term">
                <h2 id=id>{prescription::taking(taking)}</h2>
                {(taking == Taking::PossiblyStill).then(|| view! { <Term word="possibly-still"/> })}
            </div>
            {explained.map(|said| view! { <p>{said}</p> })}
            {lists}
        </section>
    }
}

fn group_id(taking: Taking) -> &'static str {
    match taking {
        Taking::Now => "now",
        Taking::PossiblyStill => "possiblystill",
        Taking::NotYet => "notyet",
        Taking::Continued => "continued",
        Taking::Changed => "changed",
        Taking::ToBeAsked => "tobeasked",
        Taking::Stated(_) => "stated",
        Taking::SaidTaken => "saidtaken",
        Taking::SaidStopped => "saidstopped",
        Taking::Past => "past",
    }
}

/// What one source prescribed on one day.
struct FromSource<'a> {
    source: &'a Source,
    day: Option<NaiveDate>,
    all: Vec<Listed<'a>>,
}

fn by_source<'a>(all: &[Listed<'a>]) -> Vec<FromSource<'a>> {
    let mut found: Vec<FromSource<'a>> = Vec::new();
    for one in all {
        let prescription = &one.line.prescription;
        let source = &prescription.origin.source;
        let day = prescription.authored.as_ref().map(|moment| moment.first_day());
        match found.iter_mut().find(|known| known.source == source && known.day == day) {
            Some(known) => known.all.push(*one),
            None => found.push(FromSource { source, day, all: vec![*one] }),
        }
    }
    found
}

fn from_source(from: &FromSource<'_>, taking: Taking, facilities: &[Facility]) -> impl IntoView + use<> {
    let name = format::source(facilities, from.source);
    let heading = match (from.source.facility(), from.day.map(format::day)) {
        (None, _) => name,
        (Some(_), None) => t!("medicines-from", facility = name),
        (Some(_), Some(date)) => t!("medicines-from-on", facility = name, date = date),
    };
    let day = from.day.map_or_else(|| "undated".to_owned(), |day| day.to_string());
    let id = format!("medicines-{}-{}-{day}", group_id(taking), from.source);
    let named_by = id.clone();
    let lines =
        from.all.iter().map(|one| one.as_line(Line { dose: one.dose(), ..Line::default() }, facilities));
    let lines = lines.collect_view();
    view! {
        <h3 id=id>{as_sent(heading)}</h3>
        <ul class="line-list" aria-labelledby=named_by>{lines}</ul>
    }
}
