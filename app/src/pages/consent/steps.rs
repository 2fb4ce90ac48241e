//! The form of three steps: to whom, what, until when; and beside it what would be seen, now and if it were decided.

use super::{
    Chosen,
    content::{ConsentContent, board},
    draft::Draft,
    find::FirstVisit,
    preview::{Seen, seen_in_short},
    subjects::KeepBack,
    wanted::{TICKED_BEFORE, Until, What},
    words,
};
use crate::{
    components::{
        as_sent::as_sent,
        form::{PostForm, WrittenFor},
    },
    context::record::use_held_record,
    t,
    typed::Typed,
};
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    consent::{Purpose, Sharing, Subject, Subjects, SubjectsChange},
};
use std::sync::Arc;

const FORM: &str = "consent-form";

/// What the form says at this moment.
#[derive(Clone, Debug, PartialEq)]
struct Says {
    chosen: Chosen,
    is_chosen: bool,
    what: What,
    /// Ticked, for where single kinds are chosen.
    ticked: Categories,
    /// Kept back.
    subjects: Subjects,
}

impl Says {
    fn of(content: &ConsentContent) -> Self {
        let ticked = match content.what {
            What::Kinds(kinds) => kinds,
            What::Ordinary | What::Everything => Categories::NONE,
        };
        let (chosen, is_chosen, what) = (content.chosen.clone(), content.is_chosen, content.what);
        Self { chosen, is_chosen, what, ticked, subjects: content.subjects.kept }
    }

    /// `None`: of nobody in particular, as it is.
    fn kinds(&self) -> Option<Categories> {
        let kinds = What::named(Some(self.what.as_str()), self.ticked).map(What::kinds);
        kinds.filter(|_| self.is_chosen)
    }
}

#[component]
pub fn Steps(content: ConsentContent) -> impl IntoView {
    // Without it the page stays as the server rendered it.
    let record = use_held_record();
    let says = RwSignal::new(Says::of(&content));
    let draft = {
        let content = content.clone();
        let as_written = Says::of(&content);
        Memo::new(move |_| {
            let says = says.get();
            let held = record.get().filter(|_| says != as_written);
            held.map_or_else(
                || content.draft.clone(),
                |view| {
                    let now = || board(&content.sharing, &says.chosen).decision().shown();
                    let subjects = SubjectsChange::between(content.subjects.before, says.subjects);
                    let wanted = (says.kinds().unwrap_or_else(now), subjects);
                    Draft::of(&content.sharing, &says.chosen, wanted, &view)
                },
            )
        })
    };
    let sharing = content.sharing.clone();
    let care = content.chosen.purpose == Purpose::Care;
    let title = if care { t!("consent-switches-title") } else { t!("consent-emergency-title") };
    view! {
        <section class="section" id="switches" aria-labelledby="switches-title">
            <h2 id="switches-title">{title}</h2>
            // What is typed in here is no part of the decision.
            <form id="consent-find-form" method="get" action="/consent#switches"></form>
            <div class="consent-board">
                <PostForm class="consent-switches" id=FORM action="/consent/switches">
                    <WrittenFor/>
                    {if care {
                        view! { <Whom content=content.clone() says/> }.into_any()
                    } else {
                        view! { <input type="hidden" name="to" value=content.chosen.to_string()/> }.into_any()
                    }}
                    <Kinds content=content.clone() says/>
                    <KeepBack
                        asked=content.subjects.clone()
                        in_emergencies=!care
                        change=Callback::new(move |(subject, on): (Subject, bool)| {
                            says.update(|says| {
                                let kept = says.subjects;
                                says.subjects = if on { kept.with(subject) } else { kept.without(subject) };
                            });
                        })
                    />
                    {care.then(|| view! { <HowLong until=content.until/> })}
                    <div class="consent-sum" data-alive=move || record.with(Option::is_some).then_some("")>
                        <p aria-live="polite">{move || in_short(&says.get(), &draft.get())}</p>
                        <button class="button" type="submit">{t!("consent-save")}</button>
                    </div>
                </PostForm>
                <Preview sharing says draft/>
            </div>
        </section>
    }
}

fn in_short(says: &Says, draft: &Draft) -> String {
    if says.is_chosen { seen_in_short(&draft.preview) } else { t!("consent-nobody-chosen") }
}

#[component]
fn Preview(sharing: Arc<Sharing>, says: RwSignal<Says>, draft: Memo<Draft>) -> impl IntoView {
    let title = move || {
        says.with(|says| match says.is_chosen {
            true => as_sent(t!("consent-preview-title", whom = words::chosen(&says.chosen, &sharing))),
            false => as_sent(t!("consent-preview-now")),
        })
    };
    let is_chosen = move || says.with(|says| says.is_chosen);
    view! {
        <section class="consent-preview" aria-labelledby="preview-title">
            <h3 id="preview-title">{title}</h3>
            <div aria-live="polite">{move || is_chosen().then(|| draft.with(Draft::warned))}</div>
            <details class="details details-plain on-paper">
                <summary>{t!("consent-preview-open")}</summary>
                <p class="muted">{t!("consent-preview-explained")}</p>
                // With scripts it has changed already.
                <p class="screen-only">
                    <button class="button button-secondary" type="submit" form=FORM name="look" value="1">{t!("consent-look")}</button>
                </p>
                {move || is_chosen().then(|| draft.get().told())}
                {move || view! { <Seen preview=draft.with(|draft| draft.preview.clone())/> }}
            </details>
        </section>
    }
}

/// To whom. Nobody is chosen beforehand: what is decided reaches nobody by an oversight.
#[component]
fn Whom(content: ConsentContent, says: RwSignal<Says>) -> impl IntoView {
    let ConsentContent { first, more, chosen, is_chosen, .. } = content.clone();
    let in_more = (is_chosen && more.contains(&chosen)) || (!is_chosen && !content.typed.is_empty());
    let choice = move |one: Chosen, required: bool, sharing: &Sharing| {
        let said = words::chosen(&one, sharing);
        let (value, checked) = (one.to_string(), is_chosen && one == chosen);
        view! {
            <li>
                <label class="check-box">
                    <input type="radio" name="to" value=value checked=checked required=required
                        on:change:target=move |event| {
                            if event.target().checked() {
                                says.update(|says| (says.chosen, says.is_chosen) = (one.clone(), true));
                            }
                        }
                    />
                    <span>{as_sent(said)}</span>
                </label>
            </li>
        }
    };
    // What is folded is no place where a browser could say that something is missing.
    let none_first = first.is_empty();
    let in_more = in_more || none_first;
    let choices = |some: Vec<Chosen>, required: bool| {
        some.into_iter().map(|one| choice.clone()(one, required, &content.sharing)).collect_view()
    };
    let (first, more) = (choices(first, true), choices(more, none_first));
    view! {
        <fieldset>
            <legend>{t!("consent-whom-label")}</legend>
            <ul class="consent-choices">{first}</ul>
            <details class="details details-plain" open=in_more>
                <summary>{t!("consent-whom-more")}</summary>
                <FirstVisit content=content.clone()/>
                <ul class="consent-choices">{more}</ul>
            </details>
        </fieldset>
    }
}

/// What. In an emergency everything is seen that is not taken out here.
#[component]
fn Kinds(content: ConsentContent, says: RwSignal<Says>) -> impl IntoView {
    let care = content.chosen.purpose == Purpose::Care;
    let ticked = Says::of(&content).ticked;
    let boxes = Category::ALL.map(|category| tick(category, ticked.contains(category), says)).collect_view();
    let what = content.what;
    let choice = move |one: What, said: String| {
        view! {
            <label class="check-box">
                <input type="radio" name="what" value=one.as_str() checked=one.as_str() == what.as_str()
                    on:change:target=move |event| {
                        if event.target().checked() {
                            says.update(|says| says.what = one);
                        }
                    }
                />
                <span>{said}</span>
            </label>
        }
    };
    if !care {
        return view! {
            <fieldset>
                <legend>{t!("consent-emergency-legend")}</legend>
                <p>{t!("consent-emergency-cost")}</p>
                <ul class="consent-kinds">{boxes}</ul>
            </fieldset>
        }
        .into_any();
    }
    view! {
        <fieldset class="consent-what">
            <legend>{t!("consent-what-label")}</legend>
            {choice(What::Ordinary, t!("consent-what-ordinary"))}
            {choice(What::Everything, t!("consent-what-everything"))}
            {choice(What::Kinds(Categories::NONE), t!("consent-what-kinds"))}
            <ul class="consent-kinds" aria-label=t!("consent-what-kinds")>{boxes}</ul>
            <input type="hidden" name=TICKED_BEFORE value=ticked.to_string()/>
        </fieldset>
    }
    .into_any()
}

fn tick(category: Category, ticked: bool, says: RwSignal<Says>) -> impl IntoView {
    view! {
        <li>
            <label class="check-box">
                <input type="checkbox" name=category.as_str() value="on" checked=ticked
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        says.update(|says| {
                            let ticked = says.ticked;
                            says.ticked = if on { ticked.with(category) } else { ticked.without(category) };
                        });
                    }
                />
                <span>{words::kind(category)}</span>
            </label>
        </li>
    }
}

/// Until when. What is shown for longer is shown for this long from then on.
#[component]
fn HowLong(until: Until) -> impl IntoView {
    let choice = move |value: &'static str, said: String| {
        view! {
            <label class="check-box">
                <input type="radio" name="term" value=value checked=value == until.as_str()/>
                <span>{said}</span>
            </label>
        }
    };
    let (from, to) = match until {
        Until::Days { from, until } => (Some(from.to_string()), Some(until.to_string())),
        _ => (None, None),
    };
    let in_more = matches!(until, Until::HomeCare | Until::Days { .. });
    view! {
        <fieldset>
            <legend>{t!("consent-term-label")}</legend>
            <div class="consent-terms">
                {choice(Until::Today.as_str(), t!("consent-term-visit-choice"))}
                {choice(Until::Month.as_str(), t!("consent-term-month-choice"))}
                {choice(Until::Year.as_str(), t!("consent-term-year-choice"))}
                {choice(Until::Ended.as_str(), t!("consent-term-standing-choice"))}
            </div>
            <details class="details details-plain" open=in_more>
                <summary>{t!("consent-term-more")}</summary>
                <p class="muted">{t!("consent-term-keeps")}</p>
                {choice(Until::HomeCare.as_str(), t!("consent-term-home-care-choice"))}
                {choice("days", t!("consent-term-days-choice"))}
                <div class="cluster">
                    <label>{t!("consent-term-from")}" "<input class="text-field" type="date" name="from" value=from/></label>
                    <Typed name="from"/>
                    <label>{t!("consent-term-until")}" "<input class="text-field" type="date" name="until" value=to/></label>
                    <Typed name="until"/>
                </div>
            </details>
        </fieldset>
    }
}
