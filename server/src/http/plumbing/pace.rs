//! How often each actor may do what leaves an entry in somebody's access log, or a file in somebody's hands: people
//! who work are never slowed down, a program that walks through everything or drowns one entry in thousands is.
//!
//! What is counted is who asks, and what about one patient: of the same asker. Nobody uses up anybody else's. It is
//! counted before anybody is looked for, so that a refusal says nothing about whether there is such a person.

use super::refused::FormRefusal;
use crate::{
    auth::{Actor, Caregiver, Staff},
    http::AppState,
    store::facility::key::Presented,
};
use app::{error::PageError, i18n::Locale};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use shared::ids::{AccountId, FacilityCode, PatientId};
use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// What is counted, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// Looking a person up by a number.
    LookUp,
    /// Showing a desk who a person is.
    Look,
    /// A record is opened for care.
    CareReading,
    /// Searching the installation by the four items.
    EmergencySearch,
    /// A record is opened in an emergency.
    BreakGlass,
    /// A record that is open in an emergency is looked at.
    EmergencyReading,
    /// An emergency summary is taken away as a file.
    EmergencyPaper,
    /// An invitation is printed, for a patient or for somebody who is to act for one.
    Invite,
    /// Something is stated, frozen or ended about somebody's ways in.
    WaysIn,
    /// A key for one of a facility's systems is made.
    MakeKey,
    /// A visit is stated, or a patient's code tried.
    Visit,
    /// A record, or who looked at it, is asked for in somebody else's place.
    ReadingOnBehalf,
    /// A person takes away what is kept about them as a file.
    Export,
    /// A person writes down, corrects or deletes something of their own.
    OwnEntry,
    /// A person makes a link by which they share something.
    MakeLink,
    /// Somebody opens a link.
    OpenLink,
    /// A prescribing system asks before an order is signed.
    Question,
    /// The same, about one person: once the question was read.
    QuestionAbout,
    /// A facility's system fetches back what it sent.
    Original,
}

/// The actor whose acts are counted.
#[derive(Clone, Debug)]
pub enum Who {
    Staff {
        account: AccountId,
        facility: FacilityCode,
    },
    Key {
        id: Uuid,
        facility: FacilityCode,
    },
    Caregiver(AccountId),
    Patient(PatientId),
    /// Whoever has a link, by its id.
    Link(Uuid),
}

/// So many within a minute, so many within an hour.
#[derive(Clone, Copy)]
struct Most {
    minute: usize,
    hour: usize,
}

const fn most(minute: usize, hour: usize) -> Option<Most> {
    Some(Most { minute, hour })
}

impl What {
    /// Of one actor.
    fn alone(self) -> Option<Most> {
        match self {
            // Twice a busy reception.
            Self::LookUp => most(12, 120),
            // One patient a minute, of whom the card, the forms and the paper are looked at in turn: ten pages each.
            Self::Look => most(60, 900),
            // A clinic reads hundreds of records a day; a doctor on a ward's round reads one in a few seconds.
            Self::CareReading => most(60, 600),
            // A resuscitation room sees a few patients in an hour, and whoever looks for one tries a few spellings.
            Self::EmergencySearch | Self::BreakGlass => most(5, 20),
            // As for care: what is open to somebody whose life is at stake is not counted with anything else.
            Self::EmergencyReading => most(60, 600),
            // One for each who treats, and again for what the printer ate.
            Self::EmergencyPaper => most(12, 120),
            // A form takes a minute to fill in with somebody in front of it; a program does not.
            Self::Invite | Self::WaysIn => most(6, 40),
            // A facility has a few systems, and each key is copied into one by hand.
            Self::MakeKey => most(3, 20),
            // A reception sees a patient every few minutes; codes cannot be guessed at this pace.
            Self::Visit => most(6, 60),
            // A page every second, without scripts.
            Self::ReadingOnBehalf => most(60, 900),
            // All files there are, five times in a minute.
            Self::Export => most(20, 120),
            // Two months of a notebook, morning and evening, typed as fast as anybody types.
            Self::OwnEntry => most(20, 240),
            // One for each doctor of a day, and again for what went wrong.
            Self::MakeLink => most(10, 60),
            // A ward round that passes it on; each leaves an entry, and a program that polls is told when to come again.
            Self::OpenLink => most(10, 60),
            // Ten each second: a hospital that writes 5,000 prescriptions a day, with each draft asked about on its own.
            Self::Question => most(600, 20_000),
            Self::QuestionAbout => None,
            // As fast as one system sends.
            Self::Original => most(600, 20_000),
        }
    }

    /// Of one actor about one patient.
    fn about_one(self) -> Option<Most> {
        match self {
            // Every form about somebody, twice.
            Self::Look => most(30, 200),
            // Read, and read again after each thing that was done.
            Self::CareReading => most(20, 120),
            Self::EmergencyReading => most(30, 300),
            // A draft is asked about when it is chosen, when it is changed and when it is signed: ten drafts, six times.
            Self::QuestionAbout => most(60, 300),
            _ => None,
        }
    }

    /// Of everybody of one facility together: what one cannot do, ten cannot. So far above what one may do that one
    /// alone keeps nobody else from working.
    fn together(self) -> Option<Most> {
        match self {
            Self::Invite | Self::WaysIn => most(20, 160),
            Self::MakeKey => most(6, 40),
            Self::Visit => most(20, 300),
            Self::EmergencySearch | Self::BreakGlass => most(20, 60),
            // A hospital with 3,000 outpatients a day, each read by four people.
            Self::CareReading => most(600, 12_000),
            // Keys are made by the facility itself: three of them at their pace.
            Self::Question | Self::Original => most(1_800, 60_000),
            _ => None,
        }
    }
}

impl Who {
    pub fn staff(staff: &Staff) -> Self {
        Self::Staff { account: staff.account, facility: staff.facility.clone() }
    }

    pub fn key(key: &Presented) -> Self {
        Self::Key { id: key.id, facility: key.facility.clone() }
    }

    fn alone(&self) -> Whose {
        match self {
            Self::Staff { account, .. } | Self::Caregiver(account) => Whose::Person(*account),
            Self::Key { id, .. } => Whose::Key(*id),
            Self::Patient(patient) => Whose::Patient(*patient),
            Self::Link(id) => Whose::Link(*id),
        }
    }

    fn facility(&self) -> Option<Whose> {
        match self {
            Self::Staff { facility, .. } | Self::Key { facility, .. } => {
                Some(Whose::Facility(facility.clone()))
            }
            Self::Caregiver(_) | Self::Patient(_) | Self::Link(_) => None,
        }
    }

    /// A facility makes itself as many keys as it likes: about one patient they are one.
    fn about(&self, whom: &str) -> Whose {
        let asks = match self {
            Self::Key { facility, .. } => Whose::Facility(facility.clone()),
            _ => self.alone(),
        };
        Whose::About(Box::new(asks), About(whom.to_owned()))
    }
}

/// Whose pace it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Whose {
    Person(AccountId),
    Facility(FacilityCode),
    Key(Uuid),
    Patient(PatientId),
    Link(Uuid),
    About(Box<Whose>, About),
}

/// Whom it is about, as whoever asks names them: whether there is anybody of that name is not known yet.
#[derive(Clone, PartialEq, Eq, Hash)]
struct About(String);

impl fmt::Debug for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("About(…)")
    }
}

/// It comes too soon after the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSoon {
    /// How long until it is not; at least one.
    pub seconds: u32,
}

/// When who did what. Forgotten when the service restarts; the access log is not. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Paces(Option<Arc<Mutex<Taken>>>);

#[derive(Debug, Default)]
struct Taken {
    times: HashMap<(What, Whose), VecDeque<DateTime<Utc>>>,
    swept: DateTime<Utc>,
}

impl Paces {
    pub fn counted() -> Self {
        Self(Some(Arc::default()))
    }

    /// Nothing is counted: for measuring how much there could be.
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// Counts what somebody does.
    ///
    /// # Errors
    /// It comes too soon after the others, and is not counted.
    pub fn take(&self, what: What, who: &Who, now: DateTime<Utc>) -> Result<(), TooSoon> {
        self.count(what, who, None, now)
    }

    /// The same about one patient, as whoever asks names them.
    ///
    /// # Errors
    /// As [`Paces::take`].
    pub fn take_about(&self, what: What, who: &Who, whom: &str, now: DateTime<Utc>) -> Result<(), TooSoon> {
        self.count(what, who, Some(whom), now)
    }

    fn count(&self, what: What, who: &Who, whom: Option<&str>, now: DateTime<Utc>) -> Result<(), TooSoon> {
        let Some(taken) = &self.0 else { return Ok(()) };
        let limits: Vec<(Whose, Most)> = [
            what.alone().map(|most| (who.alone(), most)),
            who.facility().zip(what.together()),
            whom.zip(what.about_one()).map(|(whom, most)| (who.about(whom), most)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.sweep(now);
        let waits = limits.iter().map(|(whose, most)| taken.wait((what, whose.clone()), *most, now));
        let longest = waits.max().unwrap_or_default();
        if longest > Duration::zero() {
            let seconds = (longest.num_milliseconds() + 999) / 1000;
            return Err(TooSoon { seconds: u32::try_from(seconds).unwrap_or(u32::MAX).max(1) });
        }
        for (whose, _) in limits {
            taken.times.entry((what, whose)).or_default().push_back(now);
        }
        Ok(())
    }
}

const MINUTE: Duration = Duration::minutes(1);
const HOUR: Duration = Duration::hours(1);

impl Taken {
    /// How long until there is room for one more.
    fn wait(&mut self, of: (What, Whose), most: Most, now: DateTime<Utc>) -> Duration {
        let Some(times) = self.times.get_mut(&of) else { return Duration::zero() };
        while times.front().is_some_and(|at| now - *at >= HOUR) {
            times.pop_front();
        }
        // As long as so many are within the span, the first of them must leave it.
        let until = |most: usize, span: Duration| {
            let first = times.len().checked_sub(most).and_then(|at| times.get(at));
            first.map_or(Duration::zero(), |at| *at + span - now)
        };
        until(most.minute, MINUTE).max(until(most.hour, HOUR))
    }

    /// Forgets who did nothing for an hour, once a minute: what one request costs does not grow with everybody's.
    fn sweep(&mut self, now: DateTime<Utc>) {
        if now - self.swept < MINUTE && now >= self.swept {
            return;
        }
        self.swept = now;
        self.times.retain(|_, times| times.back().is_some_and(|at| now - *at < HOUR));
    }
}

impl TooSoon {
    /// As people are told.
    pub fn minutes(self) -> i64 {
        i64::from(self.seconds.div_ceil(60))
    }

    /// For a program of a person's: JSON with a sentence, which a browser gets as a page.
    pub fn refuse(self, locale: Locale, why: &'static str) -> Response {
        let because = FormRefusal::of(why).wait(self.minutes());
        let body = Json(serde_json::json!({ "error": "too-often", "message": because.sentence(locale) }));
        let mut response = self.on((StatusCode::TOO_MANY_REQUESTS, body).into_response());
        response.extensions_mut().insert(because);
        response
    }

    /// Says when to come again.
    pub fn on(self, mut response: Response) -> Response {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(self.seconds));
        response
    }
}

/// Counts a file that a person takes away.
///
/// # Errors
/// As [`Paces::take`].
pub fn take_files(state: &AppState, actor: &Actor) -> Result<(), TooSoon> {
    match actor {
        Actor::Patient(patient) => state.paces.take(What::Export, &Who::Patient(*patient), state.clock.now()),
        // They get none.
        _ => Ok(()),
    }
}

/// Counts what somebody asks for in another's place: that is entered in the other's log, also where it is refused.
/// One's own is nobody else's log.
///
/// # Errors
/// [`PageError::TooOften`] as [`Paces::take`].
pub fn take_on_behalf(state: &AppState, actor: &Actor) -> Result<(), PageError> {
    let Actor::Caregiver(Caregiver { account, .. }) = actor else { return Ok(()) };
    let taken = state.paces.take(What::ReadingOnBehalf, &Who::Caregiver(*account), state.clock.now());
    taken.map_err(|TooSoon { seconds }| PageError::TooOften { seconds })
}

#[cfg(test)]
mod tests;
