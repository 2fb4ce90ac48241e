//! `cargo xtask bench`: measures what is promised about speed, and writes docs/performance.md.
//!
//! Figures are ratios against something simple that runs on the same machine in the same minutes: they mean the
//! same elsewhere, where seconds would not.

use std::time::Instant;

use crate::figures::Figures;
use crate::process::{cargo, duration};
use crate::web::{Packer, Profile};
use crate::{Outcome, browser, needs, peer, performance, phone, root, tools, web};

/// The programs that measure natively, in `shared/benches` and `server/benches`.
const NATIVE: [&str; 11] = [
    "reading",
    "checking",
    "deciding",
    "first_load",
    "ssr",
    "care",
    "import",
    "latency",
    "session",
    "log",
    "own_view",
];

/// The one that measures in a browser.
const IN_BROWSER: &str = "reading_in_browser";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// For figures: release builds, minutes.
    Full,
    /// Only proves that everything runs: what is built for the tests, seconds. Writes nothing.
    Small,
}

impl Size {
    pub fn parse(words: &[String]) -> Outcome<Size> {
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => Ok(Size::Full),
            ["--small"] => Ok(Size::Small),
            _ => Err(format!("`bench` takes only --small, but got “{}”.", words.join(" "))),
        }
    }
}

pub fn bench(size: Size) -> Outcome {
    let begun = Instant::now();
    needs::for_building()?;
    browser::install()?;
    web::prepare()?;
    tools::install()?;
    let profile = match size {
        Size::Full => Profile::Release,
        Size::Small => Profile::Dev,
    };
    web::build(profile, Packer::Alone)?;
    let figures = measure(size)?;
    if size == Size::Small {
        println!("\nEvery benchmark runs. Nothing was measured: leave out --small for figures.");
        return Ok(());
    }
    let mut text = performance::page(&figures)?;
    // What was measured on a slow phone has a date of its own.
    if let Some(part) =
        std::fs::read_to_string(root().join("docs/performance.md")).ok().as_deref().and_then(phone::part_of)
    {
        text = phone::with_part(&text, part);
    }
    std::fs::write(root().join("docs/performance.md"), &text)
        .map_err(|cause| format!("Could not write docs/performance.md: {cause}."))?;
    println!("\n{text}\nWritten to docs/performance.md after {}.", duration(begun.elapsed()));
    Ok(())
}

/// Runs every benchmark; the front end is built already.
pub fn measure(size: Size) -> Outcome<Figures> {
    let mut native = cargo();
    native.arg(if size == Size::Full { "bench" } else { "test" }).args(["--offline", "--workspace"]);
    native.args(NATIVE.iter().flat_map(|name| ["--bench", name]));
    let mut figures = Figures::default();
    figures.run(&mut native, "measure natively")?;
    if size == Size::Full {
        figures.add_criterion("composed")?;
        figures.add_criterion("values")?;
        for name in ["check20", "check50", "check500", "ready", "decided"] {
            figures.add_criterion(name)?;
        }
    }

    peer::measure(&mut figures, size);

    let mut wasm = cargo();
    wasm.args(["test", "--offline", "--package", "shared", "--bench", IN_BROWSER]);
    wasm.args(["--target", "wasm32-unknown-unknown"]);
    if size == Size::Full {
        // As it ships, but for wasm-opt, which no test runner calls.
        wasm.args(["--profile", "wasm-release"]);
    }
    wasm.args(["--", "--nocapture"]);
    wasm.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::path_of("wasm-bindgen-test-runner"));
    wasm.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    figures.run(&mut wasm, "measure in the browser")?;
    Ok(figures)
}
