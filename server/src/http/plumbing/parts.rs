//! Files of the browser's build as a browser can hold them against: address, kind, and the hash of their bytes.

use crate::encoded::integrity;
use std::{fs, io, path::Path};

/// One file, under an address that never holds anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub address: String,
    /// `sha256-…` of its bytes, uncompressed.
    pub integrity: String,
    /// What its `Content-Type` begins with.
    pub kind: &'static str,
}

/// Of the desk and of papers that the desk prints: a patient's device needs none of it.
const OF_THE_DESK: [&str; 2] = ["desk-", "emergency-sheet-"];

pub fn is_of_the_desk(name: &str) -> bool {
    OF_THE_DESK.iter().any(|start| name.starts_with(start))
}

impl Part {
    /// Every file in a folder of the build whose name carries a hash, and in the folders within; sorted by address.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn of_folder(folder: &Path) -> io::Result<Vec<Self>> {
        let mut parts = Vec::new();
        collect(folder, "/pkg", &mut parts)?;
        parts.sort_by(|one, other| one.address.cmp(&other.address));
        Ok(parts)
    }
}

fn collect(folder: &Path, address: &str, parts: &mut Vec<Part>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        // Ours are plain letters.
        let Some(name) = name.to_str() else { continue };
        let address = format!("{address}/{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &address, parts)?;
        } else if let Some(kind) = kind(name).filter(|_| has_hash(&address) && !is_of_the_desk(name)) {
            parts.push(Part { integrity: integrity(&fs::read(entry.path())?), address, kind });
        }
    }
    Ok(())
}

/// Of what a build consists of; compressed forms are no files of their own.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "js" => Some("text/javascript"),
        "wasm" => Some("application/wasm"),
        "css" => Some("text/css"),
        _ => None,
    }
}

/// As `pack`, or Trunk, writes it into the names of files and folders: `app-0123456789abcdef_bg.wasm`.
pub fn has_hash(path: &str) -> bool {
    path.split('-').skip(1).any(|rest| rest.bytes().take_while(u8::is_ascii_hexdigit).count() >= 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_seen_in_a_name() {
        for name in ["/pkg/app-0123456789abcdef_bg.wasm", "/pkg/snippets/leptos-5a6b7c8d9e0f1a2b/inline0.js"]
        {
            assert!(has_hash(name), "{name}");
        }
        for name in ["/pkg/index.html", "/pkg/push-worker.js", "/pkg/app-fed.js", "/pkg/0123456789abcdef.js"]
        {
            assert!(!has_hash(name), "{name}");
        }
    }

    #[test]
    fn every_file_with_a_hash_is_listed_from_every_folder_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let hash = "0123456789abcdef";
        let write = |name: &str| {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, name).unwrap();
        };
        let listed =
            [format!("app-{hash}.js"), format!("app-{hash}/labs_bg.wasm"), format!("base-{hash}.css")];
        listed.iter().for_each(|name| write(name));
        write(&format!("app-{hash}.js.br"));
        write(&format!("app-{hash}/labs_bg.wasm.gz"));
        write(&format!("desk-{hash}.css"));
        write("index.html");
        write("favicon.svg");
        write("push-worker.js");
        let parts = Part::of_folder(folder.path()).unwrap();
        let addresses: Vec<&str> = parts.iter().map(|part| part.address.as_str()).collect();
        assert_eq!(addresses, listed.iter().map(|name| format!("/pkg/{name}")).collect::<Vec<_>>());
        assert_eq!(
            parts.iter().map(|part| part.kind).collect::<Vec<_>>(),
            ["text/javascript", "application/wasm", "text/css"]
        );
        assert_eq!(parts[2].integrity, integrity(listed[2].as_bytes()));
        assert!(Part::of_folder(&folder.path().join("nowhere")).is_err());
    }
}
