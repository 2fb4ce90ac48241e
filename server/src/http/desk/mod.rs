//! The desk: what a facility's staff does about patients' sign-ins, about who acts for them, about each
//! other and about the facility's keys; and what those who treat a patient read of the record (`record` and
//! `emergency` alone come near one). Pages are plain HTML (`app::desk`).

mod death;
mod emergency;
mod find;
mod form_fields;
mod invitation;
mod keys;
mod paper;
mod patient;
mod questions;
mod record;
mod representatives;
mod sign_outs;
mod staff;
mod staff_request;
mod visit;
mod way_in;

use super::plumbing::routes::{Routes, get, post};

pub fn routes() -> Routes {
    Routes::default()
        .route("/desk", get(find::page))
        .route("/desk/find", post(find::find))
        .route("/desk/code", post(visit::redeem))
        .route("/desk/patients/{patient}/visit", get(visit::page).post(visit::state))
        .route("/desk/patients/{patient}", get(patient::page))
        .route("/desk/patients/{patient}/record", get(record::page))
        .route("/desk/patients/{patient}/invitation", get(invitation::page).post(invitation::print))
        .route("/desk/patients/{patient}/way-in", get(way_in::page).post(way_in::decide))
        .route("/desk/patients/{patient}/death", get(death::page).post(death::note))
        .route(
            "/desk/patients/{patient}/representatives",
            get(representatives::page).post(representatives::attest),
        )
        .route(
            "/desk/patients/{patient}/representatives/{mandate}",
            get(representatives::one).post(representatives::decide),
        )
        .route(
            "/desk/patients/{patient}/emergency",
            get(emergency::of_patient).post(emergency::open_of_patient),
        )
        .route("/desk/emergency", get(emergency::page).post(emergency::find))
        .route("/desk/emergency/log", get(emergency::log::page))
        .route("/desk/emergency/{access}", get(emergency::look::summary))
        .route("/desk/emergency/{access}/record", get(emergency::look::record))
        .route("/desk/emergency/{access}/summary.pdf", get(emergency::look::pdf))
        .route("/desk/emergency/{access}/summary.xml", get(emergency::look::xml))
        .route("/desk/staff", get(staff::list))
        .route("/desk/staff/new", get(staff::new).post(staff::invite))
        .route("/desk/staff/{account}", get(staff::member).post(staff::change_roles))
        .route("/desk/staff/{account}/invitation", post(staff::invite_again))
        .route("/desk/staff/{account}/remove", get(staff::before_removal).post(staff::remove))
        .route("/desk/keys", get(keys::list))
        .route("/desk/keys/new", get(keys::new).post(keys::make))
        .route("/desk/keys/{key}/revoke", get(keys::before_revoking).post(keys::revoke))
        .route("/desk/sign-outs", get(sign_outs::page).post(sign_outs::end))
        .route("/desk/questions", get(questions::list))
        .route("/desk/questions/{question}", post(questions::answer))
}
