//! Staff who look at a record, as their pages do.

use super::{World, facility};
use server::{
    auth::{Actor, Role, Roles, Staff},
    gate::{self, Purpose, Refused},
    store::{record, sharing::emergency::Stated},
};
use shared::{
    emergency::Reason,
    ids::{AccountId, PatientId},
    record::{RecordView, Untold},
};
use uuid::Uuid;

pub fn staff(code: &str, roles: &[Role]) -> Actor {
    let roles = roles.iter().copied().collect::<Roles>();
    Actor::Staff(Staff { account: AccountId(Uuid::from_u128(7)), facility: facility(code), roles })
}

pub fn doctor(code: &str) -> Actor {
    staff(code, &[Role::Doctor])
}

/// What they are shown; in an emergency after they broke the glass.
pub async fn look(
    world: &World,
    actor: &Actor,
    patient: PatientId,
    purpose: Purpose,
) -> Result<(RecordView, Vec<Untold>), Refused> {
    if purpose == Purpose::Emergency {
        break_glass(world, actor, patient).await?;
    }
    let grant = gate::open(&world.store, &world.clock, actor, patient, purpose).await?;
    let sealed = record::view(&grant, world.clock.today(), Default::default()).await?;
    Ok(grant.release(sealed).await?.read_with_untold()?)
}

pub async fn break_glass(world: &World, actor: &Actor, patient: PatientId) -> Result<Uuid, Refused> {
    let World { store, clock, entropy } = world;
    let stated = Stated { reason: Reason::Unconscious, note: String::new() };
    gate::break_glass(store, clock, entropy, actor, patient, stated).await
}
