//! Representatives of a patient: the list, attesting one, stopping one. No form asks for a reason.

use super::{
    Content,
    fields::{Field, Tick, field, must_tick, ticks},
    patient::{May, Patient, back, facts},
    problem, words,
};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{format, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    delegation::{Action, Actions, Basis, Closed, Paper},
};

/// One who acts, or is to act, for a patient.
#[derive(Clone, Debug)]
pub struct Representative {
    pub id: String,
    pub label: String,
    pub basis: Basis,
    pub until: Option<NaiveDate>,
    pub categories: Categories,
    pub state: State,
    /// The facility that attested it; none: the patient gave it.
    pub attested_by: Option<String>,
    /// One person attested it, and another has not.
    pub needs_another: bool,
    /// Paper on which it was attested.
    pub paper: Option<Paper>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    InForce,
    Closed(Closed),
    /// Stopped by this facility.
    SuspendedHere,
    /// Stopped by another, which alone may lift it.
    SuspendedElsewhere,
}

impl State {
    fn is_suspended(self) -> bool {
        matches!(self, Self::SuspendedHere | Self::SuspendedElsewhere)
    }
}

/// The form about a new representative, as it was filled in.
#[derive(Clone, Debug)]
pub struct AttestForm {
    pub basis: Option<Basis>,
    pub label: String,
    pub until: String,
    pub paper: Option<Paper>,
    pub categories: Categories,
    pub actions: Actions,
    pub said: Option<Said>,
}

/// Fault of a representative's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    NoBasis,
    BadName,
    BadDay,
    NoPaper,
    NotChecked,
    Unfounded(shared::delegation::Unfounded),
}

impl Default for AttestForm {
    fn default() -> Self {
        Self {
            basis: None,
            label: String::new(),
            until: String::new(),
            paper: None,
            categories: Categories::ALL,
            actions: Actions::from_iter([Action::See, Action::CheckMedicines]),
            said: None,
        }
    }
}

pub fn list(address: &str, representatives: Vec<Representative>, may: May) -> impl IntoView + use<> {
    if representatives.is_empty() {
        return view! { <p class="empty">{t!("desk-representatives-none")}</p> }.into_any();
    }
    let rows = representatives.into_iter().map(|one| row(address, one, may)).collect_view();
    view! {
        <table class="data-table data-table-cards" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("desk-representative-who")}</th>
                    <th role="columnheader" scope="col">{t!("desk-representative-basis")}</th>
                    <th role="columnheader" scope="col">{t!("desk-representative-until")}</th>
                    <th role="columnheader" scope="col">{t!("desk-representative-state")}</th>
                    <th role="columnheader" scope="col">{t!("desk-representative-action")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(address: &str, one: Representative, may: May) -> impl IntoView + use<> {
    let action = match one.state {
        State::SuspendedHere if may.lift => Some(t!("desk-lift")),
        State::SuspendedHere | State::SuspendedElsewhere => None,
        _ if may.suspend => Some(t!("desk-suspend")),
        _ => None,
    };
    let second =
        (one.needs_another && may.attest && !one.state.is_suspended()).then(|| t!("desk-attest-second"));
    let address = format!("{address}/representatives/{}", one.id);
    let who = one.label.clone();
    let actions = [second, action].into_iter().flatten().map(move |said| {
        let label = t!("desk-representative-action-for", action = said.clone(), name = who.clone());
        view! { <a href=address.clone() aria-label=label>{said}</a> " " }
    });
    let actions = actions.collect_view();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><bdi>{as_sent(one.label.clone())}</bdi></th>
            <td role="cell" data-label=t!("desk-representative-basis")>{grounds(&one)}</td>
            <td role="cell" data-label=t!("desk-representative-until")>{last_day(one.until)}</td>
            <td role="cell" data-label=t!("desk-representative-state")>{state(&one)}</td>
            <td role="cell" data-label=t!("desk-representative-action")>
                {actions}
            </td>
        </tr>
    }
}

fn grounds(one: &Representative) -> String {
    let grounds = attested(one);
    match one.paper {
        Some(paper) => t!("desk-attested-on", grounds = grounds, paper = words::representation_paper(paper)),
        None => grounds,
    }
}

fn attested(one: &Representative) -> String {
    match &one.attested_by {
        Some(facility) => {
            t!("desk-attested-by", basis = words::basis(one.basis), facility = facility.clone())
        }
        None => words::basis(one.basis),
    }
}

fn last_day(until: Option<NaiveDate>) -> String {
    until.map_or_else(|| t!("desk-no-last-day"), format::date)
}

fn state(one: &Representative) -> String {
    match one.state {
        State::InForce | State::Closed(_) if one.needs_another => t!("desk-state-needs-another"),
        State::InForce => t!("desk-state-in-force"),
        State::Closed(why) => words::closed(why),
        State::SuspendedHere => t!("desk-state-suspended"),
        State::SuspendedElsewhere => t!("desk-state-suspended-elsewhere"),
    }
}

pub fn attest_page(patient: Patient, form: AttestForm) -> Content {
    let grounds = Basis::ALL
        .into_iter()
        .filter(|basis| *basis != Basis::Granted)
        .map(|basis| Tick {
            value: basis.as_str(),
            label: words::basis(basis),
            hint: words::basis_needs(basis),
            ticked: form.basis == Some(basis),
        })
        .collect();
    let kinds = Category::ALL
        .into_iter()
        .map(|kind| Tick {
            value: kind.as_str(),
            label: format::category(kind),
            hint: String::new(),
            ticked: form.categories.contains(kind),
        })
        .collect();
    let actions = [Action::CheckMedicines, Action::Share]
        .into_iter()
        .map(|action| Tick {
            value: action.as_str(),
            label: words::action(action),
            hint: String::new(),
            ticked: form.actions.contains(action),
        })
        .collect();
    let papers = Paper::ALL
        .into_iter()
        .map(|paper| Tick {
            value: paper.as_str(),
            label: words::representation_paper(paper),
            hint: String::new(),
            ticked: form.paper == Some(paper),
        })
        .collect();
    let name = Field {
        name: "label",
        label: t!("desk-attest-name"),
        hint: t!("desk-attest-name-hint"),
        value: form.label,
        required: true,
        ..Field::default()
    };
    let until = Field {
        name: "until",
        label: t!("desk-attest-until"),
        hint: t!("desk-attest-until-hint"),
        value: form.until,
        kind: "date",
        ..Field::default()
    };
    let back = back(&patient);
    let body = view! {
        {problem(form.said.map(said_words))}
        <div class="panel">{facts(&patient)}</div>
        <PostForm class="panel desk-form">
            {ticks("basis", t!("desk-attest-basis"), true, grounds)}
            {field(name)}
            {field(until)}
            {ticks("kinds", t!("desk-attest-kinds"), false, kinds)}
            {ticks("actions", t!("desk-attest-actions"), false, actions)}
            {ticks("paper", t!("desk-attest-paper"), true, papers)}
            {must_tick("checked", t!("desk-attest-checked"))}
            <p class="muted">{t!("desk-attest-explained")}</p>
            <button class="button" type="submit">{t!("desk-attest-print")}</button>
        </PostForm>
        {back}
    };
    Content { title: t!("desk-attest-title", name = patient.name.clone()), body: body.into_any() }
}

fn said_words(said: Said) -> String {
    match said {
        Said::NoBasis => t!("desk-attest-no-basis"),
        Said::BadName => t!("desk-bad-name"),
        Said::BadDay => t!("desk-bad-day"),
        Said::NoPaper => t!("desk-attest-no-paper"),
        Said::NotChecked => t!("desk-attest-not-checked"),
        Said::Unfounded(why) => words::unfounded(why),
    }
}

/// Stopping, or letting act again: one press, after one look at who it is.
pub fn suspension_page(patient: Patient, one: Representative, may_attest: bool) -> Content {
    let second = (one.needs_another && may_attest && !one.state.is_suspended()).then(|| {
        view! {
            <PostForm class="panel desk-form">
                <p>{t!("desk-attest-second-explained")}</p>
                <button class="button" type="submit" name="what" value="confirm">{t!("desk-attest-second")}</button>
            </PostForm>
        }
    });
    let suspended = one.state.is_suspended();
    let (title, explained, action, value) = match suspended {
        true => (t!("desk-lift-title"), t!("desk-lift-explained"), t!("desk-lift"), "lift"),
        false => (t!("desk-suspend-title"), t!("desk-suspend-explained"), t!("desk-suspend"), "suspend"),
    };
    let facts = view! {
        <dl class="data-list">
            <div><dt>{t!("desk-representative-for")}</dt><dd><bdi>{as_sent(patient.name.clone())}</bdi></dd></div>
            <div><dt>{t!("desk-representative-who")}</dt><dd><bdi>{as_sent(one.label.clone())}</bdi></dd></div>
            <div><dt>{t!("desk-representative-basis")}</dt><dd>{grounds(&one)}</dd></div>
            <div><dt>{t!("desk-representative-until")}</dt><dd>{last_day(one.until)}</dd></div>
            <div><dt>{t!("desk-representative-state")}</dt><dd>{state(&one)}</dd></div>
        </dl>
    };
    let body = view! {
        <div class="panel">{facts}</div>
        {second}
        <PostForm class="panel desk-form">
            <p>{explained}</p>
            <button class="button" type="submit" name="what" value=value>{action}</button>
        </PostForm>
        {back(&patient)}
    };
    Content { title, body: body.into_any() }
}
