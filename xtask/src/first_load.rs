//! What a browser fetches before a page is alive, against its budget.

use crate::Outcome;
use crate::figures::Figures;
use crate::process::cargo;

/// A page that is weighed.
struct Page {
    /// As the benchmark calls it.
    name: &'static str,
    path: &'static str,
    /// What it may weigh on the wire, in bytes, with an empty cache.
    budget: u64,
}

/// The page that people open every day: about a second and a half at 1.6 Mbit/s, the slow 4G that tools of the trade
/// assume.
const HOME: u64 = 220_000;

/// A newcomer's first page.
const SIGN_IN: u64 = 260_000;

/// Any other page, opened directly.
const OTHER: u64 = 450_000;

/// All parts of the program together: what a browser fetches ahead.
const WASM_IN_ALL: u64 = 900_000;

const PAGES: [Page; 19] = [
    Page { name: "home", path: "/", budget: HOME },
    Page { name: "signin", path: "/signin", budget: SIGN_IN },
    other("medicines", "/medicines"),
    other("show", "/medicines/show"),
    other("check", "/medicines/check"),
    other("labs", "/labs"),
    other("record", "/record"),
    other("summary", "/summary"),
    other("hand-out", "/show"),
    other("documents", "/documents"),
    other("history", "/history"),
    other("consent", "/consent"),
    other("people", "/people"),
    other("settings", "/settings"),
    other("signins", "/signins"),
    other("glossary", "/glossary"),
    other("invitation", "/invitation"),
    other("make-link", "/show/link/new"),
    other("viewer", "/v"),
];

const fn other(name: &'static str, path: &'static str) -> Page {
    Page { name, path, budget: OTHER }
}

/// A page's parts, as the benchmark calls them.
const PARTS: [&str; 5] = ["page", "css", "js", "wasm", "ftl"];

/// Weighs what is in `target/dist`, prints it, and fails above a budget.
pub fn check() -> Outcome {
    let over = over_budget(&weigh()?)?;
    if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
}

/// Weighs it, and prints the table.
pub fn weigh() -> Outcome<Figures> {
    let mut weigh = cargo();
    weigh.args(["test", "--offline", "--workspace", "--bench", "first_load", "--", "--exactly"]);
    let mut figures = Figures::default();
    figures.run(&mut weigh, "weigh the first load (builds the server once, to write the pages)")?;
    println!("\n{}", table(&figures)?);
    Ok(figures)
}

fn over_budget(figures: &Figures) -> Outcome<Vec<String>> {
    let mut over = Vec::new();
    for Page { name, path, budget } in PAGES {
        let bytes = figures.get(&format!("first-load-{name}"))? as u64;
        over.extend(above(&format!("The first load of {path}"), bytes, budget));
    }
    let wasm = figures.get("wasm-in-all")? as u64;
    over.extend(above("All WebAssembly together", wasm, WASM_IN_ALL));
    Ok(over)
}

fn above(what: &str, bytes: u64, budget: u64) -> Option<String> {
    (bytes > budget)
        .then(|| format!("{what} weighs {bytes} bytes, {} more than its budget of {budget}.", bytes - budget))
}

/// The first load of home in bytes, and its budget.
pub fn of_home(figures: &Figures) -> Outcome<(f64, f64)> {
    Ok((figures.get("first-load-home")?, HOME as f64))
}

/// Every page by its parts, in bytes on the wire.
pub fn table(figures: &Figures) -> Outcome<String> {
    let mut table =
        "| Page | HTML | Styles | Scripts | WebAssembly | Words | Together | Budget |\n".to_owned();
    table += "|---|---:|---:|---:|---:|---:|---:|---:|\n";
    for Page { name, path, budget } in PAGES {
        table += &format!("| `{path}` |");
        for part in PARTS {
            table += &format!(" {:.0} |", figures.get(&format!("first-load-{name}-{part}"))?);
        }
        table += &format!(" **{:.0}** | {budget} |\n", figures.get(&format!("first-load-{name}"))?);
    }
    let behind = |name: &str| figures.get(&format!("behind-{name}"));
    table += &format!(
        "\nAll WebAssembly together: {:.0} bytes (budget {WASM_IN_ALL}). Behind a page that is readable already: the \
         record {:.0}, the icon {:.0}.\n",
        figures.get("wasm-in-all")?,
        behind("record")?,
        behind("icon")?,
    );
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_itself_is_allowed() {
        assert_eq!(above("It", HOME, HOME), None);
        let sentence = above("It", HOME + 1, HOME).unwrap();
        assert!(sentence.contains("1 more than its budget"), "{sentence}");
    }
}
