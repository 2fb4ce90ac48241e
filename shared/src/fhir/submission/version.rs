//! Which of two messages about one entry came later: by the sender's own order; arrival breaks ties.

use crate::record::ItemKind;
use crate::time::Moment;
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;

/// What a sender says about which version of an entry it sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// `meta.lastUpdated`; of what a list brings, the list's own.
    pub updated: Option<DateTime<Utc>>,
    /// `meta.versionId` where it is a number; of a document its version number.
    pub number: Option<i64>,
    pub stage: Stage,
}

/// How far an entry has come: among messages of the same moment the last of these stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// `registered`, `preliminary`, `draft`.
    Preliminary,
    #[default]
    Stated,
    /// `amended`, `corrected`, `appended`.
    Corrected,
    /// `cancelled`, `entered-in-error`.
    Withdrawn,
}

/// Where a version stands in its sender's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub updated: DateTime<Utc>,
    pub number: Option<i64>,
    pub stage: Stage,
    pub arrived: DateTime<Utc>,
}

/// A sender's clock may go so far ahead without being told.
pub const AHEAD: Duration = Duration::days(1);

impl Stage {
    pub const ALL: [Self; 4] = [Self::Preliminary, Self::Stated, Self::Corrected, Self::Withdrawn];

    /// As the store writes it.
    pub fn number(self) -> i16 {
        self as i16
    }

    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.number() == number)
    }

    fn of_status(status: &str) -> Self {
        match status {
            "registered" | "preliminary" | "draft" => Self::Preliminary,
            "amended" | "corrected" | "appended" => Self::Corrected,
            "cancelled" | "entered-in-error" => Self::Withdrawn,
            _ => Self::Stated,
        }
    }
}

impl Version {
    /// Of a resource by itself, or of a document's Bundle.
    pub fn of(kind: ItemKind, value: &Value) -> Self {
        match kind {
            ItemKind::Document => Self::of_document(value),
            _ => Self { updated: updated(value), number: number(value), stage: stage(value) },
        }
    }

    /// What is written in the store.
    pub fn of_stored(kind: ItemKind, json: &str) -> Self {
        serde_json::from_str(json).map_or_else(|_| Self::default(), |value| Self::of(kind, &value))
    }

    /// Of a list, or of a withdrawal: when the Bundle was put together.
    pub(super) fn of_bundle(bundle: &Value) -> Self {
        let updated = instant(bundle.get("timestamp")).or_else(|| updated(bundle));
        Self { updated, number: None, stage: Stage::Stated }
    }

    fn of_document(bundle: &Value) -> Self {
        let entries = bundle.get("entry").and_then(Value::as_array).into_iter().flatten();
        let composition = entries
            .filter_map(|entry| entry.get("resource"))
            .find(|resource| resource.get("resourceType").and_then(Value::as_str) == Some("Composition"));
        Self {
            updated: composition
                .and_then(updated)
                .or_else(|| updated(bundle))
                .or_else(|| instant(bundle.get("timestamp"))),
            number: composition.and_then(document_number),
            stage: composition.map_or(Stage::Stated, stage),
        }
    }

    /// Nothing is known before it is so: what says that it was changed after it arrived counts as changed then.
    pub fn arrived(&self, at: DateTime<Utc>) -> Position {
        let updated = self.updated.map_or(at, |updated| updated.min(at));
        Position { updated, number: self.number, stage: self.stage, arrived: at }
    }

    /// Whether it says that it was changed more than a day after it arrived.
    pub fn is_ahead_of(&self, arrival: DateTime<Utc>) -> bool {
        self.updated.is_some_and(|updated| updated.signed_duration_since(arrival) > AHEAD)
    }
}

impl Position {
    /// Whether this stands where both are known. Numbers count only where both have one.
    pub fn is_later_than(&self, other: &Self) -> bool {
        let numbers = self.number.zip(other.number).map_or(std::cmp::Ordering::Equal, |(a, b)| a.cmp(&b));
        self.updated
            .cmp(&other.updated)
            .then(numbers)
            .then(self.stage.cmp(&other.stage))
            .then(self.arrived.cmp(&other.arrived))
            .is_gt()
    }
}

/// When a result was taken, in one spelling. Results under one identifier at several times are several results.
pub fn occasion(kind: ItemKind, value: &Value) -> Option<String> {
    if !kind.stored().has_occasions {
        return None;
    }
    let period = value.get("effectivePeriod");
    let said = [
        value.get("effectiveDateTime"),
        value.get("effectiveInstant"),
        period.and_then(|period| period.get("start")),
        period.and_then(|period| period.get("end")),
    ];
    said.into_iter().flatten().find_map(moment).map(|moment| match moment {
        Moment::Instant(instant) => Moment::Instant(instant.to_utc().fixed_offset()).into(),
        day => day.into(),
    })
}

/// Of what is written in the store.
pub fn occasion_of_stored(kind: ItemKind, json: &str) -> Option<String> {
    occasion(kind, &serde_json::from_str(json).ok()?)
}

/// Whether two occasions may be one: the day of a result, and later its hour.
pub fn may_be_one_occasion(one: &str, other: &str) -> bool {
    let (Ok(one), Ok(other)) = (Moment::try_from(one), Moment::try_from(other)) else { return one == other };
    match (&one, &other) {
        (Moment::Instant(one), Moment::Instant(other)) => one == other,
        _ => one.first_day() <= other.last_day() && other.first_day() <= one.last_day(),
    }
}

fn updated(value: &Value) -> Option<DateTime<Utc>> {
    instant(value.get("meta").and_then(|meta| meta.get("lastUpdated")))
}

fn instant(value: Option<&Value>) -> Option<DateTime<Utc>> {
    match moment(value?) {
        Some(Moment::Instant(instant)) => Some(instant.to_utc()),
        _ => None,
    }
}

fn moment(value: &Value) -> Option<Moment> {
    Moment::try_from(value.as_str()?).ok()
}

fn number(value: &Value) -> Option<i64> {
    value.get("meta")?.get("versionId")?.as_str()?.parse().ok()
}

fn document_number(composition: &Value) -> Option<i64> {
    let extensions = composition.get("extension").and_then(Value::as_array).into_iter().flatten();
    let of_version = |extension: &&Value| {
        extension
            .get("url")
            .and_then(Value::as_str)
            .is_some_and(|url| url.ends_with("composition-clinicaldocument-versionNumber"))
    };
    let said = extensions.into_iter().find(of_version).and_then(|extension| extension.get("valueString"));
    said.and_then(Value::as_str).and_then(|text| text.trim().parse().ok()).or_else(|| number(composition))
}

fn stage(value: &Value) -> Stage {
    let status = value.get("status").and_then(Value::as_str).map_or(Stage::Stated, Stage::of_status);
    let verified = value.get("verificationStatus").and_then(|concept| concept.get("coding"));
    let in_error = verified
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .any(|coding| coding.get("code").and_then(Value::as_str) == Some("entered-in-error"));
    if in_error { Stage::Withdrawn } else { status }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// A result's version: when it was changed, its status, and when it arrived.
    fn position(updated: &str, status: &str, arrived: &str) -> Position {
        let value = json!({"meta": {"lastUpdated": updated}, "status": status});
        Version::of(ItemKind::Observation, &value).arrived(at(arrived))
    }

    /// Trouble T13: the corrected result stands, whichever of the two arrives last.
    #[wasm_bindgen_test(unsupported = test)]
    fn the_senders_order_decides_and_arrival_breaks_ties() {
        let (early, late) = ("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z");
        let (older, newer) = ("2026-11-21T10:00:00+09:00", "2026-11-22T10:00:00+09:00");
        for (first, second) in [
            (position(older, "preliminary", late), position(newer, "corrected", early)),
            // A withdrawal of yesterday is older than what was said today.
            (position(older, "entered-in-error", late), position(newer, "final", early)),
            (position(newer, "preliminary", late), position(newer, "final", early)),
            (position(newer, "final", late), position(newer, "corrected", early)),
            (position(newer, "corrected", late), position(newer, "cancelled", early)),
            (position(newer, "final", early), position(newer, "final", late)),
            // One instant in two spellings.
            (position("2026-11-22T01:00:00Z", "preliminary", late), position(newer, "final", early)),
            // Its clock goes ahead: it counts as changed when it arrived.
            (position("2027-11-22T01:00:00Z", "final", early), position(early, "corrected", late)),
            // Who does not say when counts as having changed it when it arrived.
            (position(older, "final", late), position("", "final", early)),
        ] {
            assert!(second.is_later_than(&first), "{second:?} {first:?}");
            assert!(!first.is_later_than(&second), "{second:?} {first:?}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn version_numbers_count_where_both_have_one() {
        let numbered = |number: &str| {
            let value = json!({"meta": {"lastUpdated": "2026-11-22T01:00:00Z", "versionId": number}});
            Version::of(ItemKind::Procedure, &value).arrived(at("2026-11-25T00:00:00Z"))
        };
        assert!(numbered("10").is_later_than(&numbered("9")));
        assert!(!numbered("9").is_later_than(&numbered("10")));
        // A number that is none says nothing, and arrival decides.
        let unnumbered = Position { arrived: at("2026-11-26T00:00:00Z"), ..numbered("abc") };
        assert!(unnumbered.is_later_than(&numbered("10")) && !numbered("10").is_later_than(&unnumbered));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn more_than_a_day_ahead_is_noticed() {
        let version = |text| Version { updated: Some(at(text)), ..Version::default() };
        let arrival = at("2026-11-25T00:00:00Z");
        assert!(!version("2026-11-26T00:00:00Z").is_ahead_of(arrival));
        assert!(version("2026-11-26T00:00:01Z").is_ahead_of(arrival));
        assert!(!Version::default().is_ahead_of(arrival));
    }

    /// Trouble T53.
    #[wasm_bindgen_test(unsupported = test)]
    fn several_times_are_several_occasions() {
        let taken =
            |text: &str| occasion(ItemKind::Observation, &json!({"effectiveDateTime": text})).unwrap();
        assert_eq!(taken("2026-11-20T07:00:00+09:00"), taken("2026-11-19T22:00:00Z"));
        assert!(!may_be_one_occasion(
            &taken("2026-11-20T07:00:00+09:00"),
            &taken("2026-11-20T12:00:00+09:00")
        ));
        assert!(may_be_one_occasion(&taken("2026-11-20"), &taken("2026-11-20T07:00:00+09:00")));
        assert!(!may_be_one_occasion(&taken("2026-11-20"), &taken("2026-11-21T07:00:00+09:00")));
        let period = json!({"effectivePeriod": {"start": "2026-11-20", "end": "2026-11-21"}});
        assert_eq!(occasion(ItemKind::Observation, &period).as_deref(), Some("2026-11-20"));
        assert_eq!(occasion(ItemKind::Condition, &json!({"effectiveDateTime": "2026-11-20"})), None);
    }

    /// The store keeps the number of each stage.
    #[wasm_bindgen_test(unsupported = test)]
    fn the_number_of_a_stage_stays() {
        assert_eq!(Stage::ALL.map(Stage::number), [0, 1, 2, 3]);
        assert_eq!(Stage::from_number(3), Some(Stage::Withdrawn));
        assert_eq!(Stage::from_number(4), None);
    }
}
