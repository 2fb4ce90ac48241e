//! An invitation on paper: shown once, in Japanese and in English, on one sheet of A4.

use super::Content;
use crate::components::as_sent::as_sent;
use crate::{
    components::qr_code::QrCode,
    format,
    i18n::{Locale, embedded},
    ports::qr_code::Modules,
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// An invitation as it is printed. Nobody can make the same sheet again.
#[derive(Clone, Debug)]
pub struct Paper {
    pub whom: Whom,
    /// The facility's name.
    pub facility: String,
    /// Where the portal is, without the code: typed by hand where no camera is.
    pub address: String,
    pub code: String,
    /// The address with the code.
    pub picture: Option<Modules>,
    pub expires_on: NaiveDate,
    /// Where the desk goes on.
    pub back: String,
}

/// For whom, and what for.
#[derive(Clone, Debug)]
pub enum Whom {
    /// A patient, for their own record.
    Patient { name: String },
    /// A representative, who is to act for a patient.
    Representative { name: String, patient: String },
    /// One of the facility's staff.
    Staff { name: String },
}

pub fn paper_page(paper: Paper) -> Content {
    let title = t!("desk-paper-title");
    let name = match &paper.whom {
        Whom::Patient { name } | Whom::Representative { name, .. } | Whom::Staff { name } => name.clone(),
    };
    let back = paper.back.clone();
    let body = view! {
        <div class="screen-only">
            <p class="notice notice-caution">{t!("desk-paper-once")}</p>
            <p>{t!("desk-paper-how-to-print")}</p>
        </div>
        <article class="paper">
            <p class="paper-for"><bdi>{as_sent(t!("desk-paper-for", name = name))}</bdi></p>
            <p class="paper-from">{as_sent(paper.facility.clone())}</p>
            <div class="paper-way">
                <div class="paper-picture" role="img" aria-label=t!("desk-paper-picture")>
                    {paper.picture.clone().map(|modules| view! { <QrCode modules/> })}
                </div>
                <dl class="data-list">
                    <div><dt>{t!("desk-paper-address")}</dt><dd class="paper-address">{paper.address.clone()}</dd></div>
                    <div><dt>{t!("desk-paper-code")}</dt><dd class="paper-code">{groups(&paper.code)}</dd></div>
                    <div><dt>{t!("desk-paper-until")}</dt><dd>{format::date(paper.expires_on)}</dd></div>
                </dl>
            </div>
            {Locale::ALL.map(|locale| instructions(&paper, locale)).into_iter().collect_view()}
        </article>
        <p class="screen-only"><a href=back>{t!("desk-paper-done")}</a></p>
    };
    Content { title, body: body.into_any() }
}

/// Eight groups of four: each stays whole on a line.
fn groups(code: &str) -> impl IntoView + use<> {
    code.split('-').map(|group| view! { <span>{group.to_owned()}</span>" " }).collect_view()
}

/// Instructions in one language: the patient need not read the desk's.
fn instructions(paper: &Paper, locale: Locale) -> impl IntoView + use<> {
    let Paper { whom, facility, expires_on, .. } = paper.clone();
    Owner::new().with(|| {
        provide_context(embedded::words(locale));
        let patients = matches!(whom, Whom::Patient { .. });
        let what = match whom {
            Whom::Patient { .. } => t!("paper-for-patient"),
            Whom::Representative { patient, .. } => t!("paper-for-representative", patient = patient),
            Whom::Staff { .. } => t!("paper-for-staff", facility = facility),
        };
        view! {
            <section class="paper-steps" lang=locale.tag()>
                <h2>{t!("paper-title")}</h2>
                <p>{as_sent(what)}</p>
                <ol>
                    <li>{t!("paper-step-open")}</li>
                    <li>{t!("paper-step-prove")}</li>
                    <li>{t!("paper-step-passkey")}</li>
                    {patients.then(|| view! { <li>{t!("paper-step-second")}</li> })}
                </ol>
                <p>{t!("paper-until", date = format::date(expires_on))}" "{t!("paper-keep")}</p>
            </section>
        }
        .into_any()
    })
}
