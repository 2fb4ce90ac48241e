use super::notice;
use leptos::prelude::*;
use shared::{
    record::{Facility, NoneKnown},
    summary::StatedNone,
};

/// What stands against it is said where the whole record is shown.
pub fn line(none: &NoneKnown, facilities: &[Facility]) -> impl IntoView + use<> {
    let stated = StatedNone { none: none.clone(), against: Vec::new(), written_in: None };
    notice(&[stated], facilities)
}
