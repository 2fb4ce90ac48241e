//! The tests of the pages in one program: `cargo test --workspace --test all words::` runs those of one file.

mod clinical_pages;
mod format;
mod frame;
mod words;
