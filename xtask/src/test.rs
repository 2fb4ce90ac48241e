//! `cargo xtask test`: every test, one table, one closing line.

use std::process::Command;
use std::time::Instant;

use crate::process::{cargo, program, run, show, timed};
use crate::report::{Counts, Report};
use crate::web::{Packer, Profile};
use crate::{Outcome, bench, browser, first_load, mutants, needs, postgres, root, target, tools, web};

#[derive(Default)]
pub struct Options {
    quick: bool,
}

impl Options {
    pub fn parse(words: &[String]) -> Outcome<Options> {
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => Ok(Options::default()),
            ["--quick"] => Ok(Options { quick: true }),
            _ => Err(format!("`test` takes only --quick, but got “{}”.", words.join(" "))),
        }
    }
}

pub fn test(options: Options) -> Outcome {
    let mut report = Report::default();
    let start = Instant::now();
    let ready = set_up(&options);
    report.check("set-up", start.elapsed(), ready.clone());
    match ready.is_ok() {
        true if options.quick => quick_steps(&mut report),
        true => all_steps(&mut report),
        false => {}
    }
    println!("{}", report.table(start.elapsed()));
    println!("{}", report.closing_line());
    match report.total().failed {
        0 => Ok(()),
        // The closing line has said it, and is to be the last.
        _ => Err(String::new()),
    }
}

/// Formatting and lints only, stopping at the first that fails.
pub fn check() -> Outcome {
    needs::for_building()?;
    needs::rust_parts()?;
    needs::lint_parts()?;
    needs::crates()?;
    lints().into_iter().try_for_each(|(name, mut command)| timed(name, || run(&mut command, name)))
}

fn set_up(options: &Options) -> Outcome {
    needs::for_testing()?;
    needs::rust_parts()?;
    needs::lint_parts()?;
    if !options.quick {
        browser::install()?;
        tools::install()?;
        tools::install_mutants()?;
        needs::npm_packages()?;
    }
    needs::crates()
}

fn quick_steps(report: &mut Report) {
    lint_steps(report);
    native_step(report, None);
    for what in ["PostgreSQL", "WebAssembly", "the browser", "the benchmarks"] {
        report.left_out(what);
    }
}

fn all_steps(report: &mut Report) {
    lint_steps(report);
    match postgres::Cluster::start() {
        Ok(cluster) => native_step(report, Some(cluster.url())),
        Err(sentence) => report.check("PostgreSQL cluster", Default::default(), Err(sentence)),
    }
    mutants_step(report);
    wasm_step(report);
    browser_steps(report);
    bench_step(report);
}

/// The lints, by the name they have in the table.
///
/// The app is looked at once per feature set, because `cargo clippy -p app` without features, or with both,
/// looks at nothing that is shipped and finds no fault. `ssr` comes in as the server's dependency: the same
/// crates, compiled once for lints instead of twice.
fn lints() -> [(&'static str, Command); 3] {
    let command = |words: &str| {
        let mut command = cargo();
        command.args(words.split_whitespace());
        command
    };
    [
        ("formatting", command("fmt --all --check")),
        ("lints, server side", command("clippy --offline --workspace --all-targets -- -D warnings")),
        (
            "lints, browser side",
            command(
                "clippy --offline --package app --no-default-features --features hydrate \
                 --target wasm32-unknown-unknown -- -D warnings",
            ),
        ),
    ]
}

fn lint_steps(report: &mut Report) {
    for (name, mut command) in lints() {
        println!("\n▸ {name}");
        let start = Instant::now();
        let outcome = run(&mut command, &format!("finish “{name}”"));
        report.check(name, start.elapsed(), outcome);
    }
}

/// Every crate's tests on this machine, doctests included. One Cargo call for the whole workspace: the app is
/// then compiled once, with the `ssr` that the server asks for, and its tests run with it.
fn native_step(report: &mut Report, postgres: Option<String>) {
    let mut test = cargo();
    test.args(["test", "--offline", "--workspace", "--no-fail-fast"]);
    if let Some(url) = postgres {
        test.env("MIKATA_TEST_POSTGRES", url);
    }
    cargo_tests(report, "Rust tests", &mut test);
}

/// Forty changes of the decision about who may see what, each of which the Rust tests must notice.
fn mutants_step(report: &mut Report) {
    const NAME: &str = "mutants of the decision";
    println!("\n▸ {NAME}");
    let start = Instant::now();
    match mutants::sample() {
        Ok(counts) => report.tests(NAME, start.elapsed(), counts, counts.failed == 0),
        Err(sentence) => report.check(NAME, start.elapsed(), Err(sentence)),
    }
}

/// `shared` promises the same answers in the browser as on the server.
fn wasm_step(report: &mut Report) {
    let mut test = cargo();
    test.args(["test", "--offline", "--package", "shared", "--lib", "--target", "wasm32-unknown-unknown"]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::path_of("wasm-bindgen-test-runner"));
    cargo_tests(report, "shared in WebAssembly", &mut test);

    let mut foretold = cargo();
    foretold.args(["test", "--offline", "--package", "shared", "--test", "foretold_in_webassembly"]);
    foretold.args(["--target", "wasm32-unknown-unknown"]);
    foretold.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::path_of("wasm-bindgen-test-runner"));
    // What the Rust tests have just left there.
    foretold.env("MIKATA_FORETOLD", target().join("tmp/foretold.json"));
    cargo_tests(report, "what is foretold, in WebAssembly", &mut foretold);
}

fn cargo_tests(report: &mut Report, name: &'static str, command: &mut Command) {
    println!("\n▸ {name}");
    let start = Instant::now();
    match show(command, &format!("run “{name}”")) {
        Ok(shown) => report.tests(name, start.elapsed(), Counts::of_cargo(&shown.text), shown.success),
        Err(sentence) => report.check(name, start.elapsed(), Err(sentence)),
    }
}

/// In a browser, with the files that people get: small, and weighed. Where they cannot be made, which fails the run, with
/// quickly built ones, so that one missing program does not leave every page untried.
fn browser_steps(report: &mut Report) {
    let start = Instant::now();
    let mut ready = web::build(Profile::Release, Packer::WithTheTests);
    report.check("web files, release", start.elapsed(), ready.clone());
    match ready.is_ok() {
        true => {
            let start = Instant::now();
            let weighed = first_load::check();
            report.check("first load, weighed", start.elapsed(), weighed);
        }
        false => ready = web::build(Profile::Dev, Packer::WithTheTests),
    }
    let start = Instant::now();
    // Nothing is left to do after the Rust tests: to ask for the same targets reuses every crate, where
    // `--package server` would choose other features and compile them anew.
    match ready.and_then(|()| build_server()) {
        Ok(()) => playwright_step(report),
        Err(sentence) => {
            report.check("browser tests", start.elapsed(), Err(format!("not started: {sentence}")))
        }
    }
}

fn build_server() -> Outcome {
    let mut build = cargo();
    build.args(["build", "--offline", "--workspace", "--bins", "--tests"]);
    timed("Server", || run(&mut build, "build the server"))
}

fn playwright_step(report: &mut Report) {
    const NAME: &str = "browser tests";
    println!("\n▸ {NAME}");
    let results = root().join("e2e/results/report.json");
    // A report of an earlier run must not speak for this one.
    let _ = std::fs::remove_file(&results);
    let mut playwright = program("node");
    playwright.args(["node_modules/@playwright/test/cli.js", "test"]).current_dir(root().join("e2e"));
    playwright.env("MIKATA_BINARY", target().join("debug/mikata"));
    if let Some(chromium) = browser::chromium() {
        playwright.env("CHROMIUM_PATH", chromium);
    }
    let start = Instant::now();
    match show(&mut playwright, "run the browser tests") {
        Ok(shown) => {
            let counts = std::fs::read_to_string(&results).ok().and_then(|text| Counts::of_playwright(&text));
            report.tests(NAME, start.elapsed(), counts.unwrap_or_default(), shown.success);
        }
        Err(sentence) => report.check(NAME, start.elapsed(), Err(sentence)),
    }
}

/// That the benchmarks run, on sizes that measure nothing: last, when the page's files are there.
fn bench_step(report: &mut Report) {
    const NAME: &str = "benchmarks, small";
    println!("\n▸ {NAME}");
    let start = Instant::now();
    let outcome = bench::measure(bench::Size::Small).map(drop);
    report.check(NAME, start.elapsed(), outcome);
}
