//! The forms of own entries: what is wrong stands beside its field, with what was typed.

use super::{Filled, PAGE};
use crate::{components::form::PostForm, t, typed::Typed};
use leptos::prelude::*;
use shared::own::{
    FIRST_YEAR, Field, LONGEST_NAME, LONGEST_WORDS, PRESSURE, PULSE, Shown, Wrong,
    form::{MedicineForm, PressureForm, YES},
};

/// One line to fill in.
#[derive(Default)]
struct Line {
    name: &'static str,
    label: String,
    hint: Option<String>,
    value: String,
    /// `text`, `date`, `time`; empty: `text`.
    kind: &'static str,
    numeric: bool,
    required: bool,
    longest: Option<usize>,
    /// What is wrong with it.
    wrong: Option<String>,
}

pub fn pressure_form(form: Filled<PressureForm>) -> impl IntoView {
    let Filled { fields, wrong, .. } = &form;
    let of = |field| wrong_with(wrong, field);
    let number = |name, label, value: &String, field, required| {
        line(Line {
            name,
            label,
            value: value.clone(),
            numeric: true,
            required,
            wrong: of(field),
            ..Line::default()
        })
    };
    let inside = view! {
        {number("systolic", t!("own-systolic"), &fields.systolic, Field::Systolic, true)}
        {number("diastolic", t!("own-diastolic"), &fields.diastolic, Field::Diastolic, true)}
        {number("pulse", t!("own-pulse"), &fields.pulse, Field::Pulse, false)}
        {line(Line {
            name: "day",
            label: t!("own-day"),
            value: fields.day.clone(),
            kind: "date",
            required: true,
            wrong: of(Field::Measured),
            ..Line::default()
        })}
        {line(Line {
            name: "time",
            label: t!("own-time"),
            value: fields.time.clone(),
            kind: "time",
            wrong: of(Field::Time),
            ..Line::default()
        })}
    };
    form_around(format!("{PAGE}/blood-pressure"), &form, t!("own-pressure-form"), inside.into_any())
}

pub fn medicine_form(form: Filled<MedicineForm>) -> impl IntoView {
    let Filled { fields, wrong, .. } = &form;
    let of = |field| wrong_with(wrong, field);
    let part = |name, label, value: &String, wrong| {
        line(Line { name, label, value: value.clone(), numeric: true, wrong, ..Line::default() })
    };
    let inside = view! {
        {line(Line {
            name: "name",
            label: t!("own-name"),
            hint: Some(t!("own-name-hint")),
            value: fields.name.clone(),
            required: true,
            longest: Some(LONGEST_NAME),
            wrong: of(Field::Name),
            ..Line::default()
        })}
        {line(Line {
            name: "how",
            label: t!("own-how"),
            hint: Some(t!("own-how-hint")),
            value: fields.how.clone(),
            longest: Some(LONGEST_WORDS),
            wrong: of(Field::How),
            ..Line::default()
        })}
        <fieldset class="kinds">
            <legend>{t!("own-since")}</legend>
            <p class="muted">{t!("own-since-hint")}</p>
            {part("since_year", t!("own-since-year"), &fields.since_year, of(Field::Since))}
            {part("since_month", t!("own-since-month"), &fields.since_month, None)}
            {part("since_day", t!("own-since-day"), &fields.since_day, None)}
        </fieldset>
        <label class="check-box">
            <input type="checkbox" name="still" value=YES checked=fields.still == YES/>
            <span>{t!("own-still")}</span>
        </label>
    };
    form_around(format!("{PAGE}/medicine"), &form, t!("own-medicine-form"), inside.into_any())
}

fn form_around<F>(
    action: String,
    form: &Filled<F>,
    label: String,
    inside: AnyView,
) -> impl IntoView + use<F> {
    let corrects = form.corrects.clone();
    let button = if corrects.is_some() { t!("own-correct-do") } else { t!("own-enter-do") };
    let id = form.id.clone();
    view! {
        <PostForm class="check-form" action=action label=Some(label)>
            <input type="hidden" name="id" value=id/>
            {corrects.map(|Shown { item, version }| view! {
                <input type="hidden" name="corrects" value=item.to_string()/>
                <input type="hidden" name="version" value=version/>
            })}
            {inside}
            <button class="button" type="submit">{button}</button>
        </PostForm>
    }
}

fn line(line: Line) -> impl IntoView {
    let Line { name, label, hint, value, kind, numeric, required, longest, wrong } = line;
    let id = format!("own-{name}");
    let (hint_id, wrong_id) = (format!("{id}-hint"), format!("{id}-wrong"));
    let described = [hint.is_some().then(|| hint_id.clone()), wrong.is_some().then(|| wrong_id.clone())];
    let described: Vec<String> = described.into_iter().flatten().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = wrong.is_some().then_some("true");
    view! {
        <div>
            <label for=id.clone()>{label}</label>
            {hint.map(|said| view! { <p class="muted" id=hint_id>{said}</p> })}
            {wrong.map(|said| view! { <p class="notice notice-caution" id=wrong_id>{said}</p> })}
            <input
                class="text-field"
                id=id
                name=name
                type=if kind.is_empty() { "text" } else { kind }
                value=value
                required=required
                maxlength=longest.map(|most| most.to_string())
                inputmode=numeric.then_some("numeric")
                autocomplete="off"
                aria-invalid=invalid
                aria-describedby=described
            />
            <Typed name/>
        </div>
    }
}

/// What is said beside a field.
fn wrong_with(wrong: &[Wrong], field: Field) -> Option<String> {
    let wrong = wrong.iter().find(|one| one.field() == field)?;
    let (least, most) = if field == Field::Pulse { PULSE } else { PRESSURE };
    Some(match wrong {
        Wrong::Empty(Field::Name) => t!("own-wrong-no-name"),
        Wrong::OutOfRange { .. } | Wrong::NotANumber(_) | Wrong::Empty(_) => {
            t!("own-wrong-number", least = i64::from(least), most = i64::from(most))
        }
        Wrong::NotBelowSystolic { .. } => t!("own-wrong-not-below"),
        Wrong::TooLong { most, found, .. } => {
            t!("own-wrong-too-long", most = *most as i64, found = *found as i64)
        }
        Wrong::NotText(_) => t!("own-wrong-not-text"),
        Wrong::NoDay(_) => t!("own-wrong-no-day"),
        Wrong::NotATime(_) => t!("own-wrong-not-a-time"),
        Wrong::BeforeBirth(_) => t!("own-wrong-before-birth"),
        Wrong::NotADate(_) => t!("own-wrong-not-a-date"),
        Wrong::InTheFuture(_) => t!("own-wrong-future"),
        Wrong::TooEarly(_) => t!("own-wrong-too-early", year = FIRST_YEAR.to_string()),
    })
}
