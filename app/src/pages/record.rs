//! `/record`: the other information — 薬剤禁忌, アレルギー, 傷病名, 感染症 and what else was sent. What must
//! not be overlooked comes first; what documents say stands apart from what was registered.

use crate::{
    components::{frame::whole_record_page, own_link::OwnLink},
    kinds::{KINDS, Section},
    t,
};
use leptos::prelude::*;
use shared::record::RecordView;

#[component]
pub fn RecordPage() -> impl IntoView {
    whole_record_page(|| t!("record-title"), record)
}

fn record(view: &RecordView) -> impl IntoView + use<> {
    let sections: Vec<Section> = KINDS.iter().flat_map(|kind| (kind.sections)(view)).collect();
    // Sections that may be absent are listed only when there.
    let links = sections
        .iter()
        .filter(|section| section.body.is_some())
        .map(|section| (format!("#{}", section.id), section.title.clone()))
        .map(|(address, words)| view! { <li><a href=address rel="external">{words}</a></li> })
        .collect_view();
    let sections = sections.into_iter().map(|section| section.body.into_any());
    view! {
        <p class="lead">{t!("record-explained")}</p>
        <OwnLink words=t!("record-own")/>
        <ul class="jump-list" aria-label=t!("record-contents")>{links}</ul>
        {sections.reduce(|above, below| (above, below).into_any())}
        <p><a href="/documents">{t!("record-to-documents")}</a></p>
    }
}
