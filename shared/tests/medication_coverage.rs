//! How much of the real price list is recognised, and how many rules there are. The list stands in the reference folder
//! beside the checkout (or where `MIKATA_REFERENCE` points); it is not copied into the project.

use shared::{
    coding::Coding,
    english::EnglishNames,
    medication::{
        check::{Medicine, Source, Supply, Unchecked, recognition},
        ingredient::{name_parts, spelled_plainly, without_salt},
        knowledge::{
            KnowledgeBase, Severity,
            embedded::{FILES, built_in},
        },
    },
    medicine_code::{MedicineCode, YjCode},
};
use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
};

fn price_list() -> Option<String> {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = reference.join("data/masters/yakka-20250716.csv");
    let found = fs::read_to_string(&path).ok();
    if found.is_none() {
        println!("SKIPPED: no price list at {}; coverage was not measured", path.display());
    }
    found
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

fn medicine(name: &str, code: Option<YjCode>) -> Medicine {
    Medicine {
        name: name.to_owned(),
        codes: code.map(MedicineCode::Yj).into_iter().collect(),
        route: None,
        start: None,
        supply: Supply::Unknown,
        as_needed: false,
        facility: None,
        sheet: None,
        source: Source::Prescription,
        department: None,
        prescriber: None,
        questioned: None,
    }
}

#[test]
fn the_price_list_is_recognised() {
    let Some(list) = price_list() else { return };
    let knowledge = built_in().unwrap();
    let (mut all, mut by_code, mut with_rules) = (0, 0, 0);
    let (mut by_name, mut wrong, mut other_route, mut unsure, mut not) = (0, 0, 0, 0, 0);
    for line in list.trim_start_matches('\u{feff}').lines().skip(1) {
        let cells = cells(line);
        let code = YjCode::try_from(cells[1].as_str()).unwrap_or_else(|error| panic!("{error}"));
        all += 1;
        with_rules += usize::from(knowledge.has_rules(code.prefix()));
        let coded = recognition(&medicine("", Some(code.clone())), &knowledge);
        by_code += usize::from(coded.is_ok());
        // Neither contradicts the other.
        assert_eq!(recognition(&medicine(&cells[7], Some(code)), &knowledge), coded, "{}", cells[7]);
        match (recognition(&medicine(&cells[7], None), &knowledge), coded) {
            (Ok(named), Ok(coded)) if named.ingredients != coded.ingredients => {
                println!("WRONG: {} is not {:?}", cells[7], named.ingredients);
                wrong += 1;
            }
            // A general name without a form leaves the route open; that is no mistake.
            (Ok(named), Ok(coded)) if named.route.is_some() && named.route != coded.route => {
                println!("other route: {}", cells[7]);
                other_route += 1;
            }
            (Ok(_), _) => by_name += 1,
            (Err(Unchecked::Unsure(_)), _) => unsure += 1,
            (Err(_), _) => not += 1,
        }
    }
    println!("{all} products; by code {by_code}; with at least one rule {with_rules}");
    println!(
        "by printed name {by_name}, wrong {wrong}, other route {other_route}, unsure {unsure}, not at all {not}"
    );
    assert_eq!(by_code, all);
    assert_eq!(wrong, 0);
    assert!(by_name * 100 >= all * 98, "{by_name} of {all} by name");
    assert_eq!(other_route, 0);
    assert!(with_rules * 100 >= all * 50, "{with_rules} of {all} with rules");
}

/// What whoever reads English is told of what is prescribed here.
#[test]
fn most_of_the_price_list_has_an_english_name() {
    let Some(list) = price_list() else { return };
    let tables = EnglishNames::built_in();
    let (mut all, mut with_a_name) = (0, 0);
    for line in list.trim_start_matches('\u{feff}').lines().skip(1) {
        let cells = cells(line);
        let code = Coding {
            system: "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code".into(),
            code: cells[1].clone(),
            display: None,
        };
        all += 1;
        with_a_name += usize::from(tables.medicine(&cells[7], &[code]).is_some());
    }
    println!("1 file checked: {with_a_name} of {all} products have an English name");
    assert!(all > 10_000 && with_a_name * 100 >= all * 80, "{with_a_name} of {all}");
}

/// The files that name ingredients and products of the counter.
const NAMING: [&str; 4] = ["substances.txt", "ingredients.txt", "otc.txt", "otc-former.txt"];

/// Whatever beginning of a name is recognised although nothing is called so, it must mean the same for every product of
/// the list that begins like it.
#[test]
fn no_bare_brand_is_ambiguous() {
    let Some(list) = price_list() else { return };
    let knowledge = built_in().unwrap();
    let mut products: Vec<(String, YjCode)> = Vec::new();
    let mut names: HashSet<String> = HashSet::new();
    for line in list.trim_start_matches('\u{feff}').lines().skip(1) {
        let cells = cells(line);
        let parts = name_parts(&cells[7]);
        products.push((spelled_plainly(&cells[7]), YjCode::try_from(cells[1].as_str()).unwrap()));
        for whole in [name_parts(&cells[2]).stem, parts.with_form, parts.stem] {
            names.extend(without_salt(&whole).map(str::to_owned));
        }
    }
    for file in FILES.iter().filter(|file| NAMING.contains(&file.name)) {
        for name in file.text.split(['|', ',', '+', '\n']) {
            let name = name.trim().trim_start_matches(|c: char| c.is_ascii_digit()).trim();
            names.extend(without_salt(&name_parts(name).stem).map(str::to_owned));
        }
    }
    products.sort();
    let is_whole = |name: &str| {
        names.contains(name) || name.split('・').all(|part| part.is_empty() || names.contains(part))
    };
    let starts: BTreeSet<&str> = products
        .iter()
        .flat_map(|(name, _)| name.char_indices().skip(1).map(|(at, _)| &name[..at]))
        .filter(|start| {
            let parts = name_parts(start);
            !is_whole(&parts.with_form) && !without_salt(&parts.stem).any(is_whole)
        })
        .collect();
    let (mut bare, mut wrong) = (BTreeSet::new(), Vec::new());
    for start in starts {
        let Ok(recognised) = recognition(&medicine(start, None), &knowledge) else { continue };
        let first = products.partition_point(|(name, _)| name.as_str() < start);
        let alike = products[first..].iter().take_while(|(name, _)| name.starts_with(start));
        for (name, code) in alike {
            let product = recognition(&medicine("", Some(code.clone())), &knowledge).unwrap();
            if recognised.ingredients != product.ingredients
                || recognised.route.is_some_and(|route| Some(route) != product.route)
            {
                wrong.push(format!("{start} is not {name}: {:?}", recognised.ingredients));
            }
        }
        bare.insert(name_parts(start).stem);
    }
    println!("{} bare brands: {:?}", bare.len(), Vec::from_iter(&bare));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(bare.contains("パキシル") && bare.contains("レザルタス"));
}

/// Brands that are in no price list any more are still in notebooks: each names what it names, by no other way.
#[test]
fn brands_that_notebooks_still_hold_are_recognised() {
    let knowledge = built_in().unwrap();
    let former: Vec<&str> = FILES
        .iter()
        .filter(|file| file.name.ends_with("-former.txt"))
        .flat_map(|file| file.text.lines().filter(|line| !line.starts_with('#')))
        .flat_map(|line| match line.split_once('|') {
            Some((names, _)) => names.trim().split(',').collect::<Vec<_>>(),
            None => line.split(' ').take(1).collect(),
        })
        .collect();
    assert!(
        former.len() > 90
            && ["イムラン", "スローケー", "タンナルビン"].iter().all(|one| former.contains(one))
    );
    for name in former {
        let found = recognition(&medicine(name, None), &knowledge);
        assert!(found.is_ok(), "{name}: {found:?}");
    }
}

#[test]
fn rules_are_counted_by_severity_and_verification() {
    let knowledge: KnowledgeBase = built_in().unwrap();
    let counts = knowledge.counts();
    let pairs = (
        knowledge.pairs(Severity::Contraindicated).len(),
        knowledge.pairs(Severity::Serious).len() + knowledge.pairs(Severity::Caution).len(),
    );
    println!("{counts:?}; pairs: {} contraindicated, {} others", pairs.0, pairs.1);
    let (core, names) = (knowledge.to_compact(), knowledge.names_to_compact());
    println!("compact: {} bytes, names {} bytes", core.len(), names.len());
    assert!(counts.contraindicated_seen >= 140 && counts.contraindicated_unverified >= 280);
    assert!(pairs.0 >= 885 && pairs.1 >= 1_300);
    // Before brotli, which makes a third of it (at quality 11, 56,395 bytes were 180,698). No first load waits for it.
    assert!(core.len() < 215_000, "{} bytes", core.len());
}
