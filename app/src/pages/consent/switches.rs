//! Switches, one for each kind of information, towards the chosen recipient; and what they see, now and if it were
//! saved.

use super::{
    Chosen,
    content::{ConsentContent, Problem, board},
    preview::Seen,
    words,
};
use crate::components::as_sent::as_sent;
use crate::{
    components::form::{PostForm, WrittenFor},
    typed::Typed,
};
use crate::{context::record::use_held_record, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    consent::{
        Blocked, Decision, Difference, Preview, Purpose, Reason, Request, Step, Term, Whom, as_if, decide,
    },
    record::RecordView,
};

#[component]
pub fn Switches(content: ConsentContent, as_of: NaiveDate) -> impl IntoView {
    // Without it the page stays as the server rendered it.
    let record = use_held_record();
    let wanted = RwSignal::new(content.decision.shown());
    let draft = {
        let content = content.clone();
        Memo::new(move |_| Draft::of(&content, wanted.get(), record.get().as_deref(), as_of))
    };
    let whom = words::chosen(&content.chosen, &content.sharing);
    let seen = content.preview.clone();
    view! {
        <section class="section" id="switches" aria-labelledby="switches-title">
            <h2 id="switches-title">{t!("consent-switches-title")}</h2>
            <ChooseWhom content=content.clone()/>
            <div class="consent-board">
                <Board content=content.clone() wanted/>
                <section class="consent-preview" aria-labelledby="preview-title">
                    <h3 id="preview-title">{as_sent(t!("consent-preview-title", whom = whom))}</h3>
                    <p class="muted">{t!("consent-preview-explained")}</p>
                    {move || record.with(Option::is_some).then(|| view! { <p class="muted" data-alive>{t!("consent-preview-alive")}</p> })}
                    <div aria-live="polite">{move || draft.get().told()}</div>
                    {move || {
                        let preview = draft.with(|draft| draft.preview.clone()).unwrap_or_else(|| seen.clone());
                        view! { <Seen preview/> }
                    }}
                </section>
            </div>
        </section>
    }
}

/// Draft of the switches: what saving them as they stand would do.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    /// `None`: not computed here.
    preview: Option<Preview>,
    changes: Vec<Difference>,
    blocked: Option<Category>,
    touched: bool,
}

impl Draft {
    fn of(
        content: &ConsentContent,
        wanted: Categories,
        record: Option<&RecordView>,
        as_of: NaiveDate,
    ) -> Self {
        let board = board(&content.sharing, &content.chosen);
        let touched = wanted != content.decision.shown();
        let nothing = Self { preview: None, changes: Vec::new(), blocked: None, touched };
        let Some(view) = record else { return nothing };
        // How long a permission lasts changes nothing about what is seen at this moment.
        let steps = match board.steps_to(wanted, Term::Standing) {
            Ok(steps) => steps,
            Err(Blocked { category, .. }) => return Self { blocked: Some(category), ..nothing },
        };
        let then = decided(content, &steps);
        Self {
            changes: Difference::between(&view.record, &content.decision, &then, as_of),
            preview: Some(Preview::of(&view.record, &then, as_of)),
            ..nothing
        }
    }

    fn told(self) -> impl IntoView {
        let blocked = self.blocked.map(|category| {
            view! { <p class="notice notice-caution">{t!("consent-blocked", kind = words::kind(category))}</p> }
        });
        let quiet =
            self.touched && self.blocked.is_none() && self.changes.is_empty() && self.preview.is_some();
        let changes = self.changes.into_iter().map(told).collect_view();
        view! {
            {blocked}
            {quiet.then(|| view! { <p class="notice">{t!("consent-draft-nothing")}</p> })}
            {changes}
        }
    }
}

fn told(change: Difference) -> impl IntoView {
    let kind = words::kind(change.category);
    let names = |lines: &[shared::consent::Line]| {
        let mut names: Vec<String> = lines.iter().map(words::line).collect();
        names.dedup();
        names.truncate(3);
        names.join(", ")
    };
    let appear = (!change.appear.is_empty()).then(|| {
        let count = change.appear.len() as i64;
        let names = names(&change.appear);
        view! { <p class="notice" data-appear>{as_sent(t!("consent-draft-appear", kind = kind.clone(), count = count, names = names))}</p> }
    });
    let vanish = (!change.vanish.is_empty()).then(|| {
        let count = change.vanish.len() as i64;
        let names = names(&change.vanish);
        view! { <p class="notice" data-vanish>{as_sent(t!("consent-draft-vanish", kind = kind.clone(), count = count, names = names))}</p> }
    });
    view! { {appear}{vanish} }
}

fn decided(content: &ConsentContent, steps: &[Step]) -> Decision {
    let sharing = &content.sharing;
    let then = as_if(&sharing.consents, steps, sharing.now);
    let Chosen { whom, purpose } = &content.chosen;
    let request = Request { who: whom.stand_in(*purpose), purpose: *purpose };
    decide(&request, &then, &sharing.relationships, sharing.now)
}

/// Chooses towards whom the switches below are.
#[component]
fn ChooseWhom(content: ConsentContent) -> impl IntoView {
    let options = content
        .choices
        .iter()
        .map(|choice| {
            let selected = *choice == content.chosen;
            let said = words::chosen(choice, &content.sharing);
            let lang = crate::format::written_lang(&said);
            view! { <option value=choice.to_string() selected=selected lang=lang>{said}</option> }
        })
        .collect_view();
    view! {
        <form class="consent-whom" method="get" action="/consent#switches">
            <label for="consent-to">{t!("consent-whom-label")}</label>
            <div class="cluster">
                <select class="text-field" id="consent-to" name="to">{options}</select>
                <button class="button button-secondary" type="submit">{t!("consent-whom-choose")}</button>
            </div>
        </form>
        <details class="details">
            <summary>{t!("consent-new-facility")}</summary>
            <TypeCode/>
        </details>
    }
}

/// Notice of a typed number that is no facility's here, to be put right.
#[component]
pub fn RefusedFacility(content: ConsentContent) -> impl IntoView {
    view! {
        <section class="section" id="switches" aria-labelledby="switches-title">
            <h2 id="switches-title">{t!("consent-new-facility")}</h2>
            <p class="notice notice-caution" id="consent-code-problem" role="alert">{words::problem(Problem::UnknownFacility)}</p>
            <TypeCode typed=content.typed refused=true/>
            <p><a href="/consent" rel="external">{t!("consent-new-facility-back")}</a></p>
        </section>
    }
}

/// Asks for the number of a facility that is none of those to choose from.
#[component]
fn TypeCode(#[prop(optional)] typed: String, #[prop(optional)] refused: bool) -> impl IntoView {
    let described = if refused { "consent-code-problem consent-code-hint" } else { "consent-code-hint" };
    view! {
        <form class="consent-whom" method="get" action="/consent#switches">
            <label for="consent-code">{t!("consent-new-facility-code")}</label>
            <p class="muted" id="consent-code-hint">{t!("consent-new-facility-hint")}</p>
            <div class="cluster">
                <input class="text-field" id="consent-code" name="code" inputmode="numeric" maxlength="10" autocomplete="off"
                    value=typed aria-invalid=refused.then_some("true") aria-describedby=described/>
                <button class="button button-secondary" type="submit">{t!("consent-whom-choose")}</button>
            </div>
        </form>
    }
}

#[component]
fn Board(content: ConsentContent, wanted: RwSignal<Categories>) -> impl IntoView {
    let whom = words::chosen(&content.chosen, &content.sharing);
    let switches = content
        .decision
        .kinds
        .iter()
        .map(|outcome| switch(outcome.category, outcome.reason, whom.clone(), wanted))
        .collect_view();
    let care = content.chosen.purpose == Purpose::Care;
    let facility = matches!(content.chosen.whom, Whom::Facility(_));
    view! {
        <PostForm class="consent-switches" action="/consent/switches">
            <WrittenFor/>
            <input type="hidden" name="to" value=content.chosen.to_string()/>
            <fieldset>
                <legend>{as_sent(t!("consent-switches-legend", whom = whom.clone()))}</legend>
                {(!care).then(|| view! { <p>{t!("consent-emergency-cost")}</p> })}
                <ul class="consent-kinds">{switches}</ul>
            </fieldset>
            {(care && facility).then(|| view! { <HowLong/> })}
            {(care && !facility).then(|| view! { <input type="hidden" name="term" value="standing"/> })}
            <button class="button" type="submit">{t!("consent-save")}</button>
        </PostForm>
    }
}

fn switch(category: Category, reason: Reason, whom: String, wanted: RwSignal<Categories>) -> impl IntoView {
    let on = reason.shows();
    let hint = format!("switch-{}-hint", category.as_str());
    let kind = words::kind(category);
    view! {
        <li>
            <label class="check-box">
                <input
                    type="checkbox"
                    name=category.as_str()
                    value="on"
                    checked=on
                    aria-describedby=hint.clone()
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        wanted.update(|kinds| {
                            *kinds = if on { kinds.with(category) } else { kinds.without(category) };
                        });
                    }
                />
                <span>{kind.clone()}</span>
            </label>
            <p class="muted" id=hint>
                {as_sent(t!("consent-switch-does", whom = whom, kind = kind))}
                " "
                {t!("consent-switch-now", reason = words::reason(reason))}
            </p>
        </li>
    }
}

/// For how long what is newly permitted holds.
#[component]
fn HowLong() -> impl IntoView {
    view! {
        <fieldset>
            <legend>{t!("consent-term-label")}</legend>
            <label class="check-box"><input type="radio" name="term" value="visit"/><span>{t!("consent-term-visit-choice")}</span></label>
            <label class="check-box"><input type="radio" name="term" value="home-care"/><span>{t!("consent-term-home-care-choice")}</span></label>
            <label class="check-box"><input type="radio" name="term" value="standing" checked/><span>{t!("consent-term-standing-choice")}</span></label>
            <label class="check-box"><input type="radio" name="term" value="days"/><span>{t!("consent-term-days-choice")}</span></label>
            <div class="cluster">
                <label>{t!("consent-term-from")}" "<input class="text-field" type="date" name="from"/></label>
                <Typed name="from"/>
                <label>{t!("consent-term-until")}" "<input class="text-field" type="date" name="until"/></label>
                <Typed name="until"/>
            </div>
        </fieldset>
    }
}
