//! Three ways that decide most of it at once.

use super::words;
use crate::components::form::{PostForm, WrittenFor};
use crate::t;
use leptos::prelude::*;
use shared::consent::Preset;

#[component]
pub fn Presets(current: Option<Preset>) -> impl IntoView {
    let cards = Preset::ALL.map(|preset| {
        let chosen = Some(preset) == current;
        view! {
            <li class="card">
                <h3 class="card-title">{words::preset(preset)}</h3>
                <p>{explained(preset)}</p>
                <button
                    class="button button-choice"
                    type="submit"
                    name="preset"
                    value=preset.as_str()
                    aria-current=chosen.then_some("true")
                    aria-label=format!("{}: {}", words::preset(preset), choose(chosen))
                >
                    {choose(chosen)}
                </button>
            </li>
        }
    });
    view! {
        <section id="presets" aria-labelledby="presets-title">
            <details class="details on-paper">
                <summary id="presets-title">{t!("consent-presets-open")}</summary>
                {current.is_none().then(|| view! { <p class="notice">{t!("consent-preset-none")}</p> })}
                <PostForm action="/consent/preset">
                    <WrittenFor/>
                    <ul class="card-list">{cards.into_iter().collect_view()}</ul>
                </PostForm>
            </details>
        </section>
    }
}

fn choose(chosen: bool) -> String {
    if chosen { t!("consent-preset-current") } else { t!("consent-preset-choose") }
}

fn explained(preset: Preset) -> String {
    match preset {
        Preset::Everyone => t!("consent-preset-everyone-explained"),
        Preset::AskEachTime => t!("consent-preset-ask-explained"),
        Preset::EmergenciesOnly => t!("consent-preset-emergencies-explained"),
    }
}
