//! Random decisions, mostly such that something is shown.

use server::entropy::Entropy;
use shared::{
    category::Category,
    consent::{Excluded, FacilityKind, Purpose, Rule, Scope, Subject, Term, Terms, Whom},
    ids::{FacilityCode, ItemId},
    set::Member as _,
};

pub fn pick(chance: &Entropy, below: usize) -> usize {
    usize::try_from(u64::from_be_bytes(chance.bytes())).unwrap() % below
}

fn scope(chance: &Entropy) -> Scope {
    match pick(chance, 3) {
        0 => Scope::Everything,
        _ => Scope::Kind(Category::ALL[pick(chance, Category::ALL.len())]),
    }
}

fn whom(chance: &Entropy, codes: &[FacilityCode]) -> Whom {
    match pick(chance, 4) {
        0 | 1 => Whom::Anyone,
        2 => Whom::Kind(FacilityKind::ALL[pick(chance, 2)]),
        _ => Whom::Facility(codes[pick(chance, codes.len())].clone()),
    }
}

pub fn terms(chance: &Entropy, codes: &[FacilityCode], items: &[ItemId]) -> Vec<Terms> {
    let some = 1 + pick(chance, 6);
    let one = |number: usize| {
        let purpose = Purpose::ALL[pick(chance, 2)];
        let rule = match pick(chance, 4) {
            _ if number == 0 => Rule::Permit(scope(chance)),
            0 | 1 => Rule::Permit(scope(chance)),
            2 => {
                let kind = Category::ALL[pick(chance, Category::ALL.len())];
                Rule::Exclude(Excluded::Scope(Scope::Kind(kind)), purpose)
            }
            _ => {
                let at = pick(chance, items.len());
                let what = match at % 2 {
                    0 => Excluded::Item(items[at].clone()),
                    _ => Excluded::Subject(Subject::EACH[at / 2 % Subject::EACH.len()]),
                };
                Rule::Exclude(what, purpose)
            }
        };
        let term = [Term::Standing, Term::Visit, Term::HomeCare][pick(chance, 3)];
        let whom = if number == 0 { Whom::Anyone } else { whom(chance, codes) };
        Terms { rule, whom, term }
    };
    (0..some).map(one).collect()
}
