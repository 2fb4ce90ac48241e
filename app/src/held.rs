//! Pages of a session that opens nothing: a new way in that waits, or one that is frozen. Plain HTML, so that no
//! program of ours runs there.

use crate::components::as_sent::as_sent;
use crate::{components::form::PostForm, context::visit::Visit, format, plain, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::telephone::Telephone;

/// Condition under which a new way in opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A second person, or time alone from then on.
    At(DateTime<Utc>),
    /// A second person alone: nobody could object meanwhile.
    BySecondPerson,
    /// Two people: an earlier way in objected.
    ByTwo,
}

/// A page of a session that opens nothing.
#[derive(Clone, Debug)]
pub enum HeldPage {
    /// A new way in opens nothing yet.
    Waiting {
        /// The facility that checked who they are.
        facility: String,
        /// Where it is rung, if that was said.
        telephone: Option<Telephone>,
        /// There were ways in before.
        recovers: bool,
        opens: Opens,
    },
    /// A desk was told that a device is in other hands.
    Frozen {
        /// `None`: the operator noted it.
        facility: Option<String>,
        /// Where it is rung, if that was said.
        telephone: Option<Telephone>,
        at: DateTime<Utc>,
    },
    /// An operator linked two records, and it has not been said since whose the account is.
    Linked { at: DateTime<Utc> },
    /// It was decided meanwhile.
    Over,
}

/// The whole document.
pub fn held_page(visit: &Visit, stylesheets: Vec<String>, said: HeldPage) -> String {
    plain::speaking(visit, || {
        let title = match said {
            HeldPage::Waiting { opens: Opens::ByTwo, .. } => t!("held-stopped-title"),
            HeldPage::Waiting { .. } => t!("held-waiting-title"),
            HeldPage::Frozen { .. } => t!("held-frozen-title"),
            HeldPage::Linked { .. } => t!("held-linked-title"),
            HeldPage::Over => t!("held-over-title"),
        };
        let tab = format!("{title} · {}", t!("app-name"));
        plain::document(visit, stylesheets, None, tab.into(), page(title, said)).to_html()
    })
}

fn page(title: String, said: HeldPage) -> impl IntoView {
    plain::framed(
        None,
        view! {
                    <h1>{title}</h1>
                    {words(said)}
                    <p><a class="button" href="/signin/held">{t!("held-look-again")}</a></p>
                    <PostForm action="/signout">
                        <button class="button button-secondary" type="submit">{t!("sign-out")}</button>
                    </PostForm>
        },
    )
}

fn words(said: HeldPage) -> AnyView {
    match said {
        HeldPage::Waiting { facility, telephone, recovers, opens } => {
            let means = match recovers {
                true => t!("held-waiting-recovers"),
                false => t!("held-waiting-opens"),
            };
            let when = match opens {
                Opens::At(until) => t!("held-waiting-until", date = format::instant(until)),
                Opens::BySecondPerson => t!("held-waiting-second"),
                Opens::ByTwo => t!("held-stopped-means"),
            };
            view! {
                <p class="lead">{t!("held-waiting-nothing")}</p>
                <p>{means}</p>
                <p>{as_sent(t!("held-waiting-ask", facility = facility.clone()))}</p>
                {number(facility, telephone)}
                <p>{when}</p>
                <p>{t!("held-paper")}</p>
            }
            .into_any()
        }
        HeldPage::Frozen { facility, telephone, at } => {
            let date = format::instant(at);
            let who = match facility.clone() {
                Some(facility) => t!("held-frozen-by", facility = facility, date = date),
                None => t!("held-frozen-by-operator", date = date),
            };
            view! {
                <p class="lead">{t!("held-frozen-nothing")}</p>
                <p>{as_sent(who)}</p>
                <p>{match facility.clone() {
                    Some(facility) => as_sent(t!("held-frozen-ring", facility = facility)),
                    None => t!("held-frozen-ring-operator").into_any(),
                }}</p>
                {facility.and_then(|facility| number(facility, telephone))}
                <p>{t!("held-paper")}</p>
            }
            .into_any()
        }
        HeldPage::Linked { at } => view! {
            <p class="lead">{t!("held-frozen-nothing")}</p>
            <p>{t!("held-linked-why", date = format::instant(at))}</p>
            <p>{t!("held-linked-other")}</p>
            <p>{t!("held-linked-desk")}</p>
            <p>{t!("held-paper")}</p>
        }
        .into_any(),
        HeldPage::Over => view! { <p>{t!("held-over")}</p> }.into_any(),
    }
}

/// Telephone number of a facility, where it is known.
fn number(facility: String, telephone: Option<Telephone>) -> Option<impl IntoView> {
    telephone.map(|number| {
        let (shown, uri) = (number.as_str().to_owned(), number.to_uri());
        view! { <p>{as_sent(t!("held-telephone", facility = facility))}" "<a href=uri>{shown}</a></p> }
    })
}
