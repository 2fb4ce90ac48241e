//! What is done to a log, its reader finds: histories of a real tree, signed with a real key, altered in
//! every way we could think of.

use crate::signed_log::{Log, log};
use proptest::prelude::*;
use shared::log::{Alteration, History, Remembered, Verdict, leaf::commitment, verify_history};

fn altered(history: &History, remembered: Option<&Remembered>) -> Vec<Alteration> {
    match verify_history(history, remembered) {
        Verdict::Altered(what) => what,
        other => panic!("not found: {other:?}"),
    }
}

fn remember(log: &Log) -> Remembered {
    match verify_history(&log.history(0), None) {
        Verdict::Verified { remember, .. } | Verdict::BeingSealed { remember, .. } => remember,
        Verdict::Empty { remember } => remember.unwrap(),
        Verdict::Altered(what) => panic!("{what:?}"),
    }
}

const PLAN: [bool; 11] = [true, false, true, true, false, false, true, false, true, true, false];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever grows honestly is verified, each time by what was remembered the last time.
    #[test]
    fn an_honest_log_is_verified_however_it_grows(
        rounds in prop::collection::vec(prop::collection::vec(any::<bool>(), 0..12), 1..6),
    ) {
        let mut log = Log::default();
        let mut remembered: Option<Remembered> = None;
        for round in rounds {
            for mine in round {
                if mine { log.me("care", true) } else { log.somebody_else() }
            }
            let since = remembered.as_ref().map_or(0, |remembered| remembered.size);
            let verdict = verify_history(&log.history(since), remembered.as_ref());
            remembered = match verdict {
                Verdict::Verified { entries, remember, .. } => {
                    prop_assert_eq!(entries, log.mine.len() as u64);
                    Some(remember)
                }
                Verdict::Empty { remember } => remember,
                other => return Err(TestCaseError::fail(format!("{other:?}"))),
            };
        }
    }

    /// No single byte of what is verified may change.
    #[test]
    fn a_changed_byte_anywhere_is_found(at in any::<prop::sample::Index>(), flip in 1_u8..=255) {
        let history = log(&PLAN).history(4);
        let remembered = remember(&log(&PLAN[..4]));
        let honest = verify_history(&history, Some(&remembered));
        prop_assert!(matches!(honest, Verdict::Verified { .. }), "{honest:?}");
        let bytes = serde_json::to_vec(&history).unwrap();
        let mut changed = bytes.clone();
        let at = at.index(bytes.len());
        changed[at] ^= flip;
        // What is no history any more is refused before it is verified.
        let Ok(read) = serde_json::from_slice::<History>(&changed) else { return Ok(()) };
        // Names are no part of it, nor is another way to write the same.
        let bare = |history: &History| History { person: String::new(), facilities: vec![], ..history.clone() };
        if bare(&read) == bare(&history) {
            return Ok(());
        }
        // Without the consistency proof the reader asks again; here its absence is an alteration too.
        prop_assert!(matches!(verify_history(&read, Some(&remembered)), Verdict::Altered(_)), "{at}");
    }
}

/// A part whose name was changed is a part that is missing; none of those that are proven may be.
#[test]
fn a_missing_part_is_refused() {
    let history = serde_json::to_string(&log(&PLAN).history(4)).unwrap();
    let parts =
        ["key", "checkpoint", "entries", "consistency", "leaf", "fields", "salt", "sealed", "index", "proof"];
    for part in parts {
        let name = format!("\"{part}\":");
        let (before, after) = history.rsplit_once(&name).expect(part);
        let renamed = format!("{before}\"other\":{after}");
        let error = serde_json::from_str::<History>(&renamed).expect_err(part);
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

#[test]
fn an_altered_content_is_found() {
    let mut history = log(&PLAN).history(0);
    history.entries[2].fields[3].1 = "own-record".into();
    assert_eq!(altered(&history, None), [Alteration::Content { seq: 3 }]);
}

#[test]
fn content_that_was_committed_to_anew_is_not_the_leaf_that_was_sealed() {
    let mut history = log(&PLAN).history(0);
    let last = history.entries.last_mut().unwrap();
    last.fields[3].1 = "own-record".into();
    last.leaf.commitment = commitment(last.salt, &last.fields);
    assert_eq!(altered(&history, None), [Alteration::Inclusion { seq: 6 }]);
}

#[test]
fn a_left_out_entry_is_found() {
    for left_out in 0..5 {
        let mut history = log(&PLAN).history(0);
        history.entries.remove(left_out);
        assert!(altered(&history, None).contains(&Alteration::Order { seq: left_out as u64 + 1 }));
    }
}

#[test]
fn the_newest_left_out_is_found_by_whoever_remembers_it() {
    let remembered = remember(&log(&PLAN));
    let mut history = log(&PLAN).history(remembered.size);
    history.entries.pop();
    assert_eq!(altered(&history, Some(&remembered)), [Alteration::Shorter { was: 6, is: 5 }]);
    // Nobody else can know: what the page says it cannot prove.
    assert!(matches!(verify_history(&history, None), Verdict::Verified { entries: 5, .. }));
}

#[test]
fn a_truncated_log_is_found_by_whoever_remembers_it() {
    let remembered = remember(&log(&PLAN));
    let history = log(&PLAN[..9]).history(remembered.size);
    let found = altered(&history, Some(&remembered));
    assert!(found.contains(&Alteration::SmallerLog { was: 11, is: 9 }));
}

#[test]
fn a_forked_view_is_found_by_whoever_remembers_the_other() {
    let remembered = remember(&log(&PLAN));
    let mut other = PLAN;
    (other[1], other[5]) = (false, false);
    let mut forked = log(&other);
    // The fork differs in somebody else's entry alone.
    forked.somebody_else();
    assert_eq!(verify_is_fork(&forked, &remembered), None);
    let mut rewritten = Log { others: 40, ..Log::default() };
    for mine in PLAN.iter().chain(&[false]) {
        if *mine { rewritten.me("care", true) } else { rewritten.somebody_else() }
    }
    assert_eq!(verify_is_fork(&rewritten, &remembered), Some(Alteration::Fork));
}

fn verify_is_fork(log: &Log, remembered: &Remembered) -> Option<Alteration> {
    match verify_history(&log.history(remembered.size), Some(remembered)) {
        Verdict::Altered(what) => what.into_iter().find(|one| *one == Alteration::Fork),
        _ => None,
    }
}

#[test]
fn an_entry_rewritten_with_everything_after_it_is_found() {
    let remembered = remember(&log(&PLAN));
    let mut rewritten = Log::default();
    for (number, mine) in PLAN.iter().enumerate() {
        match (mine, number) {
            (true, 3) => rewritten.me("own-record", true),
            (true, _) => rewritten.me("care", true),
            (false, _) => rewritten.somebody_else(),
        }
    }
    let found = altered(&rewritten.history(remembered.size), Some(&remembered));
    assert_eq!(found, [Alteration::LastChanged { seq: 6 }, Alteration::Fork]);
}

#[test]
fn what_waits_is_being_sealed_and_may_not_overtake() {
    let mut log = log(&PLAN);
    log.me("care", false);
    let verdict = verify_history(&log.history(0), None);
    assert!(
        matches!(verdict, Verdict::BeingSealed { entries: 7, waiting: 1, as_of: Some(_), .. }),
        "{verdict:?}"
    );
    log.me("care", true);
    assert_eq!(altered(&log.history(0), None), [Alteration::Inclusion { seq: 8 }]);
}

#[test]
fn another_key_a_missing_or_an_unsigned_head_is_found() {
    let honest = log(&PLAN);
    let remembered = remember(&honest);
    let history = honest.history(remembered.size);
    let other_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let changed = History { key: other_key.into(), ..history.clone() };
    assert_eq!(altered(&changed, Some(&remembered)), [Alteration::Key]);
    assert_eq!(altered(&changed, None), [Alteration::Head]);
    let missing = History { checkpoint: None, ..history.clone() };
    assert_eq!(altered(&missing, None), [Alteration::Head]);
    let resized = history.checkpoint.clone().unwrap().replacen("\n11\n", "\n12\n", 1);
    assert_eq!(altered(&History { checkpoint: Some(resized), ..history }, None), [Alteration::Head]);
}

#[test]
fn nothing_entered_is_empty_and_nothing_remembered_may_vanish() {
    assert!(matches!(verify_history(&Log::default().history(0), None), Verdict::Empty { .. }));
    let remembered = remember(&log(&PLAN));
    let found = altered(&Log::default().history(0), Some(&remembered));
    assert_eq!(found, [Alteration::Head]);
}
