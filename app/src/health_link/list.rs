//! `/show/link`: what is shared by link now and was, who opened it, and the button that ends it. Plain HTML.

use super::LINKS_PAGE;
use crate::{
    components::{as_sent::as_sent, form::PostForm},
    context::visit::Visit,
    format, plain, t,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::health_link::{Contents, Opening, OwnLink, Standing};

/// What became of the last form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinksSaid {
    Ended,
}

impl LinksSaid {
    pub fn from_name(name: &str) -> Option<Self> {
        (name == Self::Ended.name()).then_some(Self::Ended)
    }

    pub fn name(self) -> &'static str {
        "ended"
    }
}

/// What stands on the page.
pub struct LinkPage {
    /// The newest first.
    pub links: Vec<OwnLink>,
    pub now: DateTime<Utc>,
    pub said: Option<LinksSaid>,
}

/// The whole document.
pub fn links_page(visit: &Visit, stylesheets: Vec<String>, page: LinkPage) -> String {
    plain::speaking(visit, || {
        let tab = format!("{} · {}", t!("links-title"), t!("app-name"));
        let inside = plain::framed(Some("/"), inside(page));
        plain::document(visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

fn inside(LinkPage { links, now, said }: LinkPage) -> impl IntoView {
    let (standing, former): (Vec<_>, Vec<_>) =
        links.into_iter().partition(|line| line.standing(now) == Standing::InForce);
    let ended = said.map(|_| view! { <p class="notice" role="status">{t!("links-said-ended")}</p> });
    let (now_shared, were) = (standing.len(), former.len());
    let standing = standing.into_iter().map(|line| card(line, now)).collect_view();
    let former = former.into_iter().map(|line| card(line, now)).collect_view();
    view! {
        <h1>{t!("links-title")}</h1>
        {ended}
        <p>{t!("links-what")}</p>
        <p><a class="button" href="/show/link/new">{t!("links-new")}</a></p>
        <section class="section" aria-labelledby="links-now">
            <h2 id="links-now">{t!("links-now")}</h2>
            {match now_shared {
                0 => view! { <p class="empty">{t!("links-none")}</p> }.into_any(),
                _ => view! { <ul class="card-list">{standing}</ul> }.into_any(),
            }}
        </section>
        {(were > 0).then(|| view! {
            <section class="section" aria-labelledby="links-former">
                <h2 id="links-former">{t!("links-former")}</h2>
                <ul class="card-list">{former}</ul>
            </section>
        })}
        <p><a href="/show">{t!("links-back")}</a></p>
    }
}

fn card(line: OwnLink, now: DateTime<Utc>) -> impl IntoView {
    let standing = line.standing(now);
    let contents = match line.contents {
        Contents::Summary => t!("links-contents-summary"),
        Contents::Medicines => t!("links-contents-medicines"),
    };
    let infections = match line.with_infections {
        true => t!("links-with-infections"),
        false => t!("links-without-infections"),
    };
    let asks = match line.asks_passcode {
        true => t!("links-passcode", left = line.attempts_left),
        false => t!("links-no-passcode"),
    };
    let how_often = line.openings_left.is_some().then(|| t!("links-once"));
    let is = match standing {
        Standing::InForce => t!("links-until", at = format::instant(line.expires)),
        Standing::Ended(at) => t!("links-ended", at = format::instant(at)),
        Standing::Expired => t!("links-over", at = format::instant(line.expires)),
        Standing::Opened => t!("links-opened-once"),
        Standing::Locked => t!("links-locked"),
        Standing::Suspended => t!("links-suspended"),
    };
    let of = t!("links-of", label = line.label.clone());
    let action = format!("{LINKS_PAGE}/{}/end", line.id);
    view! {
        <li class="card">
            <p class="card-title">{as_sent(line.label)}</p>
            <p><strong>{is}</strong></p>
            <p>{contents}" · "{infections}</p>
            <p class="muted">
                {t!("links-made", at = format::instant(line.made))}" · "{asks}
                {how_often.map(|said| format!(" · {said}"))}
            </p>
            {openings(line.openings)}
            {(standing == Standing::InForce).then(|| view! {
                <PostForm action=action>
                    <button class="button button-secondary" type="submit">
                        {t!("links-end")}<span class="visually-hidden">{as_sent(of)}</span>
                    </button>
                </PostForm>
            })}
        </li>
    }
}

fn openings(openings: Vec<Opening>) -> impl IntoView {
    if openings.is_empty() {
        return view! { <p>{t!("links-never-opened")}</p> }.into_any();
    }
    let line = |one: Opening| {
        let what = match one.opened {
            true => t!("links-opening", at = format::instant(one.at), name = one.recipient),
            false => t!("links-wrong-passcode", at = format::instant(one.at), name = one.recipient),
        };
        view! { <li>{as_sent(what)}</li> }
    };
    view! { <ul>{openings.into_iter().map(line).collect_view()}</ul> }.into_any()
}
