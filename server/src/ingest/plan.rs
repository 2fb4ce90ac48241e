//! Diff of a transmission against the current items. Pure; reads no JSON.

use super::{index::Index, submission::incoming};
use crate::store::{
    facility::ListUnit,
    record::item::{Place, Standing, disclosure_number},
};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use shared::{
    disclosure::Disclosure,
    fhir::submission::{
        Content, Incoming,
        version::{Position, Stage, Version},
    },
    ids::{ItemId, PatientId},
    record::ItemKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Which rows a list stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Facility,
    /// `None` stands for rows that name no department.
    Departments(BTreeSet<Option<String>>),
}

impl Unit {
    /// A list in which no entry names a department is the facility's own.
    pub fn of<'a>(choice: ListUnit, items: impl IntoIterator<Item = &'a Incoming>) -> Self {
        let departments: BTreeSet<_> = items.into_iter().map(|item| item.department.clone()).collect();
        let none_named = departments.iter().all(Option::is_none);
        if choice == ListUnit::Facility || none_named {
            Self::Facility
        } else {
            Self::Departments(departments)
        }
    }

    fn covers(&self, department: &Option<String>) -> bool {
        match self {
            Self::Facility => true,
            Self::Departments(departments) => departments.contains(department),
        }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Departments(one), Self::Departments(other)) => !one.is_disjoint(other),
            _ => true,
        }
    }

    pub fn to_text(&self) -> String {
        match self {
            Self::Facility => String::new(),
            Self::Departments(departments) => serde_json::to_string(departments).unwrap_or_default(),
        }
    }

    /// Anything unknown counts as the whole facility.
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).map_or(Self::Facility, Self::Departments)
    }
}

/// A transmission, and when it arrived.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival<'a> {
    pub content: &'a Content,
    /// Of a list or a withdrawal.
    pub version: &'a Version,
    pub at: DateTime<Utc>,
    /// What one list of this sender replaces.
    pub choice: ListUnit,
}

/// How a transmission is noted in the store: what it is, of which kind, for which unit, and for which unit openly.
pub(super) struct Described {
    pub content: &'static str,
    pub kind: Option<ItemKind>,
    pub unit: String,
    pub open_unit: String,
}

impl<'a> Arrival<'a> {
    pub fn describe(&self) -> Described {
        let (content, kind) = match self.content {
            Content::List { kind, .. } => ("list", Some(*kind)),
            Content::Report { .. } => ("report", None),
            Content::Withdrawal { kind } => ("withdrawal", Some(*kind)),
            Content::Removal { kind, .. } => ("removal", Some(*kind)),
            Content::Document { .. } => ("document", Some(ItemKind::Document)),
        };
        let text = |unit: Option<(ItemKind, Unit)>| unit.map_or_else(String::new, |(_, unit)| unit.to_text());
        Described { content, kind, unit: text(self.unit()), open_unit: text(self.open_unit()) }
    }

    /// Which rows a list or a withdrawal stands for.
    pub fn unit(&self) -> Option<(ItemKind, Unit)> {
        match self.content {
            Content::List { kind, items } => Some((*kind, Unit::of(self.choice, items))),
            Content::Withdrawal { kind } => Some((*kind, Unit::Facility)),
            Content::Report { .. } | Content::Removal { .. } | Content::Document { .. } => None,
        }
    }

    /// Which visible rows: that depends on its visible entries alone, as long as there are any. Otherwise a line that
    /// goes would tell of a hidden one that came.
    pub fn open_unit(&self) -> Option<(ItemKind, Unit)> {
        let Content::List { kind, items } = self.content else { return self.unit() };
        let open: Vec<_> = items.iter().filter(|item| item.disclosure == Disclosure::Open).collect();
        if open.is_empty() { self.unit() } else { Some((*kind, Unit::of(self.choice, open))) }
    }

    /// For which units a later list or withdrawal holds something back, in all and openly: of a report, the departments of
    /// what it brings, kind by kind.
    pub fn held_back_by(&self) -> Vec<(ItemKind, Unit, Unit)> {
        if let (Some((kind, unit)), Some((_, open_unit))) = (self.unit(), self.open_unit()) {
            return vec![(kind, unit, open_unit)];
        }
        let Content::Report { items } = self.content else { return Vec::new() };
        let kinds: BTreeSet<ItemKind> = items.iter().map(|item| item.kind).collect();
        let of = |kind: ItemKind, open_only: bool| {
            let items = items.iter().filter(|item| item.kind == kind);
            let items = items.filter(|item| !open_only || item.disclosure == Disclosure::Open);
            Unit::Departments(items.map(|item| item.department.clone()).collect())
        };
        kinds.into_iter().map(|kind| (kind, of(kind, false), of(kind, true))).collect()
    }

    /// Where the Bundle stands in its sender's order.
    pub fn position(&self) -> Position {
        self.version.arrived(self.at)
    }

    /// Whether it takes this row out of the record, whatever came before.
    fn removes(&self, row: &Standing) -> bool {
        match self.content {
            Content::Removal { kind, identifier } => row.kind == *kind && row.identifier == *identifier,
            Content::List { .. } | Content::Report { .. } | Content::Withdrawal { .. } => false,
            Content::Document { .. } => false,
        }
    }

    /// Whether what stands is later than what came. What a list says, it says at one moment, whatever the status.
    fn is_behind(&self, row: &Standing, position: &Position) -> bool {
        match self.content {
            Content::List { .. } => {
                let plain = |position: &Position| Position { stage: Stage::Stated, ..position.clone() };
                plain(&row.position).is_later_than(&plain(position))
            }
            _ => row.position.is_later_than(position),
        }
    }
}

/// The homes whose newer list or withdrawal holds back what is said openly of a kind, and what is said hidden.
#[derive(Clone, Debug, Default)]
pub(super) struct LaterLists {
    pub open: BTreeMap<ItemKind, PatientId>,
    pub hidden: BTreeMap<ItemKind, PatientId>,
}

impl LaterLists {
    fn of(&self, kind: ItemKind, disclosure: i16) -> Option<PatientId> {
        let homes = if disclosure == 0 { &self.open } else { &self.hidden };
        homes.get(&kind).copied()
    }
}

/// An incoming item with the id and the hash it will be stored under.
#[derive(Clone, Debug)]
pub(super) struct Numbered<'a> {
    pub item: &'a Incoming,
    pub id: ItemId,
    pub sha256: Vec<u8>,
}

/// Gives every item its id: from its sender, kind, identifier and code, and from its time where the same test stands
/// under its identifier at another one. Items that agree in all of these are counted, the hidden ones by themselves, so
/// that no visible id depends on a hidden one.
pub(super) fn number<'a>(
    items: &'a [Incoming],
    place: &Place<'_>,
    index: &Index<'_>,
    standing: &[Standing],
) -> Vec<Numbered<'a>> {
    let source = place.source.to_string();
    let mut seen: BTreeMap<ItemId, (u32, Option<&str>)> = BTreeMap::new();
    items
        .iter()
        .map(|item| {
            let identifier = &item.identifier;
            let mut parts = vec![
                source.as_str(),
                item.kind.as_str(),
                &identifier.system,
                &identifier.value,
                &item.code_key,
            ];
            if item.disclosure != Disclosure::Open {
                parts.push("hidden");
            }
            let mut id = ItemId::derive(place.home, &parts);
            if let Some(occasion) = item.occasion.as_deref() {
                let at = ItemId::derive(place.home, &[parts.as_slice(), &["at", occasion]].concat());
                let is_its_own = !index.with_id(at.as_str()).is_empty();
                let taken_here = seen.get(&id).is_some_and(|(_, other)| *other != Some(occasion));
                let taken = index.with_id(id.as_str()).iter().any(|row| {
                    standing[*row].occasion.as_deref() != Some(occasion) && !index.replaces(item, *row)
                });
                if is_its_own || taken_here || taken {
                    parts.extend(["at", occasion]);
                    id = at;
                }
            }
            let (times, _) = seen.entry(id.clone()).or_insert((0, item.occasion.as_deref()));
            *times += 1;
            if *times > 1 {
                let times = times.to_string();
                parts.push(&times);
                id = ItemId::derive(place.home, &parts);
            }
            Numbered { item, id, sha256: Sha256::digest(item.json.as_bytes()).to_vec() }
        })
        .collect()
}

/// What became of an incoming item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Stored,
    /// The same content stands already.
    Unchanged,
    /// Kept; what stands is later in its sender's order.
    Late {
        /// It withdraws what stands, which is doubted since.
        doubts: bool,
    },
}

/// An item to be written.
#[derive(Clone, Debug)]
pub(super) struct Insert<'a> {
    pub numbered: Numbered<'a>,
    pub position: Position,
    /// The home whose later transmission it came too late for.
    pub superseded_by: Option<PatientId>,
}

/// What has to happen to the rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps<'a> {
    pub supersede: Vec<Standing>,
    pub insert: Vec<Insert<'a>>,
    pub doubt: Vec<Standing>,
    /// What a sender said something else of, with what it says now: whoever read it is told.
    pub corrected: Vec<(Standing, &'a Incoming)>,
    /// One per incoming item.
    pub fates: Vec<(&'a Incoming, Fate)>,
    /// Identifiers under which other results stand, taken at other times.
    pub beside: Vec<&'a Incoming>,
    /// A list or a withdrawal that something later holds back, from all or from some of what it stands for.
    pub is_behind: bool,
}

/// Compares what came with what stands. `standing` holds the rows of this source in this record that could be
/// concerned.
pub(super) fn plan<'a>(
    arrival: &Arrival<'a>,
    place: &Place<'_>,
    standing: Vec<Standing>,
    later: LaterLists,
) -> Steps<'a> {
    let items = incoming(arrival.content);
    let index = Index::of(items, &standing);
    let numbered = number(items, place, &index, &standing);
    let mut kept = vec![false; standing.len()];
    let same: Vec<bool> = numbered
        .iter()
        .map(|numbered| {
            let alike = index.with_content(&numbered.item.identifier, &numbered.sha256).iter();
            let found = alike.copied().find(|row| !kept[*row] && is_same(numbered, &standing[*row], place));
            found.inspect(|row| kept[*row] = true).is_some()
        })
        .collect();
    let mut steps = Steps::default();
    let mut replaced = vec![false; standing.len()];
    let mut doubted = replaced.clone();
    // Whoever read a row is told once, whatever many say of it.
    let mut told = replaced.clone();
    for (numbered, same) in numbered.into_iter().zip(same) {
        let item = numbered.item;
        let position = item.version.arrived(arrival.at);
        let rivals: Vec<usize> = index.rivals(item).into_iter().filter(|row| !kept[*row]).collect();
        let ahead = rivals.iter().find(|row| arrival.is_behind(&standing[**row], &position));
        let superseded_by =
            later.of(item.kind, disclosure_number(item.disclosure)).or(ahead.map(|row| standing[*row].home));
        if same {
            steps.fates.push((item, Fate::Unchanged));
            // What stood beside it under its identifier and did not come again is gone.
            if superseded_by.is_none() {
                rivals.iter().for_each(|row| replaced[*row] = true);
            }
            continue;
        }
        let mut correct = |row: usize| {
            if !std::mem::replace(&mut told[row], true) {
                steps.corrected.push((standing[row].clone(), item));
            }
        };
        let fate = if superseded_by.is_some() {
            let withdrawn = rivals.iter().filter(|row| is_withdrawn_by(item, &standing[**row], place));
            let mut doubts = false;
            for row in withdrawn {
                correct(*row);
                (doubted[*row], doubts) = (true, true);
            }
            Fate::Late { doubts }
        } else {
            let corrected = rivals.iter().filter(|row| is_corrected_by(item, &standing[**row], place));
            corrected.for_each(|row| correct(*row));
            if index.beside(item).iter().any(|row| !kept[*row] && rivals.binary_search(row).is_err()) {
                steps.beside.push(item);
            }
            rivals.iter().for_each(|row| replaced[*row] = true);
            Fate::Stored
        };
        steps.fates.push((item, fate));
        steps.insert.push(Insert { numbered, position, superseded_by });
    }
    let held_back = !later.open.is_empty() || !later.hidden.is_empty();
    steps.is_behind = held_back && arrival.unit().is_some();
    let units = (arrival.open_unit(), arrival.unit());
    let position = arrival.position();
    for (index, row) in standing.into_iter().enumerate() {
        let unit = if row.disclosure == 0 { &units.0 } else { &units.1 };
        if kept[index] {
            continue;
        }
        let covered =
            unit.as_ref().is_some_and(|(kind, unit)| row.kind == *kind && unit.covers(&row.department));
        let is_ahead = arrival.is_behind(&row, &position);
        steps.is_behind |= covered && is_ahead && row.current;
        let left_out = covered && !is_ahead && later.of(row.kind, row.disclosure).is_none();
        if replaced[index] || left_out || arrival.removes(&row) {
            steps.supersede.push(row);
        } else if doubted[index] {
            steps.doubt.push(row);
        }
    }
    steps
}

/// Whether this very content stands already. What is doubted is sent again by it.
fn is_same(numbered: &Numbered<'_>, row: &Standing, place: &Place<'_>) -> bool {
    let item = numbered.item;
    row.current
        && !row.doubted
        && row.home == place.home
        && (row.kind, &row.identifier, &row.code_key) == (item.kind, &item.identifier, &item.code_key)
        && row.department == item.department
        && row.disclosure == disclosure_number(item.disclosure)
        && row.json_sha256 == numbered.sha256
}

/// Whether a message says openly that what stood was wrong: it says so itself, or it changes a result that was more than
/// preliminary.
fn is_corrected_by(item: &Incoming, row: &Standing, place: &Place<'_>) -> bool {
    let changes_a_result = item.kind == ItemKind::Observation && row.position.stage > Stage::Preliminary;
    (item.version.stage >= Stage::Corrected || changes_a_result)
        && row.position.stage != Stage::Withdrawn
        && row.current
        && row.home == place.home
        && row.code_key == item.code_key
        && (item.disclosure, row.disclosure) == (Disclosure::Open, 0)
}

/// Whether a message that came too late withdraws what stands. What is hidden casts no doubt on anything visible, and
/// what came under another home is left alone: a link can be undone.
fn is_withdrawn_by(item: &Incoming, row: &Standing, place: &Place<'_>) -> bool {
    item.version.stage == Stage::Withdrawn
        && row.position.stage != Stage::Withdrawn
        && row.current
        && !row.doubted
        && row.home == place.home
        && row.code_key == item.code_key
        && (item.disclosure == Disclosure::Open || row.disclosure != 0)
}
