//! `compress [--smallest] FOLDER`: writes `.br` and `.gz` beside the browser's files. `cargo xtask web` calls it.

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (folder, quality) = match words[..] {
        [folder] => (folder, compress::QUICK),
        ["--smallest", folder] => (folder, compress::SMALLEST),
        _ => {
            eprintln!("compress takes a folder, and before it --smallest where there is time.");
            return ExitCode::FAILURE;
        }
    };
    match compress::beside_each(Path::new(folder), quality) {
        Ok(files) => {
            println!("{files} files compressed in {folder}");
            ExitCode::SUCCESS
        }
        Err(cause) => {
            eprintln!("Could not compress: {cause}.");
            ExitCode::FAILURE
        }
    }
}
