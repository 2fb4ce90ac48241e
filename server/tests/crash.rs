//! kill -9 in the middle of an import loses nothing that was answered with success.
//!
//! `MIKATA_CRASH_ROUNDS` sets how often (20 unless told).

mod common;

use common::{
    HOSPITAL,
    bundle::{hanako, result},
    facility,
};
use server::{config::DatabaseUrl, store::Store, store::transmission};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};
use uuid::Uuid;

/// More files than a round can take before it is killed.
const FILES: usize = 400;

fn mikata(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mikata"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn write_bundles(folder: &Path) {
    for number in 0..FILES {
        let serial = format!("{number:04}");
        let lines: Vec<_> =
            (0..5).map(|line| result(&format!("{serial}-{line}"), &format!("検査{line}"), &serial)).collect();
        let bundle = hanako().results(HOSPITAL, &serial, &lines);
        fs::write(folder.join(format!("{serial}.json")), bundle.to_string()).unwrap();
    }
}

/// Reads reports until `wanted` files are answered, kills, and returns every answer that came out.
fn kill_after(mut import: Child, wanted: usize) -> Vec<(String, Uuid)> {
    let mut answered = Vec::new();
    let out = BufReader::new(import.stdout.take().unwrap());
    let mut killed = false;
    for line in out.lines() {
        let line = line.unwrap();
        let mut parts = line.split('\t');
        if parts.next() == Some("stored") {
            let file = parts.next().unwrap().to_owned();
            answered.push((file, parts.next().unwrap().parse().unwrap()));
        }
        if answered.len() >= wanted && !killed {
            import.kill().unwrap();
            killed = true;
        }
    }
    import.wait().unwrap();
    answered
}

#[tokio::test]
async fn what_was_answered_with_success_survives_kill_9() {
    let rounds: usize =
        std::env::var("MIKATA_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().unwrap();
    let bundles = folder.path().join("bundles");
    fs::create_dir(&bundles).unwrap();
    write_bundles(&bundles);
    for round in 0..rounds {
        let database = folder.path().join(format!("round-{round}.db")).to_str().unwrap().to_owned();
        let added =
            mikata(&["facility", "add", HOSPITAL, "架空病院", "--database", &database]).status().unwrap();
        assert!(added.success());
        let import = ["import", "--facility", HOSPITAL, "--database", &database, bundles.to_str().unwrap()];
        let answered = kill_after(mikata(&import).spawn().unwrap(), 1 + (round * 7) % 60);
        assert!(!answered.is_empty());

        let store = Store::open(&DatabaseUrl(database.clone())).await.unwrap();
        for (file, id) in &answered {
            let kept = transmission::original(&store, &facility(HOSPITAL), *id).await.unwrap();
            assert_eq!(kept, Some(fs::read(file).unwrap()), "round {round}: {file} was lost");
        }
        store.close().await;
        // Sent again, nothing that was answered changes, and the rest arrives whole.
        let first: Vec<&str> = answered.iter().map(|(file, _)| file.as_str()).collect();
        let mut again = vec!["import", "--facility", HOSPITAL, "--database", &database];
        again.extend(&first);
        let output = mikata(&again).output().unwrap();
        assert!(output.status.success());
        let report = String::from_utf8(output.stdout).unwrap();
        let unchanged = report.lines().filter(|line| line.starts_with("unchanged")).count();
        assert_eq!(unchanged, answered.len(), "round {round}: {report}");
        fs::remove_file(&database).unwrap();
    }
}
