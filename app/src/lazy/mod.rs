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
    /// The same, but for a button that asks the device for a passkey.
    WithPasskeys,
    /// Something in it answers to what is typed or pressed. It reads and works as it is written; its code is fetched
    /// as soon as the browser is idle.
    Alive,
}

/// Files of the browser's build that travel together: `record` for what is opened every day, `account` for the history,
/// what is shared with whom, and ways in. Each further group costs a file for every set of groups that share code.
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
    "/" record AsWritten Home home HomePage;
    "/medicines" record AsWritten Medicines medicines MedicinesPage;
    "/medicines/show" record AsWritten ShowMedicines show_medicines ShowMedicinesPage;
    "/labs" record AsWritten LabSheet lab_sheet LabSheetPage;
    "/labs/:test" record AsWritten LabTest lab_test LabTestPage;
    "/record" record AsWritten Record record RecordPage;
    "/summary" record AsWritten Summary summary SummaryPage;
    "/documents" record AsWritten DocumentList document_list DocumentListPage;
    "/documents/:id" record AsWritten Document document DocumentPage;
    "/glossary" record AsWritten Glossary glossary GlossaryPage;
    "/medicines/check" record Alive Check check CheckPage;
    "/history" account Alive History history HistoryPage;
    "/history/:entry" account Alive Entry entry EntryPage;
    "/consent" account Alive Consent consent ConsentPage;
    "/people" account Alive WhoSees who_sees WhoSeesPage;
    "/people/new" account Alive Invite invite InvitePage;
    "/records" account AsWritten Records records RecordsPage;
    "/settings" account Alive Settings settings SettingsPage;
    "/signin" account WithPasskeys SignIn sign_in SignInPage;
    "/signin/elsewhere/:problem" account AsWritten OidcProblem oidc_problem OidcProblemPage;
    "/invitation" account AsWritten Invitation invitation InvitationPage;
    "/invitation/passkey" account WithPasskeys Join join JoinPage;
    "/verify" account WithPasskeys Verify verify VerifyPage;
    "/signins" account WithPasskeys SignIns sign_ins SignInsPage;
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

/// Fetches the code of the page in this document, before it is taken over. Whether it has come.
#[cfg(feature = "hydrate")]
pub async fn fetch_this_page() -> bool {
    let path = window().location().pathname().unwrap_or_default();
    let Some(page) = LazyPage::at(&path) else { return true };
    let fetched = match page.group.0 {
        "account" => __wasm_split_preload_settings().await,
        _ => __wasm_split_preload_home().await,
    };
    fetched.is_ok()
}

/// Fetches the code of every page, those first that are opened every day.
#[cfg(feature = "hydrate")]
async fn fetch_ahead() {
    let pages = [__wasm_split_preload_home().await, __wasm_split_preload_settings().await];
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
