use crate::{format::day, t};
use chrono::NaiveDate;
use shared::{
    medication::Taking,
    record::{Prescription, Standing},
};

pub fn taking(taking: Taking) -> String {
    match taking {
        Taking::Now => t!("taking-now"),
        Taking::PossiblyStill => t!("taking-possibly-still"),
        Taking::NotYet => t!("taking-not-yet"),
        Taking::Continued => t!("taking-continued"),
        Taking::Changed => t!("taking-changed"),
        Taking::ToBeAsked => t!("taking-to-be-asked"),
        Taking::Stated(_) => t!("taking-stated"),
        Taking::SaidTaken => t!("taking-said-taken"),
        Taking::SaidStopped => t!("taking-said-stopped"),
        Taking::Past => t!("taking-past"),
    }
}

/// What a later prescription, the sender or the person says of one medicine, with its day; `None`: its days alone tell.
pub fn stated(taking: Taking, since: Option<NaiveDate>) -> Option<String> {
    let date = since.map_or_else(|| t!("stated-undated"), day);
    Some(match taking {
        Taking::Now | Taking::PossiblyStill | Taking::NotYet | Taking::Past => return None,
        Taking::Continued => t!("stated-continued", date = date),
        Taking::Changed => t!("stated-changed", date = date),
        Taking::ToBeAsked => t!("stated-to-be-asked", date = date),
        Taking::Stated(standing) => became(standing, date),
        Taking::SaidTaken => became(Standing::SaidTaken, date),
        Taking::SaidStopped => became(Standing::SaidStopped, date),
    })
}

/// What became of a prescription that was not simply issued.
pub fn standing_of(prescription: &Prescription) -> Option<String> {
    let issued = prescription.standing.is_issued();
    (!issued).then(|| became(prescription.standing, day(prescription.standing_since())))
}

/// What was written of it in free words: why it is not simply issued, and remarks.
pub fn free_words(prescription: &Prescription) -> impl Iterator<Item = String> + use<> {
    prescription.standing_reason.clone().into_iter().chain(prescription.notes.clone())
}

/// What became of a prescription, on a day in words.
fn became(standing: Standing, date: String) -> String {
    match standing {
        Standing::Issued => t!("standing-issued", date = date),
        Standing::OnHold => t!("standing-on-hold", date = date),
        Standing::Stopped => t!("standing-stopped", date = date),
        Standing::Cancelled => t!("standing-cancelled", date = date),
        Standing::Draft => t!("standing-draft", date = date),
        Standing::NotOrdered => t!("standing-not-ordered", date = date),
        Standing::Mistake => t!("standing-mistake", date = date),
        Standing::NotKnown => t!("standing-not-known", date = date),
        // The day on which they typed it is none of these.
        Standing::SaidTaken => t!("standing-said-taken"),
        Standing::SaidStopped => t!("standing-said-stopped"),
    }
}
