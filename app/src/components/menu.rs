//! The menu of every page of somebody who is signed in: what is theirs to decide, the portal's settings, and the way out.

use super::{form::PostForm, language_form::LanguageForm, text_size_form::TextSizeForm, ways::Way};
use crate::{context::kept::use_kept, t};
use leptos::prelude::*;

/// Behind one button, without scripts, too.
#[component]
pub fn Menu() -> impl IntoView {
    let kept = use_kept().is_some();
    let ways = Way::open().map(|way| {
        view! { <li><a href=way.address() rel=way.rel()>{way.words()}</a></li> }
    });
    view! {
        <details class="menu screen-only">
            <summary class="button button-quiet">{t!("menu")}</summary>
            <div class="menu-body">
                <ul class="link-list">
                    {ways.collect_view()}
                    <li><a href="/glossary">{t!("home-questions-words")}</a></li>
                </ul>
                {(!kept).then(|| view! { <TextSizeForm/> <LanguageForm/> <SignOutForm/> })}
            </div>
        </details>
    }
}

#[component]
fn SignOutForm() -> impl IntoView {
    view! {
        <PostForm action="/signout">
            <button class="button button-quiet" type="submit">{t!("sign-out")}</button>
        </PostForm>
    }
}
