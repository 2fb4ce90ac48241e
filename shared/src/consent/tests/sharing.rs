//! What holds now, by what was decided at once; and facilities found by their names.

use super::laws::{facility, noon};
use crate::{
    category::Category,
    consent::{
        Change, ChangeKind, Consent, Excluded, Found, Purpose, Relationships, Rule, Scope, Sharing, Term,
        Terms, Whom,
    },
    ids::ConsentId,
};
use std::collections::BTreeMap;
use uuid::Uuid;

fn consent(number: u128, rule: Rule, whom: Whom) -> Consent {
    Consent {
        id: ConsentId(Uuid::from_u128(number)),
        terms: Terms { rule, whom, term: Term::Standing },
        begun_at: noon(),
        given_at: noon(),
        withdrawn_at: None,
    }
}

fn change(number: u128, given: &[u128]) -> Change {
    let given = given.iter().map(|id| ConsentId(Uuid::from_u128(*id))).collect();
    let id = Uuid::from_u128(number);
    Change { id, at: noon(), kind: ChangeKind::Switches, given, withdrawn: Vec::new() }
}

#[test]
fn what_was_decided_at_once_towards_somebody_stands_together() {
    let (one, other) = (Whom::Facility(facility(0)), Whom::Facility(facility(1)));
    let permit = |scope| Rule::Permit(scope);
    let mut withdrawn = consent(6, permit(Scope::Everything), one.clone());
    withdrawn.withdrawn_at = Some(noon());
    let consents = vec![
        consent(1, permit(Scope::Everything), one.clone()),
        consent(2, permit(Scope::Kind(Category::Infections)), one.clone()),
        // At another time, and for somebody else; one that the history tells no more.
        consent(3, permit(Scope::Kind(Category::Procedures)), one.clone()),
        consent(4, permit(Scope::Everything), other),
        consent(5, Rule::Exclude(Excluded::Scope(Scope::Everything), Purpose::Emergency), one),
        withdrawn,
    ];
    let sharing = Sharing {
        now: noon(),
        consents,
        relationships: Relationships::default(),
        names: BTreeMap::new(),
        history: vec![change(9, &[3]), change(8, &[1, 2, 4, 6])],
        found: None,
        unnamed: Vec::new(),
    };
    let together: Vec<Vec<u128>> = sharing
        .decisions()
        .into_iter()
        .map(|one| one.into_iter().map(|consent| consent.id.0.as_u128()).collect())
        .collect();
    assert_eq!(together, [vec![1, 2], vec![3], vec![4], vec![5]]);
}

#[test]
fn a_name_is_found_by_a_part_of_it_however_that_is_written() {
    let found = Found { code: facility(0), name: "みらいクリニックＡ".into(), kind: None };
    for part in ["みらい", "ミライ", "ﾐﾗｲ", "クリニックa", "い ク", "みらいクリニックＡ"]
    {
        assert!(found.is_named(part), "{part}");
    }
    for part in ["", "　", "みらい病院", "B"] {
        assert!(!found.is_named(part), "{part}");
    }
}
