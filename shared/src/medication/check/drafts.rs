//! Check of a prescribing system's drafts, among each other and against what the person takes already. Both by the
//! national profile (docs/knowledge-base.md); the second answer is masked, and names a medicine only where the person
//! shows it to the facility that asks.

use super::{
    check,
    findings::{FindingKind, Findings, Masked},
    situation::{Category, Medicine, Pregnancy, Profile, Questioned, Situation, Source},
};
use crate::{ids::FacilityCode, medication::knowledge::KnowledgeBase, record::Sex};
use chrono::NaiveDate;

/// The facility that asks, when, and what it says itself about the person. Nothing of the person's record is
/// looked at but medicines, so that no answer can depend on a disease.
#[derive(Clone, Debug)]
pub struct Asker {
    pub facility: FacilityCode,
    pub as_of: NaiveDate,
    pub birth_date: Option<NaiveDate>,
    pub sex: Option<Sex>,
}

/// All drafts of one request are one sheet.
const SHEET: &str = "draft";

/// Compares the drafts with each other. The asker wrote them, so all of it may be said.
pub fn among_drafts(asker: &Asker, drafts: &[Medicine], knowledge: &KnowledgeBase) -> Findings {
    // The national service does not compare within one sheet; that a pair may not be signed is true all the same.
    // Two strengths of one medicine on a sheet are one dose, and no duplicate.
    let drafts = drafts.iter().map(|draft| asker.wrote(draft, None)).collect();
    check(&asker.situation(drafts, Profile::National { own_facility: true }), knowledge)
}

/// Compares each draft with each medicine of the record (medicines of the record are not compared with each other),
/// and tells what may be told without consent.
pub fn against_record(
    asker: &Asker,
    record: Vec<Medicine>,
    drafts: &[Medicine],
    knowledge: &KnowledgeBase,
) -> Masked {
    compared(asker, record, drafts, knowledge).masked()
}

/// A medicine of the record that does not go with a draft, by what masking says that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// [`FindingKind::Interaction`] (a contraindicated one) or [`FindingKind::Duplicate`].
    pub kind: FindingKind,
    /// As it was sent in the draft.
    pub draft: String,
    /// As the record has it.
    pub name: String,
    pub facility: Option<String>,
    pub start: Option<NaiveDate>,
    /// Why the medicine of the record only may be taken.
    pub questioned: Option<Questioned>,
}

/// The same comparison by name: `shown` are the medicines of the record that the person shows to the facility that
/// asks.
pub fn causes(
    asker: &Asker,
    shown: &[Medicine],
    drafts: &[Medicine],
    knowledge: &KnowledgeBase,
) -> Vec<Cause> {
    let findings = compared(asker, shown.to_vec(), drafts, knowledge);
    let told = findings.findings.iter().filter(|finding| finding.is_told_masked());
    told.filter_map(|finding| {
        let mut places: Vec<usize> = finding.medicines.iter().map(|one| one.index).collect();
        places.sort_unstable();
        let [past, draft] = places[..] else { return None };
        let (past, draft) = (shown.get(past)?, drafts.get(draft.checked_sub(shown.len())?)?);
        Some(Cause {
            kind: finding.kind,
            draft: draft.name.clone(),
            name: past.name.clone(),
            facility: past.facility.clone(),
            start: past.start,
            questioned: past.questioned,
        })
    })
    .collect()
}

/// Compares each draft with each medicine of the record.
fn compared(
    asker: &Asker,
    record: Vec<Medicine>,
    drafts: &[Medicine],
    knowledge: &KnowledgeBase,
) -> Findings {
    let first_draft = record.len();
    let mut medicines = record;
    medicines.extend(drafts.iter().map(|draft| asker.wrote(draft, Some(SHEET))));
    let mut findings = check(&asker.situation(medicines, Profile::NATIONAL), knowledge);
    findings.findings.retain(|finding| {
        let is_draft = |at: usize| finding.medicines[at].index >= first_draft;
        finding.medicines.len() == 2 && is_draft(0) != is_draft(1)
    });
    findings
}

impl Asker {
    fn wrote(&self, draft: &Medicine, sheet: Option<&str>) -> Medicine {
        Medicine {
            facility: Some(self.facility.to_string()),
            sheet: sheet.map(str::to_owned),
            source: Source::Draft,
            ..draft.clone()
        }
    }

    fn situation(&self, medicines: Vec<Medicine>, profile: Profile) -> Situation {
        Situation {
            as_of: self.as_of,
            profile,
            birth_date: self.birth_date,
            sex: self.sex,
            pregnancy: Pregnancy::Unknown,
            kidney: None,
            medicines,
            allergies: Vec::new(),
            conditions: Vec::new(),
            // A contraindication that holds only with a disease is told, as one that cannot be evaluated.
            not_available: vec![
                Category::Allergies,
                Category::Conditions,
                Category::Kidney,
                Category::Pregnancy,
            ],
        }
    }
}

#[cfg(all(test, feature = "knowledge"))]
mod tests {
    use super::*;
    use crate::medication::{
        check::{FindingKind, Supply},
        knowledge::embedded::built_in,
    };
    use std::sync::LazyLock;
    use wasm_bindgen_test::wasm_bindgen_test;

    const OURS: &str = "1310000011";
    const THEIRS: &str = "1310000029";
    static KNOWLEDGE: LazyLock<KnowledgeBase> = LazyLock::new(|| built_in().unwrap());

    fn asker() -> Asker {
        Asker {
            facility: FacilityCode::try_from(OURS).unwrap(),
            as_of: "2026-11-21".parse().unwrap(),
            birth_date: None,
            sex: None,
        }
    }

    fn taken(name: &str, facility: &str, start: &str) -> Medicine {
        Medicine {
            name: name.into(),
            codes: Vec::new(),
            route: None,
            start: Some(start.parse().unwrap()),
            supply: Supply::Days(14),
            as_needed: false,
            facility: Some(facility.into()),
            sheet: None,
            source: Source::Prescription,
            department: None,
            prescriber: None,
            questioned: None,
        }
    }

    fn check_masked(record: &[(&str, &str, &str)], drafts: &[&str], expected: (bool, bool, bool)) {
        let past = record.iter().map(|(name, facility, start)| taken(name, facility, start)).collect();
        let drafts: Vec<Medicine> = drafts.iter().map(|name| taken(name, OURS, "2026-11-21")).collect();
        let masked = against_record(&asker(), past, &drafts, &KNOWLEDGE);
        let found = (masked.duplicate_exists, masked.contraindication_exists, masked.incomplete);
        assert_eq!(found, expected, "{record:?} {drafts:?}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn only_a_draft_with_a_medicine_of_the_record_counts() {
        let selegiline = ("エフピーＯＤ錠２．５", THEIRS, "2026-11-15");
        let tramadol = ("トラマールＯＤ錠２５ｍｇ", THEIRS, "2026-11-15");
        check_masked(&[selegiline], &["トラマールＯＤ錠２５ｍｇ"], (false, true, false));
        check_masked(&[selegiline], &["カロナール錠５００"], (false, false, false));
        check_masked(&[tramadol], &["トラマールＯＤ錠２５ｍｇ"], (true, false, false));
        // Two past medicines are nothing to tell the asker about, and two drafts are told elsewhere.
        check_masked(&[selegiline, tramadol], &["カロナール錠５００"], (false, false, false));
        check_masked(&[], &["エフピーＯＤ錠２．５", "トラマールＯＤ錠２５ｍｇ"], (false, false, false));
        // Over, from the asker itself, and not recognised.
        let over = ("エフピーＯＤ錠２．５", THEIRS, "2026-11-01");
        check_masked(&[over], &["トラマールＯＤ錠２５ｍｇ"], (false, false, false));
        check_masked(
            &[("エフピーＯＤ錠２．５", OURS, "2026-11-15")],
            &["トラマールＯＤ錠２５ｍｇ"],
            (false, false, false),
        );
        check_masked(
            &[("だれも知らない薬", THEIRS, "2026-11-15")],
            &["カロナール錠５００"],
            (false, false, true),
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_shown_is_named_and_nothing_else() {
        let selegiline = taken("エフピーＯＤ錠２．５", THEIRS, "2026-11-15");
        let unrelated = taken("カロナール錠５００", THEIRS, "2026-11-15");
        let drafts = [
            taken("カロナール錠５００", OURS, "2026-11-21"),
            taken("トラマールＯＤ錠２５ｍｇ", OURS, "2026-11-21"),
        ];
        let named = |shown: &[Medicine]| -> Vec<(FindingKind, String, String)> {
            let causes = causes(&asker(), shown, &drafts[1..], &KNOWLEDGE);
            causes.into_iter().map(|cause| (cause.kind, cause.draft, cause.name)).collect()
        };
        let both = [unrelated.clone(), selegiline.clone()];
        let expected = (FindingKind::Interaction, drafts[1].name.clone(), selegiline.name);
        assert_eq!(named(&both), [expected]);
        assert_eq!(named(&[unrelated]), []);
        assert_eq!(named(&[]), []);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn drafts_are_compared_with_each_other() {
        let kinds = |names: &[&str]| -> Vec<FindingKind> {
            let drafts: Vec<Medicine> = names.iter().map(|name| taken(name, OURS, "2026-11-21")).collect();
            let findings = among_drafts(&asker(), &drafts, &KNOWLEDGE).findings;
            findings.iter().map(|finding| finding.kind).collect()
        };
        assert_eq!(kinds(&["エフピーＯＤ錠２．５", "トラマールＯＤ錠２５ｍｇ"]), [FindingKind::Interaction]);
        // A dose made of two strengths.
        assert_eq!(kinds(&["ワーファリン錠１ｍｇ", "ワーファリン錠５ｍｇ"]), []);
        assert_eq!(kinds(&["トラムセット配合錠", "カロナール錠５００"]), [FindingKind::Duplicate]);
    }
}
