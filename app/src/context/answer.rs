//! What a page asks the portal for: the server finds it and writes it into the page, and the browser reads it there.

use crate::error::PageError;
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};
use shared::own_json;

/// An answer on its way to a page.
pub type Answer<T> = Resource<Result<T, PageError>, InPage>;

/// Asks once for each page.
pub fn answer<T, F>(ask: impl Fn() -> F + Send + Sync + 'static) -> Answer<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, PageError>> + Send + 'static,
{
    Resource::new_with_options(|| (), move |()| ask(), false)
}

/// How an answer is written in a page.
pub struct InPage;

impl<T: Serialize> Encoder<T> for InPage {
    type Error = serde_json::Error;
    type Encoded = String;

    #[cfg(not(feature = "hydrate"))]
    fn encode(answer: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(answer)
    }

    /// A browser writes no page: code for that would only be fetched.
    #[cfg(feature = "hydrate")]
    fn encode(_: &T) -> Result<String, serde_json::Error> {
        Ok(String::new())
    }
}

impl<T: DeserializeOwned> Decoder<T> for InPage {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, serde_json::Error> {
        own_json::read(text)
    }
}
