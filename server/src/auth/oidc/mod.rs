//! Sign-in at an OpenID Connect provider: authorization code with PKCE, state and nonce.
//!
//! The provider says who somebody is over there; which account that opens here was decided once, through an
//! invitation (`store::account::oidc`). It is believed in nothing else: names, addresses and roles are ours.

mod endpoints;
mod provider;
mod settings;

pub use endpoints::EndpointError;
pub use provider::{OidcError, Provider, Returned};
pub use settings::{Settings, SettingsError, Whom};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::ids::FacilityCode;
use std::{path::PathBuf, sync::Arc};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// The providers of this installation. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub struct Providers(Arc<[Provider]>);

/// Why providers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProvidersError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error("requests to a provider cannot be prepared")]
    Endpoints(#[from] EndpointError),
}

/// The secret of a sign-in that was begun. The browser alone holds it; what must be sent to the provider is
/// derived from it, so that the database has nothing with which to finish somebody's sign-in.
pub struct Held(String);

/// What the database keeps of a sign-in that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    pub provider: String,
    pub at: DateTime<Utc>,
    pub aim: Aim,
}

/// What for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    SignIn,
    /// Whoever is signed in in this session proves that it is still they.
    Verify {
        session: Uuid,
        return_to: String,
    },
    /// Whoever is signed in in this session, and proved it not long ago, adds a way in.
    Link {
        session: Uuid,
        return_to: String,
    },
    /// Whoever opened an invitation comes in; `name` is what they are called.
    Enrol {
        invitation: Uuid,
        name: String,
    },
}

impl Providers {
    /// Reads a file for each.
    ///
    /// # Errors
    /// Also if two have the same name or the same issuer: a subject is known by its issuer alone.
    pub fn read(files: &[PathBuf]) -> Result<Self, ProvidersError> {
        let mut providers: Vec<Provider> = Vec::new();
        for file in files {
            let settings = Settings::read(file)?;
            let twice = |what, value: &str| SettingsError::Twice { what, value: value.to_owned() };
            for Provider { settings: other, .. } in &providers {
                if other.name == settings.name {
                    return Err(twice("name", &settings.name).into());
                }
                if other.issuer == settings.issuer {
                    return Err(twice("issuer", settings.issuer.as_str()).into());
                }
            }
            providers.push(Provider::new(settings)?);
        }
        Ok(Self(providers.into()))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Provider> {
        self.0.iter()
    }

    pub fn find(&self, name: &str) -> Option<&Provider> {
        self.iter().find(|provider| provider.settings.name == name)
    }
}

impl Whom {
    /// Whether an account may be opened: `employer` is the facility of a member of staff.
    pub fn admits(&self, employer: Option<&FacilityCode>) -> bool {
        match self {
            Self::Persons => employer.is_none(),
            Self::StaffOf(facility) => employer == Some(facility),
        }
    }
}

impl Held {
    pub fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The cookie's value.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// The parameter that comes back: it says that this browser was sent away.
    pub fn state(&self) -> String {
        self.derived("state")
    }

    /// What the ID token must carry: it says that it was made for this sign-in.
    pub fn nonce(&self) -> String {
        self.derived("nonce")
    }

    /// What the code is exchanged with (PKCE): 43 characters, as many as it takes at least.
    pub fn verifier(&self) -> String {
        self.derived("verifier")
    }

    pub fn is_answered_by(&self, state: &str) -> bool {
        self.state().as_bytes().ct_eq(state.as_bytes()).into()
    }

    /// 256 random bits went in: one hash is enough, and none of them leads to another.
    fn derived(&self, what: &str) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{what} of {}", self.0)))
    }
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Held(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_away_says_nothing_of_the_rest() {
        let held = Held::new("a secret".to_owned());
        let parts = [held.state(), held.nonce(), held.verifier(), held.secret().to_owned()];
        for (at, part) in parts.iter().enumerate() {
            assert!(!parts[..at].contains(part));
        }
        assert_eq!(held.verifier().len(), 43, "RFC 7636, 4.1: 43 to 128 characters");
        assert!(held.is_answered_by(&held.state()));
        assert!(!held.is_answered_by("") && !held.is_answered_by(&Held::new("another".to_owned()).state()));
    }

    #[test]
    fn staff_and_persons_never_come_in_by_each_others_provider() {
        let [here, there] = ["1310000011", "1310000029"].map(|code| FacilityCode::try_from(code).unwrap());
        assert!(Whom::Persons.admits(None));
        assert!(!Whom::Persons.admits(Some(&here)));
        assert!(!Whom::StaffOf(here.clone()).admits(None));
        assert!(Whom::StaffOf(here.clone()).admits(Some(&here)));
        assert!(!Whom::StaffOf(here).admits(Some(&there)));
    }
}
