use super::{
    asked::{Asked, Problem},
    content::HistoryContent,
    words,
};
use crate::{format, t};
use leptos::prelude::*;
use shared::log::filter::{Filter, Who};

/// The filter, in words and to be changed: a plain form.
#[component]
pub fn Looking(shown: RwSignal<HistoryContent>) -> impl IntoView {
    // Only the numbers move while the page is open: what somebody is filling in stays.
    let asked = shown.with_untracked(|content| content.asked.clone());
    let numbers = Memo::new(move |_| shown.with(|content| (content.found, content.entries)));
    let open = asked.filter.is_open();
    let problems = asked.problems.iter().map(|one| view! { <p>{problem(*one)}</p> }).collect_view();
    let any_problem = !asked.problems.is_empty();
    let state = (!open).then(|| {
        let what = format::list(&said(&asked.filter));
        let found = move || {
            let (found, entries) = numbers.get();
            t!("history-filtered", what = what.clone(), found = found as i64, entries = entries as i64)
        };
        view! {
            <div class="notice" id="filtered">
                <p>{found}</p>
                <p>{t!("history-filtered-verified")}</p>
                <p class="screen-only"><a href="/history" rel="external">{t!("history-filter-clear")}</a></p>
            </div>
        }
    });
    view! {
        {any_problem.then(|| view! { <div class="notice notice-caution" role="alert">{problems}</div> })}
        {state}
        <details class="details details-plain screen-only" open=any_problem>
            <summary>{t!("history-filter")}</summary>
            <FilterForm asked/>
        </details>
    }
}

#[component]
fn FilterForm(asked: Asked) -> impl IntoView {
    let Filter { who, emergency, refused, from, until } = asked.filter;
    let choice = move |value: &'static str, label: String, chosen: bool| {
        view! {
            <label class="check-box">
                <input type="radio" name="who" value=value checked=chosen/>
                <span>{label}</span>
            </label>
        }
    };
    let tick = |name: &'static str, label: String, ticked: bool| {
        view! {
            <label class="check-box">
                <input type="checkbox" name=name value="1" checked=ticked/>
                <span>{label}</span>
            </label>
        }
    };
    let day = |name: &'static str, label: String, value: Option<chrono::NaiveDate>| {
        let id = format!("filter-{name}");
        let value = value.map(|day| day.to_string());
        view! {
            <div>
                <label for=id.clone()>{label}</label>
                <input class="text-field" id=id type="date" name=name value=value/>
            </div>
        }
    };
    view! {
        <form class="check-form" method="get" action="/history">
            <fieldset class="kinds">
                <legend>{t!("history-filter-who")}</legend>
                {choice("", t!("history-filter-all"), who.is_none())}
                {Who::ALL.map(|one| choice(one.as_str(), words::filtered_by(one), who == Some(one)))}
            </fieldset>
            {tick("emergency", t!("history-filter-emergency"), emergency)}
            {tick("refused", t!("history-filter-refused"), refused)}
            {day("from", t!("history-filter-from"), from)}
            {day("until", t!("history-filter-until"), until)}
            <button class="button" type="submit">{t!("history-filter-submit")}</button>
        </form>
    }
}

fn said(filter: &Filter) -> Vec<String> {
    let parts = [
        filter.who.map(words::filtered_by),
        filter.emergency.then(|| t!("history-filter-emergency")),
        filter.refused.then(|| t!("history-filter-refused")),
        filter.from.map(|day| t!("history-filtered-from", day = format::date(day))),
        filter.until.map(|day| t!("history-filtered-until", day = format::date(day))),
    ];
    parts.into_iter().flatten().collect()
}

fn problem(problem: Problem) -> String {
    match problem {
        Problem::Who => t!("history-problem-who"),
        Problem::From => t!("history-problem-from"),
        Problem::Until => t!("history-problem-until"),
        Problem::Order => t!("history-problem-order"),
    }
}
