//! Content of the page, by what its address asks for.

use super::{
    Chosen,
    draft::Draft,
    wanted::{Until, What, subjects_changed},
    words,
};
use shared::{
    category::{Categories, Category},
    consent::{
        Board, Consent, Decision, Excluded, FacilityKind, KeptBack, Line, Preset, Purpose, Rule, Sharing,
        SharingQuery, State, Subject, Subjects, SubjectsChange, Whom, passed_on,
    },
    ids::{FacilityCode, ItemId},
    nfkc::nfkc,
    record::RecordView,
    set::Member as _,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Lines on one page of the list of single items.
pub const LINES_PER_PAGE: usize = 30;

/// Letters of a name that are searched for.
const LONGEST_NAME: usize = 60;

/// Facilities that stand to be chosen from; the others are one tap away.
const FIRST: usize = 5;

/// Question in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub chosen: Option<Chosen>,
    /// What the form was set to, and not decided.
    pub what: Option<What>,
    pub until: Option<Until>,
    pub subjects: SubjectsChange,
    /// Of which kind single items are listed, and which page of the list.
    pub items: Option<Category>,
    pub page: usize,
    /// The number or the name of a facility, as it was typed.
    pub typed: Option<String>,
    /// Part of a facility's name.
    pub find: Option<String>,
    pub problem: Option<Problem>,
    pub saved: Option<Saved>,
    /// Which of the folded sections is to be read.
    pub open: Option<&'static str>,
}

/// Something was just decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// In which section.
    pub section: &'static str,
    /// `None`: nothing was changed by it.
    pub change: Option<String>,
}

/// The sections that change something, by their anchors.
const SECTIONS: [&str; 5] = ["presets", "switches", "items", "decided", "history"];

/// Sections that an address opens, by their anchors.
const FOLDED: [&str; 2] = ["treating", "history"];

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
    /// Somebody chose them, and not this page.
    pub is_chosen: bool,
    /// Facilities to choose from, those that treat first.
    pub first: Vec<Chosen>,
    /// Other facilities, kinds of them, and all of them.
    pub more: Vec<Chosen>,
    /// What the chosen recipient sees now.
    pub decision: Decision,
    /// What the form is set to.
    pub what: What,
    pub until: Until,
    pub subjects: SubjectsAsked,
    /// What would be if it were decided as it is set.
    pub draft: Draft,
    pub items: Listed,
    /// The number or the name of a facility as it was typed.
    pub typed: String,
    pub problem: Option<Problem>,
    pub saved: Option<Saved>,
    /// Which of the folded sections is to be read.
    pub open: Option<&'static str>,
}

/// Subjects to keep back from the chosen recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectsAsked {
    /// What the form is set to.
    pub kept: Subjects,
    /// What is kept back from exactly the chosen recipient now.
    pub before: Subjects,
    /// Kept back from more than the chosen recipient: nothing that is decided here opens them.
    pub by_more: Subjects,
    /// What each takes of this record: of each line the name, each once.
    pub taken: Vec<(Subject, Vec<String>)>,
}

impl SubjectsAsked {
    fn of(view: &RecordView, board: &Board<'_>, decision: &Decision, asked: SubjectsChange) -> Self {
        let before = board.kept_back();
        let passed = |subjects: Subjects| {
            let decision = Decision { subjects, ..Decision::unlimited() };
            Line::all_of(&passed_on(view.record.clone(), &decision, view.as_of))
        };
        let all = passed(Subjects::NONE);
        let taken = |subject: Subject| {
            let left: BTreeSet<ItemId> = passed(subject.into()).into_iter().map(|line| line.item).collect();
            let mut names: Vec<String> = Vec::new();
            for name in all.iter().filter(|line| !left.contains(&line.item)).map(words::line) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            (subject, names)
        };
        Self {
            kept: asked.after(before),
            before,
            by_more: decision.subjects.and(before.missing()),
            taken: Subjects::ALL.iter().map(taken).collect(),
        }
    }
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
        let part = |name: &str| get(name).map(|said| said.trim().to_owned()).filter(|said| !said.is_empty());
        let (code, name) = (part("code"), part("find"));
        let typed = code.clone().or_else(|| name.clone());
        // Whoever types a number where a name may stand means a number.
        let (numbers, names): (Vec<_>, Vec<_>) = name.into_iter().partition(|said| is_a_number(said));
        let facility = code.into_iter().chain(numbers).next();
        let facility = facility.map(|said| FacilityCode::try_from(nfkc(&said).as_ref()));
        let chosen = match &facility {
            Some(Ok(code)) => Some(Chosen::for_care(Whom::Facility(code.clone()))),
            _ => get("to").and_then(|to| Chosen::parse(&to)),
        };
        let said = get("problem");
        let problem = match facility {
            Some(Err(_)) => Some(Problem::UnknownFacility),
            _ => Problem::ALL.into_iter().find(|one| Some(one.as_str()) == said.as_deref()),
        };
        let section = get("saved").and_then(|said| SECTIONS.into_iter().find(|one| *one == said));
        let change = get("change");
        Self {
            chosen,
            what: get("what").and_then(|_| What::read(&get).ok()),
            until: get("term").and_then(|_| Until::read(&get).ok()),
            subjects: subjects_changed(&get).unwrap_or_default(),
            items: get("items").and_then(|kind| Category::from_name(&kind)),
            page: get("page").and_then(|page| page.parse().ok()).unwrap_or(0),
            typed,
            find: names.into_iter().next().map(|name| name.chars().take(LONGEST_NAME).collect()),
            problem,
            saved: section.map(|section| Saved { section, change }),
            open: get("open").and_then(|said| FOLDED.into_iter().find(|one| *one == said)),
        }
    }

    /// What is needed beside what was decided.
    pub fn query(&self) -> SharingQuery {
        let also = self.chosen.as_ref().and_then(Chosen::facility).cloned();
        SharingQuery { also, find: self.find.clone() }
    }
}

fn is_a_number(text: &str) -> bool {
    nfkc(text).chars().all(|letter| letter.is_ascii_digit() || letter == '-')
}

impl ConsentContent {
    pub fn of(view: &RecordView, sharing: Arc<Sharing>, asked: &Asked) -> Self {
        let mut problem = asked.problem;
        let mut chosen = asked.chosen.clone();
        let facility = chosen.as_ref().and_then(Chosen::facility);
        if facility.is_some_and(|code| !sharing.relationships.0.contains_key(code)) {
            (chosen, problem) = (None, Some(Problem::UnknownFacility));
        }
        let is_chosen = chosen.is_some();
        let chosen = chosen.unwrap_or(Chosen::EVERYBODY);
        let board = board(&sharing, &chosen);
        let decision = board.decision();
        let what = asked.what.unwrap_or_else(|| set_to(&chosen, is_chosen, &decision));
        let until = if is_chosen { Until::of(&board) } else { Until::Today };
        let kinds = if is_chosen { what.kinds() } else { decision.shown() };
        let subjects = SubjectsAsked::of(view, &board, &decision, asked.subjects);
        let (first, more) = choices(&sharing);
        Self {
            preset: Preset::of(&sharing.consents, sharing.now).filter(|_| sharing.unnamed.is_empty()),
            draft: Draft::of(&sharing, &chosen, (kinds, asked.subjects), view),
            subjects,
            items: Listed::of(view, &sharing, asked),
            until: asked.until.unwrap_or(until),
            is_chosen,
            first,
            more,
            chosen,
            decision,
            what,
            sharing,
            typed: asked.typed.clone().unwrap_or_default(),
            problem,
            saved: asked.saved.clone(),
            open: asked.open,
        }
    }
}

/// How the form stands before anybody touches it: as it was decided, or on the first of the choices.
fn set_to(chosen: &Chosen, is_chosen: bool, decision: &Decision) -> What {
    let shown = decision.shown();
    match chosen.purpose {
        Purpose::Emergency => What::Kinds(shown),
        Purpose::Care if is_chosen && shown != Categories::NONE => What::of(shown),
        Purpose::Care => What::Ordinary,
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

/// Facilities that were not denied, those that treat first; then the others, the kinds that there are here, and everybody
/// who treats.
fn choices(sharing: &Sharing) -> (Vec<Chosen>, Vec<Chosen>) {
    let known = &sharing.relationships.0;
    let mut facilities: Vec<(u8, &FacilityCode)> = known
        .iter()
        .map(|(code, one)| match one.state(sharing.now) {
            State::Confirmed | State::Kept | State::Visit { .. } => (0, code),
            State::Asked | State::None => (1, code),
            State::Denied { .. } => (2, code),
        })
        .collect();
    facilities.sort();
    let denied = facilities.partition_point(|(order, _)| *order < 2);
    let others = facilities.split_off(denied.min(FIRST));
    let facility = |(_, code): (u8, &FacilityCode)| Chosen::for_care(Whom::Facility(code.clone()));
    let kinds: BTreeSet<FacilityKind> = known.values().filter_map(|one| one.kind).collect();
    let kinds = kinds.into_iter().map(|kind| Chosen::for_care(Whom::Kind(kind)));
    let more = others.into_iter().map(facility).chain(kinds).chain([Chosen::EVERYBODY]);
    (facilities.into_iter().map(facility).collect(), more.collect())
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
        Rule::Exclude(Excluded::Scope(_) | Excluded::Subject(_), _) | Rule::Permit(_) | Rule::Unreadable => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::of(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_is_typed_is_a_number_or_a_name() {
        let number = asked(&[("find", "１３１００００００１")]);
        assert_eq!(
            number.chosen.as_ref().and_then(Chosen::facility).map(FacilityCode::as_str),
            Some("1310000001")
        );
        assert_eq!((number.find, number.problem), (None, None));
        for wrong in ["131000000", "13100000011", "131-0000001", "9310000001"] {
            let asked = asked(&[("find", wrong), ("to", "anyone")]);
            assert_eq!((asked.problem, asked.find), (Some(Problem::UnknownFacility), None), "{wrong}");
        }
        let name = asked(&[("find", " みらい ")]);
        assert_eq!((name.find.as_deref(), name.problem, name.chosen), (Some("みらい"), None, None));
        assert_eq!(asked(&[("find", " ")]), Asked::default());
        assert_eq!(asked(&[("code", "abc")]).problem, Some(Problem::UnknownFacility));
    }

    #[test]
    fn an_address_holds_the_form_as_it_was_set() {
        let asked = asked(&[("to", "anyone"), ("what", "kinds"), ("tests", "on"), ("term", "month")]);
        assert_eq!(asked.what, Some(What::Kinds(Categories::NONE.with(Category::Tests))));
        assert_eq!(asked.until, Some(Until::Month));
    }
}
