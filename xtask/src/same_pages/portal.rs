//! One program under test: started as the demonstration on a port of its own, asked without scripts.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::process::{answer, program};

/// The day by which both programs go, as the browser tests do.
const TODAY: &str = "2024-08-01";

const LONGEST: Duration = Duration::from_secs(60);
const UNTIL_READY: Duration = Duration::from_secs(180);

/// Where a program keeps what it keeps.
#[derive(Clone, Debug)]
pub struct Home {
    pub folder: PathBuf,
    pub database: String,
    pub assets: PathBuf,
}

impl Home {
    pub fn log_key(&self) -> PathBuf {
        self.folder.join("log-key")
    }

    pub fn witness(&self) -> PathBuf {
        self.folder.join("witness")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log.txt")
    }
}

pub struct Portal {
    binary: PathBuf,
    home: Home,
    address: SocketAddr,
    child: Child,
}

/// What was answered.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    /// In the order they came, names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub fn is_page(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Portal {
    pub fn start(binary: &Path, home: Home) -> Outcome<Self> {
        fs::create_dir_all(&home.folder)
            .map_err(|cause| format!("Could not make {}: {cause}.", home.folder.display()))?;
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
        let address = free.map_err(|cause| format!("Could not find a free port: {cause}."))?;
        let child = serve(binary, &home, address)?;
        let mut portal = Self { binary: binary.to_owned(), home, address, child };
        portal.wait()?;
        Ok(portal)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Ends the program as an operator does, and starts it again where it was.
    pub fn restart(&mut self) -> Outcome {
        self.end();
        self.child = serve(&self.binary, &self.home, self.address)?;
        self.wait()
    }

    pub fn stop(mut self) -> Home {
        self.end();
        self.home.clone()
    }

    fn end(&mut self) {
        let asked = answer(program("kill").arg(self.child.id().to_string())).is_some();
        let begun = Instant::now();
        while asked && begun.elapsed() < LONGEST {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn wait(&mut self) -> Outcome {
        let begun = Instant::now();
        while !self.ask("GET", "/healthz", "", b"").is_ok_and(|answer| answer.status == 200) {
            let ended = self.child.try_wait().is_ok_and(|status| status.is_some());
            if ended || begun.elapsed() > UNTIL_READY {
                let (binary, log) = (self.binary.display(), self.home.log());
                return Err(format!("{binary} did not answer; {} has its words.", log.display()));
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Outcome<Answer> {
        let failed = |cause| format!("{method} {path} was not answered: {cause}.");
        let mut stream = TcpStream::connect_timeout(&self.address, LONGEST).map_err(failed)?;
        let limits =
            stream.set_read_timeout(Some(LONGEST)).and_then(|()| stream.set_write_timeout(Some(LONGEST)));
        limits.map_err(failed)?;
        let (port, length) = (self.port(), body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\
             Content-Length: {length}\r\n{headers}\r\n"
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).map_err(failed)?;
        let mut said = Vec::new();
        stream.read_to_end(&mut said).map_err(failed)?;
        read(&said).ok_or_else(|| format!("{method} {path} was not answered in HTTP."))
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(binary: &Path, home: &Home, address: SocketAddr) -> Outcome<Child> {
    let log = File::options().create(true).append(true).open(home.log());
    let log = log.map_err(|cause| format!("Could not write {}: {cause}.", home.log().display()))?;
    let mut serve = program(binary);
    serve.args(["serve", "--demo", "--today", TODAY, "--listen", &address.to_string()]);
    serve.args(["--database", &home.database]).arg("--assets").arg(&home.assets);
    serve.arg("--log-key").arg(home.log_key()).arg("--witness-file").arg(home.witness());
    serve.stdout(Stdio::null()).stderr(log);
    serve.spawn().map_err(|cause| format!("Could not start {}: {cause}.", binary.display()))
}

fn read(said: &[u8]) -> Option<Answer> {
    let end = find(said, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&said[..end]).ok()?;
    let body = &said[end + 4..];
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    let headers: Vec<_> = lines.filter_map(header).collect();
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if chunked { joined(body)? } else { body.to_owned() };
    Some(Answer { status, headers, body })
}

/// A body that came in chunks.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = find(rest, b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

pub fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_or_in_chunks() {
        let whole = read(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\nbody").unwrap();
        assert_eq!((whole.status, whole.is_page(), whole.text().as_str()), (200, true, "body"));
        let chunks = b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
        assert_eq!(read(chunks).unwrap().body, b"abcd");
        assert!(read(&chunks[..chunks.len() - 12]).is_none(), "what was cut off is no answer");
    }
}
