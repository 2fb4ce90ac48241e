//! Received or typed text, in a page of any language.

use crate::{
    format,
    i18n::{Locale, use_words},
};
use leptos::prelude::*;

/// Words of facilities and people stand as they were sent. On a page that is not Japanese their Japanese parts say so
/// (`lang`), so that they are set and read out in their own language; what is said around them is not.
///
/// ```ignore
/// view! { <p>{as_sent(t!("medicines-show-allergies", names = names))}</p> }
/// ```
pub fn as_sent(text: impl Into<String>) -> AnyView {
    let text = text.into();
    if use_words().are_of(Locale::Ja) {
        return text.into_any();
    }
    let parts = format::by_language(&text);
    if let [(false, _)] | [] = parts[..] {
        return text.into_any();
    }
    let parts = parts.into_iter().map(|(japanese, part)| match japanese {
        true => view! { <span lang="ja">{part.to_owned()}</span> }.into_any(),
        false => part.to_owned().into_any(),
    });
    // One element, so that a line of boxes has it as one.
    view! { <span>{parts.collect_view()}</span> }.into_any()
}
