//! `/medicines/check`: "Can I take this?" What is typed is checked against everything in the record, in the
//! browser, at each keystroke and without a network; without scripts the form asks the server.

use crate::components::as_sent::as_sent;
use crate::{
    components::{findings::FindingList, frame::checked_page, technical_term::TechnicalTerm},
    context::{
        checked::{Checked, Names},
        knowledge::{PendingKnowledge, check_is_on},
        record::Page,
    },
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    medication::{
        check::{Medicine, Pregnancy, Situation, Source, Supply, check},
        knowledge::KnowledgeBase,
    },
    record::{Facility, Sex},
};
use std::{collections::BTreeSet, sync::Arc};

/// Names that are offered while one is typed.
const SUGGESTIONS: usize = 8;

/// Longer than the name of any medicine.
const LONGEST_NAME: usize = 100;

#[derive(Clone, Debug, PartialEq)]
struct CheckContent {
    /// Situation to check; `None`: the viewer may not have it checked.
    situation: Option<Situation>,
    may_be_pregnant: bool,
    question: Question,
    /// Answer of the server to the question in the address.
    answer: Option<Checked>,
}

/// Medicine that is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Question {
    name: String,
    pregnant: bool,
}

impl Question {
    /// Findings as far as they concern the medicine asked about. `None`: nothing was asked.
    fn answer(&self, situation: &Situation, knowledge: &KnowledgeBase) -> Option<Checked> {
        let name = self.name.trim();
        if name.is_empty() {
            return None;
        }
        let mut asked = situation.clone();
        let place = asked.medicines.len();
        asked.medicines.push(Medicine {
            start: Some(asked.as_of),
            supply: Supply::Days(1),
            source: Source::OverTheCounter,
            ..Medicine::named(name)
        });
        if self.pregnant {
            asked.pregnancy = Pregnancy::Pregnant;
        }
        let mut findings = check(&asked, knowledge);
        findings.findings.retain(|one| one.medicines.iter().any(|medicine| medicine.index == place));
        let suggestions =
            knowledge.suggest(name, SUGGESTIONS).into_iter().filter(|one| one != name).collect();
        let names = Names::of(&asked);
        Some(Checked { findings, names, suggestions })
    }
}

#[component]
pub fn CheckPage() -> impl IntoView {
    let question = use_query_map().with_untracked(|query| Question {
        name: query.get("q").unwrap_or_default().chars().take(LONGEST_NAME).collect(),
        pregnant: query.get("pregnant").is_some(),
    });
    let asked = question.clone();
    checked_page(
        |_| t!("check-title"),
        move |view, knowledge| asked.answer(&Situation::of_view(view)?, knowledge),
        move |view, answer| {
            Ok(CheckContent {
                may_be_pregnant: view.record.person.sex != Sex::Male,
                question: question.clone(),
                situation: Situation::of_view(view),
                answer,
            })
        },
        page,
    )
}

fn page(page: Page<CheckContent>) -> impl IntoView {
    let Page { facilities, content, .. } = page;
    let off = !check_is_on();
    view! {
        <p class="screen-only back"><a href="/medicines">{t!("medicines-show-back")}</a></p>
        {match content.situation.clone() {
            _ if off => view! { <p class="notice">{t!("check-off")}</p> }.into_any(),
            None => view! { <p class="notice">{t!("check-not-yours")}</p> }.into_any(),
            Some(situation) => view! { <Ask situation content facilities/> }.into_any(),
        }}
        <TechnicalTerm label=t!("check-what-it-is")>
            <p>{t!("check-what-it-is-1")}</p>
            <p>{t!("check-what-it-is-2")}</p>
            <p>{t!("check-what-it-is-3")}</p>
        </TechnicalTerm>
    }
}

#[component]
fn Ask(situation: Situation, content: CheckContent, facilities: Vec<Facility>) -> impl IntoView {
    let CheckContent { may_be_pregnant, question, answer, .. } = content;
    let known: RwSignal<Option<Arc<KnowledgeBase>>> = RwSignal::new(None);
    let failed = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    {
        let pending = PendingKnowledge::take();
        leptos::task::spawn_local(async move {
            let arrived = pending.wait().await;
            failed.set(arrived.is_none());
            known.set(arrived);
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = PendingKnowledge::take;
    let typed = RwSignal::new(question.name.clone());
    let pregnant = RwSignal::new(question.pregnant);
    // As a reader counts them: prescriptions of the same medicine once.
    let medicines = situation.medicines.iter().map(|one| &one.name).collect::<BTreeSet<_>>().len();
    // The server's answer stands until this browser can answer itself.
    let answer = Memo::new(move |_| match known.get() {
        Some(known) => {
            let question = Question { name: typed.get(), pregnant: pregnant.get() };
            question.answer(&situation, &known)
        }
        None => answer.clone(),
    });
    view! {
        <p class="lead">{t!("check-lead", count = medicines as i64)}</p>
        <form
            class="check-form"
            method="get"
            action="/medicines/check"
            role="search"
            // Answered here already: the name does not leave this browser.
            on:submit=move |event| {
                if known.with_untracked(Option::is_some) {
                    event.prevent_default();
                }
            }
        >
            <label for="check-name">{t!("check-label")}</label>
            <p class="muted" id="check-hint">{t!("check-hint")}</p>
            <input
                class="text-field"
                id="check-name"
                name="q"
                type="search"
                autocomplete="off"
                maxlength=LONGEST_NAME.to_string()
                aria-describedby="check-hint"
                value=question.name
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
            {may_be_pregnant.then(|| view! {
                <label class="check-box">
                    <input
                        type="checkbox"
                        name="pregnant"
                        value="1"
                        checked=question.pregnant
                        on:change:target=move |event| pregnant.set(event.target().checked())
                    />
                    <span>{t!("check-pregnant")}</span>
                </label>
            })}
            <button class="button" type="submit">{t!("check-submit")}</button>
        </form>
        {move || known.with(Option::is_some).then(|| view! {
            <p class="muted" data-alive>{t!("check-alone")}</p>
        })}
        {move || failed.get().then(|| view! { <p class="notice notice-caution">{t!("check-unavailable")}</p> })}
        <div class="check-answer" aria-live="polite">
            {move || answer.get().map(|answer| view! {
                <Told answer name=typed facilities=facilities.clone()/>
            })}
        </div>
    }
}

#[component]
fn Told(answer: Checked, name: RwSignal<String>, facilities: Vec<Facility>) -> impl IntoView {
    let Checked { findings, names, suggestions } = answer;
    let asked = names.medicines.last().cloned().unwrap_or_default();
    let known = !findings.not_checked.iter().any(|one| one.index + 1 == names.medicines.len());
    let offered = suggestions
        .into_iter()
        .map(|suggestion| {
            let chosen = suggestion.clone();
            view! {
                <li>
                    <button
                        class="button button-choice"
                        type="submit"
                        form="check-suggestions"
                        name="q"
                        value=suggestion.clone()
                        on:click=move |event| {
                            event.prevent_default();
                            name.set(chosen.clone());
                        }
                    >
                        {suggestion.clone()}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <form id="check-suggestions" method="get" action="/medicines/check" aria-label=t!("check-suggestions")>
            <ul class="cluster">{offered}</ul>
        </form>
        <section class="section" aria-labelledby="check-answer">
            <h2 id="check-answer">{as_sent(t!("check-answer-title", name = asked.clone()))}</h2>
            {if known {
                view! { <FindingList findings names facilities before_taking=true/> }.into_any()
            } else {
                view! {
                    <div class="notice notice-caution">
                        <p class="notice-title">{as_sent(t!("check-not-known", name = asked))}</p>
                        <p>{t!("check-not-known-advice")}</p>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}
