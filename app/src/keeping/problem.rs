//! Why a snapshot is not kept or not opened, in one sentence.

use crate::{format, kept::Problem, t};
#[cfg(feature = "hydrate")]
use shared::snapshot::passphrase::{SHORTEST, TooWeak};
use shared::time::tokyo_day;

pub fn said(problem: Problem) -> String {
    match problem {
        Problem::Cannot => t!("kept-cannot"),
        Problem::Hangs => t!("kept-hangs"),
        Problem::Full => t!("kept-full"),
        Problem::Memory => t!("kept-memory"),
        Problem::Gone => t!("kept-gone"),
        Problem::Expired => t!("kept-expired"),
        Problem::ClockBehind(written_at) => {
            t!("kept-clock-behind", date = format::date(tokyo_day(written_at)))
        }
        Problem::OtherProgram => t!("kept-other-program"),
        Problem::Damaged => t!("kept-damaged"),
        Problem::WrongPassphrase => t!("kept-wrong-passphrase"),
        Problem::PasskeyNotUsed => t!("kept-passkey-not-used"),
        Problem::NoPrf => t!("kept-no-prf"),
        Problem::ProofFirst => t!("keep-infections-proof"),
        Problem::Refused => t!("kept-refused"),
        Problem::Waits => t!("kept-waits"),
    }
}

#[cfg(feature = "hydrate")]
pub fn too_weak(weak: TooWeak) -> String {
    match weak {
        TooWeak::Short => t!("keep-too-short", least = SHORTEST as i64),
        TooWeak::Foretold => t!("keep-foretold", least = SHORTEST as i64),
    }
}
