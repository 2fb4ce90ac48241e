//! `/people`: the people who can see the record, completely, and the way to change it.

use super::{asked::asked, representative::Card};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{
    components::frame::{Failed, Frame, PageHeading},
    error::PageError,
    format,
    ports::people::{Invited, Past, Representative, WhoSees},
    t,
};
use leptos::prelude::*;
use shared::ids::PatientId;

#[component]
pub fn WhoSeesPage() -> impl IntoView {
    let people = asked(|people| async move { people.who_sees().await });
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match people.await {
                    Ok(people) => view! {
                        <Frame>
                            <PageHeading text=t!("people-title")/>
                            {answer(people)}
                        </Frame>
                    }
                    .into_any(),
                    Err(PageError::NotOpen) => view! { <ForThePersonThemself/> }.into_any(),
                    Err(error) => view! { <Failed error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// Notice for a caregiver, who has no say in who else acts.
#[component]
pub(super) fn ForThePersonThemself() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::FORBIDDEN);
    }
    view! {
        <Frame>
            <PageHeading text=t!("people-title")/>
            <p>{t!("people-only-oneself")}</p>
            <p><a class="button" href="/records" rel="external">{t!("records-title")}</a></p>
        </Frame>
    }
}

fn answer(people: WhoSees) -> impl IntoView {
    let WhoSees { whose, name, today, decides, open, waiting, invited, past } = people;
    view! {
        <p class="lead">{t!("people-lead", date = format::date(today))}</p>
        {(!waiting.is_empty()).then(|| view! { <Waiting waiting whose/> })}
        <section class="section" aria-labelledby="people-you">
            <h2 id="people-you">{t!("people-you-title")}</h2>
            <p>{as_sent(t!("people-you", name = name))}</p>
        </section>
        <Representatives open whose today/>
        {(!invited.is_empty()).then(|| view! { <Invitations invited whose/> })}
        {if decides {
            view! {
                <p class="screen-only">
                    <a class="button" href="/people/new" rel="external">{t!("people-invite")}</a>
                </p>
            }
            .into_any()
        } else {
            view! { <p class="notice">{t!("people-too-young")}</p> }.into_any()
        }}
        <section class="section" aria-labelledby="people-staff">
            <h2 id="people-staff">{t!("people-staff-title")}</h2>
            <p>{t!("people-staff-none")}</p>
            <p>{t!("people-staff-check")}</p>
            <p class="muted">{t!("people-staff-senders")}</p>
        </section>
        <section class="section" aria-labelledby="people-operator">
            <h2 id="people-operator">{t!("people-operator-title")}</h2>
            <p>{t!("people-operator")}</p>
        </section>
        {(!past.is_empty()).then(|| view! { <Former past/> })}
    }
}

#[component]
fn Representatives(open: Vec<Representative>, whose: PatientId, today: chrono::NaiveDate) -> impl IntoView {
    let none = open.is_empty();
    view! {
        <section class="section" aria-labelledby="people-representatives">
            <h2 id="people-representatives">{t!("people-representatives-title")}</h2>
            {none.then(|| view! { <p>{t!("people-representatives-none")}</p> })}
            <ul class="card-list">
                {open.into_iter().map(|one| view! { <Card one whose today/> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Waiting(waiting: Vec<Representative>, whose: PatientId) -> impl IntoView {
    let cards = waiting
        .into_iter()
        .map(|one| {
            let seen = format::categories(one.powers.seen);
            view! {
                <li class="card">
                    <p class="card-title"><bdi>{as_sent(one.label.clone())}</bdi></p>
                    <p>{as_sent(t!("people-waiting-says", name = one.account_name.clone(), date = format::date(one.since)))}</p>
                    <p>{t!("people-sees", kinds = seen)}</p>
                    <p>{as_sent(t!("people-waiting-ask", label = one.label.clone()))}</p>
                    <div class="cluster">
                        <PeopleForm action=format!("/people/{}/confirm", one.id) whose>
                            <button class="button" type="submit">
                                {as_sent(t!("people-confirm", label = one.label.clone()))}
                            </button>
                        </PeopleForm>
                        {one.may_be_taken_back.then(|| view! {
                            <PeopleForm action=format!("/people/{}/end", one.id) whose>
                                <button class="button button-secondary" type="submit">{t!("people-refuse")}</button>
                            </PeopleForm>
                        })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="people-waiting">
            <h2 id="people-waiting">{t!("people-waiting-title")}</h2>
            <p>{t!("people-waiting-explained")}</p>
            <ul class="card-list">{cards}</ul>
        </section>
    }
}

#[component]
fn Invitations(invited: Vec<Invited>, whose: PatientId) -> impl IntoView {
    let cards = invited
        .into_iter()
        .map(|one| {
            let until = match one.until {
                Some(day) => t!("people-invited-until", date = format::date(day)),
                None => t!("people-invited-over"),
            };
            view! {
                <li class="card">
                    <p class="card-title"><bdi>{as_sent(one.label.clone())}</bdi></p>
                    <p>{until}</p>
                    <p>{t!("people-would-see", kinds = format::categories(one.seen))}</p>
                    {one.may_be_taken_back.then(|| view! {<PeopleForm action=format!("/people/{}/end", one.id) whose>
                        <button class="button button-secondary" type="submit">
                            {as_sent(t!("people-withdraw", label = one.label.clone()))}
                        </button>
                    </PeopleForm>})}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="people-invited">
            <h2 id="people-invited">{t!("people-invited-title")}</h2>
            <p>{t!("people-invited-explained")}</p>
            <ul class="card-list">{cards}</ul>
        </section>
    }
}

#[component]
fn Former(past: Vec<Past>) -> impl IntoView {
    let count = past.len();
    let lines = past
        .into_iter()
        .map(|one| {
            let who = match one.account_name {
                Some(name) => t!("people-past-who", label = one.label, name = name),
                None => one.label,
            };
            let when = match one.acted {
                Some((since, over)) => {
                    t!("people-past-acted", since = format::date(since), over = format::date(over))
                }
                None => t!("people-past-never"),
            };
            let resigned =
                one.resigned.then(|| view! { " "<span class="muted">{t!("people-past-resigned")}</span> });
            view! { <li><bdi>{as_sent(who)}</bdi>" "<span class="muted">{when}</span>{resigned}</li> }
        })
        .collect_view();
    view! {
        <details class="details">
            <summary>{t!("people-past-title", count = count as i64)}</summary>
            <ul>{lines}</ul>
        </details>
    }
}

/// A plain form about this record.
#[component]
pub(super) fn PeopleForm(action: String, whose: PatientId, children: Children) -> impl IntoView {
    view! {
        <PostForm class="screen-only" action=action>
            <input type="hidden" name="patient" value=whose.to_string()/>
            {children()}
        </PostForm>
    }
}
