//! `/signins`: one's own passkeys, sessions, and what happened to them.

use super::{join::KeyName, query, use_account};
use crate::components::as_sent::as_sent;
use crate::{components::form::PostForm, typed::Typed};
use crate::{
    components::{awaited::awaited_page, sign_in_news::signed_out_notice},
    format,
    passkeys::{PasskeyButton, Step},
    ports::account::{AccountEvent, MySignIns, NewWayIn, OwnPasskey, OwnSession},
    t,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{identity_paper::IdentityPaper, sign_out};

#[component]
pub fn SignInsPage() -> impl IntoView {
    let mine = use_account(|portal| Box::pin(async move { portal.my_sign_ins().await }));
    awaited_page(mine, |_| t!("signins-title"), |mine| view! { <SignIns mine/> })
}

#[component]
fn SignIns(mine: MySignIns) -> impl IntoView {
    let MySignIns {
        name,
        device,
        may_change,
        may_remove,
        new_way_in,
        linked,
        signed_out,
        passkeys,
        sessions,
        events,
    } = mine;
    let several = sessions.len() > 1;
    let last = query("problem").is_some_and(|problem| problem == "last");
    view! {
        <p class="lead">{as_sent(t!("signins-lead", name = name))}</p>
        {last.then(|| view! { <p class="notice notice-caution" role="alert">{t!("signins-last")}</p> })}
        {query("problem").is_some_and(|problem| problem == "way-in-decided").then(|| view! {
            <p class="notice notice-caution" role="alert">{t!("signins-way-in-decided")}</p>
        })}
        {new_way_in.map(|new| view! { <WaitingWayIn new may_change/> })}
        {linked.map(|at| view! { <LinkedWayIn at may_change/> })}
        {signed_out.map(|one| signed_out_notice(one, false))}
        {(!may_change).then(|| view! {
            <div class="notice">
                <p>{t!("signins-verify")}</p>
                <p>
                    <a class="button" href="/verify?return_to=/signins" rel="external">{t!("signins-verify-action")}</a>
                </p>
            </div>
        })}
        <section class="section" aria-labelledby="passkeys-title">
            <h2 id="passkeys-title">{t!("signins-passkeys")}</h2>
            {passkeys.is_empty().then(|| view! { <p>{t!("signins-no-passkeys")}</p> })}
            <ul class="card-list">
                {passkeys
                    .into_iter()
                    .map(|passkey| view! { <Passkey passkey may_change may_remove/> })
                    .collect_view()}
            </ul>
            {may_change.then(|| view! { <AddPasskey device/> })}
        </section>
        <section class="section" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{t!("signins-sessions")}</h2>
            <ul class="card-list">
                {sessions.into_iter().map(|session| view! { <Session session may_change/> }).collect_view()}
            </ul>
            {may_change.then(|| view! { <EndMany several/> })}
        </section>
        <section class="section" aria-labelledby="events-title">
            <h2 id="events-title">{t!("signins-events")}</h2>
            <Events events/>
        </section>
    }
}

/// Notice of an invitation that was redeemed into this account: its holder agrees, or stops it.
#[component]
fn WaitingWayIn(new: NewWayIn, may_change: bool) -> impl IntoView {
    let NewWayIn { facility, began_at, until } = new;
    let means = match until {
        Some(until) => t!("signins-way-in-until", date = format::instant(until)),
        None => t!("signins-way-in-stopped"),
    };
    view! {
        <section class="notice notice-caution" aria-labelledby="way-in-title">
            <h2 id="way-in-title">{t!("signins-way-in-title")}</h2>
            <p>{as_sent(t!("signins-way-in-began", facility = facility.clone(), date = format::instant(began_at)))}</p>
            <p>{means}</p>
            {until.is_some().then(|| view! { <p>{as_sent(t!("signins-way-in-choose", facility = facility))}</p> })}
            {(until.is_some() && may_change).then(|| view! {
                <PostForm class="cluster" action="/signins/way-in">
                    <button class="button" type="submit" name="what" value="stop">{t!("signins-way-in-stop")}</button>
                    <button class="button button-secondary" type="submit" name="what" value="agree">
                        {t!("signins-way-in-agree")}
                    </button>
                </PostForm>
            })}
        </section>
    }
}

/// Notice of two records that an operator linked: the account's holder says that another sign-in, or who acts by the
/// other record, is theirs, too.
#[component]
fn LinkedWayIn(at: DateTime<Utc>, may_change: bool) -> impl IntoView {
    view! {
        <section class="notice notice-caution" aria-labelledby="linked-title">
            <h2 id="linked-title">{t!("signins-linked-title")}</h2>
            <p>{t!("signins-linked-began", date = format::instant(at))}</p>
            <p>{t!("signins-linked-choose")}</p>
            {may_change.then(|| view! {
                <PostForm class="cluster" action="/signins/way-in">
                    <button class="button button-secondary" type="submit" name="what" value="linked">
                        {t!("signins-linked-agree")}
                    </button>
                </PostForm>
            })}
        </section>
    }
}

#[component]
fn Passkey(passkey: OwnPasskey, may_change: bool, may_remove: bool) -> impl IntoView {
    let OwnPasskey { id, name, created_at, last_used_at } = passkey;
    let field = format!("name-{id}");
    let used = match last_used_at {
        Some(at) => t!("signins-last-used", date = format::instant(at)),
        None => t!("signins-never-used"),
    };
    view! {
        <li class="card">
            <p class="card-title"><bdi>{as_sent(name.clone())}</bdi></p>
            <p>{t!("signins-created", date = format::instant(created_at))}<br/>{used}</p>
            {may_change.then(|| view! {
                <details class="details">
                    <summary>{as_sent(t!("signins-change", name = name.clone()))}</summary>
                    <PostForm class="form" action="/signins/rename" clone:id>
                        <input type="hidden" name="passkey" value=id/>
                        <p>
                            <label for=field.clone()>{t!("passkey-name")}</label>
                            <input class="text-field" id=field name="name" maxlength="60" required value=name/>
                            <Typed name="name"/>
                        </p>
                        <button class="button button-secondary" type="submit">{t!("signins-rename")}</button>
                    </PostForm>
                    {if may_remove {
                        view! {
                            <PostForm action="/signins/remove">
                                <input type="hidden" name="passkey" value=id/>
                                <button class="button button-secondary" type="submit">{t!("signins-remove")}</button>
                            </PostForm>
                        }
                        .into_any()
                    } else {
                        view! { <p class="muted">{t!("signins-last")}</p> }.into_any()
                    }}
                </details>
            })}
        </li>
    }
}

#[component]
fn AddPasskey(device: String) -> impl IntoView {
    view! {
        <div class="panel form">
            <h3>{t!("signins-add-title")}</h3>
            <p>{t!("signins-add-explained")}</p>
            <KeyName device/>
            <PasskeyButton step=Step::Add label=t!("passkey-make")/>
        </div>
    }
}

#[component]
fn Session(session: OwnSession, may_change: bool) -> impl IntoView {
    let OwnSession { id, device, created_at, last_seen_at, this } = session;
    let device = if device.is_empty() { t!("signins-device-unknown") } else { device };
    view! {
        <li class="card">
            <p class="card-title">
                {as_sent(device)} " " {this.then(|| view! { <span class="tag tag-main">{t!("signins-this")}</span> })}
            </p>
            <p>
                {t!("signins-since", date = format::instant(created_at))} <br/>
                {t!("signins-last-seen", date = format::instant(last_seen_at))}
            </p>
            {(may_change && !this).then(|| view! {
                <PostForm action="/signins/end">
                    <button class="button button-secondary" type="submit" name="session" value=id>
                        {t!("signins-end")}
                    </button>
                </PostForm>
            })}
        </li>
    }
}

#[component]
fn EndMany(several: bool) -> impl IntoView {
    view! {
        <div class="cluster">
            {several.then(|| view! {
                <PostForm action="/signins/end-others">
                    <button class="button button-secondary" type="submit">{t!("signins-end-others")}</button>
                </PostForm>
            })}
            <PostForm action="/signins/end-all">
                <button class="button button-secondary" type="submit">{t!("signins-end-all")}</button>
            </PostForm>
        </div>
    }
}

#[component]
fn Events(events: Vec<AccountEvent>) -> impl IntoView {
    if events.is_empty() {
        return view! { <p>{t!("signins-no-events")}</p> }.into_any();
    }
    view! {
        <ul class="events">
            {events
                .into_iter()
                .map(|event| view! {
                    <li><span class="muted">{format::instant(event.at)}</span> " " <bdi>{as_sent(happened(&event))}</bdi></li>
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

fn happened(event: &AccountEvent) -> String {
    let what = || match event.detail.as_str() {
        "" => t!("signins-device-unknown"),
        named => named.to_owned(),
    };
    let paper = event.kind.strip_prefix("let-in-").and_then(IdentityPaper::from_name);
    if let Some(paper) = paper {
        return t!("signins-event-let-in", what = what(), paper = format::identity_paper(paper));
    }
    let signed_out = event.kind.strip_prefix("signed-out-").and_then(sign_out::Reason::from_name);
    if let Some(reason) = signed_out {
        let why = format::sign_out_reason(reason);
        return match event.detail.as_str() {
            "" => t!("signins-event-signed-out-by-operator", why = why),
            _ => t!("signins-event-signed-out", what = what(), why = why),
        };
    }
    match event.kind.as_str() {
        "let-in" => t!("signins-event-let-in-by-operator", what = what()),
        "signed-in" => t!("signins-event-signed-in", what = what()),
        "signed-in-outside" => t!("signins-event-signed-in-outside", what = what()),
        "outside-linked" => t!("signins-event-outside-linked", what = what()),
        "passkey-added" => t!("signins-event-passkey-added", what = what()),
        "passkey-removed" => t!("signins-event-passkey-removed", what = what()),
        "recovered" => t!("signins-event-recovered", what = what()),
        "recovered-outside" => t!("signins-event-recovered-outside"),
        "way-in-began" => t!("signins-event-way-in-began", what = what()),
        "way-in-agreed" => t!("signins-event-way-in-agreed"),
        "way-in-stopped" => t!("signins-event-way-in-stopped"),
        "way-in-confirmed" => match event.detail.as_str() {
            "" => t!("signins-event-way-in-confirmed-by-operator"),
            _ => t!("signins-event-way-in-confirmed", what = what()),
        },
        "way-in-refused" => t!("signins-event-way-in-refused"),
        "way-in-waited" => t!("signins-event-way-in-waited"),
        "way-in-replaced" => t!("signins-event-way-in-replaced"),
        "frozen-lost" => match event.detail.as_str() {
            "" => t!("signins-event-frozen-by-operator"),
            _ => t!("signins-event-frozen-lost", what = what()),
        },
        "frozen-misused" => match event.detail.as_str() {
            "" => t!("signins-event-frozen-by-operator"),
            _ => t!("signins-event-frozen-misused", what = what()),
        },
        "linked" => t!("signins-event-linked"),
        "linked-held" => t!("signins-event-linked-held"),
        "linked-confirmed" => t!("signins-event-linked-confirmed"),
        "unlinked" => t!("signins-event-unlinked"),
        "unfrozen" => t!("signins-event-unfrozen"),
        "signed-in-new" => t!("signins-event-signed-in-new", what = what()),
        "sharing-changed-in-place" => t!("signins-event-sharing-changed-in-place"),
        "mandate-changed" => t!("signins-event-mandate-changed", what = what()),
        "counter" => t!("signins-event-counter", what = what()),
        "resigned" => t!("signins-event-resigned", what = what()),
        "stopped" => t!("signins-event-stopped", what = what()),
        "resumed" => t!("signins-event-resumed", what = what()),
        "session-ended" => t!("signins-event-session-ended", what = what()),
        "others-ended" => t!("signins-event-others-ended"),
        "all-ended" => t!("signins-event-all-ended"),
        _ => t!("signins-event-other", what = what()),
    }
}
