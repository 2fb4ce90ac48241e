//! What the operator decides when starting the server.

use crate::{
    auth::outside::Providers, clock::Clock, http::TrustedProxies, knowledge::Knowledge, log::Witness,
};
use shared::retention::Windows;
use std::{net::SocketAddr, path::PathBuf};

#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Under which address browsers reach the portal.
    pub public_url: PublicUrl,
    /// A SQLite file or a `postgres://` URL. It may carry a password: never log it.
    pub database: DatabaseUrl,
    pub demo: Option<DemoMode>,
    pub clock: Clock,
    /// Which retention windows limit the patient's own view.
    pub windows: Windows,
    /// Whether patients are shown what the check of their medicines finds.
    pub patients_check: bool,
    /// How long a new way in waits where nobody says anything about it.
    pub recovery_wait: chrono::Duration,
    /// Who says from where requests come, instead of the connection.
    pub trusted_proxies: TrustedProxies,
    /// Where people may sign in instead of here.
    pub outside: Providers,
    /// What is known about medicines, before what this database has learnt and decided.
    pub knowledge: Knowledge,
    /// The file with the key that signs the access log.
    pub log_key: PathBuf,
    /// The file with the key by which push services know this portal; `None`: no device is told anything.
    pub push_key: Option<PathBuf>,
    /// Where each signed head of the access log goes too.
    pub witness: Option<Witness>,
    /// The folder with the built front end.
    pub assets: PathBuf,
}

/// The origin under which browsers reach the portal: what passkeys are bound to and invitations lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(url::Url);

/// Why an address cannot be the portal's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOrigin {
    #[error("an address such as https://portal.example.jp expected, found {0:?}")]
    Unreadable(String),
    #[error("passkeys need a name, found the bare IP address {0}")]
    BareAddress(String),
    #[error("passkeys need https, except on localhost: found {0}")]
    Unencrypted(String),
}

impl PublicUrl {
    /// `http://localhost:PORT`, for a portal on this machine.
    pub fn on_this_machine(port: u16) -> Self {
        Self::try_from(format!("http://localhost:{port}").as_str()).expect("a well-formed address")
    }

    /// The whole address of a path of ours, `/` first.
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// `https://portal.example.jp`, without a slash at the end.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    pub fn url(&self) -> &url::Url {
        &self.0
    }

    /// The name that passkeys are bound to.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl TryFrom<&str> for PublicUrl {
    type Error = NotAnOrigin;

    fn try_from(text: &str) -> Result<Self, NotAnOrigin> {
        let url = url::Url::parse(text).map_err(|_| NotAnOrigin::Unreadable(text.to_owned()))?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        match (url.scheme(), url.host()) {
            ("https", Some(url::Host::Domain(_))) if bare => Ok(Self(url)),
            ("http", Some(url::Host::Domain("localhost"))) if bare => Ok(Self(url)),
            ("http", Some(url::Host::Domain(_))) if bare => Err(NotAnOrigin::Unencrypted(text.to_owned())),
            ("http" | "https", Some(url::Host::Ipv4(_) | url::Host::Ipv6(_))) => {
                Err(NotAnOrigin::BareAddress(text.to_owned()))
            }
            _ => Err(NotAnOrigin::Unreadable(text.to_owned())),
        }
    }
}

/// Where the records are kept; redacted in `Debug`, because a URL may carry a password.
#[derive(Clone)]
pub struct DatabaseUrl(pub String);

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_postgres() { "postgres://…" } else { &self.0 })
    }
}

impl DatabaseUrl {
    /// A file beside a SQLite database's, its name with `ending`. `None` where there is no such place.
    pub fn beside(&self, ending: &str) -> Option<PathBuf> {
        if self.is_postgres() {
            return None;
        }
        let file = self.0.strip_prefix("sqlite:").unwrap_or(&self.0);
        let file = file.strip_prefix("//").unwrap_or(file);
        let file = file.split('?').next().unwrap_or(file);
        (!file.is_empty() && file != ":memory:").then(|| PathBuf::from(format!("{file}{ending}")))
    }

    pub fn is_postgres(&self) -> bool {
        self.0.starts_with("postgres://") || self.0.starts_with("postgresql://")
    }
}

/// Proof that demo mode is on, where anybody may become any of the invented people. It exists only
/// for an address that no other machine can reach.
///
/// ```
/// use server::config::DemoMode;
/// assert!(DemoMode::for_loopback("127.0.0.1:3000".parse().unwrap()).is_some());
/// assert!(DemoMode::for_loopback("0.0.0.0:3000".parse().unwrap()).is_none());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DemoMode(());

impl DemoMode {
    pub fn for_loopback(listen: SocketAddr) -> Option<Self> {
        listen.ip().is_loopback().then_some(Self(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portal_has_a_name_and_is_encrypted() {
        for (text, expected) in [
            ("https://portal.example.jp", Ok("https://portal.example.jp/signin")),
            ("https://portal.example.jp:8443/", Ok("https://portal.example.jp:8443/signin")),
            ("http://localhost:3000", Ok("http://localhost:3000/signin")),
            ("http://127.0.0.1:3000", Err(NotAnOrigin::BareAddress("http://127.0.0.1:3000".into()))),
            ("http://portal.example.jp", Err(NotAnOrigin::Unencrypted("http://portal.example.jp".into()))),
            ("https://a.example/portal", Err(NotAnOrigin::Unreadable("https://a.example/portal".into()))),
            ("portal", Err(NotAnOrigin::Unreadable("portal".into()))),
        ] {
            let found = PublicUrl::try_from(text).map(|url| url.to("/signin"));
            assert_eq!(found, expected.map(str::to_owned), "{text}");
        }
    }
}
