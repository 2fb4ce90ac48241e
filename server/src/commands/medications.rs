//! `mikata medications`: the check of medicines, from a file.

use super::{Database, OwnRules};
use crate::knowledge::Knowledge;
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use shared::medication::{
    check::{Situation, check},
    knowledge::KnowledgeBase,
};
use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};

#[derive(Debug, Args)]
pub struct Medications {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check a situation (docs/medications-check.md) and print what was found as JSON.
    Check {
        /// A JSON file, or - for standard input.
        file: PathBuf,
        /// Only what may be said without consent: that there is something.
        #[arg(long)]
        masked: bool,
        /// Use what this database has learnt from masters and what its operator decided about rules,
        /// instead of what is built in alone.
        #[arg(long, value_name = "URL")]
        database: Option<String>,
        /// That database may be asked over a network without TLS.
        #[arg(long, env = "MIKATA_DATABASE_WITHOUT_TLS", action = clap::ArgAction::SetTrue,
              value_parser = clap::builder::FalseyValueParser::new())]
        database_without_tls: bool,
        #[command(flatten)]
        own_rules: OwnRules,
    },
}

/// A situation has a few hundred medicines at most.
const MAX_SITUATION_BYTES: u64 = 10_000_000;

/// Why a text is no situation: the field and its place.
#[derive(Debug, thiserror::Error)]
#[error("{field}: {what}")]
pub struct NotASituation {
    field: String,
    /// Ends with line and column.
    what: String,
}

impl Medications {
    /// Reading it is success, whatever was found.
    pub async fn run(self) -> anyhow::Result<()> {
        let Command::Check { file, masked, database, database_without_tls, own_rules } = self.command;
        let name = match file == Path::new("-") {
            true => "standard input".to_owned(),
            false => file.display().to_string(),
        };
        let text = read(&file).with_context(|| format!("{name} cannot be read"))?;
        let built_in = own_rules.knowledge()?;
        let knowledge = match database {
            Some(url) => {
                let database = Database { url, without_tls: database_without_tls };
                Knowledge::load_over(&database.open().await?.store, built_in).await?
            }
            None => built_in,
        };
        let answer = check_text(&text, masked, knowledge.base())
            .with_context(|| format!("{name} is not a situation"))?;
        writeln!(std::io::stdout(), "{answer}")?;
        Ok(())
    }
}

/// Checks the situation in `text` and writes the findings as JSON.
pub fn check_text(text: &str, masked: bool, knowledge: &KnowledgeBase) -> Result<String, NotASituation> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let situation: Situation = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = match error.path().to_string() {
            path if path == "." => "the situation".to_owned(),
            path => path,
        };
        NotASituation { field, what: error.into_inner().to_string() }
    })?;
    reader.end().map_err(|error| NotASituation {
        field: "after the situation".to_owned(),
        what: error.to_string(),
    })?;
    let findings = check(&situation, knowledge);
    let written = match masked {
        true => serde_json::to_string_pretty(&findings.masked()),
        false => serde_json::to_string_pretty(&findings),
    };
    // Findings are texts, numbers and dates under text keys: writing them as JSON cannot fail.
    Ok(written.unwrap_or_default())
}

fn read(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(MAX_SITUATION_BYTES + 1).read_to_string(&mut text)?
    } else {
        std::fs::File::open(file)?.take(MAX_SITUATION_BYTES + 1).read_to_string(&mut text)?
    };
    if read as u64 > MAX_SITUATION_BYTES {
        bail!("larger than {MAX_SITUATION_BYTES} bytes");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn situation(second: &str) -> String {
        format!(
            r#"{{"as_of": "2026-11-21", "medicines": [
                {{"name": "エフピーＯＤ錠２．５", "start": "2026-11-05", "supply": {{"days": 28}},
                  "facility": "1310000011"}},
                {{"name": "{second}", "start": "2026-11-21", "supply": {{"days": 7}},
                  "facility": "1310000029", "source": "draft"}}]}}"#
        )
    }

    fn answer(text: &str, masked: bool) -> Value {
        let knowledge = Knowledge::built_in();
        serde_json::from_str(&check_text(text, masked, knowledge.base()).unwrap()).unwrap()
    }

    /// Tramadol while another hospital prescribes selegiline, and acetaminophen instead.
    #[test]
    fn the_command_tells_the_pair_and_why() {
        let found = answer(&situation("トラマールＯＤ錠２５ｍｇ"), false);
        let first = &found["findings"][0];
        assert_eq!((&first["kind"], &first["severity"]), (&"interaction".into(), &"contraindicated".into()));
        assert!(!first["grounds"][0]["mechanism"]["ja"].as_str().unwrap().is_empty());
        assert_eq!((found["recognised"].as_u64(), found["medicines"].as_u64()), (Some(2), Some(2)));

        let instead = answer(&situation("カロナール錠５００"), false);
        assert_eq!(instead["findings"], Value::Array(Vec::new()));
        assert_eq!((instead["recognised"].as_u64(), instead["medicines"].as_u64()), (Some(2), Some(2)));
    }

    #[test]
    fn masked_it_tells_the_fact_alone() {
        let found = answer(&situation("トラマールＯＤ錠２５ｍｇ"), true);
        assert_eq!(
            found.to_string(),
            r#"{"contraindication_exists":true,"duplicate_exists":false,"incomplete":false}"#
        );
    }

    fn check_refused(text: &str, expected: &[&str]) {
        let error = check_text(text, false, Knowledge::built_in().base()).unwrap_err().to_string();
        assert!(expected.iter().all(|part| error.contains(part)), "{error} should say {expected:?}");
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        check_refused("", &["line 1"]);
        check_refused(r#"{"medicines": []}"#, &["as_of", "line 1"]);
        let in_second = |field: &str| situation("x").replace(r#""source": "draft""#, field);
        check_refused(&in_second(r#""source": "dream""#), &["medicines[1].source", "line 5"]);
        check_refused(
            &in_second(r#""codes": ["yj:6149003F2030"]"#),
            &["medicines[1].codes[0]", "check digit"],
        );
        check_refused(&in_second(r#""nmae": "y""#), &["medicines[1].nmae", "unknown field"]);
        check_refused(r#"{"as_of": "2026-13-01", "medicines": []}"#, &["as_of"]);
        check_refused(r#"{"as_of": "2026-11-21", "medicines": []} x"#, &["trailing"]);
    }

    /// The example in the documentation is one.
    #[test]
    fn the_documented_example_is_read() {
        let text = include_str!("../../../docs/medications-check.md");
        let example = text.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let found = answer(example, false);
        assert_eq!(found["findings"][0]["severity"], "contraindicated");
        assert_eq!(found["recognised"], found["medicines"]);
        assert_eq!(found["not_considered"], Value::Array(Vec::new()));
    }
}
