//! `/show/link/new`: choose, look at exactly what the other will see, share. Encrypting needs scripts; without them the page
//! says what to do instead.

use super::{LINKS_PAGE, content};
use crate::{context::visit::Visit, i18n::Locale, markup::WithoutScripts, plain, shell::Program, t};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use shared::health_link::{Contents, SHORTEST_PASSCODE};

/// The whole document.
pub fn make_page(visit: &Visit, stylesheets: Vec<String>, program: &Program, nonce: &str) -> String {
    plain::speaking(visit, || {
        provide_context(Nonce::from_value(nonce.to_owned()));
        let tab = format!("{} · {}", t!("links-new-title"), t!("app-name"));
        let inside = plain::framed(Some("/"), inside(visit.locale));
        content::document(visit, stylesheets, tab.into(), program, false, inside).to_html()
    })
}

fn inside(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!("links-new-title")}</h1>
        <WithoutScripts text=t!("links-needs-scripts").into()/>
        <div data-health-link="make">
            <p data-waits>{t!("links-loading")}</p>
            <form class="check-form" hidden>
                <label class="field">
                    <span>{t!("links-label")}</span>
                    <span class="muted">{t!("links-label-hint")}</span>
                    <input class="text-field" type="text" name="label" maxlength="80" required autocomplete="off"/>
                </label>
                <fieldset>
                    <legend>{t!("links-contents")}</legend>
                    {choice("contents", Contents::Summary.as_str(), t!("links-contents-summary"), true)}
                    {choice("contents", Contents::Medicines.as_str(), t!("links-contents-medicines"), false)}
                    <label class="check-box">
                        <input type="checkbox" name="infections" value="yes"/>
                        <span>{t!("links-infections")}</span>
                    </label>
                    <p class="muted">{t!("links-infections-hint")}</p>
                </fieldset>
                <fieldset>
                    <legend>{t!("links-language")}</legend>
                    {Locale::ALL
                        .into_iter()
                        .map(|one| view! {
                            <label class="check-box">
                                <input type="radio" name="lang" value=one.tag() checked=one == locale/>
                                <span lang=one.tag()>{one.own_name()}</span>
                            </label>
                        })
                        .collect_view()}
                    <p class="muted">{t!("links-language-hint")}</p>
                </fieldset>
                <fieldset>
                    <legend>{t!("links-until-when")}</legend>
                    {choice("until", "hour", t!("links-hour"), false)}
                    {choice("until", "day", t!("links-day"), true)}
                    {choice("until", "week", t!("links-week"), false)}
                    {choice("until", "date", t!("links-date"), false)}
                    <label class="field">
                        <span>{t!("links-date-which")}</span>
                        <input class="text-field" type="date" name="date"/>
                    </label>
                </fieldset>
                <label class="check-box">
                    <input type="checkbox" name="once" value="yes"/>
                    <span>{t!("links-only-once")}</span>
                </label>
                <label class="field">
                    <span>{t!("links-passcode-field")}</span>
                    <span class="muted">{t!("links-passcode-hint", least = SHORTEST_PASSCODE as i64)}</span>
                    <input
                        class="text-field"
                        type="text"
                        name="passcode"
                        maxlength="60"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                    />
                </label>
                <button class="button" type="submit">{t!("links-preview")}</button>
            </form>
            <div data-shown></div>
        </div>
        <p><a href=LINKS_PAGE>{t!("links-back-to-list")}</a></p>
    }
}

fn choice(name: &'static str, value: &'static str, words: String, checked: bool) -> impl IntoView {
    view! {
        <label class="check-box">
            <input type="radio" name=name value=value checked=checked/>
            <span>{words}</span>
        </label>
    }
}
