//! Notice of the kinds of information that are kept back, on every page of another person's record.

use crate::{format, t};
use leptos::prelude::*;
use shared::category::Categories;

/// The kinds of information that the page at hand may show, for what is deep inside of it.
#[derive(Clone, Copy)]
struct Shown(Categories);

/// For everything inside the owner at hand.
pub fn provide_shown(shown: Categories) {
    provide_context(Shown(shown));
}

/// The kinds that are shown; none where it was not said, so that a list never reads as "none" by mistake.
pub fn use_shown() -> Categories {
    use_context::<Shown>().map_or(Categories::NONE, |Shown(shown)| shown)
}

/// Names what this viewer is not shown. Nothing where they are shown all.
#[component]
pub fn NotShown(shown: Categories) -> impl IntoView {
    (!shown.is_all()).then(|| {
        view! {
            <div class="notice not-shown">
                <p>{t!("not-shown", kinds = format::categories(shown.missing()))}</p>
                <p class="muted">{t!("not-shown-means")}</p>
            </div>
        }
    })
}
