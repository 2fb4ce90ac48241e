//! `cargo xtask attack`: what people notice while a program sends as much as it can (docs/overload.md). It starts a
//! server with invented people on this machine and attacks nothing else.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering::Relaxed},
};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{answer, duration, program};
use crate::{Outcome, target};

const BODIES: usize = 200;
const BODY_BYTES: usize = 9_500_000;
const HALF_HEADS: usize = 1_100;
const HALF_BODIES: usize = 300;

/// No answer is waited for longer than this.
const LONGEST: Duration = Duration::from_secs(20);
/// The attack ends after this, answered or not.
const ATTACK: Duration = Duration::from_secs(60);
const UNTIL_NORMAL: Duration = Duration::from_secs(10);

/// What people may notice, and what the server may take.
const SLOWEST: Duration = Duration::from_secs(1);
const MOST_MEMORY: u64 = 600_000_000;

/// A facility of the demonstration.
const FACILITY: &str = "1310000011";

/// Set where the limit of open files was raised already.
const RAISED: &str = "MIKATA_ATTACK_FILES_RAISED";

#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    binary: PathBuf,
}

impl Options {
    pub fn parse(words: &[String]) -> Outcome<Options> {
        match words {
            [] => Ok(Options { binary: target().join("release").join("mikata") }),
            [word, path] if word == "--binary" => Ok(Options { binary: PathBuf::from(path) }),
            _ => Err("`attack` takes `--binary PATH`, or nothing for target/release/mikata.".to_owned()),
        }
    }
}

pub fn attack(options: Options) -> Outcome {
    if !options.binary.exists() {
        let binary = options.binary.display();
        return Err(format!("There is no {binary}. Build it: cargo build --release --package server"));
    }
    if std::env::var_os(RAISED).is_none() {
        return Err(with_more_files());
    }
    let server = Server::start(&options.binary)?;
    println!("▸ Before");
    let quiet = Figures::of(measure(&server, Duration::from_secs(3), || ()));
    quiet.print();

    println!("▸ {BODIES} bodies of 9.5 MB, {HALF_HEADS} half heads, {HALF_BODIES} half bodies");
    let mut statuses = Vec::new();
    let attacked = Figures::of(measure(&server, ATTACK, || statuses = server.is_attacked()));
    attacked.print();
    statuses.sort_unstable();
    let told: Vec<String> =
        statuses.chunk_by(|a, b| a == b).map(|same| format!("{} × {}", same.len(), same[0])).collect();
    println!("  bodies answered: {}", told.join(", "));

    thread::sleep(UNTIL_NORMAL);
    println!("▸ {} later", duration(UNTIL_NORMAL));
    let after = Figures::of(measure(&server, Duration::from_secs(3), || ()));
    after.print();
    let (most, now) = (server.memory("VmHWM:")?, server.memory("VmRSS:")?);
    println!("  memory: at most {} MB, now {} MB", most / 1_000_000, now / 1_000_000);

    let mut wrong = Vec::new();
    for (when, figures) in [("meanwhile", &attacked), ("afterwards", &after)] {
        if figures.slowest() > SLOWEST || figures.failed > 0 {
            wrong.push(format!("{when}, p99 {:?}, {} not answered", figures.slowest(), figures.failed));
        }
    }
    if most > MOST_MEMORY {
        wrong.push(format!("{} MB of memory", most / 1_000_000));
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("The attack was noticed: {}.", wrong.join("; "))) }
}

/// This program again, where more files may be open: each connection is one.
fn with_more_files() -> String {
    let Ok(this) = std::env::current_exe() else { return "Could not find this program.".to_owned() };
    let mut again = program("sh");
    again.args(["-c", "ulimit -n 8192 2>/dev/null || ulimit -n $(ulimit -Hn); exec \"$0\" \"$@\""]);
    again.arg(this).args(std::env::args_os().skip(1)).env(RAISED, "1");
    format!("Could not start a shell: {}.", again.exec())
}

struct Server {
    child: Child,
    address: SocketAddr,
    key: String,
    cookie: String,
}

impl Server {
    fn start(binary: &Path) -> Outcome<Self> {
        let folder = target().join("attack");
        let _ = fs::remove_dir_all(&folder);
        let made = fs::create_dir_all(&folder).and_then(|()| File::create(folder.join("log.txt")));
        let log = made.map_err(|cause| format!("Could not make target/attack: {cause}."))?;
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
        let address = free.map_err(|cause| format!("Could not find a free port: {cause}."))?;
        let database = folder.join("mikata.db").display().to_string();
        let mut serve = program(binary);
        serve.args(["serve", "--demo", "--listen", &address.to_string(), "--database", &database]);
        serve.current_dir(crate::root()).stdout(Stdio::null()).stderr(log);
        let child = serve.spawn().map_err(|cause| format!("Could not start the server: {cause}."))?;
        let mut server = Self { child, address, key: String::new(), cookie: String::new() };
        let begun = Instant::now();
        while server.ask("GET /healthz", "", b"").is_none_or(|answer| !answer.contains(" 200 ")) {
            let ended = server.child.try_wait().is_ok_and(|status| status.is_some());
            if ended || begun.elapsed() > Duration::from_secs(120) {
                return Err("The server did not answer; target/attack/log.txt has its words.".to_owned());
            }
            thread::sleep(Duration::from_millis(200));
        }
        let mut create = program(binary);
        create.args(["key", "create", "--facility", FACILITY, "--label", "attack", "--database", &database]);
        server.key = answer(&mut create).ok_or("Could not make a key.")?;
        server.cookie = server.sign_in().ok_or("Could not sign in as one of the invented people.")?;
        Ok(server)
    }

    /// As the first of the invented people.
    fn sign_in(&self) -> Option<String> {
        let page = self.ask("GET /signin", "", b"")?;
        let person = page.split("value=\"").skip(1).find_map(|rest| {
            let (value, _) = rest.split_once('"')?;
            (value.len() == 36 && value.split('-').count() == 5).then_some(value)
        })?;
        let form = format!("person={person}");
        let headers = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
        let answer = self.ask("POST /signin/demo", headers, form.as_bytes())?;
        let cookies = answer.lines().filter_map(|line| line.split_once(": "));
        let mut set = cookies.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let (_, cookie) = set.find(|(_, cookie)| cookie.contains("session="))?;
        cookie.split(';').next().map(str::to_owned)
    }

    /// The whole answer; `None`: there was none in time.
    fn ask(&self, request: &str, headers: &str, body: &[u8]) -> Option<String> {
        let mut stream = self.open(request, headers, body.len())?;
        // An answer may come before all of it is sent.
        let _ = stream.write_all(body);
        let mut said = Vec::new();
        let ended = stream.read_to_end(&mut said);
        (ended.is_ok() || !said.is_empty()).then(|| String::from_utf8_lossy(&said).into_owned())
    }

    /// A connection on which a request has begun.
    fn open(&self, request: &str, headers: &str, length: usize) -> Option<TcpStream> {
        let mut stream = TcpStream::connect_timeout(&self.address, LONGEST).ok()?;
        stream.set_read_timeout(Some(LONGEST)).ok()?;
        stream.set_write_timeout(Some(LONGEST)).ok()?;
        let head = format!(
            "{request} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n",
            self.address.port()
        );
        stream.write_all(head.as_bytes()).ok()?;
        Some(stream)
    }

    /// All at once; the statuses of the bodies.
    fn is_attacked(&self) -> Vec<String> {
        let mut held = Vec::new();
        for _ in 0..HALF_HEADS {
            if let Ok(mut stream) = TcpStream::connect_timeout(&self.address, LONGEST) {
                let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: local");
                held.push(stream);
            }
        }
        for _ in 0..HALF_BODIES {
            let json = "Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\n";
            if let Some(mut stream) = self.open("POST /auth/sign-in", json, 200_000) {
                let _ = stream.write_all(&[b' '; 100_000]);
                held.push(stream);
            }
        }
        let body = hostile();
        let headers =
            format!("Content-Type: application/fhir+json\r\nAuthorization: Bearer {}\r\n", self.key);
        thread::scope(|scope| {
            let sending: Vec<_> =
                (0..BODIES).map(|_| scope.spawn(|| self.ask("POST /fhir", &headers, &body))).collect();
            let status = |answer: Option<String>| {
                answer
                    .and_then(|answer| answer.split(' ').nth(1).map(str::to_owned))
                    .unwrap_or("nothing".to_owned())
            };
            sending.into_iter().map(|one| status(one.join().ok().flatten())).collect()
        })
    }

    /// A figure of /proc in bytes.
    fn memory(&self, name: &str) -> Outcome<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.map_err(|cause| format!("Could not read the server's memory: {cause}."))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
        kilobytes.map(|kilobytes| kilobytes * 1024).ok_or(format!("The system does not say {name}."))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// As many small objects as fit.
fn hostile() -> Vec<u8> {
    let mut body = b"[{\"a\":1}".to_vec();
    while body.len() < BODY_BYTES - 9 {
        body.extend_from_slice(b",{\"a\":1}");
    }
    body.push(b']');
    body
}

/// Looks at the page of signing in and at somebody's home, again and again, while something goes on for at most
/// `span`; how long each look took, `None` where it was not answered well.
fn measure(server: &Server, span: Duration, goes_on: impl FnOnce()) -> Vec<Option<Duration>> {
    let (over, looks) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let own = format!("Cookie: {}\r\n", server.cookie);
    let begun = Instant::now();
    thread::scope(|scope| {
        for (request, headers) in [("GET /signin", ""), ("GET /", own.as_str())] {
            let (over, looks) = (&over, &looks);
            scope.spawn(move || {
                while !over.load(Relaxed) && begun.elapsed() < span {
                    let at = Instant::now();
                    let answer = server.ask(request, headers, b"");
                    let took =
                        answer.filter(|answer| answer.starts_with("HTTP/1.1 200")).map(|_| at.elapsed());
                    looks.lock().unwrap_or_else(PoisonError::into_inner).push(took);
                    thread::sleep(Duration::from_millis(20));
                }
            });
        }
        goes_on();
        // Where nothing goes on, the time itself is what is measured.
        while begun.elapsed() < Duration::from_secs(3) {
            thread::sleep(Duration::from_millis(50));
        }
        over.store(true, Relaxed);
    });
    looks.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// How long looks took, shortest first.
struct Figures {
    took: Vec<Duration>,
    failed: usize,
}

impl Figures {
    fn of(looks: Vec<Option<Duration>>) -> Self {
        let failed = looks.iter().filter(|look| look.is_none()).count();
        let mut took: Vec<Duration> = looks.into_iter().flatten().collect();
        took.sort_unstable();
        Self { took, failed }
    }

    fn at(&self, hundredth: usize) -> Duration {
        let index = (self.took.len() * hundredth / 100).min(self.took.len().saturating_sub(1));
        self.took.get(index).copied().unwrap_or(LONGEST)
    }

    fn slowest(&self) -> Duration {
        self.at(99)
    }

    fn print(&self) {
        let (median, p99) = (self.at(50).as_millis(), self.slowest().as_millis());
        println!(
            "  {} looks: median {median} ms, p99 {p99} ms, {} not answered",
            self.took.len(),
            self.failed
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_bodies_are_as_long_as_may_be_sent() {
        let body = hostile();
        assert!(body.len() <= BODY_BYTES && body.len() > BODY_BYTES - 20);
        assert!(body.starts_with(b"[{\"a\":1},{") && body.ends_with(b"}]"));
    }

    #[test]
    fn one_in_a_hundred_is_the_slowest() {
        let looks = (1..=200).map(|number| Some(Duration::from_millis(number)));
        let figures = Figures::of(looks.chain([None]).collect());
        assert_eq!(
            (figures.at(50).as_millis(), figures.slowest().as_millis(), figures.failed),
            (101, 199, 1)
        );
        assert_eq!(Figures::of(vec![]).slowest(), LONGEST);
    }

    #[test]
    fn only_a_binary_can_be_named() {
        let named = Options::parse(&["--binary".to_owned(), "x".to_owned()]).unwrap();
        assert_eq!(named, Options { binary: PathBuf::from("x") });
        assert!(Options::parse(&["--now".to_owned()]).is_err());
    }
}
