//! One item as it was sent, for its own person.

use super::own_view::State;
use crate::store::{StoreError, Tx};
use shared::ids::{ItemId, PatientId};

/// Only of what its person sees as it was received: whatever names something hidden, anywhere in it, is none of these.
const SENT: &str = "SELECT json FROM item
    WHERE patient_id = $1 AND item_id = $2 AND superseded_at IS NULL AND own_view = 1";

/// `None`: there is no such item, its person may not see all of it, or that was not decided yet.
pub async fn find(tx: &mut Tx, patient: PatientId, item: &ItemId) -> Result<Option<String>, StoreError> {
    if !State::of(tx, patient).await?.is_decided() {
        return Ok(None);
    }
    let found: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(SENT).bind(patient.0).bind(item.as_str()).fetch_optional(c).await)?;
    Ok(found.map(|(json,)| json))
}
