//! A technical term's plain explanation, one tap away: a popover of the browser's own, which needs no
//! script. All of them stand on `/glossary`.

use crate::t;
use leptos::prelude::*;

/// A small button that opens what `word` (a key of the glossary: `reference-range`) means. Stands after
/// the word itself, at most once per word and page.
#[component]
pub fn Term(word: &'static str) -> impl IntoView {
    let id = format!("term-{word}");
    let (target, closes) = (id.clone(), id.clone());
    let term = t!(&format!("glossary-{word}"));
    view! {
        <button
            type="button"
            class="term screen-only"
            popovertarget=target
            aria-label=t!("glossary-open", term = term.clone())
        >
            <span aria-hidden="true">"?"</span>
        </button>
        <span class="term-means screen-only" id=id popover="auto" role="note">
            <strong class="term-title">{term}</strong>
            <span class="term-words">{t!(&format!("glossary-{word}-means"))}</span>
            <span class="cluster">
                <a href=format!("/glossary#{word}") rel="external">{t!("glossary-all")}</a>
                <button type="button" class="button button-quiet" popovertarget=closes popovertargetaction="hide">
                    {t!("glossary-close")}
                </button>
            </span>
        </span>
    }
}

/// A heading with the explanation of its term beside it.
#[component]
pub fn TermHeading(id: &'static str, text: String, word: &'static str) -> impl IntoView {
    view! {
        <div class="with-term">
            <h2 id=id>{text}</h2>
            <Term word/>
        </div>
    }
}
