//! The forms of own entries: what is wrong stands beside its field, with what was typed.

use super::{Filled, PAGE};
use crate::{components::form::PostForm, kinds::allergy, t, typed::Typed};
use leptos::prelude::*;
use shared::own::{
    FIRST_YEAR, Field, LONGEST_NAME, LONGEST_WORDS, PRESSURE, PULSE, Shown, Wrong,
    form::{ALLERGENS, AllergyForm, MedicineForm, PressureForm, YES},
};

/// One line to fill in.
#[derive(Default)]
pub(super) struct Line {
    /// The form that it stands in: several stand on one page.
    pub form: &'static str,
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub value: String,
    /// `text`, `date`, `time`, `tel`; empty: `text`.
    pub kind: &'static str,
    pub numeric: bool,
    pub required: bool,
    pub longest: Option<usize>,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

pub fn pressure_form(form: Filled<PressureForm>) -> impl IntoView {
    let Filled { fields, wrong, .. } = &form;
    let of = |field| wrong_with(wrong, field);
    let number = |name, label, value: &String, field, required| {
        line(Line {
            form: "pressure",
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
            form: "pressure",
            name: "day",
            label: t!("own-day"),
            value: fields.day.clone(),
            kind: "date",
            required: true,
            wrong: of(Field::Measured),
            ..Line::default()
        })}
        {line(Line {
            form: "pressure",
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
    let since = [&fields.since_year, &fields.since_month, &fields.since_day];
    let inside = view! {
        {line(Line {
            form: MEDICINE,
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
            form: MEDICINE,
            name: "how",
            label: t!("own-how"),
            hint: Some(t!("own-how-hint")),
            value: fields.how.clone(),
            longest: Some(LONGEST_WORDS),
            wrong: of(Field::How),
            ..Line::default()
        })}
        {self::since(MEDICINE, t!("own-since"), since, of(Field::Since))}
        <label class="check-box">
            <input type="checkbox" name="still" value=YES checked=fields.still == YES/>
            <span>{t!("own-still")}</span>
        </label>
    };
    form_around(format!("{PAGE}/medicine"), &form, t!("own-medicine-form"), inside.into_any())
}

pub fn allergy_form(form: Filled<AllergyForm>) -> impl IntoView {
    let Filled { fields, wrong, .. } = &form;
    let of = |field| wrong_with(wrong, field);
    let since = [&fields.since_year, &fields.since_month, &fields.since_day];
    let name_wrong = match wrong.iter().find(|one| one.field() == Field::Name) {
        Some(Wrong::Empty(_)) => Some(t!("own-wrong-no-allergen")),
        _ => of(Field::Name),
    };
    let inside = view! {
        {line(Line {
            form: ALLERGY,
            name: "name",
            label: t!("own-allergy-name"),
            hint: Some(t!("own-allergy-name-hint")),
            value: fields.name.clone(),
            required: true,
            longest: Some(LONGEST_NAME),
            wrong: name_wrong,
            ..Line::default()
        })}
        {kinds(&fields.category, of(Field::Category))}
        {line(Line {
            form: ALLERGY,
            name: "reaction",
            label: t!("own-allergy-reaction"),
            hint: Some(t!("own-allergy-reaction-hint")),
            value: fields.reaction.clone(),
            longest: Some(LONGEST_WORDS),
            wrong: of(Field::Reaction),
            ..Line::default()
        })}
        <label class="check-box">
            <input type="checkbox" name="severe" value=YES checked=fields.severe == YES/>
            <span>{t!("own-allergy-severe")}</span>
        </label>
        {self::since(ALLERGY, t!("own-allergy-since"), since, of(Field::Since))}
    };
    form_around(format!("{PAGE}/allergy"), &form, t!("own-allergy-form"), inside.into_any())
}

const MEDICINE: &str = "medicine";
const ALLERGY: &str = "allergy";

/// What one reacts to: one of the kinds, or not known.
fn kinds(chosen: &str, wrong: Option<String>) -> impl IntoView + use<> {
    let known = ALLERGENS.iter().map(|(code, kind)| (*code, allergy::category(*kind)));
    let choices = known.chain([("", t!("own-allergy-kind-not-known"))]).map(|(code, words)| {
        view! {
            <label class="check-box">
                <input type="radio" name="category" value=code checked=code == chosen/>
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="kinds">
            <legend>{t!("own-allergy-kind")}</legend>
            {wrong.map(|said| view! { <p class="notice notice-caution">{said}</p> })}
            {choices.collect_view()}
        </fieldset>
    }
}

/// Year, month and day, as far as they are known.
fn since(
    form: &'static str,
    label: String,
    [year, month, day]: [&String; 3],
    wrong: Option<String>,
) -> impl IntoView + use<> {
    let part = |name, label, value: &String, wrong| {
        line(Line { form, name, label, value: value.clone(), numeric: true, wrong, ..Line::default() })
    };
    view! {
        <fieldset class="kinds">
            <legend>{label}</legend>
            <p class="muted">{t!("own-since-hint")}</p>
            {part("since_year", t!("own-since-year"), year, wrong)}
            {part("since_month", t!("own-since-month"), month, None)}
            {part("since_day", t!("own-since-day"), day, None)}
        </fieldset>
    }
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

pub(super) fn line(line: Line) -> impl IntoView {
    let Line { form, name, label, hint, value, kind, numeric, required, longest, wrong } = line;
    let id = format!("own-{form}-{name}");
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
        Wrong::NotAChoice(_) => t!("own-wrong-not-a-choice"),
        Wrong::SaysNone(_) => t!("own-wrong-says-none"),
        Wrong::NoDay(_) => t!("own-wrong-no-day"),
        Wrong::NotATime(_) => t!("own-wrong-not-a-time"),
        Wrong::BeforeBirth(_) => t!("own-wrong-before-birth"),
        Wrong::NotADate(_) => t!("own-wrong-not-a-date"),
        Wrong::InTheFuture(_) => t!("own-wrong-future"),
        Wrong::TooEarly(_) => t!("own-wrong-too-early", year = FIRST_YEAR.to_string()),
    })
}
