//! Invented people who act for others: a daughter whom her mother invited, and a mother of three who are nearly
//! fifteen, fifteen and sixteen.

use super::{morning, names::INSURER, place, wire::INSURED};
use crate::{
    entropy::Entropy,
    store::{
        Store, StoreError, Tx,
        account::{self, Kind},
        identity::person,
        sharing::mandate::{self, Giver},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    category::{Categories, Category},
    delegation::{Actions, Basis, Mandate, Proposal, Unfounded},
    identity::InsuredId,
    ids::{AccountId, FacilityCode, PatientId},
};
use uuid::Uuid;

/// Who is called what, and whose insured ids they stand for.
const HANAKO: &str = "見本:１:01";
const DAUGHTER: (&str, &str) = ("見本 みどり", "みどり（娘）");
const CHILDREN: [&str; 3] = ["仮想:７:04", "仮想:７:03", "仮想:７:05"];
const MOTHER: (&str, &str) = ("仮想 めぐみ", "めぐみ（母）");
const DESK: &str = "模擬 窓口";

/// Writes them once. Whoever of the people is not there is left out.
pub async fn seed(store: &Store, day: NaiveDate, entropy: &Entropy) -> Result<(), StoreError> {
    let now = morning(day);
    let mut tx = store.write().await?;
    let Some(hanako) = holder(&mut tx, HANAKO).await? else { return Ok(()) };
    if !mandate::all_of_patient(&mut tx, hanako.id).await?.is_empty() {
        return Ok(());
    }
    let own = own_account(&mut tx, &hanako, now, entropy).await?;
    let daughter = account::insert(&mut tx, DAUGHTER.0, &Kind::Person(None), now, entropy).await?;
    let hers = Proposal {
        basis: Basis::Granted,
        categories: Categories::ALL.without(Category::Diagnoses).without(Category::Documents),
        actions: Actions::ALL,
        until: None,
    };
    let by = Giver { account: own, facility: None };
    arrange(&mut tx, &hanako, (daughter, DAUGHTER.1), &hers, by, (entropy.uuid(), day)).await?.ok();

    let clinic = super::code(place::CHILDREN.code);
    let desk = account::insert(&mut tx, DESK, &Kind::Staff(clinic.clone()), now, entropy).await?;
    let mother = account::insert(&mut tx, MOTHER.0, &Kind::Person(None), now, entropy).await?;
    let parents =
        Proposal { basis: Basis::Parent, categories: Categories::ALL, actions: Actions::ALL, until: None };
    let by = Giver { account: desk, facility: Some(&clinic) };
    for insured in CHILDREN {
        if let Some(child) = holder(&mut tx, insured).await? {
            // Nobody is a parent any more of somebody who came of age since the demonstration began.
            arrange(&mut tx, &child, (mother, MOTHER.1), &parents, by, (entropy.uuid(), day)).await?.ok();
        }
    }
    tx.commit().await
}

async fn holder(tx: &mut Tx, insured: &str) -> Result<Option<person::Home>, StoreError> {
    let insured = InsuredId::new(INSURED, &format!("{INSURER}:{insured}"));
    Ok(person::holders(tx, &insured).await?.into_iter().next())
}

async fn own_account(
    tx: &mut Tx,
    home: &person::Home,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<AccountId, StoreError> {
    match account::of_patient(tx, home.id).await? {
        Some(known) => Ok(known.id),
        None => {
            account::insert(tx, &home.demographics.name, &Kind::Person(Some(home.id)), now, entropy).await
        }
    }
}

/// Given, accepted and confirmed at once.
async fn arrange(
    tx: &mut Tx,
    home: &person::Home,
    (account, label): (AccountId, &str),
    proposal: &Proposal,
    by: Giver<'_>,
    (id, day): (Uuid, NaiveDate),
) -> Result<Result<Uuid, Unfounded>, StoreError> {
    let now = morning(day);
    let terms = match proposal.mandate(home.as_subject(), day) {
        // What a desk attests, two people there have.
        Ok(terms) => Mandate { confirmed_at: by.facility.map(|_| now), ..terms },
        Err(why) => return Ok(Err(why)),
    };
    mandate::give(tx, id, home.id, label, &terms, by, now).await?;
    mandate::accept(tx, id, account, now).await?;
    mandate::confirm(tx, id, home.id, now).await?;
    Ok(Ok(id))
}

/// Somebody with a sign-in and no record of their own.
pub async fn join(
    store: &Store,
    name: &str,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<AccountId, StoreError> {
    let mut tx = store.write().await?;
    let id = account::insert(&mut tx, name, &Kind::Person(None), now, entropy).await?;
    tx.commit().await?;
    Ok(id)
}

/// Somebody who works at a facility's desk.
pub async fn employ(
    store: &Store,
    facility: &FacilityCode,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<AccountId, StoreError> {
    let mut tx = store.write().await?;
    let id = account::insert(&mut tx, DESK, &Kind::Staff(facility.clone()), now, entropy).await?;
    tx.commit().await?;
    Ok(id)
}

/// Accepts, as whoever holds the invitation does.
pub async fn accept(
    store: &Store,
    mandate: Uuid,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let mut tx = store.write().await?;
    let accepted = mandate::accept(&mut tx, mandate, account, now).await?;
    tx.commit().await?;
    Ok(accepted)
}

/// A mandate that a facility attests, accepted and confirmed at once.
pub async fn attest(
    store: &Store,
    patient: PatientId,
    account: AccountId,
    proposal: &Proposal,
    by: Giver<'_>,
    day: NaiveDate,
    entropy: &Entropy,
) -> Result<Result<Uuid, Unfounded>, StoreError> {
    let mut tx = store.write().await?;
    let home = person::find_in(&mut tx, patient)
        .await?
        .ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?;
    let given = arrange(&mut tx, &home, (account, DESK), proposal, by, (entropy.uuid(), day)).await?;
    tx.commit().await?;
    Ok(given)
}

/// Gives everything back, as whoever acts does.
pub async fn resign(
    store: &Store,
    account: AccountId,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let mut tx = store.write().await?;
    let resigned = mandate::resign(&mut tx, account, patient, now).await?;
    tx.commit().await?;
    Ok(resigned)
}
