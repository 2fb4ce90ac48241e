//! Knowledge about medicines: on the server at hand, in the browser fetched once and kept, so that the check goes on
//! without a network.

use super::visit::use_visit;
use leptos::prelude::*;
use shared::medication::knowledge::KnowledgeBase;
use std::sync::Arc;

/// The context type under which `server` provides the knowledge; absent where patients are shown no check.
#[derive(Clone)]
pub struct KnowledgeContext(pub Arc<KnowledgeBase>);

/// The knowledge in this browser tab, once it has arrived, with the names of what has no code.
#[cfg(not(feature = "ssr"))]
#[derive(Clone, Copy)]
pub struct HeldKnowledge(RwSignal<Option<Arc<KnowledgeBase>>>);

pub fn provide_held_knowledge() {
    #[cfg(not(feature = "ssr"))]
    let held = HeldKnowledge(RwSignal::new(None));
    #[cfg(not(feature = "ssr"))]
    provide_context(held);
}

/// Whether patients are shown a check in this installation.
pub fn check_is_on() -> bool {
    use_visit().knowledge.is_some()
}

/// Knowledge that a page waits for, taken while the page is being set up. `None` from [`Self::wait`]: the check is off,
/// or its knowledge could not be fetched.
#[derive(Clone)]
pub struct PendingKnowledge {
    #[cfg(feature = "ssr")]
    known: Option<Arc<KnowledgeBase>>,
    #[cfg(not(feature = "ssr"))]
    held: Option<HeldKnowledge>,
}

impl PendingKnowledge {
    pub fn take() -> Self {
        Self {
            #[cfg(feature = "ssr")]
            known: use_context::<KnowledgeContext>().map(|known| known.0),
            #[cfg(not(feature = "ssr"))]
            held: check_is_on().then(expect_context::<HeldKnowledge>),
        }
    }

    pub async fn wait(self) -> Option<Arc<KnowledgeBase>> {
        #[cfg(feature = "ssr")]
        let known = self.known;
        #[cfg(not(feature = "ssr"))]
        let known = match self.held {
            None => None,
            Some(held) => match held.0.get_untracked() {
                Some(known) => Some(known),
                None => fetch_and_hold(held).await,
            },
        };
        known
    }
}

#[cfg(feature = "hydrate")]
async fn fetch_and_hold(held: HeldKnowledge) -> Option<Arc<KnowledgeBase>> {
    // Outside a component's owner the visit is read from the page itself.
    let addresses = super::visit::of_this_page()?.knowledge?;
    let (rules, names) = send_wrapper::SendWrapper::new(async move {
        Some((bytes(&addresses.rules).await?, bytes(&addresses.names).await?))
    })
    .await?;
    let mut base = KnowledgeBase::from_compact(&rules).ok()?;
    base.add_names(&names).ok()?;
    let base = Arc::new(base);
    held.0.set(Some(base.clone()));
    Some(base)
}

#[cfg(feature = "hydrate")]
async fn bytes(address: &str) -> Option<Vec<u8>> {
    let answer = gloo_net::http::Request::get(address).send().await.ok()?;
    if answer.status() == 200 { answer.binary().await.ok() } else { None }
}

/// Neither server nor browser: the crate still compiles for documentation.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
async fn fetch_and_hold(_held: HeldKnowledge) -> Option<Arc<KnowledgeBase>> {
    None
}
