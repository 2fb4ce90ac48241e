use crate::components::as_sent::as_sent;
use crate::{
    format,
    kinds::line::{in_words, lines, name, period},
    t,
};
use leptos::prelude::*;
use shared::record::{Attachment, CarePlan, Document, Facility};

/// A document within another is named.
pub fn line(document: &Document, _: &[Facility]) -> impl IntoView + use<> {
    in_words(&document.title)
}

pub fn plan(plan: &CarePlan) -> impl IntoView + use<> {
    view! {
        {plan.title.as_deref().map(|title| name(title, Vec::new()))}
        <p class="prose" lang=format::written_lang(&plan.description)>{plan.description.clone()}</p>
        {lines(period(plan.start.as_ref(), plan.end.as_ref()).into_iter().collect())}
    }
}

pub fn attachment(attachment: &Attachment) -> impl IntoView + use<> {
    let included = if attachment.included {
        t!("documents-attachment-included")
    } else {
        t!("documents-attachment-elsewhere")
    };
    view! {
        {name(&attachment.title, vec![("tag tag-quiet", t!("documents-attachment"))])}
        <p>{included}</p>
        {attachment.content_type.clone().map(|kind| view! {
            <p class="muted">{as_sent(t!("documents-attachment-type", kind = kind))}</p>
        })}
    }
}
