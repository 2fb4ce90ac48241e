//! The real price list through the import, read from the reference folder that stands beside the checkout (or
//! where `MIKATA_REFERENCE` points). It is not copied into the project.

use crate::common::noon;
use server::{
    commands::masters,
    ingest,
    knowledge::Knowledge,
    store::{DatabaseUrl, Store},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[tokio::test]
async fn the_real_price_list_is_taken_whole() {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = reference.join("data/masters/yakka-20250716.csv");
    let Ok(bytes) = fs::read(&path) else {
        println!("SKIPPED: no price list at {}; its import was not tried", path.display());
        return;
    };
    let master = ingest::masters::read(&bytes).unwrap();
    let lesson = ingest::masters::learn(&master, Knowledge::built_in().base(), || {}).unwrap();
    assert!(lesson.rows > 12_000, "{} products", lesson.rows);
    assert_eq!((lesson.by_code, lesson.unmapped.len()), (lesson.rows, 0));
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("m.db").to_str().unwrap().to_owned());
    let store = Store::open(&url).await.unwrap();
    masters::keep(&store, &master, &lesson, noon()).await.unwrap();
    let report = masters::report(&master, &lesson, 20);
    assert!(report.contains("0 lead to no ingredient"), "{report}");
    println!("{report}");
}
