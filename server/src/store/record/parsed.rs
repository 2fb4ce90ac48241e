//! Parsed items of a person, and which of them stay hidden from the person.

use super::rows::NeverTold;
use chrono::{DateTime, Utc};
use shared::{
    disclosure::{self, Disclosure, HiddenTerms},
    fhir::item::{self, Json, Stored},
    ids::{ItemId, PatientId},
    record::{Entry, ItemKind, fate},
    source::Source,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// All current items of a person, parsed, whoever may see them.
pub(super) struct ParsedItems {
    /// When their items had changed so many times.
    pub changes: i64,
    pub all: Vec<Arc<ParsedItem>>,
    /// What the person themself may see.
    pub open: Vec<Arc<ParsedItem>>,
    /// The content of [`NEVER_TOLD`](super::rows::NEVER_TOLD).
    pub never_told: Vec<NeverTold>,
}

/// A parsed item, and what its content says about who may see it.
pub(super) struct ParsedItem {
    pub place: StoredItem,
    /// By the content; the column has a say of its own.
    pub strictest: Disclosure,
    pub json: String,
    pub item: Entry,
}

/// What the store knows about an item.
#[derive(Clone)]
pub(super) struct StoredItem {
    pub patient: PatientId,
    pub item: ItemId,
    pub source: Source,
    pub kind: ItemKind,
    pub received: DateTime<Utc>,
    /// Whether its sender took an older version back after this one had arrived.
    pub doubted: bool,
    /// The column.
    pub disclosure: i16,
}

impl ParsedItems {
    pub fn of(changes: i64, all: Vec<ParsedItem>, never_told: Vec<NeverTold>) -> Self {
        let all: Vec<Arc<ParsedItem>> = all.into_iter().map(Arc::new).collect();
        let open = withhold(&all, &never_told);
        Self { changes, all, open, never_told }
    }

    /// Roughly: what is read of a text takes about as much again as the text.
    pub fn bytes(&self) -> u64 {
        let texts = self.all.iter().map(|one| 2 * one.json.len() + 512);
        texts.chain(self.never_told.iter().map(|one| one.json.len())).map(|bytes| bytes as u64).sum()
    }
}

impl ParsedItem {
    pub fn of(place: StoredItem, json: String) -> Self {
        let parsed = Json::of(&json);
        let item = item::read(&Stored {
            patient: place.patient,
            item: place.item.clone(),
            source: place.source.clone(),
            kind: place.kind,
            received: place.received,
            doubted: place.doubted,
            json: &parsed,
        });
        Self { place, strictest: parsed.strictest(), json, item }
    }

    /// Hidden is what the column or the content says is hidden.
    fn is_open(&self) -> bool {
        self.place.disclosure == 0 && self.strictest == Disclosure::Open
    }
}

/// Leaves what the person themself may see. Rows flagged UNINFORMED or UNDELIVERED go, whatever
/// says so, the column or the content (an unreadable content counts as flagged); and with them go
/// the documents that refer to one, and the remarks of other items that do. An item whose very
/// name says it goes whole.
fn withhold(all: &[Arc<ParsedItem>], never_told: &[NeverTold]) -> Vec<Arc<ParsedItem>> {
    let (open, hidden): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.is_open());
    let standing = hidden.iter().map(|hidden| (hidden.place.source.to_string(), hidden.json.as_str()));
    let left = never_told.iter().map(|one| (one.source.clone(), one.json.as_str()));
    let hidden = Hidden::of(standing.chain(left));
    open.into_iter().filter_map(|open| without_traces(open, &hidden)).collect()
}

fn without_traces(open: &Arc<ParsedItem>, hidden: &Hidden) -> Option<Arc<ParsedItem>> {
    match seen(open.place.kind, &open.place.source.to_string(), &open.json, hidden) {
        Seen::AsReceived => Some(Arc::clone(open)),
        Seen::WithoutRemarks(json) => Some(Arc::new(ParsedItem::of(open.place.clone(), json))),
        Seen::Not => None,
    }
}

/// What identifies what is hidden of a person: in all, and by each source.
pub(super) struct Hidden {
    all: HiddenTerms,
    by: HashMap<String, HiddenTerms>,
}

impl Hidden {
    /// Of sources and what they hide.
    pub fn of<'a>(texts: impl IntoIterator<Item = (String, &'a str)>) -> Self {
        let mut by: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (source, text) in texts {
            by.entry(source).or_default().push(text);
        }
        Self {
            all: disclosure::hidden_terms_of(by.values().flatten().copied()),
            by: by.into_iter().map(|(source, texts)| (source, disclosure::hidden_terms_of(texts))).collect(),
        }
    }

    fn is_named_by(&self, json: &str) -> bool {
        disclosure::refers_to(json, &self.all)
    }

    fn is_named_by_what_its_own_source_sent(&self, source: &str, json: &str) -> bool {
        self.by.get(source).is_some_and(|own| disclosure::refers_to(json, own))
    }
}

/// What the person themself may see of an item that is not hidden by its own flag.
pub(super) enum Seen {
    AsReceived,
    WithoutRemarks(String),
    Not,
}

/// See [`withhold`].
pub(super) fn seen(kind: ItemKind, source: &str, json: &str, hidden: &Hidden) -> Seen {
    let is_own = || Source::try_from(source).is_ok_and(|source| source.is_the_persons_own());
    if !hidden.is_named_by(json) || is_own() {
        return Seen::AsReceived;
    }
    if kind == ItemKind::Document {
        return Seen::Not;
    }
    let Some(json) = disclosure::without_remarks(json) else { return Seen::Not };
    // What somebody registered openly was told, whoever else keeps it hidden: a diagnosis, what must not be given, what
    // stands on the bag that is taken, and whatever another facility found or did. Or whoever hides something could take
    // a pacemaker or a potassium off an emergency's page.
    let told =
        matches!(kind, ItemKind::Condition | ItemKind::AllergyIntolerance | ItemKind::MedicationRequest);
    match told || !hidden.is_named_by_what_its_own_source_sent(source, &json) {
        true => Seen::WithoutRemarks(fate::without_kept_that_names(&json, &hidden.all)),
        false => Seen::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_hides_what_the_column_forgot() {
        let place = |disclosure| StoredItem {
            patient: PatientId(uuid::Uuid::nil()),
            item: ItemId::try_from("0".repeat(32)).unwrap(),
            source: "1310000001".try_into().unwrap(),
            kind: ItemKind::Condition,
            received: DateTime::UNIX_EPOCH,
            doubted: false,
            disclosure,
        };
        let row = |disclosure, json: &str| ParsedItem::of(place(disclosure), json.to_owned());
        let flagged = r#"{"meta":{"tag":[{"code":"UNINFORMED"}]}}"#;
        let rows = vec![row(0, "{}"), row(1, "{}"), row(0, flagged), row(0, "not JSON")];
        let parsed = ParsedItems::of(1, rows, vec![]);
        assert_eq!((parsed.all.len(), parsed.open.len()), (4, 1));
    }
}
