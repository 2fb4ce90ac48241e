//! `/desk/patients/{id}`: a patient's identity, whether they can sign in, who acts for them. The record is a page of
//! its own, for those who treat them.

use super::{
    Content,
    fields::{Field, Tick, field, must_tick, ticks},
    problem,
    representatives::{Representative, list},
    way_in::{WayIn, standing},
};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{format, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{death_paper::DeathPaper, identity_paper::IdentityPaper, record::Sex, time::Moment};

/// A patient, as their card names them.
#[derive(Clone, Debug)]
pub struct Patient {
    pub id: String,
    pub name: String,
    pub kana: Option<String>,
    pub sex: Sex,
    pub birth_date: NaiveDate,
    pub age: Option<u32>,
    pub died_on: Option<NaiveDate>,
}

/// Whether they can sign in.
#[derive(Clone, Copy, Debug)]
pub struct SignIn {
    pub can_sign_in: bool,
    pub invited_until: Option<NaiveDate>,
}

/// Actions that the member of staff may take for the patient.
#[derive(Clone, Copy, Debug)]
pub struct May {
    /// Ask for what the patient shares.
    pub read: bool,
    /// Be the second person about a new way in, and freeze ways in.
    pub decide_ways_in: bool,
    /// State that the patient is here.
    pub state_visit: bool,
    /// Open the record in an emergency.
    pub break_glass: bool,
    pub invite: bool,
    pub note_death: bool,
    pub attest: bool,
    pub suspend: bool,
    pub lift: bool,
}

/// A death as a facility sent it: no paper has been looked at yet.
#[derive(Clone, Debug)]
pub struct Said {
    /// The day that was named, if one was.
    pub on: Option<Moment>,
    pub received: NaiveDate,
}

/// The form about a death, as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct DeathForm {
    pub died_on: String,
    /// The day that one person stated; another has not yet.
    pub stated: Option<NaiveDate>,
    pub said: Option<DeathSaid>,
}

/// Outcome of a form about a death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathSaid {
    BadDay,
    NoPaper,
    Unconfirmed,
    /// Noted; another person must state the same day.
    OneMore,
    /// They stated it before.
    SamePerson,
}

impl Patient {
    pub fn address(&self) -> String {
        format!("/desk/patients/{}", self.id)
    }
}

/// Facts for comparing with the patient's card.
pub fn facts(patient: &Patient) -> impl IntoView + use<> {
    let Patient { name, kana, sex, birth_date, age, died_on, .. } = patient.clone();
    view! {
        <dl class="data-list desk-identity">
            <div><dt>{t!("desk-name-written")}</dt><dd class="desk-name"><bdi>{as_sent(name)}</bdi></dd></div>
            <div><dt>{t!("desk-kana")}</dt><dd>{as_sent(kana.unwrap_or_else(|| t!("not-stated")))}</dd></div>
            <div><dt>{t!("desk-birth-date")}</dt><dd>{t!("paper-born", date = format::date(birth_date), age = format::age(age))}</dd></div>
            <div><dt>{t!("desk-sex")}</dt><dd>{format::sex(sex)}</dd></div>
            {died_on.map(|day| view! { <div><dt>{t!("desk-died-on")}</dt><dd>{format::date(day)}</dd></div> })}
        </dl>
    }
}

pub fn patient_page(
    patient: Patient,
    sign_in: SignIn,
    way_in: WayIn,
    representatives: Vec<Representative>,
    may: May,
    (said_to_have_died, died_as_stated): (Option<Said>, Option<NaiveDate>),
) -> Content {
    let title = t!("desk-patient-title", name = patient.name.clone());
    let address = patient.address();
    let dead = patient.died_on.is_some();
    let body = view! {
        <section class="section panel">
            <h2>{t!("desk-identity")}</h2>
            {facts(&patient)}
            {match may.read {
                true => view! { <p><a class="button" href=format!("{address}/record")>{t!("desk-care-open")}</a></p> }.into_any(),
                false => view! { <p class="muted">{t!("desk-no-record-here")}</p> }.into_any(),
            }}
            {may.state_visit.then(|| view! {
                <p><a class="button button-secondary" href=format!("{address}/visit")>{t!("desk-visit-open")}</a></p>
            })}
            {may.break_glass.then(|| view! {
                <p><a class="button button-secondary" href=format!("{address}/emergency")>{t!("desk-emergency-of-patient")}</a></p>
            })}
        </section>
        <section class="section panel">
            <h2>{t!("desk-sign-in")}</h2>
            <p>{sign_in_words(sign_in)}</p>
            {standing(&way_in)}
            {may.invite.then(|| {
                let said = if sign_in.can_sign_in { t!("desk-recover") } else { t!("desk-invite") };
                view! { <p><a class="button" href=format!("{address}/invitation")>{said}</a></p> }
            })}
            {may.decide_ways_in.then(|| view! {
                <p><a class="button button-secondary" href=format!("{address}/way-in")>{t!("desk-way-in-open")}</a></p>
            })}
        </section>
        <section class="section panel">
            <h2>{t!("desk-representatives")}</h2>
            {list(&address, representatives, may)}
            {may.attest.then(|| view! {
                <p><a class="button button-secondary" href=format!("{address}/representatives")>{t!("desk-attest")}</a></p>
            })}
        </section>
        {may.note_death.then(|| {
            let said = if dead { t!("desk-death-correct") } else { t!("desk-death-note") };
            view! {
                <section class="section panel">
                    <h2>{t!("desk-death")}</h2>
                    {said_to_have_died.map(|said| view! { <p class="notice notice-caution">{said_words(&said)}</p> })}
                    {stated_by_one(died_as_stated)}
                    <p><a class="button button-secondary" href=format!("{address}/death")>{said}</a></p>
                </section>
            }
        })}
    };
    Content { title, body: body.into_any() }
}

/// Name of the paper by which a death was checked.
fn death_paper(paper: DeathPaper) -> String {
    match paper {
        DeathPaper::Certificate => t!("desk-death-paper-certificate"),
        DeathPaper::BurialPermit => t!("desk-death-paper-burial-permit"),
        DeathPaper::FamilyRegister => t!("desk-death-paper-family-register"),
    }
}

/// Notice that one person stated a death, and what that means.
fn stated_by_one(day: Option<NaiveDate>) -> Option<impl IntoView> {
    day.map(|day| {
        view! {
            <p class="notice notice-caution">{t!("desk-death-stated", day = format::date(day))}</p>
        }
    })
}

/// Words for a death that a facility sent. Which one stays out: that the patient was treated there is not for every
/// desk.
fn said_words(said: &Said) -> String {
    let received = format::date(said.received);
    match &said.on {
        Some(on) => t!("desk-death-said-on", on = format::moment_day(on), received = received),
        None => t!("desk-death-said", received = received),
    }
}

fn sign_in_words(sign_in: SignIn) -> String {
    let now = match sign_in.can_sign_in {
        true => t!("desk-sign-in-yes"),
        false => t!("desk-sign-in-no"),
    };
    match sign_in.invited_until {
        Some(day) => format!("{now}{}", t!("desk-sign-in-invited", date = format::date(day))),
        None => now,
    }
}

/// Why no invitation is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviteSaid {
    /// Something was not ticked.
    Incomplete,
    /// Under fifteen there is no sign-in of one's own.
    TooYoung,
    Dead,
}

/// Before an invitation is printed: what was looked at.
pub fn invitation_page(patient: Patient, sign_in: SignIn, said: Option<InviteSaid>) -> Content {
    let said = said.map(|said| match said {
        InviteSaid::Incomplete => t!("desk-seen-missing"),
        InviteSaid::TooYoung => t!("desk-invite-too-young"),
        InviteSaid::Dead => t!("desk-invite-dead"),
    });
    let title = match sign_in.can_sign_in {
        true => t!("desk-recover-title", name = patient.name.clone()),
        false => t!("desk-invite-title", name = patient.name.clone()),
    };
    let seen = |paper: IdentityPaper| Tick {
        value: paper.as_str(),
        label: format::identity_paper(paper),
        hint: String::new(),
        ticked: false,
    };
    let looked_at = IdentityPaper::ALL.into_iter().map(seen).collect();
    let body = view! {
        {problem(said)}
        <div class="panel">{facts(&patient)}</div>
        {sign_in.can_sign_in.then(|| view! { <p class="notice notice-caution">{t!("desk-recover-explained")}</p> })}
        <PostForm class="panel desk-form">
            {ticks("seen", t!("desk-seen"), true, looked_at)}
            {must_tick("same", t!("desk-same-person"))}
            <button class="button" type="submit">{t!("desk-print-invitation")}</button>
        </PostForm>
        {back(&patient)}
    };
    Content { title, body: body.into_any() }
}

/// Noting a death, or that it was noted by mistake.
pub fn death_page(patient: Patient, form: DeathForm) -> Content {
    let back = back(&patient);
    let one_more = form.said == Some(DeathSaid::OneMore);
    let said = form.said.and_then(|said| match said {
        DeathSaid::OneMore => None,
        DeathSaid::BadDay => Some(t!("desk-death-bad-day")),
        DeathSaid::NoPaper => Some(t!("desk-death-no-paper")),
        DeathSaid::Unconfirmed => Some(t!("desk-death-unconfirmed")),
        DeathSaid::SamePerson => Some(t!("desk-death-same-person")),
    });
    let seen = |paper: DeathPaper| Tick {
        value: paper.as_str(),
        label: death_paper(paper),
        hint: String::new(),
        ticked: false,
    };
    let papers = DeathPaper::ALL.into_iter().map(seen).collect();
    let undoes = patient.died_on.is_some() || form.stated.is_some();
    let noted = patient.died_on.is_some();
    let day = Field {
        name: "died_on",
        label: t!("desk-died-on"),
        kind: "date",
        required: true,
        value: form.died_on,
        ..Field::default()
    };
    let body = view! {
        {problem(said)}
        {one_more.then(|| view! { <p class="notice" role="status">{t!("desk-death-one-more")}</p> })}
        <div class="panel">{facts(&patient)}{stated_by_one(form.stated)}</div>
        <PostForm class="panel desk-form">
            <p>{if noted { t!("desk-death-corrects") } else { t!("desk-death-explained") }}</p>
            {field(day)}
            {ticks("paper", t!("desk-death-paper"), true, papers)}
            {must_tick("confirmed", t!("desk-death-confirm"))}
            <button class="button" type="submit" name="what" value="note">{t!("desk-death-note")}</button>
        </PostForm>
        {undoes.then(|| view! {
            <PostForm class="panel desk-form">
                <p>{t!("desk-death-undo-explained")}</p>
                {must_tick("confirmed", t!("desk-death-undo-confirm"))}
                <button class="button button-secondary" type="submit" name="what" value="undo">{t!("desk-death-undo")}</button>
            </PostForm>
        })}
        {back}
    };
    Content { title: t!("desk-death-title", name = patient.name.clone()), body: body.into_any() }
}

pub fn back(patient: &Patient) -> impl IntoView + use<> {
    view! { <p><a href=patient.address()>{as_sent(t!("desk-back-to-patient", name = patient.name.clone()))}</a></p> }
}
