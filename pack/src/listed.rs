//! What `index.html` says is to be among the browser's files, as Trunk reads it too.

use anyhow::{Context, Result, ensure};
use std::path::PathBuf;

/// The lines of `index.html` that bear `data-trunk`.
#[derive(Debug, PartialEq, Eq)]
pub struct Listed {
    /// In their order: later ones may rely on earlier ones. Those of one inner list travel as one file.
    pub styles: Vec<Vec<PathBuf>>,
    /// As they are, under their own names.
    pub files: Vec<PathBuf>,
    /// How hard wasm-opt is to try.
    pub level: String,
    /// What wasm-opt may use of WebAssembly.
    pub features: Vec<String>,
}

impl Listed {
    pub fn read(html: &str) -> Result<Self> {
        let mut listed = Self { styles: vec![], files: vec![], level: String::new(), features: vec![] };
        let mut last_is_alone = true;
        for line in html.split("<link data-trunk").skip(1) {
            let line = line.split('>').next().unwrap_or_default();
            let value = |name: &str| {
                let after = line.split(&format!(" {name}=\"")).nth(1);
                after
                    .and_then(|after| after.split('"').next())
                    .with_context(|| format!("no {name} in:{line}"))
            };
            match value("rel")? {
                "css" => {
                    let (style, alone) = (value("href")?.into(), line.ends_with(" data-alone"));
                    match listed.styles.last_mut() {
                        Some(neighbours) if !alone && !last_is_alone => neighbours.push(style),
                        _ => listed.styles.push(vec![style]),
                    }
                    last_is_alone = alone;
                }
                "copy-file" => listed.files.push(value("href")?.into()),
                "rust" => {
                    listed.level = value("data-wasm-opt")?.to_owned();
                    listed.features =
                        value("data-wasm-opt-params")?.split_whitespace().map(str::to_owned).collect();
                }
                other => anyhow::bail!("index.html asks for {other:?}, which only Trunk knows"),
            }
        }
        ensure!(!listed.level.is_empty(), "index.html names no program");
        Ok(listed)
    }
}

/// Where the server reads the names; nobody is shown it.
pub fn index(app: &str, styles: &[String]) -> String {
    let mut html = format!("<!doctype html>\n<script type=\"module\" src=\"/pkg/{app}/app.js\"></script>\n");
    for style in styles {
        html += &format!("<link rel=\"stylesheet\" href=\"/pkg/{style}\">\n");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_for_trunk_is_read_in_its_order() {
        let html = "<!-- data-trunk --><link data-trunk rel=\"rust\" href=\"app/Cargo.toml\"\n data-wasm-opt=\"1\"
             data-wasm-opt-params=\"--enable-a --enable-b\">
            <link data-trunk rel=\"css\" href=\"style/b.css\"><link rel=\"css\" href=\"style/no.css\">
            <link data-trunk rel=\"css\" href=\"style/a.css\"><link data-trunk rel=\"css\" href=\"style/c.css\" data-alone>
            <link data-trunk rel=\"css\" href=\"style/d.css\"><link data-trunk rel=\"copy-file\" href=\"public/x.js\">";
        let listed = Listed::read(html).unwrap();
        let styles = [&["style/b.css", "style/a.css"][..], &["style/c.css"], &["style/d.css"]];
        assert_eq!(
            listed.styles,
            styles.map(|together| together.iter().map(PathBuf::from).collect::<Vec<_>>())
        );
        assert_eq!(listed.files, [PathBuf::from("public/x.js")]);
        assert_eq!((listed.level.as_str(), listed.features.len()), ("1", 2));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let said = |html: &str| Listed::read(html).unwrap_err().to_string();
        assert!(said("<link data-trunk rel=\"sass\" href=\"a\">").contains("sass"));
        assert!(said("<link data-trunk rel=\"css\">").contains("href"));
        assert_eq!(said("<html>"), "index.html names no program");
    }

    #[test]
    fn the_workspace_is_read() {
        let html = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../index.html")).unwrap();
        let listed = Listed::read(&html).unwrap();
        assert!(listed.styles.concat().len() > 5 && listed.files.len() > 2, "{listed:?}");
    }
}
