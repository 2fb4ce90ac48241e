//! The one-time code by which a patient shows a desk that they are there: plain HTML, the same with and without scripts.

use crate::{
    components::{form::PostForm, qr_code::QrCode},
    context::visit::Visit,
    pages::consent::instant,
    plain,
    ports::qr_code::Modules,
    t,
    typed::Typed,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::ids::PatientId;

/// A code that was just made. It is shown once.
#[derive(Clone, Debug)]
pub struct Made {
    pub code: String,
    /// The code as a picture.
    pub qr: Option<Modules>,
    pub until: DateTime<Utc>,
}

/// The whole document. `patient`: whose code it is, sent back by the form.
pub fn visit_code_page(
    visit: &Visit,
    stylesheets: Vec<String>,
    patient: PatientId,
    made: Option<Made>,
) -> String {
    plain::speaking(visit, || {
        let title = t!("visit-code-title");
        let tab = format!("{title} · {}", t!("app-name"));
        let inside = plain::framed(
            Some("/"),
            view! {
                            <h1>{title}</h1>
                            <p class="lead">{t!("visit-code-lead")}</p>
                            {made.map(shown)}
                            <PostForm class="check-form" action="/consent/code">
                                <input type="hidden" name="patient" value=patient.to_string()/>
                                <label for="facility">{t!("visit-code-facility")}</label>
                                <input class="text-field" id="facility" name="facility" inputmode="numeric" autocomplete="off" aria-describedby="facility-hint"/>
                                <Typed name="facility"/>
                                <p class="muted" id="facility-hint">{t!("visit-code-facility-hint")}</p>
                                <button class="button" type="submit">{t!("visit-code-make")}</button>
                            </PostForm>
                            <p class="back"><a href="/consent?open=treating#treating">{t!("visit-code-back")}</a></p>
            },
        );
        plain::document(visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

fn shown(made: Made) -> impl IntoView {
    let Made { code, qr, until } = made;
    view! {
        <div class="invitation-paper" role="status">
            {qr.map(|modules| view! {
                <div class="qr" role="img" aria-label=t!("visit-code-qr")><QrCode modules/></div>
            })}
            <p class="code invitation-code">{code}</p>
            <p>{t!("visit-code-until", until = instant(until))}</p>
        </div>
    }
}
