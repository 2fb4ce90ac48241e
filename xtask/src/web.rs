//! The app as WebAssembly, with its styles and public files, into `target/dist`; each also compressed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::process::{answer, cargo, program, run, timed};
use crate::{Outcome, needs, root, target};

/// All that goes into `target/dist`.
const SOURCES: [&str; 8] =
    ["app", "shared", "style", "public", "pack", "index.html", "Cargo.toml", "Cargo.lock"];

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

    fn what(self) -> &'static str {
        match self {
            Profile::Dev => "The app for the browser (about 2 minutes the first time)",
            Profile::Release => "The app for the browser, small (about 4 minutes)",
        }
    }
}

/// Everything the build needs and a fresh clone lacks.
pub fn prepare() -> Outcome {
    needs::rust_parts()?;
    needs::crates()
}

/// With what `target/debug/pack` is built, which joins the app with its script. Whoever needs more code of this machine
/// asks for all of it at once: what both use is then compiled once, with the features that both want.
#[derive(Clone, Copy)]
pub enum Packer {
    Alone,
    WithTheServer,
    WithTheTests,
}

impl Packer {
    fn what(self) -> (&'static str, &'static str) {
        match self {
            Packer::Alone => {
                ("What packs the browser's files (half a minute the first time)", "--package pack")
            }
            Packer::WithTheServer => (
                "The server, and what packs the browser's files (about 5 minutes the first time)",
                "--package server --package pack --bin mikata --bin pack",
            ),
            Packer::WithTheTests => ("The programs that the tests have built", "--workspace --bins --tests"),
        }
    }

    /// Asked again in the same words, Cargo finds everything built; in other words it chooses other features, and compiles
    /// what they reach anew.
    pub fn build(self) -> std::process::Command {
        let mut build = cargo();
        build.args(["build", "--offline"]).args(self.what().1.split_whitespace());
        build
    }
}

/// Builds, unless nothing has changed since: to find that out takes Cargo, and to pack the same again, ten seconds.
pub fn build(profile: Profile, packer: Packer) -> Outcome {
    let stamp = target().join(match profile {
        Profile::Dev => "dist-dev.stamp",
        Profile::Release => "dist-release.stamp",
    });
    if is_fresh(&stamp) {
        return Ok(());
    }
    if profile == Profile::Release && answer(program("wasm-opt").arg("--version")).is_none() {
        return Err("A release build needs wasm-opt: `apt-get install binaryen` on Debian, `brew install \
                    binaryen` on macOS."
            .to_owned());
    }
    // The stamp bears the time of the beginning: a file saved while building counts as changed.
    let begun = target().join("dist-begun.stamp");
    let attempt = |cause| format!("Could not note when the web build began: {cause}.");
    for old in ["dist-dev.stamp", "dist-release.stamp"] {
        let _ = fs::remove_file(target().join(old));
    }
    fs::create_dir_all(target()).and_then(|()| File::create(&begun)).map_err(attempt)?;
    timed(profile.what(), || run(&mut compile(profile), "compile the app for the browser"))?;
    timed(packer.what().0, || run(&mut packer.build(), "build what packs the browser's files"))?;
    timed("The browser's files into target/dist, each also compressed", || {
        run(&mut pack(profile), "pack the browser's files")
    })?;
    fs::rename(&begun, &stamp).map_err(attempt)
}

/// The app for browsers, and nothing else of the workspace.
fn compile(profile: Profile) -> std::process::Command {
    let mut compile = cargo();
    compile.args(["build", "--offline", "--package", "app", "--lib"]);
    compile.args(["--no-default-features", "--features", "hydrate", "--target", "wasm32-unknown-unknown"]);
    if profile == Profile::Release {
        compile.args(["--profile", "wasm-release"]);
    }
    compile
}

/// A debug build is compressed quickly: it is built again in a minute.
fn pack(profile: Profile) -> std::process::Command {
    let mut pack = program(target().join("debug/pack"));
    if profile == Profile::Release {
        pack.arg("--release");
    }
    let of = if profile == Profile::Release { "wasm-release" } else { "debug" };
    pack.arg(target().join("wasm32-unknown-unknown").join(of).join("app.wasm"));
    pack.arg(root().join("target/dist"));
    pack
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
