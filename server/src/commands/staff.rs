//! `mikata staff`: the first members of a facility's staff.

use super::{CommandContext, Database, facility_code, printed::printed, public_url};
use crate::{
    auth::{Role, Roles},
    public_url::PublicUrl,
    store::facility::staff::{self, Decision, Invited},
};
use clap::{Args, Subcommand};
use shared::{
    ids::{AccountId, FacilityCode},
    set::Member as _,
};
use uuid::Uuid;

#[derive(Debug, Args)]
pub struct Staff {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Invite one of a facility's staff and show the link and the code, this once. The first is an
    /// administrator, who invites the others at the desk.
    Invite {
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        #[arg(long, value_parser = name)]
        name: String,
        /// doctor, nurse, pharmacist, clerk, emergency or administrator; may be given several times.
        #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
        roles: Vec<Role>,
        /// The address under which browsers reach the portal.
        #[arg(long, value_name = "URL", env = "MIKATA_PUBLIC_URL", value_parser = public_url,
            default_value = "http://localhost:3000")]
        public_url: PublicUrl,
        #[command(flatten)]
        database: Database,
    },
    /// Who works at a facility.
    List {
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        #[command(flatten)]
        database: Database,
    },
    /// Vouch for one of a facility's staff, once you know who they are: whoever invited them could otherwise be them, and
    /// the two are one person where two must decide about a patient's sign-in.
    Vouch {
        account: Uuid,
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        #[command(flatten)]
        database: Database,
    },
    /// End somebody's work at a facility at once, sessions included.
    Remove {
        account: Uuid,
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        #[command(flatten)]
        database: Database,
    },
}

fn name(text: &str) -> Result<String, String> {
    shared::name::personal_name(text).map_err(|error| error.to_string())
}

fn role(text: &str) -> Result<Role, String> {
    Role::read(text).map_err(|error| error.to_string())
}

/// The operator decides.
fn decision<'a>(context: &CommandContext, facility: &'a FacilityCode) -> Decision<'a> {
    Decision { facility, by: None, now: context.clock.now() }
}

impl Staff {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Invite { facility, name, roles, public_url, database } => {
                let context = database.open().await?;
                let roles = Roles::from_iter(roles);
                let decision = decision(&context, &facility);
                let invited = staff::invite(&context.store, decision, &name, roles, &context.entropy).await?;
                show(&invited, &public_url);
            }
            Command::List { facility, database } => list(&database.open().await?, &facility).await?,
            Command::Vouch { account, facility, database } => {
                let context = database.open().await?;
                staff::vouch(&context.store, decision(&context, &facility), AccountId(account)).await?;
                println!("{account} may be the second person beside whoever invited them.");
            }
            Command::Remove { account, facility, database } => {
                let context = database.open().await?;
                staff::remove(&context.store, decision(&context, &facility), AccountId(account)).await?;
                println!("{account} is signed out and cannot sign in any more.");
            }
        }
        Ok(())
    }
}

fn show(invited: &Invited, public_url: &PublicUrl) {
    eprintln!("The invitation works once, until {}. Its code cannot be shown again:", invited.expires_at);
    println!("{}", invited.code);
    println!("{}#{}", public_url.to("/invitation"), invited.code);
}

async fn list(context: &CommandContext, facility: &FacilityCode) -> anyhow::Result<()> {
    for member in staff::list(&context.store, facility, context.clock.now()).await? {
        let roles: Vec<&str> = member.roles.iter().map(Role::as_str).collect();
        let way_in = match (member.can_sign_in, member.invited_until) {
            (true, _) => "can sign in".to_owned(),
            (false, Some(until)) => format!("invited until {until}"),
            (false, None) => "no way in".to_owned(),
        };
        println!("{}\t{}\t{way_in}\t{}", member.account, roles.join(","), printed(&member.name));
    }
    Ok(())
}
