//! What came and what stands, found by what it is known by: a thousand under one identifier cost a thousand times one.

use crate::store::record::item::{Standing, disclosure_number};
use shared::{
    element::Identifier,
    fhir::submission::{
        Incoming,
        version::{Stage, may_be_one_occasion},
    },
    record::ItemKind,
};
use std::collections::HashMap;

/// What results of one test under one identifier agree in, and who may see them.
type Test<'a> = (ItemKind, &'a Identifier, &'a str, i16);

/// Rows by their place in the list they came in.
pub(super) struct Index<'a> {
    rows: &'a [Standing],
    by_id: HashMap<&'a str, Vec<usize>>,
    by_identifier: HashMap<(ItemKind, &'a Identifier), Vec<usize>>,
    by_occasion: HashMap<(ItemKind, &'a Identifier, Option<&'a str>), Vec<usize>>,
    by_content: HashMap<(&'a Identifier, &'a [u8]), Vec<usize>>,
    by_code: HashMap<(ItemKind, &'a Identifier, &'a str), Vec<usize>>,
    /// How many came.
    came: HashMap<Test<'a>, usize>,
    /// Which are part of the record now.
    stand: HashMap<Test<'a>, Vec<usize>>,
}

impl<'a> Index<'a> {
    pub fn of(items: &'a [Incoming], rows: &'a [Standing]) -> Self {
        let mut index = Self {
            rows,
            by_id: HashMap::new(),
            by_identifier: HashMap::new(),
            by_occasion: HashMap::new(),
            by_content: HashMap::new(),
            by_code: HashMap::new(),
            came: HashMap::new(),
            stand: HashMap::new(),
        };
        for (place, row) in rows.iter().enumerate() {
            let (kind, identifier) = (row.kind, &row.identifier);
            index.by_id.entry(&row.item_id).or_default().push(place);
            index.by_identifier.entry((kind, identifier)).or_default().push(place);
            index.by_occasion.entry((kind, identifier, row.occasion.as_deref())).or_default().push(place);
            index.by_content.entry((identifier, &row.json_sha256)).or_default().push(place);
            if row.current {
                index.by_code.entry((kind, identifier, &row.code_key)).or_default().push(place);
                index.stand.entry(test_of_row(row)).or_default().push(place);
            }
        }
        for item in items {
            *index.came.entry(test_of(item)).or_default() += 1;
        }
        index
    }

    /// The rows with an item's id.
    pub fn with_id(&self, id: &str) -> &[usize] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// The rows with this content under an identifier.
    pub fn with_content<'b>(&'b self, identifier: &'b Identifier, sha256: &'b [u8]) -> &'b [usize] {
        self.by_content.get(&(identifier, sha256)).map_or(&[], Vec::as_slice)
    }

    /// What is part of the record under an item's identifier with its code.
    pub fn beside<'b>(&'b self, item: &'b Incoming) -> &'b [usize] {
        let key = (item.kind, &item.identifier, item.code_key.as_str());
        self.by_code.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The rows that an item is another version of, in order.
    pub fn rivals(&self, item: &Incoming) -> Vec<usize> {
        let Some(occasion) = item.occasion.as_deref() else {
            return self.by_identifier.get(&(item.kind, &item.identifier)).cloned().unwrap_or_default();
        };
        let at = |occasion| {
            self.by_occasion.get(&(item.kind, &item.identifier, occasion)).map_or(&[][..], Vec::as_slice)
        };
        let only = self.the_only_other(item).filter(|place| self.replaces(item, *place));
        let mut rivals: Vec<usize> = at(Some(occasion)).iter().chain(at(None)).copied().chain(only).collect();
        rivals.sort_unstable();
        rivals.dedup();
        rivals
    }

    /// Whether an item is another version of what stands: the same identifier, and of a result the same time. A
    /// corrected time, or an hour where there was a day, replaces the one result there is.
    pub fn replaces(&self, item: &Incoming, place: usize) -> bool {
        let row = &self.rows[place];
        if row.kind != item.kind || row.identifier != item.identifier {
            return false;
        }
        let (Some(now), Some(before)) = (&item.occasion, &row.occasion) else { return true };
        if now == before {
            return true;
        }
        let may_be_it = item.version.stage >= Stage::Corrected || may_be_one_occasion(now, before);
        may_be_it && self.the_only_other(item) == Some(place)
    }

    /// The one row that stands for an item's test, where nothing else that is as visible came or stands for it.
    fn the_only_other(&self, item: &Incoming) -> Option<usize> {
        let test = test_of(item);
        let [place] = self.stand.get(&test)?[..] else { return None };
        (self.came.get(&test) == Some(&1)).then_some(place)
    }
}

fn test_of(item: &Incoming) -> Test<'_> {
    (item.kind, &item.identifier, &item.code_key, disclosure_number(item.disclosure))
}

fn test_of_row(row: &Standing) -> Test<'_> {
    (row.kind, &row.identifier, &row.code_key, row.disclosure)
}
