//! Questions about who treats the person: asked when a facility that has sent something was not answered about, and
//! told of a visit that was stated. Plain forms, so that it works without scripts.

use crate::components::as_sent::as_sent;
use crate::{components::form::PostForm, pages::consent::instant, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{consent::Treating as Asked, ids::FacilityCode};
use std::sync::Arc;

#[component]
pub fn Treating(treating: Arc<Asked>) -> impl IntoView {
    let quiet = treating.asked.is_empty() && treating.visits.is_empty() && treating.answered.is_none();
    treating.whose.filter(|_| !quiet).map(|whose| {
        let about = |code: &FacilityCode| About {
            whose: whose.to_string(),
            code: code.clone(),
            name: treating.name(code),
        };
        let visits = treating.visits.iter().map(|(code, until)| visit(about(code), *until).into_any());
        let asked = treating.asked.iter().map(|code| question(about(code)).into_any());
        let answered =
            treating.answered.iter().map(|(code, yes)| just_answered(about(code), *yes).into_any());
        let mut all = answered.chain(visits).chain(asked);
        let first = all.next();
        let others: Vec<AnyView> = all.collect();
        let count = others.len() as i64;
        view! {
            <section class="section screen-only" id="treating" aria-labelledby="treating-title">
                <h2 id="treating-title" class="visually-hidden">{t!("treating-title")}</h2>
                <ul class="card-list">{first}</ul>
                {(count > 0).then(|| view! {
                    <details class="folded folded-plain">
                        <summary>{t!("treating-others", count = count)}</summary>
                        <ul class="card-list">{others}</ul>
                    </details>
                })}
            </section>
        }
    })
}

/// Content that every form about one facility carries.
struct About {
    whose: String,
    code: FacilityCode,
    name: String,
}

impl About {
    /// The form around buttons, each of which is an answer: its name, its words, and how it looks.
    fn with(self, buttons: Vec<(&'static str, String, &'static str)>) -> impl IntoView + use<> {
        let Self { whose, code, name } = self;
        let buttons = buttons
            .into_iter()
            .map(|(answer, words, class)| {
                let label = format!("{name}: {words}");
                view! { <button class=class type="submit" name="answer" value=answer aria-label=label>{words}</button> }
            })
            .collect_view();
        view! {
            <PostForm class="cluster" action="/consent/treating">
                <input type="hidden" name="patient" value=whose/>
                <input type="hidden" name="facility" value=code.to_string()/>
                <input type="hidden" name="back" value="home"/>
                {buttons}
            </PostForm>
        }
    }
}

fn question(about: About) -> impl IntoView {
    let said = t!("treating-asks", facility = about.name.clone());
    let buttons = vec![
        ("yes", t!("treating-yes"), "button button-choice"),
        ("no", t!("treating-no"), "button button-choice"),
    ];
    view! {
        <li class="card">
            <p>{as_sent(said)}</p>
            {about.with(buttons)}
            <details class="folded folded-plain">
                <summary>{t!("treating-asks-what")}</summary>
                <p>{t!("treating-asks-means")}</p>
            </details>
        </li>
    }
}

fn visit(about: About, until: DateTime<Utc>) -> impl IntoView {
    let said = t!("treating-visit", facility = about.name.clone(), until = instant(until));
    let buttons =
        vec![("no", t!("treating-not-me"), "button"), ("yes", t!("treating-yes"), "button button-choice")];
    view! {
        <li class="card">
            <p>{as_sent(said)}</p>
            {about.with(buttons)}
        </li>
    }
}

fn just_answered(about: About, yes: bool) -> impl IntoView {
    let said = match yes {
        true => t!("treating-said-yes", facility = about.name.clone()),
        false => t!("treating-said-no", facility = about.name.clone()),
    };
    view! {
        <li class="card">
            <p role="status">{as_sent(said)}</p>
            {about.with(vec![("undo", t!("treating-undo"), "button button-choice")])}
        </li>
    }
}
