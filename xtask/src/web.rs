//! The app as WebAssembly, with its styles and public files, into `target/dist`.

use crate::process::{answer, program, run, timed};
use crate::{Outcome, needs, tools};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build; a few megabytes.
    Dev,
    /// Small to download; takes minutes, and needs wasm-opt.
    Release,
}

impl Profile {
    pub fn parse(options: &[String]) -> Outcome<Profile> {
        match options.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => Ok(Profile::Dev),
            ["--release"] => Ok(Profile::Release),
            _ => Err(format!("The web build takes only --release, but got “{}”.", options.join(" "))),
        }
    }
}

/// Everything the build needs and a fresh clone lacks.
pub fn prepare() -> Outcome {
    needs::rust_parts()?;
    tools::install()?;
    needs::crates()
}

pub fn build(profile: Profile) -> Outcome {
    // Offline: Trunk fetches tools that it does not find, from elsewhere. Here it says what is missing instead.
    let mut trunk = program(tools::path_of("trunk"));
    trunk.args(["build", "--offline"]).env("PATH", tools::search_path());
    // A compiler's complaint is easier to find without forty frames of Trunk's own after it.
    trunk.env("RUST_BACKTRACE", "0");
    // Trunk reads NO_COLOR as a boolean and stops at the usual "1".
    trunk.env_remove("NO_COLOR");
    if profile == Profile::Release {
        trunk.arg("--release").env("TRUNK_TOOLS_WASM_OPT", wasm_opt_version()?);
    }
    timed("Web page's files into target/dist", || run(&mut trunk, "build the web page's files"))
}

/// Trunk uses the machine's wasm-opt only where the expected version is the one installed: expect that one.
/// `wasm-opt version 108` → `version_108`.
fn wasm_opt_version() -> Outcome<String> {
    let said = answer(program("wasm-opt").arg("--version")).ok_or(
        "A release build needs wasm-opt: `apt-get install binaryen` on Debian, `brew install binaryen` on macOS.",
    )?;
    let number = said.split_whitespace().skip_while(|word| *word != "version").nth(1);
    number
        .map(|number| format!("version_{number}"))
        .ok_or_else(|| format!("wasm-opt names no version: “{said}”."))
}
