//! `/desk/patients/{id}/way-in`: state of a patient's sign-in, and what two people decide about it: a new way in, and
//! ways in that are frozen.

use super::{
    Content,
    fields::{Tick, must_tick, ticks},
    patient::{Patient, back, facts},
    problem,
};
use crate::{
    components::{as_sent::as_sent, form::PostForm},
    format,
    held::Opens,
    t,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::identity_paper::IdentityPaper;

/// State of a patient's sign-in.
#[derive(Clone, Debug, Default)]
pub struct WayIn {
    pub can_sign_in: bool,
    /// Time at which the present ways in were opened, and on whose check.
    pub opened: Option<(DateTime<Utc>, String)>,
    pub waits: Option<WaitsHere>,
    pub frozen: Option<FrozenHere>,
}

/// A new way in that is not decided.
#[derive(Clone, Debug)]
pub struct WaitsHere {
    /// The facility that printed the invitation.
    pub facility: String,
    pub began_at: DateTime<Utc>,
    pub opens: Opens,
    pub recovers: bool,
}

/// Ways in that are frozen.
#[derive(Clone, Debug)]
pub struct FrozenHere {
    /// `None`: the operator froze them.
    pub facility: Option<String>,
    pub at: DateTime<Utc>,
    /// Others use them, and are told nothing.
    pub misused: bool,
}

/// Outcome of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Noted; another person must state the same.
    OneMore,
    /// Something was not ticked.
    Incomplete,
    /// A photograph is missing, which is needed where others use the patient's sign-in.
    NoPhotograph,
    /// They printed the invitation, or stated it before.
    SamePerson,
    /// One administrator could be both.
    OneMaker,
    /// It was decided meanwhile, or there was nothing to do.
    Nothing,
}

/// In words, for the patient's page and this one.
pub fn standing(way_in: &WayIn) -> impl IntoView + use<> {
    let WayIn { opened, waits, frozen, .. } = way_in.clone();
    let opened = opened
        .map(|(at, facility)| t!("desk-way-in-opened", date = format::instant(at), facility = facility));
    let waits = waits.map(|waits| {
        let WaitsHere { facility, began_at, opens, recovers } = waits;
        let what = match recovers {
            true => t!("desk-way-in-recovers", date = format::instant(began_at), facility = facility),
            false => t!("desk-way-in-opens", date = format::instant(began_at), facility = facility),
        };
        let when = match opens {
            Opens::At(until) => t!("desk-way-in-until", date = format::instant(until)),
            Opens::BySecondPerson => t!("desk-way-in-second"),
            Opens::ByTwo => t!("desk-way-in-stopped"),
        };
        view! { <p class="notice notice-caution">{as_sent(what)}" "{when}</p> }
    });
    let frozen = frozen.map(|frozen| {
        let date = format::instant(frozen.at);
        let who = frozen.facility.unwrap_or_else(|| t!("desk-way-in-operator"));
        let what = match frozen.misused {
            true => t!("desk-way-in-misused", facility = who, date = date),
            false => t!("desk-way-in-frozen", facility = who, date = date),
        };
        view! { <p class="notice notice-caution">{as_sent(what)}</p> }
    });
    view! {
        {opened.map(|words| view! { <p>{words}</p> })}
        {waits}
        {frozen}
    }
}

pub fn way_in_page(patient: Patient, way_in: WayIn, may_break_glass: bool, said: Option<Said>) -> Content {
    let one_more = said == Some(Said::OneMore);
    let said = said.and_then(|said| match said {
        Said::OneMore => None,
        Said::Incomplete => Some(t!("desk-seen-missing")),
        Said::NoPhotograph => Some(t!("desk-way-in-no-photograph")),
        Said::SamePerson => Some(t!("desk-way-in-same-person")),
        Said::OneMaker => Some(t!("desk-way-in-one-maker")),
        Said::Nothing => Some(t!("desk-way-in-nothing")),
    });
    let (waits, frozen) = (way_in.waits.is_some(), way_in.frozen.clone());
    let misused = frozen.as_ref().is_some_and(|frozen| frozen.misused);
    let anything = way_in.can_sign_in || waits || frozen.is_some();
    let emergency = format!("{}/emergency", patient.address());
    let body = view! {
        {problem(said)}
        {one_more.then(|| view! { <p class="notice" role="status">{t!("desk-way-in-one-more")}</p> })}
        <div class="panel">{facts(&patient)}{standing(&way_in)}</div>
        {waits.then(|| view! {
            <PostForm class="panel desk-form">
                <h2>{t!("desk-way-in-decide")}</h2>
                <p>{t!("desk-way-in-decide-explained")}</p>
                {checked()}
                <button class="button" type="submit" name="what" value="confirm">{t!("desk-way-in-confirm")}</button>
                <button class="button button-secondary" type="submit" name="what" value="refuse">{t!("desk-way-in-refuse")}</button>
            </PostForm>
        })}
        {frozen.is_some().then(|| view! {
            <PostForm class="panel desk-form">
                <h2>{t!("desk-way-in-unfreeze-title")}</h2>
                <p>{t!("desk-way-in-unfreeze-explained")}</p>
                {checked()}
                <button class="button" type="submit" name="what" value="unfreeze">{t!("desk-way-in-unfreeze")}</button>
            </PostForm>
        })}
        {(anything && frozen.is_none()).then(|| view! {
            <PostForm class="panel desk-form">
                <h2>{t!("desk-way-in-lost-title")}</h2>
                <p>{t!("desk-way-in-lost-explained")}</p>
                {checked()}
                <button class="button" type="submit" name="what" value="lost">{t!("desk-way-in-lost")}</button>
            </PostForm>
        })}
        {(anything && !misused).then(|| view! {
            <PostForm class="panel desk-form">
                <h2>{t!("desk-way-in-misuse-title")}</h2>
                <p>{t!("desk-way-in-misuse-explained")}</p>
                {checked()}
                <button class="button" type="submit" name="what" value="misused">{t!("desk-way-in-misuse")}</button>
            </PostForm>
        })}
        {(!anything).then(|| view! { <p>{t!("desk-sign-in-no")}</p> })}
        <section class="section panel">
            <h2>{t!("desk-way-in-paper-title")}</h2>
            <p>{t!("desk-way-in-paper")}</p>
            {may_break_glass.then(|| view! { <p><a href=emergency>{t!("desk-emergency-of-patient")}</a></p> })}
        </section>
        {back(&patient)}
    };
    Content { title: t!("desk-way-in-title", name = patient.name.clone()), body: body.into_any() }
}

/// Boxes for what was looked at, and that it is they.
fn checked() -> impl IntoView {
    let seen = |paper: IdentityPaper| Tick {
        value: paper.as_str(),
        label: format::identity_paper(paper),
        hint: String::new(),
        ticked: false,
    };
    let looked_at = IdentityPaper::ALL.into_iter().map(seen).collect();
    view! {
        {ticks("seen", t!("desk-seen"), true, looked_at)}
        {must_tick("same", t!("desk-same-person"))}
    }
}
