//! `/records`: the records that a caregiver may open. Switching is one deliberate press on somebody's name.

use super::{asked::asked, representative::coming_in_words};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{
    components::{
        awaited::awaited_page,
        header::Disc,
        others_news::{OthersLine, SharingLine},
    },
    format,
    ports::people::{CaredFor, Records},
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{ids::PatientId, record::Person};

#[component]
pub fn RecordsPage() -> impl IntoView {
    let records = asked(|people| async move { people.records().await });
    awaited_page(records, |_| t!("records-title"), choice)
}

fn choice(records: Records) -> impl IntoView {
    let Records { own, cared_for, waiting, open, emergencies, sharing, .. } = records;
    let nobody = own.is_none() && cared_for.is_empty();
    let own = own.map(|(id, person)| {
        let facts = vec![t!("records-own")];
        view! { <Choice id person facts open=open == Some(id)/> }
    });
    let others = cared_for
        .into_iter()
        .map(|one| {
            let CaredFor { id, person, seen, checks, coming } = one;
            let mut facts = vec![match seen.is_all() {
                true => t!("records-sees-all"),
                false => t!("records-sees", kinds = format::categories(seen)),
            }];
            facts.extend(checks.then(|| t!("people-may-check")));
            facts.extend(coming.map(coming_in_words));
            let name = person.name.clone();
            view! {
                <Choice id person facts open=open == Some(id)>
                    <Resign id name/>
                </Choice>
            }
        })
        .collect_view();
    let back = use_query_map().with_untracked(|query| query.get("return_to").unwrap_or_default());
    let resigned = use_query_map().with_untracked(|query| query.get("done").as_deref() == Some("resigned"));
    view! {
        {resigned.then(|| view! { <p class="notice" role="status">{t!("records-resigned")}</p> })}
        {(!emergencies.is_empty()).then(|| view! {
            <section class="notice notice-caution" aria-labelledby="records-emergencies">
                <h2 id="records-emergencies">{t!("others-emergency")}</h2>
                <ul>{emergencies.into_iter().map(|one| view! { <OthersLine one/> }).collect_view()}</ul>
                <p>{t!("others-emergency-means")}</p>
            </section>
        })}
        {(!sharing.is_empty()).then(|| view! {
            <section class="notice" aria-labelledby="records-sharing">
                <h2 id="records-sharing">{t!("others-sharing")}</h2>
                <ul>{sharing.into_iter().map(|one| view! { <SharingLine one/> }).collect_view()}</ul>
                <p>{t!("others-sharing-means")}</p>
            </section>
        })}
        <p class="lead">{if nobody { t!("records-nobody") } else { t!("records-lead") }}</p>
        <PostForm action="/records">
            <input type="hidden" name="return_to" value=back/>
            <ul class="card-list people">{own}{others}</ul>
        </PostForm>
        {(!waiting.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="records-waiting">
                <h2 id="records-waiting">{t!("records-waiting-title")}</h2>
                <ul>
                    {waiting.into_iter().map(|name| view! { <li>{as_sent(t!("records-waiting", name = name))}</li> }).collect_view()}
                </ul>
            </section>
        })}
    }
}

#[component]
fn Choice(
    id: PatientId,
    person: Person,
    facts: Vec<String>,
    open: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let name = person.name.clone();
    let born = t!("records-born", date = format::date(person.birth_date));
    view! {
        <li>
            <button class="person-button" type="submit" name="person" value=id.to_string() aria-current=open.then_some("true")>
                <Disc person/>
                <span>
                    <span class="person-name"><bdi>{as_sent(t!("whose-record", name = name))}</bdi></span>
                    <span class="person-facts">{born}</span>
                    {facts.into_iter().map(|said| view! { <span class="person-facts">{said}</span> }).collect_view()}
                    {open.then(|| view! { <span class="person-facts"><strong>{t!("records-open-now")}</strong></span> })}
                </span>
            </button>
            {children.map(|children| children())}
        </li>
    }
}

/// The way back out, for a caregiver. It belongs to the list's form, and leads elsewhere.
#[component]
fn Resign(id: PatientId, name: String) -> impl IntoView {
    view! {
        <details class="details screen-only">
            <summary>{as_sent(t!("records-resign", name = name.clone()))}</summary>
            <p>{as_sent(t!("records-resign-means", name = name.clone()))}</p>
            <button
                class="button button-secondary"
                type="submit"
                formaction="/records/resign"
                name="person"
                value=id.to_string()
            >
                {as_sent(t!("records-resign-confirm", name = name))}
            </button>
        </details>
    }
}
