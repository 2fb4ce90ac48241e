//! `/own`: what a person writes down of themself, a blood pressure measured at home, a medicine bought without a
//! prescription, an allergy, and whom to ring in an emergency. Plain HTML, the same with and without scripts.

mod contacts;
mod entries;
mod fields;

use crate::{components::as_sent::as_sent, components::form::PostForm, context::visit::Visit, plain, t};
use contacts::{Standing, contact_form, contact_list};
use entries::{allergy_list, medicine_list, pressure_list};
use fields::{allergy_form, medicine_form, pressure_form};
use leptos::prelude::*;
use shared::{
    own::{
        OwnEntry, OwnKind, Shown, Wrong,
        form::{AllergyForm, MedicineForm, PressureForm},
    },
    record::RecordView,
};

pub use contacts::{ContactFilled, ContactSaid};

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
    pub forms: Forms,
    /// The form that was handed back, to stand open.
    pub handed_back: Option<OwnKind>,
    pub contacts: Vec<Standing>,
    pub contact: ContactFilled,
}

/// A form for each kind of entry.
#[derive(Clone, Debug)]
pub struct Forms {
    pub pressure: Filled<PressureForm>,
    pub medicine: Filled<MedicineForm>,
    pub allergy: Filled<AllergyForm>,
}

/// All lists and all forms: the whole document.
pub fn own_page(visit: &Visit, stylesheets: Vec<String>, page: OwnPage<'_>) -> String {
    document(
        visit,
        stylesheets,
        || t!("own-title"),
        move || {
            let OwnPage { view, said, forms, handed_back, contacts, contact } = page;
            let Forms { pressure, medicine, allergy } = forms;
            let open = |kind| handed_back == Some(kind);
            let contact_open = contact.said.is_some_and(|said| !said.is_done());
            let pressure = Part {
                id: "pressure",
                title: t!("own-pressure-title"),
                lead: None,
                list: pressure_list(&view.record).into_any(),
                entering: t!("own-pressure-form"),
                form: pressure_form(pressure).into_any(),
                open: open(OwnKind::BloodPressure),
            };
            let medicine = Part {
                id: "medicine",
                title: t!("own-medicine-title"),
                lead: Some(t!("own-medicine-lead")),
                list: medicine_list(&view.record).into_any(),
                entering: t!("own-medicine-form"),
                form: medicine_form(medicine).into_any(),
                open: open(OwnKind::Medicine),
            };
            let allergy = Part {
                id: "allergy",
                title: t!("own-allergy-title"),
                lead: Some(t!("own-allergy-lead")),
                list: allergy_list(&view.record).into_any(),
                entering: t!("own-allergy-form"),
                form: allergy_form(allergy).into_any(),
                open: open(OwnKind::Allergy),
            };
            let said = said.map(|said| notice(said.words(), said.is_done()));
            let of_contact = contact.said.map(|said| notice(said.words(), said.is_done()));
            let contact = Part {
                id: "contact",
                title: t!("own-contact-title"),
                lead: Some(t!("own-contact-lead")),
                list: contact_list(&contacts).into_any(),
                entering: t!("own-contact-form"),
                form: contact_form(&contact).into_any(),
                open: contact_open,
            };
            let parts = [allergy, medicine, contact, pressure];
            let jumps = parts.iter().map(|part| (format!("#{}", part.id), part.title.clone()));
            let jumps = jumps.map(|(to, title)| view! { <li><a href=to>{title}</a></li> }).collect_view();
            view! {
                <p class="back"><a href="/record">{t!("own-back-to-record")}</a></p>
                <h1>{t!("own-title")}</h1>
                {said}
                {of_contact}
                <p class="lead">{t!("own-lead")}</p>
                <p class="muted">{t!("own-who-sees")}</p>
                <ul class="jump-list" aria-label=t!("record-contents")>{jumps}</ul>
                {parts.map(Part::section)}
            }
            .into_any()
        },
    )
}

/// Part of the page: what was written down, and the form for more, which is folded away until it is asked for.
struct Part {
    id: &'static str,
    title: String,
    lead: Option<String>,
    list: AnyView,
    entering: String,
    form: AnyView,
    open: bool,
}

impl Part {
    fn section(self) -> impl IntoView {
        let Self { id, title, lead, list, entering, form, open } = self;
        let (titled, heading) = (format!("{id}-title"), format!("{id}-title"));
        view! {
            <section class="section" id=id aria-labelledby=titled>
                <h2 id=heading>{title}</h2>
                {lead.map(|said| view! { <p>{said}</p> })}
                {list}
                <details class="details screen-only" open=open>
                    <summary>{entering}</summary>
                    {form}
                </details>
            </section>
        }
    }
}

/// A form that corrects one entry.
#[derive(Clone, Debug)]
pub enum Correction {
    Pressure(Filled<PressureForm>),
    Medicine(Filled<MedicineForm>),
    Allergy(Filled<AllergyForm>),
}

/// The page on which an entry is corrected, or a new one is handed back alone.
pub fn form_page(visit: &Visit, stylesheets: Vec<String>, said: Option<Said>, form: Correction) -> String {
    let (corrects, stands) = match &form {
        Correction::Pressure(form) => (form.corrects.clone(), form.stands.clone()),
        Correction::Medicine(form) => (form.corrects.clone(), form.stands.clone()),
        Correction::Allergy(form) => (form.corrects.clone(), form.stands.clone()),
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
            Correction::Allergy(form) => allergy_form(form).into_any(),
        };
        let stands = stands.map(|entry| t!("own-stands", what = entries::in_words(&entry)));
        view! {
            <p class="back"><a href=PAGE>{t!("own-back")}</a></p>
            <h1>{title()}</h1>
            {said.map(|said| notice(said.words(), said.is_done()))}
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
                {said.map(|said| notice(said.words(), said.is_done()))}
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
        OwnKind::Allergy => "allergy",
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

fn notice(said: String, is_done: bool) -> impl IntoView {
    let (class, role) = match is_done {
        true => ("notice", "status"),
        false => ("notice notice-caution", "alert"),
    };
    view! { <p class=class role=role>{said}</p> }
}
