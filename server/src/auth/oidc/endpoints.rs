//! Requests to a provider: to its own endpoints alone, without redirects, in time and of bounded size.

use super::Settings;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http, reqwest};
use std::{future::Future, pin::Pin, time::Duration};
use url::{Origin, Url};

/// How long a provider may take to answer, altogether and until it is reached.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Descriptions, keys and tokens are a few kilobytes.
const LARGEST_ANSWER: usize = 256 * 1024;

/// The one way from here to a provider.
#[derive(Debug)]
pub struct Endpoints {
    client: reqwest::Client,
    origins: Vec<Origin>,
}

/// Why a provider's endpoint gave no answer. Addresses, codes and tokens are not in it.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    #[error("the address is not among the provider's own: see endpoints_also_at")]
    Elsewhere,
    #[error("the endpoint could not be asked")]
    Failed(#[source] reqwest::Error),
    #[error("the answer is larger than {LARGEST_ANSWER} bytes")]
    TooLarge,
    #[error("the answer is no HTTP answer")]
    Malformed(#[source] http::Error),
}

impl From<reqwest::Error> for EndpointError {
    fn from(error: reqwest::Error) -> Self {
        Self::Failed(error.without_url())
    }
}

impl Endpoints {
    pub fn of(settings: &Settings) -> Result<Self, EndpointError> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(REQUEST_TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .referer(false);
        // A proxy is on the way to others, not to this machine.
        let builder = if settings.is_on_this_machine() { builder.no_proxy() } else { builder };
        Ok(Self { client: builder.build()?, origins: settings.origins.clone() })
    }

    /// Whether an address is the provider's own.
    pub fn owns(&self, address: &Url) -> bool {
        self.origins.contains(&address.origin())
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, EndpointError> {
        let known = Url::parse(&request.uri().to_string()).is_ok_and(|address| self.owns(&address));
        if !known {
            return Err(EndpointError::Elsewhere);
        }
        let mut answer = self.client.execute(reqwest::Request::try_from(request)?).await?;
        let mut built = http::Response::builder().status(answer.status());
        if let Some(headers) = built.headers_mut() {
            headers.clone_from(answer.headers());
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await? {
            if body.len() + part.len() > LARGEST_ANSWER {
                return Err(EndpointError::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        built.body(body).map_err(EndpointError::Malformed)
    }
}

impl<'c> AsyncHttpClient<'c> for Endpoints {
    type Error = EndpointError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, EndpointError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
