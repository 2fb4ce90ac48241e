//! Passkeys: what the WebAuthn library is asked for here, and what its refusals mean to a person.

use crate::public_url::PublicUrl;
use serde_json::{Value, json};
use shared::ids::AccountId;
use std::sync::Arc;
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder, WebauthnError};

pub use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};

/// Makes and checks challenges for one portal's name and origin.
#[derive(Clone, Debug)]
pub struct Passkeys(Arc<Webauthn>);

/// Why what a passkey signed does not count.
#[derive(Debug, thiserror::Error)]
pub enum NotAccepted {
    #[error("it was signed for another site")]
    OtherOrigin,
    #[error("it answers another challenge")]
    OtherChallenge,
    #[error("the device did not verify its user")]
    NotVerified,
    /// A copy of the key may be about: it signed fewer times than it did before.
    #[error("the counter went back")]
    Counter,
    #[error("the passkey is not known")]
    Unknown,
    #[error("it cannot be accepted")]
    Unfit(#[source] WebauthnError),
}

impl From<WebauthnError> for NotAccepted {
    fn from(error: WebauthnError) -> Self {
        use WebauthnError::*;
        match error {
            InvalidRPOrigin | InvalidRPIDHash | CredentialCrossOrigin => Self::OtherOrigin,
            MismatchedChallenge => Self::OtherChallenge,
            UserNotVerified | UserNotPresent => Self::NotVerified,
            CredentialPossibleCompromise => Self::Counter,
            CredentialNotFound | InvalidUserUniqueId => Self::Unknown,
            other => Self::Unfit(other),
        }
    }
}

impl Passkeys {
    /// For the name and the exact origin of this portal: no other port, no subdomain.
    pub fn of(portal: &PublicUrl) -> Self {
        let built = WebauthnBuilder::new(portal.host(), portal.url()).and_then(WebauthnBuilder::build);
        Self(Arc::new(built.expect("a portal's address has a name")))
    }

    /// A challenge for a new passkey of `account`, as the browser gets it, and what to keep meanwhile.
    ///
    /// `name` is what the device shows beside the key; `here` is what it calls the portal. Devices that hold
    /// one of `existing` already refuse to make another.
    ///
    /// # Errors
    /// [`NotAccepted`]
    pub fn start_registration(
        &self,
        account: AccountId,
        name: &str,
        here: &str,
        existing: &[Passkey],
    ) -> Result<(Value, PasskeyRegistration), NotAccepted> {
        let known = existing.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let (challenge, state) = self.0.start_passkey_registration(account.0, name, name, Some(known))?;
        let mut challenge = json!(challenge);
        challenge["publicKey"]["rp"]["name"] = json!(here);
        // The library leaves it to the device whether the key can be found without a name. Here nobody types
        // a name, so that no answer tells who has an account.
        challenge["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
        challenge["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
        Ok((challenge, state))
    }

    /// The new passkey. The library asks for the user to have been verified by the device.
    ///
    /// # Errors
    /// [`NotAccepted`]
    pub fn finish_registration(
        &self,
        credential: &RegisterPublicKeyCredential,
        state: &PasskeyRegistration,
    ) -> Result<Passkey, NotAccepted> {
        not_within_another_site(credential.response.client_data_json.as_ref())?;
        Ok(self.0.finish_passkey_registration(credential, state)?)
    }

    /// A challenge for whoever holds a passkey of this portal; with `of`, for these alone.
    ///
    /// # Errors
    /// [`NotAccepted`]
    pub fn start_authentication(
        &self,
        of: &[Passkey],
    ) -> Result<(Value, DiscoverableAuthentication), NotAccepted> {
        let (challenge, state) = self.0.start_discoverable_authentication()?;
        let mut challenge = json!(challenge);
        challenge["publicKey"]["allowCredentials"] = of
            .iter()
            .map(|passkey| json!({ "type": "public-key", "id": json!(passkey.cred_id()) }))
            .collect();
        Ok((challenge, state))
    }

    /// Checks what `passkey` signed, and counts it.
    ///
    /// # Errors
    /// [`NotAccepted`]
    pub fn finish_authentication(
        &self,
        credential: &PublicKeyCredential,
        state: DiscoverableAuthentication,
        passkey: &mut Passkey,
    ) -> Result<(), NotAccepted> {
        not_within_another_site(credential.response.client_data_json.as_ref())?;
        let result = self.0.finish_discoverable_authentication_v2(credential, state, &*passkey)?;
        if !result.user_verified() {
            return Err(NotAccepted::NotVerified);
        }
        passkey.update_credential(&result).map(|_| ()).ok_or(NotAccepted::Unknown)
    }
}

/// What a browser says of the page that asked, beside what the library looks at.
#[derive(serde::Deserialize)]
struct ClientData {
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
}

/// Our pages stand in no frame of another site, so nothing signed there is meant for us; the library does not look at
/// it. What cannot be read, the library refuses.
fn not_within_another_site(client_data: &[u8]) -> Result<(), NotAccepted> {
    match serde_json::from_slice::<ClientData>(client_data) {
        Ok(ClientData { cross_origin: true }) => Err(NotAccepted::OtherOrigin),
        _ => Ok(()),
    }
}
