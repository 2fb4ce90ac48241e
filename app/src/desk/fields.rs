//! The parts of the desk's forms: each field has its label above it and, where needed, a line below.

use crate::{components::as_sent::as_sent, typed::Typed};
use leptos::prelude::*;

/// One line to fill in.
#[derive(Clone, Debug, Default)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub hint: String,
    pub value: String,
    /// `text`, `date`; empty: `text`.
    pub kind: &'static str,
    pub required: bool,
    /// Digits are asked for.
    pub numeric: bool,
    /// Whether it is a code that opens something: it is handed back to nobody.
    pub secret: bool,
}

/// One of several to tick.
pub struct Tick {
    pub value: &'static str,
    pub label: String,
    pub hint: String,
    pub ticked: bool,
}

pub fn field(field: Field) -> impl IntoView {
    let Field { name, label, hint, value, kind, required, numeric, secret } = field;
    let id = format!("field-{name}");
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="desk-field">
            <label for=id.clone()>{as_sent(label)}</label>
            {described.clone().map(|id| view! { <p class="desk-hint" id=id>{hint}</p> })}
            <input
                class="text-field"
                id=id
                name=name
                type=if kind.is_empty() { "text" } else { kind }
                value=value
                required=required
                autocomplete="off"
                inputmode=numeric.then_some("numeric")
                aria-describedby=described
            />
            {(!secret).then(|| view! { <Typed name/> })}
        </div>
    }
}

/// Boxes of which several may be ticked, or with `one` exactly one.
pub fn ticks(name: &'static str, legend: String, one: bool, ticks: Vec<Tick>) -> impl IntoView {
    let kind = if one { "radio" } else { "checkbox" };
    view! {
        <fieldset class="desk-ticks">
            <legend>{legend}</legend>
            {ticks.into_iter().map(|tick| view! { <label class="desk-tick">
                <input type=kind name=name value=tick.value checked=tick.ticked required=one/>
                <span>
                    {as_sent(tick.label)}
                    {(!tick.hint.is_empty()).then(|| view! { <span class="desk-hint">{tick.hint}</span> })}
                </span>
            </label> }).collect_view()}
        </fieldset>
    }
}

/// A box that must be ticked before the form goes.
pub fn must_tick(name: &'static str, label: String) -> impl IntoView {
    view! {
        <label class="desk-tick">
            <input type="checkbox" name=name value="yes" required/>
            <span>{as_sent(label)}</span>
        </label>
    }
}
