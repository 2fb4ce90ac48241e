//! The menu of every page of somebody who is signed in: what is theirs to decide, the portal's settings, and the way out.

use super::{form::PostForm, language_form::LanguageForm, text_size_form::TextSizeForm};
use crate::{
    context::{
        kept::use_kept,
        visit::{OpenRecord, use_visit},
    },
    t,
};
use leptos::prelude::*;

/// Behind one button, without scripts, too.
#[component]
pub fn Menu() -> impl IntoView {
    let visit = use_visit();
    // What the portal remembers is chosen there: a snapshot is read as it was opened.
    let kept = use_kept().is_some();
    let own = visit.record == OpenRecord::Own;
    let decides = own || (visit.decides && !kept);
    view! {
        <details class="menu screen-only">
            <summary class="button button-quiet">{t!("menu")}</summary>
            <div class="menu-body">
                <ul class="link-list">
                    {decides.then(|| view! {
                        <li><a href="/consent" rel="external">{t!("home-sharing-decide")}</a></li>
                    })}
                    {own.then(|| view! { <li><a href="/history">{t!("history-open")}</a></li> })}
                    {(own && !kept).then(|| view! {
                        <li><a href="/people" rel="external">{t!("home-sharing-people")}</a></li>
                    })}
                    {(!kept).then(|| view! { <li><a href="/settings">{t!("settings-title")}</a></li> })}
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
