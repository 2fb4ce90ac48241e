//! `/desk/keys`: the keys with which the facility's own systems send and ask.

use super::{
    Content,
    fields::{Field, Tick, field, must_tick, ticks},
    problem, words,
};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{format, t};
use chrono::NaiveDate;
use leptos::prelude::*;

/// A key without its secret.
#[derive(Clone, Debug)]
pub struct Key {
    pub id: String,
    pub label: String,
    /// Names of scopes, as the server knows them.
    pub scopes: Vec<&'static str>,
    pub made_on: NaiveDate,
    pub last_used_on: Option<NaiveDate>,
    pub revoked_on: Option<NaiveDate>,
}

/// The form for a new key, as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct NewKey {
    pub label: String,
    pub scopes: Vec<&'static str>,
    pub said: Option<Said>,
}

/// Fault of a new key's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    BadLabel,
    NoScope,
}

pub fn keys_page(keys: Vec<Key>) -> Content {
    let list = match keys.is_empty() {
        true => view! { <p class="empty">{t!("desk-keys-none")}</p> }.into_any(),
        false => table(keys).into_any(),
    };
    let body = view! {
        <p class="lead">{t!("desk-keys-explained")}</p>
        <p><a class="button" href="/desk/keys/new">{t!("desk-key-make")}</a></p>
        {list}
    };
    Content { title: t!("desk-keys-title"), body: body.into_any() }
}

fn table(keys: Vec<Key>) -> impl IntoView {
    view! {
        <table class="data-table data-table-cards" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("desk-key-label")}</th>
                    <th role="columnheader" scope="col">{t!("desk-key-scopes")}</th>
                    <th role="columnheader" scope="col">{t!("desk-key-made-on")}</th>
                    <th role="columnheader" scope="col">{t!("desk-key-last-used")}</th>
                    <th role="columnheader" scope="col">{t!("desk-key-state")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{keys.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(key: Key) -> impl IntoView {
    let address = format!("/desk/keys/{}/revoke", key.id);
    let state = match key.revoked_on {
        Some(day) => view! { {t!("desk-key-revoked", date = format::date(day))} }.into_any(),
        None => view! {
            <a href=address aria-label=t!("desk-key-revoke-of", label = key.label.clone())>{t!("desk-key-revoke")}</a>
        }
        .into_any(),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><bdi>{as_sent(key.label.clone())}</bdi></th>
            <td role="cell" data-label=t!("desk-key-scopes")>{scopes(&key.scopes)}</td>
            <td role="cell" data-label=t!("desk-key-made-on")>{format::date(key.made_on)}</td>
            <td role="cell" data-label=t!("desk-key-last-used")>
                {key.last_used_on.map_or_else(|| t!("desk-key-never-used"), format::date)}
            </td>
            <td role="cell" data-label=t!("desk-key-state")>{state}</td>
        </tr>
    }
}

fn scopes(names: &[&'static str]) -> String {
    format::list(&names.iter().map(|name| words::scope(name)).collect::<Vec<_>>())
}

/// `every`: all scopes there are.
pub fn new_key_page(every: &[&'static str], form: NewKey) -> Content {
    let said = form.said.map(|said| match said {
        Said::BadLabel => t!("desk-key-bad-label"),
        Said::NoScope => t!("desk-key-no-scope"),
    });
    let label = Field {
        name: "label",
        label: t!("desk-key-label"),
        hint: t!("desk-key-label-hint"),
        value: form.label,
        required: true,
        ..Field::default()
    };
    let choices = every.iter().map(|name| Tick {
        value: name,
        label: words::scope(name),
        hint: String::new(),
        ticked: form.scopes.contains(name),
    });
    let body = view! {
        {problem(said)}
        <PostForm class="panel desk-form">
            {field(label)}
            {ticks("scope", t!("desk-key-scopes"), false, choices.collect())}
            <button class="button" type="submit">{t!("desk-key-make")}</button>
        </PostForm>
        <p><a href="/desk/keys">{t!("desk-keys-back")}</a></p>
    };
    Content { title: t!("desk-key-make"), body: body.into_any() }
}

/// A new key's secret, this once.
pub fn made_page(label: String, secret: String) -> Content {
    let body = view! {
        <p class="notice notice-caution">{t!("desk-key-once")}</p>
        <dl class="data-list panel">
            <div><dt>{t!("desk-key-label")}</dt><dd><bdi>{as_sent(label)}</bdi></dd></div>
            <div><dt>{t!("desk-key-secret")}</dt><dd><code class="desk-secret">{secret}</code></dd></div>
        </dl>
        <p><a href="/desk/keys">{t!("desk-keys-back")}</a></p>
    };
    Content { title: t!("desk-key-made-title"), body: body.into_any() }
}

pub fn revoke_page(key: Key) -> Content {
    let body = view! {
        <dl class="data-list panel">
            <div><dt>{t!("desk-key-label")}</dt><dd><bdi>{as_sent(key.label)}</bdi></dd></div>
            <div><dt>{t!("desk-key-scopes")}</dt><dd>{scopes(&key.scopes)}</dd></div>
            <div>
                <dt>{t!("desk-key-last-used")}</dt>
                <dd>{key.last_used_on.map_or_else(|| t!("desk-key-never-used"), format::date)}</dd>
            </div>
        </dl>
        <PostForm class="panel desk-form">
            <p>{t!("desk-key-revoke-explained")}</p>
            {must_tick("confirmed", t!("desk-key-revoke-confirm"))}
            <button class="button" type="submit">{t!("desk-key-revoke")}</button>
        </PostForm>
        <p><a href="/desk/keys">{t!("desk-keys-back")}</a></p>
    };
    Content { title: t!("desk-key-revoke-title"), body: body.into_any() }
}
