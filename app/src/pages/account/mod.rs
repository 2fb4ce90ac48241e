//! Ways in: an invitation, a passkey, and the list of one's own.

mod birth_date;
mod invitation;
mod join;
mod sign_ins;
mod verify;

pub use birth_date::BirthDate;
pub use invitation::InvitationPage;
#[cfg(feature = "hydrate")]
pub use invitation::fill_in_code_of_this_page;
pub use join::JoinPage;
pub use sign_ins::SignInsPage;
pub use verify::VerifyPage;

use crate::context::answer::{Answer, answer};
use crate::{error::PageError, ports::account::AccountPortal};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin, sync::Arc};

type Asked<T> = Pin<Box<dyn Future<Output = Result<T, PageError>> + Send>>;

/// Answer of the account's port, on the server; in the browser it comes with the page. Links to these pages ask the
/// server.
fn use_account<T>(ask: fn(Arc<dyn AccountPortal>) -> Asked<T>) -> Answer<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + 'static,
{
    #[cfg(feature = "ssr")]
    let portal = use_context::<crate::ports::account::AccountContext>();
    answer(move || {
        #[cfg(feature = "ssr")]
        let portal = portal.clone();
        async move {
            #[cfg(feature = "ssr")]
            return match portal {
                Some(portal) => ask(portal).await,
                None => Err(PageError::Unavailable),
            };
            #[cfg(not(feature = "ssr"))]
            {
                let _ = ask;
                Err(PageError::Outdated)
            }
        }
    })
}

/// One value of this page's query.
fn query(key: &str) -> Option<String> {
    leptos_router::hooks::use_query_map().with_untracked(|query| query.get(key))
}
