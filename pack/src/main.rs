//! `pack [--release] WASM DIST`: the browser's files in the folder DIST, of what the compiler made of the app. `cargo xtask
//! web` calls it in the workspace's folder; `index.html` there says what is to be among them.

mod listed;
mod order;
mod program;

use anyhow::{Context, Result, bail};
use listed::Listed;
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [wasm, dist] => pack(Path::new(wasm), Path::new(dist), false),
        ["--release", wasm, dist] => pack(Path::new(wasm), Path::new(dist), true),
        _ => bail!("pack takes the WebAssembly file and the folder for the browser's files"),
    }
}

/// Everything is made in a folder beside `dist` first: whatever goes wrong, the files of before stay.
fn pack(wasm: &Path, dist: &Path, release: bool) -> Result<()> {
    let html = fs::read_to_string("index.html").context("could not read index.html")?;
    let listed = Listed::read(&html)?;
    let folder = beside(dist, "new");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;

    let app = program::program(wasm, &folder, release.then_some(&listed))?;
    let mut styles = Vec::new();
    for together in &listed.styles {
        styles.push(style(together, &folder)?);
    }
    for file in &listed.files {
        let name = file.file_name().with_context(|| format!("{} is no file", file.display()))?;
        fs::copy(file, folder.join(name)).with_context(|| format!("could not copy {}", file.display()))?;
    }
    fs::write(folder.join("index.html"), listed::index(&app, &styles))?;
    compress::beside_each(&folder, if release { compress::SMALLEST } else { compress::QUICK })?;

    if dist.exists() {
        fs::remove_dir_all(dist).with_context(|| format!("could not clear {}", dist.display()))?;
    }
    fs::rename(&folder, dist).with_context(|| format!("could not make {}", dist.display()))
}

/// Writes neighbouring styles as one file, under a name that changes with what it holds, so that browsers may keep it for
/// good. A style that travels alone keeps its name.
fn style(styles: &[PathBuf], folder: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    for style in styles {
        bytes.extend(fs::read(style).with_context(|| format!("could not read {}", style.display()))?);
    }
    let stem = match styles {
        [alone] => alone.file_stem().map_or("style".into(), |stem| stem.to_string_lossy()),
        _ => "portal".into(),
    };
    let name = format!("{stem}-{}.css", hash(&bytes));
    fs::write(folder.join(&name), bytes)?;
    Ok(name)
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_what_the_file_holds() {
        let folder = tempfile::tempdir().unwrap();
        let (base, pages) = (folder.path().join("base.css"), folder.path().join("pages.css"));
        let alone = std::slice::from_ref(&base);
        let name = |text: &str, styles: &[PathBuf]| {
            fs::write(&base, text).unwrap();
            fs::write(&pages, "b").unwrap();
            style(styles, folder.path()).unwrap()
        };
        let (first, second) = (name("a", alone), name("b", alone));
        assert_ne!(first, second);
        assert_eq!(first, name("a", alone));
        assert_eq!(first, "base-ca978112ca1bbdca.css");
        assert_eq!(fs::read_to_string(folder.path().join(second)).unwrap(), "b");
        let both = name("a", &[base.clone(), pages.clone()]);
        assert!(both.starts_with("portal-"), "{both}");
        assert_eq!(fs::read_to_string(folder.path().join(both)).unwrap(), "ab");
    }
}
