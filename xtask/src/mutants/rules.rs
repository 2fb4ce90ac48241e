//! What cargo-mutants changes, and which tests must notice.

use std::fs;
use std::path::Path;

use super::copy::Copy;
use crate::process::{program, show};
use crate::{Outcome, root, target, tools};

/// Rules that belong together, and the tests that hold them.
pub struct Area {
    pub name: &'static str,
    pub files: &'static [&'static str],
    pub tests: &'static [&'static str],
}

pub const DECISION: Area = Area {
    name: "who may see what",
    files: &[
        "shared/src/consent/alike.rs",
        "shared/src/consent/decide.rs",
        "shared/src/consent/given.rs",
        "shared/src/consent/pass_on.rs",
        "shared/src/consent/relationship.rs",
        "shared/src/consent/relationships.rs",
        "shared/src/consent/term.rs",
        "shared/src/consent/whom.rs",
        "shared/src/record/limit.rs",
    ],
    tests: &["--lib", "--", "consent::", "record::limit"],
};

pub const AREAS: [Area; 4] = [
    DECISION,
    Area {
        name: "retention",
        files: &["shared/src/retention.rs"],
        tests: &["--lib", "--", "retention", "consent::"],
    },
    Area {
        name: "the check of medicines",
        files: &["shared/src/medication/check/*.rs"],
        tests: &["--lib", "--test", "all", "--", "medication"],
    },
    Area {
        name: "fates",
        files: &["shared/src/record/fate/*.rs", "shared/src/record/kinds/*/fates.rs"],
        tests: &["--lib", "--test", "all", "--", "fate"],
    },
];

/// What became of the mutants, each by its name.
pub struct Became {
    pub caught: Vec<String>,
    pub missed: Vec<String>,
    /// The tests did not end: loud, too, but nothing that a test said.
    pub timeout: Vec<String>,
    /// The compiler noticed.
    pub unviable: Vec<String>,
}

impl Became {
    fn count(&self) -> usize {
        [&self.caught, &self.missed, &self.timeout, &self.unviable].map(Vec::len).iter().sum()
    }

    fn read(folder: &Path) -> Outcome<Self> {
        let names = |which: &str| {
            let path = folder.join("mutants.out").join(which);
            let text = fs::read_to_string(&path);
            let text = text.map_err(|cause| format!("Could not read {}: {cause}.", path.display()))?;
            Ok::<_, String>(text.lines().map(str::to_owned).collect::<Vec<_>>())
        };
        Ok(Self {
            caught: names("caught.txt")?,
            missed: names("missed.txt")?,
            timeout: names("timeout.txt")?,
            unviable: names("unviable.txt")?,
        })
    }
}

/// All mutants of an area, as `file:line:column: what is changed`.
pub fn list(copy: &Copy, area: &Area) -> Outcome<Vec<String>> {
    let mut list = mutants(copy, area);
    list.arg("--list");
    let output = list.output().map_err(|cause| format!("Could not list mutants: {cause}."))?;
    if !output.status.success() {
        return Err(format!("Could not list mutants: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

/// Makes the mutants of an area, or those of them alone that are named as [`list`] names them.
pub fn run(copy: &Copy, area: &Area, only: &[String]) -> Outcome<Became> {
    let output = target().join("mutants").join("results");
    let mut mutants = mutants(copy, area);
    mutants.args([
        "--no-shuffle",
        "--features",
        "knowledge",
        "--cargo-arg=--offline",
        "--minimum-test-timeout=60",
    ]);
    mutants.arg("--output").arg(&output);
    mutants.args(only.iter().flat_map(|name| ["--re".to_owned(), format!("^{}$", escaped(name))]));
    mutants.arg("--").args(area.tests);
    // A mutant that is noticed leaves nothing for the next one to be noticed by.
    mutants.env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true").env("CARGO_TARGET_DIR", Copy::compiled());
    // One crate, compiled again after each change of a line: where nothing else is kept between builds, this is.
    mutants.env("CARGO_INCREMENTAL", "1");
    if std::env::var_os("MIKATA_REFERENCE").is_none() {
        mutants.env("MIKATA_REFERENCE", root().join("../shared"));
    }
    let folder = output.join("mutants.out");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|cause| format!("Could not clear {}: {cause}.", folder.display()))?;
    }
    show(&mut mutants, "run cargo-mutants")?;
    // Its exit says whether one was missed; so do its files, in which there is nothing where the tests fail without any.
    let became = Became::read(&output)?;
    match became.count() {
        0 => Err(format!("No mutant of “{}” was tried. The words of cargo-mutants are above.", area.name)),
        _ => Ok(became),
    }
}

fn mutants(copy: &Copy, area: &Area) -> std::process::Command {
    let mut mutants = program(tools::path_of("cargo-mutants"));
    mutants.args(["mutants", "--in-place", "--package", "shared", "--colors", "never"]);
    mutants.args(area.files.iter().flat_map(|file| ["--file", file]));
    mutants.current_dir(&copy.folder);
    mutants
}

/// The text as a regular expression that matches nothing else.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |so_far, letter| match letter {
        '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' | '\\' => {
            format!("{so_far}\\{letter}")
        }
        other => so_far + other.encode_utf8(&mut [0; 4]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_matches_itself_alone() {
        let name = "decide.rs:1:2: replace && with || in Question<'a>::reason";
        assert_eq!(escaped(name), r"decide\.rs:1:2: replace && with \|\| in Question<'a>::reason");
        assert_eq!(escaped("Some(id) [*]"), r"Some\(id\) \[\*\]");
    }
}
