//! Questions to the person about who treats them: on the server from the store, in the browser asked for once per page.

use super::answer::{Answer, answer};
#[cfg(feature = "ssr")]
use leptos::prelude::*;
use shared::consent::Treating;
use std::sync::Arc;

/// Nothing, where it cannot be asked for now: home is there without it.
///
/// # Errors
/// [`PageError`] as the port gives it.
pub fn use_treating() -> Answer<Arc<Treating>> {
    #[cfg(feature = "ssr")]
    let portal = use_context::<crate::ports::PortalContext>();
    // Nobody asks anything of whoever reads a snapshot.
    #[cfg(not(feature = "ssr"))]
    let kept = super::kept::use_kept().is_some();
    answer(move || {
        #[cfg(feature = "ssr")]
        let portal = portal.clone();
        async move {
            #[cfg(feature = "ssr")]
            let treating = match portal {
                Some(portal) => portal.treating().await,
                None => Ok(Arc::default()),
            };
            #[cfg(not(feature = "ssr"))]
            let treating = Ok(if kept { Arc::default() } else { fetch().await });
            treating
        }
    })
}

#[cfg(feature = "hydrate")]
async fn fetch() -> Arc<Treating> {
    let asked = async move {
        let request = gloo_net::http::Request::get("/api/treating");
        let answer = super::leaving::while_here(request).send().await.ok()?;
        let text = if answer.ok() { answer.text().await.ok()? } else { return None };
        shared::own_json::read(&text).ok().map(Arc::new)
    };
    send_wrapper::SendWrapper::new(asked).await.unwrap_or_default()
}

/// Neither server nor browser: the crate still compiles for documentation.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
async fn fetch() -> Arc<Treating> {
    Arc::default()
}
