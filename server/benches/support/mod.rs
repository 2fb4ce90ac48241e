//! What the benchmarks share. `cargo bench` measures in full; `cargo test --bench …` only proves that they run.
#![allow(dead_code, reason = "each benchmark uses its own part of this folder")]

#[path = "../../../shared/benches/invented/mod.rs"]
pub mod invented;

pub mod connection;
pub mod copies;
pub mod portal;
pub mod rounds;

use tempfile::TempDir;

/// Cargo says `--bench` when figures are wanted.
pub fn in_full() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// A folder on the disk that Cargo builds on: one in memory would make every commit free.
pub fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("Cargo's folder for benchmarks can be written")
}

/// A line that `cargo xtask bench` looks for.
pub fn say(name: &str, figure: f64) {
    println!("measured {name} {figure}");
}
