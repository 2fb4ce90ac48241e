//! One provider: where it sends people to, and what it says about who came back.

use super::{
    Held, Settings,
    endpoints::{EndpointError, Endpoints},
};
use app::i18n::Locale;
use chrono::{DateTime, Duration, Utc};
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId, CsrfToken,
    DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, LanguageTag, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, TokenResponse,
    core::{
        CoreAuthPrompt, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdToken,
        CoreIdTokenVerifier, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRequestTokenError,
        CoreResponseType,
    },
};
use std::sync::Arc;
use tokio::sync::Mutex;
use url::Url;

/// How far our clock and a provider's may be apart.
const SKEW: Duration = Duration::seconds(60);

/// How long a provider's description and keys are used without asking again.
const KEPT_FOR: Duration = Duration::hours(1);

/// How old they must be before a key that is not among them makes us ask again: whoever can make tokens with
/// invented key ids cannot make us ask a provider over and over.
const KEPT_FOR_UNKNOWN_KEYS: Duration = Duration::minutes(1);

/// How long a provider that failed is left alone: meanwhile everybody hears so at once.
const LEFT_ALONE: Duration = Duration::seconds(5);

/// What OpenID Connect lets a subject have at most.
const LONGEST_SUBJECT: usize = 255;

/// Public keys only: with a shared secret whoever reads our file could sign tokens.
const SIGNATURES: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

#[derive(Debug)]
pub struct Provider {
    pub settings: Settings,
    endpoints: Endpoints,
    known: Mutex<Known>,
}

/// What the provider last said about itself.
#[derive(Debug, Default)]
struct Known {
    metadata: Option<(Arc<CoreProviderMetadata>, DateTime<Utc>)>,
    failed_at: Option<DateTime<Utc>>,
}

/// Why nobody was recognised. Neither codes nor tokens are in it.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    #[error("the provider's description or keys could not be fetched")]
    Description(#[source] Box<DiscoveryError<EndpointError>>),
    #[error("the provider failed a moment ago and is left alone")]
    LeftAlone,
    #[error("the provider names no {0} among its own endpoints")]
    NoEndpoint(&'static str),
    #[error("the provider's token endpoint could not be asked")]
    Token(#[source] EndpointError),
    #[error("the provider does not know the code, or no longer")]
    CodeRefused,
    #[error("the provider's token endpoint refused: {0}")]
    Refused(&'static str),
    #[error("the provider's ID token is not accepted: {0}")]
    NotAccepted(&'static str),
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A sign-in that came back with a code.
#[derive(Debug)]
pub struct Returned<'a> {
    pub code: String,
    pub held: &'a Held,
    /// When the browser was sent to the provider.
    pub begun_at: DateTime<Utc>,
    /// The address the provider sent it back to.
    pub back_to: &'a str,
}

impl Provider {
    pub fn new(settings: Settings) -> Result<Self, EndpointError> {
        Ok(Self { endpoints: Endpoints::of(&settings)?, settings, known: Mutex::default() })
    }

    /// Asks the provider for what it says of itself, where that is not known.
    ///
    /// # Errors
    /// It does not answer, or names no place of its own to sign in at.
    pub async fn answers(&self, now: DateTime<Utc>) -> Result<(), OidcError> {
        self.asked(now).await.map(|_| ())
    }

    /// The provider's description, which names a place of its own to sign in at.
    async fn asked(&self, now: DateTime<Utc>) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        let metadata = self.metadata(now, KEPT_FOR).await?;
        match self.endpoints.owns(metadata.authorization_endpoint().url()) {
            true => Ok(metadata),
            false => Err(OidcError::NoEndpoint("authorization endpoint")),
        }
    }

    /// Where the browser goes to sign in. Somebody who is signed in at the provider is asked again: at a
    /// family's computer the next person must not become the one before.
    pub async fn sign_in_address(
        &self,
        held: &Held,
        back_to: &str,
        locale: Locale,
        now: DateTime<Utc>,
    ) -> Result<Url, OidcError> {
        let metadata = self.asked(now).await?;
        let (state, nonce) = (held.state(), held.nonce());
        let verifier = PkceCodeVerifier::new(held.verifier());
        let (address, ..) = self
            .client(&metadata, back_to)?
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_prompt(CoreAuthPrompt::Login)
            .set_max_age(std::time::Duration::ZERO)
            .add_ui_locale(LanguageTag::new(locale.tag().to_owned()))
            .url();
        Ok(address)
    }

    /// Who came back, as the provider calls them.
    pub async fn subject(&self, returned: Returned<'_>, now: DateTime<Utc>) -> Result<String, OidcError> {
        let metadata = self.metadata(now, KEPT_FOR).await?;
        let Returned { code, held, begun_at, back_to } = returned;
        let answer = self
            .client(&metadata, back_to)?
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| OidcError::NoEndpoint("token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(held.verifier()))
            .request_async(&self.endpoints)
            .await
            .map_err(refused)?;
        let token = answer.id_token().ok_or(OidcError::NotAccepted("there is none"))?;
        let subject = match self.verified(&metadata, token, held, begun_at, now) {
            Err(error) if is_unknown_key(&error) => {
                let newer = self.metadata(now, KEPT_FOR_UNKNOWN_KEYS).await?;
                self.verified(&newer, token, held, begun_at, now)
            }
            other => other,
        };
        let subject = subject.map_err(|error| OidcError::NotAccepted(wrong_with(&error)))?;
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
            return Err(OidcError::NotAccepted("its subject is empty or too long"));
        }
        Ok(subject)
    }

    fn verified(
        &self,
        metadata: &CoreProviderMetadata,
        token: &CoreIdToken,
        held: &Held,
        begun_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<String, ClaimsVerificationError> {
        let verifier = CoreIdTokenVerifier::new_public_client(
            ClientId::new(self.settings.client_id.clone()),
            self.settings.issuer.clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || now - SKEW)
        .set_issue_time_verifier_fn(move |at| within(at, begun_at, now))
        .set_auth_time_verifier_fn(move |at| within(at.ok_or("absent")?, begun_at, now));
        Ok(token.claims(&verifier, &Nonce::new(held.nonce()))?.subject().to_string())
    }

    fn client(&self, metadata: &CoreProviderMetadata, back_to: &str) -> Result<Client, OidcError> {
        let back_to = RedirectUrl::new(back_to.to_owned()).map_err(|_| OidcError::NoEndpoint("way back"))?;
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            Some(self.settings.client_secret.clone()),
        )
        .set_redirect_uri(back_to);
        let methods = metadata.token_endpoint_auth_methods_supported();
        let in_the_body = methods.is_some_and(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        Ok(if in_the_body { client.set_auth_type(AuthType::RequestBody) } else { client })
    }

    /// The provider's description and keys, at most `max_age` old.
    async fn metadata(
        &self,
        now: DateTime<Utc>,
        max_age: Duration,
    ) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        let mut known = self.known.lock().await;
        if let Some((metadata, at)) = &known.metadata
            && now - *at < max_age
        {
            return Ok(metadata.clone());
        }
        if known.failed_at.is_some_and(|at| now - at < LEFT_ALONE) {
            return Err(OidcError::LeftAlone);
        }
        match CoreProviderMetadata::discover_async(self.settings.issuer.clone(), &self.endpoints).await {
            Ok(found) => {
                let found = Arc::new(found);
                *known = Known { metadata: Some((found.clone(), now)), failed_at: None };
                Ok(found)
            }
            Err(error) => {
                known.failed_at = Some(now);
                Err(OidcError::Description(Box::new(error)))
            }
        }
    }
}

/// Between the moment the browser was sent away and now, as far as clocks agree.
fn within(at: DateTime<Utc>, begun_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), String> {
    if at < begun_at - SKEW {
        return Err("before this sign-in began".to_owned());
    }
    if at > now + SKEW {
        return Err("in the future".to_owned());
    }
    Ok(())
}

fn is_unknown_key(error: &ClaimsVerificationError) -> bool {
    let unknown = SignatureVerificationError::NoMatchingKey;
    matches!(error, ClaimsVerificationError::SignatureVerification(found) if *found == unknown)
}

/// What is wrong with a token, without what stands in it.
fn wrong_with(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "it is expired, or of another time than this sign-in",
        ClaimsVerificationError::InvalidAudience(_) => "it is meant for another client",
        ClaimsVerificationError::InvalidAuthTime(_) => "it does not say that they have just signed in",
        ClaimsVerificationError::InvalidIssuer(_) => "it is of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "it belongs to another sign-in",
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            "it is signed with a key that the provider does not publish"
        }
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::DisallowedAlg(_)) => {
            "it is signed in a way that is not accepted"
        }
        ClaimsVerificationError::SignatureVerification(_) => "its signature is wrong",
        _ => "it cannot be read",
    }
}

fn refused(error: CoreRequestTokenError<EndpointError>) -> OidcError {
    match error {
        RequestTokenError::Request(error) => OidcError::Token(error),
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            CoreErrorResponseType::InvalidGrant => OidcError::CodeRefused,
            CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                OidcError::Refused("it does not accept this portal's client id or secret")
            }
            _ => OidcError::Refused("it does not accept the request"),
        },
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            OidcError::Refused("its answer cannot be read")
        }
    }
}
