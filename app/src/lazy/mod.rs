//! Pages whose code a browser fetches once it has nothing better to do.
//!
//! The server writes every page in full, and a browser that opens one takes it over as it was written. Until the code has
//! come, the server writes the next page, too: nobody waits for a program. All pages are one part (`pages`): each
//! further one costs a file for every set of parts that share code, and what compresses worse.

#[cfg(feature = "hydrate")]
mod alive;
#[cfg(feature = "hydrate")]
pub mod idle;
#[cfg(feature = "hydrate")]
pub mod written;

#[cfg(not(feature = "hydrate"))]
use crate::context::title::StaysAsWritten;
use crate::pages::{
    account::{InvitationPage, JoinPage, SignInsPage, VerifyPage},
    consent::ConsentPage,
    documents::{DocumentListPage, DocumentPage},
    glossary::GlossaryPage,
    history::{EntryPage, HistoryPage},
    home::HomePage,
    labs::{LabSheetPage, LabTestPage},
    medicines::{CheckPage, MedicinesPage, ShowMedicinesPage},
    oidc_problem::OidcProblemPage,
    people::{InvitePage, RecordsPage, WhoSeesPage},
    record::RecordPage,
    settings::SettingsPage,
    show::ShowPage,
    signin::SignInPage,
    summary::SummaryPage,
};
use leptos::prelude::*;
use leptos_router::LazyRoute;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// How a browser takes over a page that it opens directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstPage {
    /// It stays as the server wrote it: its links and forms work by themselves. Nothing of it is fetched again.
    AsWritten,
    /// The same, but for a button that asks the device for a passkey.
    WithPasskeys,
    /// Something in it answers to what is typed or pressed. It reads and works as it is written; its code is fetched
    /// as soon as the browser is idle.
    Alive,
}

/// A page, by the pattern of its address.
#[derive(Clone, Copy, Debug)]
pub struct LazyPage {
    pub pattern: &'static str,
    pub first: FirstPage,
}

macro_rules! lazy_pages {
    ($($pattern:literal $first:ident $route:ident $load:ident $page:ident;)*) => {
        /// Every page, in no order.
        pub const PAGES: &[LazyPage] = &[$(
            LazyPage { pattern: $pattern, first: FirstPage::$first },
        )*];
        $(
            #[doc = concat!("`", $pattern, "`")]
            pub struct $route;

            impl LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    opened(FirstPage::$first, $load()).await
                }
            }

            #[wasm_split(pages, fallible)]
            fn $load() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$page/> }.into_any())
            }
        )*
    };
}

lazy_pages! {
    "/" AsWritten Home home HomePage;
    "/medicines" AsWritten Medicines medicines MedicinesPage;
    "/medicines/show" AsWritten ShowMedicines show_medicines ShowMedicinesPage;
    "/labs" AsWritten LabSheet lab_sheet LabSheetPage;
    "/labs/:test" AsWritten LabTest lab_test LabTestPage;
    "/record" AsWritten Record record RecordPage;
    "/summary" AsWritten Summary summary SummaryPage;
    "/show" AsWritten Show show ShowPage;
    "/documents" AsWritten DocumentList document_list DocumentListPage;
    "/documents/:id" AsWritten Document document DocumentPage;
    "/glossary" AsWritten Glossary glossary GlossaryPage;
    "/medicines/check" Alive Check check CheckPage;
    "/history" Alive History history HistoryPage;
    "/history/:entry" Alive Entry entry EntryPage;
    "/consent" Alive Consent consent ConsentPage;
    "/people" Alive WhoSees who_sees WhoSeesPage;
    "/people/new" Alive Invite invite InvitePage;
    "/records" AsWritten Records records RecordsPage;
    "/settings" Alive Settings settings SettingsPage;
    "/signin" WithPasskeys SignIn sign_in SignInPage;
    "/signin/elsewhere/:problem" AsWritten OidcProblem oidc_problem OidcProblemPage;
    "/invitation" AsWritten Invitation invitation InvitationPage;
    "/invitation/passkey" WithPasskeys Join join JoinPage;
    "/verify" WithPasskeys Verify verify VerifyPage;
    "/signins" WithPasskeys SignIns sign_ins SignInsPage;
}

impl LazyPage {
    /// The page at a path; `None` where there is none.
    pub fn at(path: &str) -> Option<&'static Self> {
        PAGES.iter().find(|page| page.matches(path))
    }

    fn matches(&self, path: &str) -> bool {
        let (mut wanted, mut found) = (self.pattern.split('/'), path.trim_end_matches('/').split('/'));
        // `/` itself has one part once its last slash is gone.
        if self.pattern == "/" {
            return path.trim_end_matches('/').is_empty();
        }
        loop {
            match (wanted.next(), found.next()) {
                (None, None) => return true,
                (Some(wanted), Some(found)) if wanted.starts_with(':') && !found.is_empty() => {}
                (Some(wanted), Some(found)) if wanted == found => {}
                _ => return false,
            }
        }
    }
}

/// A page once its code is here: on the server at once, in a browser after it was fetched.
#[cfg(not(feature = "hydrate"))]
async fn opened(first: FirstPage, code: impl Future<Output = Result<AnyView, SplitLoaderError>>) -> AnyView {
    if first != FirstPage::Alive {
        provide_context(StaysAsWritten);
    }
    code.await.unwrap_or_else(|_| ().into_any())
}

#[cfg(feature = "hydrate")]
async fn opened(_: FirstPage, code: impl Future<Output = Result<AnyView, SplitLoaderError>>) -> AnyView {
    let first = written::is_first();
    if first && written::stays() {
        // What stands around the pages is taken over in a task of its own.
        crate::context::idle::pause().await;
        return written::as_it_is();
    }
    let address = written::address();
    if !written::has_pages() {
        return written::by_the_server(&address);
    }
    match code.await {
        Ok(view) => view,
        Err(_) => written::by_the_server(&address),
    }
}

/// Begins what waits until the browser has nothing better to do. It shows nothing.
#[component]
pub fn WhenIdle() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    idle::begin();
}

/// Fetches the code of every page. Whether it is here.
#[cfg(feature = "hydrate")]
pub async fn fetch_pages() -> bool {
    let here = __wasm_split_preload_home().await.is_ok();
    if here {
        written::pages_are_here();
    }
    here
}

/// The page of an address that leads nowhere: the server writes it.
#[cfg(not(feature = "hydrate"))]
pub fn not_found() -> AnyView {
    provide_context(StaysAsWritten);
    view! { <crate::pages::not_found::NotFoundPage/> }.into_any()
}

#[cfg(feature = "hydrate")]
pub fn not_found() -> AnyView {
    match written::is_first() {
        true => written::as_it_is(),
        false => written::by_the_server(&written::address()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, pattern: &str) {
        assert_eq!(LazyPage::at(path).map_or("", |page| page.pattern), pattern, "{path}");
    }

    #[test]
    fn a_page_is_found_by_its_path() {
        check("/", "/");
        check("", "/");
        check("/labs", "/labs");
        check("/labs/", "/labs");
        check("/labs/3F035", "/labs/:test");
        check("/medicines/check", "/medicines/check");
        check("/medicines/other", "");
        check("/labs/a/b", "");
        check("/nowhere", "");
    }
}
