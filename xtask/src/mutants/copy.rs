//! The rules alone, copied to where they can be broken without anybody else building what is broken.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, root, target};

/// `shared/` as a workspace of its own, in `target/mutants/tree`: the same place each time, so that what was compiled
/// for the last run is used again.
pub struct Copy {
    pub folder: PathBuf,
}

impl Copy {
    pub fn make() -> Outcome<Self> {
        let folder = target().join("mutants").join("tree");
        Self::fill(&folder)
            .map_err(|cause| format!("Could not copy the rules to {}: {cause}.", folder.display()))?;
        Ok(Self { folder })
    }

    fn fill(folder: &Path) -> std::io::Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        copy_folder(&root().join("shared"), &folder.join("shared"))?;
        fs::create_dir_all(folder.join(".cargo"))?;
        for name in ["Cargo.lock", ".cargo/mutants.toml"] {
            fs::copy(root().join(name), folder.join(name))?;
        }
        // R4's definitions, which the tests of fates read.
        #[cfg(unix)]
        std::os::unix::fs::symlink(root().join("e2e"), folder.join("e2e"))?;
        let manifest = folder.join("shared/Cargo.toml");
        fs::write(&manifest, member(&fs::read_to_string(&manifest)?))?;
        fs::write(folder.join("Cargo.toml"), workspace(&fs::read_to_string(root().join("Cargo.toml"))?))
    }

    /// Where what is compiled of the copy goes.
    pub fn compiled() -> PathBuf {
        target().join("mutants").join("compiled")
    }
}

/// One member, compiled quickly rather than well.
fn workspace(manifest: &str) -> String {
    let inherited: String = manifest
        .lines()
        .take_while(|line| !line.starts_with("[profile."))
        .filter(|line| !line.contains("path = ") || line.starts_with("shared "))
        .map(|line| if line.starts_with("members") { "members = [\"shared\"]" } else { line })
        .flat_map(|line| [line, "\n"])
        .collect();
    inherited + "[profile.dev]\ndebug = false\nincremental = true\n"
}

/// Without the benchmarks' library, and without itself as a dependency, which would compile everything twice:
/// [`super::rules`] asks for the feature instead.
fn member(manifest: &str) -> String {
    let kept = |line: &&str| !line.starts_with("criterion =") && !line.starts_with("shared =");
    manifest.lines().filter(kept).flat_map(|line| [line, "\n"]).collect()
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_a_workspace_of_the_rules_alone() {
        let manifest = workspace(&fs::read_to_string(root().join("Cargo.toml")).unwrap());
        assert!(manifest.contains("members = [\"shared\"]"), "{manifest}");
        assert!(manifest.contains("\nserde_json = ") && !manifest.contains("path = \"app\""), "{manifest}");
        assert!(!manifest.contains("brotli"), "{manifest}");
    }

    #[test]
    fn the_rules_are_compiled_once_and_without_benchmarks() {
        let manifest = member(&fs::read_to_string(root().join("shared/Cargo.toml")).unwrap());
        assert!(manifest.contains("\nproptest = ") && !manifest.contains("criterion"), "{manifest}");
        assert!(!manifest.contains("shared = {"), "{manifest}");
    }
}
