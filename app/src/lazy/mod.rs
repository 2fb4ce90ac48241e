//! Pages whose code a browser fetches when they are opened, in groups that travel together.
//!
//! The server writes every page in full. A browser that opens a page directly takes most of them over as they were
//! written ([`FirstPage::AsWritten`]) and fetches code for the next ones once it has nothing better to do.

#[cfg(feature = "hydrate")]
pub mod idle;
#[cfg(feature = "hydrate")]
pub mod written;

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
    /// Something in it answers to what is typed or pressed: its code is fetched at once.
    Alive,
}

/// Files of the browser's build that travel together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group(pub &'static str);

/// A page, by the pattern of its address.
#[derive(Clone, Copy, Debug)]
pub struct LazyPage {
    pub pattern: &'static str,
    pub group: Group,
    pub first: FirstPage,
}

/// Mark of a page that may stay as written, for the frame that says so to the browser.
#[derive(Clone, Copy)]
pub struct StaysAsWritten;

macro_rules! lazy_pages {
    ($($pattern:literal $group:ident $first:ident $route:ident $load:ident $page:ident;)*) => {
        /// Every page, in no order.
        pub const PAGES: &[LazyPage] = &[$(
            LazyPage { pattern: $pattern, group: Group(stringify!($group)), first: FirstPage::$first },
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

            #[wasm_split($group, fallible)]
            fn $load() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$page/> }.into_any())
            }
        )*
    };
}

lazy_pages! {
    "/" pages AsWritten Home home HomePage;
    "/medicines" pages AsWritten Medicines medicines MedicinesPage;
    "/medicines/show" pages AsWritten ShowMedicines show_medicines ShowMedicinesPage;
    "/labs" pages AsWritten LabSheet lab_sheet LabSheetPage;
    "/labs/:test" pages AsWritten LabTest lab_test LabTestPage;
    "/record" pages AsWritten Record record RecordPage;
    "/summary" pages AsWritten Summary summary SummaryPage;
    "/documents" pages AsWritten DocumentList document_list DocumentListPage;
    "/documents/:id" pages AsWritten Document document DocumentPage;
    "/glossary" pages AsWritten Glossary glossary GlossaryPage;
    "/medicines/check" check Alive Check check CheckPage;
    "/history" history Alive History history HistoryPage;
    "/history/:entry" history Alive Entry entry EntryPage;
    "/consent" sharing Alive Consent consent ConsentPage;
    "/people" sharing Alive WhoSees who_sees WhoSeesPage;
    "/people/new" sharing Alive Invite invite InvitePage;
    "/records" account AsWritten Records records RecordsPage;
    "/settings" account Alive Settings settings SettingsPage;
    "/signin" account Alive SignIn sign_in SignInPage;
    "/signin/elsewhere/:problem" account AsWritten OidcProblem oidc_problem OidcProblemPage;
    "/invitation" account Alive Invitation invitation InvitationPage;
    "/invitation/passkey" account Alive Join join JoinPage;
    "/verify" account Alive Verify verify VerifyPage;
    "/signins" account Alive SignIns sign_ins SignInsPage;
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
    if first == FirstPage::AsWritten {
        provide_context(StaysAsWritten);
    }
    code.await.unwrap_or_else(|_| ().into_any())
}

#[cfg(feature = "hydrate")]
async fn opened(_: FirstPage, code: impl Future<Output = Result<AnyView, SplitLoaderError>>) -> AnyView {
    let first = written::is_first();
    if first && written::stays() {
        return written::as_it_is();
    }
    let address = written::address();
    let words = crate::i18n::arriving::arrive().await;
    match code.await {
        Ok(view) if words => view,
        // Nothing of it is alive; but it reads, and its links and forms work.
        _ if first => written::as_it_is(),
        _ => written::by_the_server(&address),
    }
}

/// Fetches the code of every page, group by group, those first that are opened most.
#[cfg(feature = "hydrate")]
async fn fetch_ahead() {
    let pages = [
        __wasm_split_preload_home().await,
        __wasm_split_preload_check().await,
        __wasm_split_preload_history().await,
        __wasm_split_preload_consent().await,
        __wasm_split_preload_settings().await,
    ];
    if pages.iter().any(Result::is_err) {
        leptos::logging::log!("Some pages will be fetched when they are opened.");
    }
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
