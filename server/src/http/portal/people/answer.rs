//! The app's [`People`] port, answered for one request.

use crate::{
    auth::Actor,
    http::{AppState, plumbing::visitor::Visitor, sign_in::step_up},
    store::{
        StoreError, Tx, account,
        identity::person,
        sharing::{
            emergency_notice,
            mandate::{self, StoredMandate},
            sharing_notice,
        },
    },
};
use app::{
    error::PageError,
    ports::people::{
        CaredFor, DemoCaregiver, InEmergencies, Invited, Inviting, OthersEmergency, OthersSharing, Past,
        People, Records, Representative, WhoSees,
    },
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    delegation::{Mandate, NARROW_AT, Powers, Subject, birthday, powers},
    ids::{AccountId, PatientId},
    record::Person,
    time::tokyo_day,
};
use std::collections::BTreeSet;

/// Bound to one request.
pub struct RequestPeople {
    pub state: AppState,
    pub visitor: Visitor,
}

#[async_trait]
impl People for RequestPeople {
    async fn who_sees(&self) -> Result<WhoSees, PageError> {
        let own = self.own()?;
        let read = async {
            let mut tx = self.state.store.read().await?;
            let home = home(&mut tx, own).await?;
            let kept = mandate::all_of_patient(&mut tx, own).await?;
            Ok(who_sees(home, kept, self.state.clock.now(), self.state.clock.today()))
        };
        read.await.map_err(unavailable)
    }

    async fn inviting(&self) -> Result<Inviting, PageError> {
        let own = self.own()?;
        let read = async {
            let mut tx = self.state.store.read().await?;
            Ok(home(&mut tx, own).await?.as_subject())
        };
        let subject = read.await.map_err(unavailable)?;
        let now = self.state.clock.now();
        let session = self.visitor.session.as_ref();
        Ok(Inviting {
            whose: own,
            id: self.state.entropy.uuid().to_string(),
            subject,
            now,
            verified: session.is_some_and(|session| step_up::is_fresh(session, now, step_up::TO_SHOW)),
            sent: None,
            issued: None,
        })
    }

    async fn records(&self) -> Result<Records, PageError> {
        let session = self.visitor.session.as_ref().ok_or(PageError::SignInFirst)?;
        if matches!(self.visitor.actor, Actor::Staff(_)) {
            return Err(PageError::NotOpen);
        }
        let today = self.state.clock.today();
        let read = async {
            let own = match session.own {
                None => None,
                Some(own) => {
                    let home = home(&mut self.state.store.read().await?, own).await?;
                    Some((own, as_person(home.into())))
                }
            };
            let all = mandate::all_for_account(&self.state.store, session.account, today).await?;
            let told = emergency_notice::of_account(&self.state.store, session.account, today).await?;
            if told.iter().any(|one| !one.seen) {
                emergency_notice::saw(&self.state.store, session.account, self.state.clock.now()).await?;
            }
            let emergencies = told.into_iter().map(others_emergency).collect();
            let changed = sharing_notice::of_account(&self.state.store, session.account, today).await?;
            if changed.iter().any(|one| !one.seen) {
                sharing_notice::saw(&self.state.store, session.account, self.state.clock.now()).await?;
            }
            let sharing = changed.into_iter().map(others_sharing).collect();
            let records = records(own, all, self.visitor.actor.open_record(), today);
            Ok(Records { emergencies, sharing, ..records })
        };
        read.await.map_err(unavailable)
    }

    async fn demo_caregivers(&self) -> Result<Vec<DemoCaregiver>, PageError> {
        let Some(demo) = self.state.demo else { return Ok(Vec::new()) };
        let today = self.state.clock.today();
        let read = async {
            let mut found = Vec::new();
            for caregiver in account::caregivers_for_demo(&self.state.store, demo).await? {
                let cared_for = mandate::all_for_account(&self.state.store, caregiver.id, today).await?;
                let cares_for = cared_for.into_iter().map(|one| one.person.demographics.name).collect();
                found.push(DemoCaregiver { id: caregiver.id.to_string(), name: caregiver.name, cares_for });
            }
            Ok(found)
        };
        read.await.map_err(unavailable)
    }
}

impl RequestPeople {
    /// The person whose own record is open: nobody gives or takes in another's name.
    fn own(&self) -> Result<PatientId, PageError> {
        match &self.visitor.actor {
            Actor::Patient(own) => Ok(*own),
            Actor::Visitor | Actor::Facility(_) | Actor::Operator => Err(PageError::SignInFirst),
            Actor::Person(_) | Actor::Caregiver(_) | Actor::Staff(_) => Err(PageError::NotOpen),
            Actor::Waiting(_) | Actor::Frozen(_) => Err(PageError::NotOpen),
        }
    }
}

/// Caregivers who wait for this person's confirmation, by their labels; the newest first.
pub async fn waiting(state: &AppState, patient: PatientId) -> Result<Vec<String>, StoreError> {
    let mut tx = state.store.read().await?;
    if !mandate::somebody_waits(&mut tx, patient).await? {
        return Ok(Vec::new());
    }
    let home = home(&mut tx, patient).await?;
    let kept = mandate::all_of_patient(&mut tx, patient).await?;
    let people = who_sees(home, kept, state.clock.now(), state.clock.today());
    Ok(people.waiting.into_iter().map(|one| one.label).collect())
}

/// An emergency notice, as a caregiver reads it.
pub fn others_emergency(notice: emergency_notice::Notice) -> OthersEmergency {
    OthersEmergency { name: notice.name, at: notice.at, hospital: notice.hospital }
}

/// That sharing was changed, as another one who decides reads it.
pub fn others_sharing(notice: sharing_notice::Notice) -> OthersSharing {
    OthersSharing { name: notice.name, at: notice.at }
}

pub(super) async fn home(tx: &mut Tx, patient: PatientId) -> Result<person::Home, StoreError> {
    person::find_in(tx, patient).await?.ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))
}

pub(super) fn unavailable(error: StoreError) -> PageError {
    tracing::error!(error = &error as &dyn std::error::Error, "reading who acts for whom failed");
    PageError::Unavailable
}

fn as_person(known: person::KnownPerson) -> Person {
    let about = known.demographics;
    Person { name: about.name, kana: about.kana, sex: about.sex, birth_date: about.birth_date }
}

fn who_sees(home: person::Home, kept: Vec<StoredMandate>, now: DateTime<Utc>, today: NaiveDate) -> WhoSees {
    let subject = home.as_subject();
    // One suspended mandate closes all between two people.
    let kept_away: BTreeSet<AccountId> =
        kept.iter().filter(|one| one.terms.suspended_at.is_some()).filter_map(|one| one.account).collect();
    let mut answer = WhoSees {
        whose: home.id,
        name: home.demographics.name,
        today,
        decides: today >= birthday(subject.birth_date, NARROW_AT) && subject.died_on.is_none(),
        open: Vec::new(),
        waiting: Vec::new(),
        invited: Vec::new(),
        past: Vec::new(),
    };
    for one in kept {
        let away = one.account.is_some_and(|account| kept_away.contains(&account));
        match standing(&one, away, subject, today) {
            Standing::Open(powers) => answer.open.push(representative(one, powers)),
            // What a facility attested, a second person there confirms.
            Standing::Waits(_) if one.attested_by.is_some() => answer.invited.push(invited(one, now)),
            Standing::Waits(powers) => answer.waiting.push(representative(one, powers)),
            Standing::Invited => answer.invited.push(invited(one, now)),
            Standing::Past => answer.past.push(past(one, subject, now)),
        }
    }
    answer
}

/// Where a mandate stands, as the person is told. What a facility suspended reads like anything that is over: a
/// representative may look over the person's shoulder.
enum Standing {
    Open(Powers),
    Waits(Powers),
    Invited,
    Past,
}

fn standing(one: &StoredMandate, kept_away: bool, subject: Subject, today: NaiveDate) -> Standing {
    if kept_away || one.terms.suspended_at.is_some() || one.terms.ended_at.is_some() {
        return Standing::Past;
    }
    if one.terms.accepted_at.is_none() {
        return Standing::Invited;
    }
    let confirmed = one.terms.confirmed_at.is_some();
    let as_confirmed =
        Mandate { confirmed_at: one.terms.confirmed_at.or(one.terms.accepted_at), ..one.terms.clone() };
    match powers(&as_confirmed, subject, today) {
        Ok(powers) if confirmed => Standing::Open(powers),
        Ok(powers) => Standing::Waits(powers),
        Err(_) => Standing::Past,
    }
}

fn representative(one: StoredMandate, powers: Powers) -> Representative {
    // A facility confirms before somebody accepts, a person after.
    let since = one.terms.confirmed_at.max(one.terms.accepted_at);
    Representative {
        id: one.id.to_string(),
        label: one.label,
        account_name: one.account_name.unwrap_or_default(),
        basis: one.terms.basis,
        attested_by: one.attested_by.map(|code| one.attested_name.unwrap_or_else(|| code.to_string())),
        since: since.map_or(one.terms.from, tokyo_day),
        until: one.terms.until,
        powers,
        in_emergencies: InEmergencies {
            tell: one.in_emergencies.tell,
            hospital: one.in_emergencies.hospital,
        },
        may_be_taken_back: one.terms.basis.is_taken_back_by_the_person(),
    }
}

fn invited(one: StoredMandate, now: DateTime<Utc>) -> Invited {
    Invited {
        id: one.id.to_string(),
        label: one.label,
        seen: one.terms.categories,
        may_be_taken_back: one.terms.basis.is_taken_back_by_the_person(),
        until: one.invited_until.filter(|until| now < *until).map(tokyo_day),
    }
}

fn past(one: StoredMandate, subject: Subject, now: DateTime<Utc>) -> Past {
    let both = one.terms.accepted_at.zip(one.terms.confirmed_at);
    let since = both.map(|(accepted, confirmed)| tokyo_day(accepted.max(confirmed)));
    let said = [one.terms.suspended_at, one.terms.ended_at].into_iter().flatten().map(tokyo_day);
    let by_calendar = [one.terms.until, subject.died_on].into_iter().flatten();
    let over = said.chain(by_calendar).filter(|day| *day <= tokyo_day(now)).min();
    Past {
        label: one.label,
        account_name: one.account_name,
        resigned: one.resigned,
        acted: since.map(|since| (since, over.unwrap_or_else(|| tokyo_day(now)).max(since))),
    }
}

fn records(
    own: Option<(PatientId, Person)>,
    all: Vec<mandate::CaredFor>,
    open: Option<PatientId>,
    today: NaiveDate,
) -> Records {
    let mut answer = Records {
        today,
        own,
        cared_for: Vec::new(),
        waiting: Vec::new(),
        open,
        emergencies: Vec::new(),
        sharing: Vec::new(),
    };
    for one in all {
        match one.powers {
            None => answer.waiting.push(one.person.demographics.name),
            Some(powers) => answer.cared_for.push(CaredFor {
                id: one.person.patient,
                seen: powers.seen,
                checks: !powers.checked.is_empty(),
                coming: powers.next.filter(|coming| coming.is_announced(today)),
                person: as_person(one.person),
            }),
        }
    }
    answer
}
