//! One item as it was sent, for its own person.

use super::{
    own_view::State,
    rows::{NEVER_TOLD, NeverTold},
};
use crate::store::{StoreError, Tx};
use shared::{
    fhir::disclosure::{HiddenTerms, hidden_terms_of},
    ids::{ItemId, PatientId},
};

/// As its person sees it: without its remarks where it names something hidden.
const SENT: &str = "SELECT COALESCE(w.json, i.json) FROM item i LEFT JOIN item_without_remarks w
        ON i.own_view = 2 AND w.patient_id = i.patient_id AND w.item_id = i.item_id AND w.version = i.version
    WHERE i.patient_id = $1 AND i.item_id = $2 AND i.superseded_at IS NULL AND i.own_view > 0";

const HIDDEN: &str = "SELECT json FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL AND own_view = -2 ORDER BY item_id";

/// An item's words, and what must not be told of them.
pub struct Sent {
    pub json: String,
    pub hidden: HiddenTerms,
}

/// The same statements, whatever is hidden. `None`: there is no such item, its person may not see it, or that was not
/// decided yet.
pub async fn find(tx: &mut Tx, patient: PatientId, item: &ItemId) -> Result<Option<Sent>, StoreError> {
    if !State::of(tx, patient).await?.is_decided() {
        return Ok(None);
    }
    let hidden: Vec<(String,)> = on!(tx, |c| sqlx::query_as(HIDDEN).bind(patient.0).fetch_all(c).await)?;
    let never_told: Vec<NeverTold> =
        on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
    let found: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(SENT).bind(patient.0).bind(item.as_str()).fetch_optional(c).await)?;
    let left = never_told.iter().map(|one| one.json.as_str());
    let hidden = hidden_terms_of(hidden.iter().map(|(json,)| json.as_str()).chain(left));
    Ok(found.map(|(json,)| Sent { json, hidden }))
}
