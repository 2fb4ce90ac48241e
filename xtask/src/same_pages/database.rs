//! Databases that one program has filled and both go on with, in SQLite and in PostgreSQL; and what an operator types.

use std::fs;
use std::path::Path;

use super::portal::Home;
use crate::Outcome;
use crate::postgres::{Cluster, programs};
use crate::process::{answer, program, run};

#[derive(Clone, Copy)]
pub enum Kind<'a> {
    Sqlite,
    Postgres(&'a Cluster),
}

impl Kind<'_> {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    pub fn home(self, within: &Path, name: &str, assets: &Path) -> Outcome<Home> {
        let folder = within.join(name);
        fs::create_dir_all(&folder)
            .map_err(|cause| format!("Could not make {}: {cause}.", folder.display()))?;
        let database = match self {
            Self::Sqlite => folder.join("mikata.db").display().to_string(),
            Self::Postgres(cluster) => format!("{}/{name}", server(cluster)),
        };
        Ok(Home { folder, database, assets: assets.to_owned() })
    }

    /// An empty one.
    pub fn create(self, home: &Home, name: &str, binary: &Path) -> Outcome {
        if let Self::Postgres(cluster) = self {
            sql(cluster, &format!("CREATE DATABASE \"{name}\""))?;
        }
        self.migrate(home, binary)
    }

    /// With everything that lies beside it. Nobody uses `from` meanwhile.
    pub fn copy(self, from: &Home, to: &Home, name: &str) -> Outcome {
        run(program("cp").arg("-a").arg(from.folder.join(".")).arg(&to.folder), "copy a database")?;
        match self {
            Self::Sqlite => Ok(()),
            Self::Postgres(cluster) => {
                sql(cluster, &format!("CREATE DATABASE \"{name}\" TEMPLATE \"first\""))
            }
        }
    }

    /// A SQLite database brings itself up to date.
    pub fn migrate(self, home: &Home, binary: &Path) -> Outcome {
        match self {
            Self::Sqlite => Ok(()),
            Self::Postgres(_) => operator(binary, home, &["migrate"]),
        }
    }
}

fn server(cluster: &Cluster) -> String {
    let url = cluster.url();
    url.strip_suffix("/postgres").unwrap_or(&url).to_owned()
}

fn sql(cluster: &Cluster, statement: &str) -> Outcome {
    let programs = programs().ok_or("PostgreSQL is not installed.")?;
    let mut psql = program(programs.join("psql"));
    psql.args(["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--command", statement, &cluster.url()]);
    run(&mut psql, "prepare a database in PostgreSQL")
}

/// What an operator types, and its words on the terminal.
pub fn operator(binary: &Path, home: &Home, words: &[&str]) -> Outcome {
    let mut command = program(binary);
    command.args(words).args(["--database", &home.database]);
    run(&mut command, &format!("run `mikata {}`", words.join(" ")))
}

/// 見本 花子 after a change of insurer, as her hospital would send it.
const MOVED: &str = include_str!("moved_insurer.json");

/// Somebody is sent under another insured id, becomes a second person, and is linked to the first.
pub fn link(binary: &Path, home: &Home, person: &str) -> Outcome {
    let file = home.folder.join("moved_insurer.json");
    fs::write(&file, MOVED).map_err(|cause| format!("Could not write {}: {cause}.", file.display()))?;
    operator(binary, home, &["import", "--facility", "1310000011", &file.display().to_string()])?;
    let mut list = program(binary);
    list.args(["identities", "list", "--database", &home.database]);
    let said = answer(&mut list).ok_or("Could not list identities.")?;
    let ids = said.lines().filter_map(|line| line.strip_prefix('\t')?.split('\t').next());
    let others: Vec<&str> = ids.filter(|id| *id != person).collect();
    let [other] = others[..] else { return Err(format!("Nobody to link was found in:\n{said}")) };
    operator(binary, home, &["identities", "link", person, other, "--accounts-known", "--by", "same-pages"])
}

/// `mikata log verify`, with the witness: whatever it finds ends the comparison.
pub fn verify(binary: &Path, home: &Home) -> Outcome {
    let mut command = program(binary);
    command.args(["log", "verify", "--database", &home.database]);
    command.arg("--log-key").arg(home.log_key()).arg("--witness").arg(home.witness());
    run(&mut command, "verify the access log")
}
