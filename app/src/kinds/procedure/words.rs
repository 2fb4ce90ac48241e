use crate::t;
use shared::record::Performed;

/// What became of a procedure that did not simply take place.
pub fn performed(status: Performed) -> Option<String> {
    match status {
        Performed::Done => None,
        Performed::InProgress => Some(t!("performed-in-progress")),
        Performed::Prepared => Some(t!("performed-prepared")),
        Performed::OnHold => Some(t!("performed-on-hold")),
        Performed::Stopped => Some(t!("performed-stopped")),
        Performed::NotDone => Some(t!("performed-not-done")),
        Performed::Mistake => Some(t!("performed-mistake")),
        Performed::NotKnown => Some(t!("performed-not-known")),
    }
}
