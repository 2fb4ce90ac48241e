//! 「これは見せない」: single lines and documents that stay out, towards everybody.

use super::{
    content::{ConsentContent, Hidden},
    words,
};
use crate::components::as_sent::as_sent;
use crate::components::form::{PostForm, WrittenFor};
use crate::{format, t};
use leptos::prelude::*;
use shared::{
    category::Category,
    consent::{Line, Purpose},
    record::Facility,
};
use std::collections::BTreeSet;

#[component]
pub fn Items(content: ConsentContent, facilities: Vec<Facility>) -> impl IntoView {
    let to = content.chosen.to_string();
    let listed = content.items;
    let row = |line: &Line| {
        row(line, listed.hidden.get(&line.item), &facilities, (to.clone(), listed.kind, listed.page))
    };
    let hidden = listed.hidden_lines.iter().map(row).collect_view();
    let lines = listed.lines.iter().map(row).collect_view();
    let options = listed
        .kinds
        .iter()
        .map(|kind| view! { <option value=kind.as_str() selected=Some(kind) == listed.kind>{words::kind(kind)}</option> })
        .collect_view();
    let page = |number: usize| {
        let kind = listed.kind.map_or("", Category::as_str);
        format!("/consent?to={to}&items={kind}&page={number}#items")
    };
    let (number, pages) = (listed.page, listed.pages);
    view! {
        <section id="items" aria-labelledby="items-title">
            <details class="details" open=listed.kind.is_some()>
            <summary id="items-title">{t!("consent-items-open", count = listed.hidden_lines.len() as i64)}</summary>
            <p>{t!("consent-items-explained")}</p>
            <p>{t!("consent-items-emergency")}</p>
            {(!listed.hidden_lines.is_empty()).then(|| view! {
                <h3>{t!("consent-items-hidden")}</h3>
                <ul class="card-list">{hidden}</ul>
            })}
            <form class="consent-whom" method="get" action="/consent#items">
                <input type="hidden" name="to" value=to.clone()/>
                <label for="consent-items">{t!("consent-items-choose")}</label>
                <div class="cluster">
                    <select class="text-field" id="consent-items" name="items">{options}</select>
                    <button class="button button-secondary" type="submit">{t!("consent-items-list")}</button>
                </div>
            </form>
            {listed.kind.map(|kind| view! {
                <h3>{words::kind(kind)}</h3>
                <ul class="card-list">{lines}</ul>
                {(pages > 1).then(|| view! {
                    <p class="cluster">
                        {(number > 0).then(|| view! { <a href=page(number - 1) rel="external">{t!("consent-items-newer")}</a> })}
                        <span>{t!("consent-items-page", number = (number + 1) as i64, pages = pages as i64)}</span>
                        {(number + 1 < pages).then(|| view! { <a href=page(number + 1) rel="external">{t!("consent-items-older")}</a> })}
                    </p>
                })}
            })}
            </details>
        </section>
    }
}

/// Where the answer leads back to: whom, which kind, which page.
type Here = (String, Option<Category>, usize);

fn row(line: &Line, hidden: Option<&Hidden>, facilities: &[Facility], here: Here) -> impl IntoView + use<> {
    let (to, kind, page) = here;
    let name = words::line(line);
    let hidden_in = hidden.map_or_else(BTreeSet::new, |one| one.purposes.clone());
    // Taken back is what was decided, by whichever line about the same.
    let item = hidden.map_or(&line.item, |one| &one.chosen).to_string();
    let state = match (hidden_in.contains(&Purpose::Care), hidden_in.contains(&Purpose::Emergency)) {
        (true, true) => Some(t!("consent-item-hidden-always")),
        (true, false) => Some(t!("consent-item-hidden-in-care")),
        (false, true) => Some(t!("consent-item-hidden-in-emergencies")),
        (false, false) => None,
    };
    let button = |value: &'static str, words: String| {
        let label = format!("{name}: {words}");
        // Showing more waits for no network.
        let may_wait = (value != "never").then_some("");
        view! {
            <button
                class="button button-choice"
                type="submit"
                name="hide"
                value=value
                aria-label=label
                data-may-wait=may_wait
            >
                {words}
            </button>
        }
    };
    let shown = hidden_in.is_empty();
    let always = hidden_in.len() == Purpose::ALL.len();
    view! {
        <li class="card">
            <p>
                <strong><bdi>{as_sent(name.clone())}</bdi></strong>
                " "
                <span class="muted">
                    {line.date.as_ref().map(format::moment_day)}" "{as_sent(format::source(facilities, &line.source))}
                </span>
            </p>
            {state.map(|state| view! { <p><span class="chip">{state}</span></p> })}
            <PostForm class="cluster" action="/consent/item">
                <WrittenFor/>
                <input type="hidden" name="item" value=item/>
                <input type="hidden" name="to" value=to/>
                <input type="hidden" name="items" value=kind.map_or("", Category::as_str)/>
                <input type="hidden" name="page" value=page.to_string()/>
                {shown.then(|| button("care", t!("consent-item-hide")))}
                {(!always).then(|| button("always", t!("consent-item-hide-always")))}
                {(!shown).then(|| button("never", t!("consent-item-show")))}
            </PostForm>
        </li>
    }
}
