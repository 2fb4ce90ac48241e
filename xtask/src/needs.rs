//! What must already be on the machine, and one sentence for each thing that is not.

use crate::process::{answer, cargo, program, run, timed};
use crate::{Outcome, root};

/// The Node that Playwright and wasm-bindgen's test runner ask for.
const NODE_MAJOR: u32 = 20;

/// What `run` needs: Rust and a C compiler (SQLite and the TLS library are C).
pub fn for_building() -> Outcome {
    let mut missing = Vec::new();
    if answer(program("rustc").arg("--version")).is_none() {
        missing.push("Rust: install it from https://rustup.rs".to_owned());
    }
    if answer(cargo().arg("--version")).is_none() {
        missing.push("Cargo: it comes with Rust, from https://rustup.rs".to_owned());
    }
    if !has_c_compiler() {
        missing.push(
            "a C compiler: `apt-get install gcc libc6-dev` on Debian, `xcode-select --install` on macOS"
                .to_owned(),
        );
    }
    explain(missing)
}

/// What `test` needs besides: Node.
pub fn for_testing() -> Outcome {
    for_building()?;
    let found = answer(program("node").arg("--version"));
    let mut missing = Vec::new();
    match found.as_deref().map(|version| (version, major(version))) {
        None => {
            missing.push(format!("Node {NODE_MAJOR} or newer: https://nodejs.org, or your package manager"))
        }
        Some((version, Some(major))) if major < NODE_MAJOR => {
            missing.push(format!("Node {NODE_MAJOR} or newer: this machine has {version}"))
        }
        Some(_) if answer(program("npm").arg("--version")).is_none() => {
            missing.push("npm: it usually comes with Node; on Debian `apt-get install npm`".to_owned())
        }
        Some(_) => {}
    }
    explain(missing)
}

/// Adds the compiler's WebAssembly target and, for the lints, rustfmt and Clippy.
pub fn rust_parts() -> Outcome {
    let library =
        answer(program("rustc").args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]));
    if !library.is_some_and(|folder| std::path::Path::new(&folder).is_dir()) {
        timed("WebAssembly target for Rust (about 20 seconds)", || {
            run(program("rustup").args(["target", "add", "wasm32-unknown-unknown"]), "add the WebAssembly target")
                .map_err(|sentence| format!("{sentence}\nWithout rustup, install your distribution's rust-std for wasm32-unknown-unknown."))
        })?;
    }
    Ok(())
}

pub fn lint_parts() -> Outcome {
    for (part, question) in [("rustfmt", ["fmt", "--version"]), ("clippy", ["clippy", "--version"])] {
        if answer(cargo().args(question)).is_none() {
            run(program("rustup").args(["component", "add", part]), &format!("add {part}"))?;
        }
    }
    Ok(())
}

/// Fetches the crates, so that every later step may stay offline.
pub fn crates() -> Outcome {
    let offline =
        cargo().args(["fetch", "--offline", "--quiet"]).stderr(std::process::Stdio::null()).status();
    if offline.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    timed("Rust crates named in Cargo.lock (about a minute, the first time)", || {
        run(cargo().arg("fetch"), "fetch the crates")
    })
}

fn has_c_compiler() -> bool {
    let named = std::env::var("CC").ok();
    named
        .as_deref()
        .into_iter()
        .chain(["cc", "gcc", "clang"])
        .any(|name| answer(program(name).arg("--version")).is_some())
}

fn explain(missing: Vec<String>) -> Outcome {
    match missing.is_empty() {
        true => Ok(()),
        false => Err(format!("This machine lacks:\n  - {}", missing.join("\n  - "))),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// The npm packages of e2e/, exactly as its lock file names them.
pub fn npm_packages() -> Outcome {
    let folder = root().join("e2e");
    let lock = std::fs::read(folder.join("package-lock.json"))
        .map_err(|cause| format!("Could not read e2e/package-lock.json: {cause}."))?;
    let stamp = folder.join("node_modules/.installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    timed("npm packages for the browser tests (about 10 seconds)", || {
        let mut npm = program("npm");
        // The browser comes from the system (see browser.rs), never from Playwright.
        npm.current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        run(
            npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
            "install the npm packages of e2e/",
        )?;
        std::fs::write(&stamp, &lock).map_err(|cause| format!("Could not note what npm installed: {cause}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.19.2"), Some(20));
        assert_eq!(major("22"), Some(22));
        assert_eq!(major("none"), None);
    }
}
