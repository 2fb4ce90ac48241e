//! `/invitation/passkey`: whose record the invitation opens, and the first passkey; or another provider instead.

use super::{query, use_account};
use crate::components::as_sent::as_sent;
use crate::{components::form::PostForm, typed::Typed};
use crate::{
    components::{
        awaited::awaited_page,
        oidc_links::{OidcLinks, WhatFor},
    },
    format,
    passkeys::{KEY_NAME, OWN_NAME, PasskeyButton, Step},
    ports::{
        account::{Invited, Welcome},
        oidc::OidcProvider,
    },
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::category::Categories;

#[component]
pub fn JoinPage() -> impl IntoView {
    let invited = use_account(|portal| Box::pin(async move { portal.invited().await }));
    awaited_page(invited, title, |invited| match invited {
        Some(invited) => view! { <Join invited/> }.into_any(),
        None => view! { <Over/> }.into_any(),
    })
}

/// Title of the page: a visitor who is signed in already accepts, and makes no sign-in.
fn title(invited: &Option<Invited>) -> String {
    match invited.as_ref().map(|invited| &invited.welcome) {
        Some(Welcome::Caring { whose, signed_in_as: Some(_), .. }) => {
            t!("join-caring-title", name = whose.clone())
        }
        _ => t!("join-title"),
    }
}

#[component]
fn Over() -> impl IntoView {
    view! {
        <p>{t!("join-over")}</p>
        <p><a class="button" href="/invitation" rel="external">{t!("join-over-action")}</a></p>
    }
}

#[component]
fn Join(invited: Invited) -> impl IntoView {
    let Invited { welcome, device, outside, own_name } = invited;
    match welcome {
        Welcome::Own { name, facility, recovers } => view! {
            <p class="lead">{as_sent(t!("join-own", name = name))}</p>
            <p>{as_sent(t!("join-checked-by", facility = facility))}</p>
            {recovers.then(|| view! { <Recovers/> })}
            <MakePasskey device/>
            <OidcLinks providers=outside what_for=WhatFor::Join/>
        }
        .into_any(),
        Welcome::Staff { name, facility, recovers } => view! {
            <p class="lead">{as_sent(t!("join-staff", name = name, facility = facility))}</p>
            {recovers.then(|| view! { <Recovers/> })}
            <MakePasskey device/>
            <OidcLinks providers=outside what_for=WhatFor::Join/>
        }
        .into_any(),
        Welcome::Caring { own: true, .. } => view! { <p>{t!("auth-error-own-record")}</p> }.into_any(),
        Welcome::Caring { whose, signed_in_as, seen, checks, until, .. } => {
            let granted = granted(seen, checks, until);
            view! { <Caring whose signed_in_as granted device outside own_name/> }.into_any()
        }
    }
}

#[component]
fn Recovers() -> impl IntoView {
    view! { <p class="notice notice-caution">{t!("join-recovers")}</p> }
}

/// Powers that an invitation gives: what is shown to them, what they may do, until when.
fn granted(seen: Categories, checks: bool, until: Option<NaiveDate>) -> Vec<String> {
    let may = if checks { t!("people-may-check") } else { t!("people-may-see-only") };
    let until =
        until.map_or_else(|| t!("people-until-open"), |day| t!("people-until", date = format::date(day)));
    vec![
        t!("people-would-see", kinds = format::categories(seen)),
        t!("join-caring-may", what = may),
        t!("join-caring-until", until = until),
    ]
}

#[component]
fn Caring(
    whose: String,
    signed_in_as: Option<String>,
    granted: Vec<String>,
    device: String,
    outside: Vec<OidcProvider>,
    own_name: Option<String>,
) -> impl IntoView {
    view! {
        <p class="lead">{as_sent(t!("join-caring", name = whose.clone()))}</p>
        <ul>{granted.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}</ul>
        <p class="notice">{as_sent(t!("join-caring-confirm", name = whose))}</p>
        {match signed_in_as {
            Some(name) => view! {
                <PostForm action="/invitation/accept">
                    <p>{as_sent(t!("join-caring-as", name = name))}</p>
                    <button class="button" type="submit">{t!("join-caring-accept")}</button>
                </PostForm>
            }
            .into_any(),
            None => view! {
                <p>
                    {t!("join-caring-known")} " "
                    <a href="/signin?return_to=/invitation/passkey" rel="external">{t!("signin-title")}</a>
                </p>
                <MakePasskey device asks_name=true/>
                {(!outside.is_empty()).then(|| view! { <CaringByOidc outside own_name/> })}
            }
            .into_any(),
        }}
    }
}

/// Name and providers for a representative: the name is asked for before they go elsewhere.
#[component]
fn CaringByOidc(outside: Vec<OidcProvider>, own_name: Option<String>) -> impl IntoView {
    let wrong = query("problem").is_some_and(|problem| problem == "name");
    match own_name {
        Some(name) => view! {
            <OidcLinks providers=outside what_for=WhatFor::Join/>
            <p>{as_sent(t!("outside-join-as", name = name))}</p>
        }
        .into_any(),
        None => view! {
            <section class="section" aria-labelledby="outside-title">
                <h2 id="outside-title">{t!("outside-join-title")}</h2>
                <p>{t!("outside-join-explained")}</p>
                {wrong.then(|| view! { <p class="notice notice-caution" role="alert">{t!("auth-error-name")}</p> })}
                <PostForm class="form" action="/invitation/name">
                    <p>
                        <label for="outside-own-name">{t!("join-own-name")}</label>
                        <input
                            class="text-field"
                            id="outside-own-name"
                            name="own_name"
                            autocomplete="name"
                            maxlength="60"
                            required
                        />
                        <Typed name="own_name"/>
                    </p>
                    <button class="button button-secondary" type="submit">{t!("invitation-open")}</button>
                </PostForm>
            </section>
        }
        .into_any(),
    }
}

/// Names, and the button.
#[component]
fn MakePasskey(device: String, #[prop(optional)] asks_name: bool) -> impl IntoView {
    view! {
        <section class="section form" aria-labelledby="make-title">
            <h2 id="make-title">{t!("passkey-make-title")}</h2>
            <p>{t!("passkey-explained")}</p>
            {asks_name.then(|| view! {
                <p>
                    <label for=OWN_NAME>{t!("join-own-name")}</label>
                    <input
                        class="text-field"
                        id=OWN_NAME
                        autocomplete="name"
                        maxlength="60"
                        required
                    />
                </p>
            })}
            <KeyName device/>
            <PasskeyButton step=Step::Join label=t!("passkey-make")/>
        </section>
    }
}

/// Field for the name of a new passkey; the device's name stands there already.
#[component]
pub fn KeyName(device: String) -> impl IntoView {
    let suggested = if device.is_empty() { t!("passkey-name-default") } else { device };
    view! {
        <p>
            <label for=KEY_NAME>{t!("passkey-name")}</label>
            <span class="muted" id="key-name-hint">{t!("passkey-name-hint")}</span>
            <input
                class="text-field"
                id=KEY_NAME
                maxlength="60"
                autocomplete="off"
                value=suggested
                aria-describedby="key-name-hint"
            />
        </p>
    }
}
