//! `cargo xtask run`: from a fresh clone to a portal with invented people.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;

use crate::process::{cargo, program, run as run_program, timed};
use crate::web::{Packer, Profile};
use crate::{Outcome, needs, root, target, web};

#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    port: u16,
    today: Option<String>,
    release: bool,
    for_the_server: Vec<String>,
}

impl Options {
    pub fn parse(words: &[String]) -> Outcome<Options> {
        let mut options = Options { port: 3000, today: None, release: false, for_the_server: Vec::new() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value =
                |what: &str| words.next().cloned().ok_or(format!("{word} needs {what} after it."));
            match word.as_str() {
                "--port" => {
                    let number = value("a number")?;
                    options.port = number.parse().map_err(|_| format!("“{number}” is not a port."))?;
                }
                "--today" => options.today = Some(value("a date such as 2024-08-01")?),
                "--release" => options.release = true,
                "--" => options.for_the_server = words.by_ref().cloned().collect(),
                other => {
                    return Err(format!(
                        "`run` does not know “{other}”. What is for the server goes after “--”."
                    ));
                }
            }
        }
        Ok(options)
    }
}

pub fn run(options: Options) -> Outcome {
    // Before minutes of building, not after them.
    port_is_free(options.port)?;
    needs::for_building()?;
    if !target().join("debug/mikata").is_file() && !options.release {
        println!(
            "The first time, everything is compiled: seven to twelve minutes on two cores. Afterwards it takes seconds.\n"
        );
    }
    web::prepare()?;
    match options.release {
        true => web::build(Profile::Release, Packer::Alone)?,
        false => web::build(Profile::Dev, Packer::WithTheServer)?,
    }
    build_server(options.release)?;

    let folder = target().join("demo");
    std::fs::create_dir_all(&folder).map_err(|cause| format!("Could not make target/demo: {cause}."))?;
    port_is_free(options.port)?;

    let address = format!("127.0.0.1:{}", options.port);
    println!("\n  Mikata opens at http://localhost:{} in a moment. Ctrl-C ends it.\n", options.port);
    let mut server = program(target().join(if options.release { "release" } else { "debug" }).join("mikata"));
    server.args(["serve", "--demo", "--listen", &address]);
    server.args(["--database", &format!("sqlite://{}", folder.join("mikata.db").display())]);
    if let Some(today) = &options.today {
        server.args(["--today", today]);
    }
    server.args(&options.for_the_server).current_dir(root());
    // The server takes this program's place, so that Ctrl-C and `kill` reach it and nothing stays behind.
    Err(format!("Could not start the server: {}.", server.exec()))
}

fn build_server(release: bool) -> Outcome {
    let mut build = match release {
        false => Packer::WithTheServer.build(),
        true => {
            let mut build = cargo();
            build.args(["build", "--offline", "--package", "server", "--bin", "mikata", "--release"]);
            build
        }
    };
    timed("Server", || run_program(&mut build, "build the server"))
}

fn port_is_free(port: u16) -> Outcome {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(cause) if cause.kind() == ErrorKind::AddrInUse => Err(format!(
            "Port {port} is taken by another program, perhaps a Mikata that still runs.\n\
             End that one, or choose another port: cargo xtask run --port {}",
            port.checked_add(1).unwrap_or(3000)
        )),
        Err(cause) => {
            Err(format!("Could not use port {port}: {cause}. Choose another: cargo xtask run --port 3001"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn what_follows_two_dashes_goes_to_the_server() {
        let options = parse("--port 3100 --today 2024-08-01 -- --log debug").unwrap();
        assert_eq!((options.port, options.today.as_deref()), (3100, Some("2024-08-01")));
        assert_eq!(options.for_the_server, ["--log", "debug"]);
    }

    #[test]
    fn a_wrong_option_is_answered_with_a_sentence() {
        assert_eq!(parse("--port high"), Err("“high” is not a port.".to_owned()));
        assert!(parse("--prot 3000").unwrap_err().contains("--prot"));
        assert!(parse("--today").unwrap_err().contains("needs a date"));
    }

    #[test]
    fn a_taken_port_is_named_with_a_way_out() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let sentence = port_is_free(port).unwrap_err();
        assert!(sentence.contains("taken") && sentence.contains("--port"), "{sentence}");
    }
}
