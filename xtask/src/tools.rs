//! The two tools that turn the app into WebAssembly, and the one that changes rules, pinned, in `target/tools`.

use std::ffi::OsString;
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

/// Debug builds: they take a third of the time to compile, and the difference while using them is not felt.
const TOOLS: [Tool; 2] = [
    Tool {
        package: "trunk",
        program: "trunk",
        // 0.22 asks for a newer Rust.
        version: "0.21.14",
        options: &["--no-default-features"],
        why: "builds the web page's files; about 2 minutes, once",
    },
    Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        // Must equal the wasm-bindgen crate in Cargo.lock to the letter.
        version: "0.2.129",
        options: &[],
        why: "joins WebAssembly and JavaScript; about 1 minute, once",
    },
];

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
    TOOLS.iter().try_for_each(Tool::install_if_absent)
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

    /// `trunk 0.21.14` → `0.21.14`. What extends Cargo expects its own name first, as Cargo calls it.
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

/// `PATH` with `target/tools/bin` first, so that Trunk finds the pinned wasm-bindgen.
pub fn search_path() -> OsString {
    let before = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder().join("bin")).chain(std::env::split_paths(&before));
    std::env::join_paths(folders).unwrap_or(before)
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
        let pinned = format!("name = \"wasm-bindgen\"\nversion = \"{}\"", TOOLS[1].version);
        assert!(
            lock.contains(&pinned),
            "Cargo.lock and xtask/src/tools.rs name different wasm-bindgen versions"
        );
    }
}
