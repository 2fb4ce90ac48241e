//! Preview of what others would see, kind by kind: of what the patient may know, and so never a hint at more.

use super::words;
use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::{
    category::Category,
    consent::{Preview, SeenKind},
};

/// How much of each kind, in a line.
pub fn seen_in_short(preview: &Preview) -> String {
    let seen = preview.kinds.iter().filter(|one| one.count > 0);
    let counted = |kind: String, count: usize| t!("consent-sum-kind", kind = kind, count = count.to_string());
    let mut kinds: Vec<String> = seen.map(|one| counted(format::category(one.category), one.count)).collect();
    if preview.unreadable > 0 {
        kinds.push(counted(t!("consent-sum-unreadable"), preview.unreadable));
    }
    if kinds.is_empty() { t!("consent-sum-nothing") } else { t!("consent-sum", kinds = format::list(&kinds)) }
}

#[component]
pub fn Seen(preview: Preview) -> impl IntoView {
    let kinds = preview.kinds.into_iter().map(seen).collect_view();
    let unreadable = preview.unreadable as i64;
    view! {
        <ul class="consent-seen">{kinds}</ul>
        {(unreadable > 0).then(|| view! { <p class="muted">{t!("consent-preview-unreadable", count = unreadable)}</p> })}
    }
}

fn seen(kind: SeenKind) -> impl IntoView {
    let SeenKind { category, reason, count, first } = kind;
    let name = words::kind(category);
    let state = match (reason.shows(), count) {
        (false, _) => t!("consent-preview-closed", reason = words::reason(reason)),
        (true, 0) => t!("consent-preview-empty"),
        (true, count) => t!("consent-preview-count", count = count as i64),
    };
    let more = count.saturating_sub(first.len()) as i64;
    // Whoever has summaries would miss them here.
    let summaries = (category == Category::Documents && reason.shows())
        .then(|| view! { <p class="muted">{t!("consent-preview-summaries")}</p> });
    let lines = first
        .into_iter()
        .map(|line| {
            let date = line
                .date
                .as_ref()
                .map(|date| view! { <span class="muted">" "{format::moment_day(date)}</span> });
            view! { <li><bdi>{as_sent(words::line(&line))}</bdi>{date}</li> }
        })
        .collect_view();
    view! {
        <li data-kind=category.as_str() data-count=count.to_string()>
            <p><strong>{name}</strong>" "<span class=if reason.shows() { "chip" } else { "muted" }>{state}</span></p>
            {summaries}
            {(count > 0).then(|| view! {
                <ul class="consent-lines">
                    {lines}
                    {(more > 0).then(|| view! { <li class="muted">{t!("consent-preview-more", count = more)}</li> })}
                </ul>
            })}
        </li>
    }
}
