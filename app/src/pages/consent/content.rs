//! Content of the page, by what its address asks for.

use super::{Chosen, words};
use shared::{
    category::{Categories, Category},
    consent::{
        Board, Consent, Decision, Excluded, FacilityKind, KeptBack, Line, Preset, Preview, Purpose, Rule,
        Sharing, Whom, passed_on,
    },
    ids::{FacilityCode, ItemId},
    record::RecordView,
    set::Member as _,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Lines on one page of the list of single items.
pub const LINES_PER_PAGE: usize = 30;

/// Question in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub chosen: Option<Chosen>,
    /// Of which kind single items are listed, and which page of the list.
    pub items: Option<Category>,
    pub page: usize,
    /// The number of a facility, as it was typed.
    pub typed: Option<String>,
    pub problem: Option<Problem>,
    /// In which section something was just changed.
    pub saved: Option<&'static str>,
}

/// The sections that change something, by their anchors.
const SECTIONS: [&str; 5] = ["presets", "switches", "items", "decided", "history"];

/// Why something was not done, or cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No facility here has this number.
    UnknownFacility,
    /// Something broader excludes it.
    Blocked,
    /// There is nothing of what was to be changed.
    NothingThere,
    /// A decision about more facilities shows it for longer.
    LongerByMore,
    /// Another one who decides for the same person closed it.
    ClosedByAnother,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConsentContent {
    pub sharing: Arc<Sharing>,
    /// `None`: none of them says it.
    pub preset: Option<Preset>,
    pub chosen: Chosen,
    /// Recipients to choose from.
    pub choices: Vec<Chosen>,
    /// Where the switches stand.
    pub decision: Decision,
    /// Preview of what the chosen recipient sees now.
    pub preview: Preview,
    pub items: Listed,
    /// The number of a facility as it was typed.
    pub typed: String,
    pub problem: Option<Problem>,
    /// In which section something was just changed.
    pub saved: Option<&'static str>,
}

/// Single items to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub kind: Option<Category>,
    /// The kinds of which there is anything.
    pub kinds: Categories,
    pub lines: Vec<Line>,
    pub page: usize,
    pub pages: usize,
    /// The lines that stay out, whatever their kind: by which decisions, and in which purposes.
    pub hidden: BTreeMap<ItemId, Hidden>,
    pub hidden_lines: Vec<Line>,
    /// Names of all items that were ever decided about by themselves.
    pub names: BTreeMap<ItemId, String>,
}

/// Why a line stays out.
#[derive(Clone, Debug, PartialEq)]
pub struct Hidden {
    /// The item that was chosen: this line, or another one about the same.
    pub chosen: ItemId,
    pub purposes: BTreeSet<Purpose>,
}

impl Problem {
    const ALL: [Self; 5] =
        [Self::UnknownFacility, Self::Blocked, Self::NothingThere, Self::LongerByMore, Self::ClosedByAnother];

    /// The name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownFacility => "unknown-facility",
            Self::Blocked => "blocked",
            Self::NothingThere => "nothing-there",
            Self::LongerByMore => "longer-by-more",
            Self::ClosedByAnother => "closed-by-another",
        }
    }
}

impl Asked {
    /// Reads the parts of an address. What is not understood is as though it were not there, but for a number that is
    /// no facility's: it was typed.
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let typed = get("code").map(|code| code.trim().to_owned()).filter(|code| !code.is_empty());
        let facility = typed.as_deref().map(FacilityCode::try_from);
        let chosen = match &facility {
            Some(Ok(code)) => Some(Chosen::for_care(Whom::Facility(code.clone()))),
            _ => get("to").and_then(|to| Chosen::parse(&to)),
        };
        let said = get("problem");
        let problem = match facility {
            Some(Err(_)) => Some(Problem::UnknownFacility),
            _ => Problem::ALL.into_iter().find(|one| Some(one.as_str()) == said.as_deref()),
        };
        Self {
            chosen,
            items: get("items").and_then(|kind| Category::from_name(&kind)),
            page: get("page").and_then(|page| page.parse().ok()).unwrap_or(0),
            typed,
            problem,
            saved: get("saved").and_then(|said| SECTIONS.into_iter().find(|one| *one == said)),
        }
    }
}

impl ConsentContent {
    pub fn of(view: &RecordView, sharing: Arc<Sharing>, asked: &Asked) -> Self {
        let mut problem = asked.problem;
        let mut chosen = asked.chosen.clone().unwrap_or(Chosen::EVERYBODY);
        if chosen.facility().is_some_and(|code| !sharing.relationships.0.contains_key(code)) {
            (chosen, problem) = (Chosen::EVERYBODY, Some(Problem::UnknownFacility));
        }
        let decision = board(&sharing, &chosen).decision();
        Self {
            preset: Preset::of(&sharing.consents, sharing.now),
            choices: choices(&sharing),
            preview: Preview::of(&view.record, &decision, view.as_of),
            items: Listed::of(view, &sharing, asked),
            chosen,
            decision,
            sharing,
            typed: asked.typed.clone().unwrap_or_default(),
            problem,
            saved: asked.saved,
        }
    }
}

/// The switches for the chosen recipient.
pub fn board<'a>(sharing: &'a Sharing, chosen: &'a Chosen) -> Board<'a> {
    Board {
        consents: &sharing.consents,
        relationships: &sharing.relationships,
        whom: &chosen.whom,
        purpose: chosen.purpose,
        now: sharing.now,
    }
}

/// Everybody, emergencies, the kinds that there are here, and the facilities that treat or were named.
fn choices(sharing: &Sharing) -> Vec<Chosen> {
    let known = &sharing.relationships.0;
    let kinds: BTreeSet<FacilityKind> = known.values().filter_map(|one| one.kind).collect();
    let kinds = kinds.into_iter().map(|kind| Chosen::for_care(Whom::Kind(kind)));
    let facilities = known.keys().map(|code| Chosen::for_care(Whom::Facility(code.clone())));
    [Chosen::EVERYBODY, Chosen::IN_AN_EMERGENCY].into_iter().chain(kinds).chain(facilities).collect()
}

impl Listed {
    fn of(view: &RecordView, sharing: &Sharing, asked: &Asked) -> Self {
        let mut excluded: BTreeMap<&ItemId, BTreeSet<Purpose>> = BTreeMap::new();
        for consent in sharing.current() {
            if let (Rule::Exclude(Excluded::Item(item), purpose), Whom::Anyone) =
                (&consent.terms.rule, &consent.terms.whom)
            {
                excluded.entry(item).or_default().insert(*purpose);
            }
        }
        let mut hidden: BTreeMap<ItemId, Hidden> = BTreeMap::new();
        for (item, purposes) in excluded {
            for line in KeptBack::by(&view.record, item) {
                let chosen = || Hidden { chosen: item.clone(), purposes: BTreeSet::new() };
                let one = hidden.entry(line.clone()).or_insert_with(chosen);
                one.purposes.extend(&purposes);
                if line == *item {
                    one.chosen = line;
                }
            }
        }
        let all = Line::all_of(&view.record);
        let decided: BTreeSet<&ItemId> = sharing.consents.iter().filter_map(item_of).collect();
        let named = all.iter().filter(|line| decided.contains(&line.item));
        let names = named.map(|line| (line.item.clone(), words::line(line))).collect();
        let hidden_lines = all.into_iter().filter(|line| hidden.contains_key(&line.item)).collect();
        // What is never passed on, or no more, need not be excluded.
        let passed = Line::all_of(&passed_on(view.record.clone(), &Decision::unlimited(), view.as_of));
        let kinds = passed.iter().map(|line| line.category).collect::<Categories>();
        let lines: Vec<Line> = passed.into_iter().filter(|line| Some(line.category) == asked.items).collect();
        let pages = lines.len().div_ceil(LINES_PER_PAGE).max(1);
        let page = asked.page.min(pages - 1);
        let lines = lines.into_iter().skip(page * LINES_PER_PAGE).take(LINES_PER_PAGE).collect();
        Self { kind: asked.items, kinds, lines, page, pages, hidden, hidden_lines, names }
    }
}

/// The item that a decision is about, if it is about one.
fn item_of(consent: &Consent) -> Option<&ItemId> {
    match &consent.terms.rule {
        Rule::Exclude(Excluded::Item(item), _) => Some(item),
        Rule::Exclude(Excluded::Scope(_), _) | Rule::Permit(_) | Rule::Unreadable => None,
    }
}
