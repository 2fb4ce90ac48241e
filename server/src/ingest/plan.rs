//! What a transmission does to what stands: pure rules over rows without content.

use crate::store::{
    facility::ListUnit,
    item::{Place, Standing, disclosure_number},
};
use sha2::{Digest, Sha256};
use shared::{
    fhir::{
        disclosure::Disclosure,
        submission::{Content, Incoming, ItemKind},
    },
    ids::{ItemId, PatientId},
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

/// The items of a transmission, in the order they were sent.
pub(super) fn incoming(content: &Content) -> &[Incoming] {
    match content {
        Content::List { items, .. } | Content::Report { items } => items,
        Content::Withdrawal { .. } => &[],
        Content::Document { item, .. } => std::slice::from_ref(item),
    }
}

/// How a transmission is noted in the store: what it is, of which kind, for which unit.
pub(super) fn describe(content: &Content, choice: ListUnit) -> (&'static str, Option<ItemKind>, String) {
    match content {
        Content::List { kind, items } => ("list", Some(*kind), Unit::of(choice, items).to_text()),
        Content::Report { .. } => ("report", None, String::new()),
        Content::Withdrawal { kind } => ("withdrawal", Some(*kind), String::new()),
        Content::Document { .. } => ("document", Some(ItemKind::Document), String::new()),
    }
}

/// An incoming item with the id and the hash it will be stored under.
#[derive(Clone, Debug)]
pub(super) struct Numbered<'a> {
    pub item: &'a Incoming,
    pub id: ItemId,
    pub sha256: Vec<u8>,
}

/// Gives every item its id: from its sender, kind, identifier and code. Items that agree in all of
/// these are counted, the hidden ones by themselves, so that no visible id depends on a hidden one.
pub(super) fn number<'a>(items: &'a [Incoming], place: &Place<'_>) -> Vec<Numbered<'a>> {
    let mut seen: BTreeMap<ItemId, u32> = BTreeMap::new();
    items
        .iter()
        .map(|item| {
            let identifier = &item.identifier;
            let mut parts = vec![
                place.facility.as_str(),
                item.kind.as_str(),
                &identifier.system,
                &identifier.value,
                &item.code_key,
            ];
            if item.disclosure != Disclosure::Open {
                parts.push("hidden");
            }
            let mut id = ItemId::derive(place.home, &parts);
            let times = seen.entry(id.clone()).or_default();
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

/// What has to happen to the rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps<'a> {
    pub supersede: Vec<Standing>,
    pub insert: Vec<(Numbered<'a>, Option<PatientId>)>,
    /// One per incoming item: whether the same content stands already.
    pub unchanged: Vec<bool>,
    pub all: Vec<&'a Incoming>,
}

/// Compares what came with what stands. `standing` holds the rows of this facility in this record
/// that could be concerned.
pub(super) fn plan<'a>(
    content: &'a Content,
    choice: ListUnit,
    place: &Place<'_>,
    standing: Vec<Standing>,
) -> Steps<'a> {
    let items = incoming(content);
    let mut steps = Steps::default();
    let mut kept = BTreeSet::new();
    for numbered in number(items, place) {
        let same = standing.iter().position(|row| {
            row.current
                && row.home == place.home
                && row.kind == numbered.item.kind
                && row.item_id == numbered.id.as_str()
                && row.department == numbered.item.department
                && row.disclosure == disclosure_number(numbered.item.disclosure)
                && row.json_sha256 == numbered.sha256
        });
        steps.unchanged.push(same.is_some());
        steps.all.push(numbered.item);
        match same {
            Some(row) => {
                kept.insert(row);
            }
            None => steps.insert.push((numbered, None)),
        }
    }
    let concerns = Concern::of(content, choice);
    steps.supersede = standing
        .into_iter()
        .enumerate()
        .filter(|(index, row)| !kept.contains(index) && concerns.row(row, items))
        .map(|(_, row)| row)
        .collect();
    steps
}

/// Which rows a transmission replaces, beside those of the identifiers it brings.
enum Concern {
    Identifiers,
    Kind(ItemKind),
    /// Which visible rows a list replaces depends on its visible entries alone, as long as there
    /// are any: otherwise a line that goes would tell of a hidden one that came.
    Units {
        kind: ItemKind,
        visible: Unit,
        hidden: Unit,
    },
}

impl Concern {
    fn of(content: &Content, choice: ListUnit) -> Self {
        match content {
            Content::Report { .. } | Content::Document { .. } => Self::Identifiers,
            Content::Withdrawal { kind } => Self::Kind(*kind),
            Content::List { kind, items } => {
                let all = Unit::of(choice, items);
                let open: Vec<_> = items.iter().filter(|item| item.disclosure == Disclosure::Open).collect();
                let visible = if open.is_empty() { all.clone() } else { Unit::of(choice, open) };
                Self::Units { kind: *kind, visible, hidden: all }
            }
        }
    }

    fn row(&self, row: &Standing, items: &[Incoming]) -> bool {
        let same_identifier =
            items.iter().any(|item| item.kind == row.kind && item.identifier == row.identifier);
        same_identifier
            || match self {
                Self::Identifiers => false,
                Self::Kind(kind) => row.kind == *kind,
                Self::Units { kind, visible, hidden } => {
                    let unit = if row.disclosure == 0 { visible } else { hidden };
                    row.kind == *kind && unit.covers(&row.department)
                }
            }
    }
}
