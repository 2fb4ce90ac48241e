//! `/signin?return_to=PATH`: with a passkey; and in a demonstration, the invented people to choose from.

mod staff;

use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::context::answer::{Answer, answer};
#[cfg(feature = "ssr")]
use crate::ports::{PortalContext, desk::DeskDemoContext, oidc::OidcProviders, people::PeopleContext};
use crate::{
    components::{
        awaited::awaited_page,
        header::Disc,
        oidc_links::{OidcLinks, WhatFor},
    },
    format,
    passkeys::{PasskeyButton, Step},
    ports::{DemoPerson, desk::DemoMember, oidc::OidcProvider, people::DemoCaregiver},
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::record::Person;
use staff::DemoStaff;

/// Offers beside the ways in for everybody. One question for all, so that the page is the same to the byte whatever is
/// answered first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Offers {
    people: Vec<DemoPerson>,
    caregivers: Vec<DemoCaregiver>,
    staff: Vec<DemoMember>,
    outside: Vec<OidcProvider>,
}

#[component]
pub fn SignInPage() -> impl IntoView {
    let offers = use_offers();
    awaited_page(
        offers,
        |_| t!("signin-title"),
        |Offers { people, caregivers, staff, outside }| {
            view! {
                <GoingOn/>
                <WithPasskey/>
                <OidcLinks providers=outside what_for=WhatFor::SignIn/>
                {(!people.is_empty()).then(|| view! {
                    <DemoPicker people/>
                    <DemoCaregivers caregivers/>
                    <DemoStaff staff/>
                })}
            }
        },
    )
}

/// Notice of the page that they were on their way to: it was asked for, or their session ended on it.
#[component]
fn GoingOn() -> impl IntoView {
    return_to().map(|_| view! { <p class="notice" role="status">{t!("signin-going-on")}</p> })
}

fn return_to() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("return_to"))
}

/// A plain form: each person is a button, so one tap is enough and no script is needed.
#[component]
fn DemoPicker(people: Vec<DemoPerson>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="demo-title">
            <h2 id="demo-title">{t!("signin-demo-title")}</h2>
            <p class="lead">{t!("signin-demo-explained")}</p>
            <PostForm action="/signin/demo">
                <input type="hidden" name="return_to" value=return_to()/>
                <ul class="card-list people">
                    {people.into_iter().map(|person| view! { <PersonChoice person/> }).collect_view()}
                </ul>
            </PostForm>
        </section>
    }
}

/// Caregivers whom a visitor may be to see what family sees.
#[component]
fn DemoCaregivers(caregivers: Vec<DemoCaregiver>) -> impl IntoView {
    let choices = caregivers
        .into_iter()
        .map(|one| {
            let facts = t!("signin-caregiver-facts", names = format::list(&one.cares_for));
            view! {
                <li>
                    <button class="person-button" type="submit" name="account" value=one.id>
                        <span>
                            <span class="person-name">{as_sent(t!("signin-person-name", name = one.name))}</span>
                            <span class="person-facts">{as_sent(facts)}</span>
                        </span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="caregivers-title">
            <h2 id="caregivers-title">{t!("signin-caregivers-title")}</h2>
            <PostForm action="/signin/demo">
                <ul class="card-list people">{choices}</ul>
            </PostForm>
        </section>
    }
}

#[component]
fn PersonChoice(person: DemoPerson) -> impl IntoView {
    let facts = t!(
        "signin-person-facts",
        age = format::age(person.age),
        sex = format::sex(person.sex),
        born = format::date(person.birth_date)
    );
    let shown =
        Person { name: person.name.clone(), kana: None, sex: person.sex, birth_date: person.birth_date };
    view! {
        <li>
            <button class="person-button" type="submit" name="person" value=person.id>
                <Disc person=shown/>
                <span>
                    <span class="person-name">{as_sent(t!("signin-person-name", name = person.name))}</span>
                    {person.kana.map(|kana| view! { <span class="person-facts">{as_sent(kana)}</span> })}
                    <span class="person-facts">{as_sent(facts)}</span>
                </span>
            </button>
        </li>
    }
}

/// Ways in for everybody.
#[component]
fn WithPasskey() -> impl IntoView {
    let step = Step::SignIn { return_to: return_to().unwrap_or_default() };
    view! {
        <section class="section" aria-labelledby="passkey-title">
            <h2 id="passkey-title">{t!("signin-passkey-title")}</h2>
            <p>{t!("passkey-explained")}</p>
            <PasskeyButton step label=t!("signin-with-passkey")/>
        </section>
        <section class="section" aria-labelledby="first-title">
            <h2 id="first-title">{t!("signin-first-title")}</h2>
            <p>{t!("signin-first-explained")}</p>
            <p><a class="button button-secondary" href="/invitation" rel="external">{t!("signin-first-action")}</a></p>
        </section>
    }
}

fn use_offers() -> Answer<Offers> {
    #[cfg(feature = "ssr")]
    let (portal, people, desk, outside) = (
        use_context::<PortalContext>(),
        use_context::<PeopleContext>(),
        use_context::<DeskDemoContext>(),
        use_context::<OidcProviders>(),
    );
    answer(move || {
        #[cfg(feature = "ssr")]
        let (portal, people, desk, outside) = (portal.clone(), people.clone(), desk.clone(), outside.clone());
        async move {
            #[cfg(feature = "ssr")]
            let offers = Offers {
                people: match portal {
                    Some(portal) => portal.demo_people().await?,
                    None => Vec::new(),
                },
                caregivers: match people {
                    Some(people) => people.demo_caregivers().await?,
                    None => Vec::new(),
                },
                staff: match desk {
                    Some(desk) => desk.demo_staff().await?,
                    None => Vec::new(),
                },
                outside: outside.unwrap_or_default().0,
            };
            // In the browser they come with the page; links to this page ask the server.
            #[cfg(not(feature = "ssr"))]
            let offers = Offers::default();
            Ok(offers)
        }
    })
}
