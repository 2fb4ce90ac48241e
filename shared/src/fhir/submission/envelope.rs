//! The Bundle itself: what it is, and whether it is this sender's.

use crate::element::Identifier;
use crate::{
    element::{
        issues::Issues,
        node::{Node, look_up, one_of, type_of},
        systems,
    },
    ids::FacilityCode,
    record::Severity,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Collection,
    Document,
    Transaction,
}

const KIND: [(&str, Kind); 3] =
    [("collection", Kind::Collection), ("document", Kind::Document), ("transaction", Kind::Transaction)];

/// Profiles of a Bundle that this service was built for (spec §2).
const PROFILES: [&str; 5] = [
    "JP_Bundle_CLINS",
    "JP_Bundle_eReferral",
    "JP_Bundle_eDischargeSummary",
    "JP_Bundle_ePCS",
    "JP_Bundle_eCheckupGeneral",
];

/// Only a Bundle can be registered; of a fragment this says what it lacks.
pub(super) fn is_bundle(node: &Node<'_>, issues: &mut Issues) -> bool {
    let found = type_of(node.value);
    if found == Some("Bundle") {
        return true;
    }
    let lacking = match found {
        Some("Patient") => "",
        Some(_) => " and no Patient",
        None => ", no resourceType and no Patient",
    };
    issues.add(
        Severity::Error,
        node.path.field("resourceType").to_string(),
        format!("{}{lacking}", found.unwrap_or("no FHIR resource")),
        "Bundle, with the Patient and the resources to register as its entries",
    );
    false
}

pub(super) fn kind(bundle: &Node<'_>, issues: &mut Issues) -> Option<Kind> {
    check_profile(bundle, issues);
    let Some(node) = bundle.get("type") else {
        bundle.missing(issues, Severity::Error, "type", one_of(&KIND));
        return None;
    };
    let kind = node.value.as_str().and_then(|code| look_up(&KIND, code));
    if kind.is_none() {
        node.complain(issues, Severity::Error, one_of(&KIND));
    }
    if kind == Some(Kind::Collection) && bundle.get("timestamp").is_none() {
        bundle.missing(issues, Severity::Error, "timestamp", "when the Bundle was put together");
    }
    kind
}

fn check_profile(bundle: &Node<'_>, issues: &mut Issues) {
    let profiles =
        bundle.value.get("meta").and_then(|meta| meta.get("profile")).and_then(|list| list.as_array());
    let known = profiles.into_iter().flatten().filter_map(|profile| profile.as_str()).any(|profile| {
        let profile = systems::without_version(profile);
        PROFILES.iter().any(|known| systems::is_named(profile, known))
    });
    if !known {
        let expected = "a JP-CLINS Bundle profile";
        match bundle.get("meta").and_then(|meta| meta.get("profile")) {
            Some(found) => found.complain(issues, Severity::Warning, expected),
            None => bundle.missing(issues, Severity::Warning, "meta.profile", expected),
        }
    }
}

/// `facility10^YYYY^x` in the bundle-identifier system, the facility being the sender.
pub(super) fn identifier(
    bundle: &Node<'_>,
    kind: Option<Kind>,
    sender: &FacilityCode,
    issues: &mut Issues,
) -> Option<Identifier> {
    // A transaction is not a form of the guide; it may go without the guide's identifier.
    let required = kind != Some(Kind::Transaction);
    let Some(node) = bundle.object("identifier", issues) else {
        if !required {
            let value = bundle.raw("id").unwrap_or("transaction").to_owned();
            return Some(Identifier { system: String::new(), value });
        }
        bundle.missing(issues, Severity::Error, "identifier", FORM);
        return None;
    };
    let system = node.raw("system").unwrap_or_default();
    if system != systems::BUNDLE_IDENTIFIER {
        match node.get("system") {
            Some(found) => found.complain(issues, Severity::Error, systems::BUNDLE_IDENTIFIER),
            None => node.missing(issues, Severity::Error, "system", systems::BUNDLE_IDENTIFIER),
        }
    }
    let Some(value_node) = node.get("value") else {
        node.missing(issues, Severity::Error, "value", FORM);
        return None;
    };
    let value = value_node.value.as_str().unwrap_or_default();
    match well_formed(value) {
        // Whatever follows its number.
        None if !sender.is_a_senders() && value.split('^').next() == Some(sender.as_str()) => {
            value_node.complain(issues, Severity::Error, NO_SENDER);
        }
        None => value_node.complain(issues, Severity::Error, FORM),
        Some(facility) if facility != sender.as_str() => {
            let expected = format!("an identifier that begins with the sender's code {sender}");
            value_node.complain(issues, Severity::Error, expected);
        }
        Some(_) => {}
    }
    Some(Identifier { system: system.to_owned(), value: value.to_owned() })
}

const FORM: &str =
    "facility (10 digits, the third 1 to 3)^year (2020 to 2039)^1 to 36 of letters, digits and -";

/// Said to whom no identifier would help.
const NO_SENDER: &str = "a transaction without identifier: JP-CLINS has identifiers, and Bundles of type collection and \
    document, only of facilities whose third digit is 1 to 3 (医科, 歯科)";

/// The facility in a well-formed Bundle identifier:
/// `^[0-4][0-9][1-3][0-9]{7}\^20[2-3][0-9]\^[A-Za-z0-9-]{1,36}$` (spec §9).
fn well_formed(value: &str) -> Option<&str> {
    let mut parts = value.split('^');
    let (facility, year, serial) = (parts.next()?, parts.next()?, parts.next()?);
    let year_fits = year.len() == 4
        && (year.starts_with("202") || year.starts_with("203"))
        && year.bytes().all(|byte| byte.is_ascii_digit());
    let serial_fits = (1..=36).contains(&serial.len())
        && serial.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let facility_fits = FacilityCode::try_from(facility).is_ok_and(|code| code.is_a_senders());
    let fits = parts.next().is_none() && facility_fits && year_fits && serial_fits;
    fits.then_some(facility)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_bundle_identifier_has_its_form() {
        assert_eq!(well_formed("1318814790^2024^0123-IDa-203949583949"), Some("1318814790"));
        assert_eq!(well_formed("1318814790^2039^a"), Some("1318814790"));
        let longest = format!("1318814790^2020^{}", "x".repeat(36));
        assert!(well_formed(&longest).is_some());
        for wrong in [
            "",
            "1318814790",
            "1318814790^2024^",
            "1318814790^2019^a",
            "1318814790^2040^a",
            "1318814790^2024^a^b",
            "1318814790^2024^日",
            "131881479^2024^a",
            "5318814790^2024^a",
            &format!("{longest}x"),
        ] {
            assert_eq!(well_formed(wrong), None, "{wrong}");
        }
    }
}
