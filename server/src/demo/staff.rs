//! The invented staff of the demonstration's hospital.

use super::{SeedError, code, morning, place};
use crate::{
    auth::{Role, Roles},
    entropy::Entropy,
    store::{Store, facility::staff},
};
use chrono::NaiveDate;
use shared::ids::FacilityCode;

/// Where they work.
pub fn facility() -> FacilityCode {
    code(place::HOSPITAL.code)
}

/// One of each kind that a desk knows: who looks after staff and keys, who sits at the window, who treats.
pub async fn seed(store: &Store, day: NaiveDate, entropy: &Entropy) -> Result<(), SeedError> {
    let staff = [
        ("見本 管理", Roles::from_iter([Role::Administrator])),
        ("見本 受付", Roles::from_iter([Role::Clerk])),
        ("見本 医師", Roles::from_iter([Role::Doctor, Role::Emergency])),
    ];
    Ok(staff::add_invented(store, &facility(), &staff, morning(day), entropy).await?)
}
