//! Whom to ring in an emergency: the list, and the form for another.

use super::{
    PAGE,
    fields::{Line, line},
};
use crate::{
    components::{as_sent::as_sent, form::PostForm},
    t,
};
use leptos::prelude::*;
use shared::contact::{Contact, ContactForm, Field, LONGEST_NAME, LONGEST_RELATION, MOST, Wrong};

/// The form as it is shown.
#[derive(Clone, Debug, Default)]
pub struct ContactFilled {
    pub fields: ContactForm,
    pub wrong: Vec<Wrong>,
    pub said: Option<ContactSaid>,
}

/// What became of the last form about a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactSaid {
    Entered,
    Deleted,
    /// Some of its fields are wrong.
    Wrong,
    /// There are as many as there may be.
    Full,
}

impl ContactSaid {
    /// What is said once a form was carried out, by its name in the address.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Entered, Self::Deleted].into_iter().find(|one| one.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Entered => "contact-entered",
            Self::Deleted => "contact-deleted",
            Self::Wrong | Self::Full => "",
        }
    }

    pub(super) fn words(self) -> String {
        match self {
            Self::Entered => t!("own-said-entered"),
            Self::Deleted => t!("own-contact-said-deleted"),
            Self::Wrong => t!("own-said-wrong"),
            Self::Full => t!("own-contact-said-full", most = MOST),
        }
    }

    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Entered | Self::Deleted)
    }
}

/// A contact as it stands, with the id by which it is deleted.
pub type Standing = (String, Contact);

pub(super) fn contact_list(contacts: &[Standing]) -> impl IntoView + use<> {
    if contacts.is_empty() {
        return view! { <p class="empty">{t!("own-contact-none")}</p> }.into_any();
    }
    let cards = contacts.iter().cloned().map(card).collect_view();
    view! { <ul class="card-list">{cards}</ul> }.into_any()
}

fn card((id, Contact { name, relation, telephone }): Standing) -> impl IntoView {
    let of = t!("own-of", what = name.clone());
    let whose = of.clone();
    view! {
        <li class="card">
            <p class="card-title">{as_sent(name)}</p>
            {relation.map(|said| view! { <p>{as_sent(said)}</p> })}
            <p><a href=telephone.to_uri()>{telephone.as_str().to_owned()}</a></p>
            <details class="details screen-only">
                <summary>{t!("own-delete")}<span class="visually-hidden">{as_sent(of)}</span></summary>
                <PostForm class="check-form" action=format!("{PAGE}/contact/{id}/delete")>
                    <p>{t!("own-contact-delete-means")}</p>
                    <button class="button" type="submit">
                        {t!("own-delete-do")}<span class="visually-hidden">{as_sent(whose)}</span>
                    </button>
                </PostForm>
            </details>
        </li>
    }
}

pub(super) fn contact_form(form: &ContactFilled) -> impl IntoView + use<> {
    let ContactFilled { fields, wrong, .. } = form;
    let of = |field| wrong.iter().find(|one| one.field() == field).map(|one| words(*one));
    let typed = |name, label, value: &String, longest, wrong| Line {
        form: "contact",
        name,
        label,
        value: value.clone(),
        longest,
        wrong,
        ..Line::default()
    };
    let name = typed("name", t!("own-contact-name"), &fields.name, Some(LONGEST_NAME), of(Field::Name));
    let relation = typed(
        "relation",
        t!("own-contact-relation"),
        &fields.relation,
        Some(LONGEST_RELATION),
        of(Field::Relation),
    );
    let telephone =
        typed("telephone", t!("own-contact-telephone"), &fields.telephone, None, of(Field::Telephone));
    view! {
        <PostForm class="check-form" action=format!("{PAGE}/contact") label=Some(t!("own-contact-form"))>
            {line(Line { required: true, ..name })}
            {line(Line { hint: Some(t!("own-contact-relation-hint")), ..relation })}
            {line(Line { required: true, kind: "tel", ..telephone })}
            <button class="button" type="submit">{t!("own-enter-do")}</button>
        </PostForm>
    }
}

fn words(wrong: Wrong) -> String {
    match wrong {
        Wrong::Empty(Field::Telephone) | Wrong::NotATelephone => t!("own-wrong-telephone"),
        Wrong::Empty(_) => t!("own-wrong-no-contact"),
        Wrong::TooLong { most, found, .. } => {
            t!("own-wrong-too-long", most = most as i64, found = found as i64)
        }
        Wrong::NotText(_) => t!("own-wrong-not-text"),
    }
}
