//! Set-up, run and test, in two commands that a newcomer can remember:
//!
//! ```text
//! cargo xtask run      a portal with invented people on http://localhost:3000
//! cargo xtask test     every test: Rust, WebAssembly, browser
//! ```
//!
//! No dependencies, so that the first line appears within seconds of a fresh clone. Everything that is
//! installed goes into `target/tools`, except what only the system's package manager can give.

mod process;
mod report;

mod needs;
mod tools;
mod web;

mod browser;
mod postgres;

mod attack;
mod audit;
mod bench;
mod figures;
mod first_load;
mod mutants;
mod peer;
mod performance;
mod phone;
mod same_pages;

mod run;
mod test;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A sentence for the person at the terminal: what was attempted, what stood in the way, what to do.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match command {
        "run" => run::Options::parse(rest).and_then(run::run),
        "test" => test::Options::parse(rest).and_then(test::test),
        "check" => no_options(rest).and_then(|()| test::check()),
        "web" => web::Profile::parse(rest).and_then(|profile| {
            needs::for_building()?;
            web::prepare()?;
            web::build(profile, web::Packer::Alone)?;
            match profile {
                web::Profile::Dev => Ok(()),
                web::Profile::Release => first_load::check(),
            }
        }),
        "audit" => no_options(rest).and_then(|()| audit::audit()),
        "mutants" => mutants::Which::parse(rest).and_then(mutants::mutants),
        "attack" => attack::Options::parse(rest).and_then(attack::attack),
        "same-pages" => same_pages::Options::parse(rest).and_then(same_pages::same_pages),
        "bench" if rest == ["--phone"] => phone::bench(),
        "bench" => bench::Size::parse(rest).and_then(bench::bench),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("There is no command “{other}”.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) if sentence.is_empty() => ExitCode::FAILURE,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

const HELP: &str = "\
cargo xtask <command>

  run [--port 3000] [--today YYYY-MM-DD] [--release] [-- more for the server]
          installs what is missing, builds, and starts a portal with invented people
  test [--quick]
          runs every test; --quick leaves out PostgreSQL, WebAssembly, the browser, the benchmarks and the mutants
  check   formatting and lints only
  web [--release]
          builds the WebAssembly into target/dist only; --release also weighs it against its budget
  audit   what is known against the crates and packages in use; asks databases elsewhere
  mutants [elements | rules | sample]
          elements: drops each told element from its reader in turn; rules: changes the rules of consent, retention,
          the check of medicines and fates in one place at a time, which takes hours; a test must notice every change.
          sample: forty of the rules, as in the tests
  bench [--small | --phone]
          measures speed and writes docs/performance.md; --small only proves that the benchmarks run, --phone measures
          what a slow phone gets and writes that part alone
  attack [--binary PATH]
          what people notice while a program sends as much as it can; needs target/release/mikata, or the one named
  same-pages OLD NEW [--database] [--assets DIR] [--expected FILE] [--people N]
          whether two programs write the same pages, to the byte, for everybody of the demonstration
  help    this text
";

fn no_options(rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(option) => Err(format!("This command takes no options, but got “{option}”.")),
    }
}

/// The folder of the workspace, where every command starts.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// Where Cargo puts what it builds.
fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}
