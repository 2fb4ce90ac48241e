//! `cargo xtask audit`: what is known against the versions that are used here. It asks databases elsewhere, so it is no
//! part of the tests: an advisory of tonight would fail a change of this morning. What the tests do hold, without any
//! tool, is where crates come from and under which licences (`server/tests/supply_chain.rs`).

use crate::process::{answer, cargo, program, run, show};
use crate::{Outcome, root};

/// What cargo-deny is asked, and whether it needs the advisory database for it.
const QUESTIONS: [(&str, bool); 2] = [("bans licenses sources", false), ("advisories", true)];

/// What either tool says where its database cannot be reached; anything else that it fails with is a finding.
const OUT_OF_REACH: [&str; 9] = [
    "failed to fetch advisory database",
    "failed to load advisory database",
    "unable to fetch",
    "could not resolve host",
    "ENOTFOUND",
    "ECONNREFUSED",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "audit endpoint returned an error",
];

pub fn audit() -> Outcome {
    let mut skipped = Vec::new();
    let mut failed = Vec::new();
    if answer(cargo().args(["deny", "--version"])).is_some() {
        for (question, asks_elsewhere) in QUESTIONS {
            let mut deny = cargo();
            deny.args(["deny", "check"]).args(question.split(' '));
            match asks_elsewhere {
                false => failed.extend(run(&mut deny, &format!("find “{question}” in order")).err()),
                true => elsewhere(&mut deny, question, &mut skipped, &mut failed),
            }
        }
    } else {
        skipped.push(
            "cargo deny: install it with `cargo install cargo-deny --locked` (about ten minutes)".to_owned(),
        );
    }
    let mut npm = program("npm");
    npm.args(["audit", "--audit-level=low"]).current_dir(root().join("e2e"));
    match answer(program("npm").arg("--version")) {
        Some(_) => elsewhere(&mut npm, "npm packages of the browser tests", &mut skipped, &mut failed),
        None => skipped.push("npm: it comes with Node, https://nodejs.org".to_owned()),
    }
    for what in &skipped {
        println!("\n  SKIPPED  {what}");
    }
    match (failed.is_empty(), skipped.len()) {
        (false, _) => Err(failed.join("\n")),
        (true, 0) => {
            println!("\nNothing is known against what is used here.");
            Ok(())
        }
        // Not "in order": nobody looked.
        (true, number) => Err(format!("{number} of 3 questions were not answered: see SKIPPED above.")),
    }
}

fn elsewhere(
    command: &mut std::process::Command,
    question: &str,
    skipped: &mut Vec<String>,
    failed: &mut Vec<String>,
) {
    match show(command, &format!("ask about “{question}”")) {
        Ok(shown) if shown.success => {}
        Ok(shown) if is_out_of_reach(&shown.text) => {
            skipped.push(format!("{question}: the database cannot be reached from here"));
        }
        Ok(_) => failed.push(format!("There is something against “{question}”: its own words are above.")),
        Err(sentence) => failed.push(sentence),
    }
}

fn is_out_of_reach(said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    OUT_OF_REACH.iter().any(|words| said.contains(&words.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_out_of_reach_is_no_finding() {
        for said in [
            "[ERROR] failed to fetch advisory database https://advisories.example",
            "npm error code ENOTFOUND\nnpm error request to https://registry.example failed",
            "npm warn audit request failed\nnpm error audit endpoint returned an error",
        ] {
            assert!(is_out_of_reach(said), "{said}");
        }
        for said in ["error[vulnerability]: Marvin Attack", "1 high severity vulnerability", ""] {
            assert!(!is_out_of_reach(said), "{said}");
        }
    }
}
