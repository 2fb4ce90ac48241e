//! `/own`: what a person writes down of themself, a blood pressure measured at home and a medicine bought without a
//! prescription. Plain HTML, the same with and without scripts.

mod entries;
mod fields;

use crate::{components::as_sent::as_sent, components::form::PostForm, context::visit::Visit, plain, t};
use entries::{medicine_list, pressure_list};
use fields::{medicine_form, pressure_form};
use leptos::prelude::*;
use shared::{
    own::{
        OwnEntry, OwnKind, Shown, Wrong,
        form::{MedicineForm, PressureForm},
    },
    record::RecordView,
};

/// Where it stands.
pub const PAGE: &str = "/own";

/// A form as it is shown.
#[derive(Clone, Debug)]
pub struct Filled<F> {
    /// Of the entry that it writes, as it is sent.
    pub id: String,
    pub fields: F,
    pub wrong: Vec<Wrong>,
    /// The entry that it corrects; `None`: it enters a new one.
    pub corrects: Option<Shown>,
    /// What stands by now, where that is not what the form was shown with.
    pub stands: Option<OwnEntry>,
}

/// What became of the last form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Entered,
    Corrected,
    Deleted,
    /// Some of its fields are wrong.
    Wrong,
    /// Its entry was deleted.
    Gone,
    /// Something else was entered by it before.
    EnteredBefore,
    /// It came too early for the clock of the server that wrote what stands.
    Late,
    /// What stands was corrected since the form was shown.
    Changed,
    /// So was what is to be deleted.
    StillThere,
    /// So many came that the next waits, for so many minutes.
    TooSoon(i64),
}

impl Said {
    /// What is said once a form was carried out, by its name in the address.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Entered, Self::Corrected, Self::Deleted].into_iter().find(|one| one.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Corrected => "corrected",
            Self::Deleted => "deleted",
            Self::Wrong
            | Self::Gone
            | Self::EnteredBefore
            | Self::Late
            | Self::Changed
            | Self::StillThere
            | Self::TooSoon(_) => "",
        }
    }

    fn words(self) -> String {
        match self {
            Self::Entered => t!("own-said-entered"),
            Self::Corrected => t!("own-said-corrected"),
            Self::Deleted => t!("own-said-deleted"),
            Self::Wrong => t!("own-said-wrong"),
            Self::Gone => t!("own-said-gone"),
            Self::EnteredBefore => t!("own-said-entered-before"),
            Self::Late => t!("own-said-late"),
            Self::Changed => t!("own-said-changed"),
            Self::StillThere => t!("own-said-still-there"),
            Self::TooSoon(minutes) => t!("own-said-too-soon", minutes = minutes),
        }
    }

    fn is_done(self) -> bool {
        matches!(self, Self::Entered | Self::Corrected | Self::Deleted)
    }
}

/// What stands on the page.
pub struct OwnPage<'a> {
    pub view: &'a RecordView,
    pub said: Option<Said>,
    pub pressure: Filled<PressureForm>,
    pub medicine: Filled<MedicineForm>,
}

/// Both lists and both forms: the whole document.
pub fn own_page(visit: &Visit, stylesheets: Vec<String>, page: OwnPage<'_>) -> String {
    document(
        visit,
        stylesheets,
        || t!("own-title"),
        move || {
            let OwnPage { view, said, pressure, medicine } = page;
            view! {
                <p class="back"><a href="/record">{t!("own-back-to-record")}</a></p>
                <h1>{t!("own-title")}</h1>
                {said.map(notice)}
                <p class="lead">{t!("own-lead")}</p>
                <p class="muted">{t!("own-who-sees")}</p>
                <ul class="jump-list" aria-label=t!("record-contents")>
                    <li><a href="#pressure">{t!("own-pressure-title")}</a></li>
                    <li><a href="#medicine">{t!("own-medicine-title")}</a></li>
                </ul>
                <section class="section" id="pressure" aria-labelledby="pressure-title">
                    <h2 id="pressure-title">{t!("own-pressure-title")}</h2>
                    {pressure_form(pressure)}
                    <h3>{t!("own-pressure-list")}</h3>
                    {pressure_list(&view.record)}
                </section>
                <section class="section" id="medicine" aria-labelledby="medicine-title">
                    <h2 id="medicine-title">{t!("own-medicine-title")}</h2>
                    <p>{t!("own-medicine-lead")}</p>
                    {medicine_form(medicine)}
                    <h3>{t!("own-medicine-list")}</h3>
                    {medicine_list(&view.record)}
                </section>
            }
            .into_any()
        },
    )
}

/// A form that corrects one entry.
#[derive(Clone, Debug)]
pub enum Correction {
    Pressure(Filled<PressureForm>),
    Medicine(Filled<MedicineForm>),
}

/// The page on which an entry is corrected, or a new one is handed back alone.
pub fn form_page(visit: &Visit, stylesheets: Vec<String>, said: Option<Said>, form: Correction) -> String {
    let (corrects, stands) = match &form {
        Correction::Pressure(form) => (form.corrects.clone(), form.stands.clone()),
        Correction::Medicine(form) => (form.corrects.clone(), form.stands.clone()),
    };
    let is_correction = corrects.is_some();
    let title = move || match is_correction {
        true => t!("own-correct-title"),
        false => t!("own-title"),
    };
    document(visit, stylesheets, title, move || {
        let form = match form {
            Correction::Pressure(form) => pressure_form(form).into_any(),
            Correction::Medicine(form) => medicine_form(form).into_any(),
        };
        let stands = stands.map(|entry| t!("own-stands", what = entries::in_words(&entry)));
        view! {
            <p class="back"><a href=PAGE>{t!("own-back")}</a></p>
            <h1>{title()}</h1>
            {said.map(notice)}
            {stands.map(|said| view! { <p class="card-title">{as_sent(said)}</p> })}
            {form}
            {corrects.map(|Shown { item, .. }| view! {
                <p><a href=format!("{PAGE}/{item}/delete")>{t!("own-delete-instead")}</a></p>
            })}
        }
        .into_any()
    })
}

/// The page that asks once more before `entry` is deleted.
pub fn deletion_page(
    visit: &Visit,
    stylesheets: Vec<String>,
    said: Option<Said>,
    Shown { item, version }: &Shown,
    id: String,
    entry: &OwnEntry,
) -> String {
    document(
        visit,
        stylesheets,
        || t!("own-delete-title"),
        move || {
            let kind = kind_name(entry.kind());
            view! {
                <h1>{t!("own-delete-title")}</h1>
                {said.map(notice)}
                <p class="card-title">{as_sent(entries::in_words(entry))}</p>
                <p>{t!("own-delete-means")}</p>
                <PostForm class="check-form" action=format!("{PAGE}/{item}/delete")>
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="kind" value=kind/>
                    <input type="hidden" name="version" value=version.clone()/>
                    <button class="button" type="submit">{t!("own-delete-do")}</button>
                </PostForm>
                <p><a class="button button-secondary" href=PAGE>{t!("own-delete-keep")}</a></p>
            }
            .into_any()
        },
    )
}

/// By what a form says which sort of entry it deletes.
pub fn kind_name(kind: OwnKind) -> &'static str {
    match kind {
        OwnKind::BloodPressure => "blood-pressure",
        OwnKind::Medicine => "medicine",
    }
}

fn document(
    visit: &Visit,
    stylesheets: Vec<String>,
    title: impl FnOnce() -> String,
    inside: impl FnOnce() -> AnyView,
) -> String {
    plain::speaking(visit, || {
        let tab = format!("{} · {}", title(), t!("app-name"));
        let inside = plain::framed(Some("/"), inside());
        plain::document(visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

fn notice(said: Said) -> impl IntoView {
    let (class, role) = match said.is_done() {
        true => ("notice", "status"),
        false => ("notice notice-caution", "alert"),
    };
    view! { <p class=class role=role>{said.words()}</p> }
}
