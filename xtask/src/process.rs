//! Starting other programs: quietly, with their output on the terminal, or shown and kept for counting.

use std::ffi::OsStr;
use std::io::{IsTerminal, Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, root};

/// A program to be started in the workspace's folder, with nothing on its standard input.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null());
    for (variable, _) in std::env::vars_os() {
        // `cargo run` describes *xtask* to us in these. Passed on, they make Cargo rebuild crates that ask.
        let name = variable.to_string_lossy();
        if name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || name.starts_with("CARGO_BIN_")
        {
            command.env_remove(&variable);
        }
    }
    command
}

pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs with the output on the terminal. `attempt` completes "Could not …".
pub fn run(command: &mut Command, attempt: &str) -> Outcome {
    let status = command.status().map_err(|cause| cannot_start(command, attempt, &cause))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!(
            "Could not {attempt}: {} ended with {status}. Its own words are above.",
            name(command)
        )),
    }
}

/// Runs without a word and gives back what was printed, or `None` when it is absent or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program printed, in the order it came, and whether it ended well.
pub struct Shown {
    pub text: String,
    pub success: bool,
}

/// Runs with the output on the terminal as it comes, and keeps it.
pub fn show(command: &mut Command, attempt: &str) -> Outcome<Shown> {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    // One pipe for both streams, so that lines keep their order.
    let (mut reader, writer) = std::io::pipe().map_err(|cause| format!("Could not {attempt}: {cause}."))?;
    let second = writer.try_clone().map_err(|cause| format!("Could not {attempt}: {cause}."))?;
    command.stdout(writer).stderr(second);
    let mut child = command.spawn().map_err(|cause| cannot_start(command, attempt, &cause))?;
    // Our own ends of the pipe live in `command`; while they are open, reading never ends.
    command.stdout(Stdio::null()).stderr(Stdio::null());

    let mut kept = Vec::new();
    let mut block = [0; 8192];
    while let Ok(length @ 1..) = reader.read(&mut block) {
        kept.extend_from_slice(&block[..length]);
        let mut terminal = std::io::stdout().lock();
        // A closed terminal must not lose the counts.
        let _ = terminal.write_all(&block[..length]).and_then(|()| terminal.flush());
    }
    let status = child.wait().map_err(|cause| format!("Could not {attempt}: {cause}."))?;
    Ok(Shown { text: plain(&String::from_utf8_lossy(&kept)), success: status.success() })
}

/// Says what begins and why, runs it, and says how long it took.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("▸ {what}");
    let start = Instant::now();
    let done = work()?;
    println!("  done in {}", duration(start.elapsed()));
    Ok(done)
}

pub fn duration(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// The text without terminal colours (`ESC [ … letter`).
fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(escape) = rest.find("\u{1b}[") {
        kept.push_str(&rest[..escape]);
        let after = &rest[escape + 2..];
        let end = after.find(|c: char| c.is_ascii_alphabetic()).map_or(after.len(), |end| end + 1);
        rest = &after[end..];
    }
    kept.push_str(rest);
    kept
}

fn cannot_start(command: &Command, attempt: &str, cause: &std::io::Error) -> String {
    format!("Could not {attempt}: {} did not start ({cause}).", name(command))
}

fn name(command: &Command) -> String {
    std::path::Path::new(command.get_program())
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(plain("test result: \u{1b}[32mok\u{1b}[0m. 3 passed"), "test result: ok. 3 passed");
        assert_eq!(plain("cut \u{1b}[3"), "cut ");
        assert_eq!(plain("検査"), "検査");
    }

    #[test]
    fn both_streams_are_kept_in_order() {
        let shown = show(program("sh").args(["-c", "echo one; echo two >&2; echo three"]), "count").unwrap();
        assert_eq!((shown.text.as_str(), shown.success), ("one\ntwo\nthree\n", true));
    }

    #[test]
    fn a_failing_program_is_told_from_one_that_never_started() {
        assert!(!show(&mut program("false"), "fail").unwrap().success);
        let sentence = show(&mut program("no-such-program-here"), "start it").err().unwrap();
        assert!(sentence.starts_with("Could not start it: no-such-program-here did not start"), "{sentence}");
    }
}
