//! Each element that is told is dropped from its reader in turn, and a test must miss it. It builds the rules once more,
//! with a reader that can be told what to drop, so it is no part of the tests.

use crate::Outcome;
use crate::process::{cargo, run};

pub fn drop_each() -> Outcome {
    let mut test = cargo();
    test.args(["test", "--offline", "-p", "shared", "--features", "mutants", "--test", "all"]);
    test.args(["fates::mutants", "--", "--nocapture"]);
    run(&mut test, "drop each told element from its reader")
}
