//! `/`: at a glance. What is new, what is being taken, what stands outside its range, what each clinic
//! advises, and whom to ask.

mod content;
mod treating;

use super::{labs::in_context, medicines::chips};
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        critical::CriticalResults, figures::figures, findings::CheckBanner, frame::checked_page_beside,
        not_shown::use_shown, source_line::SourceLine, waiting_people::WaitingPeople,
    },
    context::{
        checked::Checked,
        kept::use_kept,
        knowledge::check_is_on,
        record::Page,
        treating::use_treating,
        visit::{OpenRecord, use_visit},
    },
    format,
    keeping::QueueNotice,
    kinds::{NewsLink, document, news_link, prescription::usage_in_words},
    t,
};
use content::{DocumentLine, HomeContent, OutsideTest};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    arrivals::{Arrival, Since},
    category::Category,
    medication::MedicineLine,
    record::{Facility, News},
    summary::ClinicBlock,
    time::tokyo_day,
};

/// Asks for all that came lately, whenever its reader was here before.
const RECENT: &str = "recent";

#[component]
pub fn HomePage() -> impl IntoView {
    let all_recent = use_query_map().with_untracked(|query| query.get(RECENT).is_some());
    let previous = use_visit().previous_visit.filter(|_| !all_recent);
    let since = previous.map_or(Since::FIRST_VISIT, Since::LastVisit);
    checked_page_beside(
        use_treating(),
        |_| t!("home-title"),
        |view, knowledge| {
            (!view.record.prescriptions.is_empty()).then(|| Checked::of(view, knowledge)).flatten()
        },
        move |view, checked, treating| HomeContent::of(view, checked, since, treating),
        home,
    )
}

fn home(page: Page<HomeContent>) -> impl IntoView {
    let Page { facilities, content, .. } = page;
    view! {
        <CriticalResults results=content.critical facilities=facilities.clone() at_home=true/>
        <Contraindications names=content.contraindications/>
        <GraveAllergies names=content.grave_allergies/>
        <WaitingPeople/>
        <QueueNotice/>
        <treating::Treating treating=content.treating/>
        {content.checked.map(|Checked { findings, names, .. }| view! { <CheckBanner findings names/> })}
        {(content.may_be_checked && !check_is_on()).then(|| view! { <p class="notice">{t!("check-off")}</p> })}
        <div class="home-grid">
            <News since=content.since arrivals=content.arrivals facilities=facilities.clone()/>
            <Medicines
                now=content.now
                certain_days=content.certain_days
                not_read=content.not_read
                to_ask=content.to_ask
                said=content.said
                possibly=content.possibly
            />
        </div>
        <Tests
            outside=content.outside
            recent=content.recent_tests
            not_compared=content.not_compared
            facilities=facilities.clone()
        />
        <Advice blocks=content.advice facilities=facilities.clone()/>
        <Documents documents=content.documents facilities/>
        {content
            .something_unreadable
            .then(|| view! {
                <p class="notice notice-caution">
                    <a href="/record#unreadable" rel="external">{t!("home-something-unreadable")}</a>
                </p>
            })}
        <Sharing/>
        <section class="section" aria-labelledby="questions-title">
            <h2 id="questions-title">{t!("home-questions-title")}</h2>
            <p>{t!("home-questions-treatment")}</p>
            <p>{t!("home-questions-record")}</p>
            <p class="screen-only onward"><a href="/glossary">{t!("home-questions-words")}</a></p>
        </section>
    }
}

/// The person's decisions about their own record: who may see it, who acts for whom, and who looked.
#[component]
fn Sharing() -> impl IntoView {
    (use_visit().record == OpenRecord::Own).then(|| {
        view! {
            <section class="section screen-only" aria-labelledby="sharing-title">
                <h2 id="sharing-title">{t!("home-sharing-title")}</h2>
                <ul class="link-list">
                    <li><a href="/consent" rel="external">{t!("home-sharing-decide")}</a></li>
                    <li><a href="/people" rel="external">{t!("home-sharing-people")}</a></li>
                    <li><a href="/history">{t!("history-open")}</a></li>
                </ul>
            </section>
        }
    })
}

#[component]
fn Contraindications(names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| view! {
        <div class="notice notice-danger">
            <p class="notice-title">{as_sent(t!("home-contraindications", medicines = format::list(&names)))}</p>
            <p class="onward"><a href="/record#contraindications" rel="external">{t!("home-contraindications-more")}</a></p>
        </div>
    })
}

/// Those to food or the like: red belongs to 薬剤禁忌.
#[component]
fn GraveAllergies(names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| view! {
        <div class="notice notice-caution">
            <p class="notice-title">{as_sent(t!("home-grave-allergies", names = format::list(&names)))}</p>
            <p class="onward"><a href="/record#allergies" rel="external">{t!("home-contraindications-more")}</a></p>
        </div>
    })
}

/// Arrivals since the last visit; on a first visit, what is recent. Nothing new is said as calmly.
#[component]
fn News(since: Since, arrivals: Vec<Arrival>, facilities: Vec<Facility>) -> impl IntoView {
    let title = match since {
        Since::LastVisit(_) => t!("home-news-title"),
        Since::Days(_) => t!("home-recent-title"),
    };
    let nothing = match since {
        _ if !use_shown().is_all() => t!("home-news-nothing-shown"),
        Since::LastVisit(at) => t!("home-news-nothing", date = format::date(tokyo_day(at))),
        Since::Days(days) => t!("home-recent-nothing", days = days as i64),
    };
    let about = match since {
        Since::LastVisit(at) => t!("home-news-since", date = format::date(tokyo_day(at))),
        Since::Days(days) => t!("home-recent-since", days = days as i64),
    };
    let (first, rest) = arrivals.split_at(arrivals.len().min(4));
    let lines =
        |some: &[Arrival]| some.iter().map(|arrival| one_arrival(arrival, &facilities)).collect_view();
    let (shown, more) = (lines(first), rest.len());
    let rest = (more > 0).then(|| {
        let rest = lines(rest);
        view! {
            <details class="details">
                <summary>{t!("home-news-more", count = more as i64)}</summary>
                <ul class="news-list">{rest}</ul>
            </details>
            <p class="print-only muted">{t!("home-news-more", count = more as i64)}</p>
        }
    });
    view! {
        <section class="panel" aria-labelledby="news-title">
            <h2 id="news-title">{title}</h2>
            {if arrivals.is_empty() {
                view! {
                    <p class="all-quiet">
                        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M5 12.5l4.5 4.5L19 7.5"></path></svg>
                        <span>{nothing}</span>
                    </p>
                    <p class="muted">{t!("home-news-late")}</p>
                }
                .into_any()
            } else {
                view! {
                    <p class="muted">{about}</p>
                    <ul class="news-list">{shown}</ul>
                    {rest}
                }
                .into_any()
            }}
            {(matches!(since, Since::LastVisit(_)) && use_kept().is_none()).then(|| view! {
                // Written by the server: in the browser it is the page that is open.
                <p class="screen-only onward">
                    <a href=format!("/?{RECENT}=1#news-title") rel="external">{t!("home-news-recent", days = Since::RECENT as i64)}</a>
                </p>
            })}
        </section>
    }
}

fn one_arrival(arrival: &Arrival, facilities: &[Facility]) -> impl IntoView + use<> {
    let link = |(news, count): (&News, &usize)| {
        let NewsLink { address, words, .. } = news_link(*news);
        view! { <li><a href=*address rel="external">{t!(words, count = *count as i64)}</a></li> }
    };
    let links = arrival.counts.iter().map(link).collect_view();
    view! {
        <li>
            <p class="news-from">{as_sent(format::source(facilities, &arrival.source))}</p>
            <p class="source-line">{t!("source-received", date = format::day(arrival.day))}</p>
            <ul class="news-kinds">{links}</ul>
        </li>
    }
}

#[component]
fn Medicines(
    now: Vec<MedicineLine>,
    certain_days: Vec<MedicineLine>,
    not_read: usize,
    to_ask: usize,
    said: usize,
    possibly: usize,
) -> impl IntoView {
    let count = now.len() + certain_days.len();
    let some_days = !certain_days.is_empty();
    let items = |lines: Vec<MedicineLine>| {
        lines
        .iter()
        .map(|line| {
            let mut times = chips(line);
            if times.is_empty() {
                // Once a week, on waking: what is no time of every day is said as the facility wrote it.
                times.extend(line.prescription.dosage.iter().filter_map(usage_in_words));
            }
            view! {
                <li>
                    <span class="dose-name" lang=format::written_lang(&line.prescription.name)>{line.prescription.name.clone()}</span>
                    <span class="cluster">
                        {times.into_iter().map(|word| view! { <span class="chip">{as_sent(word)}</span> }).collect_view()}
                    </span>
                </li>
            }
        })
        .collect_view()
    };
    let now = items(now);
    let certain_days = items(certain_days);
    view! {
        <section class="panel" aria-labelledby="now-title">
            <h2 id="now-title">
                {t!("home-now-title")}" "
                {(count > 0).then(|| view! { <span class="day-slot-count">{t!("medicines-count", count = count as i64)}</span> })}
            </h2>
            {if !use_shown().contains(Category::Medicines) {
                view! { <p>{t!("empty-not-shown", what = format::category(Category::Medicines))}</p> }.into_any()
            } else if count == 0 {
                view! { <p>{t!("home-now-nothing")}</p> }.into_any()
            } else {
                view! { <ul class="now-list">{now}</ul> }.into_any()
            }}
            {some_days.then(|| view! {
                <h3>{t!("plan-certain-days")}</h3>
                <ul class="now-list">{certain_days}</ul>
            })}
            {(not_read > 0).then(|| view! {
                <p class="notice notice-caution">
                    <a href="/medicines">{t!("home-now-not-read", count = not_read as i64)}</a>
                </p>
            })}
            {(to_ask > 0).then(|| view! {
                <p class="notice notice-caution">
                    <a href="/medicines">{t!("home-now-to-ask", count = to_ask as i64)}</a>
                </p>
            })}
            {(said > 0).then(|| view! { <p class="muted">{t!("home-now-said", count = said as i64)}</p> })}
            {(possibly > 0).then(|| view! { <p class="muted">{t!("home-now-possibly", count = possibly as i64)}</p> })}
            <p class="cluster screen-only">
                {(count > 0).then(|| view! { <a class="button" href="/medicines/show">{t!("medicines-show")}</a> })}
                <a href="/medicines">{t!("home-now-all")}</a>
            </p>
        </section>
    }
}

/// Tests in context: how far, which way, since when, and the way to ask.
#[component]
fn Tests(
    outside: Vec<OutsideTest>,
    recent: usize,
    not_compared: usize,
    facilities: Vec<Facility>,
) -> impl IntoView {
    (recent + not_compared > 0).then(|| {
        let none = outside.is_empty();
        let count = outside.len();
        let cards = outside.into_iter().map(|test| one_test(test, &facilities)).collect_view();
        view! {
            <section class="section" aria-labelledby="tests-title">
                <h2 id="tests-title">{t!("home-tests-title")}</h2>
                {if none {
                    (recent > 0).then(|| view! { <p>{t!("home-tests-none", count = recent as i64)}</p> }).into_any()
                } else {
                    view! {
                        <p class="lead">{t!("home-tests-lead", recent = recent as i64, count = count as i64)}</p>
                        <ul class="grid">{cards}</ul>
                    }
                    .into_any()
                }}
                {(not_compared > 0).then(|| view! {
                    <p>{t!("home-tests-not-compared", count = not_compared as i64)}</p>
                })}
                <p class="screen-only onward"><a href="/labs">{t!("home-tests-all")}</a></p>
            </section>
        }
    })
}

fn one_test(test: OutsideTest, facilities: &[Facility]) -> impl IntoView + use<> {
    let OutsideTest { key, core, newest, context } = test;
    let said = in_context(&context, newest.value.unit());
    let value = format::measured(&newest.value);
    let mark = format::standing_mark(context.standing);
    let date = newest.effective.as_ref().map_or_else(|| t!("labs-undated"), |at| format::day(at.first_day()));
    let facility = format::source(facilities, &newest.origin.source);
    view! {
        <li>
            <a class="card card-link test-card" href=format!("/labs/{key}")>
                <span class="card-title">{format::core_item_of(&core, &newest)}</span>
                <span class="test-value">
                    <span class="value">{figures(value)}</span>
                    {mark.map(|mark| view! { " " <span class="standing-mark" aria-hidden="true">{mark}</span> })}
                </span>
                {said.into_iter().map(|sentence| view! { <span class="card-words">{as_sent(sentence)}</span> }).collect_view()}
                <span class="source-line">{as_sent(facility)}" · "{date}</span>
            </a>
        </li>
    }
}

/// 療養上の計画・アドバイス: the newest of each clinic.
#[component]
fn Advice(blocks: Vec<ClinicBlock>, facilities: Vec<Facility>) -> impl IntoView {
    (!blocks.is_empty()).then(|| {
        let cards = blocks
            .into_iter()
            .map(|block| {
                let from = block.clinic.unwrap_or_else(|| format::source(&facilities, &block.source));
                let from = match block.department {
                    Some(department) => {
                        t!("source-with-department", facility = from, department = department)
                    }
                    None => from,
                };
                let plans = block
                    .plans
                    .into_iter()
                    .map(|plan| view! { <p class="prose" lang=format::written_lang(&plan.description)>{plan.description.clone()}</p> })
                    .collect_view();
                let visit = t!("home-advice-visit", date = format::moment(&block.last_visit));
                view! {
                    <li class="card">
                        <h3 class="card-title">{as_sent(from)}</h3>
                        {plans}
                        <p class="source-line">{visit}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" aria-labelledby="advice-title">
                <h2 id="advice-title">{t!("home-advice-title")}</h2>
                <ul class="grid">{cards}</ul>
                <p class="screen-only onward"><a href="/summary">{t!("home-advice-more")}</a></p>
            </section>
        }
    })
}

#[component]
fn Documents(documents: Vec<DocumentLine>, facilities: Vec<Facility>) -> impl IntoView {
    (!documents.is_empty()).then(|| {
        let lines = documents
            .into_iter()
            .map(|document| {
                let name = if document.title.trim().is_empty() {
                    document::kind(document.kind)
                } else {
                    document.title.clone()
                };
                view! {
                    <li class="card">
                        <p class="card-title">
                            <a href=format!("/documents/{}", document.origin.item)>{as_sent(name)}</a>
                        </p>
                        <p>{t!("home-document-written", date = format::moment(&document.date))}</p>
                        <SourceLine origin=&document.origin facilities=&facilities/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" aria-labelledby="documents-title">
                <h2 id="documents-title">{t!("home-documents-title")}</h2>
                <ul class="grid">{lines}</ul>
                <p class="screen-only onward"><a href="/documents">{t!("home-documents-all")}</a></p>
            </section>
        }
    })
}
