//! `/verify?return_to=PATH`: a fresh proof of identity, before anything grave.

use super::{query, use_account};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{
    components::{
        awaited::awaited_page,
        oidc_links::{OidcLinks, WhatFor},
    },
    passkeys::{PasskeyButton, Step},
    ports::account::Verification,
    t,
};
use leptos::prelude::*;

#[component]
pub fn VerifyPage() -> impl IntoView {
    let verification = use_account(|portal| Box::pin(async move { portal.verification().await }));
    awaited_page(verification, |_| t!("verify-title"), |verification| view! { <Verify verification/> })
}

#[component]
fn Verify(verification: Verification) -> impl IntoView {
    let return_to = query("return_to").unwrap_or_else(|| "/".to_owned());
    let Verification { name, demo, passkey, outside } = verification;
    let nothing = !demo && !passkey && outside.is_empty();
    view! {
        <p class="lead">{as_sent(t!("verify-lead", name = name))}</p>
        <p>{t!("verify-explained")}</p>
        {demo.then(|| view! {
            <PostForm action="/verify/demo" clone:return_to>
                <input type="hidden" name="return_to" value=return_to/>
                <p>{t!("verify-demo")}</p>
                <button class="button" type="submit">{t!("verify-demo-confirm")}</button>
            </PostForm>
        })}
        {passkey.then(|| view! {
            <PasskeyButton step=Step::Verify { return_to: return_to.clone() } label=t!("verify-with-passkey")/>
        })}
        <OidcLinks providers=outside what_for=WhatFor::Verify { return_to }/>
        {nothing.then(|| view! { <p class="notice">{t!("auth-error-no-passkey")}</p> })}
    }
}
