//! The app's WebAssembly in parts, with its script: a main part that every page starts with, and groups of parts that
//! a browser fetches when a page needs them.

use crate::{hash, listed::Listed, order::similar_together};
use anyhow::{Context, Result, anyhow, ensure};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// Script that fetches a group's parts when they are asked for. The main part imports it by this name.
const LOADER: &str = "./__wasm_split.js";

/// Which files belong to which group, for the server: `{"pages": ["chunk_0", "split_pages"]}`.
const GROUPS: &str = "groups.json";

/// Section that says for which WebAssembly the main part was compiled. With it wasm-bindgen makes a second table, and
/// wasm-opt of Debian 12 then exports the wrong one of the two.
const TARGET_FEATURES: &str = "target_features";

/// What makes the parts beside the main one smaller once they are compressed. All else that wasm-opt knows makes them
/// smaller before, and larger after it.
const ONLY_ONCE: [&str; 2] = ["--duplicate-function-elimination", "--remove-unused-module-elements"];

/// Makes the folder `app-0123456789abcdef` in `folder` and gives its name. Script and parts import each other by their
/// names, in a circle: that they belong together is said by the folder's name alone.
pub fn program(wasm: &Path, folder: &Path, smaller: Option<&Listed>) -> Result<String> {
    let parts = folder.join("app");
    fs::create_dir(&parts)?;
    let (main, chunks) = split(wasm, &parts)?;
    bind(main, &parts, smaller.is_some())?;
    if smaller.is_some() {
        for part in [parts.join("app_bg.wasm")].iter().chain(&chunks) {
            fs::write(part, similar_together(&fs::read(part)?)?)?;
        }
    }
    for chunk in &chunks {
        fs::write(chunk, without_sections(&fs::read(chunk)?, |_| true)?)?;
    }
    if let Some(listed) = smaller {
        wasm_opt(&parts.join("app_bg.wasm"), listed, &[&format!("-O{}", listed.level)])?;
        for chunk in &chunks {
            wasm_opt(chunk, listed, &ONLY_ONCE)?;
        }
    }
    let name = format!("app-{}", hash_of_all(&parts)?);
    fs::rename(&parts, folder.join(&name))?;
    Ok(name)
}

/// The main part, before it is bound, and the files of the others.
fn split(wasm: &Path, parts: &Path) -> Result<(Vec<u8>, Vec<PathBuf>)> {
    let bytes = fs::read(wasm).with_context(|| format!("could not read {}", wasm.display()))?;
    let main = parts.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = parts;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = "./app.js";
    options.emit_dwarf = false;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|cause| anyhow!("{} could not be split: {cause:#}", wasm.display()))?;
    let groups: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    fs::write(parts.join(GROUPS), serde_json::to_vec(&groups)?)?;
    let bytes = without_sections(&fs::read(&main)?, |name| name == TARGET_FEATURES.as_bytes())?;
    fs::remove_file(main)?;
    Ok((bytes, split.split_modules))
}

/// Writes `app.js` and `app_bg.wasm`; `named`: with the names of functions.
fn bind(main: Vec<u8>, parts: &Path, named: bool) -> Result<()> {
    let mut bindings = Bindgen::new();
    bindings.input_bytes("app", main).typescript(false).web(true)?;
    bindings
        .keep_lld_exports(true)
        .demangle(false)
        .remove_name_section(!named)
        .remove_producers_section(true);
    let mut output = bindings.generate_output()?;
    output.emit(parts)?;
    ensure!(
        !parts.join("snippets").exists(),
        "the app brings scripts of its own, which are not among the browser's files"
    );
    Ok(())
}

fn wasm_opt(part: &Path, listed: &Listed, passes: &[&str]) -> Result<()> {
    let small = part.with_extension("small");
    let mut wasm_opt = Command::new("wasm-opt");
    wasm_opt.args(passes).args(["--strip-debug", "--strip-producers"]);
    wasm_opt.args(&listed.features).arg(part).arg("--output").arg(&small);
    let status = wasm_opt.status().context("wasm-opt did not start")?;
    ensure!(status.success(), "wasm-opt ended with {status} at {}", part.display());
    fs::rename(small, part)?;
    Ok(())
}

fn hash_of_all(parts: &Path) -> Result<String> {
    let mut names = fs::read_dir(parts)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    names.sort();
    let mut all = Vec::new();
    for name in names {
        all.extend(name.file_name().unwrap_or_default().as_encoded_bytes());
        all.extend(fs::read(&name)?);
    }
    Ok(hash(&all))
}

/// A WebAssembly file without the custom sections of these names: what tools read and browsers do not.
fn without_sections(wasm: &[u8], goes: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    ensure!(wasm.len() >= HEADER && wasm.starts_with(b"\0asm"), "a part of the app is no WebAssembly");
    let (mut kept, mut rest) = (wasm[..HEADER].to_vec(), &wasm[HEADER..]);
    while let [id, after @ ..] = rest {
        let (length, begins) = number(after).context("a section of a part has no length")?;
        let end = begins + length;
        let content = after.get(begins..end).context("a section of a part is cut off")?;
        let name = number(content).and_then(|(length, begins)| content.get(begins..begins + length));
        if *id != CUSTOM || !name.is_some_and(&goes) {
            kept.extend(&rest[..1 + end]);
        }
        rest = &after[end..];
    }
    Ok(kept)
}

/// A number as WebAssembly writes it (unsigned LEB128), and how many bytes it takes.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A section with its length, and for a custom one (0) its name.
    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        [&[id, content.len() as u8], content].concat()
    }

    #[test]
    fn a_custom_section_goes_by_its_name_and_the_others_stay() {
        let header = b"\0asm\x01\0\0\0".to_vec();
        let (named, other) = (section(0, b"\x01ax"), section(0, b"\x01bx"));
        // What is no custom section has no name, whatever its bytes.
        let types = section(1, b"\x01a");
        let all = [header.clone(), types.clone(), named, other.clone()].concat();
        assert_eq!(without_sections(&all, |name| name == b"a").unwrap(), [header, types, other].concat());
    }

    #[test]
    fn what_is_cut_off_is_said() {
        for wasm in [&b"\0asm\x01\0\0\0\x01\x05a"[..], b"\0asm\x01\0\0\0\x01", b"<!doctype html>"] {
            assert!(without_sections(wasm, |_| true).is_err());
        }
    }

    #[test]
    fn numbers_are_read_in_seven_bits_a_byte() {
        assert_eq!(number(&[0x05]), Some((5, 1)));
        assert_eq!(number(&[0xe5, 0x8e, 0x26, 9]), Some((624_485, 3)));
        assert_eq!(number(&[0x80]), None);
    }
}
