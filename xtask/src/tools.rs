//! What runs tests in WebAssembly, and what changes rules, pinned, in `target/tools`.

use std::path::PathBuf;

use crate::process::{answer, cargo, program, run, timed};
use crate::{Outcome, target};

struct Tool {
    package: &'static str,
    /// The program whose `--version` tells what is installed.
    program: &'static str,
    version: &'static str,
    options: &'static [&'static str],
    why: &'static str,
}

/// A debug build: it takes a third of the time to compile, and the difference while using it is not felt.
const RUNNER: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen-test-runner",
    // Must equal the wasm-bindgen crate in Cargo.lock to the letter.
    version: "0.2.129",
    // Without TLS: it speaks to a browser on this machine.
    options: &["--no-default-features", "--bin", "wasm-bindgen-test-runner"],
    why: "runs tests in WebAssembly; about 1 minute, once",
};

/// Changes the rules, for [`crate::mutants`] alone.
const MUTANTS: Tool = Tool {
    package: "cargo-mutants",
    program: "cargo-mutants",
    version: "27.1.0",
    options: &[],
    why: "breaks the rules for the tests to notice; about 1 minute, once",
};

pub fn install_mutants() -> Outcome {
    MUTANTS.install_if_absent()
}

pub fn install() -> Outcome {
    RUNNER.install_if_absent()
}

impl Tool {
    fn install_if_absent(&self) -> Outcome {
        if self.installed_version().as_deref() == Some(self.version) {
            return Ok(());
        }
        let Tool { package, version, why, .. } = self;
        timed(&format!("{package} {version} into target/tools ({why})"), || {
            let mut install = cargo();
            install.args(["install", package, "--version", version, "--locked", "--debug", "--force"]);
            install.args(self.options).arg("--root").arg(folder());
            run(&mut install, &format!("install {package} {version}"))
        })
    }

    /// `wasm-bindgen-test-runner 0.2.129` → `0.2.129`. What extends Cargo expects its own name first, as Cargo calls it.
    fn installed_version(&self) -> Option<String> {
        let asked = self.program.strip_prefix("cargo-").into_iter().chain(["--version"]);
        let said = answer(program(folder().join("bin").join(self.program)).args(asked))?;
        said.split_whitespace().nth(1).map(str::to_owned)
    }
}

/// The full path of a program in `target/tools/bin`.
pub fn path_of(program: &str) -> PathBuf {
    folder().join("bin").join(program)
}

fn folder() -> PathBuf {
    target().join("tools")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_and_the_crate_have_one_version() {
        let lock = std::fs::read_to_string(crate::root().join("Cargo.lock")).unwrap();
        let pinned = format!("name = \"wasm-bindgen\"\nversion = \"{}\"", RUNNER.version);
        assert!(
            lock.contains(&pinned),
            "Cargo.lock and xtask/src/tools.rs name different wasm-bindgen versions"
        );
    }
}
