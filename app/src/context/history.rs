//! The history of accesses in a browser: asked for in pages.

use crate::error::PageError;
use shared::log::History;

#[cfg(feature = "hydrate")]
pub use browser::{fetch, fetch_texts, read_texts};

#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use crate::context::leaving::while_here;
    use gloo_net::http::Request;
    use shared::log::page::{Page, Pages};

    /// The history as it is now, with the proof that it continues a log of `since` leaves.
    pub async fn fetch(since: u64) -> Result<History, PageError> {
        send_wrapper::SendWrapper::new(async move {
            let mut pages = every_page(since).await?;
            // Erased by law meanwhile. What is torn again is verified as it is.
            if pages.are_torn() {
                pages = every_page(since).await?;
            }
            Ok(pages.into_history())
        })
        .await
    }

    async fn every_page(since: u64) -> Result<Pages, PageError> {
        let mut pages = Pages::default();
        let mut next = Some(format!("/api/access-history?since={since}"));
        while let Some(address) = next {
            next = pages.add(one_page(&address).await?);
        }
        Ok(pages)
    }

    async fn one_page(address: &str) -> Result<Page, PageError> {
        page(&one_text(address).await?)
    }

    fn page(text: &str) -> Result<Page, PageError> {
        shared::own_json::read(text).map_err(|_| PageError::Outdated)
    }

    /// Every page of the history as the portal writes it.
    ///
    /// # Errors
    /// [`PageError`] as the network gives it.
    pub async fn fetch_texts() -> Result<Vec<String>, PageError> {
        let (mut pages, mut texts) = (Pages::default(), Vec::new());
        let mut next = Some("/api/access-history".to_owned());
        while let Some(address) = next {
            let text = one_text(&address).await?;
            next = pages.add(page(&text)?);
            texts.push(text);
        }
        if pages.are_torn() { Err(PageError::Unavailable) } else { Ok(texts) }
    }

    /// The history that such pages were; `None`: there are none, or another program wrote them.
    pub fn read_texts(texts: &[String]) -> Option<History> {
        if texts.is_empty() {
            return None;
        }
        let mut pages = Pages::default();
        for text in texts {
            pages.add(page(text).ok()?);
        }
        Some(pages.into_history())
    }

    async fn one_text(address: &str) -> Result<String, PageError> {
        let answer = while_here(Request::get(address)).send().await.map_err(|_| PageError::Unavailable)?;
        match answer.status() {
            200 => {}
            401 => return Err(PageError::SignInFirst),
            _ => return Err(PageError::Unavailable),
        }
        answer.text().await.map_err(|_| PageError::Unavailable)
    }
}

/// Neither server nor browser: the crate still compiles for documentation.
///
/// # Errors
/// Always.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
pub async fn fetch(_since: u64) -> Result<History, PageError> {
    Err(PageError::Unavailable)
}
