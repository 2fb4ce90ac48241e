//! What holds for all consents, whoever gave them.

use crate::{
    category::{Categories, Category},
    consent::{
        Consent, Decision, Excluded, FacilityKind, Purpose, Relationships, Request, Rule, Said, Scope, Shown,
        Statement, Subject, Term, Terms, Who, Whom, decide,
    },
    ids::{ConsentId, FacilityCode, ItemId, PatientId},
    set::Member as _,
};
use chrono::{DateTime, Duration, TimeZone, Utc};
use proptest::{collection::vec, option, prelude::*, sample::select};
use uuid::Uuid;

pub(super) fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 3, 0, 0).unwrap()
}

pub(super) fn facility(number: u8) -> FacilityCode {
    FacilityCode::try_from(format!("131000000{number}")).unwrap()
}

pub(super) fn item(number: u8) -> ItemId {
    ItemId::derive(PatientId(Uuid::nil()), &[&number.to_string()])
}

/// A hospital and a clinic that treat, a pharmacy that does not, one of unknown kind that does; a fifth is not
/// here.
pub(super) fn relationships() -> Relationships {
    let mut all = Relationships::default();
    let kinds =
        [Some(FacilityKind::Hospital), Some(FacilityKind::Clinic), Some(FacilityKind::Pharmacy), None];
    for (number, kind) in (0..).zip(kinds) {
        all.knows(facility(number), kind);
    }
    for number in [0, 1, 3] {
        all.sent(&facility(number), noon() - Duration::days(40));
        all.said(&facility(number), Statement { said: Said::Yes, at: noon() - Duration::days(400) });
    }
    all
}

/// The same facilities, of which this was said about each.
fn of_whom_is_said(statements: &[Statement]) -> Relationships {
    let mut all = relationships();
    for (code, one) in &mut all.0 {
        one.sent = *code != facility(1);
        one.statements = statements.to_vec();
    }
    all
}

fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let one = (select(&Said::ALL[..]), -2_000..10_i64);
    vec(one, 0..6).prop_map(|mut all| {
        all.sort_by_key(|(_, minutes)| *minutes);
        let statement = |(said, minutes)| Statement { said, at: noon() + Duration::minutes(minutes) };
        all.into_iter().map(statement).collect()
    })
}

fn with_statement(statements: &[Statement], said: Said) -> Relationships {
    of_whom_is_said(&statements.iter().copied().chain([Statement { said, at: noon() }]).collect::<Vec<_>>())
}

fn scopes() -> impl Strategy<Value = Scope> {
    prop_oneof![2 => Just(Scope::Everything), 5 => select(&Category::ALL[..]).prop_map(Scope::Kind)]
}

fn whoms() -> impl Strategy<Value = Whom> {
    prop_oneof![
        3 => Just(Whom::Anyone),
        1 => select(&FacilityKind::ALL[..]).prop_map(Whom::Kind),
        3 => (0..5_u8).prop_map(|number| Whom::Facility(facility(number))),
    ]
}

fn terms_of_time() -> impl Strategy<Value = Term> {
    let days = (-30..30_i64, 0..40_i64).prop_map(|(from, length)| {
        let from = (noon() + Duration::days(from)).date_naive();
        Term::Days { from, until: from + Duration::days(length) }
    });
    prop_oneof![4 => Just(Term::Standing), 1 => Just(Term::Visit), 1 => Just(Term::HomeCare), 1 => days]
}

fn purposes() -> impl Strategy<Value = Purpose> {
    select(&Purpose::ALL[..])
}

fn permits() -> impl Strategy<Value = Rule> {
    scopes().prop_map(Rule::Permit)
}

fn excludes() -> impl Strategy<Value = Rule> {
    let what = prop_oneof![
        2 => scopes().prop_map(Excluded::Scope),
        1 => (0..3_u8).prop_map(|number| Excluded::Item(item(number))),
        1 => select(Subject::EACH).prop_map(Excluded::Subject),
    ];
    (what, purposes()).prop_map(|(what, purpose)| Rule::Exclude(what, purpose))
}

fn consent(rule: impl Strategy<Value = Rule>) -> impl Strategy<Value = Consent> {
    let age = prop_oneof![Just(0_i64), 0..200_000_i64, -10..10_i64];
    (any::<u128>(), rule, whoms(), terms_of_time(), age, option::weighted(0.2, -100..100_i64)).prop_map(
        |(id, rule, whom, term, age, withdrawn)| {
            let given_at = noon() - Duration::minutes(age);
            Consent {
                id: ConsentId(Uuid::from_u128(id)),
                terms: Terms { rule, whom, term },
                begun_at: given_at,
                given_at,
                withdrawn_at: withdrawn.map(|minutes| noon() - Duration::minutes(minutes)),
            }
        },
    )
}

pub(super) fn consents() -> impl Strategy<Value = Vec<Consent>> {
    vec(prop_oneof![3 => consent(permits()).boxed(), 1 => consent(excludes()).boxed()], 0..8)
}

pub(super) fn requests() -> impl Strategy<Value = Request> {
    let who = prop_oneof![
        5 => (0..5_u8).prop_map(|number| Who::Facility(facility(number))),
        1 => option::of(select(&FacilityKind::ALL[..])).prop_map(Who::Somebody),
    ];
    (who, purposes()).prop_map(|(who, purpose)| Request { who, purpose })
}

fn decided(request: &Request, consents: &[Consent]) -> Decision {
    decide(request, consents, &relationships(), noon())
}

/// Whether `more` shows at least what `less` shows.
fn shows_at_least(more: &Decision, less: &Decision) -> bool {
    less.shown().and(more.shown().missing()).is_empty() && more.withheld.is_subset(&less.withheld)
}

fn with(consents: &[Consent], one: Consent) -> Vec<Consent> {
    consents.iter().cloned().chain([one]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn more_consent_never_shows_less(all in consents(), more in consent(permits()), request in requests()) {
        prop_assert!(shows_at_least(&decided(&request, &with(&all, more)), &decided(&request, &all)));
    }

    #[test]
    fn an_exclusion_never_shows_more(all in consents(), less in consent(excludes()), request in requests()) {
        prop_assert!(shows_at_least(&decided(&request, &all), &decided(&request, &with(&all, less))));
    }

    #[test]
    fn a_withdrawn_permission_is_as_though_it_never_was(
        all in consents(), mut gone in consent(permits()), request in requests(), ago in -1000..1000_i64
    ) {
        gone.withdrawn_at = Some(noon() - Duration::milliseconds(ago));
        prop_assert_eq!(decided(&request, &with(&all, gone)), decided(&request, &all));
    }

    #[test]
    fn the_order_of_consents_does_not_matter(all in consents().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())), request in requests()) {
        prop_assert_eq!(decided(&request, &all.0), decided(&request, &all.1));
    }

    #[test]
    fn an_emergency_never_shows_what_was_excluded_from_it(
        all in consents(), kind in select(&Category::ALL[..]), who in requests()
    ) {
        let rule = Rule::Exclude(Excluded::Scope(Scope::Kind(kind)), Purpose::Emergency);
        let terms = Terms { rule, whom: Whom::Anyone, term: Term::Standing };
        let one = Consent { id: ConsentId(Uuid::nil()), terms, begun_at: noon(), given_at: noon(), withdrawn_at: None };
        let request = Request { purpose: Purpose::Emergency, ..who };
        prop_assert!(!decided(&request, &with(&all, one)).shown().contains(kind));
    }

    #[test]
    fn an_emergency_does_not_depend_on_what_is_permitted(all in consents(), more in consent(permits()), who in requests()) {
        let request = Request { purpose: Purpose::Emergency, ..who };
        prop_assert_eq!(decided(&request, &with(&all, more)), decided(&request, &all));
    }

    #[test]
    fn nothing_unreadable_permits(all in consents(), mut garbled in consent(permits()), request in requests()) {
        garbled.terms.rule = Rule::Unreadable;
        garbled.withdrawn_at = None;
        prop_assert_eq!(decided(&request, &with(&all, garbled)).shown(), Categories::NONE);
    }

    #[test]
    fn infections_and_procedures_need_a_consent_that_names_them(all in consents(), request in requests()) {
        let request = Request { purpose: Purpose::Care, ..request };
        let decision = decided(&request, &all);
        for kind in Category::with_own_consent().iter() {
            let named = all.iter().any(|one| one.terms.rule == Rule::Permit(Scope::Kind(kind)));
            prop_assert!(named || !decision.shown().contains(kind));
        }
    }

    #[test]
    fn what_a_row_says_is_read_again(one in consent(prop_oneof![permits().boxed(), excludes().boxed()])) {
        let (effect, what, purpose) = one.terms.rule.parts();
        prop_assert_eq!(Rule::parse(effect, &what, purpose.as_str()), Ok(one.terms.rule));
        prop_assert_eq!(Whom::parse(&one.terms.whom.to_string()), Ok(one.terms.whom));
        prop_assert_eq!(Term::parse(&one.terms.term.to_string()), Ok(one.terms.term));
    }

    #[test]
    fn no_text_becomes_a_rule_by_accident(effect in ".{0,12}", what in ".{0,40}", purpose in ".{0,12}") {
        prop_assert!(Rule::parse(&effect, &what, &purpose).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_said_in_fhir_is_read_again(one in consent(prop_oneof![permits().boxed(), excludes().boxed()])) {
        let patient = PatientId(Uuid::from_u128(1));
        let said = crate::fhir::consent::to_fhir(&one, patient).unwrap();
        prop_assert_eq!(crate::fhir::consent::from_fhir(&said), Ok((patient, one)));
    }
}

/// What adds something that we do not know is not half understood.
#[test]
fn a_consent_with_anything_else_in_it_is_refused() {
    let rule = Rule::Permit(Scope::Everything);
    let terms = Terms { rule, whom: Whom::Anyone, term: Term::Standing };
    let one =
        Consent { id: ConsentId(Uuid::nil()), terms, begun_at: noon(), given_at: noon(), withdrawn_at: None };
    let said = crate::fhir::consent::to_fhir(&one, PatientId(Uuid::nil())).unwrap();
    for (path, value) in [
        ("/status", serde_json::json!("draft")),
        ("/provision/type", serde_json::json!("maybe")),
        ("/provision/provision", serde_json::json!([])),
        ("/provision/purpose/0/code", serde_json::json!("HRESCH")),
        ("/patient/reference", serde_json::json!("Patient/1")),
        ("/extension/0/valueCode", serde_json::json!("forever")),
    ] {
        let mut other = said.clone();
        *other.pointer_mut(path).unwrap() = value;
        assert!(crate::fhir::consent::from_fhir(&other).is_err(), "{path}");
    }
    let mut more = said.clone();
    more["provision"]["securityLabel"] = serde_json::json!([]);
    assert!(crate::fhir::consent::from_fhir(&more).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_stated_visit_never_shows_more_than_the_patients_own_word(
        all in consents(), before in statements(), request in requests()
    ) {
        let visit = with_statement(&before, Said::Visit(Shown::Card));
        let confirmed = with_statement(&before, Said::Yes);
        let (less, more) = (decide(&request, &all, &visit, noon()), decide(&request, &all, &confirmed, noon()));
        prop_assert!(shows_at_least(&more, &less));
        prop_assert!(more.untold || !less.untold);
    }

    #[test]
    fn by_a_stated_visit_alone_no_infection_and_nothing_untold_is_shown(all in consents(), request in requests()) {
        let broad: Vec<Consent> =
            all.into_iter().filter(|one| !matches!(one.terms.whom, Whom::Facility(_))).collect();
        let request = match request {
            Request { who: Who::Somebody(_), .. } => return Ok(()),
            request => Request { purpose: Purpose::Care, ..request },
        };
        let visit = with_statement(&[], Said::Visit(Shown::PaperWithPhotograph));
        let decision = decide(&request, &broad, &visit, noon());
        prop_assert!(!decision.shown().contains(Category::Infections) && !decision.untold);
    }

    #[test]
    fn a_denial_shows_nothing_for_care(all in consents(), before in statements(), number in 0..5_u8) {
        let denied = with_statement(&before, Said::No);
        let request = Request { who: Who::Facility(facility(number)), purpose: Purpose::Care };
        let given: Vec<Consent> = all.into_iter().filter(|one| one.begun_at <= noon()).collect();
        let decision = decide(&request, &given, &denied, noon());
        prop_assert!(decision.shown().is_empty() && !decision.untold);
    }

    #[test]
    fn what_is_said_about_treating_is_nothing_to_an_emergency(
        all in consents(), some in statements(), others in statements(), request in requests()
    ) {
        let request = Request { purpose: Purpose::Emergency, ..request };
        let with = |statements: &[Statement]| decide(&request, &all, &of_whom_is_said(statements), noon());
        prop_assert_eq!(with(&some), with(&others));
    }

    /// But for home care, which goes on by it where the patient made the relationship, and for what was kept from
    /// before, which needs something that stands.
    #[test]
    fn data_arriving_never_changes_a_decision(
        all in consents(), said in statements(), number in 0..4_u8, days in 0..100_i64, purpose in purposes()
    ) {
        let said: Vec<Statement> = said.into_iter().filter(|one| one.said != Said::Kept).collect();
        let made_by_the_patient = said.iter().any(|one| matches!(one.said, Said::Yes | Said::Code));
        let goes_on = |one: &Consent| {
            one.terms.term == Term::HomeCare && (made_by_the_patient || matches!(one.terms.whom, Whom::Facility(_)))
        };
        let all: Vec<Consent> = all
            .into_iter()
            .filter(|one| matches!(one.terms.rule, Rule::Permit(_)) && !goes_on(one))
            .collect();
        let mut before = of_whom_is_said(&said);
        let code = facility(number);
        before.0.get_mut(&code).unwrap().sent = false;
        before.0.get_mut(&code).unwrap().visits.clear();
        let mut after = before.clone();
        for day in 0..=days {
            after.sent(&code, noon() - Duration::days(day));
        }
        let request = Request { who: Who::Facility(code), purpose };
        prop_assert_eq!(decide(&request, &all, &before, noon()), decide(&request, &all, &after, noon()));
    }

    #[test]
    fn nobody_whom_the_patient_never_chose_is_shown_anything(all in consents(), number in 0..4_u8) {
        let broad: Vec<Consent> =
            all.into_iter().filter(|one| !matches!(one.terms.whom, Whom::Facility(_))).collect();
        let request = Request { who: Who::Facility(facility(number)), purpose: Purpose::Care };
        prop_assert!(decide(&request, &broad, &of_whom_is_said(&[]), noon()).shown().is_empty());
    }
}
