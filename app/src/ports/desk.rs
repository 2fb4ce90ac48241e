//! Port for the sign-in page of a demonstration, to offer its staff.

use crate::error::PageError;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[async_trait]
pub trait DeskDemo: Send + Sync {
    /// The invented staff a visitor of a demonstration may be. Empty outside demo mode.
    async fn demo_staff(&self) -> Result<Vec<DemoMember>, PageError>;
}

/// The context type under which `server` provides its [`DeskDemo`].
pub type DeskDemoContext = Arc<dyn DeskDemo>;

/// One of the demonstration's staff, as offered on the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoMember {
    /// Opaque; the value that the sign-in form sends back.
    pub id: String,
    pub name: String,
    /// Names of roles, as the server knows them.
    pub roles: Vec<String>,
}
