//! What the operator writes about a provider: one small JSON file each (docs/outside-providers.md).

use app::i18n::Locale;
use openidconnect::{ClientSecret, IssuerUrl};
use serde::Deserialize;
use shared::ids::FacilityCode;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use url::{Origin, Url};

/// A provider as configured: read once, right from then on.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its name in our addresses: `/signin/outside/{name}`.
    pub name: String,
    pub issuer: IssuerUrl,
    pub client_id: String,
    /// Shows nothing of itself in `Debug`.
    pub client_secret: ClientSecret,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    pub whom: Whom,
    /// It lets nobody in whose identity it has not proved: a first way in needs no second person then.
    pub proves_identity: bool,
    /// Where its endpoints may be: nothing else is ever asked.
    pub origins: Vec<Origin>,
    labels: BTreeMap<&'static str, String>,
}

/// Whose accounts a provider opens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    Persons,
    StaffOf(FacilityCode),
}

/// Why a file describes no provider.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("{} cannot be read", .0.display())]
    Unreadable(PathBuf, #[source] std::io::Error),
    #[error("{}: {field}: {problem}", file.display())]
    Wrong { file: PathBuf, field: String, problem: String },
    #[error("{} is readable by others: `chmod 600` it", .0.display())]
    NotPrivate(PathBuf),
    #[error("two providers have the {what} {value}")]
    Twice { what: &'static str, value: String },
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    label: BTreeMap<String, String>,
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    client_secret_variable: Option<String>,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(rename = "for")]
    whom: Whom,
    #[serde(default)]
    proves_identity: bool,
    #[serde(default)]
    endpoints_also_at: Vec<String>,
}

impl Settings {
    /// Reads a provider's file, and its secret from where the file says.
    ///
    /// # Errors
    /// [`SettingsError`], naming the file and the field; never the secret.
    pub fn read(file: &Path) -> Result<Self, SettingsError> {
        let text = fs::read_to_string(file).map_err(|error| SettingsError::Unreadable(file.into(), error))?;
        let wrong = |field: &str, problem: String| SettingsError::Wrong {
            file: file.to_owned(),
            field: field.to_owned(),
            problem,
        };
        let written: File = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(&text))
            .map_err(|error| wrong(&error.path().to_string(), error.inner().to_string()))?;
        let name = slug(&written.name).map_err(|problem| wrong("name", problem))?;
        let labels = labels(written.label).map_err(|problem| wrong("label", problem))?;
        let issuer = safe_url(&written.issuer).map_err(|problem| wrong("issuer", problem))?;
        let mut origins = vec![issuer.origin()];
        for other in &written.endpoints_also_at {
            origins.push(safe_url(other).map_err(|problem| wrong("endpoints_also_at", problem))?.origin());
        }
        if written.client_id.is_empty() {
            return Err(wrong("client_id", "expected, found nothing".to_owned()));
        }
        let client_secret = match (&written.client_secret_file, &written.client_secret_variable) {
            (Some(beside), None) => secret_from(&file.parent().unwrap_or(Path::new("")).join(beside))?,
            (None, Some(variable)) => std::env::var(variable)
                .map_err(|_| wrong("client_secret_variable", format!("{variable} is not set")))?,
            _ => {
                let problem = "exactly one of client_secret_file and client_secret_variable expected";
                return Err(wrong("client_secret_file", problem.to_owned()));
            }
        };
        if client_secret.is_empty() {
            return Err(wrong("client_secret_file", "a secret expected, found nothing".to_owned()));
        }
        Ok(Self {
            name,
            // As written, not as parsed: it is compared letter by letter.
            issuer: IssuerUrl::new(written.issuer).map_err(|error| wrong("issuer", error.to_string()))?,
            client_id: written.client_id,
            client_secret: ClientSecret::new(client_secret),
            scopes: written.scopes,
            whom: written.whom,
            proves_identity: written.proves_identity,
            origins,
            labels,
        })
    }

    /// What the button says.
    pub fn label(&self, locale: Locale) -> &str {
        self.labels.get(locale.tag()).map_or(&self.name, String::as_str)
    }

    /// Whether it is on this machine: for tests and for trying things out.
    pub fn is_on_this_machine(&self) -> bool {
        self.issuer.url().scheme() == "http"
    }
}

fn slug(name: &str) -> Result<String, String> {
    let fits = !name.is_empty()
        && name.len() <= 40
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if fits {
        Ok(name.to_owned())
    } else {
        Err(format!("1–40 of a–z, 0–9 and - expected, found {name:?}"))
    }
}

/// One label for each language of the portal, and none for others.
fn labels(written: BTreeMap<String, String>) -> Result<BTreeMap<&'static str, String>, String> {
    if let Some(other) = written.keys().find(|tag| Locale::from_tag(tag).is_none()) {
        return Err(format!("{other:?} is no language of the portal"));
    }
    Locale::ALL
        .into_iter()
        .map(|locale| match written.get(locale.tag()).map(|label| label.trim()) {
            Some(label) if !label.is_empty() => Ok((locale.tag(), label.to_owned())),
            _ => Err(format!("expected in the language {:?}", locale.tag())),
        })
        .collect()
}

/// https, or http on this machine; nothing that an issuer's address may not have.
fn safe_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| format!("an https address expected, found {text:?}"))?;
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err(format!("an address without user, query and fragment expected, found {text:?}"));
    }
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if loopback => Ok(url),
        _ => Err(format!("https expected, except on this machine: found {text:?}")),
    }
}

fn secret_from(file: &Path) -> Result<String, SettingsError> {
    let unreadable = |error| SettingsError::Unreadable(file.to_owned(), error);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(file).map_err(unreadable)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(SettingsError::NotPrivate(file.to_owned()));
        }
    }
    Ok(fs::read_to_string(file).map_err(unreadable)?.trim().to_owned())
}

#[cfg(test)]
mod tests;
