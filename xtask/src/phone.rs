//! `cargo xtask bench --phone`: what a slow phone gets, in a part of docs/performance.md that bears its own date.

use std::time::Instant;

use crate::figures::Figures;
use crate::performance::Machine;
use crate::process::{cargo, duration, program, run, timed};
use crate::web::{Packer, Profile};
use crate::{Outcome, browser, first_load, needs, root, target, web};

/// First line of the part, by which it is found again.
const HEADING: &str = "## On a slow phone\n";

/// What is aimed at, for each page that is measured.
const PAGES: [(&str, &str); 2] = [("home", "Home"), ("summary", "Summary")];

struct Figure {
    name: &'static str,
    what: &'static str,
    unit: &'static str,
    aim: &'static str,
    met: fn(f64) -> bool,
}

const FIGURES: [Figure; 7] = [
    Figure { name: "performance", what: "performance", unit: "", aim: "at least 95", met: |x| x >= 95.0 },
    Figure { name: "accessibility", what: "accessibility", unit: "", aim: "100", met: |x| x >= 100.0 },
    Figure { name: "best-practices", what: "best practices", unit: "", aim: "100", met: |x| x >= 100.0 },
    Figure {
        name: "lcp-ms",
        what: "largest contentful paint",
        unit: " ms",
        aim: "at most 1800 ms",
        met: |x| x <= 1_800.0,
    },
    Figure {
        name: "blocking-ms",
        what: "total blocking time",
        unit: " ms",
        aim: "at most 150 ms",
        met: |x| x <= 150.0,
    },
    Figure { name: "shift", what: "cumulative layout shift", unit: "", aim: "0", met: |x| x == 0.0 },
    Figure { name: "bytes", what: "everything that travels", unit: " bytes", aim: "none", met: |_| true },
];

/// A record that a device keeps.
const KEPT: [(&str, &str, f64); 3] = [
    (
        "kept-home-ms",
        "A kept record with no network: from the address to the question, and from the key to home",
        1_000.0,
    ),
    ("kept-unlock-ms", "The same: the key from the passphrase", 1_200.0),
    (
        "kept-write-ms",
        "Keeping a record of 3,000 results, at full speed: how long the page stands still beside deriving the key",
        150.0,
    ),
];

pub fn bench() -> Outcome {
    let begun = Instant::now();
    needs::for_building()?;
    browser::install()?;
    needs::npm_packages()?;
    web::prepare()?;
    web::build(Profile::Release, Packer::Alone)?;
    let mut server = cargo();
    server.args(["build", "--offline", "--package", "server", "--bin", "mikata", "--release"]);
    timed("Server, release", || run(&mut server, "build the server"))?;

    let mut figures = first_load::weigh()?;
    let mut playwright = program("node");
    playwright.args(["node_modules/@playwright/test/cli.js", "test", "--config", "bench.config.ts"]);
    playwright.current_dir(root().join("e2e")).env("MIKATA_BINARY", target().join("release/mikata"));
    if let Some(chromium) = browser::chromium() {
        playwright.env("CHROMIUM_PATH", chromium);
    }
    figures.run(&mut playwright, "measure on a slow phone")?;

    let file = root().join("docs/performance.md");
    let page =
        std::fs::read_to_string(&file).map_err(|cause| format!("Could not read the page: {cause}."))?;
    let part = part(&figures)?;
    std::fs::write(&file, with_part(&page, &part))
        .map_err(|cause| format!("Could not write docs/performance.md: {cause}."))?;
    println!("\n{part}\nWritten to docs/performance.md after {}.", duration(begun.elapsed()));
    Ok(())
}

fn part(figures: &Figures) -> Outcome<String> {
    let Machine { day, processor, cores, memory, system, browser, .. } = Machine::look();
    let mut rows = String::new();
    for (page, title) in PAGES {
        for Figure { name, what, unit, aim, met } in FIGURES {
            let figure = figures.get(&format!("lighthouse-{page}-{name}"))?;
            let met = match (aim, met(figure)) {
                ("none", _) => "–",
                (_, true) => "yes",
                (_, false) => "**no**",
            };
            rows += &format!("| {title}: {what} | {figure:.0}{unit} | {aim} | {met} |\n");
        }
    }
    for (name, what, aim) in KEPT {
        let figure = figures.get(name)?;
        let met = if figure <= aim { "yes" } else { "**no**" };
        rows += &format!("| {what} | {figure:.0} ms | at most {aim:.0} ms | {met} |\n");
    }
    let weights = first_load::table(figures)?;
    Ok(format!(
        "{HEADING}
Written by `cargo xtask bench --phone` on {day}: {cores} cores of {processor}, {memory} of memory, {system}, {browser}.

Lighthouse 12, mobile, simulated slow 4G and a processor four times slower, the median of five runs on the release build,
signed in as an invented person.

| What | Figure | Aim | Met |
|---|---|---|---|
{rows}
**First load.** What a browser with an empty cache fetches before a page reads and works: the page and every file that it
names, in bytes on the wire with Brotli. The page's further code, the words and the record follow when the browser is idle;
until then the server answers. `cargo xtask web --release` weighs the same and fails above a budget.

{weights}"
    ))
}

/// The page with this part in the place of its older self, or at the end.
pub fn with_part(page: &str, part: &str) -> String {
    let Some(begins) = page.find(HEADING) else { return format!("{}\n\n{part}", page.trim_end()) };
    let after = &page[begins + HEADING.len()..];
    let rest = after.find("\n## ").map_or("", |ends| &after[ends..]);
    format!("{}{part}{rest}", &page[..begins])
}

/// The part as it stands in a page; nothing where it was never measured.
pub fn part_of(page: &str) -> Option<&str> {
    let begins = page.find(HEADING)?;
    let ends =
        page[begins + HEADING.len()..].find("\n## ").map_or(page.len(), |ends| begins + HEADING.len() + ends);
    Some(&page[begins..ends])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_the_place_of_its_older_self_and_nothing_else_changes() {
        let page = format!("# A\n\nb\n\n{HEADING}\nold\n\n## Again\n\nc\n");
        let new = format!("{HEADING}\nnew\n");
        let written = with_part(&page, &new);
        assert_eq!(written, format!("# A\n\nb\n\n{HEADING}\nnew\n\n## Again\n\nc\n"));
        assert_eq!(part_of(&written), Some(new.as_str()));
        assert_eq!(with_part("# A\n", &new), format!("# A\n\n{new}"));
        assert_eq!(part_of("# A\n"), None);
    }
}
