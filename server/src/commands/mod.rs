//! The commands of the `mikata` binary beside serving.

mod demo;
mod facility;
mod functions;
mod identities;
mod import;
mod invite;
mod key;
mod log;
pub mod masters;
pub mod medications;
mod migrate;
mod printed;
mod recovery;
mod rules;
mod staff;
mod visits;

use crate::{
    auth::{DemoMode, oidc::Providers},
    clock::Clock,
    config::Config,
    entropy::Entropy,
    http::TrustedProxies,
    knowledge::Knowledge,
    log::Witness,
    public_url::{AlsoHost, PublicUrl},
    store::{DatabaseUrl, Store},
};
use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use shared::{refill::RefillDays, retention::Windows, snapshot::lifetime::OWN_DAYS};
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};

/// Mikata: a patient portal for Japan's shared medical record.
#[derive(Debug, Parser)]
#[command(name = "mikata", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal and receive transmissions.
    Serve(Serve),
    /// Bring a PostgreSQL database up to date, with its owner's URL.
    Migrate(migrate::Migrate),
    /// The facilities that may send.
    Facility(facility::Facility),
    /// Their API keys.
    Key(key::Key),
    /// Who works at a facility.
    Staff(staff::Staff),
    /// Take transmissions from files, exactly as if the facility had sent them.
    Import(import::Import),
    /// Fill a database with invented people, for trying things out.
    Demo(demo::Demo),
    /// Lists of medicines that others publish.
    Masters(masters::Masters),
    /// The medication check by itself.
    Medications(medications::Medications),
    /// The access log: verify all of it, or print its public key.
    Log(log::Log),
    /// The rules of the medication check: what the operator decided about them.
    Rules(rules::Rules),
    /// Functions that judge: which the operator cleared for use, and which not.
    Functions(functions::FunctionsThatJudge),
    /// Let somebody in who has no way in yet.
    Invite(invite::Invite),
    /// New ways in that wait, and ways in that are frozen: what waits, and the operator's word.
    Recovery(recovery::Recovery),
    /// Whose record is it: what waits for a decision, and the decisions.
    Identities(identities::Identities),
    /// Visits that were stated at desks.
    Visits(visits::Visits),
}

#[derive(Debug, Args)]
struct Database {
    /// A SQLite file or a postgres:// URL.
    #[arg(
        long = "database",
        value_name = "URL",
        env = "MIKATA_DATABASE",
        hide_env_values = true,
        default_value = "data/mikata.db"
    )]
    url: String,
    /// Records may go to a PostgreSQL over a network without TLS: where something else encrypts that network. Otherwise
    /// its URL says sslmode=require, or better verify-full.
    #[arg(long = "database-without-tls", env = "MIKATA_DATABASE_WITHOUT_TLS", action = clap::ArgAction::SetTrue,
          value_parser = clap::builder::FalseyValueParser::new())]
    without_tls: bool,
}

#[derive(Debug, Args)]
struct Serve {
    #[arg(long, default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// The address under which browsers reach the portal, such as https://portal.example.jp: passkeys are
    /// bound to its name. Without it http://localhost and the port.
    #[arg(long, value_name = "URL", env = "MIKATA_PUBLIC_URL", value_parser = public_url)]
    public_url: Option<PublicUrl>,
    /// Another name, also with a port, under which facilities' systems reach /fhir and /cds-services, such as one of
    /// the internal network; may be given several times, also with commas. Pages answer under the public address alone.
    #[arg(long, value_name = "NAME", env = "MIKATA_ALSO_HOST", value_delimiter = ',', value_parser = also_host)]
    also_host: Vec<AlsoHost>,
    #[command(flatten)]
    database: Database,
    /// A few invented people, whom every visitor may be. Loopback only.
    #[arg(long)]
    demo: bool,
    /// The day that every rule about dates goes by, instead of today.
    #[arg(long, value_name = "DATE")]
    today: Option<NaiveDate>,
    /// What of a record its own person sees: everything that is kept, or what the national service's
    /// retention windows leave. Nothing is deleted either way.
    #[arg(long, value_enum, default_value = "everything", env = "MIKATA_OWN_VIEW")]
    own_view: OwnView,
    /// How many days before a supply ends another of the same medicine, prescriber, amount and usage may begin and still
    /// be its refill; what overlaps for longer is asked about.
    #[arg(long, value_name = "DAYS", env = "MIKATA_REFILL_DAYS", default_value = "14", value_parser = refill_days)]
    refill_days: RefillDays,
    /// Whether patients are shown what the check of their medicines finds, where it was cleared for use (`mikata
    /// functions`): see docs/intended-use.md.
    #[arg(long, value_enum, default_value = "on", env = "MIKATA_PATIENTS_CHECK")]
    patients_check: Switch,
    /// Whether browsers keep the program's files and a document for when there is no network. Off, a browser that does
    /// removes them when it next asks, and pages go on as before.
    #[arg(long, value_enum, default_value = "on", env = "MIKATA_SERVICE_WORKER")]
    service_worker: Switch,
    /// How many days a patient may read their record on a device after they last kept it there, at most 30; 0: it is not
    /// offered (docs/offline.md).
    #[arg(long, value_name = "DAYS", default_value = "30", env = "MIKATA_KEEP_DAYS", value_parser = clap::value_parser!(u16).range(0..=i64::from(OWN_DAYS)))]
    keep_days: u16,
    #[command(flatten)]
    own_rules: OwnRules,
    /// Hours until a new way in opens an account where neither an earlier way in nor a second person says anything
    /// (docs/sign-in.md).
    #[arg(long, value_name = "HOURS", env = "MIKATA_RECOVERY_WAIT", default_value = "72",
        value_parser = clap::value_parser!(u16).range(1..=720))]
    recovery_wait: u16,
    /// The address of a reverse proxy in front of the portal, which says in X-Forwarded-For or Forwarded from where a
    /// request came; may be given several times, also with commas.
    #[arg(long, value_name = "IP", env = "MIKATA_TRUSTED_PROXY", value_delimiter = ',')]
    trusted_proxy: Vec<IpAddr>,
    /// A file about an OpenID Connect provider at which people may sign in (docs/outside-providers.md); may be
    /// given several times.
    #[arg(long, value_name = "FILE")]
    outside_provider: Vec<PathBuf>,
    #[command(flatten)]
    log_key: log::LogKeyFile,
    /// The file with the key by which push services know this portal (docs/access-log.md); made by the first
    /// `serve`. Unless given, beside a SQLite database's file; with PostgreSQL no device is told anything without it.
    #[arg(long, value_name = "FILE", env = "MIKATA_PUSH_KEY")]
    push_key: Option<PathBuf>,
    /// Whether people may have their devices told that somebody looked: the program then asks the push services that
    /// their browsers name.
    #[arg(long, value_enum, default_value = "on", env = "MIKATA_PUSH")]
    push: Switch,
    /// A file that each signed head of the access log is added to: on another disk, or read by another
    /// machine, it shows what the database alone could hide.
    #[arg(long, value_name = "FILE", env = "MIKATA_LOG_WITNESS")]
    witness_file: Option<PathBuf>,
    /// The built front end.
    #[arg(long, value_name = "DIR", default_value = "target/dist")]
    assets: PathBuf,
    /// The front end of the version before: while an update runs, and for pages that were opened before it, its files
    /// are still there.
    #[arg(long, value_name = "DIR", env = "MIKATA_ASSETS_BEFORE")]
    assets_before: Option<PathBuf>,
}

/// A hospital's own rules about medicines.
#[derive(Debug, Args)]
struct OwnRules {
    /// A file of rules in our format (docs/knowledge-base.md), beside the built-in ones. Its name begins with
    /// rules- and ends with .txt; may be given several times.
    #[arg(long, value_name = "FILE")]
    rules_file: Vec<PathBuf>,
    /// The files' rules instead of the built-in ones.
    #[arg(long, requires = "rules_file")]
    rules_instead: bool,
}

impl OwnRules {
    fn knowledge(&self) -> anyhow::Result<Knowledge> {
        Ok(Knowledge::with_files(&self.rules_file, self.rules_instead)?)
    }
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum OwnView {
    Everything,
    Platform,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Switch {
    On,
    Off,
}

/// What every command but `serve` works with.
struct CommandContext {
    store: Store,
    clock: Clock,
    entropy: Entropy,
}

impl Database {
    /// Where it is, if what goes there is encrypted or need not be.
    fn place(&self) -> anyhow::Result<DatabaseUrl> {
        let url = DatabaseUrl(self.url.clone());
        let unencrypted =
            crate::store::unencrypted_host(&url).context("the database's address cannot be used")?;
        match unencrypted {
            Some(host) if !self.without_tls => anyhow::bail!(
                "the database on {host} would be asked over a network without TLS for certain: add sslmode=require \
                 (or verify-full and sslrootcert=FILE) to its URL, or say --database-without-tls where something \
                 else encrypts that network"
            ),
            _ => Ok(url),
        }
    }

    async fn open(&self) -> anyhow::Result<CommandContext> {
        let store = Store::open(&self.place()?).await.context("the database could not be opened")?;
        Ok(CommandContext { store, clock: Clock::system(), entropy: Entropy::system() })
    }
}

/// Runs what the command line asks for.
pub async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Serve(serve) => crate::serve::serve(serve.config()?).await?,
        Command::Migrate(command) => command.run().await?,
        Command::Facility(command) => command.run().await?,
        Command::Key(command) => command.run().await?,
        Command::Staff(command) => command.run().await?,
        Command::Import(command) => return command.run().await,
        Command::Demo(command) => command.run().await?,
        Command::Masters(command) => command.run().await?,
        Command::Medications(command) => command.run().await?,
        Command::Log(command) => return command.run().await,
        Command::Rules(command) => command.run().await?,
        Command::Functions(command) => command.run().await?,
        Command::Invite(command) => command.run().await?,
        Command::Recovery(command) => command.run().await?,
        Command::Identities(command) => command.run().await?,
        Command::Visits(command) => command.run().await?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Serve {
    fn config(self) -> anyhow::Result<Config> {
        let demo = if self.demo {
            let refusal = || {
                anyhow::anyhow!(
                    "--demo lets every visitor be anybody, so it listens on this machine only: use --listen 127.0.0.1:{}",
                    self.listen.port()
                )
            };
            Some(DemoMode::for_loopback(self.listen).ok_or_else(refusal)?)
        } else {
            None
        };
        let clock = match self.today {
            Some(today) => Clock::system().with_today(today),
            None => Clock::system(),
        };
        let database = self.database.place()?;
        let log_key = self.log_key.place(&database)?;
        let push_key = match self.push {
            Switch::On => self.push_key.or_else(|| database.beside(".push-key")),
            Switch::Off => None,
        };
        let windows = match self.own_view {
            OwnView::Everything => Windows::Everything,
            OwnView::Platform => Windows::Platform,
        };
        Ok(Config {
            listen: self.listen,
            public_url: self.public_url,
            also_hosts: self.also_host,
            database,
            demo,
            clock,
            windows,
            refill: self.refill_days,
            patients_check: self.patients_check == Switch::On,
            service_worker: self.service_worker == Switch::On,
            keep_days: self.keep_days,
            recovery_wait: chrono::Duration::hours(self.recovery_wait.into()),
            trusted_proxies: TrustedProxies::new(self.trusted_proxy),
            oidc: Providers::read(&self.outside_provider)?,
            knowledge: self.own_rules.knowledge()?,
            log_key,
            push_key,
            witness: self.witness_file.map(Witness),
            assets: self.assets,
            assets_before: self.assets_before,
        })
    }
}

/// Clap wants texts for errors of our parsers.
fn facility_code(text: &str) -> Result<shared::ids::FacilityCode, String> {
    shared::ids::FacilityCode::try_from(text).map_err(|error| error.to_string())
}

fn refill_days(text: &str) -> Result<RefillDays, String> {
    let wrong = || format!("days from 0 to {} expected, found {text:?}", RefillDays::MOST);
    text.parse().ok().and_then(RefillDays::new).ok_or_else(wrong)
}

fn public_url(text: &str) -> Result<PublicUrl, String> {
    PublicUrl::try_from(text).map_err(|error| error.to_string())
}

fn also_host(text: &str) -> Result<AlsoHost, String> {
    AlsoHost::try_from(text).map_err(|error| error.to_string())
}
