//! One person who acts for the patient: who, on what ground, since when and until when, what they see and may do,
//! and what the calendar will change.

use super::who_sees::PeopleForm;
use crate::components::as_sent::as_sent;
use crate::{
    format,
    ports::people::{InEmergencies, Representative},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    delegation::{Basis, Change, Coming, Powers},
    ids::PatientId,
};

#[component]
pub fn Card(one: Representative, whose: PatientId, today: NaiveDate) -> impl IntoView {
    let Representative {
        id,
        label,
        account_name,
        basis,
        attested_by,
        since,
        until,
        powers,
        in_emergencies,
        ..
    } = one;
    let coming = powers.next.filter(|coming| coming.is_announced(today)).map(coming_in_words);
    let until =
        until.map_or_else(|| t!("people-until-open"), |day| t!("people-until", date = format::date(day)));
    let attested = attested_by.clone().map(|facility| t!("people-attested", facility = facility));
    let to_end = t!("people-end", label = label.clone());
    let end = match (one.may_be_taken_back, attested_by) {
        (true, _) => view! {
            <p class="muted screen-only">{t!("people-end-explained")}</p>
            <PeopleForm action=format!("/people/{id}/end") whose>
                <button class="button button-secondary" type="submit">{as_sent(to_end)}</button>
            </PeopleForm>
        }
        .into_any(),
        (false, Some(facility)) => {
            view! { <p class="muted">{as_sent(t!("people-end-ask", facility = facility))}</p> }.into_any()
        }
        (false, None) => ().into_any(),
    };
    view! {
        <li class="card">
            <p class="card-title"><bdi>{as_sent(label.clone())}</bdi></p>
            <dl class="data-list">
                <div><dt>{t!("people-account-name")}</dt><dd><bdi>{as_sent(account_name)}</bdi></dd></div>
                <div><dt>{t!("people-basis")}</dt><dd>{basis_in_words(basis)}{attested.map(|said| view! { <br/>{as_sent(said)} })}</dd></div>
                <div><dt>{t!("people-period")}</dt><dd>{t!("people-since", date = format::date(since))}<br/>{until}</dd></div>
                {what(&powers)}
            </dl>
            {coming.map(|said| view! { <p class="notice">{said}</p> })}
            <InEmergency id label whose told=in_emergencies/>
            {end}
        </li>
    }
}

/// Whether they are told when an emergency begins, and where.
#[component]
fn InEmergency(id: String, label: String, whose: PatientId, told: InEmergencies) -> impl IntoView {
    let says = match told {
        InEmergencies { tell: false, .. } => t!("people-emergency-off"),
        InEmergencies { hospital: false, .. } => t!("people-emergency-on"),
        InEmergencies { hospital: true, .. } => t!("people-emergency-hospital-on"),
    };
    let boxes = [
        ("tell", t!("people-emergency-tell"), told.tell),
        ("hospital", t!("people-emergency-tell-hospital"), told.hospital),
    ];
    let boxes = boxes.map(|(name, words, ticked)| {
        view! {
            <label class="check-box">
                <input type="checkbox" name=name value="yes" checked=ticked/>
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <p>{says}</p>
        <details class="details screen-only">
            <summary>{as_sent(t!("people-emergency-change", label = label.clone()))}</summary>
            <p>{t!("people-emergency-explained")}</p>
            <PeopleForm action=format!("/people/{id}/emergency") whose>
                <fieldset class="kinds">
                    <legend>{t!("people-emergency-legend")}</legend>
                    {boxes.into_iter().collect_view()}
                </fieldset>
                <button class="button button-secondary" type="submit">{as_sent(t!("people-emergency-save", label = label))}</button>
            </PeopleForm>
        </details>
    }
}

fn what(powers: &Powers) -> impl IntoView + use<> {
    let hidden = (!powers.seen.is_all()).then(|| format::categories(powers.seen.missing()));
    let check = match powers.checked.is_empty() {
        true => t!("people-may-see-only"),
        false => t!("people-may-check"),
    };
    view! {
        <div><dt>{t!("people-kinds")}</dt><dd>{format::categories(powers.seen)}</dd></div>
        {hidden.map(|kinds| view! { <div><dt>{t!("people-kinds-hidden")}</dt><dd>{kinds}</dd></div> })}
        <div><dt>{t!("people-may")}</dt><dd>{check}</dd></div>
    }
}

fn basis_in_words(basis: Basis) -> String {
    match basis {
        Basis::Granted => t!("basis-granted"),
        Basis::Parent => t!("basis-parent"),
        Basis::Guardian => t!("basis-guardian"),
        Basis::StatutoryGuardian => t!("basis-statutory-guardian"),
        Basis::AuthorisedKin => t!("basis-authorised-kin"),
        Basis::CaringKin => t!("basis-caring-kin"),
        Basis::Bereaved => t!("basis-bereaved"),
    }
}

/// Change that the calendar brings, and its day.
pub fn coming_in_words(coming: Coming) -> String {
    let date = format::date(coming.on);
    match coming.change {
        Change::Narrows => t!("coming-narrows", date = date),
        Change::ComesOfAge => t!("coming-of-age", date = date),
        Change::Ends => t!("coming-ends", date = date),
    }
}
