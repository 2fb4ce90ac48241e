//! Form for larger letters, without changing the browser's own settings.

use super::form::PostForm;
use super::return_to::ReturnTo;
use crate::{
    context::visit::{TextSize, use_visit},
    t,
};
use leptos::prelude::*;

/// A button for each size, the one in use marked. The answer leads back to this page. `titled`: it stands
/// under a heading that says what it is.
#[component]
pub fn TextSizeForm(#[prop(optional)] titled: bool) -> impl IntoView {
    let current = use_visit().text_size;
    view! {
        <PostForm class="text-size-form" action="/settings/text-size" label=(!titled).then(|| t!("text-size"))>
            <ReturnTo/>
            {TextSize::ALL
                .into_iter()
                .map(|size| view! {
                    <button
                        class="button button-choice"
                        type="submit"
                        name="size"
                        value=size.tag()
                        aria-current=(size == current).then_some("true")
                    >
                        {words(size)}
                    </button>
                })
                .collect_view()}
        </PostForm>
    }
}

fn words(size: TextSize) -> String {
    match size {
        TextSize::Normal => t!("text-size-normal"),
        TextSize::Large => t!("text-size-large"),
        TextSize::Largest => t!("text-size-largest"),
    }
}
