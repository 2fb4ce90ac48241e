//! Ports: what pages need from the server. `server` implements these and hands them over as context.

pub mod account;
pub mod desk;
pub mod oidc;
pub mod people;
pub mod qr_code;

use crate::error::PageError;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::{
    consent::{Sharing, SharingQuery, Treating},
    log::History,
    record::{RecordView, Sex},
};
use std::sync::Arc;

/// The server, as a page sees it: bound to one request and to the visitor who makes it.
#[async_trait]
pub trait Portal: Send + Sync {
    /// The record of the person whose session this is; reading it is entered in the access log.
    async fn record(&self) -> Result<Arc<RecordView>, PageError>;

    /// The person's decisions about sharing, with what facilities are to them. Nobody but the person themself may ask.
    async fn sharing(&self, query: SharingQuery) -> Result<Arc<Sharing>, PageError> {
        let _ = query;
        Err(PageError::NotOpen)
    }

    /// Questions to the person about who treats them; a child's parents are asked in their place, and nobody else
    /// anything.
    async fn treating(&self) -> Result<Arc<Treating>, PageError> {
        Ok(Arc::default())
    }

    /// The invented people a visitor of a demonstration may be. Empty outside demo mode.
    async fn demo_people(&self) -> Result<Vec<DemoPerson>, PageError>;
}

/// The context type under which `server` provides its [`Portal`].
pub type PortalContext = Arc<dyn Portal>;

/// The access history, as its page sees it: bound to one request, like [`Portal`].
#[async_trait]
pub trait AccessHistory: Send + Sync {
    /// The access history of the person whose session this is. Reading it enters nothing.
    async fn access_history(&self) -> Result<History, PageError>;

    /// The person has one entry, number `seq` of their own, on their screen: answers about it were opened.
    async fn opened(&self, seq: u64);
}

/// The context type under which `server` provides its [`AccessHistory`].
pub type AccessHistoryContext = Arc<dyn AccessHistory>;

/// A person of the demonstration, as offered on the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    /// Opaque; the value that the sign-in form sends back.
    pub id: String,
    pub name: String,
    pub kana: Option<String>,
    pub sex: Sex,
    pub birth_date: NaiveDate,
    pub age: Option<u32>,
}
