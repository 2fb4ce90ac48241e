//! Decisions that stand, and every change that led to them.

use super::{content::ConsentContent, words};
use crate::components::as_sent::as_sent;
use crate::components::form::{PostForm, WrittenFor};
use crate::t;
use leptos::prelude::*;
use shared::{
    consent::{Change, Consent, Rule, Unnamed},
    ids::ConsentId,
};

/// Changes that stand on the page at once; the others are one tap away.
const NEWEST: usize = 2;

#[component]
pub fn Decided(content: ConsentContent) -> impl IntoView {
    let names = content.items.names;
    let sharing = content.sharing.clone();
    let say = {
        let sharing = sharing.clone();
        move |consent: &Consent| words::decided(consent, &sharing, |item| names.get(item).cloned())
    };
    let current: Vec<_> = sharing.current().map(|consent| standing(consent, say(consent))).collect();
    let unnamed: Vec<_> = sharing.unnamed.iter().map(unnamed).collect();
    let none = current.is_empty() && unnamed.is_empty();
    let mut newest: Vec<_> = sharing
        .history
        .iter()
        .map(|change| {
            let told = |ids: &[ConsentId]| -> Vec<(ConsentId, String)> {
                ids.iter().filter_map(|id| sharing.consent(*id)).map(|one| (one.id, say(one))).collect()
            };
            history(change, told(&change.given), told(&change.withdrawn))
        })
        .collect();
    let older = newest.split_off(newest.len().min(NEWEST));
    let never = sharing.history.is_empty();
    view! {
        <section class="section" id="decided" aria-labelledby="decided-title">
            <h2 id="decided-title">{t!("consent-decided-title")}</h2>
            {if none {
                view! { <p>{t!("consent-decided-none")}</p> }.into_any()
            } else {
                view! { <ul class="card-list">{current}{unnamed}</ul> }.into_any()
            }}
            <p class="onward"><a href="/consent/fhir" rel="external">{t!("consent-download")}</a></p>
            <p class="muted screen-only">{t!("consent-download-verify")}</p>
        </section>
        <section class="section" id="history" aria-labelledby="history-title">
            <h2 id="history-title">{t!("consent-history-title")}</h2>
            <p>{t!("consent-history-explained")}</p>
            {if never {
                view! { <p>{t!("consent-history-none")}</p> }.into_any()
            } else {
                view! {
                    <ol class="card-list">{newest}</ol>
                    {(!older.is_empty()).then(|| view! {
                        <details class="details">
                            <summary>{t!("consent-history-older", count = older.len() as i64)}</summary>
                            <ol class="card-list">{older}</ol>
                        </details>
                    })}
                }
                .into_any()
            }}
        </section>
    }
}

fn standing(consent: &Consent, said: String) -> impl IntoView {
    let label = format!("{said}: {}", t!("consent-withdraw"));
    // Taking back what keeps something from somebody shows more, and waits for no network.
    let may_wait = matches!(consent.terms.rule, Rule::Permit(_)).then_some("");
    view! {
        <li class="card">
            <p>{as_sent(said)}</p>
            <p class="muted">{t!("consent-given-at", at = words::instant(consent.given_at))}</p>
            <PostForm action="/consent/withdraw">
                <WrittenFor/>
                <input type="hidden" name="id" value=consent.id.to_string()/>
                <button class="button button-secondary" type="submit" aria-label=label data-may-wait=may_wait>{t!("consent-withdraw")}</button>
            </PostForm>
        </li>
    }
}

/// What another one in the person's place decided about a facility that whoever reads is not told.
fn unnamed(one: &Unnamed) -> impl IntoView + use<> {
    let at = words::instant(one.given_at);
    let label = format!("{} {at}: {}", t!("consent-unnamed"), t!("consent-withdraw"));
    view! {
        <li class="card">
            <p>{t!("consent-unnamed")}</p>
            <p class="muted">{t!("consent-given-at", at = at)}</p>
            <PostForm action="/consent/withdraw">
                <WrittenFor/>
                <input type="hidden" name="id" value=one.id.to_string()/>
                <button class="button button-secondary" type="submit" aria-label=label>{t!("consent-withdraw")}</button>
            </PostForm>
        </li>
    }
}

fn history(
    change: &Change,
    given: Vec<(ConsentId, String)>,
    withdrawn: Vec<(ConsentId, String)>,
) -> impl IntoView + use<> {
    // An entry of the access log leads to where the decision that permitted it was given.
    let list = |title: String, said: Vec<(ConsentId, String)>, anchor: &str| {
        (!said.is_empty()).then(|| {
            let item = |(id, one)| view! { <li id=format!("{anchor}-{id}")>{as_sent(one)}</li> };
            let said = said.into_iter().map(item).collect_view();
            view! { <p>{title}</p><ul>{said}</ul> }
        })
    };
    let at = words::instant(change.at);
    let label = format!("{at}: {}", t!("consent-undo"));
    view! {
        <li class="card">
            <h3 class="card-title">{words::change(change.kind)}</h3>
            <p class="muted">{at}</p>
            {list(t!("consent-history-given"), given, "given")}
            {list(t!("consent-history-withdrawn"), withdrawn, "withdrawn")}
            <PostForm action="/consent/undo">
                <WrittenFor/>
                <input type="hidden" name="id" value=change.id.to_string()/>
                <button class="button button-choice" type="submit" aria-label=label>{t!("consent-undo")}</button>
            </PostForm>
        </li>
    }
}
