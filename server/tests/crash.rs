//! kill -9 loses nothing that was answered with success: in the middle of an import, and of a server that receives
//! over HTTP and is read from at the same time.
//!
//! `MIKATA_CRASH_ROUNDS` sets how often an import is killed (20 unless told), `MIKATA_CRASH_SERVER_ROUNDS` how often
//! the server is (5).

use crate::common::{
    HOSPITAL, World,
    bundle::{hanako, result},
    facility,
};
use server::{
    clock::Clock,
    entropy::Entropy,
    store::{DatabaseUrl, Store, facility::key, record::transmission},
};
use shared::ids::PatientId;
use sqlx::{Connection, SqliteConnection};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
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

/// A server process over a file, and how to ask it.
pub(crate) struct Running {
    pub(crate) process: Child,
    pub(crate) port: u16,
}

impl Running {
    pub(crate) fn start(folder: &Path, database: &str) -> Self {
        fs::write(folder.join("index.html"), "<script src=\"/pkg/app-0123456789abcdef.js\"></script>")
            .unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let assets = folder.to_str().unwrap();
        let arguments = ["serve", "--listen", &listen, "--database", database, "--assets", assets];
        let mut process = mikata(&arguments).args(["--push", "off"]).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert!(said.contains(&format!("http://localhost:{port}/")), "{said}");
        Self { process, port }
    }
}

/// One connection that is used again and again; `None` once the server is gone.
pub(crate) struct Connected {
    stream: BufReader<TcpStream>,
    port: u16,
}

impl Connected {
    fn to(port: u16) -> Self {
        Self::try_to(port).unwrap()
    }

    /// `None`: nobody listens there.
    pub(crate) fn try_to(port: u16) -> Option<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        Some(Self { stream: BufReader::new(stream), port })
    }

    /// Status and headers of a whole answer.
    pub(crate) fn ask(&mut self, request: &str, headers: &str, body: &str) -> Option<(u16, String)> {
        let head = format!(
            "{request} HTTP/1.1\r\nHost: localhost:{}\r\n{headers}Content-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes()).ok()?;
        self.stream.get_mut().write_all(body.as_bytes()).ok()?;
        let mut lines = String::new();
        while !lines.ends_with("\r\n\r\n") {
            (self.stream.read_line(&mut lines).ok()? > 0).then_some(())?;
        }
        let lower = lines.to_ascii_lowercase();
        let length = lower.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
        self.stream.read_exact(&mut body).ok()?;
        Some((lines.split(' ').nth(1)?.parse().ok()?, lines))
    }
}

/// What came back before the end.
enum Answered {
    Stored { sent: String, id: Uuid },
    Read,
}

/// Sends one Bundle after the other until nobody answers.
fn send_all(port: u16, key: &str, sender: usize, round: usize, answered: &Sender<Answered>) {
    let mut connected = Connected::to(port);
    let headers = format!("Authorization: Bearer {key}\r\nContent-Type: application/fhir+json\r\n");
    for number in 0.. {
        let serial = format!("{round}-{sender}-{number}");
        let lines: Vec<_> =
            (0..5).map(|line| result(&format!("{serial}-{line}"), &format!("検査{line}"), "1")).collect();
        let sent = hanako().results(HOSPITAL, &serial, &lines).to_string();
        match connected.ask("POST /fhir", &headers, &sent) {
            Some((201, lines)) => {
                let place = lines.split("/fhir/Bundle/").nth(1).expect("the answer says where it is kept");
                let id = place.lines().next().unwrap().trim().parse().unwrap();
                answered.send(Answered::Stored { sent, id }).unwrap();
            }
            Some((503, _)) => {}
            Some((status, lines)) => panic!("{status}: {lines}"),
            None => return,
        }
    }
}

/// Looks at the record until nobody answers.
fn read_all(port: u16, secret: &str, answered: &Sender<Answered>) {
    let mut connected = Connected::to(port);
    let headers = format!("Cookie: __Host-mikata_session={secret}\r\n");
    while let Some((status, lines)) = connected.ask("GET /api/record", &headers, "") {
        match status {
            200 => answered.send(Answered::Read).unwrap(),
            503 => {}
            _ => panic!("{status}: {lines}"),
        }
    }
}

/// Kills once `wanted` answers have come, and returns all that came.
fn kill_server_after(mut running: Running, answers: &Receiver<Answered>, wanted: usize) -> Vec<Answered> {
    let mut all: Vec<Answered> = answers.iter().take(wanted).collect();
    running.process.kill().unwrap();
    running.process.wait().unwrap();
    // Until everybody who asks has noticed.
    all.extend(answers.iter());
    all
}

async fn readings_entered(database: &str, patient: PatientId) -> usize {
    let mut connection = SqliteConnection::connect(database).await.unwrap();
    let (entries,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM access_entry WHERE patient_id = $1 AND outcome = 'granted'")
            .bind(patient.0)
            .fetch_one(&mut connection)
            .await
            .unwrap();
    let (whole,): (String,) =
        sqlx::query_as("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
    assert_eq!(whole, "ok");
    usize::try_from(entries).unwrap()
}

#[tokio::test]
async fn what_a_killed_server_acknowledged_is_there_and_what_it_showed_is_entered() {
    let rounds: usize =
        std::env::var("MIKATA_CRASH_SERVER_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("mikata.db").to_str().unwrap().to_owned();
    let world =
        World::over(Store::open(&DatabaseUrl(database.clone())).await.unwrap(), Clock::system()).await;
    world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "first", &[result("1", "ALT", "21")])).await;
    let patient = world.only_person().await;
    let (mut kept, mut shown) = (Vec::new(), 0);
    for round in 0..rounds {
        let store = Store::open(&DatabaseUrl(database.clone())).await.unwrap();
        let (now, entropy) = (Clock::system().now(), Entropy::system());
        let secret = World { store: store.clone(), entropy: entropy.clone(), ..world.clone() }
            .sign_in(patient, now)
            .await;
        let key = key::create(&store, &facility(HOSPITAL), "test", now, &entropy).await.unwrap().unwrap();
        store.close().await;

        let running = Running::start(folder.path(), &database);
        let (port, (answered, answers)) = (running.port, channel());
        let mut asking = Vec::new();
        for sender in 0..3 {
            let (key, answered) = (key.clone(), answered.clone());
            asking.push(thread::spawn(move || send_all(port, &key, sender, round, &answered)));
        }
        asking.push(thread::spawn(move || read_all(port, &secret, &answered)));
        for one in kill_server_after(running, &answers, 20 + round * 13) {
            match one {
                Answered::Stored { sent, id } => kept.push((sent, id)),
                Answered::Read => shown += 1,
            }
        }
        for one in asking {
            one.join().expect("whoever asked was answered properly until the end");
        }

        // What was acknowledged in earlier rounds too.
        let store = Store::open(&DatabaseUrl(database.clone())).await.unwrap();
        for (sent, id) in &kept {
            let found = transmission::original(&store, &facility(HOSPITAL), *id).await.unwrap();
            assert_eq!(found.as_deref(), Some(sent.as_bytes()), "round {round}: {id} was lost");
        }
        store.close().await;
        let entered = readings_entered(&database, patient).await;
        assert!(entered >= shown, "round {round}: {shown} readings were answered, {entered} entered");
        let verify = mikata(&["log", "verify", "--database", &database]).output().unwrap();
        assert!(verify.status.success(), "round {round}: {}", String::from_utf8_lossy(&verify.stdout));
    }
    assert!(kept.len() > rounds * 5 && shown > 0, "{} stored and {shown} readings", kept.len());
    println!("{rounds} times killed: {} transmissions and {shown} readings, all there", kept.len());
}
