//! The fields of an invitation. They work without scripts; alive, the presets only set the boxes.

use crate::{format, t, typed::Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::category::{Categories, Category};

/// Kinds of a preset by its name in the address. An unknown one is nothing.
pub fn preset(name: &str) -> Categories {
    match name {
        "medicines" => Categories::from_iter([Category::Medicines]),
        "all" => Categories::ALL,
        "all-but-told" => Categories::ALL.without(Category::Diagnoses).without(Category::Documents),
        _ => Categories::NONE,
    }
}

#[component]
pub fn Name(label: String) -> impl IntoView {
    view! {
        <div>
            <label for="invite-label">{t!("invite-label")}</label>
            <p class="muted" id="invite-label-hint">{t!("invite-label-hint")}</p>
            <input
                class="text-field"
                id="invite-label"
                name="label"
                type="text"
                required
                maxlength="60"
                autocomplete="off"
                aria-describedby="invite-label-hint"
                value=label
            />
            <Typed name="label"/>
        </div>
    }
}

#[component]
pub fn Kinds(chosen: RwSignal<Categories>) -> impl IntoView {
    let presets = [
        ("medicines", t!("invite-preset-medicines")),
        ("all-but-told", t!("invite-preset-all-but-told")),
        ("all", t!("invite-preset-all")),
    ];
    let links = presets
        .into_iter()
        .map(|(name, words)| {
            view! {
                <li>
                    <a
                        class="button button-choice"
                        href=format!("/people/new?kinds={name}")
                        rel="external"
                        on:click=move |event| {
                            event.prevent_default();
                            chosen.set(preset(name));
                        }
                    >
                        {words}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <fieldset class="kinds">
            <legend>{t!("invite-kinds")}</legend>
            <ul class="cluster" aria-label=t!("invite-presets")>{links}</ul>
            {Category::ALL.map(|kind| view! { <Kind kind chosen/> }).collect_view()}
        </fieldset>
    }
}

#[component]
fn Kind(kind: Category, chosen: RwSignal<Categories>) -> impl IntoView {
    let id = format!("kind-{}", kind.as_str());
    let means = format!("{id}-means");
    let ticked = chosen.with_untracked(|chosen| chosen.contains(kind));
    view! {
        <div class="kind">
            <label class="check-box" for=id.clone()>
                <input
                    id=id.clone()
                    type="checkbox"
                    name="kind"
                    value=kind.as_str()
                    checked=ticked
                    prop:checked=move || chosen.with(|chosen| chosen.contains(kind))
                    aria-describedby=means.clone()
                    on:change:target=move |event| {
                        let ticked = event.target().checked();
                        chosen.update(|chosen| {
                            *chosen = if ticked { chosen.with(kind) } else { chosen.without(kind) };
                        });
                    }
                />
                <span>{format::category(kind)}</span>
            </label>
            <p class="muted kind-means" id=means>{format::category_means(kind)}</p>
        </div>
    }
}

#[component]
pub fn Check(check: RwSignal<bool>) -> impl IntoView {
    let ticked = check.get_untracked();
    view! {
        <fieldset class="kinds">
            <legend>{t!("invite-may")}</legend>
            <p>{t!("invite-may-see")}</p>
            <label class="check-box">
                <input
                    type="checkbox"
                    name="check"
                    value="1"
                    checked=ticked
                    prop:checked=move || check.get()
                    on:change:target=move |event| check.set(event.target().checked())
                />
                <span>{t!("invite-may-check")}</span>
            </label>
        </fieldset>
    }
}

#[component]
pub fn Until(until: String, today: NaiveDate) -> impl IntoView {
    view! {
        <div>
            <label for="invite-until">{t!("invite-until")}</label>
            <p class="muted" id="invite-until-hint">{t!("invite-until-hint")}</p>
            <input
                class="text-field"
                id="invite-until"
                name="until"
                type="date"
                min=today.to_string()
                aria-describedby="invite-until-hint"
                value=until
            />
            <Typed name="until"/>
        </div>
    }
}
