//! Words of the International Patient Summary that are not the record's.

use crate::{i18n::Locale, plain::in_words_of, t};
use shared::ips::{Labels, NoneStated, Remarks, SectionTitles, Words};
use std::collections::BTreeMap;

/// The words of a summary in `locale`, on a page or outside one.
pub fn ips_words(locale: Locale) -> Words {
    in_words_of(locale, || Words {
        language: locale.tag().to_owned(),
        title: t!("ips-title"),
        author: t!("ips-author", app = t!("app-name")),
        sections: sections(),
        labels: labels(),
        remarks: remarks(),
        none_known: none_stated(|what| t!("none-known-name", what = what)),
        no_information: none_stated(|what| t!("none-not-known-name", what = what)),
        weekdays: [
            t!("weekday-monday"),
            t!("weekday-tuesday"),
            t!("weekday-wednesday"),
            t!("weekday-thursday"),
            t!("weekday-friday"),
            t!("weekday-saturday"),
            t!("weekday-sunday"),
        ],
        codes: codes(),
    })
}

fn sections() -> SectionTitles {
    SectionTitles {
        problems: t!("ips-section-problems"),
        allergies: t!("ips-section-allergies"),
        medications: t!("ips-section-medications"),
        results: t!("ips-section-results"),
        immunizations: t!("ips-section-immunizations"),
        procedures: t!("ips-section-procedures"),
        past_problems: t!("ips-section-past-problems"),
        plan_of_care: t!("ips-section-plan-of-care"),
    }
}

/// Without colons: the narrative adds them.
fn labels() -> Labels {
    Labels {
        against: t!("ips-against"),
        amount: t!("ips-amount"),
        at_most: t!("ips-at-most"),
        category: t!("ips-category"),
        certainty: t!("ips-certainty"),
        criticality: t!("ips-criticality"),
        days: t!("ips-days"),
        days_of_use: t!("ips-days-of-use"),
        days_with: t!("ips-days-with"),
        days_without: t!("ips-days-without"),
        department: t!("ips-department"),
        doctor: t!("record-doctor"),
        dosage: t!("ips-dosage"),
        ended: t!("ips-ended"),
        every_months: t!("ips-every-months"),
        every_weeks: t!("ips-every-weeks"),
        // A day may be one of what was not given, not performed or not prescribed: its status stands beside it.
        given: t!("ips-date"),
        judgement: t!("ips-judgement"),
        last_visit: t!("ips-last-visit"),
        measured: t!("ips-measured"),
        note: t!("ips-note"),
        onset: t!("ips-onset"),
        performed: t!("ips-date"),
        per_day: t!("ips-per-day"),
        per_dose: t!("ips-per-dose"),
        period: t!("medicines-course"),
        prescribed: t!("ips-date"),
        reaction: t!("ips-reaction"),
        reason: t!("ips-reason"),
        recorded: t!("ips-recorded"),
        reference_range: t!("record-range"),
        route: t!("ips-route"),
        sent_as: t!("ips-sent-as"),
        since: t!("ips-since"),
        source: t!("ips-source"),
        specimen: t!("ips-specimen"),
        status: t!("ips-status"),
        times_a_week: t!("ips-times-a-week"),
        value: t!("ips-value"),
        written: t!("ips-written"),
        written_in: t!("ips-written-in"),
    }
}

fn remarks() -> Remarks {
    Remarks {
        as_needed: t!("medicines-as-needed"),
        days_contradict: t!("usage-days-contradict-short"),
        doubted: t!("emergency-summary-doubted"),
        end_not_known: t!("emergency-summary-taking-possibly-still"),
        every_day: t!("usage-every-day"),
        every_other_day: t!("usage-every-other-day"),
        in_doubt: t!("ips-in-doubt"),
        kinds_not_included: t!("ips-kinds-not-included"),
        main_diagnosis: t!("record-diagnosis-main"),
        newest_of_each_test: t!("ips-newest-of-each-test"),
        not_as_resource: t!("ips-not-as-resource"),
        not_every_day: t!("ips-not-every-day"),
        not_included: t!("ips-not-included"),
        not_measured: t!("measured-absent"),
        not_read_completely: t!("emergency-summary-part-unread"),
        not_yet: t!("emergency-summary-taking-not-yet"),
        nothing_current: t!("ips-nothing-current"),
        nothing_recorded: t!("ips-nothing-recorded"),
        older_left_out: t!("ips-older-left-out"),
        severe_reaction: t!("emergency-summary-severe-reaction"),
        to_be_asked: t!("ips-to-be-asked"),
        told_by_the_person: t!("source-person"),
        uneven: t!("ips-uneven"),
        unreadable: t!("unreadable-title"),
    }
}

/// As the record's own pages name such statements.
fn none_stated(named: impl Fn(String) -> String) -> NoneStated {
    NoneStated {
        allergies: named(t!("none-about-allergies")),
        medicine_allergies: named(t!("none-about-medicine-allergies")),
        food_allergies: named(t!("none-about-food-allergies")),
        environment_allergies: named(t!("none-about-environment-allergies")),
        named_allergies: named(t!("none-about-named-allergies")),
        diagnoses: named(t!("none-about-diagnoses")),
        medicines: named(t!("none-about-medicines")),
    }
}

fn codes() -> BTreeMap<String, String> {
    let all = all_codes();
    all.into_iter().flatten().map(|(code, words)| (code.to_owned(), words)).collect()
}

type Codes = Vec<(&'static str, String)>;

fn all_codes() -> [Codes; 6] {
    [of_several_kinds(), of_one_kind(), judgements(), document_kinds(), values(), kinds_of_information()]
}

/// Statuses that several kinds of entry share: each has words that fit all of them.
fn of_several_kinds() -> Codes {
    vec![
        ("active", t!("clinical-status-active")),
        ("cancelled", t!("ips-code-cancelled")),
        ("completed", t!("ips-code-completed")),
        ("entered-in-error", t!("result-status-entered-in-error")),
        ("inactive", t!("ips-code-inactive")),
        ("not-done", t!("performed-not-done")),
        ("on-hold", t!("ips-code-on-hold")),
        ("recurrence", t!("clinical-status-recurrence")),
        ("relapse", t!("clinical-status-relapse")),
        ("remission", t!("clinical-status-remission")),
        ("resolved", t!("ips-code-resolved")),
        ("stopped", t!("ips-code-stopped")),
        ("unknown", t!("ips-code-unknown")),
        // Of diagnoses and allergies, how sure they are.
        ("confirmed", t!("ips-code-confirmed")),
        ("unconfirmed", t!("ips-code-unconfirmed")),
    ]
}

fn of_one_kind() -> Codes {
    vec![
        // Allergies.
        ("food", t!("allergy-category-food")),
        ("medication", t!("allergy-category-medication")),
        ("environment", t!("allergy-category-environment")),
        ("biologic", t!("allergy-category-biologic")),
        ("low", t!("allergy-severity-low")),
        ("high", t!("allergy-severity-high")),
        ("unable-to-assess", t!("allergy-severity-unable-to-assess")),
        // Medicines, as `Standing` names what became of them.
        ("issued", t!("ips-code-issued")),
        ("draft", t!("ips-code-draft")),
        ("not-ordered", t!("ips-code-not-ordered")),
        ("status-not-known", t!("ips-code-status-not-known")),
        ("said-taken", t!("standing-said-taken")),
        ("said-stopped", t!("standing-said-stopped")),
        // Results.
        ("registered", t!("result-status-registered")),
        ("preliminary", t!("result-status-preliminary")),
        ("final", t!("result-status-final")),
        ("amended", t!("result-status-amended")),
        ("corrected", t!("result-status-corrected")),
        // Procedures.
        ("preparation", t!("performed-prepared")),
        ("in-progress", t!("performed-in-progress")),
    ]
}

/// Of `v3-ObservationInterpretation`, the first of those that mean the same.
fn judgements() -> Codes {
    vec![
        ("LL", t!("standing-critically-low")),
        ("L", t!("standing-low")),
        ("N", t!("standing-within")),
        ("H", t!("standing-high")),
        ("HH", t!("standing-critically-high")),
        ("A", t!("standing-outside")),
        ("AA", t!("standing-critical")),
        ("POS", t!("labs-positive")),
        ("NEG", t!("labs-negative")),
        ("IND", t!("labs-indeterminate")),
        ("<", t!("labs-below-measurable")),
        (">", t!("labs-above-measurable")),
    ]
}

/// As `DocumentKind` names them.
fn document_kinds() -> Codes {
    vec![
        ("Referral", t!("document-kind-referral")),
        ("DischargeSummary", t!("document-kind-discharge-summary")),
        ("PatientSummary", t!("document-kind-patient-summary")),
        ("Checkup", t!("document-kind-checkup")),
        ("Prescription", t!("document-kind-prescription")),
        ("Other", t!("document-kind-other")),
    ]
}

/// What a result of yes or no says, and in what time a medicine has its maximum.
fn values() -> Codes {
    vec![
        ("true", t!("measured-yes")),
        ("false", t!("measured-no")),
        ("dose", t!("ips-code-per-dose")),
        ("h", t!("ips-code-hours")),
        ("d", t!("ips-code-days")),
        ("lifetime", t!("ips-code-lifetime")),
    ]
}

/// As [`shared::category::Category`] names those that a section has.
fn kinds_of_information() -> Codes {
    vec![
        ("diagnoses", t!("category-diagnoses")),
        ("allergies", t!("category-allergies")),
        ("contraindications", t!("category-contraindications")),
        ("infections", t!("category-infections")),
        ("tests", t!("category-tests")),
        ("medicines", t!("category-medicines")),
        ("procedures", t!("category-procedures")),
        ("immunizations", t!("category-immunizations")),
        ("documents", t!("category-documents")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::record::{DocumentKind, Performed, Standing, Vaccination};

    #[test]
    fn each_word_is_there_and_ends_in_no_colon() {
        for locale in Locale::ALL {
            let words = serde_json::to_string(&ips_words(locale)).unwrap();
            for end in ["\"\"", ":\",", ":\"}", "：\"", "$"] {
                assert!(!words.contains(end), "{locale:?}: {end} in {words}");
            }
        }
    }

    #[test]
    fn each_code_is_said() {
        let procedures = Performed::STATUSES.map(|(code, _)| code);
        let vaccines = Vaccination::STATUSES.map(|(code, _)| code);
        let medicines = Standing::STATUSES.map(|(_, standing)| standing.as_str());
        let others = [Standing::NotOrdered, Standing::SaidTaken, Standing::SaidStopped];
        let others = others.map(Standing::as_str);
        let documents = [
            DocumentKind::Referral,
            DocumentKind::DischargeSummary,
            DocumentKind::PatientSummary,
            DocumentKind::Checkup,
            DocumentKind::Prescription,
            DocumentKind::Other,
        ];
        let documents = documents.map(DocumentKind::as_str);
        let all = [&procedures[..], &vaccines, &medicines, &others, &documents].concat();
        for locale in Locale::ALL {
            let words = ips_words(locale);
            let unsaid: Vec<&&str> = all.iter().filter(|code| !words.codes.contains_key(**code)).collect();
            assert!(unsaid.is_empty(), "{locale:?}: {unsaid:?}");
        }
    }

    #[test]
    fn no_code_is_said_twice() {
        in_words_of(Locale::En, || {
            assert_eq!(all_codes().iter().map(Vec::len).sum::<usize>(), codes().len());
        });
    }
}
