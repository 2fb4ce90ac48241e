//! Where each row of the list of trouble is tested. A row that stands here nowhere fails until somebody decided.

use super::reference;
use std::{collections::BTreeSet, path::Path};

/// A test, by its file from the root of the project and its name: a function, or a title in Playwright.
type Test = (&'static str, &'static str);

enum Tested {
    /// The row's own file, or what it says to do; then a second case of the kind.
    By(Test, Test),
    /// There is nothing here yet that could be wrong in this way.
    NotApplicable(&'static str),
}
use Tested::{By, NotApplicable};

const LABS: &str = "server/tests/trouble/labs.rs";
const NAMES: &str = "server/tests/trouble/names.rs";
const DAYS: &str = "server/tests/trouble/days.rs";
const DOORS: &str = "server/tests/trouble/doors.rs";
const PROGRAMS: &str = "server/tests/trouble/programs.rs";
const NUMBERS: &str = "server/tests/told_numbers.rs";
const MEDICINES: &str = "server/tests/told_medicines.rs";
const TOLD_NAMES: &str = "server/tests/told_names.rs";
const ORDER: &str = "server/tests/order_of_arrival.rs";

const ROWS: &[(&str, Tested)] = &[
    (
        "T02",
        By(
            (NUMBERS, "t02_a_unit_in_another_spelling_keeps_its_mark_everywhere"),
            (NUMBERS, "t02_units_are_read_by_what_they_mean_and_ranges_without_one_take_it"),
        ),
    ),
    (
        "T04",
        By(
            (LABS, "t04_words_stay_words_and_are_no_number"),
            (LABS, "t04_words_stay_words_and_are_no_number"),
        ),
    ),
    ("T06", By((LABS, "t06_that_no_value_was_sent_is_said"), (LABS, "t06_that_no_value_was_sent_is_said"))),
    (
        "T08",
        By(
            (LABS, "t08_results_of_one_day_stand_with_their_hours_in_order"),
            (LABS, "t08_results_of_one_day_stand_with_their_hours_in_order"),
        ),
    ),
    (
        "T10",
        By(
            (LABS, "t10_an_instant_is_told_by_the_clock_of_tokyo"),
            (LABS, "t10_an_instant_is_told_by_the_clock_of_tokyo"),
        ),
    ),
    (
        "T12",
        By(
            (NUMBERS, "t12_a_range_in_words_is_judged_by_or_said_not_to_be_on_the_sheet"),
            (NUMBERS, "t12_a_range_in_words_is_judged_by_or_said_not_to_be_on_the_sheet"),
        ),
    ),
    (
        "T13",
        By(
            (ORDER, "t13_a_late_preliminary_result_replaces_no_corrected_one"),
            (ORDER, "what_is_later_for_its_sender_stands_whichever_arrives_last"),
        ),
    ),
    (
        "T14",
        By(
            (NAMES, "t14_modifiers_of_the_file_are_part_of_its_names"),
            (TOLD_NAMES, "a_suspicion_is_one_however_it_was_sent_and_a_side_stays"),
        ),
    ),
    (
        "T17",
        By(
            (DAYS, "t17_each_of_several_instructions_stands_at_its_time"),
            (DAYS, "t17_each_of_several_instructions_stands_at_its_time"),
        ),
    ),
    (
        "T18",
        By(
            (MEDICINES, "t18_a_cancelled_prescription_is_not_taken"),
            (MEDICINES, "what_was_not_simply_issued_is_said_with_its_day_and_stands_in_no_plan"),
        ),
    ),
    (
        "T20",
        By(
            (NAMES, "t20_no_known_allergy_of_the_file_is_a_statement_and_no_allergy"),
            (TOLD_NAMES, "a_statement_has_its_scope_and_what_contradicts_it_is_said"),
        ),
    ),
    (
        "T22",
        By(
            (NAMES, "t22_kana_of_an_insurer_hold_a_bundle_and_find_somebody_in_an_emergency"),
            (NAMES, "t22_another_name_is_found_by_either_spelling_and_only_with_all_else"),
        ),
    ),
    (
        "T24",
        By(
            (NAMES, "t24_a_letter_that_no_typeface_has_is_said_to_be_one"),
            (NAMES, "t24_a_letter_that_no_typeface_has_is_said_to_be_one"),
        ),
    ),
    (
        "T26",
        By(
            (DOORS, "t26_a_packed_request_is_taken"),
            ("server/tests/overload.rs", "gzip_is_taken_within_the_same_bounds_and_nothing_else"),
        ),
    ),
    (
        "T28",
        By(
            ("e2e/tests/print_pages.spec.ts", "T28: one long value takes no other off the paper"),
            (
                "e2e/tests/print_pages.spec.ts",
                "T28: a long word anywhere in a table takes no column off the paper",
            ),
        ),
    ),
    (
        "T30",
        By(
            (DOORS, "t30_contained_medicines_nulls_and_orders_to_leave_out_are_understood"),
            (DOORS, "t30_another_question_of_each_kind"),
        ),
    ),
    (
        "T32",
        By(
            (PROGRAMS, "t32_allergies_in_everyday_words_are_found_or_said_not_to_be_understood"),
            (PROGRAMS, "t32_another_medicine_in_everyday_words"),
        ),
    ),
    (
        "T34",
        By(
            (PROGRAMS, "t34_a_code_in_another_width_or_case_is_refused_by_name_or_taken"),
            (PROGRAMS, "t34_a_code_in_another_width_or_case_is_refused_by_name_or_taken"),
        ),
    ),
    (
        "T36",
        By(
            (NUMBERS, "t36_a_critical_sign_is_a_level_of_its_own_with_what_to_do"),
            (NUMBERS, "t36_an_older_sign_asks_without_today_and_measuring_limits_are_none"),
        ),
    ),
    (
        "T38",
        By(
            (NAMES, "t38_a_date_of_birth_to_the_year_is_refused_by_name_and_nothing_is_kept"),
            (NAMES, "t38_a_date_of_birth_to_the_year_is_refused_by_name_and_nothing_is_kept"),
        ),
    ),
    (
        "T40",
        By(
            (NUMBERS, "t40_t57_a_bound_stays_one_for_eyes_and_for_ears"),
            (NUMBERS, "t40_t57_a_second_test_keeps_its_signs"),
        ),
    ),
    (
        "T42",
        By(
            (
                "server/tests/hosts.rs",
                "t42_at_an_address_that_passkeys_are_not_bound_to_the_way_to_the_right_one_is_said",
            ),
            ("server/tests/hosts.rs", "under_another_name_there_is_the_way_to_the_right_one_and_no_more"),
        ),
    ),
    (
        "T44",
        By(
            (
                "e2e/tests/sign_in_with_passkeys.spec.ts",
                "T44: where there is no passkey, the causes and the next step are said",
            ),
            ("e2e/tests/sign_in_with_passkeys.spec.ts", "a device that does not verify its owner is told so"),
        ),
    ),
    (
        "T46",
        By(
            (DOORS, "t46_after_another_person_signed_in_nothing_of_the_first_is_served"),
            (
                "e2e/tests/care_for_others.spec.ts",
                "a tab of one record never shows another after a switch elsewhere",
            ),
        ),
    ),
    (
        "T48",
        By(
            (DOORS, "t48_without_a_session_data_are_refused_and_nobody_is_led_away"),
            ("server/tests/live.rs", "a_stream_ends_with_its_session"),
        ),
    ),
    (
        "T49",
        By(
            ("e2e/tests/show_states.spec.ts", "T49: the button that needs it says what to do"),
            ("e2e/tests/show_states.spec.ts", "T49: pages without a button stay readable"),
        ),
    ),
    (
        "T51",
        By(
            (DAYS, "t51_days_of_a_consent_are_whole_days_of_tokyo"),
            (DAYS, "t51_days_of_a_consent_are_whole_days_of_tokyo"),
        ),
    ),
    (
        "T53",
        By(
            (ORDER, "t53_results_under_one_identifier_at_several_times_are_several"),
            (ORDER, "each_time_is_corrected_by_itself"),
        ),
    ),
    (
        "T55",
        By(
            (DOORS, "t55_a_section_that_is_empty_on_purpose_says_why"),
            (DOORS, "t55_a_section_that_is_empty_on_purpose_says_why"),
        ),
    ),
    (
        "T57",
        By(
            (NUMBERS, "t40_t57_a_bound_stays_one_for_eyes_and_for_ears"),
            (NUMBERS, "t40_t57_a_second_test_keeps_its_signs"),
        ),
    ),
    (
        "T60",
        By(
            (
                "server/tests/outside/main.rs",
                "t60_the_way_back_taken_again_leaves_who_is_signed_in_signed_in",
            ),
            ("server/tests/outside/main.rs", "a_way_back_works_once_in_time_and_in_its_own_browser"),
        ),
    ),
    ("T62", NotApplicable("no reader of JAHIS texts or of SS-MIX2 is part of the program")),
    (
        "P1",
        By(
            (MEDICINES, "p1_a_refill_before_the_old_supply_ends_doubles_no_dose"),
            (MEDICINES, "a_refill_before_the_old_supply_ends_doubles_nothing"),
        ),
    ),
];

#[test]
fn each_test_that_is_named_exists_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (id, tested) in ROWS {
        let By(own, second) = tested else { continue };
        for (file, name) in [own, second] {
            let text = std::fs::read_to_string(root.join(file)).unwrap();
            let found = match file.ends_with(".rs") {
                true => text.matches(&format!("fn {name}(")).count(),
                false => text.matches(&format!("test('{name}'")).count(),
            };
            assert_eq!(found, 1, "{id}: {name} in {file}");
        }
        let named = std::fs::read_to_string(root.join(own.0)).unwrap().to_lowercase();
        assert!(named.contains(&id.to_lowercase()), "{} does not name {id}", own.0);
    }
}

/// Rows without a file too, and files of no row.
#[test]
fn every_row_and_every_file_of_the_folder_is_decided_about() {
    let known: BTreeSet<&str> = ROWS.iter().map(|(id, _)| *id).collect();
    assert_eq!(known.len(), ROWS.len(), "a row twice");
    let (list, folder) = (reference().join("research/trouble.md"), reference().join("data/trouble"));
    let (Ok(text), Ok(files)) = (std::fs::read_to_string(&list), std::fs::read_dir(&folder)) else {
        println!("SKIPPED: no {} or no {}; nobody looked for new rows", list.display(), folder.display());
        return;
    };
    let id = |line: &str| -> Option<String> {
        let id = line.strip_prefix("| ")?.split([' ', '(']).next()?;
        id.starts_with(['T', 'P']).then(|| id.to_owned()).filter(|id| id[1..].parse::<u32>().is_ok())
    };
    let rows: BTreeSet<String> = text.lines().filter_map(id).collect();
    assert!(rows.len() > 30, "{rows:?}");
    let undecided: Vec<&String> = rows.iter().filter(|row| !known.contains(row.as_str())).collect();
    assert!(undecided.is_empty(), "nobody decided where these are tested: {undecided:?}");
    let names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    for name in &names {
        let of = name.split(['-', '.']).next().unwrap();
        // T07 belongs to T40 and T57.
        assert!(of == "T07" || known.contains(of), "{name} is of no row");
    }
    let none: Vec<(&str, &str)> = ROWS
        .iter()
        .filter_map(|(id, tested)| match tested {
            NotApplicable(why) => Some((*id, *why)),
            By(..) => None,
        })
        .collect();
    println!("{} rows and {} files are decided about; not applicable: {none:?}", rows.len(), names.len());
}
