use crate::context::answer::{Answer, answer};
use crate::{error::PageError, ports::people::PeopleContext};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

/// Answer of the server about people; in the browser, what it embedded in the page. Links to these pages ask the
/// server; who comes back to one with the browser's own button is led there, too.
pub fn asked<T, F, Found>(ask: F) -> Answer<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + Clone + PartialEq + 'static,
    F: Fn(PeopleContext) -> Found + Send + Sync + Clone + 'static,
    Found: Future<Output = Result<T, PageError>> + Send + 'static,
{
    #[cfg(feature = "ssr")]
    let people = use_context::<PeopleContext>();
    answer(move || {
        let ask = ask.clone();
        #[cfg(feature = "ssr")]
        let people = people.clone();
        async move {
            #[cfg(feature = "ssr")]
            return match people {
                Some(people) => ask(people).await,
                None => Err(PageError::Unavailable),
            };
            #[cfg(not(feature = "ssr"))]
            {
                let _ = ask;
                #[cfg(feature = "hydrate")]
                let _ = window().location().reload();
                Err(PageError::Unavailable)
            }
        }
    })
}
