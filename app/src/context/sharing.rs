//! The person's decisions about sharing: on the server from the store, in the browser asked for once per page.

use super::answer::{Answer, answer};
use crate::error::PageError;
#[cfg(feature = "ssr")]
use leptos::prelude::*;
use shared::consent::{Sharing, SharingQuery};
use std::sync::Arc;

/// Decisions about sharing, and what is asked for beside them.
///
/// # Errors
/// [`PageError`] as the port or the network gives it.
pub fn use_sharing(query: SharingQuery) -> Answer<Arc<Sharing>> {
    #[cfg(feature = "ssr")]
    let portal = use_context::<crate::ports::PortalContext>();
    #[cfg(not(feature = "ssr"))]
    let kept = super::kept::use_kept_beside();
    answer(move || {
        let query = query.clone();
        #[cfg(feature = "ssr")]
        let portal = portal.clone();
        #[cfg(not(feature = "ssr"))]
        let kept = kept.clone();
        async move {
            #[cfg(feature = "ssr")]
            let sharing = portal.ok_or(PageError::Unavailable)?.sharing(query).await;
            #[cfg(not(feature = "ssr"))]
            let sharing = match kept {
                Some(kept) => kept.sharing.ok_or(PageError::Unavailable),
                None => fetch(query).await,
            };
            sharing
        }
    })
}

#[cfg(feature = "hydrate")]
async fn fetch(query: SharingQuery) -> Result<Arc<Sharing>, PageError> {
    let text = send_wrapper::SendWrapper::new(fetch_text(query)).await?;
    read(&text).ok_or(PageError::Unavailable)
}

/// What the portal writes of the decisions; `None`: they cannot be read.
#[cfg(feature = "hydrate")]
pub fn read(text: &str) -> Option<Arc<Sharing>> {
    shared::own_json::read(text).map(Arc::new).ok()
}

/// The decisions as the portal writes them.
///
/// # Errors
/// [`PageError`] as the network gives it.
#[cfg(feature = "hydrate")]
pub async fn fetch_text(query: SharingQuery) -> Result<String, PageError> {
    let also = query.also.map(|code| format!("also={code}"));
    let find = query.find.map(|name| format!("find={}", crate::format::in_query(&name)));
    let query: Vec<String> = also.into_iter().chain(find).collect();
    let joint = if query.is_empty() { "" } else { "?" };
    let address = format!("/api/sharing{joint}{}", query.join("&"));
    let asked = super::leaving::while_here(gloo_net::http::Request::get(&address)).send();
    let answer = asked.await.map_err(|_| PageError::Unavailable)?;
    match answer.status() {
        200 => answer.text().await.map_err(|_| PageError::Unavailable),
        401 => Err(PageError::SignInFirst),
        403 => Err(PageError::NotOpen),
        _ => Err(PageError::Unavailable),
    }
}

/// Neither server nor browser: the crate still compiles for documentation.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
async fn fetch(_query: SharingQuery) -> Result<Arc<Sharing>, PageError> {
    Err(PageError::Unavailable)
}
