//! The frame of the desk: which facility, who is signed in and as what, the places, the way out.

use super::{Content, Desk, Place, words};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{
    components::{demo_banner::DemoBanner, sign_in_news::sign_in_notice},
    context::visit::Visit,
    format,
    i18n::Locale,
    plain, t,
};
use leptos::prelude::*;

pub fn document(desk: Desk, content: Content) -> impl IntoView {
    let Desk { visit, stylesheets, facility, person, roles, places, open_questions, place, here, unseen } =
        desk;
    let Content { title, body } = content;
    let tab = t!("desk-tab", title = title.clone(), facility = facility.clone());
    let as_what = t!(
        "desk-signed-in-as",
        name = person,
        roles = format::list(&roles.into_iter().map(words::role).collect::<Vec<_>>())
    );
    let inside = view! {
        <div class="frame">
            <a class="skip-link" href="#main">{t!("skip-to-content")}</a>
            <header class="banner">
                <DemoBanner/>
                <div class="masthead">
                    <div class="desk-who">
                        <a class="app-name" href="/desk">{as_sent(t!("desk-name", facility = facility))}</a>
                        <p class="desk-person">{as_sent(as_what)}</p>
                    </div>
                    {places_nav(places, place, open_questions)}
                    <div class="masthead-actions">
                        {language_form(visit.locale, &here)}
                        <a class="button button-quiet" href="/signins">{t!("desk-place-signins")}</a>
                        <PostForm action="/signout">
                            <button class="button button-quiet" type="submit">{t!("sign-out")}</button>
                        </PostForm>
                    </div>
                </div>
            </header>
            <main id="main" class="main" tabindex="-1">
                {(unseen > 0).then(|| view! {
                    <p class="notice notice-caution">
                        {t!("desk-emergency-unseen", count = unseen)}" "
                        <a href="/desk/emergency/log">{t!("desk-emergency-unseen-open")}</a>
                    </p>
                })}
                {sign_in_notice(visit.sign_ins.clone())}
                <h1>{as_sent(title)}</h1>
                {body}
            </main>
        </div>
    };
    plain::document(&visit, stylesheets, Some("desk"), tab.into(), inside)
}

/// Document for a visitor who is signed in and is nobody's staff: no facility, no places.
pub fn outside(visit: &Visit, stylesheets: Vec<String>) -> impl IntoView + use<> {
    let inside = view! {
        <div class="frame">
            <main id="main" class="main">
                <h1>{t!("desk-refused-not-staff")}</h1>
                <p>{t!("desk-refused-not-staff-advice")}</p>
                <p><a class="button button-secondary" href="/">{t!("failed-back-home")}</a></p>
            </main>
        </div>
    };
    plain::document(visit, stylesheets, Some("desk"), t!("desk-refused-not-staff").into(), inside)
}

fn language_form(current: Locale, here: &str) -> impl IntoView {
    let others = Locale::ALL.into_iter().filter(move |locale| *locale != current);
    view! {
        <PostForm class="language-form" action="/settings/language" label=Some(t!("language-choice"))>
            <input type="hidden" name="return_to" value=here.to_owned()/>
            {others
                .map(|locale| view! {
                    <button class="button button-quiet" type="submit" name="language" value=locale.tag() lang=locale.tag()>
                        {locale.own_name()}
                    </button>
                })
                .collect_view()}
        </PostForm>
    }
}

fn places_nav(places: Vec<Place>, here: Option<Place>, open_questions: u64) -> impl IntoView {
    (!places.is_empty()).then(|| {
        view! {
            <nav class="tabs desk-places" aria-label=t!("places")>
                <ul>{places.into_iter().map(|one| place_link(one, here, open_questions)).collect_view()}</ul>
            </nav>
        }
    })
}

fn place_link(place: Place, here: Option<Place>, open_questions: u64) -> impl IntoView {
    let (address, said) = match place {
        Place::Patients => ("/desk", t!("desk-place-patients")),
        Place::Staff => ("/desk/staff", t!("desk-place-staff")),
        Place::Keys => ("/desk/keys", t!("desk-place-keys")),
        Place::Emergency => ("/desk/emergency", t!("desk-place-emergency")),
        Place::EmergencyLog => ("/desk/emergency/log", t!("desk-place-emergency-log")),
        Place::Questions if open_questions > 0 => {
            ("/desk/questions", t!("desk-place-questions-open", count = open_questions as i64))
        }
        Place::Questions => ("/desk/questions", t!("desk-place-questions")),
        Place::SignOuts => ("/desk/sign-outs", t!("desk-place-sign-outs")),
    };
    view! { <li><a href=address aria-current=(here == Some(place)).then_some("page")>{said}</a></li> }
}
