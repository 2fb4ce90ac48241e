//! The lists of own entries, each with the way to correct and to delete it.

use super::PAGE;
use crate::{
    components::as_sent::as_sent,
    format,
    kinds::{
        allergy,
        fact::Fact,
        observation::{ResultValue, measured_at},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    ids::ItemId,
    own::{OwnEntry, read},
    record::{Allergy, Observation, Prescription, Record, Standing},
};

/// How many stand open; the others are one tap away.
const NEWEST: usize = 30;

pub fn pressure_list(record: &Record) -> impl IntoView + use<> {
    let own = read::results(record);
    if own.is_empty() {
        return view! { <p class="empty">{t!("own-pressure-none")}</p> }.into_any();
    }
    let (newest, older) = own.split_at(own.len().min(NEWEST));
    let cards = |some: &[&Observation]| some.iter().map(|one| pressure((*one).clone())).collect_view();
    let (newest, count, older) = (cards(newest), older.len(), cards(older));
    view! {
        <ul class="card-list">{newest}</ul>
        {(count > 0).then(|| view! {
            <details class="details">
                <summary>{t!("own-pressure-older", count = count as i64)}</summary>
                <ul class="card-list">{older}</ul>
            </details>
        })}
    }
    .into_any()
}

fn pressure(result: Observation) -> impl IntoView {
    let when = measured_at(&result);
    let item = result.origin.item.clone();
    view! {
        <li class="card">
            <p class="card-title">{when.clone()}</p>
            <ResultValue result/>
            {marked()}
            {ways(&item, when)}
        </li>
    }
}

pub fn medicine_list(record: &Record) -> impl IntoView + use<> {
    let own = read::medicines(record);
    if own.is_empty() {
        return view! { <p class="empty">{t!("own-medicine-none")}</p> }.into_any();
    }
    let cards = own.into_iter().map(|one| medicine(one.clone())).collect_view();
    view! {
        <ul class="card-list">{cards}</ul>
        <p><a href="/medicines">{t!("own-medicine-all")}</a></p>
    }
    .into_any()
}

fn medicine(medicine: Prescription) -> impl IntoView {
    let since = match &medicine.said_since {
        Some(since) => format::moment(since),
        None => t!("own-medicine-since-not-stated"),
    };
    let still = state(medicine.standing == Standing::SaidTaken);
    let how = medicine.dosage.first().and_then(|dosage| dosage.text.clone());
    let (name, item) = (medicine.name.clone(), medicine.origin.item.clone());
    view! {
        <li class="card">
            <p class="card-title">{as_sent(name.clone())}</p>
            <dl class="data-list">
                {how.map(|how| view! { <Fact name=t!("own-how") value=Some(how)/> })}
                <Fact name=t!("own-medicine-state") value=Some(still)/>
                <Fact name=t!("own-medicine-since") value=Some(since)/>
            </dl>
            {marked()}
            {ways(&item, name)}
        </li>
    }
}

pub fn allergy_list(record: &Record) -> impl IntoView + use<> {
    let own = read::allergies(record);
    if own.is_empty() {
        return view! { <p class="empty">{t!("own-allergy-none")}</p> }.into_any();
    }
    let cards = own.into_iter().map(|one| allergy(one.clone())).collect_view();
    view! {
        <ul class="card-list">{cards}</ul>
        <p><a href="/record#allergies">{t!("own-allergy-all")}</a></p>
    }
    .into_any()
}

fn allergy(one: Allergy) -> impl IntoView {
    let kind = one.categories.first().copied().map(allergy::category);
    let since = one.onset.as_ref().map(format::moment);
    let severe = one.severe_reaction.then(|| t!("own-allergy-was-severe"));
    let (name, item) = (one.name.clone(), one.origin.item.clone());
    view! {
        <li class="card">
            <p class="card-title">{as_sent(name.clone())}</p>
            <dl class="data-list">
                {kind.map(|kind| view! { <Fact name=t!("own-allergy-kind-short") value=Some(kind)/> })}
                {one.reactions.first().cloned().map(|said| view! { <Fact name=t!("own-allergy-reaction") value=Some(said)/> })}
                {severe.map(|said| view! { <Fact name=t!("own-allergy-how-severe") value=Some(said)/> })}
                {since.map(|since| view! { <Fact name=t!("own-allergy-since") value=Some(since)/> })}
            </dl>
            {marked()}
            {ways(&item, name)}
        </li>
    }
}

fn marked() -> impl IntoView {
    view! { <p><span class="tag tag-quiet">{t!("source-person")}</span></p> }
}

/// `what`: by which one such link is told from another.
fn ways(item: &ItemId, what: String) -> impl IntoView + use<> {
    let aside =
        move || view! { <span class="visually-hidden">{as_sent(t!("own-of", what = what.clone()))}</span> };
    view! {
        <p class="cluster screen-only">
            <a class="button button-secondary" href=format!("{PAGE}/{item}")>{t!("own-correct")}{aside()}</a>
            <a class="button button-quiet" href=format!("{PAGE}/{item}/delete")>{t!("own-delete")}{aside()}</a>
        </p>
    }
}

/// An entry in one line.
pub fn in_words(entry: &OwnEntry) -> String {
    match entry {
        OwnEntry::BloodPressure(one) => {
            let pressure = t!(
                "own-pressure-in-words",
                when = format::moment_with_time(&one.measured),
                systolic = i64::from(one.systolic),
                diastolic = i64::from(one.diastolic)
            );
            let pulse = one.pulse.map(|pulse| t!("own-pulse-in-words", pulse = i64::from(pulse)));
            format::list(&[Some(pressure), pulse].into_iter().flatten().collect::<Vec<_>>())
        }
        OwnEntry::Medicine(one) => {
            let since = one.since.as_ref().map(|at| t!("course-said-from", since = format::moment(at)));
            let state = state(one.still_taking);
            let said = [Some(one.name.clone()), one.how.clone(), Some(state), since];
            format::list(&said.into_iter().flatten().collect::<Vec<_>>())
        }
        OwnEntry::Allergy(one) => {
            let kind = one.category.map(allergy::category);
            let severe = one.severe.then(|| t!("own-allergy-was-severe"));
            let since = one.since.as_ref().map(|at| t!("course-said-from", since = format::moment(at)));
            let said = [Some(one.name.clone()), kind, one.reaction.clone(), severe, since];
            format::list(&said.into_iter().flatten().collect::<Vec<_>>())
        }
    }
}

fn state(still_taking: bool) -> String {
    match still_taking {
        true => t!("own-medicine-taken"),
        false => t!("own-medicine-stopped"),
    }
}
