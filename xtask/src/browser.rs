//! The system's own parts for the tests: Chromium, ChromeDriver, a Japanese font, readers of PDF and XML, PostgreSQL.

use std::path::Path;
use std::process::Command;

use crate::process::{answer, program, run, timed};
use crate::{Outcome, postgres};

struct Part {
    name: &'static str,
    /// Debian's package.
    package: &'static str,
    elsewhere: &'static str,
    is_there: fn() -> bool,
}

const PARTS: [Part; 6] = [
    Part {
        name: "Chromium",
        package: "chromium",
        elsewhere: "install it and name its program in CHROMIUM_PATH",
        is_there: || chromium().is_some(),
    },
    Part {
        name: "ChromeDriver",
        package: "chromium-driver",
        elsewhere: "install the version of your Chromium",
        is_there: || answer(program("chromedriver").arg("--version")).is_some(),
    },
    Part {
        name: "a Japanese font",
        package: "fonts-morisawa-bizud-gothic",
        elsewhere: "install BIZ UDGothic, or Noto Sans CJK JP",
        is_there: has_japanese_font,
    },
    Part {
        name: "pdftotext and pdfinfo",
        package: "poppler-utils",
        elsewhere: "install Poppler",
        is_there: || answer(program("pdfinfo").arg("-v")).is_some(),
    },
    Part {
        name: "xmllint",
        package: "libxml2-utils",
        elsewhere: "install libxml2",
        is_there: || answer(program("xmllint").arg("--version")).is_some(),
    },
    Part {
        name: "PostgreSQL's server programs",
        package: "postgresql",
        elsewhere: "install PostgreSQL 15 or newer so that initdb and pg_ctl are on PATH",
        is_there: || postgres::programs().is_some(),
    },
];

/// What release files need. Where it is absent they are not made, which fails the tests at their own line.
const WASM_OPT: Part = Part {
    name: "wasm-opt",
    package: "binaryen",
    elsewhere: "install Binaryen",
    is_there: || answer(program("wasm-opt").arg("--version")).is_some(),
};

/// Installs what is absent where the system allows it; otherwise names exactly what is missing.
pub fn install() -> Outcome {
    let missing: Vec<&Part> = PARTS.iter().chain([&WASM_OPT]).filter(|part| !(part.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if let Some(apt_get) = apt_get() {
        let names: Vec<_> = missing.iter().map(|part| part.name).collect();
        let installed = timed(&format!("{} through apt-get (about 2 minutes)", names.join(", ")), || {
            run(apt_get().args(["update", "--quiet", "--quiet"]), "refresh the package lists")?;
            let mut install = apt_get();
            install.args(["install", "--quiet", "--yes", "--no-install-recommends"]);
            run(install.args(missing.iter().map(|part| part.package)), "install the packages")
        });
        if let Err(sentence) = installed {
            println!("  {sentence}");
        }
    }
    let missing: Vec<String> = PARTS.iter().filter(|part| !(part.is_there)()).map(Part::how).collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(format!("The tests need what this machine lacks:\n  - {}", missing.join("\n  - "))),
    }
}

impl Part {
    fn how(&self) -> String {
        format!(
            "{}: `sudo apt-get install {}` on Debian; elsewhere {}",
            self.name, self.package, self.elsewhere
        )
    }
}

/// The browser that the tests drive.
pub fn chromium() -> Option<String> {
    let named = std::env::var("CHROMIUM_PATH").ok();
    let usual =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(str::to_owned);
    named.into_iter().chain(usual).find(|path| Path::new(path).is_file())
}

fn has_japanese_font() -> bool {
    // macOS and Windows bring one along.
    !cfg!(target_os = "linux")
        || answer(program("fc-list").arg(":lang=ja")).is_some_and(|fonts| !fonts.is_empty())
}

/// `apt-get` as a person who may: root, or through a `sudo` that asks nothing.
fn apt_get() -> Option<fn() -> Command> {
    answer(program("apt-get").arg("--version"))?;
    if is_root() {
        return Some(|| {
            let mut command = program("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        });
    }
    answer(program("sudo").args(["-n", "true"]))?;
    Some(|| {
        let mut command = program("sudo");
        command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    })
}

pub fn is_root() -> bool {
    answer(program("id").arg("-u")).as_deref() == Some("0")
}
