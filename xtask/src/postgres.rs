//! A private PostgreSQL cluster for one run of the tests: own folder, free port, loopback only, gone afterwards.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Outcome;
use crate::browser::is_root;
use crate::process::{answer, program, run};

pub struct Cluster {
    port: u16,
    /// Stops the cluster when its standard input closes: at the end, on a failure, and when this program dies.
    guard: Child,
}

impl Cluster {
    pub fn start() -> Outcome<Cluster> {
        let programs = programs().ok_or("Could not start PostgreSQL: initdb is not installed.")?;
        let folder = std::env::temp_dir().join(format!("mikata-postgres-{}", std::process::id()));
        let port = free_port()?;
        std::fs::create_dir_all(&folder)
            .map_err(|cause| format!("Could not make a folder for PostgreSQL: {cause}."))?;
        give_to_postgres(&folder)?;

        let guard = guard(&programs, &folder)?;
        let cluster = Cluster { port, guard };

        let data = folder.join("data");
        let mut initdb = as_postgres(&programs.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        quietly(initdb.arg("--pgdata").arg(&data), "prepare a PostgreSQL cluster")?;

        // Nothing here outlives the tests, so nothing waits for the disk.
        let settings = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        );
        let mut start = as_postgres(&programs.join("pg_ctl"));
        start.args(["start", "--wait", "--silent", "--options", &settings]);
        start.arg("--pgdata").arg(&data).arg("--log").arg(folder.join("log"));
        run(start.stdout(Stdio::null()), "start PostgreSQL")?;
        Ok(cluster)
    }

    /// The owner's address, as the tests read it from `MIKATA_TEST_POSTGRES`.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// A shell in its own process group, deaf to Ctrl-C, that waits for our end of its pipe to close.
fn guard(programs: &Path, folder: &Path) -> Outcome<Child> {
    let script = r#"
        trap "" INT TERM HUP
        cat >/dev/null
        stop='"$0" stop --silent --mode=immediate --pgdata "$1/data" >/dev/null 2>&1'
        cd /
        if [ "$2" = root ]; then runuser -u postgres -- sh -c "$stop" "$0" "$1"; else sh -c "$stop" "$0" "$1"; fi
        rm -rf "$1"
    "#;
    let mut shell = program("sh");
    shell.arg("-c").arg(script).arg(programs.join("pg_ctl")).arg(folder).arg(if is_root() {
        "root"
    } else {
        "self"
    });
    shell.stdin(Stdio::piped()).process_group(0);
    shell.spawn().map_err(|cause| format!("Could not guard PostgreSQL's end: {cause}."))
}

/// The folder with `initdb` and `pg_ctl`; Debian keeps it off PATH, one per version.
pub fn programs() -> Option<PathBuf> {
    let version = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join("bin/initdb").is_file())
        .collect();
    debian.sort_by_key(version);
    debian.pop().map(|folder| folder.join("bin")).or_else(|| {
        let found = answer(program("sh").args(["-c", "command -v initdb"]))?;
        Path::new(&found).parent().map(Path::to_owned)
    })
}

/// PostgreSQL refuses to run as root: it then runs as the user that its package made.
fn as_postgres(name: &Path) -> Command {
    if !is_root() {
        return program(name);
    }
    let mut command = program("runuser");
    // The workspace may be a folder that this user cannot enter.
    command.args(["-u", "postgres", "--"]).arg(name).current_dir("/");
    command
}

fn give_to_postgres(folder: &Path) -> Outcome {
    if !is_root() {
        return Ok(());
    }
    let id = |option| answer(program("id").args([option, "postgres"])).and_then(|id| id.parse::<u32>().ok());
    let (Some(user), Some(group)) = (id("-u"), id("-g")) else {
        return Err("PostgreSQL does not run as root, and there is no user “postgres”.".to_owned());
    };
    chown(folder, Some(user), Some(group))
        .map_err(|cause| format!("Could not hand PostgreSQL its folder: {cause}."))
}

fn quietly(command: &mut Command, attempt: &str) -> Outcome {
    let output = command.output().map_err(|cause| format!("Could not {attempt}: {cause}."))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("Could not {attempt}:\n{}", String::from_utf8_lossy(&output.stderr))),
    }
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|cause| format!("Could not find a free port: {cause}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_is_gone_afterwards() {
        if programs().is_none() {
            eprintln!("SKIPPED: PostgreSQL is not installed");
            return;
        }
        let cluster = Cluster::start().unwrap();
        let port = cluster.port;
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        let folder = std::env::temp_dir().join(format!("mikata-postgres-{}", std::process::id()));
        assert!(folder.is_dir());
        drop(cluster);
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
