//! The same as `reading`, in WebAssembly in a browser: rounds of batches, because a browser's clock is coarse.
//!
//! Built with the profile that ships it measures; built for debugging it only proves that it runs.
#![cfg(target_arch = "wasm32")]

mod invented;
mod medicines;
mod patient_summary;
mod sharing;
#[path = "../tests/signed_log/mod.rs"]
mod signed_log;

use serde_json::Value;
use shared::{
    log::{Verdict, verify_history},
    medication::{check::check, knowledge::KnowledgeBase},
};
use std::hint::black_box;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const BATCH: u32 = if cfg!(debug_assertions) { 10 } else { 1_000 };
const ROUNDS: usize = if cfg!(debug_assertions) { 3 } else { 15 };

#[wasm_bindgen_test]
fn a_patient_summary_is_read_and_composed() {
    let bytes = patient_summary::bytes();
    let (mut composed, mut values) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        composed.push(batch(|| drop(patient_summary::compose(black_box(&bytes)))));
        values.push(batch(|| {
            drop(serde_json::from_slice::<Value>(black_box(&bytes)).expect("the Bundle is JSON"));
        }));
    }
    console_log!("measured wasm-composed-ns {}", median(composed));
    console_log!("measured wasm-values-ns {}", median(values));
}

#[wasm_bindgen_test]
fn medicines_are_checked() {
    let (knowledge, compact) = medicines::knowledge();
    let twenty = medicines::situation(medicines::TWENTY, &knowledge);
    let many = medicines::situation(medicines::MANY, &knowledge);
    let (mut of_twenty, mut of_many, mut ready) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        of_twenty.push(batch(|| drop(check(black_box(&twenty), &knowledge))));
        of_many.push(batch_of(BATCH / 10, || drop(check(black_box(&many), &knowledge))));
        ready.push(batch_of(BATCH / 10, || {
            drop(KnowledgeBase::from_compact(black_box(&compact)).expect("it can be read"));
        }));
    }
    console_log!("measured wasm-check20-ns {}", median(of_twenty));
    console_log!("measured wasm-check500-ns {}", median(of_many));
    console_log!("measured wasm-ready-ns {}", median(ready));
}

#[wasm_bindgen_test]
fn a_long_record_is_shared() {
    let asked = sharing::Asked::new();
    let mut decided = Vec::new();
    for _ in 0..ROUNDS {
        // What is passed on is what is left of a copy; copying is not measured.
        let mut records = vec![asked.record.clone(); 10].into_iter();
        let mut answer = || drop(records.next().map(|record| black_box(&asked).answered(record)));
        decided.push(batch_of(10, &mut answer));
    }
    console_log!("measured wasm-decided-ns {}", median(decided));
}

#[wasm_bindgen_test]
fn a_hundred_entries_are_verified() {
    let plan: Vec<bool> = (0..10_000).map(|index| index % 100 == 0).collect();
    let history = signed_log::log(&plan).history(0);
    assert!(matches!(verify_history(&history, None), Verdict::Verified { entries: 100, .. }));
    let mut verified = Vec::new();
    for _ in 0..ROUNDS {
        verified.push(batch_of(BATCH / 10, || drop(verify_history(black_box(&history), None))));
    }
    console_log!("measured wasm-verify100-ns {}", median(verified));
}

/// Nanoseconds for one, over a whole batch.
fn batch(work: impl Fn()) -> f64 {
    batch_of(BATCH, work)
}

fn batch_of(times: u32, mut work: impl FnMut()) -> f64 {
    let clock = web_sys::window().and_then(|window| window.performance()).expect("a browser has a clock");
    let start = clock.now();
    (0..times).for_each(|_| work());
    (clock.now() - start) * 1e6 / f64::from(times)
}

fn median(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
