//! The app as WebAssembly, with its styles and public files, into `target/dist`; each also compressed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::process::{answer, cargo, program, run, timed};
use crate::{Outcome, needs, root, target, tools};

/// All that goes into `target/dist`.
const SOURCES: [&str; 8] =
    ["app", "shared", "style", "public", "index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"];

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

/// Builds, unless nothing has changed since: Trunk would spend ten seconds to find that out.
pub fn build(profile: Profile) -> Outcome {
    let stamp = target().join(match profile {
        Profile::Dev => "dist-dev.stamp",
        Profile::Release => "dist-release.stamp",
    });
    if is_fresh(&stamp) {
        return Ok(());
    }
    // The stamp bears the time of the beginning: a file saved while building counts as changed.
    let begun = target().join("dist-begun.stamp");
    let attempt = |cause| format!("Could not note when the web build began: {cause}.");
    for old in ["dist-dev.stamp", "dist-release.stamp"] {
        let _ = fs::remove_file(target().join(old));
    }
    fs::create_dir_all(target()).and_then(|()| File::create(&begun)).map_err(attempt)?;
    timed("Web page's files into target/dist", || run(&mut trunk(profile)?, "build the web page's files"))?;
    timed("The same files compressed (`.br`, `.gz`)", || run(&mut compress(profile), "compress the files"))?;
    fs::rename(&begun, &stamp).map_err(attempt)
}

fn trunk(profile: Profile) -> Outcome<std::process::Command> {
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
    Ok(trunk)
}

/// Beside each file what the server sends instead to whoever takes it. A debug build is compressed quickly: it is built
/// again in a minute.
fn compress(profile: Profile) -> std::process::Command {
    let mut compress = cargo();
    compress.args(["run", "--offline", "--quiet", "--package", "compress", "--"]);
    if profile == Profile::Release {
        compress.arg("--smallest");
    }
    compress.arg(root().join("target/dist"));
    compress
}

/// Whether no source is younger than the stamp. Folders count too: their time changes when a file goes.
fn is_fresh(stamp: &Path) -> bool {
    let Some(built) = changed(stamp) else { return false };
    let dist = root().join("target/dist/index.html");
    dist.is_file() && SOURCES.iter().all(|source| is_older(&root().join(source), built))
}

fn is_older(path: &Path, built: SystemTime) -> bool {
    let children: Vec<PathBuf> =
        fs::read_dir(path).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    changed(path).is_some_and(|time| time < built) && children.iter().all(|child| is_older(child, built))
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|about| about.modified()).ok()
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_younger_file_anywhere_inside_asks_for_a_build() {
        let folder = std::env::temp_dir().join(format!("mikata-fresh-{}", std::process::id()));
        fs::create_dir_all(folder.join("pages/labs")).unwrap();
        let now = changed(&folder).unwrap();
        assert!(is_older(&folder, now + Duration::from_secs(60)));
        let file = File::create(folder.join("pages/labs/sheet.rs")).unwrap();
        file.set_modified(now + Duration::from_secs(120)).unwrap();
        assert!(!is_older(&folder, now + Duration::from_secs(60)));
        assert!(!is_older(&folder.join("absent"), now), "what cannot be looked at is not known to be old");
        fs::remove_dir_all(folder).unwrap();
    }
}
