//! Trouble that others had, sent to this portal: each kind by the file of the reference folder and by a case of ours.
//! [`listed`] says where each is tested, also of those that other tests hold.

mod days;
mod doors;
mod labs;
mod listed;
mod names;
mod programs;

use crate::common::{CLINIC, World, facility};
use crate::portal::Portal;
use crate::told;
use serde_json::Value;
use server::{clock::Clock, store::facility as facilities};
use shared::consent::FacilityKind;
use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};
use tempfile::TempDir;

/// Who sends the files.
const SENDER: &str = "1310099990";

/// Where the reference folder is.
fn reference() -> PathBuf {
    std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from)
}

/// A file of the folder; `None`, said loudly, where it is absent.
fn file(name: &str) -> Option<Vec<u8>> {
    static CHECKED: AtomicUsize = AtomicUsize::new(0);
    let file = reference().join("data/trouble").join(name);
    match std::fs::read(&file) {
        Ok(bytes) => {
            let checked = CHECKED.fetch_add(1, Ordering::Relaxed) + 1;
            println!("{name} is checked, file number {checked} of this run");
            Some(bytes)
        }
        Err(_) => {
            println!("SKIPPED: no {}; this case was not checked", file.display());
            None
        }
    }
}

fn json_of(name: &str) -> Option<Value> {
    file(name).map(|bytes| serde_json::from_slice(&bytes).unwrap())
}

/// A person of whom something was sent, and their pages.
struct Sent {
    world: World,
    portal: Portal,
    /// What the senders were warned of.
    warnings: Vec<String>,
    _folder: TempDir,
}

/// The hospital that sends the files, on 29 November 2026.
async fn hospital() -> (World, TempDir) {
    let (mut world, folder) = told::world().await;
    world.clock = Clock::standing_at("2026-11-29T03:00:00Z".parse().unwrap());
    let (code, now) = (facility(SENDER), world.clock.now());
    facilities::add(&world.store, &code, "試験病院", facilities::ListUnit::Department, now).await.unwrap();
    assert!(facilities::set_kind(&world.store, &code, Some(FacilityKind::Hospital)).await.unwrap());
    (world, folder)
}

impl Sent {
    /// The files of the folder, in this order; `None` without them.
    async fn files(names: &[&str]) -> Option<Self> {
        let bundles: Option<Vec<Value>> = names.iter().map(|name| json_of(name)).collect();
        Some(Self::by(hospital().await, SENDER, &bundles?).await)
    }

    /// Cases of ours: what a clinic sends, on 7 July 2024.
    async fn ours(bundles: &[Value]) -> Self {
        Self::by(told::world().await, CLINIC, bundles).await
    }

    async fn by((world, folder): (World, TempDir), sender: &str, bundles: &[Value]) -> Self {
        let mut warnings = Vec::new();
        for bundle in bundles {
            let receipt = world.send(sender, bundle).await;
            warnings.extend(receipt.warnings.iter().map(ToString::to_string));
        }
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, sender).await;
        Self { world, portal, warnings, _folder: folder }
    }

    async fn page(&self, language: &str, address: &str) -> String {
        told::page(&self.portal, language, address).await
    }

    /// The line of a test on the sheet.
    async fn row(&self, language: &str, test: &str) -> String {
        let sheet = self.page(language, "/labs").await;
        let tables = sheet.find("lab-sheet").map_or("", |at| &sheet[at..]);
        let rows = tables.split("<tr");
        let found = rows.filter_map(|row| row.split("</tr>").next()).find(|row| row.contains(test));
        found.unwrap_or_else(|| panic!("{test} is not on the sheet:\n{tables}")).to_owned()
    }

    /// The page of a test, by its name on the sheet.
    async fn test(&self, language: &str, test: &str) -> String {
        let row = self.row(language, test).await;
        let address = told::part(&row, "href=\"", &["\""]).to_owned();
        assert!(address.starts_with("/labs/"), "{row}");
        self.page(language, &address).await
    }
}

/// As text stands in a document.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
