//! What holds now, a line for each decision with the button that ends it; and what was just decided.

use super::{
    content::{ConsentContent, Saved},
    words,
};
use crate::components::as_sent::as_sent;
use crate::components::form::{PostForm, WrittenFor};
use crate::t;
use leptos::prelude::*;
use shared::{
    consent::{Consent, Rule, Unnamed},
    ids::ConsentId,
};

#[component]
pub fn Decided(content: ConsentContent) -> impl IntoView {
    let sharing = &content.sharing;
    let lines = sharing.decisions().into_iter().map(|one| line(&one, content.said(&one))).collect_view();
    let unnamed = sharing.unnamed.iter().map(unnamed).collect_view();
    let none = lines.is_empty() && unnamed.is_empty();
    view! {
        <section class="section" id="decided" aria-labelledby="decided-title">
            <h2 id="decided-title">{t!("consent-decided-title")}</h2>
            {if none {
                view! { <p>{t!("consent-decided-none")}</p> }.into_any()
            } else {
                view! { <ul class="consent-decided">{lines}{unnamed}</ul> }.into_any()
            }}
        </section>
    }
}

impl ConsentContent {
    /// What some decisions say, in a sentence for each thing that they do.
    pub fn said(&self, consents: &[&Consent]) -> Vec<String> {
        words::decided(consents, &self.sharing, |item| self.items.names.get(item).cloned())
    }

    /// What decisions say of which only the numbers are known.
    pub fn said_of(&self, ids: &[ConsentId]) -> Vec<String> {
        let consents: Vec<&Consent> = ids.iter().filter_map(|id| self.sharing.consent(*id)).collect();
        self.said(&consents)
    }
}

fn line(together: &[&Consent], said: Vec<String>) -> impl IntoView + use<> {
    let ids: Vec<String> = together.iter().map(|one| one.id.to_string()).collect();
    // Taking back what keeps something from somebody shows more, and waits for no network.
    let shows_less = together.iter().all(|one| matches!(one.terms.rule, Rule::Permit(_)));
    let (may_wait, end) =
        if shows_less { (Some(""), t!("consent-end")) } else { (None, t!("consent-withdraw")) };
    let label = format!("{}: {end}", said.join(" "));
    let given = together.first().map(|one| t!("consent-given-at", at = words::instant(one.given_at)));
    let said = said.into_iter().map(|one| view! { <p>{as_sent(one)}</p> }).collect_view();
    view! {
        <li>
            <div>{said}<p class="source-line">{given}</p></div>
            <PostForm action="/consent/withdraw">
                <WrittenFor/>
                <input type="hidden" name="id" value=ids.join(" ")/>
                <button class="button button-choice" type="submit" aria-label=label data-may-wait=may_wait>{end}</button>
            </PostForm>
        </li>
    }
}

/// What was decided in the person's place about a facility that whoever reads is not told.
fn unnamed(one: &Unnamed) -> impl IntoView + use<> {
    let given = t!("consent-given-at", at = words::instant(one.given_at));
    let (said, end) = match one.closed {
        true => (t!("consent-unnamed-closed"), t!("consent-withdraw")),
        false => (t!("consent-unnamed"), t!("consent-end")),
    };
    let label = format!("{said} {given}: {end}");
    let ids: Vec<String> = one.ids.iter().map(ToString::to_string).collect();
    view! {
        <li>
            <div><p>{said}</p><p class="source-line">{given}</p></div>
            <PostForm action="/consent/withdraw">
                <WrittenFor/>
                <input type="hidden" name="id" value=ids.join(" ")/>
                <button class="button button-choice" type="submit" aria-label=label>{end}</button>
            </PostForm>
        </li>
    }
}

/// Notice of what was just decided. It has the focus, so that it is read.
#[component]
pub fn SavedNotice(content: ConsentContent, saved: Saved) -> impl IntoView {
    let Saved { section, change } = saved;
    let change = content.sharing.history.iter().find(|one| Some(one.id.to_string()) == change);
    let list = |title: String, said: Vec<String>| {
        (!said.is_empty()).then(|| {
            let said = said.into_iter().map(|one| view! { <li>{as_sent(one)}</li> }).collect_view();
            view! { <p>{title}</p><ul>{said}</ul> }
        })
    };
    let told = change.map(|change| {
        view! {
            {list(t!("consent-history-given"), content.said_of(&change.given))}
            {list(t!("consent-history-withdrawn"), content.said_of(&change.withdrawn))}
            <PostForm action="/consent/undo">
                <WrittenFor/>
                <input type="hidden" name="id" value=change.id.to_string()/>
                <button class="button button-choice" type="submit">{t!("consent-undo")}</button>
            </PostForm>
        }
    });
    let title = if told.is_some() { t!("consent-saved") } else { t!("consent-saved-same") };
    view! {
        <div class="notice" id="saved" role="status" tabindex="-1">
            <p class="notice-title">{title}</p>
            {told}
            <p><a href=format!("#{section}")>{t!("consent-saved-back")}</a></p>
        </div>
    }
}
