//! An invitation, to be handed over: shown once.

use crate::components::as_sent::as_sent;
use crate::{components::qr_code::QrCode, format, ports::people::Issued, t};
use leptos::prelude::*;

#[component]
pub fn Handed(issued: Issued) -> impl IntoView {
    let Issued { label, code, link, qr, seen, check, until, usable_until } = issued;
    let until =
        until.map_or_else(|| t!("people-until-open"), |day| t!("people-until", date = format::date(day)));
    view! {
        <p class="lead">{as_sent(t!("issued-lead", label = label.clone()))}</p>
        <p class="notice notice-caution">{t!("issued-once")}</p>
        <div class="invitation-paper">
            {qr.map(|modules| view! {
                <div class="qr" role="img" aria-label=t!("issued-qr")><QrCode modules/></div>
            })}
            <dl class="data-list">
                <div><dt>{t!("issued-for")}</dt><dd><bdi>{as_sent(label)}</bdi></dd></div>
                <div><dt>{t!("issued-code")}</dt><dd class="code invitation-code">{code}</dd></div>
                <div><dt>{t!("issued-link")}</dt><dd class="code">{link}</dd></div>
                <div><dt>{t!("issued-usable")}</dt><dd>{t!("people-until", date = format::date(usable_until))}</dd></div>
                <div><dt>{t!("people-kinds")}</dt><dd>{format::categories(seen)}</dd></div>
                <div><dt>{t!("people-may")}</dt><dd>{if check { t!("people-may-check") } else { t!("people-may-see-only") }}</dd></div>
                <div><dt>{t!("people-period")}</dt><dd>{until}</dd></div>
            </dl>
        </div>
        <h2>{t!("issued-next-title")}</h2>
        <ol>
            <li>{t!("issued-next-hand")}</li>
            <li>{t!("issued-next-accept")}</li>
            <li>{t!("issued-next-confirm")}</li>
        </ol>
    }
}
