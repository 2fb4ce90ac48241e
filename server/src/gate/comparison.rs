//! A safety check before prescribing: compares with a record, and hands out the masked answer alone.

use super::{AccessKind, Actor, Ask, Grant, Purpose, Refused, enter};
use crate::{
    clock::Clock,
    store::{
        Store, StoreError, Tx,
        grant::ORAL,
        record,
        sharing::{consent as consents, relationship},
    },
};
use chrono::{DateTime, Utc};
use shared::{
    category::Category,
    consent::{
        self, Consent, Decision, Relationships, Request, Rule, Scope, State, Term, Terms, Who, Whom, decide,
    },
    ids::{FacilityCode, PatientId},
    medication::{
        check::{Asker, Cause, Masked, Medicine, against_record, causes},
        knowledge::KnowledgeBase,
    },
    refill::RefillDays,
};

/// Permission to compare drafts with one person's medicines, and to hear the answer ([`CheckAnswer`]). What is read for it
/// stays in here.
#[derive(Debug)]
pub struct Permit(Grant);

/// What is told of a comparison: what may be told without consent, and what may be named with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckAnswer {
    pub masked: Masked,
    /// The medicines behind it, as far as the patient shows them to whoever asks.
    pub causes: Vec<Cause>,
}

/// What is compared, by which knowledge, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    pub asker: &'a Asker,
    pub drafts: &'a [Medicine],
    pub knowledge: &'a KnowledgeBase,
    /// How early a supply may begin that goes on from another.
    pub refill: RefillDays,
}

/// Opens a person's record for a comparison alone, or records that it was refused. Every facility may
/// ask, as it may ask the national service. `oral_consent`: it says that the patient agreed in front of them to have
/// the medicines behind a warning named; that stands in the patient's log.
pub async fn open_for_check(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
    oral_consent: bool,
) -> Result<Permit, Refused> {
    let ask =
        Ask { actor, patient, purpose: Purpose::SafetyCheck, kind: AccessKind::Comparison { oral_consent } };
    enter(store, clock, &ask).await.map(Permit)
}

impl Permit {
    /// Compares, and hands out the answer once the log entry is on disk.
    pub async fn compare(self, comparison: Comparison<'_>) -> Result<CheckAnswer, StoreError> {
        let Comparison { asker, drafts, knowledge, refill } = comparison;
        let grant = self.0;
        let found = record::medicines(&grant, asker.as_of, refill).await?;
        let told = found.derive(|found| {
            let mut masked = against_record(asker, found.medicines, drafts, knowledge);
            masked.incomplete |= found.some_unread;
            CheckAnswer { masked, causes: causes(asker, &found.shown, drafts, knowledge) }
        });
        grant.release(told).await
    }
}

/// What is decided about naming medicines to a facility that asks before it prescribes; `None`: none is named.
///
/// An oral consent is one to medicines, for as long as the answer takes: what the patient excluded stays out.
pub(super) async fn about_medicines(
    tx: &mut Tx,
    now: DateTime<Utc>,
    patient: PatientId,
    (facility, oral_consent): (&FacilityCode, bool),
    seen: &Relationships,
) -> Result<Option<Decision>, StoreError> {
    consents::hold(tx, patient).await?;
    let mut consents = consents::standing(tx, patient, now).await?;
    let mut seen = seen.clone();
    relationship::recall(tx, patient, &mut seen).await?;
    // Nobody agreed at a desk of which the patient says that they are not there.
    let denied = matches!(relationship::stated(tx, patient, facility, now).await?, State::Denied { .. });
    if oral_consent && !denied {
        consents.push(Consent {
            id: ORAL,
            terms: Terms {
                rule: Rule::Permit(Scope::Kind(Category::Medicines)),
                whom: Whom::Facility(facility.clone()),
                term: Term::Visit,
            },
            begun_at: now,
            given_at: now,
            withdrawn_at: None,
        });
    }
    let request = Request { who: Who::Facility(facility.clone()), purpose: consent::Purpose::Care };
    let decision = decide(&request, &consents, &seen, now);
    Ok(decision.shown().contains(Category::Medicines).then_some(decision))
}
