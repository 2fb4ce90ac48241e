//! One item as it was sent, for its own person.

use super::own_view::State;
use crate::store::{StoreError, Tx};
use shared::ids::{ItemId, PatientId};

/// As its person sees it: where it names something hidden, without its remarks and what else of it is not told. That was
/// decided when it came, so that what is hidden costs this look no row.
const SENT: &str = "SELECT COALESCE(w.json, i.json) FROM item i LEFT JOIN item_without_remarks w
        ON i.own_view = 2 AND w.patient_id = i.patient_id AND w.item_id = i.item_id AND w.version = i.version
    WHERE i.patient_id = $1 AND i.item_id = $2 AND i.superseded_at IS NULL AND i.own_view > 0";

/// The item's words. `None`: there is no such item, its person may not see it, or that was not decided yet.
pub async fn find(tx: &mut Tx, patient: PatientId, item: &ItemId) -> Result<Option<String>, StoreError> {
    if !State::of(tx, patient).await?.is_decided() {
        return Ok(None);
    }
    let found: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(SENT).bind(patient.0).bind(item.as_str()).fetch_optional(c).await)?;
    Ok(found.map(|(json,)| json))
}
