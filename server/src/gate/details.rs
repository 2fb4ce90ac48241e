//! Extra fields of an access entry: role, kinds, consents, emergency reason; never contents.

use super::{AccessKind, Actor, Ask, Purpose, Shown};
use crate::auth::{Duty, Role, Roles, Staff};
use shared::{emergency::Reason, log::history::field};

/// What an entry says beside who, what for and whether: as what they asked, which kinds of information are open
/// under it, by which decisions, and why in an emergency. Never what there is of them: the history itself must reveal nothing.
pub(super) fn of(
    ask: &Ask<'_>,
    shown: Option<&Shown>,
    reason: Option<Reason>,
) -> Vec<(&'static str, String)> {
    let actor = ask.actor;
    let role = match actor {
        Actor::Staff(staff) => capacity(staff, ask).to_string(),
        _ => String::new(),
    };
    // The person's own look is at everything, and of a comparison nothing comes out but what was behind its answer.
    let kinds = match (actor, shown) {
        (Actor::Staff(_) | Actor::Caregiver(_), Some(shown))
        | (_, Some(shown @ Shown::Compared(Some(_)))) => shown.kinds().to_string(),
        _ => String::new(),
    };
    let basis = shown.map(Shown::basis).unwrap_or_default();
    let basis: Vec<String> = basis.iter().map(ToString::to_string).collect();
    let orally = ask.kind == AccessKind::Comparison { oral_consent: true };
    let visit = match ask.kind {
        AccessKind::Visit(shown) => shown.as_str(),
        _ => "",
    };
    // Refused, nothing was ended.
    let sign_out = match ask.kind {
        AccessKind::SignOut { reason, .. } if shown.is_some() => reason.as_str(),
        _ => "",
    };
    let reason = reason.map_or("", Reason::as_str).to_owned();
    let said = [
        (field::ROLE, role),
        (field::KINDS, kinds),
        (field::CONSENT, basis.join(" ")),
        (field::REASON, reason),
        (field::VISIT, visit.to_owned()),
        (field::SIGN_OUT, sign_out.to_owned()),
        (field::ORAL_CONSENT, if orally { "recorded" } else { "" }.to_owned()),
    ];
    said.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Those of their roles for which this is theirs to do; all of them where it is not.
fn capacity(staff: &Staff, ask: &Ask<'_>) -> Roles {
    let fits = |role: &Role| match ask.purpose {
        Purpose::Care => role.treats(),
        Purpose::Emergency => *role == Role::Emergency,
        Purpose::Desk if matches!(ask.kind, AccessKind::SignOut { .. }) => role.may(Duty::EndSignIns),
        Purpose::Desk => role.may(Duty::FindPatients),
        _ => true,
    };
    let fitting: Roles = staff.roles.iter().filter(fits).collect();
    if fitting.is_empty() { staff.roles } else { fitting }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{
        category::Categories,
        ids::{AccountId, FacilityCode, PatientId},
    };
    use uuid::Uuid;

    fn staff(roles: &str) -> Actor {
        let facility = FacilityCode::try_from("1310000011").unwrap();
        Actor::Staff(Staff { account: AccountId(Uuid::nil()), facility, roles: Roles::parse(roles).unwrap() })
    }

    fn ask(actor: &Actor, purpose: Purpose) -> Ask<'_> {
        Ask { actor, patient: PatientId(Uuid::nil()), purpose, kind: super::super::AccessKind::Record }
    }

    #[test]
    fn an_entry_says_in_which_role_and_which_kinds() {
        let tests = Categories::parse("tests").unwrap();
        let shown = Shown::Kinds { seen: tests, checked: tests };
        for (roles, purpose, shown, expected) in [
            ("doctor administrator", Purpose::Care, Some(&shown), "role=doctor kinds=tests"),
            ("doctor clerk", Purpose::Desk, Some(&Shown::NOTHING), "role=doctor clerk"),
            ("doctor emergency", Purpose::Emergency, None, "role=emergency"),
            // Refused, because none of the roles is for it.
            ("clerk administrator", Purpose::Care, None, "role=clerk administrator"),
        ] {
            let said = of(&ask(&staff(roles), purpose), shown, None);
            let said: Vec<String> = said.iter().map(|(name, value)| format!("{name}={value}")).collect();
            assert_eq!(said.join(" "), expected);
        }
    }

    #[test]
    fn what_is_no_disclosure_names_no_kinds() {
        let own = Actor::Patient(PatientId(Uuid::nil()));
        let machine = Actor::Facility(FacilityCode::try_from("1310000011").unwrap());
        assert!(of(&ask(&own, Purpose::OwnRecord), Some(&Shown::ALL), None).is_empty());
        assert!(of(&ask(&machine, Purpose::SafetyCheck), Some(&Shown::Compared(None)), None).is_empty());
    }
}
