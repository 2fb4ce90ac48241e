//! `cargo xtask same-pages OLD NEW`: whether two programs write the same pages, to the byte, for everybody of the
//! demonstration, in both languages, without scripts. Both run on this machine, on databases of their own.

mod database;
mod difference;
mod portal;
mod rules;
mod shapes;
mod side;
mod visitors;
mod walk;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::postgres::Cluster;
use crate::process::{answer, program, timed};
use crate::{Outcome, target};
use database::{Kind, link, operator, verify};
use difference::Difference;
use portal::Portal;
use rules::{Ids, Names, RULES};
use side::{LEFT_OUT, Side};
use visitors::Visitors;
use walk::{BY_IDS, Expected, Measure, Pair};

#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    old: PathBuf,
    new: PathBuf,
    assets: PathBuf,
    /// What is expected to differ: lines of reason, old text and new text, with tabs between them.
    expected: Option<PathBuf>,
    /// Whether it is about databases that the old program has filled, in SQLite and in PostgreSQL.
    database: bool,
    /// So many of each kind of people look, for trying things out.
    people: usize,
}

const USAGE: &str = "`same-pages` takes two programs, the old one and the new one, and \
                     `--database`, `--assets DIR`, `--expected FILE` and `--people N` where they are needed.";

impl Options {
    pub fn parse(words: &[String]) -> Outcome<Options> {
        let mut binaries = Vec::new();
        let (mut assets, mut expected) = (target().join("dist"), None);
        let (mut database, mut people) = (false, usize::MAX);
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--assets" => assets = absolute(words.next().ok_or(USAGE)?)?,
                "--expected" => expected = Some(absolute(words.next().ok_or(USAGE)?)?),
                "--database" => database = true,
                "--people" => people = words.next().and_then(|word| word.parse().ok()).ok_or(USAGE)?,
                option if option.starts_with('-') => return Err(USAGE.to_owned()),
                path => binaries.push(absolute(path)?),
            }
        }
        match <[PathBuf; 2]>::try_from(binaries) {
            Ok([old, new]) => Ok(Options { old, new, assets, expected, database, people }),
            Err(_) => Err(USAGE.to_owned()),
        }
    }
}

/// Programs start in the workspace's folder, wherever this one was called.
fn absolute(path: &str) -> Outcome<PathBuf> {
    std::path::absolute(path).map_err(|cause| format!("There is no {path}: {cause}."))
}

pub fn same_pages(options: Options) -> Outcome {
    let folder = emptied()?;
    let mut wrong = Vec::new();
    wrong.extend(on_copies(&options, Kind::Sqlite, &folder)?.err());
    if options.database {
        let cluster = Cluster::start()?;
        wrong.extend(on_copies(&options, Kind::Postgres(&cluster), &folder)?.err());
    } else {
        wrong.extend(each_its_own(&options, &folder)?.err());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// The old program writes a database, and people and an operator use it; then each program goes on with a copy.
fn on_copies(options: &Options, kind: Kind, folder: &Path) -> Outcome<Outcome> {
    println!("\n# Both on copies of one database, {}", kind.name());
    let folder = folder.join(kind.name());
    let days = today()?;
    let first = kind.home(&folder, "first", &options.assets)?;
    kind.create(&first, "first", &options.old)?;
    let alone = Portal::start(&options.old, first)?;
    let names = Names::new(alone.port(), days.clone(), Ids::Kept);
    let mut alone = Pair::new(vec![Side::new(alone, names)], Measure::Alone, Vec::new());
    let hanako = timed("The old program is used by everybody of the demonstration", || {
        let visitors = Visitors::of(&mut alone, options.people)?;
        visitors::decide(&mut alone, &visitors)?;
        visitors::staff_open(&mut alone, &visitors)?;
        Ok(visitors.patient(HANAKO)?.to_owned())
    })?;
    let first = alone.stop().remove(0);
    timed("An operator links two people, makes a key and verifies the log", || {
        link(&options.old, &first, &hanako)?;
        operator(&options.old, &first, &["key", "create", "--facility", "1310000011", "--label", "old"])?;
        verify(&options.old, &first)
    })?;
    let side = |binary: &Path, name: &str| -> Outcome<Side> {
        let home = kind.home(&folder, name, &options.assets)?;
        kind.copy(&first, &home, name)?;
        kind.migrate(&home, binary)?;
        let portal = Portal::start(binary, home)?;
        let names = Names::new(portal.port(), days.clone(), Ids::Kept);
        Ok(Side::new(portal, names))
    };
    let sides = timed("Each program opens its copy", || {
        Ok(vec![side(&options.old, "old")?, side(&options.new, "new")?])
    })?;
    let mut pair = Pair::new(sides, Measure::Bytes, expected(options.expected.as_deref())?);
    look(&mut pair, options.people)?;
    let same = report(&pair, &folder.join("differences.txt"))?;
    let homes = pair.stop();
    verify(&options.old, &homes[0])?;
    verify(&options.new, &homes[1])?;
    Ok(same)
}

/// Each program writes the people of the demonstration itself.
fn each_its_own(options: &Options, folder: &Path) -> Outcome<Outcome> {
    println!("\n# Each on a database of its own");
    let days = today()?;
    let side = |binary: &Path, name: &str| -> Outcome<Side> {
        let portal = Portal::start(binary, Kind::Sqlite.home(&folder.join("own"), name, &options.assets)?)?;
        let names = Names::new(portal.port(), days.clone(), Ids::Drawn);
        Ok(Side::new(portal, names))
    };
    let sides = vec![side(&options.old, "old")?, side(&options.new, "new")?];
    let mut pair = Pair::new(sides, Measure::Pieces, expected(options.expected.as_deref())?);
    look(&mut pair, options.people)?;
    report(&pair, &folder.join("own/differences.txt"))
}

/// Who is sent under another insured id, too, and linked.
const HANAKO: &str = "見本 花子";

fn look(pair: &mut Pair, people: usize) -> Outcome {
    let visitors = &Visitors::of(pair, people)?;
    timed("Everybody decides what is shared", || visitors::decide(pair, visitors))?;
    timed("Staff look, also in emergencies", || visitors::staff_look(pair, visitors))?;
    timed("Families look", || visitors::caregivers_look(pair, visitors))?;
    timed("Everybody looks at their own record", || visitors::patients_look(pair, visitors))
}

fn emptied() -> Outcome<PathBuf> {
    let folder = target().join("same-pages");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|cause| format!("Could not make {}: {cause}.", folder.display()))?;
    Ok(folder)
}

/// In UTC and in Tokyo. A run over midnight is one to repeat.
fn today() -> Outcome<[String; 2]> {
    let day = |zone| answer(program("date").env("TZ", zone).arg("+%Y-%m-%d"));
    Ok([day("UTC0").ok_or("There is no `date`.")?, day("JST-9").ok_or("There is no `date`.")?])
}

fn expected(file: Option<&Path>) -> Outcome<Vec<Expected>> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let text = fs::read_to_string(file);
    let text = text.map_err(|cause| format!("Could not read {}: {cause}.", file.display()))?;
    let line = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [reason, old, new] if !reason.is_empty() && !old.is_empty() => {
            Ok(Expected { reason: reason.to_owned(), old: old.to_owned(), new: new.to_owned(), used: 0 })
        }
        _ => Err(format!("{} has a line that is not reason, old and new text: {line}", file.display())),
    };
    text.lines().filter(|line| !line.is_empty()).map(line).collect()
}

/// So many places are shown here; all of them stand in the file.
const SHOWN: usize = 25;

/// Prints what was compared; the inner outcome says whether it was the same.
fn report(pair: &Pair, file: &Path) -> Outcome<Outcome> {
    println!("\nReplaced before comparing (in the old program, in the new one):");
    let names = pair.names();
    for (rule, name, reason) in RULES {
        let used = |names: &Names| names.used.get(&rule).copied().unwrap_or_default();
        println!("  {name:12} {:>8} {:>8}  {reason}", used(names[0]), used(names[1]));
    }
    println!(
        "  Headers that say when and how long (date, content-length, transfer-encoding) are not compared."
    );
    for (path, reason) in LEFT_OUT {
        println!("  not walked: {path} ({reason})");
    }
    for (path, reason) in BY_IDS.iter().filter(|_| pair.measure == Measure::Pieces) {
        println!("  not compared: {path} ({reason})");
    }
    for Expected { reason, used, .. } in &pair.expected {
        println!("  expected on {used} pages: {reason}");
    }
    println!("  Programs started again because somebody asked too often: {}", pair.restarts);

    println!("\nPages compared, and differing:");
    for tally in &pair.tallies {
        println!("  {:>6} {:>6}  {}", tally.pages, tally.differing, tally.who);
    }
    let pages: usize = pair.tallies.iter().map(|tally| tally.pages).sum();
    let differing: usize = pair.tallies.iter().map(|tally| tally.differing).sum();
    let mut whole = String::new();
    said(&mut whole, "Pages", &pair.found);
    said(&mut whole, "Records as JSON", &pair.records);
    fs::write(file, &whole).map_err(|cause| format!("Could not write {}: {cause}.", file.display()))?;
    for (what, found) in [("Pages", &pair.found), ("Records as JSON", &pair.records)] {
        let mut text = String::new();
        said(&mut text, what, found);
        let lines: Vec<&str> = text.split_inclusive("\n\n").take(SHOWN).collect();
        print!("{}", lines.concat());
    }
    println!(
        "\n{pages} pages compared, {differing} differ, in {} places. {} records as JSON compared, {} places differ.",
        pair.found.len(),
        pair.records_compared,
        pair.records.len()
    );
    Ok(match differing {
        0 => Ok(()),
        _ => Err(format!("The programs do not write the same pages; {} has every place.", file.display())),
    })
}

fn said(text: &mut String, what: &str, found: &BTreeMap<Difference, Vec<String>>) {
    let mut places: Vec<_> = found.iter().collect();
    places.sort_by_key(|(_, pages)| std::cmp::Reverse(pages.len()));
    for (Difference { old, new }, pages) in places {
        let some: Vec<_> = pages.iter().take(3).cloned().collect();
        let _ = write!(text, "{what}, {} times: {}\n- {old}\n+ {new}\n\n", pages.len(), some.join(" | "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_programs_are_named() {
        let parse = |words: &str| Options::parse(&words.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let options = parse("/a /b --database --people 2 --assets /dist").unwrap();
        assert_eq!((options.old, options.new), (PathBuf::from("/a"), PathBuf::from("/b")));
        assert_eq!((options.database, options.people, options.assets), (true, 2, PathBuf::from("/dist")));
        for wrong in ["a", "a b c", "a b --people many", "a b --other"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
